package view

import (
	"strings"

	"news/internal/event"
)

// Citation returns a citation of an event as text: its headline, day, archive and
// lasting reference, when somebody looked at it, and its sources.
func Citation(e event.Event, archive string, accessed event.Date, l Language) string {
	return strings.Join([]string{Headline(e, l), DayTitle(e.Ref.Date, l), archive, e.Ref.String()}, ". ")
}
