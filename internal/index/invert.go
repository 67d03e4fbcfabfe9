package index

import (
	"bytes"
	"encoding/binary"
	"io"
	"iter"

	"news/internal/search"
)

// inverter makes the lists of documents of keys, which are numbers from 0 on. It
// takes in the keys of one document after another. What it holds is bounded: it
// writes runs of lists, and joins them at the end. Documents rise, so that nothing is
// sorted by document.
type inverter struct {
	runs
	most     int      // the number of postings after which a run is written
	last     []uint32 // by key, the place of its last posting in postings, plus 1
	keys     []uint32 // of postings
	postings []search.Posting
	// inOrder returns the keys below a bound in the order of what name returns, which
	// identifies a key in all runs. If it is nil, that is the order of the keys.
	inOrder func(bound int) []uint32
	name    func(to []byte, key uint32) []byte
	// forget is called after a run was written, if it is not nil: keys can mean
	// something else from then on.
	forget func()
}

// postingsInRun is the usual number of postings after which a run is written.
const postingsInRun = 1 << 21

// add adds a key of a document, which it has in a field.
func (v *inverter) add(key uint32, doc search.DocID, field search.Field) {
	for int(key) >= len(v.last) {
		v.last = append(v.last, 0)
	}
	if at := v.last[key]; at > 0 && v.postings[at-1].Doc() == doc {
		v.postings[at-1] |= search.Posting(field)
		return
	}
	v.keys = append(v.keys, key)
	v.postings = append(v.postings, search.NewPosting(doc, field))
	v.last[key] = uint32(len(v.keys))
}

// endDocument is called after all keys of a document were added.
func (v *inverter) endDocument() error {
	if len(v.keys) < v.most {
		return nil
	}
	return v.writeRun()
}

// writeRun writes all lists, and forgets them.
func (v *inverter) writeRun() error {
	if len(v.keys) == 0 {
		return nil
	}
	sorted, ends := v.sorted()
	v.begin()
	var name, list []byte
	write := func(key uint32) error {
		start := uint32(0)
		if key > 0 {
			start = ends[key-1]
		}
		if start == ends[key] {
			return nil
		}
		name = v.nameOf(name[:0], key)
		list = appendPostings(list[:0], sorted[start:ends[key]])
		return v.put(name, list)
	}
	for key := range v.ordered(len(ends)) {
		if err := write(key); err != nil {
			return err
		}
	}
	v.keys, v.postings = v.keys[:0], v.postings[:0]
	clear(v.last)
	if v.forget != nil {
		v.last = v.last[:0]
		v.forget()
	}
	return nil
}

// ordered returns the keys below a bound in the order of their names.
func (v *inverter) ordered(bound int) iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		if v.inOrder == nil {
			for key := range uint32(bound) {
				if !yield(key) {
					return
				}
			}
			return
		}
		for _, key := range v.inOrder(bound) {
			if !yield(key) {
				return
			}
		}
	}
}

func (v *inverter) nameOf(to []byte, key uint32) []byte {
	if v.name == nil {
		return binary.BigEndian.AppendUint32(to, key)
	}
	return v.name(to, key)
}

// sorted returns the postings in the order of their keys, and the end of the list of
// each key.
func (v *inverter) sorted() (sorted []search.Posting, ends []uint32) {
	ends = make([]uint32, len(v.last)+1)
	for _, key := range v.keys {
		ends[key+1]++
	}
	for key := range v.last {
		ends[key+1] += ends[key]
	}
	sorted = make([]search.Posting, len(v.postings))
	for i, key := range v.keys {
		sorted[ends[key]] = v.postings[i]
		ends[key]++
	}
	return sorted, ends[:len(v.last)]
}

// lists returns the lists of all names that any document has, in the order of the
// names. A list is valid until the next one.
func (v *inverter) lists() iter.Seq2[postingsList, error] {
	return func(yield func(postingsList, error) bool) {
		err := v.writeRun()
		v.last, v.keys, v.postings = nil, nil, nil
		var m *merger
		if err == nil {
			m, err = v.merged()
		}
		var next item
		var l postingsList
		for err == nil {
			if next, err = m.next(); err != nil {
				break
			}
			if len(l.postings) > 0 && !bytes.Equal(l.name, next.key) {
				if !yield(l, nil) {
					return
				}
				l.postings = l.postings[:0]
			}
			l.name = append(l.name[:0], next.key...)
			r := reader{data: next.value}
			l.postings = r.postings(l.postings, nil)
		}
		switch {
		case err != io.EOF:
			yield(postingsList{}, err)
		case len(l.postings) > 0:
			yield(l, nil)
		}
	}
}

// postingsList is the list of documents of one key.
type postingsList struct {
	name     []byte
	postings []search.Posting
}

// number returns the number that is the name of a list.
func (l postingsList) number() uint32 { return binary.BigEndian.Uint32(l.name) }
