package importer_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"news/internal/event"
	"news/internal/importer"
)

// recalled imports pages and returns the problems that are named, those of days that are
// unchanged, too.
func recalled(t *testing.T, dir string, pages ...source) []event.Problem {
	t.Helper()
	o := from(dir, pages...)
	o.Recall = true
	report, err := importer.Run(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	return report.Problems
}

func TestProblemsAreRememberedUntilTheirDayChanges(t *testing.T) {
	dir := t.TempDir()
	ferry, bare := "*A ferry sinks off [[Bergen]].", "*[[Lima]]"
	third, fourth := source{april(3), 1, wikiText(ferry, bare, "*[[Oslo]]")}, source{april(14), 2, wikiText(bare, ferry)}
	if report := imports(t, dir, fourth, third); len(report.Problems) != 3 {
		t.Fatalf("problems %v", report.Problems)
	}
	before := tree(t, dir)
	if report := imports(t, dir, third, fourth); len(report.Problems) != 0 {
		t.Errorf("problems %v of days that are unchanged", report.Problems)
	}
	problem := func(day, line int, item string) event.Problem {
		return event.Problem{Path: fmt.Sprintf("Portal:Current events/2016 April %d", day), Line: line, Message: "an item that is only a link: " + item}
	}
	want := []event.Problem{problem(14, 3, "Lima"), problem(3, 4, "Lima"), problem(3, 5, "Oslo")}
	if diff := cmp.Diff(want, recalled(t, dir, third, fourth)); diff != "" {
		t.Errorf("recalled (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want[1:], recalled(t, dir, third)); diff != "" {
		t.Errorf("recalled of one day (-want +got):\n%s", diff)
	}
	same(t, "imports that recall", before, tree(t, dir))
	third.revision, third.text = 5, wikiText(ferry)
	if got := recalled(t, dir, third); len(got) != 0 {
		t.Errorf("problems %v of a day that is mended", got)
	}
	if got := recalled(t, dir, third, fourth); !slices.Equal(want[:1], got) {
		t.Errorf("problems %v, want %v", got, want[:1])
	}
	fourth.revision, fourth.text = 6, wikiText(ferry)
	imports(t, dir, fourth)
	if _, err := os.Stat(filepath.Join(dir, ".news-import", "2016-04.problems")); !os.IsNotExist(err) {
		t.Errorf("a file without problems: %v", err)
	}
}

func TestProblemsOfDaysOneByOneAreThoseOfOneImport(t *testing.T) {
	pages := month(6)
	for i := range pages {
		pages[i].text = wikiText("*A ferry sinks.", "*[[Lima]]", "*[[Oslo]]")
	}
	want, got := t.TempDir(), t.TempDir()
	imports(t, want, pages...)
	for _, page := range slices.Backward(pages) {
		imports(t, got, page)
	}
	const file = ".news-import/2016-04.problems"
	if a, b := tree(t, want)[file], tree(t, got)[file]; a == "" || a != b {
		t.Errorf("problems of one import:\n%sone by one:\n%s", a, b)
	}
}

func TestDamagedProblemsAreTold(t *testing.T) {
	for name, text := range map[string]string{"no day": "x\t1\ty\n", "no line": "2016/04/3\tx\ty\n", "no message": "2016/04/3\t1\n", "no date": "2016/04/33\t1\ty\n"} {
		dir := t.TempDir()
		page := source{april(3), 1, wikiText("*A ferry sinks.", "*[[Lima]]")}
		imports(t, dir, page)
		file := filepath.Join(dir, ".news-import", "2016-04.problems")
		writeFile(t, file, text)
		o := from(dir, page)
		o.Recall = true
		if _, err := importer.Run(context.Background(), o); err == nil || err.Error() != file+":1: this is not what import writes there" {
			t.Errorf("%s: %v", name, err)
		}
	}
}
