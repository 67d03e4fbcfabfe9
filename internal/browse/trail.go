package browse

import tea "charm.land/bubbletea/v2"

// trail is the screens that one can go back and forward to, as in a web browser.
type trail struct {
	screens []*screen
	at      int // the one that is shown
}

// longest is how many screens a trail keeps; the oldest are forgotten first.
const longest = 50

// here returns the screen that is shown.
func (t *trail) here() *screen { return t.screens[t.at] }

// push shows a new screen behind the one that is shown. It returns the screens that
// are forgotten: what was forward, and the oldest of a long trail.
func (t *trail) push(s *screen) (forgotten []*screen) {
	if len(t.screens) > 0 {
		forgotten = append(forgotten, t.screens[t.at+1:]...)
		clear(t.screens[t.at+1:])
		t.screens = t.screens[:t.at+1]
	}
	t.screens = append(t.screens, s)
	if over := len(t.screens) - longest; over > 0 {
		forgotten = append(forgotten, t.screens[:over]...)
		t.screens = append([]*screen(nil), t.screens[over:]...)
	}
	t.at = len(t.screens) - 1
	return forgotten
}

// replace shows a screen in place of the one that is shown. It returns the screens
// that are forgotten: that one, and what was forward.
func (t *trail) replace(s *screen) (forgotten []*screen) {
	forgotten = append(forgotten, t.screens[t.at:]...)
	clear(t.screens[t.at:])
	t.screens = append(t.screens[:t.at], s)
	return forgotten
}

// step goes back (-1) or forward (1), and reports whether there was a screen.
func (t *trail) step(by int) bool {
	if at := t.at + by; at >= 0 && at < len(t.screens) {
		t.at = at
		return true
	}
	return false
}

// arrive shows the screen that the trail has come to as it was, and asks again for what
// the archive may have changed. A list that is read piece by piece stays, as its further
// pieces would be lost; its page is read again.
func (m *model) arrive() tea.Cmd {
	m.layOut()
	s := m.trail.here()
	switch {
	case s.asking.number != 0:
		return nil
	case !s.isAnswered || s.err != nil || s.answer.more == nil:
		return m.askAgain(s)
	}
	return m.follow()
}

// leave ends the work for screens that are forgotten.
func (m *model) leave(forgotten []*screen) {
	for _, s := range forgotten {
		m.stop(s)
	}
}
