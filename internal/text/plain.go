// Package text is the one rule by which the program treats text: how it is
// cleaned of what could harm or confuse a reader, how words are found in it and
// compared, and how far apart two words are. It knows nothing of pages or
// terminals; the text comes from its callers.
package text

import (
	"strings"
	"unicode/utf8"
)

// Plain makes text fit for showing without reading any markup in it: control
// characters, bidirectional controls and other signs that show nothing are taken
// out, but for those that a script or an emoji needs where they stand; white
// space is folded to single spaces and trimmed, bytes that are not UTF-8 become
// U+FFFD.
func Plain(s string) string {
	if isPlain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	writeShown(&b, s)
	return b.String()
}

// IsPlain reports whether a name holds nothing that Plain would take out or
// change but white space: no control character, no invisible sign, no byte that
// is not UTF-8. Tabs and line ends count as control characters here.
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

// isPlain reports that Plain has nothing to do.
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

// isSpace reports white space of every kind, line ends and tabs among it.
func isSpace(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\r', '\v', '\f', 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000:
		return true
	}
	return r >= 0x2000 && r <= 0x200a
}

// isControl reports Unicode's control characters: C0, DEL and C1.
func isControl(r rune) bool { return r < 0x20 || r >= 0x7f && r < 0xa0 }
