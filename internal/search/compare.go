package search

import (
	"errors"
	"fmt"
	"slices"

	"news/internal/event"
)

// Compare compares two corpora. It returns nil where every Search of both returns
// the same, else an error that names the first document that only one corpus has,
// or that has other words in the other.
func Compare(a, b Corpus) error {
	first, err := Load(a)
	if err != nil {
		return err
	}
	second, err := Load(b)
	if err != nil {
		return err
	}
	for doc := range min(first.Bound(), second.Bound()) {
		if err := compareDocuments(first, second, doc); err != nil {
			return err
		}
	}
	if first.Len() != second.Len() {
		return fmt.Errorf("one has %d events and the other %d", first.Len(), second.Len())
	}
	return errors.Join(comparePostings(a, first), comparePostings(b, second))
}

// compareDocuments compares the documents that stand at the same place in the
// order of two corpora.
func compareDocuments(a, b *Memory, doc DocID) error {
	mine, _ := a.Ref(doc) // in memory it never fails
	other, _ := b.Ref(doc)
	if mine != other || a.Place(doc) != b.Place(doc) {
		return fmt.Errorf("%s stands where %s should", mine, other)
	}
	if !slices.EqualFunc(a.spelling(doc), b.spelling(doc), slices.Equal[[]string]) {
		return fmt.Errorf("%s has other words", mine)
	}
	return nil
}

// spelling returns all words of a document, run by run; topics have no order.
func (m *Memory) spelling(doc DocID) [][]string {
	var t Text
	m.Read(doc, Anywhere|Source, &t) // in memory it never fails
	slices.SortFunc(t.Topics, slices.Compare[[]WordID])
	var runs [][]string
	t.Sequences(Anywhere|Source, func(field Field, words []WordID) {
		run := []string{field.String()}
		for _, word := range words {
			run = append(run, m.vocabulary.word(int(word)))
		}
		runs = append(runs, run)
	})
	return runs
}

// comparePostings compares the postings of a corpus with those that its own
// documents, which Load has read, should have.
func comparePostings(c Corpus, read *Memory) error {
	docs := make(map[event.Ref]DocID, read.Len())
	for doc := range read.Bound() {
		ref, _ := read.Ref(doc)
		docs[ref] = doc
	}
	number := make([]DocID, c.Bound()) // of c's documents in read
	for doc := range c.Bound() {
		if c.Place(doc) == (Place{}) {
			continue
		}
		ref, err := c.Ref(doc)
		if err != nil {
			return err
		}
		number[doc] = docs[ref]
	}
	vocabulary, err := c.Vocabulary()
	if err != nil {
		return err
	}
	for place := range vocabulary.Len() {
		postings, err := c.Postings(vocabulary.id(place))
		if err != nil {
			return err
		}
		var should []Posting
		if word, ok := read.vocabulary.Exact(vocabulary.word(place)); ok {
			should, _ = read.Postings(word)
		}
		have := make([]Posting, len(postings))
		for i, p := range postings {
			have[i] = NewPosting(number[p.Doc()], p.Fields())
		}
		slices.Sort(have)
		if !slices.Equal(have, should) {
			return fmt.Errorf("the word %q leads to other events than have it", vocabulary.word(place))
		}
	}
	return nil
}
