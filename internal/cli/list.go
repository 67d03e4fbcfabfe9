package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"news/internal/catalog"
	"news/internal/event"
	"news/internal/text"
	"news/internal/view"
	"news/internal/when"
)

// listOptions are the flags of news list.
type listOptions struct {
	*common
	format
	asking
}

func (p *Program) newList(flags *common) *cobra.Command {
	o := &listOptions{common: flags}
	cmd := &cobra.Command{
		Use:   "list [QUERY] [WHEN...]",
		Short: "list events, newest day first",
		Example: `  news list                                  every event
  news list 2016-04 2017                     of a month and of a year
  news list palmyra 2016                     of a year, with a word
  news list 2016-03..2016-04-10              from 1 March to 10 April
  news list '*/04/3'                         3 April of every year
  news list --topic 'Syrian Army' --count    how many are about the Syrian Army
  news list --ndjson | jq -r .headline`,
		Long: `List events, newest day first. In a day they have the order of its page.

WHEN is a date or a range; several are added together. QUERY is all other words,
as news search takes them: an event must have all of them.

  2016/04/3  2016-04-03  "3 April 2016"    a day
  2016-04  2016  2016-Q2  2016-W13  2010s  a month, year, quarter, week, decade
  "spring 2016"  "christmas 2004"          a season, a holiday
  2016-03..2016-04-10  ..2003  2016..      from one date to another; an open end
  2016-04-01..+2w                          two weeks from a day on
  yesterday  "3 days ago"  last-month      counted from today
  '*/04/3'  on-this-day                    that day of every year

In a pipe each line has DATE, REFERENCE, HEADLINE and the event's NUMBER in its
day, with tabs between them.`,
		ValidArgsFunction: p.completeReferences(flags, false),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.list(cmd.Context(), o, args)
		},
	}
	o.format.bind(cmd, 0, "events")
	o.asking.bind(p, cmd, flags)
	o.asking.bindOrder(cmd)
	return cmd
}

func (p *Program) list(ctx context.Context, o *listOptions, args []string) error {
	if err := o.format.check(); err != nil {
		return err
	}
	return p.withQuestion(o.common, &o.asking, o.typed(args), o.format, func(c *catalog.Catalog, q catalog.Question, screen *screen) error {
		q.OnlyLines = o.format.wantsLines(screen)
		listing, err := c.List(ctx, q)
		if err != nil {
			return err
		}
		listed, copies, err := writeListing(ctx, c, o, listing, screen)
		if err != nil {
			return err
		}
		screen.noteDays(q)
		if listed > 0 {
			screen.noteWords(listing.Remarks)
		}
		return noteListed(ctx, c, o, q, listing, listed, copies, screen)
	})
}

// writeListing writes events in the chosen form. It returns their number, and how
// many are copies of others, where people see it.
func writeListing(ctx context.Context, c *catalog.Catalog, o *listOptions, listing *catalog.Listing, screen *screen) (listed, copies int, err error) {
	if o.count {
		n, err := listing.Count(ctx)
		if err == nil {
			fmt.Fprintln(screen, n)
		}
		return n, 0, err
	}
	follow := c.Follower()
	out := newSink(screen, o.format, forms[event.Event]{
		value: func(e event.Event) view.Value {
			follow(&e)
			return view.EventValue(e)
		},
		line:     func(lines *view.Lines, e event.Event) { lines.Numbered(e, nil) },
		terminal: (*view.Terminal).List,
	})
	listed, copies, err = putDays(ctx, out, listing)
	if err != nil {
		return listed, copies, err
	}
	return listed, copies, out.close()
}

// putDays writes events as they are read; on a terminal day by day, so that each stands
// under its day. It returns how many it wrote, and on a terminal how many of them are copies.
func putDays(ctx context.Context, out *sink[event.Event], listing *catalog.Listing) (listed, copies int, err error) {
	var counter catalog.CopyCounter
	steps := listing.Parts(ctx)
	if out.human {
		steps = listing.Days(ctx)
	}
	for events, err := range steps {
		if err != nil {
			return listed, counter.Copies, err
		}
		if err := out.put(events...); err != nil {
			return listed, counter.Copies, err
		}
		if listed += len(events); out.human {
			counter.Add(events)
		}
	}
	return listed, counter.Copies, nil
}

// noteListed notes how many events there are, or why there are none.
func noteListed(ctx context.Context, c *catalog.Catalog, o *listOptions, q catalog.Question, listing *catalog.Listing, listed, copies int, screen *screen) error {
	switch {
	case listed == 0:
		screen.noteNothing(q, listing.Remarks, "no events")
		if explained, err := screen.hintDays(ctx, c, q, listing); err != nil {
			return err
		} else if !explained {
			screen.hintNothing(q, listing.Remarks)
		}
		if q.Query != nil {
			return errNoMatch
		}
	case o.limit > 0 && listing.IsCut(listed):
		screen.noteMore(listed, listing.Total)
	case !o.count:
		counted := countOf(listed, "event")
		if copies > 0 {
			counted += fmt.Sprintf(", %s of them %s", text.Grouped(copies), copyOrCopies(copies))
		}
		screen.remark("%s", counted)
	}
	return nil
}

// hintDays says where the archive has events, if it is the days alone that none is
// of, and reports whether it is.
func (s *screen) hintDays(ctx context.Context, c *catalog.Catalog, q catalog.Question, l *catalog.Listing) (bool, error) {
	if q.Days.IsEvery() || len(l.Unknown) > 0 || !l.Matched {
		return false, nil
	}
	ends, err := c.Ends(ctx)
	span := q.Days.Bounds()
	switch {
	case err != nil, ends == when.Span{}:
		return false, err
	case !q.Days.Overlaps(ends.From, ends.To):
		s.hint(fmt.Sprintf("no event is of %s; the archive has events from %v to %v", inDates(q.Days), ends.From, ends.To))
		return true, nil
	case q.Query == nil && q.Days.IsSpan() && span.From == span.To:
		_, missing := c.Resolve(ctx, span.From.Path())
		_, hint := judge(missing)
		s.hint(hint)
		return hint != "", nil
	}
	return false, nil
}

// inDates writes days as people read them: a week by its first and last day.
func inDates(days when.Set) string {
	if b := days.Bounds(); days.IsSpan() && when.Week.Around(b.From) == b {
		return fmt.Sprintf("%v to %v", b.From, b.To)
	}
	return days.String()
}

// noteMore notes that a limit cut off rows, and how many rows there are, if known.
func (s *screen) noteMore(shown, total int) {
	if total < 0 {
		s.note("the first %s; -n 0 gives all", text.Grouped(shown))
		return
	}
	s.noteCut(shown, total)
}

// countOf returns a number of things in words.
func countOf(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return text.Grouped(n) + " " + thing + "s"
}
