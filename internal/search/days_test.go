package search

import (
	"context"
	"slices"
	"testing"

	"news/internal/event"
	"news/internal/text"
	"news/internal/when"
)

// wishFor returns the wish for the days that somebody types.
func wishFor(typed string) DayWish {
	span, err := when.ParseSpan(typed, today)
	if err != nil {
		panic(err)
	}
	return DayWish{Typed: typed, Contains: span.Contains, Words: text.FoldedWords(typed)}
}

func wishesFor(typed ...string) []DayWish {
	var wishes []DayWish
	for _, t := range typed {
		wishes = append(wishes, wishFor(t))
	}
	return wishes
}

func TestDaysAreWishes(t *testing.T) {
	c := corpusOf(eventsOf(
		"2010-01-12 haiti A quake strikes Haiti",
		"2010-01-20 aid Ships bring aid after the quake",
		"2010-02-27 chile A quake strikes Chile",
		"2011-01-12 year Haiti remembers the quake of January 2010",
		"2011-03-11 japan A quake strikes Japan",
		"2010-01-05 tower A tower opens in Dubai",
		"2012-01-12 two Haiti remembers the quake of 2010",
		"2016-01-01 end The end",
	))
	for _, v := range []struct {
		typed  string
		wishes []DayWish
		want   string
	}{
		{"quake", wishesFor("january 2010"), "aid chile[january 2010] haiti japan[january 2010] two[january 2010] year[january 2010]"},
		{"quake", wishesFor("2010"), "aid chile haiti japan[2010] two[2010] year[2010]"},
		{"quake haiti", wishesFor("2010-01-12"), "haiti two[2010-01-12] year[2010-01-12]"},
		{"quake", wishesFor("2031"), "aid[2031] chile[2031] haiti[2031] japan[2031] two[2031] year[2031]"},
		{"quake", wishesFor("2011", "2010-02"), "aid[2011,2010-02] chile haiti[2011,2010-02] japan two[2011,2010-02] year"},
		{"quake OR tower", wishesFor("2010-01"), "aid chile[2010-01] haiti japan[2010-01] tower two[2010-01] year[2010-01]"},
		{"dubai", wishesFor("2011"), "tower[2011]"}, // an event of the days is no hit because of them
		{"zzzzzz", wishesFor("2010"), ""},
		{"quake haiti chile japan", wishesFor("2010"), ""},
	} {
		results := ask(t, c, v.typed, Options{Wishes: v.wishes})
		if got := outline(results.Hits); got != v.want {
			t.Errorf("%s in %v finds %q, want %q", v.typed, typedOf(v.wishes), got, v.want)
		}
		all := ask(t, c, v.typed, Options{})
		if all.Total != results.Total {
			t.Errorf("%s finds %d events, and with %v %d", v.typed, all.Total, typedOf(v.wishes), results.Total)
		}
		full := ask(t, c, v.typed, Options{Wishes: v.wishes, Full: true})
		if slices.ContainsFunc(full.Hits, func(h Hit) bool { return len(h.Lacks) > 0 }) || full.Total != results.Full {
			t.Errorf("%s in %v has %d full hits, and alone %q", v.typed, typedOf(v.wishes), results.Full, outline(full.Hits))
		}
	}
}

func typedOf(wishes []DayWish) (list []string) {
	for _, w := range wishes {
		list = append(list, w.Typed)
	}
	return list
}

// TestADayIsMetInFullOrByName compares the part of a score that is for the days.
func TestADayIsMetInFullOrByName(t *testing.T) {
	c := corpusOf(eventsOf(
		"2010-01-12 of A quake strikes Haiti", "2012-01-12 named A quake of January 2010", "2013-01-12 topic A quake strikes | | January 2010", "2014-01-12 neither A quake strikes in January, 2010 miles away",
		"2015-01-12 apart A quake of 2010 in January", "2016-01-01 end The end",
	))
	results := ask(t, c, "quake", Options{Wishes: wishesFor("january 2010")})
	whole := hitWith(results, "of").Parts.Days
	if whole <= 0 || results.Hits[0].Ref.Slug != "of" {
		t.Errorf("an event of the day has %v of it; %s", whole, outline(results.Hits))
	}
	for slug, want := range map[string]float64{"of": 1, "named": .5, "topic": .5, "apart": 0} {
		if got := hitWith(results, slug).Parts.Days; got != want*whole {
			t.Errorf("%s has %v of its day, want %v of %v", slug, got, want, whole)
		}
	}
	// No text names days such as last week.
	unnamed := []DayWish{{Typed: "last week", Contains: func(d event.Date) bool { return d.Year == 2010 }}}
	for _, hit := range ask(t, c, "quake", Options{Wishes: unnamed}).Hits {
		if want := hit.Ref.Slug == "of"; (hit.Parts.Days > 0) != want || (len(hit.Lacks) == 0) != want {
			t.Errorf("%s has %v of last week, and lacks %v", hit.Ref, hit.Parts.Days, hit.Lacks)
		}
	}
}

func TestDaysAlone(t *testing.T) {
	c := corpusOf(smallArchive())
	for _, v := range []struct {
		wishes []DayWish
		days   func(event.Date) bool
		want   string
	}{
		{wishesFor("2016-04-03"), nil, "qaryatayn palmyra fiji"},
		{wishesFor("2016-04"), nil, "qaryatayn palmyra fiji vanuatu aftershocks quakes"},
		{wishesFor("2016-04-01", "2010"), nil, "vanuatu aftershocks quakes ash old-name"},
		{wishesFor("2016-04"), func(d event.Date) bool { return d.Day == 1 }, "vanuatu aftershocks quakes"},
		{wishesFor("2031"), nil, ""},
	} {
		opts := Options{Wishes: v.wishes, Days: v.days}
		results, err := Search(context.Background(), c, nil, opts)
		if err != nil {
			t.Fatal(err)
		}
		got := slugsOf(results.Hits)
		if s := join(got); s != v.want || results.Total != len(got) || results.Full != len(got) {
			t.Errorf("%v finds %s, %d of %d in full", typedOf(v.wishes), s, results.Full, results.Total)
		}
		for _, hit := range results.Hits {
			if hit.Score != 1 || len(hit.Lacks) > 0 || hit.Parts != (Parts{Days: 1}) {
				t.Errorf("%v: %s has score %v, %+v", typedOf(v.wishes), hit.Ref, hit.Score, hit.Parts)
			}
		}
		opts.Limit = 2
		if cut, _ := Search(context.Background(), c, nil, opts); join(slugsOf(cut.Hits)) != join(got[:min(2, len(got))]) || cut.Total != len(got) {
			t.Errorf("%v finds %v of %d at most 2", typedOf(v.wishes), slugsOf(cut.Hits), cut.Total)
		}
		if marks := results.Marks("2016 in Fiji", Headline); len(marks) > 0 {
			t.Errorf("%v marks %v", typedOf(v.wishes), marks)
		}
	}
}

func join(list []string) string {
	s := ""
	for i, word := range list {
		if i > 0 {
			s += " "
		}
		s += word
	}
	return s
}
