package index

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// sizes returns the sizes of the segments of an index.
func sizes(x *Index) []int {
	var sizes []int
	for _, s := range x.changes.segments {
		sizes = append(sizes, s.count)
	}
	return sizes
}

// related is a page with a link.
func related(title, target, topic string) string {
	return headline(title) + "### Related:\n\n1. [x](/news/" + target + ") _Context: " + topic + "_\n"
}

// A segment is merged with those before it that are not larger.
func TestSegmentsAreMergedWhenAsManyAgainHaveCome(t *testing.T) {
	t.Parallel()
	pages := make(map[string]string)
	for n := range 40 {
		pages[fmt.Sprintf("2016/04/%d/event-%d.md", n%20+1, n)] = headline(fmt.Sprintf("Event %d 地震", n))
	}
	dir, cache := writeArchive(t, pages), t.TempDir()
	openIndex(t, dir, cache, Want{}).Close()
	write := func(day, name, page string) {
		t.Helper()
		path := filepath.Join(dir, "news", "2016", "04", day, name+".md")
		if err := os.WriteFile(path, []byte(page), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	remove := func(day, name string) {
		t.Helper()
		if err := os.Remove(filepath.Join(dir, "news", "2016", "04", day, name+".md")); err != nil {
			t.Fatal(err)
		}
	}
	several := func(first, count int) {
		for n := range count {
			write("3", fmt.Sprintf("quake-%d", first+n), headline(fmt.Sprintf("A quake %d 余震", first+n)))
		}
	}
	steps := []struct {
		story  string
		change func()
		want   []int
	}{
		{"four pages", func() { several(0, 4) }, []int{4}},
		{"one page", func() { several(4, 1) }, []int{4, 1}},
		{"one page again", func() { several(5, 1) }, []int{4, 2}},
		{"one more", func() { several(6, 1) }, []int{4, 2, 1}},
		{"three, with which all are as many", func() { several(7, 3) }, []int{10}},
		{"a page of the last segment, edited", func() { write("3", "quake-9", headline("A flood 洪水")) }, []int{10, 1}},
		{"that page again", func() { write("3", "quake-9", headline("A gale 洪水")) }, []int{10, 1}},
		{"a page without a segment, removed", func() { remove("4", "event-3") }, []int{10, 1}},
		{"a page of the first segment, removed", func() { remove("3", "quake-1") }, []int{10, 1}},
		{"a link that adds a topic to a page of the first segment", func() { write("5", "storm", related("A storm", "2016/04/3/quake-2.md", "Veltrane")) }, []int{10, 3}},
		{"the link without it", func() { write("5", "storm", headline("A storm")) }, []int{10, 3, 2}},
	}
	for _, step := range steps {
		step.change()
		checkIndex(t, step.story, dir, cache, Want{Fresh: true})
		x := openIndex(t, dir, cache, Want{})
		if got := sizes(x); !slices.Equal(got, step.want) {
			t.Errorf("%s: the segments have %v documents, want %v", step.story, got, step.want)
		}
		x.Close()
	}
	a := openArchive(t, dir)
	f, err := open(context.Background(), Path(cache, a), toWrite)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(newUpdater(newWriter(f)).rewriteAll(), f.commit(context.Background(), nil), f.close()); err != nil {
		t.Fatal(err)
	}
	checkIndex(t, "all in one", dir, cache, Want{Fresh: true})
	x := openIndex(t, dir, cache, Want{})
	defer x.Close()
	if got := sizes(x); len(got) > 0 {
		t.Errorf("written in one there are segments of %v", got)
	}
}

func TestDamagedSegmentIsNoticed(t *testing.T) {
	t.Parallel()
	for _, statement := range []string{
		`DELETE FROM later_postings`,
		`UPDATE later_postings SET first = first + 1`,
		`UPDATE later_postings SET data = x'00' || data`,
		`UPDATE later_postings SET data = ''`,
	} {
		dir, cache := writeArchive(t, map[string]string{"2016/04/3/storm.md": headline("A storm")}), t.TempDir()
		openIndex(t, dir, cache, Want{}).Close()
		if err := os.WriteFile(filepath.Join(dir, "news", "2016", "04", "3", "ferry.md"), []byte(headline("A quillwave")), 0o666); err != nil {
			t.Fatal(err)
		}
		openIndex(t, dir, cache, Want{Fresh: true}).Close()
		f, err := open(context.Background(), Path(cache, openArchive(t, dir)), toWrite)
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(f.run(statement), f.commit(context.Background(), nil), f.close()); err != nil {
			t.Fatal(err)
		}
		x := openIndex(t, dir, cache, Want{})
		if _, err := count(x, "quillwave"); !IsDamage(err) {
			t.Errorf("%s: %v", statement, err)
		}
		x.Close()
	}
}

func TestSegmentsFollowOneAnother(t *testing.T) {
	for _, test := range []struct {
		story string
		all   []segment
		want  bool
	}{
		{"none", nil, false},
		{"two", []segment{{first: 5, count: 2}, {first: 7, count: 3}}, true},
		{"a gap", []segment{{first: 5, count: 2}, {first: 8, count: 2}}, false},
		{"an empty one", []segment{{first: 5, count: 0}, {first: 5, count: 5}}, false},
		{"a late beginning", []segment{{first: 6, count: 4}}, false},
		{"one that is too long", []segment{{first: 5, count: 6}}, false},
		{"a negative one", []segment{{first: 5, count: 7}, {first: 12, count: -2}}, false},
	} {
		if got := follow(test.all, 5, 10); got != test.want {
			t.Errorf("%s: %v", test.story, got)
		}
	}
	if !follow(nil, 5, 5) {
		t.Error("no segment has no document")
	}
}
