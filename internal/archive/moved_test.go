package archive_test

import (
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"news/internal/archive"
	"news/internal/event"
)

// formerly returns the page of an event that had other references before.
func formerly(headline string, refs ...string) string {
	lines := []string{"### Changes:"}
	for i, ref := range refs {
		lines = append(lines, fmt.Sprintf("%d. [%s](/news/%s.md) _(First version)_", i+1, headline, ref))
	}
	return page(headline, lines...)
}

// imported is the file system of an archive that import made.
func (f files) imported() fstest.MapFS {
	m := f.fsys()
	m[".news-import/2016-04.txt"] = &fstest.MapFile{Mode: 0o644}
	return m
}

// movedEvents has events that moved to other days.
func movedEvents() files {
	return files{
		"2016/04/3/index.md":         index("2016/04/3", "ferry-2", "tug", "listed-still", "buoy"),
		"2016/04/3/ferry-2.md":       page("Another ferry"),
		"2016/04/3/tug.md":           formerly("A tug", "2016/04/3/tugboat"),
		"2016/04/3/buoy.md":          page("A buoy"),
		"2016/04/5/ferry.md":         formerly("A ferry", "2016/04/3/ferry"),
		"2016/04/5/listed.md":        formerly("It is listed", "2016/04/3/listed-still"),
		"2016/04/5/later-tug.md":     formerly("A later tug", "2016/04/3/tugboat", "2016/04/3/buoy"),
		"2016/04/7/one.md":           formerly("One", "2016/04/6/pair"),
		"2016/04/8/other.md":         formerly("Other", "2016/04/6/pair"),
		"2016/04/12/late.md":         formerly("Late", "2016/04/4/late"),
		"2016/03/28/raft.md":         formerly("A raft", "2016/04/4/raft"),
		"2016/01/2/new-year.md":      formerly("A new year", "2015/12/31/new-year"),
		"2016/04/20/café-reopens.md": formerly("A café", "2016/04/15/café-opens", "2016/04/18/café-opens"),
		"2016/05/9/twice.md":         formerly("Twice", "2016/04/25/twice", "2016/05/2/twice"),
		"2016/06/9/far.md":           formerly("Far", "2016/05/9/far"),
	}
}

func TestAFormerReferenceLeadsToAnotherDay(t *testing.T) {
	tests := []struct {
		former, now string
		imported    bool // only where import made the archive
	}{
		{former: "2016/04/3/ferry", now: "2016/04/5/ferry"}, // not to ferry-2
		{former: "2016/04/3/listed-still", now: "2016/04/5/listed"},
		{former: "2016/04/3/tugboat", now: "2016/04/3/tug"}, // its own day comes first
		{former: "2016/04/3/buoy", now: "2016/04/3/buoy"},   // another event has the reference now
		{former: "2016/04/6/pair", now: "2016/04/8/other"},
		{former: "2016/04/4/raft", now: "2016/03/28/raft"},
		{former: "2015/12/31/new-year", now: "2016/01/2/new-year"},
		{former: "2016/04/15/café-opens", now: "2016/04/20/café-reopens"},
		{former: "2016/04/18/café-opens", now: "2016/04/20/café-reopens"},
		{former: "2016/05/2/twice", now: "2016/05/9/twice"},
		{former: "2016/04/4/late", now: "2016/04/12/late", imported: true},
		{former: "2016/04/25/twice", now: "2016/05/9/twice", imported: true},
		{former: "2016/05/9/far", now: ""},
		{former: "2016/04/3/nothing", now: ""},
		{former: "2031/04/3/ferry", now: ""},
	}
	for _, imported := range []bool{false, true} {
		fsys := movedEvents().fsys()
		if imported {
			fsys = movedEvents().imported()
		}
		for _, test := range tests {
			a := archive.FromFS(fsys)
			want, wantCurrent := test.now, test.now
			if test.now == "" || test.imported && !imported {
				want, wantCurrent = "not found", test.former
			}
			for _, typed := range []string{test.former, "/zh/news/" + test.former + ".html?from=mail", strings.ReplaceAll(test.former, "é", "%C3%A9")} {
				target, err := a.Resolve(typed, today)
				if got := answer(target, err); got != want {
					t.Errorf("imported %t: %s is %s, want %s", imported, typed, got, want)
				}
				if err == nil && (target.Day.Date != target.Event.Ref.Date || target.Day.Find(target.Event.Ref) != target.Event) {
					t.Errorf("%s is an event of %v in the day %v", typed, target.Event.Ref.Date, target.Day.Date)
				}
			}
			date, slug, _ := event.SplitPath(test.former)
			ref := event.NewRef(date, slug)
			if got := a.Current(ref).String(); got != wantCurrent {
				t.Errorf("imported %t: %s is now %s, want %s", imported, test.former, got, wantCurrent)
			}
			e := event.Event{Related: []event.Link{{Ref: ref}}}
			a.Follow(&e)
			if got := e.Related[0]; got.Ref.String() != wantCurrent || got.Missing != (want == "not found") || got.Missing != (got.Number == 0) {
				t.Errorf("imported %t: a link to %s became %+v", imported, test.former, got)
			}
			if n, problems := a.Skipped(); n > 0 {
				t.Errorf("%s: skipped %v", test.former, problems)
			}
		}
	}
}

// What is not a slug in full, or has no moved event, means what it did.
func TestMovedEventsChangeNoOtherReference(t *testing.T) {
	a := movedEvents().open()
	for typed, want := range map[string]string{
		"2016/04/3/1":     "2016/04/3/ferry-2",
		"2016/04/3/ferr":  "2016/04/3/ferry-2",
		"2016/04/3/tugbo": "not found",
		"2016/04/15":      "not found",
		"2016/04/15/1":    "not found",
		"2016/04/15/caf":  "not found",
	} {
		target, err := a.Resolve(typed, today)
		if got := answer(target, err); got != want {
			t.Errorf("%s is %s, want %s", typed, got, want)
		}
	}
}

// A reference that is there is found without a look at other days, and so is a number.
func TestOtherDaysAreReadOnlyForWhatIsNotThere(t *testing.T) {
	w := &watched{FS: movedEvents().fsys()}
	a := archive.FromFS(w)
	for _, typed := range []string{"2016/04/3/ferry-2", "2016/04/3/tugboat", "2016/04/3/2"} {
		if _, err := a.Resolve(typed, today); err != nil {
			t.Errorf("%s: %v", typed, err)
		}
	}
	a.Current(event.NewRef(day(2016, 4, 3), "buoy"))
	a.Current(event.NewRef(day(2016, 4, 3), "tugboat"))
	for _, folder := range []string{"news/2016/04/5", "news/2016/04/7", "news/2016/03/28"} {
		if w.lookedAt(folder) {
			t.Errorf("%s was read", folder)
		}
	}
	opened := len(w.opened)
	for range 2 {
		a.Current(event.NewRef(day(2016, 4, 3), "gone"))
		a.Current(event.NewRef(day(2016, 4, 4), "gone"))
		if opened == len(w.opened) {
			t.Error("no day was read for a reference that is gone")
		}
	}
	seen := make(map[string]bool)
	for _, file := range w.opened[opened:] {
		if seen[file] && strings.HasSuffix(file, ".md") && !strings.HasSuffix(file, "index.md") {
			t.Errorf("%s was read again", file)
		}
		seen[file] = true
	}
}

// A page that is there but cannot be read is what is meant, whatever moved.
func TestAPageThatCannotBeReadHasNotMoved(t *testing.T) {
	f := movedEvents()
	f["2016/04/3/ferry.md"] = strings.Repeat("large ", archive.MaxPage/6+1)
	a := f.open()
	target, err := a.Resolve("2016/04/3/ferry", today)
	if got := answer(target, err); got != "page trouble" {
		t.Errorf("it is %s", got)
	}
	if ref := event.NewRef(day(2016, 4, 3), "ferry"); a.Current(ref) != ref {
		t.Errorf("it is now %s", a.Current(ref))
	}
}

// The folder news itself is the same archive.
func TestMovedEventsOfTheFolderNews(t *testing.T) {
	root := t.TempDir()
	writeFS(t, root, movedEvents().imported())
	for _, dir := range []string{root, root + "/news"} {
		a, err := archive.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		target, err := a.Resolve("2016/04/25/twice", today)
		if got := answer(target, err); got != "2016/05/9/twice" {
			t.Errorf("%s: it is %s", dir, got)
		}
		a.Close()
	}
}

func writeFS(t *testing.T, dir string, fsys fs.FS) {
	t.Helper()
	if err := os.CopyFS(dir, fsys); err != nil {
		t.Fatal(err)
	}
}
