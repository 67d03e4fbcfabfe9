package search

import "slices"

// exclude takes the documents that have an unwanted part out of a node. Each word
// means itself alone, so that !iran keeps Iranian, and a slip never hides an event.
func (s *searcher) exclude(n *node, unwanted Query) error {
	docs, err := s.exactly(unwanted)
	if err != nil {
		return err
	}
	kept := n.docs[:0]
	for _, f := range n.docs {
		for len(docs) > 0 && docs[0] < f.doc {
			docs = docs[1:]
		}
		if len(docs) == 0 || docs[0] != f.doc {
			kept = append(kept, f)
		}
	}
	n.docs = kept
	return nil
}

// exactly returns the documents that have all of a query, each word as it is typed.
func (s *searcher) exactly(q Query) ([]DocID, error) {
	switch q := q.(type) {
	case And:
		return s.exactlyAll(q)
	case Or:
		var docs []DocID
		for _, part := range q.Of {
			found, err := s.exactly(part)
			if err != nil {
				return nil, err
			}
			docs = append(docs, found...)
		}
		slices.Sort(docs)
		return slices.Compact(docs), nil
	case Must:
		return s.exactly(q.Of)
	case Date:
		return s.within(q.Span), nil
	}
	l := leafOf(q)
	l.exact = true
	f, err := s.find(l)
	if err != nil {
		return nil, err
	}
	docs := make([]DocID, len(f.docs))
	for i, m := range f.docs {
		docs[i] = m.doc
	}
	return docs, nil
}

// exactlyAll returns the documents that have all parts.
func (s *searcher) exactlyAll(q And) ([]DocID, error) {
	docs, begun := []DocID(nil), false
	for _, unwanted := range []bool{false, true} {
		for _, part := range q.Of {
			not, isNot := part.(Not)
			if isNot != unwanted {
				continue
			}
			if isNot {
				part = not.Of
			}
			found, err := s.exactly(part)
			if err != nil {
				return nil, err
			}
			switch {
			case isNot:
				docs = subtract(docs, found)
			case begun:
				docs = intersect(docs, found)
			default:
				docs, begun = found, true
			}
		}
	}
	return docs, nil
}

// intersect returns the documents that are in both lists. Both are in ascending
// order.
func intersect(a, b []DocID) []DocID {
	var both []DocID
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			both = append(both, a[0])
			a, b = a[1:], b[1:]
		}
	}
	return both
}

// subtract returns the documents that are in a and not in b. Both are in ascending
// order.
func subtract(a, b []DocID) []DocID {
	var rest []DocID
	for _, doc := range a {
		for len(b) > 0 && b[0] < doc {
			b = b[1:]
		}
		if len(b) == 0 || b[0] != doc {
			rest = append(rest, doc)
		}
	}
	return rest
}
