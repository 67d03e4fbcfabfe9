package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"news/internal/catalog"
	"news/internal/event"
	"news/internal/search"
	"news/internal/view"
)

// graphOptions are the arguments and flags of news graph.
type graphOptions struct {
	*common
	asking
	format   string
	count    bool
	json     bool
	depth    int
	hasDepth bool
	limit    int
}

// usualNodes is how many events a graph shows by default: a picture of more is hard
// to read.
const usualNodes = 50

// graphFormats returns the values of --format.
func graphFormats() []string { return []string{"dot", "mermaid", "graphml", "json", "lines"} }

func (p *Program) newGraph(flags *common) *cobra.Command {
	o := &graphOptions{common: flags}
	cmd := &cobra.Command{
		Use:   "graph REF...|QUERY...|WHEN...",
		Short: "draw events and their links",
		Example: `  news graph 2016/04/3/2                    an event, and events linked to it
  news graph 2016/04/3/2 --depth 2 | dot -Tsvg > graph.svg
  news search palmyra | news graph -        what a search finds, and around it
  news graph palmyra army --depth 1 --format mermaid
  news graph 2017-03 --format graphml > march.graphml
  news graph 2016/04/3/2 --json | jq -r '.links[].topics[]'`,
		Long: `Draw a graph of events and their links.

REF is an event: the graph shows it and the events one link away. QUERY and WHEN
are as in news list: the graph shows the events that match, and the links among
them. --depth N adds the events up to N links away; 0 adds none. Beside a link
stand the topics that both ends share.

On a terminal the graph is a list of events with their links. In a pipe it is in
DOT, for Graphviz. With --format lines each line has FROM, TO and the topics, with
tabs between them.`,
		ValidArgsFunction: p.completeReferences(flags, true),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.hasDepth = cmd.Flags().Changed("depth")
			return p.graph(cmd.Context(), o, args)
		},
	}
	set := cmd.Flags()
	set.StringVar(&o.format, "format", "", "form of the graph: dot, mermaid, graphml, json or lines")
	set.BoolVar(&o.json, "json", false, "nodes and links as JSON, for D3 and networkx")
	set.IntVar(&o.depth, "depth", 0, "also events up to N links away")
	set.IntVarP(&o.limit, "limit", "n", usualNodes, "at most N events, the nearest first; 0 is all")
	name(set, "format", "FORM")
	name(set, "depth", "N")
	name(set, "limit", "N")
	set.BoolVar(&o.count, "count", false, "only the number of events")
	registerCompletions(cmd, map[string][]string{"format": graphFormats(), "depth": nil, "limit": nil})
	o.asking.bind(p, cmd, flags)
	o.asking.bindOrder(cmd)
	return cmd
}

func (p *Program) graph(ctx context.Context, o *graphOptions, args []string) error {
	if err := o.check(args); err != nil {
		return err
	}
	o.readsInput = slices.Contains(args, "-")
	return p.withCatalog(o.common, func(c *catalog.Catalog, screen *screen) error {
		q, err := p.graphQuestion(ctx, o, c, args)
		if err != nil {
			return err
		}
		d := &catalog.Diagram{}
		if q.Events == nil || len(q.Events) > 0 { // standard input may name no event
			if d, err = c.Diagram(ctx, q); err != nil {
				return err
			}
		}
		return writeGraph(o, q.Question, d, screen)
	})
}

func (o *graphOptions) check(args []string) error {
	switch {
	case len(args) == 0 && o.asking.isEmpty():
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

// hintFormat returns a hint with the format that was probably meant, or with all.
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

// graphQuestion reads the question of a graph. The form of the arguments decides
// whether they name events, or are a query and dates.
func (p *Program) graphQuestion(ctx context.Context, o *graphOptions, c *catalog.Catalog, args []string) (catalog.DiagramQuestion, error) {
	q := catalog.DiagramQuestion{Depth: o.depth}
	events, err := p.graphEvents(ctx, c, args)
	if err != nil {
		return q, err
	}
	asked := o.typed(args)
	if events != nil {
		asked.Args = nil
		if q.Events = events; !o.hasDepth {
			q.Depth = 1
		}
	}
	q.Question, err = c.Understand(asked)
	q.Reverse, q.Limit, q.OnlyCount = o.reverse, o.limit, o.count
	switch {
	case err != nil:
		return q, err
	case events != nil && !o.asking.isEmpty():
		return q, usageError("leave out one or the other", "references and flags that say which events do not go together")
	case o.reverse && events != nil:
		return q, usageError("leave it out", "--reverse goes with days and words: what is around events comes nearest first")
	}
	return q, err
}

// graphEvents returns the events that arguments name, or nil where none does.
func (p *Program) graphEvents(ctx context.Context, c *catalog.Catalog, args []string) ([]event.Ref, error) {
	if len(args) == 1 {
		named, err := c.EventNamed(ctx, args[0])
		if err != nil || named != nil {
			return refsOf(named), err
		}
	}
	named := slices.DeleteFunc(slices.Clone(args), func(arg string) bool {
		isEvent, _ := c.Form(arg)
		return !isEvent && arg != "-"
	})
	if len(named) == 0 {
		return nil, nil
	}
	if len(named) < len(args) {
		return nil, usageError("give references to events alone, or words alone", "%s is an event, and not all else is", shorten(named[0]))
	}
	refs := []event.Ref{}
	for typed, err := range p.references(c, args, false) {
		if err != nil {
			return nil, err
		}
		target, err := c.Resolve(ctx, typed)
		if err != nil {
			return nil, err
		}
		if target.Event == nil {
			return nil, usageError("name events, such as 2016/04/3/2", "%s is not one event", shorten(typed))
		}
		if !slices.Contains(refs, target.Event.Ref) {
			refs = append(refs, target.Event.Ref)
		}
	}
	return refs, nil
}

func refsOf(e *event.Event) []event.Ref {
	if e == nil {
		return nil
	}
	return []event.Ref{e.Ref}
}

// writeGraph writes a graph in the chosen form. It writes an empty graph, too,
// since a program that reads it expects one.
func writeGraph(o *graphOptions, q catalog.Question, d *catalog.Diagram, screen *screen) error {
	if o.count {
		fmt.Fprintln(screen, d.Total)
	} else if err := putGraph(o, d, screen); err != nil {
		return err
	}
	screen.noteDays(q)
	if d.Total == 0 {
		screen.noteNothing(q, d.Remarks, "no events")
		screen.hintNothing(q, d.Remarks)
		return errNoMatch
	}
	screen.noteWords(d.Remarks)
	if !o.count {
		screen.noteCut(len(d.Nodes), d.Total)
	}
	return nil
}

func putGraph(o *graphOptions, d *catalog.Diagram, screen *screen) error {
	var err error
	switch {
	case o.format == "" && screen.terminal:
		err = screen.compose(true, func(t *view.Terminal) { t.Diagram(d) })
	case o.format == "json":
		err = view.WriteNodeLink(screen, d)
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
