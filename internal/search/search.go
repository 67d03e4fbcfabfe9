// Package search finds events by what a person types: it reads queries, matches
// their words against a Corpus, ranks what it finds, and finds the nearest to a
// name that was typed wrong. The words come from a Corpus, which is events held
// in memory here and can be an index elsewhere; the same code reads both, so
// that both have the same answers.
//
// # Queries
//
// A query is words, all of which an event must have, each in any of its fields
// but the sources. Beside words it can have
//
//	"a phrase"                  these words side by side
//	!word  -word  NOT word      what an event must not have; so with "..." and (...)
//	+word                       what an event must have, whatever else is left out
//	a b   a AND b   a & b       both
//	a OR b   a | b   a or b     at least one of them
//	( ... )                     a query within the query
//	topic:word                  a word in a field: headline, topic, source, category
//	topic:"Whole Name"          a whole name: topic, source, category
//	headline:"a phrase"         a phrase in the headline
//	date:2016-04..2016-06       a day or a range, as package when reads it
//
// A small "or" is an operator only between two operands; at the beginning and
// the end of a query or of parentheses it is a word, as is anything in quotes.
// The signs - and + are signs only at the beginning of a word: al-qaeda is one
// word. A colon after a word of letters with text close behind it names a
// field, and an error where there is no such field; 9:30 and addresses are
// text.
//
// OR parts the query, or the parentheses that it stands in, into alternatives.
// Words, phrases and parentheses belong to their alternative. What stands beside
// them in it, wherever in it, binds all alternatives: fields, dates, +word and
// !word. So each of these has its dates for both:
//
//	isil OR isis date:2014      date:2014 isil | isis      (isil OR isis) date:2014
//
// and in (isil date:2014) OR isis the parentheses keep the date. An alternative
// without words is its strongest kind: its fields, else its +words, else its
// dates. So "haiti OR topic:syria" has two alternatives, as does "topic:syria OR
// topic:iraq date:2014", where the date binds both. Dates that bind the same
// alternatives and have no day in common are an error.
//
// # Steps
//
// A query is tried step by step: as it is typed first, with slips of the typist
// next, with letters left out last. The first step that finds anything is the
// answer, so that weaker matches never stand among stronger ones.
package search

import (
	"context"
	"slices"

	"news/internal/event"
)

// Options says which hits to return, and in which order: they are put into
// order first, then reversed, then cut at the limit.
type Options struct {
	Limit   int  // how many at most; 0 for all
	ByDate  bool // in canonical order, newest first, in place of best first
	Reverse bool // with ByDate: from the last event of the oldest day on

	Days func(event.Date) bool // the days whose events count; nil for all
	Only func(Place) bool      // the events that count; nil for all

	// Named returns the places of the events that have a whole name. It is
	// called once for each name of a query. Where it is nil, a name of the
	// corpus is the same whose words are the same, in the same order.
	Named func(ctx context.Context, name Named) ([]Place, error)

	// FirstStep ends a search after its first step, which takes every word that
	// the corpus has at its word: where no event has all words, nothing is
	// found, and Guessed is never true. Only a word that the corpus has in no
	// form still stands for its nearest.
	FirstStep bool
}

// counts reports whether the event at a place is within the bounds.
func (o Options) counts(place Place) bool {
	return (o.Days == nil || o.Days(place.Date)) && (o.Only == nil || o.Only(place))
}

// Hit is an event that a query found.
type Hit struct {
	Ref event.Ref
	// Score tells how well the event matches, above 0 and at most 1: 1 where
	// all words stand in the headline as they were typed, side by side.
	Score float64
}

// Results is what a query found.
type Results struct {
	Hits  []Hit
	Total int // how many there are within the bounds, also where Limit has cut Hits
	// Guessed is true where nothing has all the words as they were typed, and
	// the hits have others that are near instead.
	Guessed bool

	found []*finding // what each word of the query matched, for Marks
}

// Search returns the events that match a query, best first, or newest first where
// the options say so; equally good ones in canonical order, newest first. The
// same query on the same corpus always has the same hits in the same order.
// The error is the context's where that ended, else the corpus's.
func Search(ctx context.Context, c Corpus, q Query, opts Options) (Results, error) {
	s, docs, err := firstMatches(ctx, c, q, opts)
	if err != nil || len(docs) == 0 {
		return Results{}, err
	}
	results, err := s.results(docs, opts)
	results.Guessed = s.step > asTyped
	return results, err
}

// firstMatches returns the documents that match at the first step that finds any,
// and the searcher that found them, at that step.
func firstMatches(ctx context.Context, c Corpus, q Query, opts Options) (*searcher, []DocID, error) {
	vocabulary, err := c.Vocabulary()
	if err != nil {
		return nil, nil, err
	}
	s := &searcher{ctx: ctx, corpus: c, vocabulary: vocabulary, named: opts.Named}
	for s.step = asTyped; s.step <= lastStep; s.step++ {
		docs, err := s.run(q, opts)
		if err != nil || len(docs) > 0 || !s.forgiving || opts.FirstStep {
			return s, docs, err
		}
	}
	return s, nil, nil
}

// run returns the documents that match at the searcher's step, within the
// bounds of the options.
func (s *searcher) run(q Query, opts Options) ([]DocID, error) {
	s.begin()
	docs, err := s.eval(q)
	if err != nil || opts.Days == nil && opts.Only == nil {
		return docs, err
	}
	return slices.DeleteFunc(docs, func(doc DocID) bool { return !opts.counts(s.corpus.Place(doc)) }), nil
}

// results ranks the documents and returns them as hits.
func (s *searcher) results(docs []DocID, opts Options) (Results, error) {
	best, err := s.rank(docs, opts)
	if err != nil {
		return Results{}, err
	}
	results := Results{Hits: make([]Hit, len(best)), Total: len(docs), found: s.used}
	for i, b := range best {
		ref, err := s.corpus.Ref(b.doc)
		if err != nil {
			return Results{}, err
		}
		results.Hits[i] = Hit{Ref: ref, Score: b.score()}
	}
	return results, nil
}
