package relation

import (
	"cmp"
	"iter"
	"runtime"
	"slices"
	"sync"

	"news/internal/event"
	"news/internal/text"
)

// Use tells how much a topic is used, and how long.
type Use struct {
	Topic       Topic
	Events      int        // that have it
	First, Last event.Date // of these
}

// Uses returns the use of every topic that an event has, by topic.
func (s *Subjects) Uses() []Use {
	return s.UsesIn(func(yield func(Node) bool) {
		for n := range s.dates {
			if !yield(Node(n)) {
				return
			}
		}
	})
}

// UsesIn returns the use that some events, each given once, make of every topic
// that any of them has, by topic.
func (s *Subjects) UsesIn(events iter.Seq[Node]) []Use {
	all := make([]Use, len(s.names))
	for n := range events {
		date := s.Date(n)
		for _, t := range s.About(n) {
			use := &all[t]
			if use.Events == 0 {
				*use = Use{Topic: t, First: date, Last: date}
			}
			use.Events++
			if date.Compare(use.First) < 0 {
				use.First = date
			}
			if date.Compare(use.Last) > 0 {
				use.Last = date
			}
		}
	}
	return slices.DeleteFunc(all, func(u Use) bool { return u.Events == 0 })
}

// Companion is a topic that another one comes with.
type Companion struct {
	Topic  Topic
	Events int // that have both
}

// Companions gives for each of some topics those that most of its events have
// too, the most common first, of equally common ones by name, and so many at
// most.
func (s *Subjects) Companions(topics []Topic, most int) [][]Companion {
	all := make([][]Companion, len(topics))
	if len(topics) == 0 {
		return all
	}
	s.With(topics[0]) // makes what the workers share
	byName := s.byName()
	var workers sync.WaitGroup
	step := min(runtime.GOMAXPROCS(0), len(topics))
	for first := range step {
		workers.Go(func() {
			c := counter{times: make([]int32, len(s.names)), byName: byName}
			for i := first; i < len(topics); i += step {
				for _, n := range s.With(topics[i]) {
					c.count(s.About(n))
				}
				c.times[topics[i]] = 0 // it comes with itself
				all[i] = c.commonest(most)
			}
		})
	}
	workers.Wait()
	return all
}

// byName gives for each topic its place in the order of names: by their folded
// words, so that neither case nor accents move one, and those that have the same
// by the names themselves.
func (s *Subjects) byName() []int32 {
	if s.places == nil {
		order := make([]Topic, len(s.names))
		for t := range order {
			order[t] = Topic(t)
		}
		slices.SortFunc(order, func(a, b Topic) int { return s.names[a].compare(s.names[b]) })
		s.places = make([]int32, len(s.names))
		for place, t := range order {
			s.places[t] = int32(place)
		}
	}
	return s.places
}

// counter counts how often topics come.
type counter struct {
	times  []int32 // by topic
	met    []Topic // that came at all
	byName []int32 // by topic: its place in the order of names
}

func (c *counter) count(topics []Topic) {
	for _, t := range topics {
		if c.times[t]++; c.times[t] == 1 {
			c.met = append(c.met, t)
		}
	}
}

// commonest gives so many topics at most as came most often, and begins anew.
func (c *counter) commonest(most int) []Companion {
	most = max(most, 1)
	best := make([]Companion, 0, min(most, len(c.met)))
	for _, t := range c.met {
		one := Companion{t, int(c.times[t])}
		if one.Events == 0 || len(best) == most && c.compare(one, best[most-1]) > 0 {
			continue
		}
		at := len(best)
		for at > 0 && c.compare(one, best[at-1]) < 0 {
			at--
		}
		best = slices.Insert(best[:min(len(best), most-1)], at, one)
	}
	for _, t := range c.met {
		c.times[t] = 0
	}
	c.met = c.met[:0]
	return best
}

func (c *counter) compare(a, b Companion) int {
	if a.Events != b.Events {
		return b.Events - a.Events
	}
	return int(c.byName[a.Topic] - c.byName[b.Topic])
}

// CompareNames orders topics by their names.
func (s *Subjects) CompareNames(a, b Topic) int {
	places := s.byName()
	return cmp.Compare(places[a], places[b])
}

// Find returns the topics whose names fit what was typed, as text.FindNames finds
// them, and how each fits.
func (s *Subjects) Find(typed string) map[Topic]text.Likeness {
	words := make([]string, len(s.names))
	for t, name := range s.names {
		words[t] = name.Words
	}
	found := make(map[Topic]text.Likeness)
	for t, how := range text.FindNames(typed, words) {
		if how != text.Unlike {
			found[Topic(t)] = how
		}
	}
	return found
}
