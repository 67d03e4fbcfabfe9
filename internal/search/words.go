package search

import (
	"unicode"

	"news/internal/text"
)

// wordsOf returns the folded words of a text, in order.
func wordsOf(s string) []string {
	found := text.Words(s)
	if len(found) == 0 {
		return nil
	}
	words := make([]string, len(found))
	for i, w := range found {
		words[i] = w.Text
	}
	return words
}

// letters returns the number of letters of a folded word, and of all its
// characters.
func letters(word string) (letters, runes int) {
	for _, r := range word {
		runes++
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters, runes
}
