package event

import "hash/crc32"

// Key is a number for an event, with or without a page: its day, and a hash of
// its slug. Keys of later days are higher.
type Key = int64

// slugBits is the number of bits of a key that hold the hash of the slug. The
// chance that two of a hundred events of a day have the same hash is one in two
// hundred million.
const slugBits = 40

// SlugMask is the mask of the bits of a key that hold the hash of the slug.
const SlugMask Key = 1<<slugBits - 1

// Key returns the key of the event.
func (r Ref) Key() Key {
	first, _ := r.Date.Keys()
	return first | Key(Hash([]byte(r.Slug)))&SlugMask
}

// Keys returns the lowest and the highest key that an event of the day can
// have.
func (d Date) Keys() (first, last Key) {
	first = Key(d.Pack()) << slugBits
	return first, first | SlugMask
}

// DateOfKey returns the day of a key.
func DateOfKey(key Key) Date { return UnpackDate(uint32(key >> slugBits)) }

// Hash returns a 64-bit hash of data: two different CRC-32 checksums, which
// processors compute faster than any hash function.
func Hash(data []byte) uint64 {
	castagnoli := crc32.Checksum(data, crc32.MakeTable(crc32.Castagnoli))
	return uint64(castagnoli)<<32 | uint64(crc32.ChecksumIEEE(data))
}
