package browse

import tea "charm.land/bubbletea/v2"

// reorder shows the list in the next order, on the same screen.
func (m *model) reorder() tea.Cmd {
	s := m.trail.here()
	list, isOrderly := s.ask.(orderly)
	if !isOrderly {
		m.message = m.words().noOrder
		return nil
	}
	s.ask = list.next()
	s.isAnswered = false
	return m.askAgain(s)
}
