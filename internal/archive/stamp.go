package archive

import (
	"io/fs"
	"time"
)

// Stamp identifies one state of a folder. It is a hash of what the file system
// says about the folder itself. The Stamp 0 is for a missing folder, for a
// folder that cannot be looked at, and for a folder that changed so recently
// that a second change could leave its stamp the same. 0 equals no other stamp,
// not even 0.
type Stamp uint64

// granularity is the coarsest resolution of a file system's times, the one of
// FAT. A folder that changed within it can change again and look the same.
const granularity = 2 * time.Second

// stampOf returns the stamp of a folder. The time now must be from before the
// folder was looked at.
func stampOf(info fs.FileInfo, now time.Time) Stamp {
	modified := info.ModTime()
	changed, inode, known := status(info)
	settled := now.Add(-granularity)
	if changed.After(settled) {
		return 0
	}
	// A time in the future was set by hand, and the time of its change is enough.
	if modified.After(settled) && !(known && modified.After(now.Add(granularity))) {
		return 0
	}
	var mixed uint64
	for _, n := range [...]int64{
		modified.Unix(), int64(modified.Nanosecond()), info.Size(),
		changed.Unix(), int64(changed.Nanosecond()), int64(inode),
	} {
		mixed = mix(mixed, uint64(n))
	}
	return Stamp(max(mixed, 1))
}

// mix adds a number to a hash, so that each bit of the number changes about
// half of the bits of the hash. It is the last step of MurmurHash3.
func mix(hash, n uint64) uint64 {
	hash = hash*0x9e3779b97f4a7c15 + n
	hash ^= hash >> 33
	hash *= 0xff51afd7ed558ccd
	hash ^= hash >> 33
	hash *= 0xc4ceb9fe1a85ec53
	return hash ^ hash>>33
}
