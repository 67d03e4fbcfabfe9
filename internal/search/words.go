package search

import "unicode"

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
