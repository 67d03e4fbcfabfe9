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
	"time"

	"news/internal/archive"
	"news/internal/sample"
)

var (
	edits      = flag.Int("edits", 9, "how many random edits of an archive to make")
	editSeed   = flag.Uint64("edit-seed", 1, "what they are drawn from")
	editsFrom  = flag.String("edits-from", "", "copy this archive and edit it, in place of the sample")
	wholeEvery = flag.Int("whole-every", 3, "after how many edits to compare all, not searches only")
)

// copyArchive copies the sample, or the archive of a flag, into a folder that
// the test may change.
func copyArchive(t *testing.T) string {
	t.Helper()
	from := sample.FS()
	if *editsFrom != "" {
		from = os.DirFS(*editsFrom)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, from); err != nil {
		t.Fatal(err)
	}
	return dir
}

// copyYear copies one year of the sample, for tests that make many indexes.
func copyYear(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	year, err := fs.Sub(sample.FS(), "news/2016")
	if err == nil {
		err = os.CopyFS(filepath.Join(dir, "news", "2016"), year)
	}
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// editor makes random changes to an archive.
type editor struct {
	*rand.Rand
	t       *testing.T
	dir     string
	inPlace bool // the last edit changed a file in place, so that its folder's times did not change
}

// files returns the paths of the files of the archive that match a pattern.
func (e *editor) files(pattern string) []string {
	found, err := filepath.Glob(filepath.Join(e.dir, "news", pattern))
	if err != nil || len(found) == 0 {
		e.t.Fatal("no file ", pattern, err)
	}
	return found
}

// page returns the path of a page that can be read.
func (e *editor) page() string {
	found := e.files("*/*/*/*.md")
	for {
		path := found[e.IntN(len(found))]
		info, err := os.Lstat(path)
		if err == nil && info.Mode().IsRegular() && info.Size() <= archive.MaxPage && filepath.Base(path) != "index.md" && readable(path) {
			return path
		}
	}
}

func readable(path string) bool {
	f, err := os.Open(path)
	if err == nil {
		f.Close()
	}
	return err == nil
}

func (e *editor) read(path string) string {
	data, err := os.ReadFile(path)
	if err != nil {
		e.t.Fatal(err)
	}
	return string(data)
}

// replace writes a file as editors do: under another name, and then renames it.
func (e *editor) replace(path, text string) {
	if err := cmp.Or(os.WriteFile(path+"~", []byte(text), 0o666), os.Rename(path+"~", path)); err != nil {
		e.t.Fatal(err)
	}
}

// editText returns a page's text with a random change: of its headline, its
// lines, its links, or the topics of its links.
func (e *editor) editText(text string) string {
	lines := strings.SplitAfter(text, "\n")
	at := e.IntN(len(lines))
	switch e.IntN(6) {
	case 0:
		return strings.Replace(text, "# ", fmt.Sprintf("# Quillon %d and ", e.IntN(50)), 1)
	case 4: // a short name is explained
		return strings.Replace(text, "# ", fmt.Sprintf("# The Quillon Ostrel %s (QO%[1]s) and 嫦娥 to ", "VWX"[e.IntN(3):]), 1)
	case 1: // one line removed
		return strings.Join(slices.Delete(lines, at, at+1), "")
	case 2: // one line of another page added
		other := strings.SplitAfter(e.read(e.page()), "\n")
		return strings.Join(slices.Insert(lines, at, other[e.IntN(len(other))]), "")
	case 3: // the links of another page
		before, _, _ := strings.Cut(text, "### Related")
		_, after, _ := strings.Cut(e.read(e.page()), "### Related")
		return before + "### Related" + after
	}
	return strings.ReplaceAll(text, "Context: ", fmt.Sprintf("Context: Veltrane %d, ", e.IntN(20)))
}

// edit makes one change and describes it.
func (e *editor) edit() string {
	e.inPlace = false
	page := e.page()
	name := strings.TrimPrefix(page, e.dir)
	switch e.IntN(18) {
	case 0:
		copied := filepath.Join(filepath.Dir(e.page()), fmt.Sprintf("copy-%d.md", e.IntN(100)))
		e.write(copied, e.editText(e.read(page)))
		return "add " + copied
	case 1:
		e.must(os.Remove(page))
		return "remove " + name
	case 2:
		e.must(os.Rename(page, filepath.Join(filepath.Dir(page), fmt.Sprintf("renamed-%d.md", e.IntN(100)))))
		return "rename " + name
	case 3:
		e.must(os.Rename(page, filepath.Join(filepath.Dir(e.page()), filepath.Base(page))))
		return "move to another day " + name
	case 4:
		e.inPlace = true
		e.must(os.WriteFile(page, []byte(e.editText(e.read(page))), 0o666))
		return "rewrite in place " + name
	case 5:
		index := filepath.Join(filepath.Dir(page), "index.md")
		data, _ := os.ReadFile(index)
		e.replace(index, e.editText(string(data)))
		return "edit the index beside " + name
	case 6:
		return e.swapDays(filepath.Dir(page))
	case 7:
		index := filepath.Join(filepath.Dir(page), "index.md")
		data, _ := os.ReadFile(index)
		e.replace(index, e.reorder(string(data)))
		return "reorder the index beside " + name
	case 8, 9:
		address := e.sharedAddress()
		e.replace(page, insertBefore(e.read(page), "### Related", "### Changes:\n\n1. [Once]("+address+") _2019-01-01 16:00:12 (First version)_\n\n"))
		return name + " was " + address
	case 10, 11:
		address := e.sharedAddress()
		e.replace(page, fmt.Sprintf("%s\n### Related:\n\n1. [Once](%s) _Context: Veltrane, VELTRANE, 红海, 紅海, Ostrel %d_\n", e.read(page), address, e.IntN(9)))
		return name + " links to " + address
	case 12:
		return e.changeDays(page)
	case 13:
		return e.renameMonth(filepath.Dir(filepath.Dir(page)))
	case 14:
		return e.spoilDay(page)
	case 15:
		return e.splitDay(page)
	}
	e.replace(page, e.editText(e.read(page)))
	return "replace " + name
}

func (e *editor) must(err error) {
	e.t.Helper()
	if err != nil {
		e.t.Fatal(err)
	}
}

// write writes a new file in place of any file or folder of that name.
func (e *editor) write(path, text string) {
	e.must(os.RemoveAll(path))
	e.must(os.WriteFile(path, []byte(text), 0o666))
}

// insertBefore inserts text before the first mark, or at the end if there is
// none.
func insertBefore(page, mark, text string) string {
	at := strings.Index(page, mark)
	if at < 0 {
		at = len(page)
	}
	return page[:at] + "\n" + text + page[at:]
}

// sharedAddress returns the address of a former reference that several events
// have, or of a present event.
func (e *editor) sharedAddress() string {
	if e.IntN(3) == 0 {
		return filepath.ToSlash(strings.TrimPrefix(e.page(), e.dir))
	}
	return fmt.Sprintf("/news/2016/04/%d/once-%d.md", 1+e.IntN(2), e.IntN(3))
}

// reorder returns a day's index with its entries in another order.
func (e *editor) reorder(index string) string {
	at := max(strings.Index(index, "\n## [Previous"), 0)
	entries := strings.Split(index[:at], "\n##### ")
	rest := entries[1:]
	e.Shuffle(len(rest), func(i, j int) { rest[i], rest[j] = rest[j], rest[i] })
	return strings.Join(entries, "\n##### ") + index[at:]
}

func (e *editor) swapDays(day string) string {
	other := filepath.Join(filepath.Dir(day), fmt.Sprint(1+e.IntN(28)))
	if other == day {
		return "nothing"
	}
	if _, err := os.Stat(other); err == nil {
		e.must(cmp.Or(os.Rename(other, other+"~"), os.Rename(day, other), os.Rename(other+"~", day)))
		return "swap the days " + day + " and " + other
	}
	e.must(os.Rename(day, other))
	return "rename the day " + day + " to " + other
}

// changeDays adds a copy of a day, or removes a day.
func (e *editor) changeDays(page string) string {
	day := filepath.Dir(page)
	if days := e.files("*/*/*"); e.IntN(2) == 0 && len(days) > 30 {
		e.must(os.RemoveAll(day))
		return "remove the day " + day
	}
	added := filepath.Join(e.dir, "news", fmt.Sprint(2000+e.IntN(20)), fmt.Sprintf("%02d", 1+e.IntN(12)), fmt.Sprint(1+e.IntN(28)))
	e.must(os.MkdirAll(added, 0o777))
	for _, path := range e.files(strings.TrimPrefix(day, filepath.Join(e.dir, "news")+"/") + "/*.md") {
		if data, err := os.ReadFile(path); err == nil {
			e.write(filepath.Join(added, filepath.Base(path)), string(data))
		}
	}
	return "add the day " + added
}

// renameMonth gives a month another number, or another spelling of its number.
func (e *editor) renameMonth(month string) string {
	other := filepath.Join(filepath.Dir(month), fmt.Sprintf("%02d", 1+e.IntN(12)))
	if trimmed := strings.TrimPrefix(filepath.Base(month), "0"); e.IntN(2) == 0 && trimmed != filepath.Base(month) {
		other = filepath.Join(filepath.Dir(month), trimmed)
	}
	if _, err := os.Stat(other); err == nil {
		return "nothing"
	}
	e.must(os.Rename(month, other))
	return "rename the month " + month + " to " + other
}

// spoilDay adds something to a day that cannot be read, or removes it again.
func (e *editor) spoilDay(page string) string {
	spoilt := filepath.Join(filepath.Dir(page), "spoilt.md")
	if _, err := os.Lstat(spoilt); err == nil {
		e.must(os.RemoveAll(spoilt))
		return "remove " + spoilt
	}
	switch e.IntN(4) {
	case 0:
		e.write(spoilt, e.read(page)+strings.Repeat(" ", archive.MaxPage))
	case 1:
		e.must(os.Symlink("nowhere.md", spoilt))
	case 2:
		e.must(os.Mkdir(spoilt, 0o777))
	case 3: // root can still read it
		e.write(spoilt, e.read(page))
		e.must(os.Chmod(spoilt, 0))
	}
	return "spoil " + spoilt
}

// splitDay moves a page into another folder of the same day.
func (e *editor) splitDay(page string) string {
	day := filepath.Dir(page)
	number := strings.TrimPrefix(filepath.Base(day), "0")
	other := filepath.Join(filepath.Dir(day), number)
	if other == day {
		other = filepath.Join(filepath.Dir(day), "0"+number)
	}
	if len(number) > 1 {
		return "nothing"
	}
	e.must(os.MkdirAll(other, 0o777))
	e.must(os.Rename(page, filepath.Join(other, filepath.Base(page))))
	return "move " + page + " to " + other
}

func openIndex(t *testing.T, dir, cache string, w Want) *Index {
	t.Helper()
	a, err := archive.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	x, err := Open(context.Background(), a, Options{Dir: cache}, w)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	return x
}

// settled is the age at which a folder no longer counts as recently changed.
const settled = 2500 * time.Millisecond

func TestUpdatedIsAsBuiltAnew(t *testing.T) {
	t.Parallel()
	dir, cache := copyArchive(t), t.TempDir()
	copied := time.Now()
	e := &editor{Rand: rand.New(rand.NewPCG(*editSeed, 0)), t: t, dir: dir}
	openIndex(t, dir, cache, Want{}).Close()
	beside, spent := 0, time.Duration(0)
	for n := range *edits {
		what := fmt.Sprintf("edit %d, %s", n, e.edit())
		a, err := archive.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		// All folders of a young archive count as changed, and the index would be built again.
		start, young := time.Now(), time.Since(copied) < settled
		x, err := Open(context.Background(), a, Options{Dir: cache}, Want{Fresh: e.inPlace || young})
		spent += time.Since(start)
		if err != nil || x.Remade != nil {
			t.Fatalf("%s: %v, made anew: %v", what, err, x.Remade)
		}
		beside = max(beside, len(x.changes.places)/placeSize)
		p := readPages(a)
		if wrong, err := compareSearches(x, p); wrong != "" || err != nil {
			t.Fatalf("%s: %v %s", what, err, wrong)
		}
		if wrong, err := p.compareGraph(x); wrong != "" || err != nil {
			t.Fatalf("%s: %v %s", what, err, wrong)
		}
		if wrong, err := p.compareMarks(x); wrong != "" || err != nil {
			t.Fatalf("%s: %v %s", what, err, wrong)
		}
		if n%*wholeEvery == 0 {
			p.compareAll(t, what, x)
		}
		x.Close()
		a.Close()
	}
	if beside == 0 {
		t.Error("the index was never brought up to date, only built")
	}
	t.Logf("%d edits, %d documents beside the others at most, %v for opening the index on average", *edits, beside, spent/time.Duration(*edits))
}
