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
type world []event.Event

const worldDays = 4 * 365

func newWorld() world {
	var w world
	for n := 0; n < worldDays; n += 3 {
		topics := []string{"Europe", fmt.Sprint("Matter ", n)}
		if n%5 == 0 {
			topics = append(topics, "Norway")
		}
		w.add(n, fmt.Sprint("news", n), fmt.Sprint("zz", n), topics)
	}
	return w
}

// add adds an event. Its day is a number for dayOf.
func (w *world) add(day int, slug, headline string, topics []string) {
	*w = append(*w, anEvent(dayOf(day), slug, headline, topics))
}

func dayOf(n int) event.Date { return event.Date{Year: 2013, Month: 1, Day: 1}.AddDays(n) }

// story returns the events of the story around an event, each with its steps, and
// their number without the limit.
func (w world) story(t *testing.T, slug string, q relation.StoryQuery) (string, int) {
	t.Helper()
	events := slices.Clone(w)
	slices.SortStableFunc(events, func(a, b event.Event) int { return b.Ref.Date.Compare(a.Ref.Date) })
	l := newLibrary(events...)
	q.Event = l.node(t, slug)
	if q.Depth == 0 {
		q.Depth = 3
	}
	chapters, total, err := l.graph.Story(q, l.signs())
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, c := range chapters {
		names = append(names, fmt.Sprintf("%s/%d", events[c.Node].Ref.Slug, c.Steps))
	}
	return strings.Join(names, " "), total
}

func (w world) check(t *testing.T, what, slug string, q relation.StoryQuery, want string) {
	t.Helper()
	got, total := w.story(t, slug, q)
	if q.Limit == 0 && total != len(strings.Fields(want)) {
		t.Errorf("%s: %d events in all, want %q", what, total, want)
	}
	if got != want {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

// flood is a world in which a river rises for three weeks in the second year.
func flood() world {
	w := newWorld()
	w.add(500, "rain", "Rain", []string{"Europe", "Flood of 2014"})
	w.add(505, "dyke", "Dyke breaks", []string{"Flood of 2014", "Germany"})
	w.add(508, "crest", "Crest", []string{"Europe", "Flood of 2014", "Elbe"})
	w.add(508, "soldiers", "Soldiers", []string{"Flood of 2014", "Norway"})
	w.add(520, "ebb", "Ebb", []string{"Flood of 2014"})
	return w
}

func TestStoryOfAStoryline(t *testing.T) {
	all := "rain/1 dyke/1 soldiers/1 crest/0 ebb/1"
	w := flood()
	slices.Reverse(w) // the events of a day in reverse order
	w.check(t, "a topic whose events gather", "crest", relation.StoryQuery{}, all)
	w.check(t, "as deep as can be", "crest", relation.StoryQuery{Depth: 1000}, all)
	w.check(t, "what nothing is tied to", "news3", relation.StoryQuery{}, "news3/0")
	w.check(t, "a topic that is in the news all the time", "news15", relation.StoryQuery{}, "news15/0")
	w.add(1400, "years-later", "Years later", []string{"Flood of 2014"})
	w.check(t, "but for the event of another season", "crest", relation.StoryQuery{}, all)
	w.add(510, "camp", "A camp for all whom the Flood of 2014 drove out", []string{"Norway"})
	w.check(t, "what names it", "camp", relation.StoryQuery{}, "rain/1 dyke/1 soldiers/1 crest/1 camp/0 ebb/1")
}

func TestStoryOfManyEvents(t *testing.T) {
	w := flood()
	w.check(t, "the strongest ties", "crest", relation.StoryQuery{Limit: 3}, "dyke/1 crest/0 soldiers/1")
	w.check(t, "the event itself goes before all", "crest", relation.StoryQuery{Limit: 1}, "crest/0")
	if _, total := w.story(t, "crest", relation.StoryQuery{Limit: 1}); total != 5 {
		t.Errorf("%d events in all, want 5", total)
	}
}

// In an archive of a few weeks all topics gather, so gathering says nothing.
func TestStoryInAShortArchive(t *testing.T) {
	var w world
	for n := range 27 {
		w.add(n, fmt.Sprint("day", n), fmt.Sprint("zz", n), []string{fmt.Sprint("Matter ", n)})
		if n%6 == 0 {
			w.add(n, fmt.Sprint("duty", n), fmt.Sprint("yy", n), []string{"Anna Berg"})
		}
	}
	w.check(t, "one who is in the news every sixth day", "duty12", relation.StoryQuery{}, "duty12/0")
}

// Where no topic is a storyline, a story follows the strongest ties, and goes on
// from its first and its last event.
func TestStoryOfTies(t *testing.T) {
	w := newWorld()
	w.add(300, "strike", "Miners of the Pit strike", nil)
	w.add(302, "parley", "New Parley, same Pit", nil)
	w.add(305, "act", "Act after Parley over Pit", nil)
	w.add(309, "vote", "Vote for that act: Pit closes", nil)
	w.add(320, "garden", "Garden near Pit", nil)
	w.check(t, "one step", "strike", relation.StoryQuery{Depth: 1}, "strike/0 parley/1")
	w.check(t, "until ties get weak", "strike", relation.StoryQuery{}, "strike/0 parley/1 act/2 vote/3")
	w.check(t, "backwards too", "vote", relation.StoryQuery{Depth: 1}, "act/1 vote/0")
	w.check(t, "what only a word ties, weeks away", "garden", relation.StoryQuery{}, "garden/0")
}

func TestStoryOfSomeDays(t *testing.T) {
	w := flood()
	slices.SortStableFunc(w, func(a, b event.Event) int { return b.Ref.Date.Compare(a.Ref.Date) })
	since := dayOf(510)
	wanted := func(n relation.Node) bool { return w[n].Ref.Date.Compare(since) >= 0 }
	w.check(t, "the event itself is of other days", "crest", relation.StoryQuery{Wanted: wanted}, "ebb/1")
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
		w.add(600+r.IntN(200), fmt.Sprint("some", i), fmt.Sprint("yy", i), event.JoinTopics(topics, nil))
	}
	long := 0
	for i := range 20 {
		slug := fmt.Sprint("some", i)
		want, total := w.story(t, slug, relation.StoryQuery{Limit: 6})
		for _, e := range w {
			r.Shuffle(len(e.Topics), func(i, j int) { e.Topics[i], e.Topics[j] = e.Topics[j], e.Topics[i] })
		}
		if got, again := w.story(t, slug, relation.StoryQuery{Limit: 6}); got != want || again != total {
			t.Fatalf("%s: %q of %d, then %q of %d", slug, want, total, got, again)
		}
		if total > 6 {
			long++
		}
	}
	if long < 10 {
		t.Errorf("only %d stories are longer than the limit", long)
	}
}

func TestStoryOfTheOnlyEvent(t *testing.T) {
	var w world
	w.add(1, "alone", "Alone", []string{"Harbour"})
	w.check(t, "one event", "alone", relation.StoryQuery{}, "alone/0")
}
