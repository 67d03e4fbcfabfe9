package importer

import (
	"context"
	"maps"
	"slices"

	"news/internal/event"
	"news/internal/page"
	"news/internal/relation"
)

// keep writes the days that were taken, still without related events.
func (r *run) keep() error {
	fresh := r.freshDays()
	if len(fresh) == 0 {
		return nil
	}
	if err := r.begin(); err != nil {
		return err
	}
	if err := r.keepProblems(fresh); err != nil {
		return err
	}
	var pages []output
	for _, d := range fresh {
		day := r.taken[d]
		events := day.open()
		for _, e := range events {
			pages = append(pages, eventOutput(day.source, e))
		}
		pages = append(pages, r.dayOutputs(day, events, true)...)
	}
	if err := r.writePages(pages); err != nil {
		return err
	}
	for _, d := range fresh {
		r.taken[d].fresh = false
	}
	return nil
}

// freshDays returns the days that were taken and are not written yet, in order.
func (r *run) freshDays() []event.Date {
	var fresh []event.Date
	for d, day := range r.taken {
		if day.fresh {
			fresh = append(fresh, d)
		}
	}
	slices.SortFunc(fresh, event.Date.Compare)
	return fresh
}

// finish relates the events of all days that were taken since events were related last,
// and writes what follows from it.
func (r *run) finish(ctx context.Context) error {
	if err := r.followMoved(); err != nil {
		return err
	}
	raw := r.rawDays()
	if len(raw) == 0 && !r.Relink {
		return r.removeGone()
	}
	if err := r.begin(); err != nil {
		return err
	}
	if err := r.keepProblems(r.freshDays()); err != nil {
		return err
	}
	a, err := r.load(ctx, raw)
	if err != nil {
		return err
	}
	if err := a.relate(ctx); err != nil {
		return err
	}
	// The front page comes first: where all days are written, nothing is left to do but
	// to remove pages.
	if err := r.writePages(a.frontPages()); err != nil {
		return err
	}
	if err := a.write(ctx); err != nil {
		return err
	}
	if err := r.removeGone(); err != nil {
		return err
	}
	a.writeMemo() // the next import can do without
	return nil
}

// rawDays returns the days that were taken since events were related last.
func (r *run) rawDays() map[event.Date]bool {
	days := make(map[event.Date]bool)
	for d := range r.taken {
		days[d] = true
	}
	for _, name := range r.state.marked(rawMark) {
		for _, d := range r.state.daysOf(name) {
			if r.state.get(indexKey(d)).raw {
				days[d] = true
			}
		}
	}
	return days
}

// write writes the older pages that a new event enters, then the raw days, month by
// month: a month is done when it has no raw day any more.
func (a *library) write(ctx context.Context) error {
	if err := a.writeOlder(); err != nil {
		return err
	}
	months := make(map[string][]*libraryDay)
	for _, d := range a.days {
		if d.raw {
			months[monthOf(indexKey(d.date))] = append(months[monthOf(indexKey(d.date))], d)
		}
	}
	done := 0
	for _, month := range slices.Sorted(maps.Keys(months)) {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := a.writeMonth(months[month]); err != nil {
			return err
		}
		a.state.release()
		done++
		a.tell(Progress{Part: Writing, Done: int64(done), Total: int64(len(months)), Day: months[month][0].date})
	}
	return nil
}

func (a *library) writeMonth(days []*libraryDay) error {
	var pages []output
	for _, d := range slices.Backward(days) {
		whole, events, err := a.whole(d)
		if err != nil {
			return err
		}
		for _, e := range events {
			if n, ok := d.node(e.Ref.Slug); ok { // else somebody has just put it there
				e.Related = a.links(a.related[n])
			}
			pages = append(pages, eventOutput(whole.source, e))
		}
		if next := a.dayOf[d.date.AddDays(1)]; next != nil && !next.raw {
			pages = append(pages, a.nextOutputs(next)...)
		}
		pages = append(pages, a.dayOutputs(whole, events, false)...)
	}
	return a.writePages(pages)
}

// whole returns a raw day and its events with all that their pages say.
func (a *library) whole(d *libraryDay) (*day, []event.Event, error) {
	if taken := a.taken[d.date]; taken != nil {
		return taken, taken.open(), nil
	}
	whole, _, err := readWhole(a.root, a.filesOf(d.date))
	if err != nil {
		return nil, nil, err
	}
	return whole, whole.events, nil
}

// nextOutputs returns the pages of a day that is not raw, whose link to the day before
// may be new.
func (a *library) nextOutputs(d *libraryDay) []output {
	events := make([]event.Event, len(d.briefs))
	for i := range d.briefs {
		b := a.fill(d.first + relation.Node(i))
		e := &events[i]
		e.Ref, e.Number = event.Ref{Date: d.date, Slug: b.slug}, i+1
		e.Category, e.Headline, e.Description = a.names.list[b.category], b.headline, b.description
		for _, topic := range b.topics {
			e.Topics = append(e.Topics, a.names.list[topic])
		}
	}
	return a.dayOutputs(&day{date: d.date, source: a.state.get(indexKey(d.date)).source}, events, false)
}

// writeOlder writes the pages of older events that name a new event.
func (a *library) writeOlder() error {
	var pages []output
	for _, n := range slices.Sorted(maps.Keys(a.related)) {
		d := a.dayAt[n]
		if d.raw {
			continue
		}
		ref := event.Ref{Date: d.date, Slug: d.briefs[n-d.first].slug}
		key := eventKey(ref)
		data, err := readIfThere(a.file(key))
		if err != nil {
			return err
		}
		if data == nil {
			continue
		}
		e := page.Event(data, fileOf(key), ref)
		e.Related = a.links(a.related[n])
		pages = append(pages, eventOutput(a.state.get(indexKey(d.date)).source, e))
	}
	return a.writePages(pages)
}

// eventOutput returns the page of an event, whose day has a source.
func eventOutput(source string, e event.Event) output {
	e.Topics = nil // they stand in the page of the day
	return output{eventKey(e.Ref), source, page.FormatEvent(e), false}
}
