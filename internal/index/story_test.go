package index

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"news/internal/event"
	"news/internal/sample"
)

// writeArchive writes pages by their paths below the folder news.
func writeArchive(t *testing.T, pages map[string]string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for name, text := range pages {
		path := filepath.Join(dir, "news", filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func headline(text string) string { return "##### Harbour\n# " + text + "\n\nAll day.\n\n" }

func TestUnusualArchives(t *testing.T) {
	t.Parallel()
	tests := []struct {
		story string
		pages map[string]string
	}{
		{"a year without events", map[string]string{"2016/readme.txt": ""}},
		{"a day without events", map[string]string{"2016/04/3/index.md": ""}},
		{"an index of events that have no page", map[string]string{"2016/04/3/index.md": "## [2016-04-3](/news/2016/04/3/index.md)\n\n##### Sea\n### [A ferry sails. ](/news/2016/04/3/ferry.md)\n"}},
		{"a day in two folders", map[string]string{
			"2016/04/3/ferry.md": headline("A ferry sails"), "2016/04/03/storm.md": headline("A storm"), "2016/4/3/gale.md": headline("A gale"),
		}},
		{"one event in two folders of a day", map[string]string{
			"2016/04/3/ferry.md": headline("A ferry sails"), "2016/04/03/ferry.md": headline("Another ferry sails"),
		}},
		{"an empty page", map[string]string{"2016/04/3/ferry.md": "", "2016/04/3/storm.md": headline("A storm")}},
		{"the first and the last day", map[string]string{
			"0001/01/1/ferry.md": headline("A ferry sails"), "9999/12/31/storm.md": headline("A storm") + "### Related:\n\n1. [x](/news/0001/01/1/ferry.md) _Context: Veltrane_\n",
		}},
		{"an event that was another, which there is again", map[string]string{
			"2016/04/3/ferry.md": headline("A ferry sails") + "### Changes:\n\n1. [x](/news/2016/04/3/storm.md) _(First version)_\n",
			"2016/04/3/storm.md": headline("A storm"),
			"2016/04/4/gale.md":  headline("A gale") + "### Related:\n\n1. [x](/news/2016/04/3/storm.md) _Context: Veltrane_\n",
		}},
		{"two events that were one", map[string]string{
			"2016/04/3/ferry.md": headline("A ferry sails") + "### Changes:\n\n1. [x](/news/2016/04/1/storm.md) _(First version)_\n",
			"2016/04/5/boat.md":  headline("A boat sails") + "### Changes:\n\n1. [x](/news/2016/04/1/storm.md) _(First version)_\n",
			"2016/04/4/gale.md":  headline("A gale") + "### Related:\n\n1. [x](/news/2016/04/1/storm.md) _Context: Veltrane_\n",
		}},
		{"an event that leads to itself, and to what it was", map[string]string{
			"2016/04/3/ferry.md": headline("A ferry sails") + "### Changes:\n\n1. [x](/news/2016/04/1/storm.md) _(First version)_\n\n### Related:\n\n" +
				"1. [x](/news/2016/04/1/storm.md) _Context: Veltrane_\n2. [x](/news/2016/04/3/ferry.md) _Context: Ostrel_\n",
		}},
	}
	for _, test := range tests {
		dir, cache := writeArchive(t, test.pages), t.TempDir()
		for _, w := range []Want{{}, {Fresh: true}, {}} {
			checkIndex(t, fmt.Sprintf("%s, %+v", test.story, w), dir, cache, w)
		}
		// One event is added and removed again.
		added := filepath.Join(dir, "news", "2016", "04", "3", "added.md")
		err := errors.Join(os.MkdirAll(filepath.Dir(added), 0o777), os.WriteFile(added, []byte(headline("A quillon")), 0o666))
		if err != nil {
			t.Fatal(err)
		}
		checkIndex(t, test.story+", and one more", dir, cache, Want{Fresh: true})
		if err := os.Remove(added); err != nil {
			t.Fatal(err)
		}
		checkIndex(t, test.story+", and one less", dir, cache, Want{Fresh: true})
		a := openArchive(t, dir)
		if wrong, err := Check(context.Background(), a, Options{Dir: cache}); wrong != nil || err != nil {
			t.Errorf("%s: %v, %v", test.story, wrong, err)
		}
	}
}

func TestMoreSourcesThan16BitsCount(t *testing.T) {
	t.Parallel()
	dir := writeArchive(t, map[string]string{
		"2016/04/3/ferry.md": headline("A ferry sails") + "### Sources:\n\n" + strings.Repeat("[a](b)\n", 1<<16+1),
		"2016/04/3/gale.md":  headline("A gale") + "### Sources:\n\n1. [Wire](http://wire.example)\n",
	})
	checkIndex(t, "a page of many sources", dir, t.TempDir(), Want{})
}

func TestEventsOfOneKeyCannotBeIndexed(t *testing.T) {
	day := event.Date{Year: 2016, Month: 4, Day: 3}
	one, other := event.NewRef(day, "storm-163698-ferry-930168"), event.NewRef(day, "storm-273268-ferry-359867")
	if one.Key() != other.Key() {
		t.Fatal("find two others: slugs of one day with the same key")
	}
	dir := writeArchive(t, map[string]string{
		"2016/04/3/" + one.Slug + ".md": headline("A ferry sails"), "2016/04/3/" + other.Slug + ".md": headline("A storm"),
	})
	_, err := Open(context.Background(), openArchive(t, dir), Options{Dir: t.TempDir()}, Want{})
	var unusable *UnusableError
	if !errors.As(err, &unusable) {
		t.Errorf("two events of one key: %v", err)
	}
}

func TestDaysToLookAtMayBeNamedTwice(t *testing.T) {
	dir, cache := copyYear(t), t.TempDir()
	openIndex(t, dir, cache, Want{}).Close()
	a := openArchive(t, dir)
	p := readPages(a)
	day := p.events[0].Ref.Date
	added := filepath.Join(dir, filepath.FromSlash(filepath.Dir(p.events[0].Path)), "added.md")
	if err := os.WriteFile(added, []byte(headline("A quillon")), 0o666); err != nil {
		t.Fatal(err)
	}
	checkIndex(t, "a day named three times", dir, cache, Want{Days: []event.Date{day, day, day}})
}

func TestStoppedWorkLeavesWhatWasThere(t *testing.T) {
	dir, cache := copyYear(t), t.TempDir()
	a := openArchive(t, dir)
	stop := func(w Want, after int) {
		t.Helper()
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		o := Options{Dir: cache, Report: func(p Progress) {
			if p.Done >= after {
				cancel()
			}
		}}
		if x, err := Open(ctx, a, o, w); !errors.Is(err, context.Canceled) {
			t.Fatalf("%+v, stopped after %d days: %v, %v", w, after, x, err)
		}
	}
	stop(Want{}, 1)
	if s, err := Look(context.Background(), a, cache); !s.Missing() || err != nil {
		t.Errorf("after a first index was stopped, its status is %+v, %v", s, err)
	}
	openIndex(t, dir, cache, Want{}).Close()
	was, err := os.ReadFile(Path(cache, a))
	if err != nil {
		t.Fatal(err)
	}
	e := filepath.Join(dir, filepath.FromSlash(readPages(a).events[0].Path))
	if err := os.WriteFile(e, []byte(headline("A quillon")), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, w := range []Want{{Anew: true}, {Fresh: true}} {
		for _, after := range []int{1, 2, 5} {
			stop(w, after)
			if now, _ := os.ReadFile(Path(cache, a)); string(now) != string(was) {
				t.Errorf("%+v: the file has changed", w)
			}
		}
	}
	checkIndex(t, "after all", dir, cache, Want{Fresh: true})
}

func TestPageThatCannotBeReadIsLookedAtAgain(t *testing.T) {
	pages := map[string]string{"2016/04/3/storm.md": headline("A storm")}
	dir, cache := writeArchive(t, pages), t.TempDir()
	target := filepath.Join(dir, "news", "2016", "ferry")
	page := filepath.Join(dir, "news", "2016", "04", "3", "ferry.md")
	if err := os.Symlink(target, page); err != nil {
		t.Skip(err)
	}
	checkIndex(t, "a link that leads nowhere", dir, cache, Want{})
	a := openArchive(t, dir)
	f, err := open(context.Background(), Path(cache, a), toRead)
	if err != nil {
		t.Fatal(err)
	}
	defer f.close()
	known, err := readFolders(f.session)
	if err != nil {
		t.Fatal(err)
	}
	for _, child := range known["2016/04"].Children {
		if child.Stamp != 0 {
			t.Errorf("the day %s is taken for known", child.Name)
		}
	}
}

// TestVersion fails when the version of the schema must be raised: contents
// that another version of the program stored must not be read as the contents
// of this one.
func TestVersion(t *testing.T) {
	t.Parallel()
	const (
		wantVersion  = 6
		wantContents = 0x9539db53787ed89a
		wantPages    = 0xec0b731b6b3598e3 // the hash of the sample's pages
	)
	pages := fnv.New64a()
	err := fs.WalkDir(sample.FS(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(sample.FS(), path)
		fmt.Fprintf(pages, "%q %q", path, data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, sample.FS()); err != nil {
		t.Fatal(err)
	}
	x := openIndex(t, dir, t.TempDir(), Want{})
	contents := fnv.New64a()
	io.WriteString(contents, tables+indexes+pageSize)
	for _, table := range []string{"events", "former", "topics", "event_topics", "short_names", "texts", "vocabulary", "lengths", "postings", "later_postings", "pairs", "graph", "backlinks", "keys", "marks", "parts"} {
		writeTable(t, contents, x, table)
	}
	switch {
	case version == wantVersion && contents.Sum64() == wantContents && pages.Sum64() == wantPages:
	case pages.Sum64() != wantPages:
		t.Errorf("the pages of the sample have changed: put wantPages = %#x, and, if nothing else has changed, wantContents = %#x", pages.Sum64(), contents.Sum64())
	case contents.Sum64() == wantContents:
		t.Errorf("put wantVersion = %d", version)
	default:
		t.Errorf("an index of the same pages holds something else than before: raise version in schema.go by one, unless this was done since the last release, "+
			"and put wantVersion = the new number and wantContents = %#x", contents.Sum64())
	}
}

// writeTable writes all rows of a table.
func writeTable(t *testing.T, w io.Writer, x *Index, table string) {
	t.Helper()
	query := "SELECT * FROM " + table
	if table == "parts" {
		query += " WHERE name <> 'contents'" // it is random
	}
	rows, err := x.conn.QueryContext(context.Background(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(w, "%s %q\n", table, columns)
	values := make([]any, len(columns))
	for i := range values {
		values[i] = new(any)
	}
	for rows.Next() {
		if err := rows.Scan(values...); err != nil {
			t.Fatal(err)
		}
		for _, value := range values {
			fmt.Fprintf(w, "%q ", fmt.Sprint(*value.(*any)))
		}
		fmt.Fprintln(w)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
}

// A page that cannot be read is looked at again each time. That takes no lock
// for writing, and needs none.
func TestLookingAgainTakesNoLock(t *testing.T) {
	dir, cache := writeArchive(t, map[string]string{"2016/04/3/storm.md": headline("A storm")}), t.TempDir()
	page := filepath.Join(dir, "news", "2016", "04", "3", "endless.md")
	if err := os.WriteFile(page, make([]byte, 1<<20+1), 0o666); err != nil { // larger than the largest page
		t.Fatal(err)
	}
	checkIndex(t, "made", dir, cache, Want{})
	other, err := open(context.Background(), Path(cache, openArchive(t, dir)), toWrite)
	if err != nil {
		t.Fatal(err)
	}
	checkIndex(t, "while somebody writes", dir, cache, Want{})
	other.close()
	if err := os.WriteFile(page, []byte(headline("It ends after all")), 0o666); err != nil {
		t.Fatal(err)
	}
	checkIndex(t, "mended", dir, cache, Want{})
}

// However often days are read for one question, the total does not change and
// the share never falls.
func TestProgressNeverFalls(t *testing.T) {
	t.Parallel()
	days := make(map[string]string)
	for n := range 60 {
		for i := range 100 {
			days[fmt.Sprintf("2016/%02d/%d/event-%d.md", n/28+1, n%28+1, i)] = headline(fmt.Sprintf("Event %d of %d", i, n))
		}
	}
	dir, cache := writeArchive(t, days), t.TempDir()
	a := openArchive(t, dir)
	read := func(what string, w Want) {
		t.Helper()
		var all []Progress
		s := NewStore(a, Options{Dir: cache, Report: func(p Progress) { all = append(all, p) }})
		defer s.Close()
		if err := s.Read(context.Background(), w, func(*Index) error { return nil }); err != nil {
			t.Fatal(err)
		}
		if len(all) < 60 {
			t.Errorf("%s: %d reports", what, len(all))
		}
		for i, p := range all {
			if p.Days != 60 || p.Done > p.Days || i > 0 && (p.Done < all[i-1].Done || p.Pages < all[i-1].Pages) {
				t.Fatalf("%s: after %+v comes %+v", what, all[max(0, i-1)], p)
			}
		}
		if end := all[len(all)-1]; end.Done != end.Days {
			t.Errorf("%s: it ends with %+v", what, end)
		}
	}
	read("a first index", Want{})
	for path := range days {
		if err := os.WriteFile(filepath.Join(dir, "news", filepath.FromSlash(path)), []byte(headline("Another one")), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	read("too much has changed", Want{Fresh: true})
}
