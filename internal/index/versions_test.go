package index

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// list returns the names of the files in a folder.
func list(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}

// otherFiles makes files next to an index: of other versions, old and young, of
// other archives, and of no index. It returns the old and the young ones of the
// same archive, and the others.
func otherFiles(t *testing.T, path string) (old, young, others []string) {
	t.Helper()
	dir, name := filepath.Split(path)
	base := name[:strings.LastIndex(name, ".v")]
	put := func(name string, age time.Duration) string {
		full := filepath.Join(dir, name)
		then := time.Now().Add(-age)
		if err := errors.Join(os.WriteFile(full, []byte("an index"), 0o666), os.Chtimes(full, then, then)); err != nil {
			t.Fatal(err)
		}
		return name
	}
	const month = 31 * 24 * time.Hour
	old = []string{put(base+".sqlite", month), put(base+".v1.sqlite", 2*month)}
	young = []string{put(base+".v2.sqlite", month-48*time.Hour), put(base+".v999.sqlite", time.Hour)}
	others = []string{
		put("other-"+base+".v1.sqlite", month), put(base+"0.v1.sqlite", month), put(base+".v1.sqlite.txt", month),
		put(base+".vx.sqlite", month), put("notes.txt", month),
	}
	return old, young, others
}

func TestEachVersionKeepsItsOwnIndex(t *testing.T) {
	dir, cache := writeArchive(t, map[string]string{"2016/04/3/storm.md": headline("A storm")}), t.TempDir()
	a := openArchive(t, dir)
	path := Path(cache, a)
	old, young, others := otherFiles(t, path)
	openIndex(t, dir, cache, Want{}).Close()
	want := slices.Sorted(slices.Values(slices.Concat(young, others, []string{filepath.Base(path)})))
	if got := list(t, cache); !slices.Equal(got, want) {
		t.Errorf("after an index was built there are %q, want %q", got, want)
	}
	for _, name := range old {
		if err := os.WriteFile(filepath.Join(cache, name), nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := Clear(a, cache); err != nil {
		t.Fatal(err)
	}
	slices.Sort(others)
	if got := list(t, cache); !slices.Equal(got, others) {
		t.Errorf("after it was cleared there are %q, want %q", got, others)
	}
	if err := Clear(a, filepath.Join(cache, "missing")); err != nil {
		t.Error(err)
	}
}

// A search that writes no index removes nothing.
func TestSearchKeepsOtherVersions(t *testing.T) {
	dir, cache := copyYear(t), t.TempDir()
	openIndex(t, dir, cache, Want{}).Close()
	old, _, _ := otherFiles(t, Path(cache, openArchive(t, dir)))
	openIndex(t, dir, cache, Want{}).Close()
	if got := list(t, cache); !slices.Contains(got, old[0]) {
		t.Errorf("there are %q", got)
	}
}

// The names of folders are cleaned in messages.
func TestTroubleIsReportedCleaned(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "an\x1b[31m\narchive")
	if err := os.CopyFS(dir, os.DirFS(copyYear(t))); err != nil {
		t.Skip(err) // the file system does not allow such names
	}
	cache := filepath.Join(t.TempDir(), "a\x1b[32m\ncache")
	if err := os.WriteFile(cache, nil, 0o666); err != nil {
		t.Skip(err)
	}
	_, err := Open(context.Background(), openArchive(t, dir), Options{Dir: cache}, Want{})
	var unusable *UnusableError
	if !errors.As(err, &unusable) || strings.ContainsAny(err.Error(), "\x1b\n") {
		t.Errorf("%q", err)
	}
}
