package browse

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"news/internal/text"
)

// TestField types into a field. Keys stand between < and >, all else is letters; the
// cursor is | in what is wanted.
func TestField(t *testing.T) {
	for _, test := range []struct{ typed, want string }{
		{"", "|"},
		{"haiti quake", "haiti quake|"},
		{"hiti<home><right>a", "ha|iti"},
		{"haiti<left><left><backspace>", "ha|ti"},
		{"haiti<home><delete>", "|aiti"},
		{"haiti<home><backspace>", "|haiti"},
		{"haiti<delete>", "haiti|"},
		{"haiti quake<ctrl+w>", "haiti |"},
		{"haiti quake  <ctrl+w><ctrl+w>", "|"},
		{"topic:\"x y\"<alt+backspace>", "topic:\"x |"},
		{"haiti quake<alt+b>strong ", "haiti strong |quake"},
		{"haiti quake<ctrl+a><alt+f>!", "haiti!| quake"},
		{"haiti quake<alt+b><ctrl+u>", "|quake"},
		{"haiti quake<alt+b><left><alt+d>", "haiti|"},
		{"haiti<ctrl+a><ctrl+e>s", "haitis|"},
		{"海地地震<left><left><backspace>", "海|地震"},
		{"cafe\u0301s<left><backspace>", "caf|s"},  // é is one character, though two of Unicode
		{"cafes<left>\u0301", "cafe\u0301|s"},      // a sign joins what stands before it
		{"👩\u200d🚒 a<home><delete>", "| a"},        // joined emoji are one
		{"كتاب<left><backspace>", "كت|ب"},          // logical order
		{"a\x1b[31mb\a\u202ec\u0085", "a[31mbc |"}, // nothing that a terminal obeys
		{"one\r\ntwo\tthree\nfour", "one two three four|"},
		{"\xff", "\ufffd|"},
	} {
		var f field
		press(&f, test.typed)
		got := strings.Join(f.characters[:f.at], "") + "|" + strings.Join(f.characters[f.at:], "")
		if got != test.want {
			t.Errorf("%q: %q, want %q", test.typed, got, test.want)
		}
	}
}

// press types letters as one paste, and keys between < and >.
func press(f *field, typed string) {
	for typed != "" {
		letters, rest, _ := strings.Cut(typed, "<")
		f.insert(letters)
		var key string
		if key, typed, _ = strings.Cut(rest, ">"); key != "" {
			f.edit(key)
		}
	}
}

// TestSelected holds what the keys do to a text that is selected as a whole.
func TestSelected(t *testing.T) {
	for _, test := range []struct{ typed, want string }{
		{"syria", "syria"},
		{"<end>s", "haitis"},
		{" ", "haiti "},
		{"<left>e", "haitei"},
		{"<backspace>", ""},
		{"<delete>", ""},
		{"<ctrl+w>x", "x"},
	} {
		var f field
		f.set("haiti")
		f.selectAll()
		press(&f, test.typed)
		if f.text() != test.want {
			t.Errorf("%q: %q, want %q", test.typed, f.text(), test.want)
		}
	}
}

func TestFieldView(t *testing.T) {
	for _, test := range []struct {
		typed  string
		width  int
		want   string
		cursor int
	}{
		{"", 5, "", 0},
		{"abcd", 5, "abcd", 4},
		{"abcde", 5, "…cde", 4},
		{"abcdef<home>", 5, "abcd…", 0},
		{"abcdefgh<left><left><left>", 5, "…cde…", 4},
		{"海地地震", 5, "…震", 3},
		{"海地地震<home>", 5, "海地…", 0},
		{"海地地震<home><right>", 5, "海地…", 2},
		{"abc", 1, "…", 1},
	} {
		var f field
		press(&f, test.typed)
		shown, cursor := f.view(test.width)
		if shown != test.want && test.width > 1 || cursor != test.cursor {
			t.Errorf("%q in %d columns: %q, cursor at %d, want %q, %d", test.typed, test.width, shown, cursor, test.want, test.cursor)
		}
	}
}

// FuzzField holds that a field never panics, shows nothing that a terminal obeys, and
// stays within its columns with the cursor in them.
func FuzzField(f *testing.F) {
	f.Add("haiti<left><left>é<backspace>", uint8(12))
	f.Add("👩\u200d🚒<home>\u0301<ctrl+w>海地", uint8(2))
	f.Fuzz(func(t *testing.T, typed string, width uint8) {
		var fd field
		press(&fd, typed)
		columns := max(4, int(width))
		shown, cursor := fd.view(columns)
		if !utf8.ValidString(shown) || strings.ContainsFunc(shown, unicode.IsControl) {
			t.Errorf("%q shows %q", typed, shown)
		}
		if fd.at < 0 || fd.at > len(fd.characters) || cursor < 0 || cursor >= columns {
			t.Errorf("%q: cursor at %d of %d, in column %d of %d", typed, fd.at, len(fd.characters), cursor, columns)
		}
		if text.Width(shown) > columns {
			t.Errorf("%q is %d columns wide, of %d", shown, text.Width(shown), columns)
		}
	})
}
