package search

import (
	"context"
	"slices"

	"news/internal/event"
)

// searcher runs one query over one corpus.
type searcher struct {
	ctx        context.Context
	corpus     Corpus
	vocabulary *Vocabulary
	named      func(context.Context, Named) ([]Place, error) // Options.Named
	docsNamed  map[Named][]DocID                             // answers of named, as documents

	step      step
	forgiving bool                // the query has words that later steps match more loosely
	budget    int                 // how many more look-ups for slips this step may make
	cache     map[string]*finding // what the words of the query matched at this step
	used      []*finding          // the findings of wanted words, in typed order
	cells     []match             // see unite
	reading   Text
}

// step is an attempt to match a query. Each step is more forgiving than the one
// before.
type step int

const (
	// asTyped matches a word as it is typed, or as the beginning of others. Only a
	// word that the corpus does not have may have slips.
	asTyped step = iota
	// withSlips lets every word have slips.
	withSlips
	// withSlippedBeginnings lets every word be the beginning of another and have a
	// slip in it.
	withSlippedBeginnings
	// withLetters looks by their letters for the words that match nothing so far.
	withLetters
	// withAnyLetters looks for all words by their letters.
	withAnyLetters

	lastStep = withAnyLetters
)

// lookups is how many words of a query are looked up for slips and letters. A
// longer query is a quotation rather than a few words from memory, and must not
// take long.
const lookups = 48

// begin prepares for a step.
func (s *searcher) begin() {
	s.budget = lookups
	s.cache = make(map[string]*finding)
	s.used = nil
}

// eval returns the documents that match a query, in ascending order.
func (s *searcher) eval(q Query) ([]DocID, error) {
	switch q := q.(type) {
	case And:
		return s.evalAnd(q, s.eval)
	case Or:
		return s.evalOr(q, s.eval)
	case Must:
		return s.eval(q.Of)
	case Date:
		return s.filter(s.all(), q.Span.Contains), nil
	}
	f, err := s.find(leafOf(q))
	if err != nil {
		return nil, err
	}
	if !f.counted {
		f.counted = true
		s.used = append(s.used, f)
	}
	return f.list(), nil
}

// evalExactly is eval for the unwanted part of a query. Each word means itself
// alone, so that !iran keeps Iranian, and a slip never hides an event.
func (s *searcher) evalExactly(q Query) ([]DocID, error) {
	switch q := q.(type) {
	case And:
		return s.evalAnd(q, s.evalExactly)
	case Or:
		return s.evalOr(q, s.evalExactly)
	case Must:
		return s.evalExactly(q.Of)
	case Date:
		return s.filter(s.all(), q.Span.Contains), nil
	}
	l := leafOf(q)
	l.exact = true
	f, err := s.find(l)
	if err != nil {
		return nil, err
	}
	return f.list(), nil
}

// evalAnd returns the documents that have all parts.
func (s *searcher) evalAnd(q And, eval func(Query) ([]DocID, error)) ([]DocID, error) {
	docs, err := s.evalWanted(q, eval)
	if err != nil {
		return nil, err
	}
	for _, part := range q.Of {
		if len(docs) == 0 {
			break
		}
		switch part := part.(type) {
		case Date:
			docs = s.filter(docs, part.Span.Contains)
		case Not:
			unwanted, err := s.evalExactly(part.Of)
			if err != nil {
				return nil, err
			}
			docs = subtract(docs, unwanted)
		}
	}
	return docs, nil
}

// evalWanted returns the documents that have all wanted words of an And; dates and
// unwanted words are left to the caller. It stops as soon as no document is left,
// before it looks up more words.
func (s *searcher) evalWanted(q And, eval func(Query) ([]DocID, error)) ([]DocID, error) {
	var docs []DocID
	begun := false
	for _, part := range q.Of {
		switch part.(type) {
		case Date, Not:
			continue
		}
		found, err := eval(part)
		if err != nil {
			return nil, err
		}
		if begun {
			found = intersect(docs, found)
		}
		docs, begun = found, true
		if len(docs) == 0 {
			return nil, nil
		}
	}
	if !begun {
		docs = s.all()
	}
	return docs, nil
}

// evalOr returns the documents that have any part.
func (s *searcher) evalOr(q Or, eval func(Query) ([]DocID, error)) ([]DocID, error) {
	var docs []DocID
	for _, part := range q.Of {
		found, err := eval(part)
		if err != nil {
			return nil, err
		}
		docs = append(docs, found...)
	}
	slices.Sort(docs)
	return slices.Compact(docs), nil
}

// all returns every document.
func (s *searcher) all() []DocID {
	docs := make([]DocID, 0, s.corpus.Len())
	for doc := range s.corpus.Bound() {
		if s.corpus.Place(doc) != (Place{}) {
			docs = append(docs, doc)
		}
	}
	return docs
}

// filter returns the documents whose day is among the wanted ones.
func (s *searcher) filter(docs []DocID, wanted func(event.Date) bool) []DocID {
	var kept []DocID
	for _, doc := range docs {
		if wanted(s.corpus.Place(doc).Date) {
			kept = append(kept, doc)
		}
	}
	return kept
}

// atPlaces returns the documents that stand at some places, in rising order.
func (s *searcher) atPlaces(places []Place) []DocID {
	if len(places) == 0 {
		return nil
	}
	first, last := places[0].Date, places[0].Date
	wanted := make(map[Place]bool, len(places))
	for _, place := range places {
		wanted[place] = true
		if place.Date.Compare(first) < 0 {
			first = place.Date
		}
		if place.Date.Compare(last) > 0 {
			last = place.Date
		}
	}
	var docs []DocID
	for doc := range s.corpus.Bound() {
		place := s.corpus.Place(doc)
		if place.Date.Compare(first) >= 0 && place.Date.Compare(last) <= 0 && wanted[place] {
			docs = append(docs, doc)
		}
	}
	return docs
}

// intersect returns the documents that are in both lists. Both are in ascending
// order.
func intersect(a, b []DocID) []DocID {
	var both []DocID
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			both = append(both, a[0])
			a, b = a[1:], b[1:]
		}
	}
	return both
}

// subtract returns the documents that are in a and not in b. Both are in ascending
// order.
func subtract(a, b []DocID) []DocID {
	var rest []DocID
	for _, doc := range a {
		for len(b) > 0 && b[0] < doc {
			b = b[1:]
		}
		if len(b) == 0 || b[0] != doc {
			rest = append(rest, doc)
		}
	}
	return rest
}
