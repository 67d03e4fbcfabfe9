package search

import (
	"context"

	"news/internal/event"
)

// Places tells where the events stand that a query matches.
type Places struct {
	Of []Place // in no order
	// Guessed tells that nothing has all the words as they were typed, and that
	// these events have others that are near.
	Guessed bool
}

// PlacesOf gives the places of the events that Search finds for the same query
// on the same days, nil for all days, in far less time: nothing is ranked, and
// no reference is looked up. Without a query, nil, it gives those of all events.
// The error is the context's where that ended, else the corpus's.
func PlacesOf(ctx context.Context, c Corpus, q Query, days func(event.Date) bool) (Places, error) {
	if q == nil {
		return Places{Of: everyPlace(c, days)}, ctx.Err()
	}
	s, docs, err := firstMatches(ctx, c, q, days)
	if err != nil || len(docs) == 0 {
		return Places{}, err
	}
	found := Places{Of: make([]Place, len(docs)), Guessed: s.step > asTyped}
	for i, doc := range docs {
		found.Of[i] = c.Place(doc)
	}
	return found, nil
}

// everyPlace gives the places of all documents on some days.
func everyPlace(c Corpus, days func(event.Date) bool) []Place {
	places := make([]Place, 0, c.Len())
	for doc := range c.Bound() {
		place := c.Place(doc)
		if place != (Place{}) && (days == nil || days(place.Date)) {
			places = append(places, place)
		}
	}
	return places
}
