package meaning

import (
	_ "embed"
	"iter"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"news/internal/text"
)

//go:embed english.txt
var englishLines string

//go:embed chinese.txt
var chineseLines string

// Kind says how a term is alike another.
type Kind uint8

const (
	// Form is another form or spelling of the same word.
	Form Kind = iota + 1
	// Same means the same in the news.
	Same
)

// Term is a word or a phrase that is alike another.
type Term struct {
	Words []string // folded; several words are a phrase
	Kind  Kind
}

// Groups are the terms that are alike. It is safe for concurrent use.
type Groups struct {
	user string // the lines of the user's file, written as the built-in ones

	once    sync.Once
	lines   string     // all lines, each after a newline
	first   [256]int32 // by the first letter of a term: its last place in terms, or 0
	terms   []place    // where terms begin in lines; the first is of none
	longest int
}

// place is a term in the lines.
type place struct {
	at, next int32 // next is the place in terms of another term with this first letter, or 0
}

// New returns the built-in groups and the groups of the user's file, whose contents
// may be empty. An error is an *Error, with the position of what cannot be read.
//
// New does next to no work: the first question looks where the terms of the lines
// begin, and each question reads the lines of its own word alone.
func New(user []byte) (*Groups, error) {
	lines, err := readUser(user)
	if err != nil {
		return nil, err
	}
	return &Groups{user: lines}, nil
}

// Alike returns the terms that are alike a term of one or more folded words, without
// the term itself. The words count by their stem: resigned finds the group of
// resigns. The characters of Chinese text are a word each. A term comes once, as a
// form where it is both.
func (g *Groups) Alike(words []string) []Term {
	if len(words) == 0 || words[0] == "" {
		return nil
	}
	g.once.Do(g.survey)
	asked := newAsked(words)
	found := collection{without: asked}
	if len(words) == 1 {
		found.addRules(words[0])
	}
	for i := g.first[bucket(asked.begins[0])]; i != 0; i = g.terms[i].next {
		if at := int(g.terms[i].at); asked.isAt(g.lines, at) {
			found.addGroup(g.lines, at)
		}
	}
	return found.terms
}

// asked is the term that a question is about.
type asked struct {
	words  []string
	stems  []string
	begins []string // of each stem, its beginning
}

func newAsked(words []string) asked {
	a := asked{words: words, stems: make([]string, len(words)), begins: make([]string, len(words))}
	for i, word := range words {
		a.stems[i] = Stem(word)
		a.begins[i] = Beginning(a.stems[i])
	}
	return a
}

// isAt reports whether the term at a place of the lines is the term, or finds it.
func (a asked) isAt(lines string, at int) bool {
	if at > 0 && lines[at-1] == quote {
		return slices.Equal(text.FoldedWords(termAt(lines, at)), a.words)
	}
	return strings.HasPrefix(lines[at:], a.begins[0]) && a.is(text.FoldedWords(termAt(lines, at)))
}

// is reports whether a term is the same but for the forms of its words. Stems take
// their time, so the beginnings of the words are compared first.
func (a asked) is(words []string) bool {
	if len(words) != len(a.stems) {
		return false
	}
	for i, word := range words {
		if !strings.HasPrefix(word, a.begins[i]) {
			return false
		}
	}
	for i, word := range words {
		if Stem(word) != a.stems[i] {
			return false
		}
	}
	return true
}

// Longest returns a number of words that no term exceeds.
func (g *Groups) Longest() int {
	g.once.Do(g.survey)
	return g.longest
}

// Small reports whether a folded word weighs nothing next to others: an article, a
// preposition, an auxiliary, a word of asking.
func Small(word string) bool {
	return isListed(englishLines, word) || isListed(chineseLines, word)
}

// smallMark begins the line of a file that has the small words. It stands near the
// top.
const smallMark = "small:"

// top is how much of a file Small looks at to find the line of the small words.
const top = 4 << 10

func isListed(file, word string) bool {
	for listed := range smallWordsOf(file) {
		if listed == word {
			return true
		}
	}
	return false
}

// SmallWords returns all small words.
func SmallWords() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, file := range []string{englishLines, chineseLines} {
			for word := range smallWordsOf(file) {
				if !yield(word) {
					return
				}
			}
		}
	}
}

// smallWordsOf returns the small words of a built-in file.
func smallWordsOf(file string) iter.Seq[string] {
	_, rest, _ := strings.Cut(file[:min(len(file), top)], "\n"+smallMark)
	line, _, _ := strings.Cut(rest, "\n")
	return strings.FieldsSeq(line)
}

// survey finds where the terms of all lines begin, without reading them.
func (g *Groups) survey() {
	g.lines = englishLines + "\n" + chineseLines + g.user
	g.terms = make([]place, 1, len(g.lines)/10)
	for at := 0; at < len(g.lines); {
		end := lineEnd(g.lines, at)
		if isGroup(g.lines[at:end]) {
			g.surveyLine(at, end)
		}
		at = end + 1
	}
}

func isGroup(line string) bool {
	return line != "" && line[0] != '#' && !strings.HasPrefix(line, smallMark)
}

func (g *Groups) surveyLine(at, end int) {
	for at < end {
		if g.lines[at] == quote {
			at++
		}
		term := termAt(g.lines[:end], at)
		letter := bucket(term)
		g.terms = append(g.terms, place{at: int32(at), next: g.first[letter]})
		g.first[letter] = int32(len(g.terms) - 1)
		g.longest = max(g.longest, manyWords(term))
		at += len(term) + len(" | ")
	}
}

// manyWords returns at least the number of words of a term, without reading it.
func manyWords(term string) int {
	spaces, runes := strings.Count(term, " "), utf8.RuneCountInString(term)
	if runes == len(term) {
		return spaces + 1
	}
	return runes - spaces // Chinese characters are words each
}

// bucket returns the chain of terms to which a folded term belongs, by its first letter.
func bucket(term string) byte {
	r, _ := utf8.DecodeRuneInString(term)
	return byte(r)
}

// lineEnd returns the end of the line that has the place at.
func lineEnd(lines string, at int) int {
	if n := strings.IndexByte(lines[at:], '\n'); n >= 0 {
		return at + n
	}
	return len(lines)
}

// termAt returns the term that begins at a place of the lines.
func termAt(lines string, at int) string {
	end := at
	for end < len(lines) && lines[end] != '\n' && !isSign(lines[end]) {
		end++
	}
	return strings.TrimSuffix(lines[at:end], " ")
}

// collection gathers terms, each once.
type collection struct {
	without asked
	terms   []Term
}

// addGroup adds the terms that the term at a place of the lines finds.
func (c *collection) addGroup(lines string, at int) {
	begin := strings.LastIndexByte(lines[:at], '\n') + 1
	line := lines[begin:lineEnd(lines, at)]
	kind := Same
	if strings.IndexByte(line, '=') >= 0 {
		kind = Form
	}
	if arrow := strings.IndexByte(line, '>'); arrow >= 0 {
		if at-begin > arrow {
			return
		}
		line = line[arrow+len("> "):]
	}
	for at := 0; at < len(line); {
		term := termAt(line, at)
		c.add(text.FoldedWords(term), kind)
		at += len(term) + len(" | ")
	}
}

func (c *collection) add(words []string, kind Kind) {
	if c.without.is(words) {
		return
	}
	for i, other := range c.terms {
		if slices.Equal(other.Words, words) {
			c.terms[i].Kind = min(other.Kind, kind)
			return
		}
	}
	c.terms = append(c.terms, Term{Words: words, Kind: kind})
}
