package relation_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"news/internal/event"
	"news/internal/relation"
)

// steps describes a path: its events, and between two events the direction and
// the topics of the links.
func steps(g *relation.Graph, names []string, path []relation.Step) string {
	var b strings.Builder
	for i, step := range path {
		if i > 0 {
			var topics []string
			for _, link := range step.Links {
				for _, topic := range g.Shared(link) {
					topics = append(topics, g.Name(topic))
				}
			}
			fmt.Fprintf(&b, " %s(%s) ", step.Direction, strings.Join(topics, ","))
		}
		b.WriteString(names[step.Node])
	}
	return b.String()
}

func TestPath(t *testing.T) {
	g, names := chain()
	tests := []struct{ from, to, want string }{
		{"nine", "eight", "nine out(Common,Other) eight"}, // all links from one to the other
		{"eight", "nine", "eight in(Common,Other) nine"},
		{"nine", "five", "nine out(Common,Other) eight in(Common) seven out() six out() five"},
		{"five", "three", "five in() six in() seven out(Common) eight in(Common,Other) nine out(Common,Rare) three"},
		{"three", "missing", "three in(Common,Rare) nine out() missing"}, // to an event without a page
		{"nine", "nine", "nine"},
	}
	for _, test := range tests {
		from, to := relation.Node(slices.Index(names, test.from)), relation.Node(slices.Index(names, test.to))
		path, reach := g.Path(from, to)
		if got := steps(g, names, path); got != test.want || reach != [2]int{} {
			t.Errorf("from %s to %s: %s, %v\nwant %s", test.from, test.to, got, reach, test.want)
		}
	}
	for _, ends := range [][2]string{{"four", "nine"}, {"nine", "four"}} {
		path, reach := g.Path(relation.Node(slices.Index(names, ends[0])), relation.Node(slices.Index(names, ends[1])))
		want := [2]int{0, 6}
		if ends[0] == "nine" {
			want = [2]int{6, 0}
		}
		if len(path) != 0 || reach != want {
			t.Errorf("%v: %s, %v; want no path, %v", ends, steps(g, names, path), reach, want)
		}
	}
}

// Three chains of two links lead from a to z, through b, c and d. A longer
// chain leads through e and f.
func TestPathOverTheRarestTopics(t *testing.T) {
	between := func(b, c, d string) string {
		g := graphOf(relation.InWords,
			about(9, "a", nil, leads(8, "b", "Often"), leads(7, "c", "Often"), leads(6, "d", c), leads(5, "e", "Once")),
			about(8, "b", nil, leads(1, "z", b)),
			about(7, "c", nil, leads(1, "z", "Often", "Some")), // its rarest topic counts
			about(6, "d", nil, leads(1, "z", d)),
			about(5, "e", nil, leads(4, "f", "Once")),
			about(4, "f", nil, leads(1, "z", "Once")),
			about(3, "g", []string{"Often", "Some"}), about(2, "h", []string{"Often"}),
			about(1, "z", nil),
		)
		path, _ := g.Path(0, 8)
		return steps(g, strings.Fields("a b c d e f g h z"), path)
	}
	for _, test := range []struct{ b, c, d, want string }{
		{"Often", "Often", "Often", "a out(Often) c out(Often,Some) z"},
		{"Rare", "Often", "Often", "a out(Often) b out(Rare) z"},
		{"Rare", "Odd", "Queer", "a out(Odd) d out(Queer) z"},      // the sum counts, not only the first or the last step
		{"Rare", "Often", "Odd", "a out(Often) b out(Rare) z"},     // among equals, the first in canonical order
		{"Some", "Often", "Some", "a out(Often) b out(Some) z"},    // c costs the same
		{"Other", "Often", "Often", "a out(Often) b out(Other) z"}, // a topic of no other event
		{"Often", "Some", "Some", "a out(Some) d out(Some) z"},     // both steps count
		{"Rare", "Often", "Some", "a out(Often) b out(Rare) z"},
		{"Some", "Rare", "Some", "a out(Rare) d out(Some) z"},
		{"Often", "Often", "Rare Bird", "a out(Often) d out(Rare Bird) z"},
	} {
		if got := between(test.b, test.c, test.d); got != test.want {
			t.Errorf("b %q, d %q and %q: %s\nwant %s", test.b, test.c, test.d, got, test.want)
		}
	}
}

// TestPathWithoutTopics checks that a link without topics costs most.
func TestPathWithoutTopics(t *testing.T) {
	g := graphOf(relation.InWords,
		about(9, "a", nil, leads(8, "b"), leads(7, "c", "Common")),
		about(8, "b", nil, leads(1, "z", "Rare")),
		about(7, "c", nil, leads(1, "z", "Common")),
		about(6, "d", nil), about(5, "e", nil),
		about(1, "z", nil),
	)
	path, _ := g.Path(0, 5)
	if got, want := steps(g, strings.Fields("a b c d e z"), path), "a out(Common) c out(Common) z"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// woods is a random graph of several parts, in which most events are connected.
func woods(seed uint64) *relation.Graph {
	const events, topics = 60, 8
	r := rand.New(rand.NewPCG(seed, 4))
	var made []event.Event
	for i := range events {
		var links []event.Link
		for range r.IntN(3) {
			var shared []string
			for range r.IntN(3) {
				shared = append(shared, fmt.Sprint("topic", r.IntN(topics)*r.IntN(topics)))
			}
			links = append(links, leads(1, fmt.Sprint("e", r.IntN(events+5)), shared...))
		}
		made = append(made, about(1, fmt.Sprint("e", i), nil, links...))
	}
	return graphOf(relation.InWords, made...)
}

// TestPathAgainstAllPaths compares with a search of all paths.
func TestPathAgainstAllPaths(t *testing.T) {
	lengths := make(map[int]int)
	for seed := range uint64(20) {
		g := woods(seed)
		for _, ends := range [][2]relation.Node{{0, 1}, {5, 40}, {13, 7}, {59, 2}, {30, 31}} {
			want := cheapestOf(g, shortestPaths(g, ends[0], ends[1]))
			path, _ := g.Path(ends[0], ends[1])
			var got []relation.Node
			for _, step := range path {
				got = append(got, step.Node)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("seed %d, from %d to %d (-want +got):\n%s", seed, ends[0], ends[1], diff)
			}
			lengths[len(got)]++
		}
	}
	if lengths[0] < 5 || lengths[4] < 5 || lengths[6] < 5 {
		t.Errorf("so many paths of each number of events are no test: %v", lengths)
	}
}

// shortestPaths returns all shortest paths between two events.
func shortestPaths(g *relation.Graph, from, to relation.Node) [][]relation.Node {
	seen := map[relation.Node]bool{from: true}
	for paths := [][]relation.Node{{from}}; len(paths) > 0; {
		var done, longer [][]relation.Node
		for _, path := range paths {
			seen[path[len(path)-1]] = true
		}
		for _, path := range paths {
			last := path[len(path)-1]
			if last == to {
				done = append(done, path)
			}
			taken := make(map[relation.Node]bool)
			for _, n := range g.Around(last) {
				if !seen[n] && !taken[n] {
					taken[n] = true
					longer = append(longer, append(slices.Clone(path), n))
				}
			}
		}
		if len(done) > 0 {
			return done
		}
		paths = longer
	}
	return nil
}

// cheapestOf returns the path over the rarest topics, and the first in order
// among equals.
func cheapestOf(g *relation.Graph, paths [][]relation.Node) []relation.Node {
	var best []relation.Node
	least := -1
	for _, path := range paths {
		sum := 0
		for i := range len(path) - 1 {
			cost := g.Events() + 1
			for link, n := range g.Around(path[i]) {
				for _, topic := range g.Shared(link) {
					if n == path[i+1] {
						cost = min(cost, len(g.With(topic)))
					}
				}
			}
			sum += cost
		}
		if least < 0 || sum < least || sum == least && slices.Compare(path, best) < 0 {
			best, least = path, sum
		}
	}
	return best
}
