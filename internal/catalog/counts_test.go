package catalog_test

import (
	"flag"
	"strconv"
	"strings"
	"testing"
	"time"

	"news/internal/catalog"
	"news/internal/search"
)

var (
	countsFrom  = flag.String("counts-from", "", "compare the counts of the archive in this folder, in place of a copy of the sample")
	countsNames = flag.Int("counts-names", 50, "how many names of each kind are counted")
)

// TestCountsAgree counts the events of each of the most used names in all ways that
// there are: as the list of names does, as a list, as a timeline, as a search for
// the whole name.
func TestCountsAgree(t *testing.T) {
	t.Parallel()
	dir := *countsFrom
	if dir == "" {
		dir = copySample(t)
	}
	c := open(t, dir, t.TempDir(), func(o *catalog.Options) { o.MaxAge = time.Hour })
	top := catalog.Question{Limit: *countsNames, Order: catalog.ByCount}
	kinds := []struct {
		kind  catalog.Kind
		named func(name string) catalog.Asked
		list  func() (*catalog.Uses, error)
	}{
		{catalog.Topics, func(name string) catalog.Asked { return catalog.Asked{Topics: []string{name}} },
			func() (*catalog.Uses, error) { return c.Topics(t.Context(), catalog.TopicQuestion{Question: top}) }},
		{catalog.Sources, func(name string) catalog.Asked { return catalog.Asked{Sources: []string{name}} },
			func() (*catalog.Uses, error) { return c.Publishers(t.Context(), top) }},
		{catalog.Categories, func(name string) catalog.Asked { return catalog.Asked{Categories: []string{name}} },
			func() (*catalog.Uses, error) { return c.Categories(t.Context(), top) }},
	}
	for _, k := range kinds {
		uses, err := k.list()
		if err != nil {
			t.Fatal(err)
		}
		if len(uses.Rows) != min(*countsNames, uses.Total) || uses.Total == 0 {
			t.Errorf("%d of %d names of a %v", len(uses.Rows), uses.Total, k.kind)
		}
		for _, use := range uses.Rows {
			agree(t, c, k.kind.String()+" "+use.Name, use.Events, ask(t, c, k.named(use.Name)))
			if strings.Contains(use.Name, `"`) {
				continue // a query has no way to write it
			}
			typed := k.kind.String() + `:"` + use.Name + `"`
			agree(t, c, typed, use.Events, ask(t, c, catalog.Asked{Args: []string{typed}, DaysAreWishes: true}))
		}
	}
	// A year that the archive has no event of is a day for a search, and a word for a list.
	last := c.Years().Last
	inArchive := strings.NewReplacer("LAST", strconv.Itoa(last), "BEFORE", strconv.Itoa(max(c.Years().First, last-1)))
	for _, words := range []string{"army", "president", "earthquake OR fire", "BEFORE army", "2008.. election", "奥运", "armies of syria LAST", "president april LAST", "president BEFORE LAST", "LAST-04-03 attak", "quake OR fire LAST"} {
		words = inArchive.Replace(words)
		q := ask(t, c, catalog.Asked{Args: strings.Fields(words)})
		agree(t, c, words, -1, q)
		searchAgrees(t, c, words, q)
	}
}

// searchAgrees fails where a search, for which days are wishes, counts other events
// than a list, for which they are bounds, or sorts other events by day.
func searchAgrees(t *testing.T, c *catalog.Catalog, words string, listed catalog.Question) {
	t.Helper()
	listing, err := c.List(t.Context(), listed)
	if err != nil {
		t.Fatal(err)
	}
	q := ask(t, c, catalog.Asked{Args: strings.Fields(words), DaysAreWishes: true})
	counting, sorted, all := q, q, q
	counting.OnlyCount, sorted.Order, all.All = true, catalog.ByDate, true
	for _, asked := range []catalog.Question{counting, sorted, all} {
		found, err := c.Search(t.Context(), asked)
		if err != nil {
			t.Fatal(err)
		}
		if found.Total != listing.Total || found.Full != listing.Total || len(found.Taken) != len(listing.Taken) {
			t.Errorf("%s: a search finds %d, %d in full, taken %v; a list has %d, taken %v", words, found.Total, found.Full, found.Taken, listing.Total, listing.Taken)
		}
	}
}

// agree fails where the events of a question are so many in one way and other
// numbers in others; -1 knows no number.
func agree(t *testing.T, c *catalog.Catalog, what string, want int, q catalog.Question) {
	t.Helper()
	ctx := t.Context()
	listing, err := c.List(ctx, q)
	if err != nil {
		t.Fatal(err)
	}
	listed, err := listing.Count(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if want < 0 {
		want = listed
	}
	timeline, err := c.Timeline(ctx, catalog.TimelineQuestion{Question: q})
	if err != nil {
		t.Fatal(err)
	}
	periods := 0
	for _, p := range timeline.Periods {
		periods += p.Events
	}
	topics, err := c.Topics(ctx, catalog.TopicQuestion{Question: q})
	if err != nil {
		t.Fatal(err)
	}
	counts := []int{listed, timeline.Events, periods, topics.Events}
	if q.Query != nil || len(q.Topics) == 1 {
		row := catalog.Row{Query: q.Query}
		if q.Query == nil {
			row.Topic = q.Topics[0]
		}
		side, err := c.Timeline(ctx, catalog.TimelineQuestion{Question: catalog.Question{Days: q.Days}, Rows: []catalog.Row{row}})
		if err != nil {
			t.Fatal(err)
		}
		counts = append(counts, side.Events)
	}
	if _, isWholeName := q.Query.(search.Named); isWholeName {
		found, err := c.Search(ctx, q)
		if err != nil {
			t.Fatal(err)
		}
		counts = append(counts, found.Total)
	}
	for _, n := range counts {
		if n != want {
			t.Errorf("%s: counted in several ways there are %v, and as a name %d", what, counts, want)
			return
		}
	}
}
