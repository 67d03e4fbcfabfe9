package archive_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"news/internal/archive"
	"news/internal/event"
)

// noon is the time of the tests that set their own time.
var noon = time.Date(2020, 1, 1, 12, 0, 0, 0, time.UTC)

// surveyed returns the result of a survey at a given time, with the days in one
// line.
func surveyed(t *testing.T, a *archive.Archive, known archive.Tree, now time.Time) (archive.Tree, string) {
	t.Helper()
	tree, days, err := archive.SurveyAt(a, t.Context(), known, now)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, date := range days {
		names = append(names, date.Path())
	}
	return tree, strings.Join(names, " ")
}

// foldersAt returns a file system of folders that all changed at a given time.
func foldersAt(at time.Time, names ...string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for _, name := range names {
		for dir := path.Join("news", name); dir != "."; dir = path.Dir(dir) {
			fsys[dir] = &fstest.MapFile{Mode: fs.ModeDir | 0o755, ModTime: at}
		}
	}
	return fsys
}

// disk is the folder news of an archive on the disk.
type disk struct {
	testing.TB
	dir string
}

// onDisk writes the folder news. None of its folders changed recently.
func onDisk(t testing.TB, f files) disk {
	d := disk{t, filepath.Join(t.TempDir(), "news")}
	writeTree(t, d.dir, f)
	d.age()
	return d
}

func (d disk) at(name string) string { return filepath.Join(d.dir, filepath.FromSlash(name)) }

func (d disk) must(err error) {
	d.Helper()
	if err != nil {
		d.Fatal(err)
	}
}

func (d disk) write(name, text string) { d.Helper(); writeTree(d, d.dir, files{name: text}) }
func (d disk) remove(name string)      { d.Helper(); d.must(os.RemoveAll(d.at(name))) }
func (d disk) rename(from, to string)  { d.Helper(); d.must(os.Rename(d.at(from), d.at(to))) }

// folders returns a folder and all folders below it, each after its subfolders.
func (d disk) folders(below string) (dirs []string) {
	d.must(filepath.WalkDir(d.at(below), func(name string, entry fs.DirEntry, err error) error {
		if err == nil && entry.IsDir() {
			dirs = append(dirs, name)
		}
		return err
	}))
	slices.Reverse(dirs)
	return dirs
}

// age makes every folder look as if it had changed long ago, each at another
// time, so that a later change shows even with a coarse clock.
func (d disk) age() {
	for i, dir := range d.folders(".") {
		long := noon.Add(time.Duration(i) * time.Second)
		d.must(os.Chtimes(dir, long, long))
	}
}

// settled returns a time at which no change so far is recent.
func settled() time.Time { return time.Now().Add(time.Hour) }

func TestSurveyFindsWhichDaysChanged(t *testing.T) {
	tests := []struct {
		story  string
		change func(d disk)
		want   string
	}{
		{"nothing", func(disk) {}, ""},
		{"a page added", func(d disk) { d.write("2016/04/3/new.md", page("New")) }, "2016/04/3"},
		{"a page removed", func(d disk) { d.remove("2016/04/3/a.md") }, "2016/04/3"},
		{"a page renamed", func(d disk) { d.rename("2016/04/3/a.md", "2016/04/3/c.md") }, "2016/04/3"},
		{"a page moved to another day", func(d disk) { d.rename("2016/04/3/a.md", "2015/12/31/c.md") }, "2016/04/3 2015/12/31"},
		{"a page replaced by another file", func(d disk) {
			d.write("drafts/a.md", page("Another"))
			d.rename("drafts/a.md", "2016/04/3/a.md")
		}, "2016/04/3"},
		{"a page written anew by an editor", func(d disk) {
			d.write("2016/04/3/.a.md.tmp", page("Another"))
			d.rename("2016/04/3/.a.md.tmp", "2016/04/3/a.md")
		}, "2016/04/3"},
		{"a page rewritten in place, which changes no folder", func(d disk) { d.write("2016/04/3/a.md", page("Another")) }, ""},
		{"an index added", func(d disk) { d.write("2016/04/4/index.md", index("2016/04/4", "a")) }, "2016/04/4"},
		{"pages of several days", func(d disk) {
			d.write("2015/12/31/x.md", "")
			d.write("2016/05/1/x.md", "")
			d.write("2016/04/4/x.md", "")
		}, "2016/05/1 2016/04/4 2015/12/31"},
		{"a file in a folder of a day", func(d disk) { d.write("2016/04/4/pictures/x.png", "") }, ""},
		{"a day added", func(d disk) { d.write("2016/04/10/x.md", "") }, "2016/04/10"},
		{"an empty day added", func(d disk) { d.write("2016/04/10/", "") }, "2016/04/10"},
		{"a day removed", func(d disk) { d.remove("2016/04/3") }, "2016/04/3"},
		{"the last day of a month removed", func(d disk) { d.remove("2016/05/1") }, "2016/05/1"},
		{"a day renamed", func(d disk) { d.rename("2016/04/3", "2016/04/5") }, "2016/04/5 2016/04/3"},
		{"a day moved to another month", func(d disk) { d.rename("2016/04/3", "2016/05/3") }, "2016/05/3 2016/04/3"},
		{"a day in another spelling", func(d disk) { d.rename("2016/04/3", "2016/04/03") }, "2016/04/3"},
		{"a day in one more spelling", func(d disk) { d.write("2016/4/03/x.md", "") }, "2016/04/3"},
		{"one of a day's two folders", func(d disk) { d.write("2015/11/07/x.md", "") }, "2015/11/7"},
		{"both of a day's two folders", func(d disk) { d.write("2015/11/07/x.md", ""); d.write("2015/11/7/x.md", "") }, "2015/11/7"},
		{"one of a day's two folders removed", func(d disk) { d.remove("2015/11/7") }, "2015/11/7"},
		{"a file in a day's place", func(d disk) { d.remove("2016/04/3"); d.write("2016/04/3", "") }, "2016/04/3"},
		{"a day in a file's place", func(d disk) { d.remove("2015/12/29"); d.write("2015/12/29/a.md", "") }, "2015/12/29"},
		{"two days swapped", func(d disk) {
			d.rename("2016/04/3", "2016/04/x")
			d.rename("2016/04/4", "2016/04/3")
			d.rename("2016/04/x", "2016/04/4")
		}, "2016/04/4 2016/04/3"},
		{"a month added", func(d disk) { d.write("2016/06/2/x.md", ""); d.write("2016/06/20/x.md", "") }, "2016/06/20 2016/06/2"},
		{"an empty month added", func(d disk) { d.write("2016/06/", "") }, ""},
		{"a month removed", func(d disk) { d.remove("2016/04") }, "2016/04/4 2016/04/3"},
		{"a month renamed", func(d disk) { d.rename("2016/04", "2016/06") }, "2016/06/4 2016/06/3 2016/04/4 2016/04/3"},
		{"a month in another spelling", func(d disk) { d.rename("2016/04", "2016/4") }, "2016/04/4 2016/04/3"},
		{"a month moved to another year", func(d disk) { d.rename("2016/04", "2015/04") }, "2016/04/4 2016/04/3 2015/04/4 2015/04/3"},
		{"a file in a month's place", func(d disk) { d.remove("2016/05"); d.write("2016/05", "") }, "2016/05/1"},
		{"a year added", func(d disk) { d.write("1999/12/31/x.md", "") }, "1999/12/31"},
		{"a year removed", func(d disk) { d.remove("2016") }, "2016/05/1 2016/04/4 2016/04/3"},
		{"a year renamed", func(d disk) { d.rename("2016", "2017") }, "2017/05/1 2017/04/4 2017/04/3 2016/05/1 2016/04/4 2016/04/3"},
		{"folders that are no days", func(d disk) {
			for _, name := range []string{"2016/02/30/a.md", "2016/13/1/a.md", "2016/00/1/a.md", "2016/04/0/a.md", "2016/04/031/a.md", "2016/x/1/a.md", "0000/1/1/a.md", "latest/1/1/a.md"} {
				d.write(name, "")
			}
		}, ""},
		{"files beside folders", func(d disk) { d.write("index.md", ""); d.write("2016/a.md", ""); d.write("2016/04/notes.txt", "") }, ""},
	}
	for _, test := range tests {
		d := onDisk(t, files{
			"2016/04/3/a.md":           page("A"),
			"2016/04/3/b.md":           page("B"),
			"2016/04/4/a.md":           page("A"),
			"2016/04/4/pictures/a.png": "",
			"2016/05/1/a.md":           page("A"),
			"2015/11/7/a.md":           page("A"),
			"2015/11/07/b.md":          page("B"),
			"2015/12/29":               "a file",
			"2015/12/31/a.md":          page("A"),
			"drafts/":                  "",
		})
		a := opened(t, d.dir)
		known, _ := surveyed(t, a, nil, settled())
		test.change(d)
		tree, got := surveyed(t, a, known, settled())
		if got != test.want {
			t.Errorf("%s: got %q, want %q", test.story, got, test.want)
		}
		checkTree(t, test.story, a, tree)
	}
}

// checkTree checks a tree from an update against a tree from a new survey, and
// against a walk.
func checkTree(t *testing.T, story string, a *archive.Archive, tree archive.Tree) {
	t.Helper()
	anew, all := surveyed(t, a, nil, settled())
	if diff := cmp.Diff(anew, tree); diff != "" {
		t.Errorf("%s: another tree than one found anew (-anew +updated):\n%s", story, diff)
	}
	again, days := surveyed(t, a, tree, settled())
	if days != "" || !cmp.Equal(tree, again) {
		t.Errorf("%s: the next survey returns %q", story, days)
	}
	var walked []string
	for date := range a.Dates(everyDay, false) {
		walked = append(walked, date.Path())
	}
	if got := strings.Join(walked, " "); got != all {
		t.Errorf("%s: the survey has %s, a walk %s", story, all, got)
	}
}

func TestSurveyHasTheDaysOfAWalk(t *testing.T) {
	for story, f := range map[string]files{"odd names": oddlyNamed(), "many days": manyDays(400), "one": {"2016/04/3/a.md": ""}} {
		d := onDisk(t, f)
		for _, a := range []*archive.Archive{f.open(), opened(t, d.dir), opened(t, filepath.Dir(d.dir))} {
			tree, days := surveyed(t, a, nil, settled())
			if days == "" {
				t.Errorf("%s: no days", story)
			}
			checkTree(t, story, a, tree)
		}
	}
}

func TestTreeNamesFoldersAsTheyAreWritten(t *testing.T) {
	tree, _ := surveyed(t, oddlyNamed().open(), nil, noon)
	shape := map[string]string{}
	for key, folder := range tree {
		var names []string
		for _, child := range folder.Children {
			names = append(names, child.Name)
			if isDay := strings.Count(key, "/") == 1; isDay != (child.Stamp != 0) {
				t.Errorf("%s in %q has the stamp %d", child.Name, key, child.Stamp)
			}
		}
		if folder.Stamp == 0 {
			t.Errorf("%q has no stamp", key)
		}
		shape[key] = strings.Join(names, " ")
	}
	want := map[string]string{
		"": "2016 2003 1999", "2016": "10 9 04 4", "2003": "02 1", "1999": "12",
		"2016/10": "1", "2016/9": "09", "2016/04": "30 10 9 3", "2016/4": "20 04",
		"2003/1": "04 1", "2003/02": "", "1999/12": "31",
	}
	if diff := cmp.Diff(want, shape); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// After any changes of an archive, a survey returns exactly the days that
// changed.
func TestSurveyFindsWhatRandomChangesTouched(t *testing.T) {
	d := onDisk(t, files{"2016/04/3/a.md": "", "2016/05/3/a.md": "", "2015/12/31/a.md": ""})
	a := opened(t, d.dir)
	random := rand.New(rand.NewPCG(7, 8))
	changes := 0
	for step := range 300 {
		d.age()
		known, _ := surveyed(t, a, nil, settled())
		before := states(d)
		var done []string
		for range 1 + random.IntN(3) {
			done = append(done, changeAtRandom(d, random))
		}
		tree, got := surveyed(t, a, known, settled())
		if want := differing(before, states(d)); got != want {
			t.Fatalf("step %d, %q: got %q, want %q", step, done, got, want)
		}
		if got != "" {
			changes++
		}
		checkTree(t, fmt.Sprint(done), a, tree)
	}
	if changes < 100 {
		t.Errorf("only %d of the changes touched a day", changes)
	}
}

// changeAtRandom makes a random change in an archive and describes it.
func changeAtRandom(d disk, random *rand.Rand) string {
	name := func() string {
		months := []string{"04", "4", "05", "12", "13"}
		days := []string{"3", "03", "4", "31"}
		return path.Join([]string{"2016", "2015"}[random.IntN(2)], months[random.IntN(len(months))], days[random.IntN(len(days))])
	}
	from, to := name(), name()
	switch random.IntN(6) {
	case 0:
		from, to = path.Dir(from), path.Dir(to)
		fallthrough
	case 1:
		// A folder cannot replace a folder that is not empty.
		d.must(os.MkdirAll(filepath.Dir(d.at(to)), 0o755))
		err := os.Rename(d.at(from), d.at(to))
		return fmt.Sprint("move ", from, " to ", to, err == nil)
	case 2:
		d.remove(from)
		return "remove " + from
	case 3:
		slug := string(rune('a' + random.IntN(3)))
		d.write(from+"/"+slug+".md", "")
		return "write " + from + "/" + slug
	case 4:
		d.write(from+"/", "")
		return "make " + from
	}
	d.remove(from + "/a.md")
	return "remove a page of " + from
}

// states returns the folders of each day and the times of their last changes.
func states(d disk) map[event.Date]string {
	found := map[event.Date]string{}
	for _, dir := range d.folders(".") {
		relative, err := filepath.Rel(d.dir, dir)
		d.must(err)
		date, rest, ok := event.SplitPath(filepath.ToSlash(relative))
		if !ok || rest != "" || !date.Valid() {
			continue
		}
		info, err := os.Stat(dir)
		d.must(err)
		found[date] += fmt.Sprintln(relative, info.ModTime().UnixNano())
	}
	return found
}

func differing(before, after map[event.Date]string) string {
	var days []event.Date
	for date, state := range before {
		if after[date] != state {
			days = append(days, date)
		}
	}
	for date := range after {
		if before[date] == "" {
			days = append(days, date)
		}
	}
	slices.SortFunc(days, func(x, y event.Date) int { return y.Compare(x) })
	var names []string
	for _, date := range days {
		names = append(names, date.Path())
	}
	return strings.Join(names, " ")
}

func TestWhatChangedATooShortTimeAgoIsReportedAgain(t *testing.T) {
	tests := []struct {
		age           time.Duration
		again, atLast bool // returned again at once and ten seconds later; after twenty seconds
	}{
		{time.Hour, false, false},
		{2100 * time.Millisecond, false, false},
		{2 * time.Second, false, false},
		{1999 * time.Millisecond, true, false},
		{time.Millisecond, true, false},
		{0, true, false},
		{-time.Second, true, false},
		{-time.Hour, true, true}, // the clock of another system may be ahead of ours
	}
	for _, test := range tests {
		fsys := foldersAt(noon.Add(-24*time.Hour), "2016/04/3", "2016/04/4", "2016/05/1")
		fsys["news/2016/04/3"].ModTime = noon.Add(-test.age)
		a := archive.FromFS(fsys)
		first, _ := surveyed(t, a, nil, noon)
		if _, got := surveyed(t, a, first, noon); got != map[bool]string{true: "2016/04/3"}[test.again] {
			t.Errorf("changed %v ago: at once the survey returns %q", test.age, got)
		}
		later, got := surveyed(t, a, first, noon.Add(10*time.Second))
		if got != map[bool]string{true: "2016/04/3"}[test.again] {
			t.Errorf("changed %v ago: ten seconds later the survey returns %q", test.age, got)
		}
		if _, got := surveyed(t, a, later, noon.Add(20*time.Second)); got != map[bool]string{true: "2016/04/3"}[test.atLast] {
			t.Errorf("changed %v ago: at last the survey returns %q", test.age, got)
		}
	}
}

// A page that is added within the same step of the clock as the survey must not
// be missed: the folder looks the same.
func TestSecondChangeWithinOneStepOfTheClockIsReported(t *testing.T) {
	fsys := foldersAt(noon.Add(-time.Hour), "2016/04/3")
	fsys["news/2016/04"].ModTime = noon
	a := archive.FromFS(fsys)
	known, _ := surveyed(t, a, nil, noon)
	fsys["news/2016/04/4"] = &fstest.MapFile{Mode: fs.ModeDir | 0o755, ModTime: noon.Add(-time.Hour)}
	if _, got := surveyed(t, a, known, noon.Add(time.Minute)); got != "2016/04/4" {
		t.Errorf("got %q", got)
	}
}

func TestFolderThatIsYoungOnTheDiskIsReportedAgain(t *testing.T) {
	before := time.Now()
	d := disk{t, filepath.Join(t.TempDir(), "news")}
	d.write("2016/04/3/a.md", page("A"))
	a := opened(t, d.dir)
	known, _ := surveyed(t, a, nil, before)
	if _, got := surveyed(t, a, known, before); got != "2016/04/3" {
		t.Errorf("at once returns %q", got)
	}
	known, got := surveyed(t, a, known, settled())
	if got != "2016/04/3" {
		t.Errorf("got %q", got)
	}
	if _, got := surveyed(t, a, known, settled()); got != "" {
		t.Errorf("at last returns %q", got)
	}
	// The time of the system may be anywhere in between.
	if _, days, err := a.Survey(t.Context(), known); err != nil || len(days) > 1 {
		t.Errorf("by the clock: %v, %v", days, err)
	}
}

func TestSurveyListsOnlyWhatChanged(t *testing.T) {
	fsys := foldersAt(noon.Add(-time.Hour), "2016/04/3", "2016/04/4", "2016/05/1", "2015/12/31")
	surveys := func(known archive.Tree, now time.Time) (archive.Tree, []string) {
		w := &watched{FS: fsys}
		tree, _ := surveyed(t, archive.FromFS(w), known, now)
		if len(w.opened) > 0 {
			t.Errorf("opened %v", w.opened)
		}
		slices.Sort(w.folders)
		return tree, w.folders
	}
	known, listed := surveys(nil, noon)
	if want := []string{"news", "news/2015", "news/2015/12", "news/2016", "news/2016/04", "news/2016/05"}; !slices.Equal(listed, want) {
		t.Errorf("at first it lists %v, want %v", listed, want)
	}
	if _, listed := surveys(known, noon); len(listed) > 0 {
		t.Errorf("where nothing changed it lists %v", listed)
	}
	fsys["news/2016/04/3"].ModTime = noon.Add(-time.Minute)
	if _, listed := surveys(known, noon); len(listed) > 0 {
		t.Errorf("for a changed day it lists %v", listed)
	}
	fsys["news/2016/04"].ModTime = noon.Add(-time.Second)
	known, listed = surveys(known, noon)
	if want := []string{"news/2016/04"}; !slices.Equal(listed, want) {
		t.Errorf("for a changed month it lists %v", listed)
	}
	known, listed = surveys(known, noon.Add(time.Minute))
	if want := []string{"news/2016/04"}; !slices.Equal(listed, want) {
		t.Errorf("for a month that had just changed it lists %v", listed)
	}
	if _, listed := surveys(known, noon.Add(time.Minute)); len(listed) > 0 {
		t.Errorf("in the end it lists %v", listed)
	}
}

// locked is a file system in which some folders cannot be looked at.
type locked struct {
	broken
	days []string
}

func (l locked) Stat(name string) (fs.FileInfo, error) {
	if slices.Contains(l.days, name) {
		return nil, &fs.PathError{Op: "stat", Path: "/secret/" + name, Err: fs.ErrPermission}
	}
	return l.broken.Stat(name)
}

func TestFoldersThatCannotBeReadAreLookedAtAgain(t *testing.T) {
	fsys := foldersAt(noon.Add(-time.Hour), "2016/04/3", "2016/04/4", "2016/05/1", "2015/12/31", "2014/01/1")
	const denied = ": permission denied\n"
	tests := []struct {
		story   string
		broken  locked
		want    string
		again   string // the days of the next survey
		then    string // the days of the survey after all can be read
		skipped string
	}{
		{"a day", locked{days: []string{"news/2016/04/3"}}, "2016/04/3", "2016/04/3", "2016/04/3", ""},
		{"a month", locked{broken: broken{folders: []string{"news/2016/04"}}}, "2016/04/4 2016/04/3", "", "2016/04/4 2016/04/3", "news/2016/04" + denied},
		{"a month that has no time", locked{broken{folders: []string{"news/2016/04"}}, []string{"news/2016/04"}}, "2016/04/4 2016/04/3", "", "2016/04/4 2016/04/3", "news/2016/04" + denied},
		{"a month that has no time, but a list", locked{days: []string{"news/2016/04"}}, "", "", "", ""},
		{"a year", locked{broken: broken{folders: []string{"news/2015"}}}, "2015/12/31", "", "2015/12/31", "news/2015" + denied},
		{"nothing", locked{}, "", "", "", ""},
	}
	whole, _ := surveyed(t, archive.FromFS(fsys), nil, noon)
	for _, test := range tests {
		test.broken.FS = fsys
		a := archive.FromFS(test.broken)
		known := whole
		for _, dir := range test.broken.folders {
			known = without(known, strings.TrimPrefix(dir, "news/"))
		}
		tree, got := surveyed(t, a, known, noon)
		if got != test.want {
			t.Errorf("%s: got %q, want %q", test.story, got, test.want)
		}
		if got := problems(a); got != test.skipped {
			t.Errorf("%s: skipped %q, want %q", test.story, got, test.skipped)
		}
		if _, got := surveyed(t, a, tree, noon); got != test.again {
			t.Errorf("%s: the next survey returns %q, want %q", test.story, got, test.again)
		}
		if healed, got := surveyed(t, archive.FromFS(fsys), tree, noon); got != test.then || !cmp.Equal(healed, whole) {
			t.Errorf("%s: once it can be read the survey returns %q, want %q", test.story, got, test.then)
		}
	}
}

// vanishing is a file system in which a folder disappears after it was listed.
type vanishing struct {
	broken
	gone string
}

func (v vanishing) Stat(name string) (fs.FileInfo, error) {
	if name == v.gone || strings.HasPrefix(name, v.gone+"/") {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
	}
	return v.broken.Stat(name)
}

func (v vanishing) ReadDir(name string) ([]fs.DirEntry, error) {
	if _, err := v.Stat(name); err != nil {
		return nil, err
	}
	return v.broken.ReadDir(name)
}

func TestFolderThatGoesAfterItWasListedIsNone(t *testing.T) {
	fsys := foldersAt(noon.Add(-time.Hour), "2016/04/3", "2016/04/4", "2015/12/31")
	whole, all := surveyed(t, archive.FromFS(fsys), nil, noon)
	for gone, want := range map[string]string{"2016/04/3": "2016/04/3", "2016/04": "2016/04/4 2016/04/3", "2015": "2015/12/31"} {
		a := archive.FromFS(vanishing{broken{FS: fsys}, "news/" + gone})
		_, rest := surveyed(t, a, nil, noon)
		if got := strings.Fields(rest); len(got)+len(strings.Fields(want)) != len(strings.Fields(all)) || strings.Contains(rest, want) {
			t.Errorf("without %s there are %s", gone, rest)
		}
		tree, got := surveyed(t, a, whole, noon)
		if got != want {
			t.Errorf("%s goes: got %q, want %q", gone, got, want)
		}
		if _, got := surveyed(t, a, tree, noon); got != "" {
			t.Errorf("%s gone: returns %q", gone, got)
		}
		if again, got := surveyed(t, archive.FromFS(fsys), tree, noon); got != want || !cmp.Equal(again, whole) {
			t.Errorf("%s back: got %q, want %q", gone, got, want)
		}
		if n, _ := a.Skipped(); n != 0 {
			t.Errorf("%s: skipped %s", gone, problems(a))
		}
	}
}

// without returns a tree with another stamp for one folder, as if it had
// changed.
func without(tree archive.Tree, key string) archive.Tree {
	changeAtRandom := archive.Tree{}
	for k, folder := range tree {
		if k == key {
			folder.Stamp++
		}
		changeAtRandom[k] = folder
	}
	return changeAtRandom
}

func TestFolderNewsThatCannotBeReadIsAnError(t *testing.T) {
	for story, fsys := range map[string]fs.FS{
		"missing":             fstest.MapFS{},
		"not to be listed":    broken{foldersAt(noon, "2016/04/3"), []string{"news"}},
		"not to be looked at": locked{broken{FS: foldersAt(noon, "2016/04/3")}, []string{"news"}},
	} {
		tree, days, err := archive.FromFS(fsys).Survey(t.Context(), nil)
		if err == nil || tree != nil || days != nil {
			t.Errorf("%s: %v, %v, %v", story, tree, days, err)
		}
	}
}

func TestSurveyDoesNotTouchWhatWasKnown(t *testing.T) {
	fsys := foldersAt(noon.Add(-time.Hour), "2016/04/3", "2016/04/4")
	a := archive.FromFS(fsys)
	known, _ := surveyed(t, a, nil, noon)
	kept, _ := surveyed(t, a, nil, noon)
	fsys["news/2016/04/3"].ModTime = noon
	if _, got := surveyed(t, a, known, noon); got != "2016/04/3" {
		t.Errorf("got %q", got)
	}
	if diff := cmp.Diff(kept, known); diff != "" {
		t.Errorf("the known tree has changed:\n%s", diff)
	}
}

// A damaged known tree must not lead out of the archive or end the program. The
// next survey from nothing repairs it.
func TestKnownTreeMayBeNonsense(t *testing.T) {
	d := onDisk(t, files{"2016/04/3/a.md": page("A")})
	a := opened(t, d.dir)
	whole, _ := surveyed(t, a, nil, settled())
	for _, name := range []string{"", ".", "..", "../..", "a/b/c/d", "/", "2016/04/3/x/y/z", "\x00", "99", "2016/04/3"} {
		known := archive.Tree{"": whole[""], name: {Stamp: 1, Children: []archive.Child{{Name: name}}}}
		for key, folder := range whole {
			folder.Children = []archive.Child{{Name: name, Stamp: 7}}
			known[key] = folder
			surveyed(t, a, known, settled())
		}
	}
}

func TestSurveyEndsWithItsContext(t *testing.T) {
	readers(t)
	a := manyDays(1000).open()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if tree, days, err := a.Survey(ctx, nil); !errors.Is(err, context.Canceled) || tree != nil || days != nil {
		t.Errorf("cancelled before: %v, %v, %v", tree, days, err)
	}
	ctx, cancel = context.WithCancel(t.Context())
	defer cancel()
	w := &cancelling{watched: watched{FS: manyDays(1000).fsys()}, at: "news/2017/09", cancel: cancel}
	if _, _, err := archive.FromFS(w).Survey(ctx, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled on the way: %v", err)
	}
	if n := len(w.folders); n > 24 { // of 38; workers that run late may list a few more
		t.Errorf("%d folders were listed though the context was done", n)
	}
}

// cancelling is a file system that cancels a context when a folder is listed.
type cancelling struct {
	watched
	at     string
	cancel func()
}

func (c *cancelling) ReadDir(name string) ([]fs.DirEntry, error) {
	if name == c.at {
		c.cancel()
	}
	return c.watched.ReadDir(name)
}

func TestFolderIsTheSameHoweverTheArchiveIsNamed(t *testing.T) {
	root := t.TempDir()
	writeTree(t, root, files{"lib/news/2016/04/3/a.md": page("A"), "other/news/2016/04/3/a.md": page("A")})
	want := opened(t, filepath.Join(root, "lib")).Folder()
	if !filepath.IsAbs(want) || filepath.Base(want) != "news" {
		t.Fatalf("the folder is %q", want)
	}
	t.Chdir(filepath.Join(root, "lib", "news", "2016"))
	for _, dir := range []string{filepath.Join(root, "lib", "news"), root + "/lib/", "..", "../..", "../../../other/../lib"} {
		if got := opened(t, dir).Folder(); got != want {
			t.Errorf("%s: %q, want %q", dir, got, want)
		}
	}
	if got := opened(t, filepath.Join(root, "other")).Folder(); got == want {
		t.Error("another archive has the same folder")
	}
	if got := (files{"2016/04/3/a.md": ""}).open().Folder(); got != "" {
		t.Errorf("an archive that is no folder of the system has the folder %q", got)
	}
}
