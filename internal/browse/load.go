package browse

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"news/internal/event"
)

// work is one need of a screen, or of the browser, for which work runs beside the
// keys: its rows, its page. At most one piece of work runs for a need. A newer one
// cancels it; work for another need never does.
type work struct {
	number int                // of the question that is being answered; 0 for none
	cancel context.CancelFunc // of the same
	ticks  int                // how many ticks it has taken so far
}

// done is the message that a piece of work has ended.
type done struct {
	work   *work
	number int
	take   func() tea.Cmd // takes what was found into the model; may be nil
}

// begin starts work for a need, beside the keys. do runs in another goroutine, so it
// must not touch the model; it returns the function that does, which runs unless the
// need has been asked for anew or stopped meanwhile.
func (m *model) begin(w *work, do func(context.Context) func() tea.Cmd) tea.Cmd {
	m.end(w)
	ctx, cancel := context.WithCancel(m.ctx)
	m.questions++
	number := m.questions
	w.number, w.cancel, w.ticks = number, cancel, 0
	m.running = append(m.running, w)
	work := func() tea.Msg { return done{w, number, do(ctx)} }
	if tick := m.startTicking(); tick != nil {
		return tea.Batch(work, tick)
	}
	return work
}

// end ends the work for a need, if any.
func (m *model) end(w *work) {
	if w.number == 0 {
		return
	}
	w.cancel()
	w.number, w.cancel = 0, nil
	m.running = slices.DeleteFunc(m.running, func(other *work) bool { return other == w })
}

// done takes the outcome of work, unless it is out of date.
func (m *model) done(msg done) tea.Cmd {
	if msg.number != msg.work.number {
		return nil
	}
	m.end(msg.work)
	if msg.take == nil {
		return nil
	}
	return msg.take()
}

// stop ends all work under way for a screen, and reports whether there was any that
// people can have noticed.
func (m *model) stop(s *screen) bool {
	isSeen := s.asking.isSeen() || s.reading.isSeen() || s.growing.isSeen() || m.stepping.isSeen()
	m.end(&s.asking)
	m.end(&s.reading)
	m.end(&s.growing)
	m.end(&m.stepping)
	return isSeen
}

// askAgain asks a screen's question. Until the answer comes, the screen shows what it
// had; then the cursor stays on the row that it was on, where that is still there.
func (m *model) askAgain(s *screen) tea.Cmd {
	asked, o := s.ask, &m.Options // the screen may ask something else meanwhile
	return m.begin(&s.asking, func(ctx context.Context) func() tea.Cmd {
		a, err := asked.answer(ctx, o)
		missing := o.Catalog.Missing()
		if err == nil && len(a.rows) == 0 {
			err = missing
		}
		return func() tea.Cmd {
			if missing != nil {
				m.message = m.words().problem(missing)
			}
			return tea.Batch(m.answered(s, a, err), m.prepare())
		}
	})
}

// answered takes the answer to a screen's question.
func (m *model) answered(s *screen, a answer, err error) tea.Cmd {
	if !m.searchAnswered(s, err) {
		return nil
	}
	isFirst, had := !s.isAnswered, s.answer
	if err != nil && !isFirst {
		a = had
	}
	s.answer, s.err, s.isAnswered = a, err, true
	m.end(&s.growing)
	if a.settled != nil {
		s.ask = a.settled
	}
	s.takeCalendar(had.calendar, m.Style)
	if s == m.trail.here() {
		m.layOut()
	}
	if isFirst {
		s.list.set(s.rows(), a.at, a.total)
	} else {
		s.list.replace(s.rows(), a.total)
	}
	if s != m.trail.here() {
		return nil
	}
	if !isFirst && hasPages(had.rows) && !hasPages(a.rows) {
		m.message = m.words().dayIsEmpty
	}
	return m.follow()
}

// hasPages reports whether rows have an event with a page.
func hasPages(rows []row) bool {
	return slices.ContainsFunc(rows, func(r row) bool { return r.kind == eventRow && !r.isGone })
}

// replace shows rows read anew. The cursor stays on its row, and the row in its place.
func (l *list) replace(rows []row, total int) {
	old := l.at()
	above := l.cursor - l.top
	at := min(l.cursor, len(rows)-1)
	if old != nil {
		if i := slices.IndexFunc(rows, old.isSame); i >= 0 {
			at = i
		}
	}
	l.rows, l.cursor, l.top = rows, 0, 0
	l.measure(total)
	if len(rows) > 0 {
		l.top = max(0, at-above)
		l.moveTo(at)
	}
}

// isSame reports whether two rows stand for the same thing.
func (r *row) isSame(other row) bool {
	return r.kind == other.kind && r.event.Ref == other.event.Ref && r.date == other.date && r.topic == other.topic && r.text == other.text ||
		r.kind == eventRow && other.kind == eventRow && r.event.Ref == other.event.Ref
}

// follow shows the page of the row under the cursor: what the row has of it at once,
// and then what the archive has, which may have changed.
func (m *model) follow() tea.Cmd {
	s := m.trail.here()
	r := s.list.at()
	if r == nil || r.kind != eventRow || r.event.Ref.IsZero() {
		m.end(&s.reading)
		s.page.isGone = false
		s.page.set(event.Event{})
		return nil
	}
	s.page.options.Words, s.page.options.Marks = s.answer.words, s.answer.marks
	if r.event.Ref != s.page.event.Ref {
		s.page.isGone = r.isGone
		s.page.set(r.event)
	}
	ref, o := r.event.Ref, &m.Options
	return m.begin(&s.reading, func(context.Context) func() tea.Cmd {
		e := o.Catalog.Events([]event.Ref{ref})[0]
		o.Catalog.Follow(&e)
		return func() tea.Cmd { s.read(ref, e); return nil }
	})
}

// read shows the page of an event as the archive has it. The zero Event says that it
// has none.
func (s *screen) read(ref event.Ref, e event.Event) {
	r := s.list.at()
	if r == nil || r.event.Ref != ref {
		return
	}
	if r.isGone = e.Ref.IsZero(); r.isGone {
		e = event.Event{Ref: ref, Headline: r.event.Headline, Number: r.event.Number}
	}
	s.page.isGone = r.isGone
	s.page.set(e)
}

// readOn reads further rows where the cursor nears the end of the list.
func (m *model) readOn(s *screen) tea.Cmd {
	if s.letters != "" && len(s.answer.rows) >= mostNarrowed {
		return nil
	}
	if s.answer.more == nil || s.growing.number != 0 || len(s.list.rows)-s.list.cursor > 2*s.list.pageful() {
		return nil
	}
	return m.grow(s, firstRows)
}

// grow reads so many further rows.
func (m *model) grow(s *screen, least int) tea.Cmd {
	more := s.answer.more
	if more == nil { // the list has all rows
		return nil
	}
	return m.begin(&s.growing, func(ctx context.Context) func() tea.Cmd {
		rows, err := more(ctx, least)
		return func() tea.Cmd { return m.grown(s, rows, err) }
	})
}

// grown takes further rows.
func (m *model) grown(s *screen, rows []row, err error) tea.Cmd {
	if err != nil {
		m.message = m.words().problem(err)
		return nil
	}
	if len(rows) == 0 {
		s.answer.more = nil
	}
	s.answer.rows = append(s.answer.rows[:len(s.answer.rows):len(s.answer.rows)], rows...)
	if s.letters == "" {
		s.list.add(rows)
	} else {
		s.list.replace(s.rows(), s.answer.total)
	}
	if s != m.trail.here() {
		return nil
	}
	if m.digits != "" {
		return m.openIfSure()
	}
	return tea.Batch(m.readOn(s), m.seekOn(s))
}
