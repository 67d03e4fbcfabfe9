package archive_test

import (
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/text"
	"news/internal/when"
)

// today is the date on which the references of these tests are typed.
var today = day(2016, 4, 10)

// seaside is an archive of a few days by the sea.
func seaside() files {
	return files{
		"2016/04/3/index.md": index("2016/04/3", "the-storm-passes", "ferry-returns", "lost-at-sea", "the-storm-warning"),
		"2016/04/3/ferry-returns.md": page("A ferry returns", "### Changes:",
			"1. [A ferry is late](/news/2016/04/3/ferry-is-late.md) _2016-04-04 10:00:00 (First version)_",
			"2. [A ferry returns](/news/2016/04/3/ferry-returns.md) _(Current version)_"),
		"2016/04/3/the-storm-passes.md":  page("The storm passes"),
		"2016/04/3/the-storm-warning.md": page("A storm warning"),
		"2016/04/3/café-reopens.md":      page("A café reopens"),
		"2016/04/3/渡轮-返航.md":             page("渡轮返航"),
		"2016/04/3/50%-off?-#1.md":       page("Tickets at half the price"),
		"2016/04/3/v1.0.md":              page("Timetable 1.0"),
		"2016/04/3/a b.md":               page("A name with a space"),
		"2016/03/31/tea.md":              page("Tea is served"),
		"2016/04/5/README.md":            index("2016/04/5", "nothing"),
		"2016/04/7/notes.txt":            "",
		"2016/04/8/fog.md":               page("Fog"),
	}
}

// answer describes the result of a reference in one line.
func answer(target archive.Target, err error) string {
	var (
		notFound   *archive.NotFoundError
		ambiguous  *archive.AmbiguousError
		trouble    *archive.PageError
		impossible *when.Error
	)
	switch {
	case errors.As(err, &notFound):
		return "not found"
	case errors.As(err, &ambiguous):
		return "ambiguous"
	case errors.As(err, &trouble):
		return "page trouble"
	case errors.As(err, &impossible):
		return "impossible"
	case err != nil:
		return "error " + err.Error()
	case target.Event != nil:
		return target.Event.Ref.String()
	case target.Day != nil:
		return "day " + target.Day.Date.String()
	}
	return "span " + target.Title
}

func TestEveryNotationOfAReference(t *testing.T) {
	const ferry = "2016/04/3/ferry-returns"
	tests := []struct{ typed, want string }{
		{"2016/04/3/ferry-returns", ferry},
		{"2016/4/3/ferry-returns", ferry},
		{"2016/04/03/ferry-returns", ferry},
		{"2016/4/03/ferry-returns", ferry},
		{"2016-04-03/ferry-returns", ferry},
		{"2016-4-3/ferry-returns", ferry},
		{"/2016/04/3/ferry-returns", ferry},
		{"2016/04/3/ferry-returns/", ferry},
		{"  2016/04/3/ferry-returns\r\n", ferry},
		{"news/2016/04/3/ferry-returns", ferry},
		{"/news/2016/04/3/ferry-returns", ferry},
		{"/zh/news/2016/04/3/ferry-returns", ferry},
		{"zh/news/2016/4/3/ferry-returns.md", ferry},
		{"./news/2016/04/3/ferry-returns.md", ferry},
		{"2016/04/3/ferry-returns.md", ferry},
		{"2016/04/3/ferry-returns.html", ferry},
		{"2016/04/3/ferry-returns.json", ferry},
		{"https://thecontext.net/news/2016/04/3/ferry-returns", ferry},
		{"https://thecontext.net/zh/news/2016/04/3/ferry-returns.html", ferry},
		{"http://localhost:8080/news/2016/04/3/ferry-returns.md?from=mail", ferry},
		{"https://thecontext.net/news/2016/04/3/ferry-returns.html#top", ferry},
		{"https://thecontext.net/news/2016/04/3/ferry-returns?from=mail#top", ferry},
		{"https://thecontext.net/news/2016/04/3/ferry%2Dreturns.html?from=mail", ferry},
		{"2016/04/3/ferry-is-late", ferry}, // its former slug
		{"https://thecontext.net/news/2016/04/3/ferry-is-late.html?from=mail", ferry},
		{"2016/04/3/ferry", ferry},
		{"2016/04/3/f", ferry},
		{"2016/04/3/FERRY-R", ferry},
		{"2016/04/3/2", ferry},
		{"2016-04-03/2", ferry},
		{"2016/04/3/02", ferry},
		{"news/2016/04/3/2", ferry},

		{"2016/04/3/café-reopens", "2016/04/3/café-reopens"},
		{"2016/04/3/cafe\u0301-reopens", "2016/04/3/café-reopens"},
		{"2016/04/3/cafe-re", "2016/04/3/café-reopens"},
		{"/news/2016/04/3/caf%C3%A9-reopens.md", "2016/04/3/café-reopens"},
		{"/news/2016/04/3/cafe%CC%81-reopens.md", "2016/04/3/café-reopens"},
		{"2016/04/3/渡轮-返航", "2016/04/3/渡轮-返航"},
		{"2016/04/3/渡", "2016/04/3/渡轮-返航"},
		{"https://thecontext.net/zh/news/2016/4/3/" + url.PathEscape("渡轮-返航") + ".html", "2016/04/3/渡轮-返航"},
		{"2016/04/3/50%-off?-#1", "2016/04/3/50%-off?-#1"},
		{"2016/04/3/50%-off?-#1.md", "2016/04/3/50%-off?-#1"},
		{"/news/2016/04/3/" + url.PathEscape("50%-off?-#1") + ".md?from=mail", "2016/04/3/50%-off?-#1"},
		{"2016/04/3/v1.0", "2016/04/3/v1.0"},
		{"2016/04/3/v1.0.md", "2016/04/3/v1.0"},
		{"2016/04/3/a b", "2016/04/3/a b"},
		{"/news/2016/04/3/a%20b.md", "2016/04/3/a b"},

		{"2016/04/3", "day 2016-04-03"},
		{"2016/4/3", "day 2016-04-03"},
		{"2016/04/03/", "day 2016-04-03"},
		{"2016-04-03", "day 2016-04-03"},
		{"2016-4-3", "day 2016-04-03"},
		{"news/2016/04/3", "day 2016-04-03"},
		{"/zh/news/2016/04/3/index.md", "day 2016-04-03"},
		{"2016/04/3/README.md", "day 2016-04-03"},
		{"https://thecontext.net/news/2016/04/3/index.html", "day 2016-04-03"},
		{"2016-04-03..2016-04-03", "day 2016-04-03"},
		{"2016-04-01..+3d", "span 2016-04-01..2016-04-03"},
		{"2 days ago", "day 2016-04-08"},
		{"3 April 2016", "day 2016-04-03"},
		{"Sunday, 3 April 2016", "day 2016-04-03"},
		{"2016.04.03", "day 2016-04-03"},
		{"20160403", "day 2016-04-03"},
		{"2016年4月3日 星期日", "day 2016-04-03"},
		{"last sunday", "day 2016-04-03"},
		{"2016-W13", "span 2016-W13"},
		{"2016-Q2", "span 2016-Q2"},
		{"2010s", "span 2010s"},
		{"last 2 weeks", "span 2016-03-28..2016-04-10"},
		{"2016-04-01 to 2016-04-03", "span 2016-04-01..2016-04-03"},
		{"2016-04-01 – 2016-04-03", "span 2016-04-01..2016-04-03"},
		{"2016/04/1..2016/04/3", "span 2016-04-01..2016-04-03"},
		{"2015-2016", "span 2015..2016"},
		{"on-this-day", "span */04/10"},
		{"2016, 2014", "span 2016, 2014"},

		// A day in any notation, followed by an event.
		{"2016.04.03/2", ferry},
		{"20160403/ferry", ferry},
		{"3 April 2016/2", ferry},
		{"last sunday/2", ferry},
		{"2016年4月3日/2", ferry},
		{"7 days ago/ferry-returns", ferry},

		// Characters that are copied along with a reference.
		{"\ufeff2016/04/3/ferry-returns", ferry},
		{"\u200b2016/04/3/ferry\u200b-returns", ferry},
		{"\u202a2016-04-03/2\u202c", ferry},
		{"\u200e2016-04-03", "day 2016-04-03"},
		{"/news/2016/04/3/caf&#233;-reopens.html", "2016/04/3/café-reopens"},
		{"/news/2016/04/3/caf&eacute;-reopens.md?a=b&amp;c=d", "2016/04/3/café-reopens"},
		{"https%3A%2F%2Fthecontext.net%2Fnews%2F2016%2F04%2F3%2Fferry-returns.html", ferry},
		{"https://thecontext.net/news/2016/04/3/ferry-returns.html?a=1&amp;b=2#top", ferry},

		{"2016", "span 2016"},
		{"2016/04", "span 2016-04"},
		{"2016-04", "span 2016-04"},
		{"2016/4/", "span 2016-04"},
		{"news/2016", "span 2016"},
		{"/zh/news/2016/04/", "span 2016-04"},
		{"https://thecontext.net/news/2016/04/", "span 2016-04"},
		{"2015..2016", "span 2015..2016"},
		{"..2003", "span ..2003"},

		{"2016/04/3/the-storm", "ambiguous"},
		{"2016/04/3/lost-at-sea", "page trouble"},
		{"2016/04/3/lost-at-sea.md", "page trouble"},
		{"2016/04/3/lost", "not found"},
		{"2016/04/3/storm", "not found"},
		{"2016/04/3/99", "not found"},
		{"2016/04/3/0", "not found"},
		{"2016/04/3/-1", "not found"},
		{"2016/04/3/99999999999999999999", "not found"},
		{"2016/04/3/a/b", "not found"},
		{"2016/04/4", "not found"},
		{"2016-04-05", "not found"}, // an index without a page
		{"2016/04/7", "not found"},  // no index and no page
		{"2016/04/4/ferry-returns", "not found"},
		{"yesterday", "not found"},
		{"nonsense", "not found"},
		{"", "not found"},
		{"/", "not found"},
		{"..", "not found"},
		{"https://thecontext.net/", "not found"},
		{"/opinion/2016/04/3/ferry-returns/index.md", "not found"},
		{"../../../etc/passwd", "not found"},
		{"2016/04/3/../../../../etc/passwd", "not found"},

		{"2016-02-30", "impossible"},
		{"2016/02/30", "impossible"},
		{"2015-02-29/ferry-returns", "impossible"},
		{"2016/13/1/ferry-returns", "impossible"},
		{"2016/04/0", "impossible"},
		{"0000/04/3/ferry-returns", "impossible"},
		{"https://thecontext.net/news/2016/02/30/ferry-returns.md", "impossible"},
		{"2016-13", "impossible"},
		{"31 april 2016", "impossible"},
		{"Monday, 3 April 2016", "impossible"},
		{"3/4/2016", "impossible"},
		{"9/11", "impossible"},
		{"yesterdya", "not found"},
		{"the-storm-", "not found"}, // a slug without a day
		{"2016-04-10..2016-04-03", "impossible"},
	}
	a := seaside().open()
	for _, test := range tests {
		target, err := a.Resolve(test.typed, today)
		if got := answer(target, err); got != test.want {
			t.Errorf("%q is %s, want %s (%v)", test.typed, got, test.want, err)
		}
		if err != nil && (!text.IsPlain(err.Error()) || err.Error() == "") {
			t.Errorf("%q returns the error %q", test.typed, err)
		}
	}
}

func TestQueryWithASlashInItIsNoPartOfAReference(t *testing.T) {
	a := seaside().open()
	for _, typed := range []string{
		"https://thecontext.net/news/2016/04/3/ferry-returns.html?from=https://example.org/a",
		"https://thecontext.net/news/2016/04/3/ferry-returns#/top",
		"https://thecontext.net/news/2016/04/3/ferry-returns?back=/news/2016/04/8/fog.md",
	} {
		target, err := a.Resolve(typed, today)
		if got := answer(target, err); got != "2016/04/3/ferry-returns" {
			t.Errorf("%s is %s", typed, got)
		}
	}
}

func TestAddressOfADayMayHaveAQuery(t *testing.T) {
	a := seaside().open()
	for typed, want := range map[string]string{
		"https://thecontext.net/news/2016/04/3/index.html?from=mail": "day 2016-04-03",
		"https://thecontext.net/news/2016/04/3/index.html#top":       "day 2016-04-03",
		"https://thecontext.net/news/2016/04/3/?from=mail":           "day 2016-04-03",
		"https://thecontext.net/news/2016/04/3?from=mail":            "day 2016-04-03",
		"https://thecontext.net/news/2016/04/3#top":                  "day 2016-04-03",
	} {
		target, err := a.Resolve(typed, today)
		if got := answer(target, err); got != want {
			t.Errorf("%s is %s, want %s", typed, got, want)
		}
	}
}

func TestImpossibleMonthOfAPathSaysWhy(t *testing.T) {
	for _, typed := range []string{"news/2016/13", "/zh/news/2016/13/", "https://thecontext.net/news/2016/00/"} {
		target, err := seaside().open().Resolve(typed, today)
		if got := answer(target, err); got != "impossible" {
			t.Errorf("%s is %s, %v", typed, got, err)
		}
	}
}

func TestSlugThatIsANumber(t *testing.T) {
	a := files{
		"2016/04/3/index.md": index("2016/04/3", "a", "b", "2", "9"),
		"2016/04/3/a.md":     page("A", "### Changes:", "1. [Once](/news/2016/04/3/3.md) _(First version)_"),
		"2016/04/3/b.md":     page("B"),
		"2016/04/3/2.md":     page("Two"),
		"2016/04/3/10-x.md":  page("Ten"),
		"2016/04/3/4ever.md": page("Forever"),
		"2016/04/3/7up.md":   page("Seven"),
	}.open()
	tests := []struct{ typed, want string }{
		{"2016/04/3/2", "2016/04/3/2"}, // the slug, not the second event
		{"2016/04/3/1", "2016/04/3/a"}, // the number, not the beginning of 10-x
		{"2016/04/3/3", "2016/04/3/a"}, // its former slug, not the third event
		{"2016/04/3/4", "2016/04/3/10-x"},
		{"2016/04/3/5", "2016/04/3/4ever"},
		{"2016/04/3/7", "2016/04/3/7up"}, // no seventh event: the beginning
		{"2016/04/3/9", "page trouble"},  // listed with this slug, but without a page
		{"2016/04/3/8", "not found"},
		{"2016/04/3/10", "2016/04/3/10-x"},
	}
	for _, test := range tests {
		target, err := a.Resolve(test.typed, today)
		if got := answer(target, err); got != test.want {
			t.Errorf("%s is %s, want %s", test.typed, got, test.want)
		}
	}
}

func TestSlugInFullIsNoBeginning(t *testing.T) {
	a := files{"2016/04/3/storm.md": page("Storm"), "2016/04/3/storm-2.md": page("Storm two"), "2016/04/3/storm.html.md": page("Storm as a page")}.open()
	for typed, want := range map[string]string{
		"2016/04/3/storm":         "2016/04/3/storm",
		"2016/04/3/storm.md":      "2016/04/3/storm",
		"2016/04/3/storm.html":    "2016/04/3/storm.html", // the most literal reading
		"2016/04/3/storm.html.md": "2016/04/3/storm.html",
		"2016/04/3/storm-":        "2016/04/3/storm-2",
		"2016/04/3/stor":          "ambiguous",
	} {
		target, err := a.Resolve(typed, today)
		if got := answer(target, err); got != want {
			t.Errorf("%s is %s, want %s", typed, got, want)
		}
	}
}

func TestFormerSlugGivesWayToAPresentOne(t *testing.T) {
	a := files{
		"2016/04/3/a.md": page("A", "### Changes:", "1. [B](/news/2016/04/3/b.md) _(First version)_", "2. [C](/news/2016/04/3/c.md) _(Second version)_"),
		"2016/04/3/b.md": page("B"),
	}.open()
	for typed, want := range map[string]string{"2016/04/3/b": "2016/04/3/b", "2016/04/3/c": "2016/04/3/a"} {
		target, err := a.Resolve(typed, today)
		if got := answer(target, err); got != want {
			t.Errorf("%s is %s, want %s", typed, got, want)
		}
	}
}

func TestNotFoundNamesTheSlugsOfTheDay(t *testing.T) {
	_, err := seaside().open().Resolve("2016/04/3/fery-returns", today)
	var notFound *archive.NotFoundError
	if !errors.As(err, &notFound) {
		t.Fatal(err)
	}
	want := &archive.NotFoundError{
		Typed: "2016/04/3/fery-returns", Date: day(2016, 4, 3), Slug: "fery-returns",
		Slugs: []string{"the-storm-passes", "ferry-returns", "the-storm-warning", "50%-off?-#1", "a b", "café-reopens", "v1.0", "渡轮-返航"},
	}
	if diff := cmp.Diff(want, notFound); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := err.Error(); got != "2016/04/3 has no event fery-returns" {
		t.Errorf("it says %q", got)
	}
}

func TestDayWithoutEventsNamesTheNearestThatHaveSome(t *testing.T) {
	tests := []struct {
		typed string
		near  []event.Date
	}{
		{"2016/04/4", []event.Date{day(2016, 4, 3), day(2016, 4, 8)}}, // the 5th and the 7th have no events
		{"2016-04-05", []event.Date{day(2016, 4, 3), day(2016, 4, 8)}},
		{"2016/04/6/fog", []event.Date{day(2016, 4, 3), day(2016, 4, 8)}},
		{"2016/04/9", []event.Date{day(2016, 4, 8)}},
		{"1999/12/31", []event.Date{day(2016, 3, 31)}},
		{"9999/12/31", []event.Date{day(2016, 4, 8)}},
		{"0001/01/1", []event.Date{day(2016, 3, 31)}},
		{"today", []event.Date{day(2016, 4, 8)}},
	}
	a := seaside().open()
	for _, test := range tests {
		_, err := a.Resolve(test.typed, today)
		var notFound *archive.NotFoundError
		if !errors.As(err, &notFound) {
			t.Errorf("%s: %v", test.typed, err)
			continue
		}
		if diff := cmp.Diff(test.near, notFound.Near); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.typed, diff)
		}
		if !strings.HasSuffix(err.Error(), "has no events") {
			t.Errorf("%s says %q", test.typed, err)
		}
	}
	_, err := files{}.open().Resolve("2016/04/3", today)
	var notFound *archive.NotFoundError
	if !errors.As(err, &notFound) || notFound.Near != nil {
		t.Errorf("an empty archive returns %v", err)
	}
}

func TestAmbiguousReferenceListsWhatItCouldBe(t *testing.T) {
	_, err := seaside().open().Resolve("2016/04/3/the-STORM", today)
	var ambiguous *archive.AmbiguousError
	if !errors.As(err, &ambiguous) {
		t.Fatal(err)
	}
	want := []event.Ref{event.NewRef(day(2016, 4, 3), "the-storm-passes"), event.NewRef(day(2016, 4, 3), "the-storm-warning")}
	if diff := cmp.Diff(want, ambiguous.Refs); diff != "" {
		t.Errorf("in the day's order (-want +got):\n%s", diff)
	}
	if got := err.Error(); got != "2016/04/3/the-STORM could be any of 2 events" {
		t.Errorf("it says %q", got)
	}
}

func TestEntryWithoutAPageSaysSo(t *testing.T) {
	_, err := seaside().open().Resolve("2016/04/3/lost-at-sea", today)
	if !errors.Is(err, fs.ErrNotExist) || err.Error() != "2016/04/3/lost-at-sea is listed in its day's index, but has no page" {
		t.Errorf("it says %q", err)
	}
}

func TestErrorsAreShortAndPlainWhateverWasTyped(t *testing.T) {
	a := seaside().open()
	for _, odd := range []string{"\x1b]52;c;AAAA\x07", "\u202egnp.exe", "a\xff\xfeb", "line\nbreak", "tab\there", strings.Repeat("長い", 500)} {
		for _, typed := range []string{odd, "2016/04/3/" + odd, "2016/04/4/" + odd, "news/2016/04/3/" + odd + ".md"} {
			_, err := a.Resolve(typed, today)
			if err == nil {
				t.Errorf("%q was found", typed)
			} else if message := err.Error(); !text.IsPlain(message) || len([]rune(message)) > 200 {
				t.Errorf("%q says %q", typed, message)
			}
		}
	}
}

func TestTargetHoldsTheDayAndTheSpan(t *testing.T) {
	a := seaside().open()
	target, err := a.Resolve("2016/04/3/ferry", today)
	if err != nil {
		t.Fatal(err)
	}
	if target.Day == nil || target.Event != &target.Day.Events[1] {
		t.Error("the event is none of its day's")
	}
	if target, err = a.Resolve("2016-03..2016-04", today); err != nil || target.Day != nil || target.Event != nil {
		t.Errorf("a span of months has the day %v, %v", target.Day, err)
	}
}

func TestFileOfTheSystemNamesItsEvent(t *testing.T) {
	root := t.TempDir()
	tree := map[string]string{"opinion/2016/04/3/sea/index.md": page("On the sea"), "front.md": "", "elsewhere/2016/04/3/ferry-returns.md": ""}
	for name, text := range seaside() {
		if !strings.ContainsAny(name, "?#") {
			tree["news/"+name] = text
		}
	}
	writeTree(t, root, tree)
	const ferry = "2016/04/3/ferry-returns"
	tests := []struct{ working, typed, want string }{
		{".", filepath.Join(root, "news/2016/04/3/ferry-returns.md"), ferry},
		{".", filepath.Join(root, "news/2016/04/3"), "day 2016-04-03"},
		{".", filepath.Join(root, "news/2016/04/3/index.md"), "day 2016-04-03"},
		{".", filepath.Join(root, "news/2016/04"), "span 2016-04"},
		{".", "news/2016/04/3/ferry-returns.md", ferry},
		{".", "./news/2016/04/3/ferry-returns.md", ferry},
		{"opinion", "../news/2016/04/3/ferry-returns.md", ferry},
		{"news", "2016/04/3/ferry-returns.md", ferry},
		{"news/2016", "04/3/ferry-returns.md", ferry},
		{"news/2016", "./04", "span 2016-04"},
		{"news/2016", "./04/", "span 2016-04"},
		{"news/2016", "04", "span 2016-04"},
		{"news/2016", "04/3", "day 2016-04-03"},
		{"news/2016", ".", "span 2016"},
		{"news/2016", "../2016", "span 2016"},
		{"news/2016", "./05", "span 2016-05"}, // no such folder, but a month
		{"news/2016/04", "..", "span 2016"},
		{"news/2016/04", "../03/31", "day 2016-03-31"},
		{"news/2016/04/3", "..", "span 2016-04"},
		{"news/2016/04/3", "./ferry-returns", ferry},
		{"news/2016/04/3", "./2", ferry},
		{"news/2016/04/3", "2016", "span 2016"},
		{"news", "2016", "span 2016"},
		{"news", "./2016", "span 2016"},
		{"news", "..", "not found"},
		{"news/2016/04", "3/ferry-returns.md", ferry},
		{"news/2016/04", "3", "day 2016-04-03"},
		{"news/2016/04", "./3/", "day 2016-04-03"},
		{"news/2016/04/3", "ferry-returns.md", ferry},
		{"news/2016/04/3", "./ferry-returns.md", ferry},
		{"news/2016/04/3", ".", "day 2016-04-03"},
		{"news/2016/04/3", "index.md", "day 2016-04-03"},
		{"news/2016/04/3", "../8/fog.md", "2016/04/8/fog"},
		{"news/2016/04/3", "2016/04/8", "day 2016-04-08"}, // no such file, but a date
		{"news/2016/04/3", "ferry-returns", "not found"},  // no such file
		{".", "front.md", "not found"},
		{".", "opinion/2016/04/3/sea/index.md", "not found"},
		{"..", filepath.Join(root, "opinion/2016/04/3/sea"), "not found"},
		{".", "..", "not found"},
	}
	for _, base := range []string{root, filepath.Join(root, "news")} {
		a := opened(t, base)
		for _, test := range tests {
			t.Chdir(filepath.Join(root, test.working))
			target, err := a.Resolve(test.typed, today)
			if got := answer(target, err); got != test.want {
				t.Errorf("archive %s, in %s: %q is %s, want %s (%v)", filepath.Base(base), test.working, test.typed, got, test.want, err)
			}
		}
	}
}

func TestFileBesideTheFolderNewsNamesNoEvent(t *testing.T) {
	root := t.TempDir()
	writeTree(t, root, map[string]string{"news/2016/04/3/ferry.md": page("A ferry returns"), "2016/04/3/ferry.md": page("Not in the archive")})
	a := opened(t, root)
	t.Chdir(filepath.Join(root, "2016", "04"))
	target, err := a.Resolve("3/ferry.md", today)
	if got := answer(target, err); got != "not found" {
		t.Errorf("it is %s", got)
	}
}

func TestDecomposedFileNamesAreFoundBySlug(t *testing.T) {
	a := files{"2016/04/3/" + norm.NFD.String("café-한국") + ".md": page("A café in Korea")}.open()
	for _, form := range []norm.Form{norm.NFC, norm.NFD} {
		for _, typed := range []string{"café-한국", "café", "café-한국.md", url.PathEscape(form.String("café-한국")) + ".html"} {
			target, err := a.Resolve("2016/04/3/"+form.String(typed), today)
			if got := answer(target, err); got != "2016/04/3/"+norm.NFC.String("café-한국") {
				t.Errorf("%q is %s", form.String(typed), got)
			}
		}
	}
}

func TestSlugThatEndsInASpaceIsFoundInFull(t *testing.T) {
	a := files{"2016/04/3/a.md": page("A"), "2016/04/3/a .md": page("A and a space")}.open()
	for _, e := range a.Day(day(2016, 4, 3)).Events {
		target, err := a.Resolve(e.Ref.String(), today)
		if err != nil || target.Event.Ref != e.Ref {
			t.Errorf("%q is %q, %v", e.Ref, answer(target, err), err)
		}
	}
}

func TestFormDistinguishesEventsFromDaysWithoutLooking(t *testing.T) {
	tests := []struct {
		typed          string
		isEvent, isDay bool
	}{
		{"2016/04/3/ferry", true, false},
		{"2016-04-03/2", true, false},
		{"https://thecontext.net/news/2016/04/3/ferry.html", true, false},
		{" /zh/news/2016/04/3/ferry.md ", true, false},
		{"2016/04/3", false, true},
		{"2016-04-03", false, true},
		{"/news/2016/04/3/index.md", false, true},
		{"2016/04", false, false},
		{"2016", false, false},
		{"yesterday", false, false},
		{"a headline", false, false},
		{"24/7", false, false},
		{"", false, false},
		{"https://example.org/2016/04/3/ferry", false, false},
	}
	w := &watched{FS: files{}.fsys()}
	a := archive.FromFS(w)
	for _, test := range tests {
		if isEvent, isDay := a.Form(test.typed); isEvent != test.isEvent || isDay != test.isDay {
			t.Errorf("%q is an event's: %v, a day's: %v", test.typed, isEvent, isDay)
		}
	}
	if len(w.folders)+len(w.opened) != 0 {
		t.Errorf("looked at %v %v", w.folders, w.opened)
	}
}

// waking is a file system that fails to open files the first times, like a
// drive that wakes up.
type waking struct {
	fs.FS
	failures int
}

func (w *waking) Open(name string) (fs.File, error) {
	if strings.HasSuffix(name, ".md") && w.failures > 0 {
		w.failures--
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return w.FS.Open(name)
}

func TestPageThatCanBeReadOnlyTheSecondTimeIsNeverNothing(t *testing.T) {
	for _, typed := range []string{"2016/04/3/1", "2016/04/3/a"} {
		for failures := range 6 {
			a := archive.FromFS(&waking{files{"2016/04/3/a.md": page("A")}.fsys(), failures})
			if target, err := a.Resolve(typed, today); err == nil && target.Event == nil {
				t.Errorf("%s after %d failures is neither an event nor an error", typed, failures)
			}
		}
	}
}

func TestFileOfAnotherArchiveIsNotTakenForOneOfThis(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"this", "other"} {
		folder := filepath.Join(dir, name, "news/2016/04/3")
		if err := os.MkdirAll(folder, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, "ferry.md"), []byte("# A ferry of "+name+" sails.\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	a, err := archive.Open(filepath.Join(dir, "this"))
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	var outside *archive.OutsideError
	other := filepath.Join(dir, "other")
	_, err = a.Resolve(filepath.Join(other, "news/2016/04/3/ferry.md"), today)
	if !errors.As(err, &outside) || outside.Archive != other {
		t.Errorf("a file of another archive: %v", err)
	}
	target, err := a.Resolve(filepath.Join(dir, "this/news/2016/04/3/ferry.md"), today)
	if err != nil || target.Event.Headline != "A ferry of this sails." {
		t.Errorf("a file of this archive: %v", err)
	}
}

func TestLinkByAFormerSlugLeadsToTheEvent(t *testing.T) {
	a := files{
		"2016/04/3/ferry-sold.md": "# The ferry is sold.\n\n### Changes:\n1. [The ferry is for sale. ](/news/2016/04/3/ferry-for-sale.md) _2017-12-01 10:30:05 (First version)_\n",
		"2016/04/4/harbour.md":    "# The harbour mourns.\n\n### Related:\n1. [The ferry is for sale. ](/news/2016/04/3/ferry-for-sale.md) _Context: ferries_\n2. [Gone. ](/news/2016/04/3/gone.md)\n",
	}.open()
	e := a.Day(day(2016, 4, 4)).Events[0]
	a.Follow(&e)
	if got := e.Related[0]; got.Ref.Slug != "ferry-sold" || got.Missing || got.Number != 1 {
		t.Errorf("the link leads to %s, number %d, missing %t", got.Ref, got.Number, got.Missing)
	}
	if got := e.Related[1]; !got.Missing || got.Ref.Slug != "gone" {
		t.Errorf("the other link leads to %s, missing %t", got.Ref, got.Missing)
	}
}
