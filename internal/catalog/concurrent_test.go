package catalog_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"news/internal/catalog"
)

// TestGoroutinesShareACatalog asks one catalog from eight goroutines while pages
// come and go. An answer is of some moment: of the lighthouses, all that stay are
// found, and of the one that comes and goes all or nothing is told.
func TestGoroutinesShareACatalog(t *testing.T) {
	t.Parallel()
	for name, cache := range map[string]string{"index": t.TempDir(), "pages": ""} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			askWhilePagesChange(t, cache)
		})
	}
}

func askWhilePagesChange(t *testing.T, cache string) {
	dir := copySample(t, "2016")
	const stay = 3
	for n := range stay {
		replace(t, filepath.Join(dir, fmt.Sprintf("news/2016/04/%d/lighthouse.md", n+2)), "# Lighthouse of stone\n")
	}
	comes := filepath.Join(dir, "news/2016/04/3/another-lighthouse.md")
	w := new(watcher)
	c := open(t, dir, cache, watchedBy(w))
	var stop atomic.Bool
	var asking, changing sync.WaitGroup
	changing.Go(func() {
		for n := 0; !stop.Load(); n++ {
			replace(t, comes, fmt.Sprintf("# Lighthouse of stone %d\n", n))
			os.Remove(comes)
		}
	})
	for i := range 8 {
		asking.Go(func() {
			for n := range 12 {
				what, found, err := lighthouses(t, c, i+n)
				if (err != nil || found < stay || found > stay+1) && !errors.Is(err, catalog.ErrChanging) {
					t.Errorf("%s: %d lighthouses, %v", what, found, err)
				}
			}
		})
	}
	asking.Wait()
	stop.Store(true)
	changing.Wait()
	for n := range kindsOfQuestions {
		if what, found, err := lighthouses(t, c, n); found != stay || err != nil {
			t.Errorf("%s: %d lighthouses in the end, %v", what, found, err)
		}
	}
	if w.unindexed.Load()+w.remade.Load() > 0 {
		t.Errorf("it told of %v", w.why.Load())
	}
}

const kindsOfQuestions = 5

// lighthouses asks in one of several ways how many lighthouses there are.
func lighthouses(t *testing.T, c *catalog.Catalog, way int) (what string, found int, err error) {
	q := ask(t, c, catalog.Asked{Args: []string{"headline:lighthouse"}})
	ctx := t.Context()
	switch way % kindsOfQuestions {
	case 0:
		all, err := c.Search(ctx, q)
		if err != nil {
			return "search", 0, err
		}
		return "search", all.Total, nil
	case 1:
		listing, err := c.List(ctx, q)
		if err != nil {
			return "list", 0, err
		}
		for day, err := range listing.Days(ctx) {
			if found += len(day); err != nil {
				return "list", 0, err
			}
		}
		return "list", max(found, listing.Total-1), nil // one can go before it is read
	case 2:
		timeline, err := c.Timeline(ctx, catalog.TimelineQuestion{Question: q})
		if err != nil {
			return "timeline", 0, err
		}
		for _, p := range timeline.Periods {
			found += p.Events
		}
		return "timeline", found, nil
	case 3:
		diagram, err := c.Diagram(ctx, catalog.DiagramQuestion{Question: q})
		if err != nil {
			return "graph", 0, err
		}
		return "graph", max(len(diagram.Nodes), diagram.Total-1), nil
	}
	uses, err := c.Topics(ctx, catalog.TopicQuestion{Question: q})
	if err != nil {
		return "topics", 0, err
	}
	return "topics", uses.Events, nil
}

// TestGoroutinesAskForAllAtOnce asks for topics, publishers, categories and all that
// is around an event from several goroutines at once. What questions share must not
// be made when one first asks for it, which the race detector tells.
func TestGoroutinesAskForAllAtOnce(t *testing.T) {
	t.Parallel()
	dir := copySample(t, "2016", "2017")
	c := open(t, dir, t.TempDir())
	const word, ref = "palmyra", "2016/04/3/2"
	want := everything(t.Context(), t, open(t, dir, ""), word, ref)
	var all sync.WaitGroup
	for range 6 {
		all.Go(func() {
			for range 2 {
				got := everything(t.Context(), t, c, word, ref)
				if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
					t.Errorf("the pages (-) answer otherwise:\n%s", diff[:min(len(diff), 2000)])
				}
			}
		})
	}
	all.Wait()
}
