package search

import (
	"slices"
	"strings"

	"news/internal/meaning"
)

// A script without spaces leaves no words to look for: each of its characters is a
// word, and a character alone says little. So a corpus also keeps its pairs: two
// such characters that stand side by side in a field. A pair is written as its two
// characters, and is numbered and has postings as a word has. It is no word of the
// vocabulary, so it is never near a word, and texts are made of single characters.
//
// Two words that stand side by side in a phrase of package meaning are a pair, too,
// written as their stems with a space between. So a phrase that means the same as a
// word is found without a look at texts.

// pairBit marks the numbers of pairs.
const pairBit WordID = 1 << 31

// PairID returns the number of the pair at a place of a corpus's list of pairs.
func PairID(place int) WordID { return pairBit | WordID(place) }

// IsPair reports whether a number is that of a pair and not of a word.
func (w WordID) IsPair() bool { return w&pairBit != 0 }

// Place returns the place of a pair in its corpus's list of pairs.
func (w WordID) Place() int { return int(w &^ pairBit) }

// IsUnspaced reports whether a folded word is a character of a script that puts no
// spaces between words, and so may be half of a pair.
func IsUnspaced(word string) bool { return isIdeograph(word) }

// PairOf returns the pair of two folded words that stand side by side, and false
// where they make no pair.
func PairOf(first, second string) (string, bool) {
	if !IsUnspaced(first) || !IsUnspaced(second) {
		return meaning.InPhrase(first, second)
	}
	pair := first + second
	// In Thai and the like, some characters belong to the one before, and two that
	// stood apart in a text cannot be told from one.
	const above = "\u3000"
	return pair, first > above && second > above || len(wordsOf(pair)) == 2
}

// newPairs returns the pairs of a list, which is as for NewVocabulary.
func newPairs(list string) *Vocabulary {
	v := NewVocabulary(list, nil)
	v.first = pairBit
	return v
}

// pairKey is the two characters of a pair, the first in the upper half.
type pairKey uint64

func (k pairKey) words() (first, second WordID) { return WordID(k >> 32), WordID(k) }

// eachPair calls visit with every two words that may be a pair, in the order of
// the documents. halves says of each word whether it may be half of a pair.
func (m *Memory) eachPair(halves []bool, visit func(DocID, pairKey, Field)) {
	m.eachSequence(func(doc DocID, field Field, words []WordID) {
		for i := 1; i < len(words); i++ {
			if halves[words[i]] && halves[words[i-1]] {
				visit(doc, pairKey(words[i-1])<<32|pairKey(words[i]), field)
			}
		}
	})
}

// halves reports of each word whether it may be half of a pair, and nil
// where none may.
func (m *Memory) halves() []bool {
	var halves []bool
	for place := range m.vocabulary.Len() {
		if word := m.vocabulary.word(place); IsUnspaced(word) || meaning.MayBeInPhrase(word) {
			if halves == nil {
				halves = make([]bool, m.vocabulary.Len())
			}
			halves[place] = true
		}
	}
	return halves
}

// countedPair is a pair while postings are counted and filled.
type countedPair struct {
	text string // empty where the two words make no pair
	docs uint32 // how many documents have it
	last DocID  // the last one, plus 1
	next uint32 // where its next posting goes
}

// fillPairs makes the list of pairs and adds their postings to those of the words.
func (m *Memory) fillPairs() {
	halves := m.halves()
	pairs := make(map[pairKey]*countedPair)
	if halves != nil {
		m.countPairs(halves, pairs)
	}
	m.listPairs(pairs)
	if m.pairs.Len() == 0 {
		return
	}
	m.eachPair(halves, func(doc DocID, key pairKey, field Field) {
		p := pairs[key]
		switch {
		case p.text == "":
		case p.last == doc+1:
			m.postings[p.next-1] |= Posting(field)
		default:
			p.last = doc + 1
			m.postings[p.next] = NewPosting(doc, field)
			p.next++
		}
	})
}

// countPairs counts the documents of each pair.
func (m *Memory) countPairs(halves []bool, pairs map[pairKey]*countedPair) {
	byText := make(map[string]*countedPair)
	var unused []countedPair // allocating many at once is faster
	m.eachPair(halves, func(doc DocID, key pairKey, _ Field) {
		p := pairs[key]
		if p == nil {
			if len(unused) == 0 {
				unused = make([]countedPair, 1024)
			}
			p, unused = &unused[0], unused[1:]
			pairs[key] = p
			first, second := key.words()
			p.text, _ = PairOf(m.vocabulary.word(int(first)), m.vocabulary.word(int(second)))
			if same := byText[p.text]; same != nil && p.text != "" { // of other forms of the words
				p = same
				pairs[key] = same
			}
			byText[p.text] = p
		}
		if p.last != doc+1 {
			p.last = doc + 1
			p.docs++
		}
	})
}

// listPairs makes the list of pairs, and room for the postings of each.
func (m *Memory) listPairs(pairs map[pairKey]*countedPair) {
	sorted := make([]*countedPair, 0, len(pairs))
	for _, p := range pairs {
		if p.text != "" {
			sorted = append(sorted, p)
		}
	}
	slices.SortFunc(sorted, func(p, q *countedPair) int { return strings.Compare(p.text, q.text) })
	sorted = slices.Compact(sorted)
	var list strings.Builder
	end := m.starts[len(m.starts)-1]
	for _, p := range sorted {
		list.WriteString(p.text)
		list.WriteByte('\n')
		p.last, p.next = 0, end
		end += p.docs
		m.starts = append(m.starts, end)
	}
	m.pairs = newPairs(list.String())
	m.postings = slices.Grow(m.postings, int(end)-len(m.postings))[:end]
}
