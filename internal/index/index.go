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

// Progress is how far the reading of pages has come for one question.
type Progress struct {
	Days  int // to be read, as the first look at the folders told; it stays
	Done  int // of these; it never falls
	Pages int // that were read so far
}

// Index is an archive's index, as it was when it was opened: it does not change
// while somebody reads it. It can be used by one goroutine at a time. It is a
// search.Corpus.
type Index struct {
	*corpus
	file  *file
	store *Store
	alone bool // it has a Store of its own, which ends with it
	// Remade says what the index was that had to be made anew: damaged, or of
	// another archive; nil where none had to be.
	Remade error
}

// Generation returns a number that is another one for other contents.
func (x *Index) Generation() uint64 { return x.number }

// UnusableError says that an index can neither be used nor made.
type UnusableError struct {
	Path  string
	Cause error
}

func (e *UnusableError) Error() string {
	return text.Plain(fmt.Sprintf("the index %s cannot be used: %v", e.Path, plainly(e.Cause)))
}

func (e *UnusableError) Unwrap() error { return e.Cause }

// Open opens the index of an archive that is a folder of the system, made or
// brought up to date as wanted, for one question. Whoever opens it closes it.
// Errors are those of Store.Read.
func Open(ctx context.Context, a *archive.Archive, o Options, w Want) (*Index, error) {
	s := NewStore(a, o)
	return s.alone(s.open(ctx, w))
}

// Peek opens the index of an archive as Store.Peek does.
func Peek(a *archive.Archive, dir string) (*Index, error) {
	s := NewStore(a, Options{Dir: dir})
	return s.alone(s.peek(context.Background()))
}

// alone makes an index the only one of its store.
func (s *Store) alone(x *Index, err error) (*Index, error) {
	if err != nil {
		s.Close()
		return nil, err
	}
	x.alone = true
	return x, nil
}

// Close closes an index that was opened for one question.
func (x *Index) Close() error {
	x.end(nil)
	if x.alone {
		return x.store.Close()
	}
	return nil
}

// look is how the folders of an archive were found, beside how the index had them.
type look struct {
	known, found archive.Tree
	days         []event.Date // whose folders differ
}

// open opens the index. One that is damaged is discarded and made anew, once.
func (o *opener) open(ctx context.Context) (*Index, error) {
	x, err := o.try(ctx)
	if isReadOnly(err) && mayWrite(o.path) {
		err = ErrDamaged // of its head
	}
	if err == nil || ctx.Err() != nil || !IsDamage(err) {
		return x, err
	}
	o.remade = because(err)
	if err := o.discard(ctx); err != nil {
		return nil, err
	}
	return o.try(ctx)
}

// try opens the index as it is where that will do, and else makes it so.
func (o *opener) try(ctx context.Context) (*Index, error) {
	o.seen, _ = os.Stat(o.path)
	if o.seen != nil && o.isUsual() {
		if o.isRecent(o.MaxAge) {
			return o.asItIs(ctx)
		}
		x, state, err := o.look(ctx)
		if err != nil && IsDamage(err) || err == nil && state == upToDate {
			return x, err
		}
		if err == nil {
			x.end(nil)
		}
		if err == nil && state == touched {
			// Where the folders' new times cannot be kept, they are looked at again.
			brief, cancel := context.WithTimeout(ctx, briefly)
			o.write(brief)
			cancel()
			x, _, err := o.look(ctx)
			return x, err
		}
	}
	if err := o.write(ctx); err != nil {
		return nil, err
	}
	return o.asItIs(ctx)
}

// asItIs opens the index that is there. Somebody else can have put another in its
// place.
func (o *opener) asItIs(ctx context.Context) (*Index, error) {
	f, err := o.begin(ctx)
	if err != nil {
		return nil, err
	}
	if err := f.check(o.root); err != nil {
		o.giveBack(f, err)
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
	return discard(o.path, o.seen)
}

// state is how an index stands to its archive.
type state int

const (
	upToDate state = iota
	touched        // the times of folders differ, and no day does
	outdated
)

// look opens the index to read and tells how it stands to the archive. While
// the folders are looked at, what every search needs is read.
func (o *opener) look(ctx context.Context) (*Index, state, error) {
	f, err := o.begin(ctx)
	if err != nil {
		return nil, 0, err
	}
	known, err := o.known(f)
	if err != nil {
		o.giveBack(f, err)
		return nil, 0, err
	}
	o.since = time.Now()
	surveyed := make(chan error, 1)
	go func() {
		tree, days, err := o.archive.Survey(ctx, known)
		o.looked = look{known, tree, days}
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

// fewDays is how many days are read to see whether they changed, before others
// are kept from writing.
const fewDays = 20

// compare tells how an index stands to its archive, whose folders were looked at.
// In most days that may have changed nothing that counts has: a folder of a moment
// ago is looked at again, and so is one of which something cannot be read.
func (o *opener) compare(ctx context.Context, f *file) (state, error) {
	l := o.looked
	if len(l.days) > fewDays {
		return outdated, nil
	}
	differ, partial, err := o.differing(ctx, f, l.days)
	if err != nil || len(differ) > 0 {
		return outdated, err
	}
	forget(l.found, partial)
	if !sameTree(l.known, l.found) {
		return touched, nil
	}
	return upToDate, nil
}

// differing gives those days whose pages are not as the index has them, and
// those of which something could not be read.
func (o *opener) differing(ctx context.Context, f *file, days []event.Date) ([]event.Date, map[event.Date]bool, error) {
	u := newUpdater(newWriter(f.session))
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

// known gives the folders of the archive as the index has them, if it is this
// archive's.
func (o *opener) known(f *file) (archive.Tree, error) {
	if err := f.check(o.root); err != nil {
		return nil, err
	}
	return readFolders(f.session)
}

// index returns the index that is in a file; where it has none, the file is given
// back.
func (o *opener) index(f *file) (*Index, error) {
	c, err := readCorpus(f.session, o.contents())
	if err != nil {
		o.giveBack(f, err)
		return nil, err
	}
	o.keepContents(c.contents)
	return &Index{corpus: c, file: f, store: o.Store}, nil
}

// write makes the index, or brings it up to date. Nobody else writes meanwhile.
// Others read what was there before, or wait where there is much to write. Where
// it fails, it leaves what was there.
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
	o.seen, _ = os.Stat(o.path) // as this has left it
	return err
}

// writeTo is write to a file that is open.
func (o *opener) writeTo(ctx context.Context, f *file) error {
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

// build reads the whole archive and stores it in place of what is there.
func (o *opener) build(ctx context.Context, f *file) error {
	o.built = true
	w := newWriter(f.session)
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
	forget(tree, partial)
	if err := w.storeFolders(tree, nil); err != nil {
		return err
	}
	return w.storeArchive(o.root, time.Now())
}

// update reads the days that changed, or all, and stores what differs.
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
	w := newWriter(f.session)
	w.before = o.contents()
	partial, err := w.update(ctx, o.archive, days, o.report(len(days)))
	if err != nil {
		return err
	}
	forget(tree, partial)
	return w.storeFolders(tree, known)
}

// survey looks at the folders of the archive, unless look has done so and nobody
// has written since: what changed after that is seen the next time.
func (o *opener) survey(ctx context.Context, known archive.Tree) (archive.Tree, []event.Date, error) {
	if o.looked.found != nil && sameTree(known, o.looked.known) {
		return o.looked.found, o.looked.days, nil
	}
	o.since = time.Now()
	return o.archive.Survey(ctx, known)
}

// allDays gives all days that have a folder in any of some trees, each once.
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

// countDays gives how many folders of days a tree has.
func countDays(tree archive.Tree) int {
	n := 0
	for path, folder := range tree {
		if strings.Contains(path, "/") { // a month's
			n += len(folder.Children)
		}
	}
	return n
}

// inOrder gives days newest first, each once.
func inOrder(days []event.Date) []event.Date {
	slices.SortFunc(days, func(x, y event.Date) int { return y.Compare(x) })
	return slices.Compact(days)
}

// report returns a function to call with how many of some days were read, and how
// many pages these had.
func (o *opener) report(days int) func(done, pages int) {
	return o.progress.begin(days, o.Report)
}

// progress is what was reported so far. Where the index turns out to be better made
// anew, days are read a second time, for which what was left of the first stands.
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
