package catalog_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"news/internal/catalog"
	"news/internal/event"
)

// prepared opens a catalog that has read what Typing needs.
func prepared(t *testing.T, dir, cache string, more ...func(*catalog.Options)) *catalog.Catalog {
	t.Helper()
	lasts := func(o *catalog.Options) { o.MaxAge = time.Minute }
	c := open(t, dir, cache, append([]func(*catalog.Options){lasts}, more...)...)
	if err := c.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	return c
}

// typedAt returns the hits of a query that is being typed.
func typedAt(t testing.TB, c *catalog.Catalog, typed string, limit int) ([]catalog.Hit, *catalog.Found) {
	t.Helper()
	found, err := c.Typing(t.Context(), typed, limit)
	if err != nil {
		t.Errorf("%q: %v", typed, err)
		return nil, nil
	}
	hits, err := collect(found.All(t.Context()))
	if err != nil {
		t.Errorf("%q: %v", typed, err)
	}
	return hits, found
}

// lighthouseArchive has a few events that begin alike.
func lighthouseArchive(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, page := range map[string]string{
		"2016/04/3/one.md":   "# Lighthouse of stone falls\n\nA keeper of the light is saved.\n",
		"2016/04/3/two.md":   "# Harbour closed\n\nThe lightship is gone.\n\n## Topics\n\n* Lichtenberg\n",
		"2016/04/5/three.md": "# Li wins the race\n\nIt was close.\n",
		"2016/04/6/four.md":  "# Storm over the harbour\n\nMuch wind, little rain.\n",
	} {
		putPage(t, filepath.Join(dir, "news", name), page)
	}
	return dir
}

// putPage writes a page, and makes its folder.
func putPage(t *testing.T, file, page string) {
	t.Helper()
	err := os.MkdirAll(filepath.Dir(file), 0o755)
	if err == nil {
		err = os.WriteFile(file, []byte(page), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestTypingFindsWhatBeginsSo(t *testing.T) {
	t.Parallel()
	dir := lighthouseArchive(t)
	for way, cache := range map[string]string{"index": t.TempDir(), "pages": ""} {
		c := prepared(t, dir, cache)
		for _, q := range []struct{ typed, want string }{
			{"", ""}, {" ", ""}, {`"`, ""}, {"topic:", ""}, {"-", ""}, {"date:", ""}, {"-storm", ""},
			{"l", "one three"}, {"li", "three one"}, // a whole word before a beginning
			{"lig", "one two"}, {"light", "one two"}, {"lighth", "one"}, {"lighthouse of sto", "one"},
			{"st", "four"}, {"zz", ""},
			{`"harbour cl`, "two four"}, {"(storm OR lighth", "one four"}, {"harbour -sto", "four two"}, {"harbour -storm", "two"},
			{"headline:lig", "one"}, {`headline:"lighthouse of st`, "one"}, {"harbour date:2016-04-03", "two"}, {"harbour date:2016-04-", "four two"},
		} {
			hits, _ := typedAt(t, c, q.typed, 0)
			var slugs []string
			for _, hit := range hits {
				slugs = append(slugs, hit.Ref.Slug)
			}
			if diff := cmp.Diff(strings.Fields(q.want), slugs, cmpopts.SortSlices(func(a, b string) bool { return a < b }), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("by %s, %q finds %v, want %s", way, q.typed, slugs, q.want)
			}
		}
	}
}

func TestTypingMarksTheLettersTyped(t *testing.T) {
	t.Parallel()
	c := prepared(t, lighthouseArchive(t), t.TempDir())
	for typed, want := range map[string]string{"li": "[Li]ghthouse of stone falls", "lig": "[Lig]hthouse of stone falls", "lighthouse sto": "[Lighthouse] of [sto]ne falls"} {
		hits, _ := typedAt(t, c, typed, 0)
		got := ""
		for _, hit := range hits {
			if hit.Ref.Slug == "one" {
				got = hit.Headline
				for i := len(hit.Marks) - 1; i >= 0; i-- {
					m := hit.Marks[i]
					got = got[:m.Start] + "[" + got[m.Start:m.End] + "]" + got[m.End:]
				}
			}
		}
		if got != want {
			t.Errorf("%q marks %q, want %q", typed, got, want)
		}
	}
}

// TestTypingAsSearch compares finished queries with Search, and every key by the index
// with the same key by pages.
func TestTypingAsSearch(t *testing.T) {
	t.Parallel()
	dir := copySample(t)
	byIndex, byPages := prepared(t, dir, t.TempDir()), prepared(t, dir, "")
	for n, query := range questionsTyped(t) {
		if n%40 != 0 {
			continue
		}
		query += " "
		for at := range query + "." {
			want, _ := typedAt(t, byPages, query[:at], 10)
			got, found := typedAt(t, byIndex, query[:at], 10)
			if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" || found == nil {
				t.Fatalf("%q: the pages (-) answer otherwise than the index:\n%.1000s", query[:at], diff)
			}
		}
		asked := ask(t, byPages, catalog.Asked{Args: []string{query}, DaysAreWishes: true})
		asked.Limit = 10
		searched, err := byPages.Search(t.Context(), asked)
		if err != nil {
			t.Fatal(err)
		}
		want, err := collect(searched.All(t.Context()))
		got, found := typedAt(t, byIndex, query, 10)
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" || err != nil {
			t.Errorf("%q: Search (-) finds otherwise, %v:\n%.1000s", query, err, diff)
		}
		if diff := cmp.Diff(searched.Remarks, found.Remarks, cmpopts.IgnoreFields(catalog.Remarks{}, "Unmet"), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%q: Search (-) remarks otherwise:\n%s", query, diff)
		}
	}
}

func TestTypingWhileThereIsNoIndex(t *testing.T) {
	t.Parallel()
	w := new(watcher)
	c := open(t, copySample(t, "2016"), t.TempDir(), watchedBy(w))
	if _, err := c.Typing(t.Context(), "palmyra", 10); !errors.Is(err, catalog.ErrIndexing) {
		t.Fatalf("the first key: %v", err)
	}
	waitFor(t, "the index that is made beside", func() bool {
		found, err := c.Typing(t.Context(), "palmyra", 10)
		if err != nil && !errors.Is(err, catalog.ErrIndexing) {
			t.Fatal(err)
		}
		return err == nil && found.Total > 0
	})
	if w.reading.Load() == 0 {
		t.Error("the observer was told nothing")
	}
}

// waitFor waits until something is so.
func waitFor(t *testing.T, what string, isSo func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !isSo(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("waited in vain for", what)
		}
	}
}

// TestTypingWithoutAnIndexOfALargeArchive has more events than are kept in memory.
func TestTypingWithoutAnIndexOfALargeArchive(t *testing.T) {
	if testing.Short() {
		t.Skip("makes thousands of pages")
	}
	t.Parallel()
	dir := t.TempDir()
	for n := range 5001 {
		putPage(t, filepath.Join(dir, fmt.Sprintf("news/2016/04/%d/e%d.md", n%30+1, n)), "# Event\n")
	}
	c := open(t, dir, "")
	for range 2 {
		if _, err := c.Typing(t.Context(), "event", 1); !errors.Is(err, catalog.ErrNoIndex) {
			t.Errorf("%v, want ErrNoIndex", err)
		}
	}
}

func TestTypingWhereTheIndexCannotBeMade(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	replace(t, file, "")
	w := new(watcher)
	c := open(t, copySample(t, "2016"), filepath.Join(file, "cache"), watchedBy(w))
	waitFor(t, "an answer by pages", func() bool {
		found, err := c.Typing(t.Context(), "palmyra", 10)
		return err == nil && found.Total > 0
	})
	if w.unindexed.Load() != 1 {
		t.Errorf("told %d times that there is no index", w.unindexed.Load())
	}
}

// TestTypingNoticesChanges changes a page in each way, and types when MaxAge is over.
func TestTypingNoticesChanges(t *testing.T) {
	t.Parallel()
	const maxAge = 50 * time.Millisecond
	for way, cache := range map[string]string{"index": t.TempDir(), "pages": ""} {
		dir := lighthouseArchive(t)
		c := prepared(t, dir, cache, func(o *catalog.Options) { o.MaxAge = maxAge })
		typedAt(t, c, "lighth", 0)
		page := filepath.Join(dir, "news/2016/04/3/one.md")
		for _, step := range []struct {
			what   string
			change func() error
			want   string
		}{
			{"replaced", func() error { replace(t, page, "# Lighthouse of wood\n"); return nil }, "Lighthouse of wood"},
			{"removed", func() error { return os.Remove(page) }, ""},
			{"made again", func() error { replace(t, page, "# Lighthouse of glass\n"); return nil }, "Lighthouse of glass"},
		} {
			if err := step.change(); err != nil {
				t.Fatal(err)
			}
			time.Sleep(maxAge + 10*time.Millisecond)
			hits, _ := typedAt(t, c, "lighth", 0)
			got := ""
			for _, hit := range hits {
				got += hit.Headline
			}
			if got != step.want {
				t.Errorf("by %s, after the page was %s: %q, want %q", way, step.what, got, step.want)
			}
		}
	}
}

func TestTypingEndsWithItsContext(t *testing.T) {
	t.Parallel()
	dir := copySample(t, "2016")
	for way, cache := range map[string]string{"index": t.TempDir(), "pages": ""} {
		c := prepared(t, dir, cache)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		for _, typed := range []string{"", "p", "pal", "palmyra army", `"palm`} {
			if _, err := c.Typing(ctx, typed, 10); !errors.Is(err, context.Canceled) {
				t.Errorf("by %s, %q: %v", way, typed, err)
			}
		}
	}
}

// TestTypingInManyGoroutines types, cancels, asks other questions and changes pages,
// all at once.
func TestTypingInManyGoroutines(t *testing.T) {
	t.Parallel()
	for name, cache := range map[string]string{"index": t.TempDir(), "pages": ""} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := copySample(t, "2016")
			for n := range 3 {
				replace(t, filepath.Join(dir, fmt.Sprintf("news/2016/04/%d/lighthouse.md", n+2)), "# Lighthouse of stone\n")
			}
			c := prepared(t, dir, cache, func(o *catalog.Options) { o.MaxAge = 20 * time.Millisecond })
			var stop atomic.Bool
			var changing, asking sync.WaitGroup
			changing.Go(func() {
				comes := filepath.Join(dir, "news/2016/04/3/another-lighthouse.md")
				for n := 0; !stop.Load(); n++ {
					replace(t, comes, fmt.Sprintf("# Lighthouse of stone %d\n", n))
					time.Sleep(time.Millisecond)
					os.Remove(comes)
				}
			})
			for i := range 6 {
				asking.Go(func() { typeAndCancel(t, c, i) })
			}
			asking.Wait()
			stop.Store(true)
			changing.Wait()
			time.Sleep(30 * time.Millisecond)
			if hits, _ := typedAt(t, c, "lighthouse of sto", 0); len(hits) != 3 {
				t.Errorf("%d lighthouses in the end", len(hits))
			}
		})
	}
}

func typeAndCancel(t *testing.T, c *catalog.Catalog, seed int) {
	const query = "lighthouse of stone"
	for n := range 3 * len(query) {
		ctx, cancel := context.WithCancel(t.Context())
		if (n+seed)%3 == 0 {
			time.AfterFunc(time.Duration(n%7)*100*time.Microsecond, cancel)
		}
		found, err := c.Typing(ctx, query[:n%len(query)+1], 20)
		if err == nil {
			for hit, failed := range found.All(ctx) {
				if err = failed; err == nil {
					c.Follow(&hit.Event)
				}
			}
		}
		switch {
		case err == nil, errors.Is(err, context.Canceled), errors.Is(err, catalog.ErrChanging), errors.Is(err, catalog.ErrIndexing):
		default:
			t.Errorf("%q: %v", query[:n%len(query)+1], err)
		}
		if n%5 == seed%5 {
			if _, _, err := c.NextDay(t.Context(), event.Date{}, -1); err != nil {
				t.Error(err)
			}
			if _, _, err := lighthouses(t, c, n); err != nil && !errors.Is(err, catalog.ErrChanging) {
				t.Error(err)
			}
		}
		cancel()
	}
}

// questionsTyped returns the queries of the files of questions.
func questionsTyped(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("../bench/testdata/questions/*.tsv")
	if err != nil || len(files) == 0 {
		t.Fatal("no questions", err)
	}
	var queries []string
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			query, _, _ := strings.Cut(line, "\t")
			queries = append(queries, query)
		}
	}
	return queries
}
