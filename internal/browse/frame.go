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
		needs := fmt.Sprintf(m.workWords().tooSmall, leastWidth, leastHeight, m.width, m.height)
		return strings.Join(fit([]string{needs}, m.width, m.height), "\n")
	}
	lines := append([]string{m.topLine()}, m.panes()...)
	lines = fit(append(lines, m.bottomLine()), m.width, m.height)
	return strings.Join(lines, "\n")
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
		return s.list.view(true)
	case !showsList:
		return s.page.view(true)
	}
	rows, page := s.list.view(!s.onPage), s.page.view(s.onPage)
	lines := make([]string, height)
	for i := range lines {
		lines[i] = rows[i] + m.Style.Paint(view.Quiet, divider) + page[i]
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
	switch {
	case m.digits != "":
		return m.bar(m.digits, "")
	case m.message != "":
		return m.bar(m.message, "")
	}
	keys := "? keys  / search  Enter open  Backspace back  q quit"
	return m.bar(keys, cmp.Or(m.progressLine(m.width/2), m.sign()))
}

// bar returns a line over the whole width, with a text at either end.
func (m *model) bar(before, after string) string {
	gap := max(1, m.width-text.Width(before)-text.Width(after))
	return m.Style.Paint(view.Bar, ansi.Truncate(before+strings.Repeat(" ", gap)+after, m.width, "…"))
}
