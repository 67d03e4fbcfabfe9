package search

import (
	"maps"
	"slices"
	"strings"
)

// A script without spaces leaves no words to look for: each of its characters is a
// word, and a character alone says little. So a corpus also keeps its pairs: two
// such characters that stand side by side in a field. A pair is written as its two
// characters, and is numbered and has postings as a word has. It is no word of the
// vocabulary, so it is never near a word, and texts are made of single characters.

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

// newPairs returns the pairs of a list, which is as for NewVocabulary.
func newPairs(list string) *Vocabulary {
	v := NewVocabulary(list, nil)
	v.first = pairBit
	return v
}

// pairKey is the two characters of a pair, the first in the upper half.
type pairKey uint64

func (k pairKey) words() (first, second WordID) { return WordID(k >> 32), WordID(k) }

// eachPair calls visit with every pair of every document, in the order of the
// documents. unspaced says of each word whether it may be half of a pair.
func (m *Memory) eachPair(unspaced []bool, visit func(DocID, pairKey, Field)) {
	m.eachSequence(func(doc DocID, field Field, words []WordID) {
		for i := 1; i < len(words); i++ {
			if unspaced[words[i]] && unspaced[words[i-1]] {
				visit(doc, pairKey(words[i-1])<<32|pairKey(words[i]), field)
			}
		}
	})
}

// unspacedWords reports of each word whether it may be half of a pair, and nil
// where none may.
func (m *Memory) unspacedWords() []bool {
	var unspaced []bool
	for place := range m.vocabulary.Len() {
		if IsUnspaced(m.vocabulary.word(place)) {
			if unspaced == nil {
				unspaced = make([]bool, m.vocabulary.Len())
			}
			unspaced[place] = true
		}
	}
	return unspaced
}

// pairCount is a pair while postings are counted and filled.
type pairCount struct {
	docs uint32 // how many documents have it
	last DocID  // the last one, plus 1
	next uint32 // where its next posting goes
}

// fillPairs makes the list of pairs and adds their postings to those of the words.
// Words are numbered in the order of their bytes, and so pairs are by their keys.
func (m *Memory) fillPairs() {
	unspaced := m.unspacedWords()
	if unspaced == nil {
		m.pairs = newPairs("")
		return
	}
	counts := make(map[pairKey]*pairCount)
	var store []pairCount // many at once
	m.eachPair(unspaced, func(doc DocID, key pairKey, _ Field) {
		c := counts[key]
		if c == nil {
			if len(store) == 0 {
				store = make([]pairCount, 1024)
			}
			c, store = &store[0], store[1:]
			counts[key] = c
		}
		if c.last != doc+1 {
			c.last = doc + 1
			c.docs++
		}
	})
	m.listPairs(counts)
	m.eachPair(unspaced, func(doc DocID, key pairKey, field Field) {
		c := counts[key]
		if c.last == doc+1 {
			m.postings[c.next-1] |= Posting(field)
			return
		}
		c.last = doc + 1
		m.postings[c.next] = NewPosting(doc, field)
		c.next++
	})
}

// listPairs makes the list of pairs, and room for the postings of each.
func (m *Memory) listPairs(counts map[pairKey]*pairCount) {
	var list strings.Builder
	end := m.starts[len(m.starts)-1]
	for _, key := range slices.Sorted(maps.Keys(counts)) {
		first, second := key.words()
		list.WriteString(m.vocabulary.word(int(first)))
		list.WriteString(m.vocabulary.word(int(second)))
		list.WriteByte('\n')
		c := counts[key]
		c.last, c.next = 0, end
		end += c.docs
		m.starts = append(m.starts, end)
	}
	m.pairs = newPairs(list.String())
	m.postings = slices.Grow(m.postings, int(end)-len(m.postings))[:end]
}
