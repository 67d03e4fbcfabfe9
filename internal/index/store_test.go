package index

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/search"
)

var questions = flag.Int("questions", 300, "how many questions to put to one Store")

// count returns how many events a word finds.
func count(x *Index, word string) (int, error) {
	q, err := search.Parse(word, event.Date{Year: 2016, Month: 4, Day: 5})
	if err != nil {
		return 0, err
	}
	r, err := search.Search(context.Background(), x, q, search.Options{})
	return len(r.Hits), err
}

// waves is an archive to which pages with the word quillwave are added.
type waves struct {
	dir            string
	started, ended atomic.Int64 // the pages that were begun, and that are in place
}

// add adds a page. The page appears at once, because it is moved into place.
func (w *waves) add() error {
	n := w.started.Add(1)
	day := filepath.Join(w.dir, "news", "2016", fmt.Sprintf("%02d", n%2+4), fmt.Sprint(n%5+1))
	whole := filepath.Join(w.dir, fmt.Sprintf("quillwave-%d", n))
	err := errors.Join(
		os.MkdirAll(day, 0o777),
		os.WriteFile(whole, []byte(headline(fmt.Sprintf("Quillwave %d", n))), 0o666),
		os.Rename(whole, filepath.Join(day, fmt.Sprintf("quillwave-%d.md", n))))
	w.ended.Add(1)
	return err
}

// ask asks a store for the pages, and returns an error if there are too few or
// too many.
func (w *waves) ask(s *Store) error {
	least := w.ended.Load()
	return s.Read(context.Background(), Want{}, func(x *Index) error {
		if x.Remade != nil {
			return x.Remade
		}
		for range 2 { // the index does not change meanwhile
			got, err := count(x, "quillwave")
			if most := w.started.Load(); err == nil && (int64(got) < least || int64(got) > most) {
				err = fmt.Errorf("%d pages are found, of %d to %d", got, least, most)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func TestGoroutinesShareAStoreWhilePagesChange(t *testing.T) {
	t.Parallel()
	w := &waves{dir: writeArchive(t, map[string]string{"2016/04/9/storm.md": headline("A storm")})}
	s := NewStore(openArchive(t, w.dir), Options{Dir: t.TempDir()})
	defer s.Close()
	var asking, adding sync.WaitGroup
	done := make(chan struct{})
	adding.Go(func() {
		for range 40 {
			select {
			case <-done:
				return
			case <-time.After(10 * time.Millisecond):
				if err := w.add(); err != nil {
					t.Error(err)
				}
			}
		}
	})
	for range 8 {
		asking.Go(func() {
			for range 15 {
				if err := w.ask(s); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	asking.Wait()
	close(done)
	adding.Wait()
	if err := w.ask(s); err != nil {
		t.Error(err)
	}
}

// change adds pages to an archive and searches for them with a new store each
// time, as consecutive commands do. It prints the time of the longest search.
func change(dir, cache string) error {
	a, err := archive.Open(dir)
	if err != nil {
		return err
	}
	defer a.Close()
	w := &waves{dir: dir}
	waited := false
	longest := time.Duration(0)
	for range 20 {
		if err := w.add(); err != nil {
			return err
		}
		s := NewStore(a, Options{Dir: cache, Waiting: func() { waited = true }})
		start := time.Now()
		err := w.ask(s)
		longest = max(longest, time.Since(start))
		if err := errors.Join(err, s.Close()); err != nil {
			return err
		}
	}
	fmt.Println(longest)
	if waited {
		return errors.New("it waited for more than a second")
	}
	return nil
}

func TestOpenStoreBlocksNoOtherProcess(t *testing.T) {
	dir, cache := copyYear(t), t.TempDir()
	a := openArchive(t, dir)
	s := NewStore(a, Options{Dir: cache})
	defer s.Close()
	ask := func() {
		t.Helper()
		err := s.Read(context.Background(), Want{}, func(x *Index) error {
			_, err := count(x, "harbour storm")
			return errors.Join(err, x.Remade)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	ask()
	p := startJob(t, "change", dir, cache)
	ended := make(chan error, 1)
	go func() { ended <- p.Wait() }()
	changing := true
	var heap, files int
	for n := 0; n < *questions || changing; n++ {
		ask()
		if n == *questions/3 {
			heap, files = heapInUse(), openFiles()
		}
		select {
		case err := <-ended:
			changing = false
			if err != nil {
				t.Errorf("the other process: %v: %s", err, p.stderr.String())
			}
		default:
		}
	}
	if now := heapInUse(); now > heap+2<<20 {
		t.Errorf("memory grows from %d to %d bytes", heap, now)
	}
	if now := openFiles(); now > files {
		t.Errorf("open files grow from %d to %d", files, now)
	}
	checkIndex(t, "after all", dir, cache, Want{})
}

func heapInUse() int {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}

// openFiles returns the number of files that the process has open, or 0 if the
// system does not list them.
func openFiles() int {
	entries, _ := os.ReadDir("/proc/self/fd")
	return len(entries)
}

func TestStoreHoldsNoLockBetweenQuestions(t *testing.T) {
	dir, cache := copyYear(t), t.TempDir()
	a := openArchive(t, dir)
	s := NewStore(a, Options{Dir: cache})
	defer s.Close()
	none := func(*Index) error { return nil }
	if err := s.Read(context.Background(), Want{}, none); err != nil {
		t.Fatal(err)
	}
	f, err := openIdle(Path(cache, a), toWrite)
	if err != nil {
		t.Fatal(err)
	}
	defer f.close()
	if err := f.script(`BEGIN EXCLUSIVE`); err != nil {
		t.Errorf("a store that nobody asks: %v", err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Millisecond)
	defer cancel()
	if err := s.Read(ctx, Want{}, none); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("who waits does not hear that it is to stop: %v", err)
	}
	if err := s.Peek(context.Background(), none); err == nil {
		t.Error("a peek waits")
	}
	if err := f.rollback(); err != nil {
		t.Fatal(err)
	}
	if err := s.Peek(context.Background(), none); err != nil {
		t.Error(err)
	}
}

// The next question sees what another process did to the file.
func TestStoreNoticesAnotherFile(t *testing.T) {
	t.Parallel()
	dir, cache := copyYear(t), t.TempDir()
	a := openArchive(t, dir)
	path := Path(cache, a)
	s := NewStore(a, Options{Dir: cache})
	defer s.Close()
	generations := make(map[uint64]string)
	ask := func(story string, other bool) {
		t.Helper()
		p := readPages(a.Snapshot())
		err := s.Read(context.Background(), Want{}, func(x *Index) error {
			if x.Generation() != s.Generation() {
				t.Errorf("%s: the generations are %d and %d", story, x.Generation(), s.Generation())
			}
			wrong, err := compareSearches(x, p)
			if wrong != "" {
				t.Errorf("%s: %s", story, wrong)
			}
			return err
		})
		if err != nil {
			t.Fatalf("%s: %v", story, err)
		}
		if was, known := generations[s.Generation()]; known == other {
			t.Errorf("%s: the generation is that of %q", story, was)
		}
		generations[s.Generation()] = story
	}
	ask("a first one", true)
	ask("the same", false)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(Clear(a, cache))
	ask("removed", true)
	openIndex(t, dir, cache, Want{Anew: true}).Close()
	ask("made anew in its place", true)
	whole, err := os.ReadFile(path)
	must(err)
	copied := path + "-copy"
	must(os.WriteFile(copied, whole, 0o666))
	must(os.Rename(copied, path))
	ask("replaced by a copy", false)
	must(os.WriteFile(copied, []byte("no index, but as long as one page of it would be"), 0o666))
	must(os.Rename(copied, path))
	ask("replaced by something else", true)
	page := filepath.Join(dir, filepath.FromSlash(readPages(a).events[0].Path))
	must(os.Remove(page))
	ask("a page less", true)
}

func TestStoreLooksAtFoldersAsOftenAsItIsReported(t *testing.T) {
	w := &waves{dir: writeArchive(t, map[string]string{"2016/04/9/storm.md": headline("A storm")})}
	s := NewStore(openArchive(t, w.dir), Options{Dir: t.TempDir()})
	defer s.Close()
	pages := func(want Want) (n int) {
		t.Helper()
		err := s.Read(context.Background(), want, func(x *Index) (err error) {
			n, err = count(x, "quillwave")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	pages(Want{})
	if err := w.add(); err != nil {
		t.Fatal(err)
	}
	if n := pages(Want{MaxAge: time.Hour}); n != 0 {
		t.Errorf("%d pages are seen within the hour", n)
	}
	if n := pages(Want{MaxAge: time.Nanosecond}); n != 1 {
		t.Errorf("%d pages are seen after it", n)
	}
	if err := w.add(); err != nil {
		t.Fatal(err)
	}
	if n := pages(Want{MaxAge: time.Hour, Fresh: true}); n != 2 {
		t.Errorf("%d pages are seen when all are looked at", n)
	}
}

// The error of a question is returned unchanged, and the next question is
// answered.
func TestStorePassesOnWhatAQuestionMeets(t *testing.T) {
	dir, cache := copyYear(t), t.TempDir()
	s := NewStore(openArchive(t, dir), Options{Dir: cache})
	defer s.Close()
	for _, met := range []error{errors.New("no more paper"), ErrDamaged} {
		if err := s.Read(context.Background(), Want{}, func(*Index) error { return met }); err != met {
			t.Errorf("%v comes back as %v", met, err)
		}
	}
	err := s.Read(context.Background(), Want{}, func(x *Index) error { _, err := x.numbers(`SELECT nothing`); return err })
	if !IsFault(err) || !IsDamage(err) {
		t.Errorf("a fault of SQLite comes back as %v", err)
	}
	if err := s.Read(context.Background(), Want{Anew: true}, func(*Index) error { return nil }); err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}
