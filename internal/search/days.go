package search

import (
	"slices"

	"news/internal/event"
)

// dayWish is days that are asked for.
type dayWish struct {
	typed    string
	contains func(event.Date) bool
	named    []match // the documents that name the days
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
		wishes[i].named = f.docs
	}
	return wishes, nil
}

// isNamedBy reports whether a document names the days.
func (w dayWish) isNamedBy(doc DocID) bool {
	_, named := slices.BinarySearchFunc(w.named, doc, func(m match, doc DocID) int { return int(m.doc) - int(doc) })
	return named
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
