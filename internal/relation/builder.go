package relation

import (
	"cmp"
	"slices"
	"strings"

	"news/internal/event"
)

// Builder makes a Graph of pages. The zero Builder is empty and ready for use. It
// holds on to no page: what it keeps of one are copies.
type Builder struct {
	events []page
	former []formerly
	refs   numbering[event.Ref]
	names  numbering[string]
	words  []Name // by the number of a name

	categories numbering[string]
}

// page is an event as its page tells it.
type page struct {
	ref    int32 // its number
	number int
	topics []int32 // the numbers of their names
	links  []pageLink

	category int32 // its number
}

type pageLink struct {
	to     int32 // the number of a reference
	topics []int32
}

// formerly is a reference that an event had before.
type formerly struct {
	ref  int32
	node Node
}

// numbering gives values numbers from 0 on.
type numbering[V comparable] struct {
	numbers map[V]int32
	values  []V
}

// number gives the number of a value; a new one is kept as keep makes it.
func (n *numbering[V]) number(value V, keep func(V) V) (number int32, isNew bool) {
	if number, known := n.numbers[value]; known {
		return number, false
	}
	if n.numbers == nil {
		n.numbers = make(map[V]int32)
	}
	value, number = keep(value), int32(len(n.values))
	n.numbers[value] = number
	n.values = append(n.values, value)
	return number, true
}

// Add adds the next event, in canonical order.
func (b *Builder) Add(e event.Event) {
	node := Node(len(b.events))
	p := page{ref: b.ref(e.Ref), number: e.Number, topics: b.topics(e.Topics), links: make([]pageLink, len(e.Related))}
	for i, link := range e.Related {
		p.links[i] = pageLink{b.ref(link.Ref), b.topics(link.Topics)}
	}
	p.category, _ = b.categories.number(e.Category, strings.Clone)
	b.events = append(b.events, p)
	for _, change := range e.Changes {
		b.former = append(b.former, formerly{b.ref(change.Ref), node})
	}
}

// Ref gives the reference of an event that was added.
func (b *Builder) Ref(n Node) event.Ref { return b.refs.values[b.events[n].ref] }

func (b *Builder) ref(ref event.Ref) int32 {
	number, _ := b.refs.number(ref, func(ref event.Ref) event.Ref {
		return event.Ref{Date: ref.Date, Slug: strings.Clone(ref.Slug)}
	})
	return number
}

func (b *Builder) topics(names []string) []int32 {
	numbers := make([]int32, len(names))
	for i, name := range names {
		number, isNew := b.names.number(name, strings.Clone)
		if isNew {
			b.words = append(b.words, NameOf(b.names.values[number]))
		}
		numbers[i] = number
	}
	return numbers
}

// none stands for the node of a reference that no event has.
const none = Node(-1)

// Graph gives all events added and their links. A link by a reference that an
// event had before leads to that event, unless another has the reference now,
// or had it and comes first in canonical order.
func (b *Builder) Graph(same Sameness) *Graph {
	nodes := slices.Repeat([]Node{none}, len(b.refs.values)) // by the numbers of references
	for n, p := range b.events {
		nodes[p.ref] = Node(n)
	}
	for _, f := range b.former {
		if nodes[f.ref] == none {
			nodes[f.ref] = f.node
		}
	}
	m := NewMaker(len(b.events), 0, b.words, same)
	for n, topics := range b.joined(nodes) {
		m.Event(Place{b.Ref(Node(n)).Date, b.events[n].number}, topics)
	}
	missing := b.missing(nodes)
	for i, ref := range missing {
		nodes[ref] = Node(len(b.events) + i)
	}
	return NewGraph(m.Subjects(), len(missing), b.links(nodes, len(missing), m))
}

// Categories returns all events added with their categories in place of topics. Names
// are one category that text.Fold makes the same.
func (b *Builder) Categories() *Subjects {
	names := make([]Name, len(b.categories.values))
	for i, name := range b.categories.values {
		names[i] = NameOf(name)
	}
	m := NewMaker(len(b.events), len(b.events), names, Folded)
	for n, p := range b.events {
		m.Category(Place{b.Ref(Node(n)).Date, p.number}, p.category)
	}
	return m.Subjects()
}

// missing gives the references of events that only links name, those with the
// highest keys first.
func (b *Builder) missing(nodes []Node) []int32 {
	var missing []int32
	named := make([]bool, len(nodes))
	for _, p := range b.events {
		for _, link := range p.links {
			if nodes[link.to] == none && !named[link.to] {
				named[link.to] = true
				missing = append(missing, link.to)
			}
		}
	}
	slices.SortFunc(missing, func(x, y int32) int { return cmp.Compare(b.refs.values[y].Key(), b.refs.values[x].Key()) })
	return missing
}

// links gives the links of all events, given the node of each reference.
func (b *Builder) links(nodes []Node, missing int, m *Maker) *heldLinks {
	h := &heldLinks{back: make([][]Link, len(b.events)+missing)}
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
func (b *Builder) joined(nodes []Node) [][]int32 {
	topics := make([][]int32, len(b.events))
	for n, p := range b.events {
		topics[n] = union(topics[n], p.topics)
		for _, link := range p.links {
			if to := nodes[link.to]; to != none {
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
