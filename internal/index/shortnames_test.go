package index

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"news/internal/search"
)

// An index that is kept up to date knows the same short names as a new one.
func TestShortNamesFollowThePages(t *testing.T) {
	t.Parallel()
	const ice, inter = "The Inner Council of Elves (ICE) meets", "An Inter City Express (ICE) is late"
	dir, cache := writeArchive(t, map[string]string{
		"2016/04/3/elves.md": headline(ice), "2016/04/4/train.md": headline(inter), "2016/04/5/dwarf.md": headline("No dwarf answers"),
	}), t.TempDir()
	put := func(name, text string) {
		t.Helper()
		path := filepath.Join(dir, "news", filepath.FromSlash(name))
		err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o777), os.RemoveAll(path))
		if text != "" {
			err = errors.Join(err, os.WriteFile(path, []byte(headline(text)), 0o666))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	pair := func(long string) search.ShortName { return search.ShortName{Short: "ice", Long: long} }
	elves, train := pair("inner council of elves"), pair("inter city express")
	for _, step := range []struct {
		story, name, text string
		want              map[search.ShortName]int
	}{
		{"each in one event", "", "", nil},
		{"a second event", "2016/04/5/trains.md", inter, map[search.ShortName]int{train: 2}},
		{"an event changes", "2016/04/5/dwarf.md", ice + " and " + ice, map[search.ShortName]int{train: 2, elves: 2}},
		{"a day is added", "2016/04/6/elves.md", ice, map[search.ShortName]int{train: 2, elves: 3}},
		{"a page is removed", "2016/04/4/train.md", "", map[search.ShortName]int{elves: 3}},
		{"an event changes back", "2016/04/5/dwarf.md", "No dwarf answers", map[search.ShortName]int{elves: 2}},
		{"a day is removed", "2016/04/6", "", nil},
	} {
		if step.name != "" {
			put(step.name, step.text)
		}
		x := openIndex(t, dir, cache, Want{Fresh: true})
		names, err := x.ShortNames()
		if err != nil {
			t.Fatal(err)
		}
		if diff := gocmp.Diff(step.want, maps.Collect(names.All()), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", step.story, diff)
		}
		x.Close()
	}
	checkIndex(t, "in the end", dir, cache, Want{})
}
