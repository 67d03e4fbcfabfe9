package bench

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
)

// ms returns a series of wall times in milliseconds, with 1 MB of memory each.
func ms(walls ...float64) Series {
	var s Series
	for _, wall := range walls {
		s = append(s, Sample{Wall: time.Duration(wall * float64(time.Millisecond)), Memory: 1 << 10})
	}
	return s
}

func TestSeries(t *testing.T) {
	tests := []struct {
		name        string
		s, peer     Series
		median, min float64
		ratio       float64
	}{
		{"none", nil, nil, 0, 0, 0},
		{"one", ms(3), ms(2), 3, 3, 1.5},
		{"odd", ms(9, 1, 4), ms(2, 2), 4, 1, 2},
		{"even", ms(4, 1, 2, 9), ms(6), 3, 1, 0.5},
		{"no peer", ms(4), nil, 4, 4, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := inMilliseconds(test.s.Median()); got != test.median {
				t.Errorf("median %g ms, want %g", got, test.median)
			}
			if got := inMilliseconds(test.s.Min()); got != test.min {
				t.Errorf("min %g ms, want %g", got, test.min)
			}
			if got := test.s.Ratio(test.peer); got != test.ratio {
				t.Errorf("ratio %g, want %g", got, test.ratio)
			}
		})
	}
	s := Series{{Wall: 2, Memory: 5}, {Wall: 1, Memory: 7}}
	if s.Median(); s.Memory() != 7 || s[0].Wall != 2 {
		t.Errorf("a question changed the series: %v", s)
	}
}

func TestMeasure(t *testing.T) {
	first := helper(t, "lines")
	first.FirstLine = true
	series, err := Measure(context.Background(), 1, 2, helper(t, "lines"), first)
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range series {
		if len(s) != 2 || s.Min() <= 0 {
			t.Errorf("series %d is %v, want two samples that took time", i, s)
		}
	}
}

func TestMeasureIsPreparedBeforeEachRun(t *testing.T) {
	tests := []struct {
		contest              contest
		asked, runs, warmUps int
	}{
		{contest{}, 2, 2, 1},
		{contest{most: 3}, 2, 2, 1},
		{contest{most: 3}, 5, 3, 1},
		{contest{most: 1, cold: true}, 5, 1, 0},
	}
	for _, test := range tests {
		prepared := 0
		c := test.contest
		c.ours = helper(t, "silent")
		c.ours.Before = func() error { prepared++; return nil }
		if row := c.measure(context.Background(), test.asked); row.Err != nil || len(row.Ours) != test.runs || prepared != test.runs+test.warmUps {
			t.Errorf("%+v asked for %d: prepared %d times, %+v", test.contest, test.asked, prepared, row)
		}
	}
	unprepared := helper(t, "lines")
	unprepared.Before = func() error { return errors.New("no room") }
	if _, err := Measure(context.Background(), 1, 1, unprepared); err == nil || !strings.Contains(err.Error(), "no room") {
		t.Errorf("got error %v, want why there is no run", err)
	}
}

func TestFindingNothingIsAnAnswerWhereItIsSaidToBe(t *testing.T) {
	none := helper(t, "none")
	if _, err := Measure(context.Background(), 0, 1, none); err == nil {
		t.Error("exit code 1 is no failure")
	}
	none.NoneFine = true
	if _, err := Measure(context.Background(), 0, 1, none); err != nil {
		t.Error(err)
	}
	fail := helper(t, "fail")
	fail.NoneFine = true
	if _, err := Measure(context.Background(), 0, 1, fail); err == nil {
		t.Error("exit code 3 is no failure")
	}
}

func TestMeasureFails(t *testing.T) {
	ended, end := context.WithCancel(context.Background())
	end()
	missing := Command{Path: "/no/such/program"}
	silent := helper(t, "silent")
	silent.FirstLine = true
	tests := []struct {
		name    string
		ctx     context.Context
		runs    int
		command Command
		want    string
	}{
		{"no runs", context.Background(), 0, helper(t, "lines"), "cannot measure 0 runs"},
		{"no program", context.Background(), 1, missing, "/no/such/program"},
		{"a complaint", context.Background(), 1, helper(t, "fail"), "exit status 3: helper: no such thing"},
		{"no line", context.Background(), 1, silent, "printed nothing"},
		{"interrupted", ended, 1, helper(t, "lines"), "context canceled"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := Measure(test.ctx, 1, test.runs, test.command)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Fatalf("got error %v, want one with %q", err, test.want)
			}
			if strings.Contains(err.Error(), "hint") {
				t.Errorf("the error has more than one line: %v", err)
			}
		})
	}
}

func TestHolds(t *testing.T) {
	plus, times := Limit{Plus: 5 * time.Millisecond}, Limit{Times: 8}
	memory := Limit{Times: 8, Memory: 1023}
	tests := []struct {
		name         string
		row          Row
		holds, known bool
	}{
		{"within the difference", Row{Ours: ms(25), Theirs: ms(20), Limit: plus}, true, true},
		{"over the difference", Row{Ours: ms(25.1), Theirs: ms(20), Limit: plus}, false, true},
		{"within the ratio", Row{Ours: ms(80), Theirs: ms(10), Limit: times}, true, true},
		{"over the ratio", Row{Ours: ms(81), Theirs: ms(10), Limit: times}, false, true},
		{"over the memory", Row{Ours: ms(8), Theirs: ms(10), Limit: memory}, false, true},
		{"no limit", Row{Ours: ms(8)}, true, true},
		{"no peer", Row{Ours: ms(8), Limit: times}, false, false},
		{"failed", Row{Err: errors.New("no"), Limit: times}, false, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if holds, known := test.row.Holds(); holds != test.holds || known != test.known {
				t.Errorf("got %v, %v, want %v, %v", holds, known, test.holds, test.known)
			}
		})
	}
}

func TestWriteTable(t *testing.T) {
	rows := []Row{
		{What: "ver|on", Ours: ms(21.25, 23), Peer: "bare", Theirs: ms(20), Limit: Limit{Plus: 3 * time.Millisecond}},
		{What: "search", Ours: ms(900), Peer: "rg -i x", Theirs: ms(100), Limit: Limit{Times: 8, Memory: 400 << 10}},
		{What: "alone", Ours: ms(9), Peer: "rg -i 地震", Limit: Limit{Times: 8}},
		{What: "small", Ours: ms(1.234), Peer: "rg", Theirs: ms(10), Limit: Limit{Times: 0.12}},
		{What: "broken", Peer: "bare", Err: errors.New("exit status 3")},
	}
	want := `
| what    | news ms | min   | peer                     | peer ms | min   | beside it | limit       | MB | holds |
|---------|---------|-------|--------------------------|---------|-------|-----------|-------------|----|-------|
| ver\|on | 22.1    | 21.2  | bare                     | 20.0    | 20.0  | +2.1 ms   | +3 ms       | 1  | yes   |
| search  | 900.0   | 900.0 | rg -i x                  | 100.0   | 100.0 | 9.00 x    | 8 x, 400 MB | 1  | NO    |
| alone   | 9.0     | 9.0   | rg -i 地震 (not installed) | -       | -     | -         | 8 x         | 1  | -     |
| small   | 1.2     | 1.2   | rg                       | 10.0    | 10.0  | 0.123 x   | 0.12 x      | 1  | NO    |
| broken  | failed  | -     | bare                     | -       | -     | -         | -           | -  | -     |
`
	var got strings.Builder
	if err := WriteTable(&got, rows); err != nil {
		t.Fatal(err)
	}
	if got.String() != want[1:] {
		t.Errorf("got\n%s\nwant\n%s", got.String(), want[1:])
	}
	if err := Failures(rows); err == nil || err.Error() != "exit status 3" {
		t.Errorf("failures are %v, want the one row's", err)
	}
}
