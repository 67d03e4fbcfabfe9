package browse

import (
	"context"

	"news/internal/catalog"
	"news/internal/event"
	"news/internal/view"
	"news/internal/when"
)

// firstAsk returns what is shown first.
func (m *model) firstAsk() ask {
	switch s := m.start; {
	case s.Event != nil:
		return dayAsk{date: s.Event.Ref.Date, at: s.Event.Ref}
	case !s.Date.IsZero():
		return dayAsk{date: s.Date}
	case s.Question != nil:
		return searchAsk{q: *s.Question}
	case s.Days != nil:
		return daysAsk{q: *s.Days}
	}
	return newestAsk{}
}

// newestAsk asks for the newest day. A screen that shows it asks for that day from
// then on, so that it stays the same.
type newestAsk struct{}

func (newestAsk) answer(ctx context.Context, o *Options) (answer, error) {
	date, known, err := o.Catalog.NextDay(ctx, event.Date{}, -1)
	if err != nil {
		return answer{}, err
	}
	if !known {
		return answer{title: o.Archive, rows: remarkRows(wordsIn(o.Language).nothing)}, nil
	}
	a, err := dayAsk{date: date}.answer(ctx, o)
	a.settled = dayAsk{date: date}
	return a, err
}

// dayAsk asks for the events of a day.
type dayAsk struct {
	date   event.Date
	at     event.Ref // the event that the cursor begins on; zero for the first
	atLast bool      // the cursor begins on the last event
}

func (a dayAsk) answer(_ context.Context, o *Options) (answer, error) {
	d := o.Catalog.Day(a.date)
	if a.at.IsZero() || d.Find(a.at) != nil {
		return o.dayAnswer(d, a), nil
	}
	now := o.Catalog.Current(a.at)[0]
	if now == a.at {
		return o.dayAnswer(d, a), nil
	}
	if now.Date != a.date { // it moved to another day
		d = o.Catalog.Day(now.Date)
	}
	a.date, a.at = now.Date, now
	found := o.dayAnswer(d, a)
	found.settled = a
	return found, nil
}

func (dayAsk) question() (catalog.Question, string) { return catalog.Question{}, "" }

// dayAnswer returns the rows of a day: its events, and the entries of its index that
// have no page.
func (o *Options) dayAnswer(d event.Day, asked dayAsk) answer {
	a := answer{title: view.DayTitle(asked.date, o.Language), note: view.Counted(len(d.Events), "event", o.Language), date: asked.date}
	isFound := asked.at.IsZero()
	for _, entry := range d.Rows() {
		r := o.goneRow(entry.Entry.Ref, entry.Entry.Headline)
		if entry.Event != nil {
			r = o.eventRow(*entry.Event)
		}
		if r.event.Ref == asked.at && !asked.at.IsZero() {
			a.at, isFound = len(a.rows), true
		}
		a.rows = append(a.rows, r)
	}
	if asked.atLast {
		a.at = len(a.rows) - 1
	}
	if !isFound {
		a.rows = append(a.rows, o.goneRow(asked.at, ""))
		a.at = len(a.rows) - 1
	}
	if len(a.rows) == 0 {
		a.rows = remarkRows(wordsIn(o.Language).noDayEvents)
	}
	a.total = len(d.Events)
	return a
}

// eventRow returns the row of an event of a day, with its number in the day.
func (o *Options) eventRow(e event.Event) row {
	return row{kind: eventRow, event: e, number: e.Number, text: view.Headline(e, o.Language)}
}

// goneRow returns the row of an event that has no page. Where its headline is not
// known, its name stands there.
func (o *Options) goneRow(ref event.Ref, headline string) row {
	r := row{kind: eventRow, event: event.Event{Ref: ref, Headline: headline}, isGone: true}
	if headline == "" {
		r.event.Headline = plainRef(ref)
	}
	r.text = view.Headline(r.event, o.Language)
	return r
}

// mostDays is the greatest number of days that are listed one by one.
const mostDays = 62

// daysAsk asks for the days of a question with their numbers of events: day by day
// where they are few, else by months or years.
type daysAsk struct {
	q  catalog.Question
	at event.Date // the day that the cursor begins on; zero for the first
}

func (a daysAsk) question() (catalog.Question, string) { return a.q, "" }

func (a daysAsk) answer(ctx context.Context, o *Options) (answer, error) {
	if a.q.Query != nil || len(a.q.Wishes)+len(a.q.Topics)+len(a.q.Sources)+len(a.q.Categories) > 0 {
		return eventsAsk{q: a.q}.answer(ctx, o)
	}
	bounds := a.q.Days.Bounds()
	if bounds.From.IsZero() || bounds.To.IsZero() || when.Day.Count(bounds) > mostDays {
		return timelineAsk{q: a.q}.answer(ctx, o)
	}
	days, err := o.Catalog.Calendar(ctx, a.q.Days)
	if err != nil {
		return answer{}, err
	}
	return o.daysAnswer(a, days), nil
}

// daysAnswer returns a row for each day.
func (o *Options) daysAnswer(asked daysAsk, days []catalog.DayCount) answer {
	bounds := asked.q.Days.Bounds()
	a := answer{title: view.PeriodTitle(asked.q.Days.String(), o.Language), date: bounds.From, isAlone: true}
	events := 0
	for _, day := range days {
		events += day.Events
		if day.Date == asked.at {
			a.at = len(a.rows)
		}
		a.rows = append(a.rows, row{kind: dayRow, date: day.Date, text: day.Date.String() + "  " + view.Weekday(day.Date, o.Language), count: day.Events})
	}
	scale(a.rows)
	number(a.rows, 1)
	a.note = view.Counted(events, "event", o.Language)
	a.total = len(a.rows)
	if len(a.rows) == 0 {
		a.rows = remarkRows(wordsIn(o.Language).noEvents)
	}
	return a
}

// scale sets the greatest count of rows, and marks the first that has it where there
// are several.
func scale(rows []row) {
	most := 0
	for _, r := range rows {
		most = max(most, r.count)
	}
	isMarked := len(rows) < 2 || most == 0
	for i := range rows {
		rows[i].most = most
		if !isMarked && rows[i].count == most {
			rows[i].isBusiest, isMarked = true, true
		}
	}
}

// plainRef returns a reference that can be shown.
func plainRef(ref event.Ref) string { return plain(ref.String()) }
