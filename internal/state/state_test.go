package state

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"news/internal/event"
)

func on(day int, slug string) event.Ref {
	return event.NewRef(event.Date{Year: 2016, Month: 4, Day: day}, slug)
}

// TestTheNextRunKnows checks that a second Store of the archive has what the first
// was told, and that one of another archive has nothing of it.
func TestTheNextRunKnows(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "not", "there")
	first := Open(dir, "/archive")
	if _, left := first.Left(); left || len(first.Marks())+len(first.Searches()) > 0 {
		t.Error("a new file is not empty")
	}
	check(t, first.SetMark(on(3, "harbour"), true))
	check(t, first.SetMark(on(4, "港口"), true))
	check(t, first.SetMark(on(3, "harbour"), true))
	check(t, first.SetMark(on(5, "ferry"), true))
	check(t, first.SetMark(on(5, "ferry"), false))
	check(t, first.SetMark(on(6, "never marked"), false))
	for _, typed := range []string{"ice", "ice", " ferry\tboats ", "", "ice", "\x1b[2Jice"} {
		check(t, first.AddSearch(typed))
	}
	check(t, first.Leave(on(3, "harbour")))
	second := Open(dir, "/archive")
	if diff := cmp.Diff([]event.Ref{on(3, "harbour"), on(4, "港口")}, second.Marks()); diff != "" {
		t.Errorf("marks (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"ice", "ferry boats", "ice", "[2Jice"}, second.Searches()); diff != "" {
		t.Errorf("searches (-want +got):\n%s", diff)
	}
	if ref, left := second.Left(); !left || ref != on(3, "harbour") {
		t.Errorf("left at %v, %v", ref, left)
	}
	for _, other := range []string{"", "/other/archive"} {
		if marks := Open(dir, other).Marks(); len(marks) > 0 {
			t.Errorf("%q has %v", other, marks)
		}
	}
}

func TestOldSearchesGo(t *testing.T) {
	s := Open(t.TempDir(), "")
	for i := range mostSearches + 20 {
		check(t, s.AddSearch(fmt.Sprint("search ", i)))
	}
	check(t, s.AddSearch(strings.Repeat("港", longest+1)))
	searches := s.Searches()
	if len(searches) != mostSearches || searches[0] != "search 21" || searches[mostSearches-1] != strings.Repeat("港", longest) {
		t.Errorf("%d searches, from %q", len(searches), searches[0])
	}
}

// TestDamagedFilesStopNothing reads files that make no sense. They are kept beside the
// new ones, and what makes sense in them goes on.
func TestDamagedFilesStopNothing(t *testing.T) {
	tests := []struct {
		text string
		want []event.Ref
	}{
		{"", nil},
		{"{", nil},
		{"[]", nil},
		{"\x00\xff\x1b", nil},
		{`{"marks": "2016/04/3/harbour"}`, nil},
		{`{"marks": ["2016/04/3/harbour", "harbour", "", "2016/04/31/x", "2016/04/3", "2016/04/3/\u001b[2J", "2016/04/3/harbour"]}`, []event.Ref{on(3, "harbour")}},
		{`{"marks": ["2016/04/3/harbour"], "searches": ["\u001b[2J"], "left": "x"}`, []event.Ref{on(3, "harbour")}},
		{strings.Repeat(" ", maxFile+1), nil},
	}
	for _, test := range tests {
		dir := t.TempDir()
		s := Open(dir, "")
		path := filepath.Join(dir, "sample.json")
		check(t, os.WriteFile(path, []byte(test.text), 0o600))
		if diff := cmp.Diff(test.want, s.Marks()); diff != "" {
			t.Errorf("%.80q (-want +got):\n%s", test.text, diff)
		}
		for _, search := range s.Searches() {
			if strings.ContainsRune(search, '\x1b') {
				t.Errorf("a search is %q", search)
			}
		}
		check(t, s.SetMark(on(9, "ferry"), true))
		if diff := cmp.Diff(append(test.want, on(9, "ferry")), Open(dir, "").Marks()); diff != "" {
			t.Errorf("%.80q, written anew (-want +got):\n%s", test.text, diff)
		}
		if kept, err := os.ReadFile(path + ".damaged"); err != nil || string(kept) != test.text {
			t.Errorf("%.80q is not kept: %.80q, %v", test.text, kept, err)
		}
	}
}

// TestWhatCannotBeWrittenLastsUntilTheEnd has a folder in the place of the file, a file
// in the place of the folder, and a file that is read-only.
func TestWhatCannotBeWrittenLastsUntilTheEnd(t *testing.T) {
	folder, file := t.TempDir(), filepath.Join(t.TempDir(), "file")
	check(t, os.Mkdir(filepath.Join(folder, "sample.json"), 0o700))
	check(t, os.WriteFile(file, nil, 0o600))
	readOnly := t.TempDir()
	check(t, os.WriteFile(filepath.Join(readOnly, "sample.json"), []byte("{}"), 0o400))
	for _, dir := range []string{folder, file, readOnly, ""} {
		s := Open(dir, "")
		if err := s.SetMark(on(3, "harbour"), true); (err == nil) != (dir == "") {
			t.Errorf("%q: %v", dir, err)
		}
		s.AddSearch("ice")
		s.Leave(on(4, "ferry"))
		ref, left := s.Left()
		if diff := cmp.Diff([]event.Ref{on(3, "harbour")}, s.Marks()); diff != "" || len(s.Searches()) != 1 || !left || ref != on(4, "ferry") {
			t.Errorf("%q: %s %v %v", dir, diff, s.Searches(), ref)
		}
	}
}

// TestWhatCouldNotBeWrittenIsWrittenLater takes the obstacle away.
func TestWhatCouldNotBeWrittenIsWrittenLater(t *testing.T) {
	dir := t.TempDir()
	s := Open(dir, "")
	check(t, os.Mkdir(filepath.Join(dir, "sample.json"), 0o700))
	if s.SetMark(on(3, "harbour"), true) == nil {
		t.Error("no error")
	}
	check(t, os.Remove(filepath.Join(dir, "sample.json")))
	check(t, s.SetMark(on(4, "ferry"), true))
	if diff := cmp.Diff([]event.Ref{on(3, "harbour"), on(4, "ferry")}, Open(dir, "").Marks()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

const workerVariable = "NEWS_STATE_TEST_WORKER"

// TestManyBrowsersLoseNoMark marks events from several goroutines of several
// processes at once.
func TestManyBrowsersLoseNoMark(t *testing.T) {
	const processes, goroutines, marks = 3, 2, 10
	if worker := os.Getenv(workerVariable); worker != "" {
		s := Open(os.Getenv("NEWS_STATE_TEST_DIR"), "")
		var all sync.WaitGroup
		for g := range goroutines {
			all.Go(func() {
				for i := range marks {
					check(t, s.SetMark(on(i+1, fmt.Sprintf("mark-%s-%d", worker, g)), true))
					check(t, s.AddSearch(fmt.Sprintf("%s %d %d", worker, g, i)))
				}
			})
		}
		all.Wait()
		return
	}
	dir := t.TempDir()
	var all sync.WaitGroup
	for p := range processes {
		all.Go(func() {
			command := exec.Command(os.Args[0], "-test.run=^TestManyBrowsersLoseNoMark$")
			command.Env = append(os.Environ(), fmt.Sprintf("%s=%d", workerVariable, p), "NEWS_STATE_TEST_DIR="+dir)
			if out, err := command.CombinedOutput(); err != nil {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
	all.Wait()
	s := Open(dir, "")
	if got := len(s.Marks()); got != processes*goroutines*marks {
		t.Errorf("%d marks, want %d", got, processes*goroutines*marks)
	}
	if got := len(s.Searches()); got != processes*goroutines*marks {
		t.Errorf("%d searches, want %d", got, processes*goroutines*marks)
	}
	left, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(left) != 2 { // the file and its lock
		t.Errorf("the folder has %v", left)
	}
}

func TestFilesAreForTheUserAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("modes mean nothing here")
	}
	dir := filepath.Join(t.TempDir(), "state")
	check(t, Open(dir, "").AddSearch("ice"))
	for path, want := range map[string]os.FileMode{dir: 0o700, filepath.Join(dir, "sample.json"): 0o600} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v", path, info.Mode(), err)
		}
	}
}

func TestDir(t *testing.T) {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		t.Skip("the system has its own folders")
	}
	tests := []struct{ named, xdg, home, want string }{
		{"/named", "/xdg", "/home", "/named"},
		{"", "/xdg", "/home", "/xdg/news"},
		{"", "relative", "/home", "/home/.local/state/news"},
		{"", "", "/home", "/home/.local/state/news"},
		{"", "", "", ""},
	}
	for _, test := range tests {
		environ := map[string]string{"XDG_STATE_HOME": test.xdg, "HOME": test.home}
		got, err := Dir(test.named, func(name string) string { return environ[name] })
		if got != test.want || (err == nil) != (test.want != "") {
			t.Errorf("%v: %q, %v", test, got, err)
		}
	}
}

// FuzzParse checks that what is read can be written and read again.
func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"marks": ["2016/04/3/harbour"], "searches": ["ice"], "left": "2016/04/3/harbour"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, _ := parse(data)
		written, err := c.format()
		if err != nil {
			t.Fatal(err)
		}
		again, err := parse(written)
		if diff := cmp.Diff(c, again, cmp.AllowUnexported(contents{})); diff != "" || err != nil {
			t.Errorf("%v (-want +got):\n%s", err, diff)
		}
	})
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Error(err)
	}
}
