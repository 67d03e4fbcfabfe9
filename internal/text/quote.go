package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Quotation is a text in quotes within a query, by its bytes.
type Quotation struct {
	Start, Close int // the text between the quotes
	End          int // behind the closing quote; 0 where there is none
}

// QuotationAt returns the quotation that begins at a place of a query, and whether
// one begins there. An apostrophe begins none, and neither does a sign that can
// stand alone and is never closed.
func QuotationAt(query string, at int) (q Quotation, begins bool) {
	opening, size := utf8.DecodeRuneInString(query[at:])
	closing := ClosingQuotes(opening)
	if closing == "" {
		return Quotation{}, false
	}
	start, end := at+size, -1
	if isApostrophe(opening) {
		end = singleEnd(query, at, start, closing)
	} else if length := strings.IndexAny(query[start:], closing); length >= 0 {
		end = start + length
	}
	if end < 0 {
		return Quotation{Start: start, Close: start}, !isApostrophe(opening) && !strings.ContainsRune("»›", opening)
	}
	_, size = utf8.DecodeRuneInString(query[end:])
	return Quotation{start, end, end + size}, true
}

// ClosingQuotes returns the quotes that can end the text after an opening quote, or
// "" for a character that is no opening quote. Any curly quote ends a curly one,
// because keyboards often choose the wrong one.
func ClosingQuotes(r rune) string {
	switch r {
	case '"':
		return `"`
	case '“', '”', '„', '‟':
		return "“”‟\""
	case '‘', '’', '‚', '‛':
		return "‘’‛"
	case '«':
		return "»"
	case '»':
		return "«»"
	case '‹':
		return "›"
	case '›':
		return "‹›"
	case '「':
		return "」"
	case '｢':
		return "｣"
	case '『':
		return "』"
	case '《':
		return "》"
	case '〈':
		return "〉"
	case '〝':
		return "〞〟"
	case '＂':
		return `＂"`
	}
	return ""
}

// isApostrophe reports whether a quote can also be an apostrophe.
func isApostrophe(r rune) bool { return r >= '‘' && r <= '‛' }

// singleEnd returns where a single quote closes the text that begins at start,
// behind the single quote at opening. It returns -1 where the quote at opening is
// an apostrophe: within a word (l’aquila), before a decade (’90s), or without
// another one at the end of a word.
func singleEnd(query string, opening, start int, closing string) int {
	if !mayOpenSingle(query[:opening]) || isDecade(query[start:]) {
		return -1
	}
	for at := start; at < len(query); {
		length := strings.IndexAny(query[at:], closing)
		if length < 0 {
			break
		}
		end := at + length
		_, size := utf8.DecodeRuneInString(query[end:])
		at = end + size
		if !mayCloseSingle(query[start:end], query[at:]) {
			continue
		}
		if len(Words(query[start:end])) == 0 {
			break
		}
		return end
	}
	return -1
}

// mayOpenSingle reports whether a single quote behind some text can be an opening
// one: at the beginning of a word, behind its sign, or of the value of a field.
func mayOpenSingle(before string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(before, "!-+"))
	return last == utf8.RuneError || unicode.IsSpace(last) || strings.ContainsRune("(|&:", last) || isUnspaced(last)
}

// mayCloseSingle reports whether a single quote between two texts can be a closing
// one: at the end of a word.
func mayCloseSingle(inside, after string) bool {
	last, _ := utf8.DecodeLastRuneInString(inside)
	next, _ := utf8.DecodeRuneInString(after)
	return !unicode.IsSpace(last) && (!isLetterOrDigit(next) || isUnspaced(next))
}

func isLetterOrDigit(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// isDecade reports whether a text begins with the two digits of a year or a decade
// (90s) after which a word ends.
func isDecade(s string) bool {
	after := strings.TrimLeft(s, "0123456789")
	if len(s)-len(after) != 2 {
		return false
	}
	next, _ := utf8.DecodeRuneInString(strings.TrimPrefix(after, "s"))
	return !isLetterOrDigit(next)
}
