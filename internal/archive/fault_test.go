//go:build unix

package archive_test

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"

	"news/internal/archive"
	"news/internal/event"
)

// faulty is a file system in which one file or folder fails in one way: when it
// is opened, listed, looked at or read.
type faulty struct {
	fs.FS
	at, how string
	err     error
}

func (f faulty) meets(name, how string) error {
	if f.how == how && f.at == name {
		return &fs.PathError{Op: how, Path: name, Err: f.err}
	}
	return nil
}

func (f faulty) Open(name string) (fs.File, error) {
	if err := f.meets(name, "open"); err != nil {
		return nil, err
	}
	file, err := f.FS.Open(name)
	if failed := f.meets(name, "read"); failed != nil && err == nil {
		return failingFile{file, failed}, nil
	}
	return file, err
}

func (f faulty) ReadDir(name string) ([]fs.DirEntry, error) {
	if err := f.meets(name, "list"); err != nil {
		return nil, err
	}
	return fs.ReadDir(f.FS, name)
}

func (f faulty) Stat(name string) (fs.FileInfo, error) {
	if err := f.meets(name, "stat"); err != nil {
		return nil, err
	}
	return fs.Stat(f.FS, name)
}

func (f faulty) Sub(name string) (fs.FS, error) {
	if err := f.meets(name, "enter"); err != nil {
		return nil, err
	}
	return subFolder{f, name}, nil
}

// subFolder is a folder of a faulty file system.
type subFolder struct {
	whole faulty
	dir   string
}

func (s subFolder) Open(name string) (fs.File, error) { return s.whole.Open(path.Join(s.dir, name)) }

func (s subFolder) ReadDir(name string) ([]fs.DirEntry, error) {
	return s.whole.ReadDir(path.Join(s.dir, name))
}

// failingFile is a file that cannot be read.
type failingFile struct {
	fs.File
	err error
}

func (f failingFile) Read([]byte) (int, error) { return 0, f.err }

// threeDays is an archive of three days with a page each.
func threeDays() files {
	return files{
		"2016/04/3/storm.md": page("A storm"), "2016/04/3/index.md": index("2016/04/3", "storm"),
		"2016/04/2/flood.md": page("A flood"), "2015/12/31/rain.md": page("Rain"),
	}
}

// walks are the ways to read all of an archive of three days.
var walks = map[string]func(*archive.Archive){
	"days": func(a *archive.Archive) {
		for range a.Days(context.Background(), everyDay, false) {
		}
	},
	"days, oldest first": func(a *archive.Archive) {
		for range a.Days(context.Background(), everyDay, true) {
		}
	},
	"days by their dates": func(a *archive.Archive) {
		dates := []event.Date{day(2016, 4, 3), day(2016, 4, 2), day(2015, 12, 31)}
		for range archive.Read(context.Background(), a, dates, func(event.Day, int) int { return 0 }) {
		}
	},
	"a snapshot": func(a *archive.Archive) {
		s := a.Snapshot()
		for range s.Days(context.Background(), everyDay, false) {
		}
		if a.Err() != nil {
			panic("a fault of a snapshot is the archive's")
		}
		for range a.Days(context.Background(), everyDay, false) {
		}
		if (s.Err() == nil) != (a.Err() == nil) {
			panic("a snapshot and its archive met different faults")
		}
	},
}

func TestFaultOfTheSystemEndsAWalkWithAnError(t *testing.T) {
	places := []struct{ at, how string }{
		{"news", "list"}, {"news/2016", "list"}, {"news/2016/04", "list"}, {"news/2016/04/2", "list"},
		{"news/2016/04/2", "enter"}, {"news/2016/04/2/flood.md", "open"}, {"news/2016/04/2/flood.md", "read"},
		{"news/2016/04/3/index.md", "open"}, {"news/2016/04/3/index.md", "read"},
	}
	causes := []error{syscall.EMFILE, syscall.ENFILE, syscall.ENOMEM, syscall.EIO, syscall.ESTALE}
	for story, walk := range walks {
		for _, place := range places {
			if story == "days by their dates" && place.how == "list" && place.at != "news/2016/04/2" {
				continue // it lists no years and months
			}
			for _, cause := range causes {
				a := archive.FromFS(faulty{threeDays().fsys(), place.at, place.how, cause})
				walk(a)
				var fault *archive.FaultError
				if err := a.Err(); !errors.As(err, &fault) || !errors.Is(err, cause) || fault.Path != place.at {
					t.Errorf("%s: %v when it is to %s %s: %v", story, cause, place.how, place.at, err)
				}
			}
			a := archive.FromFS(faulty{threeDays().fsys(), place.at, place.how, fs.ErrPermission})
			walk(a)
			if n, _ := a.Skipped(); a.Err() != nil || n != 1 {
				t.Errorf("%s: nobody may %s %s: %d skipped, %v", story, place.how, place.at, n, a.Err())
			}
		}
	}
}

func TestFaultOfTheSystemIsMetHoweverOneEventIsAskedFor(t *testing.T) {
	at := "news/2016/04/3"
	asks := map[string]func(*archive.Archive){
		"a day":         func(a *archive.Archive) { a.Day(day(2016, 4, 3)) },
		"an event":      func(a *archive.Archive) { a.Event(event.NewRef(day(2016, 4, 3), "storm")) },
		"a number":      func(a *archive.Archive) { a.Number(event.NewRef(day(2016, 4, 3), "storm")) },
		"a reference":   func(a *archive.Archive) { a.Resolve("2016/04/3/storm", today) },
		"a completion":  func(a *archive.Archive) { a.Complete("2016/04/3/") },
		"a day's index": func(a *archive.Archive) { a.RawIndex(day(2016, 4, 3)) },
	}
	for story, ask := range asks {
		for _, how := range []string{"enter", "list", "stat"} {
			a := archive.FromFS(faulty{threeDays().fsys(), at, how, syscall.EMFILE})
			if ask(a); !errors.Is(a.Err(), syscall.EMFILE) {
				t.Errorf("%s, where it is to %s: %v", story, how, a.Err())
			}
		}
	}
}

func TestFaultOfTheSystemEndsASurvey(t *testing.T) {
	for _, place := range []struct{ at, how string }{
		{"news", "list"}, {"news", "stat"}, {"news/2016", "list"}, {"news/2016", "stat"}, {"news/2016/04", "list"}, {"news/2016/04/2", "stat"},
	} {
		a := archive.FromFS(faulty{threeDays().fsys(), place.at, place.how, syscall.EMFILE})
		if _, _, err := a.Survey(t.Context(), nil); !errors.Is(err, syscall.EMFILE) {
			t.Errorf("to %s %s: %v", place.how, place.at, err)
		}
	}
}

// The message of a fault has the archive's terms, and no control characters.
func TestFaultNamesItsFile(t *testing.T) {
	err := &archive.FaultError{Path: "/tmp/a\x1b[31m\nb", Cause: &fs.PathError{Op: "open", Path: "/tmp/a", Err: syscall.EMFILE}}
	if got := err.Error(); strings.ContainsAny(got, "\x1b\n") || !strings.HasSuffix(got, "cannot be read: too many open files") {
		t.Errorf("%q", got)
	}
}

func TestSnapshotRemembersNothingOfBefore(t *testing.T) {
	m := threeDays().fsys()
	a := archive.FromFS(m)
	flood := event.NewRef(day(2016, 4, 2), "flood")
	renamed := event.NewRef(day(2016, 4, 2), "river")
	first := a.Snapshot()
	if first.Number(flood) != 1 || first.Current(renamed) != renamed {
		t.Fatal("the archive is not as it was made")
	}
	delete(m, "news/2016/04/2/flood.md")
	m["news/2016/04/2/river.md"] = files{"x": page("A river")}.fsys()["news/x"]
	if first.Number(flood) != 1 {
		t.Error("a snapshot has forgotten what it saw")
	}
	second := a.Snapshot()
	if second.Number(flood) != 0 || second.Number(renamed) != 1 {
		t.Error("a new snapshot has what was there before")
	}
	if err := second.Close(); err != nil || second.Number(event.NewRef(day(2015, 12, 31), "rain")) != 1 {
		t.Error("an archive ends with a snapshot of it")
	}
}

func TestSnapshotsAddUpWhatWasSkipped(t *testing.T) {
	a := archive.FromFS(faulty{threeDays().fsys(), "news/2016/04/2/flood.md", "open", fs.ErrPermission})
	skipped := func(a *archive.Archive) int { n, _ := a.Skipped(); return n }
	first, second := a.Snapshot(), a.Snapshot()
	var both sync.WaitGroup
	for _, s := range []*archive.Archive{first, second} {
		both.Go(func() {
			for range s.Days(context.Background(), everyDay, false) {
			}
		})
	}
	both.Wait()
	if third := a.Snapshot(); skipped(first) != 1 || skipped(second) != 1 || skipped(third) != 0 || skipped(a) != 1 {
		t.Errorf("%d, %d and %d skipped, %d in all", skipped(first), skipped(second), skipped(third), skipped(a))
	}
	if _, problems := a.Skipped(); !slices.ContainsFunc(problems, func(p event.Problem) bool { return p.Path == "news/2016/04/2/flood.md" }) {
		t.Errorf("the archive has skipped %v", problems)
	}
}

func TestArchiveIsNotEmptyWhereTheSystemCannotTell(t *testing.T) {
	for _, at := range []string{"news", "news/2016", "news/2016/04"} {
		a := archive.FromFS(faulty{threeDays().fsys(), at, "list", syscall.EMFILE})
		if err := a.HasEvents(); !errors.Is(err, syscall.EMFILE) {
			t.Errorf("where it is to list %s: %v", at, err)
		}
	}
}
