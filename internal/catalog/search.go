package catalog

import (
	"context"
	"iter"
	"slices"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/search"
	"news/internal/text"
)

// Hit is an event that a search found.
type Hit struct {
	event.Event
	Score float64  // from 0 to 1: how well it matches
	Parts Parts    // what the score is made of
	Lacks []string // the wishes of the query that it does not have, as they can be typed
	Marks []Mark   // what was matched of its headline
	Where Passage  // what was matched, where nothing of the headline was

	Copies []Copy // the hits that are folded under this one
}

// Parts are the parts of a score, which add up to it.
type Parts = search.Parts

// Mark is a piece of a text, by its bytes, that a query matched.
type Mark struct{ Start, End int }

// Passage is a text of an event in which something was found: a topic, its
// category, its description, a source.
type Passage struct {
	Text  string
	Marks []Mark
}

// Taken is a word of a query that stands for others, which it may be mistyped for.
type Taken = search.Taken

// Found is what a search found.
type Found struct {
	Remarks
	Total int // how many hits there are without the limit
	Full  int // how many of them have every wish

	results search.Results
	archive *archive.Archive
	pages   *archive.Pages
	first   []*event.Event // of the first of pages
	folding folding
	lines   bool // only lines are asked for
}

// Search returns the events that match a question's query, best first. Where its
// order is by date, where only their number is asked for and where All is set, they
// are the events with every wish. The error is as for List.
func (c *Catalog) Search(ctx context.Context, q Question) (*Found, error) {
	return answer(ctx, c, q.needs(), func(s *snapshot) (*Found, error) { return s.search(ctx, q) })
}

func (s *snapshot) search(ctx context.Context, q Question) (*Found, error) {
	found := &Found{archive: s.archive, lines: q.OnlyLines}
	fits, unknown, err := s.bounded(q)
	if err != nil {
		return nil, err
	}
	found.Unknown = unknown
	words, err := s.corpus()
	if err != nil {
		return nil, err
	}
	options, err := s.searchOptions(q, fits)
	if err != nil {
		return nil, err
	}
	if err = found.search(ctx, words, q, options); err != nil {
		return nil, err
	}
	if found.Matched = found.Total > 0; !found.Matched {
		return found, s.explain(ctx, q, options.Full, &found.Remarks)
	}
	if len(found.results.Absent) > 0 {
		if found.Lacking, err = s.lackingOf(ctx, words, found.results, q, options); err != nil {
			return nil, err
		}
	}
	found.pages, found.first, err = s.checkedFirst(refsOf(found.results.Hits))
	return found, err
}

// search finds the hits, or only how many there are.
func (f *Found) search(ctx context.Context, words search.Corpus, q Question, o search.Options) (err error) {
	if q.OnlyCount {
		places, err := search.PlacesOf(ctx, words, q.Query, o)
		f.Total, f.Full, f.Taken = places.Total, places.Total, places.Taken
		return err
	}
	f.results, err = search.Search(ctx, words, q.Query, o)
	f.Total, f.Full, f.Taken = f.results.Total, f.results.Full, f.results.Taken
	return err
}

func (s *snapshot) searchOptions(q Question, fits func(Place) bool) (search.Options, error) {
	o := search.Options{Limit: q.Limit, ByDate: q.Order == ByDate, Reverse: q.Reverse, Named: s.named, Known: s.known}
	o.Full = q.All || o.ByDate || q.OnlyCount
	if !q.Days.IsEvery() {
		o.Days = q.Days.Contains
	}
	if q.hasNames() {
		o.Only = fits
	}
	for _, wish := range q.Wishes {
		o.Wishes = append(o.Wishes, search.DayWish{Typed: wish.Typed, Contains: wish.Days.Contains, Words: text.FoldedWords(wish.Words)})
	}
	var err error
	o.Meanings, err = s.meanings()
	return o, err
}

func refsOf(hits []search.Hit) []event.Ref {
	refs := make([]event.Ref, len(hits))
	for i, hit := range hits {
		refs[i] = hit.Ref
	}
	return refs
}

// Fold lets All return each event once, with its copies among the hits. It returns
// how many hits are copies.
func (f *Found) Fold() int {
	f.folding = foldRows(f.archive, refsOf(f.results.Hits))
	return f.folding.number()
}

// All returns the hits with their events: the first checked against their
// pages, later ones read as they are asked for. A hit whose page has gone since
// is left out.
func (f *Found) All(ctx context.Context) iter.Seq2[Hit, error] {
	return func(yield func(Hit, error) bool) {
		for hits, err := range f.Portions(ctx) {
			if err != nil {
				yield(Hit{}, err)
				return
			}
			for _, hit := range hits {
				if !yield(hit, nil) {
					return
				}
			}
		}
	}
}

// Portions is All with the hits that are read together, but no more than a few
// hundred at a time.
func (f *Found) Portions(ctx context.Context) iter.Seq2[[]Hit, error] {
	return func(yield func([]Hit, error) bool) {
		first := 0 // of the rows that follow
		for pages, err := range portions(ctx, f.archive, f.pages, f.first, f.lines) {
			if err != nil {
				yield(nil, err)
				return
			}
			for some := range slices.Chunk(pages, eventsAtOnce) {
				if hits := f.hits(first, some); len(hits) > 0 && !yield(hits, nil) {
					return
				}
				first += len(some)
			}
		}
	}
}

// hits returns the hits of some rows, from the first one on, with their events. It
// leaves out those without a page and those that are copies of others.
func (f *Found) hits(first int, pages []*event.Event) []Hit {
	var hits []Hit
	for i, page := range pages {
		row := first + i
		if page == nil || f.folding.isFolded(row) {
			continue
		}
		hit := f.hit(f.results.Hits[row], *page)
		hit.Copies = f.folding.copies[row]
		hits = append(hits, hit)
	}
	return hits
}

// Len returns how many hits the limit leaves.
func (f *Found) Len() int { return len(f.results.Hits) }

func (f *Found) hit(h search.Hit, e event.Event) Hit {
	hit := Hit{Event: e, Score: h.Score, Parts: h.Parts, Lacks: h.Lacks, Marks: f.marks(e.Headline, search.Headline)}
	if len(hit.Marks) == 0 && !f.lines {
		hit.Where = f.passage(e)
	}
	return hit
}

// Marker returns a function that returns what the query matched of any text of an
// event, whichever of its texts that is. It holds nothing of the hits.
func (f *Found) Marker() func(text string) []Mark {
	marker := f.results.Marker()
	return func(text string) []Mark { return marksOf(marker.Marks(text, search.Anywhere|search.Source)) }
}

// marks returns what the query matched of a text.
func (f *Found) marks(s string, field search.Field) []Mark { return marksOf(f.results.Marks(s, field)) }

func marksOf(spans []search.Span) []Mark {
	var marks []Mark
	for _, span := range spans {
		marks = append(marks, Mark(span))
	}
	return marks
}

// passage returns the first text of an event beside its headline that the query
// matched.
func (f *Found) passage(e event.Event) Passage {
	type place struct {
		text  string
		field search.Field
	}
	places := []place{{e.Category, search.Category}}
	for _, topic := range e.Topics {
		places = append(places, place{topic, search.Topic})
	}
	places = append(places, place{e.Description, search.Description})
	for _, source := range e.Sources {
		places = append(places, place{source.Name, search.Source})
	}
	for _, p := range places {
		if found := f.marks(p.text, p.field); len(found) > 0 {
			return Passage{Text: p.text, Marks: found}
		}
	}
	return Passage{}
}
