package search

import (
	"unicode"
	"unicode/utf8"

	"news/internal/text"
)

// wordsOf gives the folded words of a text, in order.
func wordsOf(s string) []string {
	found := splitWords(s)
	if len(found) == 0 {
		return nil
	}
	words := make([]string, len(found))
	for i, w := range found {
		words[i] = w.Text
	}
	return words
}

// splitWords gives the words of a text and where they stand. A word whose
// folded form is several words by itself, as that of ½ is, counts as these: so
// a query means the same typed and printed.
func splitWords(s string) []text.Word {
	words := text.Words(s)
	for i, w := range words {
		if !isOneWord(w.Text) {
			return splitFolded(words, i)
		}
	}
	return words
}

// splitFolded is splitWords from the first word on that must be split.
func splitFolded(words []text.Word, from int) []text.Word {
	split := append([]text.Word(nil), words[:from]...)
	for _, w := range words[from:] {
		if isOneWord(w.Text) {
			split = append(split, w)
			continue
		}
		for _, inner := range text.Words(w.Text) {
			if isOneWord(inner.Text) {
				split = append(split, text.Word{Text: inner.Text, Start: w.Start, End: w.End})
			}
		}
	}
	return split
}

// isOneWord tells whether a folded word is read as one word again: all letters
// and digits, or one Chinese character.
func isOneWord(word string) bool {
	ascii := true
	for i := 0; i < len(word) && ascii; i++ {
		c := word[i]
		ascii = c < utf8.RuneSelf
		if ascii && !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
			return false
		}
	}
	if ascii {
		return true
	}
	if r, size := utf8.DecodeRuneInString(word); size == len(word) && r >= 0x4e00 && r <= 0x9fff {
		return true // by far the most frequent of these, and folded already
	}
	again := text.Words(word)
	return len(again) == 1 && again[0].Text == word
}

// letters gives the number of letters of a folded word, and of all its
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
