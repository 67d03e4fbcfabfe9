package browse

// trail is the screens that one can go back and forward to, as in a web browser.
type trail struct {
	screens []*screen
	at      int // the one that is shown
}

// longest is how many screens a trail keeps; the oldest are forgotten first.
const longest = 100

// here returns the screen that is shown.
func (t *trail) here() *screen { return t.screens[t.at] }

// push shows a new screen behind the one that is shown. What was forward is gone.
func (t *trail) push(s *screen) {
	if len(t.screens) > 0 {
		t.screens = t.screens[:t.at+1]
	}
	t.screens = append(t.screens, s)
	if len(t.screens) > longest {
		t.screens = append([]*screen(nil), t.screens[len(t.screens)-longest:]...)
	}
	t.at = len(t.screens) - 1
}

// step goes back (-1) or forward (1), and reports whether there was a screen.
func (t *trail) step(by int) bool {
	if at := t.at + by; at >= 0 && at < len(t.screens) {
		t.at = at
		return true
	}
	return false
}

// replace shows a screen in place of the one that is shown. What was forward is gone.
func (t *trail) replace(s *screen) { t.screens = append(t.screens[:t.at], s) }
