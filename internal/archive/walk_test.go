package archive_test

import (
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/when"
)

func dates(a *archive.Archive, days when.Set, reverse bool) string {
	var names []string
	for date := range a.Dates(days, reverse) {
		names = append(names, date.String())
	}
	return strings.Join(names, " ")
}

// oddlyNamed is an archive with days in all spellings, and other folders
// between them.
func oddlyNamed() files {
	return files{
		"2016/04/9/a.md":   page("A"),
		"2016/04/10/a.md":  page("A"),
		"2016/04/3/a.md":   page("A"),
		"2016/04/30/a.md":  page("A"),
		"2016/4/04/a.md":   page("A"), // the month again, without the zero
		"2016/4/20/a.md":   page("A"),
		"2016/10/1/a.md":   page("A"),
		"2016/9/09/a.md":   page("A"),
		"1999/12/31/a.md":  page("A"),
		"2003/1/1/a.md":    page("A"),
		"2003/02/29/a.md":  page("no such day"),
		"2003/13/1/a.md":   page("no such month"),
		"2003/00/1/a.md":   page("no such month"),
		"2003/1/0/a.md":    page("no such day"),
		"2003/1/001/a.md":  page("no day's name"),
		"2003/jan/1/a.md":  page("no month's name"),
		"20030/1/1/a.md":   page("no year's name"),
		"0000/1/1/a.md":    page("no such year"),
		"2003/1/2.md":      page("a file among the days"),
		"2003/1/03":        "a file with a day's name",
		"latest/1/1/a.md":  page("no year's name"),
		"2003/1/04/x/y.md": page("a folder in a day"),
	}
}

func TestDaysAreOrderedByNumber(t *testing.T) {
	a := oddlyNamed().open()
	want := "2016-10-01 2016-09-09 2016-04-30 2016-04-20 2016-04-10 2016-04-09 2016-04-04 2016-04-03 2003-01-04 2003-01-01 1999-12-31"
	if got := dates(a, everyDay, false); got != want {
		t.Errorf("newest first\ngot  %s\nwant %s", got, want)
	}
	oldestFirst := strings.Fields(want)
	slices.Reverse(oldestFirst)
	if got := dates(a, everyDay, true); got != strings.Join(oldestFirst, " ") {
		t.Errorf("oldest first\ngot  %s\nwant %s", got, oldestFirst)
	}
	for _, reverse := range []bool{false, true} {
		var read []string
		for d := range a.Days(t.Context(), everyDay, reverse) {
			read = append(read, d.Date.String())
		}
		if got := strings.Join(read, " "); got != dates(a, everyDay, reverse) {
			t.Errorf("reversed %v, read in another order than walked: %s", reverse, got)
		}
	}
}

func TestDayInTwoSpellingsIsOneDay(t *testing.T) {
	f := files{
		"2016/04/3/index.md": index("2016/04/3", "c", "a"),
		"2016/04/3/a.md":     page("A"),
		"2016/04/03/b.md":    page("B"),
		"2016/4/3/c.md":      page("C"),
		"2016/4/03/d.md":     page("D"),
		"2016/4/03/a.md":     page("another page of that name"),
		"2016/04/2/z.md":     page("Z"),
	}
	a := f.open()
	for _, reverse := range []bool{false, true} {
		var read []string
		for d := range a.Days(t.Context(), everyDay, reverse) {
			read = append(read, d.Date.String()+": "+slugs(d))
		}
		want := []string{"2016-04-03: c a b d", "2016-04-02: z"}
		if reverse {
			slices.Reverse(want)
		}
		if diff := cmp.Diff(want, read); diff != "" {
			t.Errorf("reversed %v (-want +got):\n%s", reverse, diff)
		}
	}
	d := a.Day(day(2016, 4, 3))
	if slugs(d) != "c a b d" || d.Events[1].Headline != "A" {
		t.Errorf("asked for by its date, the day has %q, of them %q", slugs(d), d.Events[1].Headline)
	}
	if got := problems(a); !strings.Contains(got, "news/2016/4/03/a.md: has the name of news/2016/04/3/a.md") {
		t.Errorf("the page that stands twice is reported as %q", got)
	}
}

func TestEntryInTwoIndexesOfADayCountsOnce(t *testing.T) {
	a := files{
		"2016/04/3/index.md":  index("2016/04/3", "a", "gone"),
		"2016/04/03/index.md": index("2016/04/3", "gone", "a"),
		"2016/04/3/a.md":      page("A"),
	}.open()
	if d := a.Day(day(2016, 4, 3)); len(d.Entries) != 2 || len(d.Rows()) != 2 {
		t.Errorf("the day has %d entries and %d rows", len(d.Entries), len(d.Rows()))
	}
}

func TestNewestDayComesBeforeOlderOnesAreLookedAt(t *testing.T) {
	w := &watched{FS: files{
		"2016/04/3/a.md":  page("A"),
		"2016/04/2/a.md":  page("A"),
		"2016/03/31/a.md": page("A"),
		"2015/12/31/a.md": page("A"),
		"1999/01/1/a.md":  page("A"),
	}.fsys()}
	a := archive.FromFS(w)
	for d := range a.Days(t.Context(), everyDay, false) {
		if d.Date != day(2016, 4, 3) {
			t.Fatalf("the newest day is %v", d.Date)
		}
		for _, older := range []string{"news/2016/04/2", "news/2016/03", "news/2015", "news/1999"} {
			if w.lookedAt(older) {
				t.Errorf("%s was looked at before the newest day came", older)
			}
		}
		break
	}
	if want := []string{"news", "news/2016", "news/2016/04", "news/2016/04/3"}; !slices.Equal(w.folders, want) {
		t.Errorf("listed %v, want %v", w.folders, want)
	}
}

func TestDatesListsNoFurtherThanAsked(t *testing.T) {
	w := &watched{FS: files{
		"2016/04/3/a.md": page("A"), "2016/03/3/a.md": page("A"), "2015/03/3/a.md": page("A"),
	}.fsys()}
	for range archive.FromFS(w).Dates(everyDay, true) {
		break
	}
	if want := []string{"news", "news/2015", "news/2015/03"}; !slices.Equal(w.folders, want) {
		t.Errorf("listed %v, want %v", w.folders, want)
	}
	if len(w.opened) != 0 {
		t.Errorf("opened %v", w.opened)
	}
}

func TestOnlyYearsAndMonthsWithDaysOfTheSetAreLookedAt(t *testing.T) {
	f := files{
		"2017/01/1/a.md": page("A"), "2016/12/31/a.md": page("A"), "2016/04/30/a.md": page("A"),
		"2016/04/3/a.md": page("A"), "2016/03/3/a.md": page("A"), "2003/04/3/a.md": page("A"),
	}
	tests := []struct {
		words, want string
		untouched   []string
	}{
		{"2016-04", "2016-04-30 2016-04-03", []string{"news/2017", "news/2016/12", "news/2016/03", "news/2003"}},
		{"2016-04-03", "2016-04-03", []string{"news/2017", "news/2016/12", "news/2016/03", "news/2003"}},
		{"..2003", "2003-04-03", []string{"news/2017", "news/2016"}},
		{"2016-12..", "2017-01-01 2016-12-31", []string{"news/2016/04", "news/2003"}},
		{"2017 2003", "2017-01-01 2003-04-03", []string{"news/2016"}},
		{"*/04/3", "2016-04-03 2003-04-03", []string{"news/2017/01", "news/2016/12", "news/2016/03"}},
		{"2004", "", []string{"news/2017", "news/2016", "news/2003"}},
	}
	for _, test := range tests {
		w := &watched{FS: f.fsys()}
		a := archive.FromFS(w)
		if got := dates(a, parseDays(t, strings.Fields(test.words)...), false); got != test.want {
			t.Errorf("%s: %s, want %s", test.words, got, test.want)
		}
		for d := range a.Days(t.Context(), parseDays(t, strings.Fields(test.words)...), false) {
			if !strings.Contains(test.want, d.Date.String()) {
				t.Errorf("%s: read %v", test.words, d.Date)
			}
		}
		for _, folder := range test.untouched {
			if w.lookedAt(folder) {
				t.Errorf("%s: %s was looked at", test.words, folder)
			}
		}
	}
}

func TestArchiveWithoutAnythingHasNoDays(t *testing.T) {
	for _, fsys := range []fs.FS{fstest.MapFS{}, fstest.MapFS{"news/index.md": {}}} {
		a := archive.FromFS(fsys)
		if got := dates(a, everyDay, false); got != "" {
			t.Errorf("it has %s", got)
		}
		for d := range a.Days(t.Context(), everyDay, false) {
			t.Errorf("it has %v", d.Date)
		}
	}
}

// broken is a file system in which some folders cannot be listed.
type broken struct {
	fs.FS
	folders []string
}

func (b broken) ReadDir(name string) ([]fs.DirEntry, error) {
	if slices.Contains(b.folders, name) {
		return nil, &fs.PathError{Op: "readdir", Path: "/secret/" + name, Err: fs.ErrPermission}
	}
	return fs.ReadDir(b.FS, name)
}

func (b broken) Stat(name string) (fs.FileInfo, error) { return fs.Stat(b.FS, name) }

func TestFolderThatCannotBeReadIsSkippedAndReported(t *testing.T) {
	f := files{"2016/04/3/a.md": page("A"), "2015/04/3/a.md": page("A"), "2014/03/3/a.md": page("A"), "2014/04/3/a.md": page("A"), "2013/01/1/a.md": page("A")}
	a := archive.FromFS(broken{f.fsys(), []string{"news/2016/04/3", "news/2015", "news/2014/04"}})
	var read []string
	for d := range a.Days(t.Context(), everyDay, false) {
		read = append(read, fmt.Sprint(d.Date, " ", len(d.Events)))
	}
	if diff := cmp.Diff([]string{"2016-04-03 0", "2014-03-03 1", "2013-01-01 1"}, read); diff != "" {
		t.Errorf("days (-want +got):\n%s", diff)
	}
	want := "news/2014/04: permission denied\nnews/2015: permission denied\nnews/2016/04/3: permission denied\n"
	lines := strings.SplitAfter(problems(a), "\n")
	slices.Sort(lines)
	if got := strings.Join(lines, ""); got != strings.ReplaceAll(want, "permission denied", fs.ErrPermission.Error()) {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
}

// manyDays returns an archive of n days with one event each.
func manyDays(n int) files {
	f := files{}
	for i := range n {
		date := day(2015, 1, 1).AddDays(i)
		f[date.Path()+"/a.md"] = page("Of " + date.String())
	}
	return f
}

// readers lets the test use four cores.
func readers(t *testing.T) {
	before := runtime.GOMAXPROCS(4)
	t.Cleanup(func() { runtime.GOMAXPROCS(before) })
}

func TestResultsComeInOrderHoweverLongTheDaysTake(t *testing.T) {
	readers(t)
	synctest.Test(t, func(t *testing.T) {
		random := rand.New(rand.NewPCG(5, 6))
		var mu sync.Mutex
		w := &watched{FS: manyDays(300).fsys(), delay: func(string) time.Duration {
			mu.Lock()
			defer mu.Unlock()
			return time.Duration(random.IntN(1000)) * time.Millisecond
		}}
		a := archive.FromFS(w)
		for _, reverse := range []bool{false, true} {
			var got []string
			for headline := range archive.Each(t.Context(), a, everyDay, reverse, func(d event.Day) string { return d.Events[0].Headline }) {
				got = append(got, headline)
			}
			if len(got) != 300 {
				t.Fatalf("reversed %v: %d days", reverse, len(got))
			}
			sorted := slices.Sorted(slices.Values(got))
			if !reverse {
				slices.Reverse(sorted)
			}
			if diff := cmp.Diff(sorted, got); diff != "" {
				t.Errorf("reversed %v (-want +got):\n%s", reverse, diff)
			}
		}
	})
}

// The clock of this test advances only while all goroutines wait, so the time
// that passes is the number of loads that run one after another.
func TestAllCoresReadAhead(t *testing.T) {
	readers(t)
	synctest.Test(t, func(t *testing.T) {
		a := archive.FromFS(&watched{FS: manyDays(41).fsys(), delay: func(string) time.Duration { return time.Second }})
		start, n := time.Now(), 0
		for range a.Days(t.Context(), everyDay, false) {
			n++
		}
		if took := time.Since(start); n != 41 || took != 11*time.Second {
			t.Errorf("%d days of one second each took %v on four cores, want 1 s and 40 s / 4", n, took)
		}
	})
}

func TestReadingAheadIsLimited(t *testing.T) {
	readers(t)
	synctest.Test(t, func(t *testing.T) {
		w := &watched{FS: manyDays(1000).fsys()}
		n := 0
		for range archive.FromFS(w).Days(t.Context(), everyDay, false) {
			if n++; n == 2 {
				synctest.Wait() // until no goroutine can continue without the consumer
				break
			}
		}
		if len(w.opened) > 60 {
			t.Errorf("%d pages were read for two days", len(w.opened))
		}
	})
}

// settle lets the running loads end. A goroutine that still runs afterwards
// fails the test in synctest.
func settle() { time.Sleep(time.Hour) }

func TestConsumerThatBreaksOffLeavesNothingRunning(t *testing.T) {
	readers(t)
	for _, after := range []int{1, 2, 3, 10, 99, 100} {
		synctest.Test(t, func(t *testing.T) {
			a := archive.FromFS(&watched{FS: manyDays(100).fsys(), delay: func(string) time.Duration { return time.Second }})
			n := 0
			for range a.Days(t.Context(), everyDay, false) {
				if n++; n == after {
					break
				}
			}
			if n != after {
				t.Errorf("got %d days, want %d", n, after)
			}
			settle()
		})
	}
}

func TestContextThatIsDoneEndsTheWalk(t *testing.T) {
	readers(t)
	for _, after := range []int{0, 1, 2, 20} {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			a := archive.FromFS(&watched{FS: manyDays(100).fsys(), delay: func(string) time.Duration { return time.Second }})
			n := 0
			if after == 0 {
				cancel()
			}
			for range a.Days(ctx, everyDay, false) {
				if n++; n == after {
					cancel()
				}
			}
			if n != after {
				t.Errorf("cancelled after %d days, got %d", after, n)
			}
			settle()
			cancel()
		})
	}
}

func TestContextThatIsDoneWhileTheConsumerWaitsEndsTheWalk(t *testing.T) {
	readers(t)
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 4500*time.Millisecond)
		defer cancel()
		a := archive.FromFS(&watched{FS: manyDays(100).fsys(), delay: func(string) time.Duration { return time.Second }})
		n := 0
		for range a.Days(ctx, everyDay, false) {
			n++
		}
		if n != 1+3*4 {
			t.Errorf("got %d days in 4.5 s of one second each on four cores, want 13", n)
		}
		settle()
	})
}

func TestWalkCanBeRepeated(t *testing.T) {
	a := manyDays(30).open()
	walk := a.Days(t.Context(), everyDay, false)
	count := func() (n int) {
		for range walk {
			n++
		}
		return n
	}
	if first, second := count(), count(); first != 30 || second != 30 {
		t.Errorf("the same walk has %d days, and again %d", first, second)
	}
}

// Each of several callers at once sees what a single caller would.
func TestArchiveServesSeveralAtOnce(t *testing.T) {
	root := t.TempDir()
	writeTree(t, root, map[string]string{
		"news/2016/04/3/index.md": index("2016/04/3", "b", "a"),
		"news/2016/04/3/a.md":     page("A", "### Related:", "1. [B](/news/2016/04/3/b.md)", "2. [X](/news/2016/04/2/x.md)"),
		"news/2016/04/3/b.md":     page("B"),
		"news/2016/04/3/no.md/":   "",
		"news/2015/04/3/c.md":     page("C"),
	})
	a := opened(t, root)
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for range 5 {
				n := 0
				for d := range a.Days(t.Context(), everyDay, false) {
					n += len(d.Events)
					for i := range d.Events {
						a.Follow(&d.Events[i])
					}
				}
				target, err := a.Resolve("2016/04/3/2", day(2016, 4, 10))
				if n != 3 || err != nil || target.Event.Ref.Slug != "a" {
					t.Errorf("%d events, %v", n, err)
				}
				if alone, ok := a.Event(target.Event.Ref); !ok || alone.Number != 2 {
					t.Errorf("alone it is %+v, %v", alone, ok)
				}
				if _, days, err := a.Survey(t.Context(), nil); len(days) != 2 || err != nil {
					t.Errorf("a survey returns %v, %v", days, err)
				}
				if !a.Has(target.Event.Ref) || len(a.Complete("2016/04/3/")) != 2 {
					t.Error("an event or a completion is missing")
				}
				a.Skipped()
			}
		})
	}
	wait.Wait()
}

// daysRead returns what Read yields for some dates: the day, its slugs, and the
// number of skipped files.
func daysRead(t *testing.T, a *archive.Archive, dates ...event.Date) []string {
	var read []string
	describe := func(d event.Day, skipped int) string { return fmt.Sprint(d.Date.Path(), ": ", slugs(d), " ", skipped) }
	for line := range archive.Read(t.Context(), a, dates, describe) {
		read = append(read, line)
	}
	return read
}

func TestReadReturnsTheDaysInTheOrderOfTheirDates(t *testing.T) {
	a := seaside().open()
	got := daysRead(t, a, day(2016, 4, 8), day(2016, 3, 31), day(1999, 1, 1), day(2016, 4, 5), day(2016, 4, 8), day(2016, 2, 30), event.Date{}, day(2016, 4, 7))
	want := []string{"2016/04/8: fog 0", "2016/03/31: tea 0", "1999/01/1:  0", "2016/04/5:  0", "2016/04/8: fog 0", "2016/02/30:  0", "0000/00/0:  0", "2016/04/7:  0"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := daysRead(t, a); got != nil {
		t.Errorf("no dates yield %q", got)
	}
}

func TestReadReturnsWhatAWalkReturns(t *testing.T) {
	readers(t)
	for story, f := range map[string]files{"many": manyDays(300), "troubled": troubled(), "odd": oddlyNamed()} {
		walked, read := f.open(), f.open()
		var days []event.Day
		for d := range walked.Days(t.Context(), everyDay, false) {
			days = append(days, d)
		}
		n, dates := 0, slices.Collect(walked.Dates(everyDay, false))
		for d := range archive.Read(t.Context(), read, dates, func(d event.Day, _ int) event.Day { return d }) {
			if diff := cmp.Diff(days[n], d); diff != "" {
				t.Errorf("%s (-walked +read):\n%s", story, diff)
			}
			n++
		}
		if n != len(days) || problems(walked) != problems(read) {
			t.Errorf("%s: walked %d days and skipped\n%s\nread %d and skipped\n%s", story, len(days), problems(walked), n, problems(read))
		}
	}
}

func TestReadReportsHowMuchOfADayWasSkipped(t *testing.T) {
	a := archive.FromFS(locked{broken{troubled().fsys(), []string{"news/2016/04/6"}}, []string{"news/2016/4/5"}})
	got := daysRead(t, a, day(2016, 4, 3), day(2016, 4, 4), day(2016, 4, 5), day(2016, 4, 6), day(2016, 4, 7), day(2016, 4, 8), day(2016, 4, 9))
	want := []string{
		"2016/04/3: z a bare m 4", // a name, a page that is too large, two duplicates
		"2016/04/4: a b 1",        // the index
		"2016/04/5: a b 1",        // a second folder that may exist
		"2016/04/6:  1",           // the folder
		"2016/04/7:  0",
		"2016/04/8: café 1",
		"2016/04/9:  0",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if n, _ := a.Skipped(); n != 8 {
		t.Errorf("skipped %d:\n%s", n, problems(a))
	}
}

func TestUnusedReadAheadIsNotSkipped(t *testing.T) {
	readers(t)
	synctest.Test(t, func(t *testing.T) {
		f := manyDays(100)
		var dates []event.Date
		for i := range 100 {
			date := day(2015, 1, 1).AddDays(i)
			f[date.Path()+"/x\x01.md"] = page("Unseen")
			dates = append(dates, date)
		}
		a, n := f.open(), 0
		for range archive.Read(t.Context(), a, dates, func(event.Day, int) bool { return true }) {
			if n++; n == 3 {
				synctest.Wait()
				break
			}
		}
		if skipped, _ := a.Skipped(); skipped != 3 {
			t.Errorf("of three days %d files were skipped", skipped)
		}
	})
}

func TestReadEndsWithItsContext(t *testing.T) {
	readers(t)
	for _, after := range []int{0, 1, 20} {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			a := archive.FromFS(&watched{FS: manyDays(100).fsys(), delay: func(string) time.Duration { return time.Second }})
			dates := slices.Collect(a.Dates(everyDay, true))
			n := 0
			if after == 0 {
				cancel()
			}
			for range archive.Read(ctx, a, dates, func(event.Day, int) bool { return true }) {
				if n++; n == after {
					cancel()
				}
			}
			if n != after {
				t.Errorf("cancelled after %d days, got %d", after, n)
			}
			settle()
			cancel()
		})
	}
}
