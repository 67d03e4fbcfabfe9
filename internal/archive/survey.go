package archive

import (
	"context"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"news/internal/event"
)

// Folder is the record that Survey keeps of a folder with numbered folders in
// it.
type Folder struct {
	Stamp    Stamp
	Children []Child // the numbered folders in it: years, months or days, newest first
}

// Child is a numbered folder in a Folder.
type Child struct {
	Name  string // as the file system writes it
	Stamp Stamp  // the stamp of a day; 0 for years and months, which have their own Folder
}

// Tree holds the years and months of an archive, and its folder news, by their
// paths below the folder news: the folder news itself is "", a year is "2016",
// a month "2016/04".
type Tree map[string]Folder

// Survey looks at the folders of the archive. It returns them, and the days
// whose folders differ from known, the result of an earlier Survey (nil for
// every day): changed, added or removed days, newest first, each once. It lists
// only folders that changed. Of a day's folder it reads only the times.
//
// A folder changes when a file in it is added, removed, renamed or replaced by
// another file. It does not change when a file is rewritten in place, or when
// the target of a link changes. The next Survey returns a day again if it
// changed within the last two seconds or could not be looked at. Years and
// months that cannot be read are skipped, with their days. The error is the
// error of ctx, of reading the folder news, or a *FaultError.
func (a *Archive) Survey(ctx context.Context, known Tree) (Tree, []event.Date, error) {
	return a.surveyAt(ctx, known, time.Now())
}

// surveyAt is Survey with the time of its start.
func (a *Archive) surveyAt(ctx context.Context, known Tree, now time.Time) (Tree, []event.Date, error) {
	info, err := fs.Stat(a.fsys, a.base)
	if err != nil {
		return nil, nil, err
	}
	s := survey{archive: a, known: known, now: now, tree: make(Tree, len(known))}
	base, err := s.inspect(place{"", stampOf(info, now)}, readYear)
	if err != nil {
		return nil, nil, err
	}
	s.tree[""] = base
	years := s.below([]place{{}})
	if err := s.level(ctx, years); err != nil {
		return nil, nil, err
	}
	if err := s.level(ctx, s.below(years)); err != nil {
		return nil, nil, err
	}
	if err := a.Err(); err != nil {
		return nil, nil, err
	}
	return s.tree, changedDays(known, s.tree), nil
}

// survey is the state of one call of Survey.
type survey struct {
	archive *Archive
	known   Tree
	now     time.Time
	tree    Tree
}

// place is a folder to look at. Its stamp was taken before, so that a later
// change in the folder gives it another stamp.
type place struct {
	key   string // its key in a Tree
	stamp Stamp
}

// level looks at all years, or at all months, on all cores.
func (s *survey) level(ctx context.Context, places []place) error {
	folders := make([]Folder, len(places))
	err := parallel(ctx, len(places), func(i int) {
		folder, err := s.inspect(places[i], event.TwoDigits)
		if err != nil {
			dir := path.Join(s.archive.base, places[i].key)
			s.archive.skip(event.Problem{Path: s.archive.shown(dir), Message: reason(err).Error()})
		}
		folders[i] = folder
	})
	for i, folder := range folders {
		s.tree[places[i].key] = folder
	}
	return err
}

// below returns the folders in the folders of one level, and moves their stamps
// from the tree to the result.
func (s *survey) below(places []place) []place {
	var found []place
	for _, p := range places {
		children := s.tree[p.key].Children
		for i, child := range children {
			found = append(found, place{path.Join(p.key, child.Name), child.Stamp})
			children[i].Stamp = 0
		}
	}
	return found
}

// inspect returns the record of a folder: the known one if the stamp is the
// same, else a new listing. A folder with a child that could not be looked at
// has no stamp, because the child can change without the folder.
func (s *survey) inspect(p place, read func(string) (int, bool)) (Folder, error) {
	dir := path.Join(s.archive.base, p.key)
	stat, release := s.archive.statIn(dir)
	defer release()
	if known := s.known[p.key]; p.stamp != 0 && known.Stamp == p.stamp {
		if children, complete := s.stampChildren(known.Children, stat); complete {
			return Folder{p.stamp, children}, nil
		}
	}
	listed, problems, err := s.archive.list(dir, read)
	if err != nil {
		return Folder{}, err
	}
	s.archive.skip(problems...)
	var children []Child
	for _, folder := range inOrder(listed, false) {
		if name := path.Base(folder.path); inCalendar(p.key, name) {
			children = append(children, Child{Name: name})
		}
	}
	children, complete := s.stampChildren(children, stat)
	if !complete || len(problems) > 0 {
		p.stamp = 0
	}
	return Folder{p.stamp, children}, nil
}

// stampChildren returns the existing folders among the given ones, with their
// stamps, and reports whether each of them exists and could be looked at.
func (s *survey) stampChildren(folders []Child, stat func(string) (fs.FileInfo, error)) (children []Child, complete bool) {
	children, complete = make([]Child, 0, len(folders)), true
	for _, folder := range folders {
		info, err := stat(folder.Name)
		switch {
		case err == nil && info.IsDir():
			children = append(children, Child{folder.Name, stampOf(info, s.now)})
			continue
		case err != nil && !isMissing(err):
			children = append(children, Child{folder.Name, 0})
		}
		complete = false
	}
	return children, complete
}

// inCalendar reports whether the calendar has the year, month or day of a
// folder. The key is the key of its parent in a Tree.
func inCalendar(key, name string) bool {
	full := path.Join(key, name)
	switch strings.Count(full, "/") {
	case 0:
		full += "/1/1"
	case 1:
		full += "/1"
	}
	date, _, ok := event.SplitPath(full)
	return ok && date.Valid()
}

// statIn returns a function that looks at the files in a folder, and a function
// that releases the folder. The folder is opened once, so that each file is
// reached in one step.
func (a *Archive) statIn(dir string) (stat func(name string) (fs.FileInfo, error), release func()) {
	stat = func(name string) (fs.FileInfo, error) { return fs.Stat(a.fsys, path.Join(dir, name)) }
	system, ok := a.fsys.fsys.(*named)
	if !ok {
		return stat, func() {}
	}
	root, err := system.confined().root.OpenRoot(dir)
	if err != nil {
		return stat, func() {}
	}
	fromBase := stat
	stat = func(name string) (fs.FileInfo, error) {
		info, err := root.Stat(name)
		if err != nil {
			// A symbolic link to elsewhere in the archive leads out of the folder.
			return fromBase(name)
		}
		return info, nil
	}
	return stat, func() { root.Close() }
}

// parallel calls work with 0 to n-1 on all cores, until ctx is done.
func parallel(ctx context.Context, n int, work func(i int)) error {
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < n && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				work(i)
			}
		})
	}
	workers.Wait()
	return ctx.Err()
}

// changedDays returns the days that differ between two trees, newest first.
func changedDays(before, after Tree) []event.Date {
	var days []event.Date
	for key, folder := range after {
		days = append(days, changedInMonth(key, before[key].Children, folder.Children)...)
	}
	for key, folder := range before {
		if _, still := after[key]; !still {
			days = append(days, changedInMonth(key, folder.Children, nil)...)
		}
	}
	slices.SortFunc(days, func(x, y event.Date) int { return y.Compare(x) })
	return slices.Compact(days)
}

// changedInMonth returns the days of one month that do not have the same stamp
// in both lists, some of them twice. It returns nil if the key is not the key
// of a month.
func changedInMonth(key string, before, after []Child) []event.Date {
	if !strings.Contains(key, "/") || slices.EqualFunc(before, after, unchanged) {
		return nil
	}
	var days []event.Date
	for _, lists := range [2][2][]Child{{before, after}, {after, before}} {
		for _, child := range lists[0] {
			date, _, ok := event.SplitPath(key + "/" + child.Name)
			if ok && date.Valid() && !slices.ContainsFunc(lists[1], func(other Child) bool { return unchanged(child, other) }) {
				days = append(days, date)
			}
		}
	}
	return days
}

// unchanged reports whether two folders of one name have the same stamp.
func unchanged(x, y Child) bool { return x == y && x.Stamp != 0 }
