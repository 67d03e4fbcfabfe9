package relation

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// StoryQuery is a query for the storyline around an event.
type StoryQuery struct {
	Event  Node
	Text   string          // the text of its page: the topics named there are used if its own are too common
	Depth  int             // the largest number of ties between it and another event, 1 or more
	Limit  int             // the largest number of events, those with the strongest ties; 0 for all
	Wanted func(Node) bool // which events to return; others may still lead to them; nil for all
	// Linked reports whether the page of either event links to the other.
	Linked func(one, other Node) bool
	// Words returns the folded words of an event's headline that few headlines
	// have.
	Words func(Node) []string
}

// Chapter is an event of a storyline.
type Chapter struct {
	Node   Node
	Steps  int     // the number of ties between it and the event of the query
	Topics []Topic // its topics that the story follows, the most important first
}

// The limits and weights of a story. The worth of topics is in millionths, whole
// numbers, so that a sum does not depend on the order of its parts.
const (
	whole = 1_000_000 // the worth of a topic of one event

	// season is the number of days before and after an event in which the other
	// events of a topic gather. The events of a topic that is always in the
	// news do not gather.
	season = 90
	// chance is a number of other events that is added to each topic. Without
	// it, two events close to each other would count for too much: many topics
	// have no more.
	chance = 2
	// week is the number of days after which closeness in time counts half.
	week = 7
	// year is the number of days after which a tie is worth half.
	year = 365
	// lone is the factor of a tie by a single topic: many rare topics are words
	// that mean little.
	lone = 1.0 / 3
	// oneOf is the part of the events of the rarest of some topics that must
	// have the other topics too, for all of them to count as one.
	oneOf = 2.0 / 3
	// linkedTie is the factor of a tie between events one of which links to the
	// other.
	linkedTie = 1.5
	// weakestTie is the least worth of a tie. A topic of ten events in a
	// thousand makes such a tie if all of its events gather around two days,
	// or, together with another topic, if half of them do.
	weakestTie = 120_000
	// likeness is what an event must have in common with the story for each
	// step that it is away, as a part of the worth of the story's main topic.
	// It keeps the story from drifting: in the third step an event must have as
	// much as that topic.
	likeness = 1.0 / 3
)

// Story returns the events of a storyline, oldest day first, and their number
// without the limit. It starts with the event of the query and adds the events
// that are tied to it, then the events tied to those, and so on.
//
// Two events are tied by common topics, the rarer the better. A topic that the
// square root of the number of all events or more have is worth nothing by
// itself, but can stand beside others. A topic is worth more if its events
// gather in time, and if the two events are close. If only one topic joins two
// events, and in each step after the first, the headlines must have a rare word
// in common, too.
//
// Each event must also be about what the story as a whole is about: the topics
// of several of its events.
func (s *Subjects) Story(q StoryQuery) (chapters []Chapter, total int) {
	t := newStoryFinder(s, q)
	all := []storyEvent{{node: q.Event, strength: math.MaxInt}}
	for last, step := all, 1; step <= q.Depth && len(last) > 0; step++ {
		next := t.tiedTo(last, step)
		t.follow(append(slices.Clip(all), next...))
		last = slices.DeleteFunc(next, func(c storyEvent) bool { return !t.fits(c.node, step) })
		all = append(all, last...)
		t.follow(all)
		for _, c := range last {
			t.has[c.node] = true
		}
	}
	if q.Wanted != nil {
		all = slices.DeleteFunc(all, func(c storyEvent) bool { return !q.Wanted(c.node) })
	}
	total = len(all)
	all = strongest(all, q.Limit)
	slices.SortFunc(all, func(a, b storyEvent) int {
		return cmp.Or(cmp.Compare(t.day(a.node), t.day(b.node)), cmp.Compare(a.node, b.node))
	})
	for _, c := range all {
		chapters = append(chapters, Chapter{c.node, c.steps, t.followed(c.node)})
	}
	return chapters, total
}

// storyEvent is an event of a story, with the worth of the weakest tie on the
// way to it.
type storyEvent struct {
	node     Node
	steps    int
	strength int
}

// strongest returns the events with the strongest ties.
func strongest(all []storyEvent, limit int) []storyEvent {
	slices.SortFunc(all, func(a, b storyEvent) int {
		return cmp.Or(cmp.Compare(b.strength, a.strength), cmp.Compare(a.steps, b.steps), cmp.Compare(a.node, b.node))
	})
	if limit > 0 {
		all = all[:min(limit, len(all))]
	}
	return all
}

// storyFinder is the state of one call of Story.
type storyFinder struct {
	*Subjects
	StoryQuery
	own []Topic // the topics of the event of the query
	has map[Node]bool

	core map[Topic]int // the worth to the story of each topic that it follows
	main int           // the largest of these

	worths    map[Topic]int
	gathering map[Topic][]float64 // by the index of an event in With
	days      map[Node]int
	headlines map[Node][]string
}

func newStoryFinder(subjects *Subjects, q StoryQuery) *storyFinder {
	s := &storyFinder{
		Subjects: subjects, StoryQuery: q, own: subjects.About(q.Event), has: map[Node]bool{q.Event: true},
		worths: make(map[Topic]int), gathering: make(map[Topic][]float64), days: make(map[Node]int),
		headlines: make(map[Node][]string),
	}
	if !slices.ContainsFunc(s.own, func(t Topic) bool { return s.worth(t) > 0 }) {
		s.own = s.Mentioned(q.Text)
	}
	return s
}

// topics returns the topics of an event.
func (s *storyFinder) topics(n Node) []Topic {
	if n == s.Event {
		return s.own
	}
	return s.About(n)
}

// worth returns the worth of a topic, which is higher if fewer events have it.
func (s *storyFinder) worth(t Topic) int {
	worth, known := s.worths[t]
	if !known {
		if all := s.Events(); all > 1 {
			common := 2 * math.Log(float64(len(s.With(t)))) / math.Log(float64(all))
			worth = max(0, int(whole*(1-common*common)))
		}
		s.worths[t] = worth
	}
	return worth
}

// tiedTo returns the events that are not in the story yet and are tied to any
// of its last events, in canonical order.
func (s *storyFinder) tiedTo(last []storyEvent, step int) []storyEvent {
	found := make(map[Node]int)
	for _, c := range last {
		seen := make(map[Node]bool)
		for _, t := range s.topics(c.node) {
			if s.worth(t) == 0 {
				continue
			}
			for _, n := range s.With(t) {
				if seen[n] || s.has[n] || !s.fits(n, step) {
					continue
				}
				seen[n] = true
				if tie := min(c.strength, s.tie(c.node, n)); tie >= weakestTie && (step == 1 || s.staysInStory(c.node, n)) {
					found[n] = max(found[n], tie)
				}
			}
		}
	}
	next := make([]storyEvent, 0, len(found))
	for n, strength := range found {
		next = append(next, storyEvent{n, step, strength})
	}
	slices.SortFunc(next, func(a, b storyEvent) int { return cmp.Compare(a.node, b.node) })
	return next
}

// tie returns the worth of the tie between two events.
func (s *storyFinder) tie(a, b Node) int {
	shared := s.shared(a, b)
	apart := math.Abs(float64(s.day(a) - s.day(b)))
	sum := 0
	for _, t := range shared {
		if worth := s.worth(t); worth > 0 {
			sum += int(float64(worth) * (s.gathered(t, a) + s.gathered(t, b) + 1/(1+apart/week)) / 3)
		}
	}
	if len(shared) == 1 {
		sum = int(float64(sum) * lone)
	}
	tie := int(float64(sum) / (1 + apart/year))
	if more := int(float64(tie) * linkedTie); more >= weakestTie && s.Linked(a, b) {
		tie = more
	}
	if tie >= weakestTie && s.areWeak(shared, a, b) && !s.isAlike(a, b, shared) {
		return 0
	}
	return tie
}

// staysInStory reports whether an event more than one step away still belongs
// to the story: its headline has a rare word in common with the headline of the
// event that it is tied to, or of the event of the query, besides the names of
// the topics that they share.
func (s *storyFinder) staysInStory(tied, n Node) bool {
	return s.isAlike(tied, n, s.shared(tied, n)) || s.isAlike(s.Event, n, s.shared(s.Event, n))
}

// shared returns the topics that two events have in common.
func (s *storyFinder) shared(a, b Node) []Topic {
	others := make(map[Topic]bool)
	for _, t := range s.topics(b) {
		others[t] = true
	}
	var shared []Topic
	for _, t := range s.topics(a) {
		if others[t] {
			shared = append(shared, t)
		}
	}
	return shared
}

// areWeak reports whether the shared topics of two events are a single topic,
// or count as a single topic that is always in the news. Topics count as one if
// most events of the rarest have all of them, as the events of a president have
// both the name and the office. Such a topic is always in the news if most of
// its events are in other seasons.
func (s *storyFinder) areWeak(shared []Topic, a, b Node) bool {
	if len(shared) == 1 {
		return true
	}
	rarest := slices.MinFunc(shared, func(x, y Topic) int { return cmp.Compare(len(s.With(x)), len(s.With(y))) })
	all := 0
	for _, n := range s.With(rarest) {
		about := s.topics(n)
		if !slices.ContainsFunc(shared, func(t Topic) bool { return !slices.Contains(about, t) }) {
			all++
		}
	}
	isOne := float64(all) > oneOf*float64(len(s.With(rarest)))
	return isOne && s.gatheredMore(rarest, a)+s.gatheredMore(rarest, b) < 1
}

// gatheredMore is gathered, reduced by the expected part: the part of all
// events that are within a season of the event.
func (s *storyFinder) gatheredMore(t Topic, around Node) float64 {
	date := s.Date(around)
	first := s.firstOf(date.AddDays(season))
	end := s.firstOf(date.AddDays(-season - 1))
	expected := float64(end-first) / float64(s.Events())
	if expected >= 1 {
		return 0
	}
	return max(0, s.gathered(t, around)-expected) / (1 - expected)
}

// isAlike reports whether two headlines have a rare word in common besides the
// names of some topics. A single topic can be a place or a person that is in
// the news for different reasons every day.
func (s *storyFinder) isAlike(a, b Node, except []Topic) bool {
	others := s.words(b)
	for _, word := range s.words(a) {
		named := func(t Topic) bool { return strings.Contains(" "+s.names[t].Words, " "+word+" ") }
		if slices.Contains(others, word) && !slices.ContainsFunc(except, named) {
			return true
		}
	}
	return false
}

// words returns the rare words of an event's headline.
func (s *storyFinder) words(n Node) []string {
	words, known := s.headlines[n]
	if !known {
		words = s.Words(n)
		s.headlines[n] = words
	}
	return words
}

// gathered returns the part of a topic's other events that are within a season
// of an event. The event need not have the topic; it may only mention it.
func (s *storyFinder) gathered(t Topic, around Node) float64 {
	with := s.With(t)
	place, has := slices.BinarySearch(with, around)
	if !has {
		near := slices.DeleteFunc(slices.Clone(with), func(n Node) bool { return math.Abs(float64(s.day(n)-s.day(around))) > season })
		return float64(len(near)) / float64(len(with)+chance)
	}
	if s.gathering[t] == nil {
		s.gathering[t] = s.gatherings(with)
	}
	return s.gathering[t][place]
}

// gatherings returns, for each of some events in order, the part of the other
// events that are within a season of it.
func (s *storyFinder) gatherings(events []Node) []float64 {
	parts := make([]float64, len(events))
	first, end := 0, 0
	for i, n := range events { // newest first
		for s.day(events[first]) > s.day(n)+season {
			first++
		}
		for end < len(events) && s.day(events[end]) >= s.day(n)-season {
			end++
		}
		parts[i] = float64(end-first-1) / float64(len(events)-1+chance)
	}
	return parts
}

// day returns the number of an event's day: days since 1970.
func (s *storyFinder) day(n Node) int {
	day, known := s.days[n]
	if !known {
		day = int(s.Date(n).Time().Unix() / (24 * 60 * 60))
		s.days[n] = day
	}
	return day
}

// follow computes what the events of a story as a whole are about. A topic of
// several events is worth more if more events have it.
func (s *storyFinder) follow(events []storyEvent) {
	times := make(map[Topic]int)
	for _, e := range events {
		for _, t := range s.topics(e.node) {
			times[t]++
		}
	}
	s.core, s.main = make(map[Topic]int), 0
	for t, n := range times {
		if worth := s.worth(t) * n / len(events); n > 1 && worth > 0 {
			s.core[t] = worth
			s.main = max(s.main, worth)
		}
	}
}

// fits reports whether an event has enough of what the story is about. All
// events fit while that is not known.
func (s *storyFinder) fits(n Node, step int) bool {
	sum := 0
	for _, t := range s.topics(n) {
		sum += s.core[t]
	}
	return float64(sum) >= float64(s.main)*likeness*float64(step)
}

// followed returns the topics of an event that the story follows.
func (s *storyFinder) followed(n Node) []Topic {
	var topics []Topic
	for _, t := range s.topics(n) {
		if s.core[t] > 0 {
			topics = append(topics, t)
		}
	}
	slices.SortFunc(topics, func(a, b Topic) int {
		return cmp.Or(cmp.Compare(s.core[b], s.core[a]), cmp.Compare(s.Name(a), s.Name(b)))
	})
	return topics
}
