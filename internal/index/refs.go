package index

import (
	"slices"
	"strings"

	"news/internal/event"
	"news/internal/search"
)

// Refs returns the events of documents, in their order.
func (c *corpus) Refs(docs []search.DocID) ([]event.Ref, error) {
	places := make([]search.Place, len(docs))
	for i, doc := range docs {
		places[i] = c.Place(doc)
	}
	return c.RefsAt(places)
}

// RefsAt returns the events at some places, in their order. It reads each day of many
// of them once.
func (c *corpus) RefsAt(places []search.Place) ([]event.Ref, error) {
	refs := make([]event.Ref, len(places))
	byDay := make([]int, 0, len(places)) // places of which no slug is kept
	for i, place := range places {
		if refs[i].Slug = c.keptSlug(place); refs[i].Slug != "" {
			refs[i].Date = place.Date
			continue
		}
		byDay = append(byDay, i)
	}
	slices.SortFunc(byDay, func(x, y int) int {
		if order := places[x].Date.Compare(places[y].Date); order != 0 {
			return order
		}
		return places[x].Number - places[y].Number
	})
	for rest := byDay; len(rest) > 0; {
		n := 1
		for n < len(rest) && places[rest[n]].Date == places[rest[0]].Date {
			n++
		}
		if err := c.refsOfDay(places, rest[:n], refs); err != nil {
			return nil, err
		}
		rest = rest[n:]
	}
	const few = 200 // more would leave no room for others
	if len(byDay) <= few {
		for _, i := range byDay {
			c.keepSlug(places[i], refs[i].Slug)
		}
	}
	return refs, nil
}

// fewOfDay is the number of events of a day up to which each is read by itself.
const fewOfDay = 4

// refsOfDay reads the events of one day at some of places, which are sorted by their
// numbers.
func (c *corpus) refsOfDay(places []search.Place, some []int, refs []event.Ref) (err error) {
	if len(some) <= fewOfDay {
		for _, i := range some {
			if refs[i], err = c.readRefAt(places[i]); err != nil {
				return err
			}
		}
		return nil
	}
	var key, number int64
	var slug string
	first, last := places[some[0]].Date.Keys()
	found := 0
	err = c.each([]any{&key, &number, &slug}, func() error {
		at, wanted := slices.BinarySearchFunc(some, int(number), func(i, number int) int { return places[i].Number - number })
		if !wanted {
			return nil
		}
		ref, err := refOf(key, slug)
		for ; at < len(some) && places[some[at]].Number == int(number); at++ {
			refs[some[at]] = ref
			found++
		}
		return err
	}, `SELECT key, number, slug FROM events WHERE key BETWEEN ? AND ?`, first, last)
	if err == nil && found != len(some) {
		err = ErrDamaged
	}
	return err
}

// keptSlug returns the slug of the event at a place, or "" if it is not kept.
func (c *corpus) keptSlug(place search.Place) string {
	c.kept.mu.Lock()
	defer c.kept.mu.Unlock()
	slug, _ := c.kept.slugs.Get(place)
	return slug
}

// keepSlug keeps the slug of the event at a place for later questions.
func (c *corpus) keepSlug(place search.Place, slug string) {
	const ofEntry = 100
	c.kept.mu.Lock()
	defer c.kept.mu.Unlock()
	c.kept.slugs.Put(place, strings.Clone(slug), ofEntry+len(slug), mostSlugs)
}
