package search

// sums adds up what documents have of the parts of a list, for blockSize documents at
// a time. A cell for each document of the corpus would be memory that is touched once,
// which takes longer than the sums.
type sums struct {
	cells [blockSize]sum
	from  DocID // the document of the first cell
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
// its musts.
func (s *searcher) sum(n *node, enough float64) []found {
	if s.summed == nil {
		s.summed = new(sums)
	}
	limits := limitsOf(n, enough, s.full)
	next := make([]int, len(limits.wishes)) // of each wish: its first match that is not added yet
	docs := make([]found, 0, limits.expected())
	for limits.nextBlock(next, &s.summed.from) {
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

// expected returns about how many documents there will be.
func (l *limits) expected() int {
	most := 0
	for _, wish := range l.wishes {
		most = max(most, wish.matches())
	}
	return most
}

// nextBlock sets the first document of the next block that has a match, and returns
// false where there is none.
func (l *limits) nextBlock(next []int, from *DocID) bool {
	found := false
	for i, wish := range l.wishes {
		if next[i] < wish.matches() {
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

// add adds what the documents of the block have of a part of a list, from a match on.
// It returns the first match behind the block.
func (s *sums) add(n, child *node, at int) int {
	for ; at < child.matches() && child.docAt(at)-s.from < blockSize; at++ {
		f, taken := child.at(at)
		if !taken {
			continue
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
	return at
}

// take appends the documents of the block that have enough, and clears all cells.
func (s *sums) take(l *limits, docs []found) []found {
	for i := range s.cells {
		cell := &s.cells[i]
		if *cell == (sum{}) {
			continue
		}
		doc, full := s.from+DocID(i), cell.full == l.full
		switch {
		case cell.musts != l.musts || !full && (l.onlyFull || cell.has < l.enough):
		case l.whole == 0: // dates alone, which weigh nothing
			docs = append(docs, allOf(doc, full))
		default:
			docs = append(docs, found{
				doc: doc, full: full,
				cover: cell.cover / l.whole, headline: cell.headline / l.whole, has: cell.has / l.whole, titled: cell.titled / l.whole,
			})
		}
		*cell = sum{}
	}
	return docs
}

// allOf returns a document that has all that weighs.
func allOf(doc DocID, full bool) found {
	return found{doc: doc, full: full, cover: 1, headline: 1, has: 1, titled: 1}
}
