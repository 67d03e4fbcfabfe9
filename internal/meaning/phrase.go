package meaning

import (
	"strings"
	"sync"
)

// phrases are the neighbouring words in the phrases of the built-in groups.
type phrases struct {
	pairs  map[string]bool  // two stems with a space between
	begins map[[2]byte]bool // the first two letters of all words
}

// builtInPhrases returns the phrases of the built-in groups, which it reads at the first
// call.
var builtInPhrases = sync.OnceValue(func() *phrases {
	p := &phrases{pairs: make(map[string]bool), begins: make(map[[2]byte]bool)}
	for _, file := range []string{englishLines, chineseLines} {
		for line := range strings.Lines(file) {
			if !strings.HasPrefix(line, "#") && !strings.HasPrefix(line, smallMark) {
				p.addLine(strings.TrimSpace(line))
			}
		}
	}
	return p
})

func (p *phrases) addLine(line string) {
	for _, term := range strings.FieldsFunc(line, func(r rune) bool { return r == '=' || r == '|' || r == '>' }) {
		words := strings.Fields(strings.ReplaceAll(term, `"`, ""))
		for i := 1; i < len(words); i++ {
			if len(words[i-1]) > 1 && len(words[i]) > 1 {
				p.pairs[Stem(words[i-1])+" "+Stem(words[i])] = true
				p.begins[[2]byte{words[i-1][0], words[i-1][1]}] = true
				p.begins[[2]byte{words[i][0], words[i][1]}] = true
			}
		}
	}
}

// InPhrase returns two folded words by their stems, with a space between, and whether
// they stand side by side in a phrase of the built-in groups.
func InPhrase(first, second string) (string, bool) {
	if !MayBeInPhrase(first) || !MayBeInPhrase(second) {
		return "", false
	}
	pair := Stem(first) + " " + Stem(second)
	if !builtInPhrases().pairs[pair] {
		return "", false
	}
	return pair, true
}

// MayBeInPhrase reports whether a folded word may stand in a phrase of the built-in
// groups. It takes far less time than InPhrase.
func MayBeInPhrase(word string) bool {
	return len(word) > 1 && builtInPhrases().begins[[2]byte{word[0], word[1]}]
}
