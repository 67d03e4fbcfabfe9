package importer_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"news/internal/event"
	"news/internal/importer"
)

func TestTheFrontPageLeadsToYearsMonthsAndTheNewestDay(t *testing.T) {
	dir := t.TempDir()
	ferry, fire := "*A ferry sinks off [[Bergen]].", "*A fire burns in [[Oslo]]."
	on := func(year, month, day, revision int, lines ...string) source {
		return source{event.Date{Year: year, Month: month, Day: day}, revision, wikiText(lines...)}
	}
	imports(t, dir, on(2015, 12, 31, 1, ferry), on(2016, 2, 9, 2, ferry, fire), on(2016, 4, 3, 3, fire), on(2016, 4, 4, 4))
	want := `It has 4 events of 3 days. The newest is [3 April 2016](news/2016/04/3).

| Year | Days | Events | Months |
|---|--:|--:|---|
| [2016](news/2016) | 2 | 3 | [Feb](news/2016/02) [Apr](news/2016/04) |
| [2015](news/2015) | 1 | 1 | [Dec](news/2015/12) |
`
	if page := tree(t, dir)["README.md"]; !strings.Contains(page, want) {
		t.Errorf("the front page is\n%s\nand does not have\n%s", page, want)
	}
	imports(t, dir, on(2016, 4, 3, 5), on(2016, 2, 9, 6, fire))
	want = `It has 2 events of 2 days. The newest is [9 February 2016](news/2016/02/9).

| Year | Days | Events | Months |
|---|--:|--:|---|
| [2016](news/2016) | 1 | 1 | [Feb](news/2016/02) |
| [2015](news/2015) | 1 | 1 | [Dec](news/2015/12) |
`
	if page := tree(t, dir)["README.md"]; !strings.Contains(page, want) {
		t.Errorf("the front page is\n%s\nand does not have\n%s", page, want)
	}
}

func TestTheFrontPageOfAnEmptyArchiveHasNoTable(t *testing.T) {
	dir := t.TempDir()
	imports(t, dir, source{april(3), 1, wikiText()})
	if page := tree(t, dir)["README.md"]; page == "" || strings.Contains(page, "It has") {
		t.Errorf("the front page is\n%s", page)
	}
}

func TestDaysOneByOneHaveTheFrontPageOfOneImport(t *testing.T) {
	want, got := t.TempDir(), t.TempDir()
	imports(t, want, month(9)...)
	for _, page := range slices.Backward(month(9)) {
		imports(t, got, page)
	}
	if a, b := tree(t, want)["README.md"], tree(t, got)["README.md"]; a != b {
		t.Errorf("the front page of one import:\n%s\none by one:\n%s", a, b)
	}
}

// An import that ends when no day is left to be related has the front page, since
// nothing would write it later.
func TestTheFrontPageIsThereWhenAllDaysAre(t *testing.T) {
	full := errors.New("no space left on device")
	for stop := 0; ; stop++ {
		dir := t.TempDir()
		writes := 0
		_, err := importer.Run(context.Background(), importer.WithFault(from(dir, month(2)...), func() error {
			if writes++; writes > stop {
				return full
			}
			return nil
		}))
		if err == nil {
			return
		}
		files := tree(t, dir)
		state := files[".news-import/2016-04"]
		if strings.Count(state, "/index.md\tr") == 2 && !strings.Contains(state, "\traw") && (files["README.md"] == "" || files["LICENSE.md"] == "") {
			t.Fatalf("after %d writes all days are there, and the front page is not", stop)
		}
	}
}
