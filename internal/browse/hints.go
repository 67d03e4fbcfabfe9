package browse

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"news/internal/text"
	"news/internal/view"
)

// hint is a key in the bottom line and what it does here.
type hint struct {
	key      string // as Bubble Tea names it
	shown    string // as people do
	does     string
	from, to int // its columns
}

func (h hint) width() int { return text.Width(h.shown) + 1 + text.Width(h.does) }

// hints returns the keys that matter here, as many as there is room for.
func (m *model) hints() []hint {
	if m.entry != nil {
		return atEnd(placed(m.fieldHints(), m.width/2), m.width)
	}
	w := m.words()
	var hints []hint
	for _, a := range m.actionsHere() {
		keys := m.keys.keys[a]
		if len(keys) == 0 {
			continue
		}
		does := w.hint[a]
		switch {
		case m.help.isOpen && a == undo:
			does = w.hint[closeTop]
		case a == nextMonth && m.trail.here().answer.calendar != nil:
			does = w.nextYear
		case a == closeTop && m.trail.at == 0:
			does = w.hint[quit]
		}
		hints = append(hints, hint{key: keys[0], shown: w.key(keys[0]), does: does})
	}
	width := m.width
	if m.digits != "" {
		return atEnd(placed(hints, width/2), width)
	}
	if doing := m.doing(); doing != "" {
		width -= columns(doing) + len(gap)
	}
	return placed(hints, width)
}

// actionsHere returns the actions that matter here, the most needed first.
func (m *model) actionsHere() []action {
	s := m.trail.here()
	switch {
	case m.help.isOpen && len(m.helpLines()) <= m.height-2:
		return []action{undo}
	case m.help.isOpen:
		return []action{undo, down, pageDown}
	case m.digits != "":
		return []action{open, undo}
	case s.isOnPage():
		return s.actionsInPage()
	case s.answer.calendar != nil:
		return []action{help, open, back, nextDay, nextMonth, goTo, searchAll, closeTop}
	case s.list.countRows() == 0 && s.letters != "":
		return []action{help, undo, narrow, back, closeTop}
	case s.list.countRows() == 0:
		return []action{help, searchAll, back, goTo, calendar, closeTop}
	}
	return m.actionsInList(s)
}

// actionsInPage returns the actions that matter in the page.
func (s *screen) actionsInPage() []action {
	shown := []action{help, nextLink, back}
	if s.zoomed {
		shown = []action{help, undo, nextLink}
	}
	if s.page.options.Find != "" {
		return append(shown, nextMatch, undo, nextEvent, closeTop)
	}
	if len(s.page.Matches) > 0 {
		shown = append(shown, nextMatch)
	}
	return append(shown, nextEvent, searchAll, related, story, topics, openSource, find, mark, copyRef, zoom, closeTop)
}

// actionsInList returns the actions that matter in a list.
func (m *model) actionsInList(s *screen) []action {
	shown := []action{help, open, searchAll, closeTop}
	switch {
	case s.letters != "":
		return []action{help, open, undo, narrow, back, closeTop}
	case m.trail.at > 0:
		shown = []action{help, open, back, searchAll}
	}
	if _, isDay := s.ask.(dayAsk); isDay {
		shown = append(shown, nextDay, calendar, goTo)
	}
	if _, isOrderly := s.ask.(orderly); isOrderly {
		shown = append(shown, reorder)
	}
	if r := s.list.at(); r != nil && r.kind == eventRow {
		shown = append(shown, related, story, topics, mark)
	}
	shown = append(shown, narrow)
	if _, isTimeline := s.ask.(timelineAsk); !isTimeline {
		shown = append(shown, timeline)
	}
	return append(shown, calendar, goTo, closeTop)
}

// fieldHints returns the keys of the field that is open.
func (m *model) fieldHints() []hint {
	w := m.words()
	hints := []hint{{key: "enter", does: w.keep}, {key: "esc", does: w.drop}}
	if _, completes := m.entry.prompt.(completer); completes {
		hints = append(hints, hint{key: "tab", does: w.complete})
	}
	if len(m.entry.past) > 0 {
		hints = append(hints, hint{key: "ctrl+p", does: w.earlier})
	}
	if p, isSearch := m.entry.prompt.(*searchPrompt); isSearch && p.hits == m.trail.here() && p.hits.list.countRows() > 1 {
		hints = append(hints, hint{key: "down", does: w.hits})
	}
	for i := range hints {
		hints[i].shown = w.key(hints[i].key)
	}
	return hints
}

// placed returns the first hints, each whole and once, that fit into a width, with the
// columns where they stand.
func placed(hints []hint, width int) []hint {
	var fitting []hint
	at := 0
	for _, h := range hints {
		if at+h.width() > width || isThere(fitting, h.key) {
			continue
		}
		h.from, h.to = at, at+h.width()
		fitting = append(fitting, h)
		at = h.to + len(gap)
	}
	return fitting
}

func isThere(hints []hint, key string) bool {
	for _, h := range hints {
		if h.key == key {
			return true
		}
	}
	return false
}

// atEnd moves hints to the end of a line.
func atEnd(hints []hint, width int) []hint {
	if len(hints) == 0 {
		return nil
	}
	by := width - hints[len(hints)-1].to
	for i := range hints {
		hints[i].from, hints[i].to = hints[i].from+by, hints[i].to+by
	}
	return hints
}

// paintHints returns hints as a text.
func (m *model) paintHints(hints []hint) string {
	shown := make([]string, len(hints))
	for i, h := range hints {
		shown[i] = m.Style.Paint(view.Key, h.shown) + " " + m.Style.Paint(view.Quiet, h.does)
	}
	return strings.Join(shown, gap)
}

// clickHint does what the hint in a column of the bottom line says.
func (m *model) clickHint(x int) tea.Cmd {
	for _, h := range m.hints() {
		if x >= h.from && x < h.to {
			return m.press(h.key, "")
		}
	}
	return nil
}
