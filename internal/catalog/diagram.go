package catalog

import (
	"context"
	"iter"
	"slices"
	"strings"

	"news/internal/event"
	"news/internal/relation"
	"news/internal/search"
)

// DiagramQuestion asks for events and the links among them.
type DiagramQuestion struct {
	Question             // which events, where there are no Events
	Events   []event.Ref // these events; nil for those of the question
	Depth    int         // how many steps of links to go from the events
}

// Diagram is some events and the links among them. No two nodes have the same
// reference, no two edges the same ends.
type Diagram struct {
	Remarks
	Nodes []Node
	Edges []Edge
	Total int // how many nodes there are without the limit
}

// Node is an event in a diagram. Of the event it has the reference, the number, the
// headline, the category and the topics.
type Node struct {
	Item
	Chosen bool // it was asked for, and not found around what was
}

// Edge is a link in a diagram: the page of one event names another.
type Edge struct {
	From, To int      // places in Nodes
	Topics   []string // what both events are about
}

// Diagram returns events and the links among them.
func (c *Catalog) Diagram(ctx context.Context, q DiagramQuestion) (*Diagram, error) {
	return answer(ctx, c, q.needs()|needsLinks, func(s *snapshot) (*Diagram, error) { return s.diagram(ctx, q) })
}

func (s *snapshot) diagram(ctx context.Context, q DiagramQuestion) (*Diagram, error) {
	w, err := s.web()
	if err != nil {
		return nil, err
	}
	d := &Diagram{Remarks: Remarks{Matched: true}}
	chosen, err := w.chosen(ctx, q, d)
	if err != nil {
		return nil, err
	}
	nodes, total := w.Neighbourhood(chosen, q.Depth, q.Limit)
	if d.Total > len(chosen) && q.Depth > 0 {
		total, err = w.around(ctx, q)
	}
	if d.Total = max(d.Total, total); q.OnlyCount || err != nil {
		return d, err
	}
	return d, w.draw(d, nodes, min(len(chosen), len(nodes)))
}

// chosen returns the nodes of the events that were asked for.
func (w *web) chosen(ctx context.Context, q DiagramQuestion, d *Diagram) ([]relation.Node, error) {
	if q.Events != nil {
		return w.nodes(q.Events)
	}
	if q.Query != nil {
		refs, err := w.best(ctx, q.Question, d)
		if err != nil {
			return nil, err
		}
		return w.nodes(refs)
	}
	found, err := w.selected(ctx, q.Question)
	if err != nil {
		return nil, err
	}
	d.Total, d.Remarks = len(found.places), found.Remarks
	nodes := slices.Collect(nodesAt(w.Subjects, found.places))
	if q.Reverse {
		slices.Reverse(nodes)
	}
	return nodes, nil
}

// nodesAt returns the nodes of the events at some places.
func nodesAt(s *relation.Subjects, places []Place) iter.Seq[relation.Node] {
	return func(yield func(relation.Node) bool) {
		for _, p := range places {
			if n, known := s.At(relation.Place(p)); known && !yield(n) {
				return
			}
		}
	}
}

// around returns how many events there are in a diagram of all that match the query
// of a question, whatever its limit.
func (w *web) around(ctx context.Context, q DiagramQuestion) (int, error) {
	found, err := w.selected(ctx, q.Question)
	if err != nil {
		return 0, err
	}
	_, total := w.Neighbourhood(slices.Collect(nodesAt(w.Subjects, found.places)), q.Depth, 0)
	return total, nil
}

// best returns the events that match the query of a question, best first, or
// oldest first where the question is turned round.
func (w *web) best(ctx context.Context, q Question, d *Diagram) ([]event.Ref, error) {
	fits, unknown, err := w.bounded(q)
	if err != nil {
		return nil, err
	}
	words, err := w.corpus()
	if err != nil {
		return nil, err
	}
	options, err := w.searchOptions(q, fits)
	if err != nil {
		return nil, err
	}
	options.Full = true
	options.ByDate = options.ByDate || q.Reverse // worst first is of no use
	found, err := search.Search(ctx, words, q.Query, options)
	d.Total, d.Unknown, d.Taken = found.Total, unknown, found.Taken
	if err == nil && found.Total == 0 {
		err = w.explain(ctx, q, true, &d.Remarks)
	}
	return refsOf(found.Hits), err
}

// nodes returns the nodes of events, whose pages are compared with the facts.
// Events that have gone since are left out.
func (w *web) nodes(refs []event.Ref) ([]relation.Node, error) {
	pages, err := w.checked(refs)
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

// draw reads the events of some nodes, the first of which were chosen, and puts
// them into a diagram with the links among them. It reads a portion of the pages at a
// time and keeps of them what a diagram shows.
func (w *web) draw(d *Diagram, nodes []relation.Node, chosen int) error {
	edges := w.Among(nodes)
	d.Nodes, d.Edges = make([]Node, 0, len(nodes)), make([]Edge, 0, len(edges))
	kept := newKeeper()
	for first := 0; first < len(nodes); first += mostAtOnce {
		last := min(len(nodes), first+mostAtOnce)
		items, err := w.items(nodes[first:last])
		if err != nil {
			return err
		}
		for i, item := range items {
			d.Nodes = append(d.Nodes, Node{Item: kept.item(&item), Chosen: first+i < chosen})
		}
		for len(edges) > 0 && edges[0].From < last {
			page := &items[edges[0].From-first].Event
			d.Edges = append(d.Edges, Edge{From: edges[0].From, To: edges[0].To, Topics: kept.topics(edges[0], page)})
			edges = edges[1:]
		}
	}
	return nil
}

// keeper keeps the texts of a diagram without the memory of their pages, equal lists
// of topics once.
type keeper struct {
	lists map[string][]string // by their topics, joined
	texts map[string]string
}

func newKeeper() keeper {
	return keeper{lists: make(map[string][]string), texts: make(map[string]string)}
}

// item returns what a diagram shows of an event.
func (k keeper) item(i *Item) Item {
	ref := event.Ref{Date: i.Ref.Date, Slug: strings.Clone(i.Ref.Slug)}
	e := event.Event{Ref: ref, Number: i.Number, Headline: strings.Clone(i.Headline), Category: k.text(i.Category), Topics: k.list(i.Topics)}
	return Item{Event: e, Missing: i.Missing}
}

// topics returns the topics of an edge, as its page has them.
func (k keeper) topics(edge relation.Edge, page *event.Event) []string {
	var links []event.Link
	for _, link := range edge.Links {
		links = append(links, linksAt(page, []int{link.Place})...)
	}
	return k.list(event.JoinTopics(nil, links))
}

func (k keeper) list(topics []string) []string {
	if topics == nil {
		return nil
	}
	joined := strings.Join(topics, "\n") // no topic has a line end
	list, known := k.lists[joined]
	if !known {
		list = make([]string, len(topics))
		for i, topic := range topics {
			list[i] = k.text(topic)
		}
		k.lists[joined] = list
	}
	return list
}

func (k keeper) text(s string) string {
	kept, known := k.texts[s]
	if !known {
		kept = strings.Clone(s)
		k.texts[kept] = kept
	}
	return kept
}
