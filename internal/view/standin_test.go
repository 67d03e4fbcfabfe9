package view

import (
	"strings"
	"testing"

	"github.com/charmbracelet/glamour"
	"github.com/charmbracelet/glamour/styles"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"news/internal/event"
)

// The tests here hold what the modules in internal/standin stand in for: what pages
// look like, and what glamour makes of code and HTML.

func TestCodeOfAPageHasTheStyleOfItsText(t *testing.T) {
	for style, want := range map[string][]string{
		"auto":    {"    if a < b", "        *c*"},
		"notty":   {"    if a < b", "        *c*"},
		"dark":    {"    \x1b[38;5;252mif a < b\x1b[m", "    \x1b[38;5;252m    *c*\x1b[m"},
		"light":   {"    \x1b[38;5;234mif a < b\x1b[m", "    \x1b[38;5;234m    *c*\x1b[m"},
		"dracula": {"    \x1b[38;2;248;248;242mif a < b\x1b[m", "    \x1b[38;2;248;248;242m    *c*\x1b[m"},
	} {
		var got []string
		for line := range strings.SplitSeq(draw(t, style, 60, false, func(t *Terminal) { t.Event(market()) }), "\n") {
			if strings.Contains(line, "if a") || strings.Contains(line, "*c*") {
				got = append(got, line)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("in the style %s (-want +got)\n%s", style, diff)
		}
	}
}

// No code and no HTML reaches glamour: what looks like them in a page is its text.
func TestTextThatLooksLikeCodeIsText(t *testing.T) {
	for _, text := range []string{"```go", "~~~", "``` x := 1 ```", "`x`", "<pre>x</pre>", "<!-- x -->", "&lt;b&gt;", "<script>alert(1)</script>"} {
		e := event.Event{
			Ref: event.NewRef(date(2016, 4, 3), "code"), Headline: "Code", Description: text,
			Blocks: []event.Block{{Text: text}, {Text: "x := 1"}, {Text: text}},
		}
		for style := range styles.DefaultStyles {
			_, got, _ := strings.Cut(ansi.Strip(draw(t, style, 60, false, func(t *Terminal) { t.Event(e) })), "Code\n")
			if diff := cmp.Diff([]string{text, "x := 1", text}, filled(got)); diff != "" {
				t.Errorf("in the style %s (-want +got)\n%s", style, diff)
			}
		}
	}
}

func TestGlamourShowsCodeAndTagsAsTheyAre(t *testing.T) {
	for _, c := range []struct{ what, markdown, want string }{
		{"with a language", "```go\nfunc f() {\n\tp(\"a <b> & c\") // d\n}\n```", "func f() {|p(\"a <b> & c\") // d|}"},
		{"without a language", "```\nif a &lt; b {\n    c = 1\n}\n```", "if a &lt; b {|c = 1|}"},
		{"with a language that nobody knows", "```klingon\na b\n\nc\n```", "a b|c"},
		{"without an end", "```json\n{\"a\": [1, 2]}", "{\"a\": [1, 2]}"},
		{"empty", "a\n\n```go\n```\n\nb", "a|b"},
		{"indented", "a\n\n    x := 1\n\nb", "a|x := 1|b"},
		{"Chinese", "```python\nprint('码头')\n```", "print('码头')"},
		{"a block of HTML", "<div title=\"a\">b &amp; c</div>\n\nd", "<div title=\"a\">b &amp; c</div>|d"},
		{"a tag in a line", "a <b title=\"&#27;\">b</b> c", "a <b title=\"&#27;\">b</b> c"},
		{"a script", "<script>\nalert(1)\n</script>\n\nb", "<script>|alert(1)|</script>|b"},
	} {
		for style := range styles.DefaultStyles {
			if style == styles.AutoStyle { // asks the terminal
				continue
			}
			renderer, err := glamour.NewTermRenderer(glamour.WithStandardStyle(style), glamour.WithWordWrap(60))
			if err != nil {
				t.Fatal(err)
			}
			rendered, err := renderer.Render(c.markdown)
			if err != nil {
				t.Errorf("%s, in the style %s: %v", c.what, style, err)
			}
			if diff := cmp.Diff(strings.Split(c.want, "|"), filled(ansi.Strip(rendered))); diff != "" {
				t.Errorf("%s, in the style %s (-want +got)\n%s", c.what, style, diff)
			}
		}
	}
}

// filled returns the lines of a text that are not empty, without the spaces around
// them.
func filled(text string) []string {
	var lines []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}
