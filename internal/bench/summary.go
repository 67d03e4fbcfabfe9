package bench

import (
	"context"
	"strings"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/when"
)

// summary is as much of an event as tells whether it is the one that was asked for.
type summary struct {
	ref                   event.Ref
	headline, description string
	topics                []string
}

func summaryOf(e event.Event) summary { return summary{e.Ref, e.Headline, e.Description, e.Topics} }

// clone returns a copy that does not keep the page of the event in memory.
func (s summary) clone() summary {
	s.ref.Slug = strings.Clone(s.ref.Slug)
	s.headline, s.description = strings.Clone(s.headline), strings.Clone(s.description)
	topics := make([]string, len(s.topics))
	for i, topic := range s.topics {
		topics[i] = strings.Clone(topic)
	}
	s.topics = topics
	return s
}

// readSummaries reads all events of an archive that have a headline, newest first.
func readSummaries(ctx context.Context, dir string) ([]summary, error) {
	a, err := archive.Open(dir)
	if err != nil {
		return nil, err
	}
	defer a.Close()
	var all []summary
	for events := range archive.Each(ctx, a, when.Set{}, false, func(day event.Day) []event.Event { return day.Events }) {
		for _, e := range events {
			if e.Headline != "" {
				all = append(all, summaryOf(e).clone())
			}
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return all, a.Err()
}
