package portal_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"news/internal/archive"
	"news/internal/category"
	"news/internal/event"
	"news/internal/portal"
	"news/internal/sample"
	"news/internal/text"
	"news/internal/when"
)

var (
	dressArchive = flag.String("dress-archive", "", "an archive whose days are made into wiki text and read back")
	dressDays    = flag.Int("dress-days", 200, "how many of its days")
)

// TestDressedDaysReadBack makes wiki text of the days of an archive, in the dress of
// all years, and reads it back to the same events.
func TestDressedDaysReadBack(t *testing.T) {
	days := archiveDays(t, archive.FromFS(sample.FS()), nil)
	for seed := range uint64(8) {
		var c comparison
		for _, day := range days {
			c.compare(t, seed, day)
		}
		c.check(t)
	}
}

// TestDressedArchive does the same with days of another archive, by hand.
func TestDressedArchive(t *testing.T) {
	if *dressArchive == "" {
		t.Skip("no archive is named")
	}
	a, err := archive.Open(*dressArchive)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	headings := make(map[string][]string)
	if data, err := os.ReadFile(filepath.Join(*dressArchive, "truth.json")); err == nil {
		if err := json.Unmarshal(data, &headings); err != nil {
			t.Fatal(err)
		}
	}
	days := archiveDays(t, a, headings)
	random := rand.New(rand.NewPCG(1, 2))
	random.Shuffle(len(days), func(i, j int) { days[i], days[j] = days[j], days[i] })
	var c comparison
	for _, day := range days[:min(*dressDays, len(days))] {
		c.compare(t, 1, day)
	}
	t.Logf("%d days, %d events, %d with a category, %d stories, %d sources", c.days, c.events, c.categories, c.stories, c.sources)
	t.Logf("%d events differ, %d categories, %d stories, %d sources; %d have the name of a story before a colon; %d problems", c.otherEvents, c.otherCategories, c.otherStories, c.otherSources, c.prefixed, c.problems)
}

// toldDay is a day that wiki text is made for.
type toldDay struct {
	date   event.Date
	events []told
}

// archiveDays returns the days of an archive. headings has the stories of its events,
// else an event's stories are its first topics.
func archiveDays(t testing.TB, a *archive.Archive, headings map[string][]string) []toldDay {
	t.Helper()
	var days []toldDay
	for day := range a.Days(t.Context(), when.Set{}, false) {
		d := toldDay{date: day.Date}
		for _, e := range day.Events {
			stories := e.Topics[:min(len(e.Topics), len(e.Headline)%3)]
			if headings != nil {
				stories = headings[strings.TrimSuffix(e.Ref.String(), ".md")]
			}
			d.events = append(d.events, tell(e, stories))
		}
		d.events = ordered(slices.DeleteFunc(d.events, func(e told) bool { return e.text == "" }))
		days = append(days, d)
	}
	return days
}

// tell returns an event of an archive as a page of the portal has it.
func tell(e event.Event, stories []string) told {
	result := told{category: e.Category, text: strings.TrimSpace(text.Plain(e.Headline + " " + e.Description))}
	if _, known := category.Of(e.Category); !known && e.Category != "" {
		result.category = ""
		if !slices.Contains(stories, e.Category) {
			stories = append([]string{e.Category}, stories...)
		}
	}
	for _, s := range stories {
		if s = strings.TrimRight(text.Plain(s), ":; ,"); s != "" {
			result.stories = append(result.stories, s)
		}
	}
	for _, s := range e.Sources {
		if s.URL = strings.ReplaceAll(s.URL, " ", "%20"); s != (event.Source{}) && !slices.Contains(result.sources, s) {
			result.sources = append(result.sources, s)
		}
	}
	return result
}

// comparison counts what is read back as it was told, and what is not.
type comparison struct {
	days, events, categories, stories, sources               int
	otherEvents, otherCategories, otherStories, otherSources int
	prefixed, problems                                       int
	first                                                    []string
}

func (c *comparison) compare(t *testing.T, seed uint64, day toldDay) {
	t.Helper()
	page := dress(seed, day.date, day.events)
	got := portal.Parse(portal.Page{Title: portal.Title(day.date), Text: page})
	checkDay(t, got, strings.Count(page, "\n")+1)
	c.days++
	c.problems += len(got.Problems)
	for _, p := range got.Problems {
		c.tell("%s:%d: %s", day.date, p.Line, p.Message)
	}
	if len(got.Events) != len(day.events) {
		c.tell("%s: %d events of %d\n%s", day.date, len(got.Events), len(day.events), page)
		c.otherEvents += max(len(got.Events), len(day.events)) - min(len(got.Events), len(day.events))
	}
	for i, e := range day.events[:min(len(got.Events), len(day.events))] {
		c.event(day.date, e, got.Events[i])
	}
	if len(c.first) > 0 && testing.Verbose() {
		for _, line := range c.first {
			t.Log(line)
		}
		c.first = nil
	}
}

func (c *comparison) event(day event.Date, want told, got portal.Event) {
	c.events++
	stories := make([]string, len(got.Stories))
	for i, s := range got.Stories {
		stories[i] = s.Name
	}
	c.stories += len(want.stories)
	c.sources += len(want.sources)
	wantText := strings.TrimRight(strings.ReplaceAll(want.text, " .", "."), " ,;-–")
	gotText := strings.TrimRight(strings.ReplaceAll(got.Text, " .", "."), " ,;-–")
	if n := len(stories) - len(want.stories); n > 0 && gotText != wantText && strings.HasPrefix(wantText, stories[len(stories)-n]) && strings.HasSuffix(wantText, gotText) {
		c.prefixed++ // the text itself names a story before a colon
		stories, gotText = stories[:len(stories)-n], wantText
	}
	if gotText != wantText {
		c.otherEvents++
		c.tell("%s:%d: text\n%q\n%q", day, got.Line, wantText, gotText)
	}
	if want.category != "" {
		c.categories++
	}
	if got.Category != want.category {
		c.otherCategories++
		c.tell("%s:%d: category %q, not %q", day, got.Line, got.Category, want.category)
	}
	if !slices.Equal(stories, want.stories) {
		c.otherStories++
		c.tell("%s:%d: stories %q, not %q", day, got.Line, stories, want.stories)
	}
	if !slices.Equal(got.Sources, want.sources) {
		c.otherSources++
		c.tell("%s:%d: sources\n%q\n%q", day, got.Line, want.sources, got.Sources)
	}
}

// check fails a test if anything differs.
func (c *comparison) check(t *testing.T) {
	t.Helper()
	if c.events == 0 || c.otherEvents+c.otherCategories+c.otherStories+c.otherSources+c.problems > 0 {
		t.Errorf("of %d events of %d days, %d differ, and %d categories, %d stories, %d sources; %d problems\n%s",
			c.events, c.days, c.otherEvents, c.otherCategories, c.otherStories, c.otherSources, c.problems, strings.Join(c.first, "\n"))
	}
}

// tell keeps a difference for people.
func (c *comparison) tell(format string, args ...any) {
	if len(c.first) < 20 {
		c.first = append(c.first, fmt.Sprintf(format, args...))
	}
}
