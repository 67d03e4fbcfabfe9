package archive

import (
	"io/fs"
	"time"
)

// Stamp tells one state of a folder from another: it is a mix of what the file
// system says of the folder itself. 0 is that of no folder, of one that cannot
// be looked at, and of one that changed too short a time ago for its stamp to
// tell whether it changed again; it equals no other, not even 0.
type Stamp uint64

// granularity is the coarsest step in which a file system tells the time, that
// of FAT. A folder that changed within it can change again and look the same.
const granularity = 2 * time.Second

// stampOf gives the stamp of a folder that was looked at after the time now.
func stampOf(info fs.FileInfo, now time.Time) Stamp {
	modified := info.ModTime()
	changed, inode, told := status(info)
	settled := now.Add(-granularity)
	if changed.After(settled) {
		return 0
	}
	// A time to come was set by hand, and then the time of that tells.
	if modified.After(settled) && !(told && modified.After(now.Add(granularity))) {
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

// mix adds a number to a hash so that each of its bits changes about half of
// the hash's: the last step of MurmurHash3.
func mix(hash, n uint64) uint64 {
	hash = hash*0x9e3779b97f4a7c15 + n
	hash ^= hash >> 33
	hash *= 0xff51afd7ed558ccd
	hash ^= hash >> 33
	hash *= 0xc4ceb9fe1a85ec53
	return hash ^ hash>>33
}
