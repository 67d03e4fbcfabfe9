package search

import (
	"news/internal/event"

	"cmp"
	"container/heap"
	"math"
	"slices"
)

// weights say how much each sign of an event counts in its score.
type weights struct {
	cover    float64 // how much it has of the query's weight
	headline float64 // how much of it stands in the headline
	near     float64 // how near together, and in the typed order, words stand in the headline
	days     float64 // it is of the days asked for
	after    [len(windows)]float64
	onset    [len(windows)]float64
}

var fitted = weights{
	cover: 2.5, headline: 1.8, near: 0.5, days: 1.85,
	after: [...]float64{1.74, .17, .5, .8},
	onset: [...]float64{.26, .67, 0, 0},
}

// most is how much may come after an event for its score to rise.
var most = [...]float64{10, 20, 50, 100}

// mostOnset is the most that counts of what comes after by what came before.
const mostOnset = 10

// whole is the sum of the signs of an event that has all of them in full.
func (w *weights) whole(hasDays bool) float64 {
	sum := w.cover + w.headline + w.near
	if hasDays {
		sum += w.days
	}
	for i := range windows {
		sum += w.after[i]*math.Log1p(most[i]) + w.onset[i]*math.Log1p(mostOnset)
	}
	return sum
}

// hit is a found document with its score.
type hit struct {
	found
	day    int
	rank   uint64 // in canonical order
	days   float64
	itself float64 // what rule 3 adds
	base   float64 // without nearness
	points int64   // in millionths, so that sums that differ only in their last bits count as equal
	sure   bool    // points is the score; else an upper bound of it
	near   float64
	raw    [9]float64
}

func (h *hit) score() float64 { return float64(h.points) / 1e6 }

// order puts the better document first, and equals in canonical order.
func (h *hit) order(other *hit) int {
	return cmp.Or(cmp.Compare(other.points, h.points), cmp.Compare(h.rank, other.rank), cmp.Compare(h.doc, other.doc))
}

func (h *hit) orderByDate(other *hit) int {
	return cmp.Or(cmp.Compare(h.rank, other.rank), cmp.Compare(h.doc, other.doc))
}

// ranking scores the documents of one search.
type ranking struct {
	*searcher
	root    *node
	weights weights
	whole   float64
	nearest bool // nearness can differ
}

// rankAll returns the documents of a node with the score that each has without the
// nearness of its words.
func (r *ranking) rankAll(wishes []DayWish) []hit {
	hits := make([]hit, len(r.root.docs))
	most := 0.0
	for i, f := range r.root.docs {
		hits[i].found = f
		most = max(most, fitness(f))
	}
	crowd := r.newCrowd(hits, func(f found) float64 {
		rel := fitness(f) / most
		if rel <= .4 {
			return 0
		}
		return rel * rel
	})
	r.whole = r.weights.whole(len(wishes) > 0)
	for i := range hits {
		h := &hits[i]
		h.rank = r.corpus.Place(h.doc).rank()
		h.itself = r.itself(crowd, h.day)
		for k, days := range windows {
			h.raw[2*k], h.raw[2*k+1] = crowd.around(h.day, days)
		}
		h.raw[8] = fitness(h.found) / most
		h.days = wished(wishes, r.corpus.Place(h.doc).Date)
		h.base = r.weights.cover*min(1, float64(h.cover)) + r.weights.headline*float64(h.headline) + r.weights.days*h.days + h.itself
	}
	return hits
}

// fitness returns how well a document matches, for the crowd of events.
func fitness(f found) float64 { return math.Pow(float64(f.cover), 3) }

// itself returns what comes after a day by what came before it.
func (r *ranking) itself(c *crowd, day int) float64 {
	sum := 0.0
	for i, days := range windows {
		after, before := c.around(day, days)
		sum += r.weights.after[i] * math.Log1p(min(after, most[i]))
		sum += r.weights.onset[i] * math.Log1p(min(after/(1+before), mostOnset))
	}
	return sum
}

// settle sets the score of a document whose nearness is known, or the highest that
// it can have.
func (r *ranking) settle(h *hit, near float64, sure bool) {
	h.near, h.sure = near, sure
	h.points = int64(math.Round((h.base + r.weights.near*near) / r.whole * 1e6))
}

// best returns the best documents, best first. It reads only documents that may be
// among them: the one with the highest possible score first, until its true score
// is at least the possible score of every other.
func (r *ranking) best(hits []hit, limit int) ([]hit, error) {
	for i := range hits {
		r.settle(&hits[i], float64(hits[i].headline), hits[i].headline == 0 || !r.root.hasPairs())
	}
	open := promises{hits, make([]int32, len(hits))}
	for i := range open.order {
		open.order[i] = int32(i)
	}
	heap.Init(&open)
	best := make([]hit, 0, limit)
	for looked := 0; len(best) < limit; {
		top := &hits[open.order[0]]
		if top.sure {
			best = append(best, hits[heap.Pop(&open).(int32)])
			continue
		}
		if looked++; looked%1024 == 0 && r.ctx.Err() != nil {
			return nil, r.ctx.Err()
		}
		if err := r.corpus.Read(top.doc, Headline, &r.reading); err != nil {
			return nil, err
		}
		r.settle(top, min(float64(top.headline), r.root.near(r.reading.Headline)), true)
		heap.Fix(&open, 0)
	}
	return best, nil
}

// promises is a heap of documents, the one with the highest possible score on top.
type promises struct {
	hits  []hit
	order []int32
}

func (p promises) Len() int { return len(p.order) }
func (p promises) Less(i, j int) bool {
	return p.hits[p.order[i]].order(&p.hits[p.order[j]]) < 0
}
func (p promises) Swap(i, j int) { p.order[i], p.order[j] = p.order[j], p.order[i] }
func (p *promises) Push(i any)   { p.order = append(p.order, i.(int32)) }
func (p *promises) Pop() any {
	last := p.order[len(p.order)-1]
	p.order = p.order[:len(p.order)-1]
	return last
}

// rank returns the hits in the order that the options ask for, cut at their limit.
func (r *ranking) rank(hits []hit, opts Options) ([]hit, error) {
	limit := len(hits)
	if opts.Limit > 0 {
		limit = min(limit, opts.Limit)
	}
	if !opts.ByDate {
		return r.best(hits, limit)
	}
	order := func(a, b hit) int { return a.orderByDate(&b) }
	if opts.Reverse {
		order = func(a, b hit) int { return b.orderByDate(&a) }
	}
	slices.SortFunc(hits, order)
	best, err := r.best(hits[:limit], limit)
	slices.SortFunc(best, order)
	return best, err
}

func wished(wishes []DayWish, day event.Date) float64 {
	for _, w := range wishes {
		if w.Contains(day) {
			return 1
		}
	}
	return 0
}
