package relation

import (
	"cmp"
	"iter"
)

// Graph is all events of an archive and the links between them.
type Graph struct {
	*Subjects
	Links
	nodes int
}

// Links are the links between the events of a Graph. An implementation that
// reads them from a file may serve one goroutine at a time, and may fail; it
// reports errors in its own way.
type Links interface {
	// Out returns the links on an event's page and where they lead, in the
	// order of the page. A page can link to itself, or several times to one
	// event.
	Out(n Node) iter.Seq2[Link, Node]
	// In returns the links to an event and the events whose pages have them, in
	// canonical order.
	In(n Node) iter.Seq2[Link, Node]
	// Shared returns the topics that a link names. The caller must not change
	// the slice.
	Shared(l Link) []Topic
}

// Link is a link on the page of an event.
type Link struct {
	From  Node
	Place int // its place on the page, from 0
}

// Compare compares links by the canonical order of their pages.
func (l Link) Compare(other Link) int {
	return cmp.Or(cmp.Compare(l.From, other.From), cmp.Compare(l.Place, other.Place))
}

// NewGraph returns the graph of events with a page and their links. missing is
// the number of events without a page that the links lead to; they are numbered
// by their keys, highest first.
func NewGraph(s *Subjects, missing int, links Links) *Graph {
	return &Graph{s, links, s.Events() + missing}
}

// Nodes returns the number of events, including events without a page.
func (g *Graph) Nodes() int { return g.nodes }

// HasPage reports whether an event has a page.
func (g *Graph) HasPage(n Node) bool { return int(n) < len(g.dates) }

// Around returns the links from and to an event, and the events at their other
// ends. An event that is linked both ways comes twice.
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

// memoryLinks are Links in memory.
type memoryLinks struct {
	to     lists[Node] // the targets of each node's links
	shared [][]Topic   // the topics of each link, in the order of to
	back   [][]Link    // the links to each node
}

func (h *memoryLinks) first(n Node) int {
	if n == 0 {
		return 0
	}
	return int(h.to.ends[n-1])
}

func (h *memoryLinks) Out(n Node) iter.Seq2[Link, Node] {
	return func(yield func(Link, Node) bool) {
		for i, to := range h.to.at(int(n)) {
			if !yield(Link{n, i}, to) {
				return
			}
		}
	}
}

func (h *memoryLinks) In(n Node) iter.Seq2[Link, Node] {
	return func(yield func(Link, Node) bool) {
		for _, link := range h.back[n] {
			if !yield(link, link.From) {
				return
			}
		}
	}
}

func (h *memoryLinks) Shared(l Link) []Topic { return h.shared[h.first(l.From)+l.Place] }
