package view

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
	"github.com/mattn/go-runewidth"

	"news/internal/catalog"
	"news/internal/event"
	"news/internal/text"
)

var update = flag.Bool("update", false, "write the golden files anew")

func date(y, m, d int) event.Date { return event.Date{Year: y, Month: m, Day: d} }

// harbour returns an English event with everything that an event can have.
func harbour() event.Event {
	ref := event.NewRef(date(2016, 4, 3), "the-harbour-opens")
	return event.Event{
		Ref: ref, Number: 2, Category: "Harbours of the North Sea",
		Headline:    "The harbour of Esbjerg opens its new quay to ships of 400 metres, four months before the date that the builders had promised [sic].",
		Description: "Cranes *and* _trucks_ stood ready at 5:30; \"we #1\", said the port's director, whose bill came to < 1,200 million kroner & a few cents.",
		Topics:      []string{"Esbjerg", "Container ships of the world", "Denmark", "Port of Esbjerg (2010-present)"},
		Sources: []event.Source{
			{Name: "Example Times", URL: "http://www.example.org/harbour/opening-of-the-new-quay-with-a-very-long-address?id=1234567890&page=1"},
			{Name: "", URL: "https://news.example.net/a_(b)"},
			{Name: "A paper without an address"},
		},
		Image: "https://example.org/quay.jpg",
		Path:  "news/2016/04/3/the-harbour-opens.md",
		Changes: []event.Change{
			{Ref: event.NewRef(ref.Date, "a-quay-opens"), Headline: "A quay opens in Esbjerg.", Note: "2016-04-04 10:30:05 (First version)", Missing: true},
			{Ref: ref, Headline: "The harbour opens.", Note: "(Current version)"},
		},
		Related: []event.Link{
			{Ref: event.NewRef(date(2017, 12, 9), "the-longest-ship"), Headline: "The longest ship of the year calls at Esbjerg and is measured by a class of schoolchildren.", Topics: []string{"Esbjerg", "Container ships of the world"}, Number: 12},
			{Ref: event.NewRef(date(2015, 1, 31), "work-begins"), Headline: "Work on the quay begins.", Topics: []string{"Denmark"}, Missing: true},
		},
	}
}

// hafen returns a Chinese event.
func hafen() event.Event {
	return event.Event{
		Ref: event.NewRef(date(2008, 5, 12), "新港口"), Number: 1, Category: "港口",
		Headline:    "新港口的第一座码头比原定日期提前四个月启用，可以停靠四百米长的货轮，当地居民在岸边（约三千人）观看了开航仪式。",
		Description: "港务局长在仪式上说：“今天是这座城市的节日。”起重机和卡车从清晨五时半开始工作，到傍晚共卸下货柜一千二百个。",
		Topics:      []string{"港口", "货柜船", "城市的节日"},
		Sources:     []event.Source{{Name: "晨报", URL: "http://example.org/gang"}},
		Related: []event.Link{
			{Ref: event.NewRef(date(2007, 12, 31), "动工"), Headline: "港口动工，工程预计需要三年时间，由两家公司共同承建。", Topics: []string{"港口"}},
		},
	}
}

func day() event.Day {
	first, second, third := harbour(), harbour(), hafen()
	first.Ref.Slug, first.Number, first.Category, first.Headline, first.Description = "a", 1, "", "A short one.", ""
	third.Ref.Date, third.Number = second.Ref.Date, 3
	return event.Day{
		Date: second.Ref.Date,
		Entries: []event.Entry{
			{Ref: first.Ref}, {Ref: event.NewRef(second.Ref.Date, "gone"), Headline: "This one is listed but has no page."}, {Ref: second.Ref},
		},
		Events: []event.Event{first, second, third},
	}
}

// hits returns events of a search. The first has all that was wished for.
func hits() []catalog.Hit {
	var all []catalog.Hit
	for _, e := range day().Events {
		all = append(all, catalog.Hit{Event: e, Marks: []catalog.Mark{{Start: 0, End: 3}}, Score: 0.5})
	}
	all[0].Score, all[0].Parts = 0.75, catalog.Parts{Words: 0.2, Headline: 0.25, Near: 0.05, Itself: 0.125, Days: 0.125}
	all[1].Parts = catalog.Parts{Words: 0.5}
	all[1].Lacks = []string{"resigns", "january 2010"}
	all[2].Lacks = []string{`"a phrase of words that is longer than what a narrow window shows"`, "港口", "an\x1b[31mother"}
	return all
}

// linked returns events that are related to another by links.
func linked() []catalog.Relative {
	var all []catalog.Relative
	for i, e := range day().Events {
		all = append(all, catalog.Relative{Item: catalog.Item{Event: e, Missing: i == 1}, Direction: catalog.Direction(i + 1), Shared: e.Topics})
	}
	return all
}

// unlinked returns events that are related to another without a link.
func unlinked() []catalog.Relative {
	one := catalog.Item{Event: day().Events[0]}
	return []catalog.Relative{
		{Item: one, Direction: catalog.Shared, Shared: harbour().Topics, Words: []string{"quay"}},
		{Item: one, Direction: catalog.Shared, Words: []string{"one", "quay", "a", "short", "ship", "sixth"}},
		{Item: one, Direction: catalog.Shared, Words: []string{"quay"}},
	}
}

// drawings returns functions that draw everything the terminal view can draw.
func drawings() map[string]func(*Terminal) {
	return map[string]func(*Terminal){
		"event":     func(t *Terminal) { t.Event(harbour()) },
		"chinese":   func(t *Terminal) { t.Event(hafen()) },
		"day":       func(t *Terminal) { t.Day(day()) },
		"list":      func(t *Terminal) { t.List(day().Events) },
		"found":     func(t *Terminal) { t.Found(hits(), false) },
		"explained": func(t *Terminal) { t.Found(hits(), true) },
		"related":   func(t *Terminal) { t.Related(append(linked(), unlinked()...)) },
		"path":      func(t *Terminal) { t.Path(walk()) },
		"story":     func(t *Terminal) { t.Story(saga()) },
		"calendar": func(t *Terminal) {
			t.Calendar("April 2016", []catalog.DayCount{{Date: date(2016, 4, 3), Events: 21}, {Date: date(2016, 4, 30), Events: 1}})
		},
	}
}

func draw(t *testing.T, style string, width int, links bool, drawing func(*Terminal)) string {
	t.Helper()
	loaded, err := LoadStyle(style)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	drawing(NewTerminal(&out, loaded, width, links))
	return out.String()
}

func TestTerminalViewLooksAsItDid(t *testing.T) {
	for name, drawing := range drawings() {
		for _, width := range []int{40, 80} {
			golden(t, fmt.Sprintf("%s-%d.txt", name, width), ansi.Strip(draw(t, "auto", width, false, drawing)))
		}
	}
	for _, style := range []string{"auto", "dark", "light"} {
		golden(t, "event-"+style+".ansi", draw(t, style, 60, true, drawings()["event"]))
		golden(t, "chinese-"+style+".ansi", draw(t, style, 60, true, drawings()["chinese"]))
		golden(t, "found-"+style+".ansi", draw(t, style, 60, true, drawings()["found"]))
	}
}

// TestDayNamesACategoryOnce draws days whose events have categories: one that events
// in a row have stands once above them, unless events without one come between.
func TestDayNamesACategoryOnce(t *testing.T) {
	tests := []struct{ categories, want string }{
		{"Law Law Law", "Law 1 2 3"},
		{"Law Law Sports", "Law 1 2 Sports 3"},
		{"Law Sports Law", "Law 1 Sports 2 Law 3"},
		{"- - Law Law", "1 2 Law 3 4"},
		{"- -", "1 2"},
		{"Law Law - Law", "Law 1 Law 2 3 Law 4"},
		{"Law Law -", "Law 1 Law 2 3"},
	}
	for _, test := range tests {
		d := event.Day{Date: date(2016, 4, 3)}
		for i, category := range strings.Fields(test.categories) {
			d.Events = append(d.Events, event.Event{
				Ref: event.NewRef(d.Date, fmt.Sprint(i)), Number: i + 1, Headline: "x", Category: strings.Trim(category, "-"),
			})
		}
		drawn := strings.Split(ansi.Strip(draw(t, "auto", 80, false, func(t *Terminal) { t.Day(d) })), "\n")
		got := strings.ReplaceAll(strings.Join(strings.Fields(strings.Join(drawn[2:], " ")), " "), " x", "")
		if got != test.want {
			t.Errorf("%s: %q, not %q", test.categories, got, test.want)
		}
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

func TestNoLineIsWiderThanTheWindow(t *testing.T) {
	for name, drawing := range drawings() {
		for _, style := range StyleNames() {
			for width := 40; width <= 200; width += 20 {
				for line := range strings.Lines(draw(t, style, width, true, drawing)) {
					line = strings.TrimSuffix(line, "\n")
					if text.Width(line) > width {
						t.Errorf("%s in style %s at %d columns: %d columns in %q", name, style, width, text.Width(line), line)
					}
					if plain := ansi.Strip(line); strings.HasSuffix(plain, " ") {
						t.Errorf("%s in style %s at %d columns: spaces at the end of %q", name, style, width, plain)
					}
				}
			}
		}
	}
}

func TestProseIsShownAndNeverObeyed(t *testing.T) {
	for _, prose := range []string{
		"# not a heading", "- not a list", "1. not a list", "> not a quote", "*not* _emphasis_ **at** `all`",
		"[not](http://a.example) ![a link](b)", "<b>not a tag</b> <script>", "&amp;#27;]52;c;AAAA&#7; &lt; &copy;", "http://example.org/?a=1&b=2 www.example.org",
		"| a | b |", "--- === ~~~ ```", `back\slash \* \\ \,`, "a: b\\", ": term", "[^1]: note", "[x] done ~~gone~~ :smile:", "中文 *强调* &hellip;",
	} {
		got := strings.TrimSpace(ansi.Strip(draw(t, "dark", 100, true, func(t *Terminal) { t.prose(prose) })))
		if got != prose {
			t.Errorf("%q is shown as %q", prose, got)
		}
	}
}

func TestWrapEndsLinesWhereTheyMayEnd(t *testing.T) {
	for _, c := range []struct {
		in    string
		width int
		want  string
	}{
		{"one two three", 7, "one two|three"},
		{"one two", 3, "one|two"},
		{"well-known words", 6, "well-|known|words"},
		{"abcdefghij kl", 4, "abcd|efgh|ij|kl"},
		{"港口的第一座码头。好", 8, "港口的第|一座码|头。好"},
		{"港口（约三千人）观看", 8, "港口（约|三千人）|观看"},
		{"see https://example.org/a/b/c", 12, "see https://|example.org/|a/b/c"},
		{"👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧", 12, "👨‍👩‍👧👨‍👩‍👧|👨‍👩‍👧"},
		{"👨‍👩‍👧👨‍👩‍👧", 4, "👨‍👩‍👧|👨‍👩‍👧"},
		{"( ( ( (", 3, "( (|( ("}, // no line ends behind an opening bracket, but must here
		{"abc 👩🏽‍🚀 👩🏽‍🚀", 8, "abc|👩🏽‍🚀|👩🏽‍🚀"},
		{"👩‍👩‍👩‍👩‍👩‍👩", 8, "👩‍👩‍👩‍👩‍|👩‍👩"}, // wider than a line
		{"ab" + strings.Repeat("\u1100", 9), 8, "ab|\u1100\u1100\u1100\u1100|\u1100\u1100\u1100\u1100|\u1100"},
		{"e\u0301\u0323\u0301\u0323\u0301\u0323\u0301\u0323e", 2, "e\u0301\u0323\u0301\u0323\u0301\u0323\u0301\u0323e"},
		{"", 5, ""},
		{"a  b", 1, "a|b"},
	} {
		var lines []string
		for _, line := range wrap(c.in, c.width) {
			lines = append(lines, c.in[line.start:line.end])
		}
		if got := strings.Join(lines, "|"); got != c.want {
			t.Errorf("wrap(%q, %d) = %q, want %q", c.in, c.width, got, c.want)
		}
	}
}

func TestWrapOfAPageWithoutSpacesIsQuick(t *testing.T) {
	long := strings.Repeat("a", 1<<20)
	lines := wrap(long, 80)
	if want := (len(long) + 79) / 80; len(lines) != want {
		t.Errorf("%d lines, want %d", len(lines), want)
	}
}

// TestProseIsSetAlikeInEveryLocale checks that the locale does not matter, since
// some libraries take the width of rare characters from it.
func TestProseIsSetAlikeInEveryLocale(t *testing.T) {
	plain := draw(t, "auto", 60, false, drawings()["event"])
	t.Setenv("LC_ALL", "zh_CN.UTF-8")
	runewidth.DefaultCondition.EastAsianWidth = true
	defer func() { runewidth.DefaultCondition.EastAsianWidth = false }()
	if diff := cmp.Diff(plain, draw(t, "auto", 60, false, drawings()["event"])); diff != "" {
		t.Errorf("in a Chinese locale (-plain +Chinese):\n%s", diff)
	}
}

func TestMarksStayOnTheirWordsWhenLinesAreWrapped(t *testing.T) {
	e := event.Event{Ref: event.NewRef(date(2016, 4, 3), "a"), Number: 1, Headline: "A first word and then a last word"}
	out := draw(t, "auto", 40, false, func(t *Terminal) {
		t.Found([]catalog.Hit{{Event: e, Marks: []catalog.Mark{{Start: 2, End: 12}, {Start: 29, End: 33}}}}, false)
	})
	if got := strings.Join(marked(out), "|"); got != "first word|word" {
		t.Errorf("marked are %q in %q", got, out)
	}
}

func TestExcerptShowsTheWordsAroundTheFirstMark(t *testing.T) {
	long := "The first words of a long description that nobody has looked for, then the harbour of which somebody has thought, and then many more words."
	at := strings.Index(long, "harbour")
	for _, c := range []struct {
		passage catalog.Passage
		width   int
		want    string
	}{
		{catalog.Passage{Text: "short harbour", Marks: []catalog.Mark{{Start: 6, End: 13}}}, 40, "short [harbour]"},
		{catalog.Passage{Text: long, Marks: []catalog.Mark{{Start: at, End: at + 7}}}, 60, "…for, then the [harbour] of which somebody has thought, and t…"},
		{catalog.Passage{Text: long, Marks: []catalog.Mark{{Start: 0, End: 3}, {Start: at, End: at + 7}}}, 40, "[The] first words of a long description t…"},
		{catalog.Passage{Text: strings.Repeat("码头", 40), Marks: []catalog.Mark{{Start: 120, End: 126}}}, 20, "…码头[码头]码头码头码…"},
		{catalog.Passage{Text: "no marks", Marks: nil}, 4, "no marks"},
	} {
		cut := excerpt(c.passage, c.width)
		shown, at := "", 0
		for _, m := range cut.Marks {
			shown += cut.Text[at:m.Start] + "[" + cut.Text[m.Start:m.End] + "]"
			at = m.End
		}
		if shown += cut.Text[at:]; shown != c.want {
			t.Errorf("%q at %d columns: %q, want %q", c.passage.Text, c.width, shown, c.want)
		}
		if c.passage.Marks != nil && text.Width(cut.Text) > c.width {
			t.Errorf("%q is %d columns wide, wider than %d", cut.Text, text.Width(cut.Text), c.width)
		}
	}
}

// marked returns the parts of an output in the style of marks.
func marked(out string) []string {
	const on, off = "\x1b[1;31m", "\x1b[m"
	var found []string
	for _, piece := range strings.Split(out, on)[1:] {
		inside, _, _ := strings.Cut(piece, off)
		found = append(found, inside)
	}
	return found
}

func TestMarkdownForPipes(t *testing.T) {
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	plain := NewMarkdown(w)
	plain.Event(harbour())
	plain.Separate()
	plain.Day(day())
	plain.Separate()
	plain.Calendar("2016-04", []catalog.DayCount{{Date: date(2016, 4, 3), Events: 21}})
	w.Flush()
	golden(t, "plain.md", out.String())
}

func TestJSONHasEveryField(t *testing.T) {
	var out bytes.Buffer
	array := NewJSON(&out, false)
	if err := array.Write(FoundValue(hits()[0], true)); err != nil {
		t.Fatal(err)
	}
	for i, hit := range hits() {
		for _, v := range []Value{EventValue(hit.Event), FoundValue(hit, false), RelatedValue(linked()[i]), EventValue(event.Event{})} {
			if err := array.Write(v); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, l := range unlinked() {
		if err := array.Write(RelatedValue(l)); err != nil {
			t.Fatal(err)
		}
	}
	if err := array.Close(); err != nil {
		t.Fatal(err)
	}
	for _, v := range []Value{DayValue(day()), CalendarValue("2016-04", []catalog.DayCount{{Date: date(2016, 4, 3), Events: 21}})} {
		if err := WriteJSON(&out, v); err != nil {
			t.Fatal(err)
		}
	}
	golden(t, "values.json", out.String())
}

func TestEmptyArrayAndNoLines(t *testing.T) {
	for lines, want := range map[bool]string{false: "[]\n", true: ""} {
		var out bytes.Buffer
		if err := NewJSON(&out, lines).Close(); err != nil || out.String() != want {
			t.Errorf("an empty list is written as %q (%v), want %q", out.String(), err, want)
		}
	}
}

func TestUnknownStyles(t *testing.T) {
	noStyle := filepath.Join(t.TempDir(), "style.json")
	if err := os.WriteFile(noStyle, []byte("not JSON"), 0o644); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"drak":  "there is no style drak: no style of this name, and no file",
		noStyle: "there is no style " + noStyle + ": the file is no style: invalid character 'o' in literal null (expecting 'u')",
	} {
		if _, err := LoadStyle(name); err == nil || err.Error() != want {
			t.Errorf("LoadStyle(%q): %v, want %s", name, err, want)
		}
	}
}

func TestALineEndsBetweenNamesRatherThanInside(t *testing.T) {
	for _, name := range []string{"Port (2010-present)", "新华网2", "英國BBC (英文版)", "中央社-1", "a/b?c", "Who?", "Al - Bab", "e\u0301a-b", "100% Pure", "ตลาดน้ำ", "👩🏽\u200d🚀❤\ufe0f 1"} {
		for width := 22; width < 60; width++ {
			out := draw(t, "auto", width, false, func(t *Terminal) { t.items(1, []string{name, name, name, name}, t.style.plain) })
			if got := strings.Count(out, name); got != 4 {
				t.Errorf("%q at %d columns: %q", name, width, out)
			}
		}
	}
}
