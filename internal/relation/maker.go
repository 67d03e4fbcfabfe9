package relation

import (
	"cmp"
	"slices"
)

// Maker makes Subjects from numbers: it gets events in canonical order, with
// the numbers of their topics' names.
type Maker struct {
	s      Subjects
	topics []Topic // the topic of each name
	names  []Name
	times  []int32 // the number of events with each name
}

// NewMaker returns a Maker. events and topics are the expected number of events
// and of all their topics together; they may be 0. same decides which names are
// the same topic.
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
	m.s.same = same
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

// Category adds the next event of Subjects that are categories, with the number
// of its category's name. An empty name is no category.
func (m *Maker) Category(p Place, name int32) {
	if m.names[name].Text == "" {
		m.Event(p, nil)
		return
	}
	m.Event(p, []int32{name})
}

// Names returns the number of names.
func (m *Maker) Names() int { return len(m.names) }

// AppendTopics appends the topics with some names, each once.
func (m *Maker) AppendTopics(to []Topic, names []int32) []Topic {
	start := len(to)
	for _, name := range names {
		if topic := m.topics[name]; !slices.Contains(to[start:], topic) {
			to = append(to, topic)
		}
	}
	return to
}

// Subjects returns the Subjects of the added events. No event may be added
// afterwards. The name of a topic is the name that most events have, and among
// equally common names the first in alphabetical order. A topic without events
// has no name.
func (m *Maker) Subjects() *Subjects {
	best := make([]int32, len(m.s.names)) // the number of a name, plus 1
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
	if m.s.same == AsCategories {
		m.s.otherNames = m.otherNames()
	}
	return &m.s
}

// otherNames returns the names of events that are not the name of their topic.
func (m *Maker) otherNames() []otherName {
	var others []otherName
	for i, topic := range m.topics {
		if m.times[i] > 0 && m.names[i] != m.s.names[topic] {
			others = append(others, otherName{topic, m.names[i].Words})
		}
	}
	return others
}
