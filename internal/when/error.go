package when

import (
	"slices"
	"strings"

	"news/internal/text"
)

// Error says what is wrong with a typed date, and what to type instead. Its texts
// are plain and short, whatever was typed.
type Error struct {
	Typed string   // the typed text, cleaned and cut
	Why   string   // what is wrong with it
	Hint  string   // what to type instead, as a phrase; "" where nothing is known
	Try   []string // the dates that Hint names, each of which can be typed

	weight   weight
	reversed bool // a range that ends before it begins
}

// weight is how likely it is that text which is no date was meant as one.
type weight int

const (
	// noForm is for text without the form of any date.
	noForm weight = iota
	// likeWords is for text that looks like a date, but often means words, such as
	// 9/11.
	likeWords
	// alone is for text that means a date where no other word stands beside it:
	// 3/4/2016.
	alone
	// surely is for text that can only mean a date: 2016-02-30.
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

// IsMeant reports whether the words, where they stand alone, mean a date, although
// an impossible one. Otherwise they may mean anything.
func (e *Error) IsMeant() bool { return e.weight >= alone }

// understood reports whether the words are a date but for the fault. Then no part
// of them must be read as a date.
func (e *Error) understood() bool { return e.weight > noForm }

// examples is the hint for words about which nothing better is known.
const examples = "dates look like 2016/04/3, 2016-04, 2016, yesterday, last-month, on-this-day or 2016-03..2016-04-10"

// exampleDates returns the dates that examples names.
func exampleDates() []string {
	return []string{"2016/04/3", "2016-04", "2016", "yesterday", "last-month", "on-this-day", "2016-03..2016-04-10"}
}

// wrong returns the error about words that mean an impossible date, with the dates
// to try instead.
func wrong(w weight, typed, why string, try ...string) *Error {
	e := &Error{Typed: shown(typed), Why: why, weight: w}
	if len(try) > 0 {
		e.Hint, e.Try = "did you mean "+strings.Join(try, " or ")+"?", try
	} else {
		e.Hint, e.Try = examples, exampleDates()
	}
	return e
}

// advised returns the error with another hint and the dates to try.
func (e *Error) advised(hint string, try ...string) *Error {
	e.Hint, e.Try = hint, slices.Clone(try)
	return e
}

// strange returns the error about words that mean no date at all.
func strange(typed, why string) *Error { return wrong(noForm, typed, why) }

// shown returns the typed text, cleaned and cut: it can be anything, of any length.
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
