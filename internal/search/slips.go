package search

import (
	"cmp"
	"slices"
	"strings"
)

// matchSlips adds what the words of a leaf may be mistyped for.
func (s *searcher) matchSlips(f *finding, own []*choice) error {
	docs := f.count()
	added := false
	for i, c := range own {
		if slices.Contains(own[:i], c) {
			continue
		}
		before := len(c.words)
		if err := s.slips(c, f, docs, len(own) > 1); err != nil {
			return err
		}
		added = added || len(c.words) > before
		c.settle()
	}
	f.isUnknown = docs == 0 && f.isTaken()
	if !added {
		return nil
	}
	f.docs = nil
	return s.collect(f)
}

// slips adds to a choice what its word may be mistyped for, or for an unknown word
// takes the words that begin with it. docs is how many documents have the leaf in full,
// and several says that the leaf has other words.
func (s *searcher) slips(c *choice, f *finding, docs int, several bool) error {
	switch {
	case c.hasFull() && (several || s.full), !c.hasFull() && docs > 0, f.unfinished && len(c.words) > 0:
		return nil
	case c.hasFull():
		return s.addCommoner(c, f.fields, docs)
	case c.takeBeginnings():
		return nil
	}
	if err := s.addSlips(c, f.fields); err != nil || len(c.words) > 0 || s.full || f.unfinished {
		return err
	}
	return s.addLetters(c, f.fields)
}

// A word that no document has is taken for its nearest neighbour, and for others as
// near that have at least one in asCommon of its documents, at most mostTaken: a
// rarer one is hardly meant, and more would be a guess.
const (
	asCommon  = 4
	mostTaken = 3
)

// addSlips adds the words that a word that no document has is taken for.
func (s *searcher) addSlips(c *choice, fields Field) error {
	near, err := s.neighbours(c.typed, fields, slipsFor(c.typed))
	for i, n := range near {
		if i == mostTaken || n.far > near[0].far || n.docs*asCommon < near[0].docs {
			break
		}
		c.take(n.graded)
	}
	return err
}

// takeBeginnings takes the words that begin with the typed one, unless few documents
// have any, and reports whether it does.
func (c *choice) takeBeginnings() bool {
	docs := 0
	for _, g := range c.words {
		docs += len(g.postings)
	}
	if docs < fewDocs {
		return false
	}
	often := slices.SortedFunc(slices.Values(c.words), func(a, b graded) int {
		return cmp.Or(cmp.Compare(len(b.postings), len(a.postings)), cmp.Compare(a.word, b.word))
	})
	for _, g := range often[:min(len(often), mostTaken)] {
		c.taken = append(c.taken, g.word)
	}
	return true
}

// take adds a word that the typed one is taken for.
func (c *choice) take(g graded) {
	c.words = append(c.words, g)
	c.taken = append(c.taken, g.word)
}

// A word that fewer than fewDocs documents have may be mistyped for a neighbour
// that has timesMore documents. It has fewestLetters or more: shorter words have
// many neighbours by chance, and are taken at their word.
const (
	fewDocs       = 3
	timesMore     = 50
	fewestLetters = 5
)

// addCommoner adds the words that a rare word may be mistyped for.
func (s *searcher) addCommoner(c *choice, fields Field, docs int) error {
	if n, _ := letters(c.typed); docs >= fewDocs || n < fewestLetters {
		return nil
	}
	near, err := s.neighbours(c.typed, fields, 1)
	for _, n := range near {
		if len(c.taken) == mostTaken {
			break
		}
		if n.slips == 1 && n.docs >= timesMore*docs && !isSmall(n.word) && !c.has(n.id) {
			c.take(n.graded)
		}
	}
	return err
}

// mostInOrder is how many words addLetters adds at most. The best come first, and the
// later ones have little to do with what was typed.
const mostInOrder = 40

// addLetters adds the words that have the letters of the typed one in order.
func (s *searcher) addLetters(c *choice, fields Field) error {
	if !s.mayLookUp() {
		return nil
	}
	for _, like := range s.vocabulary.InOrder(c.typed) {
		if len(c.words) == mostInOrder {
			break
		}
		before := len(c.words)
		if err := s.add(c, like.ID, like.Text, fields, byLetters); err != nil {
			return err
		}
		if len(c.words) > before && len(c.taken) < mostTaken {
			c.taken = append(c.taken, like.Text)
		}
	}
	return nil
}

// slipsFor returns how many slips a word may have: none below four letters, two
// from eight on.
func slipsFor(word string) int {
	switch n, _ := letters(word); {
	case n < 4:
		return 0
	case n < 8:
		return 1
	}
	return 2
}

// mayLookUp takes one look-up from the budget, and reports whether one was left.
func (s *searcher) mayLookUp() bool {
	s.budget--
	return s.budget >= 0
}

// neighbour is a word that a typed one may be mistyped for.
type neighbour struct {
	graded
	docs  int
	slips int
	far   int // in half slips
}

// How far a word is from another is counted in half slips. People write names as they
// hear them, so that words that sound alike are nearer; few consonants sound alike by
// chance. The first letter of a word is rarely wrong.
const (
	oneSlipFar   = 2
	alikeInSound = -4
	otherFirst   = 1
	fewestSounds = 3
)

// neighbours returns the words of the corpus that differ from a word by at most so
// many slips, or by one more if they sound alike: fewest slips first, then the ones
// of most documents.
func (s *searcher) neighbours(word string, fields Field, slips int) ([]neighbour, error) {
	if slips == 0 || !s.mayLookUp() {
		return nil, nil
	}
	sound := soundOf(word)
	var near []neighbour
	for _, like := range s.vocabulary.Near(word, slips+1) {
		if like.Slips == 2 && hasMoved(word, like.Text) {
			like.Slips = 1
		}
		far := like.Slips * oneSlipFar
		if len(sound) >= fewestSounds && soundOf(like.Text) == sound {
			far += alikeInSound
		} else if like.Slips > slips {
			continue
		}
		if like.Text[0] != word[0] {
			far += otherFirst
		}
		postings, err := s.corpus.Postings(like.ID)
		if err != nil {
			return nil, err
		}
		if docs := inFields(postings, fields); docs > 0 {
			g := oneSlip
			if like.Slips > 1 {
				g = twoSlips
			}
			near = append(near, neighbour{graded{like.ID, like.Text, g, postings}, docs, like.Slips, far})
		}
	}
	slices.SortStableFunc(near, func(a, b neighbour) int {
		return cmp.Or(cmp.Compare(a.far, b.far), cmp.Compare(b.docs, a.docs))
	})
	return near, nil
}

// hasMoved reports whether two words differ by one letter that stands elsewhere, as
// the h of ghandi and gandhi does.
func hasMoved(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	start, end := 0, len(a)
	for start < end && a[start] == b[start] {
		start++
	}
	for end > start && a[end-1] == b[end-1] {
		end--
	}
	x, y := a[start:end], b[start:end]
	return len(x) > 1 && (x[1:] == y[:len(y)-1] && x[0] == y[len(y)-1] || y[1:] == x[:len(x)-1] && y[0] == x[len(x)-1])
}

// inFields returns how many postings are of some fields.
func inFields(postings []Posting, fields Field) int {
	n := 0
	for _, p := range postings {
		if p.Fields()&fields != 0 {
			n++
		}
	}
	return n
}

// sounds are the consonants that stand for one another where names are written in
// Latin letters.
var sounds = strings.NewReplacer(
	"ph", "f", "kh", "k", "gh", "k", "ck", "k", "ch", "s", "q", "k", "g", "k", "c", "k", "x", "ks",
	"w", "v", "f", "v", "b", "p", "d", "t", "z", "s", "j", "s", "sh", "s",
	"a", "", "e", "", "i", "", "o", "", "u", "", "y", "", "h", "",
)

// soundOf returns a key that names which sound alike share.
func soundOf(word string) string {
	return string(slices.Compact([]byte(sounds.Replace(word))))
}
