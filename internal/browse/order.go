package browse

import tea "charm.land/bubbletea/v2"

// reorder shows the list in the next order, on the same screen.
func (m *model) reorder() tea.Cmd {
	c, s := captionsIn(m.Language), m.trail.here()
	list, isOrderly := s.ask.(orderly)
	if !isOrderly {
		m.message = c.noOrder
		return nil
	}
	s.ask, m.message = list.next(c)
	s.isAnswered = false
	return m.askAgain(s)
}
