//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package importer

import (
	"os"
	"syscall"
)

// tryLock locks a file for this process, or returns false where another one has it.
// The system unlocks it when the process ends, however it ends.
func tryLock(f *os.File) (bool, error) {
	err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if err == syscall.EWOULDBLOCK {
		return false, nil
	}
	return err == nil, err
}
