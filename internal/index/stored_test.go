package index_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"news/internal/archive"
	"news/internal/index"
)

// TestStored lists and removes the indexes of two archives, one of which goes, among
// other files.
func TestStored(t *testing.T) {
	cache, folders := t.TempDir(), t.TempDir()
	for _, name := range []string{"here", "gone"} {
		page := filepath.Join(folders, name, "news", "2016", "04", "3", "harbour.md")
		if err := os.MkdirAll(filepath.Dir(page), 0o777); err != nil {
			t.Fatal(err)
		}
		write(t, page, "# The harbour freezes\n")
		a, err := archive.Open(filepath.Join(folders, name))
		if err != nil {
			t.Fatal(err)
		}
		store := index.NewStore(a, index.Options{Dir: cache})
		if err := store.Read(context.Background(), index.Want{}, func(*index.Index) error { return nil }); err != nil {
			t.Fatal(err)
		}
		store.Close()
		a.Close()
	}
	if err := os.RemoveAll(filepath.Join(folders, "gone")); err != nil {
		t.Fatal(err)
	}
	others := []string{"mine.sqlite", "mine-012345.v5.sqlite", "notes.txt", "x-0123456789ab.sqlite.txt"}
	for _, name := range others {
		write(t, filepath.Join(cache, name), "mine")
	}
	write(t, filepath.Join(cache, "spoilt-0123456789ab.v3.sqlite"), "This is no index.\n")
	gone := make(map[string]bool)
	for _, s := range index.List(context.Background(), cache) {
		name := "?"
		if s.Root != "" {
			name = filepath.Base(filepath.Dir(s.Root))
		}
		gone[name] = s.IsGone()
	}
	if diff := cmp.Diff(map[string]bool{"here": false, "gone": true, "?": false}, gone); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if n, err := index.ClearAll(cache); n != 3 || err != nil {
		t.Errorf("%d removed, %v", n, err)
	}
	entries, err := os.ReadDir(cache)
	if len(entries) != len(others) || err != nil {
		t.Errorf("%v are left, %v", entries, err)
	}
	if n, err := index.ClearAll(filepath.Join(cache, "absent")); n != 0 || err != nil {
		t.Errorf("%d removed, %v", n, err)
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}
