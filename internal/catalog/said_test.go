package catalog_test

import (
	"slices"
	"testing"

	"news/internal/catalog"
	"news/internal/event"
	"news/internal/search"
)

func TestSaid(t *testing.T) {
	tests := []struct {
		name, headline, description string
		want                        []string
	}{
		{"words, each once", "Ferry waits for a ferry", "The captain waits", []string{"ferry", "waits", "captain"}},
		{"no small words", "Storm across and after the harbour", "", []string{"storm", "harbour"}},
		{"no numbers", "Ferry 17 sinks in 2010, 1,200 rescued", "", []string{"ferry", "sinks", "rescued"}},
		{"pairs of characters", "港口大雨", "", []string{"港口", "口大", "大雨"}},
		{"no pair with a small character", "港口的大雨", "", []string{"港口", "大雨"}},
		{"no character alone", "5月6日，港口，Ferry船", "", []string{"港口", "ferry"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e := event.Event{Ref: event.Ref{Date: event.Date{Year: 2020, Month: 4, Day: 6}, Slug: "one"}, Number: 1, Headline: test.headline, Description: test.description}
			builder := search.NewBuilder()
			builder.Add(e)
			said, err := catalog.Said(t.Context(), builder.Corpus())
			if err != nil {
				t.Fatal(err)
			}
			page, err := said(&e)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, w := range page.Words {
				got = append(got, w.Text)
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got the words %q, want %q", got, test.want)
			}
		})
	}
}
