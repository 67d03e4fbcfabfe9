package relation

import (
	"cmp"
	"iter"
)

// Graph is all events of an archive with the links between them.
type Graph struct {
	*Subjects
	Links
	nodes int
}

// Links are the links between the events of a Graph. One that reads them from
// elsewhere may serve one goroutine at a time, and may fail, which it tells by
// other means.
type Links interface {
	// Out gives the links on an event's page and where they lead, as the page lists
	// them: also to itself, or to the same event twice.
	Out(n Node) iter.Seq2[Link, Node]
	// In gives the links that lead to an event and the events on whose pages they
	// stand, in canonical order.
	In(n Node) iter.Seq2[Link, Node]
	// Shared gives the topics that a link names. The caller does not change the list.
	Shared(l Link) []Topic
}

// Link is a link on the page of an event.
type Link struct {
	From  Node
	Place int // on the page, from 0 on
}

// Compare puts links into the canonical order of their pages.
func (l Link) Compare(other Link) int {
	return cmp.Or(cmp.Compare(l.From, other.From), cmp.Compare(l.Place, other.Place))
}

// NewGraph gives the graph of events with their links, which name so many events
// beside that have no page. Those are numbered by their keys, highest first.
func NewGraph(s *Subjects, missing int, links Links) *Graph {
	return &Graph{s, links, s.Events() + missing}
}

// Nodes gives the number of events, with those that have no page.
func (g *Graph) Nodes() int { return g.nodes }

// HasPage tells whether an event has a page.
func (g *Graph) HasPage(n Node) bool { return int(n) < len(g.dates) }

// Around gives the links of an event either way, and the events at their other
// ends: an event linked both ways comes twice.
func (g *Graph) Around(n Node) iter.Seq2[Link, Node] {
	return func(yield func(Link, Node) bool) {
		for link, to := range g.Out(n) {
			if !yield(link, to) {
				return
			}
		}
		for link, from := range g.In(n) {
			if !yield(link, from) {
				return
			}
		}
	}
}

// heldLinks are Links held in memory.
type heldLinks struct {
	to     lists[Node] // by node
	shared [][]Topic   // by link, in the order of to
	back   [][]Link    // by node
}

func (h *heldLinks) first(n Node) int {
	if n == 0 {
		return 0
	}
	return int(h.to.ends[n-1])
}

func (h *heldLinks) Out(n Node) iter.Seq2[Link, Node] {
	return func(yield func(Link, Node) bool) {
		for i, to := range h.to.at(int(n)) {
			if !yield(Link{n, i}, to) {
				return
			}
		}
	}
}

func (h *heldLinks) In(n Node) iter.Seq2[Link, Node] {
	return func(yield func(Link, Node) bool) {
		for _, link := range h.back[n] {
			if !yield(link, link.From) {
				return
			}
		}
	}
}

func (h *heldLinks) Shared(l Link) []Topic { return h.shared[h.first(l.From)+l.Place] }
