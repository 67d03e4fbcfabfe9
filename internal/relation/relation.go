// Package relation tells how the events of an archive hang together. Its data
// are the links that pages list as related, with the topics that both ends of a
// link share; whoever holds them offers them as Links.
package relation

import "news/internal/event"

// Direction tells which of two events names the other.
type Direction int

const (
	Out  Direction = iota + 1 // the first names the second
	In                        // the second names the first
	Both                      // each names the other
)

// String gives the word that output uses: out, in, both.
func (d Direction) String() string {
	switch d {
	case Out:
		return "out"
	case In:
		return "in"
	case Both:
		return "both"
	}
	return ""
}

// Links gives the links between events.
type Links interface {
	// Out gives the links on an event's own page, as the page lists them.
	Out(ref event.Ref) ([]event.Link, error)
	// In gives the links to an event on other pages, in canonical order of
	// the pages. Each link's Ref and Headline are the page's it stands on.
	In(ref event.Ref) ([]event.Link, error)
}

// Tie is what joins an event to another one.
type Tie struct {
	Ref       event.Ref // the other one
	Headline  string
	Direction Direction
	Shared    []string // the topics that the links between the two name
}

// Of gives what an event is related to: first the events that its page links
// to, as the page lists them, then those whose pages link to it, in canonical
// order. An event linked both ways stands once, among the first. An event is
// not related to itself. An error is that of links.
func Of(ref event.Ref, links Links) ([]Tie, error) {
	out, err := links.Out(ref)
	if err != nil {
		return nil, err
	}
	in, err := links.In(ref)
	if err != nil {
		return nil, err
	}
	var ties []Tie
	place := make(map[event.Ref]int)
	add := func(link event.Link, direction Direction) {
		if link.Ref == ref {
			return
		}
		at, known := place[link.Ref]
		if !known {
			place[link.Ref] = len(ties)
			ties = append(ties, Tie{link.Ref, link.Headline, direction, event.JoinTopics(link.Topics, nil)})
			return
		}
		tie := &ties[at]
		tie.Shared = event.JoinTopics(tie.Shared, []event.Link{link})
		if tie.Direction != direction {
			tie.Direction = Both
		}
	}
	for _, link := range out {
		add(link, Out)
	}
	for _, link := range in {
		add(link, In)
	}
	return ties, nil
}

// Memory holds links in memory. The zero Memory is empty and ready for use.
type Memory struct {
	out, in map[event.Ref][]event.Link
}

// Add takes in the links on the page of an event. Events are added in canonical order.
func (m *Memory) Add(ref event.Ref, headline string, links []event.Link) {
	if m.out == nil {
		m.out, m.in = make(map[event.Ref][]event.Link), make(map[event.Ref][]event.Link)
	}
	m.out[ref] = append(m.out[ref], links...)
	for _, link := range links {
		back := event.Link{Ref: ref, Headline: headline, Topics: link.Topics}
		m.in[link.Ref] = append(m.in[link.Ref], back)
	}
}

// Out gives the links on an event's page.
func (m *Memory) Out(ref event.Ref) ([]event.Link, error) { return m.out[ref], nil }

// In gives the links to an event.
func (m *Memory) In(ref event.Ref) ([]event.Link, error) { return m.in[ref], nil }
