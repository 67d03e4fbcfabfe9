package index

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/text"
)

// Progress is the progress of reading pages for one question.
type Progress struct {
	Days  int // days to read, by the first survey of the folders; it does not change
	Done  int // days that were read; it never falls
	Pages int // pages that were read so far
}

// Index is an archive's index in the state in which it was opened: it does not
// change while it is read. It can be used by one goroutine at a time. It is a
// search.Corpus.
type Index struct {
	*corpus
	file  *file
	store *Store
	alone bool // it has its own Store, which is closed with it
	// Remade is why the index had to be made again: it was damaged, or of
	// another archive. It is nil if the index did not have to be made again.
	Remade error
}

// Generation returns a number that changes whenever the contents of the index
// change.
func (x *Index) Generation() uint64 { return x.number }

// UnusableError means that an index can neither be used nor made.
type UnusableError struct {
	Path  string
	Cause error
}

func (e *UnusableError) Error() string {
	return text.Plain(fmt.Sprintf("the index %s cannot be used: %v", e.Path, plainError(e.Cause)))
}

func (e *UnusableError) Unwrap() error { return e.Cause }

// Open opens the index of an archive that is a folder of the system, for one
// question. It makes the index or updates it as w says. The caller closes the
// index. The errors are the errors of Store.Read.
func Open(ctx context.Context, a *archive.Archive, o Options, w Want) (*Index, error) {
	s := NewStore(a, o)
	return s.alone(s.open(ctx, w))
}

// Peek opens the index of an archive as Store.Peek does.
func Peek(a *archive.Archive, dir string) (*Index, error) {
	s := NewStore(a, Options{Dir: dir})
	return s.alone(s.peek(context.Background()))
}

// alone makes an index the only index of its store, so that closing it closes
// the store.
func (s *Store) alone(x *Index, err error) (*Index, error) {
	if err != nil {
		s.Close()
		return nil, err
	}
	x.alone = true
	return x, nil
}

// Close closes an index from Open or Peek.
func (x *Index) Close() error {
	x.end(nil)
	if x.alone {
		return x.store.Close()
	}
	return nil
}

// survey is the result of surveying the folders of an archive, and the folders
// in the index before.
type survey struct {
	known, found archive.Tree
	days         []event.Date // the days whose folders differ
}

// open opens the index. If it is damaged, it is removed and made again, once.
func (o *opener) open(ctx context.Context) (*Index, error) {
	if o.Soon {
		return o.trySoon(ctx)
	}
	x, err := o.try(ctx)
	if isReadOnly(err) && mayWrite(o.path) {
		err = ErrDamaged // of its head
	}
	if err == nil || ctx.Err() != nil || !IsDamage(err) {
		return x, err
	}
	o.remade = damageReason(err)
	if err := o.discard(ctx); err != nil {
		return nil, err
	}
	return o.try(ctx)
}

// try opens the index if it can be used as it is, and otherwise makes or
// updates it first.
func (o *opener) try(ctx context.Context) (*Index, error) {
	o.info, _ = os.Stat(o.path)
	if o.info != nil && o.isDefault() {
		if o.isRecent(o.MaxAge) {
			if !o.isRecent(o.MaxAge / 2) {
				defer o.surveyBeside()
			}
			return o.openExisting(ctx)
		}
		x, state, err := o.openAndSurvey(ctx)
		if err != nil && IsDamage(err) || err == nil && state == upToDate {
			return x, err
		}
		if err == nil {
			x.end(nil)
		}
		if err == nil && state == touched {
			// If the new times cannot be stored now, the folders are looked at again next time.
			short, cancel := context.WithTimeout(ctx, briefTimeout)
			o.write(short)
			cancel()
			x, _, err := o.openAndSurvey(ctx)
			return x, err
		}
	}
	if o.Soon && o.isDefault() && (o.lastSurvey.found == nil || len(o.lastSurvey.days) > fewDays) {
		return nil, ErrUnready
	}
	if err := o.write(ctx); err != nil {
		return nil, err
	}
	return o.openExisting(ctx)
}

// trySoon is try for a question that must not wait.
func (o *opener) trySoon(ctx context.Context) (*Index, error) {
	short, cancel := context.WithTimeout(ctx, soon)
	defer cancel()
	if o.info, _ = os.Stat(o.path); o.info == nil {
		return nil, ErrUnready
	}
	x, err := o.try(short)
	if err != nil && ctx.Err() == nil && !isOfArchive(err) && (short.Err() != nil || IsDamage(err) || isBusy(err) || errors.Is(err, errEmpty)) {
		return nil, ErrUnready
	}
	return x, err
}

// soon is how long a question takes that must not wait.
const soon = 500 * time.Millisecond

// openExisting opens the index as it is. Another process may have put a new
// file in its place.
func (o *opener) openExisting(ctx context.Context) (*Index, error) {
	f, err := o.begin(ctx)
	if err != nil {
		return nil, err
	}
	if err := f.check(o.root); err != nil {
		o.release(f, err)
		return nil, err
	}
	return o.index(f)
}

// discard removes the damaged file.
func (o *opener) discard(ctx context.Context) error {
	unlock, err := o.lockToWrite(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	return discard(o.path, o.info)
}

// state is how an index relates to its archive.
type state int

const (
	upToDate state = iota
	touched        // the times of folders differ, but no day
	outdated
)

// openAndSurvey opens the index for reading and returns its state. It surveys
// the folders of the archive while it reads what every search needs.
func (o *opener) openAndSurvey(ctx context.Context) (*Index, state, error) {
	f, err := o.begin(ctx)
	if err != nil {
		return nil, 0, err
	}
	known, err := o.known(f)
	if err != nil {
		o.release(f, err)
		return nil, 0, err
	}
	o.since = time.Now()
	surveyed := make(chan error, 1)
	go func() {
		tree, days, err := o.archive.Survey(ctx, known)
		o.lastSurvey = survey{known, tree, days}
		surveyed <- err
	}()
	x, err := o.index(f)
	failed := <-surveyed
	switch {
	case err != nil:
		return nil, 0, err
	case failed != nil:
		x.end(failed)
		return nil, 0, failed
	}
	state, err := o.compare(ctx, f)
	if err != nil {
		x.end(err)
		return nil, 0, err
	}
	return x, state, nil
}

// fewDays is the number of days that may be read to see whether they changed,
// before the file is locked for writing.
const fewDays = 20

// compare returns the state of an index after the survey of its archive. Most
// days with changed folders have no changed events: a folder that changed very
// recently is looked at again, and so is a folder in which something cannot be
// read.
func (o *opener) compare(ctx context.Context, f *file) (state, error) {
	s := o.lastSurvey
	if len(s.days) > fewDays {
		return outdated, nil
	}
	differ, partial, err := o.differing(ctx, f, s.days)
	if err != nil || len(differ) > 0 {
		return outdated, err
	}
	clearStamps(s.found, partial)
	if !sameTree(s.known, s.found) {
		return touched, nil
	}
	return upToDate, nil
}

// differing returns the days whose pages differ from the index, and the days of
// which something could not be read.
func (o *opener) differing(ctx context.Context, f *file, days []event.Date) ([]event.Date, map[event.Date]bool, error) {
	u := newUpdater(newWriter(f))
	if err := u.readKnown(days); err != nil {
		return nil, nil, err
	}
	var differ []event.Date
	for d := range archive.Read(ctx, o.archive, days, u.compare) {
		if d.count() > 0 {
			differ = append(differ, d.date)
		}
		if d.partial {
			u.partial[d.date] = true
		}
	}
	return differ, u.partial, cmp.Or(ctx.Err(), o.archive.Err())
}

func sameTree(x, y archive.Tree) bool {
	return maps.EqualFunc(x, y, sameFolder)
}

func sameFolder(x, y archive.Folder) bool {
	return x.Stamp == y.Stamp && slices.Equal(x.Children, y.Children)
}

// known returns the folders of the archive as the index has them, if the file
// is this archive's index.
func (o *opener) known(f *file) (archive.Tree, error) {
	if err := f.check(o.root); err != nil {
		return nil, err
	}
	return readFolders(f.session)
}

// index returns the index in a file. If it cannot be read, the file is
// released.
func (o *opener) index(f *file) (*Index, error) {
	c, err := readCorpus(f.session, o.contents())
	if err != nil {
		o.release(f, err)
		return nil, err
	}
	o.keepContents(c.contents)
	return &Index{corpus: c, file: f, store: o.Store}, nil
}

// write makes or updates the index, while no other process can write. Other
// processes read the earlier contents, or wait if there is much to write. If
// write fails, it leaves what was there.
func (o *opener) write(ctx context.Context) error {
	unlock, err := o.lockToWrite(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	f, err := openWaiting(ctx, o.path, toWrite, o.Waiting)
	if err != nil {
		return err
	}
	err = o.writeTo(ctx, f)
	f.close()
	if err != nil {
		cleanUp(o.path)
	}
	o.info, _ = os.Stat(o.path) // the file as it is now
	return err
}

// writeTo is write for an open file.
func (o *opener) writeTo(ctx context.Context, f *file) error {
	removeScratch(o.path) // a full write says what is wrong where it cannot
	known, err := o.known(f)
	switch {
	case errors.Is(err, errEmpty) || o.Anew:
		err = o.build(ctx, f)
	case err == nil:
		err = o.update(ctx, f, known)
		if errors.Is(err, errTooMuch) {
			err = o.build(ctx, f)
		}
	}
	if err == nil {
		err = f.commit(ctx, o.Waiting)
	}
	if err == nil && o.built {
		removeUnused(o.path, time.Now())
	}
	return err
}

// build reads the whole archive and replaces the contents of the file.
func (o *opener) build(ctx context.Context, f *file) error {
	o.built = true
	w := newWriter(f)
	if o.inRun > 0 {
		w.inRun = o.inRun
	}
	if err := w.makeTables(); err != nil {
		return err
	}
	o.since = time.Now()
	tree, days, err := o.archive.Survey(ctx, nil)
	if err != nil {
		return err
	}
	partial, err := w.build(ctx, o.archive, days, o.report(len(days)))
	if err != nil {
		return err
	}
	clearStamps(tree, partial)
	if err := w.storeFolders(tree, nil); err != nil {
		return err
	}
	return w.storeArchive(o.root, time.Now())
}

// update reads the days that changed, or all days, and stores the differences.
func (o *opener) update(ctx context.Context, f *file, known archive.Tree) error {
	tree, days, err := o.survey(ctx, known)
	if err != nil {
		return err
	}
	days = inOrder(append(days, o.Days...))
	if o.Fresh {
		days = allDays(known, tree)
	} else if len(days) > 20+countDays(known)/10 {
		return errTooMuch
	}
	w := newWriter(f)
	w.before = o.contents()
	partial, err := w.update(ctx, o.archive, days, o.report(len(days)))
	if err != nil {
		return err
	}
	clearStamps(tree, partial)
	return w.storeFolders(tree, known)
}

// survey surveys the folders of the archive. It returns the last survey instead
// if the index was not written since: later changes are found the next time.
func (o *opener) survey(ctx context.Context, known archive.Tree) (archive.Tree, []event.Date, error) {
	if o.lastSurvey.found != nil && sameTree(known, o.lastSurvey.known) {
		return o.lastSurvey.found, o.lastSurvey.days, nil
	}
	o.since = time.Now()
	return o.archive.Survey(ctx, known)
}

// allDays returns all days with a folder in any of the trees, newest first,
// each once.
func allDays(trees ...archive.Tree) []event.Date {
	var days []event.Date
	for _, tree := range trees {
		for path, folder := range tree {
			for _, child := range folder.Children {
				if date, _, ok := event.SplitPath(path + "/" + child.Name); ok {
					days = append(days, date)
				}
			}
		}
	}
	return inOrder(days)
}

// countDays returns the number of folders of days in a tree.
func countDays(tree archive.Tree) int {
	n := 0
	for path, folder := range tree {
		if strings.Contains(path, "/") { // a month
			n += len(folder.Children)
		}
	}
	return n
}

// inOrder sorts days, newest first, and removes duplicates.
func inOrder(days []event.Date) []event.Date {
	slices.SortFunc(days, func(x, y event.Date) int { return y.Compare(x) })
	return slices.Compact(days)
}

// report returns a function to call with the number of days that were read, and
// the number of their pages. days is the number of days to read.
func (o *opener) report(days int) func(done, pages int) {
	if o.quiet {
		return o.progress.begin(days, nil)
	}
	return o.progress.begin(days, o.Report)
}

// progress is the last report. If an update is given up and the index is made
// again, days are read a second time; then the remaining part of the first
// total stands for all of them.
type progress struct{ at Progress }

func (p *progress) begin(days int, report func(Progress)) func(done, pages int) {
	before := p.at
	if before.Days == 0 {
		before.Days = days
	}
	left := before.Days - before.Done
	return func(done, pages int) {
		p.at = Progress{Days: before.Days, Done: before.Done + left*done/max(days, 1), Pages: before.Pages + pages}
		if report != nil {
			report(p.at)
		}
	}
}
