package catalog_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"news/internal/catalog"
	"news/internal/event"
)

// The names that the portal has had for a category are one category, by index and by
// pages, in all ways that events are counted. Pages keep what was written.
func TestCategoriesHaveSeveralNames(t *testing.T) {
	dir := t.TempDir()
	for i, category := range []string{
		"Sport", "Sports", "sport", "Disasters", "Disasters and accidents", "Politics", "Politics & elections", "Iraq War", "iraq war", "Law and crime", "Armed conflicts and incidents",
	} {
		file := filepath.Join(dir, "news/2016/04", fmt.Sprint(i+1), "storm.md")
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte("##### "+category+"\n\n# A storm passes on day "+fmt.Sprint(i+1)+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	events := map[string]int{
		"Sport": 3, "SPORTS": 3, "sporting events": 3, "Accidents": 2, "disasters": 2, "Politics": 2, "elections": 2, "Politics and Elections": 2, "Iraq war": 2,
		"crime": 1, "wars": 1, "war": 0, "Science": 0, "Iraq": 0, "Politics in Iraq": 0,
	}
	for _, cache := range []string{"", t.TempDir()} {
		c := open(t, dir, cache)
		uses, err := c.Categories(t.Context(), catalog.Question{Order: catalog.ByName})
		if err != nil {
			t.Fatal(err)
		}
		got := make(map[string]int)
		for _, row := range uses.Rows {
			got[row.Name] = row.Events
		}
		want := map[string]int{"Sport": 3, "Disasters": 2, "Politics": 2, "Iraq War": 2, "Law and crime": 1, "Armed conflicts and incidents": 1}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("the categories (-want +got):\n%s", diff)
		}
		for name, n := range events {
			agree(t, c, "--category "+name, n, ask(t, c, catalog.Asked{Categories: []string{name}}))
			agree(t, c, "category: "+name, n, ask(t, c, catalog.Asked{Args: []string{`category:"` + name + `"`}}))
		}
		for typed, name := range map[string]string{"accidents": "Disasters", "sports": "Sport", "incidents": "Armed conflicts and incidents", "election": "Politics"} {
			found, err := c.Categories(t.Context(), catalog.Question{Names: typed})
			if err != nil || len(found.Rows) != 1 || found.Rows[0].Name != name {
				t.Errorf("%s finds the categories %v, %v", typed, found, err)
			}
		}
		listing, err := c.List(t.Context(), ask(t, c, catalog.Asked{Categories: []string{"war"}}))
		if err != nil || len(listing.Unknown) != 1 || !cmp.Equal(listing.Unknown[0].Near[:1], []string{"Armed conflicts and incidents"}) {
			t.Errorf("war is taken for %v, %v", listing.Unknown, err)
		}
		if e := c.Day(event.Date{Year: 2016, Month: 4, Day: 3}).Events[0]; e.Category != "sport" {
			t.Errorf("a page has the category %q", e.Category)
		}
	}
}
