//go:build unix

package archive

import (
	"cmp"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"syscall"
)

// openFile opens a file in root. It does not block on a FIFO in the place of a
// page until somebody writes to it. It also saves four system calls for each
// file: the runtime does not test whether the file can be polled.
func openFile(root *os.Root, name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	return root.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
}

// readDir lists a folder in root, in the order of names. The entries know their names
// and types, and nothing else: a listing by root itself looks at each file.
func readDir(root *os.Root, name string) ([]fs.DirEntry, error) {
	file, err := openFile(root, name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	folder, err := duplicate(file.(*os.File))
	if err != nil {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: err}
	}
	defer folder.Close()
	found, err := folder.ReadDir(-1)
	entries := make([]fs.DirEntry, len(found))
	for i, entry := range found {
		entries[i] = rooted{entry, root, name}
	}
	slices.SortFunc(entries, func(x, y fs.DirEntry) int { return strings.Compare(x.Name(), y.Name()) })
	return entries, err
}

// duplicate returns an open file once more, as a file that belongs to no root.
func duplicate(file *os.File) (*os.File, error) {
	raw, err := file.SyscallConn()
	if err != nil {
		return nil, err
	}
	second, failed := -1, error(nil)
	err = raw.Control(func(first uintptr) {
		syscall.ForkLock.RLock()
		defer syscall.ForkLock.RUnlock()
		if second, failed = syscall.Dup(int(first)); failed == nil {
			syscall.CloseOnExec(second)
		}
	})
	if err = cmp.Or(err, failed); err != nil {
		return nil, err
	}
	return os.NewFile(uintptr(second), file.Name()), nil
}

// rooted is an entry of a folder in a root.
type rooted struct {
	fs.DirEntry
	root *os.Root
	dir  string // of the folder, as a path in the root
}

// Info looks at the file from the root, since the entry does not know where it is.
func (e rooted) Info() (fs.FileInfo, error) { return e.root.Lstat(path.Join(e.dir, e.Name())) }
