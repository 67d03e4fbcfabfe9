package archive

import "syscall"

// faults are the errors of the system that say nothing about the file that was
// read, by their numbers in winerror.h.
var faults = []error{
	syscall.Errno(4),    // ERROR_TOO_MANY_OPEN_FILES
	syscall.Errno(8),    // ERROR_NOT_ENOUGH_MEMORY
	syscall.Errno(14),   // ERROR_OUTOFMEMORY
	syscall.Errno(21),   // ERROR_NOT_READY
	syscall.Errno(23),   // ERROR_CRC
	syscall.Errno(55),   // ERROR_DEV_NOT_EXIST
	syscall.Errno(59),   // ERROR_UNEXP_NET_ERR
	syscall.Errno(64),   // ERROR_NETNAME_DELETED
	syscall.Errno(1117), // ERROR_IO_DEVICE
	syscall.Errno(1450), // ERROR_NO_SYSTEM_RESOURCES
	syscall.EMFILE, syscall.ENFILE, syscall.ENOMEM, syscall.EIO,
}
