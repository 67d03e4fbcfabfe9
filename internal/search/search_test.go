package search

import (
	"context"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"news/internal/event"
	"news/internal/meaning"
)

// islands are headlines about few things, so that a test can say which hits have
// half of a query.
func islands() *Memory {
	return corpusOf(headlines(
		"An earthquake shakes Fiji",
		"An earthquake shakes Chile",
		"Miners leave Chile",
		"Rain in Chile and Fiji",
		"The vote of a council in Peru",
	))
}

func TestWordsAreWishes(t *testing.T) {
	tell(t, islands(), []story{
		{"a hit has half of the weight or more, and says what it lacks", [][2]string{
			{"fiji", "a d"}, {"earthquake fiji", "a b[fiji] d[earthquake]"}, {"fiji earthquake", "a b[fiji] d[earthquake]"},
			{"earthquake fiji chile", "a[chile] b[fiji] d[earthquake]"}, {"miners peru", "c[peru] e[miners]"},
			{"earthquake miners peru rain", ""}, {"earthquake chile fiji peru miners", ""}, {"shakes chile council vote", "e[shakes,chile]"},
		}},
		{"a rare word weighs more than a common one", [][2]string{
			{"earthquake chile", "a[chile] b"}, {"miners chile", "c"}, {"peru chile", "e[chile]"},
		}},
		{"a word that no event has is no part of the weight, and is wanting in every hit", [][2]string{
			{"earthquake qqqqqq", "a[qqqqqq] b[qqqqqq]"}, {"qqqqqq zzzzzz vvvvvv fiji", "a[qqqqqq,zzzzzz,vvvvvv] d[qqqqqq,zzzzzz,vvvvvv]"}, {"qqqqqq", ""},
		}},
		{"the same word twice is no more than once, as far as hits go", [][2]string{
			{"fiji fiji", "a d"}, {"fiji FIJI Fiji", "a d"},
		}},
		{"small words weigh nothing beside others", [][2]string{
			{"the earthquake", "a b"}, {"who was in the rain", "d"}, {"what happened in chile", "b c d"}, {"in fiji", "a d"}, {"of and in peru", "e"}, {"IN PERU", "e"},
		}},
		{"small words alone are words, in quotes too", [][2]string{
			{"the", "e"}, {"of", "e"}, {"in", "d e"}, {"the of", "e"}, {`"in" fiji`, "d e[fiji]"}, {`"in"`, "d e"}, {`"the vote" peru`, "e"}, {`"of the"`, ""},
		}},
		{"in capitals among other words a small word is a name", [][2]string{
			{"WHO chile", "b[WHO] c[WHO] d[WHO]"}, {"IT miners", "c[IT]"}, {"AN earthquake", "a b"},
		}},
	})
}

func TestMustsBind(t *testing.T) {
	tell(t, islands(), []story{
		{"+word", [][2]string{
			{"+chile earthquake", "b"}, {"+earthquake chile", "a[chile] b"}, {"+fiji +chile", "d"}, {"+fiji +peru", ""}, {"earthquake +qqqqqq", ""}, {"+the chile", "e[chile]"},
		}},
		{"a + takes forms and meanings, and no beginning or slip", [][2]string{
			{"+quake fiji", "a b[fiji]"}, {"+earthquakes", "a b"}, {"+mine chile", "c"}, {"+earthq", ""}, {"+minor", ""},
		}},
		{"AND", [][2]string{
			{"earthquake AND chile", "b"}, {"earthquake & chile", "b"}, {"earthquake && chile rain", "b[rain]"}, {"chile AND rain fiji", "d"}, {"fiji AND qqqqqq", ""},
		}},
		{"phrases", [][2]string{
			{`"an earthquake" chile`, "a[chile] b"}, {`"shakes chile"`, "b"}, {`"chile shakes"`, ""}, {`"chile" fiji`, "d"}, {`"chile" the`, "b c d"}, {`"qqqqqq" fiji`, ""},
		}},
		{"what is not wanted, which means itself alone", [][2]string{
			{"earthquake !chile", "a"}, {"earthquake NOT chile", "a"}, {"earthquake -chile", "a"}, {"earthquake ! chile", "a"}, {"chile !(rain OR miners)", "b"},
			{`chile !"shakes chile"`, "c d"}, {"chile !(rain miners)", "b c d"}, {"chile !miner", "b c d"}, {"chile !quake", "b c d"}, {"chile !chil", "b c d"}, {"chile !date:2008..2012", "c d"},
		}},
		{"dates", [][2]string{
			{"date:2012", "a"}, {"chile date:2009", "b"}, {"earthquake chile date:2012", "a[chile]"}, {"miners date:2012", ""}, {"date:2012 !fiji", ""},
		}},
	})
}

func TestAlternatives(t *testing.T) {
	tell(t, islands(), []story{
		{"each is a list of wishes of its own", [][2]string{
			{"rain OR miners", "c d"}, {"rain | miners", "c d"}, {"rain or miners", "c d"}, {"rain|miners|vote", "c d e"},
			{"earthquake fiji OR peru council", "a b[fiji] d[earthquake] e"}, {"peru rain OR miners", "c d[peru] e[rain]"},
			{"(earthquake fiji) OR (council peru)", "a b[fiji] d[earthquake] e"}, {"rain OR qqqqqq", "d"}, {"qqqqqq OR zzzzzz", ""},
		}},
		{"within parentheses they are one wish", [][2]string{
			{"earthquake (fiji OR rain)", "a d[earthquake]"}, {"+(rain OR miners) chile", "c d"}, {"(rain OR miners) AND fiji", "d"},
		}},
		{"musts and dates outside parentheses bind all", [][2]string{
			{"rain OR earthquake +chile", "b d"}, {"+chile rain OR earthquake", "b d"}, {"rain OR earthquake !chile", "a"}, {"rain OR earthquake date:2012", "a"},
			{"(rain date:2012) OR miners", "c"}, {"rain OR earthquake headline:fiji", "a d"}, {"(earthquake +fiji) OR miners", "a c d[earthquake]"}, {"(fiji +earthquake) OR miners", "a b[fiji] c"},
		}},
	})
}

// TestWhatAnAlternativeLacks checks that a hit says what it lacks of an alternative
// even where only a bound keeps it out.
func TestWhatAnAlternativeLacks(t *testing.T) {
	c := corpusOf(headlinesAt(2010, "zebra sails home", "zebra sails"))
	for _, test := range []struct{ typed, lacks string }{
		{"zebra (date:2011 OR date:2012)", "date:2011"},
		{"zebra ((sails !home) OR crow)", "sails !home"},
		{"zebra ((sails date:2011) OR crow)", "sails date:2011"},
	} {
		q, err := Parse(test.typed, today)
		if err != nil {
			t.Fatal(err)
		}
		results, err := Search(context.Background(), c, q, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, hit := range results.Hits {
			var want []string
			if hit.Ref.Date.Year == 2010 {
				want = []string{test.lacks}
			}
			if !slices.Equal(hit.Lacks, want) {
				t.Errorf("%q: %s lacks %q, want %q", test.typed, hit.Ref, hit.Lacks, want)
			}
		}
	}
}

// TestBoundsWeighWhereNoEventHasTheWishes checks that hits have a score even where
// nothing of the query weighs but its bounds.
func TestBoundsWeighWhereNoEventHasTheWishes(t *testing.T) {
	c := corpusOf(headlinesAt(2010, "zebra sails", "crow flies"))
	for _, typed := range []string{"qqqqq headline:zebra", "the headline:zebra", "qqqqq headline:zebra date:2010", "qqqqq +(date:2010 OR date:2009)"} {
		q, err := Parse(typed, today)
		if err != nil {
			t.Fatal(err)
		}
		results, err := Search(context.Background(), c, q, Options{})
		if err != nil || len(results.Hits) != 1 {
			t.Fatalf("%q finds %v, %v", typed, results.Hits, err)
		}
		if score := results.Hits[0].Score; !(score > 0 && score <= 1) {
			t.Errorf("%q has the score %v", typed, score)
		}
	}
}

func TestAnAlternativeScoresAsByItself(t *testing.T) {
	c := islands()
	for _, v := range []struct{ both, one, slug string }{
		{"miners chile OR peru", "miners chile", "c"}, {"miners chile OR peru", "peru", "e"}, {"vote OR qqqqqq", "vote", "e"},
	} {
		both, one := ask(t, c, v.both, Options{}), ask(t, c, v.one, Options{})
		// What surrounds an event is another crowd, so only its own parts are compared.
		a, b := hitWith(both, v.slug).Parts, hitWith(one, v.slug).Parts
		if a.Words != b.Words || a.Headline != b.Headline {
			t.Errorf("%s has %+v for %s, and %+v for %s", v.slug, a, v.both, b, v.one)
		}
	}
}

// hitWith returns the hit with a slug, or none.
func hitWith(results Results, slug string) Hit {
	for _, hit := range results.Hits {
		if hit.Ref.Slug == slug {
			return hit
		}
	}
	return Hit{}
}

func TestFieldsBind(t *testing.T) {
	tell(t, corpusOf(smallArchive()), []story{
		{"words in one name, with forms and meanings", [][2]string{
			{"topic:army", "palmyra qaryatayn"}, {"topic:conquest-of", ""}, {"topic:erdogan", "election"}, {"source:reuters", "qaryatayn"}, {"source:bbc.co.uk", "palmyra"},
			{"category:conflict", "palmyra qaryatayn"}, {"category:sport", "clubs"}, {"headline:earthquake", "fiji quakes vanuatu"}, {"topic:fiji earthquake", "fiji"},
			{"source:news", "palmyra"}, {"topic:army-conquest", ""}, {"topic:syrian-army", "qaryatayn"},
		}},
		{"whole names", [][2]string{
			{`topic:"syrian army"`, "qaryatayn"}, {`topic:"army syrian"`, ""}, {`topic:"syria"`, "palmyra"}, {`topic:"army"`, ""}, {`topic:"Army of Conquest"`, "palmyra"},
			{`topic:"recep tayyip erdogan"`, "election"}, {`topic:"Ring of Fire"`, "fiji"}, {`source:"bbc news"`, "palmyra"}, {`source:"news.bbc.co.uk"`, "palmyra"},
			{`source:"BBC"`, ""}, {`category:"armed conflicts" mines`, "qaryatayn"}, {`topic:"Fiji" OR topic:"Vanuatu"`, "fiji vanuatu"},
			{`earthquake !topic:"fiji"`, "aftershocks quakes vanuatu"},
		}},
		{"phrases in a headline", [][2]string{
			{`headline:"shakes fiji"`, "fiji"}, {`headline:"fiji shakes"`, ""}, {`headline:"earthquakes"`, "quakes"},
		}},
		{"sources are looked at only where a query names them", [][2]string{{"reuters", ""}, {`"bbc news"`, ""}}},
		{"topics that other events' links name", [][2]string{{"topic:eyjafjallajokull", "old-name"}, {"ring fire", "fiji"}, {"atlantis", ""}}},
	})
}

// TestGrades adds one event for each grade of a word, and looks for their scores, one
// below the other.
func TestGrades(t *testing.T) {
	for _, v := range []struct {
		name, query string
		headlines   []string // the best first
		full        int      // how many of them are full hits
	}{
		{"itself, form, meaning, beginning", "quake", []string{"A quake of it", "A quakes of it", "A temblor of it", "A quakerly of it"}, 3},
		{"itself, form, meaning", "resigns", []string{"He resigns here", "He resigned here", "He quits here"}, 3},
		{"itself, irregular form, meaning", "died", []string{"He died here", "He dies here", "He killed here"}, 3},
		{"another spelling is a form", "colour", []string{"Some colour here", "Some color here", "Some colourblind here"}, 2},
		{"a phrase may mean the same", "pm", []string{"The pm of it here", "The prime minister here"}, 2},
		{"beginnings of four letters and more", "volc", []string{"A volc here", "A volcano here"}, 1},
		{"a beginning is better than a slip", "parlament", []string{"A parlamentary sitting", "A parliament sitting"}, 2},
		{"one slip is better than two", "elephants", []string{"Some elephents here", "Some elephunds here"}, 1},
		{"letters in order, last", "qrytn", []string{"The qrytn falls", "The qaryatayn falls"}, 1},
	} {
		t.Run(v.name, func(t *testing.T) {
			events := headlines(v.headlines...)
			// The best is the oldest, so that its day does not help it.
			for i := range events {
				events[i].Ref.Date.Year = 1990 + 3*i
			}
			for i, e := range events {
				alone := ask(t, corpusOf([]event.Event{e}), v.query, Options{})
				if len(alone.Hits) == 0 {
					t.Errorf("%q is not found by itself", v.headlines[i])
				}
			}
			last, full := 2.0, 0
			for i := range events {
				results := ask(t, corpusOf([]event.Event{events[i]}), v.query, Options{})
				score := scoreOf(results, events[i].Ref.Slug)
				if score >= last {
					t.Errorf("%q has score %v, above the one before, %v", v.headlines[i], score, last)
				}
				last = score
				full += results.Full
			}
			_ = full
			results := ask(t, corpusOf(events), v.query, Options{})
			if results.Full != v.full {
				t.Errorf("%d of %s are full hits, want %d", results.Full, outline(results.Hits), v.full)
			}
		})
	}
}

func TestQuotesMeanTheWordItself(t *testing.T) {
	tell(t, corpusOf(headlines("A quake strikes", "Quakes strike", "An earthquake strikes", "The pm speaks", "The prime minister speaks", "Fiji votes", "The minister’s prime", "ＱＵＡＫＥ Ｑuáke")), []story{
		{"no forms, meanings, beginnings or slips", [][2]string{
			{`"quake"`, "a h"}, {`"quakes"`, "b"}, {`"earthquake"`, "c"}, {`"quak"`, ""}, {`"qauke"`, ""}, {`"earthqake"`, ""}, {`"pm"`, "d"}, {`"strike"`, "b"}, {`"votings"`, ""},
		}},
		{"several words stand side by side", [][2]string{
			{`"prime minister"`, "e"}, {`"minister prime"`, ""}, {`"prime ministers"`, ""}, {`"quake strikes"`, "a"}, {`"a strikes"`, ""}, {`"fiji votes"`, "f"},
		}},
		{"all signs of quoting", [][2]string{
			{"“prime minister”", "e"}, {"‘prime minister’", "e"}, {"«prime minister»", "e"}, {"「prime minister」", "e"}, {"„prime minister“", "e"}, {"‘minister prime’", ""}, {"«minister prime»", ""}, {"“minister prime”", ""},
		}},
		{"an apostrophe is none", [][2]string{{"fiji’s", "f"}, {"’fiji", "f"}}},
	})
}

func TestFullLeavesOutWhatLacksAWish(t *testing.T) {
	c := corpusOf(smallArchive())
	for _, typed := range []string{
		"earthquake", "earthquake fiji", "army palmyra", "iran talk OR fiji", "electoin", "qrytn", "earthquake zzzz", "叙利亚 军队", "古城军", "+earthquake fiji", "topic:army mines", "palm", "date:2016-04",
	} {
		all, full := ask(t, c, typed, Options{}), ask(t, c, typed, Options{Full: true})
		var want []Hit
		for _, hit := range all.Hits {
			if len(hit.Lacks) == 0 {
				want = append(want, hit)
			}
		}
		if diff := gocmp.Diff(slugsOf(want), slugsOf(full.Hits)); diff != "" || all.Full != len(want) || full.Total != len(want) || full.Full != len(want) {
			t.Errorf("%s has %d full hits of %d, and with Full %d of %d:\n%s", typed, all.Full, all.Total, full.Full, full.Total, diff)
		}
	}
}

func TestTheUserCanSayWhatMeansTheSame(t *testing.T) {
	mine, err := meaning.New([]byte("fiji | viti\nshakes = rattles\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range []struct {
		meanings    *meaning.Groups
		typed, want string
	}{{nil, "viti", ""}, {mine, "viti", "a d"}, {mine, "rattles viti", "a b[viti] d[rattles]"}, {mine, `"viti"`, ""}} {
		if got := outline(ask(t, islands(), v.typed, Options{Meanings: v.meanings}).Hits); got != v.want {
			t.Errorf("%s finds %q, want %q", v.typed, got, v.want)
		}
	}
}

// TestMeaningsOfSeveralWords looks for phrases that mean the same as a word or another
// phrase, from both sides.
func TestMeaningsOfSeveralWords(t *testing.T) {
	tell(t, corpusOf(headlines(
		"Gay marriage becomes law in Iceland", "Same-sex marriage becomes law in Portugal", "The premier steps down in Chad",
		"The prime minister resigned in Mali", "Swine flu spreads", "H1N1 spreads", "A flu among swine breeders", "Marriage of the same two in Peru",
	)), []story{
		{"a phrase for a phrase", [][2]string{{"gay marriage", "a b"}, {"same-sex marriage", "a b"}, {"gay marriage iceland", "a b[iceland]"}}},
		{"a phrase for a word, and a word for a phrase", [][2]string{{"pm", "c d"}, {"prime minister quits", "c d"}, {"pm resigns mali", "c[mali] d"}, {"h1n1", "e f"}}},
		{"only side by side", [][2]string{{"swine flu", "e f g"}, {`"swine flu"`, "e"}}},
	})
}

// TestTheArchiveSaysWhatShortNamesStandFor has two events that explain a short name;
// others use the one or the other. One event alone explains another.
func TestTheArchiveSaysWhatShortNamesStandFor(t *testing.T) {
	tell(t, corpusOf(headlines(
		"The Baltic Union of Ferry Owners (BUFO) meets", "BUFO talks in Riga", "Baltic Union of Ferry Owners ends talks", "A union of Baltic fishermen, ferry owners not among them", "A toad, bufo", "Rain", "A Baltic Union of Ferry Owners (BUFO) speaks", "The Union of Toads Abroad (UTA) croaks", "UTA sleeps",
	)), []story{
		{"both names find the same", [][2]string{{"BUFO", "a b c e g"}, {"bufo riga", "b"}, {"Baltic Union of Ferry Owners", "a b c d e g"}, {"B.U.F.O.", "a b c e g"}, {"uta", "h i"}}},
		{"in quotes each means itself", [][2]string{{`"bufo"`, "a b e g"}, {`"Baltic Union of Ferry Owners"`, "a c g"}}},
	})
}

func TestWhatNoEventHasIsNamed(t *testing.T) {
	c := corpusOf(smallArchive())
	for typed, want := range map[string]string{
		"earthquake": "", "earthquake zzzz": "zzzz", "zzzz earthquake vvvv zzzz": "zzzz vvvv", `"zzzz vvvv" fiji`: `"zzzz vvvv"`, "topic:zzzz": "topic:zzzz",
		"fiji OR zzzz": "zzzz", "the zzzz": "zzzz", "erthquake": "", "fiji !zzzz": "", "zzzz's fiji": "zzzz-s", `topic:"No Such"`: `topic:"No Such"`, "+zzzz": "zzzz",
	} {
		if got := strings.Join(ask(t, c, typed, Options{}).Absent, " "); got != want {
			t.Errorf("%s: no event has %q, want %q", typed, got, want)
		}
	}
}

func TestCaseAccentsAndWidthDoNotCount(t *testing.T) {
	tell(t, corpusOf(smallArchive()), []story{{"", [][2]string{
		{"STRASSE", "berlin"}, {"straße", "berlin"}, {"vucic", "serbia"}, {"lodz", "serbia"}, {"Łódź", "serbia"}, {"oswiecim", "museum"},
		{"erdogan", "election"}, {"54", "width"}, {"abc chess", "width"}, {"ｃｈｅｓｓ", "width"}, {"Male\u0301", "male malevolent[male]"}, {`"MALE"`, "male"},
		{"EARTHQUAKE", "aftershocks fiji quakes vanuatu"}, {"o’brien", "obrien"}, {"O'BRIEN", "obrien"},
	}}})
}

func TestAHeadlineFindsItself(t *testing.T) {
	c := corpusOf(smallArchive())
	for _, e := range smallArchive() {
		for _, typed := range []string{e.Headline, strings.ToLower(e.Headline), strings.ToUpper(e.Headline)} {
			if got, results := search(t, c, typed, Options{}); len(got) == 0 || got[0] != e.Ref.Slug || len(results.Hits[0].Lacks) > 0 {
				t.Errorf("%q finds %q", typed, outline(results.Hits))
			}
		}
	}
}

func TestAnEventAddedTwiceCountsOnce(t *testing.T) {
	events := smallArchive()
	c := corpusOf(append(events, events[3]))
	if results := ask(t, c, "vanuatu", Options{}); c.Len() != len(events) || results.Total != 1 {
		t.Errorf("%d events, %d of them in Vanuatu", c.Len(), results.Total)
	}
}

func TestAnEmptyCorpusHasNothing(t *testing.T) {
	c := NewBuilder().Corpus()
	for _, typed := range []string{"a", "army palmyra", `"a b"`, "date:2016", "叙利亚军队", "a OR b", "+a !b", "topic:a"} {
		if results := ask(t, c, typed, Options{}); len(results.Hits) > 0 || results.Total > 0 || results.Full > 0 {
			t.Errorf("%s finds %v", typed, results.Hits)
		}
	}
	for _, days := range [][]DayWish{nil, {wishFor("2016")}} {
		if results, err := Search(context.Background(), c, nil, Options{Wishes: days}); len(results.Hits) > 0 || err != nil {
			t.Errorf("days alone find %v, %v", results.Hits, err)
		}
	}
}

func TestLimitCutsTheHitsAndNotTheTotal(t *testing.T) {
	c := corpusOf(smallArchive())
	for _, typed := range []string{"earthquake", "army palmyra", "iran talk", "a", "date:2016", "earthquake OR army", "earthquake zzzz"} {
		for _, byDate := range []bool{false, true} {
			whole := ask(t, c, typed, Options{ByDate: byDate})
			for limit := 1; limit <= len(whole.Hits)+1; limit++ {
				cut := ask(t, c, typed, Options{ByDate: byDate, Limit: limit})
				diff := gocmp.Diff(whole.Hits[:min(limit, len(whole.Hits))], cut.Hits)
				if diff != "" || cut.Total != whole.Total || cut.Full != whole.Full || whole.Total != len(whole.Hits) {
					t.Errorf("%s, limit %d: total %d of %d\n%s", typed, limit, cut.Total, len(whole.Hits), diff)
				}
			}
		}
	}
}

// TestSuggestNamesWhatSoundsAlikeFirst asks for names as people write them by ear.
func TestSuggestNamesWhatSoundsAlikeFirst(t *testing.T) {
	c := corpusOf(headlines("Gorbanikov speaks", "Korsanikov, Sorbanikov and Torbanitov meet", "Torbanitov leaves", "Yeftushchenka reads", "Yestushenka writes", "Palms of Palmyra"))
	for typed, want := range map[string]string{
		`"Ghorbanikoff"`: "gorbanikov", `"Qorbaneekov"`: "gorbanikov", `"Yeftusjenka"`: "yeftushchenka", `"Palmira"`: "palmyra", `headline:"palmyro"`: "palmyra", "zzzzzzz": "",
	} {
		q, _ := Parse(typed, today)
		got, err := Suggest(context.Background(), c, q, Options{})
		if err != nil || len(got) != 1 || (want == "") != (len(got[0].Near) == 0) || want != "" && got[0].Near[0] != want {
			t.Errorf("%s: suggests %v, %v, want %q first", typed, got, err, want)
		}
	}
}
