package relation_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

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

// signs looks words up in headlines and descriptions. It returns the last events
// first, because an index can return them in any order.
func (l *library) signs() relation.Signs {
	var categories relation.Builder
	for _, e := range l.events {
		categories.Add(e)
	}
	page := func(n relation.Node) (relation.Page, error) {
		e := l.events[n]
		page := relation.Page{Text: e.Headline + "\n" + e.Description}
		for _, link := range e.Related {
			page.Days = append(page.Days, link.Ref.Date)
		}
		for _, w := range text.Words(e.Headline) {
			page.Words = append(page.Words, l.word(w.Text, w.Start > 0 && unicode.IsUpper(rune(e.Headline[w.Start]))))
		}
		return page, nil
	}
	return relation.Signs{Page: page, Categories: categories.Categories()}
}

func (l *library) word(word string, isName bool) relation.Word {
	w := relation.Word{Text: word, InHeadline: true, IsName: isName}
	has := func(written string) bool { return strings.Contains(" "+text.NameWords(written), " "+word+" ") }
	for _, e := range slices.Backward(l.events) {
		place := relation.Place{Date: e.Ref.Date, Number: e.Number}
		switch {
		case has(e.Headline):
			w.Headlines = append(w.Headlines, place)
		case has(e.Description):
			w.Descriptions = append(w.Descriptions, place)
		}
	}
	if len(w.Headlines)+len(w.Descriptions) > relation.MostMentions(len(l.events)) {
		w.Headlines, w.Descriptions = nil, nil
	}
	return w
}

func (l *library) related(t *testing.T, slug string, want relation.Wanted) ([]relation.Relative, int) {
	t.Helper()
	related, total, err := l.graph.Related(l.node(t, slug), l.signs(), want)
	if err != nil {
		t.Fatal(err)
	}
	return related, total
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

// inCategory returns an event with a category.
func inCategory(category string, e event.Event) event.Event {
	e.Category = category
	return e
}

// described returns an event with a description.
func described(description string, e event.Event) event.Event {
	e.Description = description
	return e
}

func TestRelated(t *testing.T) {
	tests := []struct {
		story  string
		events []event.Event // the event of the query is the ferry of the first day
		want   []string
	}{
		{"alone", []event.Event{anEvent(april(5), "ferry", "Ferry waits", nil), anEvent(april(4), "storm", "Gale", nil)}, nil},
		{
			"rare topics before common ones, more before fewer",
			[]event.Event{
				anEvent(april(6), "common", "One", []string{"Oslo"}),
				anEvent(april(6), "common-too", "Two", []string{"Oslo"}),
				anEvent(april(6), "rare", "Three", []string{"Gales"}),
				anEvent(april(5), "ferry", "Ferry waits", []string{"Oslo", "Gales"}),
				anEvent(april(4), "both-rare", "Five", []string{"Oslo", "Gales"}),
			},
			[]string{"both-rare shared Gales, Oslo", "rare shared Gales", "common shared Oslo", "common-too shared Oslo"},
		},
		{
			"a link is one sign among others",
			[]event.Event{
				anEvent(april(6), "alike", "Four", []string{"Oslo", "Gales"}),
				anEvent(april(5), "ferry", "Ferry waits", []string{"Oslo", "Gales"}, linkTo(april(4), "out")),
				anEvent(april(4), "out", "Six", nil),
				anEvent(april(4), "both", "Seven", []string{"Oslo"}, linkTo(april(5), "ferry")),
			},
			[]string{"alike shared Oslo, Gales", "both in Oslo", "out out"},
		},
		{
			"days count strongly",
			[]event.Event{
				anEvent(april(25), "weeks-later", "One", []string{"Oslo"}),
				anEvent(april(5), "ferry", "Ferry waits", []string{"Oslo"}),
				anEvent(april(4), "yesterday", "Two", []string{"Oslo"}),
				anEvent(april(1), "days-before", "Three", []string{"Oslo"}),
				anEvent(event.Date{Year: 2006, Month: 4, Day: 5}, "years-before", "Four", []string{"Oslo"}),
			},
			[]string{"yesterday shared Oslo", "days-before shared Oslo", "weeks-later shared Oslo"},
		},
		{
			"far less than the best is left out",
			[]event.Event{
				anEvent(april(6), "tomorrow", "Ferry waits", []string{"Oslo"}),
				anEvent(april(5), "ferry", "Ferry waits", []string{"Oslo"}),
				anEvent(event.Date{Year: 2015, Month: 4, Day: 5}, "a-year-ago", "Ferry", nil),
			},
			[]string{"tomorrow shared Oslo|waits ferry"},
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
			"a category brings forward what another sign joins, and nothing else",
			[]event.Event{
				anEvent(april(6), "other", "Ferry", nil),
				inCategory("Seafaring", anEvent(april(6), "alone", "Boats", nil)),
				inCategory("Seafaring", anEvent(april(5), "ferry", "Ferry waits", nil)),
				inCategory("Seafaring", anEvent(april(4), "same", "Ferry", nil)),
			},
			[]string{"same shared |ferry", "other shared |ferry"},
		},
		{
			"names before other words, headlines before descriptions",
			[]event.Event{
				described("A gale.", anEvent(april(6), "described", "One", nil)),
				anEvent(april(6), "word", "Two gale", nil),
				anEvent(april(6), "name", "Three Vik", nil),
				anEvent(april(5), "ferry", "Ferry of Vik in gale", nil),
				described("At Vik.", anEvent(april(4), "where", "Four", nil)),
			},
			[]string{"name shared |vik", "word shared |gale", "where shared |vik", "described shared |gale"},
		},
		{
			"topics that its text names, in either Chinese script",
			[]event.Event{
				anEvent(april(5), "ferry", "台湾大雨 东部", nil),
				anEvent(april(4), "about", "Two", []string{"臺灣"}),
			},
			[]string{"about shared 臺灣"},
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
			"an event that has no page, by the day of the link to it",
			[]event.Event{
				anEvent(april(5), "ferry", "Ferry waits", nil, linkTo(april(1), "gone"), linkTo(april(3), "storm")),
				anEvent(april(3), "storm", "Gale", nil),
			},
			[]string{"storm out", "(no page) out"},
		},
	}
	for _, test := range tests {
		t.Run(test.story, func(t *testing.T) {
			l := newLibrary(append(test.events, filler(600)...)...)
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

// Common words are no relation by themselves, and very common words do not count.
func TestWordsInCommon(t *testing.T) {
	events := []event.Event{
		anEvent(april(5), "ferry", "the old blue ferry waits", nil),
		anEvent(april(4), "blue", "blue ferry", nil),
		anEvent(april(4), "old-blue", "old blue", nil),
		anEvent(april(4), "new-blue", "blue", nil),
		anEvent(april(3), "old", "old rest", nil),
		anEvent(april(2), "the", "the rest", nil),
	}
	others := filler(100)
	for i := range others {
		others[i].Headline = "the " + others[i].Headline
		if i < 10 {
			others[i].Headline = "old " + others[i].Headline
		}
	}
	l := newLibrary(append(events, others...)...)
	got, _ := l.related(t, "ferry", relation.Wanted{})
	want := []string{"blue shared |ferry blue", "old-blue shared |blue", "new-blue shared |blue"}
	if diff := cmp.Diff(want, l.lines(got)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// Many events share a topic with the ferry, some of them a rarer one too.
func TestLimitReturnsTheBestOfAll(t *testing.T) {
	events := append([]event.Event{anEvent(april(5), "ferry", "Ferry", []string{"Oslo", "Gales", "Norway"})}, filler(1500)...)
	for i := 1; i <= 1000; i++ {
		e := &events[i]
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
	if total < 100 || len(all) != total {
		t.Fatalf("%d of %d events are given", len(all), total)
	}
	for _, limit := range []int{1, 10, 11, 50, total - 1, total, 5000} {
		some, found := l.related(t, "ferry", relation.Wanted{Limit: limit})
		if diff := cmp.Diff(all[:min(limit, total)], some); diff != "" || found != total {
			t.Errorf("with a limit of %d, of %d (-want +got):\n%s", limit, found, diff)
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

func TestRelationsTellOfErrors(t *testing.T) {
	l := newLibrary(anEvent(april(5), "ferry", "Ferry", []string{"Oslo"}))
	broken := errors.New("broken")
	signs := relation.Signs{Page: func(relation.Node) (relation.Page, error) { return relation.Page{}, broken }}
	if _, _, err := l.graph.Related(0, signs, relation.Wanted{}); !errors.Is(err, broken) {
		t.Errorf("Related: the error is %v", err)
	}
	if _, _, err := l.graph.Story(relation.StoryQuery{Depth: 1}, signs); !errors.Is(err, broken) {
		t.Errorf("Story: the error is %v", err)
	}
}
