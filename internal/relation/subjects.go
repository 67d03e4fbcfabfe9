package relation

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"news/internal/category"
	"news/internal/event"
	"news/internal/text"
)

// Node is the number of an event in a Graph. Events with a page are numbered
// from 0 in canonical order, newest day first. After them come the events
// without a page to which other pages link.
type Node int32

// Topic is the number of a topic in Subjects.
type Topic int32

// Place is the place of an event in its archive.
type Place struct {
	Date   event.Date
	Number int // in its day, from 1
}

// Name is the name of a topic as a page writes it.
type Name struct {
	Text  string
	Words string // as text.NameWords returns them
}

// NameOf returns the Name of a topic as a page writes it.
func NameOf(written string) Name { return Name{written, text.NameWords(written)} }

func (n Name) compare(other Name) int {
	if order := strings.Compare(n.Words, other.Words); order != 0 {
		return order
	}
	return strings.Compare(n.Text, other.Text)
}

// Sameness decides which names belong to one topic.
type Sameness int

const (
	Folded       Sameness = iota // names that text.Fold makes equal: whole names, as in flags
	InWords                      // names with the same words, whatever is between them
	AsCategories                 // names that category.Key makes equal
)

// key returns a key that all names of one topic have in common.
func (s Sameness) key(n Name) string {
	switch {
	case s == InWords && n.Words != "":
		return n.Words
	case s == AsCategories:
		return category.Key(n.Text)
	}
	return text.Fold(n.Text)
}

// Subjects are the events of an archive that have a page, and the topics of
// each: its own topics, and the topics of links to it.
type Subjects struct {
	dates   []uint32 // the packed day of each node
	numbers []uint32
	names   []Name // the most common name of each topic

	same       Sameness
	otherNames []otherName // of categories

	about lists[Topic] // the topics of each node

	// The rest is computed when it is first needed.
	with   lists[Node]      // the events of each topic
	times  []int32          // the number of events of each topic
	named  map[string]Topic // topics by their words
	keyed  map[string]Topic // topics by the keys of their names
	places []int32          // the place of each topic in the order of names
}

// otherName is a name that some events have for a topic, though more have another.
type otherName struct {
	topic Topic
	words string
}

// Events returns the number of events with a page.
func (s *Subjects) Events() int { return len(s.dates) }

// Place returns the place of an event with a page.
func (s *Subjects) Place(n Node) Place { return Place{s.Date(n), int(s.numbers[n])} }

// Date returns the day of an event with a page.
func (s *Subjects) Date(n Node) event.Date { return event.UnpackDate(s.dates[n]) }

// At returns the event at a place, or false if there is none.
func (s *Subjects) At(p Place) (Node, bool) {
	date := p.Date.Pack()
	n, found := slices.BinarySearchFunc(s.dates, date, func(d, wanted uint32) int { return cmp.Compare(wanted, d) })
	for ; found && n < len(s.dates) && s.dates[n] == date; n++ {
		if s.numbers[n] == uint32(p.Number) {
			return Node(n), true
		}
	}
	return 0, false
}

// nodesAt returns the events at some places, in canonical order. It looks for
// each event first after the one before.
func (s *Subjects) nodesAt(places []Place) []Node {
	nodes := make([]Node, 0, len(places))
	sorted := true
	next := Node(0)
	for _, p := range places {
		n, found := s.atOrAfter(next, p)
		if !found {
			continue
		}
		sorted = sorted && (len(nodes) == 0 || n > nodes[len(nodes)-1])
		nodes = append(nodes, n)
		next = n + 1
	}
	if !sorted {
		slices.Sort(nodes)
	}
	return slices.Compact(nodes)
}

// atOrAfter is At for a place that is probably not far after a node.
func (s *Subjects) atOrAfter(near Node, p Place) (Node, bool) {
	date := p.Date.Pack()
	step := Node(1)
	start := near
	for int(start) < len(s.dates) && s.dates[start] > date { // before the day
		near = start
		start += step
		step *= 2
	}
	if int(near) >= len(s.dates) || s.dates[near] < date || s.dates[near] == date && s.numbers[near] > uint32(p.Number) {
		return s.At(p) // before near
	}
	day := s.dates[near:min(int(start)+1, len(s.dates))]
	first, found := slices.BinarySearchFunc(day, date, func(d, wanted uint32) int { return cmp.Compare(wanted, d) })
	for n := near + Node(first); found && int(n) < len(s.dates) && s.dates[n] == date; n++ {
		if s.numbers[n] == uint32(p.Number) {
			return n, true
		}
	}
	return 0, false
}

// firstOf returns the first event of a day, or of the last day with events
// before it. It equals the number of later events.
func (s *Subjects) firstOf(d event.Date) int {
	date := d.Pack()
	return sort.Search(len(s.dates), func(n int) bool { return s.dates[n] <= date })
}

// Topics returns the number of topics.
func (s *Subjects) Topics() int { return len(s.names) }

// Name returns the name of a topic that most of its events have.
func (s *Subjects) Name(t Topic) string { return s.names[t].Text }

// About returns the topics of an event, in no particular order. An event
// without a page has none. The caller must not change the slice.
func (s *Subjects) About(n Node) []Topic { return s.about.at(int(n)) }

// With returns the events with a topic, in canonical order. The caller must not
// change the slice.
func (s *Subjects) With(t Topic) []Node {
	if s.with.ends == nil {
		s.with = inverted[Topic, Node](s.about, len(s.names))
	}
	return s.with.at(int(t))
}

// Count returns the number of events with a topic. It takes less time than With, which
// lists the events of all topics when it is first called.
func (s *Subjects) Count(t Topic) int {
	if s.times == nil {
		s.times = make([]int32, len(s.names))
		for _, topic := range s.about.items {
			s.times[topic]++
		}
	}
	return int(s.times[t])
}

// Topic returns the topic with a name, or false if no page has it.
func (s *Subjects) Topic(name string) (Topic, bool) {
	t, found := s.byWords()[text.NameWords(name)]
	return t, found
}

// Named returns the topic with a whole name, without regard to case, accents
// and Chinese script, or false if no event has it. A category is found by all of
// its names. It needs Subjects of Folded names or AsCategories.
func (s *Subjects) Named(name string) (Topic, bool) {
	key := func(name string) string { return s.same.key(Name{Text: name}) }
	if s.keyed == nil {
		s.keyed = make(map[string]Topic, len(s.names))
		for t, known := range s.names {
			if known.Text != "" {
				s.keyed[key(known.Text)] = Topic(t)
			}
		}
	}
	t, found := s.keyed[key(name)]
	return t, found
}

// byWords returns the topics by their words.
func (s *Subjects) byWords() map[string]Topic {
	if s.named == nil {
		s.named = make(map[string]Topic, len(s.names))
		for t, name := range s.names {
			if _, taken := s.named[name.Words]; !taken && name.Words != "" {
				s.named[name.Words] = Topic(t)
			}
		}
	}
	return s.named
}

// longestName is the largest number of words of a topic's name that Mentioned
// recognizes.
const longestName = 12

// Mentioned returns the topics whose names are in a text, in the order in which
// they begin, each once.
func (s *Subjects) Mentioned(written string) []Topic {
	named := s.byWords()
	words := text.NameWords(written)
	var found []Topic
	for len(words) > 0 {
		end := 0
		for range longestName {
			space := strings.IndexByte(words[end:], ' ')
			if space < 0 {
				break
			}
			end += space + 1
			if t, ok := named[words[:end]]; ok && !slices.Contains(found, t) {
				found = append(found, t)
			}
		}
		words = words[strings.IndexByte(words, ' ')+1:]
	}
	return found
}

// lists are many short lists in one slice.
type lists[T ~int32] struct {
	ends  []int32 // the end of each list
	items []T
}

// at returns the i-th list, or nil if there is none.
func (l *lists[T]) at(i int) []T {
	if i >= len(l.ends) {
		return nil
	}
	start := int32(0)
	if i > 0 {
		start = l.ends[i-1]
	}
	return l.items[start:l.ends[i]:l.ends[i]]
}

// end ends a list whose items were appended.
func (l *lists[T]) end() { l.ends = append(l.ends, int32(len(l.items))) }

// inverted returns, for each item below n, the numbers of the lists that have
// it, in rising order.
func inverted[T, L ~int32](l lists[T], n int) lists[L] {
	counts := make([]int32, n+1)
	for _, item := range l.items {
		counts[item+1]++
	}
	for i := range n {
		counts[i+1] += counts[i]
	}
	by := lists[L]{ends: counts[:n], items: make([]L, len(l.items))}
	start := int32(0)
	for i, end := range l.ends {
		for _, item := range l.items[start:end] {
			by.items[by.ends[item]] = L(i)
			by.ends[item]++
		}
		start = end
	}
	return by
}
