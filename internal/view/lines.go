package view

import (
	"bufio"
	"fmt"
	"strings"

	"news/internal/catalog"
	"news/internal/event"
)

// Lines writes one event on each line, with tabs between the fields: date,
// reference, headline, and the further columns of some lists. No field has a tab or
// a line end in it, since texts are cleaned where pages are read.
type Lines struct {
	w     *bufio.Writer
	end   byte
	style *Style
}

// NewLines returns a view on w, which the caller flushes. Each line ends with end:
// a newline, or NUL. A style adds colours; nil adds none.
func NewLines(w *bufio.Writer, end byte, style *Style) *Lines { return &Lines{w, end, style} }

// Event writes an event, with further columns if there are any.
func (l *Lines) Event(e event.Event, marks []catalog.Mark, more ...string) {
	if l.style != nil {
		l.colored(e, marks)
	} else {
		l.w.WriteString(e.Ref.Date.String())
		l.w.WriteByte('\t')
		l.w.WriteString(e.Ref.String())
		l.w.WriteByte('\t')
		l.w.WriteString(e.Headline)
	}
	for _, column := range more {
		l.w.WriteByte('\t')
		l.w.WriteString(column)
	}
	l.w.WriteByte(l.end)
}

func (l *Lines) colored(e event.Event, marks []catalog.Mark) {
	headline := l.style.marked(block{text: e.Headline, marks: marks}, segment{0, len(e.Headline)})
	l.w.WriteString(strings.Join([]string{
		paint(l.style.category, e.Ref.Date.String()), paint(l.style.quiet, e.Ref.String()), headline,
	}, "\t"))
}

// Numbered writes an event of a list or a search. The fourth column is its number
// in its day.
func (l *Lines) Numbered(e event.Event, marks []catalog.Mark) { l.Event(e, marks, number(e)) }

// Found writes an event of a search. The columns from the fourth on are its number
// in its day and the wishes that it lacks; if explained, also its score and the
// parts of the score, in the order of Parts; then its copies.
func (l *Lines) Found(h catalog.Hit, explained bool) {
	more := []string{number(h.Event), strings.Join(unmatched(h), ", ")}
	if explained {
		more = append(more, fmt.Sprintf("%.6f", h.Score))
		for _, part := range partsOf(h) {
			more = append(more, fmt.Sprintf("%.6f", part.value))
		}
	}
	l.Event(h.Event, h.Marks, withCopies(more, h.Copies)...)
}

// withCopies adds the last column, the references of the copies of an event. Rows
// without copies do not have it.
func withCopies(columns []string, copies []catalog.Copy) []string {
	if len(copies) == 0 {
		return columns
	}
	return append(columns, strings.Join(*copyRefs(copies), ", "))
}

// part is a part of a score, by its name in JSON.
type part struct {
	name  string
	value float64
}

// partsOf returns the parts of the score of a hit.
func partsOf(h catalog.Hit) []part {
	p := h.Parts
	return []part{{"words", p.Words}, {"headline", p.Headline}, {"near", p.Near}, {"itself", p.Itself}, {"days", p.Days}}
}

// number returns the number of an event in its day, "" where it has no page.
func number(e event.Event) string {
	if e.Number == 0 {
		return ""
	}
	return fmt.Sprint(e.Number)
}

// Related writes a related event. The columns from the fourth on are its direction,
// the shared topics, the reason, its number in its day, and its copies.
func (l *Lines) Related(r catalog.Relative) {
	more := []string{r.Direction.String(), strings.Join(r.Shared, ", "), strings.Join(English.words().reasons(r), "; "), number(r.Event)}
	l.Event(r.Event, nil, withCopies(more, r.Copies)...)
}
