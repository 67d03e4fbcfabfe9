package search

import "math/bits"

// union joins lists of postings and of matches, for unionBlock documents at a time. A
// cell for each document of the corpus would be memory that is touched once, which takes
// longer than the joining.
type union struct {
	cells  [unionBlock]cell
	marked [unionBlock / 64]uint64 // a bit for each cell that has something
	lists  []unionList
	joined []match // what is joined, before it is known how much it is
}

const unionBlock = 1 << 14

// cell is what a document has of the lists.
type cell struct {
	grade  grade
	fields Field
}

// unionList is a list in rising order: of postings, which all have one grade and count
// in some fields, or of matches.
type unionList struct {
	postings []Posting
	grade    grade
	fields   Field
	matches  []match
}

// union returns the searcher's union, which is empty.
func (s *searcher) union() *union {
	if s.joined == nil {
		s.joined = new(union)
	}
	s.joined.lists = s.joined.lists[:0]
	return s.joined
}

// addMatches adds matches, which are in rising order.
func (u *union) addMatches(matches []match) {
	if len(matches) > 0 {
		u.lists = append(u.lists, unionList{matches: matches})
	}
}

// addWords adds the documents that have any of some words in the fields.
func (u *union) addWords(words []graded, most grade, fields Field) {
	for _, g := range words {
		u.addPostings(g.postings, min(g.grade, most), fields)
	}
}

// addPostings adds the documents of postings in the fields.
func (u *union) addPostings(postings []Posting, g grade, fields Field) {
	if len(postings) > 0 {
		u.lists = append(u.lists, unionList{postings: postings, grade: g, fields: fields})
	}
}

// matches returns the documents in rising order, each with its best grade and all of its
// fields, and empties the union.
func (u *union) matches() []match {
	u.joined = u.joined[:0]
	if len(u.lists) == 1 {
		u.joined = u.lists[0].appendTo(u.joined)
	} else {
		for from, some := u.next(); some; from, some = u.next() {
			for i := range u.lists {
				u.join(&u.lists[i], from)
			}
			u.joined = u.take(u.joined, from)
		}
	}
	clear(u.lists) // which would keep postings in memory
	return append(make([]match, 0, len(u.joined)), u.joined...)
}

// appendTo appends the matches of a list alone.
func (l *unionList) appendTo(docs []match) []match {
	docs = append(docs, l.matches...)
	for _, p := range l.postings {
		if where := p.Fields() & l.fields; where != 0 {
			docs = append(docs, match{p.Doc(), l.grade, where})
		}
	}
	return docs
}

// next returns the first document of the next block that a list has one of.
func (u *union) next() (from DocID, some bool) {
	for _, l := range u.lists {
		var doc DocID
		switch {
		case len(l.postings) > 0:
			doc = l.postings[0].Doc()
		case len(l.matches) > 0:
			doc = l.matches[0].doc
		default:
			continue
		}
		if !some || doc < from {
			from, some = doc, true
		}
	}
	return from, some
}

// join adds what a list has of a block, and takes it off the list.
func (u *union) join(l *unionList, from DocID) {
	i := 0
	for ; i < len(l.postings); i++ {
		p := l.postings[i]
		at := p.Doc() - from
		if at >= unionBlock {
			break
		}
		if where := p.Fields() & l.fields; where != 0 {
			u.add(at, l.grade, where)
		}
	}
	l.postings = l.postings[i:]
	for i = 0; i < len(l.matches) && l.matches[i].doc-from < unionBlock; i++ {
		m := l.matches[i]
		u.add(m.doc-from, m.grade, m.fields)
	}
	l.matches = l.matches[i:]
}

func (u *union) add(at DocID, g grade, fields Field) {
	c := &u.cells[at]
	c.grade = max(c.grade, g)
	c.fields |= fields
	u.marked[at/64] |= 1 << (at % 64)
}

// take appends the documents of a block, and clears it.
func (u *union) take(docs []match, from DocID) []match {
	for i, word := range u.marked {
		for ; word != 0; word &= word - 1 {
			at := DocID(i*64 + bits.TrailingZeros64(word))
			if c := &u.cells[at]; c.fields != 0 {
				docs = append(docs, match{from + at, c.grade, c.fields})
				*c = cell{}
			}
		}
		u.marked[i] = 0
	}
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
