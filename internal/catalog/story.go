package catalog

import (
	"cmp"
	"context"
	"slices"

	"news/internal/event"
	"news/internal/relation"
	"news/internal/when"
)

// StoryQuestion asks for the story around an event.
type StoryQuestion struct {
	Event *event.Event
	Days  when.Set
	Depth int // how many ties an event may be away, 1 or more
	Limit int
	// OnlyCount asks for no more than how many events there are.
	OnlyCount bool
	// Nearest is how many of the nearest events are wanted where there is no story.
	Nearest int
}

// Story is what led to an event and what came of it.
type Story struct {
	Of     event.Ref
	Number int       // of the event in its day
	Events []Chapter // oldest first
	Topics []string  // of the story: the topics of most events first
	Total  int       // how many events there are without the limit
	// Alone is true where nothing is tied to the event strongly enough, or nothing
	// of the days asked for. Nearest are then the nearest events, best first.
	Alone   bool
	Nearest []Chapter
}

// Chapter is an event of a story.
type Chapter struct {
	Item
	Steps   int      // ties between it and the event asked for
	Shared  []string // the topics that it has in common with the event asked for
	Nearest bool     // it is no part of the story
}

// Fold leaves each event once in Events, with its copies: of the copies of the event
// asked for, this event. It returns how many are folded.
func (s *Story) Fold() int {
	refs := make([]event.Ref, len(s.Events))
	centre := 0
	for i, c := range s.Events {
		if !c.Missing {
			refs[i] = c.Ref
		}
		if c.Steps == 0 {
			centre = i
		}
	}
	pairs := mayBeCopies(refs)
	said := make(map[int]*statement)
	for _, pair := range pairs {
		for _, row := range pair {
			one := statementOf(&s.Events[row].Event)
			said[row] = &one
		}
	}
	if len(pairs) == 0 {
		return 0
	}
	folded := foldSaid(len(refs), pairs, said, centre)
	var events []Chapter
	for i, c := range s.Events {
		if !folded.isFolded(i) {
			c.Copies = folded.copies[i]
			events = append(events, c)
		}
	}
	s.Events = events
	return folded.number()
}

// Story returns the story around an event. Where there is none, it has the event
// alone and, where the question asks for them, the nearest events.
func (c *Catalog) Story(ctx context.Context, q StoryQuestion) (*Story, error) {
	return answer(ctx, c, needsLinks|needsWords|needsLabels, func(s *snapshot) (*Story, error) { return s.story(ctx, q) })
}

func (s *snapshot) story(ctx context.Context, q StoryQuestion) (*Story, error) {
	w, err := s.web()
	if err != nil {
		return nil, err
	}
	target, node, err := w.now(q.Event, w.Subjects)
	if err != nil {
		return nil, err
	}
	signs, err := w.signs(ctx)
	if err != nil {
		return nil, err
	}
	fits := func(n relation.Node) bool { return q.Days.Contains(w.Date(n)) }
	chapters, total, err := w.Story(relation.StoryQuery{Event: node, Depth: q.Depth, Limit: q.Limit, Wanted: fits}, signs)
	if err != nil {
		return nil, err
	}
	found := &Story{Of: target.Ref, Number: target.Number, Total: total}
	found.Alone = total == 0 || total == 1 && fits(node)
	if !q.OnlyCount {
		if found.Events, err = w.chapters(chapters); err != nil {
			return nil, err
		}
	}
	if !found.Alone {
		found.Topics = followed(found.Events)
		return found, nil
	}
	found.Nearest, err = w.nearestTo(node, signs, q, fits)
	return found, err
}

// nearestTo returns the events nearest to an event without a story.
func (w *web) nearestTo(node relation.Node, signs relation.Signs, q StoryQuestion, fits func(relation.Node) bool) ([]Chapter, error) {
	if q.Nearest == 0 {
		return nil, nil
	}
	best, _, err := w.Related(node, signs, relation.Wanted{Limit: q.Nearest, Fits: func(n relation.Node, _ Direction) bool {
		return w.HasPage(n) && fits(n)
	}})
	if err != nil {
		return nil, err
	}
	near := make([]relation.Chapter, len(best))
	for i, r := range best {
		near[i] = relation.Chapter{Node: r.Node, Steps: 1, Topics: r.Topics}
	}
	read, err := w.chapters(near)
	for i := range read {
		read[i].Nearest = true
	}
	return read, err
}

// chapters reads the events of a story.
func (w *web) chapters(chapters []relation.Chapter) ([]Chapter, error) {
	nodes := make([]relation.Node, len(chapters))
	for i, c := range chapters {
		nodes[i] = c.Node
	}
	items, err := w.items(nodes)
	if err != nil {
		return nil, err
	}
	read := make([]Chapter, len(chapters))
	for i, c := range chapters {
		read[i] = Chapter{Item: items[i], Steps: c.Steps}
		for _, topic := range c.Topics {
			read[i].Shared = append(read[i].Shared, w.Name(topic))
		}
	}
	return read, nil
}

// followed returns the topics of the events of a story, those of most events
// first.
func followed(events []Chapter) []string {
	times := make(map[string]int)
	var topics []string
	for _, c := range events {
		for _, topic := range c.Shared {
			if times[topic]++; times[topic] == 1 {
				topics = append(topics, topic)
			}
		}
	}
	slices.SortFunc(topics, func(a, b string) int { return cmp.Or(cmp.Compare(times[b], times[a]), cmp.Compare(a, b)) })
	return topics
}
