package relation

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"news/internal/event"
)

// Relative is an event that another is related to.
type Relative struct {
	Node      Node
	Direction Direction
	// Out and In are the links between the two, by their places on the page of the
	// event and on that of the other one, from 0 on.
	Out, In []int
	// Topics are those that both are about or name, and Words the folded words that
	// both have, the rarest first; given for an event that no link joins.
	Topics []Topic
	Words  []string
}

// Wanted says which related events to give.
type Wanted struct {
	Fits  func(Node, Direction) bool // nil for all
	Limit int                        // how many at most; 0 for all
}

// How much counts what two events have in common, each times its weight. The
// figures are round ones in the midst of a wide range in which links that were
// taken away are found about equally well, in English and in Chinese.
const (
	perWord  = 1.0 // a word of both headlines
	perName  = 2.0 // a topic of the one that the other's headline names
	perTopic = 3.0 // a topic of both
)

// Days count for little, or else what happens most around a day would go before
// what belongs together: of ten years, with all else equal, a fifth is lost.
const (
	daysToFade = 30
	fading     = 0.05
)

// least is which part of what the best of those without a link has in common there
// must be where it is words alone, so that a word by chance is no relation.
const least = 0.25

// Related gives the events that an event is related to, best first, and how many
// fit. Those that links join with it come first, then those that have topics in
// common with it or, where none has, words enough. In both parts those come first
// that have most in common, the rarer the better and the nearer the better, and
// among equals those that come first in canonical order. An event is not related
// to itself.
func (g *Graph) Related(n Node, clues Clues, want Wanted) ([]Relative, int) {
	r := &ranking{Graph: g, Clues: clues, event: n}
	r.addUp()
	r.fade()
	best, total := r.best(want)
	relatives := make([]Relative, len(best))
	for i, c := range best {
		relatives[i] = r.relative(c.node)
	}
	return relatives, total
}

// ranking is the work of one Related.
type ranking struct {
	*Graph
	Clues
	event  Node
	scores []float64 // by node: how much it has in common with the event
	shares []bool    // by node: whether it has a topic in common
}

// addUp adds up what each event has in common with this one.
func (r *ranking) addUp() {
	r.scores, r.shares = make([]float64, r.nodes), make([]bool, r.nodes)
	for _, t := range r.topics {
		for _, n := range t.with {
			r.scores[n] += t.weight * perTopic
			r.shares[n] = true
		}
		for _, n := range t.named {
			r.scores[n] += t.weight * perName
			r.shares[n] = true
		}
	}
	for _, w := range r.words {
		for _, n := range w.named {
			r.scores[n] += w.weight * perWord
		}
	}
	r.addMissing()
}

// addMissing adds up what the events without a page have: the topics that links of
// this one name for them.
func (r *ranking) addMissing() {
	for n, relative := range r.linked {
		if r.HasPage(n) {
			continue
		}
		about := make(map[Topic]bool)
		for _, place := range relative.Out {
			for _, topic := range r.Shared(Link{r.event, place}) {
				about[topic] = true
			}
		}
		for _, t := range r.topics {
			if about[t.topic] {
				r.scores[n] += t.weight * perTopic
			}
		}
	}
}

// fade lets the days between two events count.
func (r *ranking) fade() {
	today := r.Date(r.event).Time()
	last, factor := uint32(0), 0.0
	for n, date := range r.dates {
		if date != last {
			days := math.Abs(today.Sub(event.UnpackDate(date).Time()).Hours() / 24)
			last, factor = date, math.Pow(1+days/daysToFade, -fading)
		}
		r.scores[n] *= factor
	}
}

// candidate is an event with what it is ranked by.
type candidate struct {
	node   Node
	points int64 // millionths: sums that differ in their last bits alone are equal
	linked bool
}

func (c candidate) order(other candidate) int {
	switch {
	case c.linked && !other.linked:
		return -1
	case other.linked && !c.linked:
		return 1
	}
	return cmp.Or(cmp.Compare(other.points, c.points), cmp.Compare(c.node, other.node))
}

// best gives the best of the events that fit, and how many these are.
func (r *ranking) best(want Wanted) ([]candidate, int) {
	top := best{limit: min(want.Limit, r.nodes)}
	total := 0
	add := func(n Node, d Direction) {
		if want.Fits == nil || want.Fits(n, d) {
			total++
			top.add(candidate{n, int64(r.scores[n] * 1e6), d != Shared})
		}
	}
	for n, relative := range r.linked {
		add(n, relative.Direction)
	}
	wordsDo, enough := !slices.Contains(r.shares, true), r.enough()
	for n, score := range r.scores {
		if (r.shares[n] || wordsDo && score >= enough) && r.isShared(Node(n)) {
			add(Node(n), Shared)
		}
	}
	top.cut()
	return top.kept, total
}

// best keeps the best of many candidates.
type best struct {
	limit int // how many; 0 for all
	kept  []candidate
	full  bool // so many were kept at a cut, and last was the worst of them
	last  candidate
}

// add takes in a candidate. Now and then those that are too many are dropped.
func (b *best) add(c candidate) {
	if b.full && c.order(b.last) > 0 {
		return
	}
	b.kept = append(b.kept, c)
	if b.limit > 0 && len(b.kept) >= 2*b.limit+100 {
		b.cut()
	}
}

// cut sorts what was kept, and drops what is too much.
func (b *best) cut() {
	slices.SortFunc(b.kept, candidate.order)
	if b.limit > 0 && len(b.kept) > b.limit {
		b.kept = b.kept[:b.limit]
		b.full, b.last = true, b.kept[b.limit-1]
	}
}

// isShared tells whether an event can be related without a link.
func (r *ranking) isShared(n Node) bool {
	return n != r.event && r.scores[n] > 0 && r.linked[n] == nil
}

// enough gives how much an event must have in common where it is words alone.
func (r *ranking) enough() float64 {
	most := 0.0
	for n, score := range r.scores {
		if score > most && r.isShared(Node(n)) {
			most = score
		}
	}
	return least * most
}

// relative tells why an event is related.
func (r *ranking) relative(n Node) Relative {
	if linked := r.linked[n]; linked != nil {
		return *linked
	}
	relative := Relative{Node: n, Direction: Shared}
	about := r.About(n)
	for _, t := range r.topics {
		if slices.Contains(about, t.topic) || t.isNamedIn(n) {
			relative.Topics = append(relative.Topics, t.topic)
		}
	}
	for _, w := range r.words {
		if w.isNamedIn(n) {
			relative.Words = append(relative.Words, strings.TrimSuffix(w.words, " "))
		}
	}
	return relative
}

// isNamedIn tells whether an event's headline has what the clue is.
func (c *clue) isNamedIn(n Node) bool {
	_, found := slices.BinarySearch(c.named, n)
	return found
}
