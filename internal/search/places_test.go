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
	in2016 := func(d event.Date) bool { return d.Year == 2016 }
	second := func(p Place) bool { return p.Number == 2 }
	for _, typed := range []string{
		"", "earthquake", "erthquake", "army palmyra", "topic:syria OR fiji", "iran !states", "date:2016-04-01", "earthquake zzzz", "+earthquake fiji",
		"earthquake date:2016-04-03", `"united states"`, "叙利亚", "叙利亚军队", "古城军", "male", "quixotic", "electoin ankara", "al-qaryatayn", "the", "fiji vanuatu OR iran",
	} {
		for _, opts := range []Options{
			{}, {Full: true}, {Days: in2016}, {Days: in2016, Full: true}, {Only: second}, {Only: second, Full: true},
			{Wishes: []DayWish{wishFor("2016-04-01")}}, {Wishes: []DayWish{wishFor("2016-04-01"), wishFor("2015")}, Full: true},
		} {
			q, err := Parse(typed, today)
			if typed == "" {
				q, err = nil, nil
			}
			if err != nil {
				t.Fatal(err)
			}
			results, err := Search(context.Background(), c, q, opts)
			if err != nil {
				t.Fatal(err)
			}
			got, err := PlacesOf(context.Background(), newRenumbered(c, rand.New(rand.NewPCG(1, 2))), q, opts)
			if err != nil {
				t.Fatal(err)
			}
			if typed == "" && len(opts.Wishes) == 0 {
				continue // all events within the bounds, of which Search finds none
			}
			if diff := gocmp.Diff(placesOf(hitPlaces(c, results)), placesOf(got.Of)); diff != "" || got.Total != results.Total {
				t.Errorf("%s, %+v: total %d, want %d (-want +got):\n%s", typed, opts, got.Total, results.Total, diff)
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
	if diff := gocmp.Diff(placesOf(want), placesOf(got.Of)); diff != "" || err != nil || got.Total != len(want) {
		t.Errorf("%v, total %d (-want +got):\n%s", err, got.Total, diff)
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
