package portal

import (
	"bytes"
	"errors"
	"io"
)

// window reads a stream through a buffer, so that marks can be looked for in it
// without keeping what comes before them.
type window struct {
	r     io.Reader
	buf   []byte
	start int // of what is not yet read
	end   int
	err   error // of the stream, once it has ended
}

const (
	windowSize = 256 << 10
	tailSize   = 256 // what is kept of skipped bytes, to see how the stream ends
)

var errTooLong = errors.New("too long")

func newWindow(r io.Reader) *window { return &window{r: r, buf: make([]byte, windowSize)} }

// close ends what reads the stream in the background.
func (w *window) close() {
	if c, ok := w.r.(io.Closer); ok {
		_ = c.Close() // which has nothing to say
	}
}

// rest returns what is in the buffer.
func (w *window) rest() []byte { return w.buf[w.start:w.end] }

// fill reads more of the stream behind what is in the buffer. It returns false at
// the end of the stream.
func (w *window) fill() bool {
	if w.err != nil {
		return false
	}
	if w.start > 0 && w.end == len(w.buf) {
		w.end = copy(w.buf, w.buf[w.start:w.end])
		w.start = 0
	}
	if w.end == len(w.buf) {
		w.buf = append(w.buf, make([]byte, len(w.buf))...)
	}
	n, err := w.r.Read(w.buf[w.end:])
	w.end += n
	if err != nil {
		w.err = err
	}
	return n > 0 || err == nil
}

// peek returns up to n of the next bytes.
func (w *window) peek(n int) []byte {
	for w.end-w.start < n && w.fill() {
	}
	return w.buf[w.start:min(w.end, w.start+n)]
}

// skipTo moves behind the next mark. It returns false if the stream ends before; its
// last bytes are then still in the buffer.
func (w *window) skipTo(mark []byte) bool {
	for {
		if at := bytes.Index(w.rest(), mark); at >= 0 {
			w.start += at + len(mark)
			return true
		}
		if keep := max(tailSize, len(mark)); w.end-w.start > keep {
			w.start = w.end - keep
		}
		if !w.fill() {
			return false
		}
	}
}

// take returns what comes before the next mark, up to a limit, and moves behind the
// mark. It is valid until the next call. It returns errTooLong if there is more, and
// the stream's error if the stream ends before.
func (w *window) take(mark []byte, limit int) ([]byte, error) {
	seen := 0
	for {
		if at := bytes.Index(w.buf[w.start+seen:w.end], mark); at >= 0 {
			found := w.buf[w.start : w.start+seen+at]
			w.start += seen + at + len(mark)
			if len(found) > limit {
				return nil, errTooLong
			}
			return found, nil
		}
		seen = max(w.end-w.start-len(mark)+1, 0)
		if seen > limit {
			if !w.skipTo(mark) {
				return nil, w.ended()
			}
			return nil, errTooLong
		}
		if !w.fill() {
			return nil, w.ended()
		}
	}
}

// ended returns the error of a stream that ended too early.
func (w *window) ended() error {
	if w.err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return w.err
}
