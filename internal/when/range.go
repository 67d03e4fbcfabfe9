package when

import (
	"iter"
	"slices"
	"strconv"
	"strings"

	"news/internal/event"
)

// IsRange reports whether a date is typed as the two ends of a range, such as
// 2016-04-01..2016-04-30, and not as one period.
func IsRange(typed string, today event.Date) bool {
	r := reader{today: today}
	form := formsOf(wordsOf([]string{typed}))
	if strings.Contains(form, "..") && !strings.Contains(form, "../") { // no path
		return true
	}
	if _, fault := r.date(typed, form); fault == nil {
		return false
	}
	_, fault := r.joined(typed, form)
	return fault == nil
}

// dotted reads a range with dots between its ends. One end can be missing.
func (r reader) dotted(typed, form string) (reading, *Error) {
	dots := twoDots(form)
	left, right, _ := strings.Cut(dots, "..")
	left, right = strings.TrimSpace(left), strings.TrimSpace(right)
	switch {
	case left == "" && right == "":
		return reading{}, strange(typed, "there is no date before or after the dots")
	case strings.Contains(right, ".."):
		return reading{}, r.manyEnds(typed, right)
	case isOnThisDay(left) || isOnThisDay(right):
		return reading{}, everyYearInRange(typed)
	case strings.HasPrefix(left, "+") || left == "" && strings.HasPrefix(right, "+"):
		return reading{}, wrong(alone, typed, "a length of time is counted from a date before it").
			advised("write 2016-04-01..+2w", "2016-04-01..+2w")
	}
	found, fault := r.ends(typed, left, right)
	if fault == nil && dots != form {
		return reading{}, wrong(alone, typed, "a range has two dots", r.typable(left+".."+right, found.part))
	}
	return found, fault
}

// ends reads the ends of a range with dots. A fault of an end is the fault of the
// range.
func (r reader) ends(typed, left, right string) (reading, *Error) {
	var from, to reading
	var fault *Error
	if left != "" {
		if from, fault = r.end(left); fault != nil {
			return reading{}, fault
		}
	}
	switch {
	case strings.HasPrefix(right, "+"):
		if from, fault = r.settled(typed, from); fault != nil {
			return reading{}, fault
		}
		return r.stretch(typed, from.span.From, right)
	case right != "":
		to, fault = r.end(right)
		if whole, ok := continued(left, right); fault != nil && ok {
			to, fault = r.end(whole)
		}
		if fault != nil {
			return reading{}, fault
		}
	}
	return r.between(typed, left, right, from, to)
}

// continued returns the right end of a range whose year, or year and month, stand only
// in the left end, as ISO 8601 writes ranges: 2016-04-28..30 or 2016-04-28..05-02. It
// returns false for other ends.
func continued(left, right string) (whole string, ok bool) {
	for _, sign := range []string{"-", "/", "."} {
		from, to := strings.Split(left, sign), strings.Split(right, sign)
		if len(from) > 3 || len(to) >= len(from) || !event.IsYear(from[0]) || !areTwoDigits(from[1:]) || !areTwoDigits(to) {
			continue
		}
		return strings.Join(append(from[:len(from)-len(to)], to...), sign), true
	}
	return "", false
}

func areTwoDigits(all []string) bool {
	return !slices.ContainsFunc(all, func(s string) bool {
		_, ok := event.TwoDigits(s)
		return !ok
	})
}

// end reads one end of a range with dots. A faulty date is surely meant as one
// there.
func (r reader) end(form string) (reading, *Error) {
	found, fault := r.date(form, strings.ReplaceAll(strings.TrimSuffix(form, ","), dash, "-"))
	if fault != nil && fault.understood() {
		fault.weight = surely
	}
	return found, fault
}

// manyEnds returns the error about two ranges in one; right is the text behind the
// first dots. Without a date in the middle they are two open ranges that need no
// joining.
func (r reader) manyEnds(typed, right string) *Error {
	middle, _, _ := strings.Cut(right, "..")
	fault := wrong(alone, typed, "a range has two ends").advised("write two ranges with a space between them")
	middle = strings.TrimSpace(middle)
	if _, strange := r.date(middle, middle); middle == "" && strings.Contains(typed, " ") || middle != "" && strange != nil {
		fault.weight = noForm
	}
	return fault
}

// twoDots shortens every longer run of dots to two.
func twoDots(form string) string {
	for strings.Contains(form, "...") {
		form = strings.ReplaceAll(form, "...", "..")
	}
	return form
}

// joined reads a range with a dash or a word between its ends. Both ends must be
// dates, and there must be only one way to split the range.
func (r reader) joined(typed, form string) (reading, *Error) {
	for _, joints := range [][]string{{" to ", dash, "至", "到"}, {"-"}} {
		var ways []reading
		var fault *Error
		for _, joint := range joints {
			for left, right := range cuts(form, joint) {
				from, to, ok := r.bothEnds(strings.TrimSpace(left), strings.TrimSpace(right))
				if !ok || joint == "-" && r.isInDate(left, right) {
					continue
				}
				found, wrongly := r.between(typed, left, right, from, to)
				ways, fault = append(ways, found), wrongly
			}
		}
		if len(ways) == 1 {
			return ways[0], fault
		}
	}
	return reading{}, strange(typed, unknownForm)
}

// cuts yields the texts before and after each occurrence of a joint.
func cuts(form, joint string) iter.Seq2[string, string] {
	const most = 9 // "sunday-3-april-2016-tuesday-5-april-2016" has seven
	return func(yield func(left, right string) bool) {
		if strings.Count(form, joint) > most {
			return
		}
		for at := 0; ; {
			next := strings.Index(form[at:], joint)
			if next < 0 {
				return
			}
			at += next + len(joint)
			if !yield(form[:at-len(joint)], form[at:]) {
				return
			}
		}
	}
}

// isInDate reports whether the hyphen between left and right belongs to a date in
// digits: 2016-03 april 2017 is no range.
func (r reader) isInDate(left, right string) bool {
	if !strings.Contains(left+right, " ") {
		return false
	}
	one := left[strings.LastIndex(left, " ")+1:] + "-"
	after, _, _ := strings.Cut(right, " ")
	_, fault := r.date(one+after, one+after)
	return fault == nil && looksNumeric(one+after)
}

// bothEnds reads the two ends of a range without dots. A month or a year of both
// can be written once: 3-5 April 2016, April 3-5, 2016.
func (r reader) bothEnds(left, right string) (from, to reading, ok bool) {
	if !mayBegin(left) || !mayBegin(right) {
		return from, to, false
	}
	from, faultLeft := r.date(left, strings.ReplaceAll(left, dash, "-"))
	to, faultRight := r.date(right, strings.ReplaceAll(right, dash, "-"))
	if faultLeft != nil && faultRight == nil && isDayNumber(left) {
		if first, rest, found := strings.Cut(right, " "); found && isDayNumber(first) {
			from, faultLeft = r.date(left, left+" "+rest)
		}
	}
	if month, _, found := strings.Cut(left, " "); faultLeft == nil && faultRight != nil && found {
		if _, isMonth := monthOf(month); isMonth && startsWithDigit(right) {
			to, faultRight = r.date(right, month+" "+right)
		}
	}
	return from, to, faultLeft == nil && faultRight == nil
}

// between returns the range of two ends, one of which can be missing. An end
// without its year or week takes it from the other end: monday..friday is one week,
// april..june 2016 one year.
func (r reader) between(typed, left, right string, from, to reading) (reading, *Error) {
	hasLeft, hasRight := strings.TrimSpace(left) != "", strings.TrimSpace(right) != ""
	sure := clear
	if hasLeft {
		sure = min(sure, from.certainty)
	}
	if hasRight {
		sure = min(sure, to.certainty)
	}
	if strings.Contains(typed, "..") {
		sure = clear
	}
	from, to, fault := r.related(typed, from, to)
	if fault != nil {
		return reading{}, fault
	}
	span := Span{From: from.span.From, To: to.span.To}
	if hasLeft && hasRight && from.span.From.Compare(to.span.To) > 0 {
		meant := part{span: Span{From: to.span.From, To: from.span.To}}
		fault := wrong(surely, typed, "it ends before it begins", r.typable(strings.TrimSpace(right)+".."+strings.TrimSpace(left), meant))
		fault.reversed = true
		if sure == loose {
			fault.weight = alone
		}
		return reading{}, fault
	}
	return reading{part: part{span: span}, certainty: sure}, nil
}

// related chooses the years and weeks of ends that were typed without them.
func (r reader) related(typed string, from, to reading) (reading, reading, *Error) {
	var fault *Error
	found := true
	switch end := to.span.To; {
	case from.isWeekday && to.isWeekday:
		ahead := (int(to.span.From.Weekday()) - int(from.span.From.Weekday()) + 7) % 7
		to.span = day(from.span.From.AddDays(ahead))
	case from.inYear != nil && to.inYear == nil && !end.IsZero():
		from.span, found = lastIn(from.inYear, end.Year, func(s Span) bool { return s.From.Compare(end) <= 0 })
	case from.inYear != nil:
		from, fault = r.settled(typed, from)
	}
	switch start := from.span.From; {
	case fault != nil || !found || to.inYear == nil:
	case start.IsZero():
		to, fault = r.settled(typed, to)
	default:
		to.span, found = firstIn(to.inYear, start.Year-1, func(s Span) bool { return s.To.Compare(start) >= 0 })
	}
	if fault == nil && !found {
		fault = wrong(alone, typed, "the calendar here goes from the year 1 to 9999")
	}
	return from, to, fault
}

// stretch returns the range from a day on with a typed length, such as "+2w".
func (r reader) stretch(typed string, from event.Date, length string) (reading, *Error) {
	n, unit, ok := readCount(length[1:])
	switch _, bare := number(length[1:]); {
	case strings.Contains(length, " "):
		return reading{}, strange(typed, "a length of time is one word")
	case !ok && bare:
		if _, fault := r.stretch(typed, from, length+"d"); fault != nil {
			return reading{}, fault
		}
		return reading{}, wrong(surely, typed, "a length of time ends in one of d, w, m, y", from.String()+".."+length+"d")
	case !ok:
		example := from.String() + "..+2w"
		if !endAfter(from, 2, "week").Valid() {
			example = from.String() + "..+1d"
		}
		return reading{}, wrong(surely, typed, "a length of time is a number and one of d, w, m, y").advised("write "+example, example)
	case n == 0:
		return reading{}, wrong(surely, typed, "it holds no day", from.String()+"..+1d")
	}
	to := endAfter(from, n, unit)
	if !to.Valid() {
		return reading{}, wrong(surely, typed, "it ends after the year 9999", from.String()+"..")
	}
	return reading{part: part{span: Span{From: from, To: to}}, certainty: clear}, nil
}

// isStretch reports whether a form is a length of time with a sign: +2w.
func isStretch(form string) bool {
	length, hasSign := strings.CutPrefix(form, "+")
	_, _, ok := readCount(length)
	return hasSign && ok
}

// readCount reads a length of time such as 2w.
func readCount(s string) (n int, unit string, ok bool) {
	if s == "" {
		return 0, "", false
	}
	cut := len(s) - 1
	switch s[cut] {
	case 'd':
		unit = "day"
	case 'w':
		unit = "week"
	case 'm':
		unit = "month"
	case 'y':
		unit = "year"
	}
	if n, ok = number(s[:cut]); !isDigits(s[:cut]) || unit == "" {
		ok = false
	}
	return n, unit, ok
}

// endAfter returns the last of n units of time whose first day is from. A month
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
		last := addMonths(from, n-1)
		last.Day = event.DaysIn(last.Year, last.Month)
		return last
	}
	from.Day--
	return addMonths(from, n)
}

// addMonths returns the same day of the month n months later, or the last day of a
// shorter month. It returns the zero Date for days before the calendar.
func addMonths(d event.Date, n int) event.Date {
	months := d.Year*12 + d.Month - 1 + n
	if months < 12 {
		return event.Date{}
	}
	d.Year, d.Month = months/12, months%12+1
	d.Day = min(d.Day, event.DaysIn(d.Year, d.Month))
	return d
}

// isDayNumber reports whether a word can be the number of a day: 3, 03, 3rd, 3.
func isDayNumber(word string) bool {
	_, ok := dayNumber(strings.TrimSuffix(word, "."))
	return ok
}

// dayNumber reads one or two digits, also with the ending of an ordinal number.
func dayNumber(word string) (int, bool) {
	for _, ending := range []string{"st", "nd", "rd", "th"} {
		if digits, found := strings.CutSuffix(word, ending); found {
			word = digits
			break
		}
	}
	if n, ok := event.TwoDigits(word); ok {
		return n, true
	}
	return 0, false
}

// number reads a count of units: digits, or a word for a small number.
func number(word string) (int, bool) {
	switch word {
	case "a", "an":
		return 1, true
	}
	for i, name := range strings.Fields("one two three four five six seven eight nine ten eleven twelve") {
		if word == name {
			return i + 1, true
		}
	}
	const mostDigits = 7 // the calendar has some 3.7 million days
	if !isDigits(word) || len(word) > mostDigits {
		return 0, false
	}
	n, err := strconv.Atoi(word)
	return n, err == nil
}
