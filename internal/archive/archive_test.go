package archive_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"news/internal/archive"
	"news/internal/event"
)

// writeTree writes files below dir. A name that ends in a slash is a folder.
func writeTree(t testing.TB, dir string, tree map[string]string) {
	t.Helper()
	for name, text := range tree {
		full := filepath.Join(dir, filepath.FromSlash(name))
		folder := filepath.Dir(full)
		if strings.HasSuffix(name, "/") {
			folder = full
		}
		if err := os.MkdirAll(folder, 0o755); err != nil {
			t.Fatal(err)
		}
		if folder == full {
			continue
		}
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// opened opens an archive and closes it when the test ends.
func opened(t *testing.T, dir string) *archive.Archive {
	t.Helper()
	a, err := archive.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	return a
}

func TestOpenTakesTheRootAndTheFolderNewsItself(t *testing.T) {
	root := t.TempDir()
	writeTree(t, root, map[string]string{"news/2016/04/3/ferry.md": page("A ferry returns")})
	for _, dir := range []string{root, root + "/", filepath.Join(root, "news"), filepath.Join(root, "news", "2016", "..")} {
		a := opened(t, dir)
		d := a.Day(day(2016, 4, 3))
		if slugs(d) != "ferry" {
			t.Errorf("%s: the day has %q", dir, slugs(d))
			continue
		}
		e := d.Events[0]
		if e.Path != "news/2016/04/3/ferry.md" {
			t.Errorf("%s: the page's path is %s", dir, e.Path)
		}
		if raw, err := a.Raw(e); err != nil || string(raw) != page("A ferry returns") {
			t.Errorf("%s: the page is %q, %v", dir, raw, err)
		}
		if !filepath.IsAbs(a.Dir) {
			t.Errorf("%s: the archive's folder is %s", dir, a.Dir)
		}
	}
}

func TestOpenTakesARelativeFolder(t *testing.T) {
	root := t.TempDir()
	writeTree(t, root, map[string]string{"lib/news/2016/04/3/ferry.md": page("A ferry returns"), "lib/news/2016/04/3/b.md": page("B")})
	t.Chdir(root)
	if a := opened(t, "lib"); a.Dir != filepath.Join(mustGetwd(t), "lib") {
		t.Errorf("the archive's folder is %s", a.Dir)
	}
	t.Chdir("lib/news")
	if d := opened(t, ".").Day(day(2016, 4, 3)); slugs(d) != "b ferry" {
		t.Errorf("in the folder news, the day has %q", slugs(d))
	}
}

func mustGetwd(t *testing.T) string {
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestOpenOfAFolderWithoutAnArchiveFails(t *testing.T) {
	root := t.TempDir()
	writeTree(t, root, map[string]string{
		"empty/":                       "",
		"other/files.txt":              "",
		"bare/news/":                   "",
		"noyear/news/latest/3/a.md":    "",
		"noyear/news/20166/04/3/a.md":  "",
		"yearfile/news/2016":           "a file and no folder",
		"newsfile/news":                "a file and no folder",
		"years/2016/04/3/ferry.md":     "years, but in no folder called news",
		"a-file":                       "",
		"upper/News.d/2016/04/3/a.md":  "",
		"deep/er/news/2016/04/3/a.md":  "",
		"unrelated/news/archive/2016/": "",
	})
	tests := []struct{ dir, want string }{
		{"empty", "is no archive"},
		{"other", "is no archive"},
		{"bare", "is no archive"},
		{"bare/news", "is no archive"},
		{"noyear", "is no archive"},
		{"yearfile", "is no archive"},
		{"years", "is no archive"},
		{"upper", "is no archive"},
		{"deep", "is no archive"},
		{"unrelated", "is no archive"},
		{"nowhere", "there is no folder"},
		{"a-file", "not a directory"},
	}
	for _, test := range tests {
		a, err := archive.Open(filepath.Join(root, test.dir))
		var notArchive *archive.NotArchiveError
		if !errors.As(err, &notArchive) {
			t.Errorf("%s opens as %v, %v", test.dir, a, err)
			continue
		}
		if !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), test.dir) {
			t.Errorf("%s: %q does not say %q", test.dir, err, test.want)
		}
		if strings.Count(err.Error(), root) != 1 {
			t.Errorf("%s: %q names the folder more than once", test.dir, err)
		}
	}
}

func TestFileCalledNewsMakesNoArchive(t *testing.T) {
	root := t.TempDir()
	writeTree(t, root, map[string]string{"news": "a file and no folder"})
	if _, err := archive.Open(root); err == nil || !strings.Contains(err.Error(), "is no archive") {
		t.Errorf("got %v", err)
	}
}

func TestMissingFolderDiffersFromOneThatIsNoArchive(t *testing.T) {
	root := t.TempDir()
	if _, err := archive.Open(filepath.Join(root, "nowhere")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing folder returns %v", err)
	}
	if _, err := archive.Open(root); errors.Is(err, fs.ErrNotExist) {
		t.Errorf("an empty folder returns %v, as if it were missing", err)
	}
}

func TestFind(t *testing.T) {
	root := t.TempDir()
	writeTree(t, root, map[string]string{
		"lib/news/2016/04/3/ferry.md":         page("A ferry returns"),
		"lib/opinion/2016/04/3/sea/index.md":  "",
		"lib/notes/own/news/2017/01/1/tea.md": page("Tea is served"),
		"lib/notes/drafts/":                   "",
		"elsewhere/":                          "",
		// Import made these, and has put nothing into them yet.
		"made/.news-import/":  "",
		"made/deep/er/":       "",
		"begun/.news-import/": "",
		"begun/news/":         "",
		"file/.news-import":   "",
	})
	lib, own := filepath.Join(root, "lib"), filepath.Join(root, "lib", "notes", "own")
	made, begun := filepath.Join(root, "made"), filepath.Join(root, "begun")
	tests := []struct{ from, want string }{
		{"lib", lib},
		{"lib/news", lib},
		{"lib/news/2016", lib},
		{"lib/news/2016/04/3", lib},
		{"lib/opinion/2016/04/3/sea", lib},
		{"lib/notes/drafts", lib},
		{"lib/news/2016/04/3/ferry.md", lib},
		{"lib/notes/drafts/not/yet/made", lib},
		{"lib/notes/own", own},
		{"lib/notes/own/news/2017/01", own},
		{"elsewhere", ""},
		{".", ""},
		{"made", made},
		{"made/deep/er", made},
		{"begun/news", begun},
		{"file", ""},
	}
	for _, test := range tests {
		if got, err := archive.Find(filepath.Join(root, test.from)); got != test.want || err != nil {
			t.Errorf("from %s: %q, %v, want %q", test.from, got, err, test.want)
		}
	}
}

func TestAnArchiveThatImportBeganIsEmpty(t *testing.T) {
	root := t.TempDir()
	writeTree(t, root, map[string]string{"made/.news-import/": "", "begun/.news-import/": "", "begun/news/": "", "other/news/": ""})
	for dir, isEmpty := range map[string]bool{"made": true, "begun": true, "other": false, "begun/news": false} {
		_, err := archive.Open(filepath.Join(root, dir))
		var not *archive.NotArchiveError
		if !errors.As(err, &not) || not.Empty != isEmpty {
			t.Errorf("%s: %v", dir, err)
		}
	}
}

func TestFindFromARelativeFolder(t *testing.T) {
	root := t.TempDir()
	writeTree(t, root, map[string]string{"news/2016/04/3/ferry.md": page("A ferry returns")})
	t.Chdir(filepath.Join(root, "news", "2016", "04"))
	if got, err := archive.Find("3"); got == "" || err != nil {
		t.Errorf("no archive found: %v", err)
	}
}

func TestOpenAndDayLeaveNothingOpen(t *testing.T) {
	const descriptors = "/proc/self/fd"
	if _, err := os.Stat(descriptors); err != nil {
		t.Skip("the system does not list open files")
	}
	root := t.TempDir()
	writeTree(t, root, map[string]string{
		"news/2016/04/3/index.md": index("2016/04/3", "ferry", "gone"),
		"news/2016/04/3/ferry.md": page("A ferry returns"),
		"news/2016/4/03/storm.md": page("A storm passes"),
		"empty/":                  "",
	})
	before := openFiles(t, descriptors)
	for range 10 {
		archive.Find(filepath.Join(root, "news", "2016"))
		archive.Open(filepath.Join(root, "empty"))
		a, err := archive.Open(root)
		if err != nil {
			t.Fatal(err)
		}
		d := a.Day(day(2016, 4, 3))
		a.Has(d.Events[0].Ref)
		a.Raw(d.Events[0])
		a.RawIndex(d.Date)
		a.Complete("2016/04/3/")
		for _, typed := range []string{"2016/04/3/ferry", "2016/04/3/gone", "2016/04/3/nothing", "2016/04/4"} {
			a.Resolve(typed, day(2016, 4, 10))
		}
		for range a.Days(t.Context(), everyDay, false) {
		}
		for range archive.Read(t.Context(), a, []event.Date{d.Date, day(1999, 1, 1)}, func(d event.Day, _ int) event.Day { return d }) {
		}
		a.Event(d.Events[0].Ref)
		a.Event(event.NewRef(d.Date, "gone"))
		tree, _, _ := a.Survey(t.Context(), nil)
		a.Survey(t.Context(), tree)
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if after := openFiles(t, descriptors); len(after) > len(before) {
		t.Errorf("open before: %v\nopen after: %v", before, after)
	}
}

func openFiles(t *testing.T, descriptors string) []string {
	entries, err := os.ReadDir(descriptors)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, entry := range entries {
		// The descriptor of the listing is closed by now.
		if target, err := os.Readlink(filepath.Join(descriptors, entry.Name())); err == nil {
			names = append(names, target)
		}
	}
	slices.Sort(names)
	return names
}

func TestSkippedKeepsTheFirstProblemsAndCountsAll(t *testing.T) {
	f := files{"2016/04/3/good.md": page("Good")}
	for i := range 25 {
		f["2016/04/3/bad"+string(rune('a'+i))+"\x01.md"] = page("Bad")
	}
	a := f.open()
	if n, kept := a.Skipped(); n != 0 || len(kept) != 0 {
		t.Errorf("before anything was read, %d are skipped: %v", n, kept)
	}
	a.Day(day(2016, 4, 3))
	n, kept := a.Skipped()
	if n != 25 || len(kept) != 10 {
		t.Errorf("skipped %d and kept %d, want 25 and 10", n, len(kept))
	}
	if !strings.HasPrefix(kept[0].Path, "news/2016/04/3/bada") {
		t.Errorf("the first one kept is %v", kept[0])
	}
}

func TestSkippedCountsAFileOnce(t *testing.T) {
	a := files{"2016/04/3/ferry-returns.md": page("A ferry returns"), "2016/04/3/bad\x01.md": page("Bad")}.open()
	if _, err := a.Resolve("2016/04/3/ferry", day(2016, 4, 10)); err != nil {
		t.Fatal(err)
	}
	if n, kept := a.Skipped(); n != 1 {
		t.Errorf("skipped %d: %v", n, kept)
	}
}
