package relation_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"news/internal/event"
	"news/internal/relation"
)

// page returns an event of 3 April 2016.
func page(number int, slug string, topics []string, links ...event.Link) event.Event {
	return event.Event{Ref: ref(slug), Number: number, Topics: event.JoinTopics(topics, links), Related: links}
}

// topicNames returns the names of topics, sorted.
func topicNames(g *relation.Graph, topics []relation.Topic) []string {
	var names []string
	for _, topic := range topics {
		names = append(names, g.Name(topic))
	}
	slices.Sort(names)
	return names
}

func subjectsOf(g *relation.Graph) (names [][]string) {
	for n := range relation.Node(g.Events()) {
		names = append(names, topicNames(g, g.About(n)))
	}
	return names
}

// linksOf returns the targets of each event's links, and for each node the
// events whose pages link to it.
func linksOf(g *relation.Graph) (out, in [][]relation.Node) {
	for n := range relation.Node(g.Nodes()) {
		var to, from []relation.Node
		for _, other := range g.Out(n) {
			to = append(to, other)
		}
		for _, other := range g.In(n) {
			from = append(from, other)
		}
		out, in = append(out, to), append(in, from)
	}
	return out, in
}

func TestTopicsOfAnEventIncludeTheTopicsOfLinksToIt(t *testing.T) {
	formerly := page(3, "gale", []string{"Storms"})
	formerly.Changes = []event.Change{{Ref: ref("breeze")}}
	tests := []struct {
		story  string
		events []event.Event
		want   [][]string
	}{
		{"none", []event.Event{page(1, "ferry", nil)}, [][]string{nil}},
		{"its own", []event.Event{page(1, "ferry", []string{"Oslo", "Ferries"})}, [][]string{{"Ferries", "Oslo"}}},
		{
			"a link names some for both",
			[]event.Event{page(1, "ferry", []string{"Oslo"}, to("storm", "Kiel")), page(2, "storm", nil)},
			[][]string{{"Kiel", "Oslo"}, {"Kiel"}},
		},
		{
			"a link to a reference of before",
			[]event.Event{page(1, "ferry", nil, to("breeze", "Kiel")), page(2, "storm", nil), formerly},
			[][]string{{"Kiel"}, nil, {"Kiel", "Storms"}},
		},
		{
			"which another event has now",
			[]event.Event{page(1, "ferry", nil, to("breeze", "Kiel")), page(2, "breeze", nil), formerly},
			[][]string{{"Kiel"}, {"Kiel"}, {"Storms"}},
		},
		{"a link to no page", []event.Event{page(1, "ferry", nil, to("lost", "Kiel"))}, [][]string{{"Kiel"}}},
	}
	for _, test := range tests {
		g := graphOf(relation.InWords, test.events...)
		if diff := cmp.Diff(test.want, subjectsOf(g), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.story, diff)
		}
	}
}

func TestTopicsAreOneByTheirFoldedNamesOrByTheirWords(t *testing.T) {
	events := []event.Event{
		page(1, "a", []string{"Syrian army"}), page(2, "b", []string{"Syrian Army"}), page(3, "c", []string{"Syrian Army", "syrian army"}),
		page(4, "d", []string{"Deir ez-Zor", "Málaga"}), page(5, "e", []string{"Deir ez Zor", "Malaga"}),
		page(6, "f", []string{"中國"}), page(7, "g", []string{"中国"}), page(8, "h", []string{"中国", "???"}),
	}
	tests := []struct {
		same relation.Sameness
		want [][]string
	}{
		{relation.Folded, [][]string{
			{"Syrian Army"}, {"Syrian Army"}, {"Syrian Army"}, {"Deir ez-Zor", "Malaga"}, {"Deir ez Zor", "Malaga"}, {"中国"}, {"中国"}, {"???", "中国"},
		}},
		{relation.InWords, [][]string{ // of two equally common names, the first in order
			{"Syrian Army"}, {"Syrian Army"}, {"Syrian Army"}, {"Deir ez Zor", "Malaga"}, {"Deir ez Zor", "Malaga"}, {"中国"}, {"中国"}, {"???", "中国"},
		}},
	}
	for _, test := range tests {
		g := graphOf(test.same, events...)
		if diff := cmp.Diff(test.want, subjectsOf(g)); diff != "" {
			t.Errorf("same %d (-want +got):\n%s", test.same, diff)
		}
		for typed, want := range map[string]string{"SYRIAN ARMY": "Syrian Army", "malaga": "Malaga", "中國": "中国", "???": "???", "Syrian": "", "": ""} {
			topic, known := g.Named(typed)
			if known != (want != "") || known && g.Name(topic) != want {
				t.Errorf("same %d: %q is the topic %q", test.same, typed, want)
			}
		}
		army, known := g.Topic("SYRIAN ARMY")
		if with := g.With(army); !known || !slices.Equal(with, []relation.Node{0, 1, 2}) {
			t.Errorf("same %d: the events with the army are %v", test.same, with)
		}
	}
}

func TestLinksLeadBothWays(t *testing.T) {
	g := graphOf(relation.InWords,
		page(1, "a", nil, to("c", "Oslo"), to("lost"), to("a"), to("c", "Kiel", "Oslo")),
		page(2, "b", nil, to("lost"), to("gone"), to("c")),
		page(3, "c", nil, to("a")),
	)
	lost, gone := relation.Node(3), relation.Node(4)
	if ref("lost").Key() < ref("gone").Key() { // the highest key has the lowest number
		lost, gone = gone, lost
	}
	if g.Events() != 3 || g.Nodes() != 5 || g.HasPage(lost) || !g.HasPage(2) {
		t.Fatalf("%d of %d events have a page", g.Events(), g.Nodes())
	}
	out, in := linksOf(g)
	wantOut := [][]relation.Node{{2, lost, 0, 2}, {lost, gone, 2}, {0}, nil, nil}
	wantIn := [][]relation.Node{{0, 2}, nil, {0, 0, 1}, nil, nil}
	wantIn[lost], wantIn[gone] = []relation.Node{0, 1}, []relation.Node{1}
	if diff := cmp.Diff(wantOut, out) + cmp.Diff(wantIn, in); diff != "" {
		t.Errorf("links out and in (-want +got):\n%s", diff)
	}
	var shared [][]string
	for link, from := range g.In(2) {
		shared = append(shared, topicNames(g, g.Shared(link)))
		if link.From != from || link.Place > 3 {
			t.Errorf("link %v does not stand on the page of %d", link, from)
		}
	}
	if diff := cmp.Diff([][]string{{"Oslo"}, {"Kiel", "Oslo"}, nil}, shared, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("topics of the links to c (-want +got):\n%s", diff)
	}
	places := map[int]bool{}
	for link := range g.In(gone) {
		places[link.Place] = true
	}
	if !places[1] || len(places) != 1 {
		t.Errorf("what is gone is named at the places %v, want 1", places)
	}
	for link, other := range g.Around(lost) {
		if other == 0 {
			break // an iteration may stop early
		}
		t.Errorf("link %v leads on to %d", link, other)
	}
}

func TestEventsAreFoundByPlace(t *testing.T) {
	on := func(day, number int) relation.Place {
		return relation.Place{Date: event.Date{Year: 2016, Month: 4, Day: day}, Number: number}
	}
	var events []event.Event
	places := []relation.Place{on(9, 1), on(9, 3), on(4, 1), on(3, 1), on(3, 2)} // page 2 of the 9th cannot be read
	for _, p := range places {
		events = append(events, event.Event{Ref: event.NewRef(p.Date, "x"), Number: p.Number})
	}
	g := graphOf(relation.InWords, events...)
	for i, p := range places {
		if n, found := g.At(p); !found || n != relation.Node(i) || g.Place(n) != p || g.Date(n) != p.Date {
			t.Errorf("at %v stands %d, %v, want %d", p, n, found, i)
		}
	}
	for _, p := range []relation.Place{on(9, 2), on(9, 4), on(5, 1), on(10, 1), on(1, 1), {}} {
		if n, found := g.At(p); found {
			t.Errorf("at %v stands %d, want none", p, n)
		}
	}
	empty := graphOf(relation.InWords)
	if _, found := empty.At(on(3, 1)); found || empty.Nodes() != 0 || empty.Topics() != 0 {
		t.Error("a graph of nothing has something")
	}
}

func TestTopicOfNoEventIsNone(t *testing.T) {
	names := []relation.Name{relation.NameOf("Oslo"), relation.NameOf("Kiel")}
	m := relation.NewMaker(1, 1, names, relation.InWords)
	m.Event(relation.Place{Number: 1}, []int32{1})
	s := m.Subjects()
	if topic, known := s.Topic("Oslo"); known {
		t.Errorf("Oslo is topic %d, which no event has", topic)
	}
	if got := s.Mentioned("From Oslo to Kiel"); len(got) != 1 || s.Name(got[0]) != "Kiel" {
		t.Errorf("mentioned are %v, want Kiel alone", got)
	}
}

func TestTopicsMentionedInAText(t *testing.T) {
	g := graphOf(relation.InWords,
		page(1, "a", []string{"Syrian Army", "Army", "al-Qaryatayn", "U.S.", "São Tomé", "中國", "俄羅斯"}),
	)
	tests := []struct {
		text string
		want []string
	}{
		{"", nil},
		{"Nothing that is known", nil},
		{"The Syrian army takes Al Qaryatayn", []string{"Syrian Army", "Army", "al-Qaryatayn"}},
		{"An armyworm in Syria", nil},
		{"Sao Tome and the US, says the US", []string{"São Tomé", "U.S."}},
		{"中国与俄罗斯签署协议", []string{"中國", "俄羅斯"}},
		{"Syrian, army", []string{"Syrian Army", "Army"}}, // commas do not separate words
	}
	for _, test := range tests {
		var got []string
		for _, topic := range g.Mentioned(test.text) {
			got = append(got, g.Name(topic))
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%q mentions %q, want %q", test.text, got, test.want)
		}
	}
}
