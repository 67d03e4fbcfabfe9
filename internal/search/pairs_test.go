package search

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"news/internal/event"
)

func TestPairsStandSideBySideInAField(t *testing.T) {
	b := NewBuilder()
	for i, e := range []event.Event{
		{Headline: "汶川发生地震", Description: "四川, 汶 川。", Category: "灾害", Topics: []string{"汶川", "大地"}},
		{Headline: "SARS在香港", Description: "東京のラジオ", Sources: []event.Source{{Name: "新华社", URL: "http://例子.example/"}}},
		{Headline: "大地震", Topics: []string{"地", "震"}},
	} {
		e.Ref = event.NewRef(event.Date{Year: 2008, Month: 5, Day: 12}, fmt.Sprint(i))
		e.Number = i + 1
		b.Add(e)
	}
	c := b.Corpus()
	for _, test := range []struct{ pair, want string }{
		{"汶川", "0:headline,topic,description"},
		{"地震", "0:headline 2:headline"},
		{"川发", "0:headline"},
		{"川汶", "0:description"}, // signs and spaces part no words
		{"灾害", "0:category"},
		{"大地", "0:topic 2:headline"},
		{"川大", ""}, // the end of one topic and the start of the next
		{"在香", "1:headline"},
		{"东京", "1:description"},
		{"のラ", "1:description"},
		{"华社", "1:source"},
		{"例子", "1:source"},
		{"汶", ""}, {"sars在", ""}, {"汶川发", ""}, {"", ""}, {"四", ""},
	} {
		var have []string
		id, known, err := c.Pair(test.pair)
		if known {
			postings, _ := c.Postings(id)
			for _, p := range postings {
				have = append(have, fmt.Sprintf("%d:%v", p.Doc(), p.Fields()))
			}
			if n, _ := c.AtLeast(id); n != len(postings) || !id.IsPair() {
				t.Errorf("%s: at least %d of %d documents, a pair: %v", test.pair, n, len(postings), id.IsPair())
			}
		}
		if got := strings.Join(have, " "); got != test.want || err != nil {
			t.Errorf("%s: %q, want %q (%v)", test.pair, got, test.want, err)
		}
	}
	if _, known := c.vocabulary.Exact("汶川"); known {
		t.Error("a pair is a word of the vocabulary")
	}
}

func TestACorpusWithoutSuchScriptsHasNoPairs(t *testing.T) {
	b := NewBuilder()
	b.Add(event.Event{Ref: event.NewRef(event.Date{Year: 2008, Month: 5, Day: 12}, "a"), Headline: "Ein Café in København", Number: 1})
	c := b.Corpus()
	if c.pairs.Len() > 0 {
		t.Errorf("it has the pairs %q", listOf(c.pairs))
	}
	if id, known, err := c.Pair("汶川"); known || err != nil {
		t.Errorf("%v %v", id, err)
	}
}

func TestLengthsOfDocuments(t *testing.T) {
	words := func(n int) string { return strings.Repeat("w ", n) }
	tests := []struct {
		story string
		event event.Event
		want  int
	}{
		{"nothing", event.Event{}, 0},
		{"a headline", event.Event{Headline: "A ferry sails"}, 3},
		{"half of the description", event.Event{Headline: "Ferry", Description: words(11)}, 6},
		{"topics, but neither category nor sources", event.Event{
			Topics: []string{"Red Sea", "Ferry"}, Category: "Travel", Sources: []event.Source{{Name: "Wire"}},
		}, 3},
		{"topics of the same words", event.Event{Topics: []string{"红海", "Red Sea", "紅海", "red-sea", "Sea"}}, 5},
		{"characters are words", event.Event{Headline: "汶川地震"}, 4},
		{"in full", event.Event{Headline: words(128)}, 128},
		{"in steps", event.Event{Headline: words(128 + 8*3 + 7)}, 128 + 8*3},
		{"very long", event.Event{Headline: words(5000)}, 128 + 127*8},
	}
	b := NewBuilder()
	total := 0
	for i, test := range tests {
		test.event.Ref = event.NewRef(event.Date{Year: 2008, Month: 5, Day: 12}, fmt.Sprint(i))
		test.event.Number = i + 1
		b.Add(test.event)
		total += test.want
	}
	c := b.Corpus()
	for i, test := range tests {
		if got := UnpackLength(c.Length(DocID(i))); got != test.want {
			t.Errorf("%s: %d, want %d", test.story, got, test.want)
		}
	}
	if mean, err := c.MeanLength(); mean != float64(total)/float64(len(tests)) || err != nil {
		t.Errorf("%v on average (%v)", mean, err)
	}
	if loaded, err := Load(c); err != nil || Compare(c, loaded) != nil {
		t.Error(err, Compare(c, loaded))
	}
	if mean, err := NewBuilder().Corpus().MeanLength(); mean != 0 || err != nil {
		t.Errorf("%v on average of none (%v)", mean, err)
	}
	rising := slices.Collect(func(yield func(int) bool) {
		for n := range 256 {
			if !yield(UnpackLength(byte(n))) {
				return
			}
		}
	})
	if !slices.IsSorted(rising) {
		t.Error("longer documents have shorter lengths")
	}
}
