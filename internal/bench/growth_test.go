package bench

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// taking returns a series of one run.
func taking(ms int, mb int64) Series {
	return Series{{Wall: time.Duration(ms) * time.Millisecond, Memory: mb << 10}}
}

func TestWriteGrowth(t *testing.T) {
	report := GrowthReport{Archives: []GrowthArchive{
		{Name: "small", Pages: 100 << 20, Index: 30 << 20, Rows: []Row{
			{What: "version", Ours: taking(10, 20), Peer: "bare", Theirs: taking(10, 5)},
			{What: "search a rare word (harbour)", Ours: taking(20, 40), Peer: "rg", Theirs: taking(200, 5)},
		}},
		{Name: "large", Pages: 1000 << 20, Index: 250 << 20, Rows: []Row{
			{What: "version", Ours: taking(10, 20), Peer: "bare", Theirs: taking(10, 5)},
			{What: "search a rare word (quay)", Ours: taking(30, 60), Peer: "rg", Theirs: taking(2000, 5)},
			{What: "search Chinese (港口)", Err: errors.New("gone")},
		}},
	}}
	var out strings.Builder
	if err := WriteGrowth(&out, report); err != nil {
		t.Fatal(err)
	}
	want := `| what               | small ms | beside peer | MB | large ms | beside peer | MB | growth |
|--------------------|----------|-------------|----|----------|-------------|----|--------|
| version            | 10.0     | 1.00 x      | 20 | 10.0     | 1.00 x      | 20 | 1.00   |
| search a rare word | 20.0     | 0.100 x     | 40 | 30.0     | 0.015 x     | 60 | 1.50   |
| search Chinese     | -        | -           | -  | failed   | -           | -  | -      |

| archive | pages MB | index MB | index / pages |
|---------|----------|----------|---------------|
| small   | 100      | 30       | 0.30          |
| large   | 1000     | 250      | 0.25          |
`
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
	if report.Failures() == nil {
		t.Error("a row failed, the report did not")
	}
}

func TestSizeBelow(t *testing.T) {
	dir := t.TempDir()
	err := errors.Join(os.Mkdir(filepath.Join(dir, "a"), 0o755), os.WriteFile(filepath.Join(dir, "a", "b"), make([]byte, 70), 0o644),
		os.WriteFile(filepath.Join(dir, "c"), make([]byte, 7), 0o644))
	if size, failed := sizeBelow(dir); err != nil || failed != nil || size != 77 {
		t.Errorf("got %d, %v, %v, want 77", size, failed, err)
	}
	if _, err := sizeBelow(filepath.Join(dir, "none")); err == nil {
		t.Error("a folder that is not there has a size")
	}
}

func TestLongContestsNameTheirCommands(t *testing.T) {
	b := speedBench{programs: programs{news: "news", rg: "rg"}, archive: "arch"}
	pages := filepath.Join("arch", "news")
	picked := found()
	picked.WholeTopic = "Dam of Velkar"
	want := [][2]string{
		{"list --count (common)", "news --archive arch list --count / rg -i common " + pages},
		{"list --count a common word (common)", "news --archive arch list --count common / rg -i common " + pages},
		{"search -n 0 a common word (common)", "news --archive arch search -n 0 common / rg -i common " + pages},
		{"list --topic (Dam of Velkar)", "news --archive arch list --topic Dam of Velkar / rg -i Dam of Velkar " + pages},
	}
	checkContests(t, b.longContests(picked), want)
}

// TestColdStartsAreCold runs neither side before the caches are dropped.
func TestColdStartsAreCold(t *testing.T) {
	c := speedBench{programs: programs{news: "news", rg: "rg"}, archive: "arch"}.coldStart(found())
	if !c.cold || c.ours.Before == nil || c.theirs.Before == nil || c.most == 0 {
		t.Errorf("got %+v", c)
	}
}
