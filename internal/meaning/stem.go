package meaning

import (
	"strings"

	"github.com/kljensen/snowball/english"
)

// Stem returns the part of a folded English word that its forms have in common:
// resign for resigns and resigned. The stem is not always a word. The rules are
// Porter's second ones (https://snowballstem.org/algorithms/english/stemmer.html).
// A word that is not all ASCII letters is returned unchanged.
func Stem(word string) string {
	for i := range len(word) {
		if c := word[i]; c < 'a' || c > 'z' {
			return word
		}
	}
	return english.Stem(word, true)
}

// Beginning returns the letters with which all words of a stem begin. Its last letter
// can change (happy has the stem happi), and before it the l of visible and
// visibility. Of dying, lying and tying, two do.
func Beginning(stem string) string {
	last := len(stem) - 1
	switch {
	case stem == "die", stem == "lie", stem == "tie":
		return stem[:1]
	case last > 1 && strings.ContainsRune("eiy", rune(stem[last])):
		return stem[:last]
	}
	if base, has := strings.CutSuffix(stem, "bl"); has {
		return base + "b"
	}
	return stem
}
