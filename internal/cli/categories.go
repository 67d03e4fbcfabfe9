package cli

import (
	"context"

	"github.com/spf13/cobra"

	"news/internal/catalog"
	"news/internal/view"
)

func (p *Program) newCategories(flags *common) *cobra.Command {
	o := &namesOptions{common: flags}
	cmd := &cobra.Command{
		Use:   "categories [WORDS...] [WHEN...]",
		Short: "list categories, most used first",
		Example: `  news categories                every category
  news categories 2016           of the events of a year
  news categories conflicts      names with a word
  news categories --sort name
  news categories | cut -f1 | head -1 | xargs -d '\n' news list --category`,
		Long: `List categories with their number of events, and the first and last day of these.

WORDS find categories by their names. WHEN is a date as in news list. news list
--category NAME lists the events. The names that Wikipedia's Current events portal
has had for a category (Sport and Sports) are one, called as most pages have it.

In a pipe each line has CATEGORY, COUNT, FIRST and LAST day, with tabs between
them.`,
		ValidArgsFunction: p.completeReferences(flags, false),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.categories(cmd.Context(), o, args)
		},
	}
	o.bind(p, cmd, "categories")
	return cmd
}

func (p *Program) categories(ctx context.Context, o *namesOptions, args []string) error {
	rows := forms[catalog.Use]{
		value:    view.CategoryValue,
		line:     func(lines *view.Lines, u catalog.Use) { lines.Topic(u, false) },
		terminal: (*view.Terminal).Topics,
	}
	return p.names(ctx, o, args, (*catalog.Catalog).Categories, rows, "category")
}
