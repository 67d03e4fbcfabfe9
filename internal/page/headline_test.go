package page_test

import (
	"strings"
	"testing"

	"news/internal/event"
	"news/internal/page"
)

// TestHeadlineIsThatOfTheEvent reads the headline of every page of testdata/pages.
func TestHeadlineIsThatOfTheEvent(t *testing.T) {
	for _, c := range cases(t) {
		t.Run(c.name, func(t *testing.T) {
			d, name, _ := event.SplitPath(strings.TrimPrefix(c.path, "news/"))
			checkHeadline(t, c.data, c.path, event.NewRef(d, event.SlugOf(name)))
		})
	}
}

// FuzzHeadline does so for any page.
func FuzzHeadline(f *testing.F) {
	for _, c := range cases(f) {
		f.Add(c.data)
	}
	f.Fuzz(func(t *testing.T, data []byte) { checkHeadline(t, data, "news/2016/04/3/a.md", pageRef) })
}

func checkHeadline(t *testing.T, data []byte, path string, ref event.Ref) {
	t.Helper()
	whole, got := page.Event(data, path, ref), page.Headline(data, path, ref)
	if whole.Headline == "" {
		whole.TakeHeadline()
		got.TakeHeadline()
	}
	if got.Headline != whole.Headline || got.Ref != whole.Ref || got.Path != whole.Path {
		t.Errorf("got %q of %v at %s, want %q of %v at %s", got.Headline, got.Ref, got.Path, whole.Headline, whole.Ref, whole.Path)
	}
}
