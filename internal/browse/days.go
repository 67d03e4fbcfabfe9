package browse

import (
	"context"
	"fmt"

	"news/internal/catalog"
	"news/internal/event"
	"news/internal/view"
)

// newestAsk asks for the newest day.
type newestAsk struct{}

func (newestAsk) answer(ctx context.Context, o *Options) (answer, error) {
	ends, err := o.Catalog.Ends(ctx)
	if err != nil {
		return answer{}, err
	}
	return dayAsk{date: ends.To}.answer(ctx, o)
}

// firstAsk returns what is shown first.
func (m *model) firstAsk() ask {
	switch {
	case m.start.Event != nil:
		return dayAsk{date: m.start.Event.Ref.Date, at: m.start.Event.Ref}
	case !m.start.Date.IsZero():
		return dayAsk{date: m.start.Date}
	case m.start.Question != nil:
		return searchAsk{*m.start.Question}
	}
	return newestAsk{}
}

// eventRow returns the row of an event of a day, whole, with its number.
func (o *Options) eventRow(e event.Event) row {
	return row{
		kind: eventRow, event: e, whole: true, number: e.Number,
		lead: fmt.Sprintf("%2d  ", e.Number), text: view.Headline(e, o.Language),
	}
}

// searchAsk asks for what a search finds.
type searchAsk struct{ catalog.Question }

func (a searchAsk) answer(ctx context.Context, o *Options) (answer, error) {
	found, err := o.Catalog.Search(ctx, a.Question)
	if err != nil {
		return answer{}, err
	}
	return o.foundAnswer(ctx, a.Words, found)
}

func (o *Options) foundAnswer(ctx context.Context, title string, found *catalog.Found) (answer, error) {
	found2 := answer{title: title, note: fmt.Sprintf("%d found", found.Total)}
	for hit, err := range found.All(ctx) {
		if err != nil {
			return answer{}, err
		}
		r := o.eventRow(hit.Event)
		r.number = len(found2.rows) + 1
		r.lead, r.marks = fmt.Sprintf("%2d  ", r.number), hit.Marks
		found2.rows = append(found2.rows, r)
	}
	return found2, nil
}
