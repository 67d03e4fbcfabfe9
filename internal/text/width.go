package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Width returns the columns of a terminal that s takes: none for an escape
// sequence or a combining sign, two for a Chinese character, one for the vowel
// signs of Thai, Lao and Indic scripts that stand beside their letter.
//
// A terminal counts character by character. Some terminals draw joined emoji as
// one, others side by side. Width counts each of them, so that a line that fits by
// Width fits everywhere.
func Width(s string) int {
	if strings.IndexByte(s, '\x1b') >= 0 {
		s = ansi.Strip(s)
	}
	width, last := 0, 0
	for at := 0; at < len(s); {
		r, size := decode(s[at:])
		switch columns := runeWidth(r, s[at:at+size]); {
		case r == emojiStyle && last == 1: // this emoji is narrow without the style
			width, last = width+1, 2
		case columns > 0:
			width, last = width+columns, columns
		}
		at += size
	}
	return width
}

// runeWidth returns the columns of a character; encoded is its bytes.
func runeWidth(r rune, encoded string) int {
	switch {
	case isControl(r):
		return 0
	case r < 0x300, r >= 0x2010 && r <= 0x2027:
		return 1
	case r >= 0x4e00 && r <= 0x9fff, r >= 0xac00 && r <= 0xd7a3:
		return 2
	case r >= 0x1160 && r <= 0x11ff, r >= 0xd7b0 && r <= 0xd7ff: // vowels and finals of Hangul stand in the block of their initial
		return 0
	case r >= 0x1f1e6 && r <= 0x1f1ff: // two of them are a flag
		return 1
	case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Me, r):
		return 0
	case unicode.Is(unicode.Mc, r), unicode.Is(unicode.Prepended_Concatenation_Mark, r):
		return 1
	case unicode.Is(unicode.Cf, r):
		return 0
	case r == utf8.RuneError:
		return 1
	}
	return ansi.StringWidth(encoded)
}
