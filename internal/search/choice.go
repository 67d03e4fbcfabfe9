package search

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"news/internal/meaning"
	"news/internal/text"
)

// choice holds the words of the corpus that one word of the query stands for.
type choice struct {
	typed string
	words []graded // in rising order of their numbers, once they are settled
	taken []string // the words that it was taken for, because of slips or letters

	// isPaired says that its documents are known by a pair that it is half of.
	isPaired bool
	byText   map[string]grade // the grades of words, once they are asked for
}

// graded is a word of the corpus, and how well it matches.
type graded struct {
	id       WordID
	word     string
	grade    grade
	postings []Posting
}

// grade returns how well a word of the corpus matches, 0 for not at all.
func (c *choice) grade(word WordID) grade {
	i, found := slices.BinarySearchFunc(c.words, word, func(g graded, w WordID) int { return cmp.Compare(g.id, w) })
	if !found {
		return 0
	}
	return c.words[i].grade
}

// settle sorts the words, and keeps each once, with its best grade.
func (c *choice) settle() {
	slices.SortFunc(c.words, func(a, b graded) int { return cmp.Or(cmp.Compare(a.id, b.id), cmp.Compare(b.grade, a.grade)) })
	c.words = slices.CompactFunc(c.words, func(a, b graded) bool { return a.id == b.id })
}

// add adds a word of the corpus, unless no document has it in the fields.
func (s *searcher) add(c *choice, id WordID, word string, fields Field, g grade) error {
	if c.isPaired {
		c.words = append(c.words, graded{id: id, word: word, grade: g})
		return nil
	}
	postings, err := s.corpus.Postings(id)
	if err == nil && slices.ContainsFunc(postings, func(p Posting) bool { return p.Fields()&fields != 0 }) {
		c.words = append(c.words, graded{id, word, g, postings})
	}
	return err
}

// addWord adds a word as it is.
func (s *searcher) addWord(c *choice, word string, fields Field, g grade) error {
	id, known := s.vocabulary.Exact(word)
	if !known {
		return nil
	}
	return s.add(c, id, word, fields, g)
}

// addForms adds the other words with the same stem.
func (s *searcher) addForms(c *choice, word string, fields Field, g grade) error {
	stem := meaning.Stem(word)
	if !isLetters(word) || len(stem) < 2 {
		return nil
	}
	for other, id := range s.vocabulary.WithPrefix(meaning.Beginning(stem)) {
		if other == word || meaning.Stem(other) != stem {
			continue
		}
		if err := s.add(c, id, other, fields, g); err != nil {
			return err
		}
	}
	return nil
}

// isLetters reports whether a folded word has only ASCII letters.
func isLetters(word string) bool {
	for i := range len(word) {
		if word[i] < 'a' || word[i] > 'z' {
			return false
		}
	}
	return word != ""
}

// shortestBeginning is how many letters a word must have to stand for longer words
// that begin with it.
const shortestBeginning = 4

// addBeginnings adds the longer words that begin with a word.
func (s *searcher) addBeginnings(c *choice, word string, fields Field) error {
	if utf8.RuneCountInString(word) < shortestBeginning || text.IsUnspaced(word) {
		return nil
	}
	for other, id := range s.vocabulary.WithPrefix(word) {
		if other == word {
			continue
		}
		if err := s.add(c, id, other, fields, asBeginning); err != nil {
			return err
		}
	}
	return nil
}

// hasFull reports whether the choice has a word that counts as the typed one.
func (c *choice) hasFull() bool {
	return slices.ContainsFunc(c.words, func(g graded) bool { return g.grade >= asMeaning })
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

// A word that no document has is taken for its nearest neighbour, and for others as
// near that have at least one in asCommon of its documents, at most mostTaken.
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

// takeBeginnings takes the words that begin with the typed one, if more than a few
// documents have any, and reports whether they do.
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

func (c *choice) take(g graded) {
	c.words = append(c.words, g)
	c.taken = append(c.taken, g.word)
}

// A word that fewer than fewDocs documents have may be mistyped for a neighbour
// that has timesMore documents.
const (
	fewDocs   = 3
	timesMore = 50
	// fewestLetters is how many letters such a word has at least.
	fewestLetters = 5
)

// addCommoner adds the words that a rare word may be mistyped for.
func (s *searcher) addCommoner(c *choice, fields Field, docs int) error {
	if n, _ := letters(c.typed); docs >= fewDocs || n < fewestLetters {
		return nil
	}
	near, err := s.neighbours(c.typed, fields, 1)
	for _, n := range near {
		if len(c.taken) < mostTaken && n.slips == 1 && !isSmall(n.word) && n.docs >= timesMore*docs && !slices.ContainsFunc(c.words, func(g graded) bool { return g.id == n.id }) {
			c.take(n.graded)
		}
	}
	return err
}

// mostInOrder is how many words addLetters adds at most.
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
