package catalog_test

import (
	"bufio"
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"news/internal/archive"
	"news/internal/catalog"
	"news/internal/when"
)

var (
	sharedFrom      = flag.String("shared-from", "", "let two processes share a copy of the archive in this folder, in place of the sample")
	sharedQuestions = flag.Int("shared-questions", 60, "how many questions the one that stays asks while the other changes pages")
	sharedWait      = flag.Duration("shared-wait", 0, "fail where the other waits longer for the one that stays; 0 never")
)

// staying is set in the environment of a process that keeps a catalog open.
const staying = "NEWS_CATALOG_TEST_STAY"

func TestMain(m *testing.M) {
	if os.Getenv(staying) == "" {
		os.Exit(m.Run())
	}
	flag.Parse()
	if err := stay(flag.Arg(0), flag.Arg(1), os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// mostMemory is how much a catalog that stays open may hold on its heap.
const mostMemory = 150 << 20

// maxAge is how old a look is that serves the process that stays.
const maxAge = 20 * time.Millisecond

// stay keeps a catalog open and asks it many questions, over an hour by its clock.
// For each line of its input, which says how many lighthouses there are by now, it
// asks for them and says how many it has found.
func stay(dir, cache string, in io.Reader, out io.Writer) error {
	a, err := archive.Open(dir)
	if err != nil {
		return err
	}
	defer a.Close()
	clock := newClock(*sharedQuestions)
	c := catalog.Open(a, catalog.Options{CacheDir: cache, MaxAge: maxAge, Now: clock.now})
	defer c.Close()
	lines := make(chan string)
	go func() {
		defer close(lines)
		for scanner := bufio.NewScanner(in); scanner.Scan(); {
			lines <- scanner.Text()
		}
	}()
	var most uint64
	ending := false
	for n := 0; !ending || n < *sharedQuestions; n++ {
		select {
		case _, more := <-lines:
			if !more {
				lines, ending = nil, true
				break
			}
			time.Sleep(2 * maxAge) // a look of before serves so long
			found, err := count(c)
			if err != nil {
				return err
			}
			fmt.Fprintf(out, "found %d\n", found)
		default:
		}
		if err := askInTurn(c, n); err != nil {
			return err
		}
		clock.tick()
		if n%10 == 0 {
			var m runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapInuse)
		}
	}
	_, err = fmt.Fprintf(out, "memory %d\n", most)
	return err
}

// clock is an hour that passes with the questions.
type clock struct {
	at   time.Time
	step time.Duration
}

func newClock(questions int) *clock {
	return &clock{time.Date(2016, 4, 5, 12, 0, 0, 0, time.UTC), time.Hour / time.Duration(questions)}
}

func (c *clock) now() time.Time { return c.at }
func (c *clock) tick()          { c.at = c.at.Add(c.step) }

func count(c *catalog.Catalog) (int, error) {
	q, err := c.Understand(catalog.Asked{Args: []string{"headline:lighthousekeeper"}})
	if err != nil {
		return 0, err
	}
	found, err := c.Search(context.Background(), q)
	if err != nil {
		return 0, err
	}
	return found.Total, nil
}

// askInTurn asks a question, each time of another kind.
func askInTurn(c *catalog.Catalog, n int) error {
	ctx := context.Background()
	q, err := c.Understand(catalog.Asked{Args: []string{[]string{"army", "president", "election", "earthquake", "fire"}[n%5]}})
	if err != nil {
		return err
	}
	q.Limit = 20
	switch n % 9 {
	case 0, 1, 2:
		_, err = c.Search(ctx, q)
	case 3:
		_, err = c.List(ctx, q)
	case 4:
		_, err = c.Timeline(ctx, catalog.TimelineQuestion{Question: q})
	case 5:
		_, err = c.Topics(ctx, catalog.TopicQuestion{Question: q})
	case 6:
		_, err = c.Publishers(ctx, q)
	case 7:
		_, err = c.Diagram(ctx, catalog.DiagramQuestion{Question: q, Depth: 1})
	case 8:
		var found *catalog.Found
		if found, err = c.Search(ctx, q); err != nil {
			return err
		}
		for hit, failed := range found.All(ctx) {
			if failed != nil {
				return failed
			}
			_, err = c.Related(ctx, catalog.RelatedQuestion{Event: &hit.Event, Limit: 20})
			break
		}
	}
	return err
}

// TestProcessesShareAnArchive lets one process keep a catalog open and ask it
// question after question, while another adds pages and looks for them: the other
// need not wait for the one that stays, both find what there is, and the one that
// stays does not grow.
func TestProcessesShareAnArchive(t *testing.T) {
	dir, cache := sharedArchive(t), t.TempDir()
	day, waits := dayWithEvents(t, dir), 0
	search := func() (found int, took time.Duration) {
		w := new(watcher)
		start := time.Now()
		a, err := archive.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer a.Close()
		c := catalog.Open(a, catalog.Options{CacheDir: cache, Observer: w, Now: noon})
		defer c.Close()
		if found, err = count(c); err != nil || w.remade.Load()+w.unindexed.Load() > 0 {
			t.Errorf("the other: %v; it told of %v", err, w.why.Load())
		}
		waits += int(w.waiting.Load())
		return found, time.Since(start)
	}
	search() // makes the index
	added := 0
	add := func() {
		replace(t, filepath.Join(day, fmt.Sprintf("keeper-%d.md", added)), fmt.Sprintf("# The lighthousekeeper lights lamp %d\n", added))
		added++
	}
	rounds := max(6, *sharedQuestions/20)
	var alone, beside []time.Duration
	for range rounds {
		add()
		_, took := search()
		alone = append(alone, took)
	}
	p := startStaying(t, dir, cache)
	for range rounds {
		add()
		found, took := search()
		beside = append(beside, took)
		if found != added {
			t.Errorf("the other found %d of %d", found, added)
		}
		if found := p.found(added); found != added {
			t.Errorf("the one that stays found %d of %d", found, added)
		}
	}
	memory := p.end()
	slices.Sort(alone)
	slices.Sort(beside)
	median, most := alone[len(alone)/2], beside[len(beside)-1]
	t.Logf("%d questions and more, heap at most %d MB; a search that finds a new page took %v alone (median; at most %v), and %v beside (at most %v); it told %d times that it waits",
		*sharedQuestions, memory>>20, median, alone[len(alone)-1], beside[len(beside)/2], most, waits)
	if memory > mostMemory {
		t.Errorf("the one that stays holds %d MB", memory>>20)
	}
	if *sharedWait > 0 && most-alone[len(alone)-1] > *sharedWait {
		t.Errorf("a search took %v beside the one that stays, and %v alone", most, alone[len(alone)-1])
	}
}

// sharedArchive returns a copy of an archive that may be changed.
func sharedArchive(t *testing.T) string {
	t.Helper()
	if *sharedFrom == "" {
		return copySample(t, "2015", "2016", "2017")
	}
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "news"), os.DirFS(filepath.Join(*sharedFrom, "news"))); err != nil {
		t.Fatal(err)
	}
	return dir
}

// dayWithEvents returns the folder of a day in the middle of an archive.
func dayWithEvents(t *testing.T, dir string) string {
	t.Helper()
	a, err := archive.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	dates := slices.Collect(a.Dates(when.Set{}, false))
	return filepath.Join(dir, "news", filepath.FromSlash(dates[len(dates)/2].Path()))
}

// stayingProcess is another process that keeps a catalog open.
type stayingProcess struct {
	*testing.T
	command *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Reader
	said    bytes.Buffer
}

func startStaying(t *testing.T, dir, cache string) *stayingProcess {
	t.Helper()
	p := &stayingProcess{T: t, command: exec.Command(os.Args[0], fmt.Sprintf("-shared-questions=%d", *sharedQuestions), dir, cache)}
	p.command.Env = append(os.Environ(), staying+"=1")
	p.command.Stderr = &p.said
	in, err := p.command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := p.command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	p.in, p.out = in, bufio.NewReader(out)
	if err := p.command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		p.command.Process.Kill()
		p.command.Wait()
	})
	return p
}

// read reads a number that the process says behind a word.
func (p *stayingProcess) read(word string) (n int) {
	p.Helper()
	line, err := p.out.ReadString('\n')
	if _, failed := fmt.Sscanf(line, word+" %d", &n); err != nil || failed != nil {
		p.command.Wait()
		p.Fatalf("the one that stays said %q, %v: %s", line, err, strings.TrimSpace(p.said.String()))
	}
	return n
}

func (p *stayingProcess) found(now int) int {
	p.Helper()
	fmt.Fprintln(p.in, now)
	return p.read("found")
}

// end ends the process when it has had its questions, and returns how much memory it
// held at most.
func (p *stayingProcess) end() int {
	p.Helper()
	p.in.Close()
	return p.read("memory")
}
