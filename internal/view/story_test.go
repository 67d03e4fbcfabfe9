package view

import (
	"bufio"
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"news/internal/catalog"
	"news/internal/event"
)

// walk returns a path over links of every direction, with and without topics,
// through an event without a page.
func walk() []catalog.Step {
	opens, gang := harbour(), hafen()
	longest := event.Event{Ref: opens.Related[0].Ref, Number: 12, Headline: opens.Related[0].Headline, Topics: []string{"Esbjerg"}}
	begins := event.Event{Ref: opens.Related[1].Ref, Headline: opens.Related[1].Headline}
	return []catalog.Step{
		{Item: catalog.Item{Event: opens}},
		{Item: catalog.Item{Event: longest}, Direction: catalog.Out, Shared: []string{"Esbjerg", "Container ships of the world", "Port of Esbjerg (2010-present)", "Denmark"}},
		{Item: catalog.Item{Event: begins, Missing: true}, Direction: catalog.In},
		{Item: catalog.Item{Event: gang}, Direction: catalog.Both, Shared: []string{"港口", "货柜船"}},
	}
}

// saga returns a story over some years: two events in one month, months and years
// without one, and the central event in the middle.
func saga() catalog.Story {
	opens, later := harbour(), hafen()
	later.Ref.Date = date(2016, 4, 30)
	at := func(y, m, d, number, steps int, headline string, shared ...string) catalog.Chapter {
		e := event.Event{Ref: event.NewRef(date(y, m, d), "a"), Number: number, Headline: headline}
		return catalog.Chapter{Item: catalog.Item{Event: e}, Steps: steps, Shared: shared}
	}
	return catalog.Story{
		Of: opens.Ref, Number: opens.Number, Topics: []string{"Esbjerg", "Port of Esbjerg (2010-present)", "Container ships of the world"},
		Events: []catalog.Chapter{
			at(2011, 12, 30, 3, 2, "Denmark asks for a quay.", "Esbjerg"),
			at(2015, 1, 31, 1, 1, "Work on the quay begins, in a storm that takes the roofs of two sheds with it.", "Esbjerg"),
			at(2016, 3, 1, 12, 1, "The last crane arrives.", "Esbjerg"),
			{Item: catalog.Item{Event: opens}, Shared: []string{"Esbjerg"}},
			{Item: catalog.Item{Event: later}, Steps: 1},
			at(2016, 5, 12, 2, 1, "", "Esbjerg", "Container ships of the world"),
			at(2016, 7, 1, 0, 3, "One month is left out.", "Esbjerg"),
		},
	}
}

func TestLinesAndValuesOfPathsAndStories(t *testing.T) {
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	lines := NewLines(w, '\n', nil)
	for _, l := range walk() {
		lines.Step(l)
	}
	for _, l := range saga().Events {
		lines.Chapter(l)
	}
	w.Flush()
	golden(t, "story.tsv", out.String())
	out.Reset()
	array := NewJSON(&out, true)
	for _, v := range []Value{StepValue(walk()[0]), StepValue(walk()[2]), ChapterValue(saga().Events[3]), ChapterValue(saga().Events[4])} {
		if err := array.Write(v); err != nil {
			t.Fatal(err)
		}
	}
	golden(t, "story.ndjson", out.String())
}

func TestLengthOfMonths(t *testing.T) {
	var got []string
	for _, months := range []int{1, 2, 12, 23, 24, 35, 36} {
		got = append(got, English.words().lengthOf(months))
	}
	want := []string{"1 month", "2 months", "12 months", "23 months", "2 years", "2 years", "3 years"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
