package cli

import (
	"io/fs"
	"os"
	"syscall"
)

// hasLeft reports whether output goes into a pipe that nobody reads any more, as
// behind head. A reader that wants no more closes the pipe at once, but after the
// last line was written: it is given a moment.
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
	// Of a pipe's writing end, select says that it can be read once nobody reads.
	n, err := syscall.Select(fd+1, &set, nil, nil, &syscall.Timeval{Usec: moment})
	return err == nil && n > 0
}
