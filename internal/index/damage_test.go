package index

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"news/internal/archive"
)

var flips = flag.Int("flips", 30, "how many bytes of an index to change, one at a time")

// patient is an archive with an index that a test damages.
type patient struct {
	*testing.T
	dir, cache string
	archive    *archive.Archive
	path       string // the file of the index
	pages      *pages
	whole      []byte // the index as it should be
}

func newPatient(t *testing.T) *patient {
	t.Helper()
	p := &patient{T: t, dir: copyYear(t), cache: t.TempDir()}
	p.archive = openArchive(t, p.dir)
	p.path = Path(p.cache, p.archive)
	p.pages = readPages(p.archive)
	openIndex(t, p.dir, p.cache, Want{}).Close()
	var err error
	if p.whole, err = os.ReadFile(p.path); err != nil {
		t.Fatal(err)
	}
	return p
}

func (p *patient) must(err error) {
	p.Helper()
	if err != nil {
		p.Fatal(err)
	}
}

func (p *patient) put(data []byte) {
	p.Helper()
	p.must(os.WriteFile(p.path, data, 0o666))
}

// ask asks an index the questions that commands ask. It returns the error of
// the index, and fails the test if an answer is wrong.
func (p *patient) ask(what string, x *Index) error {
	p.Helper()
	wrong, err := compareSearches(x, p.pages)
	if wrong == "" && err == nil {
		wrong, err = p.pages.compareGraph(x)
	}
	if wrong == "" && err == nil {
		wrong, err = p.pages.compareMarks(x)
	}
	if wrong != "" {
		p.Fatalf("%s: %s", what, wrong)
	}
	return err
}

// heal opens a damaged index and repairs it as a command does. It returns what
// happened, and fails the test if the index is not right in the end.
func (p *patient) heal(what string, w Want) (outcome string) {
	p.Helper()
	x, err := p.openUnchanged(w)
	if err != nil {
		p.Fatalf("%s: %v", what, err)
	}
	err = p.ask(what, x)
	remade := x.Remade != nil
	p.must(x.Close())
	switch {
	case err != nil && !IsDamage(err):
		p.Fatalf("%s: not recognized as damage: %v", what, err)
	case err != nil:
		outcome = "noticed on the way"
	case remade:
		outcome = "made anew"
	default:
		outcome = "harmless"
	}
	if outcome == "harmless" || outcome == "made anew" {
		return outcome
	}
	again, err := Open(context.Background(), p.archive, Options{Dir: p.cache}, Want{Anew: true})
	if err != nil {
		p.Fatalf("%s: to make it anew: %v", what, err)
	}
	defer again.Close()
	p.pages.compareAll(p.T, what, again)
	return outcome
}

// openUnchanged opens the index as a search opens the index of an old archive.
// In a test all folders have changed recently, and would be read again.
func (p *patient) openUnchanged(w Want) (*Index, error) {
	o := Options{Dir: p.cache}
	if w.Fresh || w.Anew {
		return Open(context.Background(), p.archive, o, w)
	}
	op := &opener{Store: NewStore(p.archive, o), archive: p.archive}
	op.info, _ = os.Stat(p.path)
	x, state, err := op.openAndSurvey(context.Background())
	switch {
	case err == nil && state == upToDate,
		err == nil && state == outdated && op.isYoung(): // nothing has changed
		return op.alone(x, nil)
	case err == nil:
		x.Close()
	}
	return Open(context.Background(), p.archive, o, w)
}

// isYoung reports whether the folders of the archive are as in the file, except
// for the stamps of young folders.
func (o *opener) isYoung() bool {
	f, err := open(context.Background(), o.path, toRead)
	if err != nil {
		return false
	}
	defer f.close()
	known, err := o.known(f)
	if err != nil {
		return false
	}
	tree, _, err := o.archive.Survey(context.Background(), nil)
	if err != nil {
		return false
	}
	for _, t := range []archive.Tree{known, tree} {
		for _, folder := range t {
			for i := range folder.Children {
				folder.Children[i].Stamp = 0
			}
		}
	}
	return sameChildren(known, tree)
}

func sameChildren(x, y archive.Tree) bool {
	if len(x) != len(y) {
		return false
	}
	for key, folder := range x {
		if !gocmp.Equal(folder.Children, y[key].Children, cmpopts.EquateEmpty()) {
			return false
		}
	}
	return true
}

func TestDamagedIndexIsMadeAnew(t *testing.T) {
	t.Parallel()
	p := newPatient(t)
	other := newPatient(t) // the index of another archive
	tests := []struct {
		story string
		data  []byte
		want  string
	}{
		{"nothing is wrong", p.whole, "harmless"},
		{"it is empty", nil, "harmless"},
		{"it is one byte", []byte{'S'}, "harmless"},
		{"it is a text", bytes.Repeat([]byte("Dear diary. "), 1000), "made anew"},
		{"it is a short text", []byte("Dear diary."), "made anew"},
		{"it is zeros", make([]byte, 100_000), "made anew"},
		{"it is another archive's", other.whole, "made anew"},
		{"a part of it stands twice", append(bytes.Clone(p.whole), p.whole[:50_000]...), "harmless"},
	}
	for _, test := range tests {
		p.put(test.data)
		if got := p.heal(test.story, Want{}); got != test.want {
			t.Errorf("%s: %s, want %s", test.story, got, test.want)
		}
	}
}

func TestIndexOfAnotherFormatIsMadeAnew(t *testing.T) {
	t.Parallel()
	p := newPatient(t)
	const toWrite, toRead = 18, 19 // the offsets of the format versions in a file's header
	for _, versions := range [][2]byte{{2, 1}, {2, 2}, {7, 1}, {1, 7}} {
		for _, w := range []Want{{}, {Fresh: true}} {
			data := bytes.Clone(p.whole)
			data[toWrite], data[toRead] = versions[0], versions[1]
			p.put(data)
			what := fmt.Sprintf("versions %v, %+v", versions, w)
			if got := p.heal(what, w); got != "made anew" && got != "harmless" {
				t.Errorf("%s: %s", what, got)
			}
			x := openIndex(t, p.dir, p.cache, Want{Fresh: true}) // this writes, and so may find the damage only now
			p.pages.compareAll(t, what, x)
			x.Close()
		}
	}
}

func TestIndexThatIsCutShortIsMadeAnew(t *testing.T) {
	t.Parallel()
	p := newPatient(t)
	outcomes := make(map[string]int)
	for step := range 12 {
		length := len(p.whole) * step / 12
		if step%2 == 1 {
			length -= length % 8192 // whole pages
		}
		p.put(p.whole[:length])
		outcomes[p.heal(fmt.Sprintf("%d bytes of %d are left", length, len(p.whole)), Want{})]++
	}
	t.Log(outcomes)
}

func TestChangedByteNeverMakesAnAnswerWrong(t *testing.T) {
	t.Parallel()
	p := newPatient(t)
	random := rand.New(rand.NewPCG(*editSeed, 2))
	outcomes := make(map[string]int)
	for n := range *flips {
		at, mask := random.IntN(len(p.whole)), byte(1+random.IntN(255))
		switch {
		case n%3 == 0: // the header of the file
			at = random.IntN(100)
		case n%3 == 1: // the header of a page
			at = at - at%8192 + random.IntN(64)
		}
		data := bytes.Clone(p.whole)
		data[at] ^= mask
		p.put(data)
		os.Remove(p.path + "-journal")
		w := Want{Fresh: n%5 == 4}
		outcomes[p.heal(fmt.Sprintf("byte %d of %d xor %#x, %+v", at, len(data), mask, w), w)]++
	}
	t.Log(outcomes)
}

func TestForeignAndIncompleteIndexIsMadeAnew(t *testing.T) {
	t.Parallel()
	p := newPatient(t)
	for _, statement := range []string{
		fmt.Sprintf(`PRAGMA user_version = %d`, version+1),
		`PRAGMA application_id = 7`,
		`DELETE FROM archive`,
		`UPDATE archive SET root = root || '/'`,
		`DROP TABLE folders`,
		`DROP TABLE parts`,
		`DELETE FROM parts`,
		`DELETE FROM parts WHERE name = 'vocabulary'`,
		`DELETE FROM texts`,
		`DELETE FROM texts WHERE first = 0`,
		`DELETE FROM postings`,
		`DELETE FROM postings WHERE first = (SELECT max(first) FROM postings)`,
		`UPDATE postings SET first = first + 1`,
		`UPDATE postings SET data = 'text'`,
		`UPDATE parts SET data = ''`,
		`UPDATE folders SET stamp = 'soon'`,
		`UPDATE parts SET data = substr(data, 2) WHERE name = 'places'`,
		`UPDATE texts SET headlines = descriptions`,
		`DELETE FROM events`,
		`UPDATE events SET number = number + 1`,
		`UPDATE events SET number = 'many'`,
		`UPDATE events SET slug = slug || 'x'`,
		`UPDATE events SET key = key + 1`,
		`DROP TABLE events`,
	} {
		p.put(p.whole)
		f, err := open(context.Background(), p.path, toWrite)
		p.must(err)
		_, err = f.conn.ExecContext(context.Background(), statement)
		p.must(err)
		p.must(f.commit(context.Background(), nil))
		f.close()
		if got := p.heal(statement, Want{}); got != "made anew" && got != "noticed on the way" {
			t.Errorf("%s: %s", statement, got)
		}
		p.put(p.whole)
	}
}

func TestUnusableIndexIsAnError(t *testing.T) {
	dir := copyYear(t)
	a := openArchive(t, dir)
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte("not a folder"), 0o666); err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := os.Mkdir(Path(folder, a), 0o777); err != nil {
		t.Fatal(err)
	}
	locked := t.TempDir()
	openIndex(t, dir, locked, Want{}).Close()
	tests := []struct {
		story, cache string
		skip         bool
	}{
		{"a file in place of the cache folder", file, false},
		{"a file above the cache folder", filepath.Join(file, "below"), false},
		{"a folder in place of the index", folder, false},
		{"a cache folder that nobody can make", "/proc/none/news", !exists("/proc")},
		{"a cache folder that nobody may write in", readOnly(t), os.Geteuid() <= 0},
	}
	for _, test := range tests {
		if test.skip {
			continue
		}
		for _, w := range []Want{{}, {Anew: true}, {Fresh: true}} {
			x, err := Open(context.Background(), a, Options{Dir: test.cache}, w)
			var unusable *UnusableError
			if !errors.As(err, &unusable) || IsDamage(err) {
				t.Errorf("%s: %v, %v", test.story, x, err)
			}
		}
		if s, err := Look(context.Background(), a, test.cache); err != nil || s.Trouble == nil && !s.Missing() {
			t.Errorf("%s: its status is %+v, %v", test.story, s, err)
		}
		if wrong, err := Check(context.Background(), a, Options{Dir: test.cache}); wrong == nil || err != nil {
			t.Errorf("%s: it is checked: %v, %v", test.story, wrong, err)
		}
	}
	missing := filepath.Join(t.TempDir(), "several", "folders", "below")
	openIndex(t, dir, missing, Want{}).Close()
	checkIndex(t, "a cache folder that is missing", dir, missing, Want{})
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// readOnly returns a folder that only root can write in.
func readOnly(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(dir, 0o777) })
	return dir
}

// TestNothingIsWrittenIntoTheArchive also checks that an archive without write
// permission works.
func TestNothingIsWrittenIntoTheArchive(t *testing.T) {
	dir, cache := copyYear(t), t.TempDir()
	var folders []string
	filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			folders = append(folders, path)
			err = os.Chmod(path, 0o555)
		}
		return err
	})
	t.Cleanup(func() {
		for _, path := range folders {
			os.Chmod(path, 0o777)
		}
	})
	type file struct {
		Path string
		Size int64
		Mode fs.FileMode
		Time time.Time
	}
	list := func() (files []file) {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			info, err := d.Info()
			files = append(files, file{path, info.Size(), info.Mode(), info.ModTime()})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return files
	}
	before := list()
	for _, w := range []Want{{}, {}, {Fresh: true}, {Anew: true}} {
		checkIndex(t, fmt.Sprintf("%+v", w), dir, cache, w)
	}
	a := openArchive(t, dir)
	if wrong, err := Check(context.Background(), a, Options{Dir: cache}); wrong != nil || err != nil {
		t.Error(wrong, err)
	}
	if s, err := Look(context.Background(), a, cache); s.Trouble != nil || len(s.Outdated) > 0 || err != nil {
		t.Errorf("%+v, %v", s, err)
	}
	if diff := gocmp.Diff(before, list()); diff != "" {
		t.Errorf("the archive has changed (-before +after):\n%s", diff)
	}
}

var fullDisk = flag.String("full-disk", "", "an empty folder on a disk too small for an index: mount -t tmpfs -o size=2m tmpfs FOLDER")

// TestFullDisk checks that an index that does not fit on the disk is reported
// as unusable, does not damage an earlier index, and leaves no growing files.
func TestFullDisk(t *testing.T) {
	if *fullDisk == "" {
		t.Skip("needs a small disk: see -full-disk")
	}
	full := func(what string, err error) {
		t.Helper()
		var unusable *UnusableError
		if !errors.As(err, &unusable) || IsDamage(err) {
			t.Fatalf("%s: %v", what, err)
		}
		t.Log(what, err)
	}
	dir, cache := copyArchive(t), filepath.Join(*fullDisk, "cache")
	a := openArchive(t, dir)
	defer os.RemoveAll(cache)
	filler := filepath.Join(*fullDisk, "filler")
	defer os.Remove(filler)
	fill := func(left int) { fillDisk(t, filler, left) }
	for _, left := range []int{0, 4096, 100_000, 250_000} {
		fill(left)
		for range 3 {
			_, err := Open(context.Background(), a, Options{Dir: cache}, Want{})
			full(fmt.Sprintf("the first index, %d bytes left:", left), err)
		}
		if info, err := os.Stat(Path(cache, a)); err == nil && info.Size() > 0 {
			t.Fatalf("%d bytes are left of what does not fit", info.Size())
		}
	}
	os.Remove(filler)
	openIndex(t, dir, cache, Want{}).Close()
	e := &editor{Rand: rand.New(rand.NewPCG(*editSeed, 3)), t: t, dir: dir}
	for _, left := range []int{0, 4096, 20_000, 200_000} {
		fill(left)
		for range 20 {
			e.edit()
		}
		for _, w := range []Want{{Fresh: true}, {Anew: true}, {Fresh: true}} {
			x, err := Open(context.Background(), a, Options{Dir: cache}, w)
			if err == nil {
				readPages(a).compareAll(t, fmt.Sprintf("%d bytes were enough", left), x)
				x.Close()
				continue
			}
			full(fmt.Sprintf("%+v, %d bytes left:", w, left), err)
		}
		os.Remove(filler)
		checkIndex(t, fmt.Sprintf("after %d bytes were left", left), dir, cache, Want{Fresh: true})
	}
}

// fillDisk makes a file that leaves the given number of bytes on its disk.
func fillDisk(t *testing.T, path string, left int) {
	t.Helper()
	os.Remove(path)
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for err == nil {
		_, err = f.Write(make([]byte, 4096))
	}
	info, err := f.Stat()
	if err == nil {
		err = f.Truncate(max(0, info.Size()-int64(left)))
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestFormatThatIsNotWrittenIsDamage spoils the head of the file, so that SQLite
// takes it for one that it may only read: it is made anew once there is something
// to write. A file that the system lets nobody write is another thing.
func TestFormatThatIsNotWrittenIsDamage(t *testing.T) {
	t.Parallel()
	const writeVersion = 18 // where the head of the file has it
	dir, cache := copyYear(t), t.TempDir()
	a := openArchive(t, dir)
	openIndex(t, dir, cache, Want{}).Close()
	data, err := os.ReadFile(Path(cache, a))
	if err != nil {
		t.Fatal(err)
	}
	data[writeVersion] = 9
	if err := os.WriteFile(Path(cache, a), data, 0o600); err != nil {
		t.Fatal(err)
	}
	pages, _ := filepath.Glob(filepath.Join(dir, "news/*/*/*/*.md"))
	if err := os.WriteFile(filepath.Join(filepath.Dir(pages[0]), "ferry.md"), []byte("# A ferry\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	x, err := Open(context.Background(), a, Options{Dir: cache}, Want{})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if !errors.Is(x.Remade, ErrDamaged) {
		t.Errorf("it was made anew for %v", x.Remade)
	}
}
