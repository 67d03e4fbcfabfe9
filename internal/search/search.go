// Package search finds events by the words that a person types. It parses queries,
// matches their words against a Corpus, ranks the matches, and finds the nearest
// names to a mistyped one. A Corpus can be in memory, as Memory is, or in an index.
// The same code reads both, so that both return the same answers.
//
// # Queries
//
// A query is a list of words. An event must have all of them, each in any of its
// fields but the sources. A query can also have
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
// An "or" in small letters is an operator only between two operands. At the
// beginning or the end of a query or of parentheses it is a word, as is everything
// in quotes. The signs - and + are signs only at the beginning of a word: al-qaeda
// is one word. A word of letters with a colon and text close behind it names a
// field. A field that does not exist is an error. 9:30 and addresses are text.
//
// OR splits the query, or the parentheses around it, into alternatives. Words,
// phrases and parentheses belong to their own alternative. Fields, dates, +word and
// !word beside them bind all alternatives, wherever they stand. So the date counts
// for both words in each of these:
//
//	isil OR isis date:2014      date:2014 isil | isis      (isil OR isis) date:2014
//
// In (isil date:2014) OR isis the parentheses keep the date to themselves. An
// alternative without words consists of its strongest kind: its fields, else its
// +words, else its dates. So "haiti OR topic:syria" has two alternatives.
// "topic:syria OR topic:iraq date:2014" has two as well, and the date binds both.
// Dates that bind the same alternatives but have no day in common are an error.
//
// # Steps
//
// A query is tried in steps: first as it is typed, then with slips, at last with
// letters left out. The first step that finds anything is the answer, so that weak
// matches never stand among strong ones.
package search

import (
	"context"
	"slices"

	"news/internal/event"
)

// Options says which hits to return, and in which order. Hits are sorted first,
// then reversed, then cut at the limit.
type Options struct {
	Limit   int  // the most hits; 0 for all
	ByDate  bool // newest first, in canonical order, rather than best first
	Reverse bool // with ByDate: oldest first

	Days func(event.Date) bool // the days whose events count; nil for all
	Only func(Place) bool      // the events that count; nil for all

	// Named returns the places of the events that have a whole name. It is called
	// once for each name of a query. Where it is nil, names are compared by their
	// folded words.
	Named func(ctx context.Context, name Named) ([]Place, error)

	// FirstStep ends a search after its first step, which matches words as typed.
	// Where no event has all of them, nothing is found, and Guessed is never true.
	// Only a word that the corpus has in no form still stands for its nearest
	// words.
	FirstStep bool
}

// counts reports whether the event at a place is within the bounds.
func (o Options) counts(place Place) bool {
	return (o.Days == nil || o.Days(place.Date)) && (o.Only == nil || o.Only(place))
}

// Hit is an event that a query found.
type Hit struct {
	Ref event.Ref
	// Score is how well the event matches, above 0 and at most 1. It is 1 where all
	// words stand in the headline as typed, side by side.
	Score float64
}

// Results is the outcome of a Search.
type Results struct {
	Hits  []Hit
	Total int // how many there are within the bounds, without Limit
	// Guessed is true where no event has all words as typed, and the hits have
	// similar words instead.
	Guessed bool

	found []*finding // the matches of each word of the query, for Marks
}

// Search returns the events that match a query, best first, or newest first with
// ByDate. Equally good events are in canonical order, newest first. The same query
// on the same corpus always has the same hits in the same order. The error is the
// context's, the corpus's or that of Options.Named.
func Search(ctx context.Context, c Corpus, q Query, opts Options) (Results, error) {
	s, docs, err := firstMatches(ctx, c, q, opts)
	if err != nil || len(docs) == 0 {
		return Results{}, err
	}
	results, err := s.results(docs, opts)
	results.Guessed = s.step > asTyped
	return results, err
}

// firstMatches returns the documents of the first step that finds any, and the
// searcher at that step.
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

// run returns the documents that match at the searcher's step and are within the
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
