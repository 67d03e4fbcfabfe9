package index

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/sample"
	"news/internal/search"
	"news/internal/when"
)

var (
	edits     = flag.Int("edits", 60, "how many random edits of an archive to make")
	editSeed  = flag.Uint64("edit-seed", 1, "what they are drawn from")
	editsFrom = flag.String("edits-from", "", "copy this archive and edit it, in place of the sample")
)

// copyArchive copies an archive into a folder that the test may change.
func copyArchive(t *testing.T, from fs.FS) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, from); err != nil {
		t.Fatal(err)
	}
	return dir
}

// editor makes random changes to an archive.
type editor struct {
	*rand.Rand
	t       *testing.T
	dir     string
	inPlace bool // the last edit changed a file that keeps its name and its folder's times
}

// files gives the files of the archive that match a pattern, as paths.
func (e *editor) files(pattern string) []string {
	found, err := filepath.Glob(filepath.Join(e.dir, "news", pattern))
	if err != nil || len(found) == 0 {
		e.t.Fatal("no file ", pattern, err)
	}
	return found
}

func (e *editor) page() string {
	pages := slices.DeleteFunc(e.files("*/*/*/*.md"), func(p string) bool { return filepath.Base(p) == "index.md" })
	return pages[e.IntN(len(pages))]
}

func (e *editor) read(path string) string {
	data, err := os.ReadFile(path)
	if err != nil {
		e.t.Fatal(err)
	}
	return string(data)
}

// replace writes a file as editors do: under another name, then renamed.
func (e *editor) replace(path, text string) {
	if err := cmp.Or(os.WriteFile(path+"~", []byte(text), 0o666), os.Rename(path+"~", path)); err != nil {
		e.t.Fatal(err)
	}
}

// edited gives a page's text with some of it changed: its headline, its links,
// the topics of its links.
func (e *editor) edited(text string) string {
	lines := strings.SplitAfter(text, "\n")
	at := e.IntN(len(lines))
	switch e.IntN(5) {
	case 0:
		return strings.Replace(text, "# ", fmt.Sprintf("# Quillon %d and ", e.IntN(50)), 1)
	case 1: // a line less
		return strings.Join(slices.Delete(lines, at, at+1), "")
	case 2: // a line of another page more
		other := strings.SplitAfter(e.read(e.page()), "\n")
		return strings.Join(slices.Insert(lines, at, other[e.IntN(len(other))]), "")
	case 3: // the links of another page
		before, _, _ := strings.Cut(text, "### Related")
		_, after, _ := strings.Cut(e.read(e.page()), "### Related")
		return before + "### Related" + after
	}
	return strings.ReplaceAll(text, "Context: ", fmt.Sprintf("Context: Veltrane %d, ", e.IntN(20)))
}

// edit makes one change and tells which.
func (e *editor) edit() string {
	e.inPlace = false
	page := e.page()
	name := strings.TrimPrefix(page, e.dir)
	try := func(err error) {
		if err != nil {
			e.t.Fatal(err)
		}
	}
	switch e.IntN(10) {
	case 0:
		copied := filepath.Join(filepath.Dir(e.page()), fmt.Sprintf("copy-%d.md", e.IntN(100)))
		try(os.WriteFile(copied, []byte(e.edited(e.read(page))), 0o666))
		return "add " + copied
	case 1:
		try(os.Remove(page))
		return "remove " + name
	case 2:
		try(os.Rename(page, filepath.Join(filepath.Dir(page), fmt.Sprintf("renamed-%d.md", e.IntN(100)))))
		return "rename " + name
	case 3:
		try(os.Rename(page, filepath.Join(filepath.Dir(e.page()), filepath.Base(page))))
		return "move to another day " + name
	case 4:
		e.inPlace = true
		try(os.WriteFile(page, []byte(e.edited(e.read(page))), 0o666))
		return "rewrite in place " + name
	case 5:
		index := filepath.Join(filepath.Dir(page), "index.md")
		data, _ := os.ReadFile(index)
		e.replace(index, e.edited(string(data)))
		return "edit the index beside " + name
	case 6:
		day := filepath.Dir(page)
		other := filepath.Join(filepath.Dir(day), fmt.Sprint(1+e.IntN(28)))
		if other == day {
			return "nothing"
		}
		if _, err := os.Stat(other); err == nil {
			try(cmp.Or(os.Rename(other, other+"~"), os.Rename(day, other), os.Rename(other+"~", day)))
			return "swap the days " + day + " and " + other
		}
		try(os.Rename(day, other))
		return "rename the day " + day + " to " + other
	}
	e.replace(page, e.edited(e.read(page)))
	return "replace " + name
}

// asRead gives the corpus of an archive as its pages say.
func asRead(t *testing.T, a *archive.Archive) *search.Memory {
	t.Helper()
	b := search.NewBuilder()
	for day := range a.Days(context.Background(), when.Set{}, false) {
		for _, e := range day.Events {
			b.Add(e)
		}
	}
	return b.Corpus()
}

func openIndex(t *testing.T, dir string, o Options) *Index {
	t.Helper()
	a, err := archive.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	x, err := Open(context.Background(), a, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	return x
}

func TestUpdatedIsAsBuiltAnew(t *testing.T) {
	from := sample.FS()
	if *editsFrom != "" {
		from = os.DirFS(*editsFrom)
	}
	dir, cache := copyArchive(t, from), t.TempDir()
	e := &editor{Rand: rand.New(rand.NewPCG(*editSeed, 0)), t: t, dir: dir}
	openIndex(t, dir, Options{Dir: cache}).Close()
	for n := range *edits {
		what := e.edit()
		a, err := archive.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		x, err := Open(context.Background(), a, Options{Dir: cache, Fresh: e.inPlace})
		if err != nil {
			t.Fatal(err)
		}
		if x.Remade != nil {
			t.Fatalf("edit %d, %s: made anew: %v", n, what, x.Remade)
		}
		read := asRead(t, a)
		if err := search.Compare(x, read); err != nil {
			t.Fatalf("edit %d, %s: %v", n, what, err)
		}
		compareSearches(t, what, x, read)
		compareTables(t, what, x, a)
		x.Close()
		a.Close()
	}
}

// compareSearches searches both corpora for what people type.
func compareSearches(t *testing.T, what string, x *Index, read *search.Memory) {
	t.Helper()
	for _, typed := range []string{"palmyra", "quillon", "veltrane", "electoin", "army syria", `"prime minister"`, "topic:war", "qrytn", "嫦娥", "the", "source:reuters storm"} {
		q, err := search.Parse(typed, event.Date{Year: 2016, Month: 4, Day: 5})
		if err != nil {
			t.Fatal(err)
		}
		mine, err := search.Search(context.Background(), x, q, search.Options{})
		if err != nil {
			t.Fatal(err)
		}
		others, _ := search.Search(context.Background(), read, q, search.Options{})
		if diff := gocmp.Diff(others.Hits, mine.Hits); diff != "" {
			t.Fatalf("%s: %s finds other events (-read +index):\n%s", what, typed, diff)
		}
	}
}

// compareTables compares what the tables say of each event with its page.
func compareTables(t *testing.T, what string, x *Index, a *archive.Archive) {
	t.Helper()
	for day := range a.Days(context.Background(), when.Set{}, false) {
		for _, e := range day.Events {
			if !x.IsCurrent(e) {
				t.Fatalf("%s: %s is not as the index has it", what, e.Ref)
			}
		}
	}
	for table, query := range map[string]string{
		"sources":      `SELECT count(*) FROM sources WHERE id >> 16 NOT IN (SELECT id FROM events)`,
		"links":        `SELECT count(*) FROM links WHERE id >> 16 NOT IN (SELECT id FROM events)`,
		"former":       `SELECT count(*) FROM former WHERE event NOT IN (SELECT id FROM events)`,
		"event_topics": `SELECT count(*) FROM event_topics WHERE event NOT IN (SELECT id FROM events)`,
	} {
		if left, err := x.numbers(query); err != nil || left[0] != 0 {
			t.Fatalf("%s: %d rows of %s are of events that are gone (%v)", what, left, table, err)
		}
	}
}
