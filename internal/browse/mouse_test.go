package browse

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// TestScrollLines holds that the wheel keeps the cursor in what is shown, and ends at
// the ends.
func TestScrollLines(t *testing.T) {
	p := newPlayer(t, "2016/04/3", 80, 12)
	l := &p.m.trail.here().list
	for _, by := range []int{3, 3, 3, -3, 100, 3, -100, -3, 3} {
		l.scrollLines(by)
		first, last := l.rowAt(0), l.rowAt(l.height-1)
		if last < 0 {
			last = len(l.rows) - 1
		}
		if l.cursor < first || l.cursor > last || l.top < 0 || l.top >= len(l.rows) {
			t.Fatalf("after %d lines: the cursor is on row %d of %d to %d", by, l.cursor, first, last)
		}
	}
	l.scrollLines(-100)
	if l.top != 0 {
		t.Errorf("the beginning is row %d", l.top)
	}
	l.scrollLines(1000)
	if !l.showsEnd() || l.rowAt(l.height-2) < 0 {
		t.Errorf("the end shows rows from %d", l.top)
	}
	(&list{}).scrollLines(3)
	(&list{}).scrollLines(-3)
}

// TestClickAnywhere clicks on many places of several frames, again and again from what
// came of the click before.
func TestClickAnywhere(t *testing.T) {
	for _, keys := range []string{"", "enter", "/ s y r i a", "c", "t", "?", ": x"} {
		p := newPlayer(t, "2016/04/3", 80, 12)
		for y := range 12 {
			for key := range strings.FieldsSeq(keys) {
				p.press(key)
			}
			for x := y % 9; x < 80; x += 9 {
				p.send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
				p.frame()
			}
			p.press("esc")
		}
	}
}
