// Package text has the program's one set of rules for text. It removes what could
// harm or confuse a reader, finds and compares words, counts the slips between two
// words, and measures text in the columns of a terminal. The text comes from the
// callers; the package knows nothing of pages.
package text

import (
	"strings"
	"unicode/utf8"
)

// Plain returns a text that is safe to show, without interpreting markup. It
// removes control characters, bidirectional controls and other invisible signs,
// except where a script or an emoji needs one. It folds white space to single
// spaces and trims it. Bytes that are not UTF-8 become U+FFFD.
func Plain(s string) string {
	if isPlain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	writeShown(&b, s)
	return b.String()
}

// IsPlain reports whether Plain would change nothing but white space in a name: it
// has no control character, no invisible sign, no byte that is not UTF-8. Tabs and
// line ends count as control characters here.
func IsPlain(name string) bool {
	faint := false
	for i, r := range name {
		switch {
		case r >= ' ' && r < 0x7f:
		case isDamage(name[i:], r) || isHidden(r):
			return false
		case isFaint(r):
			faint = true
		}
	}
	return !faint || countFaint(Plain(name)) == countFaint(name)
}

// isPlain reports whether Plain has nothing to do.
func isPlain(s string) bool {
	last := ' '
	for i, r := range s {
		switch {
		case r > ' ' && r < 0x7f, r == ' ' && last != ' ':
		case isSpace(r) || isHidden(r) || isFaint(r) || isDamage(s[i:], r):
			return false
		}
		last = r
	}
	return last != ' ' || s == ""
}

// isDamage reports whether r, the first of s, stands for bytes that are not UTF-8.
func isDamage(s string, r rune) bool { return r == utf8.RuneError && !strings.HasPrefix(s, "\ufffd") }

// isSpace reports whether r is white space of any kind, including line ends and
// tabs.
func isSpace(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\r', '\v', '\f', 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000:
		return true
	}
	return r >= 0x2000 && r <= 0x200a
}

// isControl reports whether r is a control character of Unicode: C0, DEL or C1.
func isControl(r rune) bool { return r < 0x20 || r >= 0x7f && r < 0xa0 }

// Shorten cleans a text as Plain does, and cuts it at most characters. A cut text
// ends in an ellipsis.
func Shorten(s string, most int) string {
	s = Plain(s)
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return s
}
