package relation

import (
	"cmp"
	"math"
	"slices"
)

// Neighbourhood gives chosen events and those around them, up to depth steps of
// links away, either way, and how many these are. Where limit is above 0 it gives
// no more than so many: the chosen ones first, as they were given, then those
// fewer steps away; of those as far away, the ones that were reached by a link
// with a rarer topic, and of these in canonical order.
func (g *Graph) Neighbourhood(chosen []Node, depth, limit int) (nodes []Node, total int) {
	s := surroundings{Graph: g, reached: make([]bool, g.nodes)}
	level := s.notReached(chosen)
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

// surroundings walks away from some events, step by step.
type surroundings struct {
	*Graph
	reached []bool  // by node
	rarity  []int32 // by node: how many events have the rarest topic of the links that reached it
}

// notReached gives those of some events that were not reached, each once, and
// counts them as reached.
func (s *surroundings) notReached(nodes []Node) []Node {
	var fresh []Node
	for _, n := range nodes {
		if !s.reached[n] {
			s.reached[n] = true
			fresh = append(fresh, n)
		}
	}
	return fresh
}

// next gives the events one step further away, in order where that is asked for.
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

// order puts the events one step away from a level into the order in which they
// are worth most.
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
				s.rarity[to] = min(s.rarity[to], int32(len(s.With(topic))))
			}
		}
	}
	slices.SortFunc(further, func(a, b Node) int {
		return cmp.Or(cmp.Compare(s.rarity[a], s.rarity[b]), cmp.Compare(a, b))
	})
}

// Edge is all links on the page of one event that lead to another.
type Edge struct {
	From, To int // places in a list of events
	Links    []Link
}

// Among gives the edges between events of a list, none from one to itself: as
// the list has those that they begin at, and as their pages have the links.
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
