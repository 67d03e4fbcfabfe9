package catalog

import (
	"context"

	"news/internal/event"
	"news/internal/relation"
)

// Path is how links lead from one event to another.
type Path struct {
	Steps []Step // from the one to the other; none where no links do
	Reach [2]int // how many events links lead to from either end, where there are no steps
}

// Step is an event on a path, and what joins it to the event before.
type Step struct {
	Item
	Direction Direction // as the event before sees it; 0 of the first event
	Shared    []string  // the topics that both share
}

// Path returns the shortest chain of links between two events.
func (c *Catalog) Path(ctx context.Context, from, to *event.Event) (*Path, error) {
	return answer(ctx, c, needsLinks, func(s *snapshot) (*Path, error) { return s.path(from, to) })
}

func (s *snapshot) path(from, to *event.Event) (*Path, error) {
	w, err := s.web()
	if err != nil {
		return nil, err
	}
	var nodes [2]relation.Node
	for i, end := range []*event.Event{from, to} {
		if _, nodes[i], err = w.now(end, w.Subjects); err != nil {
			return nil, err
		}
	}
	steps, reach := w.Path(nodes[0], nodes[1])
	found := &Path{Reach: reach}
	if len(steps) == 0 {
		return found, nil
	}
	found.Steps, err = w.steps(steps)
	return found, err
}

// steps reads the events of a path and tells, as their pages do, what joins
// each to the one before.
func (w *web) steps(steps []relation.Step) ([]Step, error) {
	nodes := make([]relation.Node, len(steps))
	for i, step := range steps {
		nodes[i] = step.Node
	}
	items, err := w.items(nodes)
	if err != nil {
		return nil, err
	}
	read := make([]Step, len(steps))
	for i, step := range steps {
		var links []event.Link
		for _, link := range step.Links {
			page := items[i].Event
			if link.From != step.Node {
				page = items[i-1].Event
			}
			links = append(links, linksAt(&page, []int{link.Place})...)
		}
		read[i] = Step{Item: items[i], Direction: step.Direction, Shared: event.JoinTopics(nil, links)}
	}
	return read, nil
}
