package browse

import (
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
	v.WindowTitle = "news"
	if !m.mouseIsFree {
		v.MouseMode = tea.MouseModeCellMotion
	}
	return v
}

// The least size of a window that the browser works in, in columns and rows.
const (
	leastWidth  = 40
	leastHeight = 10
)

func (m *model) frame() string {
	if m.width < leastWidth || m.height < leastHeight {
		return strings.Join(fit([]string{"news needs a window of", "40 columns and 10 rows"}, max(0, m.width), max(0, m.height)), "\n")
	}
	lines := append([]string{m.topLine()}, m.panes()...)
	return strings.Join(append(lines, m.bottomLine()), "\n")
}

// panes returns the lines between the top line and the bottom line.
func (m *model) panes() []string {
	s := m.trail.here()
	height := m.height - 2
	if s.err != nil {
		return fit([]string{"", text.Plain(s.err.Error())}, m.width, height)
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
		lines[i] = rows[i] + m.Style.Paint(view.Quiet, " │ ") + page[i]
	}
	return lines
}

// topLine says where one is.
func (m *model) topLine() string {
	s := m.trail.here()
	where := s.answer.title
	if s.answer.note != "" {
		where += " · " + s.answer.note
	}
	return m.bar(m.Archive+"  "+where, "")
}

// bottomLine has the digits, a message, or the keys that matter here.
func (m *model) bottomLine() string {
	s := m.trail.here()
	switch {
	case m.digits != "":
		return m.bar(m.digits, "")
	case m.message != "":
		return m.bar(m.message, "")
	case s.loading:
		return m.bar("…", "")
	}
	return m.bar("? keys  / search  Enter open  Backspace back  q quit", "")
}

// bar returns a line over the whole width, with a text at either end.
func (m *model) bar(before, after string) string {
	gap := max(1, m.width-text.Width(before)-text.Width(after))
	return m.Style.Paint(view.Bar, ansi.Truncate(before+strings.Repeat(" ", gap)+after, m.width, "…"))
}
