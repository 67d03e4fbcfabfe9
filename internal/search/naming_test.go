package search

import (
	"context"
	"errors"
	"slices"
	"testing"

	"news/internal/event"
)

// named returns the numbers of the events of one day that Naming finds.
func named(t *testing.T, c Corpus, most int, words ...string) []int {
	t.Helper()
	places, err := Naming(context.Background(), c, words, most)
	if err != nil {
		t.Fatal(err)
	}
	var numbers []int
	for _, p := range places {
		numbers = append(numbers, p.Number)
	}
	return numbers
}

func headlinesOf(lines ...string) *Memory {
	b := NewBuilder()
	for i, line := range lines {
		ref := event.NewRef(event.Date{Year: 2016, Month: 4, Day: 3}, line)
		b.Add(event.Event{Ref: ref, Number: i + 1, Headline: line, Description: "Port of Oslo", Topics: []string{"Port of Oslo"}})
	}
	return b.Corpus()
}

func TestNamingFindsWordsSideBySideInHeadlines(t *testing.T) {
	c := headlinesOf(
		"The port of Oslo closes",
		"Oslo: port of call for the ferry",
		"Of Oslo's port nobody spoke",
		"PORT OF OSLO",
		"A port of port of Oslo",
		"Portside",
		"挪威奥斯陆港口关闭", "奥斯卡陆地",
	)
	for _, test := range []struct {
		words []string
		want  []int
	}{
		{[]string{"port", "of", "oslo"}, []int{1, 4, 5}},
		{[]string{"of", "oslo"}, []int{1, 3, 4, 5}},
		{[]string{"port"}, []int{1, 2, 3, 4, 5}},
		{[]string{"奥", "斯", "陆"}, []int{7}},
		{[]string{"port", "of", "bergen"}, nil},
		{[]string{"oslo", "of", "port"}, nil},
		{nil, nil},
	} {
		if got := named(t, c, 100, test.words...); !slices.Equal(got, test.want) {
			t.Errorf("%q stand in headlines %v, want %v", test.words, got, test.want)
		}
	}
}

// The documents that have the rarest word count, in whatever field they have it.
func TestNamingLeavesOutWhatTooManyDocumentsHave(t *testing.T) {
	c := headlinesOf("port of Oslo", "Oslo, of all ports, has a quay", "Bergen has a quay")
	for _, test := range []struct {
		words []string
		most  int
		want  []int
	}{
		{[]string{"quay"}, 2, []int{2, 3}}, {[]string{"quay"}, 1, nil},
		{[]string{"a", "quay"}, 2, []int{2, 3}}, {[]string{"a", "quay"}, 1, nil},
		{[]string{"port", "of", "oslo"}, 3, []int{1}}, {[]string{"port", "of", "oslo"}, 2, nil}, // all descriptions have these
		{[]string{"bergen", "has"}, 1, []int{3}}, {[]string{"has", "bergen"}, 1, nil},
	} {
		if got := named(t, c, test.most, test.words...); !slices.Equal(got, test.want) {
			t.Errorf("%q, with at most %d documents: %v, want %v", test.words, test.most, got, test.want)
		}
	}
}

func TestNamingEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Naming(ctx, headlinesOf("port of Oslo"), []string{"port", "of"}, 9); !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
}
