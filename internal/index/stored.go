package index

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Stored is an index in a cache folder, of any archive and of any version.
type Stored struct {
	Path string
	Root string // the folder news of its archive, or "" where the index does not say
	Size int64
}

// IsGone reports whether the archive of the index is gone: there is no folder at its
// place. A folder that cannot be looked at may be there.
func (s Stored) IsGone() bool {
	_, err := os.Stat(s.Root)
	return s.Root != "" && errors.Is(err, os.ErrNotExist)
}

// List returns the indexes in a cache folder, by name. It waits for no other process.
func List(ctx context.Context, dir string) []Stored {
	var all []Stored
	for _, path := range filesIn(dir) {
		info, err := os.Lstat(path)
		if err != nil || !info.Mode().IsRegular() {
			continue
		}
		all = append(all, Stored{path, rootIn(ctx, path), info.Size()})
	}
	return all
}

// rootIn returns the folder news that an index was made of, or "".
func rootIn(ctx context.Context, path string) string {
	const patience = 100 * time.Millisecond
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	f, err := open(ctx, path, toRead)
	if err != nil {
		return ""
	}
	defer f.close()
	var root string
	if err := f.one([]any{&root}, `SELECT root FROM archive`); err != nil {
		return ""
	}
	return root
}

// ClearAll removes all indexes in a cache folder, and nothing else. It returns how many
// there were.
func ClearAll(dir string) (int, error) {
	var errs []error
	removed := 0
	for _, path := range filesIn(dir) {
		err := remove(path)
		if err == nil {
			removed++
		}
		errs = append(errs, err)
	}
	return removed, errors.Join(errs...)
}

// filesIn returns the paths of all files in a folder that have the name of an index.
func filesIn(dir string) []string {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	var paths []string
	for _, entry := range entries {
		if name, ok := withoutVersion(entry.Name()); ok && !entry.IsDir() && endsInHash(name) {
			paths = append(paths, filepath.Join(dir, entry.Name()))
		}
	}
	return paths
}

// endsInHash reports whether a name ends in the hash that Path puts behind the name of
// an archive.
func endsInHash(name string) bool {
	const digits = 12
	at := len(name) - digits
	return at > 0 && name[at-1] == '-' && strings.Trim(name[at:], "0123456789abcdef") == ""
}
