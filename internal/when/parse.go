package when

import (
	"fmt"
	"strings"
	"time"

	"news/internal/event"
	"news/internal/text"
)

// reader reads words on the day that relative ones are counted from.
type reader struct {
	today event.Date
}

// Parse reads the words that limit a list to some days: dates, ranges and days
// of every year (*/04/3, on-this-day). Several make a union, none makes every day. A date
// that a shell has split at its spaces (3 days ago) is joined again. Without
// a today, the zero Date, words that are counted from it are errors. The error
// is an *Error.
func Parse(words []string, today event.Date) (Set, error) {
	r := reader{today: today}
	set := Set{limited: len(words) > 0}
	for rest := words; len(rest) > 0; {
		p, used, fault := r.longest(rest)
		if fault != nil {
			return Set{}, fault
		}
		set.parts = append(set.parts, p)
		rest = rest[used:]
	}
	return set, nil
}

// ParseSpan reads one date or one range, on a day as Parse takes it. The error
// is an *Error.
func ParseSpan(word string, today event.Date) (Span, error) {
	p, fault := reader{today: today}.part(word)
	if fault != nil {
		return Span{}, fault
	}
	if p.month != 0 {
		recent := reader{today: today}.lastSuch(fmt.Sprintf("%02d/%d", p.month, p.day))
		return Span{}, wrong(word, "a day of every year is not one run of days", "name the year: "+recent)
	}
	return p.span, nil
}

// Since gives the days from the beginning of what word names on: of a year its
// first day, of a range the first day of its left end. The error is an *Error.
func Since(word string, today event.Date) (Span, error) {
	span, err := ParseSpan(word, today)
	if err == nil && span.From.IsZero() {
		return Span{}, wrong(word, "it has no beginning to start at", theOneEnd(word))
	}
	return Span{From: span.From}, err
}

// Until gives the days up to the end of what word names: of a year its last
// day, of a range the last day of its right end. The error is an *Error.
func Until(word string, today event.Date) (Span, error) {
	span, err := ParseSpan(word, today)
	if err == nil && span.To.IsZero() {
		return Span{}, wrong(word, "it has no end to stop at", theOneEnd(word))
	}
	return Span{To: span.To}, err
}

// theOneEnd is the hint that names the end that an open range has.
func theOneEnd(word string) string {
	return didYouMean(inOneWord(strings.Trim(shown(word), ". ")))
}

// mostWords is the number of words that the longest forms have: "april 3, 2016
// .. april 5, 2016".
const mostWords = 7

// longest reads as many of the words as make one date together, and tells how
// many these are.
func (r reader) longest(words []string) (part, int, *Error) {
	n := 1
	for n < min(len(words), mostWords) && joins(words[n-1], words[n]) {
		n++
	}
	for ; ; n-- {
		p, fault := r.part(strings.Join(words[:n], " "))
		if fault == nil || fault.understood || n == 1 {
			return p, n, fault
		}
	}
}

// joins tells whether two arguments can be parts of one date. A range with one
// end and a day of every year are whole, unless dots of their own follow.
func joins(left, right string) bool {
	if strings.TrimSpace(left) == "" || strings.TrimSpace(right) == "" {
		return false
	}
	if left == ".." || right == ".." {
		return true
	}
	return !strings.Contains(left+right, "*") &&
		!strings.HasSuffix(left, "..") && !strings.HasPrefix(right, "..")
}

// part reads one date, range or day of every year.
func (r reader) part(typed string) (part, *Error) {
	word := strings.Join(strings.Fields(typed), " ")
	const longestForm = 120 // bytes; no two dates that people write take more
	switch {
	case word == "":
		return part{}, wrong(typed, "it is empty", examples)
	case len(word) > longestForm:
		return part{}, strange(typed, "it is too long for one")
	case !text.IsPlain(word):
		return part{}, r.unseen(word)
	case strings.Contains(word, "*"):
		return everyYear(word)
	case isOnThisDay(word):
		return r.onThisDay(word)
	}
	span, fault := r.span(word)
	return part{span: span}, fault
}

// unseen is the error of a word with characters in it that do not show. They
// come along with dates that are copied from elsewhere.
func (r reader) unseen(word string) *Error {
	fault := strange(word, "there are characters in it that cannot be seen")
	if plain := text.Plain(word); plain != "" && text.IsPlain(plain) {
		if _, still := r.part(plain); still == nil {
			fault.Hint = didYouMean(plain)
			fault.understood = true
		}
	}
	return fault
}

// everyYear reads */MONTH/DAY.
func everyYear(word string) (part, *Error) {
	const hint = "a day of every year is */04/3"
	if strings.Contains(word, "..") {
		return part{}, everyYearInRange(word)
	}
	if !strings.HasPrefix(word, "*") {
		return part{}, wrong(word, "a star can only stand for the year, in front", hint)
	}
	fields := strings.Split(strings.ReplaceAll(text.Fold(word), "-", "/"), "/")
	if len(fields) != 3 || fields[0] != "*" {
		return part{}, wrong(word, "after the star go a month and a day", hint)
	}
	month, okMonth := event.TwoDigits(fields[1])
	day, okDay := event.TwoDigits(fields[2])
	if !okMonth || !okDay {
		return part{}, wrong(word, "after the star go a month and a day, in digits", hint)
	}
	const leapYear = 2000
	switch {
	case month < 1 || month > 12:
		return part{}, wrong(word, noMonth(month), hint)
	case day < 1:
		return part{}, wrong(word, noDayZero, didYouMean(fmt.Sprintf("*/%02d/1", month)))
	case day > event.DaysIn(leapYear, month):
		most := event.DaysIn(leapYear, month)
		return part{}, wrong(word, fmt.Sprintf("%s never has more than %d days", time.Month(month), most),
			didYouMean(fmt.Sprintf("*/%02d/%d", month, most)))
	}
	return part{month: month, day: day}, nil
}

func everyYearInRange(word string) *Error {
	return wrong(word, "a day of every year cannot be an end of a range",
		"limit a day of every year with --since and --until")
}

// onThisDay are the words for the day of today in every year, folded.
const onThisDay = "on this day"

// isOnThisDay tells the words for the day of today in every year.
func isOnThisDay(word string) bool {
	return strings.ReplaceAll(text.Fold(word), "-", " ") == onThisDay
}

// onThisDay gives the day of today in every year.
func (r reader) onThisDay(word string) (part, *Error) {
	if !r.today.Valid() {
		return part{}, wrong(word, "what day it is today is not known", examples)
	}
	return part{month: r.today.Month, day: r.today.Day}, nil
}

// span reads one date or one range.
func (r reader) span(word string) (Span, *Error) {
	dots := twoDots(word)
	left, right, isRange := strings.Cut(dots, "..")
	left, right = strings.TrimSpace(left), strings.TrimSpace(right)
	switch {
	case !isRange:
		return r.date(word)
	case left == "" && right == "":
		return Span{}, strange(word, "there is no date before or after the dots")
	case strings.Contains(right, ".."):
		return Span{}, r.manyEnds(word, right)
	}
	span, fault := r.between(dots, left, right)
	if fault == nil && dots != word {
		return Span{}, wrong(word, "a range has two dots", didYouMean(dots))
	}
	return span, fault
}

// manyEnds is the error of two ranges in one, where right is what follows the
// first dots. Where no date stands in the middle these are ranges of their own,
// joined for no good reason.
func (r reader) manyEnds(word, right string) *Error {
	middle, _, _ := strings.Cut(right, "..")
	fault := wrong(word, "a range has two ends", "write two ranges with a space between them")
	if _, strange := r.date(strings.TrimSpace(middle)); strange != nil {
		fault.understood = false
	}
	return fault
}

// twoDots makes two dots of every longer run of dots, and of the sign for three
// that some editors put in their place.
func twoDots(word string) string {
	word = strings.ReplaceAll(word, "…", "...")
	for strings.Contains(word, "...") {
		word = strings.ReplaceAll(word, "...", "..")
	}
	return word
}

// between reads a range, given its ends as typed; one of them can be missing.
func (r reader) between(word, left, right string) (Span, *Error) {
	if strings.HasPrefix(left, "+") || left == "" && strings.HasPrefix(right, "+") {
		return Span{}, wrong(word, "a length of time is counted from a date before it", "write 2016-04-01..+2w")
	}
	var from, to Span
	var fault *Error
	if isOnThisDay(left) || isOnThisDay(right) {
		return Span{}, everyYearInRange(word)
	}
	if left != "" {
		if from, fault = r.date(left); fault != nil {
			return Span{}, fault
		}
	}
	switch {
	case strings.HasPrefix(right, "+") && strings.Contains(right, " "):
		return Span{}, strange(word, "a length of time is one word")
	case strings.HasPrefix(right, "+"):
		return r.stretch(word, from.From, right)
	case right != "":
		if to, fault = r.date(right); fault != nil {
			return Span{}, fault
		}
	}
	if left != "" && right != "" && from.From.Compare(to.To) > 0 {
		return Span{}, wrong(word, "it ends before it begins", didYouMean(inOneWord(right)+".."+inOneWord(left)))
	}
	return Span{From: from.From, To: to.To}, nil
}

// stretch reads a range that is as long as "+2w" says, from a day on.
func (r reader) stretch(word string, from event.Date, length string) (Span, *Error) {
	n, unit, ok := readCount(length[1:])
	if _, bare := number(length[1:]); !ok && bare {
		if _, fault := r.stretch(word, from, length+"d"); fault != nil {
			return Span{}, fault
		}
		return Span{}, wrong(word, "a length of time ends in one of d, w, m, y",
			didYouMean(from.String()+".."+length+"d"))
	}
	if !ok {
		return Span{}, wrong(word, "a length of time is a number and one of d, w, m, y", "write 2016-04-01..+2w")
	}
	if n == 0 {
		return Span{}, wrong(word, "it holds no day", didYouMean(from.String()+"..+1d"))
	}
	to := endAfter(from, n, unit)
	if !to.Valid() {
		return Span{}, wrong(word, "it ends after the year 9999", didYouMean(from.String()+".."))
	}
	return Span{From: from, To: to}, nil
}
