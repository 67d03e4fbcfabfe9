package search

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"news/internal/event"
)

// many returns a corpus with so many events for each headline. They lie a week apart.
func many(counts map[string]int) *Memory {
	b := NewBuilder()
	n := 0
	lines := make([]string, 0, len(counts))
	for line := range counts {
		lines = append(lines, line)
	}
	slices.Sort(lines)
	for _, line := range lines {
		for range counts[line] {
			n++
			b.Add(event.Event{Ref: event.NewRef(event.Date{Year: 2000, Month: 1, Day: 1}.AddDays(7*n), fmt.Sprint(n)), Number: 1, Headline: line})
		}
	}
	return b.Corpus()
}

// taken returns what the words of a query are taken for.
func taken(results Results) string {
	var list []string
	for _, t := range results.Taken {
		list = append(list, t.Word+": "+strings.Join(t.For, " "))
	}
	return strings.Join(list, "; ")
}

func TestAWordThatNoEventHasIsTakenForItsNeighbours(t *testing.T) {
	c := many(map[string]int{
		"Gandhi walks": 9, "Ghazi sings": 3, "Ankara votes": 8, "Vanuatu sinks": 2, "Palmyra stands": 5, "Elections": 4, "A selection": 6,
		"Tehran talks": 7, "Tehrna talks": 1, "Saddam stands": 6, "Madrid": 3, "Hadrid": 3, "Habrid": 1, "Cat": 3, "Berlin": 5, "Merlin": 4, "Kerlin": 1,
	})
	for _, v := range []struct {
		typed, taken string
		full         int
	}{
		{"Ghandi", "ghandi: gandhi", 9},          // letters exchanged: one slip
		{"gandi", "gandi: gandhi", 9},            // left out
		{"palmyrra", "palmyrra: palmyra", 5},     // twice
		{"valmyra", "valmyra: palmyra", 5},       // another
		{"vanautu", "vanautu: vanuatu", 2},       // rare, but nearest
		{"elektoins", "elektoins: elections", 4}, // two slips in a long word
		{"ankrra", "ankrra: ankara", 8},
		{"anqwara", "", 0},                // two slips in a short one
		{"dat", "", 0},                    // three letters have no slips
		{"cat", "", 3}, {"tehran", "", 7}, // taken at their word
		{"zadrid", "zadrid: hadrid madrid", 6}, // as near and about as common
		{"werlin", "werlin: berlin merlin", 9}, // and not the rare one
		{"ghandi ankara", "", 0},               // checked below: the slip is no row's
		{"+ghandi", "ghandi: gandhi", 9},
		{"headline:ghandi", "ghandi: gandhi", 9}, {"topic:ghandi", "", 0},
		{`"ghandi"`, "", 0}, {`headline:"ghandi"`, "", 0},
		{"ghandi's", "", 0},
		{"vote !ghandi", "", 12},
	} {
		results := ask(t, c, v.typed, Options{})
		if v.typed == "ghandi ankara" {
			continue
		}
		if taken(results) != v.taken || results.Full != v.full {
			t.Errorf("%s is taken for %q, %d in full; want %q, %d", v.typed, taken(results), results.Full, v.taken, v.full)
		}
		full := ask(t, c, v.typed, Options{Full: true})
		if full.Full != v.full || taken(full) != v.taken {
			t.Errorf("%s, full hits alone: taken for %q, %d; want %q, %d", v.typed, taken(full), full.Full, v.taken, v.full)
		}
	}
}

// TestARareWordMayBeASlip checks each condition under which a word that some events
// have stands for a neighbour, too.
func TestARareWordMayBeASlip(t *testing.T) {
	for _, v := range []struct {
		name, typed   string
		counts        map[string]int
		taken         string
		full, partial int
	}{
		{"two events, and a neighbour 50 times as frequent", "ghandi", map[string]int{"Ghandi": 2, "Gandhi": 100}, "ghandi: gandhi", 2, 100},
		{"three events", "ghandi", map[string]int{"Ghandi": 3, "Gandhi": 400}, "", 3, 0},
		{"not 50 times as frequent", "ghandi", map[string]int{"Ghandi": 2, "Gandhi": 99}, "", 2, 0},
		{"one event", "ghandi", map[string]int{"Ghandi": 1, "Gandhi": 50}, "ghandi: gandhi", 1, 50},
		{"two slips", "elextoin", map[string]int{"Elextoin": 1, "Election": 80}, "", 1, 0},
		{"four letters", "gore", map[string]int{"Gore speaks": 2, "More is gone": 200}, "", 2, 0},
		{"four letters", "nice", map[string]int{"Nice wins": 1, "Rice grows": 200}, "", 1, 0},
		{"four letters", "roma", map[string]int{"Roma wins": 1, "Romb wins": 100}, "", 1, 0},
		{"three letters", "bam", map[string]int{"Bam quake": 1, "Ban on it": 100}, "", 1, 0},
		{"in quotes", `"ghandi"`, map[string]int{"Ghandi": 1, "Gandhi": 50}, "", 1, 0},
		{"a small word is no slip", "whihc", map[string]int{"Whihc": 1, "Which of it": 90}, "", 1, 0},
		{"another form counts as the word", "pirate", map[string]int{"Pirates land": 9, "Pilate sits": 300, "Pirate": 1}, "", 10, 0},
	} {
		c := many(v.counts)
		results := ask(t, c, v.typed, Options{})
		if taken(results) != v.taken || results.Full != v.full || results.Total != v.full+v.partial {
			t.Errorf("%s: %s is taken for %q, %d of %d in full; want %q, %d of %d", v.name, v.typed, taken(results), results.Full, results.Total, v.taken, v.full, v.full+v.partial)
		}
		for _, hit := range results.Hits[:min(v.full, len(results.Hits))] {
			if len(hit.Lacks) > 0 {
				t.Errorf("%s: the word itself is not first", v.name)
			}
		}
		full := ask(t, c, v.typed, Options{Full: true})
		if len(full.Taken) > 0 || full.Total != v.full {
			t.Errorf("%s: of full hits alone it is taken for %q, %d", v.name, taken(full), full.Total)
		}
	}
}

// TestTakenIsSaidOnlyOfRowsThatDependOnIt checks that what a word is taken for is said
// where a hit within the limit has it only so.
func TestTakenIsSaidOnlyOfRowsThatDependOnIt(t *testing.T) {
	c := many(map[string]int{"Ghandi": 2, "Gandhi": 100})
	for limit, want := range map[int]string{1: "", 2: "", 3: "ghandi: gandhi", 0: "ghandi: gandhi"} {
		if got := taken(ask(t, c, "ghandi", Options{Limit: limit})); got != want {
			t.Errorf("limit %d: taken for %q, want %q", limit, got, want)
		}
	}
	c = many(map[string]int{"Palmyra falls": 3, "Palmyra": 2})
	for typed, want := range map[string]string{"palmira": "palmira: palmyra", "palmyra falls": "", "palmira flals": "palmira: palmyra; flals: falls", "palmira OR falls": "palmira: palmyra", "palmyra zzzzzz": ""} {
		if got := taken(ask(t, c, typed, Options{})); got != want {
			t.Errorf("%s: taken for %q, want %q", typed, got, want)
		}
	}
	if got := taken(ask(t, c, "falls OR palmira", Options{Only: func(Place) bool { return false }})); got != "" {
		t.Errorf("without hits, taken for %q", got)
	}
}

func TestLettersInOrderComeLast(t *testing.T) {
	for _, v := range []struct{ typed, text, want, taken string }{
		{"qrytn", "Soldiers leave Qaryatayn", "a[qrytn]", "qrytn: qaryatayn"},
		{"qrytn", "A report of qrytn, Qaryatayn", "a", ""},
		{"czchslv", "Czechoslovakia ends", "a[czchslv]", "czchslv: czechoslovakia"},
		{"zzqw", "Zanzibar of quiet waters", "", ""},
	} {
		results := ask(t, corpusOf(headlines(v.text)), v.typed, Options{})
		if outline(results.Hits) != v.want || taken(results) != v.taken {
			t.Errorf("%s finds %q (%s) in %q, want %q (%s)", v.typed, outline(results.Hits), taken(results), v.text, v.want, v.taken)
		}
		if full := ask(t, corpusOf(headlines(v.text)), v.typed, Options{Full: true}); full.Total > 0 && strings.Contains(v.want, "[") {
			t.Errorf("%s finds %q in full by its letters", v.typed, outline(full.Hits))
		}
	}
	// A word of the archive, a form of it and a slip go before letters.
	c := corpusOf(headlines("Soldiers of qyrtn", "Soldiers leave Qaryatayn"))
	if diff := gocmp.Diff("a", outline(ask(t, c, "qrytn", Options{}).Hits)); diff != "" {
		t.Errorf("letters count beside slips:\n%s", diff)
	}
}
