package index

import (
	"cmp"
	"context"
	"errors"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"news/internal/archive"
	"news/internal/event"
)

// Options says where an index is kept, and which functions are called. The
// functions may be nil. They are called from any goroutine.
type Options struct {
	Dir     string         // the cache folder; made if it is missing
	Waiting func()         // called once each time other processes make it wait for a while
	Report  func(Progress) // called with the progress of reading pages
}

// Want says what state an index must have for a question.
type Want struct {
	Fresh bool         // read every page, not only the pages in changed folders
	Anew  bool         // make the index again, whatever is there
	Days  []event.Date // read these days, too, even if their folders did not change
	// MaxAge is how long ago the last survey of the archive's folders may have
	// been: 0 surveys them now. A question that comes after half of this time has
	// the folders surveyed beside, so that the next one need not wait for it.
	MaxAge time.Duration
	// Soon says that the question must not wait for what takes long: an index that is
	// missing or damaged, many days that changed, another process that writes. Then
	// the error is ErrUnready.
	Soon bool
}

// ErrUnready means that the index must be made, or much of it brought up to date,
// before it can answer.
var ErrUnready = errors.New("the index is not up to date")

// isDefault reports whether only changed days need to be read.
func (w Want) isDefault() bool { return !w.Fresh && !w.Anew && len(w.Days) == 0 }

// Store is the index of one archive for a process that asks many questions. It
// holds no lock between questions. Its methods can be called from several
// goroutines at once.
type Store struct {
	Options
	archive *archive.Archive
	root    string
	path    string
	writing chan struct{} // holds a value while a goroutine writes

	beside    sync.WaitGroup // surveys beside questions
	life      context.Context
	end       context.CancelFunc // ends life
	surveying atomic.Bool        // a survey runs beside

	mu         sync.Mutex
	idle       []*file // files open for reading, without a transaction
	closed     bool
	cached     *contents // the contents that were read last
	surveyTime time.Time // the time of the last survey after which the index was up to date
}

// NewStore returns the Store of an archive that is a folder of the system. It
// opens and writes nothing. The caller closes it.
func NewStore(a *archive.Archive, o Options) *Store {
	s := &Store{Options: o, archive: a, root: a.Folder(), path: Path(o.Dir, a), writing: make(chan struct{}, 1)}
	s.life, s.end = context.WithCancel(context.Background())
	return s
}

// Read makes or updates the index as w says, and calls question with it. No
// process changes the index while the question reads it. The index must not be
// used afterwards. The error is the error of ctx; an *archive.FaultError if a
// fault of the system keeps the archive from being read; an *UnusableError if
// there can be no index; or the error of the question, which can be about the
// index: see IsDamage and IsFault.
func (s *Store) Read(ctx context.Context, w Want, question func(*Index) error) error {
	x, err := s.open(ctx, w)
	if err != nil {
		return err
	}
	return x.answer(question)
}

// Peek calls question with the index as it is, up to date or not. It is for
// questions that must not take long and need not be exact. Only slugs and the names
// of topics, sources and categories can be read. Peek does not make a missing index.
func (s *Store) Peek(ctx context.Context, question func(*Index) error) error {
	x, err := s.peek(ctx)
	if err != nil {
		return err
	}
	return x.answer(question)
}

// Generation returns a number that changes whenever the contents of the index
// change. It is the number of the last question; 0 before the first.
func (s *Store) Generation() uint64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cached == nil {
		return 0
	}
	return s.cached.number
}

// Close closes the index. Running questions can finish.
func (s *Store) Close() error {
	s.end()
	s.beside.Wait()
	s.mu.Lock()
	idle := s.idle
	s.idle, s.cached, s.closed = nil, nil, true
	s.mu.Unlock()
	var errs []error
	for _, f := range idle {
		errs = append(errs, f.close())
	}
	return errors.Join(errs...)
}

// answer calls a question with the index and ends the index.
func (x *Index) answer(question func(*Index) error) (err error) {
	defer func() { x.end(err) }()
	return cmp.Or(question(x), x.unread)
}

// end ends the transaction of an index. err is the error that was met, or nil.
func (x *Index) end(err error) { x.store.release(x.file, err) }

// maxIdle is the number of connections that stay open between questions.
const maxIdle = 4

// begin begins a transaction to read the file that has the index's name now.
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

// release ends the transaction of a file and keeps the file open for later, if
// it can. err is the error that was met in the transaction, or nil.
func (s *Store) release(f *file, err error) {
	if f.rollback() != nil || IsDamage(err) || IsFault(err) || f.opened == nil || !s.keep(f) {
		f.close()
	}
}

func (s *Store) keep(f *file) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed || len(s.idle) == maxIdle {
		return false
	}
	s.idle = append(s.idle, f)
	return true
}

// contents returns the contents that were read last, or nil.
func (s *Store) contents() *contents {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.cached
}

// keepContents keeps contents for the next question.
func (s *Store) keepContents(c *contents) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.closed {
		s.cached = c
	}
}

// isRecent reports whether the index was up to date within the last maxAge.
func (s *Store) isRecent(maxAge time.Duration) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maxAge > 0 && !s.surveyTime.IsZero() && time.Since(s.surveyTime) <= maxAge
}

// surveyBeside brings the index up to date beside questions, unless that takes long.
func (s *Store) surveyBeside() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed || s.life.Err() != nil || !s.surveying.CompareAndSwap(false, true) {
		return
	}
	s.beside.Go(func() {
		defer s.surveying.Store(false)
		quiet := &opener{Store: s, Want: Want{Soon: true}, archive: s.archive.Snapshot(), quiet: true}
		if x, err := quiet.open(s.life); err == nil {
			x.end(nil)
			s.noteSurvey(quiet.since)
		}
	})
}

// noteSurvey records the time of a survey after which the index is up to date.
func (s *Store) noteSurvey(at time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if at.After(s.surveyTime) {
		s.surveyTime = at
	}
}

// open opens the index as w says.
func (s *Store) open(ctx context.Context, w Want) (*Index, error) {
	o := &opener{Store: s, Want: w, archive: s.archive.Snapshot()}
	x, err := o.open(ctx)
	switch {
	case errors.Is(err, ErrUnready) && ctx.Err() == nil:
		return nil, err
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
	s.noteSurvey(o.since)
	x.Remade = o.remade
	return x, nil
}

// isOfArchive reports whether an error is a fault of the system that kept the
// archive from being read. Then the pages cannot be read in place of the index
// either.
func isOfArchive(err error) bool {
	var fault *archive.FaultError
	return errors.As(err, &fault)
}

// briefTimeout is how long to wait for another writer when the file is not
// needed, or can be used as it is.
const briefTimeout = 50 * time.Millisecond

func (s *Store) peek(ctx context.Context) (*Index, error) {
	ctx, cancel := context.WithTimeout(ctx, briefTimeout)
	defer cancel()
	f, err := s.beginWaiting(ctx, nil)
	if err != nil {
		return nil, err
	}
	if err := f.check(s.root); err != nil {
		s.release(f, err)
		return nil, err
	}
	return &Index{corpus: &corpus{session: f.session}, file: f, store: s}, nil
}

// lockToWrite waits until no other goroutine writes, and returns a function
// that releases the lock.
func (s *Store) lockToWrite(ctx context.Context) (unlock func(), err error) {
	select {
	case s.writing <- struct{}{}:
		return func() { <-s.writing }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// opener opens the index for one question, and makes or repairs it if
// necessary.
type opener struct {
	*Store
	Want
	archive    *archive.Archive
	info       os.FileInfo // the file as it was found last
	lastSurvey survey      // the last survey of the archive
	since      time.Time   // the start of the last survey
	built      bool        // the index was built from all pages
	remade     error
	progress   progress
	quiet      bool // nobody asked: progress is not reported
	inRun      int  // how much a full write keeps in memory, 0 for the usual
}
