package search

import (
	"cmp"
	"context"
	"slices"
)

// Places is where the events of a query stand in the canonical order.
type Places struct {
	Of    []Place // in no order unless the options ask for one
	Total int     // how many there are within the bounds, without a limit
	Taken []Taken // words that stand for others in some of them
}

// PlacesOf returns the places of the events that Search finds for the same query
// and options. It takes far less time, since it neither ranks events nor looks up
// references. The places are in order, and cut at the limit, only with ByDate. A
// nil query stands for all events within the bounds. The error is the context's,
// the corpus's or that of Options.Named.
func PlacesOf(ctx context.Context, c Corpus, q Query, opts Options) (Places, error) {
	if q == nil && len(opts.Wishes) == 0 {
		return opts.placesOf(c, everyDoc(c, opts)), ctx.Err()
	}
	s, err := newSearcher(ctx, c, opts)
	if err != nil {
		return Places{}, err
	}
	root, days, err := s.match(q, opts)
	if err != nil {
		return Places{}, err
	}
	var docs []DocID
	for _, f := range root.docs {
		place := c.Place(f.doc)
		if (!opts.Full || f.full && len(lackedDays(days, place.Date)) == 0) && opts.counts(place) {
			docs = append(docs, f.doc)
		}
	}
	found := opts.placesOf(c, docs)
	found.Taken = root.taken(docs)
	return found, c.Err()
}

// everyDoc returns all documents within the bounds.
func everyDoc(c Corpus, opts Options) []DocID {
	docs := make([]DocID, 0, c.Len())
	for doc := range c.Bound() {
		if place := c.Place(doc); place != (Place{}) && opts.counts(place) {
			docs = append(docs, doc)
		}
	}
	return docs
}

// placesOf returns the places of documents, ordered and cut as the options say.
func (o Options) placesOf(c Corpus, docs []DocID) Places {
	found := Places{Of: make([]Place, len(docs)), Total: len(docs)}
	for i, doc := range docs {
		found.Of[i] = c.Place(doc)
	}
	if !o.ByDate {
		return found
	}
	// The order of equal places does not matter: a caller cannot tell them apart.
	slices.SortFunc(found.Of, func(a, b Place) int {
		if o.Reverse {
			a, b = b, a
		}
		return cmp.Compare(a.rank(), b.rank())
	})
	if o.Limit > 0 && o.Limit < len(found.Of) {
		found.Of = found.Of[:o.Limit]
	}
	return found
}
