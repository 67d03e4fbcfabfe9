package search

import (
	"slices"
	"strings"

	"news/internal/meaning"
	"news/internal/text"
)

// reading is one way to read a leaf: words that stand side by side, each with its
// own other forms.
type reading struct {
	choices []*choice
	pairs   [][]Posting // of the pairs of its characters, in scripts without spaces
	around  [][]Posting // of other pairs: every document of the reading is in each of them
	grade   grade       // a match is at most as good
	// apart says that the words need not stand side by side, and characters only pair
	// by pair.
	apart bool
}

// readAsTyped returns the words of a leaf side by side, and unless it is exact with
// their forms; the last one also with what begins with it.
func (s *searcher) readAsTyped(l leaf) (reading, error) {
	r := reading{grade: exactly}
	known := make(map[string]*choice) // equal words are looked up once
	for at := 0; at < len(l.parts); {
		if run := runAt(l.parts, at); run > 1 {
			if err := s.addCharacters(&r, l.parts[at:at+run]); err != nil {
				return r, err
			}
			at += run
			continue
		}
		isLast := at == len(l.parts)-1 && !l.exact
		c := known[l.parts[at]]
		if c == nil || isLast {
			var err error
			if c, err = s.choose(l, l.parts[at], isLast); err != nil {
				return r, err
			}
			known[l.parts[at]] = c
		}
		r.choices = append(r.choices, c)
		if at++; l.exact && at < len(l.parts) {
			if err := s.addAround(&r, l.parts[at-1], l.parts[at]); err != nil {
				return r, err
			}
		}
	}
	return r, nil
}

// addAround adds the documents that have two words of an exact phrase side by side in any
// of their forms, where they are a pair, so that fewer texts need be read.
func (s *searcher) addAround(r *reading, first, second string) error {
	if text.IsUnspaced(first) || text.IsUnspaced(second) {
		return nil
	}
	if _, isPair := PairOf(first, second); !isPair {
		return nil
	}
	postings, err := s.pair(first, second)
	r.around = append(r.around, postings)
	return err
}

// runAt returns the number of characters of a script without spaces at a place.
func runAt(parts []string, at int) int {
	n := 0
	for at+n < len(parts) && text.IsUnspaced(parts[at+n]) {
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
		least := shortestBeginning
		if l.unfinished {
			least = shortestUnfinished
		}
		if err := s.addBeginnings(c, part, l.fields, least); err != nil {
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
	case !slices.ContainsFunc(l.parts, isNoWord):
		readings = append(readings, reading{choices: own, grade: asBeginning, apart: true})
	}
	return readings, nil
}

// isNoWord reports whether a part of a word says nothing by itself: a number, or a
// character of a script without spaces.
func isNoWord(part string) bool {
	return text.IsUnspaced(part) || strings.ContainsAny(part, "0123456789")
}

// alike returns the terms that are alike some words: other spellings, the meanings
// of all spellings, and the short and long names that the archive itself explains.
func (s *searcher) alike(words []string) ([]meaning.Term, error) {
	if text.IsUnspaced(words[0]) {
		return nil, nil // the meanings of characters are those of their run
	}
	terms := s.respelt(words)
	for _, spelling := range append([]meaning.Term{{Words: words}}, terms...) {
		for _, term := range s.alikeTerms(spelling.Words) {
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

// phrasesAround returns the readings of the phrases that a word makes with the words
// beside it.
func (s *searcher) phrasesAround(parts []Query, at int) ([]reading, error) {
	var readings []reading
	longest := s.meanings.Longest()
	for first := max(0, at-longest+1); first <= at; first++ {
		var words []string
		for last := first; last < len(parts) && len(words) < longest; last++ {
			word, isWord := parts[last].(Word)
			if !isWord {
				break
			}
			words = append(words, word.Parts...)
			if last < at || last == first {
				continue
			}
			found, err := s.phrase(words)
			if err != nil {
				return nil, err
			}
			readings = append(readings, found...)
		}
	}
	return readings, nil
}

// phrase returns what a phrase of the query may stand as in a text.
func (s *searcher) phrase(words []string) ([]reading, error) {
	terms, err := s.alike(words)
	if err != nil {
		return nil, err
	}
	var readings []reading
	for _, term := range terms {
		r, err := s.readTerm(term.Words, Anywhere, gradeOf(term.Kind))
		if err != nil {
			return nil, err
		}
		readings = append(readings, r)
	}
	return readings, nil
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

// alikeTerms returns the terms of the groups that are alike some words, which are
// looked up once.
func (s *searcher) alikeTerms(words []string) []meaning.Term {
	typed := joined(words)
	terms, known := s.terms[typed]
	if !known {
		terms = s.meanings.Alike(words)
		s.terms[typed] = terms
	}
	return terms
}
