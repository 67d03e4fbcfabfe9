package search

import (
	"cmp"
	"iter"
	"math/bits"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/sahilm/fuzzy"

	"news/internal/text"
)

// Vocabulary is the list of all words of a corpus. It finds the words that are like
// a given one. A Builder or an index makes it. Several goroutines may use it at
// once.
type Vocabulary struct {
	text   string   // the words in ascending order of their bytes, each ended by a line feed
	starts []uint32 // where each begins in text, and the end of text
	ids    []WordID // their numbers; nil where the number of a word is its place in the list after first
	first  WordID   // the number of the first word

	once   sync.Once // for shapes
	shapes []shape
}

// NewVocabulary returns the vocabulary of a list of folded words in ascending order
// of their bytes, each once and ended by a line feed. ids are the numbers of the
// words; nil numbers them from 0 on.
func NewVocabulary(list string, ids []WordID) *Vocabulary {
	v := &Vocabulary{text: list, ids: ids, starts: make([]uint32, 1, max(len(ids), len(list)/9)+1)}
	for at := 0; at < len(list); {
		length := strings.IndexByte(list[at:], '\n')
		if length < 0 {
			break
		}
		at += length + 1
		v.starts = append(v.starts, uint32(at))
	}
	return v
}

// With returns a vocabulary with more words. v must have none of them, and each
// must be there once. They are numbered from first on, in their order.
func (v *Vocabulary) With(words []string, first WordID) *Vocabulary {
	if len(words) == 0 {
		return v
	}
	order := make([]int, len(words))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return strings.Compare(words[i], words[j]) })
	var list strings.Builder
	list.Grow(len(v.text) + 16*len(words))
	ids := make([]WordID, 0, v.Len()+len(words))
	done := 0
	copyUntil := func(place int) {
		list.WriteString(v.text[v.starts[done]:v.starts[place]])
		for ; done < place; done++ {
			ids = append(ids, v.id(done))
		}
	}
	for _, i := range order {
		copyUntil(v.search(words[i]))
		list.WriteString(words[i])
		list.WriteByte('\n')
		ids = append(ids, first+WordID(i))
	}
	copyUntil(v.Len())
	return NewVocabulary(list.String(), ids)
}

// At returns the word at a place of the list, from 0 on.
func (v *Vocabulary) At(place int) string { return v.word(place) }

// List returns the words in the form that NewVocabulary takes.
func (v *Vocabulary) List() string { return v.text }

// Len returns the number of words.
func (v *Vocabulary) Len() int { return len(v.starts) - 1 }

// word returns the word at a place of the list.
func (v *Vocabulary) word(place int) string {
	return v.text[v.starts[place] : v.starts[place+1]-1]
}

// id returns the number of the word at a place of the list.
func (v *Vocabulary) id(place int) WordID {
	if v.ids == nil {
		return v.first + WordID(place)
	}
	return v.ids[place]
}

// search returns the place of the first word that does not come before s.
func (v *Vocabulary) search(s string) int {
	low, high := 0, v.Len()
	for low < high {
		middle := int(uint(low+high) / 2)
		if v.word(middle) < s {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low
}

// Exact returns the number of a word, and false where the list does not have it.
func (v *Vocabulary) Exact(word string) (WordID, bool) {
	place := v.search(word)
	if place == v.Len() || v.word(place) != word {
		return 0, false
	}
	return v.id(place), true
}

// WithPrefix returns the words that begin with a prefix and their numbers, in
// ascending order of their bytes. A word that is the prefix itself comes first.
func (v *Vocabulary) WithPrefix(prefix string) iter.Seq2[string, WordID] {
	return func(yield func(string, WordID) bool) {
		for place := v.search(prefix); place < v.Len(); place++ {
			word := v.word(place)
			if !strings.HasPrefix(word, prefix) || !yield(word, v.id(place)) {
				return
			}
		}
	}
}

// Beginning returns the numbers of the longer words that begin with s.
func (v *Vocabulary) Beginning(s string) []WordID {
	first := v.search(s)
	if first < v.Len() && v.word(first) == s {
		first++
	}
	end := first
	for end < v.Len() && strings.HasPrefix(v.word(end), s) {
		end++
	}
	words := make([]WordID, end-first)
	for i := range words {
		words[i] = v.id(first + i)
	}
	return words
}

// Like is a word of a vocabulary that is like another word.
type Like struct {
	ID    WordID
	Text  string
	Slips int // number of slips between the two, where slips were counted
}

// shape is the length and the letters of a word. They alone rule out most words, at
// little cost.
type shape struct {
	letters uint64 // one bit for each letter that the word has
	runes   int
}

func shapeOf(word string) shape {
	var s shape
	for _, r := range word {
		s.letters |= 1 << (uint32(r) % 64)
		s.runes++
	}
	return s
}

// lacks returns how many different letters of s other does not have.
func (s shape) lacks(other shape) int { return bits.OnesCount64(s.letters &^ other.letters) }

// glances returns the shapes of all words. They are made at the first call, since
// most searches do not need them.
func (v *Vocabulary) glances() []shape {
	v.once.Do(func() {
		v.shapes = make([]shape, v.Len())
		for place := range v.shapes {
			v.shapes[place] = shapeOf(v.word(place))
		}
	})
	return v.shapes
}

// Near returns the words that differ from word by at least one and at most so many
// slips: fewest slips first, then in ascending order of their bytes. A slip never
// changes a digit: 2016 is not 2017 mistyped.
func (v *Vocabulary) Near(word string, slips int) []Like {
	own := shapeOf(word)
	digits := digitsOf(word)
	var near []Like
	for place, other := range v.glances() {
		if abs(own.runes-other.runes) > slips || own.lacks(other) > slips || other.lacks(own) > slips {
			continue
		}
		candidate := v.word(place)
		if n := text.Slips(word, candidate, slips); n <= slips && n > 0 && digitsOf(candidate) == digits {
			near = append(near, Like{ID: v.id(place), Text: candidate, Slips: n})
		}
	}
	slices.SortStableFunc(near, fewerSlips)
	return near
}

func fewerSlips(a, b Like) int { return cmp.Compare(a.Slips, b.Slips) }

// NearBeginning returns the words longer than s that begin with something like s,
// in the order of Near. The beginning differs from s by at least one and at most so
// many slips. Words that begin with s itself are left out. The first letter must be
// right, else too many words would match.
func (v *Vocabulary) NearBeginning(s string, slips int) []Like {
	own := shapeOf(s)
	first, size := utf8.DecodeRuneInString(s)
	digits := digitsOf(s)
	shapes := v.glances()
	var near []Like
	for place := v.search(s[:size]); place < v.Len(); place++ {
		candidate := v.word(place)
		if r, _ := utf8.DecodeRuneInString(candidate); r != first {
			break
		}
		if shapes[place].runes <= own.runes || own.lacks(shapes[place]) > slips {
			continue
		}
		n, beginning := slipsOfBeginning(s, candidate, own.runes, slips)
		if n <= slips && n > 0 && digitsOf(beginning) == digits {
			near = append(near, Like{ID: v.id(place), Text: candidate, Slips: n})
		}
	}
	slices.SortStableFunc(near, fewerSlips)
	return near
}

// slipsOfBeginning returns the least number of slips between s and a beginning of
// word, or limit+1, and that beginning. runes is the length of s in runes.
func slipsOfBeginning(s, word string, runes, limit int) (int, string) {
	least, best := limit+1, ""
	for n, end := 1, 0; end < len(word) && n <= runes+limit; n++ {
		_, size := utf8.DecodeRuneInString(word[end:])
		end += size
		if n < runes-limit {
			continue
		}
		if slips := text.Slips(s, word[:end], limit); slips < least {
			least, best = slips, word[:end]
		}
	}
	return least, best
}

// digitsOf returns the digits of a folded word.
func digitsOf(word string) string {
	if !strings.ContainsAny(word, "0123456789") {
		return ""
	}
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, word)
}

func abs(n int) int { return max(n, -n) }

// InOrder returns the longer words that have the letters of s in order, best first:
// qaryatayn for qrytn, earthquake for quake. To keep out chance matches, s must
// have at least three letters. It must begin with the word's first letter and be at
// least half as long, or stand in the word in one piece and be at least a third as
// long.
func (v *Vocabulary) InOrder(s string) []Like {
	own := shapeOf(s)
	if own.runes < 3 || own.runes > longestPattern || digitsOf(s) != "" {
		return nil
	}
	first, _ := utf8.DecodeRuneInString(s)
	var candidates []string
	var places []int
	for place, other := range v.glances() {
		if own.lacks(other) > 0 || other.runes <= own.runes || 3*own.runes < other.runes {
			continue
		}
		word := v.word(place)
		begins, _ := utf8.DecodeRuneInString(word)
		if begins == first && 2*own.runes >= other.runes || strings.Contains(word, s) {
			candidates = append(candidates, word)
			places = append(places, place)
		}
	}
	matches := fuzzy.Find(s, candidates)
	words := make([]Like, len(matches))
	for i, match := range matches {
		words[i] = Like{ID: v.id(places[match.Index]), Text: match.Str}
	}
	return words
}
