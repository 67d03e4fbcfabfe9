package browse

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"news/internal/text"
	"news/internal/view"
)

// helpPane shows all keys in place of the panes.
type helpPane struct {
	isOpen bool
	top    int // the first line shown
}

func (m *model) openHelp() { m.help = helpPane{isOpen: true} }

// helpKey does an action while the help is shown: it scrolls and leaves the help. Any
// other action leaves the help and is done.
func (m *model) helpKey(a action) tea.Cmd {
	page := m.height - 3
	switch a {
	case up, prevLink:
		m.help.top--
	case down, nextLink:
		m.help.top++
	case pageUp:
		m.help.top -= page
	case pageDown:
		m.help.top += page
	case halfUp:
		m.help.top -= page / 2
	case halfDown:
		m.help.top += page / 2
	case first:
		m.help.top = 0
	case last:
		m.help.top = len(m.helpLines())
	case "", open, help, undo, closeTop, back, left:
		m.help.isOpen = false
	default:
		m.help.isOpen = false
		return m.act(a)
	}
	m.help.top = max(0, min(m.help.top, len(m.helpLines())-m.height+2))
	return nil
}

// helpView returns the lines of the help that are shown.
func (m *model) helpView() []string {
	lines := m.helpLines()
	top := max(0, min(m.help.top, len(lines)-m.height+2))
	return fit(lines[top:], m.width, m.height-2)
}

// The least width of a column of the help, and the room between two.
const (
	helpColumn = 50
	helpGap    = 3
)

// helpLines returns all keys by groups, in as many columns as there is room for.
func (m *model) helpLines() []string {
	n := max(1, min(3, m.width/helpColumn))
	width := (m.width - (n-1)*helpGap) / n
	columns := inColumns(m.helpBlocks(width), n)
	var lines []string
	for i := 0; ; i++ {
		var line strings.Builder
		isEnd := true
		for at, column := range columns {
			part := ""
			if i < len(column) {
				part, isEnd = column[i], false
			}
			if at < len(columns)-1 {
				part += strings.Repeat(" ", max(0, width+helpGap-text.Width(part)))
			}
			line.WriteString(part)
		}
		if isEnd {
			return lines
		}
		lines = append(lines, line.String())
	}
}

// inColumns puts blocks of lines below each other in columns of about the same height,
// with an empty line between two.
func inColumns(blocks [][]string, n int) [][]string {
	total := 0
	for _, block := range blocks {
		total += len(block) + 1
	}
	columns := make([][]string, n)
	at, used := 0, 0
	for _, block := range blocks {
		if used+len(block)/2 > (at+1)*total/n && at < n-1 {
			at++
		}
		if len(columns[at]) > 0 {
			columns[at] = append(columns[at], "")
		}
		columns[at] = append(columns[at], block...)
		used += len(block) + 1
	}
	return columns
}

// helpBlocks returns a block of lines for each group of actions.
func (m *model) helpBlocks(width int) [][]string {
	w := m.words()
	var blocks [][]string
	for g := range groups {
		block := []string{m.Style.Paint(view.Heading, w.groups[g])}
		for _, b := range bindings {
			if keys := m.keys.all(b.action, w); b.group == g && keys != "" {
				block = append(block, m.helpEntry(keys, w.does[b.action], width)...)
			}
		}
		if g == opening {
			block = append(block, m.helpEntry("1 2 3 …", w.byNumber, width)...)
		}
		blocks = append(blocks, block)
	}
	block := []string{m.Style.Paint(view.Heading, w.inFields)}
	for _, k := range w.fieldKeys {
		block = append(block, m.helpEntry(k[0], k[1], width)...)
	}
	return append(blocks, block)
}

// helpEntry returns the lines that say what keys do. Words that do not fit beside the
// keys go on below.
func (m *model) helpEntry(keys, does string, width int) []string {
	keysWidth := 20
	if width < helpColumn {
		keysWidth = 16
	}
	var lines []string
	indent := keysWidth + 1
	lead := "  " + m.Style.Paint(view.Key, keys)
	if text.Width(lead) >= indent {
		lines, lead = append(lines, lead), ""
	}
	for _, words := range view.Fill(does, max(8, width-indent)) {
		lines = append(lines, lead+strings.Repeat(" ", indent-text.Width(lead))+words)
		lead = ""
	}
	return lines
}
