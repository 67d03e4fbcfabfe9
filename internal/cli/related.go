package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/index"
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
		target, err := p.oneEvent(ctx, o.common, a, args[0])
		if errors.Is(err, errNoMatch) { // no reference at all
			return writeTies(a, o, nil, screen)
		}
		if err != nil {
			return err
		}
		var ties []relation.Tie
		err = p.ask(ctx, o.common, a, func(x *index.Index) error {
			ties, err = p.tiesOf(ctx, a, x, target)
			return err
		})
		if err != nil {
			return err
		}
		return writeTies(a, o, o.choose(ties, days), screen)
	})
}

// tiesOf gives what an event is related to. Who links to it is looked up in the
// index, and compared with the pages; where that is nil, all pages are read.
func (p *Program) tiesOf(ctx context.Context, a *archive.Archive, x *index.Index, target *event.Event) ([]relation.Tie, error) {
	followed := *target
	followed.Related, followed.Changes = slices.Clone(target.Related), nil
	a.Follow(&followed)
	in, err := p.linksIn(ctx, a, x, target)
	if err != nil {
		return nil, err
	}
	var links relation.Memory
	links.Add(target.Ref, target.Headline, followed.Related)
	for _, link := range in {
		links.Add(link.Ref, link.Headline, []event.Link{{Ref: target.Ref, Topics: link.Topics}})
	}
	return relation.Of(target.Ref, &links)
}

// linksIn gives the links to an event on other pages. Those that the index has
// are compared with the pages.
func (p *Program) linksIn(ctx context.Context, a *archive.Archive, x *index.Index, target *event.Event) ([]event.Link, error) {
	if x == nil {
		return p.linksTo(ctx, a, target)
	}
	links, err := x.In(target.Ref)
	if err != nil {
		return nil, err
	}
	pages := []event.Ref{target.Ref}
	for _, link := range links {
		pages = append(pages, link.Ref)
	}
	_, err = checked(a, x, pages)
	return links, err
}

// oneEvent resolves a reference that must be an event's.
func (p *Program) oneEvent(ctx context.Context, flags *common, a *archive.Archive, typed string) (*event.Event, error) {
	var found *event.Event
	for ref, err := range p.references(a, []string{typed}, false) {
		if err != nil {
			return nil, err
		}
		if found != nil {
			return nil, usageError("give it one reference at a time, as xargs -n1 does", "standard input holds several references")
		}
		target, err := p.resolve(ctx, flags, a, ref)
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

// linksTo gives the links to an event on all other pages, in canonical order of
// the pages. It reads the whole archive.
func (p *Program) linksTo(ctx context.Context, a *archive.Archive, target *event.Event) ([]event.Link, error) {
	type page struct {
		event.Event
		leadsTo []event.Link // by one of the names that the event may have
	}
	names := namesOf(target)
	concerned := func(day event.Day) (pages []page) {
		for _, e := range day.Events {
			p := page{Event: e}
			for _, link := range e.Related {
				if names[link.Ref] {
					p.leadsTo = append(p.leadsTo, link)
				}
			}
			if len(p.leadsTo) > 0 || names[e.Ref] || slices.ContainsFunc(e.Changes, func(c event.Change) bool { return names[c.Ref] }) {
				pages = append(pages, p)
			}
		}
		return pages
	}
	owner := make(map[event.Ref]event.Ref) // of each name
	var pages []page
	for some := range everyDay(ctx, p, a, concerned) {
		pages = append(pages, some...)
	}
	for _, p := range pages {
		withFormer(owner, p.Event)
	}
	for _, p := range pages {
		owner[p.Ref] = p.Ref // a name that an event has now goes before one that it had
	}
	var links []event.Link
	for _, p := range pages {
		for _, link := range p.leadsTo {
			if p.Ref != target.Ref && owner[link.Ref] == target.Ref {
				links = append(links, event.Link{Ref: p.Ref, Headline: p.Headline, Topics: link.Topics})
			}
		}
	}
	return links, ctx.Err()
}

// namesOf gives the references that may lead to an event: its own, and those
// that it once had.
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
	refs := make([]event.Ref, len(ties))
	for i, tie := range ties {
		refs[i] = tie.Ref
	}
	for i, found := range readEvents(a, refs) {
		listed := view.Listed{Direction: ties[i].Direction, Shared: ties[i].Shared}
		if found != nil {
			listed.Event = *found
			if o.json || o.ndjson {
				a.Follow(&listed.Event)
			}
		} else {
			listed.Event = event.Event{Ref: ties[i].Ref, Headline: ties[i].Headline}
			listed.Missing = true
		}
		if err := out.put([]view.Listed{listed}); err != nil {
			return err
		}
	}
	return out.close()
}
