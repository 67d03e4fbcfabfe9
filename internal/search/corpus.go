package search

import (
	"context"

	"news/internal/event"
)

// Corpus is what Search reads: a vocabulary of folded words, for every word the
// documents that have it, and for every document its words in order. The interface
// is small so that an index on disk can serve it: each method asks for one thing by
// its number, and Read is called only for documents that may be hits. Memory is a
// corpus in memory. A Corpus must not change during a search.
type Corpus interface {
	// Len returns the number of documents.
	Len() int
	// Bound returns a number above the number of every document. Some numbers below
	// it may belong to no document.
	Bound() DocID
	// Place returns where a document stands in the archive's canonical order: the
	// zero Place for a number that belongs to no document.
	Place(doc DocID) Place
	// LastDay returns the last day that has a document, and the zero Date where there is
	// none.
	LastDay() event.Date
	// Ref returns the reference of a document's event.
	Ref(doc DocID) (event.Ref, error)
	// Refs returns the references of several documents' events, in the order of docs. It
	// takes less time than Ref for each.
	Refs(docs []DocID) ([]event.Ref, error)
	// Read stores the words of some fields of a document in a Text. It may reuse
	// the memory of the Text, and leaves the other fields as they are.
	Read(doc DocID, fields Field, into *Text) error
	// Postings returns the documents that have a word or a pair, in rising order. The
	// caller must not change the list.
	Postings(word WordID) ([]Posting, error)
	// AtLeast returns a lower bound of the number of documents that have a word or a
	// pair. It takes less time than Postings.
	AtLeast(word WordID) (int, error)
	// Vocabulary returns all words that any document has. An index reads them as they
	// are asked for.
	Vocabulary() (*Vocabulary, error)
	// Pair returns the number of a pair: two characters of scripts without spaces
	// that stand side by side in a field of some document, written as one word. It
	// returns false where no document ever had the pair.
	Pair(pair string) (WordID, bool, error)
	// Pairs returns all pairs. It takes far more time than Pair.
	Pairs() (*Vocabulary, error)
	// MeanLength returns the mean of the lengths of all documents, 0 where there are
	// none.
	MeanLength() (float64, error)
	// Length returns how many words a document has, roughly, in one byte, as PackLength
	// packs it: all words of its headline and its topics, and half of the words of its
	// description.
	Length(doc DocID) byte
	// Err returns the first error of reading words of the Vocabulary or a Length, which
	// stand for nothing where they cannot be read.
	Err() error
	// ShortNames returns the short names that events explain.
	ShortNames() (*ShortNames, error)
	// Starts returns the words that headlines and topics begin with. It reads all
	// documents at the first call, which ctx may end.
	Starts(ctx context.Context) (*Starts, error)
}

// DocID is the number of a document in its corpus. Where two documents have the
// same Place, the lower one comes first.
type DocID uint32

// WordID is the number of a word or of a pair in its corpus.
type WordID uint32

// Place is where an event stands in the canonical order: newest day first, then by
// number within the day.
type Place struct {
	Date   event.Date
	Number int // from 1 on
}

// rank returns a number that sorts places in canonical order.
func (p Place) rank() uint64 {
	last := event.Date{Year: 9999, Month: 12, Day: 31}
	return uint64(last.Pack()-p.Date.Pack())<<32 | uint64(uint32(p.Number))
}

// Posting says that a document has a word, and in which of its fields.
type Posting uint32

// NewPosting returns the posting of a word that a document has in some fields.
// Documents are numbered below 134,217,728.
func NewPosting(doc DocID, fields Field) Posting {
	return Posting(uint32(doc)<<fieldBits | uint32(fields))
}

// Doc returns the document.
func (p Posting) Doc() DocID { return DocID(p >> fieldBits) }

// Fields returns the fields of the document that have the word.
func (p Posting) Fields() Field { return Field(p) & (1<<fieldBits - 1) }

// Text is the words of a document, field by field, in the order of the text.
type Text struct {
	Headline    []WordID
	Description []WordID
	Category    []WordID
	Topics      [][]WordID // a list for each topic
	Sources     [][]WordID // a list for each name, and one for each host
}

// Sequences calls visit with each run of words that stands in the given fields,
// and with the field it stands in.
func (t *Text) Sequences(fields Field, visit func(Field, []WordID)) {
	if fields&Headline != 0 {
		visit(Headline, t.Headline)
	}
	if fields&Topic != 0 {
		for _, words := range t.Topics {
			visit(Topic, words)
		}
	}
	if fields&Category != 0 {
		visit(Category, t.Category)
	}
	if fields&Description != 0 {
		visit(Description, t.Description)
	}
	if fields&Source != 0 {
		for _, words := range t.Sources {
			visit(Source, words)
		}
	}
}
