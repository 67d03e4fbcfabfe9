package search

import (
	"cmp"
	"container/heap"
	"math"
	"slices"

	"news/internal/event"
)

// weights say how much each sign of an event counts in its score.
type weights struct {
	words    float64               // how much it has of the query's weight, by grade and field
	headline float64               // how much of it its headline has
	title    float64               // all of it has a match in its headline
	exact    float64               // all of it stands in its headline as typed
	near     float64               // how near together, and in the typed order, the words stand in the headline
	days     float64               // it is of the days that are asked for
	after    [len(windows)]float64 // for the logarithm of what comes after it in each window
	onset    [len(windows)]float64 // the same, by what comes before it
}

// standard are the weights of all searches. They were fitted to the odd lines of both
// files in internal/bench/testdata/questions, English and Chinese, one weight after
// the other (coordinate ascent), for the best mean reciprocal rank of the first right
// event. Then they were rounded, and title and exact weighed against known items:
// events that are looked for by words of their headline.
var standard = weights{
	words: 3, headline: 2, title: 2, exact: 3, near: 1, days: 6,
	after: [...]float64{0.5, 0, 0.5, 0},
	onset: [...]float64{0, 1, 0.5, 0},
}

// An event that matches less than crowdFrom of the best match is none of the crowd
// that comes after another: it may well be about something else.
const crowdFrom = 0.6

// The most that counts of a crowd, and of a query's weight, so that a score is at
// most 1. Short events that have all words in all of their fields have a little less
// of the weight.
const (
	crowdMost = 50
	wordsMost = 1.7
)

// whole is the sum of the signs of an event that has all of them.
func (w *weights) whole(hasDays bool) float64 {
	sum := w.words*wordsMost + w.headline + w.title + w.exact + w.near
	if hasDays {
		sum += w.days
	}
	for i := range windows {
		sum += (w.after[i] + w.onset[i]) * math.Log1p(crowdMost)
	}
	return sum
}

// Parts are the parts of a score, which add up to it.
type Parts struct {
	Words    float64 // its words, by grade, field and rarity
	Headline float64 // the words in its headline
	Near     float64 // words near together in its headline
	Itself   float64 // events after it, rather than before it
	Days     float64 // its day is asked for
}

// hit is a found document with its score.
type hit struct {
	found
	rank   uint64  // in canonical order
	near   float64 // the nearness of its words, or the most that it can be
	day    int32
	met    float32 // how well it meets the wishes for days
	points int32   // the score in millionths, so that sums that differ only in their last bits count as equal
	sure   bool    // the score is known; else it is an upper bound
}

// score returns the score, from 0 to 1.
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
	leaves  int     // of the root
	scale   float64 // of the weights, so that a score is at most 1
	crowd   *crowd
	best    float32 // the best cover of a document
}

// hits returns the documents of the root with their scores, which may lack the
// nearness of words.
func (r *ranking) hits(days []dayWish) []hit {
	hits := make([]hit, len(r.root.docs))
	for i, f := range r.root.docs {
		place := r.corpus.Place(f.doc)
		hits[i] = hit{found: f, day: int32(dayNumber(place.Date)), rank: place.rank()}
		hits[i].met = met(days, &hits[i], place.Date)
		r.best = max(r.best, f.cover)
	}
	r.crowd = newCrowd(hits, r.lastDay(), r.inCrowd)
	r.scale = 1 / r.weights.whole(len(days) > 0)
	r.leaves = len(r.root.leaves(nil))
	for i := range hits {
		h := &hits[i]
		r.settle(h, r.mostNear(h), h.headline == 0 || r.leaves < 2)
	}
	return hits
}

// inCrowd returns how much a document counts among those that come after another.
func (r *ranking) inCrowd(f found) float64 {
	if f.cover < crowdFrom*r.best {
		return 0
	}
	return float64(f.cover / r.best)
}

// settle sets the nearness of a document's words, or the most that it can be.
func (r *ranking) settle(h *hit, near float64, sure bool) {
	h.near, h.sure = near, sure
	p := r.parts(h)
	h.points = int32(math.Round((p.Words + p.Headline + p.Near + p.Itself + p.Days) * 1e6))
}

// parts returns the parts of the score of a hit.
func (r *ranking) parts(h *hit) Parts {
	if r.leaves == 0 { // days alone
		return Parts{Days: 1}
	}
	return Parts{
		Words:    r.scale * r.weights.words * min(wordsMost, float64(h.cover)),
		Headline: r.scale * (r.weights.headline*float64(h.headline) + r.weights.inTitle(h.found)),
		Near:     r.scale * r.weights.near * h.near,
		Itself:   r.scale * r.itself(int(h.day), r.inCrowd(h.found)),
		Days:     r.scale * r.weights.days * float64(h.met),
	}
}

// mostNear returns the most that the nearness of a hit's words can be.
func (r *ranking) mostNear(h *hit) float64 {
	if r.leaves == 0 {
		return 0
	}
	return float64(min(1, h.headline))
}

// met returns how well a hit meets the wishes for days, and takes its fullness where
// it is of none of them.
func met(days []dayWish, h *hit, day event.Date) float32 {
	best := float32(0)
	for _, wish := range days {
		switch {
		case wish.contains(day):
			best = 1
		case wish.isNamedBy(h.doc):
			best = max(best, 0.5)
		}
	}
	h.full = h.full && (len(days) == 0 || best == 1)
	return best
}

// itself returns how much comes after a day, and how little before it.
func (r *ranking) itself(day int, own float64) float64 {
	sum := 0.0
	for i, days := range windows {
		if r.weights.after[i] == 0 && r.weights.onset[i] == 0 {
			continue
		}
		after, before := r.crowd.around(day, days, own)
		sum += r.weights.after[i] * math.Log1p(min(after, crowdMost))
		sum += r.weights.onset[i] * math.Log1p(min(after/(1+before), crowdMost))
	}
	return sum
}

// top returns the best documents, best first. It reads only documents that may be
// among them: the one with the highest possible score first, until its true score
// is at least the possible score of every other.
func (r *ranking) top(hits []hit, limit int) ([]hit, error) {
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
		h, err := r.headlineOf(top.doc)
		if err != nil {
			return nil, err
		}
		r.settle(top, min(r.mostNear(top), r.root.near(h)), true)
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
		return r.top(hits, limit)
	}
	order := func(a, b hit) int { return a.orderByDate(&b) }
	if opts.Reverse {
		order = func(a, b hit) int { return b.orderByDate(&a) }
	}
	slices.SortFunc(hits, order)
	best, err := r.top(hits[:limit], limit)
	slices.SortFunc(best, order)
	return best, err
}

// inTitle returns what a document has for a headline that has all of the query, and
// for one that has each word itself. Another form of a word counts for the most of
// that: people ask in the past tense for what headlines tell in the present.
func (w *weights) inTitle(f found) float64 {
	const all, asForms, formShare = 1 - 1e-5, float32(asForm)/100 - 1e-5, 0.7
	sum := 0.0
	if f.titled > all {
		sum += w.title
	}
	switch {
	case f.headline > all:
		sum += w.exact
	case f.headline > asForms:
		sum += formShare * w.exact
	}
	return sum
}
