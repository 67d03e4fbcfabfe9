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

// Folder is what Survey keeps of a folder that holds others.
type Folder struct {
	Stamp    Stamp
	Children []Child // the numbered folders in it: years, months or days, newest first
}

// Child is a folder in another.
type Child struct {
	Name  string // as the file system writes it
	Stamp Stamp  // of a day; 0 for years and months, which have a Folder of their own
}

// Tree is the folders of an archive that hold others, by their paths below the
// folder news: that itself "", the years "2016", the months "2016/04".
type Tree map[string]Folder

// Survey looks at the folders of the archive and gives them, and the days whose
// folders are not as they are in known, which an earlier Survey gave (nil for
// every day): changed, added, or gone, newest first, each once. It lists only
// folders that changed; of a day's it asks no more than the time.
//
// A folder tells when a file in it was added, removed, renamed or replaced by
// another file, not when one was rewritten in place, nor what happens to a file
// elsewhere that a link in it leads to. A day that changed within the last two
// seconds is given by the next Survey again, and so is one that cannot be looked
// at. Years and months that cannot be read are skipped, with their days. Errors
// are that of ctx, why the folder news cannot be read, or a *FaultError.
func (a *Archive) Survey(ctx context.Context, known Tree) (Tree, []event.Date, error) {
	return a.surveyAt(ctx, known, time.Now())
}

// surveyAt is Survey at the time now, which was taken before.
func (a *Archive) surveyAt(ctx context.Context, known Tree, now time.Time) (Tree, []event.Date, error) {
	info, err := fs.Stat(a.fsys, a.base)
	if err != nil {
		return nil, nil, err
	}
	s := survey{archive: a, known: known, now: now, tree: make(Tree, len(known))}
	base, err := s.look(place{"", stampOf(info, now)}, readYear)
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
	return s.tree, changes(known, s.tree), nil
}

// survey is one look at the folders of an archive.
type survey struct {
	archive *Archive
	known   Tree
	now     time.Time
	tree    Tree
}

// place is a folder that is to be looked at. Its stamp was taken before, so that
// what changes in it from then on makes it another.
type place struct {
	key   string // in a Tree
	stamp Stamp
}

// level looks at years, or at months, on all cores.
func (s *survey) level(ctx context.Context, places []place) error {
	folders := make([]Folder, len(places))
	err := spread(ctx, len(places), func(i int) {
		folder, err := s.look(places[i], event.TwoDigits)
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

// below gives the folders in those of one level, and takes over their stamps.
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

// look gives what is in a folder: what was in it when it had the same stamp, or
// what it lists now. A folder where something could not be looked at has no
// stamp, as that may change and the folder not.
func (s *survey) look(p place, read func(string) (int, bool)) (Folder, error) {
	dir := path.Join(s.archive.base, p.key)
	stat, release := s.archive.hold(dir)
	defer release()
	if known := s.known[p.key]; p.stamp != 0 && known.Stamp == p.stamp {
		if children, all := s.stamped(known.Children, stat); all {
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
	children, all := s.stamped(children, stat)
	if !all || len(problems) > 0 {
		p.stamp = 0
	}
	return Folder{p.stamp, children}, nil
}

// stamped gives those of the folders in another that are there, with their
// stamps, and tells whether each could be looked at.
func (s *survey) stamped(folders []Child, stat func(string) (fs.FileInfo, error)) (there []Child, all bool) {
	there, all = make([]Child, 0, len(folders)), true
	for _, folder := range folders {
		info, err := stat(folder.Name)
		switch {
		case err == nil && info.IsDir():
			there = append(there, Child{folder.Name, stampOf(info, s.now)})
			continue
		case err != nil && !isMissing(err):
			there = append(there, Child{folder.Name, 0})
		}
		all = false
	}
	return there, all
}

// inCalendar tells whether the calendar has the year, month or day that a
// folder in the one of that key stands for.
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

// hold opens a folder of the system, so that what is in it is reached in one
// step each, and gives what tells of that.
func (a *Archive) hold(dir string) (stat func(name string) (fs.FileInfo, error), release func()) {
	stat = func(name string) (fs.FileInfo, error) { return fs.Stat(a.fsys, path.Join(dir, name)) }
	system, ok := a.fsys.fsys.(confined)
	if !ok {
		return stat, func() {}
	}
	root, err := system.root.OpenRoot(dir)
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

// spread does work for 0 to n-1 on all cores, until ctx is done.
func spread(ctx context.Context, n int, work func(i int)) error {
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

// changes gives the days that differ between two trees.
func changes(before, after Tree) []event.Date {
	var days []event.Date
	for key, folder := range after {
		days = append(days, differing(key, before[key].Children, folder.Children)...)
	}
	for key, folder := range before {
		if _, still := after[key]; !still {
			days = append(days, differing(key, folder.Children, nil)...)
		}
	}
	slices.SortFunc(days, func(x, y event.Date) int { return y.Compare(x) })
	return slices.Compact(days)
}

// differing gives the days of one month that are not in both lists with one
// stamp, some twice; none where the folder of that key is no month's.
func differing(key string, before, after []Child) []event.Date {
	if !strings.Contains(key, "/") || slices.EqualFunc(before, after, same) {
		return nil
	}
	var days []event.Date
	for _, lists := range [2][2][]Child{{before, after}, {after, before}} {
		for _, child := range lists[0] {
			date, _, ok := event.SplitPath(key + "/" + child.Name)
			if ok && date.Valid() && !slices.ContainsFunc(lists[1], func(other Child) bool { return same(child, other) }) {
				days = append(days, date)
			}
		}
	}
	return days
}

// same tells whether two folders of a name are one that has not changed.
func same(x, y Child) bool { return x == y && x.Stamp != 0 }
