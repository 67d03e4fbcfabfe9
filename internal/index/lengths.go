package index

import "news/internal/search"

// MeanLength returns the mean of the lengths of all documents. It reads the lengths
// of the documents of the last full write at the first call.
func (c *corpus) MeanLength() (float64, error) {
	if c.lengths == nil {
		lengths, err := part(c.session, "lengths")
		if err == nil && len(lengths) != c.main {
			err = ErrDamaged
		}
		if err != nil {
			return 0, err
		}
		c.lengths = lengths
	}
	total := 0
	for _, length := range c.lengths {
		total += search.UnpackLength(length)
	}
	for doc, place := range c.changes.moved {
		if place == (search.Place{}) {
			total -= c.Length(doc)
		}
	}
	for _, length := range c.changes.lengths {
		total += search.UnpackLength(length)
	}
	return float64(total) / float64(max(1, c.live)), nil
}

// Length returns how many words a document has, roughly.
func (c *corpus) Length(doc search.DocID) int {
	if int(doc) >= c.main {
		return search.UnpackLength(c.changes.lengths[int(doc)-c.main])
	}
	return search.UnpackLength(c.lengths[doc])
}
