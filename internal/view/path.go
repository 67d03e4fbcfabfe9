package view

import (
	"strings"

	"news/internal/catalog"
)

// Path writes a chain of events from top to bottom, and between two events their
// link.
func (t *Terminal) Path(events []catalog.Step) {
	for i, l := range events {
		if i > 0 {
			t.joint(l.Direction, l.Shared)
		}
		r := row{handle: handle(l.Event.Ref, l.Event.Number), headline: l.Event.Headline}
		if l.Missing {
			r.note = t.words.noPage
		}
		t.dated(r)
	}
}

// joint writes the link between an event and the one above: its direction and its
// topics, aligned with the headlines.
func (t *Terminal) joint(d catalog.Direction, topics []string) {
	lead := arrow(d) + " " + t.words.way(d)
	first, indent := paint(t.style.quiet, pad(lead, len("2016/04/30/12")))+"  ", len("2016/04/30/12")+2
	if len(topics) == 0 || t.column() < narrow {
		t.line(paint(t.style.quiet, lead))
		first, indent = "", 4
	}
	if len(topics) > 0 {
		t.set(block{first: first, indent: indent, text: strings.Join(topics, " · "), style: t.style.quiet})
	}
}

// way returns words for the direction of a link to the next event. They are never
// wider than a handle.
func (w *words) way(d catalog.Direction) string {
	switch d {
	case catalog.Out:
		return w.linksTo
	case catalog.In:
		return w.linkedFrom
	case catalog.Both:
		return w.bothWays
	}
	return ""
}

// Step writes an event on a path. The fourth and fifth column are the direction and
// the topics of the link from the event before.
func (l *Lines) Step(s catalog.Step) {
	l.Event(s.Event, nil, s.Direction.String(), strings.Join(s.Shared, ", "))
}

// stepJSON is an event on a path.
type stepJSON struct {
	eventJSON
	Direction string   `json:"direction"`
	Shared    []string `json:"shared"`
}

// StepValue returns the value of an event on a path, with its link to the one
// before.
func StepValue(l catalog.Step) Value {
	return Value{stepJSON{shapeItem(l.Item), l.Direction.String(), orEmpty(l.Shared)}}
}
