package archive

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"sync/atomic"

	"news/internal/text"
)

// FaultError means that a fault of the system kept a file or folder from being
// read: too many files are open, memory has run out, or the disk fails. Nothing
// is wrong in the archive, but what was read so far is not complete.
type FaultError struct {
	Path  string // a path in the archive, or the archive's folder
	Cause error
}

func (e *FaultError) Error() string {
	return fmt.Sprintf("%s cannot be read: %v", text.Plain(e.Path), reason(e.Cause))
}

func (e *FaultError) Unwrap() error { return e.Cause }

// isFault reports whether an error is a fault of the system.
func isFault(err error) bool {
	return err != nil && slices.ContainsFunc(faults, func(fault error) bool { return errors.Is(err, fault) })
}

// Err returns the first fault of the system that was met while the archive was
// read, as a *FaultError, or nil. After a fault, walks end early, so a caller
// must check Err after a walk. A new Snapshot has no fault.
func (a *Archive) Err() error {
	first := a.fault.first.Load()
	if first == nil {
		return nil // and not a nil *FaultError
	}
	return &FaultError{a.shown(first.Path), first.Cause}
}

// fault holds the first fault that was met.
type fault struct{ first atomic.Pointer[FaultError] }

// note records an error if it is a fault.
func (f *fault) note(name string, err error) {
	if isFault(err) {
		f.first.CompareAndSwap(nil, &FaultError{name, err})
	}
}

// watched is a file system, or a folder of one, that records its faults, so
// that its readers need not tell faults from the errors of single files.
type watched struct {
	fsys  fs.FS
	dir   string // the path of fsys in the whole file system
	fault *fault
}

func (w watched) Open(name string) (fs.File, error) {
	file, err := w.fsys.Open(name)
	full := path.Join(w.dir, name)
	if err != nil {
		w.fault.note(full, err)
		return nil, err
	}
	return watchedFile{file, full, w.fault}, nil
}

func (w watched) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(w.fsys, name)
	w.fault.note(path.Join(w.dir, name), err)
	return entries, err
}

func (w watched) Stat(name string) (fs.FileInfo, error) {
	info, err := fs.Stat(w.fsys, name)
	w.fault.note(path.Join(w.dir, name), err)
	return info, err
}

func (w watched) Sub(name string) (fs.FS, error) {
	folder, err := fs.Sub(w.fsys, name)
	full := path.Join(w.dir, name)
	w.fault.note(full, err)
	return watched{folder, full, w.fault}, err
}

// Close closes the file system, if it can be closed.
func (w watched) Close() error {
	if closer, ok := w.fsys.(io.Closer); ok {
		return closer.Close()
	}
	return nil
}

// watchedFile is a file that records its faults.
type watchedFile struct {
	fs.File
	path  string
	fault *fault
}

func (f watchedFile) Read(p []byte) (int, error) {
	n, err := f.File.Read(p)
	f.fault.note(f.path, err)
	return n, err
}
