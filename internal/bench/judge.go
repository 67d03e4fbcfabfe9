package bench

import (
	"slices"
	"strings"

	"news/internal/text"
)

// answer is what a query brought back.
type answer struct {
	first string // the headline of the first hit, "" for none
	exact bool   // first is the very headline that the query was drawn from
	place int    // of the first right hit, from 1 on; 0 for none
}

// judge judges the headlines that a query found, best first.
func (q query) judge(hits []string) answer {
	var a answer
	if len(hits) > 0 {
		a.first, a.exact = hits[0], hits[0] == q.headline
	}
	a.place = 1 + slices.IndexFunc(hits, q.right)
	return a
}

// right tells whether a hit is what the query may have been for: the headline
// that it was drawn from, or a twin, which has all that was meant, too. Real
// archives tell the same news twice, once with the name of a war before it, and
// who typed words that both have could have meant either.
func (q query) right(hit string) bool {
	if hit == q.headline {
		return true
	}
	hit = text.Fold(hit)
	return !slices.ContainsFunc(q.meant, func(meant string) bool { return !q.has(hit, meant) })
}

// hasWord tells whether a headline has a word.
func hasWord(headline, meant string) bool {
	return slices.ContainsFunc(text.Words(headline), func(w text.Word) bool { return w.Text == meant })
}

// hasBeginning tells whether a headline has a word that begins so.
func hasBeginning(headline, meant string) bool {
	return slices.ContainsFunc(text.Words(headline), func(w text.Word) bool { return strings.HasPrefix(w.Text, meant) })
}
