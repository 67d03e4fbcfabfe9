package importer

import (
	"encoding/binary"
	"io"
	"io/fs"
	"os"

	"news/internal/event"
)

// stamp tells whether a file was changed without reading it. The zero stamp is that of
// no file.
type stamp struct{ size, modified int64 }

func stampOf(info fs.FileInfo) stamp { return stamp{info.Size(), info.ModTime().UnixNano()} }

// hash returns a number for a page with a name and the stamp, or 0 for no file.
func (s stamp) hash(name string) uint64 {
	if s == (stamp{}) {
		return 0
	}
	b := append(make([]byte, 0, 256), name...)
	b = binary.LittleEndian.AppendUint64(b, uint64(s.size))
	return event.Hash(binary.LittleEndian.AppendUint64(b, uint64(s.modified)))
}

// stamps are the stamps of the pages of a day that are read to relate its events.
type stamps struct {
	sum    uint64 // of their hashes
	latest int64  // the time of the last change
	left   bool   // some page is not as import would have it
}

// add adds the stamp of a page with a name.
func (s *stamps) add(name string, of stamp) {
	s.sum ^= of.hash(name)
	s.latest = max(s.latest, of.modified)
}

// replace replaces the stamp of a page with a name.
func (s *stamps) replace(name string, was, is stamp) {
	s.sum ^= was.hash(name)
	s.add(name, is)
}

// readStamped reads a file, with its stamp from before it was read.
func readStamped(name string) ([]byte, stamp, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, stamp{}, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, stamp{}, err
	}
	data := make([]byte, info.Size())
	if _, err := io.ReadFull(file, data); err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, stamp{}, err
	}
	return data, stampOf(info), nil
}
