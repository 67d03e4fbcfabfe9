package view

import (
	"fmt"
	"strings"

	"news/internal/catalog"
	"news/internal/event"
)

// Story writes a storyline month by month, the event asked for marked, with
// a line where months without an event lie between.
func (t *Terminal) Story(s catalog.Story) {
	t.banner("The story around "+strings.TrimSpace(handle(s.Of, s.Number)), counted(len(s.Events), "event", "events"))
	if len(s.Topics) > 0 {
		t.items(0, s.Topics, t.style.category)
	}
	var last event.Date
	for _, l := range s.Events {
		if date := l.Event.Ref.Date; date.Year != last.Year || date.Month != last.Month {
			t.month(last, date)
			last = date
		}
		t.chapter(l)
	}
}

// month begins the month of a day, behind how long nothing was since the last.
func (t *Terminal) month(last, date event.Date) {
	if between := 12*(date.Year-last.Year) + date.Month - last.Month - 1; !last.IsZero() && between > 0 {
		t.line("")
		t.line(paint(t.style.quiet, "  · · ·  "+lengthOf(between)+"  · · ·"))
	}
	t.section(fmt.Sprintf("%s %d", date.Time().Month(), date.Year))
}

// lengthOf says how long some months are, those of two years and more in years.
func lengthOf(months int) string {
	if months < 24 {
		return counted(months, "month", "months")
	}
	return counted(months/12, "year", "years")
}

// chapter writes an event of a storyline.
func (t *Terminal) chapter(l catalog.Chapter) {
	mark, style := "  ", t.style.plain
	if l.Steps == 0 {
		mark, style = "▸ ", t.style.headline
	}
	lead := mark + handle(l.Event.Ref, l.Event.Number)
	first, indent := paint(t.style.category, lead)+"  ", len("  2016/04/30/12  ")
	if t.column() < narrow {
		t.line(paint(t.style.category, strings.TrimRight(lead, " ")))
		first, indent = "", 4
	}
	t.set(block{first: first, indent: indent, text: headlineOf(l.Event.Headline), style: style})
}

// Chapter writes an event of a storyline: how many steps it is away from the one
// asked for, the topics by which it belongs there, and its number in its day are
// the columns from the fourth on.
func (l *Lines) Chapter(c catalog.Chapter) {
	l.Event(c.Event, nil, fmt.Sprint(c.Steps), strings.Join(c.Shared, ", "), number(c.Event))
}

// chapterJSON is an event of a storyline.
type chapterJSON struct {
	eventJSON
	Steps  int      `json:"steps"`
	Shared []string `json:"shared"`
}

// ChapterValue is an event of a storyline, with its steps and topics.
func ChapterValue(l catalog.Chapter) Value {
	return Value{chapterJSON{shapeItem(l.Item), l.Steps, orEmpty(l.Shared)}}
}
