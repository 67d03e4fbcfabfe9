package catalog

import (
	"cmp"
	"context"
	"iter"
	"math"
	"slices"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/when"
)

// FaultKind is a kind of what can be wrong in an archive.
type FaultKind string

// The kinds of faults, by the names that people type.
const (
	BadPages   FaultKind = "pages"    // what cannot be read, whole or in part
	DeadLinks  FaultKind = "links"    // links to events without a page
	NoPages    FaultKind = "entries"  // entries of a day's page whose event has no page
	NoEntries  FaultKind = "unlisted" // pages that the page of their day does not list
	Gaps       FaultKind = "days"     // days without events between others
	Copies     FaultKind = "copies"   // second pages of an event
	NoAddress  FaultKind = "sources"  // sources without an address
	OtherCases FaultKind = "names"    // names that differ from another in case alone
)

// FaultKinds returns all kinds of faults, in the order in which they are told.
func FaultKinds() []FaultKind {
	return []FaultKind{BadPages, DeadLinks, NoPages, NoEntries, Gaps, Copies, NoAddress, OtherCases}
}

// Finding is a fault of an archive, and where it is. Its line is 0 where the whole
// file is meant, or the line is not found.
type Finding struct {
	Kind FaultKind
	event.Problem
	Ref    event.Ref // the event whose page it is; without a slug, the day; zero for neither
	Target event.Ref // of a dead link or an entry: the event that has no page; of a copy: the event
	Meant  event.Ref // the event that a dead link or an entry means, as it seems

	sought string // what stands in its line
	nth    int    // in which of the lines that name the target, from 0
}

// Checked is what is wrong in an archive.
type Checked struct {
	Days, Events int // how many were read

	archive  *archive.Archive
	findings map[FaultKind][]Finding // of all kinds but DeadLinks
	dead     []deadLinks
	links    int                  // how many are dead
	paths    map[event.Ref]string // of pages that have not the usual one
	meant    *meanings
	index    indexLines
}

// deadLinks are the dead links of a page, by their places among its links.
type deadLinks struct {
	ref    event.Ref
	places []int32
}

// Check reads all pages of the archive, and not its index, and returns what is
// wrong. It takes memory for the references and links of all events, and for the
// faults. The error is the context's, or an *archive.FaultError.
func (c *Catalog) Check(ctx context.Context) (*Checked, error) {
	defer c.options.Observer.Read()
	a := c.archive.Snapshot()
	days := 0
	for range a.Dates(when.Set{}, false) {
		days++
	}
	s := newChecking(a)
	examine := func(day event.Day) examined { return examine(day, a.MostMoved()) }
	for day := range archive.Each(ctx, a, when.Set{}, false, examine) {
		s.add(day)
		c.options.Observer.Reading(Progress{Days: days, Done: s.days, Pages: len(s.refs)})
	}
	if err := faultOr(a, ctx.Err()); err != nil {
		return nil, err
	}
	return s.finish(), nil
}

// Count returns how many faults of a kind there are.
func (c *Checked) Count(kind FaultKind) int {
	if kind == DeadLinks {
		return c.links
	}
	return len(c.findings[kind])
}

// Of returns the faults of a kind, newest day first. It reads the pages of the
// faults again for the lines.
func (c *Checked) Of(ctx context.Context, kind FaultKind) iter.Seq2[Finding, error] {
	return func(yield func(Finding, error) bool) {
		located := c.located(ctx, slices.Values(c.findings[kind]))
		if kind == DeadLinks {
			located = c.deadLinks(ctx)
		}
		for finding := range located {
			if !yield(finding, nil) {
				return
			}
		}
		if err := faultOr(c.archive, ctx.Err()); err != nil {
			yield(Finding{}, err)
		}
	}
}

// examined is what a day says, as far as the check needs it.
type examined struct {
	date     event.Date
	pages    []examinedPage
	entries  []event.Entry // the entries that no page of the day belongs to
	listed   []bool        // of pages
	hasIndex bool          // the day has entries
	problems []Finding
}

type examinedPage struct {
	ref    event.Ref
	path   string
	former []event.Ref
	links  []event.Key
	names  [3][]string // topics, names of sources, category
	bare   []string    // the names of sources without an address
	said   statement
}

// examine makes a day ready on any core for the one that gathers all. A former
// reference leads to its event at most mostMoved days away.
func examine(day event.Day, mostMoved int) examined {
	found := examined{date: day.Date, hasIndex: len(day.Entries) > 0, pages: make([]examinedPage, len(day.Events))}
	at := make(map[event.Ref]int, len(day.Events))
	for _, problem := range day.Problems {
		found.problems = append(found.problems, Finding{Kind: BadPages, Problem: problem, Ref: event.Ref{Date: day.Date}})
	}
	for i := range day.Events {
		e := &day.Events[i]
		found.pages[i] = examinePage(e, mostMoved)
		at[e.Ref] = i
		for _, former := range found.pages[i].former {
			if _, taken := at[former]; !taken {
				at[former] = i
			}
		}
		for _, problem := range e.Problems {
			found.problems = append(found.problems, Finding{Kind: BadPages, Problem: problem, Ref: e.Ref})
		}
	}
	found.listed = make([]bool, len(day.Events))
	for _, entry := range day.Entries {
		if i, known := at[entry.Ref]; known {
			found.listed[i] = true
		} else {
			found.entries = append(found.entries, entry)
		}
	}
	return found
}

func examinePage(e *event.Event, mostMoved int) examinedPage {
	p := examinedPage{ref: e.Ref, path: e.Path, said: statementOf(e), links: make([]event.Key, len(e.Related))}
	for i, link := range e.Related {
		p.links[i] = link.Ref.Key()
	}
	for _, change := range e.Changes {
		if change.Ref != e.Ref && change.Ref.Date.Valid() && distance(change.Ref.Date, e.Ref.Date) <= mostMoved { // as archive.Current follows them
			p.former = append(p.former, change.Ref)
		}
	}
	p.names[0] = e.Topics
	for _, source := range e.Sources {
		if source.URL == "" {
			p.bare = append(p.bare, source.Name)
		}
		if !slices.Contains(p.names[1], source.Name) {
			p.names[1] = append(p.names[1], source.Name)
		}
	}
	if e.Category != "" {
		p.names[2] = []string{e.Category}
	}
	return p
}

// gapsBetween returns the days without events between others, each run of days once.
// The dates are days with events, newest first.
func gapsBetween(dates []event.Date) []Finding {
	var gaps []Finding
	for i := 1; i < len(dates); i++ {
		first, last := dates[i].AddDays(1), dates[i-1].AddDays(-1)
		if n := daysFrom(first, last); n > 0 {
			gaps = append(gaps, gap(first, last, n))
		}
	}
	return gaps
}

// daysFrom returns how many days there are from one day to another, both counted.
func daysFrom(first, last event.Date) int {
	return int(math.Round(last.Time().Sub(first.Time()).Hours()/24)) + 1
}

// inCanonicalOrder orders events newest day first, and those of a day by number.
func inCanonicalOrder(x, y *statement) int {
	return cmp.Or(y.ref.Date.Compare(x.ref.Date), cmp.Compare(x.number, y.number))
}
