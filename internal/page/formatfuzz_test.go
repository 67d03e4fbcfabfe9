package page_test

import (
	"strings"
	"testing"

	"news/internal/event"
	"news/internal/page"
	"news/internal/text"
)

// FuzzFormatEvent reads a page in any form, and checks that the event which was
// read is read again from the page that is written of it.
func FuzzFormatEvent(f *testing.F) {
	for _, c := range cases(f) {
		f.Add(c.data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		e := page.Event(data, "news/2016/04/3/a.md", pageRef)
		checkFormatEvent(t, e)
		if e.Headline == "" { // its first line becomes the headline, which can leave half a list
			e.TakeHeadline()
			checkFormatEvent(t, page.Event(page.FormatEvent(e), e.Path, e.Ref))
		}
	})
}

// FuzzFormatDay does so for the page of a day.
func FuzzFormatDay(f *testing.F) {
	for _, c := range cases(f) {
		f.Add(c.data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		checkFormatDay(t, page.Day(data, "news/2016/04/3/index.md", pageRef.Date))
	})
}

// FuzzFormatTexts writes pages with a text in every place.
func FuzzFormatTexts(f *testing.F) {
	for _, odd := range oddTexts {
		f.Add(odd)
	}
	f.Fuzz(func(t *testing.T, s string) { checkFormatText(t, s) })
}

// oddTexts are texts that Markdown, or the cleaning of pages, would take for
// markup.
var oddTexts = []string{
	// marks of blocks
	"#", "# 1", "#1", "## Title ##", "C#", "F #", "#metoo", "*", "* a", "* * *", "***", "-", "- a", "--", "---", "-----", "+", "+ a", "=", "==", "===",
	"1. a", "1) a", "12.", "12. 5", "2010.", "3.5 million", "1.[a]", "0)", "> a", ">", ">> a", "a > b", "|", "| a |", "a|b", "|---|", "|a", "a|",
	"```", "``` go", "~~~", "title: a", "+++",
	// emphasis and code
	"*a*", "2 * 3", "**bold**", "a**b", "Sgr A*", "_", "_a_", "snake_case", "__init__", "___", "~", "~~", "~~a~~", "~a~", "a ~5 b", "`", "``", "`code`", "`a", "a``b`c", "`a'", "$a$",
	// backslashes
	`\`, `\\`, `a\`, `\*`, `C:\new`, `\[a]`, `a\, b`, `a&b\`, `\n`, `\#`, "\\`",
	// entities and HTML
	"&", "&amp;", "&lt;b&gt;", "&#27;", "AT&T", "AT&T; R&D;", "&copy", "&copy;", "&ampamp;", "a&lt <b>", "<", "<3", "a < b", "a<b>c</b>", "<br>", "<!-- a -->", "<!--", "-->",
	"<ref>a</ref>", "<a@b.c>", "<http://a.example>", "<script>", "a;b", "?a=1&b=2;",
	// links and brackets
	"[", "]", "[]", "[a]", "[a](b)", "[a] (b)", "[a][b]", "[[a]]", "[[", "]]", "[a [b]]", "][", "](", "](/news/2016/04/3/a.md)", "[a](/news/2016/04/3/a.md) _Context: B_", "[a]: b", "[a]: /b",
	"[^1]", "[^1]: a", "[^", "[1]", "[x] a", "[ ] a", "![a](b)", "[?]", "[http://a.example b]", "[http:--a-b c]date=2018", "[ftp", "a [http b", "(", ")", "(a", "a)", "(a)", "a (b) c", "(a) (b", "a.md)",
	"http://a.example", "https://a.example is down", "see http://a.example/a_b*c", "http://", "://", "a://b", "www.a.example", "HTTP://A", "ftp://a", "javascript:a", "%20", "%", "%zz", "?", "\"a\"",
	// what wikis leave
	"'", "''", "''a''", "'''", `"'a"'`, `"'`, "a''b", "{", "}", "{{a}}", "{{", "}}", "-{a}-", "-{", "{a}", "a | b = c", "| url = x | title = y", ":00:00+00:00", "a:12:34:56+00:00", "yes", "date=2018",
	// words of pages
	"[2016-04-3]", "[2016-04-3](/news/2016/04/3/index.md)", "2016-04-3", "[2016-", "Source", "Sources:", "sources", "S", "Related", "Related:", "Changes", "信息来源", "有关:", "Cover Image", "IMG", "img",
	"Context", "Context: a", "_Context: A, B_", "_Tema: A_", "Formats: [HTML](a)", "Previous Day...", "index", "README",
	// lists of topics
	",", "a,", "a, b", "a,b", "a, 2010", "2010", "2010, a", "2010, 2011", "Washington, D.C.", "D.C.", "Jr.", "A, Jr.", "a,, b", ", a",
	// other scripts and signs
	"שלום עולם", "مرحبا (بالعالم) #1", "می\u200cخواهم", "👩\u200d👩\u200d👧 *", "1\ufe0f\u20e3", "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", "北京：数字-{}", "：", "¡Hola!", "é", "\ufffd", "...", "a...", "!", "@", "…",
}

// TestFormatOddTexts writes every odd text, and every pair of them, into every
// place of a page.
func TestFormatOddTexts(t *testing.T) {
	for at, first := range oddTexts {
		for _, s := range []string{first, "x" + first, first + "x", "x " + first + " x"} {
			if checkFormatText(t, s); t.Failed() {
				t.Fatalf("of the text %q", s)
			}
		}
		for i := range 7 { // some of the pairs: all would take a minute
			second := oddTexts[(at*31+i*37)%len(oddTexts)]
			for _, s := range []string{first + second, first + " " + second} {
				if checkFormatText(t, s); t.Failed() {
					t.Fatalf("of the text %q", s)
				}
			}
		}
	}
}

// checkFormatText writes an event and a day that have a text in every place
// where they can have one.
func checkFormatText(t *testing.T, s string) {
	t.Helper()
	if s = text.Plain(s); s == "" {
		return
	}
	e := textEvent(s)
	checkFormatEvent(t, e)
	e.Blocks = textBlocks(s)
	e.Description = page.Event(page.FormatEvent(e), e.Path, e.Ref).Description
	checkFormatEvent(t, e)
	checkFormatDay(t, event.Day{Date: e.Ref.Date, Entries: []event.Entry{
		{Ref: e.Ref, Category: s, Headline: s, Description: s, Topics: []string{s}},
		{Ref: event.NewRef(e.Ref.Date, "b"), Category: s, Headline: s, Description: s},
		{Ref: event.NewRef(e.Ref.Date, "c"), Headline: s, Topics: []string{"x", s, s}},
	}})
}

// textEvent returns an event with a text in every place.
func textEvent(s string) event.Event {
	address := "http://example.org/" + strings.ReplaceAll(s, " ", "%20")
	other := event.NewRef(event.Date{Year: 2015, Month: 12, Day: 31}, "other")
	e := event.Event{
		Ref: pageRef, Path: "news/2016/04/3/a.md", Category: s, Headline: s, Description: s + "\n\n" + s + "\n\nx " + s, Topics: []string{s, "x", s},
		Sources: []event.Source{{Name: "x", URL: address}},
		Image:   address,
		Changes: []event.Change{{Ref: other, Headline: s, Note: s}, {Ref: other, Headline: s}},
		Related: []event.Link{{Ref: other, Headline: s, Topics: []string{s}}, {Ref: other, Headline: s, Topics: []string{"x", s, "y"}}, {Ref: other, Headline: s}},
	}
	if slug := strings.ReplaceAll(s, "/", ""); event.SlugOf(slug+".md") != "" {
		e.Related = append(e.Related, event.Link{Ref: event.NewRef(pageRef.Date, slug), Headline: s})
	}
	if isWholeName(s) {
		e.Sources = append(e.Sources, event.Source{Name: s}, event.Source{Name: s, URL: address})
	}
	return e
}

// textBlocks returns blocks of all kinds with a text in every place.
func textBlocks(s string) []event.Block {
	return []event.Block{
		{Text: s}, {Kind: event.Heading, Depth: 2, Text: s}, {Text: s},
		{Kind: event.ListItem, Mark: "-", Text: s}, {Kind: event.ListItem, Depth: 1, Mark: "12.", Text: s},
		{Kind: event.ListItem, Depth: 2, Mark: "-", Text: s}, {Kind: event.ListItem, Mark: "3)", Text: s},
		{Kind: event.Quotation, Text: s}, {Kind: event.Quotation, Text: s}, {Kind: event.Quotation, Depth: 1, Text: s},
		{Kind: event.TableRow, Cells: []string{s, "x", s}, Text: strings.Trim(s+" · x · "+s, " ·")},
		{Kind: event.TableRow, Depth: 1, Cells: []string{s, "", s}, Text: strings.Trim(s+" ·  · "+s, " ·")},
		{Kind: event.CodeLine, Text: "  " + s}, {Kind: event.CodeLine}, {Kind: event.CodeLine, Text: s},
		{Kind: event.Footnote, Mark: "[1]", Text: s}, {Kind: event.Footnote, Mark: "[" + s + "]", Text: s},
		{Kind: event.Heading, Depth: 1, Text: s},
	}
}

// isWholeName reports whether a page can have a text as the name of a source:
// there is no half of a pair of parentheses at its ends, and no address in it.
func isWholeName(s string) bool {
	opens, closes := strings.Contains(s, "("), strings.Contains(s, ")")
	return !(opens && !closes && s[0] == '(') && !(closes && !opens && strings.HasSuffix(s, ")")) && !strings.Contains(s, " [http")
}
