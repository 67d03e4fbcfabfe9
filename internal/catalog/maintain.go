package catalog

import (
	"context"
	"errors"

	"news/internal/archive"
	"news/internal/index"
	"news/internal/search"
)

// Status is how an archive's index is found to be.
type Status = index.Status

// UnusableError says that an index can neither be used nor made.
type UnusableError = index.UnusableError

// The errors of references, of queries and of an archive that cannot be read.
type (
	NotFoundError  = archive.NotFoundError
	AmbiguousError = archive.AmbiguousError
	QueryError     = search.QueryError
	FaultError     = archive.FaultError
)

// ErrNoIndex says that the archive has no index: the built-in sample is small
// enough to be read each time.
var ErrNoIndex = errors.New("the archive has no index")

// IndexStatus tells how the index is, and changes nothing. The error is the
// context's, or ErrNoIndex.
func (c *Catalog) IndexStatus(ctx context.Context) (Status, error) {
	if c.store == nil {
		return Status{}, ErrNoIndex
	}
	return index.Look(ctx, c.archive, c.options.CacheDir)
}

// HasIndex reports whether questions are answered by an index, as far as is known
// before one is asked.
func (c *Catalog) HasIndex() bool { return c.store != nil }

// IsDamage reports whether the trouble of an index goes away with the next
// question, which makes the index anew.
func IsDamage(trouble error) bool { return index.IsDamage(trouble) }

// RebuildIndex reads all pages and makes the index anew. It returns how many
// events the index has.
func (c *Catalog) RebuildIndex(ctx context.Context) (int, error) {
	if c.store == nil {
		return 0, ErrNoIndex
	}
	events := 0
	err := c.readIndex(ctx, index.Want{Anew: true}, func(s *snapshot) error {
		events = s.facts.(*indexed).Len()
		return nil
	})
	return events, err
}

// CheckIndex compares the index with all pages. It returns the first thing that
// is wrong, nil where nothing is; err is the context's.
func (c *Catalog) CheckIndex(ctx context.Context) (wrong, err error) {
	if c.store == nil {
		return nil, ErrNoIndex
	}
	defer c.options.Observer.Read()
	return index.Check(ctx, c.archive, index.Options{Dir: c.options.CacheDir, Report: c.options.Observer.Reading})
}

// ClearIndex removes the index.
func (c *Catalog) ClearIndex() error {
	if c.store == nil {
		return ErrNoIndex
	}
	return index.Clear(c.archive, c.options.CacheDir)
}

// Stored is an index in the folder for indexes, of any archive.
type Stored = index.Stored

// StoredIndexes returns the indexes in a folder for them, of all archives. It waits for
// no other process.
func StoredIndexes(ctx context.Context, dir string) []Stored { return index.List(ctx, dir) }

// ClearIndexes removes all indexes in a folder for them. It returns how many there were.
func ClearIndexes(dir string) (int, error) { return index.ClearAll(dir) }
