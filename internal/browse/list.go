package browse

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"news/internal/text"
	"news/internal/view"
)

// list shows rows from top to bottom, with a cursor on one of them.
type list struct {
	rows   []row
	cursor int
	top    int // the first row shown

	width, height int
	style         view.Style
}

// at returns the row under the cursor, or nil where there is none.
func (l *list) at() *row {
	if l.cursor < 0 || l.cursor >= len(l.rows) || l.rows[l.cursor].kind == headingRow {
		return nil
	}
	return &l.rows[l.cursor]
}

// set shows other rows, with the cursor on one of them.
func (l *list) set(rows []row, cursor int) {
	l.rows, l.cursor, l.top = rows, 0, 0
	l.moveTo(cursor)
}

func (l *list) resize(width, height int) {
	l.width, l.height = max(1, width), max(1, height)
	l.reveal()
}

// move moves the cursor by so many rows that are not headings.
func (l *list) move(by int) {
	step := 1
	if by < 0 {
		step, by = -1, -by
	}
	for at := l.cursor + step; by > 0 && at >= 0 && at < len(l.rows); at += step {
		if l.rows[at].kind != headingRow {
			l.cursor = at
			by--
		}
	}
	l.reveal()
}

// moveTo moves the cursor to a row, or to the next one that is no heading.
func (l *list) moveTo(at int) {
	at = max(0, min(at, len(l.rows)-1))
	for i := at; i < len(l.rows); i++ {
		if l.rows[i].kind != headingRow {
			l.cursor = i
			l.reveal()
			return
		}
	}
	l.cursor = at
	l.move(-1)
}

// pageful returns about how many rows a screen has.
func (l *list) pageful() int {
	n, lines := 0, 0
	for i := l.top; i < len(l.rows) && lines < l.height; i++ {
		lines += len(l.lines(i))
		n++
	}
	return max(1, n-1)
}

// reveal scrolls so that the cursor's row is shown whole, and headings above it where
// there is room.
func (l *list) reveal() {
	if l.height == 0 || len(l.rows) == 0 {
		return
	}
	if l.cursor < l.top {
		l.top = l.cursor
	}
	for l.top > 0 && l.top == l.cursor && l.rows[l.top-1].kind == headingRow {
		l.top--
	}
	room := l.height - len(l.lines(l.cursor))
	for at := l.cursor - 1; at >= l.top; at-- {
		if room -= len(l.lines(at)); room < 0 {
			l.top = at + 1
			return
		}
	}
}

// view returns the lines of the list, as many as it is high.
func (l *list) view(focused bool) []string {
	lines := make([]string, 0, l.height)
	for i := l.top; i < len(l.rows) && len(lines) < l.height; i++ {
		for _, line := range l.lines(i) {
			if i == l.cursor && l.rows[i].kind != headingRow {
				line = l.underCursor(line, focused)
			}
			lines = append(lines, line)
		}
	}
	return fit(lines, l.width, l.height)
}

// underCursor returns a line of the row under the cursor.
func (l *list) underCursor(line string, focused bool) string {
	plain := ansi.Strip(line)
	plain += strings.Repeat(" ", max(0, l.width-text.Width(plain)))
	if !focused {
		return l.style.Paint(view.Title, plain)
	}
	return l.style.Paint(view.Cursor, plain)
}

// mostLines is how many lines a headline has at most.
const mostLines = 2

// lines returns the lines of a row.
func (l *list) lines(i int) []string {
	r := &l.rows[i]
	if r.kind == headingRow {
		return []string{l.style.Paint(view.Heading, ansi.Truncate(r.text, l.width, "…"))}
	}
	indent := text.Width(r.lead)
	room := max(1, l.width-indent)
	lead := l.style.Paint(view.Category, r.lead)
	var lines []string
	for _, line := range headlineLines(l.style, r, room) {
		lines = append(lines, lead+line)
		lead = strings.Repeat(" ", indent)
	}
	for _, note := range r.notes {
		lines = append(lines, strings.Repeat(" ", indent)+l.style.Paint(view.Quiet, ansi.Truncate(note, room, "…")))
	}
	return lines
}

// headlineLines returns the text of a row in lines, the last one cut where it is too
// long.
func headlineLines(style view.Style, r *row, width int) []string {
	styled := style.MarkText(view.Plain, r.text, r.marks)
	lines := strings.Split(ansi.Wrap(styled, width, ""), "\n")
	if len(lines) > mostLines {
		rest := strings.Join(lines[mostLines-1:], " ")
		lines = append(lines[:mostLines-1], ansi.Truncate(rest, width, "…"))
	}
	return lines
}
