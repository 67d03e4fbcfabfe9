package portal

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// cutSentence cuts a text behind its first sentence. Abbreviations, initials,
// decimals, and points within quotes and brackets end none.
func cutSentence(s string) (first, rest string) {
	if end := sentenceEnd(s); end < len(s) {
		return s[:end], strings.TrimLeft(s[end:], " ")
	}
	return s, ""
}

// sentenceEnd returns the place behind the first sentence of a text: its length if
// there is only one.
func sentenceEnd(s string) int {
	quotes := strings.Count(s, `"`)%2 == 0 // else one is missing
	curly := strings.Count(s, "“") == strings.Count(s, "”")
	brackets := strings.Count(s, "(") == strings.Count(s, ")")
	quoted, depth := false, 0
	for at, r := range s {
		switch {
		case r == '"' && quotes:
			quoted = !quoted
		case r == '“' && curly:
			depth++
		case r == '”' && curly:
			depth = max(depth-1, 0)
		case r == '(' && brackets:
			depth++
		case r == ')' && brackets:
			depth = max(depth-1, 0)
		case r != '.' && r != '!' && r != '?':
			continue
		}
		if quoted || depth > 0 || !endsHere(s[:at+utf8.RuneLen(r)], s[at+utf8.RuneLen(r):]) {
			continue
		}
		return at + utf8.RuneLen(r)
	}
	return len(s)
}

// endsHere reports whether a sentence ends between two parts of a text, the first of
// which ends in a sign.
func endsHere(before, after string) bool {
	if !strings.HasPrefix(after, " ") {
		return false
	}
	bare := strings.TrimRight(before[max(0, len(before)-8):], `"”’)'`)
	if bare == "" {
		return false
	}
	mark := bare[len(bare)-1]
	if mark != '.' && mark != '!' && mark != '?' {
		return false
	}
	next := strings.TrimLeft(after, " ")
	if !startsSentence(next) {
		return false
	}
	if mark != '.' || len(bare) < min(len(before), 8) {
		return true
	}
	word := lastWord(before[:len(before)-1])
	switch {
	case isTitle(word):
		return false
	case isInitials(word) || isAbbreviation(word):
		return opensSentence(next)
	}
	return true
}

// startsSentence reports whether a text begins as sentences do: with a capital
// letter, a digit, a quote or a bracket.
func startsSentence(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) || unicode.IsDigit(r) || strings.ContainsRune("\"“‘'([$€£", r) || unicode.Is(unicode.Han, r)
}

// lastWord returns what follows the last blank of a text.
func lastWord(s string) string {
	const longest = 40
	s = s[max(0, len(s)-longest):]
	return strings.TrimLeft(s[strings.LastIndexByte(s, ' ')+1:], `("'“‘[`)
}

// isInitials reports whether a word is a letter, or letters with points between
// them: J, U.S, a.m.
func isInitials(word string) bool {
	for letters := 0; ; letters++ {
		r, size := utf8.DecodeRuneInString(word)
		if !unicode.IsLetter(r) {
			return false
		}
		if word = word[size:]; word == "" {
			return true
		}
		if word[0] != '.' {
			return false
		}
		word = word[1:]
	}
}

// isTitle reports whether a word is an abbreviation before a name or a number, which
// ends no sentence.
func isTitle(word string) bool {
	switch strings.ToLower(word) {
	case "mr", "mrs", "ms", "dr", "prof", "gen", "lt", "col", "sgt", "cpl", "pvt", "pfc", "spc", "capt", "cmdr", "cdr", "maj", "adm", "brig", "rev", "fr", "st", "ste", "rep",
		"reps", "sen", "sens", "gov", "pres", "hon", "supt", "insp", "det", "amb", "mt", "ft", "vs", "v", "no", "nos", "approx", "est", "ca", "cf", "e.g", "i.e", "gens", "drs", "messrs", "mme", "mlle":
		return true
	}
	return false
}

// isAbbreviation reports whether a word is an abbreviation that can end a sentence,
// too.
func isAbbreviation(word string) bool {
	switch strings.ToLower(word) {
	case "jr", "sr", "inc", "co", "corp", "ltd", "bros", "plc", "llc", "etc", "al", "ave", "blvd", "dept", "univ", "assn", "jan", "feb", "mar", "apr", "jun", "jul", "aug",
		"sep", "sept", "oct", "nov", "dec", "ph.d", "p.m", "a.m", "b.c", "a.d", "mass", "calif", "conn", "penn", "wash", "fla", "tex", "ariz", "ill", "ind", "mich", "minn", "tenn", "va", "ore", "okla", "colo", "ga", "la", "pa", "md", "ky", "cal":
		return true
	}
	return false
}

// opensSentence reports whether the first word of a text seldom stands within a
// name, so that it opens a sentence behind an abbreviation.
func opensSentence(s string) bool {
	word, _, _ := strings.Cut(s, " ")
	switch strings.TrimLeft(word, `"“‘'(`) {
	case "The", "A", "An", "He", "She", "It", "They", "We", "This", "That", "These", "Those", "There", "In", "On", "At", "By", "For", "From", "But", "And", "However,", "Meanwhile,", "His", "Her", "Its", "Their",
		"After", "Before", "When", "While", "If", "As", "Both", "All", "Some", "Many", "Several", "More", "Officials", "Police", "Authorities":
		return true
	}
	return false
}
