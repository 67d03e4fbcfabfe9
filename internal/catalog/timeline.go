package catalog

import (
	"context"
	"fmt"
	"slices"

	"news/internal/event"
	"news/internal/search"
	"news/internal/when"
)

// TimelineQuestion asks how many events there were, period by period.
type TimelineQuestion struct {
	Question
	Rows []Row     // counted side by side; none counts all events of the question
	By   when.Unit // 0 for what suits the days that are shown
}

// Row is what one row of a timeline counts: the events that have a topic, or
// that match a query.
type Row struct {
	Name  string
	Topic string       // a whole name; "" where there is a query
	Query search.Query // nil where there is a topic
}

// Timeline is how many events there were, period by period.
type Timeline struct {
	Remarks
	Unit    when.Unit
	Rows    []string // the names of the rows that were asked for
	Periods []Period // in the calendar's order, or in reverse; none where there are no events
	Total   int      // how many periods there are without the limit
	Events  int      // in all of these

	Whole when.Span // from the first to the last day of the archive
}

// Period is a run of days with its number of events.
type Period struct {
	when.Span
	Events int
	Rows   []int // how many events each row of the timeline counts
}

// Timeline counts the events that a question asks for.
func (c *Catalog) Timeline(ctx context.Context, q TimelineQuestion) (*Timeline, error) {
	return answer(ctx, c, q.needs(), func(s *snapshot) (*Timeline, error) { return s.timeline(ctx, q) })
}

func (q *TimelineQuestion) needs() needs {
	n := q.Question.needs()
	for _, row := range q.Rows {
		one := Question{Query: row.Query}
		if row.Topic != "" {
			one.Topics = []string{row.Topic}
		}
		n |= one.needs()
	}
	return n | needsPlaces
}

func (s *snapshot) timeline(ctx context.Context, q TimelineQuestion) (*Timeline, error) {
	t := &Timeline{Whole: s.whole()}
	found, err := s.selected(ctx, q.Question)
	if err != nil {
		return nil, err
	}
	t.Remarks = found.Remarks
	rows, err := s.rows(ctx, q, t)
	if err != nil {
		return nil, err
	}
	places := found.places
	if len(rows) > 0 {
		places = slices.DeleteFunc(slices.Clone(places), func(p Place) bool {
			return !slices.ContainsFunc(rows, func(row map[Place]bool) bool { return row[p] })
		})
	}
	if t.Events = len(places); t.Events == 0 {
		return t, nil
	}
	return t, t.count(q, places, rows)
}

// rows returns the events of each row.
func (s *snapshot) rows(ctx context.Context, q TimelineQuestion, t *Timeline) ([]map[Place]bool, error) {
	var rows []map[Place]bool
	for _, row := range q.Rows {
		t.Rows = append(t.Rows, row.Name)
		one := Question{Query: row.Query}
		if row.Topic != "" {
			one.Topics = []string{row.Topic}
		}
		found, err := s.selected(ctx, one)
		if err != nil {
			return nil, err
		}
		t.add(found.Remarks)
		rows = append(rows, setOf(found.places))
	}
	return rows, nil
}

// mostPeriods is how many periods are shown at most: all months of the calendar,
// and the days of more than three centuries.
const mostPeriods = 120_000

// count counts events by the unit that was asked for, or by the one that suits
// the days that are shown.
func (t *Timeline) count(q TimelineQuestion, places []Place, rows []map[Place]bool) error {
	shown := t.shown(places, q.Days)
	if t.Unit = q.By; t.Unit == 0 {
		t.Unit = when.UnitFor(shown)
	}
	if n := t.Unit.Count(shown); n > mostPeriods {
		return &QuestionError{fmt.Sprintf("from %v to %v there are %d %ss", shown.From, shown.To, n, t.Unit), "count by month or year, or bound the days with --since and --until"}
	}
	at := make(map[event.Date]int) // the periods by their first days
	for i, span := range q.Days.Periods(shown, t.Unit) {
		at[span.From] = i
		t.Periods = append(t.Periods, Period{Span: span, Rows: make([]int, len(rows))})
	}
	var period *Period
	for i, place := range places {
		if i == 0 || place.Date != places[i-1].Date {
			period = &t.Periods[at[t.Unit.Around(place.Date).From]]
		}
		period.Events++
		for i, row := range rows {
			if row[place] {
				period.Rows[i]++
			}
		}
	}
	if q.Reverse {
		slices.Reverse(t.Periods)
	}
	t.Total = len(t.Periods)
	t.Periods = limited(t.Periods, q.Limit)
	return nil
}

// shown returns the days that are shown: those asked for, as far as the archive
// goes; where a side is open, from the first or to the last event found.
func (t *Timeline) shown(places []Place, days when.Set) when.Span {
	span, bounds := hull(places), days.Bounds()
	if !bounds.From.IsZero() {
		span.From = bounds.From
	}
	if !bounds.To.IsZero() {
		span.To = bounds.To
	}
	span, _ = span.Intersect(t.Whole)
	return span
}

// hull returns the days from the first to the last of some places, which are in
// canonical order.
func hull(places []Place) when.Span {
	if len(places) == 0 {
		return when.Span{}
	}
	return when.Span{From: places[len(places)-1].Date, To: places[0].Date}
}
