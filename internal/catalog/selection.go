package catalog

import (
	"cmp"
	"context"
	"slices"

	"news/internal/category"
	"news/internal/relation"
	"news/internal/search"
	"news/internal/text"
)

// selection is the events that a question asks for.
type selection struct {
	Remarks
	places []Place // in canonical order; not to be changed
}

// Remarks are what there is to say about the events of an answer: what no event
// has, which words stand for others, and why nothing was found.
type Remarks struct {
	Unknown []Unknown // names that no event has
	Lacking []Lacking // words that no event has; of full hits, only where there are none
	Taken   []Taken   // words that stand for others in some of the events
	// Matched tells that events match the query, whatever the other bounds.
	Matched bool
	// Unmet are the queries with wishes that no event has all of, though a search
	// finds events with most of them.
	Unmet []search.Query
}

// add adds the remarks about a part of an answer.
func (r *Remarks) add(part Remarks) {
	r.Unknown = append(r.Unknown, part.Unknown...)
	r.Lacking = append(r.Lacking, part.Lacking...)
	r.Taken = append(r.Taken, part.Taken...)
	r.Unmet = append(r.Unmet, part.Unmet...)
}

// selected returns the events that a question asks for. A query is taken at its
// word: what is only near to it does not count.
func (s *snapshot) selected(ctx context.Context, q Question) (selection, error) {
	var found selection
	fits, unknown, err := s.bounded(q)
	if err != nil {
		return found, err
	}
	found.Unknown, found.Matched = unknown, true
	if q.Query == nil {
		found.places, err = s.fitting(q, fits)
	} else {
		found.places, found.Taken, err = s.matching(ctx, q, fits)
	}
	if err != nil || q.Query == nil || len(found.places) > 0 {
		return found, cmp.Or(err, ctx.Err())
	}
	return found, s.explain(ctx, q, true, &found.Remarks)
}

// fitting returns the events within the days of a question that fit.
func (s *snapshot) fitting(q Question, fits func(Place) bool) ([]Place, error) {
	every, err := s.places()
	if q.isEverything() && q.Days.IsEvery() {
		return every, err
	}
	var places []Place
	for _, p := range every {
		if q.Days.Contains(p.Date) && fits(p) {
			places = append(places, p)
		}
	}
	return places, err
}

// matching returns the events that match the query of a question, within its
// days, and fit. It also returns the words that stand for others.
func (s *snapshot) matching(ctx context.Context, q Question, fits func(Place) bool) ([]Place, []Taken, error) {
	words, err := s.corpus()
	if err != nil {
		return nil, nil, err
	}
	options, err := s.searchOptions(q, fits)
	if err != nil {
		return nil, nil, err
	}
	options.Full, options.ByDate = true, false
	found, err := search.PlacesOf(ctx, words, q.Query, options)
	slices.SortFunc(found.Of, comparePlaces)
	return found.Of, found.Taken, err
}

// explain tells why a question found no event: whether events match its query,
// whatever its other bounds, and otherwise which words no event has. If full, only
// events with every wish match, and it tells whether others are near.
func (s *snapshot) explain(ctx context.Context, q Question, full bool, r *Remarks) error {
	r.Matched = false
	words, err := s.corpus()
	if err != nil {
		return err
	}
	options, err := s.searchOptions(Question{Wishes: q.Wishes}, nil)
	if err != nil {
		return err
	}
	options.Full = full
	if q.hasNames() || !q.Days.IsEvery() { // else the same was asked just now
		anywhere, err := search.PlacesOf(ctx, words, q.Query, options)
		if err != nil || len(anywhere.Of) > 0 {
			r.Matched = err == nil
			return err
		}
	}
	if r.Lacking, err = s.lacking(ctx, words, q.Query, options); err != nil || !full || q.Query == nil {
		return err
	}
	options.Full = false
	near, err := search.PlacesOf(ctx, words, q.Query, options)
	if len(near.Of) > 0 {
		r.Unmet = []search.Query{q.Query}
	}
	return err
}

// comparePlaces puts places into canonical order.
func comparePlaces(a, b Place) int {
	return cmp.Or(b.Date.Compare(a.Date), cmp.Compare(a.Number, b.Number))
}

// Lacking is a word of a query that no event has, and the words nearest to it.
type Lacking struct {
	Word string
	Near []string
}

// lacking returns the words of a query that no event has.
func (s *snapshot) lacking(ctx context.Context, words search.Corpus, q search.Query, o search.Options) ([]Lacking, error) {
	if q == nil {
		return nil, nil
	}
	suggestions, err := search.Suggest(ctx, words, q, o)
	return lackingWords(suggestions), err
}

// lackingOf returns the words of a query with hits that no event has.
func (s *snapshot) lackingOf(ctx context.Context, words search.Corpus, r search.Results, q Question, o search.Options) ([]Lacking, error) {
	if o.Full || q.Query == nil {
		return s.lacking(ctx, words, q.Query, o)
	}
	suggestions, err := r.Suggest(ctx, words, o)
	return lackingWords(suggestions), err
}

func lackingWords(suggestions []search.Suggestion) []Lacking {
	var all []Lacking
	for _, suggestion := range suggestions {
		all = append(all, Lacking(suggestion))
	}
	return all
}

// Unknown is a name that was asked for and that no event has.
type Unknown struct {
	Kind Kind
	Name string
	Near []string // names that events have and that may be meant
}

// bounded returns a function that reports whether the event at a place has all names
// that a question asks for.
func (s *snapshot) bounded(q Question) (fits func(Place) bool, unknown []Unknown, err error) {
	var sets []map[Place]bool
	for _, bound := range q.bounds() {
		for _, name := range bound.names {
			places, err := s.withName(bound.kind, name)
			if err != nil {
				return nil, nil, err
			}
			if len(places) == 0 {
				u, err := s.unknown(bound.kind, name)
				if err != nil {
					return nil, nil, err
				}
				unknown = append(unknown, u)
			}
			sets = append(sets, setOf(places))
		}
	}
	fits = func(p Place) bool {
		return !slices.ContainsFunc(sets, func(set map[Place]bool) bool { return !set[p] })
	}
	return fits, unknown, nil
}

func setOf(places []Place) map[Place]bool {
	set := make(map[Place]bool, len(places))
	for _, p := range places {
		set[p] = true
	}
	return set
}

// withName returns the places of the events that have a whole name.
func (s *snapshot) withName(kind Kind, name string) ([]Place, error) {
	switch kind {
	case Topics:
		return s.withTopic(name)
	case Categories:
		return placesWith(s.categories, name)
	}
	directory, err := s.directory()
	if err != nil {
		return nil, err
	}
	id, known := directory.Find(name)
	if !known {
		return nil, nil
	}
	var places []Place
	for _, n := range directory.With(id) {
		date, number := directory.Place(n)
		places = append(places, Place{Date: date, Number: number})
	}
	return places, nil
}

// placesWith returns the places of the events that have a name.
func placesWith(read func() (*relation.Subjects, error), name string) ([]Place, error) {
	subjects, err := read()
	if err != nil {
		return nil, err
	}
	t, known := subjects.Named(name)
	if !known {
		return nil, nil
	}
	var places []Place
	for _, n := range subjects.With(t) {
		places = append(places, placeOf(subjects, n))
	}
	return places, nil
}

// named returns the places of the events that have a whole name of a query.
func (s *snapshot) named(_ context.Context, n search.Named) ([]Place, error) {
	switch n.Field {
	case search.Topic:
		return s.withName(Topics, n.Name)
	case search.Source:
		return s.withName(Sources, n.Name)
	}
	return s.withName(Categories, n.Name)
}

// nearNames is how many names are suggested for one that no event has.
const nearNames = 3

// unknown returns what may be meant by a name that no event has.
func (s *snapshot) unknown(kind Kind, name string) (Unknown, error) {
	names, err := s.names(kind)
	u := Unknown{Kind: kind, Name: name}
	if kind == Categories {
		u.Near = portalCategories(name, names)
	}
	for _, near := range search.Nearest(name, names, nearNames) {
		if len(u.Near) < nearNames && !slices.Contains(u.Near, near) {
			u.Near = append(u.Near, near)
		}
	}
	return u, err
}

// names returns all names of a kind, in order.
func (s *snapshot) names(kind Kind) ([]string, error) {
	if kind == Sources {
		directory, err := s.directory()
		if err != nil {
			return nil, err
		}
		return directory.Known(), nil
	}
	read := s.subjects
	if kind == Categories {
		read = s.categories
	}
	subjects, err := read()
	if err != nil {
		return nil, err
	}
	var names []string
	for _, use := range subjects.Uses() {
		names = append(names, subjects.Name(use.Topic))
	}
	slices.Sort(names)
	return names, nil
}

// portalWords are plain words for the categories of Wikipedia's Current events
// portal, which never named them so.
var portalWords = map[string]string{
	"war": "Armed conflicts and attacks", "conflict": "Armed conflicts and attacks", "terrorism": "Armed conflicts and attacks",
	"accident": "Disasters and accidents", "election": "Politics and elections",
}

// portalCategories returns the category that a plain word means, where events
// have it.
func portalCategories(name string, names []string) []string {
	meant, known := portalWords[text.Fold(name)]
	if !known {
		return nil
	}
	for _, n := range names {
		if category.Key(n) == category.Key(meant) {
			return []string{n}
		}
	}
	return nil
}
