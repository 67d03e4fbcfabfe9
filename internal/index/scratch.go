package index

import (
	"bufio"
	"cmp"
	"errors"
	"io"
	"os"
)

// scratch is a temporary file beside the index, for what does not fit into memory
// while all documents are written. It is written from its beginning to its end, and
// read afterwards. Where the system lets an open file be removed, it has no name, so
// that nothing is left of it when the process is killed.
type scratch struct {
	path string
	file *os.File
	w    *bufio.Writer
	size int64
}

// scratchBuffer is the size of the buffers for writing and reading a scratch file.
const scratchBuffer = 64 << 10

// The endings of the names of scratch files.
const (
	documentsEnding = "-documents"
	runsEnding      = "-runs"
)

// openScratch makes an empty scratch file in place of one that a killed process
// left. The caller holds the lock to write the index.
func openScratch(path string) (*scratch, error) {
	if err := ignoreMissing(os.Remove(path)); err != nil {
		return nil, err
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	os.Remove(path) // if the system does not allow it, close does it
	return &scratch{path: path, file: file, w: bufio.NewWriterSize(file, scratchBuffer)}, nil
}

// removeScratch removes the scratch files that a killed process left.
func removeScratch(index string) error {
	return cmp.Or(ignoreMissing(os.Remove(index+documentsEnding)), ignoreMissing(os.Remove(index+runsEnding)))
}

// Write adds data at the end.
func (s *scratch) Write(data []byte) (int, error) {
	n, err := s.w.Write(data)
	s.size += int64(n)
	return n, err
}

// since returns a reader of all that was written since the file had a size. Writing
// may go on.
func (s *scratch) since(start int64) (*bufio.Reader, error) {
	if err := s.w.Flush(); err != nil {
		return nil, err
	}
	return s.part(start, s.size), nil
}

// part returns a reader of a part of the file, which must have been flushed.
func (s *scratch) part(start, end int64) *bufio.Reader {
	return bufio.NewReaderSize(io.NewSectionReader(s.file, start, end-start), scratchBuffer)
}

// close removes the file. It may be nil.
func (s *scratch) close() {
	if s == nil {
		return
	}
	s.file.Close()
	os.Remove(s.path)
}

// errSpoiled means that a scratch file does not have what was written to it.
var errSpoiled = errors.New("a temporary file has other contents than were written")

// readAll reads data of a known length, and reuses a buffer.
func readAll(r *bufio.Reader, length uint64, buffer []byte) ([]byte, error) {
	if uint64(cap(buffer)) < length {
		buffer = make([]byte, length+length/4)
	}
	buffer = buffer[:length]
	if _, err := io.ReadFull(r, buffer); err != nil {
		return nil, errors.Join(errSpoiled, err)
	}
	return buffer, nil
}
