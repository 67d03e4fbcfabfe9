package index

import (
	"cmp"
	"context"
	"errors"
	"os"
	"sync"
	"time"

	"news/internal/archive"
	"news/internal/event"
)

// Options says where an index is kept, and who is told what happens to it. The
// functions may be nil; they are called from any goroutine.
type Options struct {
	Dir     string         // the cache folder; made where it is missing
	Waiting func()         // called once each time that others have had the file for a while
	Report  func(Progress) // called with how far the reading of pages has come
}

// Want says how an index is to be when a question is put to it.
type Want struct {
	Fresh bool         // look at every page, not only at those of folders that changed
	Anew  bool         // make the index anew, whatever is there
	Days  []event.Date // look at these days, too, whatever their folders say
	// MaxAge is how long ago the folders of the archive may have been looked at:
	// 0 looks at them now.
	MaxAge time.Duration
}

// isUsual tells that nothing is to be read but what changed.
func (w Want) isUsual() bool { return !w.Fresh && !w.Anew && len(w.Days) == 0 }

// Store is the index of one archive for a process that asks many questions. It
// holds no lock between them. Its methods can be called from several goroutines
// at once.
type Store struct {
	Options
	archive *archive.Archive
	root    string
	path    string
	writing chan struct{} // holds a value while a goroutine writes

	mu     sync.Mutex
	idle   []*file // open to read, in no transaction
	closed bool
	warm   *contents // those that were read last
	seenAt time.Time // when the archive was looked at last, to which the index was found or made true
}

// NewStore returns the index of an archive that is a folder of the system. It
// opens and writes nothing. Whoever asks for it closes it.
func NewStore(a *archive.Archive, o Options) *Store {
	return &Store{Options: o, archive: a, root: a.Folder(), path: Path(o.Dir, a), writing: make(chan struct{}, 1)}
}

// Read makes the index or brings it up to date as wanted, and calls question with
// it. No process changes it while the question reads; it is of no use afterwards.
// Errors are the context's, *archive.FaultError where the system keeps the archive
// from being read, *UnusableError where there is no index to be had, and whatever
// the question returns: IsDamage and IsFault tell of the index there.
func (s *Store) Read(ctx context.Context, w Want, question func(*Index) error) error {
	x, err := s.open(ctx, w)
	if err != nil {
		return err
	}
	return x.answer(question)
}

// Peek calls question with the index as it is, up to date or not, for what must
// not take long and need not be exact. Only the names and slugs of events and
// topics can be asked for. It makes no index where there is none.
func (s *Store) Peek(ctx context.Context, question func(*Index) error) error {
	x, err := s.peek(ctx)
	if err != nil {
		return err
	}
	return x.answer(question)
}

// Generation returns a number that is another one whenever the contents of the
// index are others than those of the last question; 0 before the first.
func (s *Store) Generation() uint64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.warm == nil {
		return 0
	}
	return s.warm.number
}

// Close closes the index, when the questions under way have been answered.
func (s *Store) Close() error {
	s.mu.Lock()
	idle := s.idle
	s.idle, s.warm, s.closed = nil, nil, true
	s.mu.Unlock()
	var errs []error
	for _, f := range idle {
		errs = append(errs, f.close())
	}
	return errors.Join(errs...)
}

// answer puts a question and ends the index.
func (x *Index) answer(question func(*Index) error) (err error) {
	defer func() { x.end(err) }()
	return cmp.Or(question(x), x.unread)
}

// end ends the transaction of an index, in which an error was met or none.
func (x *Index) end(met error) { x.store.giveBack(x.file, met) }

// mostIdle is how many connections are kept open between questions.
const mostIdle = 4

// begin begins a transaction to read the file of the index, as it is in its place
// now.
func (s *Store) begin(ctx context.Context) (*file, error) {
	return s.beginWaiting(ctx, s.Waiting)
}

func (s *Store) beginWaiting(ctx context.Context, waiting func()) (*file, error) {
	for f := s.takeIdle(); f != nil; f = s.takeIdle() {
		err := f.begin(ctx, waiting)
		if err == nil && f.isInPlace() {
			return f, nil
		}
		f.close()
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	return openWaiting(ctx, s.path, toRead, waiting)
}

func (s *Store) takeIdle() *file {
	s.mu.Lock()
	defer s.mu.Unlock()
	last := len(s.idle) - 1
	if last < 0 {
		return nil
	}
	f := s.idle[last]
	s.idle = s.idle[:last]
	return f
}

// giveBack ends the transaction of a file, in which an error was met or none, and
// keeps the file open for later.
func (s *Store) giveBack(f *file, met error) {
	if f.rollback() != nil || IsDamage(met) || IsFault(met) || f.opened == nil || !s.keep(f) {
		f.close()
	}
}

func (s *Store) keep(f *file) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed || len(s.idle) == mostIdle {
		return false
	}
	s.idle = append(s.idle, f)
	return true
}

// contents returns what was read last of the index, nil where nothing was.
func (s *Store) contents() *contents {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.warm
}

// keepContents keeps what was read for the next question, in place of all before.
func (s *Store) keepContents(c *contents) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.closed {
		s.warm = c
	}
}

// isRecent tells whether the index was true to the archive at some time since.
func (s *Store) isRecent(maxAge time.Duration) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maxAge > 0 && !s.seenAt.IsZero() && time.Since(s.seenAt) <= maxAge
}

// sawAt notes when the archive was looked at to which the index is true.
func (s *Store) sawAt(looked time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if looked.After(s.seenAt) {
		s.seenAt = looked
	}
}

// open opens the index as wanted.
func (s *Store) open(ctx context.Context, w Want) (*Index, error) {
	o := &opener{Store: s, Want: w, archive: s.archive.Snapshot()}
	x, err := o.open(ctx)
	switch {
	case ctx.Err() != nil:
		if err == nil {
			x.end(nil)
		}
		return nil, ctx.Err()
	case isOfArchive(err):
		return nil, err
	case err != nil:
		return nil, &UnusableError{Path: s.path, Cause: err}
	}
	s.sawAt(o.since)
	x.Remade = o.remade
	return x, nil
}

// isOfArchive tells whether an error is a fault of the system that kept the
// archive from being read: pages cannot stand in for the index then.
func isOfArchive(err error) bool {
	var fault *archive.FaultError
	return errors.As(err, &fault)
}

// briefly is how long to wait for somebody who writes, where the file is not
// needed or will do as it is.
const briefly = 50 * time.Millisecond

func (s *Store) peek(ctx context.Context) (*Index, error) {
	ctx, cancel := context.WithTimeout(ctx, briefly)
	defer cancel()
	f, err := s.beginWaiting(ctx, nil)
	if err != nil {
		return nil, err
	}
	if err := f.check(s.root); err != nil {
		s.giveBack(f, err)
		return nil, err
	}
	return &Index{corpus: &corpus{session: f.session}, file: f, store: s}, nil
}

// lockToWrite waits until no other goroutine writes, and returns a function that
// lets others.
func (s *Store) lockToWrite(ctx context.Context) (unlock func(), err error) {
	select {
	case s.writing <- struct{}{}:
		return func() { <-s.writing }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// opener opens the index for one question, and makes or mends it on the way.
type opener struct {
	*Store
	Want
	archive  *archive.Archive
	seen     os.FileInfo // the file that was looked at last
	looked   look        // how look found the archive
	since    time.Time   // when the archive began to be looked at
	built    bool        // all pages were read
	remade   error
	progress progress
}
