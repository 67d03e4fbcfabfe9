package relation

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"news/internal/event"
	"news/internal/text"
)

// Node is the number of an event in a Graph. Events that have a page are
// numbered from 0 on in canonical order, newest day first. Those that follow
// have none: the pages of others name them.
type Node int32

// Topic is the number of a topic in Subjects.
type Topic int32

// Place is where an event stands in its archive.
type Place struct {
	Date   event.Date
	Number int // in its day, from 1 on
}

// Name is a topic as a page writes it.
type Name struct {
	Text  string
	Words string // as text.NameWords returns them
}

// NameOf returns the name that a page writes so.
func NameOf(written string) Name { return Name{written, text.NameWords(written)} }

func (n Name) compare(other Name) int {
	if order := strings.Compare(n.Words, other.Words); order != 0 {
		return order
	}
	return strings.Compare(n.Text, other.Text)
}

// Sameness says which names are those of one topic.
type Sameness int

const (
	Folded  Sameness = iota // names that text.Fold makes the same: whole names, as flags ask for them
	InWords                 // names that have the same words, whatever stands between them
)

// key returns what all names of one topic have in common.
func (s Sameness) key(n Name) string {
	if s == InWords && n.Words != "" {
		return n.Words
	}
	return text.Fold(n.Text)
}

// Subjects are the events of an archive that have a page, and the topics that
// each is about: its own, and those that others' links name for it.
type Subjects struct {
	dates   []uint32 // by node, packed
	numbers []uint32
	names   []Name // by topic: that which most events have

	about lists[Topic] // by node

	// Made when first asked for:
	with   lists[Node]      // by topic
	named  map[string]Topic // by words
	folded map[string]Topic // by folded names
	places []int32          // by topic: its place in the order of names
}

// Events gives the number of events that have a page.
func (s *Subjects) Events() int { return len(s.dates) }

// Place gives where an event that has a page stands.
func (s *Subjects) Place(n Node) Place { return Place{s.Date(n), int(s.numbers[n])} }

// Date gives the day of an event that has a page.
func (s *Subjects) Date(n Node) event.Date { return event.UnpackDate(s.dates[n]) }

// At gives the event that stands at a place, and false where none does.
func (s *Subjects) At(p Place) (Node, bool) {
	date := p.Date.Pack()
	n, found := slices.BinarySearchFunc(s.dates, date, func(d, asked uint32) int { return cmp.Compare(asked, d) })
	for ; found && n < len(s.dates) && s.dates[n] == date; n++ {
		if s.numbers[n] == uint32(p.Number) {
			return Node(n), true
		}
	}
	return 0, false
}

// firstOf gives the first event of a day, or of the last day before it that has
// any: the number of events that are later.
func (s *Subjects) firstOf(d event.Date) int {
	date := d.Pack()
	return sort.Search(len(s.dates), func(n int) bool { return s.dates[n] <= date })
}

// Topics gives the number of topics.
func (s *Subjects) Topics() int { return len(s.names) }

// Name gives a topic as most of the events that have it write it.
func (s *Subjects) Name(t Topic) string { return s.names[t].Text }

// About gives the topics of an event, in no order that means anything. One that
// has no page has none. The caller does not change the list.
func (s *Subjects) About(n Node) []Topic { return s.about.at(int(n)) }

// With gives the events that have a topic, in canonical order. The caller does
// not change the list.
func (s *Subjects) With(t Topic) []Node {
	if s.with.ends == nil {
		s.with = turned[Topic, Node](s.about, len(s.names))
	}
	return s.with.at(int(t))
}

// Topic gives the topic of a name, and false where no page has it.
func (s *Subjects) Topic(name string) (Topic, bool) {
	t, found := s.byWords()[text.NameWords(name)]
	return t, found
}

// Named returns the topic of a whole name, however it is cased, accented or written
// in Chinese, and false where no event has it. It needs Subjects of Folded names.
func (s *Subjects) Named(name string) (Topic, bool) {
	if s.folded == nil {
		s.folded = make(map[string]Topic, len(s.names))
		for t, known := range s.names {
			if known.Text != "" {
				s.folded[text.Fold(known.Text)] = Topic(t)
			}
		}
	}
	t, found := s.folded[text.Fold(name)]
	return t, found
}

// byWords gives the topics by their words.
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

// longestName is how many words of a text are taken for a topic's name at most.
const longestName = 12

// Mentioned gives the topics whose names stand in a text, in the order in which
// they begin there, each once.
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

// lists are many short lists in one.
type lists[T ~int32] struct {
	ends  []int32 // of each list
	items []T
}

// at gives one list, and none where there is none.
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

// turned gives for each item below n the numbers of the lists that have it, in
// rising order.
func turned[T, L ~int32](l lists[T], n int) lists[L] {
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
