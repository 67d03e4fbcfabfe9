package search

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"news/internal/event"
)

// A sinking that is reported on the day, followed by reports for some weeks, and
// remembered for years; a preview and other ships; and the rest of the news.
const sinking = `
2009-03-01 launch The ferry Corvina is launched in Gdynia
2011-05-20 warning Inspectors warn of rust on the ferry Corvina
2011-06-10 sinking The ferry Corvina sinks off Gotland
2011-06-11 divers Divers look for passengers of the ferry Corvina
2011-06-11 flags Flags fly at half-mast for the Corvina
2011-06-12 captain The captain of the Corvina, which sank, is questioned
2011-06-14 toll The toll of the ferry Corvina reaches 40
2011-06-20 funeral A funeral for passengers of the Corvina
2011-07-02 cause The cause why the ferry Corvina sank was rust
2012-06-10 year Gotland remembers the day when the ferry Corvina sank
2013-02-11 trial The trial about the ferry Corvina, which sank off Gotland, begins
2013-08-20 verdict The owner of the ferry Corvina is fined
2016-06-10 later Five years ago the ferry Corvina sinks off Gotland: a film
2010-02-02 other A barge sinks off Rostock
2014-02-02 ferries A ferry to Gotland is late
`

func TestTheEventItselfStandsBeforeItsMentions(t *testing.T) {
	rest := eventsOf("2017-01-01 end The archive ends with fireworks", "2008-01-01 start The archive begins with fireworks")
	c := corpusOf(append(eventsOf(sinking), rest...))
	for _, typed := range []string{
		"corvina sinks", "ferry corvina sinks", "ferry sinks gotland", "ferry corvina", "sinking of the corvina", "when did the corvina sink", "corvina", "CORVINA GOTLAND",
	} {
		if got, _ := search(t, c, typed, Options{}); len(got) == 0 || got[0] != "sinking" {
			t.Errorf("%s finds %v", typed, got)
		}
	}
}

// TestAMentionOnTheLastDayIsNotTheEvent lets the archive end with a mention: days that
// are not known must not make more of it than of the event.
func TestAMentionOnTheLastDayIsNotTheEvent(t *testing.T) {
	c := corpusOf(eventsOf(sinking))
	for _, typed := range []string{"ferry corvina sinks", "ferry corvina sinks gotland", "corvina", "ferry sinks off gotland"} {
		if got, results := search(t, c, typed, Options{}); got[0] != "sinking" {
			t.Errorf("%s finds %v (%+v before %+v)", typed, got, results.Hits[0].Parts, hitWith(results, "sinking").Parts)
		}
	}
}

// TestNoEventScoresLowerForBeingNew cuts the archive off, so that ever fewer reports
// follow the event: it stays first.
func TestNoEventScoresLowerForBeingNew(t *testing.T) {
	all := eventsOf(sinking)
	for _, cut := range []string{"2011-06-10", "2011-06-11", "2011-06-12", "2011-06-14", "2011-07-02", "2012-06-10"} {
		until := eventOf(cut + " x y").Ref.Date
		known := slices.DeleteFunc(slices.Clone(all), func(e event.Event) bool { return e.Ref.Date.Compare(until) > 0 })
		for _, typed := range []string{"ferry corvina sinks", "corvina sinking", "sinking off gotland"} {
			if got, _ := search(t, corpusOf(known), typed, Options{}); len(got) == 0 || got[0] != "sinking" {
				t.Errorf("in an archive until %s, %s finds %v", cut, typed, got)
			}
		}
	}
}

// TestANewEventScoresAsAnOldOne compares two like events without any others around
// them, the one on the last day and the other years before.
func TestANewEventScoresAsAnOldOne(t *testing.T) {
	c := corpusOf(eventsOf("2016-04-03 new A barge sinks off Rostock", "2012-04-03 old A barge sinks off Rostock", "2012-08-03 rest Rain"))
	for _, typed := range []string{"barge sinks", "barge rostock sinks", "barge", "sinking in rostock"} {
		results := ask(t, c, typed, Options{})
		if a, b := scoreOf(results, "new"), scoreOf(results, "old"); a < b {
			t.Errorf("%s: the new event has score %v, below %v", typed, a, b)
		}
	}
}

func TestWhatFollowsRaisesAndWhatComesBeforeDoesNot(t *testing.T) {
	follow := func(before, after int) float64 {
		lines := []string{"2010-06-15 it Corvina sinks", "2016-01-01 end Corvina sails"}
		for i := range after {
			lines = append(lines, fmt.Sprintf("2010-06-%02d a%d Corvina sank", 16+i%10, i))
		}
		for i := range before {
			lines = append(lines, fmt.Sprintf("2010-06-%02d b%d Corvina sank", 14-i%10, i))
		}
		return hitWith(ask(t, corpusOf(eventsOf(lines...)), "corvina", Options{}), "it").Parts.Itself
	}
	for _, v := range []struct{ more, less [2]int }{
		{[2]int{0, 1}, [2]int{0, 0}}, {[2]int{0, 5}, [2]int{0, 1}}, {[2]int{0, 20}, [2]int{0, 5}},
		{[2]int{0, 5}, [2]int{5, 5}}, {[2]int{1, 5}, [2]int{9, 5}}, {[2]int{3, 9}, [2]int{9, 3}}, {[2]int{0, 3}, [2]int{3, 0}},
	} {
		if a, b := follow(v.more[0], v.more[1]), follow(v.less[0], v.less[1]); a <= b {
			t.Errorf("%d before and %d after make %v, and %d and %d make %v", v.more[0], v.more[1], a, v.less[0], v.less[1], b)
		}
	}
}

// TestTheHeadlineWeighsMost compares events that have a word in another field.
func TestTheHeadlineWeighsMost(t *testing.T) {
	c := corpusOf(eventsOf(
		"2010-01-01 headline Corvina sails", "2007-01-01 topic A ship sails | | Corvina", "2004-01-01 description A ship sails | It is Corvina.",
		"2001-01-01 longer A ship sails | It is Corvina, a ship with many words about its sails, its decks, its cabins and its funnels, on a long way from one port to another one.",
		"1998-01-01 category A ship sails | | | Corvina", "2016-01-01 none Nothing",
	))
	results := ask(t, c, "corvina", Options{})
	for _, pair := range [][2]string{{"headline", "topic"}, {"headline", "category"}, {"topic", "description"}, {"category", "description"}, {"description", "longer"}} {
		if a, b := scoreOf(results, pair[0]), scoreOf(results, pair[1]); a <= b || b == 0 {
			t.Errorf("in the %s it scores %v, in the %s %v", pair[0], a, pair[1], b)
		}
	}
}

// TestNearWordsInTheTypedOrder compares headlines of as many words each.
func TestNearWordsInTheTypedOrder(t *testing.T) {
	for _, v := range [][]string{
		{"Corvina sinks today near Gotland", "Corvina today sinks near Gotland", "Corvina today near Gotland sinks"},
		{"Corvina sinks today near Gotland", "Sinks Corvina today near Gotland"},
		{"Sinks Corvina today near Gotland", "Sinks today near Gotland Corvina"},
	} {
		for i := 1; i < len(v); i++ {
			c := corpusOf(append(headlines(v[i], v[i-1]), eventsOf("2016-01-01 z Nothing")...))
			results := ask(t, c, "corvina sinks", Options{})
			if a, b := hitWith(results, "b").Parts.Near, hitWith(results, "a").Parts.Near; a <= b {
				t.Errorf("%q is as near as %v, and %q as %v", v[i-1], a, v[i], b)
			}
		}
	}
}

func TestEquallyGoodEventsAreInCanonicalOrder(t *testing.T) {
	c := corpusOf([]event.Event{
		{Ref: event.NewRef(event.Date{Year: 2016, Month: 11, Day: 1}, "november"), Number: 1, Headline: "Nothing"},
		{Ref: event.NewRef(event.Date{Year: 2009, Month: 4, Day: 10}, "tenth-a"), Number: 2, Headline: "Rain falls"},
		{Ref: event.NewRef(event.Date{Year: 2009, Month: 4, Day: 10}, "tenth-c"), Number: 10, Headline: "Rain falls"},
		{Ref: event.NewRef(event.Date{Year: 2009, Month: 4, Day: 10}, "tenth-b"), Number: 3, Headline: "Rain falls"},
		{Ref: event.NewRef(event.Date{Year: 999, Month: 1, Day: 1}, "long-ago-a"), Number: 1, Headline: "Snow falls"},
		{Ref: event.NewRef(event.Date{Year: 998, Month: 1, Day: 1}, "long-ago-b"), Number: 1, Headline: "Snow falls"},
	})
	for typed, want := range map[string]string{"rain": "tenth-a tenth-b tenth-c", "rain falls": "tenth-a tenth-b tenth-c", "rian rain": "tenth-a tenth-b tenth-c", "snow": "long-ago-a long-ago-b", "date:2009-04": "tenth-a tenth-b tenth-c"} {
		got, results := search(t, c, typed, Options{Full: true})
		if strings.Join(got, " ") != want && typed != "rian rain" {
			t.Errorf("%s finds %v, want %s", typed, got, want)
		}
		for _, hit := range results.Hits {
			if hit.Score != results.Hits[0].Score {
				t.Errorf("%s: score %v of %v, want that of the others, %v", typed, hit.Score, hit.Ref, results.Hits[0].Score)
			}
		}
	}
}

func TestByDateAndReverse(t *testing.T) {
	c := corpusOf(smallArchive())
	for _, typed := range []string{"earthquake", "army palmyra", "date:2016", "earthquake OR army", "electoin ankara", "the"} {
		best := ask(t, c, typed, Options{})
		byDate := ask(t, c, typed, Options{ByDate: true})
		places := hitPlaces(c, byDate)
		if !slices.IsSortedFunc(places, func(a, b Place) int { return int(int64(a.rank()) - int64(b.rank())) }) {
			t.Errorf("%s by date: %v", typed, places)
		}
		sorted := func(hits []Hit) []Hit {
			return slices.SortedFunc(slices.Values(hits), func(a, b Hit) int { return strings.Compare(a.Ref.String(), b.Ref.String()) })
		}
		if diff := gocmp.Diff(sorted(best.Hits), sorted(byDate.Hits)); diff != "" {
			t.Errorf("%s has other hits by date:\n%s", typed, diff)
		}
		reversed := ask(t, c, typed, Options{ByDate: true, Reverse: true}).Hits
		slices.Reverse(reversed)
		if diff := gocmp.Diff(byDate.Hits, reversed); diff != "" {
			t.Errorf("%s reversed:\n%s", typed, diff)
		}
		if diff := gocmp.Diff(best.Hits, ask(t, c, typed, Options{Reverse: true}).Hits); diff != "" {
			t.Errorf("%s, best first, is reversed:\n%s", typed, diff)
		}
	}
}

// sumOf returns what the parts of a score add up to.
func sumOf(p Parts) float64 { return p.Words + p.Headline + p.Near + p.Itself + p.Days }

// orderQueries are queries of every kind on the small archive.
var orderQueries = []string{
	"earthquake", "a", "the", "army palmyra", "iran talk", "iran OR army OR fiji", "topic:army mines", "electoin", "qrytn", "date:2016", "earthquake zzzz", `"syrian army"`,
	"叙利亚", "叙利亚军队", "北京大学生", "+earthquake fiji", "earthquake !fiji", "iran us talks", "who talked to iran", "shakes fiji vanuatu", "topic:fiji", `topic:"Fiji"`, "source:bbc army",
	"al-qaryatayn", "male", "quake fiji OR army", "(fiji OR vanuatu) earthquake", "soldiers army syria", "An earthquake shakes Fiji", "The Syrian army opens the road to Palmyra", "Malé chooses a new mayor",
}

func TestScoresAreAboveZeroAndAtMostOneAndAddUp(t *testing.T) {
	for _, c := range []*Memory{corpusOf(smallArchive()), corpusOf(eventsOf(sinking)), corpusOf(manyOnOneDay(300))} {
		for _, typed := range append(slices.Clone(orderQueries), "corvina sinks", "ferry corvina sinks off gotland") {
			for _, opts := range []Options{{}, {ByDate: true}, {Limit: 2}, {Wishes: []DayWish{wishFor("2016-04-01")}}} {
				results := ask(t, c, typed, opts)
				for i, hit := range results.Hits {
					if hit.Score <= 0 || hit.Score > 1 || math.Round(hit.Score*1e6)/1e6 != hit.Score {
						t.Errorf("%s: %s has score %v", typed, hit.Ref, hit.Score)
					}
					if i > 0 && !opts.ByDate && hit.Score > results.Hits[i-1].Score {
						t.Errorf("%s: %s has score %v after %v", typed, hit.Ref, hit.Score, results.Hits[i-1].Score)
					}
					if sum := sumOf(hit.Parts); math.Abs(sum-hit.Score) > 1.5e-6 {
						t.Fatalf("%s: the parts of %s add up to %v, not %v: %+v", typed, hit.Ref, sum, hit.Score, hit.Parts)
					}
					for _, part := range []float64{hit.Parts.Words, hit.Parts.Headline, hit.Parts.Near, hit.Parts.Itself, hit.Parts.Days} {
						if part < 0 {
							t.Errorf("%s: a part of %s is below 0: %+v", typed, hit.Ref, hit.Parts)
						}
					}
				}
			}
		}
	}
}

// manyOnOneDay returns so many events that match all queries, on one day.
func manyOnOneDay(n int) []event.Event {
	var events []event.Event
	for i := range n {
		events = append(events, event.Event{
			Ref: event.NewRef(event.Date{Year: 2016, Month: 4, Day: 1}, fmt.Sprintf("m%03d", i)), Number: i + 1, Headline: "An earthquake shakes Fiji",
			Description: "An earthquake shakes Fiji.", Topics: []string{"Earthquake", "Fiji", "Shakes"}, Category: "Earthquake in Fiji",
		})
	}
	return events
}

// TestBoundsLeaveOutHitsAndChangeNoScore searches within random bounds.
func TestBoundsLeaveOutHitsAndChangeNoScore(t *testing.T) {
	c := corpusOf(append(smallArchive(), eventsOf(sinking)...))
	random := rand.New(rand.NewPCG(3, 14))
	for _, typed := range append(slices.Clone(orderQueries), "corvina sinks", "ferry corvina sinks off gotland") {
		for _, wishes := range [][]DayWish{nil, {wishFor("2016-04")}} {
			for _, full := range []bool{false, true} {
				whole := ask(t, c, typed, Options{Wishes: wishes, Full: full})
				for range 6 {
					from := event.Date{Year: 2009, Month: 1, Day: 1}.AddDays(random.IntN(3000))
					to := from.AddDays(random.IntN(1500))
					seed, limit := random.IntN(5), random.IntN(4)
					opts := Options{Wishes: wishes, Full: full, Limit: limit}
					inDays := func(d event.Date) bool { return d.Compare(from) >= 0 && d.Compare(to) <= 0 }
					only := func(p Place) bool { return (p.Date.Day+p.Number)%5 != seed }
					if random.IntN(3) > 0 {
						opts.Days = inDays
					}
					if random.IntN(3) > 0 {
						opts.Only = only
					}
					var want []Hit
					for _, hit := range whole.Hits {
						place := hitPlaces(c, Results{Hits: []Hit{hit}})[0]
						if opts.counts(place) {
							want = append(want, hit)
						}
					}
					total := len(want)
					if limit > 0 {
						want = want[:min(limit, len(want))]
					}
					got := ask(t, c, typed, opts)
					if len(got.Hits) == 0 && len(want) == 0 && got.Total == total {
						continue
					}
					if diff := gocmp.Diff(want, got.Hits); diff != "" || got.Total != total {
						t.Fatalf("%s within bounds: %d, want %d (-want +got)\n%s", typed, got.Total, total, diff)
					}
				}
			}
		}
	}
}

// TestScoresDoNotDependOnFull compares the scores of full hits with and without others.
func TestScoresDoNotDependOnFull(t *testing.T) {
	c := corpusOf(append(smallArchive(), eventsOf(sinking)...))
	for _, typed := range append(slices.Clone(orderQueries), "corvina sinks", "ferry corvina sinks off gotland") {
		all, full := ask(t, c, typed, Options{}), ask(t, c, typed, Options{Full: true})
		want := slices.DeleteFunc(all.Hits, func(h Hit) bool { return len(h.Lacks) > 0 })
		if diff := gocmp.Diff(want, full.Hits); diff != "" && len(want)+len(full.Hits) > 0 {
			t.Errorf("%s: full hits alone are others (-among others +alone)\n%s", typed, diff)
		}
	}
}

// TestAScoreIsAbsolute adds events that have nothing to do with the query.
func TestAScoreIsAbsolute(t *testing.T) {
	one := ask(t, corpusOf(headlines("Corvina sinks", "Nothing", "Nobody", "Nowhere")), "corvina sinks", Options{})
	if s := one.Hits[0].Score; s >= 1 {
		t.Errorf("an event that nothing follows has score %v", s)
	}
	for typed, below := range map[string]string{"corvina sinks": "corvina gotland", "corvina": "corvin"} {
		c := corpusOf(append(headlines("Corvina sinks"), eventsOf("2016-01-01 z Nothing")...))
		a, b := ask(t, c, typed, Options{}), ask(t, c, below, Options{})
		if a.Hits[0].Score <= b.Hits[0].Score {
			t.Errorf("%s scores %v, %s %v", typed, a.Hits[0].Score, below, b.Hits[0].Score)
		}
	}
}

func TestSearchIsDeterministic(t *testing.T) {
	events := append(smallArchive(), eventsOf(sinking)...)
	want := outcome(t, corpusOf(events), orderQueries)
	random := rand.New(rand.NewPCG(4, 2))
	for range 10 {
		random.Shuffle(len(events), func(i, j int) { events[i], events[j] = events[j], events[i] })
		if diff := gocmp.Diff(want, outcome(t, corpusOf(events), orderQueries)); diff != "" {
			t.Fatalf("added in another order:\n%s", diff)
		}
	}
}

// outcome returns the results of queries, as text.
func outcome(t *testing.T, c Corpus, queries []string) []string {
	t.Helper()
	var lines []string
	for _, query := range queries {
		results := ask(t, c, query, Options{})
		line := fmt.Sprintf("%s %d/%d %v %v:", query, results.Full, results.Total, results.Taken, results.Absent)
		for _, hit := range results.Hits {
			line += fmt.Sprintf(" %s %v %v %v", hit.Ref, hit.Score, hit.Lacks, results.Marks("An earthquake in Fiji; 敘利亞", Headline))
		}
		q, _ := Parse(query, today)
		near, err := Suggest(context.Background(), c, q, Options{})
		lines = append(lines, line+fmt.Sprintf(" %v %v", near, err))
	}
	return lines
}
