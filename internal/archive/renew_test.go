package archive_test

import (
	"os"
	"path/filepath"
	"testing"

	"news/internal/archive"
	"news/internal/event"
)

// TestArchiveComesBack takes an archive's folder away while it is open, and puts it, or
// another, back.
func TestArchiveComesBack(t *testing.T) {
	ways := map[string]func(t *testing.T, dir string) (back func()){
		"it is moved away and back": func(t *testing.T, dir string) func() {
			must(t, os.Rename(dir, dir+"-away"))
			return func() { must(t, os.Rename(dir+"-away", dir)) }
		},
		"it is removed and made anew": func(t *testing.T, dir string) func() {
			must(t, os.RemoveAll(dir))
			return func() { writePage(t, dir) }
		},
		"only its folder news goes": func(t *testing.T, dir string) func() {
			must(t, os.RemoveAll(filepath.Join(dir, "news")))
			return func() { writePage(t, dir) }
		},
	}
	for name, take := range ways {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "archive")
			writePage(t, dir)
			a, err := archive.Open(dir)
			must(t, err)
			defer a.Close()
			date := event.Date{Year: 2016, Month: 4, Day: 3}
			events := func() int { return len(a.Snapshot().Day(date).Events) }
			if err := a.Missing(); err != nil || events() != 1 {
				t.Fatalf("before: %d events, missing: %v", events(), err)
			}
			back := take(t, dir)
			events() // a question may be asked while it is away
			if a.Missing() == nil {
				t.Error("nothing is said of a folder that is gone")
			}
			back()
			if err := a.Missing(); err != nil || events() != 1 {
				t.Errorf("back again: %d events, missing: %v", events(), err)
			}
		})
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func writePage(t *testing.T, dir string) {
	day := filepath.Join(dir, "news", "2016", "04", "03")
	must(t, os.MkdirAll(day, 0o755))
	must(t, os.WriteFile(filepath.Join(day, "a-flood.md"), []byte("# A flood\n\nWater is in the streets.\n"), 0o644))
}
