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

// Use says how many events have a topic, and from when to when.
type Use struct {
	Topic       Topic
	Events      int        // the number of events with the topic
	First, Last event.Date // the first and last day of these events
}

// Uses returns the use of every topic with events, by topic.
func (s *Subjects) Uses() []Use {
	return s.UsesIn(func(yield func(Node) bool) {
		for n := range s.dates {
			if !yield(Node(n)) {
				return
			}
		}
	})
}

// UsesIn returns the use of every topic among some events, by topic. Each event
// must be given once.
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

// Companion is a topic that often occurs together with another.
type Companion struct {
	Topic  Topic
	Events int // the number of events with both topics
}

// Companions returns, for each of some topics, at most most topics that its
// events have most often, the most common first, and equally common ones by
// name.
func (s *Subjects) Companions(topics []Topic, most int) [][]Companion {
	all := make([][]Companion, len(topics))
	if len(topics) == 0 {
		return all
	}
	s.With(topics[0]) // computes what the workers share
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
				c.times[topics[i]] = 0 // a topic is not its own companion
				all[i] = c.commonest(most)
			}
		})
	}
	workers.Wait()
	return all
}

// byName returns the place of each topic in the order of names. Names are
// sorted by their folded words, so that case and accents do not matter, and
// names with the same words by the names themselves.
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

// counter counts how often topics occur.
type counter struct {
	times  []int32 // the count of each topic
	met    []Topic // the topics with a count above 0
	byName []int32 // the place of each topic in the order of names
}

func (c *counter) count(topics []Topic) {
	for _, t := range topics {
		if c.times[t]++; c.times[t] == 1 {
			c.met = append(c.met, t)
		}
	}
}

// commonest returns at most most topics with the highest counts, and resets the
// counts.
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

// CompareNames compares topics by their names.
func (s *Subjects) CompareNames(a, b Topic) int {
	places := s.byName()
	return cmp.Compare(places[a], places[b])
}

// Find returns the topics whose names fit the typed text, as text.FindNames
// finds them, and how well each fits. Of a category it looks at all names.
func (s *Subjects) Find(typed string) map[Topic]text.Likeness {
	words := make([]string, len(s.names), len(s.names)+len(s.otherNames))
	for t, name := range s.names {
		words[t] = name.Words
	}
	for _, other := range s.otherNames {
		words = append(words, other.words)
	}
	found := make(map[Topic]text.Likeness)
	for i, how := range text.FindNames(typed, words) {
		t := Topic(i)
		if i >= len(s.names) {
			t = s.otherNames[i-len(s.names)].topic
		}
		if how != text.Unlike {
			found[t] = max(found[t], how)
		}
	}
	return found
}
