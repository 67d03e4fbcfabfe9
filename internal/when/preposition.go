package when

import (
	"strings"

	"news/internal/event"
)

// prepositions are the words that can stand before a date, and what they make of its
// days.
var prepositions = map[string]func(Span) Span{
	"in":     itself,
	"on":     itself,
	"during": itself,
	"from":   itself,
	"since":  func(s Span) Span { return Span{From: s.From} },
	"until":  func(s Span) Span { return Span{To: s.To} },
	"till":   func(s Span) Span { return Span{To: s.To} },
	"before": func(s Span) Span { return Span{To: beside(s.From, -1)} },
	"after":  func(s Span) Span { return Span{From: beside(s.To, 1)} },
}

// beside returns the day before or after a day, and the zero Date for itself.
func beside(d event.Date, days int) event.Date {
	if d.IsZero() {
		return d
	}
	return d.AddDays(days)
}

func itself(s Span) Span { return s }

// rangeWords are the words between the two dates of a range that a preposition
// begins.
var rangeWords = map[string][]string{
	"between": {" and "},
	"from":    {" to ", " until ", " till "},
}

// isPreposition reports whether a date can follow a word.
func isPreposition(word string) bool {
	return prepositions[word] != nil || rangeWords[word] != nil
}

// prepositional reads a date with a preposition before it: in 2003, on 12 January
// 2010, since May 2011, from March to April 2010, between 2003 and 2005. It reports
// false where no preposition stands first. The date is as certain as without it.
func (r reader) prepositional(typed, form string) (found reading, fault *Error, ok bool) {
	preposition, rest, _ := strings.Cut(form, " ")
	if !isPreposition(preposition) || isOnThisDay(form) {
		return reading{}, nil, false
	}
	first, _, _ := strings.Cut(rest, " ")
	if rest == "" || isPreposition(first) {
		return reading{}, strange(typed, unknownForm), true
	}
	for _, joint := range rangeWords[preposition] {
		if strings.Count(rest, joint) == 1 {
			found, fault = r.joined(typed, strings.Replace(rest, joint, " to ", 1))
			return found, fault, true
		}
	}
	of := prepositions[preposition]
	if of == nil {
		return reading{}, strange(typed, unknownForm), true
	}
	_, typedRest, _ := strings.Cut(typed, " ")
	if found, fault = r.read(typedRest, rest); fault != nil {
		return reading{}, fault, true
	}
	found, fault = bounded(typed, preposition, found)
	return found, fault, true
}

// bounded returns what a preposition makes of a date.
func bounded(typed, preposition string, date reading) (reading, *Error) {
	span := prepositions[preposition](date.span)
	switch {
	case span == date.span:
		return date, nil
	case date.month != 0, span == Span{}, span.From.IsZero() && !span.To.Valid(), span.To.IsZero() && !span.From.Valid():
		return reading{}, strange(typed, unknownForm)
	}
	return reading{part: part{span: span}, bare: date.span, certainty: date.certainty}, nil
}
