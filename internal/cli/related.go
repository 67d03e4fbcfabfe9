package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/relation"
	"news/internal/view"
	"news/internal/when"
)

// relatedOptions are what news related is asked for.
type relatedOptions struct {
	*common
	format
	span
	out, in bool
}

func (p *Program) newRelated(flags *common) *cobra.Command {
	o := &relatedOptions{common: flags}
	cmd := &cobra.Command{
		Use:   "related REF",
		Short: "list what an event is related to, and what names it",
		Example: `  news related 2016/04/3/the-syrian         all that is linked, either way
  news related --in 2016/04/3/2             only the events whose pages name it
  news related --json 2016/04/3/2 | jq -r '.[] | [.direction, .headline] | @tsv'`,
		Long: `List the events that an event's page names as related, as it lists them, and
then those whose pages name this one.

In a pipe each line is DATE, REFERENCE, HEADLINE, DIRECTION (out, in or both) and
the topics that both share, with tabs between them.`,
		ValidArgsFunction: p.completeReferences(flags, true),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.related(cmd.Context(), o, args)
		},
	}
	cmd.Flags().BoolVar(&o.out, "out", false, "only events that its page names")
	cmd.Flags().BoolVar(&o.in, "in", false, "only events whose pages name it")
	o.format.bind(cmd, 0)
	o.span.bind(cmd)
	return cmd
}

func (p *Program) related(ctx context.Context, o *relatedOptions, args []string) error {
	if len(args) != 1 {
		return usageError("name one, such as 2016/04/3/2", "news related needs the reference of one event")
	}
	if err := o.format.check(); err != nil {
		return err
	}
	days, err := o.within(when.Set{}, p.today())
	if err != nil {
		return err
	}
	o.readsInput = args[0] == "-"
	return p.withArchive(o.common, func(a *archive.Archive, screen *screen) error {
		target, err := p.oneEvent(a, args[0])
		if errors.Is(err, errNoMatch) { // no reference at all
			return writeTies(a, o, nil, screen)
		}
		if err != nil {
			return err
		}
		a.Follow(target)
		links, err := linksOf(ctx, a, target)
		if err != nil {
			return err
		}
		ties, err := relation.Of(target.Ref, links)
		if err != nil {
			return err
		}
		return writeTies(a, o, o.choose(ties, days), screen)
	})
}

// oneEvent resolves a reference that must be an event's.
func (p *Program) oneEvent(a *archive.Archive, typed string) (*event.Event, error) {
	var found *event.Event
	for ref, err := range p.references(a, []string{typed}, false) {
		if err != nil {
			return nil, err
		}
		if found != nil {
			return nil, usageError("give it one reference at a time, as xargs -n1 does", "standard input holds several references")
		}
		target, err := a.Resolve(ref, p.today())
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
	if found == nil {
		return nil, errNoMatch
	}
	return found, nil
}

// linksOf gathers the links on an event's page and those of all other pages
// that lead to it. It reads the whole archive.
func linksOf(ctx context.Context, a *archive.Archive, target *event.Event) (relation.Links, error) {
	memory := &relation.Memory{}
	type page struct {
		ref      event.Ref
		headline string
		links    []event.Link
	}
	names := namesOf(target)
	leadingHere := func(day event.Day) (pages []page) {
		for _, e := range day.Events {
			for _, link := range e.Related {
				if names[link.Ref] {
					link.Ref = target.Ref
					pages = append(pages, page{e.Ref, e.Headline, []event.Link{link}})
				}
			}
		}
		return pages
	}
	for pages := range archive.Each(ctx, a, when.Set{}, false, leadingHere) {
		for _, page := range pages {
			if page.ref != target.Ref {
				memory.Add(page.ref, page.headline, page.links)
			}
		}
	}
	memory.Add(target.Ref, target.Headline, target.Related)
	return memory, ctx.Err()
}

// namesOf gives the references that lead to an event: its own, and those by
// the slugs it once had.
func namesOf(e *event.Event) map[event.Ref]bool {
	names := map[event.Ref]bool{e.Ref: true}
	for _, change := range e.Changes {
		names[change.Ref] = true
	}
	return names
}

// choose leaves the directions, days and number asked for.
func (o *relatedOptions) choose(ties []relation.Tie, days when.Set) []relation.Tie {
	var chosen []relation.Tie
	for _, tie := range ties {
		outward := tie.Direction != relation.In
		inward := tie.Direction != relation.Out
		asked := o.out == o.in || o.out && outward || o.in && inward
		if asked && days.Contains(tie.Ref.Date) {
			chosen = append(chosen, tie)
		}
	}
	if o.limit > 0 {
		chosen = chosen[:min(len(chosen), o.limit)]
	}
	return chosen
}

// writeTies writes related events, each with its own page's text.
func writeTies(a *archive.Archive, o *relatedOptions, ties []relation.Tie, screen *screen) error {
	if o.count {
		fmt.Fprintln(screen, len(ties))
	} else if err := putTies(a, o, ties, screen); err != nil {
		return err
	}
	if len(ties) == 0 {
		screen.remark("no related events")
		return errNoMatch
	}
	return nil
}

func putTies(a *archive.Archive, o *relatedOptions, ties []relation.Tie, screen *screen) error {
	out := o.sink(screen, forms{
		value:    view.RelatedValue,
		line:     (*view.Lines).Related,
		terminal: (*view.Terminal).Related,
	})
	days := dayCache{archive: a}
	for _, tie := range ties {
		listed := view.Listed{Direction: tie.Direction, Shared: tie.Shared}
		if found := days.find(tie.Ref); found != nil {
			listed.Event = *found
			a.Follow(&listed.Event)
		} else {
			listed.Event = event.Event{Ref: tie.Ref, Headline: tie.Headline}
			listed.Missing = true
		}
		if err := out.put([]view.Listed{listed}); err != nil {
			return err
		}
	}
	return out.close()
}

// dayCache reads days as their events are asked for, and keeps those read.
type dayCache struct {
	archive *archive.Archive
	days    map[event.Date]*event.Day
}

// find gives an event, or nil where it has no page.
func (c *dayCache) find(ref event.Ref) *event.Event {
	day, known := c.days[ref.Date]
	if !known {
		if c.days == nil || len(c.days) > 1000 { // enough for what lists follow one another
			c.days = make(map[event.Date]*event.Day)
		}
		read := c.archive.Day(ref.Date)
		day = &read
		c.days[ref.Date] = day
	}
	return day.Find(ref)
}
