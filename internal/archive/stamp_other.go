//go:build !unix || aix

package archive

import (
	"io/fs"
	"time"
)

// status reports false: the system keeps only the modification time of a
// folder.
func status(fs.FileInfo) (changed time.Time, inode uint64, ok bool) {
	return time.Time{}, 0, false
}
