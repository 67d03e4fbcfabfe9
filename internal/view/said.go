package view

import (
	"fmt"
	"strings"

	"news/internal/catalog"
	"news/internal/event"
)

// Headline returns the headline of an event, or words in its place where the event
// has none.
func Headline(e event.Event, l Language) string { return l.words().headline(e.Headline) }

// DayTitle returns a day in words, with its day of the week.
func DayTitle(d event.Date, l Language) string { return l.words().day(d) }

// Counted returns a number of something in words: 1 event, 2,000 events. The noun
// is in English and singular.
func Counted(n int, noun string, l Language) string { return l.words().counted(n, noun) }

// Handle returns the shortest reference to an event, 2016/04/3/2, or the day of an
// event without a number.
func Handle(ref event.Ref, number int) string { return strings.TrimRight(handle(ref, number), " ") }

// Reasons returns the reasons why an event is related to another.
func Reasons(r catalog.Relative, l Language) []string { return l.words().reasons(r) }

// Without returns in words what a hit lacks, or "" where it lacks nothing.
func Without(h catalog.Hit, l Language) string {
	if len(h.Lacks) == 0 {
		return ""
	}
	w := l.words()
	return fmt.Sprintf(w.without, strings.Join(unmatched(h), w.comma))
}

// Excerpt returns the part of a passage around its first mark, or of one without
// marks its beginning, that fits on one line of width columns.
func Excerpt(p catalog.Passage, width int) catalog.Passage {
	p = excerpt(p, width)
	if len(p.Marks) == 0 {
		p.Text = truncate(p.Text, width)
	}
	return p
}
