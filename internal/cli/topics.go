package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"news/internal/catalog"
	"news/internal/view"
)

// topicsOptions are the flags of news topics.
type topicsOptions struct {
	*common
	format
	asking
	of    string
	hasOf bool // even if it is empty
	with  bool
}

// companionsShown is how many companions are shown for a topic.
const companionsShown = 5

// nameOrders are the orders of lists of names, the default first.
var nameOrders = []catalog.Order{catalog.ByCount, catalog.ByName, catalog.Recent}

func (p *Program) newTopics(flags *common) *cobra.Command {
	o := &topicsOptions{common: flags}
	cmd := &cobra.Command{
		Use:   "topics [WORDS...] [WHEN...]",
		Short: "list topics, most used first",
		Example: `  news topics                       every topic
  news topics syria                 names with a word that begins like this
  news topics syria 2016            the same, in the events of a year
  news topics syran armi --with     slips are forgiven; with companions
  news topics --of 2016/04/3/2      the topics of one event
  news topics --query palmyra       the topics of events that have a word
  news topics --sort recent -n 10   the topics of the newest events
  news topics syria | cut -f1 | xargs -d '\n' -n1 news list --count --topic`,
		Long: `List topics with their number of events, and the first and last day of these.

An event has a topic by its own page, or by another page that links to it. WORDS
find topics by their names; case, accents, slips and the Chinese script make no
difference. A topic with exactly this name comes first. WHEN is a date as in news
list. WHEN and the flags say which events count.

In a pipe each line has TOPIC, COUNT, FIRST and LAST day, with tabs between them.
--with adds the topics that the topic most often comes with.`,
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
	set.BoolVar(&o.with, "with", false, "also the topics that each most often comes with")
	name(set, "of", "REF")
	completeFlag(cmd, "of", p.completeReferences(flags, true))
	o.format.bind(cmd, 0, "topics")
	o.asking.bind(p, cmd, flags)
	o.asking.bindQuery(cmd, "only the topics of events that match WORDS")
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

// checkNames checks the arguments and flags that say which topics to list.
func (o *topicsOptions) checkNames(args []string) error {
	if o.hasOf && len(args) > 0 {
		return usageError("leave one of them out", "--of and words of names do not go together")
	}
	return nil
}

// typedNames is typed for a command that looks for its words in names.
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

// writeUses writes names with their numbers of events in the chosen form.
func writeUses(f format, q catalog.Question, found *catalog.Uses, screen *screen, rows forms[catalog.Use], thing string) error {
	if f.count {
		fmt.Fprintln(screen, found.Total)
	} else if err := newSink(screen, f, rows).whole(found.Rows); err != nil {
		return err
	}
	screen.noteDays(q)
	if found.Total > 0 {
		screen.noteWords(found.Remarks)
	}
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

// noteNoUses notes why no name was found. It returns errNoMatch where no name has
// the words, and nil for an empty list of events.
func noteNoUses(q catalog.Question, found *catalog.Uses, screen *screen, thing string) error {
	screen.noteNothing(q, found.Remarks, "no "+plurals[thing])
	switch {
	case found.Events == 0:
		screen.hintNothing(q, found.Remarks)
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

// plurals has the plural of each kind of name.
var plurals = map[string]string{"topic": "topics", "publisher": "publishers", "category": "categories"}
