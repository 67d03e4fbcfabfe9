package importer

import "encoding/binary"

// encoder writes numbers and texts.
type encoder struct{ data []byte }

func (e *encoder) number(n uint64) { e.data = binary.AppendUvarint(e.data, n) }

// fixed writes a number of any size in eight bytes.
func (e *encoder) fixed(n uint64) { e.data = binary.LittleEndian.AppendUint64(e.data, n) }

func (e *encoder) string(s string) {
	e.number(uint64(len(s)))
	e.data = append(e.data, s...)
}

func (e *encoder) strings(all []string) {
	e.number(uint64(len(all)))
	for _, s := range all {
		e.string(s)
	}
}

// decoder reads what encoder wrote. After a failure it returns zero values.
type decoder struct {
	text   string
	at     int
	failed bool
}

func (d *decoder) number() uint64 {
	n, shift := uint64(0), 0
	for d.at < len(d.text) && shift < 64 {
		c := d.text[d.at]
		d.at++
		n |= uint64(c&0x7f) << shift
		if c < 0x80 {
			return n
		}
		shift += 7
	}
	d.failed = true
	d.at = len(d.text)
	return 0
}

// count returns the number of things that follow, each of a byte or more.
func (d *decoder) count() int {
	n := d.number()
	if n > uint64(len(d.text)-d.at) {
		d.failed, d.at = true, len(d.text)
		return 0
	}
	return int(n)
}

func (d *decoder) string() string {
	n := d.number()
	if n > uint64(len(d.text)-d.at) {
		d.failed, d.at = true, len(d.text)
		return ""
	}
	s := d.text[d.at : d.at+int(n)]
	d.at += int(n)
	return s
}

func (d *decoder) strings() []string {
	var all []string
	for range d.count() {
		all = append(all, d.string())
	}
	return all
}

// fixed returns a number in eight bytes.
func (d *decoder) fixed() uint64 {
	if len(d.text)-d.at < 8 {
		d.failed, d.at = true, len(d.text)
		return 0
	}
	d.at += 8
	return binary.LittleEndian.Uint64([]byte(d.text[d.at-8 : d.at]))
}

// below returns a number that must be less than another.
func (d *decoder) below(limit int) int32 {
	n := d.number()
	if n >= uint64(limit) {
		d.failed = true
		return 0
	}
	return int32(n)
}
