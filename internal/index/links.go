package index

import (
	"news/internal/event"
)

// keysTo gives the keys by which links lead to an event: its own, and those of
// references that it had before, unless another event has such a reference
// now, or had it too and comes first in canonical order.
func (s *session) keysTo(id int64) ([]int64, error) {
	return s.numbers(`
		SELECT key FROM events WHERE id = ?1
		UNION ALL
		SELECT former FROM former AS mine WHERE event = ?1
		AND NOT EXISTS (SELECT 1 FROM events WHERE events.key = mine.former)
		AND ?1 = (SELECT event FROM former JOIN events ON events.id = former.event
			WHERE former.former = mine.former ORDER BY events.date DESC, events.number LIMIT 1)`, id)
}

// Out gives the links on an event's page to events that have a page, as the
// page lists them, by the references that these have now.
func (x *Index) Out(ref event.Ref) ([]event.Link, error) {
	id, err := x.id(ref)
	if id == 0 || err != nil {
		return nil, err
	}
	first, last := partsOf(id)
	return x.links(`SELECT e.key, e.slug, e.headline, l.topics FROM links AS l JOIN events AS e
		ON e.id = coalesce((SELECT id FROM events WHERE key = l.target),
			(SELECT event FROM former JOIN events ON events.id = former.event WHERE former.former = l.target
				ORDER BY events.date DESC, events.number LIMIT 1))
		WHERE l.id BETWEEN ? AND ? ORDER BY l.id`, first, last)
}

// In gives the links to an event on other pages, in canonical order of the
// pages, each with the reference and the headline of the page it stands on.
func (x *Index) In(ref event.Ref) ([]event.Link, error) {
	id, err := x.id(ref)
	if id == 0 || err != nil {
		return nil, err
	}
	keys, err := x.keysTo(id)
	if err != nil {
		return nil, err
	}
	return x.links(`SELECT e.key, e.slug, e.headline, l.topics FROM links AS l JOIN events AS e ON e.id = l.id >> ?
		WHERE l.target IN (SELECT value FROM json_each(?)) AND e.id <> ?
		ORDER BY e.date DESC, e.number, l.id`, positionBits, jsonArray(keys), id)
}

// id gives the row of an event, 0 where it has none.
func (x *Index) id(ref event.Ref) (int64, error) {
	ids, err := x.numbers(`SELECT id FROM events WHERE key = ?`, keyOf(ref))
	if len(ids) == 0 {
		return 0, err
	}
	return ids[0], err
}

// links gives the links that a query finds: the key, slug and headline of the
// other event, and the topics.
func (x *Index) links(query string, args ...any) ([]event.Link, error) {
	var links []event.Link
	var shared [][]int64
	var key int64
	var slug, headline, array string
	err := x.each([]any{&key, &slug, &headline, &array}, func() error {
		topics, err := fromJSON(array)
		if err != nil {
			return err
		}
		ref, err := refOf(key, slug)
		links = append(links, event.Link{Ref: ref, Headline: headline})
		shared = append(shared, topics)
		return err
	}, query, args...)
	if err != nil {
		return nil, err
	}
	for i, topics := range shared {
		if links[i].Topics, err = x.topicNames(topics); err != nil {
			return nil, err
		}
	}
	return links, nil
}

// topicNames gives the names of topics.
func (s *session) topicNames(ids []int64) ([]string, error) {
	names := make([]string, len(ids))
	for i, id := range ids {
		if err := s.one([]any{&names[i]}, `SELECT name FROM topics WHERE id = ?`, id); err != nil {
			return nil, damagedWhereMissing(err)
		}
	}
	return names, nil
}
