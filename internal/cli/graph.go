package cli

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/index"
	"news/internal/relation"
	"news/internal/search"
	"news/internal/view"
	"news/internal/when"
)

// graphOptions are what news graph is asked for.
type graphOptions struct {
	*common
	format   string
	json     bool
	depth    int
	hasDepth bool
	limit    int
}

// usualNodes is how many events a graph shows where nothing else is asked for:
// more make no picture that anybody can read.
const usualNodes = 50

// graphFormats gives the words that --format knows.
func graphFormats() []string { return []string{"dot", "mermaid", "graphml", "json", "lines"} }

func (p *Program) newGraph(flags *common) *cobra.Command {
	o := &graphOptions{common: flags}
	cmd := &cobra.Command{
		Use:   "graph REF...|QUERY...|WHEN...",
		Short: "draw events and the links among them",
		Example: `  news graph 2016/04/3/2                              an event and what is linked to it
  news graph 2016/04/3/2 --depth 2 | dot -Tsvg > graph.svg
  news search palmyra | news graph -                  those found and what is linked to them
  news graph palmyra army --depth 1 --format mermaid  what a search finds, and around it
  news graph 2017-03 --format graphml > march.graphml
  news graph 2016/04/3/2 --json | jq -r '.links[].topics[]'`,
		Long: `Draw an event with those that links lead to from it and to it; or the events
that a search finds, best first; or those of some days.

What names days is WHEN; an event's reference is REF, with --depth 1 where nothing
else is said; all else is QUERY. With --depth 0 only the links among the events
themselves are drawn. Topics that both ends of a link share stand beside it.

On a terminal each event is listed with its links; in a pipe the graph is in DOT,
for Graphviz. --format lines is FROM, TO and the topics, with tabs between them.`,
		ValidArgsFunction: p.completeReferences(flags, true),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.hasDepth = cmd.Flags().Changed("depth")
			return p.graph(cmd.Context(), o, args)
		},
	}
	set := cmd.Flags()
	set.StringVar(&o.format, "format", "", "form of the graph: dot, mermaid, graphml, json or lines")
	set.BoolVar(&o.json, "json", false, "nodes and links as JSON, as D3 and networkx read them")
	set.IntVar(&o.depth, "depth", 0, "how many steps of links to go from the events")
	set.IntVarP(&o.limit, "limit", "n", usualNodes, "at most N events, the nearest first; 0 is all")
	name(set, "format", "FORM")
	name(set, "depth", "N")
	name(set, "limit", "N")
	registerCompletions(cmd, map[string][]string{"format": graphFormats(), "depth": nil, "limit": nil})
	return cmd
}

func (p *Program) graph(ctx context.Context, o *graphOptions, args []string) error {
	if err := o.check(args); err != nil {
		return err
	}
	o.readsInput = slices.Contains(args, "-")
	return p.withArchive(o.common, func(a *archive.Archive, screen *screen) error {
		asked, err := p.graphAsked(ctx, o, a, args)
		if err != nil {
			return err
		}
		var d drawn
		err = p.ask(ctx, o.common, a, func(x *index.Index) (err error) {
			d, err = p.draw(ctx, o, a, x, asked)
			return err
		})
		if err != nil {
			return err
		}
		return writeGraph(o, d, screen)
	})
}

func (o *graphOptions) check(args []string) error {
	switch {
	case len(args) == 0:
		return usageError("name an event, such as news graph 2016/04/3/2", "news graph needs an event, days or words to look for")
	case o.limit < 0:
		return usageError("0 is all", "--limit cannot be %d", o.limit)
	case o.depth < 0:
		return usageError("0 is the events themselves", "--depth cannot be %d", o.depth)
	case o.json && o.format != "" && o.format != "json":
		return usageError("choose one of them", "--json and --format %s do not go together", shorten(o.format))
	case o.json:
		o.format = "json"
	case o.format != "" && !slices.Contains(graphFormats(), o.format):
		return usageError(hintFormat(o.format), "--format cannot be %q", shorten(o.format))
	}
	return nil
}

// hintFormat names the format that somebody may have meant, or all.
func hintFormat(typed string) string {
	switch strings.ToLower(typed) {
	case "graphviz", "gv":
		return "did you mean dot"
	case "d3", "networkx":
		return "did you mean json"
	}
	if nearest := search.Nearest(typed, graphFormats(), 1); len(nearest) > 0 {
		return "did you mean " + nearest[0]
	}
	return "type one of " + strings.Join(graphFormats(), ", ")
}

// graphAsked is what a graph is drawn of: some events, or those that a query
// finds, or else those of some days.
type graphAsked struct {
	refs  []event.Ref
	query search.Query
	days  when.Set
	none  bool // standard input named no event
}

// graphAsked tells by their form what arguments ask for.
func (p *Program) graphAsked(ctx context.Context, o *graphOptions, a *archive.Archive, args []string) (graphAsked, error) {
	typed := withoutSlashes(args)
	if days, err := when.Parse(typed, p.today()); err == nil {
		return graphAsked{days: days}, nil
	}
	if asked, found, err := p.graphEvents(ctx, o, a, args); found || err != nil {
		return asked, err
	}
	if len(args) == 1 {
		if asked, found, err := p.graphReference(ctx, o, a, args[0]); found || err != nil {
			return asked, err
		}
	}
	if _, err := when.Split(typed, p.today(), when.Years{}); err != nil { // a day that there is not
		return graphAsked{}, err
	}
	query, err := search.Parse(strings.Join(args, " "), p.today())
	return graphAsked{query: query}, err
}

// graphEvents reads arguments that have the form of references to events.
func (p *Program) graphEvents(ctx context.Context, o *graphOptions, a *archive.Archive, args []string) (asked graphAsked, found bool, err error) {
	events := slices.DeleteFunc(slices.Clone(args), func(arg string) bool {
		isEvent, _ := a.Form(arg)
		return !isEvent && arg != "-"
	})
	if len(events) == 0 {
		return asked, false, nil
	}
	if len(events) < len(args) {
		return asked, false, usageError("give references to events alone, or words alone", "%s is an event, and not all else is", shorten(events[0]))
	}
	seen := make(map[event.Ref]bool)
	for typed, err := range p.references(a, args, false) {
		if err != nil {
			return asked, false, err
		}
		target, err := p.resolve(ctx, o.common, a, typed)
		if err != nil {
			return asked, false, err
		}
		if target.Event == nil {
			return asked, false, usageError("name events, such as 2016/04/3/2", "%s is not one event", shorten(typed))
		}
		if ref := target.Event.Ref; !seen[ref] {
			seen[ref] = true
			asked.refs = append(asked.refs, ref)
		}
	}
	asked.none = len(asked.refs) == 0
	return asked, true, nil
}

// graphReference reads an argument that may be a reference in another form.
// Without a day, only the whole name of an event is one: its beginning may be words
// to look for.
func (p *Program) graphReference(ctx context.Context, o *graphOptions, a *archive.Archive, typed string) (asked graphAsked, found bool, err error) {
	target, err := a.Resolve(typed, p.today())
	slug := event.SlugOf(strings.TrimSpace(typed))
	var notFound *archive.NotFoundError
	switch {
	case err == nil && target.Day != nil:
		asked.days = oneDay(target.Day.Date)
		return asked, true, nil
	case err == nil:
		return graphAsked{days: target.Days}, true, nil
	case !errors.As(err, &notFound):
		return graphAsked{}, false, err
	case !notFound.Date.IsZero():
		return graphAsked{days: oneDay(notFound.Date)}, true, nil
	case !isSlug(slug) || !strings.Contains(slug, "-"):
		return graphAsked{}, false, nil
	}
	target, err = p.resolve(ctx, o.common, a, typed)
	if err == nil && target.Event != nil && hasSlug(target.Event, slug) {
		return graphAsked{refs: []event.Ref{target.Event.Ref}}, true, nil
	}
	var ambiguous *archive.AmbiguousError
	if errors.As(err, &notFound) || errors.As(err, &ambiguous) {
		err = nil
	}
	return graphAsked{}, false, err
}

func oneDay(d event.Date) when.Set { return when.Set{}.Within(when.Span{From: d, To: d}) }

// hasSlug tells whether an event has a slug, or had it before.
func hasSlug(e *event.Event, slug string) bool {
	for ref := range namesOf(e) {
		if ref.Slug == slug {
			return true
		}
	}
	return false
}

// drawn is a graph, and what is to be said of it.
type drawn struct {
	view.Diagram
	total   int    // events without the limit
	guessed bool   // a query found only what is near to its words
	hint    string // where nothing was found
}

// draw gives the graph that was asked for, by the index or, where that is nil,
// by all pages.
func (p *Program) draw(ctx context.Context, o *graphOptions, a *archive.Archive, x *index.Index, asked graphAsked) (d drawn, err error) {
	if asked.none {
		return d, nil
	}
	var w *web
	var corpus search.Corpus
	if asked.query != nil {
		w, corpus, err = p.webAndCorpusOf(ctx, a, x)
	} else {
		w, err = p.webOf(ctx, a, x)
	}
	if err != nil {
		return d, err
	}
	chosen, d, err := w.chosen(ctx, corpus, asked, o.limit)
	if err != nil {
		return d, err
	}
	depth := o.depth
	if asked.refs != nil && !o.hasDepth {
		depth = 1
	}
	nodes, total := w.Neighbourhood(chosen, depth, o.limit)
	d.total = max(d.total, total)
	d.Diagram, err = w.diagram(nodes, len(chosen))
	return d, err
}

// chosen gives the nodes of the events that were asked for, and what is to be
// said of them. Of those that a query finds it gives no more than limit.
func (w *web) chosen(ctx context.Context, corpus search.Corpus, asked graphAsked, limit int) (chosen []relation.Node, d drawn, err error) {
	var refs []event.Ref
	switch {
	case asked.refs != nil:
		refs = asked.refs
	case asked.query != nil:
		var found search.Results
		if found, err = search.Search(ctx, corpus, asked.query, search.Options{Limit: limit}); err != nil {
			return nil, d, err
		}
		if found.Total == 0 {
			d.hint, err = suggestion(ctx, corpus, asked.query)
			return nil, d, err
		}
		d.total, d.guessed, refs = found.Total, found.Guessed, refsOf(found.Hits)
	default:
		for n := range relation.Node(w.Events()) {
			if asked.days.Contains(w.Date(n)) {
				chosen = append(chosen, n)
			}
		}
		return chosen, d, nil
	}
	chosen, err = w.nodesOf(refs)
	return chosen, d, err
}

// nodesOf gives the nodes of events, whose pages are compared with the index.
// Those that have gone since are left out.
func (w *web) nodesOf(refs []event.Ref) ([]relation.Node, error) {
	pages, err := checked(w.archive, w.index, refs)
	if err != nil {
		return nil, err
	}
	var nodes []relation.Node
	for _, page := range pages {
		if page == nil {
			continue
		}
		n, err := nodeIn(w.Subjects, page)
		if err != nil {
			return nil, err
		}
		nodes = append(nodes, n)
	}
	return nodes, nil
}

// diagram reads the events of some nodes, the first of which were chosen, and
// gives them with the links among them.
func (w *web) diagram(nodes []relation.Node, chosen int) (view.Diagram, error) {
	listed, err := w.read(nodes)
	if err != nil {
		return view.Diagram{}, err
	}
	var d view.Diagram
	for i, l := range listed {
		d.Nodes = append(d.Nodes, view.DiagramNode{
			Ref: l.Event.Ref, Number: l.Event.Number, Headline: l.Event.Headline, Category: l.Event.Category,
			Topics: l.Event.Topics, Missing: l.Missing, Chosen: i < chosen,
		})
	}
	for _, edge := range w.Among(nodes) {
		var links []event.Link // as the page has them
		page := listed[edge.From].Event.Related
		for _, link := range edge.Links {
			if link.Place < len(page) {
				links = append(links, page[link.Place])
			}
		}
		d.Edges = append(d.Edges, view.DiagramEdge{From: edge.From, To: edge.To, Topics: event.JoinTopics(nil, links)})
	}
	return d, nil
}

// writeGraph writes a graph in the form asked for. An empty one is written too,
// so that whoever reads gets what it can read.
func writeGraph(o *graphOptions, d drawn, screen *screen) error {
	if err := putGraph(o, d.Diagram, screen); err != nil {
		return err
	}
	switch {
	case len(d.Nodes) == 0:
		screen.remark("no events")
		screen.hint(d.hint)
		return errNoMatch
	case d.guessed:
		screen.noteGuess()
	}
	if d.total > len(d.Nodes) {
		screen.note("%d of %d events; --limit 0 shows all", len(d.Nodes), d.total)
	}
	return nil
}

func putGraph(o *graphOptions, d view.Diagram, screen *screen) error {
	var err error
	switch {
	case o.format == "" && screen.terminal:
		err = screen.compose(true, func(t *view.Terminal) { t.Diagram(d) })
	case o.format == "json":
		err = view.WriteJSON(screen, view.DiagramValue(d))
	case o.format == "graphml":
		err = view.WriteGraphML(screen, d)
	case o.format == "mermaid":
		var fits bool
		if fits, err = view.WriteMermaid(screen, d); !fits && err == nil {
			screen.note("mermaid draws at most %d links and %d characters unless set otherwise; --limit takes fewer events", view.MermaidEdges, view.MermaidSize)
		}
	case o.format == "lines":
		style := &screen.style
		if !screen.styled {
			style = nil
		}
		view.NewLines(screen.Writer, '\n', style).Diagram(d)
	default:
		err = view.WriteDOT(screen, d)
	}
	if err != nil {
		return outputError{err}
	}
	return nil
}
