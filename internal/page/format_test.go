package page_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"news/internal/event"
	"news/internal/page"
)

// TestFormattedPagesReadTheSame writes every page of testdata/pages anew, from
// what was read of it.
func TestFormattedPagesReadTheSame(t *testing.T) {
	for _, c := range cases(t) {
		t.Run(c.name, func(t *testing.T) {
			d, name, _ := event.SplitPath(strings.TrimPrefix(c.path, "news/"))
			if slug := event.SlugOf(name); slug != "" {
				checkFormatEvent(t, page.Event(c.data, c.path, event.NewRef(d, slug)))
			} else {
				checkFormatDay(t, page.Day(c.data, c.path, d))
			}
		})
	}
}

// checkFormatEvent checks that the page of an event is read as the same event,
// and that the page of that event is the same.
func checkFormatEvent(t *testing.T, e event.Event) {
	t.Helper()
	data := page.FormatEvent(e)
	got := page.Event(data, e.Path, e.Ref)
	if diff := cmp.Diff(e, got, cmpopts.IgnoreFields(event.Event{}, "Problems"), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("another event is read (-written +read):\n%s\nfrom the page\n%s", diff, data)
	}
	if diff := cmp.Diff(string(data), string(page.FormatEvent(got))); diff != "" {
		t.Errorf("the page changes (-first +second):\n%s", diff)
	}
}

// checkFormatDay checks the page of a day in the same way.
func checkFormatDay(t *testing.T, d event.Day) {
	t.Helper()
	data := page.FormatDay(d, page.DayEnd{})
	got := page.Day(data, "", d.Date)
	if diff := cmp.Diff(d, got, cmpopts.IgnoreFields(event.Day{}, "Problems"), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("another day is read (-written +read):\n%s\nfrom the page\n%s", diff, data)
	}
	if diff := cmp.Diff(string(data), string(page.FormatDay(got, page.DayEnd{}))); diff != "" {
		t.Errorf("the page changes (-first +second):\n%s", diff)
	}
}
