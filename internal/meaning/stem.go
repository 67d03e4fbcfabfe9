package meaning

import "github.com/kljensen/snowball/english"

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
