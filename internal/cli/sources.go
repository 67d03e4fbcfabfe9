package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/index"
	"news/internal/publisher"
	"news/internal/search"
	"news/internal/view"
)

// sourcesOptions are what news sources is asked for.
type sourcesOptions struct {
	*common
	format
	span
}

func (p *Program) newSources(flags *common) *cobra.Command {
	o := &sourcesOptions{common: flags}
	cmd := &cobra.Command{
		Use:   "sources [WHEN...]",
		Short: "list who publishes what events cite, most cited first",
		Example: `  news sources                 every publisher
  news sources -n 10 2016      the ten that events of 2016 cite most
  news sources --until 2003    those of the early years
  news sources | grep -i bbc   one of them, with its sites
  news sources --json | jq -r '.[] | select(.count > 5).name'`,
		Long: `List publishers with the number of events that cite them, their sites, and the
first and last day of these events.

WHEN is what news list takes. A site under several names is one publisher, and so
is a name with several sites. What portals and archives of the web carry counts
for the publisher that the page names.
In a pipe each line is NAME, COUNT, SITES, FIRST and LAST day, with tabs between
them.`,
		ValidArgsFunction: p.completeReferences(flags, false),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.sources(cmd.Context(), o, args)
		},
	}
	o.format.bind(cmd, 0)
	for flag, usage := range map[string]string{
		"limit": "at most N publishers", "count": "only the number of publishers",
		"json": "one JSON array of publishers", "ndjson": "publishers as JSON, one a line",
	} {
		cmd.Flags().Lookup(flag).Usage = usage
	}
	o.span.bind(cmd)
	return cmd
}

func (p *Program) sources(ctx context.Context, o *sourcesOptions, args []string) error {
	if err := o.format.check(); err != nil {
		return err
	}
	days, err := o.days(args, p.today())
	if err != nil {
		return err
	}
	return p.withArchive(o.common, func(a *archive.Archive, screen *screen) error {
		var cited *publisher.Cited
		err := p.ask(ctx, o.common, a, func(x *index.Index) (err error) {
			cited, err = p.cited(ctx, a, x)
			return err
		})
		if err != nil {
			return err
		}
		found := publisher.NewDirectory(cited).Publishers(func(yield func(int) bool) {
			for n := range cited.Events() {
				if day, _ := cited.Place(n); days.Contains(day) && !yield(n) {
					return
				}
			}
		})
		return writeSources(o, found, screen)
	})
}

// cited returns what all events cite, by the index, or by the pages where that is
// nil. A publisher is the same one in every year, so that all are needed.
func (p *Program) cited(ctx context.Context, a *archive.Archive, x *index.Index) (*publisher.Cited, error) {
	if x != nil {
		citations, err := x.Citations()
		if err != nil {
			return nil, err
		}
		cited := publisher.NewCited(citations)
		return cited, x.EachCited(func(place search.Place, numbers []int32) { cited.AddNumbers(place.Date, place.Number, numbers) })
	}
	var cited publisher.Cited
	for day := range everyDay(ctx, p, a, func(day event.Day) event.Day { return day }) {
		for i := range day.Events {
			cited.Add(&day.Events[i])
		}
	}
	return &cited, ctx.Err()
}

// writeSources writes publishers in the form asked for.
func writeSources(o *sourcesOptions, found []publisher.Publisher, screen *screen) error {
	total := len(found)
	if o.limit > 0 {
		found = found[:min(total, o.limit)]
	}
	if o.count {
		fmt.Fprintln(screen, total)
	} else if err := putSources(o, found, screen); err != nil {
		return err
	}
	if total == 0 {
		screen.remark("no sources")
	}
	return nil
}

func putSources(o *sourcesOptions, found []publisher.Publisher, screen *screen) error {
	out := o.sink(screen, forms{})
	shown := make([]view.PublisherUse, len(found))
	for i, p := range found {
		shown[i] = view.PublisherUse{Name: p.Name, Names: p.Names, Sites: p.Sites, Citations: p.Count, First: p.First, Last: p.Last}
	}
	if out.human {
		return screen.compose(true, func(t *view.Terminal) { t.Publishers(shown) })
	}
	for _, one := range shown {
		if out.json == nil {
			out.lines.Publisher(one)
		} else if err := out.json.Write(view.PublisherValue(one)); err != nil {
			return outputError{err}
		}
	}
	return out.close()
}
