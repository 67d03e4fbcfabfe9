package search

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"news/internal/meaning"
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
	grade  grade
	fields Field // where
}

// finding is what a leaf of a query matches.
type finding struct {
	leaf
	readings []reading
	docs     []match // in rising order
	// isUnknown says that no event has the word: then its slips count as the word.
	isUnknown bool
	rarity    float64
}

// isFull reports whether a match counts as the word itself.
func (f *finding) isFull(g grade) bool {
	return g >= asMeaning || f.isUnknown && (g == oneSlip || g == twoSlips)
}

// reading is one way to read a leaf: words that stand side by side, each with its
// own other forms.
type reading struct {
	choices []*choice
	pairs   [][]Posting // of the pairs of its characters, in scripts without spaces
	grade   grade       // a match is at most as good
	// apart says that the words need not stand side by side, and characters only pair
	// by pair.
	apart bool
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
	f := &finding{leaf: l, readings: others}
	err := s.lookUp(f)
	if err != nil {
		return nil, err
	}
	f.rarity = s.rarityOf(f)
	if len(others) == 0 {
		s.cache[key] = f
	}
	return f, nil
}

// rarityOf returns how much a leaf tells: the fewer documents have it, the more.
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

// readAsTyped returns the words of a leaf side by side, and unless it is exact with
// their forms; the last one also with what begins with it.
func (s *searcher) readAsTyped(l leaf) (reading, error) {
	r := reading{grade: exactly}
	for at := 0; at < len(l.parts); {
		if run := runAt(l.parts, at); run > 1 {
			if err := s.addCharacters(&r, l.parts[at:at+run]); err != nil {
				return r, err
			}
			at += run
			continue
		}
		c, err := s.choose(l, l.parts[at], at == len(l.parts)-1)
		if err != nil {
			return r, err
		}
		r.choices = append(r.choices, c)
		at++
	}
	return r, nil
}

// runAt returns the number of characters of a script without spaces at a place.
func runAt(parts []string, at int) int {
	n := 0
	for at+n < len(parts) && IsUnspaced(parts[at+n]) {
		n++
	}
	return n
}

// choose returns the words that a part of a leaf stands for, without slips.
func (s *searcher) choose(l leaf, part string, last bool) (*choice, error) {
	c := &choice{typed: part}
	if err := s.addWord(c, part, l.fields, exactly); err != nil || l.exact {
		return c, err
	}
	if err := s.addForms(c, part, l.fields, asForm); err != nil {
		return nil, err
	}
	if last {
		if err := s.addBeginnings(c, part, l.fields); err != nil {
			return nil, err
		}
	}
	c.settle()
	return c, nil
}

// readOtherwise returns the other spellings and the meanings of a leaf. Those of
// one word join the choice of the leaf's own word.
func (s *searcher) readOtherwise(l leaf, own []*choice) ([]reading, error) {
	terms, err := s.alike(l.parts)
	if err != nil {
		return nil, err
	}
	var readings []reading
	for _, term := range terms {
		if len(term.Words) == 1 && len(own) == 1 {
			if err := s.addTerm(own[0], term.Words[0], l.fields, gradeOf(term.Kind)); err != nil {
				return nil, err
			}
			continue
		}
		r, err := s.readTerm(term.Words, l.fields, gradeOf(term.Kind))
		if err != nil {
			return nil, err
		}
		readings = append(readings, r)
	}
	switch {
	case len(own) == 1:
		own[0].settle()
	case !slices.ContainsFunc(l.parts, IsUnspaced):
		readings = append(readings, reading{choices: own, grade: asBeginning, apart: true})
	}
	return readings, nil
}

// alike returns the terms that are alike some words: other spellings, the meanings
// of all spellings, and the short and long names that the archive itself explains.
func (s *searcher) alike(words []string) ([]meaning.Term, error) {
	if IsUnspaced(words[0]) {
		return nil, nil // the meanings of characters are those of their run
	}
	terms := s.respelt(words)
	for _, spelling := range append([]meaning.Term{{Words: words}}, terms...) {
		for _, term := range s.meanings.Alike(spelling.Words) {
			terms = append(terms, term)
			if other := otherDigits(term.Words); other != nil {
				terms = append(terms, meaning.Term{Words: other, Kind: term.Kind})
			}
		}
	}
	if s.shortNames == nil {
		var err error
		if s.shortNames, err = s.corpus.ShortNames(); err != nil {
			return nil, err
		}
	}
	for _, name := range slices.Concat(s.shortNames.LongOf(words), s.shortNames.ShortOf(words)) {
		terms = append(terms, meaning.Term{Words: name.Words, Kind: meaning.Same})
	}
	isSame := func(term meaning.Term) bool { return slices.Equal(term.Words, words) }
	return slices.DeleteFunc(terms, isSame), nil
}

// gradeOf returns the grade of a term that is alike.
func gradeOf(kind meaning.Kind) grade {
	if kind == meaning.Form {
		return asForm
	}
	return asMeaning
}

// addTerm adds a word that is alike, and its forms.
func (s *searcher) addTerm(c *choice, word string, fields Field, g grade) error {
	if err := s.addWord(c, word, fields, g); err != nil {
		return err
	}
	return s.addForms(c, word, fields, g)
}

// readTerm returns a reading of a term that is alike. Where all of it is known by
// pairs, no text need be read.
func (s *searcher) readTerm(words []string, fields Field, g grade) (reading, error) {
	r := reading{grade: g, apart: isPairs(words)}
	for i, word := range words {
		c := &choice{typed: word, isPaired: r.apart}
		if err := s.addTerm(c, word, fields, g); err != nil {
			return r, err
		}
		c.settle()
		r.choices = append(r.choices, c)
		if i == 0 || !r.apart {
			continue
		}
		postings, err := s.pair(words[i-1], word)
		if err != nil {
			return r, err
		}
		r.pairs = append(r.pairs, postings)
	}
	return r, nil
}

// isPairs reports whether every two neighbours of several words are a pair.
func isPairs(words []string) bool {
	for i := 1; i < len(words); i++ {
		if _, isPair := PairOf(words[i-1], words[i]); !isPair {
			return false
		}
	}
	return len(words) > 1
}

// respelt returns words as they may stand in a text with another punctuation: in one
// word for two (covid-19, by-election), in two for one (COVID19, redbull, dont).
func (s *searcher) respelt(words []string) []meaning.Term {
	if len(words) == 2 && !slices.ContainsFunc(words, IsUnspaced) {
		return []meaning.Term{{Words: []string{words[0] + words[1]}, Kind: meaning.Form}}
	}
	if len(words) != 1 {
		return nil
	}
	var terms []meaning.Term
	for _, at := range s.cuts(words[0]) {
		terms = append(terms, meaning.Term{Words: []string{words[0][:at], words[0][at:]}, Kind: meaning.Form})
	}
	return terms
}

// otherDigits returns a name of letters and digits (g20) in two words, one of two
// words in one, and nil for other names.
func otherDigits(words []string) []string {
	switch {
	case len(words) == 2 && (isDigits(words[0]) || isDigits(words[1])):
		return []string{words[0] + words[1]}
	case len(words) == 1:
		if at := digitBoundary(words[0]); at > 0 {
			return []string{words[0][:at], words[0][at:]}
		}
	}
	return nil
}

func isDigits(word string) bool { return strings.Trim(word, "0123456789") == "" }

// The lengths of the two words that one word of letters can be written for, at least.
const (
	shortestFirst  = 2
	shortestSecond = 3
)

// cuts returns the places at which a word may be two: between initials, between its
// letters and its digits, before the ending of a contraction, and between two words
// of the corpus.
func (s *searcher) cuts(word string) []int {
	if at := digitBoundary(word); at > 0 {
		return []int{at}
	}
	if !isLetters(word) {
		return nil
	}
	if len(word) == 2 { // initials: O. J.
		return []int{1}
	}
	var cuts []int
	for _, ending := range []string{"t", "ll", "re", "ve"} {
		if stem, has := strings.CutSuffix(word, ending); has && len(stem) > 2 {
			cuts = append(cuts, len(stem))
		}
	}
	for at := 1; at <= len(word)-shortestSecond; at++ {
		if mayBegin(word[:at]) && s.isWord(word[:at]) && s.isWord(word[at:]) && !isSmall(word[at:]) && !slices.Contains(cuts, at) {
			cuts = append(cuts, at)
		}
	}
	return cuts
}

// mayBegin reports whether a word may be written as one with the next: a word of
// some letters but no article, or the first letter of O'Neill, D'Alema, L'Aquila.
func mayBegin(word string) bool {
	switch word {
	case "o", "d", "l":
		return true
	case "an", "the":
		return false
	}
	return len(word) >= shortestFirst
}

func (s *searcher) isWord(word string) bool {
	_, known := s.vocabulary.Exact(word)
	return known
}

// digitBoundary returns where the letters of a word end and its digits begin, or
// the other way round, 0 where there is no such place or more than one.
func digitBoundary(word string) int {
	at := 0
	for i := 1; i < len(word); i++ {
		before, after := isDigit(word[i-1]), isDigit(word[i])
		if before == after {
			continue
		}
		if at > 0 {
			return 0
		}
		at = i
	}
	return at
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// matchSlips adds what the words of a leaf may be mistyped for.
func (s *searcher) matchSlips(f *finding, own []*choice) error {
	docs := f.count()
	added := false
	for _, c := range own {
		before := len(c.words)
		err := s.slips(c, f, docs, len(own) > 1)
		if err != nil {
			return err
		}
		added = added || len(c.words) > before
		c.settle()
	}
	if !added {
		return nil
	}
	f.docs = nil
	if err := s.collect(f); err != nil {
		return err
	}
	f.isUnknown = docs == 0
	return nil
}

// slips adds to a choice what its word may be mistyped for. docs is how many
// documents have the leaf in full.
func (s *searcher) slips(c *choice, f *finding, docs int, several bool) error {
	if c.hasFull() {
		if several || s.full {
			return nil
		}
		return s.addCommoner(c, f.fields, docs)
	}
	if docs > 0 {
		return nil
	}
	if err := s.addSlips(c, f.fields); err != nil || len(c.words) > 0 || s.full {
		return err
	}
	return s.addLetters(c, f.fields)
}

// collect sets the documents of a finding to those of its readings.
func (s *searcher) collect(f *finding) error {
	var phrases [][]match
	for _, r := range f.readings {
		if len(r.choices) == 1 && !f.isWhole() {
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
		if len(r.choices) == 1 && !f.isWhole() {
			u.addWords(r.choices[0].words, r.grade, f.fields)
		}
	}
	for _, docs := range phrases {
		for _, m := range docs {
			u.add(m)
		}
	}
	f.docs = u.matches()
	return nil
}

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

// having returns the documents that have all words and all pairs of a reading in a
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
	for _, postings := range r.pairs {
		narrow(func(u *union) { u.addPostings(postings, r.grade, fields) })
	}
	for _, c := range r.choices {
		if !c.isPaired {
			narrow(func(u *union) { u.addWords(c.words, r.grade, fields) })
		}
	}
	return slices.DeleteFunc(candidates, func(m match) bool { return m.fields == 0 })
}

// inText returns how well a reading matches in a document's text, among the fields
// of m. The result has no fields where it does not match.
func (r *reading) inText(m match, whole bool, t *Text) match {
	found := match{doc: m.doc}
	t.Sequences(m.fields, func(field Field, words []WordID) {
		best := grade(0)
		if !whole || len(words) == len(r.choices) {
			for start := range len(words) - len(r.choices) + 1 {
				best = max(best, r.begins(words[start:]))
			}
		}
		if best > 0 {
			found.fields |= field
			found.grade = max(found.grade, best)
		}
	})
	return found
}

// begins returns the worst grade of the choices if words begin with all of them in
// order, else 0.
func (r *reading) begins(words []WordID) grade {
	worst := r.grade
	for i, c := range r.choices {
		g := c.grade(words[i])
		if g == 0 {
			return 0
		}
		worst = min(worst, g)
	}
	return worst
}
