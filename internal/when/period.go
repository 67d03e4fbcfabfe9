package when

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"news/internal/event"
)

// period reads weeks, quarters and decades: 2016-W13, week 13 of 2016, 2016-Q2, Q2
// 2016, second quarter of 2016, 2010s.
func (r reader) period(typed string, words []string) (reading, *Error) {
	none := strange(typed, unknownForm)
	if len(words) == 1 {
		if span, ok := decadeNamed(words[0]); ok {
			return reading{part: part{span: span}, certainty: plainYear}, nil
		}
		// 2016w13, 2016q2
		if at := strings.IndexAny(words[0], "wq"); at == len("2016") {
			words = []string{words[0][:at], words[0][at:]}
		}
	}
	words = slices.DeleteFunc(slices.Clone(words), func(w string) bool { return w == "of" || w == "the" || w == "in" })
	weekday := 0
	if len(words) == 3 && len(words[2]) == 1 && strings.HasPrefix(words[1], "w") { // 2016-W13-7
		weekday, _ = strconv.Atoi(words[2])
		if weekday < 1 || weekday > 7 {
			return reading{}, none
		}
		words = words[:2]
	}
	unit, n, y, ok := numberedPeriod(words)
	if !ok {
		return reading{}, none
	}
	span, fault := periodOf(typed, unit, n, y)
	if weekday > 0 && fault == nil {
		span = day(span.From.AddDays(weekday - 1))
	}
	return reading{part: part{span: span}, certainty: clear}, fault
}

// decadeNamed reads 2010s.
func decadeNamed(word string) (Span, bool) {
	digits, found := strings.CutSuffix(word, "s")
	if !found || !event.IsYear(digits) || digits[3] != '0' {
		return Span{}, false
	}
	y, _ := strconv.Atoi(digits)
	return decade(y), true
}

// numberedPeriod returns the unit, its number and the year in the words of a week
// or a quarter.
func numberedPeriod(words []string) (unit Unit, n, y int, ok bool) {
	hasNumber, hasYear := false, false
	for _, word := range words {
		u, number, isPeriod := periodWord(word)
		count, isCount := ordinal(word)
		switch {
		case isPeriod && unit == 0:
			unit = u
			if number >= 0 {
				n, hasNumber = number, true
			}
		case event.IsYear(word) && !hasYear:
			y, _ = strconv.Atoi(word)
			hasYear = true
		case isCount && !hasNumber:
			n, hasNumber = count, true
		default:
			return 0, 0, 0, false
		}
	}
	return unit, n, y, unit != 0 && hasNumber && hasYear && y >= firstYear
}

// periodWord reads w13, q2, week, quarter; the number is -1 where there is none.
func periodWord(word string) (Unit, int, bool) {
	switch word {
	case "week":
		return Week, -1, true
	case "quarter":
		return Quarter, -1, true
	}
	if word == "" || word[0] != 'w' && word[0] != 'q' {
		return 0, 0, false
	}
	n, ok := event.TwoDigits(word[1:])
	if word[0] == 'w' {
		return Week, n, ok
	}
	return Quarter, n, ok
}

// ordinal reads 13, 2nd and second.
func ordinal(word string) (int, bool) {
	for i, name := range []string{"first", "second", "third", "fourth"} {
		if word == name {
			return i + 1, true
		}
	}
	return dayNumber(word)
}

// periodOf returns a week or a quarter of a year.
func periodOf(typed string, unit Unit, n, y int) (Span, *Error) {
	if unit == Quarter {
		if n < 1 || n > 4 {
			return Span{}, wrong(alone, typed, "a year has four quarters").advised("2016-Q2 is the second of 2016", "2016-Q2")
		}
		return quarter(y, n), nil
	}
	// The 4th of January is always in the first week, the 28th of December in the last.
	first := week(event.Date{Year: y, Month: 1, Day: 4}).From
	_, last := (event.Date{Year: y, Month: 12, Day: 28}).Time().ISOWeek()
	if n < 1 || n > last {
		return Span{}, wrong(alone, typed, fmt.Sprintf("the year %04d has the weeks 1 to %d", y, last), fmt.Sprintf("%04d-W%02d", y, max(1, min(n, last))))
	}
	return week(first.AddDays(7 * (n - 1))), nil
}

// feast reads seasons and holidays: spring 2016, christmas 2004. Seasons are the
// meteorological ones of the north, three whole months: winter 2016 begins in
// December 2016 and ends in February 2017. Holidays are one day. A few names have
// other meanings, too, and are dates only with a year.
func (r reader) feast(typed string, words []string) (reading, *Error) {
	none := strange(typed, unknownForm)
	y := 0
	name := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return w == "of" || w == "in" || w == "the" })
	for _, at := range []int{0, len(name) - 1} {
		if y == 0 && len(name) > 1 && event.IsYear(name[at]) {
			y, _ = strconv.Atoi(name[at])
			name = slices.Delete(name, at, at+1)
			break
		}
	}
	inYear, needsYear := feastNamed(strings.Join(name, " "))
	switch {
	case inYear == nil || y == 0 && (needsYear || len(name) < len(words)):
		return reading{}, none
	case y == 0:
		return reading{inYear: inYear}, nil
	}
	span, ok := inYear(y)
	if !ok {
		return reading{}, none
	}
	found := reading{part: part{span: span}, certainty: clear}
	if event.IsYear(words[0]) {
		found.certainty = loose // 2010 winter olympics
	}
	return found, nil
}

// feastNamed returns a function from a year to the days of a season or a holiday,
// and whether its name needs a year to be a date. The function is nil for other
// names.
func feastNamed(name string) (inYear func(int) (Span, bool), needsYear bool) {
	season := func(m int) func(int) (Span, bool) {
		return func(y int) (Span, bool) { return months(y, m, 3), true }
	}
	fixed := func(m, d int) func(int) (Span, bool) {
		return func(y int) (Span, bool) { return day(event.Date{Year: y, Month: m, Day: d}), true }
	}
	// nth returns the nth weekday of a month, counted from the month's end where n
	// is negative, plus some days.
	nth := func(n int, name time.Weekday, m, later int) func(int) (Span, bool) {
		return func(y int) (Span, bool) { return day(nthWeekday(y, m, n, name).AddDays(later)), true }
	}
	easterDay := func(later int) func(int) (Span, bool) {
		return func(y int) (Span, bool) { return day(easter(y).AddDays(later)), true }
	}
	switch strings.TrimPrefix(name, "st ") {
	case "spring":
		return season(3), false
	case "summer":
		return season(6), false
	case "autumn", "fall":
		return season(9), false
	case "winter":
		return season(12), false
	case "new years day", "new year", "new years":
		return fixed(1, 1), false
	case "martin luther king day", "mlk day":
		return nth(3, time.Monday, 1, 0), false
	case "valentines day", "valentines":
		return fixed(2, 14), false
	case "womens day", "international womens day":
		return fixed(3, 8), false
	case "patricks day":
		return fixed(3, 17), false
	case "april fools day", "april fools":
		return fixed(4, 1), false
	case "earth day":
		return fixed(4, 22), false
	case "may day":
		return fixed(5, 1), true
	case "memorial day":
		return nth(-1, time.Monday, 5, 0), true
	case "bastille day":
		return fixed(7, 14), false
	case "labor day":
		return nth(1, time.Monday, 9, 0), true
	case "halloween":
		return fixed(10, 31), false
	case "armistice day", "remembrance day", "veterans day":
		return fixed(11, 11), false
	case "thanksgiving", "thanksgiving day":
		return nth(4, time.Thursday, 11, 0), false
	case "black friday":
		return nth(4, time.Thursday, 11, 1), true
	case "cyber monday":
		return nth(4, time.Thursday, 11, 4), true
	case "christmas eve", "xmas eve":
		return fixed(12, 24), false
	case "christmas", "christmas day", "xmas", "xmas day":
		return fixed(12, 25), false
	case "boxing day":
		return fixed(12, 26), false
	case "new years eve":
		return fixed(12, 31), false
	case "mardi gras", "shrove tuesday":
		return easterDay(-47), false
	case "ash wednesday":
		return easterDay(-46), false
	case "palm sunday":
		return easterDay(-7), false
	case "good friday":
		return easterDay(-2), false
	case "easter", "easter sunday", "easter day":
		return easterDay(0), false
	case "easter monday":
		return easterDay(1), false
	case "pentecost", "whit sunday":
		return easterDay(49), false
	}
	return nil, false
}

// nthWeekday returns the nth occurrence of a weekday in a month, the last one where
// n is -1.
func nthWeekday(y, m, n int, name time.Weekday) event.Date {
	if n < 0 {
		last := event.Date{Year: y, Month: m, Day: event.DaysIn(y, m)}
		return last.AddDays(-(int(last.Weekday()) - int(name) + 7) % 7)
	}
	first := event.Date{Year: y, Month: m, Day: 1}
	return first.AddDays((int(name)-int(first.Weekday())+7)%7 + 7*(n-1))
}

// easter returns Easter Sunday of the Western churches: the Sunday after the
// computed full moon of spring in the Gregorian calendar.
func easter(y int) event.Date {
	golden := y % 19
	century := y / 100
	// The age of the moon, corrected for the leap days that centuries leave out,
	// and for the drift of the 19-year cycle against the moon.
	epact := (century - century/4 - (8*century+13)/25 + 19*golden + 15) % 30
	if epact == 29 || epact == 28 && golden > 10 {
		epact--
	}
	fullMoon := event.Date{Year: y, Month: 3, Day: 21}.AddDays(epact)
	return fullMoon.AddDays(7 - int(fullMoon.Weekday()))
}
