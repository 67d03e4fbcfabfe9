package catalog_test

import (
	"context"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"news/internal/archive"
	"news/internal/catalog"
	"news/internal/event"
	"news/internal/sample"
	"news/internal/when"
)

// noon is the day that "today" means in tests.
func noon() time.Time { return time.Date(2016, 4, 5, 12, 0, 0, 0, time.UTC) }

// copySample copies some years of the built-in sample to a folder, all where none
// is named.
func copySample(t testing.TB, years ...string) string {
	t.Helper()
	dir := t.TempDir()
	if years == nil {
		years = []string{""}
	}
	for _, year := range years {
		pages, err := fs.Sub(sample.FS(), filepath.Join("news", year))
		if err == nil {
			err = os.CopyFS(filepath.Join(dir, "news", year), pages)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// watcher counts what it is told. It is an Observer.
type watcher struct {
	reading, waiting, remade, unindexed atomic.Int32
	why                                 atomic.Value
}

func (w *watcher) Reading(catalog.Progress) { w.reading.Add(1) }
func (w *watcher) Read()                    {}
func (w *watcher) Waiting()                 { w.waiting.Add(1) }
func (w *watcher) Remade(was error)         { w.remade.Add(1); w.why.Store(was.Error()) }
func (w *watcher) Unindexed(why error)      { w.unindexed.Add(1); w.why.Store(why.Error()) }

// open opens a catalog of an archive, by its pages where cache is "".
func open(t *testing.T, dir, cache string, more ...func(*catalog.Options)) *catalog.Catalog {
	t.Helper()
	a, err := archive.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	o := catalog.Options{CacheDir: cache, Now: noon}
	for _, change := range more {
		change(&o)
	}
	c := catalog.Open(a, o)
	t.Cleanup(func() {
		c.Close()
		a.Close()
	})
	return c
}

func watchedBy(w *watcher) func(*catalog.Options) {
	return func(o *catalog.Options) { o.Observer = w }
}

// ask understands what somebody types.
func ask(t testing.TB, c *catalog.Catalog, a catalog.Asked) catalog.Question {
	t.Helper()
	q, err := c.Understand(a)
	if err != nil {
		t.Error(err)
	}
	return q
}

// everything asks a catalog all there is to ask about some words and an event, and
// returns the answers by what was asked.
func everything(ctx context.Context, t testing.TB, c *catalog.Catalog, word, ref string) map[string]any {
	t.Helper()
	answers := make(map[string]any)
	say := func(what string, answer any, err error) {
		if err != nil {
			answer = err.Error()
		}
		answers[what] = answer
	}
	words := ask(t, c, catalog.Asked{Args: []string{word}})
	named := ask(t, c, catalog.Asked{Topics: []string{"Syrian Army"}, Sources: []string{"BBC"}, Since: "2016"})
	for name, q := range map[string]catalog.Question{"word": words, "name": named} {
		listing, err := c.List(ctx, q)
		if err == nil {
			answer, err := collect(listing.Days(ctx))
			say("list "+name, answer, err)
		} else {
			say("list "+name, nil, err)
		}
		timeline, err := c.Timeline(ctx, catalog.TimelineQuestion{Question: q, By: when.Month})
		say("timeline "+name, timeline, err)
		publishers, err := c.Publishers(ctx, q)
		say("sources "+name, publishers, err)
		categories, err := c.Categories(ctx, q)
		say("categories "+name, categories, err)
		topics, err := c.Topics(ctx, catalog.TopicQuestion{Question: q, Companions: 3})
		say("topics "+name, topics, err)
	}
	found, err := c.Search(ctx, words)
	if err == nil {
		answer, err := collect(found.All(ctx))
		say("search", answer, err)
	} else {
		say("search", nil, err)
	}
	diagram, err := c.Diagram(ctx, catalog.DiagramQuestion{Question: words, Depth: 1})
	say("graph", diagram, err)
	aroundEvent(ctx, t, c, ref, say)
	return answers
}

// aroundEvent asks all there is to ask about an event.
func aroundEvent(ctx context.Context, t testing.TB, c *catalog.Catalog, ref string, say func(string, any, error)) {
	t.Helper()
	target, err := c.Resolve(ctx, ref)
	if err != nil || target.Event == nil {
		say("resolve", nil, err)
		return
	}
	related, err := c.Related(ctx, catalog.RelatedQuestion{Event: target.Event})
	if err == nil {
		answer, err := collect(related.All(ctx))
		say("relate", answer, err)
	} else {
		say("relate", nil, err)
	}
	story, err := c.Story(ctx, catalog.StoryQuestion{Event: target.Event, Depth: 2})
	say("story", story, err)
	if last, err := c.Resolve(ctx, "2017/03/2/1"); err == nil {
		path, err := c.Path(ctx, target.Event, last.Event)
		say("path", path, err)
	}
	topics, err := c.Topics(ctx, catalog.TopicQuestion{Of: target.Event})
	say("topics of", topics, err)
}

func collect[T any](all iter.Seq2[T, error]) ([]T, error) {
	var found []T
	for one, err := range all {
		if err != nil {
			return nil, err
		}
		found = append(found, one)
	}
	return found, nil
}

// alike fails where a catalog answers otherwise than the pages.
func alike(t *testing.T, what string, c *catalog.Catalog, dir, word, ref string) {
	t.Helper()
	got := everything(t.Context(), t, c, word, ref)
	want := everything(t.Context(), t, open(t, dir, ""), word, ref)
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s: the pages (-) answer otherwise:\n%s", what, diff[:min(len(diff), 3000)])
	}
}

func newestWith(t *testing.T, c *catalog.Catalog, word string) event.Event {
	t.Helper()
	found, err := c.Search(t.Context(), ask(t, c, catalog.Asked{Args: []string{word}, DaysAreWishes: true}))
	if err != nil {
		t.Fatal(err)
	}
	for hit, err := range found.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		return hit.Event
	}
	t.Fatalf("no event has %s", word)
	return event.Event{}
}

// TestCatalogAnswersAsThePagesDo compares all answers of a new catalog.
func TestCatalogAnswersAsThePagesDo(t *testing.T) {
	t.Parallel()
	dir := copySample(t)
	w := new(watcher)
	c := open(t, dir, t.TempDir(), watchedBy(w))
	for _, word := range []string{"palmyra", "syrian OR comet", "topic:nasa", "zeppelin", "嫦娥"} {
		alike(t, word, c, dir, word, "2016/04/3/2")
	}
	if w.remade.Load()+w.unindexed.Load()+w.waiting.Load() > 0 {
		t.Errorf("it told of %v", w.why.Load())
	}
}

// pageAt returns the file of the page of an event.
func pageAt(dir string, e event.Event) string { return filepath.Join(dir, filepath.FromSlash(e.Path)) }

// replace writes a page as editors do: under another name first.
func replace(t testing.TB, path, page string) {
	t.Helper()
	if err := os.WriteFile(path+"~", []byte(page), 0o644); err != nil {
		t.Error(err)
	}
	if err := os.Rename(path+"~", path); err != nil {
		t.Error(err)
	}
}

func readFile(t testing.TB, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestCatalogLives changes pages and the index between two questions to a catalog
// that stays open: the next answer is right.
func TestCatalogLives(t *testing.T) {
	t.Parallel()
	dir, cache := copySample(t, "2016", "2017"), t.TempDir()
	w := new(watcher)
	c := open(t, dir, cache, watchedBy(w))
	const word, ref = "palmyra", "2016/04/3/2"
	alike(t, "at first", c, dir, word, ref)
	page := pageAt(dir, newestWith(t, c, "palmyra"))
	before := readFile(t, page)
	added := filepath.Join(dir, "news/2016/04/6/lighthouse-of-palmyra.md")
	other := func() *catalog.Catalog { return open(t, dir, cache) }
	changes := []struct {
		what   string
		change func()
	}{
		{"a page was replaced", func() { replace(t, page, strings.ReplaceAll(before, "Palmyra", "Aleppo")) }},
		{"a page that is shown was written in its place", func() {
			hit := newestWith(t, c, "palmyra")
			shown := pageAt(dir, hit)
			os.WriteFile(shown, []byte(strings.Replace(readFile(t, shown), hit.Headline, "Palmyra, "+hit.Headline, 1)), 0o644)
		}},
		{"a page was added on a new day", func() {
			os.MkdirAll(filepath.Dir(added), 0o755)
			replace(t, added, "# A lighthouse for Palmyra\n")
		}},
		{"a page was removed", func() { os.Remove(added) }},
		{"a page was renamed", func() { os.Rename(page, filepath.Join(filepath.Dir(page), "palmyra-again.md")) }},
		{"a day was removed", func() { os.RemoveAll(filepath.Dir(page)) }},
		{"the index was deleted", func() { os.RemoveAll(cache) }},
		{"the index was made anew by another", func() {
			if _, err := other().RebuildIndex(t.Context()); err != nil {
				t.Error(err)
			}
		}},
		{"another made an index in place of one that it cleared", func() {
			o := other()
			if err := o.ClearIndex(); err != nil {
				t.Error(err)
			}
			newestWith(t, o, "army")
		}},
		{"a page came and another brought the index up to date", func() {
			os.MkdirAll(filepath.Dir(added), 0o755)
			replace(t, added, "# Two lighthouses for Palmyra\n")
			newestWith(t, other(), "lighthouses")
		}},
	}
	for _, step := range changes {
		step.change()
		alike(t, step.what, c, dir, word, ref)
	}
	if w.remade.Load()+w.unindexed.Load()+w.waiting.Load() > 0 {
		t.Errorf("it told of %v", w.why.Load())
	}
}

// TestMaxAgeServesQuestionsFromOneLook finds what is new once a look is too old,
// and not before: within that time all questions have the same answer.
func TestMaxAgeServesQuestionsFromOneLook(t *testing.T) {
	t.Parallel()
	dir := copySample(t, "2016")
	c := open(t, dir, t.TempDir(), func(o *catalog.Options) { o.MaxAge = time.Hour })
	others := open(t, dir, t.TempDir())
	count := func(c *catalog.Catalog) int {
		found, err := c.Search(t.Context(), ask(t, c, catalog.Asked{Args: []string{"lighthouse"}}))
		if err != nil {
			t.Fatal(err)
		}
		return found.Total
	}
	count(c)
	replace(t, filepath.Join(dir, "news/2016/04/3/lighthouse.md"), "# A lighthouse is lit\n")
	if got := [2]int{count(c), count(others)}; got != [2]int{0, 1} {
		t.Errorf("with an old look and with a new one %v were found", got)
	}
}

// TestGoneEventsAnswerAlike asks about an event whose page was removed after it had
// been found: by the index and by the pages the answer is the same.
func TestGoneEventsAnswerAlike(t *testing.T) {
	t.Parallel()
	dir := copySample(t, "2016", "2017")
	var answers [2]map[string]string
	catalogs := [2]*catalog.Catalog{open(t, dir, t.TempDir()), open(t, dir, "")}
	target, err := catalogs[0].Resolve(t.Context(), "2016/04/3/2")
	if err != nil {
		t.Fatal(err)
	}
	last, _ := catalogs[0].Resolve(t.Context(), "2017/03/2/1")
	newestWith(t, catalogs[0], "army")
	os.RemoveAll(filepath.Dir(pageAt(dir, *target.Event)))
	for i, c := range catalogs {
		answers[i] = make(map[string]string)
		say := func(what string, err error) { answers[i][what] = fmt.Sprint(err) }
		path, err := c.Path(t.Context(), target.Event, last.Event)
		if err == nil {
			t.Errorf("a path from nowhere has %d steps", len(path.Steps))
		}
		say("path", err)
		_, err = c.Related(t.Context(), catalog.RelatedQuestion{Event: target.Event})
		say("relate", err)
		_, err = c.Story(t.Context(), catalog.StoryQuestion{Event: target.Event, Depth: 1})
		say("story", err)
		_, err = c.Topics(t.Context(), catalog.TopicQuestion{Of: target.Event})
		say("topics", err)
		diagram, err := c.Diagram(t.Context(), catalog.DiagramQuestion{Events: []event.Ref{target.Event.Ref}, Depth: 1})
		if err != nil || len(diagram.Nodes) > 0 {
			t.Errorf("a graph of nothing has %d events: %v", len(diagram.Nodes), err)
		}
	}
	if diff := cmp.Diff(answers[1], answers[0]); diff != "" {
		t.Errorf("the pages (-) answer otherwise:\n%s", diff)
	}
	for what, said := range answers[1] {
		if want := "2016/04/3 has no events"; said != want && !strings.Contains(said, "no event") {
			t.Errorf("%s of an event that has gone: %s", what, said)
		}
	}
}

// TestDamageIsToldOnce damages the index between questions: each answer is right,
// and that it was damaged is told with the first.
func TestDamageIsToldOnce(t *testing.T) {
	t.Parallel()
	damages := map[string]func(path string, data []byte){
		"text":    func(path string, _ []byte) { os.WriteFile(path, []byte("no index"), 0o600) },
		"short":   func(path string, data []byte) { os.WriteFile(path, data[:len(data)/2], 0o600) },
		"flipped": func(path string, data []byte) { os.WriteFile(path, flipped(data), 0o600) },
		"nothing": func(path string, _ []byte) { os.WriteFile(path, nil, 0o600) }, // which is no damage
	}
	for name, damage := range damages {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir, cache := copySample(t, "2016", "2017"), t.TempDir()
			w := new(watcher)
			c := open(t, dir, cache, watchedBy(w))
			newestWith(t, c, "army")
			files, _ := filepath.Glob(filepath.Join(cache, "*.sqlite"))
			if len(files) != 1 {
				t.Fatal(files)
			}
			for range 2 {
				damage(files[0], []byte(readFile(t, files[0])))
				alike(t, name, c, dir, "palmyra", "2016/04/3/2")
			}
			told := int32(1)
			if name == "nothing" {
				told = 0
			}
			if w.remade.Load() != told || w.unindexed.Load() > 0 {
				t.Errorf("it was told %d times that the index was damaged, and %d times that it is not used: %v", w.remade.Load(), w.unindexed.Load(), w.why.Load())
			}
		})
	}
}

// flipped turns bits of every page of a file but the first.
func flipped(data []byte) []byte {
	data = slices.Clone(data)
	for at := 5000; at < len(data); at += 997 {
		data[at] ^= 0x55
	}
	return data
}

// TestUnusableCacheIsToldOnce asks where no index can be made: all pages are read,
// and it is told once why.
func TestUnusableCacheIsToldOnce(t *testing.T) {
	t.Parallel()
	dir, file := copySample(t, "2016", "2017"), filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	w := new(watcher)
	c := open(t, dir, filepath.Join(file, "cache"), watchedBy(w))
	alike(t, "a file in place of a folder", c, dir, "palmyra", "2016/04/3/2")
	if w.unindexed.Load() != 1 || w.remade.Load() > 0 {
		t.Errorf("it was told %d times: %v", w.unindexed.Load(), w.why.Load())
	}
}

// TestCancelledQuestionsEnd asks with a context that is done, in every way.
func TestCancelledQuestionsEnd(t *testing.T) {
	t.Parallel()
	dir := copySample(t, "2016", "2017")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for name, c := range map[string]*catalog.Catalog{"index": open(t, dir, t.TempDir()), "pages": open(t, dir, "")} {
		for what, answer := range everything(ctx, t, c, "palmyra", "2016/04/3/2") {
			if answer != context.Canceled.Error() {
				t.Errorf("%s by %s: %v", what, name, answer)
			}
		}
	}
}
