//go:build !unix

package archive

import (
	"io/fs"
	"os"
)

// openFile opens a file in root.
func openFile(root *os.Root, name string) (fs.File, error) { return root.FS().Open(name) }
