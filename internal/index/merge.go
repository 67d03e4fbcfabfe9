package index

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"iter"
)

// A run is a sorted list in a scratch file. Each item of it is a key and a value, as
// bytes. What does not fit into memory is written in runs, and read in order by
// merging them.
type run struct{ start, end int64 }

// runs are the runs of one kind in a scratch file. Other kinds can be in the same
// file.
type runs struct {
	scratch *scratch
	all     []run
	head    []byte
}

// begin begins a run. The items that put adds must be in order of their keys.
func (r *runs) begin() { r.all = append(r.all, run{r.scratch.size, r.scratch.size}) }

// put adds an item to the run.
func (r *runs) put(key, value []byte) error {
	r.head = binary.AppendUvarint(r.head[:0], uint64(len(key)))
	r.head = binary.AppendUvarint(r.head, uint64(len(value)))
	for _, data := range [][]byte{r.head, key, value} {
		if _, err := r.scratch.Write(data); err != nil {
			return err
		}
	}
	r.all[len(r.all)-1].end = r.scratch.size
	return nil
}

// item is an item of a run. Its bytes are valid until the next item is read.
type item struct{ key, value []byte }

// each returns the items of all runs, in no order but that of each run.
func (r *runs) each() iter.Seq2[item, error] {
	return func(yield func(item, error) bool) {
		if err := r.scratch.w.Flush(); err != nil {
			yield(item{}, err)
			return
		}
		for _, run := range r.all {
			c := r.cursor(run)
			for c.next() {
				if !yield(c.item, nil) {
					return
				}
			}
			if c.err != nil {
				yield(item{}, c.err)
				return
			}
		}
	}
}

// merger reads runs in order of their keys. Items with the same key come in the order
// of the runs.
type merger struct {
	cursors []*cursor // a heap: the first has the lowest key
	begun   bool      // the item of the first was returned
}

func (r *runs) merged() (*merger, error) {
	if err := r.scratch.w.Flush(); err != nil {
		return nil, err
	}
	m := new(merger)
	for i, run := range r.all {
		c := r.cursor(run)
		c.number = i
		if c.next() {
			m.cursors = append(m.cursors, c)
		} else if c.err != nil {
			return nil, c.err
		}
	}
	for i := len(m.cursors)/2 - 1; i >= 0; i-- {
		m.down(i)
	}
	return m, nil
}

// next returns the next item, and io.EOF after the last.
func (m *merger) next() (item, error) {
	if m.begun {
		first := m.cursors[0]
		if !first.next() {
			if first.err != nil {
				return item{}, first.err
			}
			last := len(m.cursors) - 1
			m.cursors[0] = m.cursors[last]
			m.cursors = m.cursors[:last]
		}
		m.down(0)
	}
	if m.begun = len(m.cursors) > 0; !m.begun {
		return item{}, io.EOF
	}
	return m.cursors[0].item, nil
}

func (m *merger) less(i, j int) bool {
	a, b := m.cursors[i], m.cursors[j]
	order := bytes.Compare(a.key, b.key)
	return order < 0 || order == 0 && a.number < b.number
}

// down moves a cursor down to its place in the heap.
func (m *merger) down(i int) {
	for {
		least := i
		for child := 2*i + 1; child <= 2*i+2; child++ {
			if child < len(m.cursors) && m.less(child, least) {
				least = child
			}
		}
		if least == i {
			return
		}
		m.cursors[i], m.cursors[least] = m.cursors[least], m.cursors[i]
		i = least
	}
}

func (r *runs) cursor(run run) *cursor {
	return &cursor{r: r.scratch.part(run.start, run.end), size: uint64(run.end - run.start)}
}

// cursor reads a run.
type cursor struct {
	item
	r      *bufio.Reader
	size   uint64 // of the run, in bytes
	number int    // of its run
	buffer []byte
	err    error
}

// next reads the next item, and returns false at the end and after an error.
func (c *cursor) next() bool {
	key, err := binary.ReadUvarint(c.r)
	if errors.Is(err, io.EOF) {
		return false
	}
	value, err2 := binary.ReadUvarint(c.r)
	if c.err = errors.Join(err, err2); c.err == nil && max(key, value) > c.size {
		c.err = errSpoiled
	}
	if c.err != nil {
		return false
	}
	if c.buffer, c.err = readAll(c.r, key+value, c.buffer); c.err != nil {
		return false
	}
	c.item = item{c.buffer[:key], c.buffer[key:]}
	return true
}
