package when

import "news/internal/event"

// Unit is a unit of time by which days are counted.
type Unit int

// The units, shortest first. Weeks are the weeks of ISO 8601, from Monday on.
const (
	Day Unit = iota + 1
	Week
	Month
	Quarter
	Year
	Decade
)

// Units returns all units, shortest first.
func Units() []Unit { return []Unit{Day, Week, Month, Quarter, Year, Decade} }

// String returns the name of a unit: day, week, month, quarter, year or decade; ""
// for other values.
func (u Unit) String() string {
	switch u {
	case Day:
		return "day"
	case Week:
		return "week"
	case Month:
		return "month"
	case Quarter:
		return "quarter"
	case Year:
		return "year"
	case Decade:
		return "decade"
	}
	return ""
}

// UnitNamed returns the unit with a name as String returns it, and false where
// there is none.
func UnitNamed(word string) (Unit, bool) {
	for _, u := range Units() {
		if u.String() == word {
			return u, true
		}
	}
	return 0, false
}

// UnitFor returns the best unit for a timeline of a span with two ends: days up to
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

// Around returns the period of the unit that a day is in.
func (u Unit) Around(d event.Date) Span {
	switch u {
	case Week:
		return week(d)
	case Month:
		return month(d.Year, d.Month)
	case Quarter:
		return quarter(d.Year, quarterOf(d.Month))
	case Year:
		return year(d.Year)
	case Decade:
		return decade(d.Year)
	}
	return day(d)
}

// Count returns how many periods of the unit overlap a span with two ends.
func (u Unit) Count(s Span) int { return u.number(s.To) - u.number(s.From) + 1 }

// number returns the number of the period that a day is in. Consecutive periods
// have consecutive numbers.
func (u Unit) number(d event.Date) int {
	switch u {
	case Week:
		return Day.number(week(d).From) / 7
	case Month:
		return 12*d.Year + d.Month - 1
	case Quarter:
		return 4*d.Year + quarterOf(d.Month) - 1
	case Year:
		return d.Year
	case Decade:
		return d.Year / 10
	}
	const secondsOfDay = 24 * 60 * 60 // a time.Duration holds only 292 years
	first := event.Date{Year: firstYear, Month: 1, Day: 1}
	return int((d.Time().Unix() - first.Time().Unix()) / secondsOfDay)
}

// Periods returns the periods of a unit that overlap a span with two ends and have
// a day of the set, in the order of the calendar.
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
