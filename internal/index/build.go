package index

import (
	"cmp"
	"context"
	"errors"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/search"
)

// errSameKey means that two events have the same key and cannot be
// distinguished.
var errSameKey = errors.New("two events of one day have the same key")

// build reads all days of an archive, newest first, and fills the tables, which are
// empty. It returns the days of which something could not be read.
func (w *writer) build(ctx context.Context, a *archive.Archive, days []event.Date, report func(done, pages int)) (map[event.Date]bool, error) {
	w.filling = true
	f, err := newFullWrite(w)
	if err != nil {
		return nil, err
	}
	defer f.close()
	f.fillsTopics = true
	partial := make(map[event.Date]bool)
	done, pages := 0, 0
	for day := range archive.Read(ctx, a, days, newDayEntries) {
		for i := range day.entries {
			if err := f.addEntry(&day.entries[i]); err != nil {
				return nil, err
			}
		}
		if day.partial {
			partial[day.date] = true
		}
		done++
		pages += len(day.entries)
		report(done, pages)
	}
	if err := cmp.Or(ctx.Err(), a.Err()); err != nil {
		return nil, err
	}
	if err := f.finish(); err != nil {
		return nil, err
	}
	return partial, w.script(indexes)
}

// addEntry stores an event, and adds its document.
func (f *fullWrite) addEntry(e *entry) error {
	s, err := f.insert(e)
	if err != nil {
		return err
	}
	return f.add(&document{
		place:    search.Place{Date: e.Ref.Date, Number: e.Number},
		headline: e.document.Headline(), description: e.document.Description(), category: e.Category, sources: e.document.Sources(),
		node: node{key: e.key, topics: s.topics, links: s.links, marks: s.marks}, former: e.former(),
	})
}
