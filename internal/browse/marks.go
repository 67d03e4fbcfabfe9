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
	refs := slices.Clone(o.State.Marks())
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
	return func() tea.Msg { return marksRead{refs: slices.Clone(m.State.Marks())} }
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
	return func() tea.Msg {
		err := m.State.SetMark(ref, isMarked)
		return marksRead{slices.Clone(m.State.Marks()), err}
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
