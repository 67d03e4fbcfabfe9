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
	date                  event.Date
	headline, description string
}

func summaryOf(e event.Event) summary { return summary{e.Ref.Date, e.Headline, e.Description} }

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
			if e.Headline != "" { // clones, so that whole pages do not stay in memory
				all = append(all, summary{e.Ref.Date, strings.Clone(e.Headline), strings.Clone(e.Description)})
			}
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return all, a.Err()
}
