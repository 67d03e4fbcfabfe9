package browse

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"news/internal/text"
	"news/internal/view"
)

// sideBySide is the width in columns from which the page stands beside the list.
const sideBySide = 110

// divider stands between the list and the page.
const divider = " │ "

// screen shows the answer to an ask: its rows, and the page of the one under the
// cursor.
type screen struct {
	ask        ask
	answer     answer
	isAnswered bool
	err        error // why there is no answer
	list       list
	page       page
	onPage     bool   // the page has the focus, and in a narrow window is over the list
	zoomed     bool   // the page alone is shown
	opensPage  bool   // its page was what was asked for, not its list
	isStepped  bool   // a step led to it: a further step takes its place
	letters    string // which rows must have to be shown; "" for all rows
	found      string // what was sought in the list

	asking  work // for the answer
	reading work // for the page
	growing work // for further rows
}

// isWide reports whether the list and the page stand side by side.
func isWide(width int) bool { return width >= sideBySide }

// panesOf returns the widths of the list and of the page that stand side by side in a
// window. The page has more room than the list, as text needs more than headlines, but
// no more than lines are wide at most; the list has the rest.
func panesOf(width int) (list, page int) {
	room := width - text.Width(divider)
	page = min(view.Widest, room-room*2/5)
	return room - page, page
}

// resize lays the screen out.
func (s *screen) resize(width, height int) {
	if s.answer.calendar != nil {
		s.answer.calendar.resize(width, height)
	}
	listWidth, pageWidth := width, width
	if isWide(width) && !s.zoomed && !s.answer.isAlone {
		listWidth, pageWidth = panesOf(width)
	}
	s.list.resize(listWidth, height)
	s.page.resize(pageWidth, height)
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

// columns returns the columns that a line takes, as Bubble Tea counts them.
func columns(line string) int { return ansi.StringWidthWc(line) }

// fit returns so many lines, each exactly as wide.
func fit(lines []string, width, height int) []string {
	width, height = max(0, width), max(0, height)
	fitted := make([]string, height)
	for i := range fitted {
		line := ""
		if i < len(lines) {
			line = lines[i]
		}
		fitted[i] = fitLine(line, width)
	}
	return fitted
}

// fitLine returns a line cut or padded to a width.
func fitLine(line string, width int) string {
	line = separate(line)
	has := columns(line)
	if has > width {
		// TruncateWc cuts nothing from a line that is narrow enough by graphemes.
		line = ansi.TruncateWc(line+strings.Repeat(" ", width+1), width, "…")
		has = columns(line)
	}
	return line + strings.Repeat(" ", max(0, width-has))
}

// separate returns a text without the characters that join emoji, or make signs emoji:
// terminals disagree about the width of what they join, and a line that is wider than
// it was meant to be tears the frame.
func separate(line string) string {
	if !strings.ContainsAny(line, "\u200d\ufe0f") {
		return line
	}
	var b strings.Builder
	runes := []rune(line)
	for i, r := range runes {
		joinsEmoji := r == '\u200d' && i+1 < len(runes) && runes[i+1] >= 0x2190
		if r != '\ufe0f' && !joinsEmoji {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isOnPage reports whether keys act on the page, not on the list.
func (s *screen) isOnPage() bool { return !s.answer.isAlone && (s.onPage || s.zoomed) }
