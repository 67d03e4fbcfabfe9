package meaning

import (
	_ "embed"
	"strings"
	"sync"
)

// Half says where in the phrases of the built-in groups a word stands: before
// another word, behind one, or both.
type Half uint8

const (
	First Half = 1 << iota
	Second
)

// phrases are the neighbouring words in the phrases of the built-in groups.
type phrases struct {
	pairs  map[string]bool // two stems with a space between
	halves map[string]Half // of each stem
	begins map[string]bool // what the words of a stem begin with
}

//go:embed phrases.txt
var phraseLines string

// builtInPhrases returns the phrases of the built-in groups, which it reads at the
// first call. To find the stems of so many words takes longer than a search, so they
// are listed beforehand, and a test holds the list against the groups.
var builtInPhrases = sync.OnceValue(func() *phrases {
	p := &phrases{make(map[string]bool), make(map[string]Half), make(map[string]bool)}
	for pair := range strings.FieldsFuncSeq(phraseLines, func(r rune) bool { return r == '\n' }) {
		first, second, _ := strings.Cut(pair, " ")
		p.pairs[pair] = true
		p.addHalf(first, First)
		p.addHalf(second, Second)
	}
	return p
})

func (p *phrases) addHalf(stem string, half Half) {
	p.halves[stem] |= half
	p.begins[begin(stem)] = true
}

// begin returns the letters, four at most, with which all words of a stem begin.
func begin(stem string) string {
	shared := Beginning(stem)
	return shared[:min(len(shared), 4)]
}

// HalfOf returns where in the phrases of the built-in groups a folded word stands, 0
// for nowhere. Most words take no more than a look at their first letters.
func HalfOf(word string) Half {
	p := builtInPhrases()
	for n := range min(len(word), 4) {
		if p.begins[word[:n+1]] {
			return p.halves[Stem(word)]
		}
	}
	return 0
}

// InPhrase returns two folded words by their stems, with a space between, if they
// stand side by side in a phrase of the built-in groups. Else it returns false.
func InPhrase(first, second string) (string, bool) {
	if HalfOf(first)&First == 0 || HalfOf(second)&Second == 0 {
		return "", false
	}
	pair := Stem(first) + " " + Stem(second)
	if !builtInPhrases().pairs[pair] {
		return "", false
	}
	return pair, true
}
