package page_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"news/internal/event"
	"news/internal/page"
)

// TestEntriesAreThoseOfTheDay reads some entries of every day's page of testdata/pages.
func TestEntriesAreThoseOfTheDay(t *testing.T) {
	for _, c := range cases(t) {
		t.Run(c.name, func(t *testing.T) {
			d, _, _ := event.SplitPath(strings.TrimPrefix(c.path, "news/"))
			checkEntries(t, c.data, c.path, d)
		})
	}
}

// FuzzEntries does so for any page.
func FuzzEntries(f *testing.F) {
	for _, c := range cases(f) {
		f.Add(c.data)
	}
	f.Fuzz(func(t *testing.T, data []byte) { checkEntries(t, data, "news/2016/04/3/index.md", pageRef.Date) })
}

// checkEntries checks that Entries returns what Day does, of any of the entries.
func checkEntries(t *testing.T, data []byte, path string, d event.Date) {
	t.Helper()
	all := page.Day(data, path, d).Entries
	for _, wanted := range []func(at int) bool{
		func(int) bool { return true },
		func(int) bool { return false },
		func(at int) bool { return at%2 == 1 },
	} {
		places := make(map[event.Ref]int)
		want := make([]event.Entry, len(all))
		for i, entry := range all {
			places[entry.Ref] = i
			want[i].Ref = entry.Ref
			if wanted(i) {
				want[i].Headline, want[i].Topics = entry.Headline, entry.Topics
			}
		}
		got := page.Entries(data, path, d, func(ref event.Ref) bool { return wanted(places[ref]) })
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("the entries differ (-day +entries):\n%s", diff)
		}
	}
}
