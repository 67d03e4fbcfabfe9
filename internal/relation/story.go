package relation

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// StoryQuery asks for the storyline around an event.
type StoryQuery struct {
	Event  Node
	Text   string          // what its page says: topics named there stand in where its own are too common
	Depth  int             // how many ties an event may be away from it, 1 or more
	Limit  int             // how many events to give at most, those with the strongest ties; 0 for all
	Wanted func(Node) bool // which events to give; others may still lead to them; nil for all
	// Linked tells whether the page of one event names the other.
	Linked func(one, other Node) bool
	// Words gives the folded words of an event's headline that few headlines have.
	Words func(Node) []string
}

// Chapter is an event of a storyline.
type Chapter struct {
	Node   Node
	Steps  int     // ties between it and the event asked for; 0 of that one
	Topics []Topic // those of its topics that the story follows, the weightiest first
}

// What a story is made of. What topics are worth is counted in millionths, so that
// sums are the same in whatever order they are made.
const (
	whole = 1_000_000 // a topic that one event alone has

	// season is how many days before and after an event its topics' other events
	// gather around it. What is always in the news gathers nowhere.
	season = 90
	// chance is how many events more a topic is taken to have that are elsewhere:
	// two events that are near say little, as many a topic has no more.
	chance = 2
	// week is after how many days being close in time counts for half.
	week = 7
	// year is after how many days a tie is worth half.
	year = 365
	// lone is what a tie is worth that one topic makes alone, as a part of what
	// it is worth among several: many a rare topic is a word that means little.
	lone = 1.0 / 3
	// oneOf is which part of the events of the rarest of some topics must have the
	// others, too, for all to count as one.
	oneOf = 2.0 / 3
	// linkedTie is how much more two events are tied by their topics where the
	// page of one names the other.
	linkedTie = 1.5
	// weakestTie is what a tie must be worth. A topic of ten events in a thousand
	// makes such a tie when all of them gather around two days, or, with another
	// topic beside it, when every other one does.
	weakestTie = 120_000
	// likeness is how much an event must have in common with the story for each
	// step that it is away: so much of what the story's main topic is worth to it.
	// So a story cannot drift: the third step must have as much as that topic.
	likeness = 1.0 / 3
)

// Story gives the events of a storyline, by days, oldest first, and how many they
// are without the limit. It goes from the event to those that are tied to it, and
// from them on. Two events are tied by topics that both are about, the rarer the
// better; topics that as many events have as the square root of all, or more,
// count for nothing but that they stand beside others. A topic counts for more
// where its events gather in time, and where the two are close; where one topic
// alone joins two events, and beyond the first step, headlines must have a rare word
// in common, too. But each event must also be about what the story is about as a whole: the topics that several
// of its events have.
func (s *Subjects) Story(q StoryQuery) (chapters []Chapter, total int) {
	t := newStoryteller(s, q)
	all := []told{{node: q.Event, strength: math.MaxInt}}
	for last, step := all, 1; step <= q.Depth && len(last) > 0; step++ {
		next := t.tiedTo(last, step)
		t.follow(append(slices.Clip(all), next...))
		last = slices.DeleteFunc(next, func(c told) bool { return !t.fits(c.node, step) })
		all = append(all, last...)
		t.follow(all)
		for _, c := range last {
			t.has[c.node] = true
		}
	}
	if q.Wanted != nil {
		all = slices.DeleteFunc(all, func(c told) bool { return !q.Wanted(c.node) })
	}
	total = len(all)
	all = strongest(all, q.Limit)
	slices.SortFunc(all, func(a, b told) int {
		return cmp.Or(cmp.Compare(t.day(a.node), t.day(b.node)), cmp.Compare(a.node, b.node))
	})
	for _, c := range all {
		chapters = append(chapters, Chapter{c.node, c.steps, t.followed(c.node)})
	}
	return chapters, total
}

// told is an event of a story and what its weakest tie on the way is worth.
type told struct {
	node     Node
	steps    int
	strength int
}

// strongest gives the events with the strongest ties.
func strongest(all []told, limit int) []told {
	slices.SortFunc(all, func(a, b told) int {
		return cmp.Or(cmp.Compare(b.strength, a.strength), cmp.Compare(a.steps, b.steps), cmp.Compare(a.node, b.node))
	})
	if limit > 0 {
		all = all[:min(limit, len(all))]
	}
	return all
}

// storyteller is the work of one Story.
type storyteller struct {
	*Subjects
	StoryQuery
	own []Topic // of the event asked for
	has map[Node]bool

	core map[Topic]int // what the topics that the story follows are worth to it
	main int           // the most of these

	worths    map[Topic]int
	gathering map[Topic][]float64 // by place in With
	days      map[Node]int
	headlines map[Node][]string
}

func newStoryteller(subjects *Subjects, q StoryQuery) *storyteller {
	s := &storyteller{
		Subjects: subjects, StoryQuery: q, own: subjects.About(q.Event), has: map[Node]bool{q.Event: true},
		worths: make(map[Topic]int), gathering: make(map[Topic][]float64), days: make(map[Node]int),
		headlines: make(map[Node][]string),
	}
	if !slices.ContainsFunc(s.own, func(t Topic) bool { return s.worth(t) > 0 }) {
		s.own = s.Mentioned(q.Text)
	}
	return s
}

// topics gives what an event is about.
func (s *storyteller) topics(n Node) []Topic {
	if n == s.Event {
		return s.own
	}
	return s.About(n)
}

// worth gives what a topic is worth by how few events have it.
func (s *storyteller) worth(t Topic) int {
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

// tiedTo gives the events, not in the story yet, that are tied to some of it, in
// canonical order.
func (s *storyteller) tiedTo(last []told, step int) []told {
	found := make(map[Node]int)
	for _, c := range last {
		looked := make(map[Node]bool)
		for _, t := range s.topics(c.node) {
			if s.worth(t) == 0 {
				continue
			}
			for _, n := range s.With(t) {
				if looked[n] || s.has[n] || !s.fits(n, step) {
					continue
				}
				looked[n] = true
				if tie := min(c.strength, s.tie(c.node, n)); tie >= weakestTie && (step == 1 || s.staysWith(c.node, n)) {
					found[n] = max(found[n], tie)
				}
			}
		}
	}
	next := make([]told, 0, len(found))
	for n, strength := range found {
		next = append(next, told{n, step, strength})
	}
	slices.SortFunc(next, func(a, b told) int { return cmp.Compare(a.node, b.node) })
	return next
}

// tie gives what the tie between two events is worth.
func (s *storyteller) tie(a, b Node) int {
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
	if tie >= weakestTie && s.sayLittle(shared, a, b) && !s.isAlike(a, b, shared) {
		return 0
	}
	return tie
}

// staysWith tells whether an event that is more than a step away stays with the
// story: its headline has a rare word in common with that of the event it is tied
// to, or with that of the event asked for, beside the topics they share.
func (s *storyteller) staysWith(tied, n Node) bool {
	return s.isAlike(tied, n, s.shared(tied, n)) || s.isAlike(s.Event, n, s.shared(s.Event, n))
}

// shared gives the topics that two events have in common.
func (s *storyteller) shared(a, b Node) []Topic {
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

// sayLittle tells whether the topics that two events share are one alone, or as
// good as one that is in the news all the time: most events of the rarest have all
// of them, as those of a president have both the name and the office, and most are
// of other seasons.
func (s *storyteller) sayLittle(shared []Topic, a, b Node) bool {
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

// gatheredMore is gathered without what is to be expected: the part of all events
// that are within a season of the event.
func (s *storyteller) gatheredMore(t Topic, around Node) float64 {
	date := s.Date(around)
	first := s.firstOf(date.AddDays(season))
	end := s.firstOf(date.AddDays(-season - 1))
	expected := float64(end-first) / float64(s.Events())
	if expected >= 1 {
		return 0
	}
	return max(0, s.gathered(t, around)-expected) / (1 - expected)
}

// isAlike tells whether two headlines have a rare word in common beside the names
// of some topics. One topic alone can be a place or a person that is in the news
// for this today and for that tomorrow.
func (s *storyteller) isAlike(a, b Node, but []Topic) bool {
	others := s.words(b)
	for _, word := range s.words(a) {
		named := func(t Topic) bool { return strings.Contains(" "+s.names[t].Words, " "+word+" ") }
		if slices.Contains(others, word) && !slices.ContainsFunc(but, named) {
			return true
		}
	}
	return false
}

// words gives the rare words of an event's headline.
func (s *storyteller) words(n Node) []string {
	words, known := s.headlines[n]
	if !known {
		words = s.Words(n)
		s.headlines[n] = words
	}
	return words
}

// gathered gives the part of a topic's other events that are within a season of
// an event, which may be one that only mentions the topic.
func (s *storyteller) gathered(t Topic, around Node) float64 {
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

// gatherings gives for each of some events, in order, the part of the others that
// are within a season of it.
func (s *storyteller) gatherings(events []Node) []float64 {
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

// day numbers the days.
func (s *storyteller) day(n Node) int {
	day, known := s.days[n]
	if !known {
		day = int(s.Date(n).Time().Unix() / (24 * 60 * 60))
		s.days[n] = day
	}
	return day
}

// follow finds out what events of a story are about as a whole: a topic that
// several have is worth the more to it the more have it.
func (s *storyteller) follow(events []told) {
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

// fits tells whether an event has enough of what the story is about. All do as
// long as that is not known.
func (s *storyteller) fits(n Node, step int) bool {
	sum := 0
	for _, t := range s.topics(n) {
		sum += s.core[t]
	}
	return float64(sum) >= float64(s.main)*likeness*float64(step)
}

// followed gives those of an event's topics that the story follows.
func (s *storyteller) followed(n Node) []Topic {
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
