package browse

import (
	"context"
	"fmt"

	"news/internal/catalog"
	"news/internal/event"
	"news/internal/view"
)

// topicsAsk asks for the topics of an event.
type topicsAsk struct{ of event.Ref }

func (a topicsAsk) answer(ctx context.Context, o *Options) (answer, error) {
	of, isThere := o.pageOf(a.of)
	if !isThere {
		return o.goneAnswer(a.of), nil
	}
	uses, err := o.Catalog.Topics(ctx, catalog.TopicQuestion{Question: catalog.Question{Order: catalog.ByCount}, Of: &of})
	if err != nil {
		return answer{}, err
	}
	c := wordsIn(o.Language)
	b := answer{title: fmt.Sprintf(c.topicsOf, view.Handle(of.Ref, of.Number)), note: view.Counted(len(uses.Rows), "topic", o.Language), date: of.Ref.Date, isAlone: true}
	for _, use := range uses.Rows {
		b.rows = append(b.rows, topicRowOf(use))
	}
	scale(b.rows)
	number(b.rows, 1)
	b.total = len(b.rows)
	if len(b.rows) == 0 {
		b.rows = remarkRows(c.noTopics)
	}
	return b, nil
}

// topicRowOf returns the row of a topic, with its number of events and their days.
func topicRowOf(use catalog.Use) row {
	return row{kind: topicRow, topic: use.Name, text: use.Name, count: use.Events, dates: view.Dates(use.First, use.Last)}
}
