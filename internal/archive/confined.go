package archive

import (
	"io"
	"io/fs"
	"os"
	"path"
)

// confined is a folder of the system from which no path and no symbolic link
// leads out.
type confined struct{ root *os.Root }

func (c confined) Open(name string) (fs.File, error) { return openFile(c.root, name) }

func (c confined) ReadDir(name string) ([]fs.DirEntry, error) {
	return fs.ReadDir(c.root.FS(), name)
}

func (c confined) Stat(name string) (fs.FileInfo, error) { return fs.Stat(c.root.FS(), name) }

// Sub opens a folder inside, so that its files are reached in one step each
// and not by a walk from the root for every one.
func (c confined) Sub(name string) (fs.FS, error) {
	root, err := c.root.OpenRoot(name)
	if err != nil {
		return nil, err
	}
	return confined{root}, nil
}

// Close releases the folder.
func (c confined) Close() error { return c.root.Close() }

// sub gives the folder name of fsys and what releases it again.
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

// isFolder tells whether an entry of a folder is a folder itself, or a
// symbolic link to one that stays inside.
func isFolder(fsys fs.FS, dir string, entry fs.DirEntry) bool {
	return leadsTo(fsys, dir, entry, fs.FileMode.IsDir)
}

// isFile tells whether an entry of a folder is a plain file, or a symbolic
// link to one that stays inside; a FIFO, a device, a socket is none.
func isFile(fsys fs.FS, dir string, entry fs.DirEntry) bool {
	return leadsTo(fsys, dir, entry, fs.FileMode.IsRegular)
}

func leadsTo(fsys fs.FS, dir string, entry fs.DirEntry, is func(fs.FileMode) bool) bool {
	if entry.Type()&fs.ModeSymlink == 0 {
		return is(entry.Type())
	}
	info, err := fs.Stat(fsys, path.Join(dir, entry.Name()))
	return err == nil && is(info.Mode())
}
