package relation_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"news/internal/event"
	"news/internal/relation"
)

// chain is a row of events, with two more events at its first event. One of the
// two has no page.
//
//	nine -> eight <- seven -> six -> five      four (alone)
//	nine -> three, nine -> missing, nine -> nine
func chain() (*relation.Graph, []string) {
	events := []event.Event{
		about(9, "nine", nil, leads(8, "eight", "Common"), leads(3, "three", "Common", "Rare"), leads(1, "missing"), leads(9, "nine", "Rare"), leads(8, "eight", "Other")),
		about(8, "eight", []string{"Common"}),
		about(7, "seven", []string{"Common"}, leads(8, "eight", "Common"), leads(6, "six")),
		about(6, "six", []string{"Other"}, leads(5, "five")),
		about(5, "five", []string{"Other"}),
		about(4, "four", []string{"Common"}),
		about(3, "three", nil),
	}
	return graphOf(relation.InWords, events...), []string{"nine", "eight", "seven", "six", "five", "four", "three", "missing"}
}

func TestNeighbourhood(t *testing.T) {
	g, names := chain()
	tests := []struct {
		chosen       string
		depth, limit int
		want         string
		total        int
	}{
		{"nine", 0, 0, "nine", 1},
		{"nine", 1, 0, "nine three eight missing", 4}, // the rarest topic first, no topic last
		{"nine", 2, 0, "nine three eight missing seven", 5},
		{"nine", 3, 0, "nine three eight missing seven six", 6},
		{"nine", 1000, 0, "nine three eight missing seven six five", 7},
		{"nine", 1000, 3, "nine three eight", 7},
		{"nine", 1000, 1, "nine", 7},
		{"nine", 1, 100, "nine three eight missing", 4},
		{"eight", 1, 0, "eight nine seven", 3}, // links to it count like links from it; if equally rare, canonical order
		{"missing", 1, 0, "missing nine", 2},   // also to an event without a page
		{"four", 1000, 0, "four", 1},
		{"five eight", 0, 0, "five eight", 2}, // the start events in their order
		{"five eight five", 1, 0, "five eight nine seven six", 5},
		{"five eight nine", 1, 2, "five eight", 7},
		{"", 3, 0, "", 0},
	}
	for _, test := range tests {
		var chosen []relation.Node
		for name := range strings.FieldsSeq(test.chosen) {
			chosen = append(chosen, relation.Node(slices.Index(names, name)))
		}
		nodes, total := g.Neighbourhood(chosen, test.depth, test.limit)
		var got []string
		for _, n := range nodes {
			got = append(got, names[n])
		}
		if strings.Join(got, " ") != test.want || total != test.total {
			t.Errorf("%d steps around %q, at most %d: %q of %d, want %q of %d",
				test.depth, test.chosen, test.limit, got, total, test.want, test.total)
		}
	}
}

func TestAmong(t *testing.T) {
	g, names := chain()
	tests := []struct{ nodes, want string }{
		{"nine", ""}, // no edge to itself
		{"nine eight", "nine-eight Common Other"},
		{"eight nine three missing", "nine-eight Common Other, nine-three Common Rare, nine-missing"},
		{"six seven four", "seven-six"},
		{"six five seven eight", "six-five, seven-eight Common, seven-six"},
	}
	for _, test := range tests {
		var nodes []relation.Node
		for name := range strings.FieldsSeq(test.nodes) {
			nodes = append(nodes, relation.Node(slices.Index(names, name)))
		}
		var got []string
		for _, edge := range g.Among(nodes) {
			line := fmt.Sprintf("%s-%s", names[nodes[edge.From]], names[nodes[edge.To]])
			for _, link := range edge.Links {
				for _, topic := range g.Shared(link) {
					line += " " + g.Name(topic)
				}
			}
			got = append(got, line)
		}
		if strings.Join(got, ", ") != test.want {
			t.Errorf("among %s: %q, want %s", test.nodes, got, test.want)
		}
	}
}
