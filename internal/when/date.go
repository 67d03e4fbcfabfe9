package when

import (
	"strings"
	"time"

	"news/internal/event"
)

// date reads one date, in digits or in words. form is the result of formOf.
func (r reader) date(typed, form string) (reading, *Error) {
	if looksNumeric(form) {
		return r.numeric(typed, form)
	}
	if isChinese(form) {
		return r.chinese(typed, form)
	}
	if found, fault := r.withWeekday(typed, form); fault == nil || fault.understood() {
		return found, fault
	}
	words, ok := fieldsOf(form)
	if !ok {
		return reading{}, strange(typed, unknownForm)
	}
	if words[0] == "the" && len(words) > 1 {
		words = words[1:]
	}
	for _, read := range []func(string, []string) (reading, *Error){r.relative, r.period, r.named, r.feast} {
		found, fault := read(typed, words)
		if fault != nil && !fault.understood() {
			continue
		}
		if fault == nil && found.inYear == nil && (!found.span.From.Valid() || !found.span.To.Valid()) {
			fault = wrong(alone, typed, "the calendar here goes from the year 1 to 9999")
		}
		return found, fault
	}
	return reading{}, strange(typed, unknownForm)
}

// fieldsOf returns the words of a date. A space, a hyphen, a slash, a point or a
// comma separates them; a space can follow a point or a comma.
func fieldsOf(form string) ([]string, bool) {
	form = strings.Map(func(c rune) rune {
		switch c {
		case ',', '.':
			return ' '
		case '\'':
			return -1
		}
		return c
	}, form)
	form = strings.Join(strings.Fields(form), " ")
	words := strings.FieldsFunc(form, isJoint)
	joints := strings.Count(form, " ") + strings.Count(form, "-") + strings.Count(form, "/")
	return words, len(words) > 0 && joints == len(words)-1
}

// isJoint reports whether c joins the words of a date: 3-days-ago, 3 days ago,
// 3/Apr/2016.
func isJoint(c rune) bool { return c == ' ' || c == '-' || c == '/' }

// withWeekday reads a day with the name of its weekday before or behind it, and
// checks that the two agree.
func (r reader) withWeekday(typed, form string) (reading, *Error) {
	first, rest, ok := strings.Cut(form, " ")
	if !ok {
		first, rest, ok = strings.Cut(form, "-")
	}
	name, isWeekday := weekdayOf(strings.TrimRight(first, ",."))
	if !isWeekday {
		cut := strings.LastIndex(form, " ")
		if cut < 0 {
			return reading{}, strange(typed, unknownForm)
		}
		rest, ok = form[:cut], true
		name, isWeekday = weekdayOf(strings.Trim(form[cut+1:], ",.()"))
	}
	rest = strings.TrimRight(rest, ", ")
	if _, another := weekdayOf(rest); !ok || !isWeekday || another || rest == "last" || rest == "this" {
		return reading{}, strange(typed, unknownForm)
	}
	found, fault := r.date(rest, rest)
	if fault != nil {
		if fault.understood() {
			fault.Typed = shown(typed)
		}
		return reading{}, fault
	}
	return r.onWeekday(typed, found, name)
}

// onWeekday checks a day against the weekday that was typed with it.
func (r reader) onWeekday(typed string, found reading, name time.Weekday) (reading, *Error) {
	if inYear := found.inYear; inYear != nil {
		found.inYear = func(y int) (Span, bool) {
			span, ok := inYear(y)
			return span, ok && span.isDay() && span.From.Weekday() == name
		}
		return found, nil
	}
	switch {
	case found.month != 0 || !found.span.isDay() || found.certainty != clear:
		return reading{}, strange(typed, unknownForm)
	case found.span.From.Weekday() != name:
		d := found.span.From
		return reading{}, wrong(surely, typed, inWords(d)+" is a "+d.Weekday().String(), like(typed, d))
	}
	return found, nil
}

// named reads dates with the name of a month: April 2016, 3 April 2016, April 3,
// 2016, 2016 April 3, and the same without the year.
func (r reader) named(typed string, words []string) (reading, *Error) {
	none := strange(typed, unknownForm)
	month, at := 0, -1
	var numbers []string
	for _, word := range words {
		m, isMonth := monthOf(word)
		switch {
		case isMonth && month == 0:
			month, at = m, len(numbers)
		case (word == "of" || word == "the") && len(words) > 2:
		case startsWithDigit(word):
			numbers = append(numbers, word)
		default:
			return reading{}, none
		}
	}
	if month == 0 || len(numbers) > 2 {
		return reading{}, none
	}
	day, year, ok := dayAndYear(numbers, at)
	switch {
	case !ok:
		return reading{}, none
	case year == "":
		return r.withoutYear(typed, month, day)
	case !event.IsYear(year):
		if day < 1 || len(year) > 2 {
			return reading{}, none
		}
		return reading{}, r.shortYear(typed, year, month, day)
	}
	span, fault := calendar(typed, year, month, day)
	return reading{part: part{span: span}, certainty: clear}, fault
}

// dayAndYear returns the day and the year among the numbers beside a month's name;
// at of them stand before the name. A missing day is -1, a missing year "".
func dayAndYear(numbers []string, at int) (day int, year string, ok bool) {
	day, ok = -1, true
	switch len(numbers) {
	case 0:
	case 1:
		if isDigits(numbers[0]) && len(numbers[0]) > 2 {
			year = numbers[0]
			ok = event.IsYear(year)
		} else {
			day, ok = dayNumber(numbers[0])
		}
	case 2:
		year = numbers[1] // 3 April 2016; April 3, 2016
		first := numbers[0]
		if event.IsYear(first) && at == 1 { // 2016 April 3
			first, year = year, first
		}
		day, ok = dayNumber(first)
		ok = ok && isDigits(year) && at < 2
	}
	return day, year, ok
}

// withoutYear returns the reading of a month, or of a day of it, without a year.
func (r reader) withoutYear(typed string, m, d int) (reading, *Error) {
	switch {
	case d == 0:
		return reading{}, wrong(likeWords, typed, noDayZero)
	case d > mostDays(m) && d > 31:
		return reading{}, strange(typed, unknownForm)
	case d > mostDays(m):
		return reading{}, wrong(likeWords, typed, neverSoLong(m))
	case d < 0:
		return reading{inYear: func(y int) (Span, bool) { return month(y, m), true }}, nil
	}
	return reading{inYear: func(y int) (Span, bool) {
		date := event.Date{Year: y, Month: m, Day: d}
		return day(date), date.Valid()
	}}, nil
}

// weekdayOf reads the name of a day of the week, in full or short.
func weekdayOf(word string) (time.Weekday, bool) {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if isName(word, d.String()) {
			return d, true
		}
	}
	switch word {
	case "tues":
		return time.Tuesday, true
	case "thur", "thurs":
		return time.Thursday, true
	}
	return 0, false
}

// monthOf reads the English name of a month, in full or short.
func monthOf(word string) (int, bool) {
	for m := time.January; m <= time.December; m++ {
		if isName(word, m.String()) {
			return int(m), true
		}
	}
	if word == "sept" {
		return int(time.September), true
	}
	return 0, false
}

// isName reports whether a folded word is a name or its first three letters.
func isName(word, name string) bool {
	return len(word) >= 3 && (strings.EqualFold(word, name) || strings.EqualFold(word, name[:3]))
}

// inWords returns a day in words, for messages: 5 April 2016.
func inWords(d event.Date) string { return d.Time().Format("2 January 2006") }
