package when

import (
	"fmt"

	"news/internal/event"
)

// The first and the last year of the calendar of package event.
const (
	firstYear = 1
	lastYear  = 9999
)

// Span is a run of days; both ends belong to it. A zero From or To leaves that
// side open; the zero Span is every day.
type Span struct {
	From, To event.Date
}

// Contains reports whether d is one of the days of s. The zero Date is in the
// zero Span only.
func (s Span) Contains(d event.Date) bool {
	if d.IsZero() {
		return s == Span{}
	}
	return s.From.Compare(d) <= 0 && (s.To.IsZero() || d.Compare(s.To) <= 0)
}

// Intersect returns the days that are in both spans, and false where there are
// none.
func (s Span) Intersect(other Span) (Span, bool) {
	both := s
	if other.From.Compare(both.From) > 0 {
		both.From = other.From
	}
	if both.To.IsZero() || !other.To.IsZero() && other.To.Compare(both.To) < 0 {
		both.To = other.To
	}
	if !both.To.IsZero() && both.From.Compare(both.To) > 0 {
		return Span{}, false
	}
	return both, true
}

// hull returns the shortest span that contains the days of both.
func (s Span) hull(other Span) Span {
	if other.From.Compare(s.From) < 0 {
		s.From = other.From
	}
	if s.To.IsZero() || other.To.IsZero() {
		s.To = event.Date{}
	} else if other.To.Compare(s.To) > 0 {
		s.To = other.To
	}
	return s
}

// String returns the span in a form that ParseSpan reads back to the same span: a
// day as 2016-04-03, a week as 2016-W13, a month as 2016-04, a quarter as 2016-Q2,
// a year as 2016, a decade as 2010s, other days as a range, in the longest of year,
// month and day that fits both ends. The zero Span is "", since no word means it.
func (s Span) String() string {
	if s == (Span{}) {
		return ""
	}
	if name := s.name(); name != "" {
		return name
	}
	write := event.Date.String
	switch {
	case s.fits(startsYear, endsYear):
		write = func(d event.Date) string { return fmt.Sprintf("%04d", d.Year) }
	case s.fits(startsMonth, endsMonth):
		write = func(d event.Date) string { return fmt.Sprintf("%04d-%02d", d.Year, d.Month) }
	}
	var from, to string
	if !s.From.IsZero() {
		from = write(s.From)
	}
	if !s.To.IsZero() {
		to = write(s.To)
	}
	if from == to {
		return from
	}
	return from + ".." + to
}

// name returns the name of a week, a quarter or a decade, "" for other spans.
func (s Span) name() string {
	if s.From.IsZero() || s.To.IsZero() {
		return ""
	}
	switch s {
	case week(s.From):
		year, n := s.From.Time().ISOWeek()
		return fmt.Sprintf("%04d-W%02d", year, n)
	case Quarter.Around(s.From):
		return fmt.Sprintf("%04d-Q%d", s.From.Year, quarterOf(s.From.Month))
	case Decade.Around(s.From):
		return fmt.Sprintf("%04ds", s.From.Year/10*10)
	}
	return ""
}

// isDay reports whether the span is one day.
func (s Span) isDay() bool { return !s.From.IsZero() && s.From == s.To }

// fits reports whether start accepts the first day of s, and end the last; an open
// side always fits.
func (s Span) fits(start, end func(event.Date) bool) bool {
	return (s.From.IsZero() || start(s.From)) && (s.To.IsZero() || end(s.To))
}

func startsMonth(d event.Date) bool { return d.Day == 1 }
func startsYear(d event.Date) bool  { return d.Month == 1 && d.Day == 1 }
func endsMonth(d event.Date) bool   { return d.AddDays(1).Day == 1 }
func endsYear(d event.Date) bool    { return d.Month == 12 && d.Day == 31 }

// day, week, months, quarter, year and decade return the spans that people name
// with one date.
func day(d event.Date) Span { return Span{From: d, To: d} }

// week returns the week of d, Monday to Sunday. The last week of the calendar ends
// with the calendar.
func week(d event.Date) Span {
	sinceMonday := (int(d.Weekday()) + 6) % 7
	monday := d.AddDays(-sinceMonday)
	return upTo(monday, monday.AddDays(6))
}

func month(year, m int) Span { return months(year, m, 1) }

// months returns n consecutive months from a month of year on.
func months(year, first, n int) Span {
	last := addMonths(event.Date{Year: year, Month: first, Day: 1}, n-1)
	last.Day = event.DaysIn(last.Year, last.Month)
	return upTo(event.Date{Year: year, Month: first, Day: 1}, last)
}

func quarter(year, q int) Span { return months(year, 3*q-2, 3) }

func quarterOf(month int) int { return (month + 2) / 3 }

func year(y int) Span { return months(y, 1, 12) }

// decade returns the decade of a year: ten years from one that ends in 0 on. The
// first decade of the calendar has only nine.
func decade(y int) Span {
	first := y / 10 * 10
	return Span{From: year(max(first, firstYear)).From, To: year(first + 9).To}
}

// upTo returns the span from one day to another, cut at the ends of the calendar.
func upTo(from, to event.Date) Span {
	if last := (event.Date{Year: lastYear, Month: 12, Day: 31}); to.Compare(last) > 0 {
		to = last
	}
	return Span{From: from, To: to}
}
