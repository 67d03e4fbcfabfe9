package browse

import (
	"fmt"

	tea "charm.land/bubbletea/v2"
)

// click does what a press of the mouse asks for.
func (m *model) click(at tea.Mouse) tea.Cmd {
	m.message = ""
	switch at.Button {
	case tea.MouseBackward, tea.MouseRight:
		return m.act(back)
	case tea.MouseForward:
		return m.act(forward)
	case tea.MouseLeft:
		return m.clickLeft(at.X, at.Y)
	}
	return nil
}

func (m *model) clickLeft(x, y int) tea.Cmd {
	switch {
	case y == m.height-1:
		return m.clickHint(x)
	case m.help.isOpen:
		m.help.isOpen = false
		return nil
	case y == 0:
		if from, to := m.trailColumns(); x >= from && x < to {
			return m.act(back)
		}
		return nil
	}
	var kept tea.Cmd
	if m.entry != nil {
		if kept = m.keepField(); m.entry != nil {
			return kept
		}
	}
	return tea.Batch(kept, m.clickPane(x, y-1))
}

// clickPane opens what is in a pane at a place.
func (m *model) clickPane(x, y int) tea.Cmd {
	s := m.trail.here()
	if onList, _, column := s.under(x, m.width); !onList {
		return m.clickPage(column, y)
	}
	if c := s.answer.calendar; c != nil {
		if day := c.dayAt(x, y); !day.IsZero() && c.moveTo(day) {
			return m.act(open)
		}
		return nil
	}
	at := s.list.rowAt(y)
	if at < 0 || s.list.rows[at].isPassed() {
		return nil
	}
	s.onPage = false
	s.list.moveTo(at)
	return tea.Batch(m.follow(), m.act(open))
}

// clickPage opens the link at a place of the page.
func (m *model) clickPage(x, y int) tea.Cmd {
	s := m.trail.here()
	s.onPage = true
	if link := s.page.linkAt(x, y); link >= 0 {
		s.page.link = link
		return m.openLink(s.page.at())
	}
	return nil
}

// under returns the pane under a column of the window, and the column in it.
func (s *screen) under(x, width int) (onList, onPage bool, column int) {
	showsList, showsPage := s.shows(width)
	if showsList && showsPage && x >= s.list.width {
		return false, true, x - (width - s.page.width)
	}
	return showsList, showsPage && !showsList, x
}

// linkAt returns the link at a place of the page that is shown, -1 for none.
func (p *page) linkAt(x, y int) int {
	for i, link := range p.Links {
		for _, place := range link.Places {
			if place.Line == p.top+y && x >= place.From && x < place.To {
				return i
			}
		}
	}
	return -1
}

// wheelLines is how many lines the wheel scrolls at once.
const wheelLines = 3

// wheel scrolls the pane under the mouse.
func (m *model) wheel(at tea.Mouse) tea.Cmd {
	by := wheelLines
	switch at.Button {
	case tea.MouseWheelUp:
		by = -wheelLines
	case tea.MouseWheelDown:
	default:
		return nil
	}
	s := m.trail.here()
	onList, _, _ := s.under(at.X, m.width)
	switch {
	case m.help.isOpen:
		m.help.top = max(0, min(m.help.top+by, len(m.helpLines())-m.height+2))
	case s.answer.calendar != nil:
		s.answer.calendar.scroll(by)
	case onList:
		s.list.scrollLines(by)
		return tea.Batch(m.follow(), m.readOn(s))
	default:
		s.page.scrollTo(s.page.top + by)
	}
	return nil
}

// scrollLines scrolls the list by about so many lines. The cursor stays in what is shown.
func (l *list) scrollLines(by int) {
	for lines := 0; by < 0 && lines > by && l.top > 0; {
		l.top--
		lines -= len(l.lines(l.top))
	}
	for lines := 0; by > 0 && lines < by && !l.showsEnd(); {
		lines += len(l.lines(l.top))
		l.top++
	}
	if l.cursor < l.top {
		l.moveTo(l.top)
		return
	}
	lastShown := l.rowAt(l.height - 1)
	if lastShown > l.top && len(l.lines(lastShown)) > 1 && l.rowAt(l.height) == lastShown {
		lastShown-- // it is shown in part
	}
	for top := l.top; lastShown >= 0 && l.cursor > lastShown; {
		before := l.cursor
		l.move(-1)
		if l.top = top; l.cursor == before {
			return
		}
	}
}

// showsEnd reports whether the last row is shown whole.
func (l *list) showsEnd() bool {
	lines := 0
	for i := l.top; i < len(l.rows); i++ {
		if lines += len(l.lines(i)); lines > l.height {
			return false
		}
	}
	return true
}

// freeMouse lets go of the mouse, so that the terminal selects text, or takes it again.
func (m *model) freeMouse() {
	w := m.words()
	if m.mouseIsFree = !m.mouseIsFree; m.mouseIsFree {
		m.message = fmt.Sprintf(w.mouseIsFree, m.keys.first(freeMouse, w))
	} else {
		m.message = w.mouseIsTaken
	}
}

// mouseMode returns what the browser hears of the mouse.
func (m *model) mouseMode() tea.MouseMode {
	if m.mouseIsFree {
		return tea.MouseModeNone
	}
	return tea.MouseModeCellMotion
}
