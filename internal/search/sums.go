package search

import "slices"

// sums adds up what documents have of the parts of a list. It has a cell for each
// document of the corpus.
type sums struct {
	cells   []sum
	touched []DocID
}

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
	if s.summed.cells == nil {
		s.summed.cells = make([]sum, s.corpus.Bound())
	}
	touched := s.summed.touched[:0]
	for _, child := range n.wishes() {
		touched = s.addChild(n, child, touched)
	}
	slices.Sort(touched)
	s.summed.touched = touched
	return s.summed.take(n, float32(enough*nearlyAll), s.full && !n.isRun())
}

// addChild adds what documents have of a part of a list.
func (s *searcher) addChild(n, child *node, touched []DocID) []DocID {
	w := float32(child.weight)
	for f := range child.each() {
		cell := &s.summed.cells[f.doc]
		if *cell == (sum{}) {
			touched = append(touched, f.doc)
		}
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
	return touched
}

// take returns the documents that have enough, and clears all cells.
func (s *sums) take(n *node, enough float32, onlyFull bool) []found {
	whole := float32(n.weight)
	wanted, musts := uint64(len(n.wishes())), uint32(0)
	if n.isRun() {
		wanted = n.characters
	}
	for _, child := range n.all {
		if child.isMust {
			musts++
		}
	}
	var docs []found
	for _, doc := range s.touched {
		cell := &s.cells[doc]
		full := cell.full == wanted
		switch {
		case cell.musts != musts || !full && (onlyFull || cell.has < enough):
		case whole == 0: // dates alone, which weigh nothing
			docs = append(docs, allOf(doc, full))
		default:
			docs = append(docs, found{
				doc: doc, full: full,
				cover: cell.cover / whole, headline: cell.headline / whole, has: cell.has / whole, titled: cell.titled / whole,
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
