package when

import (
	"time"

	"news/internal/event"
)

// relative reads words that count from today.
func (r reader) relative(typed string, words []string) (reading, *Error) {
	var read func([]string) (reading, bool)
	switch which := words[0]; {
	case len(words) == 1:
		read = r.oneWord
	case which == "this" || which == "last" || which == "past":
		read = r.thisAndLast
	case words[len(words)-1] == "ago":
		read = r.ago
	default:
		return reading{}, strange(typed, unknownForm)
	}
	found, ok := read(words)
	switch {
	case !ok:
		return reading{}, strange(typed, unknownForm)
	case !r.today.Valid():
		return reading{}, r.noToday(typed)
	}
	return found, nil
}

// oneWord reads today, yesterday, tomorrow and the names of weekdays. A weekday is
// the last one before today.
func (r reader) oneWord(words []string) (reading, bool) {
	switch words[0] {
	case "today":
		return r.onDay(r.today, loose), true
	case "yesterday":
		return r.onDay(r.today.AddDays(-1), clear), true
	case "tomorrow":
		return r.onDay(r.today.AddDays(1), loose), true
	}
	name, ok := weekdayOf(words[0])
	if !ok {
		return reading{}, false
	}
	found := r.onDay(r.lastWeekday(name), loose)
	found.isWeekday = true
	return found, true
}

func (r reader) onDay(d event.Date, c certainty) reading {
	return reading{part: part{span: day(d)}, certainty: c}
}

// lastWeekday returns the last day before today that is a given weekday.
func (r reader) lastWeekday(name time.Weekday) event.Date {
	days := (int(r.today.Weekday()) - int(name) + 7) % 7
	if days == 0 {
		days = 7
	}
	return r.today.AddDays(-days)
}

// thisAndLast reads this month, last week, the last 2 weeks (14 days, including
// today), last Monday (the same as Monday), this Friday (the one of this week) and
// last April (which is over).
func (r reader) thisAndLast(words []string) (reading, bool) {
	which, what := words[0], words[1]
	if len(words) == 3 && which != "this" {
		n, counted := number(what)
		unit, isUnit := unitOf(words[2])
		from := back(r.today, n, unit).AddDays(1)
		return reading{part: part{span: Span{From: from, To: r.today}}, certainty: clear}, counted && isUnit && n > 0
	}
	if len(words) != 2 {
		return reading{}, false
	}
	if unit, ok := unitOf(what); ok && unit != "day" && what == unit {
		return r.thisOrLast(which, unit), true
	}
	if name, ok := weekdayOf(what); ok && which == "last" {
		return r.oneWord(words[1:])
	} else if ok && which == "this" {
		monday := week(r.today).From
		return r.onDay(monday.AddDays((int(name)+6)%7), loose), true
	}
	return r.lastNamed(which, words[1:])
}

// thisOrLast returns the period of a unit that today is in, or the one before it;
// the past week is the seven days up to today.
func (r reader) thisOrLast(which, unit string) reading {
	var span Span
	u, _ := UnitNamed(unit)
	switch span = u.Around(r.today); which {
	case "last":
		before := span.From.AddDays(-1)
		if span = (Span{}); before.Valid() {
			span = u.Around(before)
		}
	case "past":
		span = Span{From: back(r.today, 1, unit).AddDays(1), To: r.today}
	}
	return reading{part: part{span: span}, certainty: clear}
}

// lastNamed reads this spring and last april.
func (r reader) lastNamed(which string, name []string) (reading, bool) {
	found, fault := r.named("", name)
	if fault != nil {
		found, fault = r.feast("", name)
	}
	if fault != nil || found.inYear == nil || which == "past" {
		return reading{}, false
	}
	span, ok := found.inYear(r.today.Year)
	if which == "last" {
		span, ok = lastIn(found.inYear, r.today.Year, func(s Span) bool { return s.To.Compare(r.today) < 0 })
	}
	return reading{part: part{span: span}}, ok
}

// ago reads 3 days ago.
func (r reader) ago(words []string) (reading, bool) {
	if len(words) != 3 {
		return reading{}, false
	}
	unit, ok := unitOf(words[1])
	n, counted := number(words[0])
	return r.onDay(back(r.today, n, unit), clear), ok && counted
}

// back returns the day n units before d. For months and longer units it is the same
// day of the month, or the month's last day where the month is shorter. The result
// is not valid where the calendar does not go back so far.
func back(d event.Date, n int, unit string) event.Date {
	switch unit {
	case "day":
		return d.AddDays(-n)
	case "week":
		return d.AddDays(-7 * n)
	case "quarter":
		n *= 3
	case "year":
		n *= 12
	case "decade":
		n *= 120
	}
	return addMonths(d, -n)
}

// unitOf returns day, week, month, quarter, year or decade for one of these words
// or its plural.
func unitOf(word string) (string, bool) {
	for _, u := range Units() {
		if unit := u.String(); word == unit || word == unit+"s" {
			return unit, true
		}
	}
	return "", false
}
