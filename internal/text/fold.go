package text

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns the form in which two spellings of a name are equal: lower case,
// without accents, letters of European alphabets in their plain form (ø is o, ß is
// ss, æ is ae), full and half width forms in their usual width, Hangul in whole
// syllables, kana with their voice marks, and Chinese characters in their
// simplified form. Signs that only join other characters or choose how they look
// are left out, save the joiner within an emoji.
func Fold(s string) string {
	if isFolded(s) {
		return s
	}
	b := make([]byte, 0, len(s)+8)
	joined := false // a joiner stands behind an emoji
	for at := 0; at < len(s); {
		r, size := decode(s[at:])
		at += size
		switch {
		case isPictogram(r):
			if joined {
				b = utf8.AppendRune(b, joiner)
			}
			b, joined = utf8.AppendRune(b, r), false
			if r == blackFlag {
				tags := flagTags(s[at:])
				b, at = append(b, s[at:at+tags]...), at+tags
			}
		case r == joiner:
			joined = joined || endsInPictogram(b)
		default:
			joined = joined && isUnseen(r)
			b = appendFolded(b, r)
		}
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

// isUnseen reports whether Fold leaves out a character.
func isUnseen(r rune) bool { return isMark(r) || isIgnored(r) || isSkinColour(r) }

// appendFolded appends the folded form of one character, which may be empty. A
// voice mark or a letter of a syllable joins the character before it.
func appendFolded(b []byte, r rune) []byte {
	switch {
	case r < utf8.RuneSelf:
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		return append(b, byte(r))
	case r >= 0x3400 && r <= 0x9fff || r >= 0x20000 && r < 0x2f800:
		return utf8.AppendRune(b, FoldHan(r))
	case isUnseen(r):
		return b
	case r >= 0xac00 && r <= 0xd7a3 || isAm(r): // these would decompose into letters
		return utf8.AppendRune(b, r)
	}
	form := norm.NFKD
	if r >= 0x3000 && r < 0x3400 || r >= 0xff61 && r < 0xffa0 { // kana keep their voice marks
		form = norm.NFKC
	}
	var one [utf8.UTFMax]byte
	for _, part := range string(form.Append(nil, utf8.AppendRune(one[:0], r)...)) {
		switch {
		case isVoiceMark(part) || isVowelOrFinal(part):
			b = appendComposed(b, part)
		case !isUnseen(part):
			b = appendLetter(b, unicode.ToLower(part))
		}
	}
	return b
}

// appendComposed appends a voice mark of kana, or a vowel or a final consonant of
// Hangul, as a part of the character before it. A voice mark behind a character
// that takes none is left out, as an accent is.
func appendComposed(b []byte, r rune) []byte {
	last, size := utf8.DecodeLastRune(b)
	if size > 0 {
		pair := string(last) + string(r)
		if whole := norm.NFC.String(pair); utf8.RuneCountInString(whole) == 1 {
			return append(b[:len(b)-size], whole...)
		}
	}
	if isVoiceMark(r) {
		return b
	}
	return utf8.AppendRune(b, r)
}

// isVoiceMark reports whether r is a combining voice mark of kana.
func isVoiceMark(r rune) bool { return r == 0x3099 || r == 0x309a }

// isVowelOrFinal reports whether r is a vowel or a final consonant of Hangul, which
// forms a syllable with the letter before it.
func isVowelOrFinal(r rune) bool { return r >= 0x1161 && r <= 0x1175 || r >= 0x11a8 && r <= 0x11c2 }

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
