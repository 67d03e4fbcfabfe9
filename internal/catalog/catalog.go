// Package catalog answers questions about one archive: which events match, what
// belongs to an event, how many events have a name. It answers by the archive's
// index, or by the archive's pages if there is no index. Both ways return the same
// answers. The command line asks it, and so can any other face of the program. Its
// data come from packages archive and index; no text in an answer needs cleaning.
package catalog

import (
	"cmp"
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/index"
	"news/internal/meaning"
	"news/internal/when"
)

// Options say how a Catalog reads its archive.
type Options struct {
	// CacheDir is the folder that holds indexes. Where it is "", pages are read.
	CacheDir string
	// Fresh looks at every page for changes, not only at folders that changed.
	Fresh bool
	// MaxAge is how old a look at the archive's folders may be that serves
	// another question; 0 looks for every question.
	MaxAge time.Duration
	// Meanings returns the words that mean the same; nil for the built-in ones. It is
	// called before the first question with words.
	Meanings func() (*meaning.Groups, error)
	// Observer is told what happens on the way; nil for nobody.
	Observer Observer
	// Now returns the time that "today" is taken from; nil for time.Now.
	Now func() time.Time
}

// Observer is told what happens while a question is answered. Its methods may
// be called from any goroutine.
type Observer interface {
	// Reading tells how far the reading of pages has come.
	Reading(Progress)
	// Read tells that the reading that was told of has ended.
	Read()
	// Waiting tells that another process has kept the index for a second.
	Waiting()
	// Remade tells that the index had to be made anew, and what it was before.
	Remade(was error)
	// Unindexed tells why the index cannot be used, so that pages are read.
	Unindexed(why error)
}

// Progress is how far the reading of pages has come.
type Progress = index.Progress

// ErrChanging says that pages changed under a question again and again.
var ErrChanging = errors.New("pages have changed while they were read")

// Catalog answers questions about one archive. It is safe for concurrent use,
// and holds no lock on the index between questions.
type Catalog struct {
	archive *archive.Archive
	options Options
	store   *index.Store // nil where pages are read

	meanings func() (*meaning.Groups, error)

	life      context.Context // until Close
	end       context.CancelFunc
	beside    sync.WaitGroup
	preparing atomic.Int32 // how many make the index
	memory    memory
	knowns    knowns
	recent    recentEvents
	why       atomic.Pointer[error] // the index is of no use

	unindexed atomic.Int64 // until when the index is of no use, in seconds since 1970
	told      sync.Once    // that it is of no use
	remade    sync.Once    // it was told that the index was made anew
}

// Open returns a catalog of an archive. It opens nothing before the first
// question. The archive stays the caller's to close, after the catalog.
func Open(a *archive.Archive, o Options) *Catalog {
	if o.Observer == nil {
		o.Observer = nobody{}
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Meanings == nil {
		o.Meanings = func() (*meaning.Groups, error) { return meaning.New(nil) }
	}
	c := &Catalog{archive: a, options: o, meanings: sync.OnceValues(o.Meanings)}
	c.life, c.end = context.WithCancel(context.Background())
	if a.Dir != "" && o.CacheDir != "" {
		c.store = index.NewStore(a, index.Options{Dir: o.CacheDir, Waiting: o.Observer.Waiting, Report: o.Observer.Reading})
	}
	return c
}

// Close releases what the catalog holds. The archive stays open.
func (c *Catalog) Close() error {
	c.end()
	c.beside.Wait()
	if c.store == nil {
		return nil
	}
	return c.store.Close()
}

// Dir returns the archive's folder, "" for the built-in sample.
func (c *Catalog) Dir() string { return c.archive.Dir }

// Today returns the day that "today" means.
func (c *Catalog) Today() event.Date { return event.DateOf(c.options.Now()) }

// Years returns the first and the last year that the archive has a folder for;
// the zero Years where it has none.
func (c *Catalog) Years() when.Years {
	first, last := c.archive.Years()
	return when.Years{First: first, Last: last}
}

// Language returns the language that the archive is written in, as an ISO 639-1
// code.
func (c *Catalog) Language() string { return c.archive.Language() }

// nobody is an Observer that does nothing.
type nobody struct{}

func (nobody) Reading(Progress) {}
func (nobody) Read()            {}
func (nobody) Waiting()         {}
func (nobody) Remade(error)     {}
func (nobody) Unindexed(error)  {}

// Skipped returns how many files and folders of the archive could not be read so
// far, and the first of them.
func (c *Catalog) Skipped() (int, []event.Problem) { return c.archive.Skipped() }

// answer asks a question of a snapshot of the archive: by the index, or by the
// pages where there is none. The question is asked again where the index turns
// out to be damaged, or older than a page, so it must not write output.
func answer[T any](ctx context.Context, c *Catalog, needs needs, question func(*snapshot) (T, error)) (T, error) {
	if !c.mayUseIndex() {
		return answerByPages(ctx, c, needs, question)
	}
	want := index.Want{Fresh: c.options.Fresh, MaxAge: c.options.MaxAge}
	for range 3 {
		var found T
		err := c.readIndex(ctx, want, func(s *snapshot) (err error) {
			found, err = question(s)
			return err
		})
		var stale *staleError
		switch {
		case ctx.Err() != nil:
			return found, ctx.Err()
		case index.IsDamage(err):
			c.tellRemade(index.ErrDamaged)
			want = index.Want{Anew: true}
		case errors.As(err, &stale):
			want = index.Want{Days: stale.days}
		case isUnusable(err):
			c.unindex(err)
			return answerByPages(ctx, c, needs, question)
		default:
			return found, err
		}
	}
	return answerByPages(ctx, c, needs, question)
}

// readIndex asks a question of the index.
func (c *Catalog) readIndex(ctx context.Context, want index.Want, question func(*snapshot) error) error {
	defer c.endReading()
	return c.store.Read(ctx, want, func(x *index.Index) error {
		if x.Remade != nil {
			c.tellRemade(x.Remade)
		}
		s := c.snapshot()
		s.facts = &indexed{Index: x, ctx: ctx}
		s.number = x.Generation()
		s.known = c.knowns.of(s.number)
		return faultOr(s.archive, question(s))
	})
}

// answerByPages asks a question of the archive's pages.
func answerByPages[T any](ctx context.Context, c *Catalog, needs needs, question func(*snapshot) (T, error)) (T, error) {
	var found T
	for range 3 {
		s := c.snapshot()
		p, err := readPages(ctx, s.archive, needs, c.options.Observer)
		if err == nil {
			s.facts = p
			found, err = question(s)
			err = faultOr(s.archive, err)
		}
		var stale *staleError
		if !errors.As(err, &stale) {
			return found, err
		}
	}
	return found, ErrChanging
}

// faultOr returns what kept the system from reading an archive, an
// *archive.FaultError, or else the error of whoever read it: what was found may not
// be all that there is.
func faultOr(a *archive.Archive, err error) error { return cmp.Or(a.Err(), err) }

// endReading tells that the reading of pages has ended, unless the index is still
// being made.
func (c *Catalog) endReading() {
	if c.preparing.Load() == 0 {
		c.options.Observer.Read()
	}
}

// snapshot returns the archive as one question sees it, without facts yet.
func (c *Catalog) snapshot() *snapshot {
	return &snapshot{archive: c.archive.Snapshot(), meanings: c.meanings, maxAge: c.options.MaxAge}
}

// tellRemade tells once that the index had to be made anew.
func (c *Catalog) tellRemade(was error) { c.remade.Do(func() { c.options.Observer.Remade(was) }) }

// untilNextTry is how long pages are read once the index was of no use: a disk that
// was full has room again some time.
const untilNextTry = time.Minute

// unindex stops using the index for a while and tells the observer why, once.
func (c *Catalog) unindex(why error) {
	c.unindexed.Store(time.Now().Add(untilNextTry).Unix())
	c.why.Store(&why)
	c.told.Do(func() { c.options.Observer.Unindexed(why) })
}

// staleError says that pages are not as the index has them, though their
// folders are.
type staleError struct{ days []event.Date }

func (e *staleError) Error() string { return "the index is older than its pages" }
