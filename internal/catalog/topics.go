package catalog

import (
	"cmp"
	"context"
	"slices"

	"news/internal/event"
	"news/internal/relation"
	"news/internal/text"
)

// Use is a name with the events that have it.
type Use struct {
	Name        string
	Events      int
	First, Last event.Date // of these
	Names       []string   // of a publisher: as pages write it, most used first
	Sites       []string   // of a publisher: its own, most cited first
	With        []Count    // of a topic: the topics that it most often comes with
}

// Count is a name and a number of events.
type Count struct {
	Name   string
	Events int
}

// Uses are the names that a question asks for.
type Uses struct {
	Remarks
	Rows  []Use
	Total int // how many there are without the limit
	// Guessed tells that no name has the words that were typed, and that these
	// have words that are near.
	Guessed bool
	Near    []string // names that may be meant, where none was found
	// Elsewhere tells that none was found among these events, and that other
	// events have names with the words that were typed.
	Elsewhere bool

	Events int // how many events were asked for
}

// TopicQuestion asks for topics.
type TopicQuestion struct {
	Question
	Of         *event.Event // only those of one event; nil for all
	Companions int          // how many topics to name that each comes with
}

// Topics returns the topics of the events that a question asks for, with the
// number of those events that have them.
func (c *Catalog) Topics(ctx context.Context, q TopicQuestion) (*Uses, error) {
	return answer(ctx, c, q.needs()|needsLinks|needsPlaces, func(s *snapshot) (*Uses, error) { return s.topics(ctx, q) })
}

func (s *snapshot) topics(ctx context.Context, q TopicQuestion) (*Uses, error) {
	subjects, err := s.subjects()
	if err != nil {
		return nil, err
	}
	return s.uses(ctx, q, subjects, Topics)
}

// uses returns the topics, or what stands in their place, of the events that a
// question asks for.
func (s *snapshot) uses(ctx context.Context, q TopicQuestion, subjects *relation.Subjects, kind Kind) (*Uses, error) {
	found := &Uses{}
	uses, err := s.usesIn(ctx, q, subjects, found)
	if err != nil {
		return nil, err
	}
	if q.Of != nil {
		if uses, err = s.leaveOf(q.Of, subjects, uses); err != nil {
			return nil, err
		}
	}
	var how map[relation.Topic]text.Likeness
	if q.Names != "" {
		how = subjects.Find(q.Names)
		uses = slices.DeleteFunc(uses, func(u relation.Use) bool { return how[u.Topic] == text.Unlike })
		found.Guessed = len(uses) > 0 && how[uses[0].Topic] == text.WithSlips
	}
	if found.Total = len(uses); found.Total == 0 && q.Names != "" {
		found.Elsewhere = slices.ContainsFunc(subjects.Uses(), func(u relation.Use) bool { return how[u.Topic] != text.Unlike })
		if !found.Elsewhere {
			found.Near, err = s.nearest(kind, q.Names)
		}
		return found, err
	}
	q.sort(subjects, uses, how)
	found.Rows = topicRows(subjects, limited(uses, q.Limit), q.Companions)
	return found, nil
}

// usesIn counts the topics of the events that are asked for.
func (s *snapshot) usesIn(ctx context.Context, q TopicQuestion, subjects *relation.Subjects, found *Uses) ([]relation.Use, error) {
	if q.isEverything() && q.Days.IsEvery() {
		found.Events = subjects.Events()
		return subjects.Uses(), nil
	}
	events, err := s.selected(ctx, q.Question)
	if err != nil {
		return nil, err
	}
	*found = *usesOf(events)
	return subjects.UsesIn(nodesAt(subjects, events.places)), nil
}

// leaveOf leaves the topics of one event, whose page is compared with the facts.
func (s *snapshot) leaveOf(asked *event.Event, subjects *relation.Subjects, uses []relation.Use) ([]relation.Use, error) {
	_, node, err := s.now(asked, subjects)
	if err != nil {
		return nil, err
	}
	about := subjects.About(node)
	return slices.DeleteFunc(uses, func(u relation.Use) bool { return !slices.Contains(about, u.Topic) }), nil
}

// sort puts topics into the order of a question. Topics whose names were typed in
// full come first.
func (q *TopicQuestion) sort(s *relation.Subjects, uses []relation.Use, how map[relation.Topic]text.Likeness) {
	slices.SortFunc(uses, func(a, b relation.Use) int {
		order := wholeFirst(how[a.Topic], how[b.Topic])
		switch q.Order {
		case ByName:
		case Recent:
			order = cmp.Or(order, b.Last.Compare(a.Last))
		default:
			order = cmp.Or(order, cmp.Compare(b.Events, a.Events))
		}
		return cmp.Or(order, s.CompareNames(a.Topic, b.Topic))
	})
	if q.Reverse {
		slices.Reverse(uses)
	}
}

// topicRows returns topics by their names, each with its most frequent companions,
// at most so many.
func topicRows(s *relation.Subjects, uses []relation.Use, companions int) []Use {
	rows, topics := make([]Use, len(uses)), make([]relation.Topic, len(uses))
	for i, u := range uses {
		topics[i] = u.Topic
		rows[i] = Use{Name: s.Name(u.Topic), Events: u.Events, First: u.First, Last: u.Last}
	}
	if companions == 0 {
		return rows
	}
	for i, with := range s.Companions(topics, companions) {
		rows[i].With = make([]Count, len(with))
		for j, c := range with {
			rows[i].With[j] = Count{Name: s.Name(c.Topic), Events: c.Events}
		}
	}
	return rows
}
