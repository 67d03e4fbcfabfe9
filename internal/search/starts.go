package search

import (
	"context"
	"slices"
)

// Starts are the words that headlines and topics begin with. They serve a word of
// which one or two letters are typed: too many words begin with these to look all
// of them up.
type Starts struct {
	from     []uint32  // by the number of a word: where its postings begin, and then the end
	postings []Posting // of the documents that have a headline or a topic that begins with the word
}

// start is a word that a document begins with.
type start struct {
	word    WordID
	posting Posting
}

// NewStarts reads the headlines and topics of all documents of a corpus.
func NewStarts(ctx context.Context, c Corpus) (*Starts, error) {
	v, err := c.Vocabulary()
	if err != nil {
		return nil, err
	}
	bound := v.bound()
	all := make([]start, 0, 4*c.Len())
	var t Text
	for doc := range c.Bound() {
		if doc%1024 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if c.Place(doc) == (Place{}) {
			continue
		}
		if err := c.Read(doc, Headline|Topic, &t); err != nil {
			return nil, err
		}
		first := len(all)
		t.Sequences(Headline|Topic, func(field Field, words []WordID) {
			if len(words) > 0 && words[0] < bound {
				all = addStart(all, first, start{words[0], NewPosting(doc, field)})
			}
		})
	}
	return sortedStarts(all), nil
}

// addStart adds a start to those of its document, which begin at first.
func addStart(all []start, first int, s start) []start {
	for i := first; i < len(all); i++ {
		if all[i].word == s.word {
			all[i].posting |= s.posting
			return all
		}
	}
	return append(all, s)
}

func sortedStarts(all []start) *Starts {
	highest := WordID(0)
	for _, one := range all {
		highest = max(highest, one.word)
	}
	s := &Starts{from: make([]uint32, highest+2), postings: make([]Posting, len(all))}
	for _, one := range all {
		s.from[one.word+1]++
	}
	for i := range s.from[1:] {
		s.from[i+1] += s.from[i]
	}
	for _, one := range all {
		s.postings[s.from[one.word]] = one.posting
		s.from[one.word]++
	}
	copy(s.from[1:], s.from)
	s.from[0] = 0
	return s
}

// bound returns a number above the numbers of all words.
func (v *Vocabulary) bound() WordID {
	highest := v.first + WordID(v.count)
	for _, id := range slices.Concat(v.ids, v.addedIDs) {
		highest = max(highest, id+1)
	}
	return highest
}

// Of returns the documents that have a headline or a topic whose first word is a word,
// in rising order. The caller must not change the list.
func (s *Starts) Of(word WordID) []Posting {
	if int(word)+1 >= len(s.from) {
		return nil
	}
	return s.postings[s.from[word]:s.from[word+1]]
}
