package when

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"news/internal/event"
)

const noDayZero = "there is no day 0"

func noMonth(month int) string {
	return fmt.Sprintf("there is no month %d, only 1 to 12", month)
}

// isDigits reports whether s is one or more digits and nothing else.
func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

func startsWithDigit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

// looksNumeric reports whether s can be a date in digits alone.
func looksNumeric(s string) bool {
	return strings.ContainsAny(s, "0123456789") && strings.Trim(s, "0123456789/-.") == ""
}

// numeric reads YEAR, YEAR/MONTH and YEAR/MONTH/DAY, the same with hyphens or
// points, YEARMONTHDAY, and dates with the year at the end.
func (r reader) numeric(typed, form string) (reading, *Error) {
	tidy := strings.TrimSuffix(form, "/")
	fields := strings.FieldsFunc(tidy, func(c rune) bool { return !isDigits(string(c)) })
	if !isJoined(tidy, fields) {
		better := strings.Join(fields, "/")
		if _, fault := r.numeric(typed, better); len(fields) > 3 || fault != nil {
			return reading{}, strange(typed, unknownForm)
		}
		return reading{}, wrong(alone, typed, "the numbers need one slash or one hyphen between them", better)
	}
	switch {
	case len(fields) > 3:
		return reading{}, r.tooMany(typed, tidy, fields)
	case len(fields) == 1 && len(fields[0]) == len("20160403"):
		return r.compact(typed, fields[0])
	case event.IsYear(fields[0]):
		return r.yearFirst(typed, fields)
	case len(fields) > 1 && event.IsYear(fields[len(fields)-1]):
		return r.yearLast(typed, fields)
	}
	return reading{}, r.disordered(typed, fields)
}

// isJoined reports whether the same sign stands between all fields of a date.
func isJoined(form string, fields []string) bool {
	for _, sign := range []string{"/", "-", "."} {
		if form == strings.Join(fields, sign) {
			return true
		}
	}
	return false
}

// tooMany returns the error about more numbers than a date has.
func (r reader) tooMany(typed, form string, fields []string) *Error {
	fault := wrong(likeWords, typed, "a date has no more than a year, a month and a day")
	if event.IsYear(fields[0]) && strings.Contains(form, "-") {
		fault.weight = noForm // perhaps a range: 2016-04-01-2016-04-03
	}
	return fault
}

// compact reads 20160403.
func (r reader) compact(typed, digits string) (reading, *Error) {
	found, fault := r.yearFirst(typed, []string{digits[:4], digits[4:6], digits[6:]})
	found.certainty = plainYear
	if fault != nil {
		fault.weight = min(fault.weight, alone)
	}
	return found, fault
}

// yearFirst reads a year, perhaps with a month and a day.
func (r reader) yearFirst(typed string, fields []string) (reading, *Error) {
	month, day := -1, -1
	for i, field := range fields[1:] {
		n, ok := event.TwoDigits(field)
		switch {
		case !ok && len(fields) == 2 && event.IsYear(field):
			return reading{}, strange(typed, unknownForm) // a range of years
		case !ok:
			return reading{}, wrong(likeWords, typed, "a month and a day have one or two digits")
		case i == 0:
			month = n
		default:
			day = n
		}
	}
	span, fault := calendar(typed, fields[0], month, day)
	found := reading{part: part{span: span}, certainty: clear}
	if len(fields) == 1 {
		found.certainty = plainYear
	}
	return found, fault
}

// calendar returns the days of a year of four digits, of its month m unless m is
// negative, or of its day d unless d is negative.
func calendar(typed, digits string, m, d int) (Span, *Error) {
	y, _ := strconv.Atoi(digits)
	switch date := (event.Date{Year: y, Month: m, Day: d}); {
	case y < firstYear:
		return Span{}, wrong(alone, typed, "there is no year 0")
	case m < 0:
		return year(y), nil
	case m < 1 || m > 12:
		return Span{}, impossibleMonth(typed, date)
	case d < 0:
		return month(y, m), nil
	case !date.Valid():
		return Span{}, impossibleDay(typed, date)
	default:
		return day(date), nil
	}
}

// impossibleMonth returns the error about a month above 12 or below 1. The hint
// swaps month and day where that makes a date; 2016-18 can mean the years from 2016
// to 2018.
func impossibleMonth(typed string, d event.Date) *Error {
	weight := surely
	if d.Day < 0 && !strings.Contains(typed, "/") {
		weight = alone
	}
	fault := wrong(weight, typed, noMonth(d.Month))
	whole := fmt.Sprintf("%04d", d.Year)
	switch back := (event.Date{Year: d.Year, Month: d.Day, Day: d.Month}); {
	case back.Valid():
		return wrong(weight, typed, fault.Why, like(typed, back))
	case d.Day < 0 && d.Month > d.Year%100 && d.Month < 100:
		years := fmt.Sprintf("%s..%04d", whole, d.Year-d.Year%100+d.Month)
		return wrong(weight, typed, fault.Why, years)
	}
	return fault.advised(whole+" is the whole year", whole)
}

// impossibleDay returns the error about a day that a valid month does not have.
func impossibleDay(typed string, d event.Date) *Error {
	last := event.DaysIn(d.Year, d.Month)
	why := fmt.Sprintf("%s %04d has %d days", time.Month(d.Month), d.Year, last)
	if d.Day < 1 {
		why, last = noDayZero, 1
	}
	d.Day = last
	return wrong(surely, typed, why, like(typed, d))
}

// yearLast reads 13/4/2016, 4/23/2016 and 4/2016. A date that can be read both
// ways, such as 3/4/2016, is an error.
func (r reader) yearLast(typed string, fields []string) (reading, *Error) {
	y := fields[len(fields)-1]
	a, okA := event.TwoDigits(fields[0])
	b, okB := event.TwoDigits(fields[len(fields)-2])
	if !okA || !okB {
		return reading{}, wrong(likeWords, typed, "a month and a day have one or two digits")
	}
	if len(fields) == 2 {
		span, fault := calendar(typed, y, a, -1)
		return reading{part: part{span: span}, certainty: clear}, fault
	}
	dayFirst, faultA := calendar(typed, y, b, a)
	monthFirst, faultB := calendar(typed, y, a, b)
	found := reading{part: part{span: dayFirst}, certainty: clear}
	switch {
	case faultA == nil && faultB == nil && dayFirst != monthFirst:
		return reading{}, wrong(alone, typed, "it can be "+inWords(dayFirst.From)+" or "+inWords(monthFirst.From)+": the year goes first",
			dayFirst.From.Path(), monthFirst.From.Path())
	case faultA == nil:
		return found, nil
	case faultB == nil:
		found.span = monthFirst
		return found, nil
	case b > 12 && a <= 12:
		faultA = faultB
	}
	return reading{}, faultA
}

// disordered returns the error about numbers without a year of four digits. The
// hint is the date that they can mean.
func (r reader) disordered(typed string, fields []string) *Error {
	var n [3]int
	for i, field := range fields {
		var ok bool
		if n[i], ok = event.TwoDigits(field); !ok {
			return r.longNumber(typed, fields)
		}
	}
	y, hasYear := r.fourDigits(n[0])
	switch {
	case len(fields) == 2 && isMonthDay(n[0], n[1]):
		return r.noYear(typed, n[0], n[1])
	case len(fields) == 2 && isMonthDay(n[1], n[0]) && hasYear:
		last := r.lastSuch(n[1], n[0]).Path()
		return wrong(likeWords, typed, "there is no year of four digits in it", last, fmt.Sprintf("%04d/%02d", y, n[1]))
	case len(fields) == 1 && hasYear:
		return wrong(likeWords, typed, shortYearWhy, fmt.Sprintf("%04d", y))
	case len(fields) == 3 && hasYear && (event.Date{Year: y, Month: n[1], Day: n[2]}).Valid():
		return wrong(likeWords, typed, shortYearWhy, event.Date{Year: y, Month: n[1], Day: n[2]}.Path())
	}
	return wrong(likeWords, typed, shortYearWhy)
}

// longNumber returns the error about too many or too few digits.
func (r reader) longNumber(typed string, fields []string) *Error {
	if len(fields) == 1 && len(fields[0]) == len("201604") {
		if span, fault := calendar(typed, fields[0][:4], int(fields[0][4]-'0')*10+int(fields[0][5]-'0'), -1); fault == nil {
			return wrong(likeWords, typed, "year and month need a slash or a hyphen between them", span.String())
		}
	}
	return wrong(likeWords, typed, shortYearWhy)
}

const shortYearWhy = "a year has four digits"

// shortYear returns the error about a day with a year of one or two digits.
func (r reader) shortYear(typed, digits string, m, d int) *Error {
	n, _ := event.TwoDigits(digits)
	date := event.Date{Month: m, Day: d}
	date.Year, _ = r.fourDigits(n)
	if !date.Valid() {
		return wrong(likeWords, typed, shortYearWhy)
	}
	return wrong(likeWords, typed, shortYearWhy, date.Path())
}

// noYear returns the error about a month and a day in digits without a year.
func (r reader) noYear(typed string, m, d int) *Error {
	last, every := r.lastSuch(m, d).Path(), fmt.Sprintf("*/%02d/%d", m, d)
	return wrong(likeWords, typed, "there is no year in it").
		advised("write "+last+", or "+every+" for every year", last, every)
}

func isMonthDay(m, d int) bool { return m >= 1 && m <= 12 && d >= 1 && d <= mostDays(m) }

// lastSuch returns the last day with this month and day, up to today. Without a
// today it returns a day of a leap year.
func (r reader) lastSuch(m, d int) event.Date {
	for y := r.today.Year; y >= firstYear; y-- {
		date := event.Date{Year: y, Month: m, Day: d}
		if date.Valid() && date.Compare(r.today) <= 0 {
			return date
		}
	}
	return event.Date{Year: 2016, Month: m, Day: d}
}

// fourDigits returns the year for its last one or two digits: the last one up to
// today. It returns false where there is none.
func (r reader) fourDigits(n int) (int, bool) {
	y := r.today.Year - r.today.Year%100 + n
	if y > r.today.Year {
		y -= 100
	}
	return y, y >= firstYear
}

// like returns a day in the notation of the typed date: with slashes or with
// hyphens.
func like(typed string, d event.Date) string {
	if slices.Contains([]byte(typed), '/') {
		return d.Path()
	}
	return d.String()
}
