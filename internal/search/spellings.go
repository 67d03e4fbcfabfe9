package search

import (
	"slices"
	"strings"

	"news/internal/meaning"
	"news/internal/text"
)

// respelt returns words as they may stand in a text with another punctuation: in one
// word for two (covid-19, by-election), in two for one (COVID19, redbull, dont).
func (s *searcher) respelt(words []string) []meaning.Term {
	areNumbers := !slices.ContainsFunc(words, func(word string) bool { return !isDigits(word) })
	if len(words) == 2 && !areNumbers && !slices.ContainsFunc(words, text.IsUnspaced) {
		return []meaning.Term{{Words: []string{words[0] + words[1]}, Kind: meaning.Form}}
	}
	if len(words) != 1 {
		return nil
	}
	var terms []meaning.Term
	for _, at := range s.cuts(words[0]) {
		terms = append(terms, meaning.Term{Words: []string{words[0][:at], words[0][at:]}, Kind: meaning.Form})
	}
	return terms
}

// otherDigits returns a name of letters and digits (g20) in two words, one of two
// words in one, and nil for other names.
func otherDigits(words []string) []string {
	switch {
	case len(words) == 2 && (isDigits(words[0]) || isDigits(words[1])):
		return []string{words[0] + words[1]}
	case len(words) == 1:
		if at := digitBoundary(words[0]); at > 0 {
			return []string{words[0][:at], words[0][at:]}
		}
	}
	return nil
}

func isDigits(word string) bool { return strings.Trim(word, "0123456789") == "" }

// The lengths of the two words that one word of letters can be written for, at least.
const (
	shortestFirst  = 2
	shortestSecond = 3
)

// cuts returns the places at which a word may be two: between initials, between its
// letters and its digits, before the ending of a contraction, and between two words
// of the corpus.
func (s *searcher) cuts(word string) []int {
	if at := digitBoundary(word); at > 0 {
		return []int{at}
	}
	if !isLetters(word) {
		return nil
	}
	if len(word) == 2 { // initials: O. J.
		return []int{1}
	}
	var cuts []int
	for _, ending := range []string{"t", "ll", "re", "ve"} {
		if stem, has := strings.CutSuffix(word, ending); has && len(stem) > 2 {
			cuts = append(cuts, len(stem))
		}
	}
	for at := 1; at <= len(word)-shortestSecond; at++ {
		if mayBegin(word[:at]) && s.isWord(word[:at]) && s.isWord(word[at:]) && !isSmall(word[at:]) && !slices.Contains(cuts, at) {
			cuts = append(cuts, at)
		}
	}
	return cuts
}

// mayBegin reports whether a word may be written as one with the next: a word of
// some letters but no article, or the first letter of O'Neill, D'Alema, L'Aquila.
func mayBegin(word string) bool {
	switch word {
	case "o", "d", "l":
		return true
	case "an", "the":
		return false
	}
	return len(word) >= shortestFirst
}

func (s *searcher) isWord(word string) bool {
	_, known := s.vocabulary.Exact(word)
	return known
}

// digitBoundary returns where the letters of a word end and its digits begin, or
// the other way round, 0 where there is no such place or more than one.
func digitBoundary(word string) int {
	at := 0
	for i := 1; i < len(word); i++ {
		before, after := isDigit(word[i-1]), isDigit(word[i])
		if before == after {
			continue
		}
		if at > 0 {
			return 0
		}
		at = i
	}
	return at
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
