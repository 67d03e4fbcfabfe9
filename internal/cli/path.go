package cli

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"news/internal/catalog"
	"news/internal/event"
	"news/internal/view"
)

// pathOptions are the flags of news path.
type pathOptions struct {
	*common
	format
}

func (p *Program) newPath(flags *common) *cobra.Command {
	o := &pathOptions{common: flags}
	cmd := &cobra.Command{
		Use:   "path A B",
		Short: "show the chain of links between two events",
		Example: `  news path 2016/04/3/2 2017/03/2/1         from one battle to another
  news path 2016/04/3/2 2015/07/14/1        to Pluto, if links lead so far
  news search palmyra -n 2 | news path -    between the first two that it finds
  news path --json 2016/04/3/2 2017/03/2/1 | jq -r '.[] | [.direction, .headline] | @tsv'`,
		Long: `Show the shortest chain of links between two events. A link counts in both
directions. Of several equally short chains it is the one with the rarest topics.
The exit code is 1 where there is no chain.

In a pipe each line has DATE, REFERENCE, HEADLINE, DIRECTION and TOPICS, with tabs
between them. DIRECTION is how the event before is linked to this one: out where
its page names this one, in where this page names it, or both. TOPICS are the
topics of the link.`,
		ValidArgsFunction: p.completePair(flags),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.path(cmd.Context(), o, args)
		},
	}
	cmd.Flags().BoolVar(&o.count, "count", false, "only the number of steps")
	o.format.bindForms(cmd, "whole events")
	return cmd
}

// completePair completes the references of two events, and no third one.
func (p *Program) completePair(flags *common) cobra.CompletionFunc {
	complete := p.completeReferences(flags, true)
	return func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		if len(args) >= 2 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return complete(cmd, args, typed)
	}
}

func (p *Program) path(ctx context.Context, o *pathOptions, args []string) error {
	args = p.joinedReferences(args)
	o.readsInput = slices.Contains(args, "-")
	if len(args) == 0 || len(args) > 2 || len(args) == 1 && !o.readsInput {
		return errTwoEvents()
	}
	if err := o.format.check(); err != nil {
		return err
	}
	return p.withCatalog(o.common, func(c *catalog.Catalog, screen *screen) error {
		ends, err := p.twoEvents(ctx, c, args)
		if err != nil {
			return err
		}
		if ends.isEmpty() {
			return check(newSink(screen, o.format, forms[catalog.Step]{}).close(), errNoMatch)
		}
		found, err := c.Path(ctx, ends.events[0], ends.events[1])
		if err != nil {
			return err
		}
		return writePath(c, o, ends, found, screen)
	})
}

func errTwoEvents() error {
	return usageError("name two, such as news path 2016/04/3/2 2017/03/2/1", "news path needs the references of two events")
}

// ends are the two events of a path, and the typed references.
type ends struct {
	typed  [2]string
	events [2]*event.Event
}

// isEmpty reports whether standard input named no event.
func (e *ends) isEmpty() bool { return e.events[0] == nil }

// twoEvents resolves the references of two events, which must not be the same.
func (p *Program) twoEvents(ctx context.Context, c *catalog.Catalog, args []string) (ends, error) {
	var typed []string
	for ref, err := range p.references(c, args, false) {
		if err != nil {
			return ends{}, err
		}
		if typed = append(typed, ref); len(typed) > 2 {
			break
		}
	}
	switch len(typed) {
	case 0:
		return ends{}, nil
	case 2:
	default:
		return ends{}, errTwoEvents()
	}
	e := ends{typed: [2]string(typed)}
	for i := range e.events {
		var err error
		if e.events[i], err = p.oneEvent(ctx, c, typed[i]); err != nil {
			return ends{}, err
		}
		if e.events[i] == nil { // a line "-" of standard input
			return ends{}, errTwoEvents()
		}
	}
	return e, e.differ()
}

// differ returns an error where both events are the same.
func (e *ends) differ() error {
	if e.events[0].Ref != e.events[1].Ref {
		return nil
	}
	hint := "to see what is tied to it, type news relate " + shellWord(e.typed[0])
	if e.typed[0] == e.typed[1] {
		return usageError(hint, "%s is the same event twice", shorten(e.typed[0]))
	}
	return usageError(hint, "%s and %s are the same event", shorten(e.typed[0]), shorten(e.typed[1]))
}

// writePath writes a path. Where there is none, the error says how many events
// links reach from either end.
func writePath(c *catalog.Catalog, o *pathOptions, ends ends, path *catalog.Path, screen *screen) error {
	if o.count && len(path.Steps) > 0 {
		fmt.Fprintln(screen, len(path.Steps)-1)
		return nil
	}
	follow := c.Follower()
	out := newSink(screen, o.format, forms[catalog.Step]{
		value: func(s catalog.Step) view.Value {
			follow(&s.Event)
			return view.StepValue(s)
		},
		line:     (*view.Lines).Step,
		terminal: (*view.Terminal).Path,
	})
	if err := out.put(path.Steps...); err != nil {
		return err
	}
	if err := out.close(); err != nil || len(path.Steps) > 0 {
		return err
	}
	return &failure{fmt.Errorf("no links lead from %s to %s: the first reaches %s, the second %s",
		shorten(ends.typed[0]), shorten(ends.typed[1]), countOf(path.Reach[0], "event"), countOf(path.Reach[1], "event")), "", exitNoMatch}
}
