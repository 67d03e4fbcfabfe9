package when

import "news/internal/event"

// Unit is what days are counted by.
type Unit int

// The units, from the shortest on.
const (
	Day Unit = iota + 1
	Month
	Year
)

// String gives the word for a unit: day, month or year; "" for none.
func (u Unit) String() string {
	switch u {
	case Day:
		return "day"
	case Month:
		return "month"
	case Year:
		return "year"
	}
	return ""
}

// UnitFor gives the unit by which a span with two ends is best told: days up to
// two months, months up to six years, else years.
func UnitFor(s Span) Unit {
	const mostDays, mostMonths = 62, 72
	switch {
	case Day.Count(s) <= mostDays:
		return Day
	case Month.Count(s) <= mostMonths:
		return Month
	}
	return Year
}

// Around gives the day, month or year that a day is in.
func (u Unit) Around(d event.Date) Span {
	switch u {
	case Month:
		return month(d.Year, d.Month)
	case Year:
		return year(d.Year)
	}
	return day(d)
}

// Count gives how many days, months or years a span with two ends touches.
func (u Unit) Count(s Span) int {
	years := s.To.Year - s.From.Year
	switch u {
	case Month:
		return 12*years + s.To.Month - s.From.Month + 1
	case Year:
		return years + 1
	}
	const secondsOfDay = 24 * 60 * 60 // a time.Duration holds 292 years
	return int(s.To.Time().Unix()-s.From.Time().Unix())/secondsOfDay + 1
}

// Periods gives the days, months or years that a span with two ends touches and
// that have a day of the set, in the calendar's order.
func (s Set) Periods(within Span, u Unit) []Span {
	var periods []Span
	for at := within.From; at.Compare(within.To) <= 0; {
		period := u.Around(at)
		if s.Overlaps(period.From, period.To) {
			periods = append(periods, period)
		}
		if at = period.To.AddDays(1); !at.Valid() { // the end of the calendar
			break
		}
	}
	return periods
}
