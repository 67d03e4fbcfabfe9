package search

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"news/internal/event"
)

// smallArchive returns made-up events. Slugs are short, so that a test
// can name what it expects.
func smallArchive() []event.Event {
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

// search returns the slugs of a query's hits, in order.
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

// story is a set of queries that show one rule.
type story struct {
	name  string
	cases [][2]string // the query, and its hits in order
}

// tell checks stories on the small archive.
func tell(t *testing.T, stories []story) {
	c := corpusOf(smallArchive())
	for _, story := range stories {
		t.Run(story.name, func(t *testing.T) {
			for _, typed := range story.cases {
				got, _ := search(t, c, typed[0], Options{})
				if want := strings.Fields(typed[1]); strings.Join(got, " ") != strings.Join(want, " ") {
					t.Errorf("%s finds %q, want %q", typed[0], got, want)
				}
			}
		})
	}
}

func TestSearchTakesQueriesAtTheirWord(t *testing.T) {
	tell(t, []story{
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
			{"united states talk", "iran states"}, {"army palmyra", "clubs palmyra"}, {"talk iran", "states iran"}, {"iran talk", "iran states"},
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
			{"fiji|vanuatu", "fiji vanuatu"}, {"fiji or vanuatu", "fiji vanuatu"}, {"earthquake ! fiji", "vanuatu quakes aftershocks"},
			{"+earthquake & shakes", "fiji vanuatu"}, {"+fiji vanuatu", ""}, {"earthquake OR iran !united", "fiji vanuatu iranian quakes aftershocks"},
		}},
		{"what is not wanted means itself alone", [][2]string{
			{"earthquake !earthquakes", "fiji vanuatu aftershocks"}, {"talk !sanction", "iran states"}, {"iran !staets", "iran states iranian"},
		}},
		{"fields", [][2]string{
			{"topic:syria", "palmyra qaryatayn"}, {`topic:"syrian army"`, "qaryatayn"}, {`topic:"army syrian"`, ""}, {`topic:"syria"`, "palmyra"}, {`topic:"army"`, ""},
			{"topic:army", "qaryatayn palmyra"}, {`topic:"Army of Conquest"`, "palmyra"}, {`topic:"ERDOGAN"`, ""}, {`topic:"recep tayyip erdogan"`, "election"}, {`topic:"Ring of Fire"`, "fiji"},
			{`earthquake !topic:"fiji"`, "vanuatu quakes aftershocks"}, {`topic:"Fiji" OR topic:"Vanuatu"`, "fiji vanuatu"}, {`source:"BBC"`, ""}, {"topic:fiji earthquake", "fiji"},
			{"source:reuters", "qaryatayn"}, {"source:bbc.co.uk", "palmyra"}, {`source:"bbc news"`, "palmyra"}, {`source:"news.bbc.co.uk"`, "palmyra"}, {"source:news", "palmyra"},
			{"reuters", ""}, {"category:conflicts", "qaryatayn palmyra"}, {"category:sport", "clubs"}, {`category:"armed conflicts" mines`, "qaryatayn"},
			{"headline:earthquake", "fiji vanuatu quakes"}, {"headline:syria", "palmyra"}, {"topic:erdogn", "election"},
			{"!topic:fiji earthquake", "vanuatu quakes aftershocks"}, {"topic:syrai", "palmyra"},
		}},
		{"dates", [][2]string{
			{"date:2016-04-03", "qaryatayn palmyra fiji"}, {"earthquake date:2016-04-01", "vanuatu quakes aftershocks"},
			{"date:2011 OR date:2009", "syria-traditional syria-simplified beijing clubs"}, {"date:2016 !earthquake", "qaryatayn palmyra quakes"},
			{"army OR iran date:2016", "palmyra qaryatayn"}, {"date:2016 iran OR army", "palmyra qaryatayn"}, {"(army date:2016) OR iran", "palmyra iran states iranian qaryatayn"},
			{"topic:fiji OR topic:vanuatu date:2016-04-01", "vanuatu"}, {"army OR date:2009", "palmyra clubs qaryatayn"},
			{"date:2016-04 !date:2016-04-01", "qaryatayn palmyra fiji"}, {"iran date:2016", ""},
		}},
	})
}

func TestSearchForgivesSpellings(t *testing.T) {
	tell(t, []story{
		{"case, accents and width do not count", [][2]string{
			{"STRASSE", "berlin"}, {"straße", "berlin"}, {"vucic", "serbia"}, {"lodz", "serbia"}, {"Łódź", "serbia"}, {"oswiecim", "museum"},
			{"erdogan", "election"}, {"54", "width"}, {"abc chess", "width"}, {"ｃｈｅｓｓ", "width"}, {"Male\u0301", "male malevolent"},
		}},
		{"Chinese in either script, without spaces", [][2]string{
			{"叙利亚", "syria-traditional syria-simplified"}, {"敘利亞", "syria-traditional syria-simplified"}, {"利亚", "syria-traditional syria-simplified"},
			{"軍", "syria-traditional"}, {"军队 叙利亚", "syria-traditional"}, {"亚利", ""}, {"城", "syria-traditional beijing"},
			{"3G手机", "phones"}, {"手机", "phones"}, {"3g", "phones"}, {`"叙利亚军队"`, "syria-traditional"}, {`"军队叙利亚"`, ""},
		}},
		{"a long run of Chinese falls back on the shorter ones it is made of", [][2]string{
			{"叙利亚军队", "syria-traditional"}, {"讨论叙利亚", "syria-simplified"}, {"北京大学生", "beijing"}, {"军队叙利亚", "syria-traditional"}, {"叙利亚古城", "syria-traditional"},
			{"叙利亚海军队", ""}, {"军队伊拉克", ""}, {"古城军", ""}, {"大北", ""},
		}},
		{"words with punctuation inside are phrases of their parts", [][2]string{
			{"al-qaryatayn", "qaryatayn"}, {"al-qarya", "qaryatayn"}, {"o'brien", "obrien"}, {"11.5", "obrien"}, {"11.50", ""},
			{"al-qaryatyan", "qaryatayn"}, {"brien-o", "obrien"}, {"palmyra-army", "palmyra clubs"}, {"obrien", "obrien"},
		}},
		{"slips, in words that the archive has not", [][2]string{
			{"electoin", "election"}, {"palmira", "palmyra clubs"}, {"pamyra", "palmyra clubs"}, {"lection", "election"}, {"xarthquake", "fiji vanuatu aftershocks"},
			{"erthqake", "fiji vanuatu aftershocks"}, {"fjii", "fiji"}, {"pqlmyar", ""}, {"11.6", ""}, {"elecxyon", "election"},
		}},
		{"letters in order, last of all", [][2]string{
			{"qrytn", "qaryatayn"}, {"quake", "fiji vanuatu quakes aftershocks"}, {"fji", "fiji"}, {"vnt", ""}, {"qrytn soldiers", "qaryatayn"}, {"vt", ""}, {"qzrytn", ""},
		}},
		{"one letter", [][2]string{
			{"o", "obrien"}, {"z", ""}, {"v", "vanuatu election serbia old-name"},
		}},
		{"topics that other events' links name", [][2]string{
			{"topic:eyjafjallajokull", "old-name"}, {"ring fire", "fiji"}, {"atlantis", ""},
		}},
		{"nothing is found by chance", [][2]string{
			{"zzzz", ""}, {"asdfghjkl", ""}, {"earthquake zzzz", ""}, {"xyzzy", ""},
		}},
	})
}

// TestStrongerMatchesAreNotDiluted checks that weak matches are found only where
// nothing matches better.
func TestStrongerMatchesAreNotDiluted(t *testing.T) {
	for _, c := range []struct{ query, stronger, weaker string }{
		{"chile", "Miners leave Chile", "A chill in Chine"},
		{"chile", "Chilean miners leave", "A chill in Chine"},
		{"parlament", "A parliament sits", "A parliaament sits"},
		{"parlament sits", "A parliament sits", "A parliaament sits"},
		{"tehran talks", "Talks in Tehran", "Talks in Tehrna"},
		{"tehran talks", "Talks in Tehran", "Walks in Tehran"},
		{"earthquak", "Earthquakes", "Earthquick cement"},
		{"erthquake", "An earthquake", "Erythquaker"},
		{"qrytn", "A report of qrytn", "Soldiers leave Qaryatayn"},
		{"qrytn", "Soldiers of qyrtn", "Soldiers leave Qaryatayn"},
		{"al-qaryatayn", "The road to al-Qaryatayn", "Qaryatayn lies far from al Bab"},
		{"讨论叙利亚", "联合国讨论叙利亚", "在叙利亚讨论"},
		{"叙利亚军队", "敘利亞軍隊", "军队离开叙利亚，利亚军人在亚军之后"},
	} {
		stronger := event.Event{Ref: madeRef(1), Headline: c.stronger}
		weaker := event.Event{Ref: madeRef(20), Headline: c.weaker}
		if got, _ := search(t, corpusOf([]event.Event{weaker, stronger}), c.query, Options{}); !slices.Equal(got, []string{stronger.Ref.Slug}) {
			t.Errorf("%s: found %d events, want %q alone", c.query, len(got), c.stronger)
		}
		if got, _ := search(t, corpusOf([]event.Event{weaker}), c.query, Options{}); len(got) == 0 {
			t.Errorf("%s: %q is not found, so that the other case says nothing", c.query, c.weaker)
		}
	}
}

func TestEquallyGoodEventsAreInCanonicalOrder(t *testing.T) {
	b := NewBuilder()
	add := func(date event.Date, number int, slug string) {
		b.Add(event.Event{Ref: event.NewRef(date, slug), Number: number, Headline: "Rain falls"})
	}
	add(event.Date{Year: 2016, Month: 4, Day: 9}, 1, "ninth")
	add(event.Date{Year: 2016, Month: 4, Day: 10}, 2, "tenth-a")
	add(event.Date{Year: 2016, Month: 4, Day: 10}, 10, "tenth-c")
	add(event.Date{Year: 2016, Month: 4, Day: 10}, 3, "tenth-b")
	add(event.Date{Year: 2016, Month: 11, Day: 1}, 1, "november")
	add(event.Date{Year: 999, Month: 1, Day: 1}, 1, "long-ago")
	c := b.Corpus()
	want := []string{"november", "tenth-a", "tenth-b", "tenth-c", "ninth", "long-ago"}
	for _, query := range []string{"rain", "rain falls", "falls rain", "rian", "rai OR fal"} {
		for _, byDate := range []bool{false, true} {
			got, results := search(t, c, query, Options{ByDate: byDate})
			if diff := gocmp.Diff(want, got); diff != "" {
				t.Errorf("%s, by date %v:\n%s", query, byDate, diff)
			}
			for _, hit := range results.Hits {
				if hit.Score != results.Hits[0].Score {
					t.Errorf("%s: score %v of %v, want that of the others, %v", query, hit.Score, hit.Ref, results.Hits[0].Score)
				}
			}
		}
	}
}

func TestLimitCutsTheHitsAndNotTheTotal(t *testing.T) {
	c := corpusOf(smallArchive())
	for _, query := range []string{"earthquake", "army palmyra", "iran talk", "a", "date:2016", "earthquake OR army"} {
		for _, byDate := range []bool{false, true} {
			all, whole := search(t, c, query, Options{ByDate: byDate})
			for limit := 1; limit <= len(all)+1; limit++ {
				got, cut := search(t, c, query, Options{ByDate: byDate, Limit: limit})
				if diff := gocmp.Diff(all[:min(limit, len(all))], got); diff != "" || cut.Total != len(all) || whole.Total != len(all) {
					t.Errorf("%s, limit %d: total %d of %d\n%s", query, limit, cut.Total, len(all), diff)
				}
				for i, hit := range cut.Hits {
					if hit != whole.Hits[i] {
						t.Errorf("%s, limit %d: %v, without limit %v", query, limit, hit, whole.Hits[i])
					}
				}
			}
		}
	}
}

func TestScoresFallAndStayWithinBounds(t *testing.T) {
	c := corpusOf(smallArchive())
	for _, query := range []string{"earthquake", "army palmyra", "iran talk", "iran OR army OR fiji", "topic:army mines", "electoin", "qrytn", "date:2016"} {
		_, results := search(t, c, query, Options{})
		for i, hit := range results.Hits {
			if hit.Score <= 0 || hit.Score > 1 || i > 0 && hit.Score > results.Hits[i-1].Score {
				t.Errorf("%s: hit %d of %v has score %v", query, i, results.Hits, hit.Score)
			}
		}
	}
	if _, results := search(t, c, "Opens the road to Palmyra", Options{}); results.Hits[0].Score != 1 {
		t.Errorf("words as they stand in a headline have score %v, want 1", results.Hits[0].Score)
	}
}

func TestDaysLimitWhatIsFound(t *testing.T) {
	c := corpusOf(smallArchive())
	april := func(d event.Date) bool { return d.Month == 4 && d.Day == 1 }
	if got, results := search(t, c, "earthquake", Options{Days: april}); strings.Join(got, " ") != "vanuatu quakes aftershocks" || results.Total != 3 {
		t.Errorf("found %v, total %d", got, results.Total)
	}
	// Matches outside the days do not end the search at an early step.
	if got, _ := search(t, c, "palmyra selection", Options{Days: func(d event.Date) bool { return d.Year == 2015 }}); len(got) != 0 {
		t.Errorf("found %v, want nothing", got)
	}
	got, _ := search(t, c, "election", Options{Days: func(d event.Date) bool { return d.Year == 2015 && d.Day == 9 }})
	if strings.Join(got, " ") != "election" {
		t.Errorf("found %v, want the word itself", got)
	}
}

func TestOnlyBoundsWhatIsFound(t *testing.T) {
	c := corpusOf(smallArchive())
	second := func(p Place) bool { return p.Number == 2 }
	if got, results := search(t, c, "earthquake OR army", Options{Only: second, Limit: 1}); strings.Join(got, " ") != "palmyra" || results.Total != 2 {
		t.Errorf("found %v, total %d", got, results.Total)
	}
	april := func(d event.Date) bool { return d.Month == 4 && d.Day == 1 }
	got, results := search(t, c, "earthquake", Options{Only: second, Days: april})
	if strings.Join(got, " ") != "aftershocks" || results.Total != 1 {
		t.Errorf("found %v, total %d", got, results.Total)
	}
	_, every := search(t, c, "earthquake", Options{})
	if last := every.Hits[len(every.Hits)-1]; last.Ref.Slug != "aftershocks" || last.Score != results.Hits[0].Score {
		t.Errorf("bounds change the score of %v to %v", last, results.Hits[0].Score)
	}
}

func TestTheFirstStepGuessesNothing(t *testing.T) {
	c := corpusOf(smallArchive())
	for _, v := range []struct{ typed, first, any string }{
		{"earthquake fiji", "fiji", "fiji"}, {"al-qaryatayn", "qaryatayn", "qaryatayn"},
		{"election mayor", "", ""}, {"selection turkey", "", "election"}, {"qrytn", "", "qaryatayn"},
	} {
		got, results := search(t, c, v.typed, Options{FirstStep: true})
		if strings.Join(got, " ") != v.first || results.Guessed {
			t.Errorf("%s finds %q at the first step, guessed %v, want %q", v.typed, got, results.Guessed, v.first)
		}
		if got, _ = search(t, c, v.typed, Options{}); strings.Join(got, " ") != v.any {
			t.Errorf("%s finds %q, want %q", v.typed, got, v.any)
		}
		q, _ := Parse(v.typed, today)
		places, err := PlacesOf(context.Background(), c, q, Options{FirstStep: true})
		if err != nil || len(places.Of) != results.Total || places.Guessed {
			t.Errorf("%s has the places %v, guessed %v, %v", v.typed, places.Of, places.Guessed, err)
		}
	}
}

func TestTheOrderOfAddingDoesNotMatter(t *testing.T) {
	events := smallArchive()
	queries := []string{"earthquake", "a", "army palmyra", "iran OR army OR fiji", "quake", "electoin", "topic:fiji", "叙利亚", "ring fire", "date:2016", "talk states"}
	want := outcome(t, corpusOf(events), queries)
	random := rand.New(rand.NewPCG(4, 2))
	for range 20 {
		random.Shuffle(len(events), func(i, j int) { events[i], events[j] = events[j], events[i] })
		if diff := gocmp.Diff(want, outcome(t, corpusOf(events), queries)); diff != "" {
			t.Fatalf("added in another order:\n%s", diff)
		}
	}
}

// outcome returns the results of queries, as text.
func outcome(t *testing.T, c Corpus, queries []string) []string {
	t.Helper()
	var lines []string
	for _, query := range queries {
		_, results := search(t, c, query, Options{})
		line := fmt.Sprintf("%s %d:", query, results.Total)
		for _, hit := range results.Hits {
			line += fmt.Sprintf(" %s %v %v", hit.Ref, hit.Score, results.Marks("An earthquake in Fiji; 敘利亞", Headline))
		}
		lines = append(lines, line)
	}
	return lines
}

// renumbered is a corpus like the one of an index: its documents and words are
// numbered in no order, and some numbers are unused.
type renumbered struct {
	*Memory
	docs  []DocID // of Memory
	words []WordID
	pairs []int // places in the list of pairs
}

func newRenumbered(m *Memory, random *rand.Rand) *renumbered {
	r := &renumbered{Memory: m}
	for _, doc := range random.Perm(m.Len()) {
		r.docs = append(r.docs, DocID(doc))
	}
	for _, word := range random.Perm(m.vocabulary.Len()) {
		r.words = append(r.words, WordID(word))
	}
	r.pairs = random.Perm(m.pairs.Len())
	return r
}

// outer returns the number in the renumbered corpus for a number of Memory. Only
// odd numbers are in use.
func outer[ID ~uint32](inner []ID, id ID) ID { return ID(slices.Index(inner, id)*2 + 1) }

func (r *renumbered) Pair(pair string) (WordID, bool, error) {
	id, known, err := r.Memory.Pair(pair)
	return r.outerPair(id.Place()), known, err
}

func (r *renumbered) outerPair(place int) WordID { return PairID(slices.Index(r.pairs, place)*2 + 1) }

func (r *renumbered) Pairs() (*Vocabulary, error) {
	var ids []WordID
	for place := range r.Memory.pairs.Len() {
		ids = append(ids, r.outerPair(place))
	}
	return NewVocabulary(r.Memory.pairs.text, ids), nil
}

func (r *renumbered) inner(word WordID) WordID {
	if word.IsPair() {
		return PairID(r.pairs[word.Place()/2])
	}
	return r.words[word/2]
}

func (r *renumbered) Length(doc DocID) int { return r.Memory.Length(r.docs[doc/2]) }

func (r *renumbered) AtLeast(word WordID) (int, error) { return r.Memory.AtLeast(r.inner(word)) }

func (r *renumbered) Bound() DocID { return DocID(2 * len(r.docs)) }

func (r *renumbered) Place(doc DocID) Place {
	if doc%2 == 0 {
		return Place{}
	}
	return r.Memory.Place(r.docs[doc/2])
}

func (r *renumbered) Ref(doc DocID) (event.Ref, error) { return r.Memory.Ref(r.docs[doc/2]) }

func (r *renumbered) Postings(word WordID) ([]Posting, error) {
	inner, err := r.Memory.Postings(r.inner(word))
	var postings []Posting
	for _, p := range inner {
		postings = append(postings, NewPosting(outer(r.docs, p.Doc()), p.Fields()))
	}
	slices.Sort(postings)
	return postings, err
}

func (r *renumbered) Read(doc DocID, fields Field, into *Text) error {
	var inner Text
	err := r.Memory.Read(r.docs[doc/2], fields, &inner)
	anew := func(words []WordID) (list []WordID) {
		for _, w := range words {
			list = append(list, outer(r.words, w))
		}
		return list
	}
	*into = Text{Headline: anew(inner.Headline), Description: anew(inner.Description), Category: anew(inner.Category)}
	for _, topic := range inner.Topics {
		into.Topics = append(into.Topics, anew(topic))
	}
	for _, source := range inner.Sources {
		into.Sources = append(into.Sources, anew(source))
	}
	return err
}

func (r *renumbered) Vocabulary() (*Vocabulary, error) {
	var ids []WordID
	for place := range r.Memory.vocabulary.Len() {
		ids = append(ids, outer(r.words, WordID(place)))
	}
	return NewVocabulary(r.Memory.vocabulary.text, ids), nil
}

func TestTheNumbersOfACorpusDoNotMatter(t *testing.T) {
	m := corpusOf(smallArchive())
	queries := []string{"earthquake", "a", "army palmyra", `"syrian army"`, "iran OR army OR fiji", "quake", "electoin",
		"topic:fiji", `topic:"army syrian"`, "叙利亚", "北京大学生", "date:2016", "!army palmyra OR iran", "qrytn soldiers", "source:bbc"}
	want := outcome(t, m, queries)
	random := rand.New(rand.NewPCG(8, 15))
	for range 5 {
		if diff := gocmp.Diff(want, outcome(t, newRenumbered(m, random), queries)); diff != "" {
			t.Fatalf("in a corpus that is numbered otherwise:\n%s", diff)
		}
		if err := Compare(newRenumbered(m, random), m); err != nil {
			t.Fatalf("in a corpus that is numbered otherwise: %v", err)
		}
	}
}

func TestAnEventAddedTwiceCountsOnce(t *testing.T) {
	events := smallArchive()
	c := corpusOf(append(events, events[3]))
	if _, results := search(t, c, "vanuatu", Options{}); c.Len() != len(events) || results.Total != 1 {
		t.Errorf("%d events, %d of them in Vanuatu", c.Len(), results.Total)
	}
}

func TestAnEmptyCorpusHasNothing(t *testing.T) {
	c := NewBuilder().Corpus()
	for _, query := range []string{"a", "army palmyra", `"a b"`, "date:2016", "叙利亚军队"} {
		if got, results := search(t, c, query, Options{}); len(got) > 0 || results.Total > 0 {
			t.Errorf("%s finds %v", query, got)
		}
	}
}

func TestSearchStopsWhenItsContextEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	q, _ := Parse("earthquake fiji", today)
	c := corpusOf(smallArchive())
	if _, err := Search(ctx, c, q, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("Search: %v, want %v", err, context.Canceled)
	}
	if _, err := Suggest(ctx, c, q, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("Suggest: %v, want %v", err, context.Canceled)
	}
}

// broken is a corpus whose texts cannot be read.
type broken struct {
	*Memory
	postings, read, ref, vocabulary error
}

func (b broken) Postings(w WordID) ([]Posting, error) {
	list, _ := b.Memory.Postings(w)
	return list, b.postings
}

func (b broken) Read(doc DocID, fields Field, into *Text) error {
	b.Memory.Read(doc, fields, into)
	return b.read
}

func (b broken) Ref(doc DocID) (event.Ref, error) {
	ref, _ := b.Memory.Ref(doc)
	return ref, b.ref
}

func (b broken) Vocabulary() (*Vocabulary, error) { return b.Memory.vocabulary, b.vocabulary }

func TestSearchReportsWhatTheCorpusReports(t *testing.T) {
	m := corpusOf(smallArchive())
	fault := errors.New("disk gone")
	for name, c := range map[string]Corpus{
		"postings": broken{m, fault, nil, nil, nil}, "read": broken{m, nil, fault, nil, nil},
		"ref": broken{m, nil, nil, fault, nil}, "vocabulary": broken{m, nil, nil, nil, fault},
	} {
		q, _ := Parse(`"syrian army" opens`, today)
		if _, err := Search(context.Background(), c, q, Options{}); !errors.Is(err, fault) {
			t.Errorf("%s: %v, want %v", name, err, fault)
		}
	}
}

func TestLongQueriesAreAnswered(t *testing.T) {
	documents, m := madeDocuments(500)
	b := NewBuilder()
	for _, d := range documents {
		b.AddDocument(d)
	}
	c := b.Corpus()
	fits := func(words []string, between string) string {
		q := strings.Join(words, between)
		if len(q) > 9_900 {
			q = q[:strings.LastIndex(q[:9_900], between)]
		}
		return q
	}
	slipped := make([]string, 0, len(m.words))
	for _, w := range m.words {
		slipped = append(slipped, swapped(w))
	}
	for name, query := range map[string]string{
		"all":          fits(m.words, " "),
		"any":          fits(m.words, " OR "),
		"none":         m.words[0] + " " + fits(m.words[1:], " !")[1:],
		"slips":        fits(slipped, " "),
		"any slips":    fits(slipped, " OR "),
		"joined":       fits(m.words, "-"),
		"phrase":       `"` + fits(m.words, " ") + `"`,
		"same":         fits(slices.Repeat([]string{m.words[0]}, 3_000), " "),
		"chinese":      strings.Repeat("叙利亚军队", 2_000),
		"unknown word": strings.Repeat("q", 9_999),
		"nested":       strings.Repeat("(a OR "+m.words[1]+" ", 300) + strings.Repeat(")", 300),
	} {
		_, results := search(t, c, query, Options{Limit: 20})
		if found := results.Total > 0; found != slices.Contains([]string{"any", "any slips", "same", "nested"}, name) {
			t.Errorf("%s: %d hits", name, results.Total)
		}
	}
}

func TestAHeadlineFindsItself(t *testing.T) {
	c := corpusOf(smallArchive())
	for _, e := range smallArchive() {
		if got, _ := search(t, c, e.Headline, Options{}); len(got) == 0 || got[0] != e.Ref.Slug {
			t.Errorf("%q finds %q", e.Headline, got)
		}
	}
}
