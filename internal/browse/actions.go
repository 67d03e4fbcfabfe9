package browse

import (
	tea "charm.land/bubbletea/v2"

	"news/internal/event"
	"news/internal/view"
)

// do does an action.
func (m *model) do(a action) tea.Cmd {
	if a != openAll {
		m.sure = event.Ref{}
	}
	s := m.trail.here()
	switch a {
	case up, down, pageUp, pageDown, halfUp, halfDown, first, last:
		return m.move(a)
	case nextLink:
		s.page.step(1)
	case prevLink:
		s.page.step(-1)
	case open:
		if m.digits != "" {
			return m.openNumber()
		}
		return m.open()
	case left, right:
		return m.aside(a)
	case otherPane:
		s.onPage, s.opensPage = !s.onPage && !s.answer.isAlone, false
	case back:
		return m.back()
	case forward:
		return m.goTo(1)
	case zoom:
		s.zoomed = !s.zoomed && !s.answer.isAlone
		m.layOut()
	case undo:
		return m.undo()
	case closeTop:
		return m.closeTop()
	case quit:
		return tea.Quit
	case suspend:
		return tea.Suspend
	default:
		return m.doWithRow(a)
	}
	return nil
}

// doWithRow does an action that is about the row under the cursor.
func (m *model) doWithRow(a action) tea.Cmd {
	switch a {
	case nextEvent:
		return m.stepEvents(1)
	case prevEvent:
		return m.stepEvents(-1)
	case nextDay:
		return m.stepDays(1)
	case prevDay:
		return m.stepDays(-1)
	case nextMonth:
		return m.stepMonths(1)
	case prevMonth:
		return m.stepMonths(-1)
	case related, story, topics:
		return m.showAround(a)
	case timeline:
		return m.showTimeline()
	case calendar:
		return m.showCalendar()
	case reorder:
		return m.reorder()
	case openSource:
		return m.openSource()
	case openAll:
		return m.openAll()
	case copyRef:
		return m.copyRef()
	case copyCite:
		return m.copyCitation()
	case mark:
		return m.mark()
	case marks:
		return m.show(marksAsk{})
	case lastPlace:
		return m.lastPlace()
	}
	return nil
}

// showAround shows what is related to the event under the cursor, its story or its
// topics.
func (m *model) showAround(a action) tea.Cmd {
	ref := m.here()
	if ref.IsZero() {
		m.message = m.words().noEventHere
		return nil
	}
	switch a {
	case related:
		return m.show(relatedAsk{ref})
	case story:
		return m.show(storyAsk{ref})
	}
	return m.show(topicsAsk{ref})
}

// showTimeline shows how many events of the list there were over time: of a topic
// under the cursor, else of what the list shows.
func (m *model) showTimeline() tea.Cmd {
	s := m.trail.here()
	if r := s.list.at(); r != nil && r.kind == topicRow {
		q, title := topicAsk(r.topic).question()
		return m.show(timelineAsk{q: q, title: title, at: s.answer.date, named: true})
	}
	if link := s.page.at(); s.isOnPage() && link != nil && link.Kind == view.TopicLink {
		q, title := topicAsk(link.Topic).question()
		return m.show(timelineAsk{q: q, title: title, at: m.dateHere(), named: true})
	}
	asked, canCount := s.ask.(counter)
	if !canCount {
		m.message = m.words().noTimelineHere
		return nil
	}
	q, title := asked.question()
	return m.show(timelineAsk{q: q, title: title, at: m.dateHere(), named: true})
}

// showCalendar shows the year of the day that the cursor is on.
func (m *model) showCalendar() tea.Cmd { return m.show(calendarAsk{m.dateHere()}) }

// move moves in the pane in focus.
func (m *model) move(a action) tea.Cmd {
	s := m.trail.here()
	switch {
	case s.isOnPage():
		s.page.scroll(a)
		return nil
	case s.answer.calendar != nil:
		m.moveInCalendar(s.answer.calendar, a)
		return nil
	}
	s.list.scroll(a)
	return tea.Batch(m.follow(), m.readOn(s))
}

// scroll moves the cursor of the list.
func (l *list) scroll(a action) {
	switch a {
	case up:
		l.move(-1)
	case down:
		l.move(1)
	case pageUp:
		l.move(-l.pageful())
	case pageDown:
		l.move(l.pageful())
	case halfUp:
		l.move(-max(1, l.pageful()/2))
	case halfDown:
		l.move(max(1, l.pageful()/2))
	case first:
		l.moveTo(0)
	case last:
		l.moveTo(len(l.rows) - 1)
	}
}

// moveInCalendar moves the cursor by days, weeks and months.
func (m *model) moveInCalendar(c *yearPane, a action) {
	at := c.cursor
	switch a {
	case left:
		at = at.AddDays(-1)
	case right:
		at = at.AddDays(1)
	case up:
		at = at.AddDays(-7)
	case down:
		at = at.AddDays(7)
	case pageUp, halfUp:
		at = inMonth(at, -1)
	case pageDown, halfDown:
		at = inMonth(at, 1)
	case first:
		at.Month, at.Day = 1, 1
	case last:
		at.Month, at.Day = 12, 31
	}
	if !c.moveTo(at) {
		m.message = m.words().otherYears
	}
}

// inMonth returns the same day of a neighbouring month, or the last day of it.
func inMonth(d event.Date, by int) event.Date {
	month := event.Date{Year: d.Year, Month: d.Month, Day: 1}
	if by > 0 {
		month = month.AddDays(31)
	} else {
		month = month.AddDays(-1)
	}
	return event.Date{Year: month.Year, Month: month.Month, Day: min(d.Day, event.DaysIn(month.Year, month.Month))}
}

// aside moves sideways: in the calendar by a day, else from the page to the list and
// from there back. The key to the right opens what the cursor is on.
func (m *model) aside(a action) tea.Cmd {
	s := m.trail.here()
	switch {
	case s.answer.calendar != nil:
		m.moveInCalendar(s.answer.calendar, a)
	case a == left && s.isOnPage() && !s.zoomed:
		s.onPage, s.opensPage = false, false
	case a == left:
		return m.back()
	case s.isOnPage() && s.page.at() == nil:
	default:
		return m.open()
	}
	return nil
}

// scroll scrolls the page.
func (p *page) scroll(a action) {
	switch a {
	case up:
		p.scrollTo(p.top - 1)
	case down:
		p.scrollTo(p.top + 1)
	case pageUp:
		p.scrollTo(p.top - p.height + 1)
	case pageDown:
		p.scrollTo(p.top + p.height - 1)
	case halfUp:
		p.scrollTo(p.top - p.height/2)
	case halfDown:
		p.scrollTo(p.top + p.height/2)
	case first:
		p.scrollTo(0)
	case last:
		p.scrollTo(len(p.Lines))
	}
}

// open opens what the cursor is on: the page of an event first, and in a page a link.
func (m *model) open() tea.Cmd {
	s := m.trail.here()
	if s.isOnPage() {
		return m.openLink(s.page.at())
	}
	if c := s.answer.calendar; c != nil {
		return m.show(dayAsk{date: c.cursor})
	}
	r := s.list.at()
	if r == nil {
		return nil
	}
	switch r.kind {
	case eventRow:
		s.onPage = true
		m.layOut()
	case dayRow:
		return m.show(dayAsk{date: r.date})
	case topicRow:
		return m.show(topicAsk(r.topic))
	case periodRow:
		if asked, isCounter := s.ask.(counter); isCounter {
			return m.show(inPeriod(asked, r.days))
		}
	}
	return nil
}

// openLink opens a link of a page.
func (m *model) openLink(link *view.PageLink) tea.Cmd {
	if link == nil {
		m.message = m.words().noLink
		return nil
	}
	switch link.Kind {
	case view.RelatedLink:
		return m.showEvent(link.Ref)
	case view.DayLink:
		return m.show(dayAsk{date: link.Ref.Date, at: m.here()})
	case view.TopicLink:
		return m.show(topicAsk(link.Topic))
	case view.SourceLink:
		return m.openAddresses(link.Address)
	}
	return nil
}

// showEvent shows an event among those of its day, with its page in focus.
func (m *model) showEvent(ref event.Ref) tea.Cmd {
	cmd := m.show(dayAsk{date: ref.Date, at: ref})
	s := m.trail.here()
	s.onPage, s.opensPage = true, true
	return cmd
}

// back goes from the page to the list that it was opened from, and else to the screen
// before.
func (m *model) back() tea.Cmd {
	if s := m.trail.here(); s.onPage && !s.opensPage && s.list.at() != nil {
		s.onPage = false
		return nil
	}
	return m.goTo(-1)
}

// goTo goes so many screens forward on the trail. What is shown there is asked again
// where it may have changed.
func (m *model) goTo(by int) tea.Cmd {
	if !m.trail.step(by) {
		m.message = m.words().trailEnds
		return nil
	}
	return m.arrive()
}

// undo undoes the innermost thing.
func (m *model) undo() tea.Cmd {
	s := m.trail.here()
	switch {
	case m.stop(s):
		m.message = m.words().stopped
	case m.stopIndexing():
		m.message = m.words().indexOff
	case m.looking.isSeen():
		m.end(&m.looking)
		m.message = m.words().stopped
	case s.zoomed:
		s.zoomed = false
		m.layOut()
	case s.letters != "":
		return m.narrowBy(s, "")
	case s.found != "" || s.page.options.Find != "":
		s.found = ""
		s.page.find("", s.page.top)
	}
	return nil
}

// closeTop closes the topmost thing: help, the page, the screen; the first screen ends
// the browser.
func (m *model) closeTop() tea.Cmd {
	s := m.trail.here()
	switch {
	case s.onPage && !s.opensPage && !isWide(m.width):
		s.onPage = false
	case m.trail.at > 0:
		m.trail.step(-1)
		return m.arrive()
	default:
		return tea.Quit
	}
	return nil
}
