package browse

import (
	"cmp"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"news/internal/text"
	"news/internal/view"
)

// View returns the frame: a line on top, the panes, and a line at the bottom.
func (m *model) View() tea.View {
	v := tea.NewView(m.frame())
	v.AltScreen = true
	v.WindowTitle = m.windowTitle()
	v.MouseMode = m.mouseMode()
	if m.entry != nil && !m.isTooSmall() {
		_, column := m.fieldLine()
		v.Cursor = tea.NewCursor(column, m.height-1)
		v.Cursor.Shape = tea.CursorBar
	}
	return v
}

// The least size of a window that the browser works in, in columns and rows.
const (
	leastWidth  = 40
	leastHeight = 10
)

func (m *model) isTooSmall() bool { return m.width < leastWidth || m.height < leastHeight }

func (m *model) frame() string {
	if m.isTooSmall() {
		needs := fmt.Sprintf(m.words().tooSmall, leastWidth, leastHeight, m.width, m.height)
		return strings.Join(fit(view.Fill(needs, max(1, m.width)), m.width, m.height), "\n")
	}
	lines := append([]string{m.topLine()}, m.panes()...)
	lines = fit(append(m.overTrouble(lines), m.bottomLine()), m.width, m.height)
	return strings.Join(lines, "\n")
}

// panes returns the lines between the top line and the bottom line.
func (m *model) panes() []string {
	s := m.trail.here()
	height := m.height - 2
	if m.help.isOpen {
		return m.helpView()
	}
	if s.err != nil {
		return fit([]string{"", m.words().problem(s.err)}, m.width, height)
	}
	showsList, showsPage := s.shows(m.width)
	switch {
	case !showsPage:
		return s.listView(true)
	case !showsList:
		return s.page.view(true)
	}
	rows, page := s.listView(!s.onPage), s.page.view(s.onPage)
	lines := make([]string, height)
	for i := range lines {
		lines[i] = rows[i] + m.Style.Paint(view.Quiet, divider) + page[i]
	}
	return lines
}

// overTrouble puts what is wrong with the text of a field over the last lines of the
// panes, or a message that the bottom line has no room for.
func (m *model) overTrouble(lines []string) []string {
	var said, progress string
	switch {
	case m.entry != nil && m.entry.trouble != "":
		said, progress = m.entry.trouble, m.progressLine(m.width-2)
	case m.entry == nil && m.isLong(m.message):
		said = m.message
	default:
		return lines
	}
	var trouble []string
	for part := range strings.SplitSeq(said, "\n") {
		trouble = append(trouble, view.Fill(text.Plain(part), m.width-2)...)
	}
	if progress != "" {
		trouble = append(trouble, progress)
	}
	trouble = trouble[:min(len(trouble), m.height/2)]
	for i, line := range fit(trouble, m.width-2, len(trouble)) {
		lines[len(lines)-len(trouble)+i] = m.Style.Paint(view.Quiet, "  "+line)
	}
	return lines
}

// isLong reports whether a message does not fit into the bottom line.
func (m *model) isLong(message string) bool { return text.Width(message) > m.width }

// gap is what stands between two things in the top and the bottom line.
const gap = "  "

// topLine says what archive is shown, where one is in it, the filters in force, and
// where one came from.
func (m *model) topLine() string {
	s, w := m.trail.here(), m.words()
	where, note := cmp.Or(s.answer.title, text.Plain(s.sought())), ""
	if m.help.isOpen {
		where = w.helpTitle
	} else if s.answer.note != "" {
		note = " · " + s.answer.note
	}
	if sign := m.sign(); sign != "" && m.entry != nil {
		note += " " + sign
	}
	filter := s.filter(w)
	if filter != "" {
		filter = gap + "[" + filter + "]"
	}
	room := m.width - text.Width(note) - text.Width(filter)
	archive := m.Archive + gap
	if text.Width(archive)+text.Width(where) > room {
		archive = ""
	}
	where = ansi.Truncate(where, max(8, room), "…")
	line := m.Style.Paint(view.Quiet, archive) + m.Style.Paint(view.Title, where) + m.Style.Paint(view.Quiet, note) + m.Style.Paint(view.Mark, filter)
	trail := m.trailBack(m.width - text.Width(line) - len(gap))
	return m.between(line, m.Style.Paint(view.Quiet, trail))
}

// trailBack returns where back leads to, and from there, in so many columns.
func (m *model) trailBack(width int) string {
	trail := ""
	for at := m.trail.at - 1; at >= 0; at-- {
		title := m.trail.screens[at].answer.title
		if title == "" {
			title = "…"
		}
		longer := trail + "‹ " + title
		if trail != "" {
			longer = trail + " ‹ " + title
		}
		if text.Width(longer) > width {
			break
		}
		trail = longer
	}
	if trail == "" && m.trail.at > 0 && width > 12 {
		trail = ansi.Truncate("‹ "+m.trail.screens[m.trail.at-1].answer.title, width, "…")
	}
	return trail
}

// trailColumns returns the columns of the top line that show where back leads to.
func (m *model) trailColumns() (from, to int) {
	line := ansi.Strip(m.topLine())
	if at := strings.LastIndex(line, gap+"‹ "); at >= 0 && m.trail.at > 0 {
		if at = strings.Index(line, gap+"‹ "); at >= 0 {
			return text.Width(line[:at]) + len(gap), m.width
		}
	}
	return 0, 0
}

// between returns a line over the whole width, with a text at either end.
func (m *model) between(before, after string) string {
	room := m.width - text.Width(before) - text.Width(after)
	return ansi.Truncate(before+strings.Repeat(" ", max(0, room))+after, m.width, "…")
}

// bottomLine has the field that is open, the digits, a message, or the keys that
// matter here.
func (m *model) bottomLine() string {
	switch {
	case m.entry != nil:
		line, _ := m.fieldLine()
		return line
	case m.digits != "":
		return m.between(m.Style.Paint(view.Key, m.digits)+"…", m.paintHints(m.hints()))
	case m.message != "" && !m.isLong(m.message):
		return text.Plain(m.message)
	}
	return m.between(m.paintHints(m.hints()), m.Style.Paint(view.Quiet, m.doing()))
}

// doing returns the sign that something is under way, or how far it is; "" where
// nothing is.
func (m *model) doing() string { return cmp.Or(m.progressLine(m.width/2), m.sign()) }

// fieldLine returns the bottom line with a field, and the column of the cursor.
func (m *model) fieldLine() (line string, column int) {
	label := m.entry.label(m.words())
	hints := m.hints()
	room := m.width - text.Width(label)
	if len(hints) > 0 {
		room = hints[0].from - text.Width(label) - len(gap)
	}
	shown, at := m.entry.view(room)
	if m.entry.selected {
		shown = m.Style.Paint(view.Quiet, shown)
	}
	return m.between(m.Style.Paint(view.Key, label)+shown, m.paintHints(hints)), text.Width(label) + at
}

// windowTitle returns the title of the terminal's window.
func (m *model) windowTitle() string {
	if m.Archive == "" {
		return "news"
	}
	return "news: " + m.Archive
}
