package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Invisible signs that are needed in some places.
const (
	nonJoiner    = '\u200c'
	joiner       = '\u200d'
	textStyle    = '\ufe0e' // behind an emoji: as a letter is drawn
	emojiStyle   = '\ufe0f' // behind an emoji: in colours
	keycap       = '\u20e3'
	brailleBlank = '\u2800'
	blackFlag    = '\U0001f3f4'
	tagEnd       = '\U000e007f'
)

// isHidden reports whether a character is invisible everywhere, and can make text
// look different from what it is: controls other than white space, the
// bidirectional controls of Unicode Standard Annex 9, fillers, the zero width
// space, the soft hyphen, variation selectors that no emoji uses.
func isHidden(r rune) bool {
	switch {
	case isControl(r):
		return true
	case r < 0xad:
		return false
	case r == 0x00ad, r == 0x034f, r == 0x061c, r == 0x115f, r == 0x1160, r == 0x17b4, r == 0x17b5,
		r == 0x200b, r == 0x200e, r == 0x200f, r == 0x3164, r == 0xfeff, r == 0xffa0:
		return true
	case r >= 0x202a && r <= 0x202e, r >= 0x2060 && r <= 0x206f, r >= 0xfe00 && r <= 0xfe0d, r >= 0xfff0 && r <= 0xfffb:
		return true
	case r >= 0x1bca0 && r <= 0x1bca3, r >= 0x1d173 && r <= 0x1d17a:
		return true
	}
	return r >= 0xe0000 && r <= 0xe0fff && !isTag(r)
}

// isFaint reports whether a character is invisible by itself, but needed beside
// some others.
func isFaint(r rune) bool {
	switch {
	case r < 0x180b:
		return false
	case r == nonJoiner, r == joiner, r == textStyle, r == emojiStyle, r == brailleBlank:
		return true
	}
	return isMongolianStyle(r) || isTag(r)
}

// isMongolianStyle reports whether a sign chooses a form of the Mongolian letter
// before it.
func isMongolianStyle(r rune) bool { return r >= 0x180b && r <= 0x180f }

// isTag reports whether a character is a tag, which names a region behind a black
// flag.
func isTag(r rune) bool { return r >= 0xe0020 && r <= tagEnd }

// isIgnored reports whether a character does not change the meaning of a text.
func isIgnored(r rune) bool { return r >= 0xad && (isHidden(r) || isFaint(r)) }

// isNeeded reports whether a faint character is needed between the characters
// before and after it, which are 0 at the ends of a text.
func isNeeded(r, before, after rune) bool {
	switch {
	case r == nonJoiner:
		return isJoining(before) && isJoining(after)
	case r == joiner && isEmoji(after) && (isEmoji(before) || isEmojiEnd(before)):
		return true
	case r == joiner:
		return isJoining(before) || before != joiner && before != nonJoiner && isJoining(after)
	case r == emojiStyle && isKeycapBase(before):
		return after == keycap
	case r == emojiStyle, r == textStyle:
		return isEmoji(before)
	case r == brailleBlank:
		return isBraille(before) && isBraille(after)
	}
	return isMongolianStyle(r) && unicode.Is(unicode.Mongolian, before) && !isMongolianStyle(before)
}

// isJoining reports whether a character takes another form beside a joiner.
func isJoining(r rune) bool {
	switch {
	case r < 0x0600:
		return false
	case r == 0x0640, r >= 0x064b && r <= 0x0655, r >= 0x0951 && r <= 0x0954, r >= 0x1cd0 && r <= 0x1cfa: // of several scripts
		return true
	}
	return unicode.In(r, joining...)
}

// joining are the scripts whose letters take other forms beside a joiner.
var joining = []*unicode.RangeTable{
	unicode.Arabic, unicode.Syriac, unicode.Mandaic, unicode.Nko, unicode.Mongolian, unicode.Phags_Pa, unicode.Adlam, unicode.Hanifi_Rohingya,
	unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi, unicode.Gujarati, unicode.Oriya, unicode.Tamil, unicode.Telugu, unicode.Kannada,
	unicode.Malayalam, unicode.Sinhala, unicode.Tibetan, unicode.Myanmar, unicode.Khmer, unicode.Balinese, unicode.Javanese, unicode.Sundanese,
	unicode.Tai_Tham, unicode.Meetei_Mayek, unicode.Chakma, unicode.Newa, unicode.Tirhuta, unicode.Grantha, unicode.Sharada, unicode.Khojki,
	unicode.Modi, unicode.Siddham, unicode.Brahmi, unicode.Kaithi, unicode.Cham, unicode.Limbu, unicode.Lepcha, unicode.Saurashtra,
	unicode.Syloti_Nagri, unicode.Nandinagari, unicode.Takri, unicode.Dogra, unicode.Gunjala_Gondi, unicode.Masaram_Gondi, unicode.Manichaean,
	unicode.Sogdian, unicode.Psalter_Pahlavi, unicode.Kharoshthi, unicode.Buginese, unicode.Tagalog, unicode.Hanunoo,
}

func isBraille(r rune) bool { return r >= 0x2800 && r <= 0x28ff }

func isKeycapBase(r rune) bool { return r >= '0' && r <= '9' || r == '#' || r == '*' }

// isEmojiEnd reports whether a character can stand between an emoji and a joiner: a
// style, a skin colour, the end of a flag.
func isEmojiEnd(r rune) bool {
	return r == emojiStyle || r == textStyle || r >= 0x1f3fb && r <= 0x1f3ff || r == tagEnd
}

// isEmoji reports whether Unicode lists a character as a pictograph.
func isEmoji(r rune) bool { return r >= 0xa9 && unicode.Is(pictographs, r) }

// isPictogram reports whether r is an emoji that is a word of its own. Signs of
// ordinary text are none: arrows, bullets, (c), and squared letters and characters,
// which have a plain form.
func isPictogram(r rune) bool {
	switch {
	case r < 0x231a, r == 0x24c2, r >= 0x25aa && r <= 0x25fe, r >= 0x2934 && r <= 0x2935, r >= 0x2b05 && r <= 0x2b1c, r >= 0x3030 && r <= 0x3299:
		return false
	case r >= 0x1f100 && r <= 0x1f12f, r >= 0x1f16a && r <= 0x1f16f, r >= 0x1f190 && r <= 0x1f190, r >= 0x1f200 && r <= 0x1f265:
		return false
	}
	return isEmoji(r)
}

// endsInPictogram reports whether a text ends in an emoji.
func endsInPictogram(b []byte) bool {
	last, _ := utf8.DecodeLastRune(b)
	return isPictogram(last) || last == tagEnd
}

// isRegional reports whether r is one of the letters that make a flag in pairs.
func isRegional(r rune) bool { return r >= 0x1f1e6 && r <= 0x1f1ff }

// isSkinColour reports whether r is the colour of the emoji before it.
func isSkinColour(r rune) bool { return r >= 0x1f3fb && r <= 0x1f3ff }

// emojiEnd returns the end of the emoji or flag at start, with the signs behind it
// that choose how it looks, and with the emoji joined to it.
func emojiEnd(s string, start int) int {
	r, size := decode(s[start:])
	at := start + size
	if isRegional(r) && at < len(s) {
		if second, size := decode(s[at:]); isRegional(second) {
			at += size
		}
	}
	joined := false
	for at < len(s) {
		switch r, size = decode(s[at:]); {
		case r == joiner:
			joined = true
		case isUnseen(r): // also the tags of a flag
		case joined && isPictogram(r):
			joined = false
		default:
			return at
		}
		at += size
	}
	return at
}

// pictographs are the characters with the property Extended_Pictographic.
var pictographs = &unicode.RangeTable{
	LatinOffset: 2,
	R16: []unicode.Range16{
		{0x00a9, 0x00a9, 1}, {0x00ae, 0x00ae, 1}, {0x203c, 0x203c, 1}, {0x2049, 0x2049, 1}, {0x2122, 0x2122, 1}, {0x2139, 0x2139, 1},
		{0x2194, 0x2199, 1}, {0x21a9, 0x21aa, 1}, {0x231a, 0x231b, 1}, {0x2328, 0x2328, 1}, {0x2388, 0x2388, 1}, {0x23cf, 0x23cf, 1},
		{0x23e9, 0x23f3, 1}, {0x23f8, 0x23fa, 1}, {0x24c2, 0x24c2, 1}, {0x25aa, 0x25ab, 1}, {0x25b6, 0x25b6, 1}, {0x25c0, 0x25c0, 1},
		{0x25fb, 0x25fe, 1}, {0x2600, 0x2605, 1}, {0x2607, 0x2612, 1}, {0x2614, 0x2685, 1}, {0x2690, 0x2705, 1}, {0x2708, 0x2712, 1},
		{0x2714, 0x2714, 1}, {0x2716, 0x2716, 1}, {0x271d, 0x271d, 1}, {0x2721, 0x2721, 1}, {0x2728, 0x2728, 1}, {0x2733, 0x2734, 1},
		{0x2744, 0x2744, 1}, {0x2747, 0x2747, 1}, {0x274c, 0x274c, 1}, {0x274e, 0x274e, 1}, {0x2753, 0x2755, 1}, {0x2757, 0x2757, 1},
		{0x2763, 0x2767, 1}, {0x2795, 0x2797, 1}, {0x27a1, 0x27a1, 1}, {0x27b0, 0x27b0, 1}, {0x27bf, 0x27bf, 1}, {0x2934, 0x2935, 1},
		{0x2b05, 0x2b07, 1}, {0x2b1b, 0x2b1c, 1}, {0x2b50, 0x2b50, 1}, {0x2b55, 0x2b55, 1}, {0x3030, 0x3030, 1}, {0x303d, 0x303d, 1},
		{0x3297, 0x3297, 1}, {0x3299, 0x3299, 1},
	},
	R32: []unicode.Range32{
		{0x1f000, 0x1f0ff, 1}, {0x1f10d, 0x1f10f, 1}, {0x1f12f, 0x1f12f, 1}, {0x1f16c, 0x1f171, 1}, {0x1f17e, 0x1f17f, 1}, {0x1f18e, 0x1f18e, 1},
		{0x1f191, 0x1f19a, 1}, {0x1f1ad, 0x1f1e5, 1}, {0x1f201, 0x1f20f, 1}, {0x1f21a, 0x1f21a, 1}, {0x1f22f, 0x1f22f, 1}, {0x1f232, 0x1f23a, 1},
		{0x1f23c, 0x1f23f, 1}, {0x1f249, 0x1f3fa, 1}, {0x1f400, 0x1f53d, 1}, {0x1f546, 0x1f64f, 1}, {0x1f680, 0x1f6ff, 1}, {0x1f774, 0x1f77f, 1},
		{0x1f7d5, 0x1f7ff, 1}, {0x1f80c, 0x1f80f, 1}, {0x1f848, 0x1f84f, 1}, {0x1f85a, 0x1f85f, 1}, {0x1f888, 0x1f88f, 1}, {0x1f8ae, 0x1f8ff, 1},
		{0x1f90c, 0x1f93a, 1}, {0x1f93c, 0x1f945, 1}, {0x1f947, 0x1faff, 1}, {0x1fc00, 0x1fffd, 1},
	},
}

// flagTags returns the length in bytes of the tags at the start of s that name the
// region of a black flag: the letters and digits of a country and a part of it,
// such as gbsct, and the end tag. A longer run of tags would be a hidden text.
func flagTags(s string) int {
	const fewest, most = 3, 6
	count := 0
	for at, r := range s {
		switch name := r - 0xe0000; {
		case r == tagEnd && count >= fewest:
			return at + len(string(tagEnd))
		case count == most, name < '0' || name > '9' && name < 'a' || name > 'z':
			return 0
		}
		count++
	}
	return 0
}

// countFaint returns how many faint characters s holds.
func countFaint(s string) int {
	count := 0
	for _, r := range s {
		if isFaint(r) {
			count++
		}
	}
	return count
}

// writeShown appends s to b without invisible characters, and with white space
// folded.
func writeShown(b *strings.Builder, s string) {
	before, space := rune(0), false
	after, known := rune(0), 0 // the next visible character after the faint ones
	for at := 0; at < len(s); {
		r, size := decode(s[at:])
		at += size
		switch {
		case isSpace(r):
			before, space = ' ', true
			continue
		case isHidden(r):
			continue
		case isFaint(r):
			if at > known {
				after, known = nextVisible(s, at)
			}
			if !isNeeded(r, before, after) {
				continue
			}
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		before, space = r, false
		if r == blackFlag {
			if tags := flagTags(s[at:]); tags > 0 {
				b.WriteString(s[at : at+tags])
				at, before = at+tags, tagEnd
			}
		}
	}
}

// nextVisible returns the first visible character of s[at:], or 0, and where it
// begins.
func nextVisible(s string, at int) (rune, int) {
	for at < len(s) {
		r, size := decode(s[at:])
		if !isHidden(r) && !isFaint(r) {
			return r, at
		}
		at += size
	}
	return 0, at
}
