package when

import (
	"strings"

	"news/internal/event"
)

// Group joins arguments that are one date together, so that each string of the
// result is one reference: show last tuesday, show 3 April 2016. It joins the
// longest run of arguments that begins with a number, the name of a month, a
// weekday, a season or a holiday, "last", "this" or a count. All other arguments
// stay alone, as do a hyphen and arguments with a slash.
func Group(arguments []string, today event.Date) []string {
	r := reader{today: today}
	var groups []string
	for i := 0; i < len(arguments); {
		n := r.groupAt(arguments[i:])
		groups = append(groups, strings.Join(arguments[i:i+n], " "))
		i += n
	}
	return groups
}

// isDate reports whether one argument is a date by itself.
func (r reader) isDate(argument string) bool {
	words := wordsOf([]string{argument})
	_, fault := r.read(typedOf(words), formsOf(words))
	return fault == nil
}

// groupAt returns how many of the arguments are one date together.
func (r reader) groupAt(arguments []string) int {
	first := formOf(arguments[0])
	if !mayBegin(first) || strings.HasPrefix(first, "..") || first == "*" {
		return 1
	}
	n := 0
	for n < min(len(arguments), mostWords) && !strings.Contains(arguments[n], "/") && strings.TrimSpace(arguments[n]) != "-" {
		n++
	}
	for ; n > 1; n-- {
		words := wordsOf(arguments[:n])
		if runOf(words) < len(words) || beginsAnother(wordsOf(arguments), n) {
			continue
		}
		_, fault := r.read(typedOf(words), formsOf(words))
		if fault != nil && r.isDate(arguments[0]) && strings.Contains(strings.TrimSpace(arguments[0]), " ") {
			continue // a quoted argument is a date by itself
		}
		if fault == nil || fault.weight == surely && !(fault.reversed && isGlued(words)) {
			return n
		}
	}
	return 1
}
