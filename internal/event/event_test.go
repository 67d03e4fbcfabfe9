package event_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"news/internal/event"
)

func TestTopicsOfAnEventAreJoined(t *testing.T) {
	about := func(topics ...string) event.Link { return event.Link{Topics: topics} }
	tests := []struct {
		story   string
		entry   []string
		related []event.Link
		want    []string
	}{
		{"nothing names any", nil, nil, nil},
		{"links that name none", nil, []event.Link{about(), about()}, nil},
		{"the day's index alone", []string{"Oslo", "Ferries"}, nil, []string{"Oslo", "Ferries"}},
		{"links alone, in their order", nil, []event.Link{about("Storms", "Oslo"), about("Ferries")}, []string{"Storms", "Oslo", "Ferries"}},
		{"the index goes first", []string{"Oslo"}, []event.Link{about("Ferries", "Oslo")}, []string{"Oslo", "Ferries"}},
		{"each once, even within one list", []string{"Oslo", "Oslo"}, []event.Link{about("Oslo", "Storms", "Storms")}, []string{"Oslo", "Storms"}},
		{"another case is another topic", []string{"oslo"}, []event.Link{about("Oslo")}, []string{"oslo", "Oslo"}},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, event.JoinTopics(test.entry, test.related)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.story, diff)
		}
	}
}

func TestJoinedTopicsDoNotShareMemoryWithTheirSources(t *testing.T) {
	entry := make([]string, 1, 8)
	entry[0] = "Oslo"
	joined := event.JoinTopics(entry, []event.Link{{Topics: []string{"Ferries"}}})
	joined[0] = "Bergen"
	if entry[0] != "Oslo" || entry[:2][1] != "" {
		t.Errorf("joining wrote to the entry's topics: %q", entry[:2])
	}
}

func TestProblemReadsLikeACompilers(t *testing.T) {
	tests := []struct {
		problem event.Problem
		want    string
	}{
		{event.Problem{Path: "news/2016/04/3/a.md", Line: 7, Message: "no whole link"}, "news/2016/04/3/a.md:7: no whole link"},
		{event.Problem{Path: "news/2016/04/3/a.md", Line: 1, Message: "NUL bytes"}, "news/2016/04/3/a.md:1: NUL bytes"},
		{event.Problem{Path: "news/2016", Message: "permission denied"}, "news/2016: permission denied"},
	}
	for _, test := range tests {
		if got := test.problem.String(); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}

func TestDayFindsItsEventsAndListsItsRows(t *testing.T) {
	date := day(2016, 4, 3)
	ref := func(slug string) event.Ref { return event.NewRef(date, slug) }
	d := event.Day{
		Date:    date,
		Entries: []event.Entry{{Ref: ref("lost")}, {Ref: ref("here")}, {Ref: event.NewRef(day(2016, 4, 2), "here")}, {Ref: ref("gone")}},
		Events:  []event.Event{{Ref: ref("here"), Number: 1}, {Ref: ref("unlisted"), Number: 2}},
	}
	for slug, want := range map[string]int{"here": 1, "unlisted": 2} {
		found := d.Find(ref(slug))
		if found == nil || found.Number != want {
			t.Errorf("%s is found as %v, want number %d", slug, found, want)
			continue
		}
		if found != &d.Events[want-1] {
			t.Errorf("%s is found as a copy", slug)
		}
	}
	for _, other := range []event.Ref{{}, ref("lost"), ref("Here"), event.NewRef(day(2016, 4, 2), "here")} {
		if found := d.Find(other); found != nil {
			t.Errorf("%v is found as %v", other, found.Ref)
		}
	}
	var rows []string
	for _, row := range d.Rows() {
		switch {
		case row.Event == nil:
			rows = append(rows, "no page: "+row.Entry.Ref.String())
		default:
			rows = append(rows, row.Event.Ref.String())
		}
	}
	want := []string{"no page: 2016/04/3/lost", "2016/04/3/here", "no page: 2016/04/2/here", "no page: 2016/04/3/gone", "2016/04/3/unlisted"}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	if rows := (&event.Day{Date: date}).Rows(); len(rows) != 0 {
		t.Errorf("a day without entries and events has the rows %v", rows)
	}
}
