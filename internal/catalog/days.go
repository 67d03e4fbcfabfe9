package catalog

import (
	"context"
	"errors"
	"io/fs"
	"iter"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/when"
)

// DayCount is how many events a day has.
type DayCount struct {
	Date   event.Date
	Events int
}

// Calendar returns the days of a set that have events, oldest first.
func (c *Catalog) Calendar(ctx context.Context, days when.Set) ([]DayCount, error) {
	a := c.archive.Snapshot()
	var counts []DayCount
	count := func(day event.Day) DayCount { return DayCount{day.Date, len(day.Events)} }
	for day := range archive.Each(ctx, a, days, true, count) {
		if day.Events > 0 {
			counts = append(counts, day)
		}
	}
	return counts, faultOr(a, ctx.Err())
}

// Ends returns the first and the last day that has events, the zero Span where none
// has.
func (c *Catalog) Ends(ctx context.Context) (when.Span, error) {
	var ends when.Span
	a := c.archive.Snapshot()
	for _, newestFirst := range []bool{true, false} {
		for day := range a.Days(ctx, when.Set{}, !newestFirst) {
			if len(day.Events) == 0 {
				continue
			}
			if ends.From = day.Date; newestFirst {
				ends.To = day.Date
			}
			break
		}
	}
	return ends, faultOr(a, ctx.Err())
}

// Days returns the days of a set that have events whole, oldest first.
func (c *Catalog) Days(ctx context.Context, days when.Set) iter.Seq2[event.Day, error] {
	return func(yield func(event.Day, error) bool) {
		a := c.archive.Snapshot()
		for day := range a.Days(ctx, days, true) {
			if len(day.Events) > 0 && !yield(day, nil) {
				return
			}
		}
		if err := faultOr(a, ctx.Err()); err != nil {
			yield(event.Day{}, err)
		}
	}
}

// Day returns one day whole. A day without a folder has no events.
func (c *Catalog) Day(date event.Date) event.Day { return c.archive.Snapshot().Day(date) }

// Events returns events as their pages have them, the zero Event for each that
// has no page.
func (c *Catalog) Events(refs []event.Ref) []event.Event {
	events := make([]event.Event, len(refs))
	for i, page := range readEvents(c.archive.Snapshot(), refs) {
		if page != nil {
			events[i] = *page
		}
	}
	return events
}

// Raw returns the bytes of an event's page as they are in its file. Where they
// cannot be read, the error is an *archive.PageError.
func (c *Catalog) Raw(e event.Event) ([]byte, error) {
	a := c.archive.Snapshot()
	data, err := a.Raw(e)
	return data, faultOr(a, err)
}

// RawDay returns the bytes of a day's own page, or fs.ErrNotExist where the day
// has none. Where they cannot be read, the error is an *archive.PageError.
func (c *Catalog) RawDay(date event.Date) ([]byte, error) {
	a := c.archive.Snapshot()
	data, err := a.RawIndex(date)
	return data, faultOr(a, err)
}

// IsPeriod reports whether days are one month, quarter, year or decade.
func IsPeriod(days when.Set) bool {
	span := days.Bounds()
	if span.From.IsZero() || span.To.IsZero() {
		return false
	}
	for _, unit := range []when.Unit{when.Month, when.Quarter, when.Year, when.Decade} {
		if unit.Around(span.From) == span && days.IsSpan() {
			return true
		}
	}
	return false
}

// ErrNoFile says that the archive is no folder of the system.
var ErrNoFile = errors.New("the archive has no files")

// File returns the file of an event's or a day's page, as the system names it.
// The error is ErrNoFile, or fs.ErrNotExist where days have no page.
func (c *Catalog) File(t archive.Target) (string, error) {
	switch {
	case c.archive.Dir == "":
		return "", ErrNoFile
	case t.Event != nil:
		return c.archive.File(t.Event.Path), nil
	case t.Day != nil:
		return c.archive.IndexFile(t.Day.Date)
	}
	return "", fs.ErrNotExist
}

// NextDay returns the nearest day with events after a date, or before it if step
// is negative. The zero Date is before all days and after all days: from it, NextDay
// returns the first day or the last. It returns false where there is none. It
// lists folders and reads neither pages nor the index. The error is the error of ctx
// or an *archive.FaultError.
func (c *Catalog) NextDay(ctx context.Context, date event.Date, step int) (event.Date, bool, error) {
	return c.archive.Snapshot().NextDay(ctx, date, step)
}

// NextMonth returns the first day with events of the nearest month that has any,
// after the month of a date, or before it if step is negative. It is otherwise
// as NextDay.
func (c *Catalog) NextMonth(ctx context.Context, date event.Date, step int) (event.Date, bool, error) {
	return c.archive.Snapshot().NextMonth(ctx, date, step)
}

// Missing returns why the archive's folder cannot be read now, an
// *archive.FaultError, or nil if it can.
func (c *Catalog) Missing() error { return c.archive.Missing() }
