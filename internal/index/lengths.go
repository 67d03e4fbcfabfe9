package index

import (
	"encoding/binary"

	"news/internal/search"
)

// lengthsInRow is the number of documents in a row of the table lengths.
const lengthsInRow = 1 << 15

// lengthsWriter writes the lengths of the documents of a full write: rows of the table
// lengths, and the part "lengths" with the sum of all.
type lengthsWriter struct {
	*writer
	first, sum int
	row        []byte
}

// add adds the length of the next document, packed.
func (l *lengthsWriter) add(length byte) error {
	l.row = append(l.row, length)
	l.sum += search.UnpackLength(length)
	if len(l.row) < lengthsInRow {
		return nil
	}
	return l.storeRow()
}

func (l *lengthsWriter) storeRow() error {
	err := l.run(`INSERT INTO lengths VALUES (?, ?)`, l.first, seal(numbered("lengths", l.first), l.row))
	l.first += lengthsInRow
	l.row = l.row[:0]
	return err
}

// end stores what is left.
func (l *lengthsWriter) end() error {
	if len(l.row) > 0 {
		if err := l.storeRow(); err != nil {
			return err
		}
	}
	return l.storePart("lengths", binary.AppendUvarint(nil, uint64(l.sum)))
}

// readLengths reads a row of lengths, packed.
func (c *corpus) readLengths(n int) ([]byte, error) {
	first := n * lengthsInRow
	row, err := c.blob("lengths", int64(first), `SELECT lengths FROM lengths WHERE first = ?`)
	if err == nil && len(row) != min(lengthsInRow, c.main-first) {
		err = ErrDamaged
	}
	return row, err
}

// Length returns how many words a document has, roughly, in one byte.
func (c *corpus) Length(doc search.DocID) byte {
	if int(doc) >= c.main {
		return c.changes.lengths[int(doc)-c.main]
	}
	n, at := int(doc)/lengthsInRow, int(doc)%lengthsInRow
	if n < len(c.lengths) && c.lengths[n] != nil {
		return c.lengths[n][at]
	}
	row, err := c.kept.lengths.at(n, c.readLengths)
	if err != nil {
		c.fail(err)
		return 0
	}
	if n >= len(c.lengths) {
		c.lengths = append(c.lengths, make([][]byte, n+1-len(c.lengths))...)
	}
	c.lengths[n] = row
	return row[at]
}

// MeanLength returns the mean of the lengths of all documents.
func (c *corpus) MeanLength() (float64, error) {
	mean, err := keptOr(c.kept, &c.kept.mean, c.measure)
	if err != nil {
		return 0, err
	}
	return *mean, nil
}

// measure returns the mean of the lengths of all documents.
func (c *corpus) measure() (*float64, error) {
	packed, err := part(c.session, "lengths")
	if err != nil {
		return nil, err
	}
	r := reader{data: packed}
	total := int(r.uint())
	if r.failed {
		return nil, ErrDamaged
	}
	for doc, place := range c.changes.moved {
		if place == (search.Place{}) {
			total -= search.UnpackLength(c.Length(doc))
		}
	}
	for _, length := range c.changes.lengths {
		total += search.UnpackLength(length)
	}
	mean := float64(total) / float64(max(1, c.live))
	return &mean, c.unread
}
