package importer

import (
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"news/internal/meaning"
	"news/internal/relation"
	"news/internal/text"
)

// rawWord is a folded word of an event.
type rawWord struct {
	text       string
	inHeadline bool
	isName     bool
}

// numbering gives numbers to the stems of words.
type numbering struct {
	words map[string]int32 // by folded word: the number of its stem, or nothing
	stems map[string]int32
	list  []string // the stems by their numbers
	said  []relation.PackedWord
}

// nothing is the number of small words and of numbers, which many events have by chance.
const nothing = -1

// newNumbering returns a numbering that has some stems already.
func newNumbering(stems []string) *numbering {
	n := &numbering{words: make(map[string]int32), stems: make(map[string]int32, len(stems)), list: slices.Clone(stems)}
	for number, stem := range stems {
		n.stems[stem] = int32(number)
	}
	return n
}

// read finds what each of many events says.
func (n *numbering) read(briefs []*brief) {
	const atOnce = 4096 // so that not all words are in memory as text
	raw := make([][]rawWord, min(atOnce, len(briefs)))
	for part := range slices.Chunk(briefs, atOnce) {
		parallel(len(part), func() func(int) {
			return func(i int) { raw[i] = rawWords(part[i]) }
		})
		for i := range part {
			part[i].said = n.number(raw[i])
		}
	}
}

func (n *numbering) number(words []rawWord) []relation.PackedWord {
	said := n.said[:0]
	for _, w := range words {
		stem := n.stem(w.text)
		if stem == nothing || has(said, stem) {
			continue
		}
		said = append(said, relation.SaidWord{Stem: stem, InHeadline: w.inHeadline, IsName: w.isName}.Pack())
	}
	n.said = said
	return slices.Clone(said)
}

func has(said []relation.PackedWord, stem int32) bool {
	for _, w := range said {
		if w.Stem() == stem {
			return true
		}
	}
	return false
}

func (n *numbering) stem(word string) int32 {
	if number, known := n.words[word]; known {
		return number
	}
	number := int32(nothing)
	if first, _ := utf8.DecodeRuneInString(word); !unicode.IsDigit(first) && !meaning.Small(word) && !text.IsUnspaced(word) {
		stem := meaning.Stem(word)
		known := false
		if number, known = n.stems[stem]; !known {
			number = int32(len(n.list))
			stem = strings.Clone(stem)
			n.stems[stem] = number
			n.list = append(n.list, stem)
		}
	}
	n.words[strings.Clone(word)] = number
	return number
}

func rawWords(b *brief) []rawWord {
	var words []rawWord
	for i, s := range []string{b.headline, b.description} {
		for _, w := range text.Words(s) {
			first, _ := utf8.DecodeRuneInString(s[w.Start:])
			words = append(words, rawWord{w.Text, i == 0, w.Start > 0 && unicode.IsUpper(first)})
		}
	}
	return words
}

// parallel calls work with the numbers below n, on all processors. Each of them has work
// of its own, which newWork returns.
func parallel(n int, newWork func() (work func(int))) {
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		workers.Go(func() {
			work := newWork()
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				work(i)
			}
		})
	}
	workers.Wait()
}
