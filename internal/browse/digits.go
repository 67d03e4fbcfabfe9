package browse

import (
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// mostDigits is how many digits a number has at most.
const mostDigits = 7

// digit gathers a digit of a number. The row or link of that number opens at Enter, or
// at once where no longer number begins with these digits.
func (m *model) digit(key string) tea.Cmd {
	m.digits += key
	isThere, isLonger := m.trail.here().begins(m.digits)
	switch {
	case isThere && !isLonger:
		return m.openNumber()
	case !isThere && !isLonger:
		m.message = fmt.Sprintf(m.words().noNumber, m.digits)
		m.digits = ""
	}
	return nil
}

// openIfSure opens what the gathered digits mean where a row for them has come.
func (m *model) openIfSure() tea.Cmd {
	if isThere, isLonger := m.trail.here().begins(m.digits); isThere && !isLonger {
		return m.openNumber()
	}
	return nil
}

// begins reports whether digits are a number of the pane in focus, and whether a longer
// number begins with them.
func (s *screen) begins(digits string) (isThere, isLonger bool) {
	if digits[0] == '0' || len(digits) > mostDigits {
		return false, false
	}
	for _, n := range s.numbers() {
		number := strconv.Itoa(n)
		isThere = isThere || number == digits
		isLonger = isLonger || number != digits && strings.HasPrefix(number, digits)
	}
	if n, _ := strconv.Atoi(digits); !s.isOnPage() && s.letters == "" && s.answer.more != nil {
		isThere = isThere || n <= s.answer.total
		isLonger = isLonger || 10*n <= s.answer.total
	}
	return isThere, isLonger
}

// numbers returns the numbers that digits can open in the pane in focus, in its order;
// 0 for what has none.
func (s *screen) numbers() []int {
	var numbers []int
	if s.isOnPage() {
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

// openNumber opens what has the number that was gathered. Rows that are not there yet
// are read before.
func (m *model) openNumber() tea.Cmd {
	s := m.trail.here()
	n, _ := strconv.Atoi(m.digits)
	for i, number := range s.numbers() {
		if number != n {
			continue
		}
		m.digits = ""
		if s.isOnPage() {
			s.page.link = i
			return m.openLink(s.page.at())
		}
		s.list.moveTo(i)
		return tea.Batch(m.follow(), m.open())
	}
	if _, isLonger := s.begins(m.digits); s.answer.more != nil && s.letters == "" && !s.isOnPage() && (n <= s.answer.total || isLonger) {
		if s.growing.number != 0 {
			return nil
		}
		return m.grow(s, n-len(s.list.rows)+1)
	}
	m.message = fmt.Sprintf(m.words().noNumber, m.digits)
	m.digits = ""
	return nil
}
