package search

import "context"

// Suggestion is a word of a query that matches nothing in a corpus, and the nearest
// words of the corpus, if any.
type Suggestion struct {
	Word string // as it can be typed
	Near []string
}

// Suggest returns at most so many words of a query, and near words of each: a message
// has room for a few. A near word has lettersToASlip letters or more to each slip, or
// else it is hardly the same word.
const (
	mostSuggested  = 5
	mostForOne     = 3
	lettersToASlip = 3
)

// Suggest returns a few words of a query that no event of the corpus has, each once
// and in the query's order, with similar words that events have. It allows more slips than
// a search, and slips in quotes. The error is the context's, the corpus's or that of
// Options.Named.
func Suggest(ctx context.Context, c Corpus, q Query, opts Options) ([]Suggestion, error) {
	s, err := newSearcher(ctx, c, opts)
	if err != nil {
		return nil, err
	}
	root, err := s.evalWhole(q)
	if err != nil {
		return nil, err
	}
	return s.suggestFor(root)
}

// Suggest returns what the function Suggest returns for the query of the results, if
// this was searched for without Options.Full. The other arguments are those of Search.
func (r Results) Suggest(ctx context.Context, c Corpus, opts Options) ([]Suggestion, error) {
	s, err := newSearcher(ctx, c, opts)
	if err != nil || r.root == nil {
		return nil, err
	}
	return s.suggestFor(r.root)
}

func (s *searcher) suggestFor(root *node) ([]Suggestion, error) {
	var suggestions []Suggestion
	for _, n := range root.absent() {
		if n.leaf != nil && n.leaf.unfinished {
			continue // it may go on as another word
		}
		if len(suggestions) == mostSuggested {
			break
		}
		var near []string
		if n.leaf != nil {
			var err error
			near, err = s.known.suggestions(n.leaf.key(), func() ([]string, error) { return s.suggest(n.leaf) })
			if err != nil {
				return nil, err
			}
		}
		suggestions = append(suggestions, Suggestion{n.typed, near})
	}
	return suggestions, s.corpus.Err()
}

// suggest returns words that are similar to the ones of a leaf that the corpus does
// not have, nearest first.
func (s *searcher) suggest(f *finding) ([]string, error) {
	var near []string
	for _, part := range f.parts {
		n, _ := letters(part)
		if s.isWord(part) && len(f.parts) > 1 || n < lettersToASlip {
			continue
		}
		options, err := s.neighbours(part, f.fields, min(slipsFor(part)+1, n/lettersToASlip))
		if err != nil {
			return nil, err
		}
		for _, o := range options[:min(len(options), mostForOne)] {
			near = append(near, o.word)
		}
	}
	return near, nil
}
