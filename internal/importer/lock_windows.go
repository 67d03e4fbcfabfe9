package importer

import (
	"os"
	"syscall"
	"unsafe"
)

// tryLock locks a file for this process, or returns false where another one has it.
// The system unlocks it when the process ends, however it ends.
func tryLock(f *os.File) (bool, error) {
	const exclusive, atOnce = 2, 1
	const violation = syscall.Errno(33)
	lock := syscall.NewLazyDLL("kernel32.dll").NewProc("LockFileEx")
	var overlapped syscall.Overlapped
	locked, _, err := lock.Call(f.Fd(), exclusive|atOnce, 0, 1, 0, uintptr(unsafe.Pointer(&overlapped)))
	if locked != 0 {
		return true, nil
	}
	if err == violation {
		return false, nil
	}
	return false, err
}
