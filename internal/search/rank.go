package search

import (
	"cmp"
	"container/heap"
	"math"
	"slices"
)

// nearness is how much the nearness of words counts in the score of a document. The
// score is a sum over the words of the query: how well the word matched, times how
// rare it is. Every two words that follow each other in the query add to it: the
// closer together they stand in the headline the more, and more in the typed order.
const nearness = 0.2

// inOrder is the part of nearness that two words in the typed order get, however
// far apart they are.
const inOrder = 0.2

// reversed is the factor for two close words in the reverse order.
const reversed = 0.8

// scored is a document with its score. The score is in whole millionths, so that
// sums that differ only in their last bits count as equal.
type scored struct {
	doc    DocID
	rank   uint64  // in canonical order
	base   float64 // for how well the words matched, and how rare they are
	points int64
	sure   bool // points is the score; else an upper bound of it
}

func (s scored) score() float64 { return float64(s.points) / 1e6 }

// order puts the better document first, and equals in canonical order.
func (s scored) order(other scored) int {
	return cmp.Or(cmp.Compare(other.points, s.points), cmp.Compare(s.rank, other.rank), cmp.Compare(s.doc, other.doc))
}

func (s scored) orderByDate(other scored) int {
	return cmp.Or(cmp.Compare(s.rank, other.rank), cmp.Compare(s.doc, other.doc))
}

// ranking scores the documents of one search.
type ranking struct {
	*searcher
	parts []part
	pairs []pair
	whole float64 // the score of a perfect match, before it is made 1
}

// part is a wanted word of the query.
type part struct {
	*finding
	rarity float64
}

// pair is two words that follow one another in the query.
type pair struct {
	first, second int // in parts
	weight        float64
}

// newRanking returns a ranking with the weights of the query's words.
func newRanking(s *searcher) *ranking {
	r := &ranking{searcher: s}
	last := -1
	for _, f := range s.used {
		if len(f.docs) == 0 {
			continue
		}
		rarity := math.Log(1 + float64(s.corpus.Len())/float64(len(f.docs)))
		r.parts = append(r.parts, part{f, rarity})
		r.whole += rarity
		this := len(r.parts) - 1
		if f.fields&Headline == 0 || this >= mostParts {
			continue
		}
		if last >= 0 {
			weight := nearness * (r.parts[last].rarity + rarity) / 2
			r.pairs = append(r.pairs, pair{last, this, weight})
			r.whole += weight
		}
		last = this
	}
	return r
}

// rank returns the documents in the order that the options ask for, cut at their
// limit, with their scores. docs is in ascending order.
func (s *searcher) rank(docs []DocID, opts Options) ([]scored, error) {
	all := make([]scored, len(docs))
	for i, doc := range docs {
		all[i] = scored{doc: doc, rank: s.corpus.Place(doc).rank()}
	}
	limit := len(all)
	if opts.Limit > 0 {
		limit = min(limit, opts.Limit)
	}
	r := newRanking(s)
	if !opts.ByDate {
		return r.best(all, limit)
	}
	order := scored.orderByDate
	if opts.Reverse {
		order = func(a, b scored) int { return b.orderByDate(a) }
	}
	slices.SortFunc(all, order)
	all = all[:limit]
	slices.SortFunc(all, func(a, b scored) int { return cmp.Compare(a.doc, b.doc) })
	best, err := r.best(all, limit)
	slices.SortFunc(best, order)
	return best, err
}

// best returns the best documents, best first. It reads only documents that may be
// among them: the one with the highest possible score first, until its true score
// is at least the possible score of every other.
func (r *ranking) best(all []scored, limit int) ([]scored, error) {
	r.promise(all)
	open := promises(all)
	heap.Init(&open)
	best := make([]scored, 0, limit)
	for looked := 0; len(best) < limit; {
		top := &open[0]
		if top.sure {
			best = append(best, heap.Pop(&open).(scored))
			continue
		}
		if looked++; looked%1024 == 0 && r.ctx.Err() != nil {
			return nil, r.ctx.Err()
		}
		near, err := r.near(top.doc)
		if err != nil {
			return nil, err
		}
		top.points, top.sure = r.points(top.base+near), true
		heap.Fix(&open, 0)
	}
	return best, nil
}

// promises is a heap of documents, the one with the highest possible score on top.
type promises []scored

func (p promises) Len() int           { return len(p) }
func (p promises) Less(i, j int) bool { return p[i].order(p[j]) < 0 }
func (p promises) Swap(i, j int)      { p[i], p[j] = p[j], p[i] }
func (p *promises) Push(s any)        { *p = append(*p, s.(scored)) }
func (p *promises) Pop() any {
	last := (*p)[len(*p)-1]
	*p = (*p)[:len(*p)-1]
	return last
}

// mostParts is how many words of a query count for nearness.
const mostParts = 64

// promise sets the base score of each document, and the highest score that it can
// have with the nearness of its words. all is in ascending order of documents.
func (r *ranking) promise(all []scored) {
	inHeadline := make([]uint64, len(all)) // a bit for each of the first words
	for n, p := range r.parts {
		docs := p.docs
		for i := range all {
			for len(docs) > 0 && docs[0].doc < all[i].doc {
				docs = docs[1:]
			}
			if len(docs) == 0 {
				break
			}
			if docs[0].doc != all[i].doc {
				continue
			}
			all[i].base += p.rarity * float64(docs[0].value) / (100 * 100)
			if n < mostParts && docs[0].fields&Headline != 0 {
				inHeadline[i] |= 1 << n
			}
		}
	}
	for i := range all {
		most := 0.0
		for _, p := range r.pairs {
			if bits := uint64(1)<<p.first | uint64(1)<<p.second; inHeadline[i]&bits == bits {
				most += p.weight
			}
		}
		all[i].points = r.points(all[i].base + most)
		all[i].sure = most == 0
	}
}

// points returns a sum as a part of the score of a perfect match, in millionths.
func (r *ranking) points(sum float64) int64 {
	if r.whole == 0 { // the query names days alone
		return 1e6
	}
	return int64(math.Round(sum / r.whole * 1e6))
}

// near returns what the nearness of words in the headline adds to a document's
// score.
func (r *ranking) near(doc DocID) (float64, error) {
	if err := r.corpus.Read(doc, Headline, &r.reading); err != nil {
		return 0, err
	}
	headline := r.reading.Headline
	sum := 0.0
	var first, second []spot
	last := -1 // the part whose spots second has
	for _, p := range r.pairs {
		if p.first == last {
			first, second = second, first
		} else {
			first = r.parts[p.first].spots(headline, first[:0])
		}
		second = r.parts[p.second].spots(headline, second[:0])
		last = p.second
		sum += p.weight * nearest(first, second)
	}
	return sum, nil
}

// spot is where a word of the query stands in a headline, counted in words.
type spot struct{ start, end int }

// spots appends the places of a word of the query in a headline.
func (f *finding) spots(headline []WordID, to []spot) []spot {
	before := len(to)
	for start := range len(headline) - len(f.choices) + 1 {
		if f.sideBySide(headline[start:]) > 0 {
			to = append(to, spot{start, start + len(f.choices)})
		}
	}
	if len(to) > before {
		return to
	}
	for _, inner := range f.loose {
		to = inner.spots(headline, to)
	}
	return to
}

// nearest returns how near two words stand in a headline, from 0 to 1, by their
// nearest spots: 1 is side by side in the typed order.
func nearest(first, second []spot) float64 {
	best := 0.0
	for _, a := range first {
		for _, b := range second {
			switch {
			case a.end <= b.start:
				best = max(best, inOrder+(1-inOrder)/float64(b.start-a.end+1))
			case b.end <= a.start:
				best = max(best, reversed*(1-inOrder)/float64(a.start-b.end+1))
			}
		}
	}
	return best
}
