package browse

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"news/internal/catalog"
	"news/internal/event"
	"news/internal/when"
)

// step is a way from a day to a neighbouring one. Keys that are pressed before it is
// taken make it longer.
type step struct {
	from   event.Date
	days   int // so many days with events forward, or back where negative
	months int // so many months with events
	years  int // so many years, in the calendar
	events int // so many events further once the day is there
	atLast bool
	asList bool // a month's list of days, not its first day
}

// takeStep looks beside the keys for where a step leads. What is shown stays until
// then.
func (m *model) takeStep(s step) tea.Cmd {
	m.pending = s
	from, o := m.trail.here(), &m.Options
	return m.begin(&m.stepping, func(ctx context.Context) func() tea.Cmd {
		var a answer
		to, err := s.target(ctx, o.Catalog)
		if err == nil && to != nil {
			a, err = to.answer(ctx, o)
		}
		return func() tea.Cmd { return m.stepped(from, to, a, err) }
	})
}

// target returns the ask for where a step leads, nil where it leads nowhere. A step
// that is too long ends on the last day.
func (s step) target(ctx context.Context, c *catalog.Catalog) (ask, error) {
	next, count := c.NextDay, s.days
	if s.months != 0 {
		next, count = c.NextMonth, s.months
	}
	if s.years != 0 {
		return s.yearTarget(ctx, c)
	}
	date, isAnywhere := s.from, false
	for by := sign(count); count != 0; count -= by {
		to, known, err := next(ctx, date, by)
		if err != nil {
			return nil, err
		}
		if !known {
			break
		}
		date, isAnywhere = to, true
	}
	switch {
	case !isAnywhere:
		return nil, nil
	case s.asList:
		return daysAsk{q: catalog.Question{Days: when.Set{}.Within(when.Month.Around(date))}}, nil
	}
	return dayAsk{date: date, atLast: s.atLast}, nil
}

// yearTarget returns the ask for the calendar of a neighbouring year of the archive,
// with the cursor on the same day.
func (s step) yearTarget(_ context.Context, c *catalog.Catalog) (ask, error) {
	years := c.Years()
	year := max(years.First, min(years.Last, s.from.Year+s.years))
	if year == s.from.Year || years == (when.Years{}) {
		return nil, nil
	}
	day := min(s.from.Day, event.DaysIn(year, s.from.Month))
	return calendarAsk{event.Date{Year: year, Month: s.from.Month, Day: day}}, nil
}

func sign(n int) int {
	if n < 0 {
		return -1
	}
	return 1
}

// stepped shows where a step led: in a new place of the trail, or in the place of the
// step before, so that many steps are one way back.
func (m *model) stepped(from *screen, to ask, a answer, err error) tea.Cmd {
	taken := m.pending
	if from != m.trail.here() {
		return nil
	}
	switch c := m.words(); {
	case err != nil:
		m.message = c.problem(err)
		return nil
	case to == nil && taken.days+taken.months+taken.years < 0:
		m.message = c.noDayBefore
		return nil
	case to == nil:
		m.message = c.noDayAfter
		return nil
	}
	s := m.newScreen(to)
	s.isStepped, s.onPage, s.opensPage, s.zoomed = true, from.onPage, from.opensPage, from.zoomed
	s.page.event, s.page.isGone = from.page.event, from.page.isGone
	if from.isStepped {
		m.leave(m.trail.replace(s))
	} else {
		m.leave(m.trail.push(s))
	}
	m.layOut()
	cmd := m.answered(s, a, nil)
	if taken.events != 0 && s.list.move(taken.events) {
		cmd = m.follow()
	}
	return cmd
}

// underWay returns the step that is being taken, if any.
func (m *model) underWay() (step, bool) { return m.pending, m.stepping.number != 0 }

// stepDays goes to a neighbouring day that has events, and in the calendar moves the
// cursor.
func (m *model) stepDays(by int) tea.Cmd {
	if longer, isOnTheWay := m.underWay(); isOnTheWay && longer.days != 0 {
		longer.days += by
		return m.takeStep(longer)
	}
	s := m.trail.here()
	if c := s.answer.calendar; c != nil {
		m.stepInCalendar(c, by)
		return nil
	}
	return m.takeStep(step{from: m.dateHere(), days: by})
}

// stepMonths goes to a neighbouring month that has events, and in the calendar to a
// neighbouring year.
func (m *model) stepMonths(by int) tea.Cmd {
	switch longer, isOnTheWay := m.underWay(); {
	case isOnTheWay && longer.years != 0:
		longer.years += by
		return m.takeStep(longer)
	case isOnTheWay && longer.months != 0:
		longer.months += by
		return m.takeStep(longer)
	}
	s := m.trail.here()
	if c := s.answer.calendar; c != nil {
		return m.takeStep(step{from: c.cursor, years: by})
	}
	_, isList := s.ask.(daysAsk)
	return m.takeStep(step{from: m.dateHere(), months: by, asList: isList})
}

// stepInCalendar moves the cursor to the next day of the year that has events.
func (m *model) stepInCalendar(c *yearPane, by int) {
	for d := c.cursor.AddDays(by); d.Year == c.cursor.Year; d = d.AddDays(by) {
		if c.counts[d] > 0 {
			c.moveTo(d)
			return
		}
	}
	if m.message = m.words().noDayAfter; by < 0 {
		m.message = m.words().noDayBefore
	}
}

// stepEvents goes to the next event of the list or the one before, also while the
// page has the focus, and from the end of a day to the neighbouring day.
func (m *model) stepEvents(by int) tea.Cmd {
	if _, isOnTheWay := m.underWay(); isOnTheWay {
		m.pending.events += by
		return nil
	}
	s := m.trail.here()
	if s.answer.isAlone {
		return m.move(map[int]action{1: down, -1: up}[by])
	}
	if s.list.move(by) {
		return tea.Batch(m.follow(), m.readOn(s))
	}
	if d, isDay := s.ask.(dayAsk); isDay {
		return m.takeStep(step{from: d.date, days: by, atLast: by < 0})
	}
	if m.message = m.words().lastEvent; by < 0 {
		m.message = m.words().firstEvent
	}
	return nil
}

// dateHere returns the day that the cursor is on, or was on last on the way here. It is
// the zero Date where no day is known.
func (m *model) dateHere() event.Date {
	for i := m.trail.at; i >= 0; i-- {
		if date := m.trail.screens[i].date(); !date.IsZero() {
			return date
		}
	}
	return event.Date{}
}

// date returns the day that the cursor of a screen is on, else the day that the screen
// is about, the zero Date for none.
func (s *screen) date() event.Date {
	if c := s.answer.calendar; c != nil {
		return c.cursor
	}
	switch r := s.list.at(); {
	case r == nil:
	case r.kind == eventRow:
		return r.event.Ref.Date
	case !r.date.IsZero():
		return r.date
	}
	if a, isDay := s.ask.(dayAsk); isDay { // its answer may not be there yet
		return a.date
	}
	return s.answer.date
}

// here returns the event that the cursor is on, the zero Ref where it is on none.
func (m *model) here() event.Ref { return m.trail.here().list.at().refOf() }
