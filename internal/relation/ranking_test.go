package relation_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"news/internal/event"
	"news/internal/relation"
	"news/internal/text"
)

// TestRankingRanksAsRelatedDoes compares both on made events without links.
func TestRankingRanksAsRelatedDoes(t *testing.T) {
	for seed := range uint64(4) {
		l := madeLibrary(seed, 100)
		ranker := l.ranking().Ranker()
		signs := l.allSigns()
		for n := range l.events {
			related, _, err := l.graph.Related(relation.Node(n), signs, relation.Wanted{Limit: 10})
			if err != nil {
				t.Fatal(err)
			}
			var want, got []event.Ref
			for _, r := range related {
				want = append(want, l.events[r.Node].Ref)
			}
			e := l.events[n]
			for _, r := range ranker.Rank(relation.Node(n), e.Headline+"\n"+e.Description, 10) {
				got = append(got, l.events[r.Node].Ref)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("archive %d, related to %v %q (-related +ranked):\n%s", seed, e.Ref, e.Headline, diff)
			}
		}
	}
}

// Topics that only the text of one event names are no topics of both.
func TestRankingNamesTheTopicsOfBothEvents(t *testing.T) {
	l := newLibrary(
		anEvent(april(3), "b", "Strike at the Oslo harbour", []string{"Ferries"}),
		anEvent(april(2), "a", "Ships wait", []string{"Ferries", "Oslo"}))
	ranked := l.ranking().Ranker().Rank(0, "Strike at the Oslo harbour", 10)
	if len(ranked) != 1 || len(ranked[0].Topics) != 1 || l.graph.Name(ranked[0].Topics[0]) != "Ferries" {
		t.Errorf("ranked %+v", ranked)
	}
}

func TestRankingOfNothing(t *testing.T) {
	if l := newLibrary(); l.ranking().Ranker() == nil {
		t.Error("no ranker")
	}
}

// madeLibrary returns events of few words, topics and categories, several a day.
func madeLibrary(seed uint64, count int) *library {
	random := rand.New(rand.NewPCG(seed, 3))
	var events []event.Event
	date := april(30)
	for i := range count {
		if random.IntN(3) == 0 {
			date = date.AddDays(-1 - random.IntN(9))
		}
		words := map[string]bool{}
		headline := "It"
		for range 1 + random.IntN(5) {
			word := fmt.Sprintf("w%c%d", 'a'+random.IntN(6), random.IntN(30))
			if random.IntN(3) == 0 {
				word = "W" + word[1:]
			}
			if folded := text.Fold(word); !words[folded] {
				words[folded] = true
				headline += " " + word
			}
		}
		var topics []string
		for range random.IntN(3) {
			topics = append(topics, fmt.Sprintf("Topic %d", random.IntN(25)))
		}
		e := anEvent(date, fmt.Sprintf("e%d", i), headline, topics)
		if random.IntN(4) == 0 {
			e.Description = "Topic 3 and " + fmt.Sprintf("wa%d", random.IntN(30))
		}
		if random.IntN(3) > 0 {
			e.Category = fmt.Sprintf("Category %d", random.IntN(3))
		}
		events = append(events, e)
	}
	return newLibrary(events...)
}

// allSigns returns signs with the words of descriptions, too.
func (l *library) allSigns() relation.Signs {
	signs := l.signs()
	ofHeadline := signs.Page
	signs.Page = func(n relation.Node) (relation.Page, error) {
		page, err := ofHeadline(n)
		for _, w := range text.Words(l.events[n].Description) {
			if !slices.ContainsFunc(page.Words, func(known relation.Word) bool { return known.Text == w.Text }) {
				first := rune(l.events[n].Description[w.Start])
				word := l.word(w.Text, w.Start > 0 && unicode.IsUpper(first))
				word.InHeadline = false
				page.Words = append(page.Words, word)
			}
		}
		return page, err
	}
	return signs
}

// ranking returns the ranking of the events, whose words are those of signs.
func (l *library) ranking() *relation.Ranking {
	stems := make(map[string]int32)
	words := func(n relation.Node) []relation.PackedWord {
		var said []relation.PackedWord
		e := l.events[n]
		for i, s := range []string{e.Headline, e.Description} {
			for _, w := range text.Words(s) {
				stem, known := stems[w.Text]
				if !known {
					stem = int32(len(stems))
					stems[w.Text] = stem
				}
				if !slices.ContainsFunc(said, func(s relation.PackedWord) bool { return s.Stem() == stem }) {
					said = append(said, relation.SaidWord{Stem: stem, InHeadline: i == 0, IsName: w.Start > 0 && unicode.IsUpper(rune(s[w.Start]))}.Pack())
				}
			}
		}
		return said
	}
	for n := range l.events {
		words(relation.Node(n))
	}
	return relation.NewRanking(l.graph.Subjects, l.signs().Categories, words, len(stems))
}

// What ties two events, in an archive where many others have ordinary words.
func TestRankTiedLeavesOutWhatHasLittleInCommon(t *testing.T) {
	for name, c := range map[string]struct {
		a, b   string
		topics []string // of both
		want   bool
	}{
		"a common word":              {"mayor resigns", "cabinet resigns", nil, false},
		"several common words":       {"leader resigns talks budget", "leader talks resigns budget", nil, false},
		"a rare word":                {"mayor juggles", "cabinet juggles", nil, false},
		"two rare words":             {"mayor juggles lanterns", "cabinet juggles lanterns", nil, false},
		"three rare words":           {"mayor juggles purple lanterns", "cabinet juggles purple lanterns", nil, true},
		"a topic":                    {"mayor departs", "cabinet sits", []string{"Rowing Cup"}, true},
		"a topic of very many":       {"mayor departs", "cabinet sits", []string{"World"}, false},
		"a rare name":                {"the Quibble speaks", "of Quibble", nil, true},
		"a name":                     {"in Oslo", "at Oslo", nil, false},
		"two names":                  {"in Oslo Bergen", "at Oslo Bergen", nil, true},
		"a name and a rare word":     {"juggles Oslo", "somebody juggles Oslo", nil, false},
		"a name and two rare words":  {"juggles lanterns Oslo", "somebody juggles lanterns Oslo", nil, true},
		"a name and a topic of many": {"in Oslo", "at Oslo", []string{"World"}, true},
		"nothing":                    {"mayor departs", "cabinet sits", nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			events := []event.Event{anEvent(april(3), "b", c.a, c.topics), anEvent(april(2), "a", c.b, c.topics)}
			for i := range 998 { // each of the words and names here is in ten or twenty of them, World in a hundred
				others := []string{"resigns", "leader", "talks", "budget", "in Oslo", "at Bergen"}
				headline, topics := fmt.Sprintf("w%d", i), []string(nil)
				if i < 120 {
					headline += " " + others[i%len(others)]
				}
				if i%10 == 0 {
					topics = []string{"World"}
				}
				events = append(events, anEvent(april(1), fmt.Sprintf("o%d", i), headline, topics))
			}
			l := newLibrary(events...)
			got := false
			for _, r := range l.ranking().Ranker().RankTied(0, c.a, 10) {
				got = got || l.events[r.Node].Ref == events[1].Ref
			}
			if got != c.want {
				t.Errorf("%q and %q are tied: %v", c.a, c.b, got)
			}
		})
	}
}

// In a month of news a name that two events have ties them.
func TestRankTiedInASmallArchive(t *testing.T) {
	events := []event.Event{anEvent(april(3), "b", "Strike in Oslo", nil), anEvent(april(2), "a", "Ships wait at Oslo", nil), anEvent(april(1), "c", "A strike ends", nil)}
	for i := range 60 {
		events = append(events, anEvent(april(1), fmt.Sprintf("o%d", i), fmt.Sprintf("w%d", i), nil))
	}
	l := newLibrary(events...)
	ranked := l.ranking().Ranker().RankTied(0, "Strike in Oslo", 10)
	if len(ranked) != 1 || l.events[ranked[0].Node].Ref.Slug != "a" {
		t.Errorf("ranked %+v", ranked)
	}
}
