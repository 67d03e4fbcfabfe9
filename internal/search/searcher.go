package search

import (
	"context"
	"slices"

	"news/internal/event"
	"news/internal/meaning"
	"news/internal/when"
)

// searcher runs one query over one corpus.
type searcher struct {
	ctx        context.Context
	corpus     Corpus
	vocabulary *Vocabulary
	meanings   *meaning.Groups
	named      func(context.Context, Named) ([]Place, error) // Options.Named
	docsNamed  map[Named][]DocID                             // answers of named, as documents
	full       bool                                          // only full hits are wanted
	shortNames *ShortNames                                   // of the corpus; nil until it is read
	known      *Known                                        // Options.Known

	budget  int                       // how many more words may be looked up for slips and letters
	cache   map[string]*finding       // what the leaves matched
	terms   map[string][]meaning.Term // of the groups, by what was looked up
	joined  *union
	summed  *sums
	reading Text

	measures measures
	small    map[WordID]bool // the small words of the corpus, once a headline was read
	headline headline
}

// lookups is how many words of a query are looked up for slips and letters. A
// longer query is a quotation rather than a few words from memory, and must not
// take long.
const lookups = 48

func newSearcher(ctx context.Context, c Corpus, opts Options) (*searcher, error) {
	vocabulary, err := c.Vocabulary()
	if err != nil {
		return nil, err
	}
	meanings := opts.Meanings
	if meanings == nil {
		if meanings, err = meaning.New(nil); err != nil {
			return nil, err
		}
	}
	measures, err := newMeasures(c)
	if err != nil {
		return nil, err
	}
	return &searcher{
		measures: measures, ctx: ctx, corpus: c, vocabulary: vocabulary, meanings: meanings, named: opts.Named, full: opts.Full, known: opts.Known,
		budget: lookups, cache: make(map[string]*finding), terms: make(map[string][]meaning.Term),
	}, nil
}

// match returns the root of a query with its hits, and the wishes for days.
func (s *searcher) match(q Query, opts Options) (*node, []dayWish, error) {
	if q == nil { // days alone
		root := &node{docs: s.every()}
		root.docs = slices.DeleteFunc(root.docs, func(f found) bool {
			day := s.corpus.Place(f.doc).Date
			return !slices.ContainsFunc(opts.Wishes, func(w DayWish) bool { return w.Contains(day) })
		})
		return root, nil, s.ctx.Err()
	}
	root, err := s.evalWhole(q)
	if err != nil {
		return nil, nil, err
	}
	days, err := s.wishes(opts.Wishes)
	return root, days, err
}

// every returns every document.
func (s *searcher) every() []found {
	docs := make([]found, 0, s.corpus.Len())
	for doc := range s.corpus.Bound() {
		if s.corpus.Place(doc) != (Place{}) {
			docs = append(docs, allOf(doc, true))
		}
	}
	return docs
}

// within returns the documents of some days.
func (s *searcher) within(days when.Span) []DocID {
	var docs []DocID
	for doc := range s.corpus.Bound() {
		if place := s.corpus.Place(doc); place != (Place{}) && days.Contains(place.Date) {
			docs = append(docs, doc)
		}
	}
	return docs
}

// withName returns the documents that have a whole name, as Options.Named knows
// them.
func (s *searcher) withName(name Named) ([]DocID, error) {
	if docs, ok := s.docsNamed[name]; ok || s.named == nil {
		return docs, nil
	}
	places, err := s.named(s.ctx, name)
	if err != nil {
		return nil, err
	}
	if s.docsNamed == nil {
		s.docsNamed = make(map[Named][]DocID)
	}
	s.docsNamed[name] = s.atPlaces(places)
	return s.docsNamed[name], nil
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
		if isWithin(place.Date, first, last) && wanted[place] {
			docs = append(docs, doc)
		}
	}
	return docs
}

func isWithin(day, first, last event.Date) bool {
	return day.Compare(first) >= 0 && day.Compare(last) <= 0
}
