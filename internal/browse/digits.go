package browse

import (
	"strconv"

	tea "charm.land/bubbletea/v2"
)

// digit gathers a digit of a number. The row or link of that number opens at Enter, or
// at once where no longer number begins with these digits.
func (m *model) digit(key string) tea.Cmd {
	m.digits += key
	n, _ := strconv.Atoi(m.digits)
	isThere, isLonger := false, false
	for _, number := range m.trail.here().numbers() {
		isThere = isThere || number == n
		isLonger = isLonger || number >= 10*n && number != n
	}
	switch {
	case isThere && !isLonger:
		return m.openNumber()
	case !isThere && !isLonger:
		m.message = "there is no " + m.digits + " here"
		m.digits = ""
	}
	return nil
}

// numbers returns what digits can open in the pane in focus.
func (s *screen) numbers() []int {
	var numbers []int
	if s.onPage {
		for _, link := range s.page.Links {
			numbers = append(numbers, link.Number)
		}
		return numbers
	}
	for _, r := range s.list.rows {
		numbers = append(numbers, r.number)
	}
	return numbers
}

// openNumber opens what has the number that was gathered.
func (m *model) openNumber() tea.Cmd {
	n, _ := strconv.Atoi(m.digits)
	m.digits = ""
	s := m.trail.here()
	for i, number := range s.numbers() {
		if number != n {
			continue
		}
		if s.onPage {
			s.page.link = i
		} else {
			s.list.moveTo(i)
		}
		return m.open()
	}
	return nil
}
