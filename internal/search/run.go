package search

import (
	"slices"

	"news/internal/meaning"
	"news/internal/text"
)

// A run is text of a script without spaces. Its words are not known, so a run counts
// by the pairs of its characters that an event has, in any part. The terms of the
// meanings that stand in it are words: a pair that reaches from such a word into
// the next one says nothing, and is left out.

// isRun reports whether a node is a run of characters, or a part of one.
func (n *node) isRun() bool { return n.characters != 0 }

// evalUnspaced returns a word with characters of scripts without spaces. Words of
// letters and digits in it are wishes of their own.
func (s *searcher) evalUnspaced(parts []string, fields Field) (*node, error) {
	n := &node{}
	for _, piece := range piecesOf(parts) {
		var child *node
		var err error
		if text.IsUnspaced(piece[0]) {
			child, err = s.evalRun(piece, fields)
		} else {
			child, err = s.evalLeaf(leaf{parts: piece, fields: fields}, joined(piece))
		}
		if err != nil {
			return nil, err
		}
		n.all = append(n.all, child)
	}
	if len(n.all) == 1 {
		return n.all[0], nil
	}
	n.weigh()
	n.docs = s.sum(n, 0)
	return n, nil
}

// piecesOf splits text that was typed without spaces into runs and words.
func piecesOf(parts []string) [][]string {
	var pieces [][]string
	for i := 0; i < len(parts); {
		end := i + 1
		for end < len(parts) && text.IsUnspaced(parts[i]) == text.IsUnspaced(parts[end]) {
			end++
		}
		pieces = append(pieces, parts[i:end])
		i = end
	}
	return pieces
}

// term is a term of the meanings that stands in a run.
type term struct {
	start, end int
	others     []meaning.Term
}

// evalRun returns a run with its matches.
func (s *searcher) evalRun(run []string, fields Field) (*node, error) {
	terms := s.termsIn(run)
	n := &node{run: run, pieces: make(map[string]*node), fields: fields, typed: joined(run)}
	for _, part := range meaningful(run, terms) {
		if err := s.addPairs(n, run, part, terms); err != nil {
			return nil, err
		}
	}
	for _, child := range n.all {
		n.weight += child.weight
		n.characters |= child.characters
	}
	n.docs = s.sum(n, 0)
	return n, nil
}

// termsIn returns the terms of the meanings in a run, without the ones inside others.
func (s *searcher) termsIn(run []string) []term {
	var terms []term
	for start := range run {
		for end := min(len(run), start+s.meanings.Longest()); end > start+1; end-- {
			others := s.alikeTerms(run[start:end])
			if len(others) > 0 && !slices.ContainsFunc(terms, func(t term) bool { return t.has(start, end) }) {
				terms = append(terms, term{start, end, others})
			}
		}
	}
	return terms
}

// has reports whether a part of the run lies in the term.
func (t term) has(start, end int) bool { return t.start <= start && end <= t.end }

// longestSmall is the number of characters of the longest small word.
const longestSmall = 4

// meaningful returns the parts of a run between its small words, or the whole run
// where it has nothing else. Each is where it starts and ends.
func meaningful(run []string, terms []term) [][2]int {
	var parts [][2]int
	start := 0
	for i := 0; i < len(run); {
		size := smallAt(run, i, terms)
		if size == 0 {
			i++
			continue
		}
		if i > start {
			parts = append(parts, [2]int{start, i})
		}
		i += size
		start = i
	}
	if start < len(run) {
		parts = append(parts, [2]int{start, len(run)})
	}
	if parts == nil {
		parts = [][2]int{{0, len(run)}}
	}
	return parts
}

// smallAt returns the length of the small word at a place of a run, 0 where there is
// none.
func smallAt(run []string, at int, terms []term) int {
	for size := min(longestSmall, len(run)-at); size > 0; size-- {
		isInTerm := slices.ContainsFunc(terms, func(t term) bool { return t.start < at+size && at < t.end })
		if !isInTerm && meaning.Small(joined(run[at:at+size])) {
			return size
		}
	}
	return 0
}

// addPairs adds the pairs of a part of a run, and the characters of it that are in
// none.
func (s *searcher) addPairs(n *node, run []string, part [2]int, terms []term) error {
	var covered uint64
	for i := part[0]; i+1 < part[1]; i++ {
		if reachesOut(terms, i) {
			continue
		}
		if _, err := s.addPiece(n, run, i, i+2, terms); err != nil {
			return err
		}
		covered |= characterBits(i, i+2)
	}
	for i := part[0]; i < part[1]; i++ {
		if covered&characterBits(i, i+1) == 0 {
			child, err := s.addPiece(n, run, i, i+1, terms)
			if err != nil {
				return err
			}
			child.weight = child.leaf.rarity / 2
		}
	}
	return nil
}

// reachesOut reports whether the pair at a place reaches over the border of a term
// and lies in none.
func reachesOut(terms []term, at int) bool {
	reaches := false
	for _, t := range terms {
		if t.has(at, at+2) {
			return false
		}
		reaches = reaches || t.start == at+1 || t.end == at+1
	}
	return reaches
}

// characterBits returns a bit for each of some characters of a run. The characters
// of a very long run share the last one.
func characterBits(start, end int) uint64 {
	bits := uint64(0)
	for i := start; i < end; i++ {
		bits |= 1 << min(i, 63)
	}
	return bits
}

// addPiece adds a pair or a character of a run, once where it comes again, and returns
// its node.
func (s *searcher) addPiece(n *node, run []string, start, end int, terms []term) (*node, error) {
	typed := joined(run[start:end])
	if same := n.pieces[typed]; same != nil {
		same.characters |= characterBits(start, end)
		return same, nil
	}
	others, err := s.readingsOfTerms(terms, start, end, n.fields)
	if err != nil {
		return nil, err
	}
	f, err := s.find(leaf{parts: run[start:end], fields: n.fields}, others...)
	if err != nil {
		return nil, err
	}
	child := s.leafNode(f, typed)
	child.characters = characterBits(start, end)
	n.all = append(n.all, child)
	n.pieces[typed] = child
	return child, nil
}

// readingsOfTerms returns the readings of a piece of a run by the terms that it is in:
// an event has the piece also by another term with the same meaning.
func (s *searcher) readingsOfTerms(terms []term, start, end int, fields Field) ([]reading, error) {
	var readings []reading
	for _, t := range terms {
		if !t.has(start, end) {
			continue
		}
		for _, other := range t.others {
			r, err := s.readTerm(other.Words, fields, gradeOf(other.Kind))
			if err != nil {
				return nil, err
			}
			readings = append(readings, r)
		}
	}
	return readings, nil
}

// addCharacters adds the characters of a term and its pairs to a reading.
func (s *searcher) addCharacters(r *reading, run []string) error {
	for i, character := range run {
		c := &choice{typed: character, isPaired: true}
		if err := s.addWord(c, character, Anywhere, r.grade); err != nil {
			return err
		}
		r.choices = append(r.choices, c)
		if i == 0 || slices.Contains(run[:i], character) && hasPair(run[:i], run[i-1], character) {
			continue
		}
		postings, err := s.pair(run[i-1], character)
		if err != nil {
			return err
		}
		r.pairs = append(r.pairs, postings)
	}
	return nil
}

// hasPair reports whether two characters stand side by side in a run.
func hasPair(run []string, first, second string) bool {
	for i := 1; i < len(run); i++ {
		if run[i-1] == first && run[i] == second {
			return true
		}
	}
	return false
}

// pair returns the documents that have two words or characters side by side.
func (s *searcher) pair(first, second string) ([]Posting, error) {
	pair, isPair := PairOf(first, second)
	if !isPair {
		return nil, nil
	}
	id, known, err := s.corpus.Pair(pair)
	if err != nil || !known {
		return nil, err
	}
	return s.corpus.Postings(id)
}
