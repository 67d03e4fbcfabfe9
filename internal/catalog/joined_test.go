package catalog

import (
	"slices"
	"testing"
)

func TestJoinedWords(t *testing.T) {
	tests := []struct {
		name       string
		words      []string
		one, other string
		want       []string
	}{
		{"words with spaces stand", []string{"ferry", "yard"}, "ferry yard", "yard ferry", []string{"ferry", "yard"}},
		{"pairs that overlap in both", []string{"口大", "港口", "大雨"}, "港口大雨", "在港口大雨", []string{"港口大雨"}},
		{"not in both", []string{"港口", "口大", "大雨"}, "港口大雨", "港口 大雨 口大", []string{"港口", "口大", "大雨"}},
		{"the rest of the words stay in order", []string{"渡轮", "港口", "ferry", "口大"}, "港口大 渡轮 ferry", "渡轮港口大 ferry", []string{"渡轮", "港口大", "ferry"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := joinedWords(test.words, test.one, test.other); !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
