package view

import (
	"fmt"
	"strings"

	"news/internal/catalog"
	"news/internal/event"
)

// Story writes a story month by month. It marks the event at the centre, and writes
// a line for a gap of some months. If there is no story, the nearest events follow.
func (t *Terminal) Story(s catalog.Story) {
	t.banner(block{text: fmt.Sprintf(t.words.storyAround, Handle(s.Of, s.Number))}, t.words.counted(len(s.Events), "event"))
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
	if len(s.Nearest) == 0 {
		return
	}
	t.section(t.words.noStory)
	for _, l := range s.Nearest {
		t.chapter(l)
	}
}

// month writes the heading of a month, and before it the length of the gap since
// the last event, if any.
func (t *Terminal) month(last, date event.Date) {
	if between := 12*(date.Year-last.Year) + date.Month - last.Month - 1; !last.IsZero() && between > 0 {
		t.line("")
		t.line(paint(t.style.quiet, "  · · ·  "+t.words.lengthOf(between)+"  · · ·"))
	}
	t.section(t.words.month(date))
}

// lengthOf returns the length of some months in words, in years from two years on.
func (w *words) lengthOf(months int) string {
	if months < 24 {
		return w.counted(months, "month")
	}
	return w.counted(months/12, "year")
}

// chapter writes an event of a story.
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
	t.set(block{first: first, indent: indent, text: t.words.headline(l.Event.Headline), style: style})
	t.copies(l.Copies, indent)
}

// Chapter writes an event of a story. The columns from the fourth on are its
// number of steps from the central event, the topics of the story that it has, its
// number in its day, and its copies.
func (l *Lines) Chapter(c catalog.Chapter) {
	l.Event(c.Event, nil, withCopies([]string{fmt.Sprint(c.Steps), strings.Join(c.Shared, ", "), number(c.Event)}, c.Copies)...)
}

// chapterJSON is an event of a story.
type chapterJSON struct {
	eventJSON
	Steps   int      `json:"steps"`
	Shared  []string `json:"shared"`
	Nearest bool     `json:"nearest,omitempty"`
}

// ChapterValue returns the value of an event of a story, with its steps and topics.
func ChapterValue(l catalog.Chapter) Value {
	shape := shapeItem(l.Item)
	shape.Copies = copyRefs(l.Copies)
	return Value{chapterJSON{shape, l.Steps, orEmpty(l.Shared), l.Nearest}}
}
