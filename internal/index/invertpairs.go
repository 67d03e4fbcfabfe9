package index

import (
	"slices"
	"strings"

	"news/internal/meaning"
	"news/internal/search"
)

// pairInverter makes the lists of documents of pairs. A run names pairs by their
// texts, so that no more of them are in memory than the documents of a run have.
type pairInverter struct {
	inverter
	words  []string       // by their numbers
	halves []meaning.Half // of each word, which half of a pair it may be; nil where no word is any

	keys  map[[2]search.WordID]uint32 // the keys of two words side by side, or noPair
	known map[string]uint32           // the keys of pairs
	texts []string                    // the pairs by their keys
}

// noPair stands for the key of two words that make no pair.
const noPair = ^uint32(0)

func newPairInverter(i inverter, words []string) *pairInverter {
	p := &pairInverter{inverter: i, words: words}
	for i, word := range words {
		half := search.HalfOf(word)
		if half == 0 {
			continue
		}
		if p.halves == nil {
			p.halves = make([]meaning.Half, len(words))
		}
		p.halves[i] = half
	}
	p.inOrder = p.sortedKeys
	p.name = func(to []byte, key uint32) []byte { return append(to, p.texts[key]...) }
	p.forget = p.reset
	p.reset()
	return p
}

func (p *pairInverter) reset() {
	p.keys, p.known, p.texts = make(map[[2]search.WordID]uint32), make(map[string]uint32), nil
}

// sortedKeys returns the keys in the order of their texts.
func (p *pairInverter) sortedKeys(bound int) []uint32 {
	keys := make([]uint32, bound)
	for i := range keys {
		keys[i] = uint32(i)
	}
	slices.SortFunc(keys, func(a, b uint32) int { return strings.Compare(p.texts[a], p.texts[b]) })
	return keys
}

// addDocument adds the pairs of a document.
func (p *pairInverter) addDocument(doc search.DocID, t *search.Text) error {
	if p.halves == nil {
		return nil
	}
	t.Sequences(search.Anywhere|search.Source, func(field search.Field, words []search.WordID) {
		for i := 1; i < len(words); i++ {
			if p.halves[words[i-1]]&meaning.First == 0 || p.halves[words[i]]&meaning.Second == 0 {
				continue
			}
			if key := p.key([2]search.WordID(words[i-1 : i+1])); key != noPair {
				p.add(key, doc, field)
			}
		}
	})
	return p.endDocument()
}

// key returns the key of two words side by side.
func (p *pairInverter) key(words [2]search.WordID) uint32 {
	key, met := p.keys[words]
	if met {
		return key
	}
	key = noPair
	if text, ok := search.PairOf(p.words[words[0]], p.words[words[1]]); ok {
		if key, met = p.known[text]; !met {
			key = uint32(len(p.texts))
			p.texts = append(p.texts, text)
			p.known[text] = key
		}
	}
	p.keys[words] = key
	return key
}
