package browse

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"news/internal/event"
	"news/internal/view"
)

// marksAsk asks for the marked events, the latest mark first.
type marksAsk struct{}

func (marksAsk) answer(_ context.Context, o *Options) (answer, error) {
	c := wordsIn(o.Language)
	refs := o.currentMarks()
	slices.Reverse(refs)
	a := answer{title: c.marked, note: view.Counted(len(refs), "event", o.Language), total: len(refs)}
	for i, e := range o.Catalog.Events(refs) {
		r := o.goneRow(refs[i], "")
		if !e.Ref.IsZero() {
			r = o.eventRow(e)
		}
		r.isDated = true
		a.rows = append(a.rows, r)
	}
	number(a.rows, 1)
	if len(a.rows) == 0 {
		a.rows = remarkRows(c.noMarks)
	}
	return a, nil
}

// currentMarks returns the marked events by their present references, the latest mark
// last: an event can have been renamed or moved since it was marked.
func (o *Options) currentMarks() []event.Ref {
	var marks []event.Ref
	seen := make(map[event.Ref]bool)
	for _, ref := range slices.Backward(o.Catalog.Current(o.State.Marks()...)) {
		if !seen[ref] {
			marks = append(marks, ref)
		}
		seen[ref] = true
	}
	slices.Reverse(marks)
	return marks
}

// setMark marks an event, or takes all its marks away: it can also be marked by a
// former reference.
func (o *Options) setMark(ref event.Ref, isMarked bool) error {
	if isMarked {
		return o.State.SetMark(ref, true)
	}
	marks := slices.Clone(o.State.Marks())
	for i, now := range o.Catalog.Current(marks...) {
		if now != ref {
			continue
		}
		if err := o.State.SetMark(marks[i], false); err != nil {
			return err
		}
	}
	return nil
}

// marksRead is the message with the events that are marked, and why a mark is not kept.
type marksRead struct {
	refs []event.Ref
	err  error
}

// readMarks reads the marks beside the keys.
func (m *model) readMarks() tea.Cmd {
	if m.State == nil {
		return nil
	}
	o := &m.Options
	return func() tea.Msg { return marksRead{refs: o.currentMarks()} }
}

func (m *model) marksRead(msg marksRead) {
	if msg.err != nil {
		m.message = m.words().problem(msg.err)
	}
	m.marked = make(map[event.Ref]bool, len(msg.refs))
	for _, ref := range msg.refs {
		m.marked[ref] = true
	}
}

func (m *model) isMarked(ref event.Ref) bool { return m.marked[ref] }

// mark marks the event under the cursor, or takes its mark away.
func (m *model) mark() tea.Cmd {
	ref, c := m.here(), m.words()
	if ref.IsZero() {
		m.message = c.noEventHere
		return nil
	}
	isMarked := !m.marked[ref]
	if m.message = c.markTaken; isMarked {
		m.message = c.markSet
	}
	o := &m.Options
	return func() tea.Msg {
		err := o.setMark(ref, isMarked)
		return marksRead{o.currentMarks(), err}
	}
}

// place returns the event that the cursor is on, or was on last on the way here.
func (m *model) place() event.Ref {
	for i := m.trail.at; i >= 0; i-- {
		if ref := m.trail.screens[i].list.at().refOf(); !ref.IsZero() {
			return ref
		}
	}
	return event.Ref{}
}

// leftAt is the message with the place where the last run ended.
type leftAt struct {
	ref   event.Ref
	known bool
}

// lastPlace goes to the place where the last run ended.
func (m *model) lastPlace() tea.Cmd {
	return func() tea.Msg {
		ref, known := m.State.Left()
		return leftAt{ref, known}
	}
}

func (m *model) leftAt(msg leftAt) tea.Cmd {
	if !msg.known {
		m.message = m.words().noLastPlace
		return nil
	}
	return m.show(dayAsk{date: msg.ref.Date, at: msg.ref})
}
