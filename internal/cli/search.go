package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"news/internal/catalog"
	"news/internal/view"
)

// searchOptions are the flags of news search.
type searchOptions struct {
	*common
	format
	asking
}

// usualHits is how many events a search shows by default.
const usualHits = 20

// searchOrders are the orders of news search, the default first.
var searchOrders = []catalog.Order{catalog.ByScore, catalog.ByDate}

func (p *Program) newSearch(flags *common) *cobra.Command {
	o := &searchOptions{common: flags}
	cmd := &cobra.Command{
		Use:   "search QUERY...",
		Short: "find events by their words, best first",
		Example: `  news search palmyra army                    both words, in any order
  news search electoin seriba                 slips are forgiven
  news search palmyra date:2016               the events of a year
  news search 'earthquake topic:japan !haiti'
  news search '"climate change" OR date:2015'
  news search palmyra --sort date --reverse   oldest first
  news search palmyra | cut -f2 | news show -
  news search 嫦娥`,
		Long: `Find events that have all the words, best first. Words can be anywhere in the
headline, the description, the topics or the category.

  "a phrase"                these words, side by side
  !word  NOT word           events without the word
  +word                     a word that both sides of an OR must have
  a OR b  a | b             one of the two; ( ) makes a group
  headline:word             the word in the headline
  topic:word                in a topic; also source: and category:
  topic:"NAME"              the whole name, as --topic; also source: and category:
  date:2016-04..2016-06     a date or a range, as in news list

A field, a date:, !word or +word beside an OR counts for both sides. Case, accents and the two Chinese scripts make
no difference. Slips are forgiven: a word that the archive does not have stands
for words that are a slip or two away.

In a pipe each line has DATE, REFERENCE, HEADLINE and the event's NUMBER in its
day, with tabs between them.`,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.search(cmd.Context(), o, args)
		},
	}
	o.format.bind(cmd, usualHits, "events")
	o.asking.bind(p, cmd, flags)
	o.asking.bindOrder(cmd, searchOrders...)
	return cmd
}

func (p *Program) search(ctx context.Context, o *searchOptions, args []string) error {
	if len(args) == 0 {
		return usageError("type words of a headline, such as news search palmyra army", "news search needs a query")
	}
	if err := check(o.format.check(), o.checkOrder(searchOrders...), o.checkReverse()); err != nil {
		return err
	}
	asked := o.typed(args)
	asked.DaysAreWishes = true
	return p.withQuestion(o.common, &o.asking, asked, o.format, func(c *catalog.Catalog, q catalog.Question, screen *screen) error {
		found, err := c.Search(ctx, q)
		if err != nil {
			return err
		}
		return writeFound(ctx, c, o, q, found, screen)
	})
}

// checkReverse returns an error for worst first, since nobody means it.
func (o *searchOptions) checkReverse() error {
	if o.reverse && o.sort != string(catalog.ByDate) {
		return usageError("add --sort date for oldest first", "--reverse goes with --sort date")
	}
	return nil
}

// writeFound writes the events of a search, with the texts of their pages.
func writeFound(ctx context.Context, c *catalog.Catalog, o *searchOptions, q catalog.Question, found *catalog.Found, screen *screen) error {
	if o.count {
		fmt.Fprintln(screen, found.Total)
	} else if err := putHits(ctx, c, o, found, screen); err != nil {
		return err
	}
	switch {
	case found.Total == 0:
		screen.remark("nothing found")
		switch {
		case len(found.Unknown) > 0:
			screen.hintUnknown(found.Unknown)
		case found.Matched:
			screen.hint("events have the words, but none that also fits the rest")
		default:
			screen.hintLacking(found.Lacking)
		}
		return errNoMatch
	}
	if !o.count {
		screen.noteCut(found.Len(), found.Total)
	}
	return nil
}

func putHits(ctx context.Context, c *catalog.Catalog, o *searchOptions, found *catalog.Found, screen *screen) error {
	follow := c.Follower()
	out := newSink(screen, o.format, forms[catalog.Hit]{
		value: func(h catalog.Hit) view.Value {
			follow(&h.Event)
			return view.FoundValue(h)
		},
		line:     func(lines *view.Lines, h catalog.Hit) { lines.Numbered(h.Event, h.Marks) },
		terminal: (*view.Terminal).Found,
	})
	return out.each(found.All(ctx))
}
