package bench

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"

	"news/internal/event"
)

// truth is which events belong together: the headings that each stands under, such
// as the storylines of a news portal.
type truth struct {
	headings map[event.Ref][]string
	under    map[string][]event.Ref // the events under a heading, in canonical order
}

// daysOfHeading is how many days the events of a heading may span that is tested.
const daysOfHeading = 400

// readTruth reads a JSON object of the headings by reference:
//
//	{"2016/04/3/a-dam-bursts": ["Floods in Valdoria"], "2016/04/4/elections": []}
func readTruth(name string) (*truth, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var written map[string][]string
	if err := json.Unmarshal(data, &written); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	t, err := newTruth(written)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return t, nil
}

func newTruth(written map[string][]string) (*truth, error) {
	t := &truth{headings: make(map[event.Ref][]string), under: make(map[string][]event.Ref)}
	for typed, headings := range written {
		date, slug, ok := event.SplitPath(typed)
		if !ok || !date.Valid() || slug == "" {
			return nil, fmt.Errorf("%q is no reference such as 2016/04/3/a-dam-bursts", typed)
		}
		ref := event.NewRef(date, slug)
		slices.Sort(headings)
		t.headings[ref] = slices.Compact(headings)
		for _, heading := range t.headings[ref] {
			t.under[heading] = append(t.under[heading], ref)
		}
	}
	for _, refs := range t.under {
		slices.SortFunc(refs, event.Ref.Compare)
	}
	return t, nil
}

// pool returns the headings with so many events, within daysOfHeading days, in
// alphabetical order.
func (t *truth) pool(fewest, most int) []string {
	var pool []string
	for heading, refs := range t.under {
		newest, oldest := refs[0].Date, refs[len(refs)-1].Date
		if len(refs) >= fewest && len(refs) <= most && newest.Compare(oldest.AddDays(daysOfHeading)) <= 0 {
			pool = append(pool, heading)
		}
	}
	slices.Sort(pool)
	return pool
}

// sampled is an event that is tested, and the heading for which it was drawn.
type sampled struct {
	ref     event.Ref
	heading string
}

// draw draws headings of a pool, at most so many, and an event of each.
func (t *truth) draw(r *rand.Rand, pool []string, most int) []sampled {
	all := make([]sampled, min(len(pool), most))
	for i, at := range r.Perm(len(pool))[:len(all)] {
		refs := t.under[pool[at]]
		all[i] = sampled{refs[r.IntN(len(refs))], pool[at]}
	}
	return all
}

// others returns the events under any heading of an event, without the event.
func (t *truth) others(ref event.Ref) map[event.Ref]bool {
	others := make(map[event.Ref]bool)
	for _, heading := range t.headings[ref] {
		for _, other := range t.under[heading] {
			others[other] = true
		}
	}
	delete(others, ref)
	return others
}

// group returns the events under the heading of what was drawn, without the event.
func (t *truth) group(d sampled) map[event.Ref]bool {
	group := make(map[event.Ref]bool)
	for _, other := range t.under[d.heading] {
		group[other] = true
	}
	delete(group, d.ref)
	return group
}

// among counts the headings of a pool that an event under them has as a topic.
func (t *truth) among(pool []string, topics map[event.Ref][]string) int {
	count := 0
	for _, heading := range pool {
		isTopic := func(ref event.Ref) bool {
			return slices.ContainsFunc(topics[ref], func(topic string) bool { return strings.EqualFold(topic, heading) })
		}
		if slices.ContainsFunc(t.under[heading], isTopic) {
			count++
		}
	}
	return count
}
