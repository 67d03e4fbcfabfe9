// Package search finds events by what a person types: it reads queries, matches
// their words against a Corpus, ranks what it finds, and finds the nearest to a
// name that was typed wrong. The words come from a Corpus, which is events held
// in memory here and can be an index elsewhere; the same code reads both, so
// that both give the same answers.
//
// A query is tried step by step: as it is typed first, with slips of the typist
// next, with letters left out last. The first step that finds anything is the
// answer, so that weaker matches never stand among stronger ones.
package search

import (
	"context"

	"news/internal/event"
)

// Options says which hits to give, and in which order.
type Options struct {
	Limit  int                   // how many at most; 0 for all
	ByDate bool                  // newest first in place of best first
	Days   func(event.Date) bool // the days whose events count; nil for all
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
	Total int // how many there are, also where Limit has cut Hits
	// Guessed tells that nothing has all the words as they were typed, and that
	// the hits have others that are near.
	Guessed bool

	found []*finding // what each word of the query matched, for Marks
}

// Search gives the events that match a query, best first, or newest first where
// the options say so; equally good ones in canonical order, newest first. The
// same query on the same corpus always gives the same hits in the same order.
// The error is the context's where that ended, else the corpus's.
func Search(ctx context.Context, c Corpus, q Query, opts Options) (Results, error) {
	s, docs, err := firstMatches(ctx, c, q, opts.Days)
	if err != nil || len(docs) == 0 {
		return Results{}, err
	}
	results, err := s.results(docs, opts)
	results.Guessed = s.step > asTyped
	return results, err
}

// firstMatches gives the documents that match at the first step that finds any,
// and the searcher that found them, at that step.
func firstMatches(ctx context.Context, c Corpus, q Query, days func(event.Date) bool) (*searcher, []DocID, error) {
	vocabulary, err := c.Vocabulary()
	if err != nil {
		return nil, nil, err
	}
	s := &searcher{ctx: ctx, corpus: c, vocabulary: vocabulary}
	for s.step = asTyped; s.step <= lastStep; s.step++ {
		docs, err := s.run(q, days)
		if err != nil || len(docs) > 0 || !s.forgiving {
			return s, docs, err
		}
	}
	return s, nil, nil
}

// run gives the documents that match at the searcher's step.
func (s *searcher) run(q Query, days func(event.Date) bool) ([]DocID, error) {
	s.begin()
	docs, err := s.eval(q)
	if err != nil || days == nil {
		return docs, err
	}
	return s.filter(docs, days), nil
}

// results ranks the documents and gives them as hits.
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
