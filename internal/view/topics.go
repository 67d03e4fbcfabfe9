package view

import (
	"fmt"
	"strconv"

	"github.com/charmbracelet/x/ansi"

	"news/internal/catalog"
	"news/internal/event"
	"news/internal/text"
)

type topicJSON struct {
	Topic string           `json:"topic"`
	Count int              `json:"count"`
	First string           `json:"first"`
	Last  string           `json:"last"`
	With  []topicCountJSON `json:"with"`
}

type topicCountJSON struct {
	Topic string `json:"topic"`
	Count int    `json:"count"`
}

// TopicValue returns the value of a topic with its use.
func TopicValue(u catalog.Use) Value {
	shape := topicJSON{Topic: u.Name, Count: u.Events, First: u.First.String(), Last: u.Last.String(), With: []topicCountJSON{}}
	for _, with := range u.With {
		shape.With = append(shape.With, topicCountJSON{with.Name, with.Events})
	}
	return Value{shape}
}

type categoryJSON struct {
	Category string `json:"category"`
	Count    int    `json:"count"`
	First    string `json:"first"`
	Last     string `json:"last"`
}

// CategoryValue returns the value of a category with its use.
func CategoryValue(u catalog.Use) Value {
	return Value{categoryJSON{u.Name, u.Events, u.First.String(), u.Last.String()}}
}

// Topic writes a topic: its name, number of events, first and last day and, if with
// is set, its companions.
func (l *Lines) Topic(u catalog.Use, with bool) {
	var count, quiet ansi.Style
	if l.style != nil {
		count, quiet = l.style.category, l.style.quiet
	}
	l.w.WriteString(u.Name)
	for _, field := range []string{paint(count, strconv.Itoa(u.Events)), paint(quiet, u.First.String()), paint(quiet, u.Last.String())} {
		l.w.WriteByte('\t')
		l.w.WriteString(field)
	}
	if with {
		separator := "\t"
		for _, other := range u.With {
			l.w.WriteString(separator)
			l.w.WriteString(paint(quiet, other.Name))
			separator = ", "
		}
		if len(u.With) == 0 {
			l.w.WriteByte('\t')
		}
	}
	l.w.WriteByte(l.end)
}

// Topics writes topics as a table: number of events, first and last day, name and,
// below the name, the companions.
func (t *Terminal) Topics(topics []catalog.Use) {
	highest := 0
	for _, u := range topics {
		highest = max(highest, u.Events)
	}
	for _, u := range topics {
		indent := t.used(u.Name, u.Events, highest, u.First, u.Last)
		if len(u.With) > 0 {
			names := make([]string, len(u.With))
			for i, other := range u.With {
				names[i] = other.Name
			}
			t.items(indent, names, t.style.quiet)
		}
	}
}

// used writes a row of a table of names: the number of events, the first and last
// day, and the name. In a narrow window the days stand below the name. The number
// is as wide as the highest one. It returns the columns before the name.
func (t *Terminal) used(name string, times, highest int, first, last event.Date) (indent int) {
	days := first.String() + " – " + last.String()
	if first == last {
		days = first.String()
	}
	lead := paint(t.style.category, padLeft(fmt.Sprint(times), len(fmt.Sprint(highest)))) + "  "
	if t.column() >= narrow {
		lead += paint(t.style.quiet, pad(days, len("2016-04-03 - 2016-04-03"))) + "  "
	}
	indent = text.Width(lead)
	t.set(block{first: lead, indent: indent, text: name, style: t.style.plain})
	if t.column() < narrow {
		t.set(block{indent: indent, text: days, style: t.style.quiet})
	}
	return indent
}
