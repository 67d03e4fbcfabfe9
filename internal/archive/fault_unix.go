//go:build unix

package archive

import "syscall"

// faults are the errors of the system that say nothing about the file that was
// read.
var faults = []error{
	syscall.EMFILE, syscall.ENFILE, // too many files are open
	syscall.ENOMEM, syscall.ENOBUFS,
	syscall.EIO,
	syscall.ESTALE, syscall.ETIMEDOUT, syscall.ENOTCONN, // a remote file system is gone
}
