package archive

import (
	"bytes"
	"context"
	"iter"
	"path"
	"slices"

	"news/internal/event"
	"news/internal/page"
	"news/internal/when"
)

// A day with more pages than largeDay is read in parts of mostAtOnce events, so that
// neither its first event waits for all of them nor all are in memory.
const (
	largeDay   = 2000
	mostAtOnce = 500
)

// Parts returns an iterator over the events of the days of the set, newest day first.
// Each step has events of one day; a large day takes several. If reverse, it begins with
// the last event of the oldest day. It is otherwise as Days. If headlines, no more is
// read of each page than Pages.ReadHeadlines needs.
func (a *Archive) Parts(ctx context.Context, days when.Set, reverse, headlines bool) iter.Seq[[]event.Event] {
	parse := page.Event
	if headlines {
		parse = page.Headline
	}
	load := func(folders dayFolders) (partedDay, []event.Problem) { return a.loadParted(folders, parse) }
	return func(yield func([]event.Event) bool) {
		for day := range results(ctx, a, a.folders(days, reverse), load) {
			for events := range day.parts(ctx, a, reverse, parse) {
				if len(events) > 0 && !yield(events) {
					return
				}
			}
		}
	}
}

// partedDay is a day that was read, or a large one that is still to be read.
type partedDay struct {
	events []event.Event
	large  *dayFolders
}

func (a *Archive) loadParted(folders dayFolders, parse parser) (partedDay, []event.Problem) {
	day, skipped, ok := a.loadUpTo(largeDay, folders, allPages, parse)
	if !ok {
		return partedDay{large: &folders}, nil
	}
	return partedDay{events: day.Events}, skipped
}

// parts returns the events of a day, several at a time, the last event first if reverse.
func (d *partedDay) parts(ctx context.Context, a *Archive, reverse bool, parse parser) iter.Seq[[]event.Event] {
	return func(yield func([]event.Event) bool) {
		if d.large == nil {
			if reverse {
				slices.Reverse(d.events)
			}
			yield(d.events)
			return
		}
		pages := a.pagesOf(*d.large)
		rows := make([]int, pages.Len())
		for i := range rows {
			rows[i] = i
		}
		if reverse {
			slices.Reverse(rows)
		}
		for some := range slices.Chunk(rows, mostAtOnce) {
			var events []event.Event
			for _, e := range pages.readAs(ctx, some, parse) {
				if e != nil {
					events = append(events, *e)
				}
			}
			if ctx.Err() != nil || a.Err() != nil || !yield(events) {
				return
			}
		}
	}
}

// pagesOf returns the pages of a day, in canonical order.
func (a *Archive) pagesOf(days dayFolders) *Pages {
	folders := &openFolders{archive: a}
	defer folders.close()
	entries, files, skipped := a.contents(days.date, days.paths, allPages, folders, new(bytes.Buffer))
	files, duplicates := a.arranged(entries, files)
	a.skip(append(skipped, duplicates...)...)
	refs := make([]event.Ref, len(files))
	about := make([]listed, len(files))
	said := byEvent(entries)
	for i, file := range files {
		refs[i] = file.ref
		about[i] = listed{path: path.Join(file.dir, file.name), number: i + 1}
		about[i].take(said[file.ref])
	}
	p := a.PagesOf(refs)
	if day := p.days[days.date]; day != nil {
		day.listed = about
		p.kept.Store(int64(len(about)))
	}
	return p
}
