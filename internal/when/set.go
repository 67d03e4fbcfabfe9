// Package when turns dates as people type them ("2016/04", "..2003", "3 days ago",
// "*/04/3") into spans and sets of days. The words come from the command line and
// from queries. The caller passes the day of today, so that the same words on the
// same day always mean the same.
package when

import (
	"fmt"
	"slices"
	"strings"

	"news/internal/event"
)

// Set is a set of days. The zero Set is every day.
type Set struct {
	limited bool // only the days of parts are in the set
	parts   []part
}

// part is the days of one date of a Set: the days of a span, or, where month is not
// 0, only the days of the span on this day of the year.
type part struct {
	span       Span
	month, day int
}

// Contains reports whether d is in the set. The zero Date is in a set of every
// day only.
func (s Set) Contains(d event.Date) bool {
	if !s.limited {
		return true
	}
	for _, p := range s.parts {
		if p.contains(d) {
			return true
		}
	}
	return false
}

// Overlaps reports whether any day of from..to, both ends included, is in the set,
// so that a walk can skip whole years and months. A zero from or to leaves that
// side open. The ends can be days that the calendar does not have: the 31st can be
// the end of any month.
func (s Set) Overlaps(from, to event.Date) bool {
	if !s.limited {
		return true
	}
	for _, p := range s.parts {
		if p.overlaps(Span{From: from, To: to}) {
			return true
		}
	}
	return false
}

// Within returns the days of the set that are also in span.
func (s Set) Within(span Span) Set {
	if span == (Span{}) {
		return s
	}
	if !s.limited {
		return Set{limited: true, parts: []part{{span: span}}}
	}
	cut := Set{limited: true}
	for _, p := range s.parts {
		both, ok := p.span.Intersect(span)
		p.span = both
		if ok && p.overlaps(both) {
			cut.parts = append(cut.parts, p)
		}
	}
	return cut
}

// Union returns the days that are in either set.
func (s Set) Union(other Set) Set {
	if !s.limited || !other.limited {
		return Set{}
	}
	return Set{limited: true, parts: append(slices.Clip(s.parts), other.parts...)}
}

// Bounds returns a span that contains every day of the set. A side without a bound
// is zero. The bounds of an empty set are the wrong way round, so that they contain
// no day.
func (s Set) Bounds() Span {
	if !s.limited {
		return Span{}
	}
	if len(s.parts) == 0 {
		return Span{From: year(lastYear).To, To: year(firstYear).From}
	}
	bounds := s.parts[0].span
	for _, p := range s.parts[1:] {
		bounds = bounds.hull(p.span)
	}
	return bounds
}

// IsEvery reports whether the set is every day.
func (s Set) IsEvery() bool { return !s.limited }

func (p part) contains(d event.Date) bool {
	return p.span.Contains(d) && (p.month == 0 || p.month == d.Month && p.day == d.Day)
}

// overlaps reports whether any day of span is in p.
func (p part) overlaps(span Span) bool {
	both, ok := p.span.Intersect(span)
	if !ok || p.month == 0 {
		return ok
	}
	first, last := firstYear, lastYear
	if !both.From.IsZero() {
		first = both.From.Year
	}
	if !both.To.IsZero() {
		last = both.To.Year
	}
	// No two leap days are more than eight years apart (1896, 1904).
	for year := first; year <= min(last, first+8); year++ {
		d := event.Date{Year: year, Month: p.month, Day: p.day}
		if d.Valid() && both.Contains(d) {
			return true
		}
	}
	return false
}

// String returns the set in a form that Parse reads back, dates with commas between
// them: 2016-04, 2017. The set of every day is "every day", the empty set "no day".
func (s Set) String() string {
	switch {
	case !s.limited:
		return "every day"
	case len(s.parts) == 0:
		return "no day"
	}
	var dates []string
	for _, p := range s.parts {
		dates = append(dates, p.String())
	}
	return strings.Join(dates, ", ")
}

// String returns a span, or a day of every year, */04/3, with the span in which it
// counts.
func (p part) String() string {
	if p.month == 0 {
		return p.span.String()
	}
	day := fmt.Sprintf("*/%02d/%d", p.month, p.day)
	if p.span == (Span{}) {
		return day
	}
	return day + " in " + p.span.String()
}

// IsSpan reports whether the set is the days of one span.
func (s Set) IsSpan() bool { return s.limited && len(s.parts) == 1 && s.parts[0].month == 0 }
