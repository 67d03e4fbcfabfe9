package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns the form in which two spellings of a name are equal: lower case,
// without accents, letters of European alphabets in their plain form (ø is o, ß is
// ss, æ is ae), full and half width forms in their usual width, and Chinese
// characters in their simplified form.
func Fold(s string) string {
	if isFolded(s) {
		return s
	}
	b := make([]byte, 0, len(s)+8)
	for _, r := range s {
		b = appendFolded(b, r)
	}
	return string(b)
}

// isFolded reports whether s is ASCII without capitals, which Fold leaves as it is.
func isFolded(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' {
			return false
		}
	}
	return true
}

// appendFolded appends the folded form of one character, which may be empty.
func appendFolded(b []byte, r rune) []byte {
	switch {
	case r < utf8.RuneSelf:
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		return append(b, byte(r))
	case r >= 0x3400 && r <= 0x9fff || r >= 0x20000 && r < 0x2f800:
		return utf8.AppendRune(b, FoldHan(r))
	case isMark(r), isIgnored(r):
		return b
	case r >= 0xac00 && r <= 0xd7a3: // Hangul would decompose into letters
		return utf8.AppendRune(b, r)
	}
	form := norm.NFKD
	if r >= 0x3000 && r < 0x3400 || r >= 0xff61 && r < 0xffa0 { // kana keep their voice marks
		form = norm.NFKC
	}
	var one [utf8.UTFMax]byte
	for _, part := range string(form.Append(nil, utf8.AppendRune(one[:0], r)...)) {
		if !isMark(part) && !isIgnored(part) {
			b = appendLetter(b, unicode.ToLower(part))
		}
	}
	return b
}

// appendLetter appends the plain form of a lower case letter whose stroke or
// shape Unicode does not take apart.
func appendLetter(b []byte, r rune) []byte {
	switch r {
	case 'ø':
		r = 'o'
	case 'ł':
		r = 'l'
	case 'đ', 'ð', 'ɖ':
		r = 'd'
	case 'ħ':
		r = 'h'
	case 'ı', 'ɨ':
		r = 'i'
	case 'ŧ':
		r = 't'
	case 'ŋ':
		r = 'n'
	case 'ĸ', 'ƙ':
		r = 'k'
	case 'ɓ':
		r = 'b'
	case 'ɗ':
		r = 'd'
	case 'ə', 'ɛ':
		r = 'e'
	case 'ς':
		r = 'σ'
	case 'ß':
		return append(b, "ss"...)
	case 'æ':
		return append(b, "ae"...)
	case 'œ':
		return append(b, "oe"...)
	case 'þ':
		return append(b, "th"...)
	}
	return utf8.AppendRune(b, FoldHan(r))
}

// isMark reports whether r is an accent, a point of Hebrew or Arabic, or a letter
// that stands for an apostrophe inside a word (Hawaiʻi).
func isMark(r rune) bool {
	switch {
	case r >= 0x0300 && r <= 0x036f, r >= 0x1ab0 && r <= 0x1aff, r >= 0x1dc0 && r <= 0x1dff, r >= 0x20d0 && r <= 0x20ff:
		return true
	case r >= 0x0591 && r <= 0x05bd, r >= 0x064b && r <= 0x065f, r == 0x0670, r >= 0x02b9 && r <= 0x02bf:
		return true
	}
	return false
}

// Word is one word of a text.
type Word struct {
	Text       string // folded
	Start, End int    // in bytes of the text
}

// Words returns the words of a text in order. A word is a run of letters and
// digits. All other characters separate words: hyphens, apostrophes, points. Each
// Chinese or Japanese character is a word of its own, since these languages put no
// spaces between words. Initials (U.S.) are one word, and so are thousands with
// commas (1,200).
//
// Each Text is one word by itself: Words returns it unchanged. Some single signs
// fold to several words, and so become several words in one place.
func Words(s string) []Word {
	words := make([]Word, 0, len(s)/6+1)
	for at := 0; at < len(s); {
		r, size := decode(s[at:])
		end := at + size
		if isWordRune(r) {
			if !isIdeograph(r) {
				end = wordEnd(s, at)
			}
			words = appendWords(words, s, at, end)
		}
		at = end
	}
	return words
}

// appendWords appends the folded words of s[start:end], which is one word in s.
func appendWords(words []Word, s string, start, end int) []Word {
	folded := Fold(s[start:end])
	if isOneWord(folded) {
		return append(words, Word{Text: folded, Start: start, End: end})
	}
	letters := strings.Map(func(r rune) rune {
		if isWordRune(r) {
			return r
		}
		return -1 // points of initials, commas of thousands, the bar of a fraction
	}, folded)
	if letters == "" {
		return words
	}
	if isOneWord(letters) {
		return append(words, Word{Text: letters, Start: start, End: end})
	}
	for len(letters) > 0 {
		_, size := utf8.DecodeRuneInString(letters)
		if cut := strings.IndexFunc(letters, isIdeograph); cut != 0 {
			size = max(cut, 0)
			if cut < 0 {
				size = len(letters)
			}
		}
		words = append(words, Word{Text: letters[:size], Start: start, End: end})
		letters = letters[size:]
	}
	return words
}

// isOneWord reports whether a folded text is letters and digits alone, or one
// Chinese character.
func isOneWord(folded string) bool {
	for at := 0; at < len(folded); {
		r, size := decode(folded[at:])
		if !isWordRune(r) || isIdeograph(r) && size < len(folded) {
			return false
		}
		at += size
	}
	return folded != ""
}

// decode is utf8.DecodeRuneInString with a short way for ASCII.
func decode(s string) (rune, int) {
	if c := s[0]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(s)
}

// wordEnd returns the end of the word that begins at start.
func wordEnd(s string, start int) int {
	if end := initialsEnd(s, start); end > 0 {
		return end
	}
	at := start
	for at < len(s) {
		r, size := decode(s[at:])
		if isIdeograph(r) || !isWordRune(r) {
			if r != ',' || !groupsThousands(s, start, at) {
				break
			}
		}
		at += size
	}
	return at
}

// initialsEnd returns the end of a run of at least two single letters with points
// between them, or 0 where none begins at start.
func initialsEnd(s string, start int) int {
	at, letters := start, 0
	for at+1 < len(s) && isASCIILetter(s[at]) && s[at+1] == '.' {
		letters++
		at += 2
	}
	if at < len(s) && isASCIILetter(s[at]) && (at+1 == len(s) || !isWordByte(s[at+1])) {
		letters++
		at += 2
	}
	if letters < 2 || at < len(s) && isWordByte(s[min(at-1, len(s)-1)]) {
		return 0
	}
	return at - 1
}

func isASCIILetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// isWordByte reports whether a byte belongs to a word, or to a character beyond
// ASCII.
func isWordByte(c byte) bool { return isASCIILetter(c) || isDigit(c) || c >= utf8.RuneSelf }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// groupsThousands reports whether the comma at comma separates the thousands of the
// number that begins at start: digits before it, exactly three digits after it.
func groupsThousands(s string, start, comma int) bool {
	for i := start; i < comma; i++ {
		if !isDigit(s[i]) && s[i] != ',' {
			return false
		}
	}
	after := comma + 1
	for after < len(s) && isDigit(s[after]) {
		after++
	}
	return after-comma-1 == 3 && (after == len(s) || !isWordByte(s[after]))
}

// isWordRune reports whether r belongs to a word: a letter, a digit, a mark, or an
// invisible sign between these.
func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) || isIgnored(r)
}

// isIdeograph reports whether r is of a language without spaces between words: a
// Chinese character or kana.
func isIdeograph(r rune) bool {
	if r < 0x3005 {
		return false
	}
	return r <= 0x3007 || r >= 0x3040 && r <= 0x30ff && r != 0x30fb || r >= 0x3400 && r <= 0x4dbf || r >= 0x4e00 && r <= 0x9fff ||
		r >= 0xf900 && r <= 0xfaff || r >= 0xff66 && r <= 0xff9f || r >= 0x20000 && r <= 0x3ffff
}
