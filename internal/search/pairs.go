package search

import (
	"slices"
	"strings"

	"news/internal/meaning"
	"news/internal/text"
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

// PairOf returns the pair of two folded words that stand side by side, and false
// where they make no pair.
func PairOf(first, second string) (string, bool) {
	if !text.IsUnspaced(first) || !text.IsUnspaced(second) {
		return meaning.InPhrase(first, second)
	}
	pair := first + second
	// In Thai and the like, some characters belong to the one before, and two that
	// stood apart in a text cannot be told from one.
	const above = "\u3000"
	return pair, first > above && second > above || len(text.FoldedWords(pair)) == 2
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
// the documents. halves says of each word which half of a pair it may be.
func (m *Memory) eachPair(halves []meaning.Half, visit func(DocID, pairKey, Field)) {
	m.eachSequence(func(doc DocID, field Field, words []WordID) {
		for i := 1; i < len(words); i++ {
			if halves[words[i-1]]&meaning.First != 0 && halves[words[i]]&meaning.Second != 0 {
				visit(doc, pairKey(words[i-1])<<32|pairKey(words[i]), field)
			}
		}
	})
}

// halves returns of each word which half of a pair it may be, and nil where no word
// may be any.
func (m *Memory) halves() []meaning.Half {
	var halves []meaning.Half
	for place := range m.vocabulary.Len() {
		half := HalfOf(m.vocabulary.At(place))
		if half == 0 {
			continue
		}
		if halves == nil {
			halves = make([]meaning.Half, m.vocabulary.Len())
		}
		halves[place] = half
	}
	return halves
}

// HalfOf returns which half of a pair a word may be.
func HalfOf(word string) meaning.Half {
	if text.IsUnspaced(word) {
		return meaning.First | meaning.Second
	}
	return meaning.HalfOf(word)
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

// countPairs counts the documents of each pair. Pairs of other forms of the same
// words are one, and so are all words that make no pair, whose text is empty.
func (m *Memory) countPairs(halves []meaning.Half, pairs map[pairKey]*countedPair) {
	byText := make(map[string]*countedPair)
	m.eachPair(halves, func(doc DocID, key pairKey, _ Field) {
		p := pairs[key]
		if p == nil {
			first, second := key.words()
			text, _ := PairOf(m.vocabulary.At(int(first)), m.vocabulary.At(int(second)))
			if p = byText[text]; p == nil {
				p = &countedPair{text: text}
				byText[text] = p
			}
			pairs[key] = p
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
