package importer

import "news/internal/event"

// day is a day that this import has taken, or the archive has.
type day struct {
	date   event.Date
	source string
	fresh  bool // it was taken by this import, and is not written yet

	// The events are in one of these forms: a large archive has no room for more.
	events []event.Event
	packed string

	done *done // nil for a day that this import has not taken
}

// done is what an import that takes a day does to it, for its report.
type done struct {
	isNew    []bool   // by event: it had no page before, and has not moved here
	changed  int      // events
	removed  []string // pages whose items are gone, and have not moved
	problems []event.Problem
}

// open returns the events of a day.
func (d *day) open() []event.Event {
	if d.events == nil && d.packed != "" {
		return unpack(d.packed, d.date)
	}
	return d.events
}

// pack returns events as a text, which has no more than portal pages say about them.
func pack(events []event.Event) string {
	var to encoder
	to.number(uint64(len(events)))
	for i := range events {
		e := &events[i]
		to.string(e.Ref.Slug)
		to.string(e.Category)
		to.string(e.Headline)
		to.string(e.Description)
		to.strings(e.Topics)
		to.number(uint64(len(e.Sources)))
		for _, s := range e.Sources {
			to.string(s.Name)
			to.string(s.URL)
		}
		to.number(uint64(len(e.Changes)))
		for _, c := range e.Changes {
			to.number(uint64(c.Ref.Date.Pack()))
			to.string(c.Ref.Slug)
			to.string(c.Headline)
			to.string(c.Note)
		}
	}
	return string(to.data)
}

// unpack returns the events of a day that pack made a text of. They have no copies of
// its parts.
func unpack(packed string, date event.Date) []event.Event {
	from := decoder{text: packed}
	events := make([]event.Event, from.count())
	for i := range events {
		e := &events[i]
		e.Ref = event.Ref{Date: date, Slug: from.string()}
		e.Number = i + 1
		e.Category, e.Headline, e.Description = from.string(), from.string(), from.string()
		e.Topics = from.strings()
		for range from.count() {
			e.Sources = append(e.Sources, event.Source{Name: from.string(), URL: from.string()})
		}
		for range from.count() {
			c := event.Change{Ref: event.Ref{Date: event.UnpackDate(uint32(from.number()))}}
			c.Ref.Slug, c.Headline, c.Note = from.string(), from.string(), from.string()
			e.Changes = append(e.Changes, c)
		}
	}
	return events
}
