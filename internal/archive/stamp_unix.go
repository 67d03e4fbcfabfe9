//go:build unix && !aix

package archive

import (
	"io/fs"
	"syscall"
	"time"
)

// status gives what Unix knows of a file beside its modification time: when its
// status changed, which nobody can set by hand, and its number in its file
// system. Both tell a folder from another that was put into its place with the
// same modification time. It reports false for a file of no such system.
func status(info fs.FileInfo) (changed time.Time, inode uint64, told bool) {
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return time.Time{}, 0, false
	}
	return changeTime(stat), uint64(stat.Ino), true
}
