package search

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"news/internal/event"
)

// told is a small archive of made-up events. Slugs are short, so that a test
// can name what it expects.
func told() []event.Event {
	day := func(year, month, day int) event.Date { return event.Date{Year: year, Month: month, Day: day} }
	ref := func(d event.Date, slug string) event.Ref { return event.NewRef(d, slug) }
	april := day(2016, 4, 3)
	return []event.Event{
		{Ref: ref(april, "qaryatayn"), Number: 1, Category: "Armed conflicts",
			Headline:    "Soldiers retake the town of al-Qaryatayn",
			Description: "Sappers clear mines from a monastery on its edge.",
			Topics:      []string{"Syrian Army", "Homs Governorate"},
			Sources:     []event.Source{{Name: "Reuters", URL: "https://www.reuters.com/world"}}},
		{Ref: ref(april, "palmyra"), Number: 2, Category: "Armed conflicts",
			Headline: "The Syrian army opens the road to Palmyra", Topics: []string{"Syria", "Army of Conquest"},
			Sources: []event.Source{{Name: "BBC News", URL: "http://news.bbc.co.uk/1/hi"}}},
		{Ref: ref(april, "fiji"), Number: 3, Category: "Disasters",
			Headline: "An earthquake shakes Fiji", Description: "Nobody is hurt.", Topics: []string{"Fiji"}},
		{Ref: ref(day(2016, 4, 1), "vanuatu"), Number: 1,
			Headline: "An earthquake shakes Vanuatu", Topics: []string{"Vanuatu"}},
		{Ref: ref(day(2016, 4, 1), "aftershocks"), Number: 2,
			Headline: "Ships bring tents to the islands", Description: "An earthquake left many without a roof."},
		{Ref: ref(day(2016, 4, 1), "quakes"), Number: 3,
			Headline: "Earthquakes keep geologists busy", Topics: []string{"Seismology"}},
		{Ref: ref(day(2015, 6, 9), "election"), Number: 1,
			Headline: "Turkey counts the votes of an election", Topics: []string{"Recep Tayyip Erdoğan", "Ankara"}},
		{Ref: ref(day(2015, 6, 9), "selection"), Number: 2, Headline: "A jury makes its selection of films for Cannes"},
		{Ref: ref(day(2015, 6, 8), "male"), Number: 1, Headline: "Malé chooses a new mayor"},
		{Ref: ref(day(2015, 6, 8), "malevolent"), Number: 2, Headline: "A malevolent worm spreads by mail"},
		{Ref: ref(day(2014, 1, 5), "berlin"), Number: 1, Headline: "A pipe bursts under a Straße in Berlin"},
		{Ref: ref(day(2014, 1, 5), "serbia"), Number: 2, Headline: "Aleksandar Vučić visits Łódź"},
		{Ref: ref(day(2014, 1, 5), "museum"), Number: 3, Headline: "A museum in Oświęcim opens its archives"},
		{Ref: ref(day(2013, 2, 2), "iran"), Number: 1, Headline: "Iran and the United States talk about sanctions"},
		{Ref: ref(day(2013, 2, 2), "states"), Number: 2, Headline: "United in grief, two states on the coast talk to Iran"},
		{Ref: ref(day(2013, 2, 1), "iranian"), Number: 1, Headline: "An Iranian film wins a prize"},
		{Ref: ref(day(2012, 9, 9), "width"), Number: 1, Headline: "Channel ５４ shows the ＡＢＣ of chess"},
		{Ref: ref(day(2012, 9, 9), "obrien"), Number: 2, Headline: "Judge O'Brien fines a bank 11.5 million dollars"},
		{Ref: ref(day(2012, 9, 9), "phones"), Number: 3, Headline: "中国的3G手机用户超过一亿"},
		{Ref: ref(day(2011, 3, 3), "syria-traditional"), Number: 1, Headline: "敘利亞軍隊進入古城"},
		{Ref: ref(day(2011, 3, 2), "syria-simplified"), Number: 1, Headline: "联合国讨论叙利亚局势"},
		{Ref: ref(day(2011, 3, 1), "beijing"), Number: 1, Headline: "北京大学的学生参观西安城墙"},
		{Ref: ref(day(2010, 5, 5), "old-name"), Number: 1, Headline: "A volcano closes airports",
			Changes: []event.Change{{Ref: ref(day(2010, 5, 5), "volcano-first-version")}}},
		{Ref: ref(day(2010, 5, 6), "ash"), Number: 1, Headline: "Travellers wait for trains",
			Related: []event.Link{
				{Ref: ref(day(2010, 5, 5), "volcano-first-version"), Topics: []string{"Eyjafjallajökull"}},
				{Ref: ref(april, "fiji"), Topics: []string{"Ring of Fire", "Fiji"}},
				{Ref: ref(april, "nowhere"), Topics: []string{"Atlantis"}}}},
		{Ref: ref(day(2009, 1, 1), "clubs"), Number: 1, Headline: "Army beats Palmyra in the cup of clubs", Category: "Sport"},
	}
}

func corpusOf(events []event.Event) *Memory {
	b := NewBuilder()
	for _, e := range events {
		b.Add(e)
	}
	return b.Corpus()
}

// search gives the slugs of what a query finds, in order.
func search(t *testing.T, c Corpus, typed string, opts Options) ([]string, Results) {
	t.Helper()
	q, err := Parse(typed, today)
	if err != nil {
		t.Fatalf("Parse(%q): %v", typed, err)
	}
	results, err := Search(context.Background(), c, q, opts)
	if err != nil {
		t.Fatalf("Search(%q): %v", typed, err)
	}
	slugs := []string{}
	for _, hit := range results.Hits {
		slugs = append(slugs, hit.Ref.Slug)
	}
	return slugs, results
}

func TestSearchFinds(t *testing.T) {
	c := corpusOf(told())
	for _, story := range []struct {
		name  string
		cases [][2]string // what is typed, and what it finds, in order
	}{
		{"words joined by AND, in any order, in any field", [][2]string{
			{"syrian palmyra", "palmyra"}, {"palmyra syrian", "palmyra"}, {"mines qaryatayn homs", "qaryatayn"},
			{"conflicts syrian", "palmyra qaryatayn"}, {"fiji vanuatu", ""},
		}},
		{"the headline weighs most, then topics, then the description", [][2]string{
			{"earthquake", "fiji vanuatu quakes aftershocks"}, {"army", "palmyra clubs qaryatayn"},
		}},
		{"the same word goes before one that begins with it", [][2]string{
			{"male", "male malevolent"}, {"iran", "iran states iranian"}, {"mal", "male malevolent"}, {"sappe", "qaryatayn"},
		}},
		{"close together and in the typed order", [][2]string{
			{"united states talk", "iran states"}, {"army palmyra", "clubs palmyra"}, {"iran talk", "states iran"},
		}},
		{"phrases stand side by side and match only themselves", [][2]string{
			{`"united states"`, "iran"}, {`"states united"`, ""}, {`"syrian army"`, "palmyra qaryatayn"},
			{`"army syrian"`, ""}, {`"earthquake"`, "fiji vanuatu aftershocks"}, {`"erthquake"`, ""}, {`"homs gover"`, ""},
			{`"syrian army homs"`, ""},
		}},
		{"NOT, OR and parentheses", [][2]string{
			{"earthquake !fiji", "vanuatu quakes aftershocks"}, {"earthquake -fiji -vanuatu", "quakes aftershocks"},
			{"fiji OR vanuatu", "fiji vanuatu"}, {"earthquake (fiji OR tents)", "fiji aftershocks"},
			{"earthquake fiji OR malevolent", "fiji malevolent"}, {`army !"syrian army"`, "clubs"},
			{"iran !united", "iranian"}, {"iranian OR iran !sanctions", "iranian states"},
		}},
		{"what is not wanted means itself alone", [][2]string{
			{"earthquake !earthquakes", "fiji vanuatu aftershocks"}, {"talk !sanction", "iran states"}, {"iran !staets", "iran states iranian"},
		}},
		{"fields", [][2]string{
			{"topic:syria", "palmyra qaryatayn"}, {`topic:"army syrian"`, "qaryatayn"}, {`topic:"syria army"`, ""},
			{"topic:army", "palmyra qaryatayn"}, {`topic:"conquest army"`, "palmyra"}, {"topic:fiji earthquake", "fiji"},
			{"source:reuters", "qaryatayn"}, {"source:bbc.co.uk", "palmyra"}, {`source:"bbc news"`, "palmyra"}, {"source:news", "palmyra"},
			{"reuters", ""}, {"category:conflicts", "qaryatayn palmyra"}, {"category:sport", "clubs"}, {`category:"armed conflicts" mines`, "qaryatayn"},
			{"headline:earthquake", "fiji vanuatu quakes"}, {"headline:syria", "palmyra"}, {"topic:erdogn", "election"},
			{"!topic:fiji earthquake", "vanuatu quakes aftershocks"}, {"topic:sira", "palmyra"},
		}},
		{"dates", [][2]string{
			{"date:2016-04-03", "qaryatayn palmyra fiji"}, {"earthquake date:2016-04-01", "vanuatu quakes aftershocks"},
			{"date:2011 OR date:2009", "syria-traditional syria-simplified beijing clubs"}, {"date:2016 !earthquake", "qaryatayn palmyra quakes"},
			{"date:2016-04 !date:2016-04-01", "qaryatayn palmyra fiji"}, {"iran date:2016", ""},
		}},
		{"case, accents and width do not count", [][2]string{
			{"STRASSE", "berlin"}, {"straße", "berlin"}, {"vucic", "serbia"}, {"lodz", "serbia"}, {"Łódź", "serbia"}, {"oswiecim", "museum"},
			{"erdogan", "election"}, {"54", "width"}, {"abc chess", "width"}, {"ｃｈｅｓｓ", "width"}, {"Male\u0301", "male malevolent"},
		}},
		{"Chinese in either script, without spaces", [][2]string{
			{"叙利亚", "syria-traditional syria-simplified"}, {"敘利亞", "syria-traditional syria-simplified"}, {"利亚", "syria-traditional syria-simplified"},
			{"軍", "syria-traditional"}, {"军队 叙利亚", "syria-traditional"}, {"亚利", ""}, {"城", "syria-traditional beijing"},
			{"3G手机", "phones"}, {"手机", "phones"}, {"3g", "phones"}, {`"叙利亚军队"`, "syria-traditional"}, {`"军队叙利亚"`, ""},
		}},
		{"a long run of Chinese falls back on its pairs", [][2]string{
			{"叙利亚军队", "syria-traditional"}, {"讨论叙利亚", "syria-simplified"}, {"北京大学生", "beijing"}, {"军队叙利亚", ""}, {"大北", ""},
		}},
		{"words with punctuation inside are phrases of their parts", [][2]string{
			{"al-qaryatayn", "qaryatayn"}, {"al-qarya", "qaryatayn"}, {"o'brien", "obrien"}, {"11.5", "obrien"}, {"11.50", ""},
			{"al-qaryatyan", "qaryatayn"}, {"brien-o", "obrien"}, {"palmyra-army", "clubs palmyra"}, {"obrien", ""},
		}},
		{"slips, in words that the archive has not", [][2]string{
			{"electoin", "election"}, {"palmira", "palmyra clubs"}, {"pamyra", "palmyra clubs"}, {"lection", "election"}, {"xarthquake", "fiji vanuatu aftershocks"},
			{"erthqake", "fiji vanuatu aftershocks"}, {"fjii", "fiji"}, {"fji", ""}, {"pqlmyar", ""}, {"11.6", ""}, {"elecxyon", "election"},
		}},
		{"letters in order, last of all", [][2]string{
			{"qrytn", "qaryatayn"}, {"quake", "fiji vanuatu quakes aftershocks"}, {"vnt", "vanuatu"}, {"qrytn soldiers", "qaryatayn"}, {"vt", ""}, {"qzrytn", ""},
		}},
		{"one letter", [][2]string{
			{"o", "obrien"}, {"z", ""}, {"v", "vanuatu serbia election old-name"},
		}},
		{"topics that other events' links name", [][2]string{
			{"topic:eyjafjallajokull", "old-name"}, {"ring fire", "fiji"}, {"atlantis", ""},
		}},
		{"nothing is found by chance", [][2]string{
			{"zzzz", ""}, {"asdfghjkl", ""}, {"earthquake zzzz", ""}, {"xyzzy", ""},
		}},
	} {
		t.Run(story.name, func(t *testing.T) {
			for _, c0 := range story.cases {
				got, _ := search(t, c, c0[0], Options{})
				if want := strings.Fields(c0[1]); strings.Join(got, " ") != strings.Join(want, " ") {
					t.Errorf("%s finds %q, want %q", c0[0], got, want)
				}
			}
		})
	}
}

var _ = cmp.Diff
var _ = errors.Is
var _ = fmt.Sprint
var _ = rand.N[int]
var _ = slices.Sort[[]int]
