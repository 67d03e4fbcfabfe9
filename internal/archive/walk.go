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

// numbered is a folder whose name is a number: a year, a month or a day.
type numbered struct {
	number int
	path   string
}

// numbered returns the folders in dir whose names read accepts as a number,
// newest first, or oldest first if reverse. If dir cannot be read, it is
// recorded as skipped and the result is empty.
func (a *Archive) numbered(dir string, read func(string) (int, bool), reverse bool) []numbered {
	found, problems, err := a.list(dir, read)
	if err != nil {
		problems = []event.Problem{{Path: a.shown(dir), Message: reason(err).Error()}}
	}
	a.skip(problems...)
	return inOrder(found, reverse)
}

// list returns the folders in dir whose names read accepts as a number, in the
// order of their names, and a problem for each link with such a name that does
// not lead to a folder.
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

// inOrder sorts folders by number, newest first, or oldest first if reverse.
func inOrder(folders []numbered, reverse bool) []numbered {
	slices.SortStableFunc(folders, func(x, y numbered) int {
		if reverse {
			return x.number - y.number
		}
		return y.number - x.number
	})
	return folders
}

// shown returns a path of the archive as it is printed: relative to the
// archive's root, even if the folder news itself was opened.
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

// dayFolders is one day and its folder; two folders if an archive has the day
// with and without a leading zero.
type dayFolders struct {
	date    event.Date
	paths   []string
	trouble []event.Problem // the places where a folder may be that could not be looked at
	cause   error           // the error of the last of them
}

// folders returns an iterator over the days of the archive in the set, newest
// first, or oldest first if reverse. It reads a year or a month only when it
// gets there, and only if it has a day of the set.
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

// month yields the days of one month. It reports false if the walk must end.
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

// grouped returns an iterator over the numbered folders in all of dirs. It
// yields each number with all folders of this number.
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

// Dates returns an iterator over the days of the set that have a folder in the
// archive, newest first, or oldest first if reverse.
func (a *Archive) Dates(days when.Set, reverse bool) iter.Seq[event.Date] {
	return func(yield func(event.Date) bool) {
		for folder := range a.folders(days, reverse) {
			if !yield(folder.date) {
				return
			}
		}
	}
}

// Days returns an iterator that reads the days of the set, newest first, or
// oldest first if reverse. It yields the first day before it looks at the
// second; then all cores read ahead. The walk ends early when ctx is done, or
// after a fault of the system, which Err returns.
func (a *Archive) Days(ctx context.Context, days when.Set, reverse bool) iter.Seq[event.Day] {
	return Each(ctx, a, days, reverse, func(d event.Day) event.Day { return d })
}

// Each is like Days, but yields the result of work for each day, in the order
// of the days. All cores call work at once, also for a few days that are read
// ahead and not used. No call of work is running when the iteration has ended.
func Each[T any](ctx context.Context, a *Archive, days when.Set, reverse bool, work func(event.Day) T) iter.Seq[T] {
	return results(ctx, a, a.folders(days, reverse), func(folders dayFolders) (T, []event.Problem) {
		day, skipped := a.load(folders, allPages)
		return work(day), skipped
	})
}

// Read is like Each for the given dates, in their order. For a date without a
// folder in the archive, the day has no events. The argument skipped of work is
// the number of files and folders of the day that could not be read.
func Read[T any](ctx context.Context, a *Archive, dates []event.Date, work func(day event.Day, skipped int) T) iter.Seq[T] {
	return results(ctx, a, slices.Values(dates), func(date event.Date) (T, []event.Problem) {
		day, skipped := a.load(a.locate(date), allPages)
		return work(day, len(skipped)), skipped
	})
}

// results returns an iterator over what load makes of each of some days, in their order.
// load also returns the files and folders that could not be read. The iterator yields
// the first result before it asks for the second day; then all cores read ahead.
func results[D, T any](ctx context.Context, a *Archive, days iter.Seq[D], load func(D) (T, []event.Problem)) iter.Seq[T] {
	return func(yield func(T) bool) {
		r := reader[D, T]{archive: a, load: load}
		ctx, cancel := context.WithCancel(ctx)
		defer r.workers.Wait()
		defer cancel()
		next, stop := iter.Pull(days)
		first, ok := next()
		if !ok || ctx.Err() != nil || !r.deliver(r.read(first), yield) {
			stop()
			return
		}
		for result := range r.ahead(ctx, next, stop) {
			if day, ok := <-result; !ok || ctx.Err() != nil || !r.deliver(day, yield) {
				return
			}
		}
	}
}

// reader reads days for Each, Read and Parts.
type reader[D, T any] struct {
	archive *Archive
	load    func(D) (T, []event.Problem)
	workers sync.WaitGroup
}

// readDay is what was made of one day.
type readDay[T any] struct {
	result  T
	skipped []event.Problem
}

func (r *reader[D, T]) read(day D) readDay[T] {
	result, skipped := r.load(day)
	return readDay[T]{result, skipped}
}

// deliver yields the result of a day. It records the skipped files of the day
// only now, so that days that are read ahead and not used do not count. It
// yields nothing after a fault of the system, because the day may be
// incomplete.
func (r *reader[D, T]) deliver(d readDay[T], yield func(T) bool) bool {
	if r.archive.Err() != nil {
		return false
	}
	r.archive.skip(d.skipped...)
	return yield(d.result)
}

// ahead returns the results of the following days, each as a channel that will
// receive it. A few days for each core are read ahead.
func (r *reader[D, T]) ahead(ctx context.Context, next func() (D, bool), stop func()) <-chan chan readDay[T] {
	type job struct {
		day    D
		result chan readDay[T]
	}
	cores := runtime.GOMAXPROCS(0)
	jobs := make(chan job)
	results := make(chan chan readDay[T], 8*cores)
	for range cores {
		r.workers.Go(func() {
			for j := range jobs {
				if ctx.Err() == nil {
					j.result <- r.read(j.day)
				}
				close(j.result)
			}
		})
	}
	r.workers.Go(func() {
		defer close(jobs)
		defer close(results)
		defer stop()
		for day, ok := next(); ok; day, ok = next() {
			j := job{day, make(chan readDay[T], 1)}
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
