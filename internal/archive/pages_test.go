package archive_test

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"reflect"
	"sync"
	"testing"
	"testing/fstest"

	"news/internal/archive"
	"news/internal/event"
)

// counting is a file system that counts how often each file is opened and each folder
// is listed.
type counting struct {
	fs.FS
	mu     sync.Mutex
	opened map[string]int
	listed map[string]int
}

func newCounting(fsys fs.FS) *counting {
	return &counting{FS: fsys, opened: make(map[string]int), listed: make(map[string]int)}
}

func (c *counting) Open(name string) (fs.File, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.opened[name]++
	return c.FS.Open(name)
}

func (c *counting) ReadDir(name string) ([]fs.DirEntry, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.listed[name]++
	return fs.ReadDir(c.FS, name)
}

func (c *counting) Stat(name string) (fs.FileInfo, error) { return fs.Stat(c.FS, name) }

// crowded returns an archive of some days with many events each, with an index, without
// one, in two folders of one day, and with files that cannot be read.
func crowded(days, events int) fstest.MapFS {
	files := make(fstest.MapFS)
	for d := range days {
		date := day(2016, 4, 1).AddDays(d)
		folder := "news/" + date.Path()
		var entries []string
		for i := range events {
			slug := fmt.Sprintf("event-%d", i)
			entries = append(entries, fmt.Sprintf("%s|Event %d|Topic %d", slug, i, i%3))
			if i%5 == 1 {
				folder = fmt.Sprintf("news/2016/4/%02d", date.Day) // the day's other spelling
			}
			files[folder+"/"+slug+".md"] = &fstest.MapFile{Data: []byte(page(fmt.Sprintf("Event %d of %s", i, date)))}
		}
		if d%2 == 0 {
			files["news/"+date.Path()+"/index.md"] = &fstest.MapFile{Data: []byte(index(date.Path(), entries...))}
		}
		files["news/"+date.Path()+"/large.md"] = &fstest.MapFile{Data: make([]byte, archive.MaxPage+1)}
	}
	return files
}

// wantedIn returns all events of an archive that has days as crowded makes them, in an
// order that jumps between days, and some that it does not have.
func wantedIn(days, events int) []event.Ref {
	var refs []event.Ref
	for i := range events {
		for d := range days {
			refs = append(refs, event.NewRef(day(2016, 4, 1).AddDays(d), fmt.Sprintf("event-%d", i)))
		}
	}
	return append(refs,
		event.NewRef(day(2016, 4, 1), "none"), event.NewRef(day(2016, 4, 1), "large"),
		event.NewRef(day(2017, 1, 1), "event-1"), event.Ref{}, refs[0])
}

// inPortions reads all rows, some at a time.
func inPortions(p *archive.Pages, atOnce int) []*event.Event {
	var events []*event.Event
	for first := 0; first < p.Len(); first += atOnce {
		var rows []int
		for row := first; row < min(p.Len(), first+atOnce); row++ {
			rows = append(rows, row)
		}
		events = append(events, p.Read(context.Background(), rows)...)
	}
	return events
}

// TestPagesOpensEachFileOnce stands for a kind of fault: work for a day that is done
// again for each of its events, so that a crowded day takes the square of its events.
func TestPagesOpensEachFileOnce(t *testing.T) {
	for _, c := range []struct{ days, events, atOnce int }{{1, 300, 1000}, {1, 300, 70}, {12, 40, 100}, {12, 40, 1}, {3, 1, 2}} {
		files := newCounting(crowded(c.days, c.events))
		refs := wantedIn(c.days, c.events)
		events := inPortions(archive.FromFS(files).PagesOf(refs[:len(refs)-1]), c.atOnce)
		for row, e := range events[:c.days*c.events] {
			if e == nil || e.Ref != refs[row] {
				t.Fatalf("%+v: %s is read as %+v", c, refs[row], e)
			}
		}
		for name, n := range files.opened {
			if path.Ext(name) == ".md" && n > 1 {
				t.Errorf("%+v: %s is opened %d times", c, name, n)
			}
		}
		for name, n := range files.listed {
			if n > 1 {
				t.Errorf("%+v: %s is listed %d times", c, name, n)
			}
		}
	}
}

// TestPagesReadsWhatEventReads compares many events at once with one after the other,
// and the files that are skipped on the way.
func TestPagesReadsWhatEventReads(t *testing.T) {
	files, refs := crowded(12, 30), wantedIn(12, 30)
	one, many := archive.FromFS(files), archive.FromFS(files)
	pages := many.PagesOf(refs)
	for range 2 { // all can be read again
		for row, got := range inPortions(pages, 50) {
			want, ok := one.Event(refs[row])
			if ok != (got != nil) || ok && !reflect.DeepEqual(*got, want) {
				t.Fatalf("%s is read as\n%+v, want\n%+v", refs[row], got, want)
			}
		}
	}
	if got, want := many.AllSkipped(), one.AllSkipped(); !reflect.DeepEqual(got, want) || len(got) == 0 {
		t.Errorf("skipped %v, want %v", got, want)
	}
}

// TestPagesEndsWithItsContext reads nothing once nobody waits for it.
func TestPagesEndsWithItsContext(t *testing.T) {
	files := newCounting(crowded(2, 10))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	events := archive.FromFS(files).PagesOf(wantedIn(2, 10)).Read(ctx, []int{0, 1, 2, 3})
	if len(events) != 4 || events[0] != nil || len(files.opened)+len(files.listed) > 0 {
		t.Errorf("read %v, opened %v, listed %v", events, files.opened, files.listed)
	}
}

func BenchmarkPages(b *testing.B) {
	for _, c := range []struct{ days, events int }{{1, 3000}, {28, 100}} {
		b.Run(fmt.Sprintf("%dx%d", c.days, c.events), func(b *testing.B) {
			a := archive.FromFS(crowded(c.days, c.events))
			refs := wantedIn(c.days, c.events)
			for b.Loop() {
				inPortions(a.PagesOf(refs), 1000)
			}
		})
	}
}
