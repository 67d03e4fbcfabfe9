package text

import (
	"fmt"
	"strings"
	"testing"
)

func TestWhatShowsNothingIsTakenOut(t *testing.T) {
	hidden := []rune{
		0x00, 0x1b, 0x7f, 0x9b, 0x00ad, 0x034f, 0x061c, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b, 0x180e, 0x180f, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f,
		0x202a, 0x202e, 0x2060, 0x2064, 0x2066, 0x206f, 0x2800, 0x3164, 0xfe00, 0xfe0d, 0xfe0e, 0xfe0f, 0xfeff, 0xffa0, 0xfff9, 0x1bca0,
		0x1d173, 0x1d17a, 0xe0000, 0xe0001, 0xe0041, 0xe007f, 0xe0100, 0xe01ef,
	}
	for _, r := range hidden {
		for _, c := range []struct{ format, want string }{
			{"har%cbour", "harbour"}, {"%charbour", "harbour"}, {"harbour%[1]c%[1]c", "harbour"}, {"a %c b", "a b"}, {"港%c口", "港口"}, {"%c", ""},
		} {
			in := fmt.Sprintf(c.format, r)
			if got := Plain(in); got != c.want {
				t.Errorf("Plain(%+q) = %+q, want %q", in, got, c.want)
			}
			if got := Clean(strings.ReplaceAll(in, string(r), fmt.Sprintf("&#x%x;", r))); r >= 0xa0 && got != c.want {
				t.Errorf("Clean of %+q as an entity gives %+q, want %q", in, got, c.want)
			}
			if c.want != in && IsPlain(in) {
				t.Errorf("IsPlain(%+q)", in)
			}
			if r >= 0xa0 && Fold(in) != Fold(strings.ReplaceAll(in, string(r), "")) {
				t.Errorf("Fold(%+q) = %+q", in, Fold(in))
			}
		}
	}
}

func TestWhatScriptsAndEmojiNeedStays(t *testing.T) {
	for _, s := range []string{
		"می\u200cخواهم", "خُ\u200cب", "ه\u200d.", "\u200dه", // Persian
		"क्\u200dष", "र\u200d्य", "ক্\u200cষ", "ශ්\u200dරී", "ന്\u200d", // Indic half forms and chillus
		"ᠠ\u180b", "ᠨ\u180eᠠ", // Mongolian
		"❤\ufe0f", "❤\ufe0e", "1\ufe0f\u20e3", "#\ufe0f\u20e3", "©\ufe0f", "⠓⠑⠇⠏\u2800⠍⠑",
		"👨\u200d👩\u200d👧", "🏳\ufe0f\u200d🌈", "👩🏽\u200d🚀", "🏴\u200d☠\ufe0f", scotland,
	} {
		if got := Plain(s); got != s {
			t.Errorf("Plain(%+q) = %+q", s, got)
		}
		if !IsPlain(s) {
			t.Errorf("%+q is not plain", s)
		}
		if strings.ContainsRune(s, joiner) && isPictogram(firstRune(s)) || s == scotland {
			continue // these signs make another emoji
		}
		bare := strings.Map(func(r rune) rune {
			if isFaint(r) {
				return -1
			}
			return r
		}, s)
		if Fold(s) != Fold(bare) {
			t.Errorf("Fold(%+q) = %+q, without what shows nothing %+q", s, Fold(s), Fold(bare))
		}
		if fmt.Sprint(words(s)) != fmt.Sprint(words(bare)) {
			t.Errorf("the words of %+q are %+q, without what shows nothing %+q", s, words(s), words(bare))
		}
	}
}

const scotland = "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"

func firstRune(s string) rune { return []rune(s)[0] }

func words(s string) []string {
	var all []string
	for _, w := range Words(s) {
		all = append(all, w.Text)
	}
	return all
}

func TestSignsThatAreNeededOnceAreTakenOutElsewhere(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"joiners in a row", "می\u200c\u200c\u200dخ", "می\u200cخ"},
		{"a joiner at a space", "می\u200c خ", "می خ"},
		{"a joiner from emoji to letter", "👨\u200da", "👨a"},
		{"styles in a row", "❤\ufe0f\ufe0f\ufe0e", "❤\ufe0f"},
		{"a digit's style", "1\ufe0f.", "1."},
		{"a letter's style", "a\ufe0f", "a"},
		{"a text in tags", "🏴\U000e0068\U000e0069\U000e0020\U000e0074\U000e007f", "🏴"},
		{"tags without an end", "🏴\U000e0067\U000e0062\U000e0073 a", "🏴 a"},
		{"tags behind a letter", "a\U000e0067\U000e0062\U000e0073\U000e007f", "a"},
		{"a blank between words", "a\u2800b ⠓\u2800", "ab ⠓"},
		{"a letter's form twice", "ᠠ\u180b\u180c", "ᠠ\u180b"},
	} {
		if got := Plain(c.in); got != c.want {
			t.Errorf("%s: Plain(%+q) = %+q, want %+q", c.name, c.in, got, c.want)
		}
	}
}

func TestLongRunsOfSignsThatShowNothingAreQuick(t *testing.T) {
	for _, sign := range []string{"\u200d", "\u2800", "\ufe0f", "\U000e0041", "🏴\U000e0067"} {
		if got := Plain("a" + strings.Repeat(sign, 1<<18) + "b"); len(got) > 1<<22 {
			t.Errorf("%+q: %d bytes", sign, len(got))
		}
	}
}

// FuzzPlain checks that Plain leaves its own results as they are.
func FuzzPlain(f *testing.F) {
	for _, s := range []string{"a\u200d\ufe0fb", "🏴\U000e0067\U000e0062\U000e0073\U000e007f", "⠓\u2800\u200d⠓", "ह\u200d\u200c", "❤\u200b\ufe0f \u200d❤"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Plain(s)
		if again := Plain(once); again != once || !IsPlain(once) {
			t.Errorf("Plain(%+q) = %+q, but Plain of that is %+q", s, once, again)
		}
		if Width(once) < 0 {
			t.Errorf("Width(%+q) = %d", once, Width(once))
		}
	})
}
