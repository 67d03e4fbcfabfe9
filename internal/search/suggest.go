package search

import "context"

type Suggestion struct {
	Word string // folded
	Near []string
}

func Suggest(ctx context.Context, c Corpus, q Query, opts Options) ([]Suggestion, error) {
	return nil, nil
}
