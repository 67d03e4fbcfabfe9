package search

import (
	"cmp"
	"slices"
	"sync"
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
	once     sync.Once        // for byText
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

// addBeginnings adds the longer words that begin with a word of least letters or
// more.
func (s *searcher) addBeginnings(c *choice, word string, fields Field, least int) error {
	if utf8.RuneCountInString(word) < least || text.IsUnspaced(word) {
		return nil
	}
	for other, id := range s.vocabulary.WithPrefix(word) {
		if other == word {
			continue
		}
		if err := cmp.Or(s.ctx.Err(), s.add(c, id, other, fields, asBeginning)); err != nil {
			return err
		}
	}
	return nil
}

// has reports whether the choice has a word of the corpus.
func (c *choice) has(word WordID) bool {
	return slices.ContainsFunc(c.words, func(g graded) bool { return g.id == word })
}

// hasFull reports whether the choice has a word that counts as the typed one.
func (c *choice) hasFull() bool {
	return slices.ContainsFunc(c.words, func(g graded) bool { return g.grade >= asMeaning })
}
