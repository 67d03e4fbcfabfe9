package index

// keysTo returns the keys by which links lead to an event: its own key, and the
// keys of its former references. A former reference does not count if another
// event has it now, or if another event had it and comes first in canonical
// order.
func (s *session) keysTo(id int64) ([]int64, error) {
	return s.numbers(`
		SELECT key FROM events WHERE id = ?1
		UNION ALL
		SELECT former FROM former AS mine WHERE event = ?1
		AND NOT EXISTS (SELECT 1 FROM events WHERE events.key = mine.former)
		AND ?1 = (SELECT event FROM former JOIN events ON events.id = former.event
			WHERE former.former = mine.former ORDER BY events.date DESC, events.number LIMIT 1)`, id)
}

// topicNames returns the names of topics.
func (s *session) topicNames(ids []int64) ([]string, error) {
	names := make([]string, len(ids))
	for i, id := range ids {
		if err := s.one([]any{&names[i]}, `SELECT name FROM topics WHERE id = ?`, id); err != nil {
			return nil, damagedWhereMissing(err)
		}
	}
	return names, nil
}
