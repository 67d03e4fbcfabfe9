package relation

import (
	"cmp"
	"slices"
	"strings"

	"news/internal/event"
)

// Builder makes a Graph from pages. The zero Builder is empty and ready for
// use. It keeps copies of what it needs, so that pages can be released.
type Builder struct {
	events []page
	former []formerRef
	refs   numbering[event.Ref]
	names  numbering[string]
	words  []Name // the names with their words, by number

	categories numbering[string]
}

// page is what the builder keeps of a page.
type page struct {
	ref    int32 // the number of its reference
	number int
	topics []int32 // the numbers of the topics' names
	links  []pageLink

	category int32 // the number of its category
}

type pageLink struct {
	to     int32 // the number of a reference
	topics []int32
}

// formerRef is a former reference of an event.
type formerRef struct {
	ref  int32
	node Node
}

// numbering gives numbers to values, from 0.
type numbering[V comparable] struct {
	numbers map[V]int32
	values  []V
}

// number returns the number of a value. A new value is stored as keep returns
// it.
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
		b.former = append(b.former, formerRef{b.ref(change.Ref), node})
	}
}

// Ref returns the reference of an event that was added.
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

// noNode marks a reference that no event has.
const noNode = Node(-1)

// Graph returns all added events and their links. A link by a former reference
// leads to the event that had it, unless another event has the reference now,
// or also had it and comes first in canonical order.
func (b *Builder) Graph(same Sameness) *Graph {
	nodes := slices.Repeat([]Node{noNode}, len(b.refs.values)) // the node of each reference
	for n, p := range b.events {
		nodes[p.ref] = Node(n)
	}
	for _, f := range b.former {
		if nodes[f.ref] == noNode {
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

// Categories returns all added events with their categories in place of topics.
// Names that category.Key makes equal are the same category.
func (b *Builder) Categories() *Subjects {
	names := make([]Name, len(b.categories.values))
	for i, name := range b.categories.values {
		names[i] = NameOf(name)
	}
	m := NewMaker(len(b.events), len(b.events), names, AsCategories)
	for n, p := range b.events {
		m.Category(Place{b.Ref(Node(n)).Date, p.number}, p.category)
	}
	return m.Subjects()
}

// missing returns the references that only links have, without a page, the
// highest keys first.
func (b *Builder) missing(nodes []Node) []int32 {
	var missing []int32
	named := make([]bool, len(nodes))
	for _, p := range b.events {
		for _, link := range p.links {
			if nodes[link.to] == noNode && !named[link.to] {
				named[link.to] = true
				missing = append(missing, link.to)
			}
		}
	}
	slices.SortFunc(missing, func(x, y int32) int { return cmp.Compare(b.refs.values[y].Key(), b.refs.values[x].Key()) })
	return missing
}

// links returns the links of all events. nodes has the node of each reference.
func (b *Builder) links(nodes []Node, missing int, m *Maker) *memoryLinks {
	h := &memoryLinks{back: make([][]Link, len(b.events)+missing)}
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

// joined returns the topics of each event: its own topics, and the topics of
// links to it.
func (b *Builder) joined(nodes []Node) [][]int32 {
	topics := make([][]int32, len(b.events))
	for n, p := range b.events {
		topics[n] = union(topics[n], p.topics)
		for _, link := range p.links {
			if to := nodes[link.to]; to != noNode {
				topics[to] = union(topics[to], link.topics)
			}
		}
	}
	return topics
}

// union appends to a list the values that it does not have.
func union[T comparable](list, more []T) []T {
	for _, one := range more {
		if !slices.Contains(list, one) {
			list = append(list, one)
		}
	}
	return list
}
