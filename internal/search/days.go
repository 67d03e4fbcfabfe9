package search

import "news/internal/event"

// dayWish is days that are asked for.
type dayWish struct {
	typed    string
	contains func(event.Date) bool
	named    *finding // which documents name the days; nil where a text names none so
}

// wishes looks up which documents name the days that are asked for.
func (s *searcher) wishes(asked []DayWish) ([]dayWish, error) {
	wishes := make([]dayWish, len(asked))
	for i, w := range asked {
		wishes[i] = dayWish{typed: w.Typed, contains: w.Contains}
		if len(w.Words) == 0 {
			continue
		}
		var err error
		if wishes[i].named, err = s.find(leaf{parts: w.Words, fields: Anywhere, exact: true}); err != nil {
			return nil, err
		}
	}
	return wishes, nil
}

// isNamedBy reports whether a document names the days.
func (w dayWish) isNamedBy(doc DocID) bool { return w.named != nil && w.named.gradeOf(doc) > 0 }

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
