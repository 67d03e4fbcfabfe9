package relation_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"news/internal/event"
	"news/internal/relation"
	"news/internal/text"
)

// library is an archive whose related events can be looked up.
type library struct {
	events []event.Event // in canonical order
	graph  *relation.Graph
}

func newLibrary(events ...event.Event) *library {
	l := &library{events: events}
	var pages relation.Builder
	for i := range events {
		events[i].Number = 1
		for j := i; j > 0 && events[j-1].Ref.Date == events[i].Ref.Date; j-- {
			events[i].Number++
		}
		pages.Add(events[i])
	}
	l.graph = pages.Graph(relation.InWords)
	return l
}

// anEvent is an event with a day, a slug, a headline, topics and links.
func anEvent(date event.Date, slug, headline string, topics []string, links ...event.Link) event.Event {
	e := event.Event{Ref: event.NewRef(date, slug), Headline: headline, Related: links}
	e.Topics = event.JoinTopics(topics, links)
	return e
}

// linkTo is a link to an event, with the topics of both events.
func linkTo(date event.Date, slug string, topics ...string) event.Link {
	return event.Link{Ref: event.NewRef(date, slug), Topics: topics}
}

func april(day int) event.Date { return event.Date{Year: 2016, Month: 4, Day: day} }

func (l *library) node(t *testing.T, slug string) relation.Node {
	t.Helper()
	n := slices.IndexFunc(l.events, func(e event.Event) bool { return e.Ref.Slug == slug })
	if n < 0 {
		t.Fatalf("there is no event %s", slug)
	}
	return relation.Node(n)
}

// naming looks up headlines. It returns the last first, because an index can
// return them in any order.
func (l *library) naming(words []string, most int) ([]relation.Place, error) {
	var places []relation.Place
	for _, e := range l.events {
		if strings.Contains(" "+text.NameWords(e.Headline), " "+strings.Join(words, " ")+" ") {
			places = append(places, relation.Place{Date: e.Ref.Date, Number: e.Number})
		}
	}
	if len(places) > most {
		return nil, nil
	}
	slices.Reverse(places)
	return places, nil
}

func (l *library) related(t *testing.T, slug string, want relation.Wanted) ([]relation.Relative, int) {
	t.Helper()
	n := l.node(t, slug)
	clues, err := l.graph.Clues(n, l.events[n].Headline, l.events[n].Description, l.naming)
	if err != nil {
		t.Fatal(err)
	}
	return l.graph.Related(n, clues, want)
}

// lines describes related events in a line each: slug, direction, topics,
// words.
func (l *library) lines(relatives []relation.Relative) []string {
	var lines []string
	for _, r := range relatives {
		slug := "(no page)"
		if l.graph.HasPage(r.Node) {
			slug = l.events[r.Node].Ref.Slug
		}
		var topics []string
		for _, topic := range r.Topics {
			topics = append(topics, l.graph.Name(topic))
		}
		line := fmt.Sprintf("%s %v %s|%s", slug, r.Direction, strings.Join(topics, ", "), strings.Join(r.Words, " "))
		lines = append(lines, strings.TrimRight(line, " |"))
	}
	return lines
}

// filler returns events without any relation to others, so that topics and
// words of a few events are rare.
func filler(count int) []event.Event {
	var events []event.Event
	for i := range count {
		date := event.Date{Year: 2000 - i/300, Month: 12 - i/25%12, Day: 28 - i%25}
		events = append(events, anEvent(date, fmt.Sprintf("filler-%d", i), fmt.Sprintf("zz%d", i), nil))
	}
	return events
}

func TestRelated(t *testing.T) {
	tests := []struct {
		story  string
		events []event.Event // the event of the query is the ferry of the first day
		want   []string
	}{
		{"alone", []event.Event{anEvent(april(5), "ferry", "Ferry waits", nil), anEvent(april(4), "storm", "Gale", nil)}, nil},
		{
			"linked ones first, then those that share topics, the rarer the better",
			[]event.Event{
				anEvent(april(9), "common", "One", []string{"Oslo"}),
				anEvent(april(8), "common-too", "Two", []string{"Oslo"}),
				anEvent(april(7), "rare", "Three", []string{"Gales"}),
				anEvent(april(5), "ferry", "Ferry waits", []string{"Oslo", "Gales"}, linkTo(april(2), "out")),
				anEvent(april(4), "in", "Four", nil, linkTo(april(5), "ferry")),
				anEvent(april(3), "both-rare", "Five", []string{"Oslo", "Gales"}),
				anEvent(april(2), "out", "Six", nil),
			},
			[]string{"in in", "out out", "both-rare shared Gales, Oslo", "rare shared Gales", "common-too shared Oslo", "common shared Oslo"},
		},
		{
			"of linked ones those that have more in common go first, wherever the page lists them",
			[]event.Event{
				anEvent(april(5), "ferry", "Ferry waits", []string{"Gales"}, linkTo(april(4), "first"), linkTo(april(3), "second", "Oslo"), linkTo(april(2), "third", "Oslo", "Gales")),
				anEvent(april(4), "first", "One", nil),
				anEvent(april(3), "second", "Two", nil),
				anEvent(april(2), "third", "Three", nil, linkTo(april(5), "ferry", "Gales")),
			},
			[]string{"third both", "second out", "first out"},
		},
		{
			"of two that share the same the nearer one goes first, though it comes later",
			[]event.Event{
				anEvent(event.Date{Year: 2017, Month: 4, Day: 5}, "far", "One", []string{"Oslo"}),
				anEvent(april(5), "ferry", "Ferry waits", []string{"Oslo"}),
				anEvent(event.Date{Year: 2015, Month: 12, Day: 5}, "near", "Two", []string{"Oslo"}),
			},
			[]string{"near shared Oslo", "far shared Oslo"},
		},
		{
			"equals stand in canonical order",
			[]event.Event{
				anEvent(april(6), "later", "One", []string{"Oslo"}),
				anEvent(april(5), "ferry", "Ferry waits", []string{"Oslo"}),
				anEvent(april(5), "same-day", "Four", nil),
				anEvent(april(4), "earlier-b", "Two", []string{"Oslo"}),
				anEvent(april(4), "earlier-a", "Three", []string{"Oslo"}),
			},
			[]string{"later shared Oslo", "earlier-b shared Oslo", "earlier-a shared Oslo"},
		},
		{
			"nearness counts for little beside rarity",
			[]event.Event{
				anEvent(april(6), "tomorrow", "One", []string{"Norway"}),
				anEvent(april(5), "ferry", "Ferry waits", []string{"Norway", "Oslo"}),
				anEvent(april(4), "yesterday", "Two", []string{"Norway"}),
				anEvent(april(3), "before", "Four", []string{"Norway"}),
				anEvent(april(2), "long-before", "Five", []string{"Norway"}),
				anEvent(event.Date{Year: 2006, Month: 4, Day: 5}, "rare", "Three", []string{"Oslo"}),
			},
			[]string{"rare shared Oslo", "tomorrow shared Norway", "yesterday shared Norway", "before shared Norway", "long-before shared Norway"},
		},
		{
			"an event without topics has those that its text names; others may name them too, or share its words",
			[]event.Event{
				anEvent(april(9), "named", "A visit to the Port of Oslo", nil),
				anEvent(april(8), "apart", "In Oslo a port", nil),
				anEvent(april(5), "ferry", "Ferry waits at port of Oslo", nil),
				anEvent(april(4), "about", "Two", []string{"Port of Oslo"}),
			},
			[]string{"named shared Port of Oslo|of oslo port", "about shared Port of Oslo"},
		},
		{
			"Chinese characters are no words, but a name is a name in either script",
			[]event.Event{
				anEvent(april(9), "named", "台灣東部大雨", nil),
				anEvent(april(8), "characters", "东湾部雨大", nil),
				anEvent(april(5), "ferry", "台湾大雨 东部", nil),
				anEvent(april(4), "about", "Two", []string{"臺灣"}),
			},
			[]string{"about shared 臺灣", "named shared 臺灣"},
		},
		{
			"a page that names itself, and one event twice",
			[]event.Event{
				anEvent(april(5), "ferry", "Ferry waits", nil, linkTo(april(5), "ferry"), linkTo(april(4), "storm"), linkTo(april(4), "storm")),
				anEvent(april(4), "storm", "Gale", nil, linkTo(april(4), "storm")),
			},
			[]string{"storm out"},
		},
		{
			"an event that has no page",
			[]event.Event{anEvent(april(5), "ferry", "Ferry waits", nil, linkTo(april(4), "gone", "Oslo"), linkTo(april(3), "storm")), anEvent(april(3), "storm", "Gale", nil)},
			[]string{"(no page) out", "storm out"},
		},
	}
	for _, test := range tests {
		t.Run(test.story, func(t *testing.T) {
			l := newLibrary(append(test.events, filler(200)...)...)
			got, total := l.related(t, "ferry", relation.Wanted{})
			if diff := cmp.Diff(test.want, l.lines(got)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if total != len(got) {
				t.Errorf("%d are given, but there are said to be %d", len(got), total)
			}
		})
	}
}

func TestRelatedReturnsThePlacesOfLinks(t *testing.T) {
	l := newLibrary(
		anEvent(april(5), "ferry", "Ferry waits", nil, linkTo(april(5), "ferry"), linkTo(april(4), "storm"), linkTo(april(3), "gone"), linkTo(april(4), "storm")),
		anEvent(april(4), "storm", "Gale", nil, linkTo(april(4), "storm"), linkTo(april(5), "ferry")),
	)
	got, _ := l.related(t, "ferry", relation.Wanted{})
	want := []relation.Relative{
		{Node: 1, Direction: relation.Both, Out: []int{1, 3}, In: []int{1}},
		{Node: 2, Direction: relation.Out, Out: []int{2}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// Words that many headlines have are not used. Rare words are not used if other
// events have far more in common.
func TestWordsInCommon(t *testing.T) {
	events := []event.Event{
		anEvent(april(5), "ferry", "the blue ferry waits", nil),
		anEvent(april(4), "blue", "blue ferry", nil),
		anEvent(april(3), "waits", "the crew waits", nil),
		anEvent(april(2), "the", "the rest", nil),
	}
	common := filler(100)
	for i := range common {
		common[i].Headline = "the " + common[i].Headline
	}
	l := newLibrary(append(events, common...)...)
	got, _ := l.related(t, "ferry", relation.Wanted{})
	if diff := cmp.Diff([]string{"blue shared |blue ferry", "waits shared |waits"}, l.lines(got)); diff != "" {
		t.Errorf("words alone (-want +got):\n%s", diff)
	}
	many := []string{"A", "B", "C", "D", "E", "F"}
	l.events[0].Topics, l.events[1].Topics = many, many
	l = newLibrary(l.events...)
	got, _ = l.related(t, "ferry", relation.Wanted{})
	if diff := cmp.Diff([]string{"blue shared A, B, C, D, E, F|blue ferry"}, l.lines(got)); diff != "" {
		t.Errorf("beside six topics (-want +got):\n%s", diff)
	}
}

// A thousand events share a topic with the ferry, some of them a rarer one too.
func TestLimitReturnsTheBestOfAll(t *testing.T) {
	events := append([]event.Event{anEvent(april(5), "ferry", "Ferry", []string{"Oslo", "Gales", "Norway"})}, filler(1500)...)
	for i := 1; i <= 1000; i++ {
		e := &events[i*7%1500+1]
		e.Topics = append(e.Topics, "Oslo")
		if i%9 == 0 {
			e.Topics = append(e.Topics, "Norway")
		}
		if i%100 == 0 {
			e.Topics = append(e.Topics, "Gales")
		}
	}
	l := newLibrary(events...)
	all, total := l.related(t, "ferry", relation.Wanted{})
	if total != 1000 || len(all) != 1000 {
		t.Fatalf("%d of %d events are given", len(all), total)
	}
	for _, limit := range []int{1, 10, 11, 300, 999, 1000, 5000} {
		some, total := l.related(t, "ferry", relation.Wanted{Limit: limit})
		if diff := cmp.Diff(all[:min(limit, 1000)], some); diff != "" || total != 1000 {
			t.Errorf("with a limit of %d, of %d (-want +got):\n%s", limit, total, diff)
		}
	}
	odd := func(n relation.Node, d relation.Direction) bool { return n%2 == 1 && d == relation.Shared }
	var want []relation.Relative
	for _, r := range all {
		if r.Node%2 == 1 {
			want = append(want, r)
		}
	}
	some, total := l.related(t, "ferry", relation.Wanted{Fits: odd, Limit: 40})
	if diff := cmp.Diff(want[:40], some); diff != "" || total != len(want) {
		t.Errorf("those that fit, %d and not %d (-want +got):\n%s", total, len(want), diff)
	}
}

func TestCluesTellOfErrors(t *testing.T) {
	l := newLibrary(anEvent(april(5), "ferry", "Ferry", []string{"Oslo"}))
	broken := errors.New("broken")
	for _, part := range []string{"oslo", "ferry"} {
		_, err := l.graph.Clues(0, "Ferry", "", func(words []string, _ int) ([]relation.Place, error) {
			if words[0] == part {
				return nil, broken
			}
			return nil, nil
		})
		if !errors.Is(err, broken) {
			t.Errorf("looking up %s: the error is %v", part, err)
		}
	}
}
