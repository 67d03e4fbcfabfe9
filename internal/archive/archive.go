// Package archive reads an archive of news events: a folder with
// news/YEAR/MONTH/DAY/SLUG.md, one page for each event, or the same tree from
// any other fs.FS. It finds archives, walks them in their canonical order, and
// resolves what people type for an event or a day. It never reads outside of
// the archive and never writes to it.
package archive

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"news/internal/event"
	"news/internal/when"
)

// Archive is an open archive. Its methods can be called from several
// goroutines at once.
type Archive struct {
	// Dir is the archive's folder as the system names it, "" if it is not
	// a folder of the system.
	Dir string

	fsys watched
	base string // the folder of the years in fsys: "news", or "." if fsys is the folder news itself

	whole *Archive // the archive of a snapshot; nil for an archive itself
	names listings
	fault fault

	mu      sync.Mutex
	skipped map[string]event.Problem // the files and folders that could not be read, by their paths
	first   []event.Problem          // the first of them
}

// errNoFolder means that there is a file in the place of a folder.
var errNoFolder = errors.New("not a directory")

// errDanglingLink means that there is a symbolic link in the place of a folder,
// and that its target is missing.
var errDanglingLink = errors.New("a symbolic link that leads nowhere")

// NotArchiveError means that a folder is not an archive, or an archive that
// cannot be read.
type NotArchiveError struct {
	Dir    string
	Folder string // the folder that cannot be read: Dir, or its folder news
	Cause  error  // why Folder cannot be read; nil if it can
	Empty  bool   // it is an archive without events
	Above  string // the archive that contains Dir, if the caller looked for one, or ""
}

func (e *NotArchiveError) Error() string {
	switch {
	case e.Folder == e.Dir && errors.Is(e.Cause, fs.ErrNotExist):
		return fmt.Sprintf("there is no folder %s", e.Dir)
	case e.Cause != nil:
		return fmt.Sprintf("the folder %s cannot be read: %v", e.Folder, reason(e.Cause))
	case e.Empty:
		return fmt.Sprintf("the archive %s is empty: there is no event in its folder news", e.Dir)
	}
	return fmt.Sprintf("%s is no archive: it holds no folder news with a year such as 2016 in it", e.Dir)
}

func (e *NotArchiveError) Unwrap() error { return e.Cause }

// reason returns an error without the name of the file, which the program's own
// messages state in the archive's terms.
func reason(err error) error {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		return pathError.Err
	}
	return err
}

// Open opens the archive in a folder: the folder that contains news/, or the
// folder news itself. The error is a *NotArchiveError if there is no archive,
// and a *FaultError if the system failed.
func Open(dir string) (*Archive, error) {
	full, err := filepath.Abs(dir)
	if err != nil {
		return nil, cannotOpen(dir, dir, err)
	}
	// Opening a FIFO would wait for somebody to write to it.
	if info, err := os.Stat(full); err != nil {
		return nil, cannotOpen(dir, dir, err)
	} else if !info.IsDir() {
		return nil, cannotOpen(dir, dir, errNoFolder)
	}
	root, err := os.OpenRoot(full)
	if err != nil {
		return nil, cannotOpen(dir, dir, err)
	}
	a := FromFS(&named{path: full, root: root})
	a.Dir = full
	folder := filepath.Join(dir, a.base)
	err = a.hasYear()
	if err != nil && filepath.Base(full) == "news" {
		a.base, folder = ".", dir
		err = a.hasYear()
	}
	if err == nil {
		return a, nil
	}
	root.Close()
	if errors.Is(err, fs.ErrNotExist) {
		err = danglingLink(filepath.Join(full, a.base))
	}
	return nil, cannotOpen(dir, folder, err)
}

// cannotOpen returns the error of Open: folder, which is dir or a folder in it,
// could not be read because of cause. A nil cause means that dir is not an
// archive, or that import made it and has not written a page yet.
func cannotOpen(dir, folder string, cause error) error {
	if isFault(cause) {
		return &FaultError{dir, cause}
	}
	return &NotArchiveError{Dir: dir, Folder: folder, Cause: cause, Empty: cause == nil && wasImported(dir)}
}

// danglingLink returns errDanglingLink if a path is a symbolic link to nothing,
// else nil.
func danglingLink(name string) error {
	if _, err := os.Lstat(name); err != nil {
		return nil
	}
	if _, err := os.Stat(name); errors.Is(err, fs.ErrNotExist) {
		return errDanglingLink
	}
	return nil
}

// FromFS returns the archive whose folder news is in fsys.
func FromFS(fsys fs.FS) *Archive {
	a := &Archive{base: "news"}
	a.fsys = watched{fsys: fsys, fault: &a.fault}
	return a
}

// Snapshot returns the same archive for one question: it remembers what it
// reads from now on, and nothing from before. The files that it skips count for
// the archive too, each once; its faults are its own. Where another folder has
// the name of the archive's folder by now, the snapshot is of that folder. Closing a
// snapshot does nothing. The archive must stay open until the last use of its snapshots.
func (a *Archive) Snapshot() *Archive {
	a.renew()
	s := &Archive{Dir: a.Dir, base: a.base, whole: a}
	s.fsys = watched{fsys: a.fsys.fsys, fault: &s.fault}
	return s
}

// Find returns the nearest folder at or above dir that is an archive, or "". An
// archive that import made counts even before it has a page. If
// a nearer folder has a folder news that cannot be read, Find returns its
// *NotArchiveError: an archive further up is not the one that is meant.
// A fault of the system ends the search, too, with a *FaultError.
func Find(dir string) (string, error) {
	if full, err := filepath.Abs(dir); err == nil {
		dir = full
	}
	for {
		a, err := Open(dir)
		if err == nil {
			a.Close()
			return a.top(), nil
		}
		var notArchive *NotArchiveError
		if !errors.As(err, &notArchive) || notArchive.isMeant() {
			return "", err
		}
		if notArchive.Empty {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", nil
		}
		dir = parent
	}
}

// top returns the folder that contains the archive's folder news. It returns
// the folder news itself if its parent is not the archive, as when news was
// reached through a symbolic link.
func (a *Archive) top() string {
	if a.base != "." {
		return a.Dir
	}
	above, err := Open(filepath.Dir(a.Dir))
	if err != nil {
		return a.Dir
	}
	above.Close()
	return above.Dir
}

// isMeant reports whether the folder has a folder news that would be an archive
// if it could be read.
func (e *NotArchiveError) isMeant() bool {
	if e.Cause == nil || e.Folder == e.Dir {
		return false
	}
	if _, err := os.Lstat(e.Folder); err != nil {
		return false
	}
	info, err := os.Stat(e.Folder)
	if err != nil {
		return true
	}
	if !info.IsDir() {
		return false
	}
	entries, err := os.ReadDir(e.Folder) // a link out of the archive can be read, but is not followed
	return err != nil || slices.ContainsFunc(entries, func(entry fs.DirEntry) bool { return event.IsYear(entry.Name()) })
}

// HasEvents returns nil if any day of the archive has a page or an index.
// Otherwise it returns a *NotArchiveError that says that the archive is empty,
// or what of it cannot be read. It returns a
// *FaultError if the system cannot tell.
func (a *Archive) HasEvents() error {
	for date := range a.Dates(when.Set{}, false) {
		if len(a.order(date)) > 0 {
			return nil
		}
		if _, err := a.RawIndex(date); !errors.Is(err, fs.ErrNotExist) {
			return nil
		}
	}
	if err := a.Err(); err != nil {
		return err
	}
	if n, first := a.Skipped(); n > 0 {
		below := strings.TrimPrefix(first[0].Path, "news/")
		return &NotArchiveError{Dir: a.Dir, Folder: filepath.Join(a.Dir, a.base, below), Cause: errors.New(first[0].Message)}
	}
	return &NotArchiveError{Dir: a.Dir, Folder: a.Dir, Empty: true}
}

// Folder returns the path of the archive's folder news with its symbolic links
// resolved. It is the same path however the archive was named. It returns "" if
// the archive is not a folder of the system.
func (a *Archive) Folder() string {
	if a.Dir == "" {
		return ""
	}
	folder, err := filepath.EvalSymlinks(filepath.Join(a.Dir, a.base))
	if err != nil {
		return ""
	}
	return folder
}

// Close closes the archive's folder.
func (a *Archive) Close() error {
	if a.whole != nil {
		return nil
	}
	return a.fsys.Close()
}

// hasYear returns nil if the archive has a year, fs.ErrNotExist if it has none,
// and otherwise why it could not be read.
func (a *Archive) hasYear() error {
	if info, err := fs.Stat(a.fsys, a.base); err == nil && !info.IsDir() {
		return fs.ErrNotExist
	}
	entries, err := fs.ReadDir(a.fsys, a.base)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if event.IsYear(entry.Name()) && isFolder(a.fsys, a.base, entry) {
			return nil
		}
	}
	return fs.ErrNotExist
}

// Skipped returns the number of files and folders that the archive and its
// snapshots could not read so far, and the first of them.
func (a *Archive) Skipped() (int, []event.Problem) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return len(a.skipped), a.first
}

// AllSkipped returns all files and folders that the archive and its snapshots
// could not read so far, in the order of their paths.
func (a *Archive) AllSkipped() []event.Problem {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.SortedFunc(maps.Values(a.skipped), func(x, y event.Problem) int { return strings.Compare(x.Path, y.Path) })
}

// skip records files and folders that could not be read, each once. It does
// nothing after a fault of the system, which is not the fault of a file.
func (a *Archive) skip(problems ...event.Problem) {
	const kept = 10
	if len(problems) == 0 || a.Err() != nil {
		return
	}
	if a.whole != nil {
		a.whole.skip(problems...)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, p := range problems {
		if _, known := a.skipped[p.Path]; known {
			continue
		}
		if a.skipped == nil {
			a.skipped = make(map[string]event.Problem)
		}
		a.skipped[p.Path] = p
		if len(a.first) < kept {
			a.first = append(a.first, p)
		}
	}
}
