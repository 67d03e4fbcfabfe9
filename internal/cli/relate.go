package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"news/internal/catalog"
	"news/internal/view"
)

// relateOptions are the flags of news relate.
type relateOptions struct {
	*common
	format
	asking
	out, in, shared bool
}

func (p *Program) newRelate(flags *common) *cobra.Command {
	o := &relateOptions{common: flags}
	cmd := &cobra.Command{
		Use:     "relate REF",
		Aliases: []string{"related"},
		Short:   "list the events that are related to one, and why",
		Example: `  news relate 2016/04/3/the-syrian         links, and events with shared topics
  news relate --in 2016/04/3/2             only events whose pages name it
  news relate --shared 2016/04/3/2 -n 5    the best five without a link
  news relate 2016/04/3/2 | cut -f2,6      references and reasons
  news relate --json 2016/04/3/2 | jq -r '.[] | [.reason, .headline] | @tsv'`,
		Long: `List the events that are related to an event, best first.

Events are related by rare words and topics that both have, and by the links on
their pages: what both have counts by its rarity, and the more the nearer the days.
A link is one sign among others, and the first that the reason names. --in, --out
and --shared choose one kind: events whose pages name it, events that its page names,
and events without a link. The command is also called related.

In a pipe each line has DATE, REFERENCE, HEADLINE, DIRECTION (out, in, both or
shared), the shared topics, the reason, and NUMBER in its day, with tabs between
them. A second page of an event is folded under the first: its reference follows
in a last column, and in JSON in "copies". --count counts pages.`,
		ValidArgsFunction: p.completeReferences(flags, true),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.relate(cmd.Context(), o, args)
		},
	}
	cmd.Flags().BoolVar(&o.out, "out", false, "only events that its page names")
	cmd.Flags().BoolVar(&o.in, "in", false, "only events whose pages name it")
	cmd.Flags().BoolVar(&o.shared, "shared", false, "only events without a link")
	o.format.bind(cmd, usualHits, "events")
	o.asking.bindDays(cmd)
	return cmd
}

func (p *Program) relate(ctx context.Context, o *relateOptions, args []string) error {
	typed, err := p.oneReference(args, "relate")
	if err != nil {
		return err
	}
	if err := o.format.check(); err != nil {
		return err
	}
	o.readsInput = typed == "-"
	return p.withQuestion(o.common, &o.asking, o.typed(nil), o.format, func(c *catalog.Catalog, q catalog.Question, screen *screen) error {
		found := new(catalog.Relatives)
		target, err := p.oneEvent(ctx, c, typed)
		if err == nil && target != nil {
			found, err = c.Related(ctx, catalog.RelatedQuestion{Event: target, Days: q.Days, Limit: q.Limit, OnlyCount: q.OnlyCount, Out: o.out, In: o.in, Shared: o.shared})
		}
		if err != nil {
			return err
		}
		return writeRelated(ctx, c, o, found, screen)
	})
}

// oneReference returns the only argument of a command about one event.
func (p *Program) oneReference(args []string, command string) (string, error) {
	typed := p.joinedReferences(args)
	if len(typed) != 1 {
		return "", usageError("name one, such as 2016/04/3/2", "news %s needs the reference of one event", command)
	}
	return typed[0], nil
}

// writeRelated writes related events, with the texts of their pages.
func writeRelated(ctx context.Context, c *catalog.Catalog, o *relateOptions, found *catalog.Relatives, screen *screen) error {
	copies := 0
	if o.count {
		fmt.Fprintln(screen, found.Total)
	} else {
		copies = found.Fold()
		if err := putRelated(ctx, c, o, found, screen); err != nil {
			return err
		}
	}
	if found.Total == 0 {
		screen.remark("no related events")
		return errNoMatch
	}
	if !o.count {
		screen.noteCutCopies(found.Len(), found.Total, copies)
	}
	return nil
}

func putRelated(ctx context.Context, c *catalog.Catalog, o *relateOptions, found *catalog.Relatives, screen *screen) error {
	follow := c.Follower()
	out := newSink(screen, o.format, forms[catalog.Relative]{
		value: func(r catalog.Relative) view.Value {
			if !r.Missing {
				follow(&r.Event)
			}
			return view.RelatedValue(r)
		},
		line:     (*view.Lines).Related,
		terminal: (*view.Terminal).Related,
	})
	return out.each(found.All(ctx))
}
