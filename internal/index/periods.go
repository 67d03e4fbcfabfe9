package index

import (
	"news/internal/event"
	"news/internal/search"
	"news/internal/text"
)

// PlacesWithTopic returns the places of the events that WithTopic returns, in
// no order.
func (x *Index) PlacesWithTopic(name string) ([]search.Place, error) {
	var places []search.Place
	var key int64
	var number int
	err := x.each([]any{&key, &number}, func() error {
		places = append(places, search.Place{Date: event.DateOfKey(key), Number: number})
		return nil
	}, `SELECT key, number FROM events WHERE id IN
		(SELECT event FROM event_topics WHERE topic IN (SELECT id FROM topics WHERE folded = ?))`, text.Fold(name))
	return places, err
}
