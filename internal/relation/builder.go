package relation

import (
	"cmp"
	"slices"

	"news/internal/event"
)

// Builder makes a Graph of pages. The zero Builder is empty and ready for use.
type Builder struct {
	events []page
	former []formerly
	names  []Name
	number map[string]int32 // of a name
}

// page is an event as its page tells it.
type page struct {
	ref    event.Ref
	number int
	topics []int32 // the numbers of their names
	links  []pageLink
}

type pageLink struct {
	to     event.Ref
	topics []int32
}

// formerly is a reference that an event had before.
type formerly struct {
	ref  event.Ref
	node Node
}

// Add adds the next event, in canonical order.
func (b *Builder) Add(e event.Event) {
	node := Node(len(b.events))
	p := page{ref: e.Ref, number: e.Number, topics: b.numbers(e.Topics), links: make([]pageLink, len(e.Related))}
	for i, link := range e.Related {
		p.links[i] = pageLink{link.Ref, b.numbers(link.Topics)}
	}
	b.events = append(b.events, p)
	for _, change := range e.Changes {
		b.former = append(b.former, formerly{change.Ref, node})
	}
}

func (b *Builder) numbers(names []string) []int32 {
	if b.number == nil {
		b.number = make(map[string]int32)
	}
	numbers := make([]int32, len(names))
	for i, name := range names {
		number, known := b.number[name]
		if !known {
			number = int32(len(b.names))
			b.number[name] = number
			b.names = append(b.names, NameOf(name))
		}
		numbers[i] = number
	}
	return numbers
}

// Graph gives all events added and their links. A link by a reference that an
// event had before leads to that event, unless another has the reference now,
// or had it and comes first in canonical order.
func (b *Builder) Graph(same Sameness) *Graph {
	nodes := make(map[event.Ref]Node, len(b.events))
	for n, p := range b.events {
		nodes[p.ref] = Node(n)
	}
	for _, f := range b.former {
		if _, taken := nodes[f.ref]; !taken {
			nodes[f.ref] = f.node
		}
	}
	m := NewMaker(len(b.events), 0, b.names, same)
	for n, topics := range b.joined(nodes) {
		m.Event(Place{b.events[n].ref.Date, b.events[n].number}, topics)
	}
	missing := b.missing(nodes)
	for i, ref := range missing {
		nodes[ref] = Node(len(b.events) + i)
	}
	return NewGraph(m.Subjects(), len(missing), b.links(nodes, m))
}

// missing gives the references of events that only links name, those with the
// highest keys first.
func (b *Builder) missing(nodes map[event.Ref]Node) []event.Ref {
	var missing []event.Ref
	named := make(map[event.Ref]bool)
	for _, p := range b.events {
		for _, link := range p.links {
			if _, known := nodes[link.to]; !known && !named[link.to] {
				named[link.to] = true
				missing = append(missing, link.to)
			}
		}
	}
	slices.SortFunc(missing, func(a, b event.Ref) int { return cmp.Compare(b.Key(), a.Key()) })
	return missing
}

// links gives the links of all events, given the node of each reference.
func (b *Builder) links(nodes map[event.Ref]Node, m *Maker) *heldLinks {
	h := &heldLinks{back: make([][]Link, len(nodes))}
	for n, p := range b.events {
		for i, link := range p.links {
			to := nodes[link.to]
			h.to.items = append(h.to.items, to)
			h.shared = append(h.shared, m.AppendTopics(nil, link.topics))
			h.back[to] = append(h.back[to], Link{Node(n), i})
		}
		h.to.end()
	}
	return h
}

// joined gives the topics of each event: its own, and those that links to it name.
func (b *Builder) joined(nodes map[event.Ref]Node) [][]int32 {
	topics := make([][]int32, len(b.events))
	for n, p := range b.events {
		topics[n] = union(topics[n], p.topics)
		for _, link := range p.links {
			if to, known := nodes[link.to]; known {
				topics[to] = union(topics[to], link.topics)
			}
		}
	}
	return topics
}

// union adds to a list what it does not have.
func union[T comparable](list, more []T) []T {
	for _, one := range more {
		if !slices.Contains(list, one) {
			list = append(list, one)
		}
	}
	return list
}
