package when

import (
	"fmt"
	"strings"
	"time"

	"news/internal/event"
	"news/internal/text"
)

// reader reads dates. Relative ones count from its today.
type reader struct {
	today event.Date
}

// reading is the meaning of words: days, and how certainly the words are a date.
type reading struct {
	part
	certainty certainty

	// inYear returns the days in a year of a date that was typed without its year:
	// a month, a day of a month, a season, a holiday. It is nil for other dates.
	inYear    func(year int) (Span, bool)
	isWeekday bool // the name of a weekday alone
	bare      Span // of "since 2016" and its like: 2016
}

// named returns the days that words name, whatever a preposition makes of them.
func (d reading) named() Span {
	if d.bare != (Span{}) {
		return d.bare
	}
	return d.span
}

// certainty is how certainly words are a date.
type certainty int

const (
	// loose words are a date only where all other words are dates, too: monday,
	// may, today.
	loose certainty = iota
	// plainYear is a number that can be a year of the archive: 2016, 2010s.
	plainYear
	// clear words are a date beside other words, too: April 2016, last week.
	clear
)

// Parse returns the days of typed words: dates, ranges and days of every year
// (*/04/3, on-this-day). Several dates make a union; no word makes every day. Words
// mean the same in one argument and in several: a date that a shell has split at
// its spaces (3 days ago) is joined again. "and" and "or" can stand between two
// dates. Relative dates count from today; they are errors where today is the zero
// Date. The error is an *Error.
func Parse(words []string, today event.Date) (Set, error) {
	r := reader{today: today}
	set := Set{limited: len(words) > 0}
	var before reading
	for rest := wordsOf(words); len(rest) > 0; {
		found, used, fault := r.longest(rest)
		if fault != nil {
			fault, _ = r.explain(rest, fault, before)
			return Set{}, fault
		}
		set.parts = append(set.parts, found.part)
		before, rest = found, rest[used:]
		if len(rest) > 1 && isConjunction(rest[0].form) {
			rest = rest[1:]
		}
	}
	return set, nil
}

// isConjunction reports whether a word can join two dates.
func isConjunction(form string) bool { return form == "and" || form == "or" }

// ParseSpan returns the days of one date or one range. today is as for Parse. The
// error is an *Error.
func ParseSpan(typed string, today event.Date) (Span, error) {
	r := reader{today: today}
	found, fault := r.whole(typed)
	if fault != nil {
		return Span{}, fault
	}
	if found.month != 0 {
		recent := r.lastSuch(found.month, found.day).Path()
		return Span{}, wrong(surely, typed, "a day of every year is not one run of days").advised("name the year: "+recent, recent)
	}
	return found.span, nil
}

// Since returns the days from the start of a typed date on: for a year from its
// first day, for a range from the first day of its left end. The error is an
// *Error.
func Since(typed string, today event.Date) (Span, error) {
	span, err := ParseSpan(typed, today)
	if err == nil && span.From.IsZero() {
		return Span{}, wrong(surely, typed, "it has no beginning to start at", theOneEnd(typed, span))
	}
	return Span{From: span.From}, err
}

// Until returns the days up to the end of a typed date: for a year up to its last
// day, for a range up to the last day of its right end. The error is an *Error.
func Until(typed string, today event.Date) (Span, error) {
	span, err := ParseSpan(typed, today)
	if err == nil && span.To.IsZero() {
		return Span{}, wrong(surely, typed, "it has no end to stop at", theOneEnd(typed, span))
	}
	return Span{To: span.To}, err
}

// theOneEnd returns the only end of an open range, in a form that can be typed.
func theOneEnd(typed string, open Span) string {
	first, _, _ := strings.Cut(formOf(typed), " ")
	if end := inOneWord(strings.Trim(formOf(typed), ". ")); !isPreposition(first) && !strings.Contains(end, "..") && len(end) <= longestForm/2 {
		return end
	}
	return strings.Trim(open.String(), ".")
}

// whole reads words that all together are one date.
func (r reader) whole(typed string) (reading, *Error) {
	words := wordsOf([]string{typed})
	if len(words) > mostWords {
		return reading{}, strange(typed, "it is too long for one")
	}
	found, used, fault := r.longest(words)
	if fault == nil && used == len(words) {
		return found, nil
	}
	if fault == nil {
		fault = strange(typed, unknownForm)
	}
	fault, explained := r.explain(words, fault, reading{})
	if all := max(used, explained) == len(words); fault.weight >= alone || fault.understood() && all {
		return reading{}, fault
	}
	if len(words) > 1 {
		fault = strange(typed, unknownForm)
	}
	return reading{}, r.severalDates(words, fault)
}

// severalDates returns the error about several dates in place of one.
func (r reader) severalDates(words []word, otherwise *Error) *Error {
	var all Span
	for rest := words; len(rest) > 0; {
		found, used, fault := r.longest(rest)
		if fault != nil || found.month != 0 {
			return otherwise
		}
		if all == (Span{}) {
			all = found.span
		}
		all, rest = all.hull(found.span), rest[used:]
	}
	if all == (Span{}) {
		return otherwise
	}
	return wrong(alone, typedOf(words), "these are several", all.String())
}

// mostWords is the number of words in the longest forms: "from sunday, the 3rd of
// april 2016 to tuesday, the 5th of april 2016".
const mostWords = 14

// longest reads as many words as make one date together, and returns their number.
// Where no words make a date, it returns the fault of the words that were meant as
// one.
func (r reader) longest(words []word) (reading, int, *Error) {
	var first *Error
	for n := runOf(words); n >= 1; n-- {
		if beginsAnother(words, n) {
			continue
		}
		found, fault := r.read(typedOf(words[:n]), formsOf(words[:n]))
		switch {
		case fault == nil:
			return found, n, nil
		case fault.reversed && isGlued(words[:n]):
			continue
		case fault.understood():
			return reading{}, n, fault
		}
		first = fault
	}
	return reading{}, 1, first
}

// runOf returns the greatest number of words that can be parts of one date.
func runOf(words []word) int {
	n := 1
	for n < min(len(words), mostWords) && !words[n-1].ends(words[n]) && !words[n].apart && words[n].form != "" {
		n++
	}
	return n
}

// ends reports whether a date must end at a word: a comma behind a year ends the
// date, if no weekday follows.
func (w word) ends(next word) bool {
	if w.apart || w.form == "" {
		return true
	}
	date, hasComma := strings.CutSuffix(w.form, ",")
	_, isWeekday := weekdayOf(strings.Trim(next.form, ",.()"))
	return hasComma && !isWeekday && (looksNumeric(date) && len(date) >= len("2016") || strings.ContainsAny(date, "*") || strings.Contains(date, ".."))
}

// beginsAnother reports whether the last of n words belong to the next date: in
// "2010 june 2011" and "2010 june 3, 2011" the 2010 is a date of its own, and in "3
// april 2016 monday 4 april 2016" the weekday is that of the second day.
func beginsAnother(words []word, n int) bool {
	if n < 2 || n == len(words) || words[n].apart {
		return false
	}
	if _, isWeekday := weekdayOf(strings.TrimSuffix(words[n-1].form, ",")); isWeekday {
		_, isMonth := monthOf(words[n].form)
		return isMonth || startsWithDigit(words[n].form)
	}
	if !event.IsYear(strings.TrimSuffix(words[n].form, ",")) {
		return false
	}
	at := n - 1 // the month's place
	if n > 2 && isDayNumber(strings.TrimSuffix(words[at].form, ",")) {
		at--
	}
	_, isMonth := monthOf(words[at].form)
	return isMonth && event.IsYear(words[at-1].form)
}

// isGlued reports whether a word ends or begins with the dots of a range and has
// more in it: such a word can be a range with one end, beside another date.
func isGlued(words []word) bool {
	for i, w := range words {
		if w.form != ".." && (i > 0 && strings.HasPrefix(w.form, "..") || i < len(words)-1 && strings.HasSuffix(w.form, "..")) {
			return true
		}
	}
	return false
}

// longestForm is the greatest length of a date or a range in bytes: people write no
// longer ones.
const longestForm = 120

// read reads one date, range or day of every year. form is the result of formOf.
// For words without the form of a date the fault says only that; explain says more.
func (r reader) read(typed, form string) (reading, *Error) {
	whole := form
	form = withoutStop(form)
	switch {
	case form == "" && whole != "":
		return reading{}, strange(typed, unknownForm)
	case form == "":
		return reading{}, wrong(alone, typed, "it is empty")
	case len(form) > longestForm:
		return reading{}, strange(typed, "it is too long for one")
	}
	if found, fault, ok := r.prepositional(typed, form); ok {
		return found, fault
	}
	switch {
	case strings.Contains(form, "*"), isOnThisDay(form), strings.Contains(form, " in "):
		return r.everyYear(typed, form)
	case strings.Contains(form, ".."):
		return r.dotted(typed, form)
	case strings.Count(form, " ") >= mostWords/2 && !strings.Contains(form, " to ") && !strings.Contains(form, dash):
		return reading{}, strange(typed, unknownForm) // too many words for one date
	}
	found, fault := r.date(typed, strings.ReplaceAll(form, dash, "-"))
	if fault != nil {
		if joined, other := r.joined(typed, form); other == nil || other.understood() {
			found, fault = joined, other
		}
	}
	if fault != nil {
		return reading{}, fault
	}
	return r.settled(typed, found)
}

// settled chooses the year of a date that was typed without one: the last year in
// which it has begun.
func (r reader) settled(typed string, found reading) (reading, *Error) {
	if found.inYear == nil {
		return found, nil
	}
	if !r.today.Valid() {
		return reading{}, r.noToday(typed)
	}
	span, ok := lastIn(found.inYear, r.today.Year, func(s Span) bool { return s.From.Compare(r.today) <= 0 })
	if !ok {
		return reading{}, wrong(likeWords, typed, "there is no such day up to today")
	}
	found.span = span
	return found, nil
}

// yearsBetween is more than the years between two occurrences of a day: no two leap
// days on the same weekday are further apart (1888, 1928).
const yearsBetween = 50

// lastIn returns the days of the last year, up to last, whose days fit.
func lastIn(inYear func(int) (Span, bool), last int, fits func(Span) bool) (Span, bool) {
	for y := min(last, lastYear); y >= max(firstYear, last-yearsBetween); y-- {
		if span, ok := inYear(y); ok && fits(span) {
			return span, true
		}
	}
	return Span{}, false
}

// firstIn returns the days of the first year, from first on, whose days fit.
func firstIn(inYear func(int) (Span, bool), first int, fits func(Span) bool) (Span, bool) {
	for y := max(first, firstYear); y <= min(lastYear, first+yearsBetween); y++ {
		if span, ok := inYear(y); ok && fits(span) {
			return span, true
		}
	}
	return Span{}, false
}

// noToday returns the error about relative words without a today.
func (r reader) noToday(typed string) *Error {
	return wrong(alone, typed, "what day it is today is not known").advised("name the day, as in 2016/04/3", "2016/04/3")
}

// onThisDay is the words for the day of today in every year.
const onThisDay = "on this day"

func isOnThisDay(form string) bool { return strings.ReplaceAll(form, "-", " ") == onThisDay }

// everyYear reads */MONTH/DAY and on-this-day, alone or with a span: */04/3 in
// 2014..2016.
func (r reader) everyYear(typed, form string) (reading, *Error) {
	day, within, bounded := strings.Cut(form, " in ")
	left, right, isRange := strings.Cut(form, "..")
	found, fault := reading{certainty: clear}, (*Error)(nil)
	switch {
	case isOnThisDay(day) && !r.today.Valid():
		return reading{}, r.noToday(typed)
	case isOnThisDay(day):
		found.month, found.day = r.today.Month, r.today.Day
	case isRange && !bounded && !strings.Contains(strings.TrimSpace(left)+strings.TrimSpace(right), " "):
		return reading{}, everyYearInRange(typed)
	case strings.Contains(day, " ") || !strings.Contains(day, "*") || !strings.HasPrefix(day, "*") && !startsWithDigit(day) || isRange && !bounded:
		return reading{}, strange(typed, unknownForm)
	case !strings.HasPrefix(day, "*"):
		return reading{}, misplacedStar(typed, day)
	default:
		found.month, found.day, fault = starred(typed, day)
	}
	if fault != nil || !bounded {
		return found, fault
	}
	span, fault := r.read(within, within)
	if fault != nil || span.month != 0 {
		return reading{}, strange(typed, unknownForm)
	}
	found.span = span.span
	return found, nil
}

// starHint is the hint for a star in a form without one.
const starHint = "a day of every year is */04/3"

// starred reads */MONTH/DAY.
func starred(typed, form string) (month, day int, fault *Error) {
	wrongly := func(why string) *Error { return wrong(surely, typed, why).advised(starHint, "*/04/3") }
	fields := strings.Split(strings.TrimSuffix(strings.ReplaceAll(form, "-", "/"), "/"), "/")
	if len(fields) != 3 || fields[0] != "*" {
		return 0, 0, wrongly("after the star go a month and a day")
	}
	month, okMonth := event.TwoDigits(fields[1])
	day, okDay := event.TwoDigits(fields[2])
	switch {
	case !okMonth || !okDay:
		return 0, 0, wrongly("after the star go a month and a day, in digits")
	case month < 1 || month > 12:
		return 0, 0, wrongly(noMonth(month))
	case day < 1:
		return 0, 0, wrong(surely, typed, noDayZero, fmt.Sprintf("*/%02d/1", month))
	case day > mostDays(month):
		return 0, 0, wrong(surely, typed, neverSoLong(month), fmt.Sprintf("*/%02d/%d", month, mostDays(month)))
	}
	return month, day, nil
}

// misplacedStar returns the error about a star that is not at the start.
func misplacedStar(typed, form string) *Error {
	weight := likeWords // 5*2
	if event.IsYear(form[:min(len(form), len("2016"))]) {
		weight = alone
	}
	return wrong(weight, typed, "a star can only stand for the year, in front").advised(starHint, "*/04/3")
}

// withoutStop removes a punctuation mark behind a date.
func withoutStop(form string) string {
	form = strings.TrimRight(form, ",;!?")
	if strings.HasSuffix(form, "..") {
		return form
	}
	return strings.TrimSuffix(form, ".")
}

// mostDays returns the greatest number of days of a month.
func mostDays(month int) int {
	const leapYear = 2000
	return event.DaysIn(leapYear, month)
}

func neverSoLong(month int) string {
	return fmt.Sprintf("%s never has more than %d days", time.Month(month), mostDays(month))
}

func everyYearInRange(typed string) *Error {
	return wrong(surely, typed, "a day of every year cannot be an end of a range").
		advised("limit a day of every year with --since and --until, or write */04/3 in 2014..2016", "*/04/3 in 2014..2016")
}

// unknownForm is the reason for words about which nothing else is known.
const unknownForm = "it has no form of one that is known here"

// explain returns the error about words that are no date, and the number of these
// words. The error is fault, or where that says little, one about as many words as
// possible. before is the reading of the words before them.
func (r reader) explain(words []word, fault *Error, before reading) (*Error, int) {
	if fault.weight >= alone {
		return fault, 1
	}
	for n := runOf(words); n >= 1; n-- {
		if better := r.unknown(typedOf(words[:n]), formsOf(words[:n]), before); better.understood() {
			return better, n
		}
	}
	return fault, 1
}

// word is a run of characters without white space: as typed, and in the form of
// formOf.
type word struct {
	typed, form string
	apart       bool // not part of a longer date
}

// wordsOf returns the words of arguments. A hyphen as a whole argument stands for
// standard input, and so is apart; inside an argument it is a dash.
func wordsOf(arguments []string) []word {
	var words []word
	for _, argument := range arguments {
		fields := strings.Fields(text.Plain(argument))
		if len(fields) == 0 {
			words = append(words, word{apart: true})
		}
		for _, field := range fields {
			w := word{typed: field, form: formOf(field)}
			if field == "-" {
				w.apart = len(fields) == 1
				w.form = dash
			}
			words = append(words, w)
		}
	}
	return words
}

// dash is the form of the dashes between the ends of a range.
const dash = "–"

// formOf returns the form in which words are read: folded, with one form for each
// sign, and with single spaces.
func formOf(typed string) string {
	const longestRead = 4 * longestForm
	if len(typed) > longestRead {
		typed = typed[:longestRead]
	}
	form := strings.Join(strings.Fields(text.Fold(text.Plain(typed))), " ")
	return strings.Map(func(c rune) rune {
		switch c {
		case '\u2010', '\u2011', '\u2012', '\u2212':
			return '-'
		case '\u2014', '\u2015', '\u301c', '~':
			return '–'
		case '\u2018', '\u2019':
			return '\''
		}
		return c
	}, form)
}

// typedOf returns words as typed, and formsOf returns them in the form of formOf.
func typedOf(words []word) string {
	return joinWords(words, func(w word) string { return w.typed })
}
func formsOf(words []word) string { return joinWords(words, func(w word) string { return w.form }) }

func joinWords(words []word, part func(word) string) string {
	if len(words) == 1 {
		return part(words[0])
	}
	parts := make([]string, len(words))
	for i, w := range words {
		parts[i] = part(w)
	}
	return strings.Join(parts, " ")
}
