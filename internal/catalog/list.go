package catalog

import (
	"context"
	"iter"
	"slices"
	"sync"

	"news/internal/archive"
	"news/internal/event"
)

// Listing is the events that a question asks for, in canonical order or in
// reverse.
type Listing struct {
	Remarks
	// Total is how many there are without the limit; -1 where that is known
	// only after all have been read.
	Total int

	question Question
	archive  *archive.Archive
	pages    *archive.Pages // nil where the days are walked
	first    []*event.Event // of the first of pages
	cut      bool           // the limit left out events of days that were walked
}

// List returns the events that a question asks for. Where it asks for all
// events of some days, these are read as they are asked for, and no index.
func (c *Catalog) List(ctx context.Context, q Question) (*Listing, error) {
	if q.isEverything() && !q.OnlyCount { // the first lines come at once, without a look at the index
		return &Listing{Remarks: Remarks{Matched: true}, Total: -1, question: q, archive: c.archive.Snapshot()}, ctx.Err()
	}
	return answer(ctx, c, q.needs()|needsPlaces, func(s *snapshot) (*Listing, error) {
		found, err := s.selected(ctx, q)
		if err != nil {
			return nil, err
		}
		l := &Listing{Remarks: found.Remarks, Total: len(found.places), question: q, archive: s.archive}
		if q.OnlyCount {
			return l, nil
		}
		places := found.places
		if q.Reverse {
			places = slices.Clone(places)
			slices.Reverse(places)
		}
		refs, err := s.refs(limited(places, q.Limit))
		if err == nil {
			l.pages, l.first, err = s.checkedFirst(refs)
		}
		return l, err
	})
}

// Days returns the events day by day, as their pages have them. Those whose
// page has gone since are left out.
func (l *Listing) Days(ctx context.Context) iter.Seq2[[]event.Event, error] {
	return l.steps(ctx, l.wholeDays(ctx))
}

// Parts is Days with a large day in several steps, as it is read.
func (l *Listing) Parts(ctx context.Context) iter.Seq2[[]event.Event, error] {
	return l.steps(ctx, l.parts(ctx))
}

// steps returns events up to the limit, and the error of reading them.
func (l *Listing) steps(ctx context.Context, all iter.Seq[[]event.Event]) iter.Seq2[[]event.Event, error] {
	return func(yield func([]event.Event, error) bool) {
		n, limit := 0, l.question.Limit
		for events := range all {
			if limit > 0 && n+len(events) > limit {
				events = events[:limit-n]
				l.cut = true
			}
			n += len(events)
			if len(events) > 0 && !yield(events, nil) || l.cut {
				return
			}
		}
		if err := l.ended(ctx); err != nil {
			yield(nil, err)
		}
	}
}

func (l *Listing) ended(ctx context.Context) error {
	return faultOr(l.archive, ctx.Err())
}

// IsCut tells, once so many events were taken from Days, whether the limit left
// out others.
func (l *Listing) IsCut(taken int) bool { return l.cut || l.Total > taken }

// Count returns how many events there are, and reads the days for that where it
// must.
func (l *Listing) Count(ctx context.Context) (int, error) {
	if l.Total >= 0 {
		return l.Total, nil
	}
	n := 0
	count := func(day event.Day) int { return len(day.Events) }
	for events := range archive.Each(ctx, l.archive, l.question.Days, false, count) {
		n += events
	}
	l.Total = n
	return n, l.ended(ctx)
}

// wholeDays returns the events of each day.
func (l *Listing) wholeDays(ctx context.Context) iter.Seq[[]event.Event] {
	if l.question.isEverything() {
		return l.walkDays(ctx)
	}
	return func(yield func([]event.Event) bool) {
		var day []event.Event
		for part := range l.parts(ctx) {
			if len(day) > 0 && day[0].Ref.Date != part[0].Ref.Date {
				if !yield(day) {
					return
				}
				day = nil
			}
			day = append(day, part...)
		}
		if len(day) > 0 {
			yield(day)
		}
	}
}

// parts returns events of one day at a time, as they are read.
func (l *Listing) parts(ctx context.Context) iter.Seq[[]event.Event] {
	if q := l.question; q.isEverything() {
		return l.archive.Parts(ctx, q.Days, q.Reverse, q.OnlyLines)
	}
	return func(yield func([]event.Event) bool) {
		for pages, err := range portions(ctx, l.archive, l.pages, l.first, l.question.OnlyLines) {
			if err != nil {
				return
			}
			for _, part := range daysOf(pages) {
				if !yield(part) {
					return
				}
			}
		}
	}
}

// daysOf divides events by their days. It leaves out those without a page.
func daysOf(pages []*event.Event) [][]event.Event {
	var days [][]event.Event
	for _, page := range pages {
		if page == nil {
			continue
		}
		last := len(days) - 1
		if last < 0 || days[last][0].Ref.Date != page.Ref.Date {
			days = append(days, nil)
			last++
		}
		days[last] = append(days[last], *page)
	}
	return days
}

// portions returns events a portion at a time; the first portion is given. If onlyLines,
// it reads of later ones no more than lines need. While one portion is used, the next
// one is read.
func portions(ctx context.Context, a *archive.Archive, pages *archive.Pages, first []*event.Event, onlyLines bool) iter.Seq2[[]*event.Event, error] {
	readPages := pages.Read
	if onlyLines {
		readPages = pages.ReadHeadlines
	}
	return func(yield func([]*event.Event, error) bool) {
		reading, stop := context.WithCancel(ctx)
		var reader sync.WaitGroup
		defer reader.Wait()
		defer stop()
		read := func(from int) <-chan []*event.Event {
			portion := make(chan []*event.Event, 1)
			reader.Go(func() { portion <- readPages(reading, rows(from, min(pages.Len(), from+mostAtOnce))) })
			return portion
		}
		var next <-chan []*event.Event
		for portion, done := first, 0; len(portion) > 0; {
			if err := faultOr(a, ctx.Err()); err != nil {
				yield(nil, err)
				return
			}
			if done += len(portion); done > len(first) {
				next = read(done)
			}
			if !yield(portion, nil) {
				return
			}
			if next == nil { // nobody may ask for more than the first
				next = read(done)
			}
			portion = <-next
		}
	}
}

func (l *Listing) walkDays(ctx context.Context) iter.Seq[[]event.Event] {
	return func(yield func([]event.Event) bool) {
		for day := range l.archive.Days(ctx, l.question.Days, l.question.Reverse) {
			if l.question.Reverse {
				slices.Reverse(day.Events)
			}
			if !yield(day.Events) {
				return
			}
		}
	}
}
