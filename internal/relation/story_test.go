package relation_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"news/internal/event"
	"news/internal/relation"
)

// world is the news of four years: an event every third day, each about Europe
// and a topic of its own, and some further events. A country is in the news
// every fifteenth day, all four years.
type world struct {
	events []event.Event
	since  int                 // the first day of the events that a story may return
	words  map[string][]string // the rare words of headlines, by slug; all others have the same one
}

const worldDays = 4 * 365

func newWorld() *world {
	var w world
	for n := 0; n < worldDays; n += 3 {
		topics := []string{"Europe", fmt.Sprint("Matter ", n)}
		if n%5 == 0 {
			topics = append(topics, "Norway")
		}
		w.add(n, fmt.Sprint("news", n), topics)
	}
	return &w
}

// add adds an event. Its day is a number for dayOf.
func (w *world) add(day int, slug string, topics []string, links ...event.Link) {
	w.events = append(w.events, event.Event{Ref: event.NewRef(dayOf(day), slug), Topics: topics, Related: links})
}

func dayOf(n int) event.Date { return event.Date{Year: 2013, Month: 1, Day: 1}.AddDays(n) }

// story returns the events of the story around an event, each with its steps,
// and their number without the limit.
func (w *world) story(slug string, q relation.StoryQuery) (string, int) {
	events := slices.Clone(w.events)
	slices.SortStableFunc(events, func(a, b event.Event) int { return b.Ref.Date.Compare(a.Ref.Date) })
	for i := range events {
		events[i].Number = i // numbers are unique
	}
	g := graphOf(relation.InWords, events...)
	q.Event = relation.Node(slices.IndexFunc(events, func(e event.Event) bool { return e.Ref.Slug == slug }))
	if q.Depth == 0 {
		q.Depth = 3
	}
	if w.since > 0 {
		q.Wanted = func(n relation.Node) bool { return g.Date(n).Compare(dayOf(w.since)) >= 0 }
	}
	q.Linked = g.Linked
	q.Words = func(n relation.Node) []string {
		if words, given := w.words[events[n].Ref.Slug]; given {
			return words
		}
		return []string{"water"}
	}
	chapters, total := g.Story(q)
	var names []string
	for _, c := range chapters {
		names = append(names, fmt.Sprintf("%s/%d", events[c.Node].Ref.Slug, c.Steps))
	}
	return strings.Join(names, " "), total
}

func (w *world) check(t *testing.T, what, slug string, q relation.StoryQuery, want string) {
	t.Helper()
	got, total := w.story(slug, q)
	if q.Limit == 0 && total != len(strings.Fields(want)) {
		t.Errorf("%s: %d events in all, want %q", what, total, want)
	}
	if got != want {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

// flood is a world in which a river rises for three weeks in the second year.
func flood() *world {
	w := newWorld()
	w.add(500, "rain", []string{"Europe", "Flood of 2014"})
	w.add(505, "dyke", []string{"Flood of 2014", "Germany"})
	w.add(508, "crest", []string{"Europe", "Flood of 2014", "Elbe"})
	w.add(508, "soldiers", []string{"Flood of 2014", "Norway"})
	w.add(520, "ebb", []string{"Flood of 2014", "Elbe"})
	return w
}

func TestStoryGathersWhatBelongsTogether(t *testing.T) {
	all := "rain/1 dyke/1 soldiers/1 crest/0 ebb/1"
	w := flood()
	slices.Reverse(w.events) // the events of a day in reverse order
	w.check(t, "a topic whose events gather", "crest", relation.StoryQuery{}, all)
	w.check(t, "as deep as can be", "crest", relation.StoryQuery{Depth: 1000}, all)
	w.check(t, "what nothing is tied to", "news3", relation.StoryQuery{}, "news3/0")
	w.check(t, "a topic that is in the news all the time", "news15", relation.StoryQuery{}, "news15/0")
}

func TestStoryLeavesOutWhatSharesACommonTopic(t *testing.T) {
	w := flood()
	w.add(508, "election", []string{"Europe", "Norway"})
	w.add(509, "visit", []string{"Germany", "Norway"})
	w.check(t, "Europe, Norway and Germany", "crest", relation.StoryQuery{}, "rain/1 dyke/1 crest/0 soldiers/1 ebb/1")
	w.check(t, "common topics alone", "election", relation.StoryQuery{}, "election/0")
}

// TestStoryOfOneTopicAlone: a place or a person can be in the news for
// different reasons every day.
func TestStoryOfOneTopicAlone(t *testing.T) {
	w := flood()
	w.add(509, "bishop", []string{"Flood of 2014"})
	w.add(509, "bishop-too", []string{"Flood of 2014", "Europe"})
	w.add(509, "gull", []string{"Flood of 2014", "Elbe"})
	w.words = map[string][]string{"bishop": {"bishop"}, "bishop-too": {"flood", "bishop"}, "gull": {"gull"}}
	w.check(t, "headlines with nothing in common but its name", "crest", relation.StoryQuery{Depth: 1},
		"rain/1 dyke/1 crest/0 soldiers/1 bishop-too/1 ebb/1")

	w = newWorld()
	for i := range 12 {
		w.add(200*i/2, fmt.Sprint("duty", i), []string{"Anna Berg", "President of Norway"})
	}
	w.add(501, "speech", []string{"Anna Berg", "President of Norway"})
	w.words = map[string][]string{"duty5": {"roads", "berg"}, "speech": {"bread", "berg"}}
	w.check(t, "two names of one who is always in the news", "speech", relation.StoryQuery{}, "speech/0")
	w.words["speech"] = []string{"bread", "roads"}
	w.check(t, "but for two events of the same", "speech", relation.StoryQuery{}, "duty5/1 speech/0")
}

// In an archive of a few weeks all topics gather, so gathering says nothing.
func TestStoryInAShortArchive(t *testing.T) {
	w := &world{words: make(map[string][]string)}
	for n := range 27 {
		slug := fmt.Sprint("day", n)
		w.add(n, slug, []string{fmt.Sprint("Matter ", n)})
		w.words[slug] = []string{slug}
		if n%6 == 0 {
			w.add(n, "duty"+slug, []string{"Anna Berg", "President of Norway"})
			w.words["duty"+slug] = []string{slug}
		}
	}
	w.check(t, "two names of one", "dutyday12", relation.StoryQuery{}, "dutyday12/0")
}

func TestStoryFarApart(t *testing.T) {
	w := newWorld()
	w.add(100, "launch", []string{"Probe"})
	w.add(1400, "end", []string{"Probe"})
	w.check(t, "one topic, years apart", "launch", relation.StoryQuery{}, "launch/0")
	w = newWorld()
	w.add(100, "launch", []string{"Probe", "Mars", "Rockets"})
	w.add(110, "course", []string{"Probe", "Mars", "Rockets"})
	w.add(400, "landing", []string{"Probe", "Mars", "Rockets"})
	w.check(t, "several topics, most of a year apart", "launch", relation.StoryQuery{}, "launch/0 course/1 landing/1")
}

func TestStoryGoesOnInSteps(t *testing.T) {
	w := newWorld()
	w.add(300, "strike", []string{"Miners", "Coal", "Pit One"})
	w.add(305, "talks", []string{"Miners", "Coal", "Minister Berg"})
	w.add(390, "law", []string{"Coal", "Minister Berg", "Miners"})
	w.add(430, "vote", []string{"Coal", "Minister Berg"})
	w.add(431, "garden", []string{"Minister Berg", "Roses"})
	w.add(432, "roses", []string{"Roses", "Tulips"})
	w.check(t, "over what others of it are about", "strike", relation.StoryQuery{}, "strike/0 talks/1 law/1 vote/2")
	w.check(t, "one step", "strike", relation.StoryQuery{Depth: 1}, "strike/0 talks/1 law/1")
	w.words = map[string][]string{"vote": {"parliament"}}
	w.check(t, "but not to headlines of something else", "strike", relation.StoryQuery{}, "strike/0 talks/1 law/1")
}

func TestStoryOfManyEvents(t *testing.T) {
	w := flood()
	w.check(t, "the strongest ties", "crest", relation.StoryQuery{Limit: 3}, "rain/1 crest/0 ebb/1")
	w.check(t, "the event itself goes before all", "crest", relation.StoryQuery{Limit: 1}, "crest/0")
	if _, total := w.story("crest", relation.StoryQuery{Limit: 1}); total != 5 {
		t.Errorf("%d events in all, want 5", total)
	}
	w.since = 510
	w.check(t, "of some days", "crest", relation.StoryQuery{}, "ebb/1")
}

func TestStoryOfTopicsInAText(t *testing.T) {
	w := flood()
	w.add(510, "camp", []string{"Norway"})
	text := "A camp for those whom the flood of 2014 has driven from the Elbe."
	w.check(t, "where its own topics are common", "camp", relation.StoryQuery{Text: text}, "rain/1 dyke/1 crest/1 soldiers/1 camp/0 ebb/1")
	w.check(t, "where it says nothing", "camp", relation.StoryQuery{Text: "A camp."}, "camp/0")
	w.check(t, "where its own are not common", "news3", relation.StoryQuery{Text: text}, "news3/0")
}

// TestStoryCountsALink: a single topic ties two events only if one links to the
// other.
func TestStoryCountsALink(t *testing.T) {
	for _, linked := range []bool{false, true} {
		w := newWorld()
		w.add(700, "fire", []string{"Harbour"})
		want := "fire/0"
		if linked {
			w.add(725, "report", []string{"Harbour"}, event.Link{Ref: w.events[len(w.events)-1].Ref})
			want = "fire/0 report/1"
		} else {
			w.add(725, "report", []string{"Harbour"})
		}
		w.check(t, fmt.Sprint("linked: ", linked), "fire", relation.StoryQuery{}, want)
	}
}

// TestStoryDoesNotDependOnTheOrderOfTopics: an index has topics in another
// order than pages.
func TestStoryDoesNotDependOnTheOrderOfTopics(t *testing.T) {
	w := newWorld()
	r := rand.New(rand.NewPCG(4, 4))
	for i := range 60 {
		var topics []string
		for range 1 + r.IntN(5) {
			topics = append(topics, fmt.Sprint("Topic ", r.IntN(25)))
		}
		w.add(600+r.IntN(200), fmt.Sprint("some", i), event.JoinTopics(topics, nil))
	}
	long := 0
	for i := range 60 {
		slug := fmt.Sprint("some", i)
		want, total := w.story(slug, relation.StoryQuery{Limit: 12})
		for range 3 {
			for _, e := range w.events {
				r.Shuffle(len(e.Topics), func(i, j int) { e.Topics[i], e.Topics[j] = e.Topics[j], e.Topics[i] })
			}
			if got, again := w.story(slug, relation.StoryQuery{Limit: 12}); got != want || again != total {
				t.Fatalf("%s: %q of %d, then %q of %d", slug, want, total, got, again)
			}
		}
		if total > 12 {
			long++
		}
	}
	if long < 20 {
		t.Errorf("only %d stories are longer than the limit", long)
	}
}

func TestStoryOfTheOnlyEvent(t *testing.T) {
	w := &world{}
	w.add(1, "alone", []string{"Harbour"})
	w.check(t, "one event", "alone", relation.StoryQuery{}, "alone/0")
}
