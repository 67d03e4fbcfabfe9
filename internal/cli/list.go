package cli

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"

	"github.com/spf13/cobra"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/index"
	"news/internal/view"
	"news/internal/when"
)

// listOptions are what news list is asked for.
type listOptions struct {
	*common
	format
	filter
	span
	reverse bool
}

func (p *Program) newList(flags *common) *cobra.Command {
	o := &listOptions{common: flags}
	cmd := &cobra.Command{
		Use:   "list [WHEN...]",
		Short: "list events, newest day first",
		Example: `  news list                                  every event
  news list 2016-04 2017                     those of a month and of a year
  news list 2016-03..2016-04-10              from the start of March to 10 April
  news list '*/04/3'                         3 April of every year
  news list on-this-day                      the day of today in every year
  news list --topic 'Syrian Army' --count    how many are about the Syrian Army
  news list --ndjson | jq -r .headline`,
		Long: `List events, newest day first, in a day in its own order.

WHEN is a day (2016/04/3, 2016-04-03), a month, a year, a range (A..B, A.., ..B,
A..+2w), today, yesterday, '3 days ago', last-month, a weekday, */04/3, or
on-this-day, which is the day of today in every year.
In a pipe each line is DATE, REFERENCE and HEADLINE with tabs between them.
--topic, --source and --category look into the index first: see news index.`,
		ValidArgsFunction: p.completeReferences(flags, false),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.list(cmd.Context(), o, args)
		},
	}
	o.format.bind(cmd, 0)
	cmd.Flags().BoolVar(&o.reverse, "reverse", false, "turn the whole order round")
	o.filter.bind(cmd)
	completeFlag(cmd, "topic", p.completeTopics(flags))
	o.span.bind(cmd)
	return cmd
}

func (p *Program) list(ctx context.Context, o *listOptions, args []string) error {
	if err := cmp.Or(o.format.check(), o.filter.check()); err != nil {
		return err
	}
	days, err := o.days(args, p.today())
	if err != nil {
		return err
	}
	return p.withArchive(o.common, func(a *archive.Archive, screen *screen) error {
		var hint string
		if !o.filter.isEmpty() {
			err := p.ask(ctx, o.common, a, func(x *index.Index) error {
				if err := o.prepare(ctx, p, a, x); err != nil || x == nil {
					return err
				}
				o.found = slices.DeleteFunc(o.found, func(ref event.Ref) bool { return !days.Contains(ref.Date) })
				if o.reverse {
					slices.Reverse(o.found)
				}
				_, err := checked(a, x, o.found[:min(len(o.found), eventsAtOnce)])
				return err
			})
			if err != nil {
				return err
			}
		}
		listed, err := listAll(ctx, a, o, o.candidates(ctx, a, days), screen)
		if err != nil || listed > 0 {
			return err
		}
		if !o.filter.isEmpty() {
			err = p.ask(ctx, o.common, a, func(x *index.Index) error {
				hint, err = o.suggest(ctx, p, a, x)
				return err
			})
		}
		screen.remark("no events")
		screen.hint(hint)
		return err
	})
}

// candidates gives the events of the days, day by day or in other portions: all,
// or those that fit by the index.
func (o *listOptions) candidates(ctx context.Context, a *archive.Archive, days when.Set) iter.Seq[[]event.Event] {
	if !o.lookedUp {
		return func(yield func([]event.Event) bool) {
			for day := range a.Days(ctx, days, o.reverse) {
				if o.reverse {
					slices.Reverse(day.Events)
				}
				if !yield(day.Events) {
					return
				}
			}
		}
	}
	refs := o.found
	return func(yield func([]event.Event) bool) {
		size := 10 // the first come at once
		for len(refs) > 0 && ctx.Err() == nil {
			some := refs[:min(len(refs), size)]
			var events []event.Event
			for _, e := range readEvents(a, some) {
				if e != nil {
					events = append(events, *e)
				}
			}
			if !yield(events) {
				return
			}
			refs, size = refs[len(some):], eventsAtOnce
		}
	}
}

// listAll writes those events that are asked for and gives how many they were.
func listAll(ctx context.Context, a *archive.Archive, o *listOptions, portions iter.Seq[[]event.Event], screen *screen) (int, error) {
	out := o.sink(screen, forms{
		value:    func(l view.Listed) view.Value { return view.EventValue(l.Event) },
		line:     func(lines *view.Lines, l view.Listed) { lines.Event(l.Event, nil) },
		terminal: (*view.Terminal).List,
	})
	listed := 0
	for portion := range portions {
		events := o.choose(portion, listed)
		listed += len(events)
		if o.count {
			continue
		}
		if o.json || o.ndjson {
			for i := range events {
				a.Follow(&events[i].Event)
			}
		}
		if err := out.put(events); err != nil {
			return listed, err
		}
		if o.limit > 0 && listed >= o.limit {
			break
		}
	}
	if err := ctx.Err(); err != nil {
		return listed, err
	}
	if o.count {
		fmt.Fprintln(screen, listed)
		return listed, nil
	}
	return listed, out.close()
}

// choose gives those events that are asked for, and no more than the limit leaves
// after those listed before.
func (o *listOptions) choose(events []event.Event, before int) []view.Listed {
	var chosen []view.Listed
	for _, e := range events {
		if o.fits(e) {
			chosen = append(chosen, view.Listed{Event: e})
		}
	}
	if o.limit > 0 {
		chosen = chosen[:min(len(chosen), o.limit-before)]
	}
	return chosen
}
