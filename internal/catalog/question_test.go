package catalog_test

import (
	"fmt"
	"strings"
	"testing"

	"news/internal/catalog"
	"news/internal/event"
	"news/internal/when"
)

func TestDaysOfASearchAreWishes(t *testing.T) {
	today, years := event.Date{Year: 2016, Month: 4, Day: 13}, when.Years{First: 2002, Last: 2016}
	for _, c := range []struct {
		typed, words, wishes string // of each wish: typed = days = words
	}{
		{"haiti january 2010", "haiti", "january 2010 = 2010-01 = january 2010"},
		{"haiti in 2010-01 2011", "haiti", "in 2010-01 = 2010-01 = january 2010; 2011 = 2011 = 2011"},
		{"2016-04-03", "", "2016-04-03 = 2016-04-03 = 3 april 2016"},
		{"last week strike", "strike", "last week = 2016-W14 = "},
		{"earthquake 2031", "earthquake", "2031 = 2031 = 2031"},
		{"7/7 london", "7-7 london", ""},
		{"haiti date:2010", "haiti date:2010", ""},
		{`"january 2010" haiti`, `"january 2010" haiti`, ""},
	} {
		q, err := catalog.Understand(catalog.Asked{Args: []string{c.typed}, DaysAreWishes: true}, today, years)
		if err != nil {
			t.Errorf("%s: %v", c.typed, err)
			continue
		}
		words := ""
		if q.Query != nil {
			words = q.Query.String()
		}
		var wishes []string
		for _, wish := range q.Wishes {
			wishes = append(wishes, fmt.Sprintf("%s = %s = %s", wish.Typed, wish.Days, wish.Words))
		}
		if got := strings.Join(wishes, "; "); words != c.words || got != c.wishes || !q.Days.IsEvery() || len(q.Taken) > 0 {
			t.Errorf("%s: the words %s and the wishes %s, want %s and %s", c.typed, words, got, c.words, c.wishes)
		}
	}
}

func TestDaysAloneAskForAllTheirEvents(t *testing.T) {
	c := open(t, copySample(t, "2016"), "")
	q := ask(t, c, catalog.Asked{Args: []string{"december 2016"}, DaysAreWishes: true})
	found, err := c.Search(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	listing, err := c.List(t.Context(), ask(t, c, catalog.Asked{Args: []string{"december 2016"}}))
	if err != nil {
		t.Fatal(err)
	}
	if total, err := listing.Count(t.Context()); err != nil || total == 0 || found.Total != total {
		t.Errorf("a search finds %d events of the month, the list has %d, %v", found.Total, total, err)
	}
}
