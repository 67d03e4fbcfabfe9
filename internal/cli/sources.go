package cli

import (
	"context"

	"github.com/spf13/cobra"

	"news/internal/catalog"
	"news/internal/view"
)

// namesOptions are the flags of news sources and news categories.
type namesOptions struct {
	*common
	format
	asking
}

func (p *Program) newSources(flags *common) *cobra.Command {
	o := &namesOptions{common: flags}
	cmd := &cobra.Command{
		Use:   "sources [WORDS...] [WHEN...]",
		Short: "list publishers, most cited first",
		Example: `  news sources                 every publisher
  news sources bbc             names or sites with a word
  news sources -n 10 2016      the ten that most events of 2016 cite
  news sources --until 2003    in the early years
  news sources --topic NASA    in events with a topic
  news sources --json | jq -r '.[] | select(.count > 5).name'`,
		Long: `List publishers with the number of events that cite them, their sites, and the
first and last day of these events.

WORDS find publishers by their names and sites. WHEN is a date as in news list.
All names of a site, and all sites of a name, belong to one publisher. A page of a
portal or of a web archive counts for the publisher that it names. news list
--source NAME lists the events.

In a pipe each line has NAME, COUNT, SITES, FIRST and LAST day, with tabs between
them.`,
		ValidArgsFunction: p.completeReferences(flags, false),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.sources(cmd.Context(), o, args)
		},
	}
	o.bind(p, cmd, "publishers")
	return cmd
}

// bind binds the flags of a list of names.
func (o *namesOptions) bind(p *Program, cmd *cobra.Command, things string) {
	o.format.bind(cmd, 0, things)
	o.asking.bind(p, cmd, o.common)
	o.asking.bindQuery(cmd, "only those of events that match WORDS")
	o.asking.bindOrder(cmd, nameOrders...)
}

func (p *Program) sources(ctx context.Context, o *namesOptions, args []string) error {
	rows := forms[catalog.Use]{value: view.PublisherValue, line: (*view.Lines).Publisher, terminal: (*view.Terminal).Publishers}
	return p.names(ctx, o, args, (*catalog.Catalog).Publishers, rows, "publisher")
}

// names runs a command that lists names.
func (p *Program) names(ctx context.Context, o *namesOptions, args []string,
	find func(*catalog.Catalog, context.Context, catalog.Question) (*catalog.Uses, error), rows forms[catalog.Use], thing string) error {
	if err := check(o.format.check(), o.checkOrder(nameOrders...)); err != nil {
		return err
	}
	return p.withQuestion(o.common, &o.asking, o.typedNames(args), o.format, func(c *catalog.Catalog, q catalog.Question, screen *screen) error {
		found, err := find(c, ctx, q)
		if err != nil {
			return err
		}
		return writeUses(o.format, q, found, screen, rows, thing)
	})
}
