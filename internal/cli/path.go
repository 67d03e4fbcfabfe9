package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/index"
	"news/internal/relation"
	"news/internal/view"
)

// pathOptions are what news path is asked for.
type pathOptions struct {
	*common
	format
}

func (p *Program) newPath(flags *common) *cobra.Command {
	o := &pathOptions{common: flags}
	cmd := &cobra.Command{
		Use:   "path A B",
		Short: "show how links lead from one event to another",
		Example: `  news path 2016/04/3/2 2017/03/2/1         from one battle to another
  news path 2016/04/3/2 2015/07/14/1        from there to Pluto, if links lead so far
  news search palmyra -n 2 | news path -    between the two that a search finds first
  news path --json 2016/04/3/2 2017/03/2/1 | jq -r '.[] | [.direction, .headline] | @tsv'`,
		Long: `Show the shortest chain of links between two events, each followed either way.
Of several as short it is the one over the rarest topics.

In a pipe each line is DATE, REFERENCE, HEADLINE, DIRECTION and TOPICS, with tabs
between them. The last two tell what joins an event to the one before: out, that
one links to it; in, it links to that one; both; and the topics that both share.
Where no links lead from the one to the other, the exit code is 1.`,
		ValidArgsFunction: p.completePair(flags),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.path(cmd.Context(), o, args)
		},
	}
	set := cmd.Flags()
	set.BoolVar(&o.count, "count", false, "only the number of steps")
	set.BoolVar(&o.json, "json", false, "one JSON array of whole events")
	set.BoolVar(&o.ndjson, "ndjson", false, "whole events as JSON, one a line")
	set.BoolVarP(&o.nul, "null", "0", false, "end lines with NUL in place of newline")
	return cmd
}

// completePair completes the references of two events, and no more.
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
	for _, arg := range args {
		o.readsInput = o.readsInput || arg == "-"
	}
	if len(args) == 0 || len(args) > 2 || len(args) == 1 && !o.readsInput {
		return errTwoEvents()
	}
	if err := o.format.check(); err != nil {
		return err
	}
	return p.withArchive(o.common, func(a *archive.Archive, screen *screen) error {
		ends, err := p.twoEvents(ctx, o, a, args)
		if errors.Is(err, errNoMatch) { // no reference at all
			return cmp.Or(o.sink(screen, pathForms()).close(), err)
		}
		if err != nil {
			return err
		}
		var found chain
		err = p.ask(ctx, o.common, a, func(x *index.Index) error {
			found, err = p.chainOf(ctx, a, x, ends)
			return err
		})
		if err != nil {
			return err
		}
		return writeChain(a, o, found, screen)
	})
}

func errTwoEvents() error {
	return usageError("name two, such as news path 2016/04/3/2 2017/03/2/1", "news path needs the references of two events")
}

// ends are the two events that a path is asked for between, and what was typed
// for them.
type ends struct {
	typed  [2]string
	events [2]*event.Event
}

// twoEvents resolves the references of two events, which must not be the same.
func (p *Program) twoEvents(ctx context.Context, o *pathOptions, a *archive.Archive, args []string) (ends, error) {
	var typed []string
	for ref, err := range p.references(a, args, false) {
		if err != nil {
			return ends{}, err
		}
		if typed = append(typed, ref); len(typed) > 2 {
			break
		}
	}
	switch len(typed) {
	case 0:
		return ends{}, errNoMatch
	case 2:
	default:
		return ends{}, errTwoEvents()
	}
	e := ends{typed: [2]string(typed)}
	for i := range e.events {
		var err error
		if e.events[i], err = p.oneEvent(ctx, o.common, a, typed[i]); errors.Is(err, errNoMatch) { // a line that is "-"
			return ends{}, errTwoEvents()
		} else if err != nil {
			return ends{}, err
		}
	}
	if e.events[0].Ref == e.events[1].Ref {
		hint := "to see what is tied to it, type news related " + shellWord(typed[0])
		if typed[0] == typed[1] {
			return ends{}, usageError(hint, "%s is the same event twice", shorten(typed[0]))
		}
		return ends{}, usageError(hint, "%s and %s are the same event", shorten(typed[0]), shorten(typed[1]))
	}
	return e, nil
}

// chain is a path, or why there is none.
type chain struct {
	ends
	events []view.Listed
	reach  [2]int // how many events links lead to from either end
}

// chainOf finds the path between two events by the index or, where that is nil,
// by all pages.
func (p *Program) chainOf(ctx context.Context, a *archive.Archive, x *index.Index, e ends) (chain, error) {
	found := chain{ends: e}
	w, err := p.webOf(ctx, a, x)
	if err != nil {
		return found, err
	}
	var nodes [2]relation.Node
	for i, end := range e.events {
		if nodes[i], err = nodeIn(w.Subjects, end); err != nil {
			return found, err
		}
	}
	var steps []relation.Step
	if steps, found.reach = w.Path(nodes[0], nodes[1]); len(steps) == 0 {
		_, err = checked(a, x, []event.Ref{e.events[0].Ref, e.events[1].Ref})
		return found, err
	}
	found.events, err = w.walked(steps)
	return found, err
}

// walked reads the events of a path and tells, as their pages do, what joins each
// to the one before.
func (w *web) walked(steps []relation.Step) ([]view.Listed, error) {
	nodes := make([]relation.Node, len(steps))
	for i, step := range steps {
		nodes[i] = step.Node
	}
	listed, err := w.read(nodes)
	if err != nil {
		return nil, err
	}
	for i, step := range steps {
		var links []event.Link
		for _, link := range step.Links {
			page := listed[i].Event.Related
			if link.From != step.Node {
				page = listed[i-1].Event.Related
			}
			if link.Place < len(page) {
				links = append(links, page[link.Place])
			}
		}
		listed[i].Direction, listed[i].Shared = step.Direction, event.JoinTopics(nil, links)
	}
	return listed, nil
}

func pathForms() forms {
	return forms{value: view.StepValue, line: (*view.Lines).Step, terminal: (*view.Terminal).Path}
}

// writeChain writes a path. Where there is none, the error says how far links
// lead from either end.
func writeChain(a *archive.Archive, o *pathOptions, c chain, screen *screen) error {
	if o.count && len(c.events) > 0 {
		fmt.Fprintln(screen, len(c.events)-1)
		return nil
	}
	out := o.sink(screen, pathForms())
	if o.json || o.ndjson {
		for i := range c.events {
			a.Follow(&c.events[i].Event)
		}
	}
	if len(c.events) > 0 {
		if err := out.put(c.events); err != nil {
			return err
		}
	}
	if err := out.close(); err != nil || len(c.events) > 0 {
		return err
	}
	events := "events"
	if c.reach[0] == 1 {
		events = "event"
	}
	return &failure{fmt.Errorf("no links lead from %s to %s: the first reaches %d %s, the second %d",
		shorten(c.typed[0]), shorten(c.typed[1]), c.reach[0], events, c.reach[1]), "", exitNoMatch}
}
