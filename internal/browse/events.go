package browse

import (
	"context"
	"iter"
	"strings"

	"news/internal/catalog"
	"news/internal/event"
	"news/internal/view"
)

// eventsAsk asks for all events that a question asks for, newest first unless the
// question has another order: of a topic, or of a period of a timeline.
type eventsAsk struct {
	q     catalog.Question
	title string // "" for the question as it was typed
}

// topicAsk returns the ask for the events of a topic.
func topicAsk(name string) eventsAsk {
	return eventsAsk{q: catalog.Question{Topics: []string{name}}, title: plain(name)}
}

func (a eventsAsk) question() (catalog.Question, string) {
	q := a.q
	q.Reverse, q.Limit = false, 0
	return q, a.title
}

func (a eventsAsk) next() ask {
	a.q.Reverse = !a.q.Reverse
	return a
}

func (a eventsAsk) answer(ctx context.Context, o *Options) (answer, error) {
	listing, rows, err := a.events(ctx, o, firstRows, nil)
	if err != nil {
		return answer{}, err
	}
	c := wordsIn(o.Language)
	b := answer{title: a.title, words: strings.Fields(a.q.Words), total: max(listing.Total, len(rows))}
	if b.title == "" {
		b.title = typedOf(a.q)
	}
	b.note = view.Counted(b.total, "event", o.Language) + c.between + orderOf(a.q, c)
	b.rows = append(remarkRows(o.remarks(listing.Remarks, b.total)...), rows...)
	if listing.IsCut(len(rows)) {
		b.more = growing(rows, 0, func(ctx context.Context, most int, had []row) ([]row, error) {
			_, rows, err := a.events(ctx, o, most, had)
			return rows, err
		})
	}
	return b, nil
}

// events returns the rows of the first most events, without the rows that were read
// before.
func (a eventsAsk) events(ctx context.Context, o *Options, most int, before []row) (*catalog.Listing, []row, error) {
	q := a.q
	q.Limit = most
	listing, err := o.Catalog.List(ctx, q)
	if err != nil {
		return nil, nil, err
	}
	rows, err := rowsOf(oneByOne(listing.Days(ctx)), before, func(e event.Event) row {
		r := o.eventRow(e)
		r.isDated = true
		return r
	})
	return listing, rows, err
}

// oneByOne returns the events of days one by one.
func oneByOne(days iter.Seq2[[]event.Event, error]) iter.Seq2[event.Event, error] {
	return func(yield func(event.Event, error) bool) {
		for events, err := range days {
			if err != nil {
				yield(event.Event{}, err)
				return
			}
			for _, e := range events {
				if !yield(e, nil) {
					return
				}
			}
		}
	}
}
