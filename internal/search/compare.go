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
	if pair, differs := first.shortNames.differ(second.shortNames); differs {
		return fmt.Errorf("%q stands for %q in other events", pair.Short, pair.Long)
	}
	return errors.Join(compareWithDocuments(a, first), compareWithDocuments(b, second))
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
			run = append(run, m.vocabulary.At(int(word)))
		}
		runs = append(runs, run)
	})
	return runs
}

// compareWithDocuments compares what a corpus says of its documents with the
// documents themselves, which Load has read.
func compareWithDocuments(c Corpus, read *Memory) error {
	number, err := numbersIn(c, read)
	if err != nil {
		return err
	}
	if err := compareLengths(c, read, number); err != nil {
		return err
	}
	words, err := c.Vocabulary()
	if err != nil {
		return err
	}
	if err := comparePostings(c, read, number, words, read.vocabulary); err != nil {
		return err
	}
	pairs, err := c.Pairs()
	if err != nil {
		return err
	}
	if err := comparePostings(c, read, number, pairs, read.pairs); err != nil {
		return err
	}
	return comparePairs(c, pairs, read.pairs)
}

// numbersIn returns the number of each document of a corpus in read.
func numbersIn(c Corpus, read *Memory) ([]DocID, error) {
	docs := make(map[event.Ref]DocID, read.Len())
	for doc := range read.Bound() {
		ref, _ := read.Ref(doc)
		docs[ref] = doc
	}
	number := make([]DocID, c.Bound())
	for doc := range c.Bound() {
		if c.Place(doc) == (Place{}) {
			continue
		}
		ref, err := c.Ref(doc)
		if err != nil {
			return nil, err
		}
		number[doc] = docs[ref]
	}
	return number, nil
}

// comparePostings compares the postings of the words or the pairs of a corpus with
// the postings that its documents should have. number has the numbers of the
// documents in read.
func comparePostings(c Corpus, read *Memory, number []DocID, stored, should *Vocabulary) error {
	for word, id := range stored.All() {
		postings, err := c.Postings(id)
		if err != nil {
			return err
		}
		var want []Posting
		if word, ok := should.Exact(word); ok {
			want, _ = read.Postings(word)
		}
		have := make([]Posting, len(postings))
		for i, p := range postings {
			have[i] = NewPosting(number[p.Doc()], p.Fields())
		}
		slices.Sort(have)
		if !slices.Equal(have, want) {
			return fmt.Errorf("the word %q leads to other events than have it", word)
		}
	}
	return nil
}

// comparePairs compares the pairs of a corpus with the pairs that its documents
// should have. It may have more, without postings.
func comparePairs(c Corpus, stored, should *Vocabulary) error {
	for pair := range should.All() {
		id, known, err := c.Pair(pair)
		if err != nil {
			return err
		}
		listed, isListed := stored.Exact(pair)
		if !known || !isListed || listed != id {
			return fmt.Errorf("the pair %q is not found", pair)
		}
	}
	return nil
}

// compareLengths compares the lengths of the documents of a corpus with the lengths
// that they should have.
func compareLengths(c Corpus, read *Memory, number []DocID) error {
	mean, err := c.MeanLength()
	if err != nil {
		return err
	}
	for doc := range c.Bound() {
		if c.Place(doc) == (Place{}) {
			continue
		}
		if length, should := c.Length(doc), read.Length(number[doc]); length != should {
			ref, _ := read.Ref(number[doc])
			return fmt.Errorf("%s has %d words, not %d", ref, UnpackLength(should), UnpackLength(length))
		}
	}
	if should, _ := read.MeanLength(); mean != should {
		return fmt.Errorf("an event has %g words on average, not %g", should, mean)
	}
	return nil
}

// differ returns the first pair of which other short names say something else.
func (n *ShortNames) differ(other *ShortNames) (ShortName, bool) {
	for i, pair := range n.pairs {
		if i == len(other.pairs) || other.pairs[i] != pair {
			return pair.ShortName, true
		}
	}
	if len(other.pairs) > len(n.pairs) {
		return other.pairs[len(n.pairs)].ShortName, true
	}
	return ShortName{}, false
}
