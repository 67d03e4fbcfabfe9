package search

import (
	"cmp"
	"iter"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"news/internal/text"
)

// ShortName is a short name and the long name that it stands for, both folded.
// Words are separated by spaces, but characters of scripts without spaces are not.
type ShortName struct{ Short, Long string }

// The lengths of short names in letters.
const (
	shortestName = 2
	longestName  = 8
)

// shortNamesIn returns the short names that a text explains in parentheses, as in
// Gulf Cooperation Council (GCC). The letters of a short name must be the initials
// of the words of the long one: a wrong pair is worse than a missing one.
func shortNamesIn(s string) []ShortName {
	const longest = 300 // bytes in parentheses
	var found []ShortName
	for at := 0; ; {
		open := strings.IndexFunc(s[at:], opens)
		if open < 0 {
			return found
		}
		before := s[:at+open]
		_, size := utf8.DecodeRuneInString(s[at+open:])
		at += open + size
		inner := s[at:min(len(s), at+longest)]
		if end := strings.IndexFunc(inner, closes); end > 0 && strings.IndexFunc(inner[:end], opens) < 0 {
			found = append(found, explained(before, inner[:end])...)
		}
	}
}

func opens(r rune) bool { return r == '(' || r == '（' }

func closes(r rune) bool { return r == ')' || r == '）' }

// endsName reports whether no name goes on behind a sign.
func endsName(r rune) bool {
	switch r {
	case ';', ':', '!', '?', '；', '：', '！', '？', '。', '，', '、':
		return true
	}
	return opens(r) || closes(r)
}

// explained returns the short names that the text in parentheses and the text
// before explain.
func explained(before, inner string) []ShortName {
	if short, ok := calledShort(inner); ok {
		return unspacedName(before, short)
	}
	tail := nameWords(before)
	if len(tail) == 0 {
		return nil
	}
	var found []ShortName
	for _, part := range strings.FieldsFunc(inner, func(r rune) bool { return strings.ContainsRune(",;/", r) }) {
		letters, ok := shortName(trimQuotes(part))
		if !ok {
			continue
		}
		if start := spelt(letters, tail); start >= 0 {
			found = append(found, ShortName{letters, joinFolded(tail[start:])})
		}
	}
	last := tail[len(tail)-1]
	if letters, ok := shortName(last.written); ok && len(found) == 0 {
		if long := nameWords(inner); len(long) > 0 && spelt(letters, long) == 0 && isWholeName(inner, long) {
			found = append(found, ShortName{letters, joinFolded(long)})
		}
	}
	return found
}

// quotes are the signs around a name.
const quotes = "\"'“”‘’«»„「」『』《》 "

func trimQuotes(s string) string { return strings.Trim(s, quotes) }

// shortName returns the letters of a short name, folded. It may have points between
// its letters (U.N.) and an s behind them (NGOs).
func shortName(s string) (letters string, ok bool) {
	upper, lower := 0, 0
	for _, r := range s {
		switch {
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r):
			lower++
		case r != '.':
			return "", false
		}
	}
	if first, _ := utf8.DecodeRuneInString(s); !unicode.IsUpper(first) {
		return "", false
	}
	if lower == 1 && upper > 1 {
		s = strings.TrimSuffix(s, "s")
	}
	words := text.FoldedWords(s)
	if len(words) != 1 {
		return "", false
	}
	n := utf8.RuneCountInString(words[0])
	return words[0], n >= shortestName && n <= longestName && (upper > 1 || n > 3)
}

// nameWord is a word before a short name, or in its explanation.
type nameWord struct {
	folded, written string
	joined          bool // a hyphen or an apostrophe joins it to the word before
}

// nameWords returns the last words of a text between which no sign ends a name.
func nameWords(s string) []nameWord {
	const most = 200 // bytes
	from := max(0, len(s)-most)
	for from < len(s) && !utf8.RuneStart(s[from]) {
		from++
	}
	if sign := strings.LastIndexFunc(s[from:], endsName); sign >= 0 {
		from += sign
	}
	s = s[from:]
	words := text.Words(s)
	if from > 0 && len(words) > 0 && words[0].Start == 0 {
		words = words[1:] // it may be half a word
	}
	goesOn := func(i, next int) bool { // from a word to the place of the next one
		gap := s[words[i].End:next]
		if strings.Contains(s[words[i].Start:words[i].End], ".") {
			gap = strings.TrimPrefix(gap, ".") // of initials
		}
		return isGap(gap)
	}
	first := len(words) - 1
	if first < 0 || !goesOn(first, len(s)) {
		return nil
	}
	for first > 0 && goesOn(first-1, words[first].Start) {
		first--
	}
	names := make([]nameWord, 0, len(words)-first)
	for i := first; i < len(words); i++ {
		w := words[i]
		joined := i > first && isJoint(s[words[i-1].End:w.Start])
		names = append(names, nameWord{w.Text, s[w.Start:w.End], joined})
	}
	return names
}

// isGap reports whether a text between two words can stand within a name.
func isGap(s string) bool {
	return strings.Trim(s, quotes+",&-‐‑–") == "" && strings.Count(s, " ") < 3
}

// isJoint reports whether a text between two words makes one of them.
func isJoint(s string) bool {
	switch s {
	case "-", "‐", "‑", "'", "’":
		return true
	}
	return false
}

// isWholeName reports whether a text is words of a name and nothing else.
func isWholeName(s string, words []nameWord) bool {
	return len(words) == len(text.Words(s))
}

// spelt returns where the words begin whose initials are the letters of a short
// name, up to the last word, or -1. Small words and words behind a hyphen can be
// left out. The words of a name of two letters must begin with capitals, or else
// many words would do by chance.
func spelt(letters string, words []nameWord) int {
	m := speller{letters: []rune(letters), words: words, failed: make(map[spelling]bool)}
	last := len(words) - 1
	if isSmallInName(words[last].folded) || !m.match(spelling{last, len(m.letters) - 1, false}) {
		return -1
	}
	return m.start
}

// speller matches letters with the initials of words, from the last to the first.
type speller struct {
	letters []rune
	words   []nameWord
	start   int // where the match begins
	failed  map[spelling]bool
}

// spelling is a step on the way: words up to one spell letters up to one. others
// says whether words behind them have spelt some.
type spelling struct {
	word, letter int
	others       bool
}

// match reports whether a step leads to a match.
func (m *speller) match(s spelling) bool {
	if s.word < 0 || m.failed[s] {
		return false
	}
	w := m.words[s.word]
	n := m.takes(w, s.letter)
	switch {
	case n > s.letter && s.others && m.isName(m.words[s.word:]):
		m.start = s.word
		return true
	case n > 0 && n <= s.letter && m.match(spelling{s.word - 1, s.letter - n, true}):
		return true
	case (w.joined || isSmallInName(w.folded)) && m.match(spelling{s.word - 1, s.letter, s.others}):
		return true
	}
	m.failed[s] = true
	return false
}

// takes returns how many letters up to j a word stands for, 0 for none: its first
// letter, or all of its own if it is a short name itself (UN High Commissioner).
func (m *speller) takes(w nameWord, j int) int {
	own := []rune(w.folded)
	if n := len(own); n > 1 && n <= j+1 && w.written == strings.ToUpper(w.written) && slices.Equal(own, m.letters[j+1-n:j+1]) {
		return n
	}
	if own[0] == m.letters[j] {
		return 1
	}
	return 0
}

// isName reports whether words can be a name.
func (m *speller) isName(words []nameWord) bool {
	first := words[0]
	if first.joined || isSmallInName(first.folded) && !isArticle(first.folded) {
		return false
	}
	if len(m.letters) > shortestName {
		return true
	}
	for _, w := range words {
		if first, _ := utf8.DecodeRuneInString(w.written); !unicode.IsUpper(first) && !isSmallInName(w.folded) {
			return false
		}
	}
	return true
}

// isSmallInName reports whether the initial of a word need not be in a short name.
func isSmallInName(word string) bool {
	switch word {
	case "of", "the", "and", "for", "in", "on", "to", "at", "by", "with", "from", "a", "s",
		"de", "del", "du", "des", "da", "do", "dos", "di", "der", "die", "das", "den", "het", "van",
		"y", "e", "i", "et", "en", "og", "und":
		return true
	}
	return isArticle(word)
}

// isArticle reports whether a word is a small one that can begin a name.
func isArticle(word string) bool {
	switch word {
	case "al", "el", "la", "le", "les", "los", "las":
		return true
	}
	return false
}

// joinFolded writes words as ShortName does.
func joinFolded(words []nameWord) string {
	folded := make([]string, len(words))
	for i, w := range words {
		folded[i] = w.folded
	}
	return joined(folded)
}

// calledShort returns the short name in Chinese parentheses that say that it is
// one, folded: （简称“世卫组织”）.
func calledShort(inner string) (string, bool) {
	folded := text.Fold(inner)
	for _, mark := range []string{"以下简称", "简称", "下称", "略称"} {
		if short, ok := strings.CutPrefix(folded, mark); ok {
			short = strings.Trim(short, quotes+"为:：")
			words := text.FoldedWords(short)
			return strings.Clone(short), len(words) >= shortestName && len(words) <= longestName && strings.Join(words, "") == short
		}
	}
	return "", false
}

// unspacedName returns the long name that ends a text, for a short name of some of
// its characters in their order: the shortest that begins with the same character.
func unspacedName(before, short string) []ShortName {
	const most = 30 // characters
	before = strings.TrimRight(before, quotes)
	tail := nameWords(before)
	start := len(tail)
	for start > 0 && len(tail)-start < most && text.IsUnspaced(tail[start-1].folded) {
		start--
	}
	tail = tail[start:]
	left := text.FoldedWords(short)
	for i := len(tail) - 1; i >= 0 && len(left) > 0; i-- {
		if tail[i].folded != left[len(left)-1] {
			continue
		}
		if left = left[:len(left)-1]; len(left) == 0 && len(tail)-i >= len(text.FoldedWords(short))+2 {
			return []ShortName{{short, joinFolded(tail[i:])}}
		}
	}
	return nil
}

// leastEvents is how many events must explain a short name.
const leastEvents = 2

// Name is a name that means the same as another one.
type Name struct {
	Words  []string // folded
	Events int      // how many events say so
}

// ShortNames are the short and long names that the events of a corpus explain, each
// pair in at least two of them.
type ShortNames struct{ pairs []explainedName }

// explainedName is a pair, and how many events explain it.
type explainedName struct {
	ShortName
	events int
}

// NewShortNames returns the short names of a corpus, given how many events explain
// each pair.
func NewShortNames(events map[ShortName]int) *ShortNames {
	n := new(ShortNames)
	for pair, count := range events {
		if count >= leastEvents {
			n.pairs = append(n.pairs, explainedName{pair, count})
		}
	}
	slices.SortFunc(n.pairs, func(a, b explainedName) int {
		return cmp.Or(strings.Compare(a.Short, b.Short), cmp.Compare(b.events, a.events), strings.Compare(a.Long, b.Long))
	})
	return n
}

// All returns all pairs with the number of events that explain each: by their short
// names, then the most frequent first, then by their long names.
func (n *ShortNames) All() iter.Seq2[ShortName, int] {
	return func(yield func(ShortName, int) bool) {
		for _, pair := range n.pairs {
			if !yield(pair.ShortName, pair.events) {
				return
			}
		}
	}
}

// LongOf returns the long names that the words of a short name stand for, the most
// frequent first. Equally frequent ones are in the order of their texts.
func (n *ShortNames) LongOf(short []string) []Name {
	typed := joined(short)
	first := sort.Search(len(n.pairs), func(i int) bool { return n.pairs[i].Short >= typed })
	var names []Name
	for _, pair := range n.pairs[first:] {
		if pair.Short != typed {
			break
		}
		names = append(names, Name{text.FoldedWords(pair.Long), pair.events})
	}
	return names
}

// ShortOf returns the short names that stand for a long name, in the order of
// LongOf.
func (n *ShortNames) ShortOf(long []string) []Name {
	typed := joined(long)
	var names []Name
	for _, pair := range n.pairs {
		if pair.Long == typed {
			names = append(names, Name{text.FoldedWords(pair.Short), pair.events})
		}
	}
	slices.SortStableFunc(names, func(a, b Name) int { return cmp.Compare(b.Events, a.Events) })
	return names
}

// joined writes folded words as ShortName does.
func joined(words []string) string {
	var b strings.Builder
	for i, word := range words {
		if i > 0 && !(text.IsUnspaced(word) && text.IsUnspaced(words[i-1])) {
			b.WriteByte(' ')
		}
		b.WriteString(word)
	}
	return b.String()
}
