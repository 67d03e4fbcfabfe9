package relation

import (
	"cmp"
	"slices"
)

// Maker makes Subjects of numbers: events in canonical order, and the numbers of
// the names of their topics.
type Maker struct {
	s      Subjects
	topics []Topic // by name
	names  []Name
	times  []int32 // how many events have each name
}

// NewMaker gives a maker for so many events, which have so many topics together,
// as far as is known. It says which of the names are one topic.
func NewMaker(events, topics int, names []Name, same Sameness) *Maker {
	m := &Maker{topics: make([]Topic, len(names)), names: names, times: make([]int32, len(names))}
	m.s.dates = make([]uint32, 0, events)
	m.s.numbers = make([]uint32, 0, events)
	m.s.about = lists[Topic]{make([]int32, 0, events), make([]Topic, 0, topics)}
	known := make(map[string]Topic, len(names))
	for i, name := range names {
		key := same.key(name)
		topic, found := known[key]
		if !found {
			topic = Topic(len(known))
			known[key] = topic
		}
		m.topics[i] = topic
	}
	m.s.names = make([]Name, len(known))
	return m
}

// Event adds the next event, with the numbers of its topics' names.
func (m *Maker) Event(p Place, names []int32) {
	m.s.dates = append(m.s.dates, p.Date.Pack())
	m.s.numbers = append(m.s.numbers, uint32(p.Number))
	for _, name := range names {
		m.times[name]++
	}
	m.s.about.items = m.AppendTopics(m.s.about.items, names)
	m.s.about.end()
}

// Category adds the next event of Subjects that are categories, with the number of
// its category's name. One without a name is none.
func (m *Maker) Category(p Place, name int32) {
	if m.names[name].Text == "" {
		m.Event(p, nil)
		return
	}
	m.Event(p, []int32{name})
}

// Names gives the number of names.
func (m *Maker) Names() int { return len(m.names) }

// AppendTopics appends the topics that some names are, each once.
func (m *Maker) AppendTopics(to []Topic, names []int32) []Topic {
	start := len(to)
	for _, name := range names {
		if topic := m.topics[name]; !slices.Contains(to[start:], topic) {
			to = append(to, topic)
		}
	}
	return to
}

// Subjects gives what was made. No event is added afterwards. Each topic has the
// name that most events give it, and of equally common ones that which comes first;
// one that no event has has no name.
func (m *Maker) Subjects() *Subjects {
	best := make([]int32, len(m.s.names)) // a name's number, and 1
	for i, topic := range m.topics {
		was := int(best[topic]) - 1
		if was < 0 || cmp.Or(cmp.Compare(m.times[was], m.times[i]), cmp.Compare(m.names[i].Text, m.names[was].Text)) < 0 {
			best[topic] = int32(i + 1)
		}
	}
	for topic, name := range best {
		if m.times[name-1] > 0 {
			m.s.names[topic] = m.names[name-1]
		}
	}
	return &m.s
}
