package importer

import (
	"cmp"
	"context"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"news/internal/event"
	"news/internal/portal"
)

// firstDay is the first day that the portal can have.
var firstDay = event.Date{Year: 2002, Month: 7, Day: 1}

// lookBack is how many days before the last one are asked again for changes.
const lookBack = 30

// takeAll takes the days that are wanted from their source.
func (r *run) takeAll(ctx context.Context) error {
	if len(r.Files) > 0 {
		return r.takeFiles(ctx)
	}
	if r.Client == nil {
		return nil
	}
	days, err := r.wanted()
	if err != nil || len(days) == 0 {
		return err
	}
	return r.fetch(ctx, days)
}

// wanted returns the days to ask the API for, in order.
func (r *run) wanted() ([]event.Date, error) {
	last, known := r.state.lastDay()
	days := slices.Clone(r.Days)
	from := r.Since
	switch {
	case !from.IsZero() || len(days) > 0:
	case r.Relink || r.Verify:
		return nil, nil // they are of what is there
	case known:
		from = last.AddDays(-lookBack)
	default:
		return nil, ErrNoDays
	}
	if !from.IsZero() {
		if from.Compare(firstDay) < 0 {
			from = firstDay
		}
		for d := from; d.Compare(r.Today) <= 0; d = d.AddDays(1) {
			days = append(days, d)
		}
	}
	slices.SortFunc(days, event.Date.Compare)
	days = slices.Compact(days)
	return slices.DeleteFunc(days, func(d event.Date) bool { return d.Compare(firstDay) < 0 || d.Compare(r.Today) > 0 }), nil
}

// mostFetched is how many days are taken from the API before they are written.
const mostFetched = 50

// fetch takes days from the API. Of days that were taken before, it first asks for the
// revisions.
func (r *run) fetch(ctx context.Context, days []event.Date) error {
	done := 0
	for batch := range slices.Chunk(days, mostFetched) {
		changed, err := r.changedOf(ctx, batch)
		if err != nil {
			return err
		}
		for p, err := range r.Client.Pages(ctx, changed) {
			if err != nil {
				return err
			}
			if err := r.take(p); err != nil {
				return err
			}
		}
		if err := r.keep(); err != nil {
			return err
		}
		done += len(batch)
		r.tell(Progress{Part: Fetching, Done: int64(done), Total: int64(len(days)), Day: batch[len(batch)-1]})
	}
	return nil
}

// changedOf returns the days whose newest revision was not taken yet.
func (r *run) changedOf(ctx context.Context, days []event.Date) ([]event.Date, error) {
	var changed, known []event.Date
	for _, d := range days {
		if l := r.state.get(indexKey(d)); l != nil && strings.HasPrefix(l.source, "r") {
			known = append(known, d)
		} else {
			changed = append(changed, d)
		}
	}
	at := 0
	for p, err := range r.Client.Revisions(ctx, known) {
		if err != nil {
			return nil, err
		}
		d := known[at]
		at++
		if p.Missing || sourceOf(p) == r.state.get(indexKey(d)).source {
			r.unchanged = append(r.unchanged, d)
			continue
		}
		changed = append(changed, d)
	}
	slices.SortFunc(changed, event.Date.Compare)
	return changed, nil
}

// takeFiles takes the days in files and folders.
func (r *run) takeFiles(ctx context.Context) error {
	files, size, err := r.listFiles()
	if err != nil {
		return err
	}
	done := &counter{tell: func(n int64) { r.tell(Progress{Part: Reading, Done: n, Total: size}) }}
	for _, name := range files {
		if err := r.takeFile(ctx, name, done); err != nil {
			return err
		}
	}
	return nil
}

func (r *run) takeFile(ctx context.Context, name string, done *counter) error {
	from := r.Input
	shown := name
	if name == "-" {
		shown = "standard input"
	} else {
		file, err := os.Open(name)
		if err != nil {
			return err
		}
		defer file.Close()
		from = file
	}
	for p, err := range portal.Read(shown, &countedReader{from, done}) {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		if p.Title == "" {
			p.Given = r.Date
		}
		if err := r.take(p); err != nil {
			return err
		}
	}
	return nil
}

// listFiles returns the files to read, those of folders in the order of their names, and
// the bytes that they have together, or 0 where that is not known.
func (r *run) listFiles() (files []string, size int64, err error) {
	known := true
	for _, name := range r.Files {
		if name == "-" {
			files, known = append(files, name), false
			continue
		}
		err := filepath.WalkDir(name, func(path string, entry fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case path != name && strings.HasPrefix(entry.Name(), "."):
				if entry.IsDir() {
					return filepath.SkipDir
				}
				return nil
			case entry.IsDir():
				return nil
			}
			info, err := os.Stat(path)
			if err != nil || info.IsDir() {
				return err
			}
			files, size = append(files, path), size+info.Size()
			return nil
		})
		if err != nil {
			return nil, 0, err
		}
	}
	if !known {
		size = 0
	}
	return files, size, nil
}

// counter counts bytes, and tells how many now and then.
type counter struct {
	n, told int64
	tell    func(int64)
}

type countedReader struct {
	io.Reader
	*counter
}

func (c *countedReader) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	const step = 1 << 20
	if c.n += int64(n); c.n >= c.told+step {
		c.told = c.n
		c.tell(c.n)
	}
	return n, err
}

// sourceOf returns what identifies the text of a page: its revision, else a digest.
func sourceOf(p portal.Page) string {
	if p.Revision > 0 {
		return "r" + strconv.FormatInt(p.Revision, 10)
	}
	return "t" + digestOf([]byte(p.Text))
}

// revisionOf returns the revision of a source, or 0.
func revisionOf(source string) int64 {
	digits, isRevision := strings.CutPrefix(source, "r")
	if !isRevision {
		return 0
	}
	n, _ := strconv.ParseInt(digits, 10, 64)
	return n
}

// take takes the page of a day: it keeps its events in memory, with the slugs and the
// former versions that they get.
func (r *run) take(p portal.Page) error {
	if p.Missing {
		r.report.Missing++
		return nil
	}
	source := sourceOf(p)
	if d, ok := portal.DateOfTitle(p.Title); ok && r.isOld(d, source) {
		return nil
	}
	day := portal.Parse(p)
	if day.Date.IsZero() {
		return &NoDateError{cmp.Or(p.File, p.Title)}
	}
	if p.Title != "" {
		day.Title = p.Title
	} else if r.isOld(day.Date, source) {
		return nil
	}
	if p.Hidden || day.Redirect != "" && len(day.Events) == 0 {
		r.report.Problems = append(r.report.Problems, day.Problems...)
		return nil
	}
	return r.merge(&day, source)
}

// isOld reports whether a day is not wanted, or was taken from the same source or a
// newer revision before.
func (r *run) isOld(d event.Date, source string) bool {
	if d.Compare(r.Today) > 0 || !r.isWanted(d) {
		return true
	}
	was := ""
	if taken := r.taken[d]; taken != nil {
		was = taken.source
	} else if l := r.state.get(indexKey(d)); l != nil {
		was = l.source
	}
	if was == source || revisionOf(was) > 0 && revisionOf(source) > 0 && revisionOf(was) > revisionOf(source) {
		r.unchanged = append(r.unchanged, d)
		return true
	}
	return false
}

// isWanted reports whether a day in a file is asked for.
func (r *run) isWanted(d event.Date) bool {
	if len(r.Days) == 0 && r.Since.IsZero() {
		return true
	}
	_, named := slices.BinarySearchFunc(r.Days, d, event.Date.Compare)
	return named || !r.Since.IsZero() && d.Compare(r.Since) >= 0
}

// count reports what was done to the days that were taken, and how many are unchanged.
func (r *run) count() {
	r.report.Unchanged = len(r.unchanged)
	for d, day := range r.taken {
		if day.done != nil {
			r.report.add(d, day.done)
		}
	}
}

func (r *Report) add(d event.Date, done *done) {
	r.Days++
	if r.First.IsZero() || d.Compare(r.First) < 0 {
		r.First = d
	}
	if d.Compare(r.Last) > 0 {
		r.Last = d
	}
	for _, isNew := range done.isNew {
		if isNew {
			r.New++
		}
	}
	r.Changed += done.changed
	r.Removed += len(done.removed)
	r.Problems = append(r.Problems, done.problems...)
}

func (r *Report) sort() {
	slices.SortFunc(r.Left, func(a, b LeftPage) int { return cmp.Compare(a.Path, b.Path) })
	r.Left = slices.Compact(r.Left)
	slices.SortStableFunc(r.Problems, func(a, b event.Problem) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line))
	})
}

// leave records that a page is left as it is.
func (r *run) leave(key string, removed bool) {
	if s := r.stampsFor(key); s != nil {
		s.left = true
	}
	r.report.Left = append(r.report.Left, LeftPage{fileOf(key), removed})
}

// tell tells how far the import has come. Several goroutines can call it.
func (r *run) tell(p Progress) {
	r.telling.Lock()
	defer r.telling.Unlock()
	if r.Progress != nil {
		r.Progress(p)
	}
}
