//go:build !unix

package archive

import (
	"io/fs"
	"os"
)

// openFile opens a file in root.
func openFile(root *os.Root, name string) (fs.File, error) { return root.FS().Open(name) }

// readDir lists a folder in root, in the order of names.
func readDir(root *os.Root, name string) ([]fs.DirEntry, error) { return fs.ReadDir(root.FS(), name) }
