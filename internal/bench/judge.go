package bench

import (
	"slices"
	"strings"

	"news/internal/text"
)

// answer is the outcome of a query.
type answer struct {
	first string // the headline of the first hit, "" for none
	exact bool   // first is the headline that the query was drawn from
	place int    // of the first right hit, from 1 on; 0 for none
}

// judge returns the answer for the headlines that a query found, best first.
func (q query) judge(hits []string) answer {
	var a answer
	if len(hits) > 0 {
		a.first, a.exact = hits[0], hits[0] == q.headline
	}
	a.place = 1 + slices.IndexFunc(hits, q.right)
	return a
}

// right reports whether a hit is the headline that the query was drawn from, or a
// twin, which has all meant words, too. Real archives have some news twice, once
// with the name of a war before it, and words that both headlines have can mean
// either.
func (q query) right(hit string) bool {
	if hit == q.headline {
		return true
	}
	hit = text.Fold(hit)
	return !slices.ContainsFunc(q.meant, func(meant string) bool { return !q.has(hit, meant) })
}

// hasWord reports whether a headline has a word.
func hasWord(headline, meant string) bool {
	return slices.ContainsFunc(text.Words(headline), func(w text.Word) bool { return w.Text == meant })
}

// hasBeginning reports whether a headline has a word with this beginning.
func hasBeginning(headline, meant string) bool {
	return slices.ContainsFunc(text.Words(headline), func(w text.Word) bool { return strings.HasPrefix(w.Text, meant) })
}
