package bench

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"news/internal/event"
	"news/internal/relation"
)

// hiding returns a test of a few events, one for each day, newest first.
func hiding(events ...event.Event) *hiddenTest {
	var days []event.Day
	for i, e := range events {
		e.Ref.Date, e.Number = event.Date{Year: 2016, Month: 4, Day: 30 - i}, 1
		entry := event.Entry{Ref: e.Ref, Topics: e.Topics}
		e.Topics = event.JoinTopics(e.Topics, e.Related)
		days = append(days, event.Day{Date: e.Ref.Date, Entries: []event.Entry{entry}, Events: []event.Event{e}})
	}
	return newHiddenTest(slices.Values(days))
}

// toDay returns a link to the event some days before the newest.
func toDay(place int, slug string, topics ...string) event.Link {
	return event.Link{Ref: event.NewRef(event.Date{Year: 2016, Month: 4, Day: 30 - place}, slug), Topics: topics}
}

func slugged(slug, headline string, topics []string, links ...event.Link) event.Event {
	return event.Event{Ref: event.Ref{Slug: slug}, Headline: headline, Topics: topics, Related: links}
}

// linksOf returns all links of a graph with their topics, and the topics of its
// events.
func linksOf(g *relation.Graph) (links []string, topics [][]string) {
	name := func(all []relation.Topic) []string {
		var names []string
		for _, t := range all {
			names = append(names, g.Name(t))
		}
		slices.Sort(names)
		return names
	}
	for n := range relation.Node(g.Events()) {
		topics = append(topics, name(g.About(n)))
		for link, to := range g.Out(n) {
			links = append(links, fmt.Sprint(n, ">", to, name(g.Shared(link))))
		}
	}
	return links, topics
}

func TestLinksAreHiddenWithTheirTopics(t *testing.T) {
	renamed := slugged("ferry", "Ferry", []string{"Oslo"}, toDay(0, "storm", "Gales"), toDay(3, "gone", "Lost"))
	renamed.Changes = []event.Change{{Ref: toDay(1, "boat").Ref}}
	h := hiding(
		slugged("storm", "Storm", []string{"Weather"}, toDay(1, "boat", "Sea"), toDay(2, "port", "Weather", "Kiel")),
		renamed,
		slugged("port", "Port", nil, toDay(1, "ferry", "Sea")),
	)
	links, topics := linksOf(h.without(1))
	if diff := cmp.Diff([]string{"0>2 [Kiel Weather]"}, links); diff != "" {
		t.Errorf("links (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([][]string{{"Kiel", "Weather"}, {"Oslo"}, {"Kiel", "Weather"}}, topics); diff != "" {
		t.Errorf("topics (-want +got):\n%s", diff)
	}
	if links, _ := linksOf(h.graph); len(links) != 5 {
		t.Errorf("the whole graph has become %q", links)
	}
	want := map[relation.Node]bool{0: true, 2: true} // an event without a page cannot be found
	if diff := cmp.Diff(want, h.others(1)); diff != "" {
		t.Errorf("hidden events (-want +got):\n%s", diff)
	}
}

// The ferry's links are hidden, but its headline names the topic of the others. The
// event with more words in common is about something else.
func TestHiddenLinksAreFoundByWhatIsLeft(t *testing.T) {
	events := []event.Event{slugged("ferry", "The last ferry of the day leaves Oslo", nil, toDay(1, "port", "Oslo"), toDay(2, "strike"))}
	events = append(events, slugged("port", "A port opens", []string{"Oslo"}), slugged("strike", "Dockers on strike", []string{"Oslo"}))
	for i := range 25 {
		events = append(events, slugged(fmt.Sprint("noise-", i), fmt.Sprintf("The last of the day %d", i), nil))
	}
	h := hiding(events...)
	var row HiddenRow
	if err := h.test(context.Background(), []relation.Node{0}, &row); err != nil {
		t.Fatal(err)
	}
	if want := (HiddenRow{Hidden: 2, News: 2}); row != want {
		t.Errorf("got %+v, want %+v", row, want)
	}
}

func TestMostWordsInCommon(t *testing.T) {
	h := hiding(
		slugged("a", "Rare the of", nil),
		slugged("b", "the of THE the", nil),
		slugged("c", "the of", nil),
		slugged("d", "rare", nil),
		slugged("e", "nothing else", nil),
		slugged("f", "the", nil),
		slugged("g", "of the", nil),
	)
	e := h.events[0]
	if got, want := h.words.most(e, 0, false), []relation.Node{1, 2, 6, 3, 5}; !slices.Equal(got, want) {
		t.Errorf("most words: %v, want %v", got, want)
	}
	if got, want := h.words.most(e, 0, true), []relation.Node{3, 1, 2, 6, 5}; !slices.Equal(got, want) {
		t.Errorf("rare words: %v, want %v", got, want)
	}
}

func TestHiddenOfAMadeArchive(t *testing.T) {
	dir, made := makeSmall(t, 1)
	options := HiddenOptions{Archive: dir, Seed: 3, Events: 20}
	var told []string
	options.Progress = func(what string) { told = append(told, what) }
	report, err := Hidden(context.Background(), options)
	if err != nil {
		t.Fatal(err)
	}
	if report.Events != made.Events || len(report.Rows) != 2 {
		t.Fatalf("got %+v", report)
	}
	for i, language := range []string{"Chinese", "other"} {
		row := report.Rows[i]
		if row.Language != language || row.Tested != min(20, row.Linked) || row.Hidden < row.Tested || row.Hidden > 20*row.Tested {
			t.Errorf("got %+v", row)
		}
		if most := max(row.News, row.Words, row.Rare); most > row.Hidden || row.News == 0 {
			t.Errorf("got %+v", row)
		}
	}
	if want := []string{"reading " + dir, "Chinese", "other"}; !slices.Equal(told, want) {
		t.Errorf("progress told %q, want %q", told, want)
	}
	again, err := Hidden(context.Background(), options)
	if diff := cmp.Diff(report, again); diff != "" || err != nil {
		t.Errorf("again (%v):\n%s", err, diff)
	}
	options.Seed++
	if other, err := Hidden(context.Background(), options); err != nil || cmp.Equal(report.Rows, other.Rows) {
		t.Errorf("another seed gives the same: %+v, %v", other, err)
	}
}

func TestHiddenNeedsSomethingToHide(t *testing.T) {
	for want, options := range map[string]HiddenOptions{
		"no archive named":     {Events: 1},
		"cannot draw 0 events": {Archive: "x"},
		"no-such-folder":       {Archive: t.TempDir() + "/no-such-folder", Events: 1},
	} {
		if _, err := Hidden(context.Background(), options); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: the error is %v", options, err)
		}
	}
}

func TestWriteHidden(t *testing.T) {
	report := HiddenReport{Archive: "/archive", Seed: 7, Events: 900, Rows: []HiddenRow{
		{Language: "Chinese", Linked: 300, Tested: 200, Hidden: 1000, News: 499, Words: 200, Rare: 250},
		{Language: "other", Linked: 5, Tested: 5, Hidden: 9, News: 3},
	}}
	const want = `
/archive, seed 7: 900 events; the first 20 of each are looked at

| headlines | linked | tested | hidden | words in common | rare words | news relate | beside words | all, beside words |
|-----------|--------|--------|--------|-----------------|------------|-------------|--------------|-------------------|
| Chinese   | 300    | 200    | 1000   | 0.200           | 0.250      | 0.499       | 2.49 x       | 5.00 x            |
| other     | 5      | 5      | 9      | 0.000           | 0.000      | 0.333       | -            | -                 |
`
	var got strings.Builder
	if err := WriteHidden(&got, report); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want[1:], got.String()); diff != "" {
		t.Error(diff)
	}
}
