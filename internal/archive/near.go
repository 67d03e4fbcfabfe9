package archive

import (
	"context"

	"news/internal/event"
	"news/internal/when"
)

// NextDay returns the nearest day with a page after a date, or before it if step
// is negative. The zero Date is before all days and after all days: from it,
// NextDay returns the first day or the last. It returns false if there is none. It
// lists folders and reads no page. The error is the error of ctx or a *FaultError.
func (a *Archive) NextDay(ctx context.Context, date event.Date, step int) (event.Date, bool, error) {
	beyond, reverse := when.Span{}, step >= 0
	switch {
	case date.IsZero():
	case reverse:
		beyond.From = date.AddDays(1)
	default:
		beyond.To = date.AddDays(-1)
	}
	return a.firstDay(ctx, beyond, reverse)
}

// NextMonth returns the first day with a page of the nearest month that has any,
// after the month of a date, or before it if step is negative. It is otherwise as
// NextDay.
func (a *Archive) NextMonth(ctx context.Context, date event.Date, step int) (event.Date, bool, error) {
	if date.IsZero() && step >= 0 {
		return a.NextDay(ctx, date, step)
	}
	month := when.Month.Around(date)
	if date.IsZero() {
		month = when.Span{}
	}
	if step >= 0 {
		return a.NextDay(ctx, month.To, step)
	}
	last, found, err := a.NextDay(ctx, month.From, step)
	if err != nil || !found {
		return event.Date{}, false, err
	}
	return a.firstDay(ctx, when.Month.Around(last), true)
}

// firstDay returns the first day of a span that has a page, or the last one unless
// oldest.
func (a *Archive) firstDay(ctx context.Context, span when.Span, oldest bool) (event.Date, bool, error) {
	for date := range a.Dates(when.Set{}.Within(span), oldest) {
		if ctx.Err() != nil {
			return event.Date{}, false, ctx.Err()
		}
		if a.hasPages(date) {
			return date, true, a.Err()
		}
	}
	return event.Date{}, false, a.Err()
}

// hasPages reports whether a day has a file with the name of a page.
func (a *Archive) hasPages(date event.Date) bool {
	for _, dir := range a.find(date).paths {
		f, release, err := a.open(date, dir)
		if err != nil {
			continue // a read of the day reports it
		}
		release()
		if len(f.pages) > 0 {
			return true
		}
	}
	return false
}

// near returns the last day with a page before a date and the first after it.
func (a *Archive) near(date event.Date) []event.Date {
	var days []event.Date
	for _, step := range []int{-1, 1} {
		if near, found, err := a.NextDay(context.Background(), date, step); found && err == nil {
			days = append(days, near)
		}
	}
	return days
}
