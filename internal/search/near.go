package search

// inOrder is the part of nearness that two words in the typed order have, however
// far apart they are.
const inOrder = 0.2

// reversed is the factor for two close words in the reverse order.
const reversed = 0.8

// spot is where a word of the query stands in a headline, counted in words that are
// not small.
type spot struct{ start, end int }

// near returns how near together the words of a node stand in a headline, from 0 to
// 1: side by side in the typed order. One word alone is near.
func (n *node) near(h *headline) float64 {
	switch {
	case n.leaf != nil:
		if len(n.leaf.spots(h, nil)) > 0 {
			return 1
		}
		return 0
	case n.any != nil:
		best := 0.0
		for _, child := range n.any {
			best = max(best, child.near(h))
		}
		return best
	case len(n.all) == 1:
		return n.all[0].near(h)
	}
	leaves := n.leaves(nil)
	sum, whole := 0.0, 0.0
	var first, second []spot
	for i, child := range leaves {
		first, second = second, child.leaf.spots(h, first[:0])
		if i > 0 {
			weight := leaves[i-1].nearWeight() + child.nearWeight()
			sum += weight * nearest(first, second)
			whole += weight
		}
	}
	if whole == 0 {
		return 0
	}
	return sum / whole
}

// nearWeight returns how much a leaf counts for nearness. Small words count as
// frequent ones do.
func (n *node) nearWeight() float64 {
	const small = 0.5
	if n.isSmall {
		return small
	}
	return n.weight
}

// headline is the words of a headline.
type headline struct {
	words  []WordID
	places []int // of each word, and of the end: how many words before it are not small
}

// headlineOf returns the headline of a document. It is overwritten by the next one.
func (s *searcher) headlineOf(doc DocID) (*headline, error) {
	if err := s.corpus.Read(doc, Headline, &s.reading); err != nil {
		return nil, err
	}
	if s.small == nil {
		s.small = s.vocabulary.smallWords()
	}
	h := &s.headline
	h.words, h.places = s.reading.Headline, h.places[:0]
	place := 0
	for _, word := range h.words {
		h.places = append(h.places, place)
		if !s.small[word] {
			place++
		}
	}
	h.places = append(h.places, place)
	return h, nil
}

// spots appends the places of a leaf in a headline.
func (f *finding) spots(h *headline, to []spot) []spot {
	for _, r := range f.readings {
		for start := range len(h.words) - len(r.choices) + 1 {
			if r.begins(h.words[start:]) > 0 {
				to = append(to, spot{h.places[start], h.places[start+len(r.choices)]})
			}
		}
	}
	return to
}

// nearest returns how near two words stand in a headline, from 0 to 1, by their
// nearest spots: 1 is side by side in the typed order, or both in one phrase that
// means the same.
func nearest(first, second []spot) float64 {
	best := 0.0
	for _, a := range first {
		for _, b := range second {
			switch {
			case a == b, a.start < b.start && b.start < a.end:
				best = 1
			case a.end <= b.start:
				best = max(best, inOrder+(1-inOrder)/float64(b.start-a.end+1))
			case b.end <= a.start:
				best = max(best, reversed*(1-inOrder)/float64(a.start-b.end+1))
			}
		}
	}
	return best
}
