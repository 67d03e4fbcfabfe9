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

// numbered are strings with the numbers that they got in the order in which they came.
type numbered struct {
	numbers map[string]int32
	list    []string // by their numbers
}

// newNumbered returns some strings with their numbers.
func newNumbered(list []string) *numbered {
	all := &numbered{numbers: make(map[string]int32, len(list)), list: slices.Clone(list)}
	for n, s := range list {
		all.numbers[s] = int32(n)
	}
	return all
}

// number returns the number of a string, the next one for a string that is new.
func (all *numbered) number(s string) int32 {
	n, known := all.numbers[s]
	if !known {
		s = strings.Clone(s)
		n = int32(len(all.list))
		all.numbers[s] = n
		all.list = append(all.list, s)
	}
	return n
}

// numbering gives numbers to the stems of words.
type numbering struct {
	stemOf map[string]int32 // by folded word: the number of its stem, or nothing
	stems  *numbered
	said   []relation.PackedWord
}

// nothing is the number of small words and of numbers, which many events have by chance.
const nothing = -1

// newNumbering returns a numbering that has some stems already.
func newNumbering(stems []string) *numbering {
	return &numbering{stemOf: make(map[string]int32), stems: newNumbered(stems)}
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
	if number, known := n.stemOf[word]; known {
		return number
	}
	number := int32(nothing)
	if first, _ := utf8.DecodeRuneInString(word); !unicode.IsDigit(first) && !meaning.Small(word) && !text.IsUnspaced(word) {
		number = n.stems.number(meaning.Stem(word))
	}
	n.stemOf[strings.Clone(word)] = number
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
