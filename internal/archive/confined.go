package archive

import (
	"io"
	"io/fs"
	"os"
	"path"
)

// confined is a folder of the system. No path and no symbolic link leads out of
// it.
type confined struct{ root *os.Root }

func (c confined) Open(name string) (fs.File, error) { return openFile(c.root, name) }

func (c confined) ReadDir(name string) ([]fs.DirEntry, error) {
	return readDir(c.root, name)
}

func (c confined) Stat(name string) (fs.FileInfo, error) { return fs.Stat(c.root.FS(), name) }

// Sub opens a folder in c, so that each of its files is reached in one step and
// not by a walk from the root.
func (c confined) Sub(name string) (fs.FS, error) {
	root, err := c.root.OpenRoot(name)
	if err != nil {
		return nil, err
	}
	return confined{root}, nil
}

// Close closes the folder.
func (c confined) Close() error { return c.root.Close() }

// sub returns the folder name of fsys, and a function that closes it.
func sub(fsys fs.FS, name string) (fs.FS, func(), error) {
	folder, err := fs.Sub(fsys, name)
	if err != nil {
		return nil, nil, err
	}
	release := func() {}
	if closer, ok := folder.(io.Closer); ok {
		release = func() { closer.Close() }
	}
	return folder, release, nil
}

// isFolder reports whether an entry of a folder is a folder, or a symbolic link
// to a folder inside the archive.
func isFolder(fsys fs.FS, dir string, entry fs.DirEntry) bool {
	return targetIs(fsys, dir, entry, fs.FileMode.IsDir)
}

// isFile reports whether an entry of a folder is a plain file, or a symbolic
// link to a plain file inside the archive. A FIFO, a device or a socket is not
// a plain file.
func isFile(fsys fs.FS, dir string, entry fs.DirEntry) bool {
	return targetIs(fsys, dir, entry, fs.FileMode.IsRegular)
}

func targetIs(fsys fs.FS, dir string, entry fs.DirEntry, is func(fs.FileMode) bool) bool {
	if entry.Type()&fs.ModeSymlink == 0 {
		return is(entry.Type())
	}
	info, err := fs.Stat(fsys, path.Join(dir, entry.Name()))
	return err == nil && is(info.Mode())
}
