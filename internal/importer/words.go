package importer

import (
	"runtime"
	"sync"
	"unicode"
	"unicode/utf8"

	"news/internal/event"
	"news/internal/meaning"
	"news/internal/relation"
	"news/internal/text"
)

// said is what an event says: its words that say something, as numbers.
type said []relation.SaidWord

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
}

// nothing is the number of small words and of numbers, which many events have by chance.
const nothing = -1

func newNumbering() *numbering {
	return &numbering{words: make(map[string]int32), stems: make(map[string]int32)}
}

// saidBy returns what each of many events says.
func (n *numbering) saidBy(events []*event.Event) []said {
	raw := make([][]rawWord, len(events))
	parallel(len(events), func(int) func(int) {
		return func(i int) { raw[i] = rawWords(events[i]) }
	})
	all := make([]said, len(events))
	for i, words := range raw {
		all[i] = n.number(words)
		raw[i] = nil
	}
	return all
}

func (n *numbering) number(words []rawWord) said {
	list := make(said, 0, len(words))
	for _, w := range words {
		stem := n.stem(w.text)
		if stem == nothing || list.has(stem) {
			continue
		}
		list = append(list, relation.SaidWord{Stem: stem, InHeadline: w.inHeadline, IsName: w.isName})
	}
	return list
}

func (s said) has(stem int32) bool {
	for _, w := range s {
		if w.Stem == stem {
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
			number = int32(len(n.stems))
			n.stems[stem] = number
		}
	}
	n.words[word] = number
	return number
}

func rawWords(e *event.Event) []rawWord {
	var words []rawWord
	for i, s := range []string{e.Headline, e.Description} {
		for _, w := range text.Words(s) {
			first, _ := utf8.DecodeRuneInString(s[w.Start:])
			words = append(words, rawWord{w.Text, i == 0, w.Start > 0 && unicode.IsUpper(first)})
		}
	}
	return words
}

// parallel calls a function for the numbers below n, on all processors. Each processor
// has its own function, which make returns.
func parallel(n int, make func(worker int) func(int)) {
	const step = 64
	var wait sync.WaitGroup
	var mu sync.Mutex
	next := 0
	for worker := range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			work := make(worker)
			for {
				mu.Lock()
				start := next
				next += step
				mu.Unlock()
				if start >= n {
					return
				}
				for i := start; i < min(start+step, n); i++ {
					work(i)
				}
			}
		})
	}
	wait.Wait()
}
