package bench

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/index"
	"news/internal/search"
)

// settling is a pause after which folders count as settled. A search looks at the
// files of folders that were written just before, since they could still change
// without a new time.
const settling = 2500 * time.Millisecond

// BenchmarkIndex makes, updates and searches the index of made archives. The
// largest archive takes half a minute and 640 MB, and is left out with -short.
func BenchmarkIndex(b *testing.B) {
	for _, events := range []int{1_000, 10_000, 120_000} {
		b.Run(fmt.Sprint(events), func(b *testing.B) {
			if testing.Short() && events > 10_000 {
				b.Skip("a large archive")
			}
			root := filepath.Join(b.TempDir(), "archive")
			if _, err := Make(root, Plan{Seed: 1, Events: events}); err != nil {
				b.Fatal(err)
			}
			time.Sleep(settling)
			picked, err := Pick(root, 1)
			if err != nil {
				b.Fatal(err)
			}
			m := indexMeasure{root: root, options: index.Options{Dir: b.TempDir()}}
			b.Run("build", m.build)
			b.Run("update", func(b *testing.B) { m.update(b, picked) })
			for _, q := range picked.questions() {
				b.Run("search/"+q.kind, func(b *testing.B) { m.search(b, q) })
			}
		})
	}
}

// indexMeasure measures the index of one archive.
type indexMeasure struct {
	root    string
	options index.Options
	want    index.Want
}

// open opens the index as a search does, and closes it after use.
func (m indexMeasure) open(b *testing.B, use func(*index.Index)) {
	a, err := archive.Open(m.root)
	if err != nil {
		b.Fatal(err)
	}
	defer a.Close()
	opened, err := index.Open(context.Background(), a, m.options, m.want)
	if err != nil {
		b.Fatal(err)
	}
	defer opened.Close()
	use(opened)
}

func (m indexMeasure) build(b *testing.B) {
	m.want.Anew = true
	for b.Loop() {
		m.open(b, func(*index.Index) {})
	}
}

// update measures updates after a page of a copy was replaced. The replacement
// itself is not measured.
func (m indexMeasure) update(b *testing.B, picked Picked) {
	changing, err := newChangingCopy(m.root, filepath.Join(b.TempDir(), "copy"), picked.Event)
	if err != nil {
		b.Skip(err)
	}
	time.Sleep(settling)
	m.root = changing.dir
	m.open(b, func(*index.Index) {})
	for b.Loop() {
		b.StopTimer()
		if err := changing.change(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		m.open(b, func(*index.Index) {})
	}
}

func (m indexMeasure) search(b *testing.B, q question) {
	query, err := search.Parse(strings.Join(q.typed, " "), event.Date{})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		m.open(b, func(opened *index.Index) {
			results, err := search.Search(context.Background(), opened, query, search.Options{Limit: 20})
			if err != nil || results.Total == 0 {
				b.Fatalf("%q: %d found, %v", q.typed, results.Total, err)
			}
		})
	}
}
