package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"news/internal/catalog"
	"news/internal/view"
)

// topicsOptions are what news topics is asked for.
type topicsOptions struct {
	*common
	format
	asking
	of    string
	hasOf bool // even if it is empty
	with  bool
}

// companionsShown is how many topics are shown for one that they come with.
const companionsShown = 5

// nameOrders are the orders that lists of names know, the usual one first.
var nameOrders = []catalog.Order{catalog.ByCount, catalog.ByName, catalog.Recent}

func (p *Program) newTopics(flags *common) *cobra.Command {
	o := &topicsOptions{common: flags}
	cmd := &cobra.Command{
		Use:   "topics [WORDS...] [WHEN...]",
		Short: "list what events are about, most used first",
		Example: `  news topics                       every topic
  news topics syria                 those that have a word that begins so
  news topics syria 2016            those, in the events of a year
  news topics syran armi --with     slips are forgiven; and what each comes with
  news topics --of 2016/04/3/2      those of one event
  news topics --query palmyra       those of the events that have a word
  news topics --sort recent -n 10   the last that came up
  news topics syria | cut -f1 | xargs -d '\n' -n1 news list --count --topic`,
		Long: `List topics with the number of events that have them, on their own pages or by
others' links to them, and the first and last day of these.

WORDS find topics by their names, however cased, accented or misspelt and in
either Chinese script. A topic that has just this name comes first. WHEN and the
flags leave the events of some days, publishers, categories or words.
In a pipe each line is TOPIC, COUNT, FIRST and LAST day, with tabs between them,
and with --with the topics that it most often comes with.`,
		ValidArgsFunction: func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return p.completeNames(flags, catalog.Topics)(cmd, args, typed)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			o.hasOf = cmd.Flags().Changed("of")
			return p.topics(cmd.Context(), o, args)
		},
	}
	set := cmd.Flags()
	set.StringVar(&o.of, "of", "", "only the topics of event REF")
	set.BoolVar(&o.with, "with", false, "with each, the topics that it most often comes with")
	name(set, "of", "REF")
	completeFlag(cmd, "of", p.completeReferences(flags, true))
	o.format.bind(cmd, 0, "topics")
	o.asking.bind(p, cmd, flags)
	o.asking.bindQuery(cmd, "only the topics of events that have WORDS")
	o.asking.bindOrder(cmd, nameOrders...)
	return cmd
}

func (p *Program) topics(ctx context.Context, o *topicsOptions, args []string) error {
	if err := check(o.format.check(), o.checkOrder(nameOrders...), o.checkNames(args)); err != nil {
		return err
	}
	o.readsInput = o.of == "-"
	return p.withQuestion(o.common, &o.asking, o.typedNames(args), o.format, func(c *catalog.Catalog, q catalog.Question, screen *screen) (err error) {
		asked := catalog.TopicQuestion{Question: q}
		if o.with {
			asked.Companions = companionsShown
		}
		if o.hasOf {
			if asked.Of, err = p.oneEvent(ctx, c, o.of); err != nil {
				return err
			}
		}
		if o.hasOf && asked.Of == nil { // standard input named no event
			return check(writeUses(o.format, q, &catalog.Uses{}, screen, topicRows(o.with), "topic"), errNoMatch)
		}
		found, err := c.Topics(ctx, asked)
		if err != nil {
			return err
		}
		if err := writeUses(o.format, q, found, screen, topicRows(o.with), "topic"); err != nil || !o.hasOf || found.Total > 0 {
			return err
		}
		return errNoMatch
	})
}

// checkNames looks at what tells which topics to list.
func (o *topicsOptions) checkNames(args []string) error {
	if o.hasOf && len(args) > 0 {
		return usageError("leave one of them out", "--of and words of names do not go together")
	}
	return nil
}

// typedNames is typed for a command whose words are looked for in names.
func (a *asking) typedNames(args []string) catalog.Asked {
	asked := a.typed(args)
	asked.WordsAreNames = true
	return asked
}

func topicRows(with bool) forms[catalog.Use] {
	return forms[catalog.Use]{
		value:    view.TopicValue,
		line:     func(lines *view.Lines, u catalog.Use) { lines.Topic(u, with) },
		terminal: (*view.Terminal).Topics,
	}
}

// writeUses writes names with their numbers of events in the form asked for.
func writeUses(f format, q catalog.Question, found *catalog.Uses, screen *screen, rows forms[catalog.Use], thing string) error {
	if f.count {
		fmt.Fprintln(screen, found.Total)
	} else if err := newSink(screen, f, rows).whole(found.Rows); err != nil {
		return err
	}
	screen.noteDays(q)
	switch {
	case found.Total == 0:
		return noteNoUses(q, found, screen, thing)
	case found.Guessed:
		screen.note("no %s has all these words; these have words that are near", thing)
	}
	if !f.count {
		screen.noteCut(len(found.Rows), found.Total)
	}
	return nil
}

// noteNoUses says why no name was found. That nothing has the words is an
// answer of its own, that no event was asked for is an empty list.
func noteNoUses(q catalog.Question, found *catalog.Uses, screen *screen, thing string) error {
	screen.remark("no %s", plurals[thing])
	switch {
	case found.Events == 0:
		screen.hintNothing(q, len(found.Lacking) == 0, found.Lacking, found.Unknown)
	case found.Elsewhere:
		screen.hint(fmt.Sprintf("these events have no %s like %s, but others have; leave WHEN or flags out", thing, shellWord(q.Names)))
	case len(found.Near) > 0:
		screen.hint(fmt.Sprintf("no %s is like %s; there is %s", thing, shellWord(q.Names), strings.Join(found.Near, ", ")))
	case q.Names != "":
		screen.hint(fmt.Sprintf("no %s is like %s; news search looks into headlines too", thing, shellWord(q.Names)))
	}
	if q.Names != "" || q.Query != nil {
		return errNoMatch
	}
	return nil
}

// plurals are the words for several of what names are listed of.
var plurals = map[string]string{"topic": "topics", "publisher": "publishers", "category": "categories"}
