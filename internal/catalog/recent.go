package catalog

import (
	"slices"
	"sync"
	"time"

	"news/internal/event"
)

// recentEvents are events that were read from their pages a moment ago: while somebody
// types, most hits of a query are those of the one before.
type recentEvents struct {
	mu     sync.Mutex
	events map[event.Ref]recentEvent
}

type recentEvent struct {
	event.Event
	number uint64 // the generation of the index that has it so
	read   time.Time
}

// mostRecent is how many events are kept.
const mostRecent = 300

// get returns a copy of an event that was read within maxAge, and was as a generation of
// the index has it; else nil.
func (r *recentEvents) get(ref event.Ref, number uint64, maxAge time.Duration) *event.Event {
	r.mu.Lock()
	defer r.mu.Unlock()
	kept, known := r.events[ref]
	if !known || kept.number != number || time.Since(kept.read) > maxAge {
		return nil
	}
	return copyOf(&kept.Event)
}

// put keeps a copy of an event.
func (r *recentEvents) put(e *event.Event, number uint64, read time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.events == nil || len(r.events) >= mostRecent {
		r.events = make(map[event.Ref]recentEvent, mostRecent)
	}
	r.events[e.Ref] = recentEvent{*copyOf(e), number, read}
}

// copyOf returns an event whose links and changes can be followed without changing
// the other one's.
func copyOf(e *event.Event) *event.Event {
	own := *e
	own.Related, own.Changes = slices.Clone(e.Related), slices.Clone(e.Changes)
	return &own
}
