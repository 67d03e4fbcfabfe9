package search

import (
	"cmp"
	"context"
	"slices"
)

// Suggestion is a word of a query that matches nothing in a corpus, and the nearest
// words of the corpus, if any.
type Suggestion struct {
	Word string // folded
	Near []string
}

// Suggest returns a few words of a query that the corpus does not have, in the
// query's order, each with similar words that it has. It is for a query without
// hits. It returns none where each word matches some event, but no event matches
// all.
func Suggest(ctx context.Context, c Corpus, q Query, opts Options) ([]Suggestion, error) {
	const most = 5
	vocabulary, err := c.Vocabulary()
	if err != nil {
		return nil, err
	}
	s := &searcher{ctx: ctx, corpus: c, vocabulary: vocabulary, named: opts.Named, step: withAnyLetters}
	s.begin()
	var suggestions []Suggestion
	for _, l := range wanted(q) {
		if isKnown, err := s.isKnownName(l); err != nil {
			return nil, err
		} else if isKnown {
			continue
		}
		for _, part := range l.parts {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			known, near, err := s.suggest(part, l)
			if err != nil {
				return nil, err
			}
			if !known && len(suggestions) < most {
				suggestions = append(suggestions, Suggestion{part, near})
			}
		}
	}
	return suggestions, nil
}

// wanted returns the words and phrases of a query that an event should have.
func wanted(q Query) []leaf {
	var leaves []leaf
	switch q := q.(type) {
	case And:
		for _, part := range q.Of {
			leaves = append(leaves, wanted(part)...)
		}
	case Or:
		for _, part := range q.Of {
			leaves = append(leaves, wanted(part)...)
		}
	case Must:
		leaves = wanted(q.Of)
	case Word, Phrase, Within, Named:
		leaves = append(leaves, leafOf(q))
	}
	return leaves
}

// isKnownName reports whether a leaf is a whole name that Options.Named knows.
func (s *searcher) isKnownName(l leaf) (bool, error) {
	if !l.isWhole() || s.named == nil {
		return false, nil
	}
	docs, err := s.withName(l.named)
	return len(docs) > 0, err
}

// mostForOne is how many words suggest returns at most for one word of a query.
const mostForOne = 3

// suggest reports whether the corpus has a word of a query, and returns similar
// words where it does not. It allows more slips than a search, and slips in quotes,
// but at most one for three letters. It returns the words with the fewest slips,
// the most frequent first.
func (s *searcher) suggest(word string, l leaf) (known bool, near []string, err error) {
	c, err := s.choosePart(l, word, true)
	if err != nil || len(c.words) > 0 {
		return true, nil, err
	}
	n, _ := letters(word)
	if n < 3 || !s.mayLookUp() {
		return false, nil, nil
	}
	type option struct {
		Like
		docs int
	}
	var options []option
	for _, like := range s.vocabulary.Near(word, min(slipsFor(word)+1, n/3)) {
		docs, err := s.count(like.ID, l.fields)
		if err != nil {
			return false, nil, err
		}
		if docs > 0 {
			options = append(options, option{like, docs})
		}
	}
	slices.SortStableFunc(options, func(a, b option) int {
		return cmp.Or(cmp.Compare(a.Slips, b.Slips), cmp.Compare(b.docs, a.docs))
	})
	for _, o := range options[:min(len(options), mostForOne)] {
		near = append(near, o.Text)
	}
	return false, near, nil
}

// count returns the number of documents that have a word in one of the fields.
func (s *searcher) count(word WordID, fields Field) (int, error) {
	postings, err := s.corpus.Postings(word)
	docs := 0
	for _, p := range postings {
		if p.Fields()&fields != 0 {
			docs++
		}
	}
	return docs, err
}
