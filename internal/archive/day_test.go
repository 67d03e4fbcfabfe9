package archive_test

import (
	"bytes"
	"errors"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/sample"
)

func TestOrderOfADay(t *testing.T) {
	tests := []struct {
		story  string
		files  files
		want   string // slugs in order
		absent string // entries without a page
	}{
		{
			"as the index lists, which is not by name",
			files{"index.md": index("2016/04/3", "c", "a", "b"), "a.md": "", "b.md": "", "c.md": ""},
			"c a b", "",
		},
		{
			"index.md wins over README.md",
			files{"index.md": index("2016/04/3", "b", "a"), "README.md": index("2016/04/3", "a", "b"), "a.md": "", "b.md": ""},
			"b a", "",
		},
		{
			"README.md alone",
			files{"README.md": index("2016/04/3", "b", "a"), "a.md": "", "b.md": ""},
			"b a", "",
		},
		{
			"neither: by name",
			files{"b.md": "", "a.md": "", "B.md": "", "10.md": "", "9.md": ""},
			"10 9 B a b", "",
		},
		{
			"an empty index counts as one that lists nothing",
			files{"index.md": "", "README.md": index("2016/04/3", "b", "a"), "a.md": "", "b.md": ""},
			"a b", "",
		},
		{
			"what no index lists comes last, by name",
			files{"index.md": index("2016/04/3", "m"), "z.md": "", "m.md": "", "a.md": ""},
			"m a z", "",
		},
		{
			"an entry listed twice counts where it stands first",
			files{"index.md": index("2016/04/3", "b", "a", "b"), "a.md": "", "b.md": ""},
			"b a", "",
		},
		{
			"an entry without a page is no event",
			files{"index.md": index("2016/04/3", "gone", "b", "lost", "a"), "a.md": "", "b.md": ""},
			"b a", "gone lost",
		},
		{
			"an entry of another day is none of this one",
			files{"index.md": index("2016/04/3", "/news/2016/04/2/a.md", "b"), "a.md": "", "b.md": ""},
			"b a", "a",
		},
		{
			"entries in every notation of links",
			files{"index.md": index("2016/04/3", "/zh/news/2016/4/03/c.html", "https://example.org/news/2016/04/3/b.md?from=mail#top", "/news/2016/04/3/%61.md"), "a.md": "", "b.md": "", "c.md": ""},
			"c b a", "",
		},
		{
			"names that are no pages",
			files{"a.md": "", "a.txt": "", "a.html": "", "a.MD": "", "a.md~": "", ".md": "", ".a.md": "", "._a.md": "", ".git/b.md": ""},
			"a", "",
		},
		{
			"names that look like others",
			files{"index.md": index("2016/04/3", "index.md", "2"), "2.md": "", "1.md": "", "readme.md": "", "Index.md": "", "indexes.md": ""},
			"2 1 Index indexes readme", "index.md",
		},
		{"no file at all", files{"notes.txt": ""}, "", ""},
		{"an index alone", files{"index.md": index("2016/04/3", "a")}, "", "a"},
	}
	for _, test := range tests {
		f := files{}
		for name, text := range test.files {
			f["2016/04/3/"+name] = text
		}
		d := f.open().Day(day(2016, 4, 3))
		if got := slugs(d); got != test.want {
			t.Errorf("%s: %q, want %q", test.story, got, test.want)
		}
		var absent []string
		for _, row := range d.Rows() {
			if row.Event == nil {
				absent = append(absent, row.Entry.Ref.Slug)
			}
		}
		if got := strings.Join(absent, " "); got != test.absent {
			t.Errorf("%s: without a page are %q, want %q", test.story, got, test.absent)
		}
		for i, e := range d.Events {
			if e.Number != i+1 {
				t.Errorf("%s: %s has the number %d, want %d", test.story, e.Ref.Slug, e.Number, i+1)
			}
			if e.Ref.Date != day(2016, 4, 3) || e.Path != "news/2016/04/3/"+e.Ref.Slug+".md" {
				t.Errorf("%s: %v is at %s", test.story, e.Ref, e.Path)
			}
		}
	}
}

func TestDayWithoutAFolderHasNoEvents(t *testing.T) {
	a := files{"2016/04/3/a.md": page("A")}.open()
	for _, date := range []event.Date{day(2016, 4, 4), day(2016, 5, 3), day(1999, 1, 1), day(2016, 2, 30), {}} {
		d := a.Day(date)
		if d.Date != date || len(d.Events) != 0 || len(d.Entries) != 0 || len(d.Problems) != 0 {
			t.Errorf("%v is %+v", date, d)
		}
	}
	if n, _ := a.Skipped(); n != 0 {
		t.Errorf("%d files were skipped: %s", n, problems(a))
	}
}

func TestIndexSaysWhatAPageDoesNot(t *testing.T) {
	d := files{
		"2016/04/3/index.md": index("2016/04/3",
			"ferry|The index on the ferry|Oslo, Ferries",
			"bare|The index on the bare page|Storms",
			"bare|The same entry once more|Kiel"),
		"2016/04/3/ferry.md": page("A ferry returns", "### Related:",
			"1. [Kiel](/news/2016/04/2/kiel.md) _Context: Kiel, Oslo_",
			"2. [Storm](/news/2016/04/2/storm.md) _Context: Storms_"),
		"2016/04/3/bare.md":     "A text without a headline\n",
		"2016/04/3/tagged.md":   "---\ntags: [Ferries, Rome]\n---\n# A page with tags\n\n_Context: Seas_\n",
		"2016/04/3/tied.md":     "---\ntags: [Ferries]\n---\n# Tags\n\n### Related:\n\n1. [Kiel](../2/kiel.md) _Context: Kiel_\n",
		"2016/04/3/unlisted.md": "Another one\nof two lines\n",
	}.open().Day(day(2016, 4, 3))
	type row struct {
		Headline string
		Topics   []string
	}
	var got []row
	for _, e := range d.Events {
		got = append(got, row{e.Headline, e.Topics})
	}
	want := []row{
		{"A ferry returns", []string{"Oslo", "Ferries", "Kiel", "Storms"}},
		{"The index on the bare page", []string{"Storms"}},
		{"A page with tags", []string{"Seas", "Ferries", "Rome"}},
		{"Tags", []string{"Kiel"}},
		{"Another one", nil},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
}

// An archive with a language before every link must read the same as one
// without.
func TestLanguageInFrontOfLinksChangesNothing(t *testing.T) {
	english := files{
		"2016/04/3/index.md": index("2016/04/3", "/news/2016/04/3/b.md|B|Oslo", "/news/2016/04/3/a.md", "/news/2016/04/3/gone.md"),
		"2016/04/3/a.md": page("A", "### Changes:", "1. [Old](/news/2016/04/3/a-once.md) _2016-04-04 10:00:00 (First version)_",
			"### Related:", "1. [B](/news/2016/04/3/b.md) _Context: Kiel_", "2. [X](/news/2016/04/2/x.md)"),
		"2016/04/3/b.md": page("B"),
	}
	prefixed := files{}
	for name, text := range english {
		prefixed[name] = strings.ReplaceAll(text, "](/news/", "](/zh/news/")
	}
	read := func(f files) (days []event.Day) {
		a := f.open()
		for d := range a.Days(t.Context(), everyDay, false) {
			for i := range d.Events {
				a.Follow(&d.Events[i])
			}
			days = append(days, d)
		}
		return days
	}
	want := read(english)
	if diff := cmp.Diff(want, read(prefixed)); diff != "" {
		t.Errorf("with /zh in front of links (-without +with):\n%s", diff)
	}
	related := want[0].Events[1].Related
	if len(related) != 2 || related[0].Missing || !related[1].Missing {
		t.Errorf("the links lead to %+v", related)
	}
	for _, typed := range []string{"2016/04/3/a-once", "/zh/news/2016/04/3/a-once.md"} {
		target, err := prefixed.open().Resolve(typed, day(2016, 4, 10))
		if err != nil || target.Event.Ref.Slug != "a" {
			t.Errorf("%s is %v, %v", typed, target.Event, err)
		}
	}
}

func TestNamesInBothNormalForms(t *testing.T) {
	for _, form := range []struct {
		name        string
		file, links norm.Form
	}{{"file decomposed", norm.NFD, norm.NFC}, {"link decomposed", norm.NFC, norm.NFD}} {
		a := files{
			"2016/04/3/index.md":                             index("2016/04/3", "b", form.links.String("café-opens")),
			"2016/04/3/" + form.file.String("café-opens.md"): page("A café opens"),
			"2016/04/3/b.md":                                 page("B", "### Related:", "1. [Café](/news/2016/04/3/"+form.links.String("café-opens")+".md)"),
		}.open()
		d := a.Day(day(2016, 4, 3))
		if got := slugs(d); got != "b café-opens" {
			t.Errorf("%s: the day has %q", form.name, got)
			continue
		}
		a.Follow(&d.Events[0])
		if related := d.Events[0].Related; len(related) != 1 || related[0].Missing || related[0].Ref != d.Events[1].Ref {
			t.Errorf("%s: the link is %+v", form.name, related)
		}
		if raw, err := a.Raw(d.Events[1]); err != nil || string(raw) != page("A café opens") {
			t.Errorf("%s: the page is %q, %v", form.name, raw, err)
		}
	}
}

func TestTwoFilesOfOneNameInTwoNormalForms(t *testing.T) {
	a := files{
		"2016/04/3/" + norm.NFC.String("café.md"): page("Composed"),
		"2016/04/3/" + norm.NFD.String("café.md"): page("Decomposed"),
	}.open()
	d := a.Day(day(2016, 4, 3))
	if len(d.Events) != 1 || d.Events[0].Number != 1 {
		t.Errorf("the day has %q", slugs(d))
	}
	if n, _ := a.Skipped(); n != 1 || !strings.Contains(problems(a), "has the name of") {
		t.Errorf("skipped %d: %s", n, problems(a))
	}
}

func TestFilesWithUnseenCharactersInTheirNamesAreProblems(t *testing.T) {
	tests := map[string]string{ // a character in the name, and how it is shown
		"a\tb": "a b", "a\nb": "a b", "a\rb": "a b", "a\x1b[31mb": "a[31mb", "a\x00b": "ab", "a\x7fb": "ab",
		"a\u0085b": "a b", "a\u202eb": "ab", "a\u2066b": "ab", "a\u200bb": "ab", "a\ufeffb": "ab", "a\xffb": "a\ufffdb",
	}
	for name, shown := range tests {
		fsys := fstest.MapFS{"news/2016/04/3/good.md": {Data: []byte(page("Good"))}}
		a := archive.FromFS(named{fsys, name + ".md"})
		d := a.Day(day(2016, 4, 3))
		if slugs(d) != "good" {
			t.Errorf("%q: the day has %q", name, slugs(d))
		}
		want := "news/2016/04/3/" + shown + ".md: the file name holds characters that are not shown\n"
		if got := problems(a); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
		if a.Has(event.NewRef(day(2016, 4, 3), name)) || len(a.Complete("2016/04/3/")) != 1 {
			t.Errorf("%q has an event", name)
		}
	}
}

// named is a file system with one more file in every folder, whose name other
// file systems may not allow.
type named struct {
	fs.FS
	name string
}

func (n named) ReadDir(dir string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(n.FS, dir)
	return append(entries, oddEntry(n.name)), err
}

func (n named) Stat(name string) (fs.FileInfo, error) { return fs.Stat(n.FS, name) }

type oddEntry string

func (e oddEntry) Name() string               { return string(e) }
func (e oddEntry) IsDir() bool                { return false }
func (e oddEntry) Type() fs.FileMode          { return 0 }
func (e oddEntry) Info() (fs.FileInfo, error) { return nil, fs.ErrNotExist }

func TestPageOverOneMebibyteIsNone(t *testing.T) {
	largest := page("Just right") + strings.Repeat("a", archive.MaxPage-len(page("Just right")))
	a := files{
		"2016/04/3/index.md": index("2016/04/3", "huge", "full", "small"),
		"2016/04/3/full.md":  largest,
		"2016/04/3/huge.md":  largest + "a",
		"2016/04/3/small.md": page("Small"),
	}.open()
	d := a.Day(day(2016, 4, 3))
	if slugs(d) != "full small" || d.Events[0].Headline != "Just right" {
		t.Errorf("the day has %q", slugs(d))
	}
	if d.Events[0].Number != 2 || d.Events[1].Number != 3 {
		t.Errorf("its events have the numbers %d and %d: the page that is too large must keep its own", d.Events[0].Number, d.Events[1].Number)
	}
	if got := problems(a); got != "news/2016/04/3/huge.md: larger than 1 MiB, which no page is\n" {
		t.Errorf("got %q", got)
	}
	if raw, err := a.Raw(d.Events[0]); err != nil || string(raw) != largest {
		t.Errorf("the largest page has %d bytes, %v", len(raw), err)
	}
	if raw, err := a.Raw(event.Event{Path: "news/2016/04/3/huge.md"}); err == nil {
		t.Errorf("the page that is too large has %d bytes", len(raw))
	}
	for _, typed := range []string{"2016/04/3/huge", "2016/04/3/1"} {
		_, err := a.Resolve(typed, day(2016, 4, 10))
		var trouble *archive.PageError
		if !errors.As(err, &trouble) || trouble.Ref.Slug != "huge" || errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s returns %v", typed, err)
		}
	}
}

// The page of a day has room for a hundred thousand events.
func TestLargeIndex(t *testing.T) {
	text := index("2016/04/3", "b", "a")
	a := files{
		"2016/04/3/index.md": text + strings.Repeat("a", archive.MaxIndex-len(text)),
		"2016/04/3/a.md":     page("A"),
		"2016/04/3/b.md":     page("B"),
	}.open()
	ref := event.Ref{Date: day(2016, 4, 3), Slug: "a"}
	if e := a.PagesOf([]event.Ref{ref}).Read(t.Context(), []int{0})[0]; e == nil || e.Number != 2 {
		t.Errorf("a is read as %+v", e)
	}
	if n := a.Number(ref); n != 2 {
		t.Errorf("a has the number %d", n)
	}
	if got := problems(a); got != "" {
		t.Errorf("skipped: %q", got)
	}
}

func TestTooLargeIndexIsNone(t *testing.T) {
	a := files{
		"2016/04/3/index.md": index("2016/04/3", "b", "a") + strings.Repeat("a", archive.MaxIndex),
		"2016/04/3/a.md":     page("A"),
		"2016/04/3/b.md":     page("B"),
	}.open()
	if d := a.Day(day(2016, 4, 3)); slugs(d) != "a b" || len(d.Entries) != 0 {
		t.Errorf("the day has %q and %d entries", slugs(d), len(d.Entries))
	}
	if got := problems(a); !strings.HasPrefix(got, "news/2016/04/3/index.md: larger than 64 MiB, which no page of a day is") {
		t.Errorf("got %q", got)
	}
}

// Buffers are shared between loads. The result of Raw must not change
// afterwards.
func TestRawReturnsTheBytesAsTheyAre(t *testing.T) {
	contents := map[string]string{
		"a": "\ufeff# A\r\n\r\n\x00\xff\x1b]52;\x07\r\n",
		"b": "",
		"c": strings.Repeat("# long\n", 1000),
	}
	f := files{"2016/04/3/index.md": "\r\n\xffindex\x00"}
	for slug, text := range contents {
		f["2016/04/3/"+slug+".md"] = text
	}
	a := f.open()
	raws := map[string][]byte{}
	for _, e := range a.Day(day(2016, 4, 3)).Events {
		raw, err := a.Raw(e)
		if err != nil {
			t.Errorf("%v: %v", e.Ref, err)
		}
		raws[e.Ref.Slug] = raw
	}
	for slug, raw := range raws {
		if !bytes.Equal(raw, []byte(contents[slug])) {
			t.Errorf("%s has %d bytes that are not those of its file", slug, len(raw))
		}
	}
	if raw, err := a.RawIndex(day(2016, 4, 3)); err != nil || string(raw) != "\r\n\xffindex\x00" {
		t.Errorf("the index is %q, %v", raw, err)
	}
}

func TestRawOfMissingPages(t *testing.T) {
	a := files{"2016/04/3/a.md": page("A"), "2016/04/2/README.md": "readme"}.open()
	for _, path := range []string{"news/2016/04/3/b.md", "news/2017/04/3/a.md", "", "news", "../news/2016/04/3/a.md", "/etc/passwd", "news/2016/../../../etc/passwd"} {
		if raw, err := a.Raw(event.Event{Path: path}); err == nil {
			t.Errorf("%q has %q", path, raw)
		}
	}
	for _, date := range []event.Date{day(2016, 4, 3), day(2016, 4, 4)} {
		if raw, err := a.RawIndex(date); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%v has the index %q, %v", date, raw, err)
		}
	}
	if raw, err := a.RawIndex(day(2016, 4, 2)); err != nil || string(raw) != "readme" {
		t.Errorf("a day with README.md alone has %q, %v", raw, err)
	}
}

func TestHasReadsNoPageOfAnEventAndADayOnce(t *testing.T) {
	w := &watched{FS: files{
		"2016/04/3/a.md":           page("A"),
		"2016/04/3/page.html.md":   page("P"),
		"2016/4/03/b.md":           page("B"),
		"2016/04/3/index.md":       index("2016/04/3", "listed"),
		"2016/04/3/README.md":      "",
		"2016/04/3/notes.txt":      "",
		"2016/04/3/folder.md/a.md": "",
	}.fsys()}
	a := archive.FromFS(w)
	tests := map[string]bool{"a": true, "b": true, "page.html": true, "listed": false, "index": false, "README": false, "": false, "notes": false, "notes.txt": false, "A": false, "a.md": false, "page": false, "folder": false}
	for slug, want := range tests {
		if got := a.Has(event.Ref{Date: day(2016, 4, 3), Slug: slug}); got != want {
			t.Errorf("it has %q: %v, want %v", slug, got, want)
		}
	}
	if a.Has(event.NewRef(day(2016, 4, 4), "a")) || a.Has(event.Ref{}) {
		t.Error("it has an event of a day that it has not")
	}
	if want := []string{"news/2016/04/3/index.md"}; !slices.Equal(w.opened, want) {
		t.Errorf("files were opened: %v, want %v", w.opened, want)
	}
	if len(w.folders) != 2 {
		t.Errorf("folders were listed again: %v", w.folders)
	}
}

func TestHasAndDayAgreeOnHiddenFiles(t *testing.T) {
	a := files{"2016/04/3/.a.md": page("A"), "2016/04/3/._b.md": "", "2016/04/3/.md": "", "2016/04/5/c.md": page("C")}.open()
	for _, slug := range []string{".a", "._b", ""} {
		if a.Has(event.Ref{Date: day(2016, 4, 3), Slug: slug}) {
			t.Errorf("it has %q", slug)
		}
	}
	_, err := a.Resolve("2016/04/4", day(2016, 4, 10))
	var notFound *archive.NotFoundError
	if !errors.As(err, &notFound) || !cmp.Equal(notFound.Near, []event.Date{day(2016, 4, 5)}) {
		t.Errorf("near the day are %v", notFound.Near)
	}
}

func TestFollow(t *testing.T) {
	a := files{"2016/04/3/index.md": index("2016/04/3", "c", "gone", "b"), "2016/04/3/a.md": page("A"), "2016/04/3/b.md": page("B"), "2016/04/3/c.md": page("C")}.open()
	here, gone := event.NewRef(day(2016, 4, 3), "b"), event.NewRef(day(2016, 4, 3), "gone")
	e := event.Event{
		Related: []event.Link{{Ref: here, Missing: true}, {Ref: gone, Number: 7}},
		Changes: []event.Change{{Ref: gone}, {Ref: here, Missing: true}},
	}
	a.Follow(&e)
	want := event.Event{
		Related: []event.Link{{Ref: here, Number: 2}, {Ref: gone, Missing: true}},
		Changes: []event.Change{{Ref: gone, Missing: true}, {Ref: here}},
	}
	if diff := cmp.Diff(want, e); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Resolve numbers the events of a day as a walk through the archive does.
func TestNumbersAreTheSameHoweverADayIsReached(t *testing.T) {
	a := files{
		"2016/04/3/index.md":  index("2016/04/3", "c", "gone", "a"),
		"2016/04/3/a.md":      page("A"),
		"2016/4/3/README.md":  index("2016/04/3", "z", "b"),
		"2016/4/3/b.md":       page("B"),
		"2016/4/03/c.md":      page("C"),
		"2016/04/03/z.md":     page("Z"),
		"2016/04/03/x\x01.md": page("X"),
		"2016/04/2/README.md": index("2016/04/2", "q", "p"),
		"2016/04/2/p.md":      page("P"),
		"2016/04/2/q.md":      page("Q"),
	}.open()
	n := 0
	for d := range a.Days(t.Context(), everyDay, false) {
		if diff := cmp.Diff(d, a.Day(d.Date)); diff != "" {
			t.Errorf("%v walked and asked for differ:\n%s", d.Date, diff)
		}
		for _, e := range d.Events {
			n++
			for _, typed := range []string{e.Ref.String(), d.Date.Path() + "/" + strconv.Itoa(e.Number)} {
				target, err := a.Resolve(typed, day(2016, 4, 10))
				if err != nil || target.Event.Ref != e.Ref || target.Event.Number != e.Number {
					t.Errorf("%s returns %+v, %v", typed, target.Event, err)
				}
			}
			if got := a.Number(e.Ref); got != e.Number {
				t.Errorf("%v has the number %d, seen without its page %d", e.Ref, e.Number, got)
			}
		}
	}
	if n != 6 {
		t.Errorf("walked %d events, want 6", n)
	}
}

// troubled is an archive with several days in which something cannot be read.
func troubled() files {
	huge := strings.Repeat("a", archive.MaxPage+1)
	return files{
		"2016/04/3/index.md":      index("2016/04/3", "huge|The huge page|Kiel", "gone|Gone|Oslo", "bare|The bare page|Storms, Oslo", "bare|Again|Bergen", "a|Another headline|Oslo"),
		"2016/04/3/a.md":          page("A", "### Related:", "1. [B](/news/2016/04/2/b.md) _Context: Kiel, Oslo_", "2. [no address]()"),
		"2016/04/3/bare.md":       "A text without a headline\n",
		"2016/04/03/huge.md":      huge,
		"2016/04/3/x\x01.md":      page("Unseen"),
		"2016/04/3/z.md":          page("Z"),
		"2016/04/3/notes.txt":     "",
		"2016/04/03/README.md":    index("2016/04/3", "z|Z of the other folder|Tromsø", "a|Again|Bodø"),
		"2016/04/03/a.md":         page("A twin of A"),
		"2016/04/3/huge.md":       page("A twin of the huge page"),
		"2016/04/03/m.md":         page("M"),
		"2016/04/4/index.md":      strings.Repeat("a", archive.MaxIndex+1),
		"2016/04/4/b.md":          page("B"),
		"2016/04/4/a.md":          page("A"),
		"2016/04/5/b.md":          page("B"),
		"2016/04/5/a.md":          page("A"),
		"2016/04/6/README.md":     index("2016/04/6", "b", "a"),
		"2016/04/6/b.md":          page("B"),
		"2016/04/6/a.md":          page("A"),
		"2016/04/7/index.md":      index("2016/04/7", "a"),
		"2016/04/8/café.md":       page("Composed"),
		"2016/04/8/cafe\u0301.md": page("Decomposed"),
	}
}

// An event that is read alone equals the one in its day in every detail.
func TestEventAloneIsTheOneOfItsDay(t *testing.T) {
	for story, fsys := range map[string]fs.FS{"sample": sample.FS(), "troubled": troubled().fsys(), "seaside": seaside().fsys(), "made": manyDays(30).fsys()} {
		a, n := archive.FromFS(fsys), 0
		for d := range a.Days(t.Context(), everyDay, false) {
			for _, want := range d.Events {
				n++
				got, ok := archive.FromFS(fsys).Event(want.Ref)
				if diff := cmp.Diff(want, got); diff != "" || !ok {
					t.Errorf("%s: %v, %v (-day +alone):\n%s", story, want.Ref, ok, diff)
				}
			}
		}
		if n < 8 {
			t.Errorf("%s: only %d events", story, n)
		}
	}
}

func TestEventThatIsNotThere(t *testing.T) {
	tests := []struct {
		ref     event.Ref
		skipped string
	}{
		{event.NewRef(day(2016, 4, 5), "c"), ""},
		{event.NewRef(day(2016, 4, 5), ""), ""},
		{event.NewRef(day(2016, 4, 5), "index"), ""},
		{event.NewRef(day(2016, 4, 5), "../5/a"), ""},
		{event.NewRef(day(2016, 4, 7), "a"), ""}, // listed, without a page
		{event.NewRef(day(2016, 4, 9), "a"), ""},
		{event.NewRef(day(1999, 1, 1), "a"), ""},
		{event.NewRef(day(2016, 2, 30), "a"), ""},
		{event.Ref{}, ""},
		{event.NewRef(day(2016, 4, 4), "c"), "news/2016/04/4/index.md"},
		{event.NewRef(day(2016, 4, 3), "gone"), "news/2016/04/3/a.md news/2016/04/3/huge.md news/2016/04/3/x.md"},
		{event.NewRef(day(2016, 4, 3), "x\x01"), "news/2016/04/3/a.md news/2016/04/3/huge.md news/2016/04/3/x.md"},
		{event.NewRef(day(2016, 4, 3), "huge"), "news/2016/04/03/huge.md news/2016/04/3/a.md news/2016/04/3/huge.md news/2016/04/3/x.md"},
	}
	for _, test := range tests {
		a := troubled().open()
		if e, ok := a.Event(test.ref); ok || !cmp.Equal(e, event.Event{}) {
			t.Errorf("%v is %+v", test.ref, e)
		}
		var paths []string
		_, skipped := a.Skipped()
		for _, p := range skipped {
			paths = append(paths, p.Path)
		}
		slices.Sort(paths)
		if got := strings.Join(paths, " "); got != test.skipped {
			t.Errorf("%v: skipped %s, want %s", test.ref, got, test.skipped)
		}
	}
}

func TestEventReadsItsPageAndTheIndexAlone(t *testing.T) {
	w := &watched{FS: seaside().fsys()}
	if e, ok := archive.FromFS(w).Event(event.NewRef(day(2016, 4, 3), "the-storm-passes")); !ok || e.Number != 1 {
		t.Errorf("it is %+v, %v", e, ok)
	}
	if want := []string{"news/2016/04/3/index.md", "news/2016/04/3/the-storm-passes.md"}; !slices.Equal(w.opened, want) {
		t.Errorf("opened %v, want %v", w.opened, want)
	}
	if want := []string{"news/2016/04/3"}; !slices.Equal(w.folders, want) {
		t.Errorf("listed %v, want %v", w.folders, want)
	}
}

func TestFileWithAMonthsNameIsIgnored(t *testing.T) {
	root := t.TempDir()
	writeTree(t, root, files{"news/2016/04/3/a.md": page("A"), "news/2016/4": "a file", "news/2015": "a file"})
	a := opened(t, root)
	if d := a.Day(day(2016, 4, 3)); slugs(d) != "a" {
		t.Errorf("the day has %q", slugs(d))
	}
	for _, date := range []event.Date{day(2016, 4, 4), day(2015, 4, 3)} {
		_, err := a.Resolve(date.Path(), today)
		var notFound *archive.NotFoundError
		if !errors.As(err, &notFound) {
			t.Errorf("%v returns %v", date, err)
		}
	}
	if n, _ := a.Skipped(); n != 0 {
		t.Errorf("skipped %s", problems(a))
	}
}
