package search

import (
	"slices"
	"strings"
	"testing"
)

func TestWordsWithAPrefix(t *testing.T) {
	own := NewVocabulary("resign\nresigned\nresigns\nrest\nzebra\n川\n汶\n", nil)
	grown := own.With([]string{"resigning", "a", "zebras"}, 50)
	for _, test := range []struct {
		v            *Vocabulary
		prefix, want string
		ids          []WordID
	}{
		{own, "resign", "resign resigned resigns", []WordID{0, 1, 2}},
		{own, "res", "resign resigned resigns rest", []WordID{0, 1, 2, 3}},
		{own, "zebra", "zebra", []WordID{4}},
		{own, "zebras", "", nil},
		{own, "汶", "汶", []WordID{6}},
		{own, "汶川", "", nil},
		{own, "\xff", "", nil},
		{grown, "resign", "resign resigned resigning resigns", []WordID{0, 1, 50, 2}},
		{grown, "", "a resign resigned resigning resigns rest zebra zebras 川 汶", []WordID{51, 0, 1, 50, 2, 3, 4, 52, 5, 6}},
		{NewVocabulary("", nil), "", "", nil},
	} {
		var words []string
		var ids []WordID
		for word, id := range test.v.WithPrefix(test.prefix) {
			words, ids = append(words, word), append(ids, id)
		}
		if got := strings.Join(words, " "); got != test.want || !slices.Equal(ids, test.ids) {
			t.Errorf("%q begins %q %v, want %q %v", test.prefix, got, ids, test.want, test.ids)
		}
	}
}

// A pair is no word that another one could be meant for.
func TestPairsAreLikeNoWord(t *testing.T) {
	c := corpusOf(smallArchive())
	if c.pairs.Len() == 0 {
		t.Fatal("the archive has no pairs")
	}
	for place := range c.pairs.Len() {
		pair := c.pairs.At(place)
		first := pair[:len(pair)/2]
		for _, like := range slices.Concat(c.vocabulary.Near(first, 2), c.vocabulary.InOrder(first)) {
			if like.ID.IsPair() || like.Text == pair {
				t.Errorf("%s is taken for the pair %s", first, like.Text)
			}
		}
		for word := range c.vocabulary.WithPrefix(first) {
			if word == pair {
				t.Errorf("%s begins the pair %s", first, pair)
			}
		}
	}
}
