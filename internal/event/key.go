package event

import "hash/crc32"

// Key is a number that stands for an event, whether it has a page or not: its
// day, and a hash of its slug. Keys of later days are higher.
type Key = int64

// slugBits is how many bits of a key stand for the slug. Of a day of a hundred
// events, two have the same with a chance of one in two hundred million.
const slugBits = 40

// SlugOfKey is what of a key stands for the slug.
const SlugOfKey Key = 1<<slugBits - 1

// Key gives the key of the event.
func (r Ref) Key() Key {
	first, _ := r.Date.Keys()
	return first | Key(Hash([]byte(r.Slug)))&SlugOfKey
}

// Keys gives the lowest and the highest key that an event of the day can have.
func (d Date) Keys() (first, last Key) {
	first = Key(d.Pack()) << slugBits
	return first, first | SlugOfKey
}

// DateOfKey gives the day of a key.
func DateOfKey(key Key) Date { return UnpackDate(uint32(key >> slugBits)) }

// Hash gives 64 bits that stand for data: two checksums that processors make
// faster than any hash, and that have nothing in common.
func Hash(data []byte) uint64 {
	castagnoli := crc32.Checksum(data, crc32.MakeTable(crc32.Castagnoli))
	return uint64(castagnoli)<<32 | uint64(crc32.ChecksumIEEE(data))
}
