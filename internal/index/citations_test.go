package index

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"news/internal/event"
	"news/internal/relation"
	"news/internal/search"
)

// pageWithSources is a page with a headline and sources.
func pageWithSources(headlined string, sources ...string) string {
	page := headline(headlined) + "### Source:\n\n"
	for i, source := range sources {
		page += fmt.Sprintf("%d. %s\n", i+1, source)
	}
	return page
}

// marksOf returns the citations and the category of every event in the index,
// one event a line.
func marksOf(x *Index) (lines []string, err error) {
	citations, err := x.Citations()
	if err != nil {
		return nil, err
	}
	categories, err := x.ByCategory()
	if err != nil {
		return nil, err
	}
	err = x.EachCited(func(p search.Place, cited []int32) {
		line := fmt.Sprintf("%v/%d", p.Date, p.Number)
		for _, category := range categories.About(relation.Node(len(lines))) {
			line += " " + categories.Name(category)
		}
		for _, number := range cited {
			line += fmt.Sprintf(" [%s %s]", citations[number].Name, citations[number].Host)
		}
		lines = append(lines, line)
	})
	return lines, err
}

func TestMarksEqualThePages(t *testing.T) {
	t.Parallel()
	many := make([]string, 9000)
	for i := range many {
		many[i] = fmt.Sprintf("[Wire](http://wire.example/%d)", i)
	}
	dir := writeArchive(t, map[string]string{
		"2016/04/3/ferry.md": pageWithSources("A ferry sails", "[Coast Post](http://coast.example/1)", `[Bell](http://bell.example/"1")`, "[Coast Post](http://coast.example/2)", "[Coast Post](http://bell.example/2)"),
		"2016/04/3/storm.md": "##### HARBOUR\n# A storm\n",
		"2015/12/31/gale.md": "# A gale\n", // without a category
		"2015/12/30/gale.md": pageWithSources("A gale", many...),
		"0001/01/1/tide.md":  pageWithSources("A tide", "[晨报](https://web.archive.org/web/2005/http://chen.example/)", "A paper"),
	})
	x, err := Open(context.Background(), openArchive(t, dir), Options{Dir: t.TempDir()}, Want{})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	got, err := marksOf(x)
	want := []string{
		"2016-04-03/1 Harbour [Coast Post coast.example] [Bell bell.example] [Coast Post bell.example]",
		"2016-04-03/2 Harbour",
		"2015-12-31/1",
		"2015-12-30/1 Harbour [Wire wire.example]",
		"0001-01-01/1 Harbour [晨报 chen.example] [A paper ]",
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	categories, err := x.ByCategory()
	if err != nil {
		t.Fatal(err)
	}
	harbour, known := categories.Named("hárbour")
	if uses := categories.Uses(); !known || len(uses) != 1 || uses[0].Topic != harbour || uses[0].Events != 4 {
		t.Errorf("the categories are %v", uses)
	}
}

func TestPlacesWithATopicEqualThePages(t *testing.T) {
	t.Parallel()
	dir := writeArchive(t, map[string]string{
		"2016/04/3/ferry.md": headline("A ferry sails") + "### Related:\n\n1. [A gale](/news/2015/12/31/gale.md) _Context: Harbour_\n",
		"2016/04/3/storm.md": headline("A storm"),
		"2015/12/31/gale.md": headline("A gale"),
	})
	x, err := Open(context.Background(), openArchive(t, dir), Options{Dir: t.TempDir()}, Want{})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	for topic, want := range map[string]string{"HÁRBOUR": "2015-12-31/1 2016-04-03/1", "Harbo": "", "": ""} {
		places, err := x.PlacesWithTopic(topic)
		var got []string
		for _, p := range places {
			got = append(got, fmt.Sprintf("%v/%d", p.Date, p.Number))
		}
		slices.Sort(got)
		if strings.Join(got, " ") != want || err != nil {
			t.Errorf("%q: %v, %v; want %s", topic, got, err, want)
		}
	}
}

func TestMarksThatDoNotFitAreADamage(t *testing.T) {
	t.Parallel()
	for name, damage := range map[string]func(w *writer) error{
		"a citation without its text":   func(w *writer) error { return w.storePart("citations", packTexts([]string{"Bell\x00"})) },
		"a category without its name":   func(w *writer) error { return w.storePart("categories", packTexts(nil)) },
		"no citations":                  func(w *writer) error { return w.run(`DELETE FROM parts WHERE name = 'citations'`) },
		"no new ones":                   func(w *writer) error { return w.run(`DELETE FROM parts WHERE name = 'new citations'`) },
		"no marks":                      func(w *writer) error { return w.run(`DELETE FROM marks`) },
		"marks of other documents":      func(w *writer) error { return w.run(`UPDATE marks SET first = first + 1`) },
		"marks of fewer documents":      func(w *writer) error { return w.storeMarksRow(0, new(packer)) },
		"a document without a category": func(w *writer) error { p := new(packer); p.end(); return w.storeMarksRow(0, p) },
		"a byte of the dictionary":      func(w *writer) error { return w.run(`UPDATE parts SET data = x'00' || data WHERE name = 'citations'`) },
	} {
		dir, cache := writeArchive(t, map[string]string{
			"2016/04/3/ferry.md": pageWithSources("A ferry sails", "[Coast Post](http://coast.example/1)", "[Bell](http://bell.example/)"),
		}), t.TempDir()
		a := openArchive(t, dir)
		x, err := Open(context.Background(), a, Options{Dir: cache}, Want{})
		if err != nil {
			t.Fatal(err)
		}
		x.Close()
		f, err := open(context.Background(), Path(cache, a), toWrite)
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(damage(newWriter(f)), f.commit(context.Background(), nil)); err != nil {
			t.Fatal(err)
		}
		f.close()
		if x, err = Open(context.Background(), a, Options{Dir: cache}, Want{}); err != nil {
			t.Fatal(err)
		}
		if lines, err := marksOf(x); !IsDamage(err) {
			t.Errorf("%s: %v, %v", name, lines, err)
		}
		x.Close()
	}
}

func TestCitationsComeBackAsTheyWere(t *testing.T) {
	for _, c := range []event.Citation{{}, {Name: "Bell"}, {Host: "bell.example"}, {Name: "晨报", Host: "chen.example:80"}, {Name: "Bell", Host: "a\x00b"}} {
		if got := unpackCitation(packCitation(c)); got != c {
			t.Errorf("%q comes back as %q", c, got)
		}
	}
}

// TestMarksOfAllDocumentsInOne rewrites all documents after an update, as an
// update does when much has changed.
func TestMarksOfAllDocumentsInOne(t *testing.T) {
	t.Parallel()
	pages := map[string]string{
		"2016/04/3/ferry.md": pageWithSources("A ferry sails", "[Coast Post](http://coast.example/1)"),
		"2016/04/3/storm.md": "##### Weather\n# A storm\n\n### Source:\n\n1. [Bell](http://bell.example/)\n",
		"2015/12/31/gale.md": pageWithSources("A gale", "[Wire](http://wire.example/)"),
	}
	dir, cache := writeArchive(t, pages), t.TempDir()
	openIndex(t, dir, cache, Want{}).Close()
	for name, page := range map[string]string{
		"2016/04/3/storm.md": "##### Storms\n# A storm\n\n### Source:\n\n1. [Coast Post](http://coast.example/2)\n2. [Gale](http://gale.example/)\n",
		"2016/04/3/tide.md":  pageWithSources("A tide", "[晨报](http://chen.example/)") + "### Related:\n\n1. [A gale](/news/2015/12/31/gale.md) _Context: Harbour_\n", // whose document gets a topic
	} {
		if err := os.WriteFile(filepath.Join(dir, "news", filepath.FromSlash(name)), []byte(page), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	a := openArchive(t, dir)
	check := func(what string, beside int) {
		x := openIndex(t, dir, cache, Want{Fresh: beside > 0})
		defer x.Close()
		if got := int(x.Bound()) - x.main; got != beside {
			t.Errorf("%s: %d documents stand beside the others, want %d", what, got, beside)
		}
		readPages(a).compareAll(t, what, x)
	}
	check("updated", 3)
	f, err := open(context.Background(), Path(cache, a), toWrite)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(newUpdater(newWriter(f)).rewriteAll(), f.commit(context.Background(), nil), f.close()); err != nil {
		t.Fatal(err)
	}
	check("in one", 0)
}

func TestCheckComparesMarks(t *testing.T) {
	t.Parallel()
	for what, change := range map[string]func(d *dictionaries){
		"another name":     func(d *dictionaries) { d.citations.texts[0] = packCitation(event.Citation{Name: "Bell"}) },
		"another category": func(d *dictionaries) { d.categories.texts[0] = "Sport" },
	} {
		dir, cache := writeArchive(t, map[string]string{"2016/04/3/ferry.md": pageWithSources("A ferry sails", "[Coast Post](http://coast.example/1)")}), t.TempDir()
		a := openArchive(t, dir)
		openIndex(t, dir, cache, Want{}).Close()
		if wrong, err := Check(context.Background(), a, Options{Dir: cache}); wrong != nil || err != nil {
			t.Fatalf("%v, %v", wrong, err)
		}
		f, err := open(context.Background(), Path(cache, a), toWrite)
		if err != nil {
			t.Fatal(err)
		}
		w := newWriter(f)
		if err := w.openDictionaries(); err != nil {
			t.Fatal(err)
		}
		change(w.dictionaries)
		if err := errors.Join(w.storeDictionaries(), f.commit(context.Background(), nil), f.close()); err != nil {
			t.Fatal(err)
		}
		if wrong, err := Check(context.Background(), a, Options{Dir: cache}); wrong == nil || err != nil {
			t.Errorf("%s: %v, %v", what, wrong, err)
		}
	}
}
