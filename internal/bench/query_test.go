package bench

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"news/internal/event"
	"news/internal/search"
	"news/internal/text"
)

// Headlines to draw from: one with accents and capitals, one with words of
// another alphabet, one in each Chinese script.
const (
	latin       = "Ministers of Malé's cabinet RESIGN after Vučić visits flooded harbour towns"
	cyrillic    = "Парламент одобрил бюджет столицы после долгого заседания"
	simplified  = "联合国发表报告：气候变化对农业产量影响严重，专家呼吁各国采取行动"
	traditional = "臺灣東部發生強烈地震，數棟樓房倒塌，當局動員軍隊協助救災"
)

// maker returns a queryMaker for which all words are equally rare.
func maker(seed uint64, drawnFrom ...string) queryMaker {
	h := headlines{of: map[event.Ref]string{}, counts: map[string]int{}}
	for _, headline := range drawnFrom {
		h.add(event.Ref{Slug: headline}, headline)
	}
	return queryMaker{r: random(seed, 0), counts: h.counts}
}

// drawn returns many queries of a class for a headline.
func drawn(t *testing.T, class string, headline string) []query {
	t.Helper()
	m := maker(1, headline)
	for _, c := range queryClasses() {
		if c.name != class {
			continue
		}
		var queries []query
		for range 400 {
			if q, ok := c.draw(m, headline); ok {
				queries = append(queries, q)
			}
		}
		if len(queries) < 20 {
			t.Fatalf("%s: drew %d queries", class, len(queries))
		}
		return queries
	}
	t.Fatalf("there is no class %q", class)
	return nil
}

// sample returns headlines to draw from for a class.
func sample(class string) []string {
	if strings.Contains(class, "words") {
		return []string{latin, cyrillic}
	}
	return []string{simplified, traditional}
}

func TestLongWords(t *testing.T) {
	tests := []struct {
		headline string
		want     []string
	}{
		{latin, []string{"Ministers", "Malé", "cabinet", "RESIGN", "after", "Vučić", "visits", "flooded", "harbour", "towns"}},
		{"Malé, MALE and male", []string{"Malé"}},
		{"G20 of U.S. al-Qaeda the Euro2016", []string{"Qaeda", "Euro"}},
		{"Re\u0301sume\u0301s", []string{"Re\u0301sume\u0301s"}},
		{"カタカナ ひらがな 联合国大会 abc", nil},
	}
	for _, test := range tests {
		if got := longWords(test.headline); !slices.Equal(got, test.want) {
			t.Errorf("%q has words %q, want %q", test.headline, got, test.want)
		}
	}
}

func TestHanStretches(t *testing.T) {
	got := hanStretches("联合国（UN）：第3次会议，和カタカナ 大雨")
	if want := []string{"联合国", "次会议", "大雨"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWordsInOrder(t *testing.T) {
	words := longWords(latin)
	lengths := map[int]bool{}
	for _, q := range drawn(t, "2-4 words, in order", latin) {
		typed := strings.Fields(q.typed)
		lengths[len(typed)] = true
		at := -1
		for _, word := range typed {
			next := slices.Index(words, word)
			if next <= at {
				t.Fatalf("%q is not of words of %q in order", q.typed, words)
			}
			at = next
		}
		if !slices.Equal(q.meant, foldAll(typed)) {
			t.Errorf("%q means %q", q.typed, q.meant)
		}
	}
	if len(lengths) != 3 || !lengths[2] || !lengths[3] || !lengths[4] {
		t.Errorf("queries have so many words: %v", lengths)
	}
}

func TestWordsShuffled(t *testing.T) {
	ordered := 0
	queries := drawn(t, "3 words shuffled, lower case", latin)
	for _, q := range queries {
		typed := strings.Fields(q.typed)
		if q.typed != strings.ToLower(q.typed) || len(typed) != 3 {
			t.Errorf("%q is not three words in lower case", q.typed)
		}
		folded := foldAll(typed)
		if slices.Equal(folded, q.meant) {
			ordered++
		}
		if slices.Sort(folded); !slices.Equal(folded, slices.Sorted(slices.Values(q.meant))) {
			t.Errorf("%q means %q", q.typed, q.meant)
		}
	}
	if ordered == 0 || ordered > len(queries)/3 {
		t.Errorf("%d of %d are in order, want a sixth", ordered, len(queries))
	}
}

func TestWordsWithSlips(t *testing.T) {
	for class, slips := range map[string]int{"3 words, one slip": 1, "3 words, a slip in two": 2} {
		for _, headline := range sample(class) {
			places := map[int]bool{}
			for _, q := range drawn(t, class, headline) {
				typed := foldAll(strings.Fields(q.typed))
				made := 0
				for i, word := range typed {
					if n := text.Slips(word, q.meant[i], 3); n > 1 {
						t.Errorf("%s: %q has %d slips from %q", class, word, n, q.meant[i])
					} else if n == 1 {
						made++
						places[i] = true
						if utf8.RuneCountInString(q.meant[i]) < slipLetters {
							t.Errorf("%s: a slip in the short word %q", class, q.meant[i])
						}
					}
				}
				if len(typed) != 3 || made != slips {
					t.Errorf("%s: %q has %d slips from %q", class, q.typed, made, q.meant)
				}
			}
			if len(places) != 3 {
				t.Errorf("%s: slips only at places %v", class, places)
			}
		}
	}
}

func TestSlip(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 0))
	for _, word := range []string{"electoral", "aaabaa", "Vučićević", "Парламент", "banana"} {
		letters := []rune(word)
		kinds := map[string]bool{}
		for range 500 {
			slipped := slip(r, word)
			got := []rune(slipped)
			if text.Slips(text.Fold(slipped), text.Fold(word), 3) != 1 {
				t.Fatalf("%q is not one slip from %q", slipped, word)
			}
			if got[0] != letters[0] || got[len(got)-1] != letters[len(letters)-1] {
				t.Fatalf("%q slips at an end of %q", slipped, word)
			}
			if strings.ContainsAny(slipped, "abcdefghijklmnopqrstuvwxyz") && word == "Парламент" {
				t.Fatalf("a letter of another alphabet in %q", slipped)
			}
			kinds[kindOf(got, letters)] = true
		}
		if len(kinds) != 4 {
			t.Errorf("%q: slips are %v", word, kinds)
		}
	}
}

// kindOf returns the kind of slip between got and want.
func kindOf(got, want []rune) string {
	switch {
	case len(got) < len(want):
		return "left out"
	case len(got) > len(want):
		return "put in"
	case slices.Equal(slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(want))):
		return "swapped"
	}
	return "changed"
}

func TestWordsCutShort(t *testing.T) {
	for _, headline := range []string{latin, "Reported reports repeat reporters repeating reporting"} {
		lengths := map[int]bool{}
		for _, q := range drawn(t, "3 words cut to 4-5 letters", headline) {
			typed := strings.Fields(q.typed)
			for _, start := range typed {
				lengths[utf8.RuneCountInString(start)] = true
				begun := func(word string) bool { return strings.HasPrefix(word, start) }
				if !slices.ContainsFunc(longWords(headline), begun) {
					t.Errorf("%q begins no word of %q", start, headline)
				}
			}
			if len(typed) != 3 || len(distinct(foldAll(typed))) != 3 {
				t.Errorf("%q are not three beginnings", q.typed)
			}
		}
		if len(lengths) != 2 || !lengths[4] || !lengths[5] {
			t.Errorf("words are cut to %v letters", lengths)
		}
	}
}

func TestRarerWordsAreLikelier(t *testing.T) {
	m := maker(1, latin)
	for _, word := range longWords(latin) {
		m.counts[text.Fold(word)] = 1000
	}
	m.counts["harbour"], m.counts["visits"] = 1, 250
	times := map[string]int{}
	for range 2000 {
		for _, word := range m.pick(longWords(latin), 2) {
			times[word]++
		}
	}
	if times["harbour"] < 1900 || times["visits"] < 2*times["cabinet"] || times["cabinet"] == 0 {
		t.Errorf("rare words first, then the rest: %v", times)
	}
}

func TestTwoRuns(t *testing.T) {
	for _, headline := range sample("two runs") {
		lengths, starts := map[int]bool{}, map[string]bool{}
		for _, q := range drawn(t, "two runs of 2-4 Chinese characters", headline) {
			runs := strings.Fields(q.typed)
			if len(runs) != 2 || runs[0] == runs[1] {
				t.Fatalf("%q are not two runs", q.typed)
			}
			for _, run := range runs {
				lengths[utf8.RuneCountInString(run)] = true
				starts[run[:3]] = true
				if !strings.Contains(headline, run) || strings.ContainsFunc(run, func(c rune) bool { return !isHan(c) }) {
					t.Errorf("%q is no run of %q", run, headline)
				}
			}
			rest := strings.Replace(headline, runs[0], " ", 1)
			if !strings.Contains(rest, runs[1]) {
				t.Errorf("%q overlap", q.typed)
			}
		}
		if len(lengths) != 3 || !lengths[2] || !lengths[3] || !lengths[4] {
			t.Errorf("runs have so many characters: %v", lengths)
		}
		if len(starts) < 15 {
			t.Errorf("runs begin at %d characters only", len(starts))
		}
	}
}

func TestTwoRunsNeedRoom(t *testing.T) {
	m := maker(1)
	for range 100 {
		for _, headline := range []string{"地震", "大雨大雨", "地震 abc 雨", "no"} {
			if q, ok := m.twoRuns(headline); ok {
				t.Fatalf("%q has the two runs %q", headline, q.typed)
			}
		}
	}
}

func TestOtherScript(t *testing.T) {
	convert := map[string]func(string) string{simplified: text.Traditional, traditional: text.Simplified}
	for headline, other := range convert {
		for _, q := range drawn(t, "the same in the other script", headline) {
			runs := strings.Fields(q.typed)
			if strings.Contains(headline, runs[0]) && strings.Contains(headline, runs[1]) {
				t.Errorf("%q stands in %q", q.typed, headline)
			}
			if !strings.Contains(other(headline), runs[0]) || !strings.Contains(other(headline), runs[1]) {
				t.Errorf("%q does not stand in %q", q.typed, other(headline))
			}
			if !q.right(headline) || !q.right(other(headline)) {
				t.Errorf("%q means %q", q.typed, q.meant)
			}
		}
	}
	m := maker(1)
	for range 100 {
		if q, ok := m.otherScript("中共中央大人山水"); ok {
			t.Fatalf("%q is the same in both scripts", q.typed)
		}
	}
}

// A word that is an operator in capitals would change what a query means.
func TestQueriesAreWordsAlone(t *testing.T) {
	shouting := "WORLD AND ANDES ORE NOT NOTHING FORCED ORANGE BANDIT KNOTTED"
	for _, class := range queryClasses() {
		headlines := sample(class.name)
		if strings.Contains(class.name, "words") {
			headlines = append(headlines, shouting)
		}
		for _, headline := range headlines {
			for _, q := range drawn(t, class.name, headline) {
				parsed, err := search.Parse(q.typed, event.Date{})
				if err != nil {
					t.Fatalf("%q: %v", q.typed, err)
				}
				and, ok := parsed.(search.And)
				if !ok || len(and.Of) != len(strings.Fields(q.typed)) {
					t.Fatalf("%q is read as %v", q.typed, parsed)
				}
				for _, part := range and.Of {
					if _, ok := part.(search.Word); !ok {
						t.Fatalf("%q is read as %v", q.typed, parsed)
					}
				}
			}
		}
	}
}

func TestClassWithoutHeadlinesHasNoQueries(t *testing.T) {
	short := "Lots that only have very short long-ish ones"
	h := headlines{worded: []string{short, short}, counts: maker(1, short).counts}
	for _, class := range queryClasses() {
		got := len(class.queries(maker(1, short), &h, 5))
		want := 5
		if strings.Contains(class.name, "slip") || strings.Contains(class.name, "script") || strings.Contains(class.name, "Chinese") {
			want = 0
		}
		if got != want {
			t.Errorf("%s: %d queries, want %d", class.name, got, want)
		}
	}
}

func TestClassIsGivenUpAfterManyFailuresInARow(t *testing.T) {
	tries := 0
	class := queryClass{
		from: func(h *headlines) []string { return h.all },
		draw: func(queryMaker, string) (query, bool) {
			tries++
			return query{}, tries <= 2*patience && tries%2 == 0
		},
	}
	h := headlines{all: []string{"x"}}
	if got := len(class.queries(maker(1), &h, 3*patience)); got != patience || tries != 3*patience {
		t.Errorf("%d queries after %d tries, want %d after %d", got, tries, patience, 3*patience)
	}
}
