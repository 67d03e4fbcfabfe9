package when

import (
	"strings"

	"news/internal/text"
)

// Error says what is wrong with a date as it was typed, and what to type
// instead. Its texts are plain and short, whatever was typed.
type Error struct {
	Typed string // what was typed, cleaned and cut
	Why   string // what is wrong with it
	Hint  string // what to type instead, a phrase; "" where nothing is known

	// understood tells that the words are a date but for the fault, so that a
	// part of them must not be taken for what was meant.
	understood bool
}

// Error gives one line: what was typed, and what is wrong with it.
func (e *Error) Error() string {
	kind := "date"
	if strings.Contains(e.Typed, "..") {
		kind = "range of dates"
	}
	return `"` + e.Typed + `" is not a ` + kind + ": " + e.Why
}

// examples is the hint where nothing better is known.
const examples = "dates look like 2016/04/3, 2016-04, 2016, yesterday, last-month, on-this-day or 2016-03..2016-04-10"

// wrong is the error of words that mean a date that cannot be.
func wrong(typed, why, hint string) *Error {
	return &Error{Typed: shown(typed), Why: why, Hint: hint, understood: true}
}

// strange is the error of words that mean no date at all.
func strange(typed, why string) *Error {
	return &Error{Typed: shown(typed), Why: why, Hint: examples}
}

// didYouMean is the hint that names the better thing to type.
func didYouMean(better string) string { return "did you mean " + better + "?" }

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
