package bench

import (
	"context"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"news/internal/text"
)

func TestPick(t *testing.T) {
	dir, _ := makeSmall(t, 1)
	picked, err := Pick(dir, 7)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := Pick(dir, 7); err != nil || again != picked {
		t.Errorf("the same seed picked %v, then %v, %v", picked, again, err)
	}
	if other, err := Pick(dir, 8); err != nil || other == picked {
		t.Errorf("another seed picked the same, %v, %v", other, err)
	}
	if want := filepath.Join(dir, "news", picked.Event+".md"); picked.EventFile != want {
		t.Errorf("event %s is in %s, want %s", picked.Event, picked.EventFile, want)
	}
	if want := filepath.Join(dir, "news", picked.Day, "index.md"); picked.DayFile != want {
		t.Errorf("day %s is in %s, want %s", picked.Day, picked.DayFile, want)
	}
	if !strings.HasPrefix(picked.Event, picked.Day+"/") {
		t.Errorf("event %s is not of day %s", picked.Event, picked.Day)
	}
	rare, common := headlinesWith(t, dir, picked.Rare), headlinesWith(t, dir, picked.Common)
	if rare != 1 || common < 20 {
		t.Errorf("%q is in %d headlines, %q in %d, want 1 and many", picked.Rare, rare, picked.Common, common)
	}
	if all := headlinesWith(t, dir, picked.Three[:]...); all == 0 {
		t.Errorf("no headline has all of %q", picked.Three)
	}
	if meant, slipped := headlinesWith(t, dir, picked.Meant), headlinesWith(t, dir, picked.Misspelt); meant != 1 || slipped != 0 {
		t.Errorf("%q is in %d headlines, with a slip, %q, in %d, want 1 and none", picked.Meant, meant, picked.Misspelt, slipped)
	}
	if slips := text.Slips(picked.Misspelt, picked.Meant, 2); slips != 1 {
		t.Errorf("%q is %d slips from %q", picked.Misspelt, slips, picked.Meant)
	}
	whole := strings.ToLower(strings.Join(slices.Collect(maps.Values(readTree(t, dir))), "\n"))
	for _, found := range []string{picked.Phrase[0] + " " + picked.Phrase[1], picked.Chinese} {
		if len(found) < 6 || !strings.Contains(whole, found) {
			t.Errorf("no page has %q", found)
		}
	}
	if lines := strings.Count(whole, "_context: "); picked.Topic == "" || lines == 0 {
		t.Errorf("the topic %q is picked of %d lines of topics", picked.Topic, lines)
	}
}

func TestWordsArePickedWhereThereAreSome(t *testing.T) {
	tests := []struct {
		name      string
		headlines []string
		topics    string
		want      Picked // only where there is just one choice
		enough    bool
	}{
		{"nothing", nil, "", Picked{}, false},
		{"short words", []string{"The dam is old", "大雨成灾"}, "", Picked{}, false},
		{"no more than words", []string{"Major flood: since again"}, "", Picked{}, false},
		{"words apart", []string{"Major flood, major storm at coast"}, "",
			Picked{Common: "coast"}, true},
		{"one long", []string{"Crowd of Borvia sings", "Crowd sings", "大雨"}, "_Context: Choir of Borvia, Borvia_\n\n_Context: Borvia_\n",
			Picked{Common: "crowd", Meant: "borvia", Rare: "borvia", Phrase: [2]string{"crowd", "sings"}, Topic: "borvia", WholeTopic: "Borvia", Chinese: "大雨"}, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var words wordPicker
			for _, headline := range test.headlines {
				words.addHeadline(headline)
			}
			words.addTopics([]byte(test.topics))
			var got Picked
			if enough := words.pick(rand.New(rand.NewPCG(1, 0)), &got); enough != test.enough {
				t.Fatalf("there are words enough: %v", enough)
			}
			if test.want.Phrase[0] != "" && got.Phrase != [2]string{"crowd", "sings"} && got.Phrase != [2]string{"borvia", "sings"} {
				t.Errorf("the phrase is %q", got.Phrase)
			}
			test.want.Three, got.Three = [3]string{}, [3]string{}
			test.want.Phrase, got.Phrase = [2]string{}, [2]string{}
			if test.want.Rare == "" {
				got.Rare = ""
			}
			got.Misspelt = ""
			if got != test.want {
				t.Errorf("got %+v, want %+v", got, test.want)
			}
		})
	}
}

// headlinesWith returns the number of headlines with all words.
func headlinesWith(t *testing.T, dir string, words ...string) int {
	t.Helper()
	n := 0
	for path := range readTree(t, dir) {
		if name := filepath.Base(path); name == "index.md" || name == "README.md" {
			continue
		}
		has := searchWords(headlineOf(filepath.Join(dir, path)))
		if !slices.ContainsFunc(words, func(word string) bool { return !slices.Contains(has, word) }) {
			n++
		}
	}
	return n
}

func TestPickRefuses(t *testing.T) {
	empty := t.TempDir()
	if err := os.MkdirAll(filepath.Join(empty, "news", "2016", "04", "3"), 0o755); err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, dir, want string }{
		{"no archive", t.TempDir(), "is no archive"},
		{"no events", empty, "holds no day with an index and events"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if _, err := Pick(test.dir, 1); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got error %v, want one with %q", err, test.want)
			}
		})
	}
}

func TestMeasureRowsGoesOnAfterAFailure(t *testing.T) {
	contests := []contest{
		{what: "bad", peer: "none", ours: helper(t, "fail")},
		{what: "good", peer: "itself", ours: helper(t, "lines"), theirs: helper(t, "lines")},
	}
	var told []string
	options := SpeedOptions{Runs: 1, Progress: func(what string) { told = append(told, what) }}
	rows, err := measureRows(context.Background(), options, contests)
	if err != nil {
		t.Fatal(err)
	}
	if rows[0].Err == nil || rows[1].Err != nil || len(rows[1].Theirs) != 1 {
		t.Errorf("got rows %+v", rows)
	}
	if !slices.Equal(told, []string{"bad", "good"}) {
		t.Errorf("progress told %q", told)
	}
}
