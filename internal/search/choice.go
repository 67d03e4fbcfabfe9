package search

import (
	"cmp"
	"slices"
)

// grade is how well a word matched, from 1 to exactly.
type grade uint16

// The grades. A word in the headline that begins with the typed text goes before
// the typed word itself in a description: that sets their distances.
const (
	exactly      grade = 100
	asBeginning  grade = 80
	oneSlip      grade = 60
	twoSlips     grade = 45
	slippedStart grade = 40
	byLetters    grade = 30
)

// choice holds the words of the corpus that one word of the query stands for.
type choice struct {
	typed     string
	beginning bool            // words that begin with it match, too
	likes     map[string]bool // similar words; true where only the letters match
	words     []graded        // in rising order of their numbers
}

// graded is a word of the corpus, how well it matches, and where it stands.
type graded struct {
	word     WordID
	grade    grade
	postings []Posting
}

// grade returns how well a word of the corpus matches, 0 for not at all.
func (c *choice) grade(word WordID) grade {
	words := c.words
	if len(words) == 0 || word < words[0].word || word > words[len(words)-1].word {
		return 0
	}
	i, found := slices.BinarySearchFunc(words, word, func(g graded, w WordID) int { return cmp.Compare(g.word, w) })
	if !found {
		return 0
	}
	return words[i].grade
}

// add adds a word that a document has in one of the fields. A word that is already
// in the choice keeps its grade, which is better.
func (s *searcher) add(c *choice, word WordID, fields Field, g grade) error {
	for _, other := range c.words {
		if other.word == word {
			return nil
		}
	}
	return s.addNew(c, word, fields, g)
}

// addNew is add for a word that is not in the choice.
func (s *searcher) addNew(c *choice, word WordID, fields Field, g grade) error {
	postings, err := s.corpus.Postings(word)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(postings, func(p Posting) bool { return p.Fields()&fields != 0 }) {
		c.words = append(c.words, graded{word, g, postings})
	}
	return nil
}

// choose returns the words of the given fields that a word of the query stands for
// at the searcher's step.
func (s *searcher) choose(word string, fields Field, beginning bool) (*choice, error) {
	c, err := s.chooseAsTyped(word, fields, beginning)
	if err != nil {
		return nil, err
	}
	switch s.step {
	case asTyped:
		if len(c.words) == 0 {
			err = s.addSlips(c, fields, true)
		}
	case withLetters:
		err = s.chooseByLetters(c, fields)
	default:
		err = s.addSlips(c, fields, false)
		if err == nil && s.step > withSlips {
			err = s.addSlippedBeginnings(c, fields)
		}
		if err == nil && s.step == withAnyLetters {
			err = s.addLetters(c, fields)
		}
	}
	slices.SortFunc(c.words, func(a, b graded) int { return cmp.Compare(a.word, b.word) })
	return c, err
}

// chooseAsTyped returns the word itself and, the words that begin with it. A single
// letter by itself matches only itself.
func (s *searcher) chooseAsTyped(word string, fields Field, beginning bool) (*choice, error) {
	c := &choice{typed: word}
	if id, ok := s.vocabulary.Exact(word); ok {
		if err := s.addNew(c, id, fields, exactly); err != nil {
			return nil, err
		}
	}
	_, runes := letters(word)
	if !beginning || isIdeograph(word) || runes < 2 && len(c.words) > 0 {
		return c, nil
	}
	c.beginning = true
	for _, id := range s.vocabulary.Beginning(word) {
		if err := s.addNew(c, id, fields, asBeginning); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// chooseByLetters chooses words by their letters where slips find nothing. Else it
// chooses the word as typed.
func (s *searcher) chooseByLetters(c *choice, fields Field) error {
	if len(c.words) > 0 {
		return nil
	}
	if err := s.addSlips(c, fields, true); err != nil || len(c.words) > 0 {
		return err
	}
	if err := s.addSlippedBeginnings(c, fields); err != nil || len(c.words) > 0 {
		return err
	}
	return s.addLetters(c, fields)
}

// mayLookUp takes one look-up from the budget, and reports whether one was left.
func (s *searcher) mayLookUp() bool {
	s.budget--
	return s.budget >= 0
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

// addSlips adds the words that differ from the typed one by slips. With fewest, it
// adds only the words with the fewest slips.
func (s *searcher) addSlips(c *choice, fields Field, fewest bool) error {
	slips := slipsFor(c.typed)
	if slips == 0 || !s.mayLookUp() {
		return nil
	}
	least := 0
	for _, like := range s.vocabulary.Near(c.typed, slips) {
		if fewest && least > 0 && like.Slips > least {
			break
		}
		g := oneSlip
		if like.Slips > 1 {
			g = twoSlips
		}
		added, err := s.addLike(c, like, fields, g)
		if err != nil {
			return err
		}
		if added {
			least = like.Slips
		}
	}
	return nil
}

// addLike adds a word that is like the typed one, and reports whether it was new.
func (s *searcher) addLike(c *choice, like Like, fields Field, g grade) (bool, error) {
	before := len(c.words)
	if err := s.add(c, like.ID, fields, g); err != nil || len(c.words) == before {
		return false, err
	}
	if c.likes == nil {
		c.likes = make(map[string]bool)
	}
	c.likes[like.Text] = g == byLetters
	return true, nil
}

// addSlippedBeginnings adds the words that begin with the typed one but for a slip.
// Fewer than five letters are like the beginning of too many words.
func (s *searcher) addSlippedBeginnings(c *choice, fields Field) error {
	if n, _ := letters(c.typed); n < 5 || !s.mayLookUp() {
		return nil
	}
	for _, like := range s.vocabulary.NearBeginning(c.typed, 1) {
		if _, err := s.addLike(c, like, fields, slippedStart); err != nil {
			return err
		}
	}
	return nil
}

// mostInOrder is how many words addLetters adds at most.
const mostInOrder = 40

// addLetters adds the words that have the letters of the typed one in order. Words
// that no document has any more do not count.
func (s *searcher) addLetters(c *choice, fields Field) error {
	if !s.mayLookUp() {
		return nil
	}
	count := 0
	for _, like := range s.vocabulary.InOrder(c.typed) {
		added, err := s.addLike(c, like, fields, byLetters)
		if err != nil {
			return err
		}
		if added {
			count++
		}
		if count == mostInOrder {
			break
		}
	}
	return nil
}
