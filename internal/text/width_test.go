package text

import (
	"testing"
	"unicode"

	"github.com/mattn/go-runewidth"
)

func TestWidth(t *testing.T) {
	for _, c := range []struct {
		s    string
		want int
	}{
		{"abc", 3}, {"数字", 4}, {"カナ", 4}, {"ｶﾅ", 2}, {"ＡＢ", 4}, {"한국", 4}, {"\u1112\u1161\u11ab", 2}, {"", 0},
		{"é", 1}, {"e\u0301", 1}, {"e\u0301\u0323\u20dd", 1}, {"“…”—", 4},
		{"\x1b[1mab\x1b[0m", 2}, {"\x1b]8;;http://example.org\x1b\\港\x1b]8;;\x1b\\", 2}, {"a\x00\x7f\u0085b", 2},
		{"ที่นี่", 2}, {"น้ำ", 2}, {"กำ", 2}, {"เกาะ", 4}, {"ໜ້ອຍ", 3}, {"ນ້ຳ", 2}, // Thai, Lao
		{"हिन्दी", 5}, {"की", 2}, {"தமிழ்", 4}, {"கொ", 2}, {"বাংলা", 5}, {"മലയാളം", 6}, {"ភាសា", 4}, {"မြန်", 3},
		{"שָׁלוֹם", 4}, {"مَرْحَبًا", 5}, {"می\u200cخواهم", 7}, {"\u0600\u0661", 2},
		{"👍", 2}, {"👍🏽", 4}, {"🇩🇰", 2}, {"❤", 1}, {"❤\ufe0f", 2}, {"1\ufe0f\u20e3", 2}, {"👨\u200d👩\u200d👧", 6}, {"⌚", 2},
		{"\U000f0021", 1}, {"\ufffd", 1}, {"\xff", 1}, {"𠀀", 2},
	} {
		if got := Width(c.s); got != c.want {
			t.Errorf("Width(%+q) = %d, want %d", c.s, got, c.want)
		}
	}
}

// TestWidthAgreesWithTheTableOfTerminals compares the width of each letter, number
// and symbol with another table of terminal widths.
func TestWidthAgreesWithTheTableOfTerminals(t *testing.T) {
	table := &runewidth.Condition{StrictEmojiNeutral: true}
	for r := rune(0x20); r <= 0x10ffff; r++ {
		if !unicode.IsPrint(r) || unicode.IsMark(r) || r >= 0x1160 && r <= 0x11ff || r >= 0xd7b0 && r <= 0xd7ff {
			continue
		}
		if got, want := Width(string(r)), table.RuneWidth(r); got != want {
			t.Errorf("%U takes %d columns, %d by the other table", r, got, want)
		}
	}
}
