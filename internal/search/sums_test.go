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

// randomWord returns one of the words a to a hundred, the first of them often.
func randomWord(random *rand.Rand) string {
	n := int(math.Exp(random.Float64() * math.Log(100)))
	return fmt.Sprintf("w%c%cord", 'a'+n/10, 'k'+n%10)
}

func randomWords(random *rand.Rand, most int) string {
	var words []string
	for range 1 + random.IntN(most) {
		words = append(words, randomWord(random))
	}
	return strings.Join(words, " ")
}

// randomCorpus returns events whose words are spread as those of a language are, on many
// days, so that some words have events in every block of sums and others in few.
func randomCorpus(random *rand.Rand, events int) *Memory {
	b := NewBuilder()
	for i := range events {
		day := event.DateOf(event.Date{Year: 2016, Month: 12, Day: 31}.Time().AddDate(0, 0, -i/7))
		e := event.Event{Ref: event.NewRef(day, fmt.Sprint(i)), Number: 1 + i%7, Headline: randomWords(random, 6)}
		if random.IntN(2) == 0 {
			e.Description = randomWords(random, 40)
		}
		if random.IntN(2) == 0 {
			e.Topics = []string{randomWords(random, 2), randomWords(random, 2)}
		}
		b.Add(e)
	}
	return b.Corpus()
}

// randomQuery returns words with signs.
func randomQuery(random *rand.Rand) string {
	var parts []string
	for range 1 + random.IntN(6) {
		part := randomWord(random)
		switch random.IntN(9) {
		case 0:
			part = "+" + part
		case 1:
			part = "headline:" + part
		case 2:
			part = "(" + part + " OR " + randomWord(random) + " " + randomWord(random) + ")"
		case 3:
			part = part[:len(part)-1]
		case 4:
			part = `"` + part + " " + randomWord(random) + `"`
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, " ")
}

// addedUp returns what sum returns, by a look at every document for every wish.
func addedUp(s *searcher, n *node, enough float64) []found {
	limits := limitsOf(n, enough, s.full)
	all := new(sums)
	var docs []found
	for all.from = range s.corpus.Bound() {
		for _, wish := range limits.wishes {
			for i := range wish.matches() {
				if wish.docAt(i) == all.from {
					all.addMatch(n, wish, i)
				}
			}
		}
		if cell := &all.cells[0]; *cell != (sum{}) {
			docs = limits.take(all.from, cell, docs)
			*cell = sum{}
		}
	}
	return docs
}

// lists returns the lists of wishes of a query.
func lists(n *node) []*node {
	var all []*node
	if len(n.all) > 0 {
		all = append(all, n)
	}
	for _, child := range slices.Concat(n.all, n.any) {
		all = append(all, lists(child)...)
	}
	return all
}

// No document that has enough is missing where only some lists are read as a whole.
func TestSumsAreWhatAllDocumentsAddUpTo(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 12))
	c := randomCorpus(random, 3000)
	led := 0
	for range 40 {
		typed := randomQuery(random)
		q, err := Parse(typed, event.Date{})
		if err != nil {
			t.Fatal(err)
		}
		for _, full := range []bool{false, true} {
			s, err := newSearcher(context.Background(), c, Options{Full: full})
			if err != nil {
				t.Fatal(err)
			}
			root, err := s.evalWhole(q)
			if err != nil {
				t.Fatal(err)
			}
			for _, n := range lists(root) {
				limits := limitsOf(n, n.weight/2, full)
				if len(limits.leading()) < len(limits.wishes) {
					led++
				}
				if got, want := s.sum(n, n.weight/2), addedUp(s, n, n.weight/2); !slices.Equal(got, want) {
					t.Fatalf("%q, full %v: %d documents have enough of %q, want %d", typed, full, len(got), n.typed, len(want))
				}
			}
		}
	}
	if led < 20 {
		t.Errorf("only %d lists were led by some of their wishes", led)
	}
}

// The first hits are the first of all hits, which have all scores.
func TestFirstHitsAreTheFirstOfAll(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 3))
	c := randomCorpus(random, 3000)
	days := func(d event.Date) bool { return d.Month < 9 }
	wishes := []DayWish{{Typed: "may", Contains: func(d event.Date) bool { return d.Month == 5 }, Words: []string{randomWord(random)}}}
	for range 40 {
		typed := randomQuery(random)
		q, err := Parse(typed, event.Date{})
		if err != nil {
			t.Fatal(err)
		}
		for _, opts := range []Options{{}, {Full: true}, {Days: days}, {Wishes: wishes}, {Wishes: wishes, Days: days, Full: true}, {ByDate: true, Full: true}, {ByDate: true, Reverse: true}} {
			all, err := Search(context.Background(), c, q, opts)
			if err != nil {
				t.Fatal(err)
			}
			for _, limit := range []int{1, 7, 40} {
				opts.Limit = limit
				first, err := Search(context.Background(), c, q, opts)
				if err != nil {
					t.Fatal(err)
				}
				if first.Total != all.Total || first.Full != all.Full {
					t.Fatalf("%q has %d hits, %d of them full; of all %d and %d", typed, first.Total, first.Full, all.Total, all.Full)
				}
				if diff := gocmp.Diff(all.Hits[:min(limit, len(all.Hits))], first.Hits); diff != "" {
					t.Fatalf("%q: the first %d are not the first of all (-all +first):\n%s", typed, limit, diff)
				}
			}
		}
	}
}
