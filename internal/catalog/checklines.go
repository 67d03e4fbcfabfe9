package catalog

import (
	"bytes"
	"context"
	"iter"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"news/internal/archive"
	"news/internal/event"
)

// located returns faults with their paths and lines. It reads a portion of the pages
// at a time.
func (c *Checked) located(ctx context.Context, findings iter.Seq[Finding]) iter.Seq[Finding] {
	return func(yield func(Finding) bool) {
		size := 10 // grows, so that the first ones come at once
		next, stop := iter.Pull(findings)
		defer stop()
		for ctx.Err() == nil && c.archive.Err() == nil {
			var some []Finding
			for len(some) < size {
				finding, more := next()
				if !more {
					break
				}
				some = append(some, finding)
			}
			if len(some) == 0 {
				return
			}
			inParallel(len(some), func(i int) { c.locate(&some[i]) })
			for _, finding := range some {
				if !yield(finding) {
					return
				}
			}
			size = eventsAtOnce
		}
	}
}

// inParallel calls work with 0 to n-1 on all cores.
func inParallel(n int, work func(i int)) {
	next := make(chan int)
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		workers.Go(func() {
			for i := range next {
				work(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	workers.Wait()
}

// locate finds the path and the line of a fault.
func (c *Checked) locate(f *Finding) {
	switch f.Kind {
	case NoPages:
		f.Path, f.Line = c.index.of(c.archive, f)
		f.Meant = c.meant.of(f.Target)
		f.addMeant()
	case NoAddress:
		f.Path = c.pathOf(f.Ref)
		if data, err := c.archive.Raw(event.Event{Ref: f.Ref, Path: f.Path}); err == nil && f.sought != "" {
			f.Line = lineWith(data, f.cites)
		}
	case NoEntries, Copies, OtherCases:
		f.Path = c.pathOf(f.Ref)
	}
}

// pathOf returns the path of an event's page.
func (c *Checked) pathOf(ref event.Ref) string {
	if path, isOther := c.paths[ref]; isOther {
		return path
	}
	return usualPath(ref)
}

// indexLines are the lines of the page of a day, read once for all of its faults.
type indexLines struct {
	mu    sync.Mutex
	date  event.Date
	path  string
	lines map[event.Ref][]int
}

// of returns the path and the line of the entry that a fault is about.
func (x *indexLines) of(a *archive.Archive, f *Finding) (path string, line int) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.date != f.Ref.Date {
		data, path, err := a.IndexPage(f.Ref.Date)
		if err != nil {
			data, path = nil, ""
		}
		x.date, x.path, x.lines = f.Ref.Date, path, linesOfLinks(data, f.Ref.Date)
	}
	return x.path, nthLine(x.lines[f.Target], f.nth)
}

// addMeant adds the event that is meant to the message.
func (f *Finding) addMeant() {
	if !f.Meant.IsZero() {
		f.Message += "; did you mean " + f.Meant.String()
	}
}

// deadLinks returns the dead links with their lines.
func (c *Checked) deadLinks(ctx context.Context) iter.Seq[Finding] {
	return func(yield func(Finding) bool) {
		size := 10
		for start := 0; start < len(c.dead) && ctx.Err() == nil && c.archive.Err() == nil; size = eventsAtOnce {
			some := c.dead[start:min(len(c.dead), start+size)]
			start += len(some)
			found := make([][]Finding, len(some))
			inParallel(len(some), func(i int) { found[i] = c.deadLinksOf(some[i]) })
			for _, finding := range slices.Concat(found...) {
				if !yield(finding) {
					return
				}
			}
		}
	}
}

// deadLinksOf returns the dead links of a page.
func (c *Checked) deadLinksOf(dead deadLinks) []Finding {
	e, data, err := c.archive.Page(dead.ref, c.pathOf(dead.ref))
	if err != nil {
		return nil // gone since
	}
	lines := linesOfLinks(data, e.Ref.Date)
	var found []Finding
	for _, place := range dead.places {
		if int(place) >= len(e.Related) {
			break
		}
		target := e.Related[place].Ref
		f := Finding{Kind: DeadLinks, Ref: e.Ref, Target: target, Problem: event.Problem{Path: e.Path, Message: "a link to an event without a page: " + target.String()}}
		for _, earlier := range e.Related[:place] {
			if earlier.Ref == target {
				f.nth++
			}
		}
		f.Line = nthLine(lines[target], f.nth)
		f.Meant = c.meant.of(target)
		f.addMeant()
		found = append(found, f)
	}
	return found
}

// nthLine returns one of some lines, from 0, and 0 where there are not so many.
func nthLine(lines []int, n int) int {
	if n >= len(lines) {
		return 0
	}
	return lines[n]
}

// eachLine calls visit with the lines of a page and their numbers, until it returns
// false.
func eachLine(data []byte, visit func(number int, line string) bool) {
	end := "\n"
	if bytes.IndexByte(data, '\n') < 0 {
		end = "\r"
	}
	number := 0
	for line := range strings.SplitSeq(string(data), end) {
		if number++; !visit(number, line) {
			return
		}
	}
}

// lineWith returns the number of the first line that is sought, 0 where none is.
func lineWith(data []byte, isSought func(line string) bool) int {
	found := 0
	eachLine(data, func(number int, line string) bool {
		if isSought(line) {
			found = number
		}
		return found == 0
	})
	return found
}

// linesOfLinks returns the numbers of the lines of a page that have links to events, by
// their targets. The page is of a day.
func linesOfLinks(data []byte, date event.Date) map[event.Ref][]int {
	lines := make(map[event.Ref][]int)
	eachLine(data, func(number int, line string) bool {
		for rest := line; ; {
			at := strings.Index(rest, "](")
			if at < 0 {
				return true
			}
			rest = rest[at+len("]("):]
			address, _, _ := strings.Cut(strings.TrimLeft(rest, " <"), ")")
			ref, ok := targetOf(strings.TrimRight(address, " >"), date)
			if known := lines[ref]; ok && (len(known) == 0 || known[len(known)-1] != number) {
				lines[ref] = append(known, number)
			}
		}
	})
	return lines
}

// targetOf returns the event that an address on a page of a day leads to. A relative
// address starts from the folder of the page.
func targetOf(address string, date event.Date) (event.Ref, bool) {
	address, _, _ = strings.Cut(address, " \"")
	day, slug, ok := event.ParseLink(address)
	if !ok {
		file, _, _ := strings.Cut(address, "#")
		day, slug, ok = event.ParseLink(path.Join("news", date.Path(), file))
	}
	return event.NewRef(day, slug), ok
}

// cites reports whether a line has the source that a fault is about: its name, and no
// address of a page behind it.
func (f *Finding) cites(line string) bool {
	line = strings.TrimSpace(line)
	if !strings.Contains(line, f.sought) || strings.HasPrefix(line, "#") || strings.Contains(line, "](http") {
		return false
	}
	item := strings.TrimLeft(line, "0123456789")
	isItem := len(item) < len(line) && (strings.HasPrefix(item, ".") || strings.HasPrefix(item, ")")) || strings.HasPrefix(item, "- ") || strings.HasPrefix(item, "* ") || strings.HasPrefix(item, "+ ")
	if !isItem {
		return false
	}
	f.nth--
	return f.nth < 0
}
