package page_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"news/internal/event"
	"news/internal/page"
	"news/internal/text"
)

var pageRef = event.Ref{Date: event.Date{Year: 2016, Month: 4, Day: 3}, Slug: "hostile"}

// payloads are sequences that a terminal would obey, or that would change how a
// text is shown.
var payloads = []string{
	"\x1b[2J",                       // erase the screen
	"\x1b]0;title\x07",              // set the window's title
	"\x1b]52;c;ZXZpbA==\x07",        // write to the clipboard
	"\x1b]8;;http://evil.example\\", // a link to another address
	"\x9b31m", "\u009b31m", "\u009d52;c;eA==\u009c",
	"\x07", "\b\b\b", "\x00", "\x7f", "\r", "\v", "\f", "\u0085",
	"\u202e", "\u202d", "\u202a", "\u2066", "\u2069", "\u200e", "\u200f", "\u061c",
}

// spellings are the ways to write a text in a page.
var spellings = map[string]func(string) string{
	"raw":     func(s string) string { return s },
	"decimal": func(s string) string { return entities(s, "&#%d;") },
	"hex":     func(s string) string { return entities(s, "&#x%X;") },
	"padded":  func(s string) string { return entities(s, "&#x0000%x;") },
	"twice":   func(s string) string { return entities(s, "&amp;#%d;") },
	"named":   func(s string) string { return entities(s, "&num;%d&Tab;&NewLine;&#%[1]d;") },
}

func entities(s, form string) string {
	var b strings.Builder
	for _, r := range s {
		fmt.Fprintf(&b, form, r)
	}
	return b.String()
}

const hostileEvent = `### [2016-04-3](/news/2016/04/3/index.md)

##### before!after
# before!after

before!after

### Sources:

1. [before!after](http://example.com/before!after)
2. [before!after](http://example.com/2) [IMG](http://example.com/before!after.png)
3. [before!after] [http://example.com (x](http://example.com/before!after)
4. [x](before!after:x)
5. [before!after

### Changes:

1. [before!after ](/news/2016/04/3/former.md) _before!after_
2. [before!after ](/news/2016/04/3/before!after.md) _before!after_

### Related:

1. [before!after ](/news/2015/04/3/other.md) _Context: before!after, before!after_
2. [before!after ](/news/2015/04/3/before!after.md) _Context: before!after_
3. [before!after ](/news/before!after)

# before!after
`

const hostileDay = `## [2016-04-4before!after](/news/2016/04/4/index.md)

##### before!after
### [before!after ](/news/2016/04/3/first.md)
before!after

### [before!after ](/news/2016/04/3/second.md)
_Context: before!after, before!after_

### [before!after ](/news/2016/04/3/before!after.md)
### [before!after ](before!after)
`

// TestHostilePage puts every payload, in every spelling, into every part of a
// page. No field may contain it, and every field must contain the text around
// it.
func TestHostilePage(t *testing.T) {
	for how, spell := range spellings {
		for _, payload := range payloads {
			t.Run(fmt.Sprintf("%s/%q", how, payload), func(t *testing.T) {
				written := spell(payload)
				e := page.Event([]byte(strings.ReplaceAll(hostileEvent, "!", written)), "news/2016/04/3/"+payload+".md", pageRef)
				checkEvent(t, e)
				if len(e.Sources) < 4 || len(e.Changes) < 1 || len(e.Related) < 1 || e.Image == "" {
					t.Errorf("parts of the page are lost: %+v", e)
				}
				for _, field := range []string{e.Category, e.Headline, e.Description, e.Sources[0].URL, e.Changes[0].Headline, e.Related[0].Topics[0]} {
					if !strings.Contains(field, "before") || !strings.Contains(field, "after") {
						t.Errorf("the text around the payload is lost: %q", field)
					}
				}
				d := page.Day([]byte(strings.ReplaceAll(hostileDay, "!", written)), "news/2016/04/3/index.md", pageRef.Date)
				checkClean(t, fmt.Sprintf("%+v", d))
				if len(d.Entries) < 2 {
					t.Errorf("entries are lost: %+v", d)
				}
			})
		}
	}
}

// checkEvent fails the test if a text of an event contains what must not reach
// a terminal, or if a block is not in the description. Line ends separate the
// blocks of a description, and no other text has them.
func checkEvent(t *testing.T, e event.Event) {
	t.Helper()
	for _, b := range e.Blocks {
		if !strings.Contains(e.Description, strings.TrimRight(b.Text, " ")) {
			t.Errorf("%q is not in the description %q", b.Text, e.Description)
		}
	}
	if e.Description != strings.Trim(e.Description, "\n") {
		t.Errorf("empty lines around the description %q", e.Description)
	}
	e.Description = strings.ReplaceAll(e.Description, "\n", " ")
	checkClean(t, fmt.Sprintf("%+v", e))
}

// checkClean fails the test if a text contains what must not reach a terminal.
func checkClean(t *testing.T, s string) {
	t.Helper()
	if !utf8.ValidString(s) {
		t.Errorf("no UTF-8: %q", s)
	}
	for _, r := range s {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			t.Errorf("%U in %q", r, s)
			return
		}
	}
}

// TestDeepEntities checks that an entity of an entity is decoded once, so that
// a later step that decodes sees the same text as a reader of the page.
func TestDeepEntities(t *testing.T) {
	e := page.Event([]byte("# A &amp;#27;[31m &amp;lt;b&amp;gt;\n"), "p.md", pageRef)
	if want := "A &#27;[31m &lt;b&gt;"; e.Headline != want {
		t.Errorf("headline %q, want %q", e.Headline, want)
	}
}

// TestManyProblems reads a page with a problem in every line.
func TestManyProblems(t *testing.T) {
	data := "# A headline\n\n### Related:\n" + strings.Repeat("1. [x](nowhere)\n", 1000)
	problems := page.Event([]byte(data), "p.md", pageRef).Problems
	if len(problems) > 100 {
		t.Fatalf("%d problems", len(problems))
	}
	last := problems[len(problems)-1]
	if want := "p.md: 950 problems more"; last.String() != want {
		t.Errorf("the last problem is %q, want %q", last, want)
	}
}

// TestLongQuote checks that a problem quotes no more than a line.
func TestLongQuote(t *testing.T) {
	long := strings.Repeat("長", 5000)
	problems := page.Event([]byte("# A headline\n# "+long+"\n"), "p.md", pageRef).Problems
	if len(problems) != 1 || problems[0].Line != 2 {
		t.Fatalf("problems: %v", problems)
	}
	if got := utf8.RuneCountInString(problems[0].Message); got > 100 {
		t.Errorf("the message has %d characters: %s", got, problems[0].Message)
	}
}

// TestManyItems reads lists that are far longer than in any real page. An event
// has one entry in a day, the first; related links are all kept.
func TestManyItems(t *testing.T) {
	var related, entries strings.Builder
	related.WriteString("# A headline\n### Related:\n")
	for i := range 3000 {
		fmt.Fprintf(&related, "1. [Headline %d](/news/2015/05/6/slug-%d.md) _Context: a_\n", i, i%2000)
		fmt.Fprintf(&entries, "### [Headline %d](/news/2015/05/6/slug-%d.md)\n", i, i%2000)
	}
	e := page.Event([]byte(related.String()), "p.md", pageRef)
	d := page.Day([]byte(entries.String()), "p.md", pageRef.Date)
	if len(e.Related) != 3000 || len(d.Entries) != 2000 {
		t.Fatalf("%d related, %d entries, want 3000 and 2000", len(e.Related), len(d.Entries))
	}
	if got, want := e.Related[1999].Headline, "Headline 1999"; got != want {
		t.Errorf("the last one is %q, want %q", got, want)
	}
}

// TestLongPages reads long pages of what the parser looks for. Each must be
// read in linear time.
func TestLongPages(t *testing.T) {
	const size = 1 << 17
	heads := []string{"", "# A\n", "# A\n### Source:\n1. ", "# A\n### Related:\n1. ", "# A\n### Other\n- ", "---\ntags: ", "+++\na = [", "# A\n\n[a]: /b\n\n", "# A\n\n[a]: /b\n\n1. "}
	pieces := []string{
		"[", "]", "[a", "[a]", "[a][", "[a](", "[a](b", "[a](b \"", "[a](<", "![a](b)", "](", "[[a]", "\\", "\\[", "(", ")", "[](<a b> (",
		"<", "<a ", "<a href=", "<a href=\"", "<a href=x>", "<!--", "<!-- --", "<ref>", "<ref a=\"", "</ref", "<script>", "<http:", "<b>", "<?", "<!a",
		"http://a ", "://", "a://", "**", "** a", "**a", "`", "` ", "`` ` ", "```\n", "~~~\n```a\n", "````` ```` ", "a\n---\n", "a\n===\n", "## a\n", "# a\n",
		"| a ", "|\n", "a | b\n--|--\n", "--|--\n", "> ", ">\n", "> a\n", "- ", "- a\n", "  - a\n", "1. a\n", "1. [a](b)\n", "    a\n", "\ta\n", "[^a]: b\n", "[^", "[a]: /b\n", "[a]: ",
		"_", "_Context: a, ", "_Context: a_\n", "a: b\n", "- a\n\n", "a\n\n", "\"", "',", "&lt;", "\xff", "\x00", "\u202e", ", ", "\\,", "a,\\", "-{", "}-",
	}
	for _, head := range heads {
		for _, piece := range pieces {
			data := []byte(head + strings.Repeat(piece, size/len(piece)))
			start := time.Now()
			page.Event(data, "p.md", pageRef)
			page.Day(data, "p.md", pageRef.Date)
			if took := time.Since(start); took > 10*time.Second { // most take a few milliseconds
				t.Errorf("%q and as long a page of %q take %v", head, piece, took)
			} else if os.Getenv("SLOW") != "" && took > 150*time.Millisecond {
				t.Logf("%q %q %v", head, piece, took)
			}
		}
	}
}

func FuzzEvent(f *testing.F) {
	for _, c := range cases(f) {
		f.Add(c.data)
	}
	f.Add([]byte(hostileEvent))
	f.Fuzz(func(t *testing.T, data []byte) {
		e := page.Event(data, "news/2016/04/3/hostile.md", pageRef)
		checkEvent(t, e)
		checkProblems(t, data, e.Problems)
		checkTopics(t, e.Topics)
		for _, s := range e.Sources {
			checkAddress(t, s.URL)
		}
		checkAddress(t, e.Image)
		for _, l := range e.Related {
			checkRef(t, l.Ref)
			checkTopics(t, l.Topics)
		}
		for _, c := range e.Changes {
			checkRef(t, c.Ref)
		}
	})
}

func FuzzDay(f *testing.F) {
	for _, c := range cases(f) {
		f.Add(c.data)
	}
	f.Add([]byte(hostileDay))
	f.Fuzz(func(t *testing.T, data []byte) {
		d := page.Day(data, "news/2016/04/3/index.md", pageRef.Date)
		checkClean(t, fmt.Sprintf("%+v", d))
		checkProblems(t, data, d.Problems)
		seen := make(map[event.Ref]bool)
		for _, e := range d.Entries {
			checkRef(t, e.Ref)
			checkTopics(t, e.Topics)
			if seen[e.Ref] {
				t.Errorf("%v is there twice", e.Ref)
			}
			seen[e.Ref] = true
		}
	})
}

func checkProblems(t *testing.T, data []byte, problems []event.Problem) {
	t.Helper()
	last := 1 + max(strings.Count(string(data), "\n"), strings.Count(string(data), "\r"))
	for _, p := range problems {
		if p.Line < 0 || p.Line > last {
			t.Errorf("%v: the page has %d lines", p, last)
		}
		if p.Path == "" || p.Message == "" {
			t.Errorf("an empty problem: %+v", p)
		}
	}
}

func checkRef(t *testing.T, ref event.Ref) {
	t.Helper()
	if !ref.Date.Valid() || ref.Slug == "" || !text.IsPlain(ref.Slug) || !norm.NFC.IsNormalString(ref.Slug) {
		t.Errorf("no reference: %+v", ref)
	}
}

func checkTopics(t *testing.T, topics []string) {
	t.Helper()
	for _, topic := range topics {
		if topic == "" || topic != strings.TrimSpace(topic) {
			t.Errorf("no topic: %q", topic)
		}
	}
}

func checkAddress(t *testing.T, address string) {
	t.Helper()
	if strings.Contains(address, " ") {
		t.Errorf("white space in %q", address)
	}
	for _, scheme := range []string{"javascript:", "data:", "file:", "vbscript:"} {
		if strings.HasPrefix(strings.ToLower(address), scheme) {
			t.Errorf("the scheme of %q", address)
		}
	}
}
