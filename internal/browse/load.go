package browse

import (
	"context"
	"fmt"
	"runtime/debug"
	"slices"

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

// readPage is the message that the event for a screen's page was read. Where it has
// no page any more, event is what was known of it.
type readPage struct {
	screen *screen
	number int
	event  event.Event
	isGone bool
}

// grown is the message with further rows of a screen.
type grown struct {
	screen *screen
	number int // of the question
	rows   []row
	err    error
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
	s.loading, s.err = false, msg.err
	if msg.err != nil {
		return nil
	}
	if len(s.answer.rows) > 0 {
		return m.refill(s, msg.answer)
	}
	return m.fill(s, msg.answer)
}

// fill shows an answer.
func (m *model) fill(s *screen, a answer) tea.Cmd {
	if before := s.answer.calendar; before != nil && a.calendar != nil {
		a.calendar.cursor, a.calendar.top = before.cursor, before.top
	}
	if a.settled != nil {
		s.ask = a.settled
	}
	if a.calendar != nil {
		a.calendar.style = m.Style
	}
	s.answer = a
	if s == m.trail.here() {
		m.layOut()
	}
	s.list.set(a.rows, a.at, a.total)
	return m.followOn(s)
}

// refill shows an answer in place of an earlier one. The cursor stays on its event,
// or near the place where that was.
func (m *model) refill(s *screen, a answer) tea.Cmd {
	ref, cursor, offset := s.list.at().refOf(), s.list.cursor, s.list.cursor-s.list.top
	if len(a.rows) < len(s.list.rows) && m.trail.here() == s && !hasEvents(a.rows) && hasEvents(s.list.rows) {
		m.message = captionsIn(m.Language).dayIsEmpty
	}
	s.answer = a
	s.list.set(a.rows, cursor, a.total)
	if at := s.list.find(ref); at >= 0 && !ref.IsZero() {
		s.list.top = max(0, at-offset)
		s.list.moveTo(at)
	}
	return m.readRow(s)
}

func hasEvents(rows []row) bool {
	return slices.ContainsFunc(rows, func(r row) bool { return r.kind == eventRow && !r.isGone })
}

// lookAgain asks again for what is shown where it may have changed since: a day, the
// days of a month or a year, the marks. Of other lists the page is read again.
func (m *model) lookAgain() tea.Cmd {
	s := m.trail.here()
	switch s.ask.(type) {
	case dayAsk, daysAsk, marksAsk, calendarAsk:
		return m.askAgain(s)
	}
	if s.err != nil || s.loading {
		return m.askAgain(s)
	}
	return m.readRow(s)
}

// follow shows the page of the row under the cursor.
func (m *model) follow() tea.Cmd { return m.followOn(m.trail.here()) }

// followOn shows the page of the row under the cursor of a screen.
func (m *model) followOn(s *screen) tea.Cmd {
	if r := s.list.at(); r.refOf() == s.page.event.Ref && !s.page.event.Ref.IsZero() {
		m.questions++
		s.reading = m.questions // what is being read is of another row
		return nil
	}
	return m.readRow(s)
}

// readRow reads the page of the row under the cursor beside the keys, as it is now.
func (m *model) readRow(s *screen) tea.Cmd {
	r := s.list.at()
	m.questions++
	s.reading = m.questions
	if r == nil || r.kind != eventRow {
		s.page.set(event.Event{}, false)
		return nil
	}
	number, known, o := s.reading, r.event, &m.Options
	return beside(func() tea.Msg {
		e, isThere := o.pageOf(known.Ref)
		if !isThere {
			return readPage{s, number, known, true}
		}
		o.Catalog.Follow(&e)
		return readPage{s, number, e, false}
	})
}

func (m *model) readPage(msg readPage) {
	s := msg.screen
	if msg.number != s.reading {
		return
	}
	s.page.options.Words = s.answer.words
	s.page.set(msg.event, msg.isGone)
	if r := s.list.at(); msg.isGone && r != nil && !r.isGone {
		gone := m.goneRow(r.event.Ref, r.event.Headline)
		r.isGone, r.text, r.marks = true, gone.text, nil
	}
}

// readOn reads further rows where the cursor nears the end of the list.
func (m *model) readOn(s *screen) tea.Cmd {
	if s.answer.more == nil || s.growing || len(s.list.rows)-s.list.cursor > 2*s.list.pageful() {
		return nil
	}
	return m.grow(s, firstRows)
}

// grow reads so many further rows.
func (m *model) grow(s *screen, least int) tea.Cmd {
	s.growing = true
	number, more, ctx := s.asked, s.answer.more, m.ctx
	return beside(func() tea.Msg {
		rows, err := more(ctx, least)
		return grown{s, number, rows, err}
	})
}

// grown takes further rows.
func (m *model) grown(msg grown) tea.Cmd {
	s := msg.screen
	if msg.number != s.asked {
		return nil
	}
	s.growing = false
	if msg.err != nil {
		m.message = plain(msg.err.Error())
		return nil
	}
	if len(msg.rows) == 0 {
		s.answer.more = nil
	}
	s.list.add(msg.rows)
	if m.digits != "" && s == m.trail.here() {
		return m.openIfSure()
	}
	return m.readOn(s)
}
