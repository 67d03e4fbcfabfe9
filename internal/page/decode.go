package page

import (
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// decode returns the text of a page in any encoding. A byte order mark decides
// the encoding; without it, the text is UTF-8, and bytes that are not UTF-8 are
// read as Windows-1252. fault describes what was wrong, and damaged is the
// position of the first damage in the text, or -1.
func decode(data string) (decoded, fault string, damaged int) {
	const halves, others = "half a character of UTF-16", "bytes that are not UTF-8, read as Windows-1252"
	switch {
	case strings.HasPrefix(data, "\xff\xfe"):
		decoded, damaged = decodeUTF16(data[2:], binary.LittleEndian)
		return decoded, halves, damaged
	case strings.HasPrefix(data, "\xfe\xff"):
		decoded, damaged = decodeUTF16(data[2:], binary.BigEndian)
		return decoded, halves, damaged
	}
	data = strings.TrimPrefix(data, "\uFEFF")
	if utf8.ValidString(data) {
		return data, "", -1
	}
	decoded, damaged = decode1252(data)
	return decoded, others, damaged
}

// decodeUTF16 reads UTF-16. Half of a surrogate pair, and half of the last
// character, become U+FFFD.
func decodeUTF16(data string, order binary.ByteOrder) (decoded string, damaged int) {
	b := make([]byte, 0, len(data))
	damaged = -1
	for len(data) > 0 {
		r, size := rune(utf8.RuneError), len(data)
		if len(data) >= 2 {
			r, size = rune(order.Uint16([]byte(data[:2]))), 2
		}
		if utf16.IsSurrogate(r) {
			low := rune(0)
			if len(data) >= 4 {
				low = rune(order.Uint16([]byte(data[2:4])))
			}
			if r = utf16.DecodeRune(r, low); r != utf8.RuneError {
				size = 4
			}
		}
		if r == utf8.RuneError && damaged < 0 {
			damaged = len(b)
		}
		b = utf8.AppendRune(b, r)
		data = data[size:]
	}
	return string(b), damaged
}

// decode1252 reads UTF-8 with some bytes of Windows-1252 in it.
func decode1252(data string) (decoded string, damaged int) {
	var b strings.Builder
	b.Grow(len(data) + len(data)/8)
	damaged = -1
	for at := 0; at < len(data); {
		r, size := utf8.DecodeRuneInString(data[at:])
		if r == utf8.RuneError && size <= 1 {
			if damaged < 0 {
				damaged = b.Len()
			}
			r = charmap.Windows1252.DecodeByte(data[at])
		}
		b.WriteRune(r)
		at += size
	}
	return b.String(), damaged
}
