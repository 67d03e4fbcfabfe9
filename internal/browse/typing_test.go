package browse

import (
	"errors"
	"os/exec"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"news/internal/event"
)

// later is commands that have not run yet.
type later struct {
	p    *player
	cmds []tea.Cmd
}

// press presses a key, and keeps what it starts.
func (l *later) press(name string) {
	_, cmd := l.p.m.Update(keyOf(name))
	l.cmds = append(l.cmds, cmd)
}

// run runs commands, the last first if they are to come in the wrong order.
func (l *later) run(reversed bool) {
	if reversed {
		slices.Reverse(l.cmds)
	}
	for _, cmd := range l.cmds {
		l.p.run(cmd)
	}
	l.cmds = nil
}

// TestLateAnswers types faster than the answers come: only the last one counts,
// whatever the order.
func TestLateAnswers(t *testing.T) {
	for _, reversed := range []bool{false, true} {
		p := newPlayer(t, "2016/04/3", 80, 24)
		l := &later{p: p}
		for key := range strings.FieldsSeq("/ p a l m y r a") {
			l.press(key)
		}
		l.run(reversed)
		if frame := p.frame(); !strings.Contains(frame, "palmyra · 5 found") {
			t.Errorf("reversed %v:\n%s", reversed, frame)
		}
		l.press("x")
		l.press("esc") // the answer comes when nobody waits for it
		before := p.frame()
		l.run(reversed)
		if after := p.frame(); after != before || !strings.Contains(after, "Sunday, 3 April 2016 · 18 events") {
			t.Errorf("reversed %v:\n%s", reversed, after)
		}
	}
}

// TestTypeAhead holds that keys behind Enter are no letters, even while the answer has
// not come.
func TestTypeAhead(t *testing.T) {
	p := newPlayer(t, "2016/04/3", 80, 24)
	l := &later{p: p}
	for key := range strings.FieldsSeq("/ p a l m y r a enter j j") {
		l.press(key)
	}
	l.run(false)
	if s := p.m.trail.here(); p.m.entry != nil || s.sought() != "palmyra" {
		t.Errorf("the search is for %q", s.sought())
	}
}

// TestGoneOn goes back before the answer of a finished search has come: it does not
// come over what is shown then, be it hits or an error.
func TestGoneOn(t *testing.T) {
	for _, typed := range []string{"p a l m y r a", "p a l m y r a space \""} {
		p := newPlayer(t, "2016/04/3", 80, 24)
		for key := range strings.FieldsSeq("/ " + typed) {
			p.press(key)
		}
		l := &later{p: p}
		l.press("enter")
		l.press("backspace")
		l.run(false)
		if frame := p.frame(); p.m.entry != nil || !strings.Contains(frame, "Sunday, 3 April 2016 · 18 events") {
			t.Errorf("%s:\n%s", typed, frame)
		}
	}
}

// TestHistory holds what is kept of searches.
func TestHistory(t *testing.T) {
	p := newPlayer(t, "2016/04/3", 80, 24)
	for key := range strings.FieldsSeq("/ s y r i a enter / q u a k e esc / n e p a l enter") {
		p.press(key)
	}
	state := p.m.State.(*testState)
	if want := []string{"syria", "nepal"}; !slices.Equal(state.searches, want) {
		t.Errorf("kept %q, want %q", state.searches, want)
	}
}

// TestStateFails holds that a state that cannot be written is told, and nothing more.
func TestStateFails(t *testing.T) {
	p := newPlayer(t, "2016/04/3", 80, 24)
	p.m.State = &brokenState{}
	for key := range strings.FieldsSeq("/ s y r i a enter") {
		p.press(key)
	}
	if frame := p.frame(); !strings.Contains(frame, "the disk is full") || !strings.Contains(frame, "syria · ") {
		t.Errorf("the frame is\n%s", frame)
	}
}

// brokenState keeps everything only as long as it lives.
type brokenState struct{ testState }

var errFull = errors.New("the disk is full")

func (*brokenState) AddSearch(string) error { return errFull }
func (*brokenState) Leave(event.Ref) error  { return errFull }
func (s *brokenState) SetMark(ref event.Ref, marked bool) error {
	s.testState.SetMark(ref, marked)
	return errFull
}

// TestCursor holds where the terminal's cursor stands.
func TestCursor(t *testing.T) {
	for _, test := range []struct {
		keys string
		want int
	}{
		{"/ s y r i a", 6}, {"/ 海 地", 5}, {"/ 海 地 left", 3}, {": 2 0", 9}, {"/ s y home", 1},
	} {
		p := newPlayer(t, "2016/04/3", 80, 24)
		if p.m.View().Cursor != nil {
			t.Error("without a field there is a cursor")
		}
		for key := range strings.FieldsSeq(test.keys) {
			p.press(key)
		}
		cursor := p.m.View().Cursor
		if cursor == nil || cursor.X != test.want || cursor.Y != 23 {
			t.Errorf("%s: the cursor is %+v, want column %d", test.keys, cursor, test.want)
		}
	}
}

// TestPipe holds what runs for a command line.
func TestPipe(t *testing.T) {
	p := newPlayer(t, "2016/04/3", 80, 24)
	system := &pipingSystem{}
	p.m.System = system
	for key := range strings.FieldsSeq("j | c a t space - n enter") {
		p.press(key)
	}
	if system.line != "cat -n" || system.event.Number != 2 {
		t.Errorf("%q got %s", system.line, system.event.Ref)
	}
}

// pipingSystem notes a command line.
type pipingSystem struct {
	testSystem
	line  string
	event event.Event
}

func (s *pipingSystem) Pipe(line string, e event.Event) (*exec.Cmd, error) {
	s.line, s.event = line, e
	return exec.Command("true"), nil
}

// TestNoEvent holds that keys about an event say where there is none.
func TestNoEvent(t *testing.T) {
	for _, key := range []string{"e", "|"} {
		p := newPlayer(t, "2016/04/3", 80, 24)
		for typed := range strings.FieldsSeq("/ z z q q x enter " + key) {
			p.press(typed)
		}
		if frame := p.frame(); !strings.Contains(frame, englishWords().noEventHere) {
			t.Errorf("%s:\n%s", key, frame)
		}
	}
}

// TestMarksOf holds which rows letters leave.
func TestMarksOf(t *testing.T) {
	for _, test := range []struct {
		text, letters string
		hasAll        bool
		marked        []string
	}{
		{"Erdoğan visits Łódź", "erdogan lodz", true, []string{"Erdoğan", "Łódź"}},
		{"Erdoğan visits Łódź", "erdogan paris", false, nil},
		{"Straße und Strasse", "strasse", true, []string{"Straße", "Strasse"}},
		{"汶川縣城地震", "县城", true, []string{"縣城"}},
		{"aaa", "aa", true, []string{"aa"}},
		{"anything", "", true, nil},
		{"", "x", false, nil},
	} {
		marks, hasAll := marksOf(test.text, strings.Fields(test.letters))
		var marked []string
		for _, mark := range marks {
			marked = append(marked, test.text[mark.Start:mark.End])
		}
		if hasAll != test.hasAll || !slices.Equal(marked, test.marked) {
			t.Errorf("%q in %q: %v %q, want %v %q", test.letters, test.text, hasAll, marked, test.hasAll, test.marked)
		}
	}
}
