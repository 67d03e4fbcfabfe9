package catalog

import (
	"news/internal/event"
	"news/internal/relation"
)

// Item is an event in an answer: by its page or, where it has none, by the
// link of a page that names it.
type Item struct {
	event.Event
	Missing bool   // it has no page
	Copies  []Copy // the rows of a list that are folded under this one
}

// Direction tells which of two events names the other.
type Direction = relation.Direction

// The directions, as seen from the event that was asked for.
const (
	Out    = relation.Out
	In     = relation.In
	Both   = relation.Both
	Shared = relation.Shared
)

// web is the graph of an archive and what stands behind its nodes.
type web struct {
	*relation.Graph
	*snapshot
}

func (s *snapshot) web() (*web, error) {
	g, err := s.graph()
	return &web{g, s}, err
}

// refOf returns the reference of an event that has a page.
func (w *web) refOf(n relation.Node) (event.Ref, error) {
	refs, err := w.refsOf([]relation.Node{n})
	if err != nil {
		return event.Ref{}, err
	}
	return refs[0], nil
}

// refsOf returns the references of events that have a page, in their order.
func (w *web) refsOf(nodes []relation.Node) ([]event.Ref, error) {
	places := make([]Place, len(nodes))
	for i, n := range nodes {
		places[i] = placeOf(w.Subjects, n)
	}
	return w.refs(places)
}

// items reads the events of some nodes from their pages. An event without a page
// is read from a page that names it. The error is a *staleError where the
// facts have any of these pages otherwise.
func (w *web) items(nodes []relation.Node) ([]Item, error) {
	var read []relation.Node // whose pages are read, each once
	at := make(map[relation.Node]int)
	links := make([]relation.Link, len(nodes)) // by which events are named that have no page
	for i, n := range nodes {
		links[i].From = n
		if !w.HasPage(n) {
			for link := range w.In(n) {
				links[i] = link
				break
			}
		}
		page := links[i].From
		if _, known := at[page]; known {
			continue
		}
		at[page] = len(read)
		read = append(read, page)
	}
	refs, err := w.refsOf(read)
	if err != nil {
		return nil, err
	}
	pages, err := w.checked(refs)
	if err != nil {
		return nil, err
	}
	items := make([]Item, len(nodes))
	for i, n := range nodes {
		page := at[links[i].From]
		items[i] = itemOf(refs[page], pages[page], links[i].Place, w.HasPage(n))
	}
	return items, nil
}

// itemOf returns an event by its page, or by a link of a page that names it.
func itemOf(ref event.Ref, page *event.Event, place int, hasPage bool) Item {
	switch {
	case page == nil || !hasPage && place >= len(page.Related): // gone while the pages were read
		return Item{Event: event.Event{Ref: ref}, Missing: true}
	case hasPage:
		return Item{Event: *page}
	}
	link := page.Related[place]
	return Item{Event: event.Event{Ref: link.Ref, Headline: link.Headline}, Missing: true}
}

// linksAt returns the links at some places of an event's page, as far as it has
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

// Follow finds out which of an event's links and changes have a page, and their
// numbers.
func (c *Catalog) Follow(e *event.Event) { c.archive.Snapshot().Follow(e) }

// Current returns the present references of events: of one that was renamed or moved
// to another day, the one that it has now, and any other as it is.
func (c *Catalog) Current(refs ...event.Ref) []event.Ref {
	a := c.archive.Snapshot()
	now := make([]event.Ref, len(refs))
	for i, ref := range refs {
		now[i] = a.Current(ref)
	}
	return now
}

// Follower returns a function that is Follow for many events: it looks at each
// day once.
func (c *Catalog) Follower() func(*event.Event) {
	a := c.archive.Snapshot()
	return a.Follow
}
