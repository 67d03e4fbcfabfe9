package search

import (
	"cmp"
	"iter"
	"math/bits"
	"slices"
	"sort"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/sahilm/fuzzy"

	"news/internal/meaning"
	"news/internal/text"
)

// Vocabulary is all words of a corpus, each once, in rows. It finds the words that
// are like a given one. A Builder or an index makes it. The Vocabulary of a Memory
// may be used by several goroutines at once.
type Vocabulary struct {
	rows  Rows
	inRow int      // the number of words in each row but the last
	count int      // of the words in rows
	ids   []WordID // their numbers; nil where the number of a word is its place in the list after first
	first WordID   // the number of the first word

	added    *WordList // more words
	addedIDs []WordID  // their numbers

	small []WordID // the numbers of the small words in rows; nil where they are looked up
}

// Rows are lists of words, one behind the other: words in ascending order of their
// bytes.
type Rows interface {
	// Find returns the row that a word is in, if the list has it: the last row whose
	// first word does not come behind the word, or else the first.
	Find(word string) int
	// Row returns a row, and an empty list where there is none.
	Row(n int) *WordList
}

// WordList is a list of folded words in ascending order of their bytes. Several
// goroutines may use it at once.
type WordList struct {
	text   string   // the words, each ended by a line feed
	starts []uint32 // where each begins in text, and the end of text

	once   sync.Once // for shapes
	shapes []shape
}

// NewWordList returns the list of folded words in ascending order of their bytes, each
// once and ended by a line feed.
func NewWordList(list string) *WordList {
	l := &WordList{text: list, starts: make([]uint32, 1, len(list)/9+1)}
	for at := 0; at < len(list); {
		length := strings.IndexByte(list[at:], '\n')
		if length < 0 {
			break
		}
		at += length + 1
		l.starts = append(l.starts, uint32(at))
	}
	return l
}

// Len returns the number of words.
func (l *WordList) Len() int { return len(l.starts) - 1 }

// At returns the word at a place of the list, from 0 on.
func (l *WordList) At(place int) string { return l.text[l.starts[place] : l.starts[place+1]-1] }

// search returns the place of the first word that does not come before s.
func (l *WordList) search(s string) int {
	return sort.Search(l.Len(), func(place int) bool { return l.At(place) >= s })
}

// Place returns the place of a word, and false where the list does not have it.
func (l *WordList) Place(word string) (int, bool) {
	place := l.search(word)
	return place, place < l.Len() && l.At(place) == word
}

// glances returns the shapes of all words. They are made at the first call, since
// most searches do not need them.
func (l *WordList) glances() []shape {
	l.once.Do(func() {
		l.shapes = make([]shape, l.Len())
		for place := range l.shapes {
			l.shapes[place] = shapeOf(l.At(place))
		}
	})
	return l.shapes
}

// oneRow is a list as the only row.
type oneRow struct{ *WordList }

func (oneRow) Find(string) int       { return 0 }
func (r oneRow) Row(n int) *WordList { return r.WordList }

// NewVocabulary returns the vocabulary of a list of folded words in ascending order
// of their bytes, each once and ended by a line feed. ids are the numbers of the
// words; nil numbers them from 0 on.
func NewVocabulary(list string, ids []WordID) *Vocabulary {
	words := NewWordList(list)
	return &Vocabulary{rows: oneRow{words}, inRow: max(1, words.Len()), count: words.Len(), ids: ids, added: NewWordList("")}
}

// VocabularyOf returns the vocabulary of count words in rows, each of inRow words but
// the last. They are numbered from 0 on. small are the numbers of the small words.
func VocabularyOf(rows Rows, inRow, count int, small []WordID) *Vocabulary {
	return &Vocabulary{rows: rows, inRow: inRow, count: count, added: NewWordList(""), small: append([]WordID{}, small...)}
}

// With returns a vocabulary with more words. v must have none of them, and each
// must be there once. They are numbered from first on, in their order. They take the
// place of words that were added before.
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
	more := *v
	more.addedIDs = make([]WordID, len(words))
	for place, i := range order {
		list.WriteString(words[i])
		list.WriteByte('\n')
		more.addedIDs[place] = first + WordID(i)
	}
	more.added = NewWordList(list.String())
	return &more
}

// Over returns the vocabulary with its rows read by others, which have the same words.
func (v *Vocabulary) Over(rows Rows) *Vocabulary {
	same := *v
	same.rows = rows
	return &same
}

// Len returns the number of words.
func (v *Vocabulary) Len() int { return v.count + v.added.Len() }

// All returns all words and their numbers, in no order.
func (v *Vocabulary) All() iter.Seq2[string, WordID] {
	return func(yield func(string, WordID) bool) {
		for l := range v.lists() {
			for place := range l.Len() {
				if !yield(l.At(place), l.ids(place)) {
					return
				}
			}
		}
	}
}

// numbered is a list of words and their numbers.
type numbered struct {
	*WordList
	ids func(place int) WordID
}

// lists returns the rows, and then the added words.
func (v *Vocabulary) lists() iter.Seq[numbered] {
	return func(yield func(numbered) bool) {
		for n := 0; n*v.inRow < v.count; n++ {
			if !yield(v.row(n)) {
				return
			}
		}
		if v.added.Len() > 0 {
			yield(numbered{v.added, v.addedID})
		}
	}
}

// row returns a row.
func (v *Vocabulary) row(n int) numbered {
	return numbered{v.rows.Row(n), func(place int) WordID { return v.id(n*v.inRow + place) }}
}

func (v *Vocabulary) addedID(place int) WordID { return v.addedIDs[place] }

// At returns the word at a place of the rows, from 0 on.
func (v *Vocabulary) At(place int) string {
	row := v.rows.Row(place / v.inRow)
	if place%v.inRow >= row.Len() {
		return "" // it could not be read
	}
	return row.At(place % v.inRow)
}

// id returns the number of the word at a place of the rows.
func (v *Vocabulary) id(place int) WordID {
	if v.ids == nil {
		return v.first + WordID(place)
	}
	return v.ids[place]
}

// Exact returns the number of a word, and false where the list does not have it.
func (v *Vocabulary) Exact(word string) (WordID, bool) {
	if v.count > 0 {
		n := v.rows.Find(word)
		if place, known := v.rows.Row(n).Place(word); known {
			return v.id(n*v.inRow + place), true
		}
	}
	place, known := v.added.Place(word)
	if !known {
		return 0, false
	}
	return v.addedIDs[place], true
}

// WithPrefix returns the words that begin with a prefix and their numbers, in
// ascending order of their bytes. A word that is the prefix itself comes first.
func (v *Vocabulary) WithPrefix(prefix string) iter.Seq2[string, WordID] {
	return func(yield func(string, WordID) bool) {
		place := v.added.search(prefix)
		addedUntil := func(end string) bool { // all added words that come before end
			for ; place < v.added.Len(); place++ {
				word := v.added.At(place)
				if !strings.HasPrefix(word, prefix) || end != "" && word > end {
					break
				}
				if !yield(word, v.addedIDs[place]) {
					return false
				}
			}
			return true
		}
		for word, id := range v.inRowsWithPrefix(prefix) {
			if !addedUntil(word) || !yield(word, id) {
				return
			}
		}
		addedUntil("")
	}
}

// inRowsWithPrefix is WithPrefix without the added words.
func (v *Vocabulary) inRowsWithPrefix(prefix string) iter.Seq2[string, WordID] {
	return func(yield func(string, WordID) bool) {
		if v.count == 0 {
			return
		}
		n := v.rows.Find(prefix)
		place := v.rows.Row(n).search(prefix)
		for ; n*v.inRow < v.count; n++ {
			row := v.rows.Row(n)
			for ; place < row.Len(); place++ {
				word := row.At(place)
				if !strings.HasPrefix(word, prefix) || !yield(word, v.id(n*v.inRow+place)) {
					return
				}
			}
			place = 0
		}
	}
}

// smallWords returns the numbers of the small words that the vocabulary has.
func (v *Vocabulary) smallWords() map[WordID]bool {
	small := make(map[WordID]bool)
	for _, id := range v.small {
		small[id] = true
	}
	for word := range meaning.SmallWords() {
		if place, known := v.added.Place(word); known {
			small[v.addedIDs[place]] = true
		}
		if v.small != nil {
			continue
		}
		if id, known := v.Exact(word); known {
			small[id] = true
		}
	}
	return small
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

// Near returns the words that differ from word by at least one and at most so many
// slips: fewest slips first, then in ascending order of their bytes. A slip never
// changes a digit: 2016 is not 2017 mistyped.
func (v *Vocabulary) Near(word string, slips int) []Like {
	own := shapeOf(word)
	digits := digitsOf(word)
	var near []Like
	for l := range v.lists() {
		for place, other := range l.glances() {
			if abs(own.runes-other.runes) > slips || own.lacks(other) > slips || other.lacks(own) > slips {
				continue
			}
			candidate := l.At(place)
			if n := text.Slips(word, candidate, slips); n <= slips && n > 0 && digitsOf(candidate) == digits {
				near = append(near, Like{ID: l.ids(place), Text: candidate, Slips: n})
			}
		}
	}
	slices.SortFunc(near, func(a, b Like) int { return cmp.Or(cmp.Compare(a.Slips, b.Slips), strings.Compare(a.Text, b.Text)) })
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
	var candidates []Like
	for l := range v.lists() {
		for place, other := range l.glances() {
			if own.lacks(other) > 0 || other.runes <= own.runes || 3*own.runes < other.runes {
				continue
			}
			word := l.At(place)
			begins, _ := utf8.DecodeRuneInString(word)
			if begins == first && 2*own.runes >= other.runes || strings.Contains(word, s) {
				candidates = append(candidates, Like{ID: l.ids(place), Text: word})
			}
		}
	}
	slices.SortFunc(candidates, func(a, b Like) int { return strings.Compare(a.Text, b.Text) })
	matches := fuzzy.FindFrom(s, likes(candidates))
	words := make([]Like, len(matches))
	for i, match := range matches {
		words[i] = candidates[match.Index]
	}
	return words
}

// likes are the candidates of a fuzzy search.
type likes []Like

func (l likes) Len() int            { return len(l) }
func (l likes) String(i int) string { return l[i].Text }
