package cli

import (
	"runtime"
	"sync"

	"news/internal/archive"
	"news/internal/event"
)

// eventsAtOnce is how many events are read ahead of those that are written.
const eventsAtOnce = 200

// readEvents reads events from their pages, on all cores, and gives nil for
// each that has no page.
func readEvents(a *archive.Archive, refs []event.Ref) []*event.Event {
	events := make([]*event.Event, len(refs))
	next := make(chan int)
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(refs)) {
		workers.Go(func() {
			for i := range next {
				if e, ok := a.Event(refs[i]); ok {
					events[i] = &e
				}
			}
		})
	}
	for i := range refs {
		next <- i
	}
	close(next)
	workers.Wait()
	return events
}
