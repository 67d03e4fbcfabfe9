//go:build unix && !aix

package archive

import (
	"io/fs"
	"syscall"
	"time"
)

// status returns what Unix knows of a file besides its modification time: when
// its status changed, which nobody can set by hand, and its number in its file
// system. Both change when another folder with the same modification time takes
// the place of a folder. It reports false for a file of another kind of file
// system.
func status(info fs.FileInfo) (changed time.Time, inode uint64, ok bool) {
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return time.Time{}, 0, false
	}
	return changeTime(stat), uint64(stat.Ino), true
}
