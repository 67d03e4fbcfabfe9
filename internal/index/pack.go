package index

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"strconv"

	"news/internal/event"
	"news/internal/search"
)

// ErrDamaged means that the file is not as it was written.
var ErrDamaged = errors.New("damaged")

// checksum is the size of the checksum that seal adds, in bytes.
const checksum = 4

// seal adds a checksum of a blob and its place. It detects every changed bit,
// and a blob in the place of another.
func seal(place string, data []byte) []byte {
	return binary.LittleEndian.AppendUint32(data, sumOf(place, data))
}

// unseal returns the data of a sealed blob.
func unseal(place string, blob []byte) ([]byte, error) {
	if len(blob) < checksum {
		return nil, ErrDamaged
	}
	data, sum := blob[:len(blob)-checksum], blob[len(blob)-checksum:]
	if binary.LittleEndian.Uint32(sum) != sumOf(place, data) {
		return nil, ErrDamaged
	}
	return data, nil
}

func sumOf(place string, data []byte) uint32 {
	table := crc32.MakeTable(crc32.Castagnoli)
	return crc32.Update(crc32.Checksum([]byte(place), table), table, data)
}

// numbered returns the place of a blob in a row with a number, for seal.
func numbered[N int | uint32 | int64](column string, first N) string {
	return column + strconv.FormatInt(int64(first), 10)
}

// placeSize is the size of a packed place in bytes: the day and the number,
// each 32 bits, little-endian.
const placeSize = 8

func appendPlace(b []byte, p search.Place) []byte {
	b = binary.LittleEndian.AppendUint32(b, p.Date.Pack())
	return binary.LittleEndian.AppendUint32(b, uint32(p.Number))
}

func placeAt(b []byte, at int) search.Place {
	day := binary.LittleEndian.Uint32(b[placeSize*at:])
	return search.Place{
		Date:   event.UnpackDate(day),
		Number: int(binary.LittleEndian.Uint32(b[placeSize*at+placeSize/2:])),
	}
}

// packer packs records: the lengths of all records, then their data.
type packer struct {
	lengths []byte
	data    []byte
	start   int
	count   int
}

// end ends a record, whose data was appended to p.data.
func (p *packer) end() {
	p.lengths = binary.AppendUvarint(p.lengths, uint64(len(p.data)-p.start))
	p.start = len(p.data)
	p.count++
}

// bytes returns the packed records, and resets the packer.
func (p *packer) bytes() []byte {
	packed := binary.AppendUvarint(nil, uint64(p.count))
	packed = append(packed, p.lengths...)
	packed = append(packed, p.data...)
	*p = packer{lengths: p.lengths[:0], data: p.data[:0]}
	return packed
}

// records are the records of a packer.
type records struct {
	starts []uint32
	data   []byte
}

func unpack(packed []byte) (records, error) {
	r := reader{data: packed}
	count := r.uint()
	if count > uint64(len(packed)) {
		return records{}, ErrDamaged
	}
	starts := make([]uint32, count+1)
	end := uint64(0)
	for i := range count {
		length := r.uint()
		if length > uint64(len(packed)) {
			return records{}, ErrDamaged
		}
		end += length
		starts[i+1] = uint32(end)
	}
	if r.failed || end != uint64(len(r.data)) {
		return records{}, ErrDamaged
	}
	return records{starts, r.data}, nil
}

func (r records) len() int { return max(0, len(r.starts)-1) }

func (r records) at(i int) reader { return reader{data: r.data[r.starts[i]:r.starts[i+1]]} }

// reader reads numbers of variable length, 7 bits in a byte, as in
// encoding/binary.
type reader struct {
	data   []byte
	failed bool // a number was missing
}

func (r *reader) uint() uint64 {
	if len(r.data) > 0 && r.data[0] < 0x80 {
		n := r.data[0]
		r.data = r.data[1:]
		return uint64(n)
	}
	n, size := binary.Uvarint(r.data)
	if size <= 0 {
		r.failed, r.data = true, nil
		return 0
	}
	r.data = r.data[size:]
	return n
}

// count returns the number of remaining numbers, by counting their last bytes.
func (r reader) count() int {
	n := 0
	for _, b := range r.data {
		if b < 0x80 {
			n++
		}
	}
	return n
}

// words appends all remaining numbers to a slice.
func (r *reader) words(to []search.WordID) []search.WordID {
	for len(r.data) > 0 {
		to = append(to, search.WordID(r.uint()))
	}
	return to
}

func appendWords(b []byte, words []search.WordID) []byte {
	for _, word := range words {
		b = binary.AppendUvarint(b, uint64(word))
	}
	return b
}

// appendNames packs names, each as the number of its words and the words.
func appendNames(b []byte, names [][]search.WordID) []byte {
	b = binary.AppendUvarint(b, uint64(len(names)))
	for _, words := range names {
		b = binary.AppendUvarint(b, uint64(len(words)))
		b = appendWords(b, words)
	}
	return b
}

// names reads the names that appendNames packed.
func (r *reader) names(to [][]search.WordID) [][]search.WordID {
	count := r.uint()
	to = to[:0]
	for range count {
		if r.failed {
			break
		}
		to = append(to, r.name())
	}
	return to
}

func (r *reader) name() []search.WordID {
	count := r.uint()
	if count > uint64(len(r.data)) {
		r.failed = true
		return nil
	}
	words := make([]search.WordID, count)
	for i := range words {
		words[i] = search.WordID(r.uint())
	}
	return words
}

// textPacker packs the texts of documents.
type textPacker struct{ headlines, names, descriptions packer }

func (p *textPacker) add(t *search.Text) {
	p.headlines.data = appendWords(p.headlines.data, t.Headline)
	p.headlines.end()
	names := appendNames(p.names.data, [][]search.WordID{t.Category})
	names = appendNames(names, t.Topics)
	p.names.data = appendNames(names, t.Sources)
	p.names.end()
	p.descriptions.data = appendWords(p.descriptions.data, t.Description)
	p.descriptions.end()
}

// appendPostings packs postings as the differences between their documents.
func appendPostings(b []byte, postings []search.Posting) []byte {
	last := search.DocID(0)
	for _, p := range postings {
		b = binary.AppendUvarint(b, uint64(search.NewPosting(p.Doc()-last, p.Fields())))
		last = p.Doc()
	}
	return b
}

// postings reads the postings that appendPostings packed. If isLive is not nil,
// it skips documents for which isLive returns false.
func (r *reader) postings(to []search.Posting, isLive func(search.DocID) bool) []search.Posting {
	doc := search.DocID(0)
	for len(r.data) > 0 {
		step := search.Posting(r.uint())
		doc += step.Doc()
		if isLive == nil || isLive(doc) {
			to = append(to, search.NewPosting(doc, step.Fields()))
		}
	}
	return to
}
