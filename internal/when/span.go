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

// Contains tells whether d is one of the days of s. The zero Date is in the
// zero Span only.
func (s Span) Contains(d event.Date) bool {
	if d.IsZero() {
		return s == Span{}
	}
	return s.From.Compare(d) <= 0 && (s.To.IsZero() || d.Compare(s.To) <= 0)
}

// Intersect gives the days that are in both spans, and false where there are
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

// hull gives the shortest span that holds the days of both.
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

// String gives the span in a form that ParseSpan reads back to the same span: a
// day as 2016-04-03, a month as 2016-04, a year as 2016, several as a range of
// the longest of these that fits both ends. The zero Span, which no word stands
// for, is "".
func (s Span) String() string {
	if s == (Span{}) {
		return ""
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

// fits tells whether both ends of s, where they are not open, are such as the
// two functions ask for.
func (s Span) fits(start, end func(event.Date) bool) bool {
	return (s.From.IsZero() || start(s.From)) && (s.To.IsZero() || end(s.To))
}

func startsMonth(d event.Date) bool { return d.Day == 1 }
func startsYear(d event.Date) bool  { return d.Month == 1 && d.Day == 1 }
func endsMonth(d event.Date) bool   { return d.AddDays(1).Day == 1 }
func endsYear(d event.Date) bool    { return d.Month == 12 && d.Day == 31 }

// day, month and year give the spans that people name with one date.
func day(d event.Date) Span { return Span{From: d, To: d} }

func month(year, month int) Span {
	return Span{
		From: event.Date{Year: year, Month: month, Day: 1},
		To:   event.Date{Year: year, Month: month, Day: event.DaysIn(year, month)},
	}
}

func year(y int) Span {
	return Span{
		From: event.Date{Year: y, Month: 1, Day: 1},
		To:   event.Date{Year: y, Month: 12, Day: 31},
	}
}

// week gives the week of d, Monday to Sunday.
func week(d event.Date) Span {
	sinceMonday := (int(d.Weekday()) + 6) % 7
	monday := d.AddDays(-sinceMonday)
	return Span{From: monday, To: monday.AddDays(6)}
}
