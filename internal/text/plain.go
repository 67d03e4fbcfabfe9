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
// characters, bidirectional controls and other invisible signs are taken out,
// white space is folded to single spaces and trimmed, bytes that are not UTF-8
// become U+FFFD.
func Plain(s string) string {
	if isPlain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		switch {
		case isSpace(r):
			space = true
		case isHidden(r):
		default:
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(r)
		}
	}
	return b.String()
}

// IsPlain tells whether a name holds nothing that Plain would take out or
// change but white space: no control character, no invisible sign, no byte that
// is not UTF-8. Tabs and line ends count as control characters here.
func IsPlain(name string) bool {
	for i, r := range name {
		switch {
		case r >= ' ' && r < 0x7f:
		case isDamage(name[i:], r) || isHidden(r):
			return false
		}
	}
	return true
}

// isPlain tells that Plain has nothing to do.
func isPlain(s string) bool {
	last := ' '
	for i, r := range s {
		switch {
		case r > ' ' && r < 0x7f, r == ' ' && last != ' ':
		case isSpace(r) || isHidden(r) || isDamage(s[i:], r):
			return false
		}
		last = r
	}
	return last != ' ' || s == ""
}

// isDamage tells whether r, the first of s, stands for bytes that are not UTF-8.
func isDamage(s string, r rune) bool { return r == utf8.RuneError && !strings.HasPrefix(s, "\ufffd") }

// isSpace tells white space of every kind, line ends and tabs among it.
func isSpace(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\r', '\v', '\f', 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000:
		return true
	}
	return r >= 0x2000 && r <= 0x200a
}

// isControl tells Unicode's control characters: C0, DEL and C1.
func isControl(r rune) bool { return r < 0x20 || r >= 0x7f && r < 0xa0 }

// isHidden tells characters that show nothing and can make text read
// otherwise than it is: controls that are no white space, the bidirectional
// controls of Unicode Standard Annex 9, and invisible signs such as the zero
// width space, the soft hyphen and tags. The joiners stay: Persian and emoji
// need them.
func isHidden(r rune) bool {
	switch {
	case isControl(r):
		return true
	case r == 0x00ad, r == 0x061c, r == 0x180e, r == 0x200b, r == 0x200e, r == 0x200f, r == 0xfeff:
		return true
	case r >= 0x202a && r <= 0x202e, r >= 0x2060 && r <= 0x206f:
		return true
	case r >= 0xfff9 && r <= 0xfffb, r >= 0xe0000 && r <= 0xe007f:
		return true
	}
	return false
}
