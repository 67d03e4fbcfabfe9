package browse

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"news/internal/catalog"
	"news/internal/event"
	"news/internal/view"
)

func TestDigitsOpenTheirNumberOnceNoLongerOneBeginsWithThem(t *testing.T) {
	for _, c := range []struct{ keys, gathered, shown, message string }{
		{"2", "", "2016/04/3/2", ""},
		{"9", "", "2016/04/3/9", ""},
		{"1", "1", "", ""},
		{"1 enter", "", "2016/04/3/1", ""},
		{"1 7", "", "2016/04/3/17", ""},
		{"1 9", "", "", "there is no 19 here"},
		{"0", "", "", "there is no 0 here"},
		{"1 esc", "", "", ""},
		{"1 j", "", "", ""},
	} {
		p := newPlayer(t, "2016/04/3", 80, 24)
		for key := range strings.FieldsSeq(c.keys) {
			p.press(key)
		}
		s, shown := p.m.trail.here(), ""
		if s.onPage {
			shown = view.Handle(s.page.event.Ref, s.page.event.Number)
		}
		if p.m.digits != c.gathered || shown != c.shown || p.m.message != c.message {
			t.Errorf("%s: gathered %q, shows %q, says %q", c.keys, p.m.digits, shown, p.m.message)
		}
	}
}

// In a page, numbers are those of its sources and related events.
func TestDigitsInAPageOpenSourcesAndRelatedEvents(t *testing.T) {
	p := newPlayer(t, "2016/04/3/2", 80, 24)
	p.press("2")
	if opened := p.m.System.(*testSystem).opened; len(opened) != 1 || !strings.Contains(opened[0], "idUSKCN0X00BL") {
		t.Errorf("opened %q", opened)
	}
	p.press("4")
	if e := p.m.trail.here().page.event; e.Ref.Date != (event.Date{Year: 2017, Month: 9, Day: 5}) {
		t.Errorf("shows %v", e.Ref)
	}
	p.press("0")
	if p.m.message != "there is no 0 here" {
		t.Errorf("says %q", p.m.message)
	}
}

// Keys that are pressed before a step is taken make it longer, and none is lost.
func TestStepsAddUpWhileTheFirstIsUnderWay(t *testing.T) {
	for _, c := range []struct{ keys, want string }{
		{"] ]", "2016-04-05"},
		{"] ] ] [", "2016-04-05"},
		{"[ [", "2016-03-27"},
		{"} }", "2016-07-12"},
		{"} {", "2016-04-03"},
	} {
		p := newPlayer(t, "2016/04/3", 80, 24)
		var cmds []tea.Cmd
		for key := range strings.FieldsSeq(c.keys) {
			_, cmd := p.m.Update(tea.KeyPressMsg{Code: rune(key[0]), Text: key})
			cmds = append(cmds, cmd)
		}
		for i := range cmds { // whichever ends first
			p.run(cmds[len(cmds)-1-i])
		}
		if got := p.m.dateHere().String(); got != c.want {
			t.Errorf("%s: on %s, want %s", c.keys, got, c.want)
		}
	}
}

// Events further on are counted, too, while the next day is on its way.
func TestEventsAddUpPastTheEndOfADay(t *testing.T) {
	p := newPlayer(t, "2016/04/3", 80, 24)
	p.press("G")
	_, cmd := p.m.Update(tea.KeyPressMsg{Code: 'J', Text: "J"})
	p.press("J")
	p.run(cmd)
	if e := p.m.trail.here().list.at().event; e.Ref.Date.Day != 4 || e.Number != 2 {
		t.Errorf("on %v, number %d", e.Ref.Date, e.Number)
	}
}

func TestOnlyAddressesOfTheWebAreOpened(t *testing.T) {
	for address, want := range map[string]bool{
		"http://example.org/a": true, "https://example.org": true, "HTTPS://example.org/": true,
		"file:///etc/passwd": false, "javascript:alert(1)": false, "example.org": false, "/a": false, "": false,
		"mailto:a@example.org": false, "http://": false, "http:relative": false, "ftp://example.org/": false, "--help": false, "http://[": false,
	} {
		if isOnTheWeb(address) != want {
			t.Errorf("%q: %v", address, !want)
		}
		p := newPlayer(t, "2016/04/3", 80, 24)
		p.run(p.m.openAddresses(address))
		if opened := p.m.System.(*testSystem).opened; (len(opened) == 1) != want {
			t.Errorf("%q: opened %q", address, opened)
		}
	}
}

// Many sources are opened only when the key is pressed twice in a row.
func TestManySourcesAreAskedFor(t *testing.T) {
	for _, c := range []struct {
		sources int
		keys    string
		opened  int
		message string
	}{
		{0, "O", 0, "it has no source with an address"},
		{5, "O", 5, "opened 5 addresses"},
		{6, "O", 0, "O again opens 6 addresses"},
		{6, "O O", 6, "opened 6 addresses"},
		{6, "O j O", 0, "O again opens 6 addresses"},
		{6, "O y O", 0, "O again opens 6 addresses"},
		{6, "O O O", 6, "O again opens 6 addresses"},
	} {
		p := newPlayer(t, "2016/04/3/2", 80, 24)
		e := &p.m.trail.here().page.event
		e.Sources = nil
		for i := range c.sources {
			e.Sources = append(e.Sources, event.Source{URL: fmt.Sprintf("http://example.org/%d", i)})
		}
		for key := range strings.FieldsSeq(c.keys) {
			p.press(key)
		}
		if opened := p.m.System.(*testSystem).opened; len(opened) != c.opened || p.m.message != c.message {
			t.Errorf("%d sources, %s: opened %d, says %q", c.sources, c.keys, len(opened), p.m.message)
		}
	}
}

func TestACopyGoesToTheTerminalWhereTheSystemHasNoClipboard(t *testing.T) {
	p := newPlayer(t, "2016/04/3/2", 80, 24)
	p.m.System = withoutClipboard{p.m.System.(*testSystem)}
	p.press("y")
	if !strings.Contains(p.m.message, "by the terminal alone: no clipboard") {
		t.Errorf("says %q", p.m.message)
	}
}

type withoutClipboard struct{ *testSystem }

func (withoutClipboard) Copy(string) error { return errors.New("no clipboard") }

// In windows of all sizes the day under the cursor is shown, and a click on it finds
// it.
func TestTheCalendarShowsTheDayUnderItsCursor(t *testing.T) {
	for _, size := range [][2]int{{40, 8}, {40, 10}, {47, 12}, {53, 30}, {80, 22}, {120, 38}, {200, 58}, {300, 98}} {
		c := &yearPane{cursor: event.Date{Year: 2016, Month: 1, Day: 1}}
		c.resize(size[0], size[1])
		for day := range 366 {
			d := event.Date{Year: 2016, Month: 1, Day: 1}.AddDays(day)
			if !c.moveTo(d) {
				t.Fatal(d)
			}
			checkCursor(t, c, d)
		}
		c.moveTo(event.Date{Year: 2016, Month: 3, Day: 9})
		checkCursor(t, c, c.cursor)
	}
}

func checkCursor(t *testing.T, c *yearPane, d event.Date) {
	t.Helper()
	for y, line := range c.view() {
		before, _, isHere := strings.Cut(ansi.Strip(line), "◂")
		if isHere {
			if at := c.dayAt(ansi.StringWidth(before), y); at != d {
				t.Errorf("%dx%d: a click on %v finds %v", c.width, c.height, d, at)
			}
			return
		}
	}
	t.Errorf("%dx%d: %v is not shown", c.width, c.height, d)
}

func TestShadesGrowWithTheNumberOfEvents(t *testing.T) {
	for _, c := range []struct{ least, most int }{{1, 1}, {1, 2}, {1, 4}, {1, 18}, {10, 25}} {
		p := yearPane{least: c.least, most: c.most}
		last := 0
		for n := c.least; n <= c.most; n++ {
			shade := p.shade(n)
			if shade < last || shade >= len(shades) {
				t.Errorf("%v: %d events have shade %d after %d", c, n, shade, last)
			}
			last = shade
		}
		if c.most-c.least >= 3 && last != len(shades)-1 {
			t.Errorf("%v: the busiest day has shade %d", c, last)
		}
	}
}

// Nothing that is shown of rows is wider than the list, and the cursor is in sight.
func TestListsKeepToTheirWidth(t *testing.T) {
	for _, asked := range []ask{
		dayAsk{date: event.Date{Year: 2016, Month: 4, Day: 3}}, marksAsk{}, timelineAsk{}, topicAsk("Syrian Army"),
	} {
		p := newPlayer(t, "2016/04/3", 80, 24)
		p.run(p.m.show(asked))
		l := &p.m.trail.here().list
		for width := 20; width < 120; width += 3 {
			l.resize(width, 9)
			for range l.rows {
				l.move(1)
				lines := l.view(true)
				if !strings.Contains(strings.Join(lines, ""), "▌") && l.at() != nil {
					t.Fatalf("%T at %d: the cursor is out of sight", asked, width)
				}
			}
			for i := range l.rows {
				for _, line := range l.lines(i) {
					if ansi.StringWidth(line) > l.room() {
						t.Fatalf("%T at %d: %q", asked, width, line)
					}
				}
			}
		}
	}
}

// Further rows that come while the list is narrowed are narrowed, too.
func TestFurtherRowsAreNarrowed(t *testing.T) {
	p := newPlayer(t, "the", 80, 24)
	s := p.m.trail.here()
	if s.answer.more == nil {
		t.Fatal("all hits are there")
	}
	p.run(p.m.narrowBy(s, "pluto"))
	for range 10 {
		p.run(p.m.grow(s, firstRows))
		if s.answer.more == nil {
			break
		}
	}
	for _, r := range s.list.rows {
		if !strings.Contains(strings.ToLower(r.text), "pluto") {
			t.Errorf("shows %q", r.text)
		}
	}
	if len(s.answer.rows) != s.answer.total || s.list.at() == nil {
		t.Errorf("%d rows of %d", len(s.answer.rows), s.answer.total)
	}
	seen := make(map[event.Ref]bool)
	for i, r := range s.answer.rows {
		if seen[r.event.Ref] || r.number != i+1 {
			t.Errorf("row %d: number %d, %v", i, r.number, r.event.Ref)
		}
		seen[r.event.Ref] = true
	}
}

// Where the browser was left is an event, also where the cursor is on none.
func TestThePlaceWhereOneLeftOffIsAnEvent(t *testing.T) {
	for _, c := range []struct{ keys, want string }{
		{"j", "2016/04/3/2"},
		{"j c", "2016/04/3/2"},
		{"j t T", "2016/04/3/2"},
		{"j c enter", "2016/04/3/1"},
	} {
		p := newPlayer(t, "2016/04/3", 80, 24)
		for key := range strings.FieldsSeq(c.keys) {
			p.press(key)
		}
		if err := p.m.close(); err != nil {
			t.Fatal(err)
		}
		ref, known := p.m.State.Left()
		day := p.m.Catalog.Day(ref.Date)
		if e := day.Find(ref); !known || e == nil || view.Handle(ref, e.Number) != c.want {
			t.Errorf("%s: left at %v", c.keys, ref)
		}
	}
}

// The last place is one key away in the next run.
func TestTheLastPlaceIsShown(t *testing.T) {
	p := newPlayer(t, "2016/04/3", 80, 24)
	left := p.m.trail.here().list.rows[4].event.Ref
	p.m.State.(*testState).left = left
	p.press("c")
	p.press("alt+.")
	if p.m.here() != left {
		t.Errorf("on %v", p.m.here())
	}
}

// An event that is named and has no page is shown as gone, in its day, from a mark and
// from a link.
func TestWhatHasNoPageIsShownAsGone(t *testing.T) {
	gone := event.NewRef(event.Date{Year: 2016, Month: 4, Day: 3}, "nothing-of-the-kind")
	for name, show := range map[string]func(*model) tea.Cmd{
		"day":     func(m *model) tea.Cmd { return m.show(dayAsk{date: gone.Date, at: gone}) },
		"link":    func(m *model) tea.Cmd { return m.openLink(&view.PageLink{Kind: view.RelatedLink, Ref: gone}) },
		"related": func(m *model) tea.Cmd { return m.show(relatedAsk{gone}) },
		"story":   func(m *model) tea.Cmd { return m.show(storyAsk{gone}) },
		"topics":  func(m *model) tea.Cmd { return m.show(topicsAsk{gone}) },
		"mark":    func(m *model) tea.Cmd { m.State.SetMark(gone, true); return m.show(marksAsk{}) },
	} {
		for _, width := range []int{80, 120} {
			p := newPlayer(t, "2016/04/3", width, 60)
			p.run(show(p.m))
			frame := p.frame()
			if !strings.Contains(frame, "(no page)") && !strings.Contains(frame, "the archive has no page of this event") {
				t.Errorf("%s at %d does not say so:\n%s", name, width, frame)
			}
		}
	}
}

// The page of a hit has all marked that the search matched: forms, and what means the
// same.
func TestPagesHaveMarkedWhatTheSearchMatched(t *testing.T) {
	for _, c := range []struct{ typed, marked string }{
		{"quake", "earthquake"}, {"armies", "army"}, {"earthq", "earthq"}, {"soldier", "soldiers"},
	} {
		p := newPlayer(t, c.typed, 120, 200)
		page := &p.m.trail.here().page
		var marked []string
		for _, match := range page.Matches {
			place := match[0]
			marked = append(marked, strings.ToLower(ansi.Strip(ansi.Cut(page.Lines[place.Line], place.From, place.To))))
		}
		if !slices.Contains(marked, c.marked) {
			t.Errorf("%s: the page has marked %q\n%s", c.typed, marked, p.frame())
		}
	}
}

// The calendar opens on the day that is known best: of the cursor, of a day that is
// still being read, of the screen before, and else the newest.
func TestTheCalendarOpensWhereOneIs(t *testing.T) {
	day := event.Date{Year: 2015, Month: 4, Day: 25}
	for name, c := range map[string]struct {
		start Start
		asked ask
		want  string
	}{
		"the cursor":        {Start{Date: day}, nil, "2015-04-25"},
		"a day being read":  {Start{Date: day}, dayAsk{date: event.Date{Year: 2016, Month: 4, Day: 3}}, "2016-04-03"},
		"a list being read": {Start{Date: day}, topicAsk("Syrian Army"), "2015-04-25"},
		"no hits":           {Start{Date: day}, wordsAsk{"zzqqx"}, "2015-04-25"},
		"no day at all":     {Start{Question: &catalog.Question{Topics: []string{"no such topic"}}}, nil, "2019-10-08"},
	} {
		o := Options{Catalog: sampleCatalog(), System: &testSystem{}, State: &testState{}}
		p := newPlayerOf(t, o, c.start, 80, 24)
		if c.asked != nil {
			p.m.show(c.asked) // its answer has not come
		}
		p.press("c")
		if got := p.m.dateHere().String(); p.m.trail.here().answer.calendar == nil || got != c.want {
			t.Errorf("%s: on %s, want %s", name, got, c.want)
		}
	}
}

// What is found in a list is sought in rows that were not read yet, too.
func TestFindReadsOn(t *testing.T) {
	p := newPlayer(t, "the", 80, 24)
	s := p.m.trail.here()
	p.run(p.m.grow(s, 10_000))
	last := s.list.rows[len(s.list.rows)-1]
	word := strings.Fields(last.text)
	for _, c := range []struct{ sought, trouble string }{
		{strings.Join(word[:min(3, len(word))], " "), ""}, {"zzqqx", "no zzqqx here"},
	} {
		p := newPlayer(t, "the", 80, 24)
		s := p.m.trail.here()
		if s.answer.more == nil || len(s.list.rows) >= last.number {
			t.Fatal("all rows are there")
		}
		p.press("ctrl+s")
		p.send(tea.PasteMsg{Content: c.sought})
		if p.m.entry.trouble != c.trouble || c.trouble == "" && !s.list.has(c.sought) {
			t.Errorf("%q: the cursor is on %q, and %q is said", c.sought, s.list.at().text, p.m.entry.trouble)
		}
	}
}

// A message that the bottom line has no room for is shown whole, above the keys.
func TestLongMessagesAreShownWhole(t *testing.T) {
	p := newPlayer(t, "2016/04/3", 40, 12)
	p.send(report{err: errors.New(strings.Repeat("the folder cannot be written, ", 4) + "no room")})
	frame := p.frame()
	if !strings.Contains(frame, "no room") || !strings.Contains(frame, "? keys") {
		t.Errorf("the frame is\n%s", frame)
	}
	p.press("j")
	if strings.Contains(p.frame(), "no room") {
		t.Errorf("after a key the frame is\n%s", p.frame())
	}
}
