package browse

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"news/internal/event"
)

// TestCalendarDays clicks on every number of the calendar, at several widths: each
// opens the day that it stands for.
func TestCalendarDays(t *testing.T) {
	for _, width := range []int{40, 80, 120, 200} {
		c := &yearPane{cursor: event.Date{Year: 2016, Month: 2, Day: 29}}
		c.resize(width, 200)
		days := make(map[event.Date]int)
		for y, line := range c.view() {
			for x := range ansi.StringWidth(line) {
				if d := c.dayAt(x, y); !d.IsZero() {
					shown := strings.TrimSpace(ansi.Strip(ansi.Cut(line, x-(x-1)%(monthWidth+monthGap)%cellWidth, x-(x-1)%(monthWidth+monthGap)%cellWidth+2)))
					if want := strings.TrimLeft(d.String()[8:], "0"); shown != want {
						t.Fatalf("width %d: at %d,%d stands %q, and opens %s", width, x, y, shown, d)
					}
					days[d]++
				}
			}
		}
		if len(days) != 366 {
			t.Errorf("width %d: %d days can be clicked", width, len(days))
		}
		for d, n := range days {
			if n != cellWidth {
				t.Errorf("width %d: %s has %d columns", width, d, n)
			}
		}
	}
}

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
