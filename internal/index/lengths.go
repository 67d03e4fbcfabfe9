package index

import "news/internal/search"

// measured is the lengths of the documents of the last full write, packed, and the
// mean of the lengths of all documents.
type measured struct {
	lengths []byte
	mean    float64
}

// MeanLength returns the mean of the lengths of all documents.
func (c *corpus) MeanLength() (float64, error) {
	m, err := keptOr(c.kept, &c.kept.measured, c.measure)
	if err != nil {
		return 0, err
	}
	c.lengths = m.lengths
	return m.mean, nil
}

// measure reads the lengths of the documents of the last full write.
func (c *corpus) measure() (*measured, error) {
	lengths, err := part(c.session, "lengths")
	if err == nil && len(lengths) != c.main {
		err = ErrDamaged
	}
	if err != nil {
		return nil, err
	}
	total := 0
	for _, length := range lengths {
		total += search.UnpackLength(length)
	}
	for doc, place := range c.changes.moved {
		if place != (search.Place{}) {
			continue
		}
		if int(doc) < c.main {
			total -= search.UnpackLength(lengths[doc])
		} else {
			total -= search.UnpackLength(c.changes.lengths[int(doc)-c.main])
		}
	}
	for _, length := range c.changes.lengths {
		total += search.UnpackLength(length)
	}
	return &measured{lengths, float64(total) / float64(max(1, c.live))}, nil
}

// Length returns how many words a document has, roughly.
func (c *corpus) Length(doc search.DocID) int {
	if int(doc) >= c.main {
		return search.UnpackLength(c.changes.lengths[int(doc)-c.main])
	}
	return search.UnpackLength(c.lengths[doc])
}
