package portal

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"io"
	"runtime"
	"sync"
)

// bzip2Reader unpacks bzip2 with all processors. The format has blocks that can be
// unpacked by themselves, each of which begins at any bit with a mark. Each is
// unpacked as a file of one block, with the check sum that it has.
type bzip2Reader struct {
	blocks chan *block // in order
	done   chan struct{}
	close  sync.Once
	now    []byte // what is left of the current block
	err    error
}

// block is a block of a file, packed, and then unpacked.
type block struct {
	data  []byte
	ready chan struct{}
	err   error
}

const (
	blockMark = 0x314159265359
	endMark   = 0x177245385090
	markBits  = 48
	markMask  = 1<<markBits - 1

	longestBlock = 4 << 20 // packed, far above what the format allows
)

func newBzip2Reader(r io.Reader) *bzip2Reader {
	workers := min(runtime.GOMAXPROCS(0), 4)
	b := &bzip2Reader{blocks: make(chan *block, workers), done: make(chan struct{})}
	work := make(chan *block)
	for range workers {
		go func() {
			for block := range work {
				block.unpack()
			}
		}()
	}
	go func() {
		defer close(b.blocks)
		defer close(work)
		b.split(r, work)
	}()
	return b
}

// Read returns unpacked bytes, in order.
func (b *bzip2Reader) Read(p []byte) (int, error) {
	for len(b.now) == 0 {
		if b.err != nil {
			return 0, b.err
		}
		next, ok := <-b.blocks
		if !ok {
			b.err = io.EOF
			continue
		}
		<-next.ready
		b.now, b.err = next.data, next.err
	}
	n := copy(p, b.now)
	b.now = b.now[n:]
	return n, nil
}

// Close ends the work. It is needed where the file was not read to its end.
func (b *bzip2Reader) Close() error {
	b.close.Do(func() { close(b.done) })
	return nil
}

// unpack replaces the data of a block by what it unpacks to: nothing if its check sum
// is wrong.
func (b *block) unpack() {
	defer close(b.ready)
	packed := b.data
	b.data = nil
	if b.err != nil {
		return
	}
	if data, err := io.ReadAll(bzip2.NewReader(bytes.NewReader(packed))); err != nil {
		b.err = err
	} else {
		b.data = data
	}
}

// hand gives a block to the reader and to a worker. It returns false if the reader
// is closed.
func (b *bzip2Reader) hand(work chan<- *block, data []byte, err error) bool {
	next := &block{data: data, err: err, ready: make(chan struct{})}
	select {
	case b.blocks <- next:
	case <-b.done:
		return false
	}
	select {
	case work <- next:
		return true
	case <-b.done:
		return false
	}
}

// split looks for marks, and hands on what is between them.
func (b *bzip2Reader) split(r io.Reader, work chan<- *block) {
	s := splitter{ended: -sumBits}
	in := bufio.NewReaderSize(r, 64<<10)
	for {
		c, err := in.ReadByte()
		if err != nil {
			if err == io.EOF {
				err = s.atEnd()
			}
			if s.open || err != nil {
				b.hand(work, s.rest(), err)
			}
			return
		}
		data, err := s.add(c)
		if data != nil && !b.hand(work, data, nil) {
			return
		}
		if err != nil {
			b.hand(work, nil, err)
			return
		}
	}
}

// splitter finds the blocks of a file.
type splitter struct {
	last uint64 // the last bits
	buf  []byte // the bytes from the one in which the block begins
	skip uint   // the bits of the first byte that are before the block
	open bool   // a block has begun

	bits  int64 // how many were read
	ended int64 // how many were read when the last stream ended, without its check sum
}

const (
	headBits = 32 // of a stream, before its first mark
	sumBits  = 32 // of the check sum of a stream, behind its last mark
)

var (
	errNoEnd  = bzip2.StructuralError("a block without an end")
	errNoMark = bzip2.StructuralError("no block where one should be")
)

// atEnd returns what is wrong with the end of a file.
func (s *splitter) atEnd() error {
	switch left := s.bits - s.ended - sumBits; {
	case s.open:
		return nil // which unpacking says
	case left < 0 || s.ended < 0:
		return io.ErrUnexpectedEOF
	case left >= 8:
		return errNoMark
	}
	return nil
}

// add reads a byte. It returns a block as a file of its own, if one ends.
func (s *splitter) add(c byte) (data []byte, err error) {
	s.last = s.last<<8 | uint64(c)
	s.bits += 8
	if s.open {
		if s.buf = append(s.buf, c); len(s.buf) > longestBlock {
			return nil, errNoEnd
		}
	}
	for shift := uint(8); shift > 0; {
		shift--
		if mark := s.last >> shift & markMask; mark == blockMark || mark == endMark {
			return s.mark(mark, shift)
		}
	}
	return nil, nil
}

// mark ends a block, and begins another, with a mark that ends a number of bits
// before the end of what was read.
func (s *splitter) mark(mark uint64, shift uint) (data []byte, err error) {
	at := s.bits - int64(shift)
	if s.open {
		data = s.file(uint(len(s.buf))*8 - shift - markBits)
	} else if gap := at - markBits - s.ended - sumBits - headBits; gap < 0 || gap > 7 {
		return nil, errNoMark
	}
	if s.open = mark == blockMark; !s.open {
		s.ended = at
	}
	s.begin(shift)
	return data, nil
}

// begin begins a block with the mark that ends a number of bits before the end of
// what was read.
func (s *splitter) begin(shift uint) {
	s.buf = s.buf[:0]
	if !s.open {
		return
	}
	bits := markBits + shift // of what was read, from the mark on
	count := (bits + 7) / 8
	s.skip = count*8 - bits
	for i := count; i > 0; i-- {
		s.buf = append(s.buf, byte(s.last>>(8*(i-1))))
	}
}

// file returns the block up to a bit of the buffer as a file of its own.
func (s *splitter) file(end uint) []byte {
	w := bitWriter{out: make([]byte, 0, len(s.buf)+24)}
	w.out = append(w.out, "BZh9"...)
	bits := end - s.skip
	for i := uint(0); i < bits/8; i++ {
		w.out = append(w.out, s.at(s.skip+8*i))
	}
	if left := bits % 8; left > 0 {
		w.write(uint64(s.at(s.skip+bits-left)>>(8-left)), left)
	}
	w.write(endMark, markBits)
	var sum uint64 // of a file with one block: the block's, which follows its mark
	for i := uint(0); i < 4; i++ {
		sum = sum<<8 | uint64(s.at(s.skip+markBits+8*i))
	}
	w.write(sum, 32)
	return w.out
}

// rest returns what there is of a block whose end is missing.
func (s *splitter) rest() []byte {
	out := []byte("BZh9")
	for i := s.skip; i+8 <= uint(len(s.buf))*8; i += 8 {
		out = append(out, s.at(i))
	}
	return out
}

// at returns the eight bits of the buffer from a bit on. Bits behind the end are 0.
func (s *splitter) at(bit uint) byte {
	at, shift := bit/8, bit%8
	var pair uint16
	if at < uint(len(s.buf)) {
		pair = uint16(s.buf[at]) << 8
	}
	if at+1 < uint(len(s.buf)) {
		pair |= uint16(s.buf[at+1])
	}
	return byte(pair << shift >> 8)
}

// bitWriter writes bits.
type bitWriter struct {
	out  []byte
	used uint // the bits of the last byte that are written; 0 for all
}

// write writes the low bits of a number.
func (w *bitWriter) write(n uint64, count uint) {
	for ; count > 0; count-- {
		if w.used == 0 {
			w.out = append(w.out, 0)
		}
		bit := byte(n >> (count - 1) & 1)
		w.out[len(w.out)-1] |= bit << (7 - w.used)
		w.used = (w.used + 1) % 8
	}
}
