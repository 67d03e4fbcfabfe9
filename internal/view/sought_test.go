package view

import (
	"strings"
	"testing"

	"news/internal/text"
)

// bracketed returns a text with its marks in brackets.
func bracketed(s *sought, in string) string {
	if s == nil {
		return in
	}
	var out strings.Builder
	at := 0
	for _, m := range s.marks(in) {
		out.WriteString(in[at:m.Start] + "[" + in[m.Start:m.End] + "]")
		at = m.End
	}
	return out.String() + in[at:]
}

func TestWordsAreMarkedWhereWordsBegin(t *testing.T) {
	for _, test := range []struct{ words, in, want string }{
		{"quake", "A quake, Quakes and an earthquake", "A [quake], [Quake]s and an earthquake"},
		{"CAFE", "cafés, CAFÉ and cafe\u0301", "[café]s, [CAFÉ] and [cafe\u0301]"},
		{"strasse", "Straße und Straßen", "[Straße] und [Straße]n"},
		{"stras", "Straße", "[Straß]e"},
		{"new york", "new York, new. Yorkshire, york new", "[new York], [new. York]shire, york new"},
		{"地震", "四川大地震和余震，地 震", "四川大[地震]和余震，[地 震]"},
		{"碼頭", "新港口的码头", "新港口的[码头]"},
		{"us", "the U.S. army and us", "the [U.S]. army and [us]"},
		{"1200", "1,200 ships, 12000", "[1,200] ships, [1200]0"},
		{"เรือ", "ท่าเรือใหม่", "ท่า[เรือ]ใหม่"},
		{"a|ab", "abc", "[ab]c"},
		{"new york|york city", "New York City", "[New York City]"},
		{"", "nothing", "nothing"},
		{"—|!", "— nothing!", "— nothing!"},
		{"x", "", ""},
	} {
		if got := bracketed(newSought(PageOptions{Words: strings.Split(test.words, "|")}), test.in); got != test.want {
			t.Errorf("%q in %q: %q, want %q", test.words, test.in, got, test.want)
		}
	}
}

func TestLettersAreMarkedAnywhere(t *testing.T) {
	for _, test := range []struct{ letters, in, want string }{
		{"quake", "A quake and an Earthquake", "A [quake] and an Earth[quake]"},
		{"fe a", "the café, a Café and", "the café, a Ca[fé a]nd"},
		{"s", "Straße", "[S]tra[ß]e"},
		{"头", "新碼頭", "新碼[頭]"},
		{"aa", "aaaaa", "[aa][aa]a"},
		{"4. ", "3.4. 5", "3.[4. ]5"},
		{"\x1b[", "a[b", "a[b"},
		{"é", "e e\u0301 É", "[e] [e\u0301] [É]"},
		{"", "nothing", "nothing"},
	} {
		if got := bracketed(newSought(PageOptions{Find: test.letters}), test.in); got != test.want {
			t.Errorf("%q in %q: %q, want %q", test.letters, test.in, got, test.want)
		}
	}
}

func FuzzSought(f *testing.F) {
	f.Add("new york", "New York")
	f.Add("ß", "strasse ss")
	f.Fuzz(func(t *testing.T, typed, in string) {
		in = text.Plain(in)
		s := newSought(PageOptions{Words: []string{typed}, Find: typed})
		if s == nil {
			return
		}
		at := 0
		for _, m := range s.marks(in) {
			if m.Start < at || m.End <= m.Start || m.End > len(in) {
				t.Fatalf("mark %v of %q in %q", m, typed, in)
			}
			at = m.End
		}
	})
}
