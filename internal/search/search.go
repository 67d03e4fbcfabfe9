// Package search finds events by the words that a person types. It parses queries,
// matches their words against a Corpus, ranks the matches, and finds the nearest
// names to a mistyped one. A Corpus can be in memory, as Memory is, or in an index.
// The same code reads both, so that both return the same answers.
//
// # Queries
//
// A query is a list of words. Each is a wish, met in any field of an event but the
// sources. A wish weighs more, the fewer events have it; small words of a language
// (the, of, who, did) weigh nothing beside others. A hit has half of the weight of
// the query or more, and a full hit has every wish. A query can also have
//
//	"a phrase"                  a must: these words side by side, as they are typed
//	+word                       a must, which every hit has
//	!word  -word  NOT word      what no hit has; so with "..." and (...)
//	a AND b   a & b             two musts
//	a OR b   a | b   a or b     one of two lists, each with wishes of its own
//	( ... )                     a query within the query
//	topic:word                  a word in a field: headline, topic, source, category
//	topic:"Whole Name"          a whole name: topic, source, category
//	headline:"a phrase"         a phrase in the headline
//	date:2016-04..2016-06       a day or a range, as package when reads it
//
// What names a field is a must, and so is a date.
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
// # Grades
//
// A word matches by grades, each below the one before: the word itself; its other
// forms and spellings; what means the same in the news, by package meaning or since
// the archive itself explains a short name; longer words that begin with it; for a
// word that no event has, or hardly any, the words that it may be mistyped for; and
// where there are none, the words that have its letters in order. The first three
// meet a wish in full. Where no event has the word, so do the words that begin with
// it, or else its slips; Results.Taken tells them. Words in quotes and after ! match
// themselves alone. Text of a script without spaces counts by the pairs of its
// characters.
//
// Days that are wished for (Options.Wishes) raise an event of these days, and make no
// event a hit.
//
// # Order
//
// Hits are in the order of their scores, from 0 to 1, which depend on all hits of the
// query in the archive and not on bounds, limits or the order asked for. A score adds
// up how much of the weight an event has, by grade and field, as bm25 counts it
// (Robertson and Spärck Jones); how much of it stands in the headline, near together
// and in the typed order; its day; and whether it is the event itself rather than a
// mention of it. Reports follow an event, and few come before it. So hits within some
// days after an event raise it, and the more so, the fewer come before it.
package search

import (
	"context"

	"news/internal/event"
	"news/internal/meaning"
)

// Options says which hits to return, and in which order. Hits are sorted first,
// then reversed, then cut at the limit.
type Options struct {
	Limit   int  // the most hits; 0 for all
	ByDate  bool // newest first, in canonical order, rather than best first
	Reverse bool // with ByDate: oldest first
	Full    bool // only the events that have every wish

	Days func(event.Date) bool // the days whose events count; nil for all
	Only func(Place) bool      // the events that count; nil for all

	// Wishes are days that are asked for. An event of these days is better than
	// another. Unless the query is nil, no event is a hit because of its day alone.
	Wishes []DayWish

	// Meanings are the words that mean the same; nil for the built-in ones.
	Meanings *meaning.Groups

	// Known is what earlier searches of the same corpus have found; nil for nothing.
	Known *Known

	// Named returns the places of the events that have a whole name. It is called
	// once for each name of a query. Where it is nil, names are compared by their
	// folded words.
	Named func(ctx context.Context, name Named) ([]Place, error)
}

// DayWish is days that a query asks for.
type DayWish struct {
	Typed    string // for messages
	Contains func(event.Date) bool
	Words    []string // the folded words by which an event names the days, side by side
}

// counts reports whether the event at a place is within the bounds.
func (o Options) counts(place Place) bool {
	return (o.Days == nil || o.Days(place.Date)) && (o.Only == nil || o.Only(place))
}

// Hit is an event that a query found.
type Hit struct {
	Ref event.Ref
	// Score is how well the event matches, above 0 and at most 1. It is 1 where all
	// words stand in the headline as typed, side by side, and many others that match
	// follow the event.
	Score float64
	Parts Parts    // what the score is made of
	Lacks []string // the wishes that it does not have, as they can be typed; none of a full hit
}

// Results is the outcome of a Search.
type Results struct {
	Hits   []Hit
	Total  int      // how many there are within the bounds, without Limit
	Full   int      // how many of them have every wish
	Taken  []Taken  // words that stand for others in some of the hits
	Absent []string // words that no event has in any grade, as they can be typed

	root *node
}

// Search returns the events that match a query, best first, or newest first with
// ByDate. Equally good events are in canonical order, newest first. The same query
// on the same corpus always has the same hits in the same order. A nil query stands
// for all events of the days that are wished for. The error is the context's, the
// corpus's or that of Options.Named.
func Search(ctx context.Context, c Corpus, q Query, opts Options) (Results, error) {
	s, err := newSearcher(ctx, c, opts)
	if err != nil {
		return Results{}, err
	}
	s.full = false // all hits count for the score of each
	root, days, err := s.match(q, opts)
	if err != nil {
		return Results{}, err
	}
	r := newRanking(s, root, days)
	all := r.candidates(opts)
	results := Results{Total: len(all), root: root}
	for _, c := range all {
		if c.full {
			results.Full++
		}
	}
	best, err := r.rank(all, opts)
	if err != nil {
		return Results{}, err
	}
	results.Taken = root.taken(docsOf(best))
	for _, n := range root.absent() {
		results.Absent = append(results.Absent, n.typed)
	}
	if results.Hits, err = r.found(best); err == nil {
		err = c.Err()
	}
	return results, err
}

// docsOf returns the documents of hits.
func docsOf(hits []*hit) []DocID {
	docs := make([]DocID, len(hits))
	for i, h := range hits {
		docs[i] = h.doc
	}
	return docs
}

// found returns ranked documents as hits.
func (r *ranking) found(best []*hit) ([]Hit, error) {
	refs, err := r.corpus.Refs(docsOf(best))
	if err != nil {
		return nil, err
	}
	hits := make([]Hit, len(best))
	for i, b := range best {
		ref := refs[i]
		hits[i] = Hit{Ref: ref, Score: b.score(), Parts: r.parts(b)}
		if !b.full {
			hits[i].Lacks = append(r.root.lacks(b.doc), lackedDays(r.days, ref.Date)...)
		}
	}
	return hits, nil
}
