package index

import (
	"os"
	"path/filepath"
	"testing"

	"news/internal/event"
)

// TestDays adds events before and after all others, and removes them one by one.
func TestDays(t *testing.T) {
	t.Parallel()
	dir, cache := writeArchive(t, map[string]string{
		"2016/04/3/ferry.md": headline("A ferry sails"),
		"2016/04/9/storm.md": headline("A storm"),
	}), t.TempDir()
	april := func(day int) event.Date {
		if day == 0 {
			return event.Date{}
		}
		return event.Date{Year: 2016, Month: 4, Day: day}
	}
	file := func(path string) string { return filepath.Join(dir, "news", "2016", "04", filepath.FromSlash(path)) }
	write := func(path string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(file(path)), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file(path), []byte(headline("A gale")), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	remove := func(path string) {
		t.Helper()
		if err := os.Remove(file(path)); err != nil {
			t.Fatal(err)
		}
	}
	for _, step := range []struct {
		story       string
		change      func()
		first, last int
	}{
		{"as it was written", func() {}, 3, 9},
		{"an earlier event", func() { write("1/gale.md") }, 1, 9},
		{"a later event", func() { write("12/gale.md") }, 1, 12},
		{"without the earlier one", func() { remove("1/gale.md") }, 3, 12},
		{"without the first that was written", func() { remove("3/ferry.md") }, 9, 12},
		{"without the other", func() { remove("9/storm.md") }, 12, 12},
		{"without events", func() { remove("12/gale.md") }, 0, 0},
	} {
		step.change()
		x := openIndex(t, dir, cache, Want{Fresh: true})
		first, last := x.Days()
		if first != april(step.first) || last != april(step.last) {
			t.Errorf("%s: from %v to %v, want from the %d. to the %d.", step.story, first, last, step.first, step.last)
		}
		x.Close()
	}
}
