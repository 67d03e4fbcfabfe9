package view

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"unicode"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/sample"
	"news/internal/text"
	"news/internal/when"
)

func styleOf(t testing.TB, name string) Style {
	t.Helper()
	style, err := LoadStyle(name)
	if err != nil {
		t.Fatal(err)
	}
	return style
}

// drawn returns a page as text: its lines without styles, each link below them with
// its places, and the matches.
func drawn(p Page) string {
	var out strings.Builder
	for i, line := range p.Lines {
		fmt.Fprintf(&out, "%2d|%s\n", i, ansi.Strip(line))
	}
	for _, l := range p.Links {
		fmt.Fprintf(&out, "%s %d %q %v\n", kindName(l.Kind), l.Number, leadsTo(l), l.Places)
	}
	for _, places := range p.Matches {
		fmt.Fprintf(&out, "match %v\n", places)
	}
	return out.String()
}

func kindName(k LinkKind) string { return [...]string{"topic", "source", "related", "day"}[k] }

func leadsTo(l PageLink) string {
	switch l.Kind {
	case TopicLink:
		return l.Topic
	case SourceLink:
		return l.Address
	case DayLink:
		return l.Ref.Date.String()
	}
	return l.Ref.String()
}

func TestPageLooksAsItDid(t *testing.T) {
	for _, width := range []int{40, 80, 120} {
		english := PageOptions{Style: styleOf(t, "auto"), Width: width, Words: []string{"QUAY", "metres four"}}
		golden(t, fmt.Sprintf("page-%d.txt", width), drawn(NewPage(harbour(), english)))
		chinese := PageOptions{Style: styleOf(t, "auto"), Width: width, Language: Chinese, Words: []string{"碼頭", "港口"}, Links: true}
		golden(t, fmt.Sprintf("zh-page-%d.txt", width), drawn(NewPage(hafen(), chinese)))
	}
	for _, style := range []string{"auto", "dark", "light"} {
		o := PageOptions{Style: styleOf(t, style), Width: 60, Words: []string{"trucks", "quay"}, Links: true}
		golden(t, "page-"+style+".ansi", strings.Join(NewPage(harbour(), o).Lines, "\n")+"\n")
	}
}

// TestPageIsTheFaceOfShow checks that a page has the lines of Terminal.Event, where
// neither numbers nor addresses make them differ.
func TestPageIsTheFaceOfShow(t *testing.T) {
	e := market()
	e.Category, e.Topics, e.Changes = "Markets", harbour().Topics, harbour().Changes
	for _, style := range StyleNames() {
		for width := 20; width < 150; width += 13 {
			shown := draw(t, style, width, true, func(t *Terminal) { t.Event(e) })
			page := NewPage(e, PageOptions{Style: styleOf(t, style), Width: width, Links: true})
			if diff := cmp.Diff(shown, strings.Join(page.Lines, "\n")+"\n"); diff != "" {
				t.Errorf("in style %s at %d columns (-show +page):\n%s", style, width, diff)
			}
		}
	}
}

// numbers returns the links of an event's page by number.
func numbers(t *testing.T, e event.Event) map[int]PageLink {
	t.Helper()
	byNumber := make(map[int]PageLink)
	for _, l := range NewPage(e, PageOptions{Width: 60}).Links {
		if _, twice := byNumber[l.Number]; twice && l.Number > 0 {
			t.Errorf("two links have the number %d", l.Number)
		}
		byNumber[l.Number] = l
	}
	delete(byNumber, 0)
	return byNumber
}

func TestNumbersCountWhatCanBeOpened(t *testing.T) {
	without := harbour()
	without.Image, without.Related[0].Missing = "", true
	onlyRelated := event.Event{Ref: without.Ref, Related: []event.Link{{Ref: without.Ref}, {Ref: event.NewRef(date(2015, 1, 2), "b")}}}
	many := event.Event{Ref: without.Ref}
	for i := range 120 {
		many.Sources = append(many.Sources, event.Source{Name: "A", URL: fmt.Sprintf("http://example.org/%d", i+1)})
	}
	for _, test := range []struct {
		name string
		of   event.Event
		want string
	}{
		{"a picture stands behind the sources", harbour(), "source source source related"},
		{"nothing but sources can be opened", without, "source source"},
		{"related events alone begin at 1", onlyRelated, "related related"},
		{"nothing can be opened", event.Event{Ref: without.Ref, Sources: []event.Source{{Name: "A"}}}, ""},
		{"more than two digits", many, strings.TrimSpace(strings.Repeat("source ", 120))},
	} {
		links := numbers(t, test.of)
		var kinds []string
		for n := 1; n <= len(links); n++ {
			kinds = append(kinds, kindName(links[n].Kind))
		}
		if got := strings.Join(kinds, " "); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
	lines := NewPage(many, PageOptions{Width: 60}).Lines
	for _, l := range numbers(t, many) {
		if lead := fmt.Sprintf("%3d  A", l.Number); lines[l.Places[0].Line] != lead {
			t.Errorf("number %d stands in %q", l.Number, lines[l.Places[0].Line])
		}
	}
}

// awkward returns texts that are hard to lay out.
func awkward() []string {
	texts := []string{
		strings.Repeat("Straße-", 50), strings.Repeat("x", 300), strings.Repeat("水", 150),
		strings.Repeat("👩‍👩‍👧‍👦", 20), strings.TrimSuffix(strings.Repeat("👩\u200d", 80), "\u200d"), strings.Repeat("👩🏽‍🚀 ", 20),
		strings.Repeat("\u1100", 90) + "\u1161", strings.Repeat("Z\u0335\u0336\u0337\u0338", 100), "e" + strings.Repeat("\u0301", 500),
		"שלום עולם " + strings.Repeat("ירושלים", 30), "\u202eevil\u202c \u2066more\u2069 text", "\x1b]0;title\x07 \x1b[31mred \x9b1m \x00\x7f",
		"*a* _b_ `c` # 1. > | <b> &lt; \\", "a\u00a0b\u2060c\u200bd\u00ade", "\ufeff", " ", strings.Repeat("( ", 60), "🇩🇰" + strings.Repeat("🇩🇰", 40),
	}
	for _, s := range sentences {
		texts = append(texts, s.text)
	}
	for i, s := range texts {
		texts[i] = text.Clean(s)
	}
	return texts
}

// made returns an event whose texts are all one text, in every place of a page.
func made(s string) event.Event {
	address := "https://example.org/" + strings.Repeat(inASCII(firstRunes(s, 20))+"/a-b?", 500)[:500]
	e := inScript(s)
	e.Category, e.Image = s, address
	e.Topics = []string{s, "short", s + " " + s, firstRunes(s, 3), ""}
	e.Sources = []event.Source{{Name: s, URL: address}, {URL: address}, {Name: s}, {Name: address, URL: address}, {Name: s, URL: s}, {}}
	e.Related = append(e.Related, event.Link{Ref: event.NewRef(date(2015, 12, 22), s), Headline: s, Number: 1234}, event.Link{Ref: e.Ref, Headline: s, Missing: true})
	for kind := event.Paragraph; kind <= event.Footnote; kind++ {
		for _, depth := range []int{0, 3, 60} {
			e.Blocks = append(e.Blocks, event.Block{Kind: kind, Depth: depth, Mark: firstRunes(s, 3*depth+1), Text: s, Cells: []string{s, firstRunes(s, 2), ""}})
		}
	}
	return e
}

func firstRunes(s string, n int) string {
	return strings.TrimSpace(string([]rune(s)[:min(n, len([]rune(s)))]))
}

func TestPageKeepsToItsWidth(t *testing.T) {
	events := []event.Event{harbour(), hafen(), market(), {Ref: harbour().Ref}}
	for _, s := range awkward() {
		events = append(events, made(s))
	}
	for i, e := range events {
		for width := 20 + i%19; width <= 200; width += 19 {
			o := PageOptions{Style: styleOf(t, "auto"), Width: width, Links: width%2 == 0, Language: Language(i % 2)}
			if width%3 > 0 {
				o.Words, o.Find = []string{"a", "ท่า", "水"}, "("
			}
			checkPage(t, e, o)
		}
	}
}

func TestPagesOfTheSampleKeepToTheirWidth(t *testing.T) {
	width := 20
	for day := range archive.FromFS(sample.FS()).Days(context.Background(), when.Set{}, false) {
		for _, e := range day.Events {
			checkPage(t, e, PageOptions{Style: styleOf(t, "dark"), Width: width, Links: width%3 == 0, Words: []string{"the", "of"}})
			if width += 7; width > 200 {
				width -= 181
			}
		}
	}
}

func FuzzPage(f *testing.F) {
	for i, s := range awkward() {
		f.Add(s, uint8(20+i), i%2 == 0)
	}
	f.Fuzz(func(t *testing.T, s string, width uint8, links bool) {
		s = firstRunes(text.Clean(s), 200) // longer ones are slow
		checkPage(t, made(s), PageOptions{Width: max(20, int(width)), Links: links, Words: []string{firstRunes(s, 3)}, Find: firstRunes(s, 2)})
	})
}

// checkPage checks what a browser relies on: no line is too wide or has signs that
// move the cursor, and each link and match stands where the page says.
func checkPage(t *testing.T, e event.Event, o PageOptions) {
	t.Helper()
	p := NewPage(e, o)
	for i, line := range p.Lines {
		if got := text.Width(line); got > o.Width {
			t.Errorf("%q at %d columns: line %d is %d wide: %q", e.Headline, o.Width, i, got, line)
		}
		if plain := withoutKnown(line, o.Links); strings.ContainsFunc(plain, unicode.IsControl) {
			t.Errorf("%q at %d columns: control characters in line %d: %q", e.Headline, o.Width, i, line)
		}
		if !isClosed(line) {
			t.Errorf("%q at %d columns: a style or hyperlink goes on behind line %d: %q", e.Headline, o.Width, i, line)
		}
	}
	for _, l := range p.Links {
		checkLink(t, e, p, l, o)
	}
	for _, places := range p.Matches {
		if shownAt(t, p, places) == "" {
			t.Errorf("%q at %d columns: an empty match at %v", e.Headline, o.Width, places)
		}
	}
}

// withoutKnown returns a line without styles and, if the terminal has them,
// hyperlinks.
func withoutKnown(line string, links bool) string {
	var rest strings.Builder
	for at := 0; at < len(line); {
		n := escapeEnd(line[at:])
		known := n > 0 && (strings.HasPrefix(line[at:], "\x1b[") && line[at+n-1] == 'm' || links && strings.HasPrefix(line[at:], "\x1b]8;;"))
		if !known {
			rest.WriteByte(line[at])
			n = 1
		}
		at += n
	}
	return rest.String()
}

// isClosed reports whether a line ends every style and hyperlink that it begins.
func isClosed(line string) bool {
	style, link := "", ""
	for at := 0; at < len(line); {
		n := max(1, escapeEnd(line[at:]))
		style = styleAfter(style, line[at:at+n])
		if strings.HasPrefix(line[at:], "\x1b]8;") {
			link = line[at : at+n]
		}
		at += n
	}
	return style == "" && !isOpen(link)
}

func checkLink(t *testing.T, e event.Event, p Page, l PageLink, o PageOptions) {
	t.Helper()
	shown := shownAt(t, p, l.Places)
	var want []string
	switch l.Kind {
	case DayLink:
		want = []string{DayTitle(e.Ref.Date, o.Language)}
	case TopicLink:
		want = []string{l.Topic}
	case SourceLink:
		for _, source := range append(e.Sources, event.Source{Name: o.Language.words().picture, URL: e.Image}) {
			if source.URL == l.Address {
				want = append(want, source.Name, source.Name+source.URL, site(source.URL)+source.URL, source.Name+site(source.URL), site(source.URL), source.URL)
			}
		}
	case RelatedLink:
		for _, r := range e.Related {
			if r.Ref == l.Ref {
				want = append(want, Handle(r.Ref, r.Number)+o.Language.words().headline(r.Headline))
			}
		}
	}
	for _, w := range want {
		if squeezed(w) == squeezed(shown) {
			return
		}
	}
	t.Errorf("at %d columns the %s link to %q covers %q, want one of %q", o.Width, kindName(l.Kind), leadsTo(l), shown, want)
}

func squeezed(s string) string { return strings.ReplaceAll(s, " ", "") }

// shownAt returns the text at some places, and fails where one is outside of its
// line.
func shownAt(t *testing.T, p Page, places []LinkPlace) string {
	t.Helper()
	if len(places) == 0 {
		t.Error("a link or match without a place")
	}
	var shown strings.Builder
	for _, place := range places {
		if place.Line < 0 || place.Line >= len(p.Lines) {
			t.Fatalf("place %v is in no line of %d", place, len(p.Lines))
		}
		line := ansi.Strip(p.Lines[place.Line])
		if place.From < 0 || place.From >= place.To || place.To > text.Width(line) {
			t.Errorf("place %v is outside of %q", place, line)
			continue
		}
		shown.WriteString(line[columnStart(line, place.From):columnStart(line, place.To)])
	}
	return shown.String()
}

// columnStart returns the byte of a line at which a column begins: behind all that
// belongs to the columns before.
func columnStart(line string, column int) int {
	width := 0
	for at, r := range line {
		if r == '\ufe0f' { // makes the character before it wider
			width = text.Width(line[:at+len(string(r))])
		} else {
			width += text.Width(string(r))
		}
		if width > column {
			return at
		}
	}
	return len(line)
}
