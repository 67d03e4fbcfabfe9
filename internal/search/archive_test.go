package search

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"news/internal/event"
)

// eventsOf returns the events of some lines: a day, a slug, and after that the
// headline, the description, the topics (with commas) and the category, with bars
// between them.
//
//	2016-04-03 fiji An earthquake shakes Fiji | Nobody is hurt. | Fiji, Ring of Fire | Disasters
func eventsOf(lines ...string) []event.Event {
	var events []event.Event
	numbers := make(map[event.Date]int)
	for _, line := range lines {
		for line := range strings.Lines(line) {
			if line = strings.TrimSpace(line); line == "" {
				continue
			}
			e := eventOf(line)
			numbers[e.Ref.Date]++
			e.Number = numbers[e.Ref.Date]
			events = append(events, e)
		}
	}
	return events
}

func eventOf(line string) event.Event {
	var year, month, day int
	var slug string
	if n, err := fmt.Sscanf(line, "%d-%d-%d %s", &year, &month, &day, &slug); n != 4 {
		panic(fmt.Sprintf("%q: %v", line, err))
	}
	_, rest, _ := strings.Cut(line, slug+" ")
	parts := append(strings.Split(rest, "|"), "", "", "")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	e := event.Event{
		Ref:      event.NewRef(event.Date{Year: year, Month: month, Day: day}, slug),
		Headline: parts[0], Description: parts[1], Category: parts[3],
	}
	if parts[2] != "" {
		e.Topics = strings.Split(parts[2], ", ")
	}
	return e
}

// headlines returns events with these headlines. The slugs are a, b, c, ..., and the
// days lie far apart, so that the events are nothing to each other.
func headlines(lines ...string) []event.Event {
	var events []event.Event
	for i, line := range lines {
		ref := event.NewRef(event.Date{Year: 2012 - 3*i, Month: 6, Day: 15}, string(rune('a'+i)))
		events = append(events, event.Event{Ref: ref, Number: 1, Headline: line})
	}
	return events
}

func corpusOf(events []event.Event) *Memory {
	b := NewBuilder()
	for _, e := range events {
		b.Add(e)
	}
	return b.Corpus()
}

// ask returns the results of a query as it is typed.
func ask(t testing.TB, c Corpus, typed string, opts Options) Results {
	t.Helper()
	q, err := Parse(typed, today)
	if err != nil {
		t.Fatalf("Parse(%q): %v", typed, err)
	}
	results, err := Search(context.Background(), c, q, opts)
	if err != nil {
		t.Fatalf("Search(%q): %v", typed, err)
	}
	return results
}

// search returns the slugs of a query's hits, in order.
func search(t testing.TB, c Corpus, typed string, opts Options) ([]string, Results) {
	t.Helper()
	results := ask(t, c, typed, opts)
	return slugsOf(results.Hits), results
}

func slugsOf(hits []Hit) []string {
	slugs := []string{}
	for _, hit := range hits {
		slugs = append(slugs, hit.Ref.Slug)
	}
	return slugs
}

// outline returns hits in the order of their slugs, each with what it lacks:
// "fiji vanuatu[fiji]".
func outline(hits []Hit) string {
	hits = slices.SortedFunc(slices.Values(hits), func(a, b Hit) int { return cmp.Compare(a.Ref.Slug, b.Ref.Slug) })
	var list []string
	for _, hit := range hits {
		s := hit.Ref.Slug
		if len(hit.Lacks) > 0 {
			s += "[" + strings.Join(hit.Lacks, ",") + "]"
		}
		list = append(list, s)
	}
	return strings.Join(list, " ")
}

// scoreOf returns the score of the hit with a slug, 0 where there is none.
func scoreOf(results Results, slug string) float64 {
	for _, hit := range results.Hits {
		if hit.Ref.Slug == slug {
			return hit.Score
		}
	}
	return 0
}

// story is a set of queries that show one rule.
type story struct {
	name  string
	cases [][2]string // the query, and the outline of its hits
}

// tell checks stories on a corpus.
func tell(t *testing.T, c Corpus, stories []story) {
	t.Helper()
	for _, story := range stories {
		t.Run(story.name, func(t *testing.T) {
			for _, typed := range story.cases {
				if got := outline(ask(t, c, typed[0], Options{}).Hits); got != typed[1] {
					t.Errorf("%s finds %q, want %q", typed[0], got, typed[1])
				}
			}
		})
	}
}
