package bench

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"news/internal/event"
)

// small returns a plan for a small archive, which is made quickly.
func small(seed uint64) Plan { return Plan{Seed: seed, Events: 300, Words: 3000} }

// makeSmall makes a small archive and returns its root.
func makeSmall(t *testing.T, seed uint64) (string, Made) {
	t.Helper()
	dir := t.TempDir()
	made, err := Make(dir, small(seed))
	if err != nil {
		t.Fatal(err)
	}
	return dir, made
}

// readTree returns the content of every file below dir by its path.
func readTree(t *testing.T, dir string) map[string]string {
	t.Helper()
	tree := make(map[string]string)
	root := os.DirFS(dir)
	err := fs.WalkDir(root, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := fs.ReadFile(root, path)
		tree[path] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// hashTree returns one hash of all paths and contents; maps print in order.
func hashTree(tree map[string]string) string {
	return fmt.Sprintf("%x", sha256.Sum256(fmt.Append(nil, tree)))
}

func TestMakeIsDeterministic(t *testing.T) {
	hash := func(seed uint64) string {
		dir, _ := makeSmall(t, seed)
		return hashTree(readTree(t, dir))
	}
	one, again, other := hash(1), hash(1), hash(2)
	if one != again {
		t.Error("the same seed made two different archives")
	}
	if one == other {
		t.Error("two seeds made the same archive")
	}
}

func TestMakeCountsWhatItWrites(t *testing.T) {
	dir, made := makeSmall(t, 1)
	tree := readTree(t, dir)
	var want Made
	for path, content := range tree {
		want.Files++
		want.Bytes += int64(len(content))
		switch filepath.Base(path) {
		case "index.md":
			if path != "index.md" {
				want.Days++
			}
		case "README.md":
		default:
			want.Events++
			want.Links += len(relatedLine.FindAllString(content, -1))
		}
	}
	want.Missing = made.Missing // TestMadeLinksResolve checks these
	if made != want {
		t.Errorf("Make says %+v, the tree has %+v", made, want)
	}
	if made.Events != 300 {
		t.Errorf("made %d events, want 300", made.Events)
	}
}

// relatedLine matches a line of a related section with its target and note.
var relatedLine = regexp.MustCompile(`(?m)^\d+\. \[.*\]\(/(news/[^)]*\.md)\) _Context: (.+)_$`)

func TestMadeLinksResolve(t *testing.T) {
	dir, made := makeSmall(t, 1)
	tree := readTree(t, dir)
	missing, earlier, later := 0, 0, 0
	for path, content := range tree {
		if filepath.Base(path) == "index.md" || filepath.Base(path) == "README.md" {
			continue
		}
		for _, line := range relatedLine.FindAllStringSubmatch(content, -1) {
			target := line[1]
			switch {
			case tree[target] == "":
				missing++
			case target > path:
				later++
			default:
				earlier++
			}
			if target == path {
				t.Errorf("%s is related to itself", path)
			}
		}
	}
	if missing != made.Missing {
		t.Errorf("%d links lead nowhere, %d were meant to", missing, made.Missing)
	}
	if share := float64(missing) / float64(made.Links); share < 0.005 || share > 0.04 {
		t.Errorf("%.3f of the links lead nowhere, want about 0.02", share)
	}
	if earlier == 0 || later == 0 {
		t.Errorf("%d links lead back and %d forward, want both", earlier, later)
	}
}

var (
	eventForm = regexp.MustCompile(`^### \[\d{4}-\d\d-\d+\]\(/news/(\d{4}/\d\d/\d+)/index\.md\)

(##### (.+)\n)?# \S.*

(.+

)?### Sources?:

(\d\. \[[^\]]+\]\(http://www\.[a-z]+\.example/\S+\)\n)+(
### Changes:

(\d\. \[.+\]\(/news/\S+\) _.*\(.+ version\)_\n){2})?(
### Related:

(\d+\. \[.+\]\(/news/\S+\.md\) _Context: .+_\n)+)?$`)
	dayForm = regexp.MustCompile(`^## \[\d{4}-\d\d-\d+\]\(/news/(\d{4}/\d\d/\d+)/index\.md\)
(
(##### .+\n)?### \[\S.*\]\(/news/\S+\.md\)\n.+\n)+(
## \[Previous Day\.\.\.\]\(/news/(\S+)\)
)?$`)
	dayEntry = regexp.MustCompile(`(?m)^### \[.*\]\(/(news/\S+\.md)\)$`)
)

func TestMadePagesHaveTheFormat(t *testing.T) {
	dir, _ := makeSmall(t, 1)
	tree := readTree(t, dir)
	described, categories := 0, 0
	for path, content := range tree {
		if !utf8.ValidString(content) {
			t.Errorf("%s is no UTF-8", path)
		}
		folder, name := filepath.Split(path)
		if name == "index.md" || name == "README.md" {
			if folder != "" {
				checkDay(t, tree, folder, content)
			}
			continue
		}
		parts := eventForm.FindStringSubmatch(content)
		if parts == nil {
			t.Errorf("%s has another format:\n%s", path, content)
			continue
		}
		if want := "news/" + parts[1] + "/"; folder != want {
			t.Errorf("%s says it belongs to %s", path, want)
		}
		if parts[4] != "" {
			described++
		}
		if newer := folder >= "news/2017"; newer != (parts[3] != "") {
			t.Errorf("%s has category %q", path, parts[3])
		} else if newer {
			categories++
		}
	}
	if described < 100 || described > 200 {
		t.Errorf("%d of 300 events have a description, want about half", described)
	}
	if categories == 0 {
		t.Error("no event has a category")
	}
}

// checkDay checks the page of the day in folder, which ends with a slash.
func checkDay(t *testing.T, tree map[string]string, folder, content string) {
	t.Helper()
	parts := dayForm.FindStringSubmatch(content)
	if parts == nil {
		t.Errorf("%s has another format:\n%s", folder, content)
		return
	}
	if before := parts[5]; before != "" && tree["news/"+before] == "" {
		t.Errorf("the day before %s, %s, has no page", folder, before)
	}
	listed := dayEntry.FindAllStringSubmatch(content, -1)
	for _, entry := range listed {
		if tree[entry[1]] == "" {
			t.Errorf("%s lists %s, which is not there", folder, entry[1])
		}
	}
	held := 0
	for path := range tree {
		if strings.HasPrefix(path, folder) {
			held++
		}
	}
	if len(listed) != held-2 {
		t.Errorf("%s lists %d events and holds %d", folder, len(listed), held-2)
	}
}

func TestMakeRefuses(t *testing.T) {
	full := t.TempDir()
	if err := os.WriteFile(filepath.Join(full, "notes.txt"), []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name string
		dir  string
		plan Plan
		want string
	}{
		{"a folder that holds something", full, small(1), "is not empty (it holds notes.txt)"},
		{"a file", filepath.Join(full, "notes.txt"), small(1), "cannot make an archive there"},
		{"no events", t.TempDir(), Plan{}, "cannot make 0 events"},
		{"few topics", t.TempDir(), Plan{Events: 10, Topics: 3}, "cannot make 3 topics"},
		{"few words", t.TempDir(), Plan{Events: 10, Words: 3}, "cannot make 3 words"},
		{"fewer events than days", t.TempDir(), Plan{Events: 10, Days: 11}, "cannot make 11 days of 10 events"},
		{"too many days", t.TempDir(), Plan{Events: 1e6, Days: mostDays + 1}, "at most"},
		{"days below none", t.TempDir(), Plan{Events: 10, Days: -1}, "cannot make -1 days"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := Make(test.dir, test.plan)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got error %v, want one with %q", err, test.want)
			}
		})
	}
	if tree := readTree(t, full); len(tree) != 1 {
		t.Errorf("a refused folder holds %d files, want the one it had", len(tree))
	}
}

func TestMakeIntoNewFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "not", "yet")
	made, err := Make(dir, Plan{Events: 1, Words: 1000})
	if err != nil {
		t.Fatal(err)
	}
	if made.Events != 1 || made.Files != 5 {
		t.Errorf("made %+v, want 1 event in 5 files", made)
	}
}

func TestCalendar(t *testing.T) {
	even := func() float64 { return 1 }
	tests := []struct{ events, asked, days, fewest, most int }{
		{1, 0, 1, 1, 1},
		{29, 0, 1, 29, 29},
		{1000, 0, 66, 15, 16},
		{120_000, 0, 7670, 15, 16},
		{240_000, 0, 7670, 31, 32},
		{3000, 1, 1, 3000, 3000},
		{1000, 100, 100, 10, 10},
		{10_000, 7665, 7665, 1, 2},
		{10_000, 7666, 7666, 1, 2},
		{120_000, 7670, 7670, 15, 16},
		{1_000_000, 50_000, 50_000, 20, 20},
		{400_000, mostDays, mostDays, 1, 2},
	}
	for _, test := range tests {
		days := newCalendar(newDays(Plan{Events: test.events, Days: test.asked}), test.events, even)
		if len(days) != test.days {
			t.Errorf("%d events lie on %d days, want %d", test.events, len(days), test.days)
		}
		next := 0
		for i, d := range days {
			if n := d.last - d.first; d.first != next || n < test.fewest || n > test.most {
				t.Errorf("%d events: day %s holds %d to %d", test.events, d.date.Path(), d.first, d.last)
			}
			if !d.date.Valid() || !event.IsYear(fmt.Sprint(d.date.Year)) {
				t.Errorf("%d events: day %s is no date", test.events, d.date.Path())
			}
			if i > 0 && days[i-1].date.Compare(d.date) >= 0 {
				t.Errorf("%d events: day %s is out of order", test.events, d.date.Path())
			}
			next = d.last
		}
		if next != test.events {
			t.Errorf("%d events: the days hold %d", test.events, next)
		}
	}
}

func TestSlugOf(t *testing.T) {
	tests := []struct {
		headline string
		longest  int
		want     string
	}{
		{"A storm hits Velkar.", 140, "a-storm-hits-velkar"},
		{"  $4.5 million, 20%", 140, "4-5-million-20"},
		{"Malé's \"port\"", 140, "mala-s-port"},
		{"one two three", 8, "one-two"},
		{"one two three", 9, "one-two-t"},
		{"地震，死亡。", 140, "地震-死亡"},
		{"地震死亡", 10, "地震死"},
	}
	for _, test := range tests {
		if got := slugOf(test.headline, test.longest); got != test.want {
			t.Errorf("slugOf(%q, %d) = %q, want %q", test.headline, test.longest, got, test.want)
		}
	}
}

func TestWordsFollowZipf(t *testing.T) {
	r := random(1, 1)
	v := newVocabulary(r, 3000)
	counts := make(map[string]int)
	for range 20_000 {
		counts[v.contentWord(r)]++
	}
	rare := 0
	for _, n := range counts {
		if n <= 2 {
			rare++
		}
	}
	first, hundredth := counts[v.content[0]], counts[v.content[99]]
	if first < 3*hundredth || hundredth == 0 {
		t.Errorf("the first word came %d times, the hundredth %d times", first, hundredth)
	}
	if rare < len(counts)/5 {
		t.Errorf("%d of %d words came once or twice, want a long tail", rare, len(counts))
	}
}
