package search

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	gocmp "github.com/google/go-cmp/cmp"

	"news/internal/event"
)

// mixed is a small archive in several scripts.
func mixed() *Memory {
	return corpusOf(append(append(smallArchive(), eventsOf(sinking)...), headlinesAt(1980, "🚀 rises ☀️ 한국", "がんばれ日本 Red Bull F-16", "สวัสดี don't U.S. naïve 9/11", "本拉登被击毙")...))
}

func headlinesAt(year int, lines ...string) []event.Event {
	events := headlines(lines...)
	for i := range events {
		events[i].Ref.Date.Year = year + i
	}
	return events
}

// checkQuery checks what is true of every query on every corpus.
func checkQuery(t *testing.T, c *Memory, typed string) {
	t.Helper()
	q, err := Parse(typed, today)
	if err != nil {
		return
	}
	ctx := context.Background()
	results, err := Search(ctx, c, q, Options{})
	if err != nil {
		t.Fatalf("%q: %v", typed, err)
	}
	full := 0
	for i, hit := range results.Hits {
		if !(hit.Score > 0 && hit.Score <= 1) || math.IsNaN(sumOf(hit.Parts)) {
			t.Fatalf("%q: %s has score %v, %+v", typed, hit.Ref, hit.Score, hit.Parts)
		}
		if i > 0 {
			before := results.Hits[i-1]
			if hit.Score > before.Score {
				t.Fatalf("%q: %s has score %v after %v", typed, hit.Ref, hit.Score, before.Score)
			}
		}
		if len(hit.Lacks) == 0 {
			full++
		}
		if slices.Contains(hit.Lacks, "") {
			t.Fatalf("%q: %s lacks nothing of a name: %q", typed, hit.Ref, hit.Lacks)
		}
	}
	if results.Total != len(results.Hits) || results.Full != full {
		t.Fatalf("%q has %d full hits of %d; %d of %d lack nothing", typed, results.Full, results.Total, full, len(results.Hits))
	}
	again, err := Search(ctx, c, q, Options{})
	if diff := gocmp.Diff(results.Hits, again.Hits); diff != "" || err != nil {
		t.Fatalf("%q finds other hits the second time, %v:\n%s", typed, err, diff)
	}
	alone, err := Search(ctx, c, q, Options{Full: true, ByDate: true})
	if err != nil || alone.Total != full {
		t.Fatalf("%q has %d full hits, and of full hits alone %d, %v", typed, full, alone.Total, err)
	}
	places, err := PlacesOf(ctx, c, q, Options{Full: true, ByDate: true})
	if want := hitPlaces(c, alone); err != nil || places.Total != full || !slices.Equal(places.Of, want) {
		t.Fatalf("%q has the places %v, want %v, %v", typed, places, want, err)
	}
	if _, err := Suggest(ctx, c, q, Options{}); err != nil {
		t.Fatalf("%q: %v", typed, err)
	}
	for _, e := range smallArchive()[:8] {
		checkMarks(t, typed, e.Headline, results.Marks(e.Headline, Headline))
	}
	checkMarks(t, typed, typed, results.Marks(typed, Headline))
}

// checkMarks checks that marks are in order, apart, and on whole characters.
func checkMarks(t *testing.T, typed, s string, spans []Span) {
	t.Helper()
	before := -1
	for _, span := range spans {
		if span.Start <= before || span.End <= span.Start || span.End > len(s) {
			t.Fatalf("%q in %q marks %v after %d", typed, s, span, before)
		}
		if !utf8.RuneStart(s[span.Start]) || span.End < len(s) && !utf8.RuneStart(s[span.End]) && utf8.ValidString(s) {
			t.Fatalf("%q in %q marks a part of a character: %v", typed, s, span)
		}
		before = span.End
	}
}

// oddQueries are queries that people hardly type.
func oddQueries() []string {
	return []string{
		"", " ", "a", "z", "é", "🚀", "☀️", "\ufe0f", "!", "?", "...", "-", "--", "+", "()", `""`, "«»", "|", "||", "&", "*", "the", "the of in who", "WHO", "THE OF", "or", "OR", "and or not",
		"\x00", "\xff\xfe", "a\x00b", "\u202eabc", "한", "ᄒ", "ﾊﾟ", "\u3099", "の", "的", "的的的", "是谁", "a的b", "9/11", "7/7", "11.5", "1,200", "U.S.", "...a...", "a-b-c-d", "don't", "'", "’s", "s",
		"!a b", "-a b", "+a", "+a +b", "a AND b", "a OR b", "(a OR b) (c OR d)", "((((a))))", "a !(b !c)", "a (b OR (c d)) !e", "topic:a", `topic:"a"`, "source:b c", "headline:叙利亚", "date:2016", "date:2016 !a",
		"a OR date:2016", "army army army", "army -army", "+army -army", `army !"army"`, strings.Repeat("army ", 100), strings.Repeat("叙利亚", 50), strings.Repeat("a", 300), strings.Repeat("é", 300),
		"zqzqz topic:army", "the topic:army", "zqzqz topic:army date:2016", "zqzqz +(date:2016 OR date:1980)", "zqzqz (date:2016 OR date:1980)", "the (date:2016 OR date:1980)", "army (date:2016 OR date:2015)",
		"(date:2016 OR date:2015) (date:2016 OR date:2014)", "(date:2016 OR army) (date:2016 OR date:2014)", "crow ((army date:2015) OR zebra)", "army ((syria !palmyra) OR (syria date:1980))",
		"叙利亚 (date:2016 OR date:2015)", "叙利亚army军队", "3G手机3G", "a叙", "叙a利", "🚀叙利亚", "한국叙利亚", "สวัสดีa", "red bull f16 dont us", "earthquake fiji vanuatu chile army syria palmyra iran talk election",
	}
}

func TestWhatIsTrueOfEveryQuery(t *testing.T) {
	c := mixed()
	for _, typed := range append(oddQueries(), orderQueries...) {
		checkQuery(t, c, typed)
		checkQuery(t, corpusOf(smallArchive()[:1]), typed)
	}
}

// TestWhatIsTrueOfMadeQueries makes queries of the archive's own words, of signs, and
// of words with slips.
func TestWhatIsTrueOfMadeQueries(t *testing.T) {
	c := mixed()
	random := rand.New(rand.NewPCG(27, 18))
	signs := []string{"", "", "", "", "", "+", "!", "-", "(", ")", "OR ", "AND ", "NOT ", `"`, "topic:", "headline:", "|", "date:2016 "}
	for range 400 {
		var b strings.Builder
		for range 1 + random.IntN(6) {
			word := c.vocabulary.At(random.IntN(c.vocabulary.Len()))
			if random.IntN(4) == 0 && len(word) > 3 {
				word = swapped(word)
			}
			sign := pickOf(random, signs)
			b.WriteString(sign + word)
			if sign == `"` {
				b.WriteString(` the"`)
			}
			b.WriteString(pickOf(random, []string{" ", " ", " ", "", "-", "的"}))
		}
		checkQuery(t, c, b.String())
	}
}

// FuzzSearch searches for any text.
func FuzzSearch(f *testing.F) {
	for _, typed := range append(oddQueries(), orderQueries...) {
		f.Add(typed)
	}
	c := mixed()
	f.Fuzz(func(t *testing.T, typed string) {
		if len(typed) > 500 {
			return
		}
		checkQuery(t, c, typed)
	})
}

// atOnce fails where a search takes far longer than it should on any machine.
func atOnce(t *testing.T, what string, work func()) {
	t.Helper()
	const most = 20 * time.Second
	start := time.Now()
	work()
	if took := time.Since(start); took > most {
		t.Errorf("%s: %v", what, took)
	}
}

func TestLongQueriesAreAnswered(t *testing.T) {
	documents, m := madeDocuments(1000)
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
	var fives []string
	for i := range 1500 {
		fives = append(fives, fmt.Sprintf("%c %c a b %d", 'c'+i%20, 'd'+i%19, i%7))
	}
	for name, query := range map[string]string{
		"all":              fits(m.words, " "),
		"any":              fits(m.words, " OR "),
		"none":             m.words[0] + " " + fits(m.words[1:], " !")[1:],
		"every":            "+" + fits(m.words, " +"),
		"slips":            fits(slipped, " "),
		"any slips":        fits(slipped, " OR "),
		"joined":           fits(m.words, "-"),
		"phrase":           `"` + fits(m.words, " ") + `"`,
		"2,400 words":      `"` + strings.Repeat("a b ", 1200) + `"`,
		"2,400 the same":   `"` + strings.Repeat("a ", 2400) + `"`,
		"500 words":        strings.Join(m.words[:500], " "),
		"same":             fits(slices.Repeat([]string{m.words[0]}, 3_000), " "),
		"chinese":          strings.Repeat("叙利亚军队", 2_000),
		"chinese parts":    strings.Repeat("叙利亚 军队 ", 1_000),
		"unknown word":     strings.Repeat("q", 9_999),
		"unknown words":    strings.Repeat("qzxqwv ", 1_400),
		"nested":           strings.Repeat("(a OR "+m.words[1]+" ", 300) + strings.Repeat(")", 300),
		"only signs":       strings.Repeat("?!", 4_999) + " a",
		"only small words": strings.Repeat("the of ", 1_400),
		"fields":           fits(m.words, " headline:"),
		"emoji":            strings.Repeat("🚀", 9_000),
	} {
		atOnce(t, name, func() {
			ask(t, c, query, Options{Limit: 20})
		})
	}
	atOnce(t, "1,500 alternatives of five words", func() {
		var or Or
		for _, five := range fives {
			q, err := Parse(five, today)
			if err != nil {
				t.Fatal(err)
			}
			or.Of = append(or.Of, q)
		}
		if _, err := Search(context.Background(), c, or, Options{Limit: 20}); err != nil {
			t.Error(err)
		}
	})
}

func TestTheNumbersOfACorpusDoNotMatter(t *testing.T) {
	m := mixed()
	want := outcome(t, m, orderQueries)
	random := rand.New(rand.NewPCG(8, 15))
	for range 3 {
		if diff := gocmp.Diff(want, outcome(t, newRenumbered(m, random), orderQueries)); diff != "" {
			t.Fatalf("in a corpus that is numbered otherwise:\n%s", diff)
		}
		if err := Compare(newRenumbered(m, random), m); err != nil {
			t.Fatalf("in a corpus that is numbered otherwise: %v", err)
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
	if _, err := Search(ctx, c, nil, Options{Wishes: wishesFor("2016")}); !errors.Is(err, context.Canceled) {
		t.Errorf("Search of days alone: %v, want %v", err, context.Canceled)
	}
}

func TestSearchReportsWhatTheCorpusReports(t *testing.T) {
	m := corpusOf(smallArchive())
	fault := errors.New("disk gone")
	for name, c := range map[string]Corpus{
		"postings": broken{m, fault, nil, nil, nil}, "read": broken{m, nil, fault, nil, nil},
		"ref": broken{m, nil, nil, fault, nil}, "vocabulary": broken{m, nil, nil, nil, fault},
	} {
		for _, typed := range []string{`"syrian army" opens`, "syrian army"} {
			q, _ := Parse(typed, today)
			if _, err := Search(context.Background(), c, q, Options{}); !errors.Is(err, fault) {
				t.Errorf("%s: %s: %v, want %v", name, typed, err, fault)
			}
		}
	}
}
