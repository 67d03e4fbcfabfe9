package when

import (
	"slices"
	"strings"

	"news/internal/text"
)

// Error says what is wrong with a date as it was typed, and what to type
// instead. Its texts are plain and short, whatever was typed.
type Error struct {
	Typed string   // what was typed, cleaned and cut
	Why   string   // what is wrong with it
	Hint  string   // what to type instead, a phrase; "" where nothing is known
	Try   []string // the dates that Hint names, each of which can be typed

	weight   weight
	reversed bool // a range that ends before it begins
}

// weight says how surely a date was meant by what is none.
type weight int

const (
	// noForm: it has none of the forms of a date.
	noForm weight = iota
	// likeWords: it looks like a date, but is often meant as words, as 9/11 is.
	likeWords
	// alone: a date was meant where no other word stands beside it: 3/4/2016.
	alone
	// surely: only a date can have been meant: 2016-02-30.
	surely
)

// Error returns one line: what was typed, and what is wrong with it.
func (e *Error) Error() string {
	kind := "date"
	if strings.Contains(e.Typed, "..") || e.reversed {
		kind = "range of dates"
	}
	return `"` + e.Typed + `" is not a ` + kind + ": " + e.Why
}

// IsMeant reports whether a date was meant, and cannot be, where the words stand alone;
// otherwise they may be anything.
func (e *Error) IsMeant() bool { return e.weight >= alone }

// understood reports whether the words are a date but for the fault, so that a
// part of them must not be taken for what was meant.
func (e *Error) understood() bool { return e.weight > noForm }

// examples is the hint where nothing better is known.
const examples = "dates look like 2016/04/3, 2016-04, 2016, yesterday, last-month, on-this-day or 2016-03..2016-04-10"

// exampleDates are the dates that the hint of examples names.
func exampleDates() []string {
	return []string{"2016/04/3", "2016-04", "2016", "yesterday", "last-month", "on-this-day", "2016-03..2016-04-10"}
}

// wrong returns the error of words that mean a date that cannot be, with the
// dates to try in their place.
func wrong(w weight, typed, why string, try ...string) *Error {
	e := &Error{Typed: shown(typed), Why: why, weight: w}
	if len(try) > 0 {
		e.Hint, e.Try = "did you mean "+strings.Join(try, " or ")+"?", try
	} else {
		e.Hint, e.Try = examples, exampleDates()
	}
	return e
}

// advised returns the error with another hint, which names the dates to try.
func (e *Error) advised(hint string, try ...string) *Error {
	e.Hint, e.Try = hint, slices.Clone(try)
	return e
}

// strange returns the error of words that mean no date at all.
func strange(typed, why string) *Error { return wrong(noForm, typed, why) }

// shown cleans and cuts what was typed: it can be anything, of any length.
func shown(typed string) string {
	const most = 60 // runes
	runes := 0
	plain := text.Plain(typed)
	for i := range plain {
		if runes == most {
			return plain[:i] + "…"
		}
		runes++
	}
	return plain
}
