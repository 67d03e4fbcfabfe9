package bench

import (
	"math/rand/v2"
	"slices"

	"news/internal/event"
)

// story is the part of a made event that other pages need.
type story struct {
	day      int // place of its day in the calendar
	headline string
	slug     string
	topics   []int // places in world.topics, all different
	han      bool  // in Chinese characters
}

// world is all that is decided before the first page is written.
type world struct {
	seed       uint64
	words      *vocabulary
	topics     []string
	publishers []publisher
	papers     zipf
	days       []day
	stories    []story
	topicRanks zipf
	companions [][]int // for each topic, the topics that often come with it
	byTopic    [][]int // for each topic, its stories, oldest first
}

// Streams of random numbers. Each part of an archive has its own stream, so that
// the order in which parts are made does not matter.
const (
	wordStream uint64 = iota + 1
	topicStream
	publisherStream
	calendarStream
	companionStream
	storyStream
	pageStream = 1 << 32 // plus the place of the day
)

// random returns the random numbers of a stream.
func random(seed, stream uint64) *rand.Rand {
	return rand.New(rand.NewPCG(seed, stream))
}

// newWorld invents all events of plan. The plan must have its defaults.
func newWorld(plan Plan) *world {
	words := newVocabulary(random(plan.Seed, wordStream), plan.Words)
	w := &world{
		seed:       plan.Seed,
		words:      words,
		topics:     newTopics(random(plan.Seed, topicStream), words, plan.Topics),
		publishers: newPublishers(random(plan.Seed, publisherStream), words, publisherCount),
		papers:     newZipf(publisherCount, 2, 1.1),
		stories:    make([]story, plan.Events),
	}
	calendar := random(plan.Seed, calendarStream)
	w.days = newCalendar(newDays(plan), plan.Events, func() float64 { return 0.7 + 0.6*calendar.Float64() })
	w.topicRanks = newZipf(len(w.topics), 6, 1)
	w.companions = newCompanions(random(plan.Seed, companionStream), w.topicRanks, len(w.topics))
	w.byTopic = make([][]int, len(w.topics))
	w.tell()
	return w
}

// tell invents the stories of all days, in order.
func (w *world) tell() {
	r := random(w.seed, storyStream)
	for i, d := range w.days {
		taken := map[string]bool{"index": true, "README": true}
		for place := d.first; place < d.last; place++ {
			s := w.newStory(r, i)
			for taken[s.slug] {
				s = w.newStory(r, i)
			}
			taken[s.slug] = true
			w.stories[place] = s
			for _, topic := range s.topics {
				w.byTopic[topic] = append(w.byTopic[topic], place)
			}
		}
	}
}

// newStory invents one event of a day.
func (w *world) newStory(r *rand.Rand, day int) story {
	s := story{day: day, topics: w.drawTopics(r, between(r, 2, 6))}
	if chance(r, 0.03) {
		s.han = true
		s.headline = w.words.hanSentence(r, between(r, 14, 60))
		s.slug = slugOf(s.headline, hanSlugBytes)
		return s
	}
	named := w.names(s.topics[:between(r, 1, min(3, len(s.topics)))])
	s.headline = w.words.sentence(r, headlineWords(r), named)
	s.slug = slugOf(s.headline, slugBytes)
	return s
}

// companionCount is how many topics often come with one: enough for variety, few
// enough that two events with the same main topic often share another.
const companionCount = 8

// newCompanions draws for each of n topics the topics that often come with it.
func newCompanions(r *rand.Rand, ranks zipf, n int) [][]int {
	companions := make([][]int, n)
	for topic := range companions {
		for range companionCount {
			companions[topic] = append(companions[topic], ranks.rank(r))
		}
	}
	return companions
}

// drawTopics draws n different topics: a main one, companions of it, others.
func (w *world) drawTopics(r *rand.Rand, n int) []int {
	drawn := []int{w.topicRanks.rank(r)}
	for len(drawn) < n {
		topic := w.topicRanks.rank(r)
		if chance(r, 0.75) {
			topic = oneOf(r, w.companions[drawn[0]])
		}
		if !slices.Contains(drawn, topic) {
			drawn = append(drawn, topic)
		}
	}
	return drawn
}

// names returns the names of topics.
func (w *world) names(topics []int) []string {
	names := make([]string, len(topics))
	for i, topic := range topics {
		names[i] = w.topics[topic]
	}
	return names
}

// ref returns the reference of the story at place.
func (w *world) ref(place int) event.Ref {
	s := &w.stories[place]
	return event.NewRef(w.days[s.day].date, s.slug)
}

// relatedCount draws the number of related events of a page: most have ten.
func relatedCount(r *rand.Rand) int {
	switch x := r.Float64(); {
	case x < 0.03:
		return 0
	case x < 0.08:
		return between(r, 1, 7)
	case x < 0.55:
		return 10
	default:
		return between(r, 10, 12)
	}
}

// related draws the related events of the story at place, newest first. One in
// fifty leads nowhere. A story with rare topics has fewer.
func (w *world) related(r *rand.Rand, place int) []event.Link {
	own := w.stories[place].topics
	var places []int
	count := relatedCount(r)
	for try := 0; len(places) < count && try < 4*count; try++ {
		topic := own[0]
		if chance(r, 0.5) {
			topic = oneOf(r, own)
		}
		other := oneOf(r, w.byTopic[topic])
		if other != place && !slices.Contains(places, other) {
			places = append(places, other)
		}
	}
	slices.Sort(places)
	slices.Reverse(places)
	links := make([]event.Link, len(places))
	for i, other := range places {
		links[i] = w.relation(r, place, other)
	}
	return links
}

// relation draws the link that leads from one story to another.
func (w *world) relation(r *rand.Rand, from, to int) event.Link {
	if chance(r, 0.02) {
		return w.missing(r, from, to)
	}
	link := event.Link{Ref: w.ref(to), Headline: w.stories[to].headline}
	for _, topic := range w.stories[from].topics {
		if slices.Contains(w.stories[to].topics, topic) {
			link.Topics = append(link.Topics, w.topics[topic])
		}
	}
	return link
}

// missing draws a link from one story to an event without a page on the day of
// another story. No other slug has the same ending, so that the page can never
// exist.
func (w *world) missing(r *rand.Rand, from, to int) event.Link {
	topics := w.names(w.stories[from].topics[:1])
	headline := w.words.sentence(r, headlineWords(r), topics)
	slug := slugOf(headline, slugBytes-len(missingEnd)) + missingEnd
	ref := event.NewRef(w.days[w.stories[to].day].date, slug)
	return event.Link{Ref: ref, Headline: headline, Topics: topics, Missing: true}
}

// missingEnd ends the slug of an event without a page. Made words have no q
// without a u after it, so no headline makes such a slug.
const missingEnd = "-qq"
