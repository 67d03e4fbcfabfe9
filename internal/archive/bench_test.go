package archive_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"news/internal/archive"
	"news/internal/event"
)

// madeArchive writes 100 days of ten events of about 4 KB each.
func madeArchive(b *testing.B) *archive.Archive {
	tree := map[string]string{}
	for n := range 100 {
		date := day(2016, 1, 1).AddDays(n)
		var entries []string
		for i := range 10 {
			slug := fmt.Sprintf("council-%d-votes-on-the-harbour-of-town-%d", i, n)
			entries = append(entries, fmt.Sprintf("%s|Council %d votes on the harbour of town %d|Harbours, Town %d", slug, i, n, n))
			tree["news/"+date.Path()+"/"+slug+".md"] = madePage(date, n, i)
		}
		tree["news/"+date.Path()+"/index.md"] = index(date.Path(), entries...)
	}
	dir := b.TempDir()
	writeTree(b, dir, tree)
	a, err := archive.Open(dir)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { a.Close() })
	return a
}

// madePage returns the page of the i-th event of the n-th day.
func madePage(date event.Date, n, i int) string {
	lines := []string{
		strings.Repeat("The council met in the evening and heard the fishermen first. ", 5),
		"### Source:", "1. [The Harbour Gazette](http://gazette.example.org/" + date.Path() + ")", "### Related:",
	}
	for k := range 12 {
		other := day(2016, 1, 1).AddDays((n + 7*k + 1) % 100)
		lines = append(lines, fmt.Sprintf("%d. [Council %d votes on the harbour of town %d ](/news/%s/council-%d-votes-on-the-harbour-of-town-%d.md) _Context: Harbours, Town %d, %s_",
			k+1, i, n, other.Path(), i, (n+7*k+1)%100, n, strings.Repeat("A long topic ", 8)))
	}
	return page(fmt.Sprintf("Council %d votes on the harbour of town %d", i, n), lines...)
}

func BenchmarkDays(b *testing.B) {
	a := madeArchive(b)
	b.ReportAllocs()
	for b.Loop() {
		events := 0
		for d := range a.Days(b.Context(), everyDay, false) {
			events += len(d.Events)
		}
		if events != 1000 {
			b.Fatal(events, " events")
		}
	}
}

func BenchmarkDay(b *testing.B) {
	a := madeArchive(b)
	b.ReportAllocs()
	for b.Loop() {
		if d := a.Day(day(2016, 2, 3)); len(d.Events) != 10 {
			b.Fatal(len(d.Events), " events")
		}
	}
}

func BenchmarkResolve(b *testing.B) {
	a := madeArchive(b)
	for name, typed := range map[string]string{
		"slug":     "2016/02/3/council-4-votes-on-the-harbour-of-town-33",
		"address":  "https://example.org/zh/news/2016/2/03/council-4-votes-on-the-harbour-of-town-33.html?from=mail",
		"number":   "2016/02/3/5",
		"prefix":   "2016/02/3/council-4",
		"notfound": "2016/02/3/nothing",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				target, err := a.Resolve(typed, today)
				if (err == nil) != (name != "notfound") || err == nil && target.Event.Number != 5 {
					b.Fatal(target, err)
				}
			}
		})
	}
}

// thousandDays writes an archive of 1,000 days with a page each and returns its
// folder. No folder changed recently.
func thousandDays(b *testing.B) *archive.Archive {
	d := onDisk(b, manyDays(1000))
	a, err := archive.Open(d.dir)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { a.Close() })
	return a
}

func BenchmarkSurvey(b *testing.B) {
	a := thousandDays(b)
	whole, _, err := archive.SurveyAt(a, b.Context(), nil, settled())
	if err != nil {
		b.Fatal(err)
	}
	for _, test := range []struct {
		name  string
		known archive.Tree
		days  int
	}{{"unchanged", whole, 0}, {"anew", nil, 1000}} {
		b.Run(test.name, func(b *testing.B) {
			at := settled()
			b.ReportAllocs()
			for b.Loop() {
				if _, days, err := archive.SurveyAt(a, b.Context(), test.known, at); len(days) != test.days || err != nil {
					b.Fatal(len(days), " days, ", err)
				}
			}
		})
	}
}

// BenchmarkEvent measures what a list of events of many days needs. Compare it
// with BenchmarkDay.
func BenchmarkEvent(b *testing.B) {
	a := madeArchive(b)
	ref := event.NewRef(day(2016, 2, 3), "council-4-votes-on-the-harbour-of-town-33")
	b.ReportAllocs()
	for b.Loop() {
		if e, ok := a.Event(ref); !ok || e.Number != 5 {
			b.Fatal(e, ok)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	a := thousandDays(b)
	dates := slices.Collect(a.Dates(everyDay, true))
	b.ReportAllocs()
	for b.Loop() {
		events := 0
		for n := range archive.Read(b.Context(), a, dates, func(d event.Day, _ int) int { return len(d.Events) }) {
			events += n
		}
		if events != 1000 {
			b.Fatal(events, " events")
		}
	}
}

// BenchmarkLargeDay shows work that grows faster than the number of files in a
// day.
func BenchmarkLargeDay(b *testing.B) {
	for _, n := range []int{1000, 4000, 16000} {
		f := files{}
		var entries []string
		for i := range n {
			slug := fmt.Sprintf("e%d", i)
			f["2016/04/3/"+slug+".md"] = "# E\n"
			entries = append(entries, slug)
		}
		f["2016/04/3/index.md"] = index("2016/04/3", entries...)
		a := f.open()
		d := a.Day(day(2016, 4, 3))
		b.Run(fmt.Sprintf("day/%d", n), func(b *testing.B) {
			for b.Loop() {
				a.Day(day(2016, 4, 3))
			}
		})
		b.Run(fmt.Sprintf("resolve/%d", n), func(b *testing.B) {
			for b.Loop() {
				a.Resolve("2016/04/3/nothing", today)
			}
		})
		b.Run(fmt.Sprintf("rows/%d", n), func(b *testing.B) {
			for b.Loop() {
				d.Rows()
			}
		})
	}
}
