package catalog

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"news/internal/event"
	"news/internal/relation"
	"news/internal/search"
	"news/internal/text"
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
}

// Story is what led to an event and what came of it.
type Story struct {
	Of     event.Ref
	Number int       // of the event in its day
	Events []Chapter // oldest first; none where nothing is tied to the event
	Topics []string  // those of most events first
	Total  int       // how many events there are without the limit
}

// Chapter is an event of a story.
type Chapter struct {
	Item
	Steps  int      // ties between it and the event asked for
	Shared []string // those of its topics that the story follows
}

// Story returns the story around an event. Where nothing is tied to the event,
// the story has no events.
func (c *Catalog) Story(ctx context.Context, q StoryQuestion) (*Story, error) {
	return answer(ctx, c, needsLinks|needsWords, func(s *snapshot) (*Story, error) { return s.story(ctx, q) })
}

func (s *snapshot) story(_ context.Context, q StoryQuestion) (*Story, error) {
	w, err := s.web()
	if err != nil {
		return nil, err
	}
	target, node, err := w.now(q.Event, w.Subjects)
	if err != nil {
		return nil, err
	}
	corpus, err := s.corpus()
	if err != nil {
		return nil, err
	}
	words := headlineWords{web: w, words: corpus}
	chapters, total := w.Story(relation.StoryQuery{
		Event: node, Text: target.Headline + "\n" + target.Description, Depth: q.Depth, Linked: w.Linked, Words: words.rare,
		Limit: q.Limit, Wanted: func(n relation.Node) bool { return q.Days.Contains(w.Date(n)) },
	})
	if words.err != nil {
		return nil, words.err
	}
	found := &Story{Of: target.Ref, Number: target.Number}
	alone := !slices.ContainsFunc(chapters, func(c relation.Chapter) bool { return c.Node != node })
	if alone && total < 2 {
		return found, nil
	}
	if found.Total = total; q.OnlyCount {
		return found, nil
	}
	found.Events, err = w.chapters(chapters)
	found.Topics = followed(found.Events)
	return found, err
}

// headlineWords looks up the words of headlines.
type headlineWords struct {
	*web
	words search.Corpus
	err   error // of what could not be looked up
}

// Words that one document in shareWithRare has are rare, or that so few have.
const (
	shareWithRare = 50
	fewWithRare   = 10
)

// rare returns the folded words of an event's headline that few documents have.
func (h *headlineWords) rare(n relation.Node) []string {
	ref, err := h.refOf(n)
	h.err = cmp.Or(h.err, err)
	page, found := h.archive.Event(ref)
	if h.err != nil || !found {
		return nil
	}
	var rare []string
	for _, word := range text.Words(page.Headline) {
		isNumber := strings.ContainsAny(word.Text[:1], "0123456789") // which many have by chance
		if !isNumber && h.isRare(word.Text) {
			rare = append(rare, word.Text)
		}
	}
	return rare
}

func (h *headlineWords) isRare(word string) bool {
	few, err := search.AtMost(h.words, word, max(fewWithRare, h.words.Len()/shareWithRare))
	h.err = cmp.Or(h.err, err)
	return few
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
