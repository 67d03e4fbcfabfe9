package portal

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// cutSentence cuts a text behind its first sentence. Abbreviations, initials,
// decimals, and points within quotes, brackets and links end none.
func cutSentence(s string, links []Link) (first, rest string) {
	if end := sentenceEnd(s, links); end < len(s) {
		return s[:end], strings.TrimLeft(s[end:], " ")
	}
	return s, ""
}

// sentenceEnd returns the place behind the first sentence of a text with links: its
// length if there is only one.
func sentenceEnd(s string, links []Link) int {
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
		end := at + utf8.RuneLen(r)
		for len(links) > 0 && links[0].End < end {
			links = links[1:]
		}
		if quoted || depth > 0 || !endsHere(s[:end], s[end:]) || inName(s, end, links) {
			continue
		}
		return end
	}
	return len(s)
}

// inName reports whether the sign before a place belongs to the words of the first of
// the links, which are a name: it is within them, or it is an exclamation or question
// mark at their end, and what follows does not open a sentence.
func inName(s string, end int, links []Link) bool {
	if len(links) == 0 || links[0].Start >= end {
		return false
	}
	if links[0].End > end {
		return true
	}
	return s[end-1] != '.' && !opensSentence(strings.TrimLeft(s[end:], " "))
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
	case isBeforeNumber(word) && startsNumber(next):
		return false
	case isInitials(word) || isAbbreviation(word):
		return opensSentence(next)
	}
	return true
}

// startsSentence reports whether a text begins as sentences do: with a capital
// letter, a digit, a quote, a bracket, or a name such as iPhone.
func startsSentence(s string) bool {
	r, size := utf8.DecodeRuneInString(s)
	if second, _ := utf8.DecodeRuneInString(s[size:]); unicode.IsLower(r) && unicode.IsUpper(second) {
		return true
	}
	return unicode.IsUpper(r) || unicode.IsDigit(r) || strings.ContainsRune("\"“‘'([$€£", r) || unicode.Is(unicode.Han, r)
}

// lastWord returns what follows the last blank of a text.
func lastWord(s string) string {
	const longest = 40
	s = s[max(0, len(s)-longest):]
	return strings.TrimLeft(s[strings.LastIndexByte(s, ' ')+1:], `("'“‘[`)
}

// isInitials reports whether a word is a letter, or letters with points between
// them: J, U.S, a.m, J.-P.
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
		word = strings.TrimPrefix(word[1:], "-")
	}
}

// isTitle reports whether a word is an abbreviation before a name, which ends no
// sentence. The word can have another before it, as in Lt.-Col.
func isTitle(word string) bool {
	switch strings.ToLower(word[strings.LastIndexByte(word, '-')+1:]) {
	case "mr", "mrs", "ms", "dr", "prof", "gen", "lt", "col", "sgt", "cpl", "pvt", "pte", "pfc", "spc", "capt", "cmdr", "cdr", "maj", "adm", "brig", "rev", "msgr", "fr", "rep",
		"reps", "sen", "sens", "gov", "pres", "hon", "supt", "insp", "det", "amb", "atty", "cllr", "mt", "vs", "v", "cf", "e.g", "i.e", "gens", "drs", "messrs", "mme", "mlle":
		return true
	}
	return false
}

// isBeforeNumber reports whether a word is an abbreviation that stands before a
// number, and ends no sentence there.
func isBeforeNumber(word string) bool {
	switch strings.ToLower(word) {
	case "no", "nos", "nr", "art", "arts", "sec", "secs", "res", "vol", "vols", "ch", "pp", "fig", "op", "ep", "pt", "rs", "approx", "est", "ca", "max", "min":
		return true
	}
	return false
}

// startsNumber reports whether a text begins with a number or an amount of money.
func startsNumber(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsDigit(r) || unicode.Is(unicode.Sc, r)
}

// isAbbreviation reports whether a word is an abbreviation that can end a sentence,
// too.
func isAbbreviation(word string) bool {
	switch strings.ToLower(word) {
	case "st", "ste", "ft", "sec", "jr", "sr", "inc", "co", "corp", "ltd", "bros", "plc", "llc", "etc", "al", "ave", "blvd", "dept", "univ", "assn", "jan", "feb", "mar", "apr", "jun", "jul", "aug",
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
