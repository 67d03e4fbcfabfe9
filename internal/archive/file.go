package archive

import (
	"io/fs"
	"path/filepath"
	"strings"

	"news/internal/event"
)

// File returns the file of a page as the system names it. The page is a path in
// the archive, as in the Path of an event.
func (a *Archive) File(page string) string {
	below := strings.TrimPrefix(page, "news/")
	return filepath.Join(a.Dir, filepath.FromSlash(a.base), filepath.FromSlash(below))
}

// IndexFile returns the file of a day's own page as the system names it. If the
// day has none, the error is fs.ErrNotExist.
func (a *Archive) IndexFile(date event.Date) (string, error) {
	for _, dir := range a.find(date).paths {
		f, release, err := a.open(date, dir)
		if err != nil {
			continue
		}
		name := f.index
		release()
		if name != "" {
			return filepath.Join(a.Dir, filepath.FromSlash(dir), name), nil
		}
	}
	return "", fs.ErrNotExist
}

// Years returns the first and the last year with a folder in the archive, or 0
// and 0 if there is none. It lists one folder.
func (a *Archive) Years() (first, last int) {
	entries, err := fs.ReadDir(a.fsys, a.base)
	if err != nil {
		return 0, 0
	}
	for _, entry := range entries {
		date, _, ok := event.SplitPath(entry.Name() + "/01/1")
		if !ok || !event.IsYear(entry.Name()) {
			continue
		}
		if first == 0 || date.Year < first {
			first = date.Year
		}
		last = max(last, date.Year)
	}
	return first, last
}
