package view

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"news/internal/catalog"
	"news/internal/event"
)

// MonthTitle returns the month of a day in words.
func MonthTitle(d event.Date, l Language) string { return l.words().month(d) }

// PeriodTitle returns a month, 2016-04, or a year, 2016, in words, and any other title
// unchanged.
func PeriodTitle(title string, l Language) string { return l.words().period(title) }

// Weekday returns the short name of a day of the week. In one language all have the
// same width.
func Weekday(d event.Date, l Language) string { return l.words().weekday(d) }

// AllEvents returns the title of all events of an archive.
func AllEvents(l Language) string { return l.words().allEvents }

// Busiest returns the note beside the busiest of some periods.
func Busiest(l Language) string { return l.words().busiest }

// NoPage returns the note behind the headline of an event that has no page.
func NoPage(l Language) string { return l.words().noPage }

// StoryTitle returns the title of the story around an event.
func StoryTitle(ref event.Ref, number int, l Language) string {
	return fmt.Sprintf(l.words().storyAround, strings.TrimSpace(handle(ref, number)))
}

// NoStory returns the heading of the events nearest to an event without a story.
func NoStory(l Language) string { return l.words().noStory }

// Gap returns the time between two months of a story in words, "" where no month
// lies between them.
func Gap(last, next event.Date, l Language) string {
	between := 12*(next.Year-last.Year) + next.Month - last.Month - 1
	if last.IsZero() || between <= 0 {
		return ""
	}
	return l.words().lengthOf(between)
}

// Arrow returns a sign for the direction of a link, " " where there is none.
func Arrow(d catalog.Direction) string { return arrow(d) }

// CountBar returns a bar for n, of at most width columns. The bar of highest fills them.
func CountBar(n, highest, width int) string {
	if width < 1 {
		return ""
	}
	return bar(n, max(1, highest), width)
}

// Dates returns the first and the last day of something.
func Dates(first, last event.Date) string {
	if first == last {
		return first.String()
	}
	return first.String() + " – " + last.String()
}

// WrapText returns a text as it looks in a role, with marks in it, in lines of at most
// width columns. Where there would be more than most lines, the last one is cut and
// ends in an ellipsis; most is 0 for all.
func (s Style) WrapText(r Role, text string, marks []catalog.Mark, width, most int) []string {
	b := block{text: text, style: s.of(r), marks: marks}
	var lines []string
	for _, line := range wrap(text, width) {
		if most > 0 && len(lines) == most-1 && line.end < len(strings.TrimRight(text, " ")) {
			rest := s.marked(b, segment{line.start, len(text)})
			return append(lines, ansi.Truncate(rest, width, "…"))
		}
		lines = append(lines, s.marked(b, line))
	}
	return lines
}
