package bench

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
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
}

// headlinesWith counts the headlines that have all words.
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

func TestContestsNameTheirCommands(t *testing.T) {
	b := speedBench{
		programs:    programs{news: "news", bare: "bare"},
		archive:     "arch",
		searchFlags: []string{"--no-index"},
	}
	p := Picked{Event: "2016/04/3/a", EventFile: "a.md", Day: "2016/04/3", DayFile: "index.md",
		Rare: "rare", Common: "common", Three: [3]string{"x", "y", "z"}}
	want := map[string]string{
		"version":                       "news --archive arch version / bare a.md",
		"show EVENT":                    "news --archive arch show 2016/04/3/a / bare a.md",
		"show EVENT, styled":            "news --archive arch show 2016/04/3/a --color always --width 80 / bare a.md",
		"show DAY":                      "news --archive arch show 2016/04/3 / bare index.md",
		"show DAY, styled":              "news --archive arch show 2016/04/3 --color always --width 80 / bare index.md",
		"list | head -1":                "news --archive arch list / bare a.md",
		"search a rare word (rare)":     "news --archive arch search --no-index rare / ",
		"search a common word (common)": "news --archive arch search --no-index common / ",
		"search three words (x y z)":    "news --archive arch search --no-index x y z / ",
	}
	contests := b.contests(p)
	if len(contests) != len(want) {
		t.Errorf("%d contests, want %d", len(contests), len(want))
	}
	for _, c := range contests {
		if got := c.ours.String() + " / " + c.theirs.String(); got != want[c.what] {
			t.Errorf("%s runs %q, want %q", c.what, got, want[c.what])
		}
		if c.ours.FirstLine != strings.Contains(c.what, "head") {
			t.Errorf("%s: reads one line: %v", c.what, c.ours.FirstLine)
		}
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
