package catalog

import (
	"slices"
	"strings"
	"unicode/utf8"

	"news/internal/event"
	"news/internal/text"
)

// saidBy returns the folded text of an event.
func saidBy(e *event.Event) string { return text.Fold(e.Headline + "\n" + e.Description) }

// joinedWords joins the pairs of characters that overlap, as long as both folded
// texts have what is joined: in a script without spaces two of them are often only
// halves of two words. What is joined stands in the place of its first word.
func joinedWords(words []string, one, other string) []string {
	words = slices.Clone(words)
	for i := 0; i < len(words); i++ {
		for j := i + 1; j < len(words); j++ {
			if run, ok := joined(words[i], words[j], one, other); ok {
				words[i] = run
				words = slices.Delete(words, j, j+1)
				j = i // the run may go on with a word that did not fit before
			}
		}
	}
	return words
}

// joined returns two words that overlap in one character as one run, in either
// order, or false where one of the texts does not have it.
func joined(a, b, one, other string) (string, bool) {
	for _, w := range [][2]string{{a, b}, {b, a}} {
		_, size := utf8.DecodeLastRuneInString(w[0])
		shared := w[0][len(w[0])-size:]
		if !text.IsUnspaced(shared) || !strings.HasPrefix(w[1], shared) {
			continue
		}
		if run := w[0] + w[1][size:]; strings.Contains(one, run) && strings.Contains(other, run) {
			return run, true
		}
	}
	return "", false
}
