package archive_test

import (
	"io/fs"
	"path"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/when"
)

func day(year, month, day int) event.Date {
	return event.Date{Year: year, Month: month, Day: day}
}

// everyDay is the set of all days.
var everyDay = when.Set{}

// files are the files of an archive by their paths below the folder news.
type files map[string]string

// fsys returns the files as a file system.
func (f files) fsys() fstest.MapFS {
	m := fstest.MapFS{}
	for name, text := range f {
		m[path.Join("news", name)] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
	}
	return m
}

func (f files) open() *archive.Archive { return archive.FromFS(f.fsys()) }

// page returns the page of an event with a headline and lines below it.
func page(headline string, lines ...string) string {
	return "# " + headline + "\n\n" + strings.Join(lines, "\n") + "\n"
}

// index returns the page of a day with entries. Each entry is a slug, or a
// slug, a headline and topics: "slug|headline|topics". A slug with a slash in
// it is an address.
func index(date string, entries ...string) string {
	var b strings.Builder
	for _, entry := range entries {
		fields := append(strings.Split(entry, "|"), "", "")
		slug, headline, topics := fields[0], fields[1], fields[2]
		address := slug
		if !strings.Contains(slug, "/") {
			address = "/news/" + date + "/" + slug + ".md"
		}
		if headline == "" {
			headline = "Entry " + slug
		}
		b.WriteString("### [" + headline + " ](" + address + ")\n")
		if topics != "" {
			b.WriteString("_Context: " + topics + "_\n")
		}
		b.WriteString("\n")
	}
	return b.String()
}

// slugs returns the slugs of a day's events, in order.
func slugs(d event.Day) string {
	var names []string
	for _, e := range d.Events {
		names = append(names, e.Ref.Slug)
	}
	return strings.Join(names, " ")
}

// problems returns what an archive skipped, one problem a line.
func problems(a *archive.Archive) string {
	_, skipped := a.Skipped()
	var b strings.Builder
	for _, p := range skipped {
		b.WriteString(p.String() + "\n")
	}
	return b.String()
}

// watched is a file system that records what is looked at, and can take its
// time.
type watched struct {
	fs.FS
	delay func(file string) time.Duration // the time to wait before a file is opened; nil for no wait

	mu      sync.Mutex
	folders []string // the listed folders, in order
	opened  []string // the opened files, in order
}

func (w *watched) ReadDir(name string) ([]fs.DirEntry, error) {
	w.mu.Lock()
	w.folders = append(w.folders, name)
	w.mu.Unlock()
	return fs.ReadDir(w.FS, name)
}

func (w *watched) Open(name string) (fs.File, error) {
	w.mu.Lock()
	w.opened = append(w.opened, name)
	w.mu.Unlock()
	if w.delay != nil {
		time.Sleep(w.delay(name))
	}
	return w.FS.Open(name)
}

func (w *watched) Stat(name string) (fs.FileInfo, error) { return fs.Stat(w.FS, name) }

// lookedAt reports whether a folder, or anything below it, was listed or
// opened.
func (w *watched) lookedAt(folder string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, name := range append(w.folders, w.opened...) {
		if name == folder || strings.HasPrefix(name, folder+"/") {
			return true
		}
	}
	return false
}

// within fails the test if f blocks, as it would on a FIFO that nobody writes
// to.
func within(t *testing.T, f func()) {
	t.Helper()
	done := make(chan struct{})
	go func() {
		defer close(done)
		f()
	}()
	select {
	case <-done:
	case <-time.After(20 * time.Second):
		t.Fatal("blocked for 20 seconds")
	}
}

func parseDays(t *testing.T, words ...string) when.Set {
	t.Helper()
	days, err := when.Parse(words, day(2016, 4, 10))
	if err != nil {
		t.Fatal(err)
	}
	return days
}
