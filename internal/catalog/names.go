package catalog

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"news/internal/index"
	"news/internal/publisher"
	"news/internal/search"
	"news/internal/text"
)

// Publishers returns the publishers that the events of a question cite, with the
// number of those events.
func (c *Catalog) Publishers(ctx context.Context, q Question) (*Uses, error) {
	return answer(ctx, c, q.needs()|needsLabels|needsPlaces, func(s *snapshot) (*Uses, error) { return s.publishers(ctx, q) })
}

func (s *snapshot) publishers(ctx context.Context, q Question) (*Uses, error) {
	events, err := s.selected(ctx, q)
	if err != nil {
		return nil, err
	}
	directory, err := s.directory()
	if err != nil {
		return nil, err
	}
	found := usesOf(events)
	rows := directory.Publishers(func(yield func(int) bool) {
		for _, p := range events.places {
			if n, known := directory.At(p.Date, p.Number); known && !yield(n) {
				return
			}
		}
	})
	var how map[publisher.ID]text.Likeness
	if q.Names != "" {
		how = directory.Like(q.Names)
		rows = slices.DeleteFunc(rows, func(p publisher.Publisher) bool { return how[p.ID] == text.Unlike })
		found.Guessed = len(rows) > 0 && how[rows[0].ID] == text.WithSlips
		switch {
		case len(rows) > 0:
		case len(how) > 0:
			found.Elsewhere = true
		default:
			found.Near, err = s.nearest(Sources, q.Names)
		}
	}
	found.Total = len(rows)
	sortPublishers(q, rows, how)
	for _, p := range limited(rows, q.Limit) {
		found.Rows = append(found.Rows, Use{Name: p.Name, Events: p.Count, First: p.First, Last: p.Last, Names: p.Names, Sites: p.Sites})
	}
	return found, err
}

// usesOf returns an answer about the events of a selection.
func usesOf(events selection) *Uses {
	return &Uses{Remarks: events.Remarks, Events: len(events.places)}
}

// sortPublishers puts publishers into the order of a question. Publishers whose
// names were typed in full come first.
func sortPublishers(q Question, rows []publisher.Publisher, how map[publisher.ID]text.Likeness) {
	compare := publisher.ByCount
	switch q.Order {
	case ByName:
		compare = publisher.ByName
	case Recent:
		compare = publisher.ByLast
	}
	slices.SortFunc(rows, func(a, b publisher.Publisher) int {
		return cmp.Or(wholeFirst(how[a.ID], how[b.ID]), compare(a, b))
	})
	if q.Reverse {
		slices.Reverse(rows)
	}
}

// wholeFirst puts what was typed in full before all else.
func wholeFirst(a, b text.Likeness) int {
	rank := func(l text.Likeness) int {
		if l == text.Whole {
			return 0
		}
		return 1
	}
	return cmp.Compare(rank(a), rank(b))
}

// Categories returns the categories of the events of a question, with the number
// of those events.
func (c *Catalog) Categories(ctx context.Context, q Question) (*Uses, error) {
	return answer(ctx, c, q.needs()|needsLabels|needsPlaces, func(s *snapshot) (*Uses, error) {
		categories, err := s.categories()
		if err != nil {
			return nil, err
		}
		return s.uses(ctx, TopicQuestion{Question: q}, categories, Categories)
	})
}

// nearest returns the names of a kind that are nearest to what was typed.
func (s *snapshot) nearest(kind Kind, typed string) ([]string, error) {
	names, err := s.names(kind)
	return search.Nearest(typed, names, nearNames), err
}

// Names returns names of a kind that begin as typed, however cased or accented,
// and so many at most. It makes no index and waits for nobody, so that it may
// know nothing, or names of a while ago.
func (c *Catalog) Names(ctx context.Context, kind Kind, typed string, most int) ([]string, error) {
	var names []string
	err := c.peek(ctx, func(s *snapshot) (err error) {
		if x, byIndex := s.facts.(*indexed); byIndex {
			names, err = namesFrom(x.Index, kind, typed, most)
		} else {
			names, err = s.names(kind)
		}
		return err
	})
	folded := text.Fold(typed)
	names = slices.DeleteFunc(names, func(name string) bool { return !strings.HasPrefix(text.Fold(name), folded) })
	return names[:min(len(names), most)], err
}

// namesFrom returns names of a kind from an index that was not brought up to date.
func namesFrom(x *index.Index, kind Kind, typed string, most int) ([]string, error) {
	switch kind {
	case Topics:
		return x.TopicsFrom(typed, most)
	case Sources:
		return x.Sources()
	}
	return x.Categories()
}

// peek asks a question of the index as it is, or of the pages of the sample.
func (c *Catalog) peek(ctx context.Context, question func(*snapshot) error) error {
	s := c.snapshot()
	switch {
	case c.store != nil:
		return c.store.Peek(ctx, func(x *index.Index) error {
			s.facts = &indexed{Index: x, ctx: ctx}
			return question(s)
		})
	case c.archive.Dir != "":
		return nil
	}
	p, err := readPages(ctx, s.archive, needsLinks|needsLabels, nobody{})
	if err != nil {
		return err
	}
	s.facts = p
	return question(s)
}
