package relation_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"news/internal/event"
	"news/internal/relation"
)

func ref(slug string) event.Ref {
	return event.NewRef(event.Date{Year: 2016, Month: 4, Day: 3}, slug)
}

// to gives a link as a page has it.
func to(slug string, topics ...string) event.Link {
	return event.Link{Ref: ref(slug), Headline: "page calls it " + slug, Topics: topics}
}

// pages are events with their links, in canonical order.
type pages []struct {
	slug  string
	links []event.Link
}

func (p pages) links() *relation.Memory {
	var m relation.Memory
	for _, page := range p {
		m.Add(ref(page.slug), "headline of "+page.slug, page.links)
	}
	return &m
}

// of gives the ties of an event in memory, where nothing can fail.
func of(ref event.Ref, links relation.Links) []relation.Tie {
	ties, err := relation.Of(ref, links)
	if err != nil {
		panic(err)
	}
	return ties
}

// told gives ties as short lines: direction, slug, headline, topics.
func told(ties []relation.Tie) [][]string {
	var lines [][]string
	for _, tie := range ties {
		lines = append(lines, append([]string{tie.Direction.String(), tie.Ref.Slug, tie.Headline}, tie.Shared...))
	}
	return lines
}

func TestOf(t *testing.T) {
	tests := []struct {
		story string
		pages pages
		want  [][]string
	}{
		{"an event that nothing is linked to", pages{{"ferry", nil}, {"storm", nil}}, nil},
		{"an event that no page is known of", pages{{"storm", []event.Link{to("harbour")}}}, nil},
		{
			"its own links stand as its page lists them, not as the archive does",
			pages{{"a", nil}, {"ferry", []event.Link{to("z", "Oslo"), to("a", "Kiel"), to("m")}}, {"z", nil}},
			[][]string{
				{"out", "z", "page calls it z", "Oslo"},
				{"out", "a", "page calls it a", "Kiel"},
				{"out", "m", "page calls it m"},
			},
		},
		{
			"links to it stand in canonical order of their pages, with their headlines",
			pages{{"z", []event.Link{to("ferry", "Oslo")}}, {"ferry", nil}, {"a", []event.Link{to("other"), to("ferry", "Kiel")}}},
			[][]string{
				{"in", "z", "headline of z", "Oslo"},
				{"in", "a", "headline of a", "Kiel"},
			},
		},
		{
			"its own links go first",
			pages{{"a", []event.Link{to("ferry")}}, {"ferry", []event.Link{to("z")}}},
			[][]string{
				{"out", "z", "page calls it z"},
				{"in", "a", "headline of a"},
			},
		},
		{
			"both ways is one tie, where its own link stands, with the topics of both links",
			pages{{"a", []event.Link{to("ferry", "Kiel")}}, {"b", []event.Link{to("ferry", "Oslo", "Storms")}}, {"ferry", []event.Link{to("z"), to("b", "Ferries", "Oslo")}}},
			[][]string{
				{"out", "z", "page calls it z"},
				{"both", "b", "page calls it b", "Ferries", "Oslo", "Storms"},
				{"in", "a", "headline of a", "Kiel"},
			},
		},
		{
			"a page that names itself",
			pages{{"ferry", []event.Link{to("ferry", "Oslo"), to("a")}}},
			[][]string{{"out", "a", "page calls it a"}},
		},
		{
			"a page that names one event twice",
			pages{{"ferry", []event.Link{to("a", "Oslo"), to("b"), to("a", "Kiel", "Oslo")}}},
			[][]string{
				{"out", "a", "page calls it a", "Oslo", "Kiel"},
				{"out", "b", "page calls it b"},
			},
		},
		{
			"another page that names it twice",
			pages{{"a", []event.Link{to("ferry", "Oslo"), to("ferry", "Kiel")}}, {"ferry", nil}},
			[][]string{{"in", "a", "headline of a", "Oslo", "Kiel"}},
		},
		{
			"both ways and twice each",
			pages{{"a", []event.Link{to("ferry"), to("ferry", "Kiel")}}, {"ferry", []event.Link{to("a", "Oslo"), to("a")}}},
			[][]string{{"both", "a", "page calls it a", "Oslo", "Kiel"}},
		},
		{
			"a link that names a topic twice",
			pages{{"ferry", []event.Link{to("a", "Oslo", "Oslo")}}},
			[][]string{{"out", "a", "page calls it a", "Oslo"}},
		},
		{
			"a slug of another day is another event",
			pages{{"ferry", []event.Link{{Ref: event.NewRef(event.Date{Year: 2015, Month: 4, Day: 3}, "ferry"), Headline: "last year's"}}}},
			[][]string{{"out", "ferry", "last year's"}},
		},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, told(of(ref("ferry"), test.pages.links()))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.story, diff)
		}
	}
}

func TestOfLeavesTheLinksAsTheyAre(t *testing.T) {
	topics := make([]string, 1, 8)
	topics[0] = "Oslo"
	var m relation.Memory
	m.Add(ref("a"), "A", []event.Link{to("ferry", "Kiel")})
	m.Add(ref("ferry"), "Ferry", []event.Link{{Ref: ref("a"), Topics: topics}})
	first := told(of(ref("ferry"), &m))
	if again := told(of(ref("ferry"), &m)); !cmp.Equal(first, again) {
		t.Errorf("asked again, %v became %v", first, again)
	}
	if topics[:2][1] != "" {
		t.Errorf("the link's topics became %q", topics[:2])
	}
}

// Whatever the direction, an event is tied to the other just as that one is to
// it, seen from the other end.
func TestTiesAreMutual(t *testing.T) {
	links := pages{
		{"a", []event.Link{to("b", "Oslo"), to("c")}},
		{"b", []event.Link{to("a", "Kiel")}},
		{"c", []event.Link{to("c"), to("d", "Storms")}},
		{"d", nil},
	}.links()
	opposite := map[relation.Direction]relation.Direction{relation.Out: relation.In, relation.In: relation.Out, relation.Both: relation.Both}
	count := 0
	for _, slug := range []string{"a", "b", "c", "d"} {
		for _, tie := range of(ref(slug), links) {
			count++
			if !mutual(of(tie.Ref, links), ref(slug), opposite[tie.Direction]) {
				t.Errorf("%s is tied to %s, %v, but not the other way round", slug, tie.Ref.Slug, tie.Direction)
			}
		}
	}
	if count != 6 {
		t.Errorf("there are %d ends of ties, want 6", count)
	}
}

func mutual(ties []relation.Tie, to event.Ref, direction relation.Direction) bool {
	for _, tie := range ties {
		if tie.Ref == to {
			return tie.Direction == direction
		}
	}
	return false
}

func TestMemory(t *testing.T) {
	var m relation.Memory
	out := func(slug string) []event.Link {
		links, _ := m.Out(ref(slug)) // never fails
		return links
	}
	in := func(slug string) []event.Link {
		links, _ := m.In(ref(slug))
		return links
	}
	if out("ferry") != nil || in("ferry") != nil {
		t.Error("an empty memory knows links")
	}
	m.Add(ref("storm"), "A storm closes the port", []event.Link{to("ferry", "Oslo")})
	m.Add(ref("quiet"), "Nothing happens", nil)
	want := []event.Link{{Ref: ref("storm"), Headline: "A storm closes the port", Topics: []string{"Oslo"}}}
	if diff := cmp.Diff(want, in("ferry")); diff != "" {
		t.Errorf("links to the ferry (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]event.Link{to("ferry", "Oslo")}, out("storm")); diff != "" {
		t.Errorf("links on the storm's page (-want +got):\n%s", diff)
	}
}

func TestDirectionHasAWord(t *testing.T) {
	for direction, want := range map[relation.Direction]string{relation.Out: "out", relation.In: "in", relation.Both: "both", 0: "", 4: ""} {
		if got := direction.String(); got != want {
			t.Errorf("direction %d is %q, want %q", direction, got, want)
		}
	}
}
