package browse

// sideBySide is the width in columns from which the page stands beside the list.
const sideBySide = 110

// screen shows the answer to an ask: its rows, and the page of the one under the
// cursor.
type screen struct {
	ask     ask
	answer  answer
	err     error // why there is no answer
	list    list
	page    page
	onPage  bool   // the page has the focus, and in a narrow window is over the list
	zoomed  bool   // the page alone is shown
	letters string // which rows must have to be shown; "" for all rows
	found   string // what was sought in the list
	reread  bool   // the page may have changed

	asked   int  // the number of the last question
	loading bool // its answer has not come
	reading int  // the number of the last event that is read for the page
}

// isWide reports whether the list and the page stand side by side.
func isWide(width int) bool { return width >= sideBySide }

// resize lays the screen out. The page is wider than the list, as text needs more
// room than headlines.
func (s *screen) resize(width, height int) {
	if !isWide(width) || s.zoomed {
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
	case s.zoomed:
		return false, true
	case isWide(width):
		return true, true
	}
	return !s.onPage, s.onPage
}
