package search

import (
	"slices"

	"news/internal/event"
)

// dayWish is days that are asked for.
type dayWish struct {
	typed    string
	contains func(event.Date) bool
	named    *node // which documents name the days; nil where a text names none so
}

// wishes looks up which documents name the days that are asked for.
func (s *searcher) wishes(asked []DayWish) ([]dayWish, error) {
	wishes := make([]dayWish, len(asked))
	for i, w := range asked {
		wishes[i] = dayWish{typed: w.Typed, contains: w.Contains}
		if len(w.Words) == 0 {
			continue
		}
		f, err := s.find(leaf{parts: w.Words, fields: Anywhere, exact: true})
		if err != nil {
			return nil, err
		}
		wishes[i].named = &node{leaf: f}
	}
	return wishes, nil
}

// meets says how well documents, one after the other in rising order, meet wishes for
// days.
type meets struct {
	wishes []dayWish
	next   []int // of each wish: where to look for the next document that names its days
	date   event.Date
	isOf   bool // the date is of the days of a wish
}

func newMeets(wishes []dayWish) *meets {
	return &meets{wishes: wishes, next: make([]int, len(wishes))}
}

// of returns how well a document of a date meets the wishes: 1 where it is of the days of
// any, and half of it where it names them.
func (m *meets) of(doc DocID, date event.Date) float32 {
	if date != m.date {
		isOf := func(w dayWish) bool { return w.contains(date) }
		m.date, m.isOf = date, slices.ContainsFunc(m.wishes, isOf)
	}
	if m.isOf {
		return 1
	}
	for i, w := range m.wishes {
		if w.named == nil {
			continue
		}
		at := w.named.seek(doc, m.next[i])
		m.next[i] = at
		if at < w.named.matches() && w.named.docAt(at) == doc {
			return 0.5
		}
	}
	return 0
}

// lackedDays returns the days that were asked for, as they were typed, where an event
// is of none of them.
func lackedDays(days []dayWish, day event.Date) []string {
	var lacked []string
	for _, w := range days {
		if w.contains(day) {
			return nil
		}
		lacked = append(lacked, w.typed)
	}
	return lacked
}
