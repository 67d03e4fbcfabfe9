package index

import (
	"slices"

	"news/internal/event"
	"news/internal/text"
)

// refs returns the references of the events that a query finds by key and slug.
func (s *session) refs(query string, args ...any) ([]event.Ref, error) {
	var refs []event.Ref
	var key int64
	var slug string
	err := s.each([]any{&key, &slug}, func() error {
		ref, err := refOf(key, slug)
		refs = append(refs, ref)
		return err
	}, query, args...)
	return refs, err
}

// strings returns the only column of a query.
func (s *session) strings(query string, args ...any) ([]string, error) {
	var one string
	var all []string
	err := s.each([]any{&one}, func() error {
		all = append(all, one)
		return nil
	}, query, args...)
	return all, err
}

// inOrderOfArchive ends a query for events to sort them in canonical order.
const inOrderOfArchive = ` ORDER BY date DESC, number`

// last, appended to a prefix, is above every text with that prefix.
const last = "\U0010ffff"

// The index of slugs has only their beginnings: slugs are long. A query for a slug
// names both.
const (
	slugIs    = `substr(slug, 1, 16) = substr(?1, 1, 16) AND slug = ?1`
	slugsFrom = `substr(slug, 1, 16) BETWEEN substr(?1, 1, 16) AND substr(?1, 1, 16) || ?2 AND slug BETWEEN ?1 AND ?1 || ?2`
)

// Slug returns the events of any day with a slug, or else the events that had
// it before, or else the events whose slugs begin with it, in canonical order.
func (x *Index) Slug(slug string) ([]event.Ref, error) {
	refs, err := x.refs(`SELECT key, slug FROM events WHERE `+slugIs+inOrderOfArchive, slug)
	if err != nil || len(refs) > 0 {
		return refs, err
	}
	hash := event.Ref{Slug: slug}.Key()
	refs, err = x.refs(`SELECT key, slug FROM events WHERE id IN (SELECT event FROM former WHERE former & ? = ?)`+inOrderOfArchive, event.SlugMask, hash)
	if err != nil || len(refs) > 0 {
		return refs, err
	}
	return x.refs(`SELECT key, slug FROM events WHERE `+slugsFrom+inOrderOfArchive, slug, last)
}

// WithTopic returns the events with a topic, in canonical order. Case and
// accents do not matter. The topic can be an event's own, or come from a link
// to the event.
func (x *Index) WithTopic(name string) ([]event.Ref, error) {
	return x.refs(`SELECT key, slug FROM events WHERE id IN
		(SELECT event FROM event_topics WHERE topic IN (SELECT id FROM topics WHERE folded = ?))`+inOrderOfArchive, text.Fold(name))
}

// TopicsFrom returns at most limit topics whose names begin with the typed
// text, without regard to case and accents, in the order of their folded names.
func (x *Index) TopicsFrom(typed string, limit int) ([]string, error) {
	folded := text.Fold(typed)
	return x.strings(`SELECT name FROM topics WHERE folded BETWEEN ? AND ?
		AND EXISTS (SELECT 1 FROM event_topics WHERE topic = topics.id) ORDER BY folded, name LIMIT ?`, folded, folded+last, limit)
}

// Categories returns the categories of events.
func (x *Index) Categories() ([]string, error) {
	return x.strings(`SELECT DISTINCT category FROM events ORDER BY category`)
}

// Sources returns the names of all sources of present and of some earlier events.
func (x *Index) Sources() ([]string, error) {
	citations, err := x.Citations()
	if err != nil {
		return nil, err
	}
	names := make([]string, len(citations))
	for i, citation := range citations {
		names[i] = citation.Name
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// IsCurrent reports whether the index has an event as it was just read from its
// page.
func (x *Index) IsCurrent(e event.Event) bool {
	stored, err := x.numbers(`SELECT digest FROM events WHERE key = ?`, e.Ref.Key())
	return err == nil && len(stored) == 1 && stored[0] == digestOf(&e)
}
