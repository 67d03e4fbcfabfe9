package view

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"news/internal/catalog"
)

func TestPaintKeepsTheTextAndEndsItsStyle(t *testing.T) {
	for _, name := range StyleNames() {
		style := styleOf(t, name)
		for role := Plain; role <= Shade4+1; role++ {
			for _, s := range []string{"", "a text", "港口", "a \x1b[31mred\x1b[m word", "a \x1b[1mbold\x1b[0m word"} {
				painted := style.Paint(role, s)
				if ansi.Strip(painted) != ansi.Strip(s) {
					t.Errorf("%q in role %d of style %s is %q", s, role, name, painted)
				}
				if !isClosed(painted) {
					t.Errorf("%q in role %d of style %s goes on: %q", s, role, name, painted)
				}
			}
		}
	}
}

// TestScreenCanBeReadEverywhere checks that what a whole screen adds depends on no
// background: the cursor is in reverse video, and colours are the
// terminal's own, without a background of their own.
func TestScreenCanBeReadEverywhere(t *testing.T) {
	for _, name := range StyleNames() {
		style := styleOf(t, name)
		seen := make(map[string]Role)
		for role := Cursor; role <= Shade4; role++ {
			painted := style.Paint(role, "x")
			if other, twice := seen[painted]; twice {
				t.Errorf("roles %d and %d look alike in style %s", role, other, name)
			}
			seen[painted] = role
			if reversed := strings.Contains(painted, "7m"); reversed != (role == Cursor) {
				t.Errorf("role %d of style %s is %q", role, name, painted)
			}
			if strings.Contains(painted, "38;") || strings.Contains(painted, "48;") || strings.Contains(painted, "[4") {
				t.Errorf("role %d of style %s has a colour that is not the terminal's: %q", role, name, painted)
			}
		}
	}
}

func TestPaintGoesOnBehindStylesWithin(t *testing.T) {
	style := styleOf(t, "auto")
	got := style.Paint(Cursor, "a \x1b[31mred\x1b[m word")
	if want := "\x1b[1;7ma \x1b[31mred\x1b[m\x1b[1;7m word\x1b[m"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestMarkText(t *testing.T) {
	style := styleOf(t, "auto")
	marks := []catalog.Mark{{Start: 2, End: 5}, {Start: 6, End: 9}}
	if got := strings.Join(marked(style.MarkText(Plain, "a new day", marks)), "|"); got != "new|day" {
		t.Errorf("marked are %q", got)
	}
	lines := style.MarkLines(Plain, "a new day", marks, 6)
	if got := ansi.Strip(strings.Join(lines, "|")); got != "a new|day" {
		t.Errorf("the lines are %q", got)
	}
	if got := strings.Join(marked(strings.Join(lines, "")), "|"); got != "new|day" {
		t.Errorf("marked in lines are %q", got)
	}
}

func TestPaintColumns(t *testing.T) {
	style := styleOf(t, "auto")
	const on, off = "\x1b[1;7m", "\x1b[m"
	link, end := ansi.SetHyperlink("http://a.example"), ansi.ResetHyperlink()
	for _, test := range []struct {
		line     string
		from, to int
		want     string
	}{
		{"one two", 4, 7, "one " + on + "two" + off},
		{"one two", 0, 3, on + "one" + off + " two"},
		{"one two", 4, 99, "one " + on + "two" + off},
		{"one two", 9, 12, "one two"},
		{"港口开放", 2, 6, "港" + on + "口开" + off + "放"},
		{"e\u0301e\u0301e\u0301", 1, 2, "e\u0301" + on + "e\u0301" + off + "e\u0301"},
		{"one \x1b[31mtwo six" + off + " ten", 4, 7, "one " + off + on + "\x1b[31mtwo" + off + on + off + "\x1b[31m six" + off + " ten"},
		{link + "one two" + end, 4, 7, link + "one " + end + on + link + "two" + end + off},
		{"", 0, 1, ""},
	} {
		got := style.PaintColumns(Cursor, test.line, test.from, test.to)
		if strings.ReplaceAll(got, "\x1b[31m"+off, off) != test.want {
			t.Errorf("columns %d to %d of %q: %q, want %q", test.from, test.to, test.line, got, test.want)
		}
		if ansi.Strip(got) != ansi.Strip(test.line) || !isClosed(got) {
			t.Errorf("%q became %q", test.line, got)
		}
	}
}
