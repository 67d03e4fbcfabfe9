package index

import (
	"encoding/binary"
	"slices"
	"sort"

	"news/internal/search"
)

// Documents that changed since the last full write are in segments: each update adds
// one for what it changed. A segment that is as large as the one before is merged with
// it, so that there are few, and a document is written again only when as many others
// have come.
type segment struct {
	first, count int      // its documents
	rows         []uint32 // the first words of its rows of postings, in rising order
}

// end returns the number after the last document.
func (s segment) end() int { return s.first + s.count }

// row returns the key of a row of postings in the table later_postings.
func (s segment) row(first uint32) int64 { return int64(s.first)<<32 | int64(first) }

func appendSegment(b []byte, s segment) []byte {
	b = binary.AppendUvarint(b, uint64(s.first))
	b = binary.AppendUvarint(b, uint64(s.count))
	b = binary.AppendUvarint(b, uint64(len(s.rows)))
	for _, first := range s.rows {
		b = binary.AppendUvarint(b, uint64(first))
	}
	return b
}

// segments reads the segments that appendSegment packed.
func (r *reader) segments() []segment {
	var all []segment
	for len(r.data) > 0 {
		s := segment{first: int(r.uint()), count: int(r.uint())}
		for range r.uint() {
			if r.failed {
				return nil
			}
			s.rows = append(s.rows, uint32(r.uint()))
		}
		all = append(all, s)
	}
	return all
}

// follow reports whether segments follow one another from a document on, until
// another.
func follow(all []segment, from, until int) bool {
	for _, s := range all {
		if s.first != from || s.count <= 0 {
			return false
		}
		from = s.end()
	}
	return from == until
}

// rowOf returns the first document of the row that has a document, where each row but
// the last of a segment has so many.
func (c *contents) rowOf(doc, inRow int) int {
	first := 0
	if doc >= c.main {
		all := c.changes.segments
		at := sort.Search(len(all), func(i int) bool { return all[i].end() > doc })
		if at == len(all) {
			return doc // there is no such document
		}
		first = all[at].first
	}
	return doc - (doc-first)%inRow
}

// appendLater appends the postings of the documents that changed since the last full
// write, which have a word or a pair.
func (c *corpus) appendLater(to []search.Posting, word search.WordID) ([]search.Posting, error) {
	for _, s := range c.changes.segments {
		at, exact := slices.BinarySearch(s.rows, uint32(word))
		if !exact {
			at--
		}
		if at < 0 {
			continue
		}
		row, err := c.laterRow(s.row(s.rows[at]))
		if err != nil {
			return nil, err
		}
		list := row.of(word)
		to = list.postings(to, func(doc search.DocID) bool { return !c.isGone(doc) })
		if list.failed {
			return nil, ErrDamaged
		}
	}
	return to, nil
}

// laterRow returns a row of the table later_postings.
func (c *corpus) laterRow(key int64) (postingsRow, error) {
	k := c.kept
	k.mu.Lock()
	row, known := k.later.Get(key)
	k.mu.Unlock()
	if known {
		return row, nil
	}
	data, err := c.blob("later", key, `SELECT data FROM later_postings WHERE first = ?`)
	if err != nil {
		return postingsRow{}, err
	}
	if row, err = unpackPostings(data); err != nil {
		return postingsRow{}, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.later.Put(key, row, len(row.lists.data)+4*len(row.lists.starts)+4*len(row.words), mostLater)
	return row, nil
}

// storeLater stores the postings of the documents of a segment.
func (w *writer) storeLater(s *segment, postings map[search.WordID][]search.Posting) error {
	var words []search.WordID
	var lists packer
	store := func() error {
		first := uint32(words[0])
		s.rows = append(s.rows, first)
		key := s.row(first)
		err := w.run(`INSERT INTO later_postings VALUES (?, ?)`, key, seal(numbered("later", key), packPostings(words, &lists)))
		words = words[:0]
		return err
	}
	for _, word := range sortedWords(postings) {
		words = append(words, word)
		lists.data = appendPostings(lists.data, postings[word])
		lists.end()
		if len(lists.data) < pairPostings {
			continue
		}
		if err := store(); err != nil {
			return err
		}
	}
	if len(words) > 0 {
		return store()
	}
	return nil
}

// removeSegments removes all rows of segments from a document on.
func (w *writer) removeSegments(first int) error {
	for _, table := range []string{"texts", "graph", "marks"} {
		if err := w.run("DELETE FROM "+table+" WHERE first >= ?", first); err != nil {
			return err
		}
	}
	return w.run(`DELETE FROM later_postings WHERE first >= ?`, segment{first: first}.row(0))
}
