package page_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
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
	e.Problems, got.Problems = nil, nil
	if !reflect.DeepEqual(e, got) { // much faster than cmp
		if diff := cmp.Diff(e, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("another event is read (-written +read):\n%s\nfrom the page\n%s", diff, data)
		}
	}
	checkSame(t, data, page.FormatEvent(got))
}

// checkFormatDay checks the page of a day in the same way.
func checkFormatDay(t *testing.T, d event.Day) {
	t.Helper()
	data := page.FormatDay(d, page.DayEnd{})
	got := page.Day(data, "", d.Date)
	d.Problems, got.Problems = nil, nil
	if !reflect.DeepEqual(d, got) {
		if diff := cmp.Diff(d, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("another day is read (-written +read):\n%s\nfrom the page\n%s", diff, data)
		}
	}
	checkSame(t, data, page.FormatDay(got, page.DayEnd{}))
}

func checkSame(t *testing.T, first, second []byte) {
	t.Helper()
	if !bytes.Equal(first, second) {
		t.Errorf("the page changes (-first +second):\n%s", cmp.Diff(string(first), string(second)))
	}
}

// TestFormattedSampleReadsTheSame writes all pages of the built-in archive anew.
func TestFormattedSampleReadsTheSame(t *testing.T) {
	root := os.DirFS(filepath.Join("..", "sample"))
	pages := 0
	err := fs.WalkDir(root, "news", func(path string, file fs.DirEntry, err error) error {
		if err != nil || file.IsDir() {
			return err
		}
		pages++
		data, err := fs.ReadFile(root, path)
		d, name, _ := event.SplitPath(strings.TrimPrefix(path, "news/"))
		if slug := event.SlugOf(name); slug != "" {
			checkFormatEvent(t, page.Event(data, path, event.NewRef(d, slug)))
		} else {
			checkFormatDay(t, page.Day(data, path, d))
		}
		return err
	})
	if err != nil || pages == 0 {
		t.Errorf("%d pages were read: %v", pages, err)
	}
}

// TestFormatLooks holds the form of the pages: what people see on a forge.
func TestFormatLooks(t *testing.T) {
	date := event.Date{Year: 2016, Month: 4, Day: 3}
	ref := event.NewRef(date, "the-ferry-no-2-sinks")
	older := event.NewRef(event.Date{Year: 2015, Month: 11, Day: 30}, "a-ferry-no_1 (new)")
	e := event.Event{
		Ref: ref, Category: "Disasters", Headline: "The ferry #2 \"Ebb & Flow\" sinks; 2 * 3 people are saved",
		Description: "12. April is a *bad* day.\n\n1 < 2, and [sic] snake_case stays\\.",
		Sources:     []event.Source{{Name: "Harbour [Daily]", URL: "https://example.org/a_(b)?c=1&d=2"}, {Name: "The Bell"}},
		Image:       "https://example.org/ferry.jpg",
		Changes:     []event.Change{{Ref: older, Headline: "A ferry sinks", Note: "2016-04-03 10:30:05 (First version)"}, {Ref: ref, Headline: "The ferry sinks"}},
		Related:     []event.Link{{Ref: older, Headline: "A ferry [new] leaves", Topics: []string{"Washington, D.C.", "Ferries, new"}}, {Ref: ref, Headline: "It sinks"}},
	}
	d := event.Day{Date: date, Entries: []event.Entry{
		{Ref: ref, Category: "Disasters", Headline: "It sinks", Description: "- and falls", Topics: []string{"Ferries"}},
		{Ref: older, Headline: "A ferry leaves"},
	}}
	end := page.DayEnd{
		Previous: event.Date{Year: 2016, Month: 4, Day: 2},
		Source:   event.Source{Name: "Portal:Events/2016 April 3", URL: "https://wiki.example/?oldid=5"},
		Licence:  event.Source{Name: "CC BY-SA 4.0", URL: "https://licence.example/"},
		Changed:  "changed by news",
	}
	for name, got := range map[string][]byte{"event.md": page.FormatEvent(e), "index.md": page.FormatDay(d, end)} {
		file := filepath.Join("testdata", "format", name)
		if *update {
			if err := os.WriteFile(file, got, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(lines(string(want)), lines(string(got))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	if got := page.Day(page.FormatDay(d, end), "", date); !reflect.DeepEqual(got.Entries, d.Entries) {
		t.Errorf("with an end the entries are %+v", got.Entries)
	}
	end.Previous = event.Date{}
	if got := page.Day(page.FormatDay(d, end), "", date); !reflect.DeepEqual(got.Entries, d.Entries) {
		t.Errorf("with a foot alone the entries are %+v", got.Entries)
	}
}

// TestFormatTakesAnything writes an event whose texts no page can have.
func TestFormatTakesAnything(t *testing.T) {
	e := event.Event{
		Category: "a\nb", Headline: "a\n\n# b\x1b[2J", Description: "a\n- b\n\n\n\n\u202ec", Image: "javascript:a", Topics: []string{"", "a\nb"},
		Sources: []event.Source{{}, {Name: "a\n1. b", URL: "data:,a"}, {URL: "http://a.example/ b\n"}},
		Related: []event.Link{{Headline: "a\n1. [b](/news/2016/04/3/b.md)", Topics: []string{""}}},
		Changes: []event.Change{{Headline: "a", Note: "a\n"}},
		Blocks:  []event.Block{{Kind: event.ListItem, Depth: -3, Text: "a\nb"}, {Kind: event.ListItem, Mark: "\n#", Depth: 9, Text: "c"}, {Kind: event.Quotation, Depth: -5}, {Kind: event.TableRow, Depth: 2}, {Kind: event.CodeLine, Text: "a\n```\nb"}, {Kind: event.Footnote}, {Kind: event.Heading, Depth: 40, Text: "\n"}},
	}
	data := page.FormatEvent(e)
	got := page.Event(data, "", e.Ref)
	if got.Headline != "a # b[2J" || got.Category != "a b" || len(got.Related) > 1 {
		t.Errorf("read as %+v\nfrom\n%s", got, data)
	}
	checkEvent(t, got)
	checkFormatEvent(t, got)
}

// BenchmarkFormatEvent writes the pages of testdata/pages.
func BenchmarkFormatEvent(b *testing.B) {
	var events []event.Event
	for _, c := range cases(b) {
		events = append(events, page.Event(c.data, c.path, pageRef))
	}
	size := 0
	for _, e := range events {
		size += len(page.FormatEvent(e))
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, e := range events {
			page.FormatEvent(e)
		}
	}
}
