//go:build unix

package index

import "syscall"

// mayWrite reports whether the system lets this process write a file. It does not
// open it: whoever closes a file gives up all locks that the process has on it,
// those of SQLite, too.
func mayWrite(path string) bool {
	const toWrite = 2
	return syscall.Access(path, toWrite) == nil
}
