package search

import (
	"context"
	"fmt"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"news/internal/event"
)

// placesOf gives the places of what a query finds as text, in order.
func placesOf(places []Place) []string {
	var all []string
	for _, p := range places {
		all = append(all, fmt.Sprintf("%v/%d", p.Date, p.Number))
	}
	slices.Sort(all)
	return all
}

func TestPlacesAreThoseOfAllHits(t *testing.T) {
	c := corpusOf(told())
	place := make(map[event.Ref]Place)
	for _, e := range told() {
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
			got, err := PlacesOf(context.Background(), c, q, days)
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
	for _, e := range told() {
		if e.Ref.Date.Year > 2011 {
			want = append(want, Place{e.Ref.Date, e.Number})
		}
	}
	got, err := PlacesOf(context.Background(), corpusOf(told()), nil, func(d event.Date) bool { return d.Year > 2011 })
	if diff := gocmp.Diff(placesOf(want), placesOf(got.Of)); diff != "" || err != nil || got.Guessed {
		t.Errorf("%v, guessed %v (-want +got):\n%s", err, got.Guessed, diff)
	}
}

func TestPlacesEndWithTheContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	q, _ := Parse("earthquake", today)
	for _, query := range []Query{q, nil} {
		if _, err := PlacesOf(ctx, corpusOf(told()), query, nil); err != context.Canceled {
			t.Errorf("%v: %v", query, err)
		}
	}
}
