package when

import (
	"strconv"
	"strings"
	"time"

	"news/internal/event"
	"news/internal/text"
)

// date reads one date, in digits or in words.
func (r reader) date(typed string) (Span, *Error) {
	s := text.Fold(typed)
	if looksNumeric(s) {
		return r.numeric(typed, s)
	}
	words := strings.FieldsFunc(s, isJoint)
	if joints := strings.Count(s, " ") + strings.Count(s, "-"); joints != len(words)-1 {
		return Span{}, r.unknown(typed, s)
	}
	span, ok := r.relative(words)
	if !ok {
		var fault *Error
		if span, ok, fault = r.named(typed, words); fault != nil {
			return Span{}, fault
		}
	}
	switch {
	case !ok:
		return Span{}, r.unknown(typed, s)
	case !span.From.Valid() || !span.To.Valid():
		return Span{}, wrong(typed, "the calendar here goes from the year 1 to 9999", examples)
	}
	return span, nil
}

// isJoint tells what joins the words of a date: 3-days-ago, 3 days ago.
func isJoint(c rune) bool { return c == ' ' || c == '-' }

// relative reads the words that are counted from today.
func (r reader) relative(words []string) (Span, bool) {
	switch len(words) {
	case 1:
		return r.oneWord(words[0])
	case 2:
		return r.period(words[0], words[1])
	case 3:
		unit, ok := unitOf(words[1])
		n, counted := number(words[0])
		if ok && counted && words[2] == "ago" {
			return day(back(r.today, n, unit)), true
		}
	}
	return Span{}, false
}

// oneWord reads today, yesterday, tomorrow and the days of the week; these are
// the last before today.
func (r reader) oneWord(word string) (Span, bool) {
	switch word {
	case "today":
		return day(r.today), true
	case "yesterday":
		return day(r.today.AddDays(-1)), true
	case "tomorrow":
		return day(r.today.AddDays(1)), true
	}
	wanted, ok := weekdayOf(word)
	if !ok {
		return Span{}, false
	}
	days := (int(r.today.Weekday()) - int(wanted) + 7) % 7
	if days == 0 {
		days = 7
	}
	return day(r.today.AddDays(-days)), true
}

// period reads this month, last week, and last Monday, which is Monday.
func (r reader) period(which, what string) (Span, bool) {
	if which != "this" && which != "last" {
		return Span{}, false
	}
	if which == "last" {
		if _, isWeekday := weekdayOf(what); isWeekday {
			return r.oneWord(what)
		}
	}
	at := r.today
	if which == "last" {
		at = back(at, 1, what)
	}
	switch what {
	case "week":
		return week(at), true
	case "month":
		return month(at.Year, at.Month), true
	case "year":
		return year(at.Year), true
	}
	return Span{}, false
}

// named reads the dates that name the month: April 2016, 3 April 2016 and April
// 3, 2016. It reports false for words that are no such date, and an error for
// those that are but for a fault.
func (r reader) named(typed string, words []string) (Span, bool, *Error) {
	at := 0 // the place of the month's name
	if len(words) > 1 && isDigits(words[0]) {
		at = 1
	}
	if len(words) > 3 || at >= len(words) {
		return Span{}, false, nil
	}
	month, ok := monthOf(strings.TrimSuffix(words[at], ","))
	if !ok {
		return Span{}, false, nil
	}
	var numbers []string
	for i, word := range words {
		if i != at {
			numbers = append(numbers, strings.TrimSuffix(word, ","))
		}
	}
	day, year, ok := splitNumbers(numbers, at == 1)
	switch {
	case !ok:
		return Span{}, false, nil
	case year == "":
		return Span{}, false, r.noYear(typed, month, day)
	}
	fields := []string{year, strconv.Itoa(month)}
	if day != "" {
		fields = append(fields, day)
	}
	if !event.IsYear(year) {
		return Span{}, false, r.shortYear(typed, fields)
	}
	span, fault := calendar(typed, fields)
	return span, fault == nil, fault
}

// splitNumbers tells the day from the year in the numbers beside a month's
// name: the year goes last, and one number before the name can only be a day.
func splitNumbers(numbers []string, dayFirst bool) (day, year string, ok bool) {
	for _, n := range numbers {
		if !isDigits(n) {
			return "", "", false
		}
	}
	switch {
	case len(numbers) == 0:
		return "", "", true
	case len(numbers) == 2:
		day, year = numbers[0], numbers[1]
	case dayFirst || len(numbers[0]) <= 2:
		day = numbers[0]
	default:
		year = numbers[0]
	}
	return day, year, len(day) <= 2
}

// back gives the day that lies n units before d. Of months and years it is the
// same day of the month, or the month's last day where there is no such day. It
// is no valid day where the calendar does not reach so far.
func back(d event.Date, n int, unit string) event.Date {
	switch unit {
	case "day":
		return d.AddDays(-n)
	case "week":
		return d.AddDays(-7 * n)
	case "year":
		n *= 12
	}
	return addMonths(d, -n)
}

// endAfter gives the last of n units of time whose first day is from. A month
// from the 1st ends with its own last day, one from the 31st with the last day
// of the next month.
func endAfter(from event.Date, n int, unit string) event.Date {
	switch unit {
	case "day":
		return from.AddDays(n - 1)
	case "week":
		return from.AddDays(7*n - 1)
	case "year":
		n *= 12
	}
	if from.Day == 1 {
		first := addMonths(from, n-1)
		return month(first.Year, first.Month).To
	}
	from.Day--
	return addMonths(from, n)
}

// addMonths gives the same day of the month n months later, or the last day of
// that month where it is shorter.
func addMonths(d event.Date, n int) event.Date {
	months := d.Year*12 + d.Month - 1 + n
	if months < 12 {
		return event.Date{}
	}
	d.Year, d.Month = months/12, months%12+1
	d.Day = min(d.Day, event.DaysIn(d.Year, d.Month))
	return d
}

// number reads a count of units: digits, or a and an for one.
func number(word string) (int, bool) {
	if word == "a" || word == "an" || word == "one" {
		return 1, true
	}
	const mostDigits = 7 // the calendar has some 3.7 million days
	if !isDigits(word) || len(word) > mostDigits {
		return 0, false
	}
	n, err := strconv.Atoi(word)
	return n, err == nil
}

// readCount reads a length of time such as 2w.
func readCount(s string) (n int, unit string, ok bool) {
	if s == "" {
		return 0, "", false
	}
	cut := len(s) - 1
	switch s[cut] {
	case 'd', 'D':
		unit = "day"
	case 'w', 'W':
		unit = "week"
	case 'm', 'M':
		unit = "month"
	case 'y', 'Y':
		unit = "year"
	}
	n, ok = number(s[:cut])
	return n, unit, ok && unit != "" && isDigits(s[:cut])
}

// unitOf gives day, week, month or year for each of these, or for several.
func unitOf(word string) (string, bool) {
	unit := strings.TrimSuffix(word, "s")
	switch unit {
	case "day", "week", "month", "year":
		return unit, true
	}
	return "", false
}

// weekdayOf reads the name of a day of the week, in full or its three letters.
func weekdayOf(word string) (time.Weekday, bool) {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if isName(word, d.String()) {
			return d, true
		}
	}
	return 0, false
}

// monthOf reads the English name of a month, in full or its three letters.
func monthOf(word string) (int, bool) {
	for m := time.January; m <= time.December; m++ {
		if isName(word, m.String()) {
			return int(m), true
		}
	}
	return 0, false
}

// isName tells whether a folded word is a name or its first three letters.
func isName(word, name string) bool {
	return strings.EqualFold(word, name) || strings.EqualFold(word, name[:3])
}
