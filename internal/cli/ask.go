package cli

import (
	"cmp"
	"context"
	"strings"

	"github.com/spf13/cobra"

	"news/internal/catalog"
	"news/internal/event"
	"news/internal/when"
)

// asking are the flags of every command that asks for events: which events,
// and in which order.
type asking struct {
	since, until                string
	topics, sources, categories []string
	queries                     []string
	sort                        string
	reverse                     bool
}

// bindDays binds the flags that bound the days.
func (a *asking) bindDays(cmd *cobra.Command) {
	set := cmd.Flags()
	set.StringVar(&a.since, "since", "", "only events on DATE or later")
	set.StringVar(&a.until, "until", "", "only events on DATE or earlier")
	name(set, "since", "DATE")
	name(set, "until", "DATE")
	registerCompletions(cmd, map[string][]string{"since": nil, "until": nil})
}

// bind binds all flags that say which events.
func (a *asking) bind(p *Program, cmd *cobra.Command, flags *common) {
	set := cmd.Flags()
	set.StringArrayVar(&a.topics, "topic", nil, "only events with topic NAME; repeat it for several topics")
	set.StringArrayVar(&a.sources, "source", nil, "only events that cite publisher NAME (any of its names or sites)")
	set.StringArrayVar(&a.categories, "category", nil, "only events of category NAME")
	for flag, kind := range map[string]catalog.Kind{"topic": catalog.Topics, "source": catalog.Sources, "category": catalog.Categories} {
		name(set, flag, "NAME")
		completeFlag(cmd, flag, p.completeNames(flags, kind))
	}
	a.bindDays(cmd)
	p.bindSaved(cmd, flags)
}

// bindQuery binds --query, for commands whose words are names.
func (a *asking) bindQuery(cmd *cobra.Command, usage string) {
	cmd.Flags().StringArrayVar(&a.queries, "query", nil, usage)
	name(cmd.Flags(), "query", "WORDS")
	registerCompletions(cmd, map[string][]string{"query": nil})
}

// bindOrder binds --reverse and, with orders, --sort. The first order is the
// default.
func (a *asking) bindOrder(cmd *cobra.Command, orders ...catalog.Order) {
	set := cmd.Flags()
	if len(orders) > 0 {
		words := wordsOf(orders)
		set.StringVar(&a.sort, "sort", words[0], "order: "+strings.Join(words[:len(words)-1], ", ")+" or "+words[len(words)-1])
		name(set, "sort", "ORDER")
		registerCompletions(cmd, map[string][]string{"sort": words})
	}
	set.BoolVar(&a.reverse, "reverse", false, "reverse the order")
}

func wordsOf(orders []catalog.Order) []string {
	words := make([]string, len(orders))
	for i, order := range orders {
		words[i] = string(order)
	}
	return words
}

// isEmpty reports whether no flag says which events.
func (a *asking) isEmpty() bool {
	return a.since == "" && a.until == "" && len(a.topics)+len(a.sources)+len(a.categories)+len(a.queries) == 0
}

// checkOrder checks the value of --sort.
func (a *asking) checkOrder(orders ...catalog.Order) error {
	return oneOf("sort", a.sort, wordsOf(orders)...)
}

// typed returns the arguments and flags, for the catalog to understand.
func (a *asking) typed(args []string) catalog.Asked {
	return catalog.Asked{
		Args: args, Queries: a.queries, Since: a.since, Until: a.until,
		Topics: a.topics, Sources: a.sources, Categories: a.categories,
	}
}

// withQuestion reads the question of a command from its arguments and flags, and
// opens a catalog for its work. An error in the question comes before one of
// finding the archive.
func (p *Program) withQuestion(flags *common, a *asking, asked catalog.Asked, f format, work func(*catalog.Catalog, catalog.Question, *screen) error) error {
	if _, err := catalog.Understand(asked, p.today(), when.Years{}); err != nil {
		return err
	}
	return p.withCatalog(flags, func(c *catalog.Catalog, screen *screen) error {
		q, err := c.Understand(asked)
		if err != nil {
			return err
		}
		q.Order, q.Reverse, q.Limit, q.OnlyCount = catalog.Order(a.sort), a.reverse, f.limit, f.count
		return work(c, q, screen)
	})
}

// oneEvent resolves the reference of one event. The event is nil where standard
// input names none.
func (p *Program) oneEvent(ctx context.Context, c *catalog.Catalog, typed string) (*event.Event, error) {
	var found *event.Event
	for ref, err := range p.references(c, []string{typed}, false) {
		if err != nil {
			return nil, err
		}
		if found != nil {
			return nil, usageError("give it one reference at a time, as xargs -n1 does", "standard input holds several references")
		}
		target, err := c.Resolve(ctx, ref)
		if err != nil {
			return nil, err
		}
		if target.Event == nil {
			example := "2016/04/3/2"
			if target.Day != nil {
				example = target.Day.Date.Path() + "/1"
			}
			return nil, usageError("name an event, such as "+example, "%s is not one event", shorten(ref))
		}
		found = target.Event
	}
	return found, nil
}

// check returns the first error of several.
func check(errs ...error) error { return cmp.Or(errs...) }
