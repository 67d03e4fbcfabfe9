package archive

import (
	"context"
	"io/fs"
	"iter"
	"path"
	"runtime"
	"slices"
	"strconv"
	"sync"

	"news/internal/event"
	"news/internal/when"
)

// numbered is a folder whose name is a number: a year, a month, a day.
type numbered struct {
	number int
	path   string
}

// numbered gives the folders in dir whose names are numbers of the kind that
// read accepts, newest first, or oldest first where reverse. A folder that
// cannot be read is noted as skipped and gives none.
func (a *Archive) numbered(dir string, read func(string) (int, bool), reverse bool) []numbered {
	found, problems, err := a.list(dir, read)
	if err != nil {
		problems = []event.Problem{{Path: a.shown(dir), Message: reason(err).Error()}}
	}
	a.skip(problems...)
	return inOrder(found, reverse)
}

// list gives the folders in dir whose names are numbers of the kind that read
// accepts, by name, and the links of such names that lead to none.
func (a *Archive) list(dir string, read func(string) (int, bool)) (found []numbered, problems []event.Problem, err error) {
	entries, err := fs.ReadDir(a.fsys, dir)
	if err != nil {
		return nil, nil, err
	}
	for _, entry := range entries {
		n, ok := read(entry.Name())
		full := path.Join(dir, entry.Name())
		switch {
		case !ok:
		case isFolder(a.fsys, dir, entry):
			found = append(found, numbered{n, full})
		case entry.Type()&fs.ModeSymlink != 0:
			problems = append(problems, event.Problem{Path: a.shown(full), Message: "a link that leads to no folder inside the archive"})
		}
	}
	return found, problems, nil
}

// inOrder sorts folders by number, newest first, or oldest first where reverse.
func inOrder(folders []numbered, reverse bool) []numbered {
	slices.SortStableFunc(folders, func(x, y numbered) int {
		if reverse {
			return x.number - y.number
		}
		return y.number - x.number
	})
	return folders
}

// shown gives a path of the archive as it is printed: from the root on, even
// where the folder news itself was given as the archive.
func (a *Archive) shown(name string) string {
	if a.base == "." {
		return path.Join("news", name)
	}
	return name
}

func readYear(name string) (int, bool) {
	if !event.IsYear(name) {
		return 0, false
	}
	n, err := strconv.Atoi(name)
	return n, err == nil
}

// dayFolders is one day and its folder; two where an archive has the day with
// and without a leading zero.
type dayFolders struct {
	date    event.Date
	paths   []string
	trouble []event.Problem // where there may be a folder that could not be looked at
	cause   error           // of the last of them
}

// folders walks the days of the archive that are in the set, newest first, or
// oldest first where reverse. It looks into a year or month only when it gets
// there, and into none that has no day of the set.
func (a *Archive) folders(days when.Set, reverse bool) iter.Seq[dayFolders] {
	return func(yield func(dayFolders) bool) {
		for year, paths := range a.grouped([]string{a.base}, readYear, reverse) {
			if !days.Overlaps(event.Date{Year: year, Month: 1, Day: 1}, event.Date{Year: year, Month: 12, Day: 31}) {
				continue
			}
			for month, paths := range a.grouped(paths, event.TwoDigits, reverse) {
				if !a.month(days, year, month, paths, reverse, yield) {
					return
				}
			}
		}
	}
}

// month yields the days of one month; it reports false where the walk is to end.
func (a *Archive) month(days when.Set, year, month int, paths []string, reverse bool, yield func(dayFolders) bool) bool {
	if month < 1 || month > 12 {
		return true
	}
	last := event.DaysIn(year, month)
	if !days.Overlaps(event.Date{Year: year, Month: month, Day: 1}, event.Date{Year: year, Month: month, Day: last}) {
		return true
	}
	for day, paths := range a.grouped(paths, event.TwoDigits, reverse) {
		date := event.Date{Year: year, Month: month, Day: day}
		if date.Valid() && days.Contains(date) && !yield(dayFolders{date: date, paths: paths}) {
			return false
		}
	}
	return true
}

// grouped walks the numbered folders in all of dirs, those of one number at once.
func (a *Archive) grouped(dirs []string, read func(string) (int, bool), reverse bool) iter.Seq2[int, []string] {
	return func(yield func(int, []string) bool) {
		var all []numbered
		for _, dir := range dirs {
			all = append(all, a.numbered(dir, read, reverse)...)
		}
		if a.Err() != nil {
			return // there may be more
		}
		if len(dirs) > 1 {
			all = inOrder(all, reverse)
		}
		for len(all) > 0 {
			var paths []string
			number := all[0].number
			for len(all) > 0 && all[0].number == number {
				paths = append(paths, all[0].path)
				all = all[1:]
			}
			if !yield(number, paths) {
				return
			}
		}
	}
}

// Dates walks the days of the set for which the archive has a folder, newest
// first, or oldest first where reverse.
func (a *Archive) Dates(days when.Set, reverse bool) iter.Seq[event.Date] {
	return func(yield func(event.Date) bool) {
		for folder := range a.folders(days, reverse) {
			if !yield(folder.date) {
				return
			}
		}
	}
}

// Days reads the days of the set, newest first, or oldest first where reverse.
// The first comes before the second is looked at; from then on all cores read
// ahead. The walk ends early when ctx is done, or with a fault of the system, of
// which Err tells.
func (a *Archive) Days(ctx context.Context, days when.Set, reverse bool) iter.Seq[event.Day] {
	return Each(ctx, a, days, reverse, func(d event.Day) event.Day { return d })
}

// Each is like Days, with the result of work on each day. Work runs on all
// cores at once, also for a few days that are read ahead and then not asked
// for; the results come in the order of the days. It has ended when Each has.
func Each[T any](ctx context.Context, a *Archive, days when.Set, reverse bool, work func(event.Day) T) iter.Seq[T] {
	loads := func(yield func(loader) bool) {
		for folders := range a.folders(days, reverse) {
			if !yield(func() (event.Day, []event.Problem) { return a.load(folders, every) }) {
				return
			}
		}
	}
	return results(ctx, a, loads, func(day event.Day, _ int) T { return work(day) })
}

// Read is like Each for the days of some dates, in their order. A date for
// which the archive has no folder gives a day without events. Work is told,
// too, how many files and folders of the day were skipped.
func Read[T any](ctx context.Context, a *Archive, dates []event.Date, work func(day event.Day, skipped int) T) iter.Seq[T] {
	loads := func(yield func(loader) bool) {
		for _, date := range dates {
			if !yield(func() (event.Day, []event.Problem) { return a.load(a.locate(date), every) }) {
				return
			}
		}
	}
	return results(ctx, a, loads, work)
}

// loader reads a day and gives what could not be read, too.
type loader func() (event.Day, []event.Problem)

// results gives the results of work on days, in their order. The first comes
// before the second is asked for; from then on all cores read ahead.
func results[T any](ctx context.Context, a *Archive, loads iter.Seq[loader], work func(event.Day, int) T) iter.Seq[T] {
	return func(yield func(T) bool) {
		r := reader[T]{archive: a, work: work}
		ctx, cancel := context.WithCancel(ctx)
		defer r.workers.Wait()
		defer cancel()
		next, stop := iter.Pull(loads)
		first, ok := next()
		if !ok || ctx.Err() != nil || !r.hand(r.read(first), yield) {
			stop()
			return
		}
		for result := range r.ahead(ctx, next, stop) {
			if day, ok := <-result; !ok || ctx.Err() != nil || !r.hand(day, yield) {
				return
			}
		}
	}
}

// reader reads days for Each and Read.
type reader[T any] struct {
	archive *Archive
	work    func(day event.Day, skipped int) T
	workers sync.WaitGroup
}

// done is a day that was read and worked on.
type done[T any] struct {
	result  T
	skipped []event.Problem
}

func (r *reader[T]) read(load loader) done[T] {
	day, skipped := load()
	return done[T]{r.work(day, len(skipped)), skipped}
}

// hand gives a day's result away. What was skipped counts from then on, so that
// what is read ahead in vain does not. After a fault of the system no day is known
// to be whole.
func (r *reader[T]) hand(d done[T], yield func(T) bool) bool {
	if r.archive.Err() != nil {
		return false
	}
	r.archive.skip(d.skipped...)
	return yield(d.result)
}

// ahead gives the results of the days to come, each as a channel that will
// hold it, and keeps a few days a core on the way.
func (r *reader[T]) ahead(ctx context.Context, next func() (loader, bool), stop func()) <-chan chan done[T] {
	type job struct {
		load   loader
		result chan done[T]
	}
	cores := runtime.GOMAXPROCS(0)
	jobs := make(chan job)
	results := make(chan chan done[T], 8*cores)
	for range cores {
		r.workers.Go(func() {
			for j := range jobs {
				if ctx.Err() == nil {
					j.result <- r.read(j.load)
				}
				close(j.result)
			}
		})
	}
	r.workers.Go(func() {
		defer close(jobs)
		defer close(results)
		defer stop()
		for load, ok := next(); ok; load, ok = next() {
			j := job{load, make(chan done[T], 1)}
			select {
			case results <- j.result:
				jobs <- j
			case <-ctx.Done():
				return
			}
		}
	})
	return results
}
