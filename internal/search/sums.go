package search

import (
	"math/bits"
	"sort"
)

// sums adds up what documents have of the parts of a list, for blockSize documents at
// a time. A cell for each document of the corpus would be memory that is touched once,
// which takes longer than the sums.
type sums struct {
	cells  [blockSize]sum
	marked [blockSize / 64]uint64 // a bit for each document that may have enough
	from   DocID                  // the document of the first cell
}

const blockSize = 2048

// sum is what a document has of a list so far: the fields of found, not yet divided
// by the weight of the list.
type sum struct {
	has, cover, headline, titled float32
	musts                        uint32 // how many it meets
	full                         uint64 // how many wishes it has in full; of a run, a bit for each character
}

// nearlyAll makes up for the rounding of sums.
const nearlyAll = 1 - 1e-6

// sum returns the documents that have enough of the weight of a list, and all of
// its musts. Only documents of the leading wishes can have that. The other wishes are
// looked up for these documents.
func (s *searcher) sum(n *node, enough float64) []found {
	if s.summed == nil {
		s.summed = new(sums)
	}
	limits := limitsOf(n, enough, s.full)
	leading := limits.leading()
	next := make([]int, len(limits.wishes)) // of each wish: its first match that is not added yet
	docs := make([]found, 0, expected(leading, limits.wishes))
	for limits.nextBlock(leading, next, &s.summed.from) {
		for _, i := range leading {
			s.summed.mark(limits.wishes[i], next[i])
		}
		for i, wish := range limits.wishes {
			next[i] = s.summed.add(n, wish, next[i])
		}
		docs = s.summed.take(&limits, docs)
	}
	return docs
}

// limits are what a document must have of a list.
type limits struct {
	wishes   []*node
	whole    float32 // the weight of the list
	enough   float32 // of it
	musts    uint32
	full     uint64 // sum.full of a document that has every wish
	onlyFull bool
}

func limitsOf(n *node, enough float64, onlyFull bool) limits {
	l := limits{wishes: n.wishes(), whole: float32(n.weight), enough: float32(enough * nearlyAll), onlyFull: onlyFull && !n.isRun()}
	l.full = uint64(len(l.wishes))
	if n.isRun() {
		l.full = n.characters
	}
	for _, wish := range l.wishes {
		if wish.isMust {
			l.musts++
		}
	}
	return l
}

// leading returns the wishes, by their places, of which each document that is taken has
// one: the rarest must, the rarest of all where every wish must be full, or else all but
// the wishes that together do not weigh enough.
func (l *limits) leading() []int {
	rarest := -1
	for i, wish := range l.wishes {
		if (wish.isMust || l.onlyFull) && (rarest < 0 || wish.matches() < l.wishes[rarest].matches()) {
			rarest = i
		}
	}
	if rarest >= 0 {
		return []int{rarest}
	}
	byWeight := make([]int, len(l.wishes))
	for i := range byWeight {
		byWeight[i] = i
	}
	sort.SliceStable(byWeight, func(i, j int) bool { return l.wishes[byWeight[i]].weight < l.wishes[byWeight[j]].weight })
	const rounding = 1 + 1e-5
	sum := 0.0
	for i, place := range byWeight {
		if sum += l.wishes[place].weight * rounding; sum >= float64(l.enough) {
			return byWeight[i:]
		}
	}
	return byWeight
}

// expected returns about how many documents there will be.
func expected(leading []int, wishes []*node) int {
	most := 0
	for _, i := range leading {
		most = max(most, wishes[i].matches())
	}
	return most
}

// nextBlock sets the first document of the next block that has a match of a leading
// wish, and returns false where there is none.
func (l *limits) nextBlock(leading, next []int, from *DocID) bool {
	found := false
	for _, i := range leading {
		if wish := l.wishes[i]; next[i] < wish.matches() {
			doc := wish.docAt(next[i])
			if !found || doc < *from {
				*from, found = doc, true
			}
		}
	}
	return found
}

// matches returns how many documents a node has, those that it does not take included.
func (n *node) matches() int {
	if n.leaf != nil {
		return len(n.leaf.docs)
	}
	return len(n.docs)
}

// docAt returns a document of a node by its place.
func (n *node) docAt(i int) DocID {
	if n.leaf != nil {
		return n.leaf.docs[i].doc
	}
	return n.docs[i].doc
}

// mark marks the documents of the block that a wish has, from a match on.
func (s *sums) mark(wish *node, at int) {
	for end := wish.matches(); at < end; at++ {
		place := wish.docAt(at) - s.from
		if place >= blockSize {
			return
		}
		s.marked[place/64] |= 1 << (place % 64)
	}
}

// add adds what the marked documents of the block have of a part of a list, from a match
// on. It returns a match from which on the next block is to be looked for.
func (s *sums) add(n, child *node, at int) int {
	for i, word := range s.marked {
		for ; word != 0; word &= word - 1 {
			doc := s.from + DocID(i*64+bits.TrailingZeros64(word))
			if at = child.seek(doc, at); at == child.matches() {
				return at
			}
			if child.docAt(at) == doc {
				s.addMatch(n, child, at)
				at++
			}
		}
	}
	return at
}

// seek returns the first match from at on that is of a document or of a later one.
func (n *node) seek(doc DocID, at int) int {
	end, step := n.matches(), 1
	if at == end || n.docAt(at) >= doc {
		return at
	}
	for at+step < end && n.docAt(at+step) < doc {
		at += step
		step *= 2
	}
	at++
	end = min(end, at+step)
	return at + sort.Search(end-at, func(i int) bool { return n.docAt(at+i) >= doc })
}

// addMatch adds a match of a part of a list.
func (s *sums) addMatch(n, child *node, at int) {
	f, taken := child.at(at)
	if !taken {
		return
	}
	cell, w := &s.cells[f.doc-s.from], float32(child.weight)
	cell.has += w * f.has
	cell.cover += w * f.cover
	cell.headline += w * f.headline
	cell.titled += w * f.titled
	if child.isMust {
		cell.musts++
	}
	switch {
	case !f.full:
	case n.isRun():
		cell.full |= child.characters
	default:
		cell.full++
	}
}

// take appends the documents of the block that have enough, and clears the block.
func (s *sums) take(l *limits, docs []found) []found {
	for i, word := range s.marked {
		for ; word != 0; word &= word - 1 {
			at := i*64 + bits.TrailingZeros64(word)
			if cell := &s.cells[at]; *cell != (sum{}) {
				docs = l.take(s.from+DocID(at), cell, docs)
				*cell = sum{}
			}
		}
		s.marked[i] = 0
	}
	return docs
}

// take appends a document if it has enough.
func (l *limits) take(doc DocID, cell *sum, docs []found) []found {
	full := cell.full == l.full
	switch {
	case cell.musts != l.musts || !full && (l.onlyFull || cell.has < l.enough):
		return docs
	case l.whole == 0: // dates alone, which weigh nothing
		return append(docs, allOf(doc, full))
	}
	return append(docs, found{
		doc: doc, full: full,
		cover: cell.cover / l.whole, headline: cell.headline / l.whole, has: cell.has / l.whole, titled: cell.titled / l.whole,
	})
}

// allOf returns a document that has all that weighs.
func allOf(doc DocID, full bool) found {
	return found{doc: doc, full: full, cover: 1, headline: 1, has: 1, titled: 1}
}
