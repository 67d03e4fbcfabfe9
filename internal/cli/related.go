package cli

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/index"
	"news/internal/relation"
	"news/internal/search"
	"news/internal/view"
	"news/internal/when"
)

// relatedOptions are what news related is asked for.
type relatedOptions struct {
	*common
	format
	span
	out, in, shared bool
}

func (p *Program) newRelated(flags *common) *cobra.Command {
	o := &relatedOptions{common: flags}
	cmd := &cobra.Command{
		Use:   "related REF",
		Short: "list what an event is related to, best first, and why",
		Example: `  news related 2016/04/3/the-syrian         what is linked or has topics in common
  news related --in 2016/04/3/2             only the events whose pages name it
  news related --shared 2016/04/3/2 -n 5    the best five of those that no link names
  news related 2016/04/3/2 | cut -f2,6      references, and why each is there
  news related --json 2016/04/3/2 | jq -r '.[] | [.reason, .headline] | @tsv'`,
		Long: `List the events that an event is related to, best first: those that its page
names or whose pages name it, and then those that no link names but that are about
the same topics, name them in their headlines, or have rare words in common. The
rarer what both share, and the nearer their days, the better.

In a pipe each line is DATE, REFERENCE, HEADLINE, DIRECTION (out, in, both or
shared), the topics that both share, and why it is there, with tabs between them.`,
		ValidArgsFunction: p.completeReferences(flags, true),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.related(cmd.Context(), o, args)
		},
	}
	cmd.Flags().BoolVar(&o.out, "out", false, "events that its page names")
	cmd.Flags().BoolVar(&o.in, "in", false, "events whose pages name it")
	cmd.Flags().BoolVar(&o.shared, "shared", false, "events that share topics with it, and no link")
	o.format.bind(cmd, usualHits)
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
	find := func(a *archive.Archive, x *index.Index, target *event.Event) (relatives, error) {
		return p.relativesOf(ctx, a, x, target, o, days)
	}
	write := func(a *archive.Archive, found relatives, screen *screen) error {
		return writeRelated(a, o, found, screen)
	}
	return askOfOne(ctx, p, o.common, args[0], find, write)
}

// relatives are the events that one is related to.
type relatives struct {
	total int            // how many there are, also where the limit has cut rows
	rows  []relative     // best first
	first []*event.Event // of the first rows that have a page
}

// relative is a related event.
type relative struct {
	relation.Relative
	ref    event.Ref
	topics []string     // of Relative.Topics
	out    []event.Link // on the page of the one
	noPage bool
}

// relativesOf gives what an event is related to. The pages of the first are read
// and compared with the index.
func (p *Program) relativesOf(ctx context.Context, a *archive.Archive, x *index.Index, target *event.Event, o *relatedOptions, days when.Set) (relatives, error) {
	w, corpus, err := p.webAndCorpusOf(ctx, a, x)
	if err != nil {
		return relatives{}, err
	}
	now, err := checked(a, x, []event.Ref{target.Ref})
	if err != nil {
		return relatives{}, err
	}
	if now[0] != nil {
		target = now[0] // it can have been written anew while the index was made
	}
	n, err := nodeIn(w.Subjects, target)
	switch {
	case err != nil && x == nil: // gone while the pages were read
		return relatives{}, nil
	case err != nil:
		return relatives{}, err
	}
	clues, err := w.Clues(n, target.Headline, target.Description, namingIn(ctx, corpus))
	if err != nil {
		return relatives{}, err
	}
	best, total := w.Related(n, clues, relation.Wanted{Fits: o.fits(w, target, n, days), Limit: o.limit})
	found := relatives{total: total}
	if o.count {
		return found, nil
	}
	for _, r := range best {
		row, err := w.relative(r, target)
		if err != nil {
			return relatives{}, err
		}
		found.rows = append(found.rows, row)
	}
	found.first, err = checked(a, x, refsWithPage(found.rows[:min(len(found.rows), eventsAtOnce)]))
	return found, err
}

// namingIn looks headlines up in a corpus.
func namingIn(ctx context.Context, corpus search.Corpus) relation.Naming {
	return func(words []string, most int) ([]relation.Place, error) {
		found, err := search.Naming(ctx, corpus, words, most)
		places := make([]relation.Place, len(found))
		for i, place := range found {
			places[i] = relation.Place(place)
		}
		return places, err
	}
}

// fits tells which of the events that one is related to are asked for.
func (o *relatedOptions) fits(w *web, target *event.Event, n relation.Node, days when.Set) func(relation.Node, relation.Direction) bool {
	missing := make(map[relation.Node]event.Date)
	place := 0
	for _, to := range w.Out(n) {
		for _, link := range linksAt(target, []int{place}) {
			if !w.HasPage(to) {
				missing[to] = link.Ref.Date
			}
		}
		place++
	}
	all := !o.out && !o.in && !o.shared
	return func(n relation.Node, d relation.Direction) bool {
		asked := all || o.shared && d == relation.Shared ||
			o.out && (d == relation.Out || d == relation.Both) || o.in && (d == relation.In || d == relation.Both)
		if !asked || days.IsEvery() {
			return asked
		}
		if w.HasPage(n) {
			return days.Contains(w.Date(n))
		}
		date, known := missing[n]
		return known && days.Contains(date)
	}
}

// relative gives a related event by its reference and the names of its topics.
func (w *web) relative(r relation.Relative, target *event.Event) (relative, error) {
	row := relative{Relative: r, out: linksAt(target, r.Out), noPage: !w.HasPage(r.Node)}
	for _, topic := range r.Topics {
		row.topics = append(row.topics, w.Name(topic))
	}
	if row.noPage {
		return row, nil
	}
	var err error
	row.ref, err = w.ref(r.Node)
	return row, err
}

// linksAt gives the links at some places of an event's page, as far as it has
// them: it can have been written anew since they were found.
func linksAt(e *event.Event, places []int) []event.Link {
	var links []event.Link
	for _, place := range places {
		if place < len(e.Related) {
			links = append(links, e.Related[place])
		}
	}
	return links
}

func refsWithPage(rows []relative) []event.Ref {
	var refs []event.Ref
	for _, row := range rows {
		if !row.noPage {
			refs = append(refs, row.ref)
		}
	}
	return refs
}

// writeRelated writes related events, each with its own page's text.
func writeRelated(a *archive.Archive, o *relatedOptions, found relatives, screen *screen) error {
	if o.count {
		fmt.Fprintln(screen, found.total)
	} else if err := putRelated(a, o, found, screen); err != nil {
		return err
	}
	if found.total == 0 {
		screen.remark("no related events")
		return errNoMatch
	}
	if found.total > len(found.rows) && !o.count {
		screen.remark("%d of %d; --limit 0 shows all", len(found.rows), found.total)
	}
	return nil
}

func putRelated(a *archive.Archive, o *relatedOptions, found relatives, screen *screen) error {
	out := o.sink(screen, forms{
		value:    view.RelatedValue,
		line:     (*view.Lines).Related,
		terminal: (*view.Terminal).Related,
	})
	pages := found.first
	for start := 0; start < len(found.rows); start += eventsAtOnce {
		rows := found.rows[start:min(len(found.rows), start+eventsAtOnce)]
		if start > 0 {
			pages = readEvents(a, refsWithPage(rows))
		}
		for _, row := range rows {
			listed, known := row.listed(&pages)
			if !known {
				continue // gone since it was found
			}
			if (o.json || o.ndjson) && !listed.Missing {
				a.Follow(&listed.Event)
			}
			if err := out.put([]view.Listed{listed}); err != nil {
				return err
			}
		}
	}
	return out.close()
}

// listed gives a related event as it is shown, whose page, if it has one, is the
// first of pages, which it takes. What links share is as the pages write it. It
// gives false where the page, or the link to what has none, is gone.
func (r *relative) listed(pages *[]*event.Event) (view.Listed, bool) {
	listed := view.Listed{Direction: r.Direction, Shared: r.topics, Words: r.Words, Missing: r.noPage}
	links := r.out
	switch {
	case r.noPage && len(links) == 0:
		return view.Listed{}, false
	case r.noPage:
		listed.Event = event.Event{Ref: links[0].Ref, Headline: links[0].Headline}
	default:
		page := (*pages)[0]
		*pages = (*pages)[1:]
		if page == nil {
			return view.Listed{}, false
		}
		listed.Event = *page
		links = slices.Concat(links, linksAt(page, r.In))
	}
	if r.Direction != relation.Shared {
		listed.Shared = event.JoinTopics(nil, links)
	}
	return listed, true
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
