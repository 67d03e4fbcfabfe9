package relation

import (
	"cmp"
	"math"
	"slices"
)

// Neighbourhood returns the start events and the events up to depth links away,
// in either direction, and their number. If limit is above 0, it returns at
// most limit events: the start events first, in their order, then events by
// their distance. Among events of the same distance, those reached by a link
// with a rarer topic come first, then those first in canonical order.
func (g *Graph) Neighbourhood(start []Node, depth, limit int) (nodes []Node, total int) {
	s := surroundings{Graph: g, reached: make([]bool, g.nodes)}
	level := s.reach(start)
	for total = len(level); len(level) > 0; total += len(level) {
		room := len(level)
		if limit > 0 {
			room = min(room, limit-len(nodes))
		}
		nodes = append(nodes, level[:room]...)
		if depth--; depth < 0 {
			break
		}
		level = s.next(level, limit == 0 || len(nodes) < limit)
	}
	return nodes, total
}

// surroundings is a walk away from some events, step by step.
type surroundings struct {
	*Graph
	reached []bool  // whether each node was reached
	rarity  []int32 // for each node, the number of events with the rarest topic of the links that reached it
}

// reach returns the events that were not reached before, each once, and marks
// them as reached.
func (s *surroundings) reach(nodes []Node) []Node {
	var added []Node
	for _, n := range nodes {
		if !s.reached[n] {
			s.reached[n] = true
			added = append(added, n)
		}
	}
	return added
}

// next returns the events one step further away, sorted if inOrder.
func (s *surroundings) next(level []Node, inOrder bool) []Node {
	var further []Node
	for _, n := range level {
		for _, to := range s.Around(n) {
			if !s.reached[to] {
				s.reached[to] = true
				further = append(further, to)
			}
		}
	}
	if inOrder {
		s.order(level, further)
	}
	return further
}

// order sorts the events one step away from a level, the most important first.
func (s *surroundings) order(level, further []Node) {
	if s.rarity == nil {
		s.rarity = make([]int32, s.nodes)
	}
	for _, n := range further {
		s.rarity[n] = math.MaxInt32
	}
	for _, n := range level {
		for link, to := range s.Around(n) {
			for _, topic := range s.Shared(link) {
				s.rarity[to] = min(s.rarity[to], int32(s.Count(topic)))
			}
		}
	}
	slices.SortFunc(further, func(a, b Node) int {
		return cmp.Or(cmp.Compare(s.rarity[a], s.rarity[b]), cmp.Compare(a, b))
	})
}

// Edge is all links from one event to another.
type Edge struct {
	From, To int // indexes in a list of events
	Links    []Link
}

// Among returns the edges between the events of a list, without edges from an
// event to itself. They are in the order of the list and of the links on each
// page.
func (g *Graph) Among(nodes []Node) []Edge {
	places := make(map[Node]int, len(nodes))
	for i, n := range nodes {
		places[n] = i
	}
	var edges []Edge
	for i, n := range nodes {
		first := len(edges)
		for link, to := range g.Out(n) {
			place, listed := places[to]
			if !listed || to == n {
				continue
			}
			at := slices.IndexFunc(edges[first:], func(e Edge) bool { return e.To == place })
			if at < 0 {
				edges = append(edges, Edge{From: i, To: place, Links: []Link{link}})
			} else {
				edges[first+at].Links = append(edges[first+at].Links, link)
			}
		}
	}
	return edges
}
