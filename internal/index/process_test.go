package index

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"news/internal/archive"
)

var (
	kills     = flag.Int("kills", 3, "how often to kill a process that writes an index")
	processes = flag.Int("processes", 3, "how many processes share one index")
)

// job is the environment variable with the job of a process that a test starts;
// see jobs.
const job = "NEWS_INDEX_TEST_JOB"

// jobs are the jobs of other processes. Each gets the folders of an archive and
// of the cache.
var jobs = map[string]func(dir, cache string) error{
	"anew":    func(dir, cache string) error { return openOnce(dir, cache, Want{Anew: true}) },
	"refresh": func(dir, cache string) error { return openOnce(dir, cache, Want{Fresh: true}) },
	"search":  searchOften,
	"change":  change,
	"stop":    stopHalfway,
}

func TestMain(m *testing.M) {
	if name := os.Getenv(job); name != "" {
		if err := jobs[name](os.Args[1], os.Args[2]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func openOnce(dir, cache string, w Want) error {
	a, err := archive.Open(dir)
	if err != nil {
		return err
	}
	defer a.Close()
	x, err := Open(context.Background(), a, Options{Dir: cache}, w)
	if err != nil {
		return err
	}
	return x.Close()
}

// searchOften opens an index in several ways, and compares its answers with the
// pages each time.
func searchOften(dir, cache string) error {
	a, err := archive.Open(dir)
	if err != nil {
		return err
	}
	defer a.Close()
	p := readPages(a)
	for _, w := range []Want{{}, {Anew: true}, {}, {Fresh: true}, {}, {Anew: true}, {}} {
		x, err := Open(context.Background(), a, Options{Dir: cache}, w)
		if err != nil {
			return err
		}
		if x.Remade != nil {
			return x.Remade
		}
		wrong, err := compareSearches(x, p)
		x.Close()
		if err != nil || wrong != "" {
			return errors.Join(err, errors.New(wrong))
		}
	}
	return nil
}

// stopHalfway makes an index again, stops when much of it is in the file but
// not committed, says so, and waits to be killed.
func stopHalfway(dir, cache string) error {
	a, err := archive.Open(dir)
	if err != nil {
		return err
	}
	o := &opener{Store: NewStore(a, Options{Dir: cache}), archive: a}
	f, err := open(context.Background(), o.path, toWrite)
	if err != nil {
		return err
	}
	if _, err := f.conn.ExecContext(context.Background(), `PRAGMA cache_size = 1`); err != nil { // so that SQLite writes its pages to the file at once
		return err
	}
	if err := o.build(context.Background(), f); err != nil {
		return err
	}
	fmt.Println("halfway")
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}

// process is another process that a test started.
type process struct {
	*exec.Cmd
	stderr bytes.Buffer
}

func startJob(t *testing.T, name, dir, cache string) *process {
	t.Helper()
	p := &process{Cmd: exec.Command(os.Args[0], dir, cache)}
	p.Env = append(os.Environ(), job+"="+name)
	p.Stderr = &p.stderr
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	return p
}

// checkIndex fails the test if the next command would get a wrong answer, or if
// any file other than an index and its journal is left.
func checkIndex(t *testing.T, what, dir, cache string, w Want) {
	t.Helper()
	a, err := archive.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	x, err := Open(context.Background(), a, Options{Dir: cache}, w)
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	defer x.Close()
	if x.Remade != nil {
		t.Fatalf("%s: made anew: %v", what, x.Remade)
	}
	readPages(a).compareAll(t, what, x)
	left, _ := filepath.Glob(filepath.Join(cache, "*"))
	for _, path := range left {
		if path != Path(cache, a) && path != Path(cache, a)+"-journal" {
			t.Fatalf("%s: %s is left", what, path)
		}
	}
}

func TestKillLeavesAnIndexThatIsRight(t *testing.T) {
	t.Parallel()
	dir, cache := copyArchive(t), t.TempDir()
	e := &editor{Rand: rand.New(rand.NewPCG(*editSeed, 1)), t: t, dir: dir}
	start := time.Now()
	if p := startJob(t, "anew", dir, cache); p.Wait() != nil {
		t.Fatal(p.stderr.String())
	}
	whole := time.Since(start)
	late := 0
	for n := range *kills {
		name := []string{"anew", "refresh", "anew"}[n%3]
		if n%6 == 0 {
			os.RemoveAll(cache) // the next index is the first one
		}
		fresh := n%2 == 0
		for range e.IntN(4) {
			e.edit()
			fresh = fresh || e.inPlace
		}
		p := startJob(t, name, dir, cache)
		wait := time.Duration(e.Int64N(int64(whole)))
		time.Sleep(wait)
		p.Process.Kill()
		if p.Wait() == nil {
			late++
		}
		checkIndex(t, fmt.Sprintf("kill %d, of %s after %v", n, name, wait), dir, cache, Want{Fresh: fresh})
	}
	t.Logf("%d kills within %v, %d of them too late", *kills, whole, late)
}

// killHalfway leaves the file and the journal of a killed process.
func killHalfway(t *testing.T, dir, cache string) {
	t.Helper()
	p := &process{Cmd: exec.Command(os.Args[0], dir, cache)}
	p.Env = append(os.Environ(), job+"=stop")
	p.Stderr = &p.stderr
	in, err := p.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	out, err := p.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	ready := make([]byte, len("halfway"))
	if _, err := io.ReadFull(out, ready); err != nil {
		t.Fatal(err, p.stderr.String())
	}
	p.Process.Kill()
	p.Wait()
	if left, _ := filepath.Glob(filepath.Join(cache, "*-journal")); len(left) != 1 {
		t.Fatal("the killed process has left no journal")
	}
}

func TestJournalOfAKilledProcessIsUndone(t *testing.T) {
	t.Parallel()
	dir := copyYear(t)
	a := openArchive(t, dir)
	commands := []struct {
		story string
		first bool // the killed process made the first index
		run   func(cache string) error
	}{
		{"search", false, func(cache string) error { return nil }},
		{"search", true, func(cache string) error { return nil }},
		{"status", false, func(cache string) error {
			s, err := Look(context.Background(), a, cache)
			return errors.Join(err, s.Trouble)
		}},
		{"check", false, func(cache string) error {
			wrong, err := Check(context.Background(), a, Options{Dir: cache})
			return errors.Join(err, wrong)
		}},
		{"a peek", false, func(cache string) error {
			x, err := Peek(a, cache)
			if err != nil {
				return err
			}
			return x.Close()
		}},
		{"clear", false, func(cache string) error { return Clear(a, cache) }},
	}
	for _, command := range commands {
		what := fmt.Sprintf("%s after the kill of a first: %v", command.story, command.first)
		cache := t.TempDir()
		if !command.first {
			openIndex(t, dir, cache, Want{}).Close()
		}
		killHalfway(t, dir, cache)
		if err := command.run(cache); err != nil {
			t.Errorf("%s: %v", what, err)
		}
		checkIndex(t, what, dir, cache, Want{})
	}
}

func openArchive(t *testing.T, dir string) *archive.Archive {
	t.Helper()
	a, err := archive.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	return a
}

func TestProcessesShareAnIndex(t *testing.T) {
	t.Parallel()
	dir, cache := copyArchive(t), t.TempDir()
	var all []*process
	start := time.Now()
	for range *processes {
		all = append(all, startJob(t, "search", dir, cache))
	}
	for i, p := range all {
		if err := p.Wait(); err != nil {
			t.Errorf("process %d: %v: %s", i, err, p.stderr.String())
		}
	}
	t.Logf("%d processes, each opening the index 7 times and making it anew 2 times, took %v", *processes, time.Since(start))
	checkIndex(t, "after all", dir, cache, Want{})
}

func TestGoroutinesShareAnIndex(t *testing.T) {
	dir, cache := copyYear(t), t.TempDir()
	a := openArchive(t, dir)
	p := readPages(a)
	var all sync.WaitGroup
	for i := range 4 {
		all.Go(func() {
			x, err := Open(context.Background(), a, Options{Dir: cache}, Want{Anew: i%2 == 0})
			if err != nil {
				t.Error(err)
				return
			}
			defer x.Close()
			if wrong, err := compareSearches(x, p); wrong != "" || err != nil {
				t.Error(wrong, err)
			}
		})
	}
	all.Wait()
}

func TestWritersWaitForOneAnother(t *testing.T) {
	dir, cache := copyYear(t), t.TempDir()
	a := openArchive(t, dir)
	f, err := open(context.Background(), Path(cache, a), toWrite)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	stopped := make(chan error)
	go func() {
		_, err := Open(ctx, a, Options{Dir: cache}, Want{})
		stopped <- err
	}()
	cancel()
	if err := <-stopped; !errors.Is(err, context.Canceled) {
		t.Errorf("stopped while it waits, it returns %v", err)
	}
	waits := make(chan error)
	go func() {
		x, err := Open(context.Background(), a, Options{Dir: cache}, Want{})
		if err == nil {
			err = x.Close()
		}
		waits <- err
	}()
	select {
	case err := <-waits:
		t.Errorf("who should wait has ended: %v", err)
	case <-time.After(50 * time.Millisecond): // on a slow system this may pass too early, but never fails
	}
	if err := f.close(); err != nil {
		t.Fatal(err)
	}
	if err := <-waits; err != nil {
		t.Errorf("who has waited says %v", err)
	}
}
