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

// FaultError says that the system, and not what stands in the archive, kept a file
// or folder from being read: too many files are open, memory has run out, the disk
// fails. What was read until then is not all that there is.
type FaultError struct {
	Path  string // in the archive, or the folder of the archive itself
	Cause error
}

func (e *FaultError) Error() string {
	return fmt.Sprintf("%s cannot be read: %v", text.Plain(e.Path), reason(e.Cause))
}

func (e *FaultError) Unwrap() error { return e.Cause }

// isFault tells whether an error is one of the system's own.
func isFault(err error) bool {
	return err != nil && slices.ContainsFunc(faults, func(fault error) bool { return errors.Is(err, fault) })
}

// Err returns the first fault of the system that was met while the archive was
// read, as a *FaultError; nil where there was none. Once there is one, walks end
// early, and whoever walked has to ask for it. A Snapshot has met none yet.
func (a *Archive) Err() error {
	first := a.fault.first.Load()
	if first == nil {
		return nil // and no *FaultError that is nil
	}
	return &FaultError{a.shown(first.Path), first.Cause}
}

// fault is the first one that was met.
type fault struct{ first atomic.Pointer[FaultError] }

// note notes an error where it is a fault.
func (f *fault) note(name string, err error) {
	if isFault(err) {
		f.first.CompareAndSwap(nil, &FaultError{name, err})
	}
}

// watched is a file system, or a folder of one, whose faults are noted: whoever
// reads it need not tell them from the errors of single files.
type watched struct {
	fsys  fs.FS
	dir   string // of the folder in the whole
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

// Close releases what the file system holds open.
func (w watched) Close() error {
	if closer, ok := w.fsys.(io.Closer); ok {
		return closer.Close()
	}
	return nil
}

// watchedFile is a file whose faults are noted.
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
