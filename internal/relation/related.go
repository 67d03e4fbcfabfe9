package relation

import (
	"cmp"
	"slices"
)

// Relative is a related event.
type Relative struct {
	Node      Node
	Direction Direction
	// Out and In are the links between the two events, by their places on the
	// page of the event and on the page of the related event, from 0.
	Out, In []int
	// Topics are the topics of the related event that the event has or that its
	// text names, and Words the rare folded words that both have, the rarest first.
	Topics []Topic
	Words  []string
}

// Wanted says which related events to return.
type Wanted struct {
	Fits  func(Node, Direction) bool // nil for all
	Limit int                        // the largest number of events; 0 for all
}

// Related returns the events related to an event with a page, best first, and
// the number of related events that fit. Two events are related if a link, a
// topic or a rare word joins them. What they have in common counts by its
// rarity, and the more the fewer days are between them. A link is one sign among
// others. Without a link, an event must have a part of the score of the best.
// Among equals, the first in canonical order comes first. An event is not
// related to itself. The error is an error of signs.
func (g *Graph) Related(n Node, signs Signs, want Wanted) ([]Relative, int, error) {
	t, err := g.tiesOf(n, signs)
	if err != nil {
		return nil, 0, err
	}
	best, total := t.best(want)
	relatives := make([]Relative, len(best))
	for i, c := range best {
		relatives[i] = t.relative(c.node)
	}
	return relatives, total, nil
}

// candidate is an event with the value by which it is sorted.
type candidate struct {
	node   Node
	points int64 // in millionths, so that rounding errors do not matter
}

func (c candidate) order(other candidate) int {
	return cmp.Or(cmp.Compare(other.points, c.points), cmp.Compare(c.node, other.node))
}

// best returns the best of the events that fit, and the number that fit.
func (t *ties) best(want Wanted) ([]candidate, int) {
	top := best{limit: min(want.Limit, t.nodes)}
	least := int64(fitted.least * float64(t.most()))
	total := 0
	for i, firm := range t.firm {
		n := Node(i)
		if firm == 0 {
			continue
		}
		direction := Shared
		if linked := t.linked[n]; linked != nil {
			direction = linked.Direction
		}
		c := candidate{n, t.points(n)}
		if (direction == Shared && c.points < least) || want.Fits != nil && !want.Fits(n, direction) {
			continue
		}
		total++
		top.add(c)
	}
	top.cut()
	return top.kept, total
}

// points returns the score of an event in millionths.
func (t *ties) points(n Node) int64 { return int64(t.scores[n] * 1e6) }

// most returns the points of the event with the most in common.
func (t *ties) most() int64 {
	most := int64(0)
	for n, firm := range t.firm {
		if firm > 0 {
			most = max(most, t.points(Node(n)))
		}
	}
	return most
}

// best keeps the best of many candidates.
type best struct {
	limit int // the number to keep; 0 for all
	kept  []candidate
	full  bool // limit candidates were kept, and last is the worst of them
	last  candidate
}

// add adds a candidate. From time to time it drops the candidates beyond the
// limit.
func (b *best) add(c candidate) {
	if b.full && c.order(b.last) > 0 {
		return
	}
	b.kept = append(b.kept, c)
	if b.limit > 0 && len(b.kept) >= 2*b.limit+100 {
		b.cut()
	}
}

// cut sorts the candidates, and drops those beyond the limit.
func (b *best) cut() {
	slices.SortFunc(b.kept, candidate.order)
	if b.limit > 0 && len(b.kept) > b.limit {
		b.kept = b.kept[:b.limit]
		b.full, b.last = true, b.kept[b.limit-1]
	}
}
