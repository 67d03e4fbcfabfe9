package relation

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"news/internal/event"
)

// Relative is a related event.
type Relative struct {
	Node      Node
	Direction Direction
	// Out and In are the links between the two events, by their places on the
	// page of the event and on the page of the related event, from 0.
	Out, In []int
	// Topics are the topics that both events have or name, and Words the folded
	// words in both headlines, the rarest first. They are empty if a link joins
	// the events.
	Topics []Topic
	Words  []string
}

// Wanted says which related events to return.
type Wanted struct {
	Fits  func(Node, Direction) bool // nil for all
	Limit int                        // the largest number of events; 0 for all
}

// The factors of what two events have in common, each multiplied by its weight.
// They are round numbers in the middle of a wide range in which removed links are
// found about equally well, in English and in Chinese.
const (
	perWord  = 1.0 // a word of both headlines
	perName  = 2.0 // a topic of one event that the headline of the other names
	perTopic = 3.0 // a topic of both events
)

// The distance in days has only a small effect: over ten years, with all else
// equal, an event loses a fifth of its score. With a larger effect, the most
// frequent events around a day would come before the related ones.
const (
	daysToFade = 30
	fading     = 0.05
)

// minWordShare is the part of the best score that an event without a link must
// have if it has only words in common, so that a single common word is not a
// relation.
const minWordShare = 0.25

// Related returns the events related to an event, best first, and the number of
// related events that fit. Linked events come first. Then come the events with
// common topics or, if there are none, with enough common words. In both parts,
// events are sorted by what they have in common: rarer topics and words, and
// events closer in time, count for more. Among equals, the first in canonical
// order comes first. An event is not related to itself.
func (g *Graph) Related(n Node, clues Clues, want Wanted) ([]Relative, int) {
	r := &ranking{Graph: g, Clues: clues, event: n}
	r.score()
	r.fade()
	best, total := r.best(want)
	relatives := make([]Relative, len(best))
	for i, c := range best {
		relatives[i] = r.relative(c.node)
	}
	return relatives, total
}

// ranking is the state of one call of Related.
type ranking struct {
	*Graph
	Clues
	event  Node
	scores []float64 // the score of each node: what it has in common with the event
	shares []bool    // whether each node has a topic in common
}

// score adds up what each event has in common with the event.
func (r *ranking) score() {
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

// addMissing adds the scores of events without a page: of the topics that the
// event's links to them name.
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

// fade reduces each score by the days between the events.
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

// candidate is an event with the values by which it is sorted.
type candidate struct {
	node   Node
	points int64 // in millionths, so that rounding errors do not matter
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

// best returns the best of the events that fit, and the number that fit.
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
	wordsSuffice, enough := !slices.Contains(r.shares, true), r.enough()
	for n, score := range r.scores {
		if (r.shares[n] || wordsSuffice && score >= enough) && r.isShared(Node(n)) {
			add(Node(n), Shared)
		}
	}
	top.cut()
	return top.kept, total
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

// isShared reports whether an event can be related without a link.
func (r *ranking) isShared(n Node) bool {
	return n != r.event && r.scores[n] > 0 && r.linked[n] == nil
}

// enough returns the score that an event must have if it has only words in
// common.
func (r *ranking) enough() float64 {
	most := 0.0
	for n, score := range r.scores {
		if score > most && r.isShared(Node(n)) {
			most = score
		}
	}
	return minWordShare * most
}

// relative returns an event with the reasons why it is related.
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

// isNamedIn reports whether an event's headline has the words of the clue.
func (c *clue) isNamedIn(n Node) bool {
	_, found := slices.BinarySearch(c.named, n)
	return found
}
