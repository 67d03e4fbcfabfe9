package search

import (
	"slices"
	"strings"
	"unicode"

	"news/internal/meaning"
	"news/internal/text"
)

// markSmall finds the small words of a query: a, the, who, did. A small word in
// capitals among words that are not (IT, WHO) is none, since it is a name. In a
// query all in capitals it is one.
func markSmall(query string, tokens []token) {
	shouting := !slices.ContainsFunc(tokens, func(t token) bool { return t.isQuiet(query) })
	for i, t := range tokens {
		word, ok := t.query.(Word)
		if !ok || len(word.Parts) != 1 || !isSmall(word.Parts[0]) {
			continue
		}
		word.Small = shouting || !isLoud(query[t.start:t.end]) || !mayBeLoud(word.Parts[0])
		tokens[i].query = word
	}
}

// isQuiet reports whether a token has words that are not in capitals.
func (t token) isQuiet(query string) bool {
	typed := query[t.start:t.end]
	switch q := t.query.(type) {
	case Word:
		return hasLetters(q.Parts) && !isLoud(typed)
	case Phrase:
		return hasLetters(q.Parts) && !isLoud(typed)
	case Within:
		_, value, _ := strings.Cut(typed, ":")
		return hasLetters(partsOf(q.Of)) && !isLoud(value)
	case Named:
		return hasLetters(text.FoldedWords(q.Name)) && !isLoud(q.Name)
	}
	return false
}

// partsOf returns the folded words of a Word or a Phrase.
func partsOf(q Query) []string {
	switch q := q.(type) {
	case Word:
		return q.Parts
	case Phrase:
		return q.Parts
	}
	return nil
}

func hasLetters(parts []string) bool {
	return slices.ContainsFunc(parts, func(part string) bool {
		n, _ := letters(part)
		return n > 0
	})
}

// isLoud reports whether the letters of a text are capitals.
func isLoud(s string) bool {
	capitals := false
	for _, r := range s {
		if unicode.IsLetter(r) && !unicode.IsUpper(r) {
			return false
		}
		capitals = capitals || unicode.IsUpper(r)
	}
	return capitals
}

// mayBeLoud reports whether a small word means something else in capitals. The
// words of operators do not, nor do words without capitals.
func mayBeLoud(word string) bool {
	switch word {
	case "and", "or", "not":
		return false
	}
	return strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") == ""
}

// isSmall reports whether a folded word weighs nothing beside others. The country
// US is no small word.
func isSmall(word string) bool { return word != "us" && meaning.Small(word) }
