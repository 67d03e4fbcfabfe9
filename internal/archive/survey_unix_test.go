//go:build unix

package archive_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"news/internal/archive"
)

// cp -a, rsync -a and tar keep the times of a folder. A folder that they put
// into the place of another differs from it only by its number in the file
// system.
func TestFolderReplacedByOneOfTheSameTimesIsReported(t *testing.T) {
	tests := []struct{ place, want string }{
		{"2016/04/3", "2016/04/3"},
		{"2016/04", "2016/04/4 2016/04/3"},
		{"2016", "2016/05/1 2016/04/4 2016/04/3"},
		{".", "2016/05/1 2016/04/4 2016/04/3 2015/12/31"},
	}
	for _, test := range tests {
		f := files{"2016/04/3/a.md": page("A"), "2016/04/4/a.md": page("A"), "2016/05/1/a.md": page("A"), "2015/12/31/a.md": page("A")}
		d, twin := onDisk(t, f), onDisk(t, f)
		a := opened(t, filepath.Dir(d.dir))
		known, _ := surveyed(t, a, nil, settled())
		above, err := os.Stat(filepath.Dir(d.at(test.place)))
		d.must(err)
		d.must(os.Rename(d.at(test.place), filepath.Join(t.TempDir(), "old")))
		d.must(os.Rename(twin.at(test.place), d.at(test.place)))
		d.must(os.Chtimes(filepath.Dir(d.at(test.place)), above.ModTime(), above.ModTime()))
		tree, got := surveyed(t, a, known, settled())
		if got != test.want {
			t.Errorf("%s: got %q, want %q", test.place, got, test.want)
		}
		checkTree(t, test.place, a, tree)
	}
}

func TestFolderWithAFutureTimeSettles(t *testing.T) {
	d := onDisk(t, files{"2016/04/3/a.md": page("A"), "2016/04/4/a.md": page("A")})
	at := settled()
	toCome := at.AddDate(10, 0, 0)
	d.must(os.Chtimes(d.at("2016/04/3"), toCome, toCome))
	a := opened(t, d.dir)
	known, _ := surveyed(t, a, nil, at)
	if _, got := surveyed(t, a, known, at); got != "" {
		t.Errorf("got %q", got)
	}
	d.write("2016/04/3/b.md", page("B"))
	if _, got := surveyed(t, a, known, at); got != "2016/04/3" {
		t.Errorf("changed, returns %q", got)
	}
}

// linked makes an archive of links: a year, a month and days that lead to other
// folders in it.
func linked(t *testing.T) disk {
	d := onDisk(t, files{
		"2016/04/3/a.md":       page("A"),
		"pool/day/a.md":        page("A"),
		"pool/other/a.md":      page("A"),
		"pool/year/12/31/a.md": page("A"),
		"pool/month/1/a.md":    page("A"),
	})
	link(t, d.dir, "2016/04/5", "../../pool/day")
	link(t, d.dir, "2016/04/6", "5") // a link to a link
	link(t, d.dir, "2016/07", "../pool/month")
	link(t, d.dir, "2015", "pool/year")
	link(t, d.dir, "pool/hop", "later")
	link(t, d.dir, "2016/08/8", "../../pool/hop") // the target is missing at first
	d.age()
	return d
}

func TestSurveyFollowsLinksAsTheWalkDoes(t *testing.T) {
	tests := []struct {
		story  string
		change func(d disk)
		want   string
	}{
		{"nothing", func(disk) {}, ""},
		{"a page in a linked day", func(d disk) { d.write("pool/day/b.md", "") }, "2016/04/6 2016/04/5"},
		{"a page in a linked month", func(d disk) { d.write("pool/month/1/b.md", "") }, "2016/07/1"},
		{"a day in a linked month", func(d disk) { d.write("pool/month/2/b.md", "") }, "2016/07/2"},
		{"a page in a linked year", func(d disk) { d.write("pool/year/12/31/b.md", "") }, "2015/12/31"},
		{"a month in a linked year", func(d disk) { d.write("pool/year/11/30/b.md", "") }, "2015/11/30"},
		{"a link that leads to another day", func(d disk) { d.remove("2016/04/5"); link(d.TB.(*testing.T), d.dir, "2016/04/5", "../../pool/other") }, "2016/04/6 2016/04/5"},
		{"a link removed, and one to it", func(d disk) { d.remove("2016/04/5") }, "2016/04/6 2016/04/5"},
		{"a link that led nowhere leads on", func(d disk) { d.write("pool/later/a.md", "") }, "2016/08/8"},
		{"a link's folder is gone", func(d disk) { d.remove("pool/day") }, "2016/04/6 2016/04/5"},
		{"a file in the place of a link's folder", func(d disk) { d.remove("pool/day"); d.write("pool/day", "") }, "2016/04/6 2016/04/5"},
		{"a linked month is gone", func(d disk) { d.remove("pool/month") }, "2016/07/1"},
		{"a linked year is gone", func(d disk) { d.remove("pool/year") }, "2015/12/31"},
	}
	for _, test := range tests {
		d := linked(t)
		a := opened(t, d.dir)
		known, all := surveyed(t, a, nil, settled())
		if want := "2016/07/1 2016/04/6 2016/04/5 2016/04/3 2015/12/31"; all != want {
			t.Fatalf("the archive has %q, want %q", all, want)
		}
		test.change(d)
		tree, got := surveyed(t, a, known, settled())
		if got != test.want {
			t.Errorf("%s: got %q, want %q", test.story, got, test.want)
		}
		checkTree(t, test.story, a, tree)
	}
}

// The folder of a link does not change when the target of the link appears or
// disappears.
func TestLinkThatLeadsSomewhereAgainIsReported(t *testing.T) {
	for place, want := range map[string]string{"pool/day": "2016/04/6 2016/04/5", "pool/month": "2016/07/1", "pool/year": "2015/12/31"} {
		d := linked(t)
		whole, _ := surveyed(t, opened(t, d.dir), nil, settled())
		d.rename(place, "pool/away")
		gone, got := surveyed(t, opened(t, d.dir), whole, settled())
		if got != want {
			t.Errorf("%s gone: got %q, want %q", place, got, want)
		}
		d.rename("pool/away", place)
		if _, got := surveyed(t, opened(t, d.dir), gone, settled()); got != want {
			t.Errorf("%s back: got %q, want %q", place, got, want)
		}
	}
}

// Each survey records what it skips, even if nothing changed since the last.
func TestSurveySkipsWhatAWalkSkips(t *testing.T) {
	root := t.TempDir()
	writeTree(t, root, files{"outside/04/3/evil.md": page("Evil"), "lib/news/2016/04/3/a.md": page("A"), "lib/news/2016/05/3/a.md": page("A")})
	for place, target := range map[string]string{
		"2015": "outside", "2016/06": "outside/04", "2016/05/4": "outside/04/3", "2016/05/30": "nowhere", "2016/04/31": "nowhere", "2016/13": "nowhere", "latest": "nowhere",
	} {
		link(t, filepath.Join(root, "lib", "news"), place, filepath.Join(root, target))
	}
	walked := opened(t, filepath.Join(root, "lib"))
	for range walked.Dates(everyDay, false) {
	}
	if n, _ := walked.Skipped(); n != 6 {
		t.Errorf("the walk skips %d:\n%s", n, problems(walked))
	}
	var known archive.Tree
	for range 3 {
		a := opened(t, filepath.Join(root, "lib"))
		tree, _ := surveyed(t, a, known, settled())
		if diff := cmp.Diff(lines(problems(walked)), lines(problems(a))); diff != "" {
			t.Errorf("skipped (-walk +survey):\n%s", diff)
		}
		checkTree(t, "links that lead out", a, tree)
		known = tree
	}
}

// lines returns how often each line occurs in a text.
func lines(s string) map[string]int {
	set := map[string]int{}
	for line := range strings.Lines(s) {
		set[line]++
	}
	return set
}

func TestNothingInALinkedCircleIsEndlessForASurvey(t *testing.T) {
	d := onDisk(t, files{"2016/04/3/a.md": page("A")})
	link(t, d.dir, "2015", ".")
	link(t, d.dir, "2014", "2016")
	link(t, d.dir, "2016/05", "..")
	link(t, d.dir, "2016/04/4", ".")
	link(t, d.dir, "2013", "2012")
	link(t, d.dir, "2012", "2013")
	a := opened(t, d.dir)
	within(t, func() {
		tree, got := surveyed(t, a, nil, settled())
		if got != "2016/04/4 2016/04/3 2014/04/4 2014/04/3" {
			t.Errorf("got %q", got)
		}
		checkTree(t, "circles", a, tree)
	})
}

func TestFoldersWithoutPermissionAreSurveyedAgain(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may read everything")
	}
	f := files{"2016/04/3/a.md": page("A"), "2016/04/4/a.md": page("A"), "2015/12/31/a.md": page("A")}
	tests := []struct {
		place string
		mode  fs.FileMode
		want  string // the days after it is locked, and after it is unlocked
	}{
		{"2016/04/3", 0, "2016/04/3"}, // its status changed
		{"2016/04", 0, "2016/04/4 2016/04/3"},
		{"2016/04", 0o400, "2016/04/4 2016/04/3"}, // the names in it, but not the files
		{"2016/04", 0o300, "2016/04/4 2016/04/3"},
		{"2016", 0, "2016/04/4 2016/04/3"},
	}
	for _, test := range tests {
		d := onDisk(t, f)
		a := opened(t, d.dir)
		whole, _ := surveyed(t, a, nil, settled())
		d.must(os.Chmod(d.at(test.place), test.mode))
		t.Cleanup(func() { os.Chmod(d.at(test.place), 0o755) })
		locked, got := surveyed(t, a, whole, settled())
		if got != test.want {
			t.Errorf("%s %v: got %q, want %q", test.place, test.mode, got, test.want)
		}
		if _, got := surveyed(t, a, locked, settled()); got != "" {
			t.Errorf("%s %v: again returns %q", test.place, test.mode, got)
		}
		d.must(os.Chmod(d.at(test.place), 0o755))
		tree, got := surveyed(t, a, locked, settled())
		if got != test.want {
			t.Errorf("%s %v: unlocked, got %q, want %q", test.place, test.mode, got, test.want)
		}
		checkTree(t, test.place, a, tree)
	}
	d := onDisk(t, f)
	a := opened(t, filepath.Dir(d.dir))
	d.must(os.Chmod(d.dir, 0))
	t.Cleanup(func() { os.Chmod(d.dir, 0o755) })
	if _, _, err := a.Survey(t.Context(), nil); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("the folder news: %v", err)
	}
}

func TestFolderOfAnArchiveBehindLinks(t *testing.T) {
	root := t.TempDir()
	writeTree(t, root, files{"lib/pool/2016/04/3/a.md": page("A")})
	link(t, root, "lib/news", "pool")
	link(t, root, "short", "lib")
	want := opened(t, filepath.Join(root, "lib")).Folder()
	if filepath.Base(want) != "pool" {
		t.Errorf("the folder is %q", want)
	}
	for _, dir := range []string{"lib/news", "short", "short/news"} {
		if got := opened(t, filepath.Join(root, dir)).Folder(); got != want {
			t.Errorf("%s: %q, want %q", dir, got, want)
		}
	}
}
