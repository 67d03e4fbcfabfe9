//go:build !unix && !windows

package archive

import "syscall"

// faults are the errors of the system that say nothing about the file that was
// read.
var faults = []error{syscall.EMFILE, syscall.EIO}
