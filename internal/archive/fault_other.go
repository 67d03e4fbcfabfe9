//go:build !unix && !windows

package archive

import "syscall"

// faults are the errors of the system that say nothing of the file that was to be
// read.
var faults = []error{syscall.EMFILE, syscall.EIO}
