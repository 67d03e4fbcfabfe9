package archive_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"news/internal/archive"
	"news/internal/event"
)

// largestWhole is the most pages of a day that Parts reads at once.
const largestWhole = 2000

// addDay adds a day with so many pages, which its index lists from the last to the
// first, but for every third.
func (f files) addDay(folder string, n int) {
	var entries []string
	for i := range n {
		slug := fmt.Sprintf("event-%04d", i)
		if f[folder+"/"+slug+".md"] = page(fmt.Sprintf("Event %d of %s", i, folder)); i%3 > 0 {
			entries = append(entries, fmt.Sprintf("%s|Event %d|Topic %d", slug, i, i%7))
		}
	}
	slices.Reverse(entries)
	f[folder+"/index.md"] = index(folder, entries...)
}

// partedArchives are archives with days above and below the bound of Parts.
func partedArchives() map[string]files {
	bounds, odd, twice, none := files{}, files{}, files{}, files{}
	bounds.addDay("2016/04/1", largestWhole)
	bounds.addDay("2016/04/2", largestWhole+1)
	bounds.addDay("2016/04/3", 1)

	odd.addDay("2016/04/1", largestWhole+30)
	odd["2016/04/1/event-0007.md"] = strings.Repeat("x", archive.MaxPage+1)
	odd["2016/04/1/event-0008.md"] = strings.Repeat("x", archive.MaxPage+1)
	odd["2016/04/1/event-0009.md"] = "" // an empty page, which the index does not list
	odd["2016/04/1/event-0010.md"] = "" // an empty page with a headline in the index
	odd["2016/04/1/two\x1blines.md"] = page("A name that is not shown")
	odd.addDay("2016/04/2", 5)
	odd["2016/04/2/event-0003.md"] = strings.Repeat("x", archive.MaxPage+1)

	twice.addDay("2016/04/1", largestWhole+1)
	twice.addDay("2016/4/1", 100)  // the day's other spelling, with the same names
	twice.addDay("2016/04/02", 40) // both below the bound
	twice.addDay("2016/4/2", 60)
	twice.addDay("2016/4/03", 10) // the second is above it
	twice.addDay("2016/04/3", largestWhole+1)

	none["2016/04/1/index.md"] = index("2016/04/1", "no-page")
	none["2016/04/2/other.txt"] = "no page"
	return map[string]files{"at the bound": bounds, "odd pages": odd, "days in two folders": twice, "no events": none}
}

// eventsOfDays returns all events as Days has them, the last of a day first if reverse.
func eventsOfDays(t *testing.T, a *archive.Archive, reverse bool) []event.Event {
	var all []event.Event
	for d := range a.Days(t.Context(), everyDay, reverse) {
		if reverse {
			slices.Reverse(d.Events)
		}
		all = append(all, d.Events...)
	}
	return all
}

// inLine returns of events what a line of them shows.
func inLine(events []event.Event) []event.Event {
	lines := make([]event.Event, len(events))
	for i, e := range events {
		lines[i] = event.Event{Ref: e.Ref, Number: e.Number, Headline: e.Headline}
	}
	return lines
}

// TestPartsHasTheEventsOfDays compares the events of Parts, and the files that it skips,
// with those of Days.
func TestPartsHasTheEventsOfDays(t *testing.T) {
	for name, f := range partedArchives() {
		fsys := f.fsys()
		for _, order := range []struct{ reverse, headlines bool }{{false, false}, {true, false}, {false, true}, {true, true}} {
			whole, parted := archive.FromFS(fsys), archive.FromFS(fsys)
			want := eventsOfDays(t, whole, order.reverse)
			var got []event.Event
			for part := range parted.Parts(t.Context(), everyDay, order.reverse, order.headlines) {
				if n := len(part); n == 0 || n > largestWhole || part[0].Ref.Date != part[n-1].Ref.Date {
					t.Fatalf("%s, %+v: a part of %d events, or of several days", name, order, n)
				}
				got = append(got, part...)
			}
			if order.headlines {
				got, want = inLine(got), inLine(want)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s, %+v (-want +got):\n%s", name, order, diff)
			}
			if diff := cmp.Diff(whole.AllSkipped(), parted.AllSkipped()); diff != "" {
				t.Errorf("%s, %+v: skipped (-want +got):\n%s", name, order, diff)
			}
		}
	}
}

// TestPartsEndsEarly stops within a large day.
func TestPartsEndsEarly(t *testing.T) {
	f := files{}
	f.addDay("2016/04/1", largestWhole+1)
	for _, reverse := range []bool{false, true} {
		want := eventsOfDays(t, f.open(), reverse)
		for part := range f.open().Parts(t.Context(), everyDay, reverse, false) {
			if diff := cmp.Diff(want[:len(part)], part); diff != "" || len(part) >= largestWhole {
				t.Errorf("reverse %v: %d events first (-want +got):\n%s", reverse, len(part), diff)
			}
			break
		}
	}
}
