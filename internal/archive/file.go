package archive

import (
	"io/fs"
	"path/filepath"
	"strings"

	"news/internal/event"
)

// File returns a page's file as the system names it, given its path in the
// archive, such as an event has it.
func (a *Archive) File(page string) string {
	below := strings.TrimPrefix(page, "news/")
	return filepath.Join(a.Dir, filepath.FromSlash(a.base), filepath.FromSlash(below))
}

// IndexFile returns the file of a day's own page as the system names it. Where
// the day has none, the error is fs.ErrNotExist.
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

// Years returns the first and the last year that the archive has a folder for;
// 0 where it has none. It lists one folder.
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
