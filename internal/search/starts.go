package search

import (
	"context"
	"strings"
)

// Starts are the words that headlines and topics begin with. They serve a word of
// which one or two letters are typed: too many words begin with these to look all
// of them up.
type Starts struct {
	vocabulary *Vocabulary
	from       []uint32  // by the place of a word: where its postings begin, and then the end
	postings   []Posting // of the documents that have a headline or a topic that begins with the word
}

// start is a word that a document begins with, by its place in the vocabulary.
type start struct {
	place   uint32
	posting Posting
}

// NewStarts reads the headlines and topics of all documents of a corpus.
func NewStarts(ctx context.Context, c Corpus) (*Starts, error) {
	v, err := c.Vocabulary()
	if err != nil {
		return nil, err
	}
	places := v.places()
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
			if len(words) > 0 && int(words[0]) < len(places) {
				all = addStart(all, first, start{places[words[0]], NewPosting(doc, field)})
			}
		})
	}
	return sortedStarts(v, all), nil
}

// addStart adds a start to those of its document, which begin at first.
func addStart(all []start, first int, s start) []start {
	for i := first; i < len(all); i++ {
		if all[i].place == s.place {
			all[i].posting |= s.posting
			return all
		}
	}
	return append(all, s)
}

func sortedStarts(v *Vocabulary, all []start) *Starts {
	s := &Starts{vocabulary: v, from: make([]uint32, v.Len()+1), postings: make([]Posting, len(all))}
	for _, one := range all {
		s.from[one.place+1]++
	}
	for i := range v.Len() {
		s.from[i+1] += s.from[i]
	}
	for _, one := range all {
		s.postings[s.from[one.place]] = one.posting
		s.from[one.place]++
	}
	copy(s.from[1:], s.from)
	s.from[0] = 0
	return s
}

// With returns the documents that have a headline or a topic whose first word begins
// with some letters, in no order, some of them several times.
func (s *Starts) With(letters string) []Posting {
	first := s.vocabulary.search(letters)
	end := first
	for end < s.vocabulary.Len() && strings.HasPrefix(s.vocabulary.word(end), letters) {
		end++
	}
	return s.postings[s.from[first]:s.from[end]]
}

// places returns the place of each word in the list by its number.
func (v *Vocabulary) places() []uint32 {
	highest := WordID(0)
	for place := range v.Len() {
		highest = max(highest, v.id(place))
	}
	places := make([]uint32, highest+1)
	for place := range v.Len() {
		places[v.id(place)] = uint32(place)
	}
	return places
}
