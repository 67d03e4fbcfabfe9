package browse

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"news/internal/event"
	"news/internal/text"
	"news/internal/view"
)

// list shows rows from top to bottom, with a cursor on one of them.
type list struct {
	rows   []row
	cursor int
	top    int  // the first row shown
	digits int  // of the highest number
	signs  bool // a row has a sign

	width, height int
	style         view.Style
	language      view.Language
	isMarked      func(event.Ref) bool // nil for none
}

// at returns the row under the cursor, or nil where there is none.
func (l *list) at() *row {
	if l.cursor < 0 || l.cursor >= len(l.rows) || l.rows[l.cursor].isPassed() {
		return nil
	}
	return &l.rows[l.cursor]
}

// set shows other rows, with the cursor on one of them. total is how many rows have a
// number, also of the rows that have not been read.
func (l *list) set(rows []row, cursor, total int) {
	l.rows, l.cursor, l.top = rows, 0, 0
	l.measure(total)
	l.moveTo(cursor)
	if l.top > 0 { // the cursor would stand on the last line
		l.centre()
	}
}

// centre scrolls so that the cursor's row is in the middle, but not beyond the last
// row.
func (l *list) centre() {
	below := 0
	for i := len(l.rows) - 1; i > l.cursor && below < l.height/2; i-- {
		below += len(l.lines(i))
	}
	room := l.height - len(l.lines(l.cursor)) - min(below, l.height/2)
	l.top = l.cursor
	for l.top > 0 {
		if room -= len(l.lines(l.top - 1)); room < 0 {
			return
		}
		l.top--
	}
}

// measure makes room for numbers and signs.
func (l *list) measure(total int) {
	highest := total
	for _, r := range l.rows {
		highest = max(highest, r.number)
		l.signs = l.signs || r.sign != ""
	}
	l.digits = max(2, len(strconv.Itoa(highest)))
}

// add adds rows at the end.
func (l *list) add(rows []row) {
	l.rows = append(l.rows[:len(l.rows):len(l.rows)], rows...)
	l.measure(0)
}

func (l *list) resize(width, height int) {
	l.width, l.height = max(1, width), max(1, height)
	l.reveal()
}

// move moves the cursor by so many rows that it does not pass over, and reports
// whether it moved.
func (l *list) move(by int) bool {
	step, from := 1, l.cursor
	if by < 0 {
		step, by = -1, -by
	}
	for at := l.cursor + step; by > 0 && at >= 0 && at < len(l.rows); at += step {
		if !l.rows[at].isPassed() {
			l.cursor = at
			by--
		}
	}
	l.reveal()
	return l.cursor != from
}

// moveTo moves the cursor to a row, or to the next one that it does not pass over.
func (l *list) moveTo(at int) {
	at = max(0, min(at, len(l.rows)-1))
	for i := at; i < len(l.rows); i++ {
		if !l.rows[i].isPassed() {
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

// reveal scrolls so that the cursor's row is shown whole, and rows above it that the
// cursor passes over where there is room.
func (l *list) reveal() {
	if l.height == 0 || len(l.rows) == 0 {
		return
	}
	l.top = max(0, min(l.top, l.cursor))
	for l.top > 0 && l.top == l.cursor && l.rows[l.top-1].isPassed() {
		l.top--
	}
	for l.top > 0 && l.rows[l.top].isPassed() && l.rows[l.top-1].isPassed() {
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
		gutter := " "
		if i == l.cursor && !l.rows[i].isPassed() {
			gutter = l.cursorSign(focused)
		}
		for _, line := range l.lines(i) {
			lines = append(lines, gutter+line)
		}
	}
	return fit(lines, l.width, l.height)
}

// cursorSign returns what stands before the lines of the row under the cursor.
func (l *list) cursorSign(focused bool) string {
	if focused {
		return l.style.Paint(view.Link, "▌")
	}
	return l.style.Paint(view.Quiet, "▏")
}

// rowAt returns the row on a line of the list, or -1.
func (l *list) rowAt(line int) int {
	for i := l.top; i < len(l.rows); i++ {
		if line -= len(l.lines(i)); line < 0 {
			return i
		}
	}
	return -1
}

const (
	// mostLines is how many lines a headline has at most.
	mostLines = 2
	// wideList is the width of a list in columns from which days stand in a column.
	wideList = 64
)

// room returns the columns beside the sign of the cursor.
func (l *list) room() int { return max(1, l.width-1) }

// lines returns the lines of a row.
func (l *list) lines(i int) []string {
	switch r := &l.rows[i]; r.kind {
	case headingRow:
		return []string{l.style.Paint(view.Heading, ansi.Truncate(r.text, l.room(), "…"))}
	case remarkRow:
		return l.quiet(r.text, 0)
	case eventRow:
		return l.eventLines(r, i == l.cursor)
	case topicRow:
		return l.topicLines(r, i == l.cursor)
	default:
		return l.countLines(r, i == l.cursor)
	}
}

// quiet returns a quiet text in lines, indented.
func (l *list) quiet(s string, indent int) []string {
	lines := l.style.WrapText(view.Quiet, s, nil, max(1, l.room()-indent), 0)
	for i, line := range lines {
		lines[i] = strings.Repeat(" ", indent) + line
	}
	return lines
}

// numberOf returns the number of a row, and the sign of a marked event behind it.
func (l *list) numberOf(r *row) string {
	number, sign := strings.Repeat(" ", l.digits), " "
	if r.number > 0 {
		number = fmt.Sprintf("%*d", l.digits, r.number)
	}
	if r.kind == eventRow && l.isMarked != nil && l.isMarked(r.event.Ref) {
		sign = "*"
	}
	return l.style.Paint(view.Category, number+sign) + " "
}

// eventLines returns the lines of an event: its number, its day where the list is
// wide, its headline, and its notes.
func (l *list) eventLines(r *row, underCursor bool) []string {
	lead := l.numberOf(r)
	if l.signs {
		lead += l.style.Paint(view.Category, padded(r.sign, 1)) + " "
	}
	notes := r.notes
	if r.isGone {
		notes = append([]note{noteOf(view.NoPage(l.language))}, notes...)
	}
	switch {
	case r.isDated && l.room() >= wideList:
		lead += l.style.Paint(view.Quiet, r.event.Ref.Date.String()) + "  "
	case r.isDated:
		notes = dated(r.event.Ref.Date, notes)
	}
	indent := text.Width(lead)
	role := view.Plain
	switch {
	case r.isGone:
		role = view.Quiet
	case underCursor || r.isCentre:
		role = view.Title
	}
	lines := textLines(l.style, role, r, lead, max(1, l.room()-indent))
	for _, n := range notes {
		lines = append(lines, l.noteLines(n, indent)...)
	}
	return lines
}

// dated returns notes with a day before the first, in its line where it is no
// excerpt.
func dated(d event.Date, notes []note) []note {
	if len(notes) == 0 || notes[0].isExcerpt {
		return append([]note{noteOf(d.String())}, notes...)
	}
	first := noteOf(d.String() + " · " + notes[0].Text)
	return append([]note{first}, notes[1:]...)
}

// noteLines returns a note in lines.
func (l *list) noteLines(n note, indent int) []string {
	if !n.isExcerpt {
		return l.quiet(n.Text, indent)
	}
	around := view.Excerpt(n.Passage, max(1, l.room()-indent))
	return []string{strings.Repeat(" ", indent) + l.style.MarkText(view.Quiet, around.Text, around.Marks)}
}

// textLines returns the text of a row in lines behind its lead, the last one cut where
// it is too long.
func textLines(style view.Style, role view.Role, r *row, lead string, width int) []string {
	lines := style.WrapText(role, r.text, r.marks, width, mostLines)
	indent := text.Width(lead)
	for i, line := range lines {
		lines[i] = lead + line
		lead = strings.Repeat(" ", indent)
	}
	return lines
}

// roleOf returns how the text of a row of counts looks.
func roleOf(underCursor bool) view.Role {
	if underCursor {
		return view.Title
	}
	return view.Plain
}

// count returns the count of a row in a column as wide as the greatest one.
func (l *list) count(r *row) string {
	return fmt.Sprintf("%*s", len(text.Grouped(r.most)), text.Grouped(r.count))
}

// countLines returns the line of a day or a period: its name, its count and a bar.
func (l *list) countLines(r *row, underCursor bool) []string {
	line := l.numberOf(r) + l.style.Paint(roleOf(underCursor), r.text) + "  " + l.style.Paint(view.Category, l.count(r)) + "  "
	mark := " ◂"
	if l.room() >= wideList {
		mark += " " + view.Busiest(l.language)
	}
	room := min(l.room(), view.Widest) - text.Width(line) - text.Width(mark)
	if !r.isBusiest {
		mark = ""
	}
	role := view.Quiet
	if r.isBusiest {
		role = view.Title
	}
	return []string{line + l.style.Paint(role, view.CountBar(r.count, r.most, room)+mark)}
}

// topicLines returns the lines of a topic: its number of events, its first and last
// day where the list is wide, and its name.
func (l *list) topicLines(r *row, underCursor bool) []string {
	lead := l.numberOf(r) + l.style.Paint(view.Category, l.count(r)) + "  "
	isWide := l.room() >= wideList
	if isWide {
		lead += l.style.Paint(view.Quiet, padded(r.dates, len("2016-04-03 - 2016-04-03"))) + "  "
	}
	indent := text.Width(lead)
	lines := textLines(l.style, roleOf(underCursor), r, lead, max(1, l.room()-indent))
	if !isWide {
		lines = append(lines, l.quiet(r.dates, indent)...)
	}
	return lines
}
