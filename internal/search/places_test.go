package search

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"news/internal/event"
)

// placesOf returns places as texts, in order.
func placesOf(places []Place) []string {
	var all []string
	for _, p := range places {
		all = append(all, fmt.Sprintf("%v/%d", p.Date, p.Number))
	}
	slices.Sort(all)
	return all
}

func TestPlacesAreThoseOfAllHits(t *testing.T) {
	c := corpusOf(smallArchive())
	place := make(map[event.Ref]Place)
	for _, e := range smallArchive() {
		place[e.Ref] = Place{e.Ref.Date, e.Number}
	}
	april := func(d event.Date) bool { return d.Year == 2016 }
	for _, typed := range []string{
		"earthquake", "erthquake", "army palmyra", "topic:syria OR fiji", "iran !states", "date:2016-04-01",
		"earthquake date:2016-04-03", `"united states"`, "叙利亚", "male", "quixotic", "electoin ankara", "al-qaryatayn",
	} {
		for name, days := range map[string]func(event.Date) bool{"all": nil, "of 2016": april} {
			q, err := Parse(typed, today)
			if err != nil {
				t.Fatal(err)
			}
			results, err := Search(context.Background(), c, q, Options{Days: days})
			if err != nil {
				t.Fatal(err)
			}
			var want []Place
			for _, hit := range results.Hits {
				want = append(want, place[hit.Ref])
			}
			got, err := PlacesOf(context.Background(), c, q, Options{Days: days})
			if err != nil {
				t.Fatal(err)
			}
			if diff := gocmp.Diff(placesOf(want), placesOf(got.Of)); diff != "" || got.Guessed != results.Guessed {
				t.Errorf("%s, %s: guessed %v, want %v (-want +got):\n%s", typed, name, got.Guessed, results.Guessed, diff)
			}
		}
	}
}

func TestWithoutAQueryPlacesAreThoseOfAllEvents(t *testing.T) {
	var want []Place
	for _, e := range smallArchive() {
		if e.Ref.Date.Year > 2011 {
			want = append(want, Place{e.Ref.Date, e.Number})
		}
	}
	got, err := PlacesOf(context.Background(), corpusOf(smallArchive()), nil, Options{Days: func(d event.Date) bool { return d.Year > 2011 }})
	if diff := gocmp.Diff(placesOf(want), placesOf(got.Of)); diff != "" || err != nil || got.Guessed {
		t.Errorf("%v, guessed %v (-want +got):\n%s", err, got.Guessed, diff)
	}
}

func TestPlacesEndWithTheContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	q, _ := Parse("earthquake", today)
	for _, query := range []Query{q, nil} {
		if _, err := PlacesOf(ctx, corpusOf(smallArchive()), query, Options{}); err != context.Canceled {
			t.Errorf("%v: %v", query, err)
		}
	}
}

func TestOrderThenReverseThenLimit(t *testing.T) {
	c := corpusOf(smallArchive())
	for _, typed := range []string{"earthquake", "army palmyra", "date:2016", "earthquake OR army", "electoin ankara", "zzzz"} {
		q, _ := Parse(typed, today)
		whole, _ := search(t, c, typed, Options{ByDate: true})
		slices.Reverse(whole)
		for limit := range len(whole) + 2 {
			opts := Options{ByDate: true, Reverse: true, Limit: limit}
			want := whole
			if limit > 0 {
				want = whole[:min(limit, len(whole))]
			}
			got, results := search(t, c, typed, opts)
			if !slices.Equal(got, want) || results.Total != len(whole) {
				t.Errorf("%s, limit %d: %v of %d, want %v of %d", typed, limit, got, results.Total, want, len(whole))
			}
			places, err := PlacesOf(context.Background(), newRenumbered(c, rand.New(rand.NewPCG(1, 2))), q, opts)
			if err != nil || places.Total != len(whole) || !slices.Equal(places.Of, hitPlaces(c, results)) {
				t.Errorf("%s, limit %d: places %v of %d, %v", typed, limit, places.Of, places.Total, err)
			}
		}
	}
}

// hitPlaces returns the places of hits, in their order.
func hitPlaces(c *Memory, results Results) []Place {
	place := make(map[event.Ref]Place)
	for doc := range c.Bound() {
		ref, _ := c.Ref(doc)
		place[ref] = c.Place(doc)
	}
	places := []Place{}
	for _, hit := range results.Hits {
		places = append(places, place[hit.Ref])
	}
	return places
}

func TestWithoutAQueryPlacesCanBeInOrder(t *testing.T) {
	c := corpusOf(smallArchive())
	inner := newRenumbered(c, rand.New(rand.NewPCG(3, 4)))
	opts := Options{ByDate: true, Limit: 3, Only: func(p Place) bool { return p.Number == 1 }}
	got, err := PlacesOf(context.Background(), inner, nil, opts)
	day := func(year, month, day int) event.Date { return event.Date{Year: year, Month: month, Day: day} }
	if want := []Place{{day(2016, 4, 3), 1}, {day(2016, 4, 1), 1}, {day(2015, 6, 9), 1}}; err != nil || got.Total != 14 || !slices.Equal(got.Of, want) {
		t.Errorf("places %v of %d, %v", got.Of, got.Total, err)
	}
	opts.Reverse, opts.Limit = true, 1
	if got, _ = PlacesOf(context.Background(), inner, nil, opts); got.Of[0] != (Place{day(2009, 1, 1), 1}) {
		t.Errorf("the oldest is %v", got.Of)
	}
}
