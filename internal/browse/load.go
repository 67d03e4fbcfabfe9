package browse

import (
	"context"
	"fmt"
	"runtime/debug"

	tea "charm.land/bubbletea/v2"

	"news/internal/event"
)

// answered is the message that a screen's question was answered.
type answered struct {
	screen *screen
	number int // of the question
	answer answer
	err    error
}

// readPage is the message that the event for a screen's page was read.
type readPage struct {
	screen *screen
	number int
	event  event.Event
}

// broken is the message that work beside the keys panicked.
type broken struct {
	value any
	stack []byte
}

func (b broken) Error() string { return fmt.Sprintf("%v\n%s", b.value, b.stack) }

// beside returns a command for work beside the keys. A panic in it comes back as a
// message, so that the terminal is restored before it is reported.
func beside(work func() tea.Msg) tea.Cmd {
	return func() (msg tea.Msg) {
		defer func() {
			if value := recover(); value != nil {
				msg = broken{value, debug.Stack()}
			}
		}()
		return work()
	}
}

// askAgain asks a screen's question. An answer to an earlier question is dropped, and
// the work for it is cancelled.
func (m *model) askAgain(s *screen) tea.Cmd {
	m.cancel()
	ctx, cancel := context.WithCancel(m.ctx)
	m.cancel = cancel
	m.questions++
	s.asked, s.loading, s.err = m.questions, true, nil
	number, o := s.asked, &m.Options
	return beside(func() tea.Msg {
		a, err := s.ask.answer(ctx, o)
		return answered{s, number, a, err}
	})
}

// answered takes an answer.
func (m *model) answered(msg answered) tea.Cmd {
	s := msg.screen
	if msg.number != s.asked {
		return nil
	}
	s.loading = false
	if m.searchFailed(s, msg.err) {
		return nil
	}
	s.answer, s.err = msg.answer, msg.err
	s.list.set(s.rows(), msg.answer.at)
	return m.follow()
}

// follow shows the page of the row under the cursor. What the row does not have whole
// is read beside the keys.
func (m *model) follow() tea.Cmd {
	s := m.trail.here()
	r := s.list.at()
	if r == nil || r.kind != eventRow {
		s.page.set(event.Event{})
		return nil
	}
	if r.event.Ref == s.page.event.Ref && !s.reread {
		return nil
	}
	s.reread = false
	m.questions++
	s.reading = m.questions
	number, e, whole, o := s.reading, r.event, r.whole, &m.Options
	return beside(func() tea.Msg {
		if !whole {
			e = o.Catalog.Events([]event.Ref{e.Ref})[0]
		}
		o.Catalog.Follow(&e)
		return readPage{s, number, e}
	})
}

func (m *model) readPage(msg readPage) {
	if msg.number == msg.screen.reading {
		msg.screen.page.options.Words = msg.screen.answer.words
		msg.screen.page.set(msg.event)
	}
}
