package cli

import (
	"io/fs"
	"os"
	"syscall"
)

// hasLeft reports whether output goes into a pipe without a reader, as behind head.
// A reader closes the pipe only after the last line was written, so hasLeft waits a
// moment.
func hasLeft(out any) bool {
	const moment = 10_000 // microseconds
	file, ok := out.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	if err != nil || info.Mode()&fs.ModeNamedPipe == 0 {
		return false
	}
	fd := int(file.Fd())
	if fd >= syscall.FD_SETSIZE {
		return false
	}
	var set syscall.FdSet
	bits := syscall.FD_SETSIZE / len(set.Bits)
	set.Bits[fd/bits] |= 1 << (fd % bits)
	// select reports the writing end of a pipe as readable once the pipe has no
	// reader.
	n, err := syscall.Select(fd+1, &set, nil, nil, &syscall.Timeval{Usec: moment})
	return err == nil && n > 0
}
