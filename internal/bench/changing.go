package bench

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// changingCopy is a copy of an archive with a page that changes. Its files are hard
// links, so that the copy takes hardly any room. The page is replaced by another
// file, so that the archive keeps its own.
type changingCopy struct {
	dir     string
	page    string // the file
	content []byte // its original content
	changes int
}

// newChangingCopy makes a copy of the archive whose root is from in the folder to,
// which must not exist yet. The page of the event will change in it. It returns an
// error where the folders are not on one disk.
func newChangingCopy(from, to, event string) (*changingCopy, error) {
	if err := copyTree(filepath.Join(from, "news"), filepath.Join(to, "news"), os.Link); err != nil {
		return nil, err
	}
	page := filepath.Join(to, "news", filepath.FromSlash(event)+".md")
	content, err := os.ReadFile(page)
	return &changingCopy{dir: to, page: page, content: content}, err
}

// copyTree makes the folder to with the same folders below it as from. It calls put
// to make each file.
func copyTree(from, to string, put func(from, to string) error) error {
	return filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		below, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		if entry.IsDir() {
			return os.MkdirAll(filepath.Join(to, below), directoryAccess)
		}
		return put(path, filepath.Join(to, below))
	})
}

// change replaces the page, as an editor does, by one with a new headline.
func (c *changingCopy) change() error {
	c.changes++
	headline := fmt.Sprintf("\n# Changed%d ", c.changes)
	changed := bytes.Replace(c.content, []byte("\n# "), []byte(headline), 1)
	written := c.page + "~"
	if err := os.WriteFile(written, changed, fileAccess); err != nil {
		return err
	}
	return os.Rename(written, c.page)
}
