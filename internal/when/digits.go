package when

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"news/internal/event"
)

const noDayZero = "there is no day 0"

func noMonth(month int) string {
	return fmt.Sprintf("there is no month %d, only 1 to 12", month)
}

// isDigits tells whether s is one digit or more and nothing else.
func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// looksNumeric tells dates that are written in digits alone.
func looksNumeric(s string) bool {
	return strings.ContainsAny(s, "0123456789") && strings.Trim(s, "0123456789/-.") == ""
}

// numeric reads YEAR, YEAR/MONTH and YEAR/MONTH/DAY, or the same with hyphens.
func (r reader) numeric(typed, s string) (Span, *Error) {
	fields := strings.FieldsFunc(s, func(c rune) bool { return !isDigits(string(c)) })
	tidy := strings.Join(fields, "/")
	if s != tidy && s != strings.Join(fields, "-") {
		if span, fault := r.numeric(typed, tidy); fault != nil {
			return span, fault
		}
		return Span{}, wrong(typed, "the numbers need one slash or one hyphen between them", didYouMean(tidy))
	}
	if event.IsYear(fields[0]) && len(fields) <= 3 {
		return calendar(typed, fields)
	}
	return Span{}, r.disordered(typed, fields)
}

// calendar reads a year with its month and day, where these are given.
func calendar(typed string, fields []string) (Span, *Error) {
	var numbers [3]int
	for i, field := range fields {
		n, ok := event.TwoDigits(field)
		if i == 0 {
			n, _ = strconv.Atoi(field)
		} else if !ok {
			return Span{}, wrong(typed, "a month and a day have one or two digits", examples)
		}
		numbers[i] = n
	}
	d := event.Date{Year: numbers[0], Month: numbers[1], Day: numbers[2]}
	switch {
	case d.Year < firstYear:
		return Span{}, wrong(typed, "there is no year 0", examples)
	case len(fields) == 1:
		return year(d.Year), nil
	case d.Month < 1 || d.Month > 12:
		return Span{}, impossibleMonth(typed, d)
	case len(fields) == 2:
		return month(d.Year, d.Month), nil
	case !d.Valid():
		return Span{}, impossibleDay(typed, d)
	}
	return day(d), nil
}

// impossibleMonth is the error of a date whose month no calendar has. Where
// month and day have changed places, the hint puts them back.
func impossibleMonth(typed string, d event.Date) *Error {
	hint := fmt.Sprintf("%04d is the whole year", d.Year)
	if back := (event.Date{Year: d.Year, Month: d.Day, Day: d.Month}); back.Valid() {
		hint = didYouMean(like(typed, back))
	}
	return wrong(typed, noMonth(d.Month), hint)
}

// impossibleDay is the error of a day that its month, a valid one, has not.
func impossibleDay(typed string, d event.Date) *Error {
	last := event.DaysIn(d.Year, d.Month)
	why := fmt.Sprintf("%s %04d has %d days", time.Month(d.Month), d.Year, last)
	if d.Day < 1 {
		why, last = noDayZero, 1
	}
	d.Day = last
	return wrong(typed, why, didYouMean(like(typed, d)))
}

// disordered is the error of numbers that do not begin with a year of four
// digits, or are none of a date. The hint is the date that they can mean.
func (r reader) disordered(typed string, fields []string) *Error {
	last := fields[len(fields)-1]
	switch {
	case len(fields) > 3:
		return wrong(typed, "a date has no more than a year, a month and a day", examples)
	case len(fields) == 1 && len(last) == 8:
		return r.rewritten(typed, "year, month and day need a slash or a hyphen between them", last[:4]+"-"+last[4:6]+"-"+last[6:])
	case len(fields) > 1 && event.IsYear(last):
		return r.yearLast(typed, fields)
	case len(fields) == 2 && r.reads("2000/"+fields[0]+"/"+fields[1]):
		monthDay := fields[0] + "/" + fields[1]
		return wrong(typed, "there is no year in it",
			fmt.Sprintf("write %s, or */%s for every year", r.lastSuch(monthDay), monthDay))
	case len(fields) == 2 && r.reads("2000/"+fields[1]+"/"+fields[0]):
		year, _ := r.fourDigits(fields[0])
		return wrong(typed, "there is no year of four digits in it",
			didYouMean(r.lastSuch(fields[1]+"/"+fields[0])+" or "+year+"/"+fields[1]))
	}
	return r.shortYear(typed, fields)
}

// shortYear is the error of a date whose year, the first of the fields, has not
// four digits.
func (r reader) shortYear(typed string, fields []string) *Error {
	const why = "a year has four digits"
	full, ok := r.fourDigits(fields[0])
	if !ok {
		return wrong(typed, why, examples)
	}
	return r.rewritten(typed, why, strings.Join(append([]string{full}, fields[1:]...), "/"))
}

// yearLast is the error of 3/4/2016, which people of different countries read
// as different days, and of 4/2016.
func (r reader) yearLast(typed string, fields []string) *Error {
	const why = "the year goes first"
	if len(fields) == 2 {
		return r.rewritten(typed, why, fields[1]+"/"+fields[0])
	}
	dayFirst := fields[2] + "/" + fields[1] + "/" + fields[0]
	monthFirst := fields[2] + "/" + fields[0] + "/" + fields[1]
	a, faultA := r.numeric(dayFirst, dayFirst)
	b, faultB := r.numeric(monthFirst, monthFirst)
	switch {
	case faultA == nil && faultB == nil && a != b:
		return wrong(typed, why+", or nobody knows which number is the month",
			didYouMean(a.From.Path()+" or "+b.From.Path()))
	case faultA == nil:
		return wrong(typed, why, didYouMean(a.From.Path()))
	}
	return r.rewritten(typed, why, monthFirst)
}

// rewritten is the error of a date that would be one if it were written as
// better. Where that is none either, only the form is explained.
func (r reader) rewritten(typed, why, better string) *Error {
	if !r.reads(better) {
		return wrong(typed, why, examples)
	}
	return wrong(typed, why, didYouMean(better))
}

// reads tells whether a date in digits is one.
func (r reader) reads(date string) bool {
	_, fault := r.numeric(date, date)
	return fault == nil
}

// lastSuch gives the last year until today that has the day, in full.
func (r reader) lastSuch(monthDay string) string {
	for year := r.today.Year; year > firstYear; year-- {
		span, fault := r.numeric("", fmt.Sprintf("%04d/%s", year, monthDay))
		if fault == nil && span.From.Compare(r.today) <= 0 {
			return span.From.Path()
		}
	}
	return "2016/" + monthDay
}

// fourDigits gives the year that one or two digits stand for: the last one
// until today that ends so. It reports false for a longer number.
func (r reader) fourDigits(s string) (string, bool) {
	n, ok := event.TwoDigits(s)
	year := r.today.Year - r.today.Year%100 + n
	if year > r.today.Year {
		year -= 100
	}
	return fmt.Sprintf("%04d", max(year, 0)), ok
}

// like writes a day the way the word is written: with slashes or with hyphens.
func like(word string, d event.Date) string {
	if strings.Contains(word, "/") {
		return d.Path()
	}
	return d.String()
}
