package view

import (
	"fmt"
	"strings"

	"news/internal/event"
)

// Story is a storyline around an event: Events are those of it that are shown,
// oldest first, each with the topics by which it belongs there and the steps
// that it is away from the event asked for.
type Story struct {
	Of     event.Ref
	Number int // of that event in its day
	Topics []string
	Events []Listed
}

// Story writes a storyline month by month, the event asked for marked, with
// a line where months without an event lie between.
func (t *Terminal) Story(s Story) {
	t.banner(fmt.Sprintf(t.words.storyAround, strings.TrimSpace(handle(s.Of, s.Number))), t.words.counted(len(s.Events), "event"))
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
		t.line(paint(t.style.quiet, "  · · ·  "+t.words.lengthOf(between)+"  · · ·"))
	}
	t.section(t.words.month(date))
}

// lengthOf says how long some months are, those of two years and more in years.
func (w *words) lengthOf(months int) string {
	if months < 24 {
		return w.counted(months, "month")
	}
	return w.counted(months/12, "year")
}

// chapter writes an event of a storyline.
func (t *Terminal) chapter(l Listed) {
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
	t.set(block{first: first, indent: indent, text: t.words.headline(l.Event.Headline), style: style})
}

// Chapter writes an event of a storyline: how many steps it is away from the one
// asked for, and the topics by which it belongs there, are the fourth and fifth
// column.
func (l *Lines) Chapter(c Listed) {
	l.Event(c.Event, nil, fmt.Sprint(c.Steps), strings.Join(c.Shared, ", "))
}

// chapterJSON is an event of a storyline.
type chapterJSON struct {
	eventJSON
	Steps  int      `json:"steps"`
	Shared []string `json:"shared"`
}

// ChapterValue is an event of a storyline, with its steps and topics.
func ChapterValue(l Listed) Value {
	return Value{chapterJSON{shapeListed(l), l.Steps, orEmpty(l.Shared)}}
}
