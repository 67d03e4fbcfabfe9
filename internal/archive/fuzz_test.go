package archive_test

import (
	"errors"
	"strings"
	"testing"

	"news/internal/archive"
	"news/internal/text"
	"news/internal/when"
)

func FuzzResolve(f *testing.F) {
	for _, seed := range []string{
		"2016/04/3/ferry-returns", "2016-4-3/2", "2016/04/3", "2016-04", "2016", "yesterday", "..2003",
		"https://thecontext.net/zh/news/2016/04/3/caf%C3%A9-reopens.html?from=mail#top",
		"/news/2016/04/3/ferry-is-late.md", "2016/04/3/the-storm", "2016/04/3/lost-at-sea", "2016/02/30/x",
		"2016/04/3/\u0301", "2016/04/3/50%-off?-#1", "news/2016/04/3/../../x", "2016/04/4/\x1b]52;", "news/news/2016/13/",
	} {
		f.Add(seed)
	}
	tree := map[string]string{}
	for name, text := range seaside() {
		if !strings.ContainsAny(name, "?#") {
			tree["news/"+name] = text
		}
	}
	dir := f.TempDir()
	writeTree(f, dir, tree)
	onDisk, err := archive.Open(dir)
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { onDisk.Close() })
	inMemory := seaside().open()
	f.Fuzz(func(t *testing.T, typed string) {
		for _, a := range []*archive.Archive{inMemory, onDisk} {
			target, err := a.Resolve(typed, today)
			checkAnswer(t, a, typed, target, err)
			if isEvent, isDay := a.Form(typed); isEvent && isDay {
				t.Errorf("%q is both an event's and a day's", typed)
			}
		}
	})
}

// checkAnswer checks the result of a reference against the archive.
func checkAnswer(t *testing.T, a *archive.Archive, typed string, target archive.Target, err error) {
	var (
		notFound   *archive.NotFoundError
		ambiguous  *archive.AmbiguousError
		trouble    *archive.PageError
		impossible *when.Error
	)
	switch {
	case err != nil:
		if !errors.As(err, &notFound) && !errors.As(err, &ambiguous) && !errors.As(err, &trouble) && !errors.As(err, &impossible) {
			t.Fatalf("%q returns an error of another kind: %v", typed, err)
		}
		if message := err.Error(); !text.IsPlain(message) || len([]rune(message)) > 300 {
			t.Fatalf("%q says %q", typed, message)
		}
		if ambiguous != nil && len(ambiguous.Refs) < 2 {
			t.Fatalf("%q is ambiguous between %v", typed, ambiguous.Refs)
		}
		if notFound != nil && notFound.Slug != "" && !notFound.Date.Valid() {
			t.Fatalf("%q was looked for on %v", typed, notFound.Date)
		}
	case target.Event != nil:
		checkEvent(t, a, typed, target)
	case target.Day != nil:
		if !target.Day.Date.Valid() || len(target.Day.Events) == 0 {
			t.Fatalf("%q is the day %v of %d events", typed, target.Day.Date, len(target.Day.Events))
		}
	case target.Title == "":
		t.Fatalf("%q is nothing, and no error", typed)
	}
}

// checkEvent checks that an event belongs to the archive and that its own
// reference leads to it.
func checkEvent(t *testing.T, a *archive.Archive, typed string, target archive.Target) {
	ref := target.Event.Ref
	if target.Day == nil || target.Day.Date != ref.Date || target.Day.Find(ref) != target.Event {
		t.Fatalf("%q is %v, which is none of its day's", typed, ref)
	}
	if !a.Has(ref) || a.Number(ref) != target.Event.Number {
		t.Fatalf("%q is %v with the number %d, which the archive returns the number %d", typed, ref, target.Event.Number, a.Number(ref))
	}
	if raw, err := a.Raw(*target.Event); err != nil || len(raw) == 0 {
		t.Fatalf("%q is %v, whose page is %q, %v", typed, ref, raw, err)
	}
	again, err := a.Resolve(ref.String(), today)
	if err != nil || again.Event == nil || again.Event.Ref != ref {
		t.Fatalf("%q is %v, but that is %v, %v", typed, ref, again.Event, err)
	}
}
