package search

import (
	"cmp"
	"context"
	"slices"
)

// mostSuggestions is how many words Suggest gives at most.
const mostSuggestions = 5

// Suggest gives words of the corpus that could have been meant by those of a
// query that the corpus has in no form that Search would take for them, nearest
// first, a few at most. It gives none where each word is found by itself, only
// not with the others. It is for a query that Search found nothing for.
func Suggest(ctx context.Context, c Corpus, q Query) ([]string, error) {
	vocabulary, err := c.Vocabulary()
	if err != nil {
		return nil, err
	}
	s := &searcher{ctx: ctx, corpus: c, vocabulary: vocabulary, step: withAnyLetters}
	s.begin()
	var words []string
	for _, l := range wanted(q) {
		for _, part := range l.parts {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			nearest, err := s.suggest(part, l)
			if err != nil {
				return nil, err
			}
			for _, word := range nearest {
				if len(words) < mostSuggestions && !slices.Contains(words, word) {
					words = append(words, word)
				}
			}
		}
	}
	return words, nil
}

// wanted gives the words and phrases of a query that say what to find.
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
	case Word, Phrase, Within:
		leaves = append(leaves, leafOf(q))
	}
	return leaves
}

// mostForOne is how many words suggest gives for one of a query at most.
const mostForOne = 3

// suggest gives the words that could have been meant by one of a query that the
// corpus has nothing for: those with the fewest slips, more than a search allows
// or in a word that was in quotes, and of these the most frequent.
func (s *searcher) suggest(word string, l leaf) ([]string, error) {
	c, err := s.choosePart(l, word, true)
	if err != nil || len(c.words) > 0 {
		return nil, err
	}
	if n, _ := letters(word); n < 3 || !s.mayLookUp() {
		return nil, nil
	}
	type option struct {
		Like
		docs int
	}
	var options []option
	for _, like := range s.vocabulary.Near(word, slipsFor(word)+1) {
		docs, err := s.count(like.ID, l.fields)
		if err != nil {
			return nil, err
		}
		if docs > 0 {
			options = append(options, option{like, docs})
		}
	}
	slices.SortStableFunc(options, func(a, b option) int {
		return cmp.Or(cmp.Compare(a.Slips, b.Slips), cmp.Compare(b.docs, a.docs))
	})
	var words []string
	for _, o := range options[:min(len(options), mostForOne)] {
		words = append(words, o.Text)
	}
	return words, nil
}

// count gives the number of documents that have a word in one of the fields.
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
