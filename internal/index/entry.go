package index

import (
	"news/internal/event"
	"news/internal/search"
)

// entry is an event with all that is stored of it.
type entry struct {
	event.Event
	id       int64 // its row in the tables, 0 if it has none yet
	key      int64
	digest   int64
	document search.Document
	cited    []string // its citations, packed, each once
}

// dayEntries are the entries of a day.
type dayEntries struct {
	date    event.Date
	entries []entry
	partial bool // something of the day could not be read
}

// newDayEntries makes the entries of a day. It needs nothing of the index, so
// it can run on all cores; it takes most of the time of a build.
func newDayEntries(day event.Day, skipped int) dayEntries {
	d := dayEntries{date: day.Date, entries: make([]entry, len(day.Events)), partial: skipped > 0}
	for i := range day.Events {
		e := &day.Events[i]
		d.entries[i] = entry{Event: *e, key: e.Ref.Key(), digest: digestOf(e), document: search.Prepare(*e)}
		for _, citation := range e.Citations() {
			d.entries[i].cited = append(d.entries[i].cited, packCitation(citation))
		}
	}
	return d
}

// former returns the keys of an event's former references.
func (e *entry) former() []int64 {
	var keys []int64
	for _, change := range e.Changes {
		if change.Ref != e.Ref {
			keys = append(keys, change.Ref.Key())
		}
	}
	return keys
}
