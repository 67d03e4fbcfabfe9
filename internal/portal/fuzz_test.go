package portal_test

import (
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"news/internal/portal"
	"news/internal/text"
)

// FuzzParse holds what must be true of any page: it makes no panic, its positions
// are inside of it, and its texts are safe to show.
func FuzzParse(f *testing.F) {
	for _, file := range caseFiles(f) {
		cases, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for i := 0; i+1 < len(cases.Files); i += 2 {
			f.Add(string(cases.Files[i].Data))
		}
	}
	f.Fuzz(func(t *testing.T, s string) {
		checkDay(t, portal.Parse(portal.Page{Title: "Portal:Current events/2016 April 3", Text: s}), countLines(s))
	})
}

func countLines(s string) int {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	return strings.Count(s, "\n") + 1
}

// checkDay holds what must be true of any day whose page has a number of lines.
func checkDay(t *testing.T, d portal.Day, lines int) {
	t.Helper()
	last := 1
	for _, e := range d.Events {
		if e.Line < last || e.Line > lines {
			t.Errorf("an event on line %d, after line %d of %d", e.Line, last, lines)
		}
		last = e.Line
		checkText(t, e.Category)
		checkLinks(t, e.Text, e.Links)
		if len(text.Words(e.Text)) == 0 {
			t.Errorf("an event without words: %q", e.Text)
		}
		if headline, rest := e.Headline(); strings.TrimSpace(headline+" "+rest) != e.Text {
			t.Errorf("%q is cut into %q and %q", e.Text, headline, rest)
		}
		for _, s := range e.Stories {
			if s.Line < 1 || s.Line > e.Line || s.Depth < 0 {
				t.Errorf("a story on line %d with depth %d above an event on line %d", s.Line, s.Depth, e.Line)
			}
			if s.Name == "" {
				t.Error("a story without a name")
			}
			checkLinks(t, s.Name, s.Links)
		}
		for _, s := range e.Sources {
			checkText(t, s.Name)
			checkText(t, s.URL)
			if s.Name == "" && s.URL == "" {
				t.Error("a source that says nothing")
			}
			if strings.Contains(s.URL, " ") {
				t.Errorf("an address with blanks: %q", s.URL)
			}
		}
	}
	for _, p := range d.Problems {
		if p.Line < 0 || p.Line > lines {
			t.Errorf("a problem on line %d of %d: %s", p.Line, lines, p.Message)
		}
		checkText(t, p.Message)
	}
	checkText(t, d.Redirect)
}

func checkText(t *testing.T, s string) {
	t.Helper()
	if clean := text.Plain(s); clean != s {
		t.Errorf("%q is not clean: %q", s, clean)
	}
}

func checkLinks(t *testing.T, s string, links []portal.Link) {
	t.Helper()
	checkText(t, s)
	last := 0
	for _, l := range links {
		if l.Start < last || l.End < l.Start || l.End > len(s) {
			t.Errorf("a link at %d to %d after %d in %q", l.Start, l.End, last, s)
			return
		}
		last = l.End
		checkText(t, s[l.Start:l.End])
		checkText(t, l.Article)
		checkText(t, l.Section)
		if l.Article == "" {
			t.Errorf("a link to nothing in %q", s)
		}
	}
}

// TestJunkTakesLinearTime reads pages of nested and unclosed markup. Twice the junk
// must not take much more than twice the time.
func TestJunkTakesLinearTime(t *testing.T) {
	pieces := []string{
		"[[", "]]", "{{", "}}", "{{a|", "[[a|", "[http://a ", "[http://a [[", "[[[[", "[ ", "[", "{{{", "'''", "''", "'''''a", "<ref>", "<ref name=a>", "<ref name=a/>",
		"<!--", "<nowiki>", "<b ", "<", "&", "&amp;", "http://", "http://a ", "x://", "*", "* ", "*[[a]]\n*", "**[[a]], [[b]]\n***a\n", "*a:", "*'''a''': ", "\n", "a\n",
		"{{nowrap|", "{{convert|", "{{ill|", "{{cite news|url=", "{{nowrap|[[a|", "(", "([http://a a]", "\"", "“", ". A", "a. ", ":", "=", "=a=\n", ";a\n", "'''a'''\n", "|", "{|\n", "|a=\n",
		"__", "_", "{{current events|", "{{current events|content=", "[[de:a|b]] ", "[[a]]  ", " ", "\t", "\x00", "-{", "}-", "[[File:", "<gallery>", "*[http://a b c d e f] ",
		"</ref>", "<ref name=a>[http://a b]</ref>", "[http://a b] and ", "(Reuters via ", "[http://a (", "Iraq war ", "&#x200d;", "👩\u200d", "é", "\xff", "\n:[http://a b]\n\n", "*a [http://a b]\n", "a ({{cn}}) ", "&amp;({{cn}})", "[[A. B]] ", "[[A!]] B ",
	}
	for _, piece := range pieces {
		small := parseTime(strings.Repeat(piece, 1+2_000/len(piece)))
		large := parseTime(strings.Repeat(piece, 1+16_000/len(piece)))
		if large > 40*small && large > 500*time.Millisecond {
			t.Errorf("%q takes %v, and 8 times as much of it %v", piece, small, large)
		}
	}
}

func parseTime(s string) time.Duration {
	best := time.Hour
	for range 2 {
		begun := time.Now()
		portal.Parse(portal.Page{Text: s})
		best = min(best, time.Since(begun))
	}
	return best
}
