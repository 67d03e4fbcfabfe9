package search

import (
	"cmp"
	"slices"
	"strings"
)

// leaf is a word or a phrase of a query, with the fields to look in.
type leaf struct {
	parts  []string
	fields Field
	exact  bool  // matches only itself
	named  Named // the whole name to look for; zero for words
}

// isWhole reports whether a leaf is a whole name.
func (l leaf) isWhole() bool { return l.named != Named{} }

// leafOf returns the leaf for a Word, a Phrase, a Within or a Named.
func leafOf(q Query) leaf {
	switch q := q.(type) {
	case Word:
		return leaf{parts: q.Parts, fields: Anywhere}
	case Phrase:
		return leaf{parts: q.Parts, fields: Anywhere, exact: true}
	case Within:
		l := leafOf(q.Of)
		l.fields = q.Field
		return l
	case Named:
		return leaf{parts: wordsOf(q.Name), fields: q.Field, exact: true, named: q}
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
	value  uint16 // how well: the grade of the word, in per cent of the weight of the field
	fields Field  // where
}

// finding is the matches of a leaf at one step: its words side by side, or else all
// of its looser parts.
type finding struct {
	leaf
	docs    []match   // in rising order
	choices []*choice // one for each part
	loose   []*finding
	counted bool // it stands in searcher.used
}

// list returns the documents without their values.
func (f *finding) list() []DocID {
	docs := make([]DocID, len(f.docs))
	for i, m := range f.docs {
		docs[i] = m.doc
	}
	return docs
}

// find returns the matches of a leaf at the searcher's step.
func (s *searcher) find(l leaf) (*finding, error) {
	key := l.key()
	if f, ok := s.cache[key]; ok {
		return f, nil
	}
	if err := s.ctx.Err(); err != nil {
		return nil, err
	}
	s.forgiving = s.forgiving || !l.exact
	f, err := s.match(l)
	if err != nil {
		return nil, err
	}
	s.cache[key] = f
	return f, nil
}

// match matches a leaf: first as it stands, then loosened where that finds nothing
// or words may have slips.
func (s *searcher) match(l leaf) (*finding, error) {
	if l.isWhole() {
		return s.matchName(l)
	}
	f := &finding{leaf: l}
	for i, part := range l.parts {
		c, err := s.choosePart(l, part, i == len(l.parts)-1)
		if err != nil {
			return nil, err
		}
		f.choices = append(f.choices, c)
	}
	var err error
	switch {
	case len(f.choices) == 1:
		f.docs = s.unite(f.choices[0], l.fields)
	default:
		f.docs, err = s.matchParts(f)
	}
	if err != nil || l.exact || len(f.docs) > 0 && s.step == asTyped {
		return f, err
	}
	return f, s.loosen(f)
}

// matchName matches a whole name: by Options.Named, or else by the words of each
// name of the corpus.
func (s *searcher) matchName(l leaf) (*finding, error) {
	f := &finding{leaf: l}
	if s.named == nil && len(l.parts) > 0 {
		for _, part := range l.parts {
			c, err := s.choosePart(l, part, false)
			if err != nil {
				return nil, err
			}
			f.choices = append(f.choices, c)
		}
		var err error
		f.docs, err = s.matchParts(f)
		return f, err
	}
	for _, part := range l.parts {
		f.choices = append(f.choices, &choice{typed: part})
	}
	docs, err := s.withName(l.named)
	for _, doc := range docs {
		f.docs = append(f.docs, match{doc, uint16(exactly) * weight(l.fields, l.fields), l.fields})
	}
	return f, err
}

// withName returns the documents that have a whole name, as Options.Named knows
// them.
func (s *searcher) withName(name Named) ([]DocID, error) {
	if docs, ok := s.docsNamed[name]; ok || s.named == nil {
		return docs, nil
	}
	places, err := s.named(s.ctx, name)
	if err != nil {
		return nil, err
	}
	if s.docsNamed == nil {
		s.docsNamed = make(map[Named][]DocID)
	}
	s.docsNamed[name] = s.atPlaces(places)
	return s.docsNamed[name], nil
}

// choosePart returns the words that a part of a leaf stands for.
func (s *searcher) choosePart(l leaf, part string, last bool) (*choice, error) {
	if !l.exact {
		return s.choose(part, l.fields, last)
	}
	c := &choice{typed: part}
	if id, ok := s.vocabulary.Exact(part); ok {
		return c, s.addNew(c, id, l.fields, exactly)
	}
	return c, nil
}

// loosen adds the documents that have the parts of a word apart from each other:
// al-qaryatayn as al and qaryatayn, four and more Chinese characters as the shorter
// runs in them.
func (s *searcher) loosen(f *finding) error {
	pieces := piecesOf(f.parts)
	isRun := len(pieces) == 1 && len(f.parts) >= 4
	if isRun {
		pieces = pairsOf(f.parts)
	}
	if len(pieces) < 2 {
		return nil
	}
	for _, piece := range pieces {
		l := f.leaf
		l.parts = piece
		inner, err := s.find(l)
		if err != nil {
			return err
		}
		f.loose = append(f.loose, inner)
	}
	apart := allOf(f.loose)
	if isRun && (len(apart) == 0 || s.step > asTyped) {
		apart = covering(f.loose)
	}
	for i := range apart {
		apart[i].value = apart[i].value / 100 * uint16(oneSlip)
	}
	f.docs = either(f.docs, apart)
	return nil
}

// piecesOf splits text that was typed without spaces into words. A run of Chinese
// characters stays one piece.
func piecesOf(parts []string) [][]string {
	var pieces [][]string
	for i := 0; i < len(parts); {
		end := i + 1
		for isIdeograph(parts[i]) && end < len(parts) && isIdeograph(parts[end]) {
			end++
		}
		pieces = append(pieces, parts[i:end])
		i = end
	}
	return pieces
}

// pairsOf returns every two characters of a run that follow one another.
func pairsOf(run []string) [][]string {
	pairs := make([][]string, len(run)-1)
	for i := range pairs {
		pairs[i] = run[i : i+2]
	}
	return pairs
}

// allOf returns the documents that have all findings.
func allOf(findings []*finding) []match {
	all := slices.Clone(findings[0].docs)
	for _, f := range findings[1:] {
		all = both(all, f.docs)
	}
	return all
}

// covering returns the documents that have each character of a run in one of its
// pairs, given the matches of the pairs. People type two Chinese words without a
// space between them, and then no document has the pair in which the words meet.
func covering(pairs []*finding) []match {
	open := slices.Clone(pairs[0].docs)
	covered := make([]int, len(open)) // how many characters from the first on are found
	for i := range covered {
		covered[i] = 2
	}
	for n := 1; n < len(pairs); n++ {
		docs := pairs[n].docs
		kept := 0
		for i, m := range open {
			for len(docs) > 0 && docs[0].doc < m.doc {
				docs = docs[1:]
			}
			reach := covered[i]
			if len(docs) > 0 && docs[0].doc == m.doc {
				m = match{m.doc, min(m.value, docs[0].value), m.fields & docs[0].fields}
				reach = n + 2
			}
			if reach > n {
				open[kept], covered[kept] = m, reach
				kept++
			}
		}
		open, covered = open[:kept], covered[:kept]
	}
	kept := open[:0]
	for i, m := range open {
		if covered[i] == len(pairs)+1 {
			kept = append(kept, m)
		}
	}
	return kept
}

// both returns the documents that are in both lists, each with the lower of its two
// values.
func both(a, b []match) []match {
	kept := a[:0]
	for _, m := range a {
		for len(b) > 0 && b[0].doc < m.doc {
			b = b[1:]
		}
		if len(b) > 0 && b[0].doc == m.doc {
			kept = append(kept, match{m.doc, min(m.value, b[0].value), m.fields & b[0].fields})
		}
	}
	return kept
}

// either returns the documents that are in any list, each with the highest of its
// values.
func either(a, b []match) []match {
	if len(a) == 0 {
		return b
	}
	all := slices.Concat(a, b)
	slices.SortFunc(all, func(x, y match) int {
		return cmp.Or(cmp.Compare(x.doc, y.doc), cmp.Compare(y.value, x.value))
	})
	return slices.CompactFunc(all, func(x, y match) bool { return x.doc == y.doc })
}

// weight returns how much a word counts in the weightiest of some fields, in per
// cent. A field that the query names always counts in full.
func weight(fields, asked Field) uint16 {
	switch {
	case fields&Headline != 0 || asked != Anywhere:
		return 100
	case fields&(Topic|Category) != 0:
		return 70
	}
	return 50
}

// unite returns the documents that have any word of a choice in the given
// fields, and how well the best one matches.
func (s *searcher) unite(c *choice, fields Field) []match {
	if len(c.words) == 1 {
		return matchesOf(c.words[0], fields)
	}
	if s.cells == nil {
		s.cells = make([]match, s.corpus.Bound())
	}
	var touched []DocID
	for _, g := range c.words {
		for _, p := range g.postings {
			where := p.Fields() & fields
			if where == 0 {
				continue
			}
			cell := &s.cells[p.Doc()]
			if cell.fields == 0 {
				touched = append(touched, p.Doc())
			}
			cell.value = max(cell.value, uint16(g.grade)*weight(where, fields))
			cell.fields |= where
		}
	}
	slices.Sort(touched)
	docs := make([]match, len(touched))
	for i, doc := range touched {
		docs[i] = match{doc, s.cells[doc].value, s.cells[doc].fields}
		s.cells[doc] = match{}
	}
	return docs
}

// matchesOf is unite for one word.
func matchesOf(g graded, fields Field) []match {
	docs := make([]match, 0, len(g.postings))
	for _, p := range g.postings {
		if where := p.Fields() & fields; where != 0 {
			docs = append(docs, match{p.Doc(), uint16(g.grade) * weight(where, fields), where})
		}
	}
	return docs
}

// matchParts returns the documents in which all parts of a leaf stand side by side
// in one field, or are one whole name.
func (s *searcher) matchParts(f *finding) ([]match, error) {
	candidates := s.unite(f.choices[0], f.fields)
	for _, c := range f.choices[1:] {
		if len(candidates) == 0 {
			return nil, nil
		}
		candidates = both(candidates, s.unite(c, f.fields))
	}
	kept := candidates[:0]
	for i, m := range candidates {
		if m.fields == 0 {
			continue
		}
		if i%1024 == 0 && s.ctx.Err() != nil {
			return nil, s.ctx.Err()
		}
		if err := s.corpus.Read(m.doc, m.fields, &s.reading); err != nil {
			return nil, err
		}
		if m = f.inText(m, &s.reading); m.fields != 0 {
			kept = append(kept, m)
		}
	}
	return kept, nil
}

// inText returns how well the parts of a leaf match in a document's text, among the
// fields of m. The result has no fields where they do not match.
func (f *finding) inText(m match, t *Text) match {
	found := match{doc: m.doc}
	t.Sequences(m.fields, func(field Field, words []WordID) {
		best := grade(0)
		if !f.isWhole() || len(words) == len(f.choices) {
			for start := range len(words) - len(f.choices) + 1 {
				best = max(best, f.sideBySide(words[start:]))
			}
		}
		if best > 0 {
			found.fields |= field
			found.value = max(found.value, uint16(best)*weight(field, f.fields))
		}
	})
	return found
}

// sideBySide returns the worst grade of the parts if words begin with all of them
// in order, else 0.
func (f *finding) sideBySide(words []WordID) grade {
	worst := exactly
	for i, c := range f.choices {
		g := c.grade(words[i])
		if g == 0 {
			return 0
		}
		worst = min(worst, g)
	}
	return worst
}
