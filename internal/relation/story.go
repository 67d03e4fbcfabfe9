package relation

import (
	"cmp"
	"math"
	"slices"
)

// StoryQuery is a query for the story around an event.
type StoryQuery struct {
	Event  Node
	Depth  int             // the largest number of ties between it and another event, 1 or more
	Limit  int             // the largest number of events, those with the strongest ties; 0 for all
	Wanted func(Node) bool // which events to return; others may still lead to them; nil for all
}

// Chapter is an event of a story.
type Chapter struct {
	Node   Node
	Steps  int     // the number of ties between it and the event of the query
	Topics []Topic // its topics that the story follows, the rarest first
}

const (
	// season is the number of days before and after an event in which the events
	// of a storyline gather.
	season = 200
	// shareInSeason is the part of a storyline's events that are in the season,
	// beyond what chance puts there.
	shareInSeason = 0.75
	// A storyline has so many events. A topic of fewer says little, and one of
	// more is always in the news.
	fewestOfStoryline, mostOfStoryline = 3, 60
	// mostTied is the largest number of events in a step of a story that follows
	// no storyline.
	mostTied = 10
	// mostFurther is the same in the steps after the first, from either end.
	mostFurther = 2
	// further is how much stronger than in the first step ties must then be.
	further = 1.3
)

// Story returns the events of the story around an event with a page, oldest day
// first, and their number without the limit. The event itself is in it, if it is
// wanted. The story has the events of those of its topics that are storylines. If
// there are none, it has the events that are most strongly tied to the event, as
// Related ranks them. From the first and the last of these it goes on in steps,
// to events that have a sign in common with the event of the query, too. The error
// is an error of signs.
func (g *Graph) Story(q StoryQuery, signs Signs) (chapters []Chapter, total int, err error) {
	t, err := g.tiesOf(q.Event, signs)
	if err != nil {
		return nil, 0, err
	}
	s := &storyFinder{ties: t, signs: signs, all: []storyEvent{{node: q.Event, points: math.MaxInt64}}, has: map[Node]bool{q.Event: true}}
	if !s.followStorylines() {
		err = s.followTies(q.Depth)
	}
	all := slices.DeleteFunc(slices.Clone(s.all), func(e storyEvent) bool { return q.Wanted != nil && !q.Wanted(e.node) })
	total = len(all)
	all = strongest(all, q.Limit)
	slices.SortFunc(all, func(a, b storyEvent) int {
		return cmp.Or(g.Date(a.node).Compare(g.Date(b.node)), cmp.Compare(a.node, b.node))
	})
	for _, e := range all {
		chapters = append(chapters, Chapter{e.node, e.steps, s.followed(e.node)})
	}
	return chapters, total, err
}

// storyEvent is an event of a story, with the score of the weakest tie on the way
// to it.
type storyEvent struct {
	node   Node
	steps  int
	points int64
}

// strongest returns the events with the strongest ties.
func strongest(all []storyEvent, limit int) []storyEvent {
	slices.SortFunc(all, func(a, b storyEvent) int {
		return cmp.Or(cmp.Compare(b.points, a.points), cmp.Compare(a.steps, b.steps), cmp.Compare(a.node, b.node))
	})
	if limit > 0 {
		all = all[:min(limit, len(all))]
	}
	return all
}

// storyFinder is the state of one call of Story.
type storyFinder struct {
	*ties // of the event of the query
	signs Signs
	all   []storyEvent
	has   map[Node]bool
}

// add adds an event, unless the story has it.
func (s *storyFinder) add(e storyEvent) {
	if !s.has[e.node] {
		s.has[e.node] = true
		s.all = append(s.all, e)
	}
}

// followStorylines adds the events of the storylines of the event. It reports
// whether there are any.
func (s *storyFinder) followStorylines() bool {
	for _, topic := range s.topics {
		for _, n := range s.inSeason(topic.with, s.event) {
			s.add(storyEvent{n, 1, s.points(n)})
		}
	}
	return len(s.all) > 1
}

// inSeason returns the events of a topic that gather around an event, or none if
// the topic is not a storyline: a topic of few events, most of them in one season.
func (s *Subjects) inSeason(with []Node, around Node) []Node {
	first := Node(s.firstOf(s.Date(around).AddDays(season)))
	end := Node(s.firstOf(s.Date(around).AddDays(-season - 1)))
	from, _ := slices.BinarySearch(with, first)
	to, _ := slices.BinarySearch(with, end)
	gathered := with[from:to]
	if len(gathered) < fewestOfStoryline || len(gathered) > mostOfStoryline {
		return nil
	}
	byChance := float64(end-first) / float64(s.Events())
	if float64(len(gathered))/float64(len(with)) <= byChance+shareInSeason*(1-byChance) {
		return nil
	}
	return gathered
}

// followTies adds the events with strong ties to the event, then in each step
// events with strong ties to the first and the last event so far.
func (s *storyFinder) followTies(depth int) error {
	ends := []storyEvent{s.all[0]}
	for step := 1; step <= depth; step++ {
		before := len(s.all)
		for _, end := range ends {
			if err := s.goOnFrom(end, step); err != nil {
				return err
			}
		}
		if len(s.all) == before {
			break
		}
		ends = slices.DeleteFunc(s.ends(), func(e storyEvent) bool { return e.steps < step })
	}
	return nil
}

// ends returns the first and the last event of the story.
func (s *storyFinder) ends() []storyEvent {
	order := func(a, b storyEvent) int { return cmp.Compare(a.node, b.node) }
	return []storyEvent{slices.MaxFunc(s.all, order), slices.MinFunc(s.all, order)}
}

// goOnFrom adds the events with the strongest ties to an event of the story.
func (s *storyFinder) goOnFrom(end storyEvent, step int) error {
	t := s.ties
	if end.node != s.event {
		var err error
		if t, err = s.tiesOf(end.node, s.signs); err != nil {
			return err
		}
	}
	want, strong := Wanted{Limit: mostTied}, fitted.strong
	if step > 1 {
		want.Limit, strong = mostFurther, fitted.strong*further
	}
	want.Fits = func(n Node, _ Direction) bool {
		belongs := step == 1 || s.firm[n] == firmly && t.firm[n] == firmly
		return belongs && s.HasPage(n) && t.points(n) >= int64(strong*1e6)
	}
	best, _ := t.best(want)
	for _, c := range best {
		s.add(storyEvent{c.node, step, min(end.points, c.points)})
	}
	return nil
}

// followed returns the topics of an event that the story follows: the topics of
// the event of the query that others of the story have, too.
func (s *storyFinder) followed(n Node) []Topic {
	var topics []Topic
	about := s.About(n)
	for _, topic := range s.topics {
		named := n == s.event || slices.Contains(about, topic.topic)
		if named && s.timesIn(topic) > 1 {
			topics = append(topics, topic.topic)
		}
	}
	return topics
}

// timesIn returns how many events of the story have a topic of the event of the
// query.
func (s *storyFinder) timesIn(topic sign) int {
	times := 0
	for _, e := range s.all {
		if e.node == s.event || topic.has(e.node) {
			times++
		}
	}
	return times
}
