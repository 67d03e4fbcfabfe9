package search

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"news/internal/text"
)

// leaf is a word or a phrase of a query, with the fields to look in.
type leaf struct {
	parts  []string
	fields Field
	exact  bool // matches only itself
	// unfinished says that the last part may go on.
	unfinished bool
	named      Named // the whole name to look for; zero for words
}

// isWhole reports whether a leaf is a whole name.
func (l leaf) isWhole() bool { return l.named != Named{} }

// leafOf returns the leaf for a Word, a Phrase, a Within or a Named.
func leafOf(q Query) leaf {
	switch q := q.(type) {
	case Word:
		return leaf{parts: q.Parts, fields: Anywhere, unfinished: q.Unfinished}
	case Phrase:
		return leaf{parts: q.Parts, fields: Anywhere, exact: true}
	case Within:
		l := leafOf(q.Of)
		l.fields = q.Field
		return l
	case Named:
		return leaf{parts: text.FoldedWords(q.Name), fields: q.Field, exact: true, named: q}
	}
	return leaf{}
}

// key returns a text that differs for different leaves.
func (l leaf) key() string {
	var b strings.Builder
	b.WriteByte(byte(l.fields))
	if l.exact {
		b.WriteByte('=')
	}
	if l.unfinished {
		b.WriteByte('~')
	}
	if l.isWhole() {
		b.WriteString(l.named.String())
	}
	for _, part := range l.parts {
		b.WriteByte('\n')
		b.WriteString(part)
	}
	return b.String()
}

// match is a document that a leaf matches.
type match struct {
	doc    DocID
	grade  grade
	fields Field // where
}

// finding is what a leaf of a query matches.
type finding struct {
	leaf
	readings []reading
	docs     []match // in rising order
	// isUnknown says that no event has the word: then its slips, and the words that
	// begin with it, count as the word.
	isUnknown bool
	rarity    float64
}

// isFull reports whether a match counts as the word itself.
func (f *finding) isFull(g grade) bool {
	return g >= asMeaning || f.isUnknown && g >= twoSlips || f.unfinished && g >= asBeginning
}

// count returns how many documents have the leaf in full.
func (f *finding) count() int {
	n := 0
	for _, m := range f.docs {
		if f.isFull(m.grade) {
			n++
		}
	}
	return n
}

// gradeOf returns how well a document matches, 0 for not at all.
func (f *finding) gradeOf(doc DocID) grade {
	i, found := slices.BinarySearchFunc(f.docs, doc, func(m match, doc DocID) int { return cmp.Compare(m.doc, doc) })
	if !found {
		return 0
	}
	return f.docs[i].grade
}

// find returns what a leaf matches. others are further readings of it, such as
// those of a phrase that it is a part of.
func (s *searcher) find(l leaf, others ...reading) (*finding, error) {
	key := l.key()
	if f, ok := s.cache[key]; ok && len(others) == 0 {
		return f, nil
	}
	if err := s.ctx.Err(); err != nil {
		return nil, err
	}
	if len(others) > 0 {
		return s.finding(l, others)
	}
	known := key
	if s.full {
		known += "\nfull"
	}
	f := s.known.find(known, &s.budget)
	if f == nil {
		before := s.budget
		var err error
		if f, err = s.finding(l, nil); err != nil {
			return nil, err
		}
		if err := s.corpus.Err(); err != nil {
			return nil, err // what could not be read is missing in the finding
		}
		s.known.add(known, f, before-s.budget)
	}
	s.cache[key] = f
	return f, nil
}

// finding looks up what a leaf matches.
func (s *searcher) finding(l leaf, others []reading) (*finding, error) {
	f := &finding{leaf: l, readings: others}
	if err := s.lookUp(f); err != nil {
		return nil, err
	}
	f.dropPostings()
	f.rarity = s.rarityOf(f)
	return f, nil
}

// dropPostings frees the memory of the postings, which are in f.docs now.
func (f *finding) dropPostings() {
	for _, r := range f.readings {
		clear(r.pairs)
		clear(r.around)
		for _, c := range r.choices {
			for i := range c.words {
				c.words[i].postings = nil
			}
		}
	}
}

// rarityOf returns how much a leaf tells: the fewer documents have it, the more. It is
// the inverse document frequency of Spärck Jones. Its square root keeps one rare word
// from outweighing all others, which a hit needs half of.
func (s *searcher) rarityOf(f *finding) float64 {
	n := f.count()
	if n == 0 {
		n = len(f.docs)
	}
	if n == 0 {
		return 0
	}
	return math.Sqrt(math.Log(1 + float64(s.corpus.Len())/(float64(n)+0.5)))
}

// lookUp looks a leaf up.
func (s *searcher) lookUp(f *finding) error {
	if f.isWhole() && s.named != nil {
		return s.matchName(f)
	}
	if f.isShort() {
		return s.matchShort(f)
	}
	own, err := s.readAsTyped(f.leaf)
	if err != nil {
		return err
	}
	if !f.exact {
		others, err := s.readOtherwise(f.leaf, own.choices)
		if err != nil {
			return err
		}
		f.readings = append(f.readings, others...)
	}
	f.readings = append([]reading{own}, f.readings...)
	if err := s.collect(f); err != nil || f.exact || f.count() > 0 && len(f.parts) > 1 {
		return err
	}
	return s.matchSlips(f, own.choices)
}

// matchName matches a whole name, as Options.Named knows it.
func (s *searcher) matchName(f *finding) error {
	own := reading{grade: exactly}
	for _, part := range f.parts {
		own.choices = append(own.choices, &choice{typed: part})
	}
	f.readings = []reading{own}
	docs, err := s.withName(f.named)
	for _, doc := range docs {
		f.docs = append(f.docs, match{doc, exactly, f.fields})
	}
	return err
}

// isTaken reports whether some word stands for others.
func (f *finding) isTaken() bool {
	return slices.ContainsFunc(f.readings[0].choices, func(c *choice) bool { return len(c.taken) > 0 })
}

// collect sets the documents of a finding to the documents of its readings. Phrases come
// first, since each of them needs the searcher's union for itself.
func (s *searcher) collect(f *finding) error {
	isWord := func(r reading) bool { return len(r.choices) == 1 && !f.isWhole() }
	var phrases [][]match
	for _, r := range f.readings {
		if isWord(r) {
			continue
		}
		docs, err := s.sideBySide(r, f)
		if err != nil {
			return err
		}
		phrases = append(phrases, docs)
	}
	u := s.union()
	for _, r := range f.readings {
		if isWord(r) {
			u.addWords(r.choices[0].words, r.grade, f.fields)
		}
	}
	for _, matches := range phrases {
		u.addMatches(matches)
	}
	f.docs = u.matches()
	return nil
}

// sideBySide returns the documents in which the words of a reading stand side by
// side in one field, or are one whole name.
func (s *searcher) sideBySide(r reading, f *finding) ([]match, error) {
	candidates := s.having(r, f.fields)
	if r.apart || len(r.pairs) == 1 && len(r.choices) == 2 && !f.isWhole() {
		return candidates, nil
	}
	kept := candidates[:0]
	for i, m := range candidates {
		if i%1024 == 0 && s.ctx.Err() != nil {
			return nil, s.ctx.Err()
		}
		if err := s.corpus.Read(m.doc, m.fields, &s.reading); err != nil {
			return nil, err
		}
		if m = r.inText(m, f.isWhole(), &s.reading); m.fields != 0 {
			kept = append(kept, m)
		}
	}
	return kept, nil
}

// having returns the documents that have all words and all pairs of a reading in one
// field.
func (s *searcher) having(r reading, fields Field) []match {
	var candidates []match
	begun := false
	narrow := func(add func(*union)) {
		if begun && len(candidates) == 0 {
			return
		}
		u := s.union()
		add(u)
		docs := u.matches()
		if begun {
			docs = both(candidates, docs)
		}
		candidates, begun = docs, true
	}
	for _, postings := range slices.Concat(r.pairs, r.around) {
		narrow(func(u *union) { u.addPostings(postings, r.grade, fields) })
	}
	narrowed := make(map[*choice]bool) // a phrase can have a word several times
	for _, c := range r.choices {
		if !c.isPaired && !narrowed[c] {
			narrowed[c] = true
			narrow(func(u *union) { u.addWords(c.words, r.grade, fields) })
		}
	}
	return slices.DeleteFunc(candidates, func(m match) bool { return m.fields == 0 })
}
