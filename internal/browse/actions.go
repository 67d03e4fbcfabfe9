package browse

import (
	tea "charm.land/bubbletea/v2"

	"news/internal/event"
	"news/internal/view"
)

// do does an action.
func (m *model) do(a action) tea.Cmd {
	s := m.trail.here()
	switch a {
	case up, down, pageUp, pageDown, halfUp, halfDown, first, last:
		return m.move(a)
	case nextLink:
		s.page.step(1)
	case prevLink:
		s.page.step(-1)
	case open, right:
		if m.digits != "" {
			return m.openNumber()
		}
		return m.open()
	case left, otherPane:
		s.onPage = !s.onPage && a == otherPane
	case back:
		return m.back()
	case forward:
		return m.goTo(1)
	case zoom:
		s.zoomed = !s.zoomed
		m.layOut()
	case undo:
		return m.undo()
	case closeTop:
		return m.closeTop()
	case quit:
		return tea.Quit
	case suspend:
		return m.suspend()
	case help:
		m.helping = !m.helping
	}
	return nil
}

// move moves in the pane in focus.
func (m *model) move(a action) tea.Cmd {
	s := m.trail.here()
	if s.onPage || s.zoomed {
		s.page.scroll(a)
		return nil
	}
	l := &s.list
	switch a {
	case up:
		l.move(-1)
	case down:
		l.move(1)
	case pageUp:
		l.move(-l.pageful())
	case pageDown:
		l.move(l.pageful())
	case halfUp:
		l.move(-max(1, l.pageful()/2))
	case halfDown:
		l.move(max(1, l.pageful()/2))
	case first:
		l.moveTo(0)
	case last:
		l.moveTo(len(l.rows) - 1)
	}
	return m.follow()
}

// scroll scrolls the page.
func (p *page) scroll(a action) {
	switch a {
	case up:
		p.scrollTo(p.top - 1)
	case down:
		p.scrollTo(p.top + 1)
	case pageUp:
		p.scrollTo(p.top - p.height + 1)
	case pageDown:
		p.scrollTo(p.top + p.height - 1)
	case halfUp:
		p.scrollTo(p.top - p.height/2)
	case halfDown:
		p.scrollTo(p.top + p.height/2)
	case first:
		p.scrollTo(0)
	case last:
		p.scrollTo(len(p.Lines))
	}
}

// open opens what the cursor is on: the page of an event first, and in a page a link.
func (m *model) open() tea.Cmd {
	s := m.trail.here()
	if s.onPage || s.zoomed {
		return m.openLink(s.page.at())
	}
	r := s.list.at()
	switch {
	case r == nil:
	case r.kind == eventRow:
		s.onPage = true
		m.layOut()
	case r.kind == dayRow:
		return m.show(dayAsk{date: r.date})
	}
	return nil
}

// openLink opens a link of a page.
func (m *model) openLink(link *view.PageLink) tea.Cmd {
	switch {
	case link == nil:
		m.message = "Tab goes to the links of the page"
	case link.Kind == view.RelatedLink:
		return m.showEvent(link.Ref)
	case link.Kind == view.DayLink:
		return m.show(dayAsk{date: link.Ref.Date})
	case link.Kind == view.SourceLink:
		return m.openAddress(link.Address)
	}
	return nil
}

// showEvent shows an event among those of its day.
func (m *model) showEvent(ref event.Ref) tea.Cmd {
	cmd := m.show(dayAsk{date: ref.Date, at: ref})
	m.trail.here().onPage = true
	return cmd
}

// openAddress opens an address in the system's browser.
func (m *model) openAddress(address string) tea.Cmd {
	return beside(func() tea.Msg { return told{m.System.Open(address)} })
}

// told is the message that the system did what it was asked, or why not.
type told struct{ err error }

// back goes from the page to the list, and from there to the screen before.
func (m *model) back() tea.Cmd {
	if s := m.trail.here(); s.onPage && s.list.at() != nil {
		s.onPage = false
		return nil
	}
	return m.goTo(-1)
}

// goTo goes so many screens forward on the trail.
func (m *model) goTo(by int) tea.Cmd {
	if !m.trail.step(by) {
		m.message = "the trail ends here"
		return nil
	}
	return m.arrive()
}

// undo undoes the innermost thing.
func (m *model) undo() tea.Cmd {
	s := m.trail.here()
	switch {
	case m.helping:
		m.helping = false
	case m.stop(s):
		m.message = m.workWords().stopped
	case m.stopIndexing():
		m.message = m.workWords().indexOff
	case s.zoomed:
		s.zoomed = false
		m.layOut()
	}
	return nil
}

// closeTop closes the topmost thing: help, the page, the screen; the first screen ends
// the browser.
func (m *model) closeTop() tea.Cmd {
	s := m.trail.here()
	switch {
	case m.helping:
		m.helping = false
	case s.onPage && !isWide(m.width):
		s.onPage = false
	case m.trail.at > 0:
		m.trail.step(-1)
		return m.arrive()
	default:
		return tea.Quit
	}
	return nil
}
