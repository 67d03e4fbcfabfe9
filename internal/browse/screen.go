package browse

// sideBySide is the width in columns from which the page stands beside the list.
const sideBySide = 110

// screen shows the answer to an ask: its rows, and the page of the one under the
// cursor.
type screen struct {
	ask    ask
	answer answer
	err    error // why there is no answer
	list   list
	page   page
	onPage bool // the page has the focus, and in a narrow window is over the list
	zoomed bool // the page alone is shown

	opensPage bool // its page was what was asked for, not its list
	isStepped bool // it is where a step led to: a further step takes its place

	asked   int  // the number of the last question
	loading bool // its answer has not come
	reading int  // the number of the last event that is read for the page
	growing bool // further rows are read
}

// isWide reports whether the list and the page stand side by side.
func isWide(width int) bool { return width >= sideBySide }

// isOnPage reports whether keys move in the page.
func (s *screen) isOnPage() bool { return !s.answer.isAlone && (s.onPage || s.zoomed) }

// resize lays the screen out. The page is wider than the list, as text needs more
// room than headlines.
func (s *screen) resize(width, height int) {
	if s.answer.calendar != nil {
		s.answer.calendar.resize(width, height)
	}
	if !isWide(width) || s.zoomed || s.answer.isAlone {
		s.list.resize(width, height)
		s.page.resize(width, height)
		return
	}
	listWidth := width * 2 / 5
	s.list.resize(listWidth, height)
	s.page.resize(width-listWidth-len(" │ "), height)
}

// shows reports which panes are shown in a window of a width.
func (s *screen) shows(width int) (list, page bool) {
	switch {
	case s.answer.isAlone:
		return true, false
	case s.zoomed:
		return false, true
	case isWide(width):
		return true, true
	}
	return !s.onPage, s.onPage
}

// listView returns the lines of the list, or of what stands in its place.
func (s *screen) listView(focused bool) []string {
	if s.answer.calendar != nil {
		return s.answer.calendar.view()
	}
	return s.list.view(focused)
}
