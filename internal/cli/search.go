package cli

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/index"
	"news/internal/search"
	"news/internal/view"
	"news/internal/when"
)

// searchOptions are what news search is asked for.
type searchOptions struct {
	*common
	format
	span
	sort string
}

// usualHits is how many events a search shows where nothing else is asked for.
const usualHits = 20

func (p *Program) newSearch(flags *common) *cobra.Command {
	o := &searchOptions{common: flags}
	cmd := &cobra.Command{
		Use:   "search QUERY...",
		Short: "find events by words half remembered, best first",
		Example: `  news search palmyra army                    both words, in any order
  news search electoin seriba                 slips are forgiven
  news search 'earthquake topic:japan !haiti'
  news search '"climate change" OR date:2015'
  news search palmyra | cut -f2 | news show -
  news search 嫦娥`,
		Long: `Find events that have all the words, anywhere in headline, description, topics
or category, best first.

  "a phrase"    these words side by side     !word, NOT word  not this word
  a OR b        one of them; ( ) group       headline:word    in the headline
  topic:word  source:word  category:word     date:2016-04..2016-06

Case, accents and the two Chinese scripts count as the same. A word that the
archive does not have is taken for the ones a slip or two away.
In a pipe each line is DATE, REFERENCE and HEADLINE with tabs between them.`,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.search(cmd.Context(), o, args)
		},
	}
	o.format.bind(cmd, usualHits)
	cmd.Flags().StringVar(&o.sort, "sort", "score", "order of events: score, or date for newest first")
	name(cmd.Flags(), "sort", "ORDER")
	o.span.bind(cmd)
	registerCompletions(cmd, map[string][]string{"sort": {"score", "date"}})
	return cmd
}

func (p *Program) search(ctx context.Context, o *searchOptions, args []string) error {
	if len(args) == 0 {
		return usageError("type words of a headline, such as news search palmyra army", "news search needs a query")
	}
	if err := cmp.Or(o.format.check(), oneOf("sort", o.sort, "score", "date")); err != nil {
		return err
	}
	query, err := search.Parse(strings.Join(args, " "), p.today())
	if err != nil {
		return err
	}
	days, err := o.within(when.Set{}, p.today())
	if err != nil {
		return err
	}
	options := search.Options{Limit: o.limit, ByDate: o.sort == "date"}
	if !days.IsEvery() {
		options.Days = days.Contains
	}
	return p.withArchive(o.common, func(a *archive.Archive, screen *screen) error {
		var f found
		err := p.ask(ctx, o.common, a, func(x *index.Index) (err error) {
			f, err = p.find(ctx, a, x, query, options, !o.count)
			return err
		})
		if err != nil {
			return err
		}
		return writeFound(a, o, f, screen)
	})
}

// found is what a search found.
type found struct {
	search.Results
	events []*event.Event // of the first hits; nil for one that has no page
	hint   string         // where nothing was found
}

// find searches an archive by its index, or by its pages where that is nil. The
// events of the first hits are read and compared with the index.
func (p *Program) find(ctx context.Context, a *archive.Archive, x *index.Index, query search.Query, o search.Options, wantEvents bool) (found, error) {
	corpus, err := p.corpusOf(ctx, a, x)
	if err != nil {
		return found{}, err
	}
	f := found{}
	if f.Results, err = search.Search(ctx, corpus, query, o); err != nil {
		return found{}, err
	}
	if f.Total == 0 {
		f.hint, err = suggestion(ctx, corpus, query)
		return f, err
	}
	if wantEvents {
		f.events, err = checked(a, x, refsOf(f.Hits[:min(len(f.Hits), eventsAtOnce)]))
	}
	return f, err
}

func refsOf(hits []search.Hit) []event.Ref {
	refs := make([]event.Ref, len(hits))
	for i, hit := range hits {
		refs[i] = hit.Ref
	}
	return refs
}

// corpusOf gives what a search reads: the index, or all pages where that is nil.
func (p *Program) corpusOf(ctx context.Context, a *archive.Archive, x *index.Index) (search.Corpus, error) {
	if x != nil {
		return x, nil
	}
	return p.readCorpus(ctx, a)
}

// readCorpus reads a whole archive into memory for searching.
func (p *Program) readCorpus(ctx context.Context, a *archive.Archive) (*search.Memory, error) {
	builder := search.NewBuilder()
	prepare := func(day event.Day) []search.Document {
		documents := make([]search.Document, 0, len(day.Events))
		for _, e := range day.Events {
			documents = append(documents, search.Prepare(e))
		}
		return documents
	}
	for documents := range everyDay(ctx, p, a, prepare) {
		for _, d := range documents {
			builder.AddDocument(d)
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return builder.Corpus(), nil
}

// writeFound writes the events found, as their pages tell them.
func writeFound(a *archive.Archive, o *searchOptions, f found, screen *screen) error {
	out := o.sink(screen, forms{
		value:    view.FoundValue,
		line:     func(lines *view.Lines, l view.Listed) { lines.Event(l.Event, l.Marks) },
		terminal: (*view.Terminal).Found,
	})
	if o.count {
		fmt.Fprintln(screen, f.Total)
	} else if err := putHits(a, o, f, out); err != nil {
		return err
	}
	switch {
	case f.Total == 0:
		screen.remark("nothing found")
		screen.hint(f.hint)
		return errNoMatch
	case f.Guessed:
		screen.noteGuess()
	}
	if f.Total > len(f.Hits) && !o.count {
		screen.remark("%d of %d; --limit 0 shows all", len(f.Hits), f.Total)
	}
	return nil
}

func putHits(a *archive.Archive, o *searchOptions, f found, out *sink) error {
	for start := 0; start < len(f.Hits); start += eventsAtOnce {
		hits := f.Hits[start:min(len(f.Hits), start+eventsAtOnce)]
		events := f.events
		if start > 0 {
			events = readEvents(a, refsOf(hits))
		}
		for i, hit := range hits {
			if events[i] == nil {
				continue // gone since it was found
			}
			if err := out.put([]view.Listed{listedHit(a, o, f.Results, hit, events[i])}); err != nil {
				return err
			}
		}
	}
	return out.close()
}

// listedHit gives a hit as it is shown.
func listedHit(a *archive.Archive, o *searchOptions, results search.Results, hit search.Hit, e *event.Event) view.Listed {
	listed := view.Listed{Event: *e, Score: hit.Score, Marks: marks(results, e.Headline, search.Headline)}
	if len(listed.Marks) == 0 {
		listed.Where = passage(results, e)
	}
	if o.json || o.ndjson {
		a.Follow(&listed.Event)
	}
	return listed
}

// marks gives what a query matched of a text.
func marks(results search.Results, text string, field search.Field) []view.Mark {
	var found []view.Mark
	for _, span := range results.Marks(text, field) {
		found = append(found, view.Mark(span))
	}
	return found
}

// passage gives the first text of an event beside its headline that a query
// matched.
func passage(results search.Results, e *event.Event) view.Passage {
	type place struct {
		text  string
		field search.Field
	}
	places := []place{{e.Category, search.Category}}
	for _, topic := range e.Topics {
		places = append(places, place{topic, search.Topic})
	}
	places = append(places, place{e.Description, search.Description})
	for _, source := range e.Sources {
		places = append(places, place{source.Name, search.Source})
	}
	for _, p := range places {
		if found := marks(results, p.text, p.field); len(found) > 0 {
			return view.Passage{Text: p.text, Marks: found}
		}
	}
	return view.Passage{}
}

// mostSuggested is how many words of a query a hint speaks of at most.
const mostSuggested = 5

// suggestion gives a hint at the words that the archive does not have, and at
// those nearest to them.
func suggestion(ctx context.Context, corpus search.Corpus, query search.Query) (string, error) {
	suggestions, err := search.Suggest(ctx, corpus, query, search.Options{})
	if err != nil {
		return "", err
	}
	var hints []string
	for _, s := range suggestions[:min(len(suggestions), mostSuggested)] {
		hint := "no event has " + shorten(s.Word)
		if len(s.Near) > 0 {
			hint += ", but there is " + strings.Join(s.Near, ", ")
		}
		if !slices.Contains(hints, hint) {
			hints = append(hints, hint)
		}
	}
	return strings.Join(hints, "; "), nil
}
