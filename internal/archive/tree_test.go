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

// everyDay is the set that nothing limits.
var everyDay = when.Set{}

// files are an archive's files by path, below the folder news.
type files map[string]string

// fsys gives the files as a file system.
func (f files) fsys() fstest.MapFS {
	m := fstest.MapFS{}
	for name, text := range f {
		m[path.Join("news", name)] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
	}
	return m
}

func (f files) open() *archive.Archive { return archive.FromFS(f.fsys()) }

// page gives an event's page with a headline and lines below it.
func page(headline string, lines ...string) string {
	return "# " + headline + "\n\n" + strings.Join(lines, "\n") + "\n"
}

// index gives a day's page that lists entries, each a slug, and where they are
// known, its headline and its topics: "slug|headline|topics". A slug with a
// slash in it is an address.
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

// slugs gives the slugs of a day's events, in order.
func slugs(d event.Day) string {
	var names []string
	for _, e := range d.Events {
		names = append(names, e.Ref.Slug)
	}
	return strings.Join(names, " ")
}

// problems gives what an archive skipped, a line each.
func problems(a *archive.Archive) string {
	_, skipped := a.Skipped()
	var b strings.Builder
	for _, p := range skipped {
		b.WriteString(p.String() + "\n")
	}
	return b.String()
}

// watched is a file system that notes what is looked at, and can take its time.
type watched struct {
	fs.FS
	delay func(file string) time.Duration // before a file is opened; nil for none

	mu      sync.Mutex
	folders []string // listed, in order
	opened  []string // files, in order
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

// looked tells whether anything below a folder, or it itself, was listed or opened.
func (w *watched) looked(folder string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, name := range append(w.folders, w.opened...) {
		if name == folder || strings.HasPrefix(name, folder+"/") {
			return true
		}
	}
	return false
}

// within ends the test where f blocks, as it would on a FIFO nobody writes to.
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
