package publisher

import "news/internal/event"

// tally counts the events that cite each publisher.
type tally struct {
	*Directory
	times      []int   // the number of events with each citation
	publishers []count // the count of each publisher
}

// count is the number of events that cite a publisher.
type count struct {
	events      int
	latest      int // the last event that was added, plus 1
	first, last event.Date
}

// add counts an event.
func (t *tally) add(n int) {
	day := t.day(n)
	for _, number := range t.Cited.of(n) {
		t.times[number]++
		id := t.of[number]
		if id == None || t.publishers[id].latest == n+1 {
			continue
		}
		c := &t.publishers[id]
		if c.events == 0 || day.Compare(c.first) < 0 {
			c.first = day
		}
		if c.events == 0 || day.Compare(c.last) > 0 {
			c.last = day
		}
		c.events++
		c.latest = n + 1
	}
}

// counted returns the publishers with events, with their names and sites.
func (t *tally) counted() []Publisher {
	names, sites := make([]map[string]int, len(t.names)), make([]map[string]int, len(t.names))
	for i, times := range t.times {
		if id := t.of[i]; times > 0 && id != None {
			if t.named[i] {
				add(&names[id], t.citations[i].Name, times)
			}
			if t.sites[i] != "" {
				add(&sites[id], t.sites[i], times)
			}
		}
	}
	var all []Publisher
	for id, c := range t.publishers {
		if c.events > 0 {
			all = append(all, Publisher{ID(id), t.names[id], mostUsed(names[id]), mostUsed(sites[id]), c.events, c.first, c.last})
		}
	}
	return all
}

// add adds times to the count of a name.
func add(counts *map[string]int, name string, times int) {
	if *counts == nil {
		*counts = make(map[string]int)
	}
	(*counts)[name] += times
}
