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

	"news/internal/event"
	"news/internal/search"
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
		data, name, err := c.archive.IndexPage(f.Ref.Date)
		if err == nil {
			f.Path, f.Line = name, lineWith(data, f.names)
		}
		f.Meant = c.meant.of(f.Target)
		f.addMeant()
	case NoAddress, NoEntries, Copies, OtherCases:
		if e, known := c.archive.Event(f.Ref); known {
			f.Path = e.Path
			if data, err := c.archive.Raw(e); err == nil && f.sought != "" {
				f.Line = lineWith(data, f.cites)
			}
		}
	}
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
	e, known := c.archive.Event(dead.ref)
	if !known {
		return nil // gone since
	}
	data, _ := c.archive.Raw(e)
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
		f.Line = lineWith(data, f.names)
		f.Meant = c.meant.of(target)
		f.addMeant()
		found = append(found, f)
	}
	return found
}

// lineWith returns the number of the first line that is sought, 0 where none is.
func lineWith(data []byte, isSought func(line string) bool) int {
	end := "\n"
	if bytes.IndexByte(data, '\n') < 0 {
		end = "\r"
	}
	number := 0
	for line := range strings.SplitSeq(string(data), end) {
		number++
		if isSought(line) {
			return number
		}
	}
	return 0
}

// names reports whether a line has a link to the target of a fault. It passes over
// as many lines as the fault says.
func (f *Finding) names(line string) bool {
	for rest := line; ; {
		at := strings.Index(rest, "](")
		if at < 0 {
			return false
		}
		rest = rest[at+len("]("):]
		address, _, _ := strings.Cut(strings.TrimLeft(rest, " <"), ")")
		if f.leadsToTarget(strings.TrimRight(address, " >")) {
			break
		}
	}
	if f.nth--; f.nth >= 0 {
		return false
	}
	return true
}

// leadsToTarget reports whether an address on a page is of the target. A relative
// address starts from the folder of the page.
func (f *Finding) leadsToTarget(address string) bool {
	address, _, _ = strings.Cut(address, " \"")
	date, slug, ok := event.ParseLink(address)
	if !ok {
		file, _, _ := strings.Cut(address, "#")
		date, slug, ok = event.ParseLink(path.Join("news", f.Ref.Date.Path(), file))
	}
	return ok && event.NewRef(date, slug) == f.Target
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

// meanings finds the events that dead links mean.
type meanings struct {
	refs []event.Ref // newest day first

	once   sync.Once
	slugs  map[string][]int32      // refs by slug
	byDate map[event.Date][2]int32 // where the refs of a day begin and end
}

func newMeanings(refs []event.Ref) *meanings { return &meanings{refs: refs} }

// prepare makes the tables, once a dead link is found.
func (m *meanings) prepare() {
	m.slugs = make(map[string][]int32, len(m.refs))
	m.byDate = make(map[event.Date][2]int32)
	for i, ref := range m.refs {
		m.slugs[ref.Slug] = append(m.slugs[ref.Slug], int32(i))
		bounds, known := m.byDate[ref.Date]
		if !known {
			bounds[0] = int32(i)
		}
		bounds[1] = int32(i) + 1
		m.byDate[ref.Date] = bounds
	}
}

// of returns the event that is meant by a reference that no event has: the nearest
// day's event with the same slug, else the one of the same day, the next or the day
// before whose slug begins so or differs by slips. It returns the zero Ref where
// nothing is near.
func (m *meanings) of(target event.Ref) event.Ref {
	m.once.Do(m.prepare)
	var nearest event.Ref
	for _, i := range m.slugs[target.Slug] {
		ref := m.refs[i]
		if nearest.IsZero() || distance(ref.Date, target.Date) < distance(nearest.Date, target.Date) {
			nearest = ref
		}
	}
	if !nearest.IsZero() {
		return nearest
	}
	for _, step := range []int{0, 1, -1} {
		if ref := m.onDay(target, target.Date.AddDays(step)); !ref.IsZero() {
			return ref
		}
	}
	return event.Ref{}
}

// distance returns how many days one day is from another.
func distance(x, y event.Date) int { return max(daysFrom(x, y), daysFrom(y, x)) - 1 }

// onDay returns the event of a day whose slug is near to that of a reference.
func (m *meanings) onDay(target event.Ref, date event.Date) event.Ref {
	bounds := m.byDate[date]
	var slugs []string
	for _, ref := range m.refs[bounds[0]:bounds[1]] {
		if beginsAlike(ref.Slug, target.Slug) {
			return ref
		}
		slugs = append(slugs, ref.Slug)
	}
	if date != target.Date {
		return event.Ref{}
	}
	for _, slug := range search.Nearest(target.Slug, slugs, 1) {
		return event.Ref{Date: date, Slug: slug}
	}
	return event.Ref{}
}

// beginsAlike reports whether two slugs have a long beginning in common, so that one
// can be of a headline that was changed, or be cut off elsewhere.
func beginsAlike(a, b string) bool {
	const enough = 30
	same := 0
	for same < min(len(a), len(b)) && a[same] == b[same] {
		same++
	}
	return same >= enough && 2*same >= min(len(a), len(b))
}
