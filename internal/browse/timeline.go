package browse

import (
	"context"
	"fmt"

	"news/internal/catalog"
	"news/internal/event"
	"news/internal/view"
	"news/internal/when"
)

// timelineAsk asks how many events of a question there were, period by period.
type timelineAsk struct {
	q     catalog.Question
	title string     // "" for the question as it was typed
	at    event.Date // the cursor begins on the period of this day
	named bool       // its title says that it is a timeline
}

func (a timelineAsk) question() (catalog.Question, string) { return a.q, a.title }

func (a timelineAsk) answer(ctx context.Context, o *Options) (answer, error) {
	found, err := o.Catalog.Timeline(ctx, catalog.TimelineQuestion{Question: a.q})
	if err != nil {
		return answer{}, err
	}
	b := answer{title: a.heading(o.Language), date: a.at, isAlone: true}
	if a.named {
		b.title = fmt.Sprintf(wordsIn(o.Language).timelineOf, b.title)
	}
	for _, period := range found.Periods {
		if !a.at.IsZero() && period.Contains(a.at) {
			b.at = len(b.rows)
		}
		b.rows = append(b.rows, o.periodRowOf(a.q, period, found.Unit))
	}
	scale(b.rows)
	number(b.rows, 1)
	c := wordsIn(o.Language)
	b.total = len(b.rows)
	b.note = view.Counted(found.Events, "event", o.Language)
	if len(b.rows) > 0 {
		b.note += c.between + view.Counted(len(b.rows), found.Unit.String(), o.Language)
	}
	remarks := remarkRows(o.remarks(found.Remarks, found.Events)...)
	b.rows = append(remarks, b.rows...)
	b.at += len(remarks)
	return b, nil
}

// heading returns the title of the timeline.
func (a timelineAsk) heading(l view.Language) string {
	switch {
	case a.title != "":
		return a.title
	case typedOf(a.q) == a.q.Days.String():
		return view.PeriodTitle(typedOf(a.q), l)
	case typedOf(a.q) != "":
		return typedOf(a.q)
	}
	return view.AllEvents(l)
}

// periodRowOf returns the row of a period, which opens the days of it that the
// question asks for.
func (o *Options) periodRowOf(q catalog.Question, p catalog.Period, unit when.Unit) row {
	r := row{kind: periodRow, days: q.Days.Within(p.Span), date: p.From, text: p.Span.String(), count: p.Events}
	if unit == when.Day {
		r.text += "  " + view.Weekday(p.From, o.Language)
	}
	return r
}

// inPeriod returns the ask for what a timeline counts in a period: of all events the
// days, else the events.
func inPeriod(asked counter, days when.Set) ask {
	q, title := asked.question()
	q.Days = days
	bounds := days.Bounds()
	if q.Query != nil || len(q.Wishes)+len(q.Topics)+len(q.Sources)+len(q.Categories) > 0 {
		if title != "" {
			title += " " + days.String()
		}
		return eventsAsk{q: q, title: title}
	}
	if bounds.From == bounds.To {
		return dayAsk{date: bounds.From}
	}
	return daysAsk{q: q}
}
