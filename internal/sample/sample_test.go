package sample_test

import (
	"context"
	"net/url"
	"strings"
	"testing"
	"unicode"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/sample"
	"news/internal/when"
)

// read returns the days of the sample, and its archive.
func read(t *testing.T) ([]event.Day, *archive.Archive) {
	t.Helper()
	a := archive.FromFS(sample.FS())
	var days []event.Day
	for day := range a.Days(context.Background(), when.Set{}, false) {
		days = append(days, day)
	}
	return days, a
}

func TestSampleIsAnArchiveOfTwentyYears(t *testing.T) {
	days, a := read(t)
	events, chinese := 0, 0
	years := make(map[int]bool)
	for _, day := range days {
		events += len(day.Events)
		years[day.Date.Year] = true
		for _, e := range day.Events {
			if strings.ContainsFunc(e.Headline, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
				chinese++
			}
		}
	}
	if events < 80 || len(days) < 30 || chinese < 10 || len(years) != 21 || !years[1999] || !years[2019] {
		t.Errorf("%d events (%d Chinese) on %d days of %d years", events, chinese, len(days), len(years))
	}
	if n, skipped := a.Skipped(); n > 0 {
		t.Errorf("%d files cannot be read: %v", n, skipped)
	}
}

func TestSampleHasNoProblems(t *testing.T) {
	days, _ := read(t)
	for _, day := range days {
		for _, p := range day.Problems {
			t.Error(p)
		}
		for _, e := range day.Events {
			for _, p := range e.Problems {
				t.Error(p)
			}
			if e.Headline == "" {
				t.Errorf("%s has no headline", e.Ref)
			}
			for _, s := range e.Sources {
				if u, err := url.Parse(s.URL); err != nil || u.Host == "" {
					t.Errorf("%s cites %q at %q", e.Ref, s.Name, s.URL)
				}
			}
		}
	}
}

// TestRecaptureOfAlQaryataynIsWoven checks the event around which the sample is
// built: its ten related events have pages, and their pages link back to it.
func TestRecaptureOfAlQaryataynIsWoven(t *testing.T) {
	_, a := read(t)
	target, err := a.Resolve("2016/04/3/the-syrian", event.Date{})
	if err != nil {
		t.Fatal(err)
	}
	if len(target.Day.Events) < 10 || len(target.Event.Related) != 10 {
		t.Errorf("%d events that day, %d related", len(target.Day.Events), len(target.Event.Related))
	}
	for _, link := range target.Event.Related {
		day := a.Day(link.Ref.Date)
		other := day.Find(link.Ref)
		if other == nil || len(link.Topics) == 0 {
			t.Errorf("%s has no page, or shares nothing", link.Ref)
			continue
		}
		back := false
		for _, l := range other.Related {
			back = back || l.Ref == target.Event.Ref
		}
		if !back {
			t.Errorf("%s does not name it in turn", link.Ref)
		}
	}
}

// TestFewLinksLeadNowhere checks that a few links of the sample lead to no
// page, as in every archive, so that its readers see how such links look.
func TestFewLinksLeadNowhere(t *testing.T) {
	days, a := read(t)
	links, missing := 0, 0
	for _, day := range days {
		for _, e := range day.Events {
			a.Follow(&e)
			for _, link := range e.Related {
				links++
				if link.Missing {
					missing++
				}
			}
		}
	}
	if missing == 0 || missing > 10 || links < 400 {
		t.Errorf("%d of %d links lead to no page", missing, links)
	}
}
