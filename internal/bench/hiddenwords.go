package bench

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"news/internal/event"
	"news/internal/relation"
	"news/internal/text"
)

// wordsInCommon finds events by their common words, a simple method to compare
// with.
type wordsInCommon struct {
	events int
	having map[string][]relation.Node // the events with a word in headline or description
}

// add adds the next event.
func (w *wordsInCommon) add(e event.Event) {
	for word := range distinctWords(e) {
		w.having[word] = append(w.having[word], relation.Node(w.events))
	}
	w.events++
}

func distinctWords(e event.Event) map[string]bool {
	words := make(map[string]bool)
	for _, written := range []string{e.Headline, e.Description} {
		for _, word := range text.Words(written) {
			words[word.Text] = true
		}
	}
	return words
}

// most returns the firstLooked events that have the most words in common with an
// event; if rareCount is set, each word counts by its rarity. Equals are in
// canonical order.
func (w *wordsInCommon) most(e event.Event, n relation.Node, rareCount bool) []relation.Node {
	scores := make([]float64, w.events)
	words := slices.Sorted(maps.Keys(distinctWords(e))) // a fixed order makes the sums reproducible
	for _, word := range words {
		weight := 1.0
		if rareCount {
			weight = math.Log(float64(w.events) / float64(len(w.having[word])))
		}
		for _, other := range w.having[word] {
			scores[other] += weight
		}
	}
	var nodes []relation.Node
	for other, score := range scores {
		if score > 0 && relation.Node(other) != n {
			nodes = append(nodes, relation.Node(other))
		}
	}
	slices.SortStableFunc(nodes, func(x, y relation.Node) int { return cmp.Compare(scores[y], scores[x]) })
	return nodes[:min(len(nodes), firstLooked)]
}
