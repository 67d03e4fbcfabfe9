package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Word is one word of a text.
type Word struct {
	Text       string // folded
	Start, End int    // in bytes of the text
}

// Words returns the words of a text in order. A word is a run of letters and
// digits. All other characters separate words: hyphens, apostrophes, points. In
// scripts without spaces between words, such as Chinese, Japanese and Thai, each
// character with its marks is a word of its own. So is each emoji, with all that is
// joined to it, and each flag. Initials (U.S.) are one word, and so are thousands
// with commas (1,200).
//
// Each Text is one word by itself: Words returns it unchanged. Some single signs
// fold to several words, and so become several words in one place.
func Words(s string) []Word {
	words := make([]Word, 0, len(s)/6+1)
	for at := 0; at < len(s); {
		r, size := decode(s[at:])
		end := at + size
		switch {
		case isUnspaced(r):
			end = unspacedEnd(s, at)
			words = appendWords(words, s, at, end)
		case isWordRune(r):
			end = wordEnd(s, at)
			if r < utf8.RuneSelf || strings.IndexFunc(s[at:end], isLetterOrDigit) >= 0 { // not marks alone
				words = appendWords(words, s, at, end)
			}
		case isPictogram(r) || isRegional(r):
			end = emojiEnd(s, at)
			words = append(words, Word{Text: Fold(s[at:end]), Start: at, End: end})
		}
		at = end
	}
	return words
}

// FoldedWords returns the folded words of a text, in the order of Words.
func FoldedWords(s string) []string {
	found := Words(s)
	if len(found) == 0 {
		return nil
	}
	words := make([]string, len(found))
	for i, word := range found {
		words[i] = word.Text
	}
	return words
}

// IsUnspaced reports whether a folded word is a character of a script that puts no
// spaces between words: a Chinese character, a kana, a letter of Thai, Lao, Khmer
// or Burmese with its marks.
func IsUnspaced(word string) bool {
	if word == "" || word[0] < utf8.RuneSelf {
		return false
	}
	r, size := utf8.DecodeRuneInString(word)
	return isUnspaced(r) && (size == len(word) || unspacedEnd(word, 0) == len(word))
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
		size := oneWordEnd(letters)
		words = append(words, Word{Text: letters[:size], Start: start, End: end})
		letters = letters[size:]
	}
	return words
}

// isOneWord reports whether a folded text is letters and digits alone, or one
// character of a script without spaces.
func isOneWord(folded string) bool { return folded != "" && oneWordEnd(folded) == len(folded) }

// oneWordEnd returns the end of the word at the start of a folded text, or 0 where
// the text begins with something else.
func oneWordEnd(folded string) int {
	at := 0
	for at < len(folded) {
		r, size := decode(folded[at:])
		if isUnspaced(r) {
			if at == 0 {
				return unspacedEnd(folded, 0)
			}
			break
		}
		if !isWordRune(r) {
			break
		}
		at += size
	}
	return at
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
		if isUnspaced(r) || !isWordRune(r) {
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

// isUnspaced reports whether r is a letter of a script without spaces between
// words.
func isUnspaced(r rune) bool {
	switch {
	case r < 0x0e01:
		return false
	case r <= 0x0eff, r >= 0x1000 && r <= 0x109f, r >= 0x1780 && r <= 0x17ff, r >= 0xa9e0 && r <= 0xa9ff, r >= 0xaa60 && r <= 0xaa7f:
		return unicode.IsLetter(r) // of Thai, Lao, Burmese, Khmer; not their digits and marks
	case r < 0x3005:
		return false
	}
	return r <= 0x3007 || r >= 0x3040 && r <= 0x3096 || r >= 0x309d && r <= 0x30ff && r != 0x30a0 && r != 0x30fb ||
		r >= 0x31f0 && r <= 0x31ff || r >= 0x3400 && r <= 0x4dbf || r >= 0x4e00 && r <= 0x9fff ||
		r >= 0xf900 && r <= 0xfaff || r >= 0xff66 && r <= 0xff9d || r >= 0x20000 && r <= 0x3ffff
}

// unspacedEnd returns the end of the letter at start and of all that belongs to it:
// marks, the vowel am, and the letters stacked below it.
func unspacedEnd(s string, start int) int {
	_, size := decode(s[start:])
	at := start + size
	stacks := false // the next letter stands below this one
	for at < len(s) {
		r, size := decode(s[at:])
		switch {
		case isStacker(r):
			stacks = true
		case unicode.IsMark(r), isIgnored(r), isAm(r), r == 0xff9e, r == 0xff9f: // the half width voice marks
		case stacks && isUnspaced(r):
			stacks = false
		default:
			return at
		}
		at += size
	}
	return at
}

// isAm reports whether r is the vowel am of Thai or Lao, whose ring stands above
// the letter before it.
func isAm(r rune) bool { return r == 0x0e33 || r == 0x0eb3 }

// isStacker reports whether r makes the next letter of Burmese or Khmer stand below
// the one before.
func isStacker(r rune) bool { return r == 0x1039 || r == 0x17d2 }
