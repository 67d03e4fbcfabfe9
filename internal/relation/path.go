package relation

import "slices"

// Step is an event on a path, and its links to the event before.
type Step struct {
	Node      Node
	Direction Direction // seen from the event before; 0 for the first event
	Links     []Link    // the links between the two: first those on the page of the event before
}

// Path returns a shortest chain of links between two events. Links are followed
// in either direction. Among paths of the same length, it returns the one over
// the rarest topics: a step costs the number of events with the rarest topic of
// its links, or more than any topic if they name none, and the sum of the costs
// is the least. Among equal sums, it returns the path whose events come first
// in canonical order, compared from its start. If there is no path, steps is
// nil, and reach is the number of other events that can be reached from each of
// the two.
func (g *Graph) Path(from, to Node) (steps []Step, reach [2]int) {
	p := pathfinder{Graph: g, sides: [2]side{newSide(g, from), newSide(g, to)}}
	met := []Node{from}
	if from != to {
		met = p.meet()
	}
	if len(met) == 0 {
		for i := range p.sides {
			for len(p.sides[i].level) > 0 {
				p.widen(i)
			}
			reach[i] = p.sides[i].reached - 1
		}
		return nil, reach
	}
	p.layOut(met)
	return p.cheapest(from), reach
}

// pathfinder searches for a path from both ends.
type pathfinder struct {
	*Graph
	sides  [2]side
	layers [][]Node // the events of all shortest paths, by their distance from the first end
	layer  []int32  // the layer of each node, plus 1; 0 if it is on no shortest path
}

// side is the part of the graph that was reached from one end.
type side struct {
	distance []int32 // the distance of each node, plus 1; 0 if it was not reached
	level    []Node  // the nodes of the greatest distance so far
	reached  int
}

func newSide(g *Graph, end Node) side {
	s := side{distance: make([]int32, g.nodes), level: []Node{end}, reached: 1}
	s.distance[end] = 1
	return s
}

// meet widens both sides, the smaller first, until they meet. It returns the
// events at which they meet, or nil. All of them have the same distance from
// each end, because a side grows by whole levels.
func (p *pathfinder) meet() []Node {
	for {
		i := 0
		if len(p.sides[1].level) < len(p.sides[0].level) {
			i = 1
		}
		if len(p.sides[i].level) == 0 {
			return nil
		}
		p.widen(i)
		var met []Node
		for _, n := range p.sides[i].level {
			if p.sides[1-i].distance[n] > 0 {
				met = append(met, n)
			}
		}
		if len(met) > 0 {
			return met
		}
	}
}

// widen goes one step further from an end.
func (p *pathfinder) widen(i int) {
	s := &p.sides[i]
	var next []Node
	for _, n := range s.level {
		for _, to := range p.Around(n) {
			if s.distance[to] == 0 {
				s.distance[to] = s.distance[n] + 1
				next = append(next, to)
			}
		}
	}
	s.level = next
	s.reached += len(next)
}

// layOut finds all events on a shortest path, by going back to both ends from
// the events at which they met.
func (p *pathfinder) layOut(met []Node) {
	middle := int(p.sides[0].distance[met[0]]) - 1
	last := middle + int(p.sides[1].distance[met[0]]) - 1
	p.layers, p.layer = make([][]Node, last+1), make([]int32, p.nodes)
	p.take(middle, met)
	for i := middle - 1; i >= 0; i-- {
		p.take(i, p.nearer(0, p.layers[i+1], i))
	}
	for i := middle + 1; i <= last; i++ {
		p.take(i, p.nearer(1, p.layers[i-1], last-i))
	}
}

// nearer returns the neighbours of some events that have a given distance from
// an end.
func (p *pathfinder) nearer(end int, nodes []Node, distance int) []Node {
	var found []Node
	for _, n := range nodes {
		for _, to := range p.Around(n) {
			if p.sides[end].distance[to] == int32(distance)+1 {
				found = append(found, to)
			}
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

func (p *pathfinder) take(layer int, nodes []Node) {
	p.layers[layer] = nodes
	for _, n := range nodes {
		p.layer[n] = int32(layer) + 1
	}
}

// cheapest returns the path over the rarest topics. It adds up the costs from
// the far end, so that among equal sums it can take the first event in
// canonical order.
func (p *pathfinder) cheapest(from Node) []Step {
	costs := make(map[Node]int) // from an event to the far end
	next := make(map[Node]Node)
	for i := len(p.layers) - 2; i >= 0; i-- {
		for _, n := range p.layers[i] {
			best := -1
			for to, cost := range p.steps(n, i+1) {
				cost += costs[to]
				if best < 0 || cost < best || cost == best && to < next[n] {
					best, next[n] = cost, to
				}
			}
			costs[n] = best
		}
	}
	steps := []Step{{Node: from}}
	for n := from; len(steps) < len(p.layers); n = next[n] {
		steps = append(steps, p.step(n, next[n]))
	}
	return steps
}

// steps returns the neighbours of an event in a layer, and the cost of the step
// to each.
func (p *pathfinder) steps(n Node, layer int) map[Node]int {
	costs := make(map[Node]int)
	for link, to := range p.Around(n) {
		if p.layer[to] != int32(layer)+1 {
			continue
		}
		cost, known := costs[to]
		if !known {
			cost = p.Events() + 1
		}
		for _, topic := range p.Shared(link) {
			cost = min(cost, p.Count(topic))
		}
		costs[to] = cost
	}
	return costs
}

// step returns the links between an event and the one before.
func (g *Graph) step(before, n Node) Step {
	s := Step{Node: n}
	for link, to := range g.Out(before) {
		if to == n {
			s.Links, s.Direction = append(s.Links, link), Out
		}
	}
	for link, to := range g.Out(n) {
		if to != before {
			continue
		}
		s.Links = append(s.Links, link)
		if s.Direction == 0 {
			s.Direction = In
		} else if s.Direction == Out {
			s.Direction = Both
		}
	}
	return s
}
