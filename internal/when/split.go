package when

import (
	"strings"

	"news/internal/event"
)

// Split parts arguments into the days that some of them name, read as Parse reads
// them, and the others, in their order. None that name days make every day. What
// is a date but for a fault in its digits, or a range with one, is an error: an
// *Error.
func Split(words []string, today event.Date) (days Set, others []string, err error) {
	r := reader{today: today}
	for rest := words; len(rest) > 0; {
		p, used, fault := r.longest(rest)
		switch {
		case fault == nil:
			days.limited = true
			days.parts = append(days.parts, p)
		case fault.understood && isWritten(rest[0]):
			return Set{}, nil, fault
		default:
			used = 1
			others = append(others, rest[0])
		}
		rest = rest[used:]
	}
	return days, others, nil
}

// isWritten tells whether a word can only be meant as a date: a range, a day of
// every year, or digits that begin with a year.
func isWritten(word string) bool {
	word = strings.TrimSpace(word)
	if strings.Contains(word, "..") || strings.HasPrefix(word, "*") {
		return true
	}
	year, rest := word[:min(len(word), len("2016"))], word[min(len(word), len("2016")):]
	return event.IsYear(year) && (rest == "" || rest[0] == '-' || rest[0] == '/')
}
