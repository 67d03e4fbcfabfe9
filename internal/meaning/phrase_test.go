package meaning

import (
	"flag"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the list of phrases anew")

// TestListOfPhrasesIsThatOfTheGroups holds phrases.txt against the groups.
func TestListOfPhrasesIsThatOfTheGroups(t *testing.T) {
	pairs := make(map[string]bool)
	for _, g := range builtIn() {
		for _, term := range splitLine(g.line) {
			words := strings.Fields(strings.ReplaceAll(term, `"`, ""))
			for i := 1; i < len(words); i++ {
				pairs[Stem(words[i-1])+" "+Stem(words[i])] = true
			}
		}
	}
	want := strings.Join(slices.Sorted(maps.Keys(pairs)), "\n") + "\n"
	if *update {
		if err := os.WriteFile("phrases.txt", []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if phraseLines != want {
		t.Error("phrases.txt lacks the changes of the groups: go test ./internal/meaning -update")
	}
}

func TestPhrasesOfTheGroupsAreKnownByTheirStems(t *testing.T) {
	for _, test := range []struct{ first, second, want string }{
		{"united", "states", "unit state"},
		{"prime", "ministers", "prime minist"},
		{"stepped", "down", "step down"},
		{"states", "united", ""},
		{"united", "earthquake", ""},
		{"a", "b", ""},
		{"", "", ""},
	} {
		got, known := InPhrase(test.first, test.second)
		if got != test.want || known != (test.want != "") {
			t.Errorf("InPhrase(%q, %q) = %q, %v, want %q", test.first, test.second, got, known, test.want)
		}
		if known && (HalfOf(test.first)&First == 0 || HalfOf(test.second)&Second == 0) {
			t.Errorf("%q and %q are in a phrase, and HalfOf denies it", test.first, test.second)
		}
	}
}
