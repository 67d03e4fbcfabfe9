package search

import "slices"

// union joins lists of documents. It has a cell for each document of the corpus.
type union struct {
	cells   []match
	touched []DocID
}

// union returns the searcher's union, which is empty.
func (s *searcher) union() *union {
	if s.joined.cells == nil {
		s.joined.cells = make([]match, s.corpus.Bound())
	}
	return &s.joined
}

func (u *union) add(m match) {
	cell := &u.cells[m.doc]
	if cell.fields == 0 {
		u.touched = append(u.touched, m.doc)
	}
	cell.doc = m.doc
	cell.grade = max(cell.grade, m.grade)
	cell.fields |= m.fields
}

// addWords adds the documents that have any of some words in the fields.
func (u *union) addWords(words []graded, most grade, fields Field) {
	for _, g := range words {
		u.addPostings(g.postings, min(g.grade, most), fields)
	}
}

func (u *union) addPostings(postings []Posting, g grade, fields Field) {
	for _, p := range postings {
		if where := p.Fields() & fields; where != 0 {
			u.add(match{p.Doc(), g, where})
		}
	}
}

// matches returns the documents in rising order, and empties the union.
func (u *union) matches() []match {
	const sparse = 16 // below one in so many cells, sorting takes less time than looking through all
	docs := make([]match, 0, len(u.touched))
	if len(u.touched)*sparse < len(u.cells) {
		slices.Sort(u.touched)
		for _, doc := range u.touched {
			docs = append(docs, u.cells[doc])
			u.cells[doc] = match{}
		}
	} else {
		for i := range u.cells {
			if u.cells[i].fields != 0 {
				docs = append(docs, u.cells[i])
				u.cells[i] = match{}
			}
		}
	}
	u.touched = u.touched[:0]
	return docs
}

// both returns the documents that are in both lists, each with the lower of its two
// grades.
func both(a, b []match) []match {
	kept := a[:0]
	for _, m := range a {
		for len(b) > 0 && b[0].doc < m.doc {
			b = b[1:]
		}
		if len(b) > 0 && b[0].doc == m.doc {
			kept = append(kept, match{m.doc, min(m.grade, b[0].grade), m.fields & b[0].fields})
		}
	}
	return kept
}
