package catalog

import (
	"context"
	"errors"
	"sync"
	"time"

	"news/internal/archive"
	"news/internal/index"
	"news/internal/search"
)

// Prepare makes the index or brings it up to date, and reads what the first keys of
// Typing need. The Observer is told how far it has come. Without an index it reads the
// pages of a small archive; the error is ErrNoIndex for a large one. Other errors are as
// for List.
func (c *Catalog) Prepare(ctx context.Context) error {
	if !c.mayUseIndex() {
		_, err := c.remembered(ctx)
		return err
	}
	c.preparing.Add(1)
	err := c.prepare(ctx)
	c.preparing.Add(-1)
	c.endReading()
	return err
}

func (c *Catalog) prepare(ctx context.Context) error {
	read := func(s *snapshot) error {
		words, err := s.corpus()
		if err == nil {
			_, err = words.Starts(ctx)
		}
		return err
	}
	err := c.readIndex(ctx, index.Want{MaxAge: c.options.MaxAge}, read)
	if index.IsDamage(err) {
		c.tellRemade(index.ErrDamaged)
		err = c.readIndex(ctx, index.Want{Anew: true}, read)
	}
	if ctx.Err() == nil && isUnusable(err) {
		c.unindex(err)
	}
	return err
}

func isUnusable(err error) bool {
	var unusable *index.UnusableError
	return errors.As(err, &unusable) || index.IsFault(err)
}

// mayUseIndex reports whether there is an index, or can be one as far as is known.
func (c *Catalog) mayUseIndex() bool {
	return c.store != nil && time.Now().Unix() >= c.unindexed.Load()
}

// prepareBeside has the index made beside, unless it is being made.
func (c *Catalog) prepareBeside() {
	if c.life.Err() == nil && c.preparing.CompareAndSwap(0, 1) {
		c.beside.Go(func() {
			c.prepare(c.life)
			c.preparing.Add(-1)
			c.endReading()
		})
	}
}

// answerAtOnce asks a question as answer does, but does not wait for an index that
// must be made, and does not read all pages of a large archive.
func answerAtOnce[T any](ctx context.Context, c *Catalog, question func(*snapshot) (T, error)) (found T, err error) {
	if !c.mayUseIndex() {
		return answerFromMemory(ctx, c, question)
	}
	want := index.Want{MaxAge: c.options.MaxAge, Soon: true}
	for range 3 {
		err = c.readIndex(ctx, want, func(s *snapshot) (err error) {
			s.recent = &c.recent
			found, err = question(s)
			return err
		})
		var stale *staleError
		switch {
		case ctx.Err() != nil:
			return found, ctx.Err()
		case errors.As(err, &stale):
			want.Days = stale.days
		case errors.Is(err, index.ErrUnready), index.IsDamage(err):
			c.prepareBeside()
			return found, ErrIndexing
		case isUnusable(err):
			c.unindex(err)
			return answerFromMemory(ctx, c, question)
		default:
			return found, err
		}
	}
	return found, ErrChanging
}

// answerFromMemory asks a question of the pages of a small archive.
func answerFromMemory[T any](ctx context.Context, c *Catalog, question func(*snapshot) (T, error)) (found T, err error) {
	m, err := c.remembered(ctx)
	if why := c.why.Load(); why != nil && errors.Is(err, ErrNoIndex) {
		err = *why
	}
	if err != nil {
		return found, err
	}
	s := c.snapshot()
	s.facts, s.known, s.recent = m.pages, m.known, &c.recent
	found, err = question(s)
	return found, faultOr(s.archive, err)
}

// knowns is what the words of the index matched, for one generation of it.
type knowns struct {
	mu     sync.Mutex
	number uint64
	known  *search.Known
}

func (k *knowns) of(number uint64) *search.Known {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.known == nil || k.number != number {
		k.number, k.known = number, search.NewKnown()
	}
	return k.known
}

// smallArchive is how many events an archive has at most whose pages are kept in
// memory where there is no index.
const smallArchive = 5000

// memory is the pages of a small archive.
type memory struct {
	mu      sync.Mutex
	now     *remembered
	looked  time.Time     // at the folders
	reading chan struct{} // closed when the pages have been read; nil where nobody reads
	err     error         // of the last reading
}

// remembered is what was read of a small archive. It does not change.
type remembered struct {
	pages *paged
	known *search.Known
	tree  archive.Tree
}

// remembered returns the pages of a small archive, which are read where they are not
// known, or have changed since. The reading goes on beside where ctx ends.
func (c *Catalog) remembered(ctx context.Context) (*remembered, error) {
	m := &c.memory
	m.mu.Lock()
	if m.isCurrent(c) {
		defer m.mu.Unlock()
		return m.now, m.err
	}
	if m.reading == nil {
		m.reading = make(chan struct{})
		c.beside.Go(func() { c.remember(c.life) })
	}
	reading := m.reading
	m.mu.Unlock()
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-reading:
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.now, m.err
}

// isCurrent reports whether the last look at the archive was recent enough.
func (m *memory) isCurrent(c *Catalog) bool {
	known := m.now != nil || errors.Is(m.err, ErrNoIndex)
	return known && (c.archive.Dir == "" || time.Since(m.looked) <= c.options.MaxAge)
}

// remember reads the pages of a small archive, if any have changed since the last time.
func (c *Catalog) remember(ctx context.Context) {
	m := &c.memory
	looked := time.Now()
	m.mu.Lock()
	now, err := m.now, m.err
	m.mu.Unlock()
	if !errors.Is(err, ErrNoIndex) { // once large, always large
		now, err = c.lookAgain(ctx, now)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now, m.err, m.looked = now, err, looked
	close(m.reading)
	m.reading = nil
}

func (c *Catalog) lookAgain(ctx context.Context, was *remembered) (*remembered, error) {
	s := c.archive.Snapshot()
	now := &remembered{known: search.NewKnown()}
	if c.archive.Dir != "" {
		var known archive.Tree
		if was != nil {
			known = was.tree
		}
		tree, changed, err := s.Survey(ctx, known)
		if err != nil {
			return nil, err
		}
		if was != nil && len(changed) == 0 {
			return was, nil
		}
		now.tree = tree
	}
	const all = needsWords | needsLinks | needsLabels | needsPlaces
	var err error
	now.pages, err = readPagesOf(ctx, s, all, c.options.Observer, smallArchive)
	return now, err
}
