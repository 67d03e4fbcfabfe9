//go:build unix

package archive

import "syscall"

// faults are the errors of the system that say nothing of the file that was to be
// read.
var faults = []error{
	syscall.EMFILE, syscall.ENFILE, // too many files are open
	syscall.ENOMEM, syscall.ENOBUFS,
	syscall.EIO,
	syscall.ESTALE, syscall.ETIMEDOUT, syscall.ENOTCONN, // a file system elsewhere has gone
}
