package search

import (
	"context"
	"strings"
	"sync"

	"news/internal/event"
)

// Memory is a corpus in memory, made by a Builder. Several goroutines may search it
// at once. Its documents are numbered in canonical order.
type Memory struct {
	vocabulary *Vocabulary
	docs       []document
	slugs      string   // one after the other
	text       []WordID // headlines and descriptions
	belong     []nameID // topics and sources
	spelt      [][]WordID

	pairs    *Vocabulary
	postings []Posting // of all words and then of all pairs, one after the other
	starts   []uint32  // where the postings of each begin, then the end
	lengths  []byte    // packed

	shortNames *ShortNames

	mu    sync.Mutex
	begun *Starts // nil until they are asked for
}

var _ Corpus = (*Memory)(nil)

// document is the places of a document's parts in the lists of a Memory.
type document struct {
	day         uint32 // packed
	number      int32
	slug        run // in slugs
	headline    run // in text
	description run
	topics      run // in belong
	sources     run
	category    nameID
}

// Load reads a whole corpus into memory, and numbers its words and documents anew.
func Load(c Corpus) (*Memory, error) {
	vocabulary, err := c.Vocabulary()
	if err != nil {
		return nil, err
	}
	spelling := make(map[WordID]string, vocabulary.Len())
	for word, id := range vocabulary.All() {
		spelling[id] = word
	}
	b := NewBuilder()
	var t Text
	for doc := range c.Bound() {
		place := c.Place(doc)
		if place == (Place{}) {
			continue
		}
		ref, err := c.Ref(doc)
		if err != nil {
			return nil, err
		}
		if err := c.Read(doc, Anywhere|Source, &t); err != nil {
			return nil, err
		}
		b.AddDocument(spellOut(&t, ref, place.Number, spelling))
	}
	m := b.Corpus()
	m.shortNames, err = c.ShortNames()
	return m, err
}

// spellOut returns the document of a text.
func spellOut(t *Text, ref event.Ref, number int, spelling map[WordID]string) Document {
	words := func(ids []WordID) []string {
		words := make([]string, len(ids))
		for i, id := range ids {
			words[i] = spelling[id]
		}
		return words
	}
	names := func(all [][]WordID) []string {
		names := make([]string, len(all))
		for i, ids := range all {
			names[i] = strings.Join(words(ids), " ")
		}
		return names
	}
	return Document{
		ref: ref, number: number, headline: words(t.Headline), description: words(t.Description),
		category: strings.Join(words(t.Category), " "), topics: names(t.Topics), sources: names(t.Sources),
	}
}

// Len returns the number of documents.
func (m *Memory) Len() int { return len(m.docs) }

// Bound returns the number of documents, since no number below it is unused.
func (m *Memory) Bound() DocID { return DocID(len(m.docs)) }

// Place returns where a document stands in the canonical order.
func (m *Memory) Place(doc DocID) Place {
	d := &m.docs[doc]
	return Place{Date: event.UnpackDate(d.day), Number: int(d.number)}
}

// LastDay returns the day of the first document.
func (m *Memory) LastDay() event.Date {
	if len(m.docs) == 0 {
		return event.Date{}
	}
	return m.Place(0).Date
}

// Ref returns the reference of a document's event.
func (m *Memory) Ref(doc DocID) (event.Ref, error) {
	d := &m.docs[doc]
	return event.Ref{Date: event.UnpackDate(d.day), Slug: m.slugs[d.slug.start:d.slug.end()]}, nil
}

// Refs returns the references of the events of documents, in their order.
func (m *Memory) Refs(docs []DocID) ([]event.Ref, error) {
	refs := make([]event.Ref, len(docs))
	for i, doc := range docs {
		refs[i], _ = m.Ref(doc) // in memory it never fails
	}
	return refs, nil
}

// Read returns the words of some fields of a document. The caller must not change
// them.
func (m *Memory) Read(doc DocID, fields Field, into *Text) error {
	d := &m.docs[doc]
	into.Headline = m.text[d.headline.start:d.headline.end()]
	into.Description = m.text[d.description.start:d.description.end()]
	into.Category = m.spelt[d.category]
	if fields&Topic != 0 {
		into.Topics = m.namesOf(d.topics, into.Topics[:0])
	}
	if fields&Source != 0 {
		into.Sources = m.namesOf(d.sources, into.Sources[:0])
	}
	return nil
}

// namesOf appends the words of each name of a run to a list.
func (m *Memory) namesOf(r run, to [][]WordID) [][]WordID {
	for _, name := range m.belong[r.start:r.end()] {
		to = append(to, m.spelt[name])
	}
	return to
}

// Postings returns the documents that have a word or a pair.
func (m *Memory) Postings(word WordID) ([]Posting, error) {
	place := m.placeOf(word)
	return m.postings[m.starts[place]:m.starts[place+1]], nil
}

// AtLeast returns the number of documents that have a word or a pair.
func (m *Memory) AtLeast(word WordID) (int, error) {
	place := m.placeOf(word)
	return int(m.starts[place+1] - m.starts[place]), nil
}

// placeOf returns the place of a word or a pair in starts.
func (m *Memory) placeOf(word WordID) int {
	if word.IsPair() {
		return m.vocabulary.Len() + word.Place()
	}
	return int(word)
}

// Vocabulary returns all words that any document has.
func (m *Memory) Vocabulary() (*Vocabulary, error) { return m.vocabulary, nil }

// Pair returns the number of a pair.
func (m *Memory) Pair(pair string) (WordID, bool, error) {
	id, ok := m.pairs.Exact(pair)
	return id, ok, nil
}

// Pairs returns all pairs that any document has.
func (m *Memory) Pairs() (*Vocabulary, error) { return m.pairs, nil }

// ShortNames returns the short names that events explain.
func (m *Memory) ShortNames() (*ShortNames, error) { return m.shortNames, nil }

// Starts returns the words that headlines and topics begin with.
func (m *Memory) Starts(ctx context.Context) (*Starts, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.begun == nil {
		begun, err := NewStarts(ctx, m)
		if err != nil {
			return nil, err
		}
		m.begun = begun
	}
	return m.begun, nil
}

// Err returns nil: nothing is left to be read.
func (m *Memory) Err() error { return nil }

// Length returns how many words a document has, roughly, in one byte.
func (m *Memory) Length(doc DocID) byte { return m.lengths[doc] }

// MeanLength returns the mean of the lengths of all documents.
func (m *Memory) MeanLength() (float64, error) {
	total := 0
	for _, length := range m.lengths {
		total += UnpackLength(length)
	}
	return float64(total) / float64(max(1, len(m.lengths))), nil
}

// eachWord calls visit with every word of every document, in the order of the
// documents.
func (m *Memory) eachWord(visit func(DocID, WordID, Field)) {
	m.eachSequence(func(doc DocID, field Field, words []WordID) {
		for _, word := range words {
			visit(doc, word, field)
		}
	})
}

// eachSequence calls visit with every run of words of every document, in the order
// of the documents.
func (m *Memory) eachSequence(visit func(DocID, Field, []WordID)) {
	const all = Anywhere | Source
	var t Text
	for i := range m.docs {
		doc := DocID(i)
		m.Read(doc, all, &t) // never fails
		t.Sequences(all, func(field Field, words []WordID) { visit(doc, field, words) })
	}
}
