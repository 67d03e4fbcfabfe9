package catalog

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/search"
)

// checkedFiles checks an archive of files, and returns what is wrong, by kinds, as
// lines.
func checkedFiles(t *testing.T, files map[string]string) (*Checked, string) {
	t.Helper()
	fsys := make(fstest.MapFS)
	for name, data := range files {
		fsys["news/"+name] = &fstest.MapFile{Data: []byte(data)}
	}
	c := Open(archive.FromFS(fsys), Options{})
	defer c.Close()
	checked, err := c.Check(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, kind := range FaultKinds() {
		n := 0
		for finding, err := range checked.Of(context.Background(), kind) {
			if err != nil {
				t.Fatal(err)
			}
			if finding.Kind != kind {
				t.Errorf("among %s: %+v", kind, finding)
			}
			fmt.Fprintln(&all, finding.Problem)
			n++
		}
		if n != checked.Count(kind) {
			t.Errorf("%s: %d, counted as %d", kind, n, checked.Count(kind))
		}
	}
	return checked, all.String()
}

func TestCheckOfNothing(t *testing.T) {
	checked, found := checkedFiles(t, map[string]string{"2016/04/3/a.md": "# A storm\n", "2016/04/4/b.md": "# A calm\n"})
	if found != "" || checked.Days != 2 || checked.Events != 2 {
		t.Errorf("%d days, %d events: %s", checked.Days, checked.Events, found)
	}
}

// TestCheckOfUnreadablePages tells pages that cannot be read, and takes no link to
// them for a dead one.
func TestCheckOfUnreadablePages(t *testing.T) {
	_, found := checkedFiles(t, map[string]string{
		"2016/04/3/large.md":   strings.Repeat("large ", archive.MaxPage/6+1),
		"2016/04/3/storm.md":   "# A storm\n\n### Related:\n\n1. [Large](/news/2016/04/3/large.md)\n",
		"2016/04/03/storm.md":  "# A storm\n",
		"2016/04/3/damaged.md": "# A calm\n\nLine \x00\n",
	})
	want := `news/2016/04/3/large.md: larger than 1 MiB, which no page is
news/2016/04/3/storm.md: has the name of news/2016/04/03/storm.md
news/2016/04/3/damaged.md:3: NUL bytes: the page is damaged
`
	if found != want {
		t.Errorf("got\n%swant\n%s", found, want)
	}
}

// TestCheckFindsLines finds the lines of links however they are written, each time
// that a page has the same link.
func TestCheckFindsLines(t *testing.T) {
	for _, end := range []string{"\n", "\r\n", "\r"} {
		page := strings.Join([]string{
			"# A storm", "", "### Related:", "",
			"1. [Far](/news/2016/04/9/far.md) _Context: Isle_",
			"2. [Far again](https://isle.example/news/2016/4/9/far.html?from=mail)",
			"3. [Far](../9/far.md#top)",
			"4. [Caf\u00e9](</news/2016/04/9/cafe\u0301.md>)",
			"5. [Here](/news/2016/04/3/storm.md)",
		}, end)
		_, found := checkedFiles(t, map[string]string{"2016/04/3/storm.md": page})
		want := `news/2016/04/3/storm.md:5: a link to an event without a page: 2016/04/9/far
news/2016/04/3/storm.md:6: a link to an event without a page: 2016/04/9/far
news/2016/04/3/storm.md:7: a link to an event without a page: 2016/04/9/far
news/2016/04/3/storm.md:8: a link to an event without a page: 2016/04/9/café
`
		if found != want {
			t.Errorf("with %q at the ends of lines: got\n%swant\n%s", end, found, want)
		}
	}
}

// TestMeant finds the event that a dead link means.
func TestMeant(t *testing.T) {
	day := event.Date{Year: 2016, Month: 4, Day: 3}
	const slug = "fishermen-of-the-northern-isle-strike-for-a-week"
	m := newMeanings([]event.Ref{
		{Date: day.AddDays(200), Slug: "ferry-waits"},
		{Date: day.AddDays(2), Slug: "boats-leave"},
		{Date: day.AddDays(1), Slug: slug},
		{Date: day, Slug: "storm-passes"},
		{Date: day.AddDays(-9), Slug: "ferry-waits"},
	})
	for _, test := range []struct {
		slug string
		want string
	}{
		{"ferry-waits", "2016/03/25/ferry-waits"},   // of another day, the nearest
		{"storm-pases", "2016/04/3/storm-passes"},   // a slip
		{slug[:34] + "-wages", "2016/04/4/" + slug}, // with another end, of the next day
		{"boats-leaves", ""},                        // a slip, of another day
		{"the-parliament-votes-on-fishing", ""},
		{"", ""},
	} {
		got := m.of(event.Ref{Date: day, Slug: test.slug})
		if refOr(got) != test.want {
			t.Errorf("%q means %v, not %q", test.slug, got, test.want)
		}
	}
}

func refOr(ref event.Ref) string {
	if ref.IsZero() {
		return ""
	}
	return ref.String()
}

func TestGaps(t *testing.T) {
	day := event.Date{Year: 2016, Month: 3, Day: 1}
	gaps := gapsBetween([]event.Date{day.AddDays(370), day.AddDays(2), day.AddDays(1), day, day.AddDays(-2)})
	var found []string
	for _, gap := range gaps {
		found = append(found, gap.Problem.String())
	}
	want := "news/2016/03/4: no event on 367 days, to 2017-03-05; news/2016/02/29: no event on this day, but before and after it"
	if got := strings.Join(found, "; "); got != want {
		t.Errorf("got %s", got)
	}
	if gaps := gapsBetween(nil); len(gaps) > 0 {
		t.Errorf("no days: %v", gaps)
	}
}

func TestCheckIsCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	c := Open(archive.FromFS(fstest.MapFS{"news/2016/04/3/a.md": {Data: []byte("# A storm\n")}}), Options{})
	defer c.Close()
	if _, err := c.Check(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// FuzzLines looks for a link in any line.
func FuzzLines(f *testing.F) {
	f.Add("1. [Far](/news/2016/04/9/far.md) _Context: Isle_", "far")
	f.Add("](", "")
	f.Add("1. Isle Gazette", "Isle")
	f.Fuzz(func(t *testing.T, page, sought string) {
		finding := Finding{Target: event.NewRef(event.Date{Year: 2016, Month: 4, Day: 9}, sought), sought: sought}
		lines := strings.Count(page, "\n") + strings.Count(page, "\r") + 1
		if line := lineWith([]byte(page), finding.cites); line < 0 || line > lines {
			t.Errorf("line %d of %d", line, lines)
		}
		for ref, at := range linesOfLinks([]byte(page), finding.Target.Date) {
			if !slices.IsSorted(at) || at[0] < 1 || at[len(at)-1] > lines {
				t.Errorf("%v is in the lines %v of %d", ref, at, lines)
			}
		}
	})
}

// TestCheckOfMovedEvents takes no link to the former reference of an event for a dead
// one, where the reference leads to the event.
func TestCheckOfMovedEvents(t *testing.T) {
	files := map[string]string{
		"2016/04/3/storm.md": "# A storm\n\n### Related:\n\n1. [Ferry](/news/2016/04/3/ferry.md)\n2. [Tug](/news/2016/04/1/tug.md)\n3. [Far](/news/2016/04/20/far.md)\n",
		"2016/04/3/index.md": "### [A storm](/news/2016/04/3/storm.md)\n\n### [Ferry](/news/2016/04/3/ferry.md)\n",
		"2016/04/4/tug.md":   "# A tug\n\n### Changes:\n\n1. [A tug](/news/2016/04/1/tug.md) _(First version)_\n2. [A tug](/news/2016/04/4/tug.md) _(Current version)_\n",
		"2016/04/5/ferry.md": "# A ferry\n\n### Changes:\n\n1. [A ferry](/news/2016/04/3/ferry.md) _(First version)_\n",
		"2016/04/6/far.md":   "# Far\n\n### Changes:\n\n1. [Far](/news/2016/04/20/far.md) _(First version)_\n",
	}
	_, found := checkedFiles(t, files)
	want := "news/2016/04/3/storm.md:7: a link to an event without a page: 2016/04/20/far; did you mean 2016/04/6/far\n"
	if found != want {
		t.Errorf("got\n%swant\n%s", found, want)
	}
}

// TestNearSlugs compares what is found among the slugs that can be near with what is
// found among all.
func TestNearSlugs(t *testing.T) {
	var refs []event.Ref
	date := event.Date{Year: 2016, Month: 4, Day: 3}
	words := []string{"ferry", "storm", "harbour", "island", "strike", "parliament", "votes", "on", "the", "northern", "boats", "leave"}
	for i := range 600 {
		slug := ""
		for _, n := range []int{i % 12, i / 3 % 11, i / 7 % 12, i / 5 % 12, i % 7} {
			slug += words[n] + "-"
		}
		refs = append(refs, event.NewRef(date, slug+fmt.Sprint(i)))
	}
	day := newNearSlugs(refs)
	near := 0
	for i := 0; i < len(refs); i += 11 {
		ref := refs[i]
		for _, typed := range []string{
			ref.Slug + "x", ref.Slug[1:], ref.Slug[:9] + "xy" + ref.Slug[9:], ref.Slug[:12], strings.ReplaceAll(ref.Slug, "or", "ro"), words[i%12] + "-in-another-country",
		} {
			want := ""
			for _, slug := range search.Nearest(typed, day.slugs, 1) {
				want = slug
			}
			got := day.nearest(typed)
			if got != "" {
				near++
			}
			if got != want && len(typed) > 20 {
				t.Errorf("%s is near to %q, not %q", typed, got, want)
			}
		}
	}
	if near < 60 {
		t.Errorf("only %d are near to any", near)
	}
}
