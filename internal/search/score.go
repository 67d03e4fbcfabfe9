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

// ranking scores the documents of one search.
type ranking struct {
	*searcher
	root    *node
	weights weights
	days    []dayWish
	leaves  int     // of the root
	scale   float64 // of the weights, so that a score is at most 1
	crowd   *crowd
	best    float32   // the best cover of a document
	dayOf   []int32   // the day of each document of the root
	most    []float64 // by day, from the crowd's first: the most that itself returns; below 0 where it is not known yet
}

func newRanking(s *searcher, root *node, days []dayWish) *ranking {
	r := &ranking{searcher: s, root: root, weights: standard, days: days}
	r.dayOf = make([]int32, len(root.docs))
	var date event.Date
	number := int32(0)
	for i, f := range root.docs {
		if d := s.corpus.Place(f.doc).Date; d != date {
			date, number = d, int32(dayNumber(d))
		}
		r.dayOf[i] = number
		r.best = max(r.best, f.cover)
	}
	r.crowd = newCrowd(root.docs, r.dayOf, dayNumber(s.corpus.LastDay()), r.inCrowd)
	r.most = slices.Repeat([]float64{-1}, len(r.crowd.until))
	r.scale = 1 / r.weights.whole(len(days) > 0)
	r.leaves = len(root.leaves(nil))
	return r
}

// candidate is a document of the root that may be returned.
type candidate struct {
	at     int32 // its place in the documents of the root
	points int32 // the most that its score can be, in millionths
	met    float32
	full   bool
}

// candidates returns the documents that the options let through.
func (r *ranking) candidates(opts Options) []candidate {
	all := make([]candidate, 0, len(r.root.docs))
	meets := newMeets(r.days)
	isBound := opts.Days != nil || opts.Only != nil
	for i, f := range r.root.docs {
		c := candidate{at: int32(i), full: f.full}
		if isBound || len(r.days) > 0 {
			place := r.corpus.Place(f.doc)
			if !opts.counts(place) {
				continue
			}
			c.met = meets.of(f.doc, place.Date)
			c.full = c.full && (len(r.days) == 0 || c.met == 1)
		}
		if !opts.Full || c.full {
			c.points = r.mostPoints(i, c.met)
			all = append(all, c)
		}
	}
	return all
}

// mostPoints returns the most that the score of a document can be, in millionths,
// without a logarithm for each document.
func (r *ranking) mostPoints(i int, met float32) int32 {
	const rounding = 2
	f := &r.root.docs[i]
	if r.leaves == 0 {
		return 1e6 + rounding
	}
	sum := r.weights.words*min(wordsMost, float64(f.cover)) + r.weights.headline*float64(f.headline) + r.weights.inTitle(*f) +
		r.weights.near*float64(min(1, f.headline)) + r.mostItself(int(r.dayOf[i])) + r.weights.days*float64(met)
	return int32(r.scale*sum*1e6) + rounding
}

// mostItself returns the most that itself returns for an event of a day.
func (r *ranking) mostItself(day int) float64 {
	most := &r.most[day-r.crowd.first]
	if *most < 0 {
		*most = r.itself(day, 0) // an event counts less than all that come after it
	}
	return *most
}

// hit returns a candidate with its score, which may lack the nearness of words.
func (r *ranking) hit(c candidate) *hit {
	f := r.root.docs[c.at]
	f.full = c.full
	h := &hit{found: f, day: r.dayOf[c.at], rank: r.corpus.Place(f.doc).rank(), met: c.met}
	r.settle(h, r.mostNear(h), h.headline == 0 || r.leaves < 2)
	return h
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

// look reads the headline of a hit, unless its score is known.
func (r *ranking) look(hit *hit) error {
	if hit.sure {
		return nil
	}
	h, err := r.headlineOf(hit.doc)
	if err != nil {
		return err
	}
	r.settle(hit, min(r.mostNear(hit), r.root.near(h)), true)
	return nil
}

// rank returns the candidates in the order that the options ask for, cut at their limit.
func (r *ranking) rank(all []candidate, opts Options) ([]*hit, error) {
	limit := len(all)
	if opts.Limit > 0 {
		limit = min(limit, opts.Limit)
	}
	switch {
	case opts.ByDate:
		return r.byDate(all, limit, opts.Reverse)
	case limit == len(all):
		return r.sorted(all)
	}
	return r.top(all, limit)
}

// byDate returns the first candidates by date.
func (r *ranking) byDate(all []candidate, limit int, reverse bool) ([]*hit, error) {
	type dated struct {
		rank uint64
		candidate
	}
	ranked := make([]dated, len(all))
	for i, c := range all {
		ranked[i] = dated{r.corpus.Place(r.root.docs[c.at].doc).rank(), c}
	}
	slices.SortFunc(ranked, func(a, b dated) int {
		if reverse {
			a, b = b, a
		}
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.at, b.at))
	})
	hits := make([]*hit, limit)
	for i := range hits {
		hits[i] = r.hit(ranked[i].candidate)
		if err := r.look(hits[i]); err != nil {
			return nil, err
		}
	}
	return hits, r.ctx.Err()
}

// sorted returns all candidates, best first.
func (r *ranking) sorted(all []candidate) ([]*hit, error) {
	hits := make([]*hit, len(all))
	for i, c := range all {
		hits[i] = r.hit(c)
		if err := r.look(hits[i]); err != nil {
			return nil, err
		}
		if i%1024 == 0 && r.ctx.Err() != nil {
			return nil, r.ctx.Err()
		}
	}
	slices.SortFunc(hits, (*hit).order)
	return hits, nil
}

// top returns the best candidates, best first. It scores only those that may be among
// them, in groups by the most that their scores can be, and reads the headline of the
// one with the highest possible score first, until its true score is at least the
// possible score of every other.
func (r *ranking) top(all []candidate, limit int) ([]*hit, error) {
	groups := newGroups(all)
	var open promises
	best := make([]*hit, 0, limit)
	for looked := 0; len(best) < limit; {
		if len(open) == 0 || open[0].points < groups.below {
			for _, c := range groups.next(all, limit) {
				heap.Push(&open, r.hit(c))
			}
			continue
		}
		if open[0].sure {
			best = append(best, heap.Pop(&open).(*hit))
			continue
		}
		if looked++; looked%1024 == 0 && r.ctx.Err() != nil {
			return nil, r.ctx.Err()
		}
		if err := r.look(open[0]); err != nil {
			return nil, err
		}
		heap.Fix(&open, 0)
	}
	return best, nil
}

// groups hands out candidates in groups, those with the highest possible scores first.
type groups struct {
	counts [groupsBound]int32 // of the candidates, by their points
	below  int32              // the points of every candidate that was not handed out are below it
}

// groupPoints is the range of points of which candidates are handed out together.
const (
	groupPoints = 1 << 9
	groupsBound = 1<<20/groupPoints + 1
)

func groupOf(points int32) int32 { return min(points/groupPoints, groupsBound-1) }

func newGroups(all []candidate) *groups {
	g := &groups{below: groupsBound * groupPoints}
	for _, c := range all {
		g.counts[groupOf(c.points)]++
	}
	return g
}

// next returns the next candidates, at least so many where there are as many left.
func (g *groups) next(all []candidate, least int) []candidate {
	first := groupOf(g.below - 1)
	from, count := first, int32(0)
	for ; from >= 0; from-- {
		if count += g.counts[from]; int(count) >= least {
			break
		}
	}
	from = max(from, 0)
	group := make([]candidate, 0, count)
	for _, c := range all {
		if of := groupOf(c.points); from <= of && of <= first {
			group = append(group, c)
		}
	}
	g.below = from * groupPoints
	return group
}

// promises is a heap of hits, the one with the highest possible score on top.
type promises []*hit

func (p promises) Len() int           { return len(p) }
func (p promises) Less(i, j int) bool { return p[i].order(p[j]) < 0 }
func (p promises) Swap(i, j int)      { p[i], p[j] = p[j], p[i] }
func (p *promises) Push(h any)        { *p = append(*p, h.(*hit)) }
func (p *promises) Pop() any {
	last := (*p)[len(*p)-1]
	*p = (*p)[:len(*p)-1]
	return last
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
