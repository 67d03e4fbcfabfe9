package importer

import (
	"maps"
	"slices"

	"news/internal/event"
)

// mostMoved is how many days an item can move. The order in which imports see that it is
// gone from one day and there on another does not matter.
const mostMoved = 7

// followMoved looks for the items that are gone from their days in the days around. The
// event there names the former reference.
func (r *run) followMoved() error {
	r.recallBuried()
	for _, key := range slices.Sorted(maps.Keys(r.removed)) {
		former := r.removed[key]
		if len(former.Sources) == 0 {
			continue
		}
		for offset := -mostMoved; offset <= mostMoved; offset++ {
			found, err := r.follow(&former, former.Ref.Date.AddDays(offset))
			if err != nil {
				return err
			}
			if found {
				r.moved[key] = true
				if r.state.get(key) == nil { // it is buried
					r.state.set(key, line{none, none, gone, false})
				}
				break
			}
		}
	}
	return nil
}

// follow looks for an event in a day.
func (r *run) follow(former *event.Event, date event.Date) (bool, error) {
	d, is := r.taken[date], (*stamps)(nil)
	if d == nil {
		if r.state.get(indexKey(date)) == nil {
			return false, nil
		}
		var err error
		if d, is, err = readWhole(r.root, r.filesOf(date)); err != nil {
			return false, err
		}
	}
	events := d.open()
	words := wordSet(former.Headline, former.Description)
	for i := range events {
		e := &events[i]
		if e.Ref == former.Ref || !sameSource(former, e) || sharedWords(words, wordSet(e.Headline, e.Description)) <= 0.5 {
			continue
		}
		named := slices.ContainsFunc(e.Changes, func(c event.Change) bool { return c.Ref == former.Ref })
		if !named {
			e.Changes = changed(slices.Concat(e.Changes, former.Changes), former.Ref, former.Headline, e)
			r.countMoved(former.Ref, d, i)
			d.events = events
			if r.taken[date] == nil {
				r.taken[date], r.stamps[date] = d, is
			}
		}
		return true, nil
	}
	return false, nil
}

// countMoved counts a move, and no longer as an event that is new on one day and removed
// from another. at is the place of the event in its day.
func (r *run) countMoved(from event.Ref, to *day, at int) {
	r.report.Moved++
	if to.done != nil {
		to.done.isNew[at] = false
	}
	if before := r.taken[from.Date]; before != nil && before.done != nil {
		before.done.removed = slices.DeleteFunc(before.done.removed, func(key string) bool { return key == eventKey(from) })
	}
}

// sameSource reports whether two events cite the same address.
func sameSource(a, b *event.Event) bool {
	return slices.ContainsFunc(a.Sources, func(s event.Source) bool { return cites(b, s.URL) })
}
