package view

import (
	"bufio"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"news/internal/catalog"
	"news/internal/text"
	"news/internal/when"
)

// months returns a timeline of 2016 with some rows.
func months(rows ...string) *catalog.Timeline {
	tl := &catalog.Timeline{Unit: when.Month, Rows: rows}
	for i, n := range []int{12, 0, 1, 148, 148, 9, 0, 0, 77, 3, 2, 30} {
		p := catalog.Period{Span: when.Month.Around(date(2016, i+1, 1)), Events: n}
		for row := range rows {
			p.Rows = append(p.Rows, n/(row+1))
		}
		tl.Periods = append(tl.Periods, p)
		tl.Events += n
	}
	return tl
}

// days returns a timeline of some days, none of which is busier than all others.
func days() *catalog.Timeline {
	tl := &catalog.Timeline{Unit: when.Day}
	for i, n := range []int{1, 0, 1} {
		d := date(2016, 4, i+1)
		tl.Periods = append(tl.Periods, catalog.Period{Span: when.Span{From: d, To: d}, Events: n})
	}
	return tl
}

func publishers() []catalog.Use {
	return []catalog.Use{
		{Name: "Coast Post", Names: []string{"Coast Post", "The Coast Post", "CP", "Post", "Post Online", "cp", "CP.example", "海岸邮报"},
			Sites: []string{"coastpost.example", "post.example"}, Events: 1204, First: date(1999, 1, 2), Last: date(2016, 4, 3)},
		{Name: "晨報", Names: []string{"晨報", "晨报"}, Sites: []string{"chen.example"}, Events: 9, First: date(2003, 7, 10), Last: date(2003, 7, 10)},
		{Name: "An agency that is carried by all others and has a name which takes more than one line of a window", Names: []string{"An agency"}, Events: 1, First: date(2003, 7, 10), Last: date(2003, 7, 11)},
	}
}

// charts returns the functions that draw all charts of the tests.
func charts() map[string]func(*Terminal) {
	return map[string]func(*Terminal){
		"timeline":       func(t *Terminal) { t.Timeline("harbour, 2016", months()) },
		"timeline-topic": func(t *Terminal) { t.Timeline("harbour, 2016", months("Harbour")) },
		"timeline-topics": func(t *Terminal) {
			t.Timeline("harbour, 2016", months("Harbour", "港口和码头的历史和现在", "Winter"))
		},
		"timeline-many": func(t *Terminal) { t.Timeline("harbour, 2016", months("A", "B", "C", "D", "E", "F", "G")) },
		"timeline-days": func(t *Terminal) { t.Timeline("港口", days()) },
		"publishers":    func(t *Terminal) { t.Publishers(publishers()) },
	}
}

func TestChartsLookAsTheyDid(t *testing.T) {
	for name, drawing := range charts() {
		for _, width := range []int{40, 80, 200} {
			golden(t, fmt.Sprintf("%s-%d.txt", name, width), ansi.Strip(draw(t, "auto", width, false, drawing)))
		}
	}
	golden(t, "timeline-topics-auto.ansi", draw(t, "auto", 60, false, charts()["timeline-topics"]))
}

func TestNoLineOfAChartIsWiderThanTheWindow(t *testing.T) {
	for name, drawing := range charts() {
		for _, style := range []string{"auto", "dark"} {
			for width := 40; width <= 120; width++ {
				for line := range strings.Lines(draw(t, style, width, true, drawing)) {
					line = strings.TrimSuffix(line, "\n")
					if text.Width(line) > min(width, Widest) {
						t.Errorf("%s in style %s at %d columns: %d columns in %q", name, style, width, text.Width(line), line)
					}
					if plain := ansi.Strip(line); strings.HasSuffix(plain, " ") {
						t.Errorf("%s in style %s at %d columns: spaces at the end of %q", name, style, width, plain)
					}
				}
			}
		}
	}
}

func TestBarsAreToScaleDownToAnEighth(t *testing.T) {
	tests := []struct {
		n, highest, room int
		want             string
	}{
		{0, 8, 4, ""},
		{8, 8, 4, "████"},
		{4, 8, 4, "██"},
		{1, 8, 4, "▌"},
		{3, 8, 4, "█▌"},
		{1, 1000, 4, "▏"},
		{999, 1000, 4, "███▉"},
		{7, 8, 1, "▉"},
		{1, 1, 0, "█"},
		{1, 1, -5, "█"},
	}
	for _, test := range tests {
		if got := bar(test.n, test.highest, test.room); got != test.want {
			t.Errorf("%d of %d in %d columns: %q, want %q", test.n, test.highest, test.room, got, test.want)
		}
	}
	for n := range 1000 {
		shorter, longer := bar(n, 1000, 40), bar(n+1, 1000, 40)
		if text.Width(shorter) > text.Width(longer) || text.Width(longer) > 40 {
			t.Fatalf("the bar of %d is %q, that of %d is %q", n, shorter, n+1, longer)
		}
	}
}

func TestTheFirstOfTheBusiestIsMarked(t *testing.T) {
	tests := []struct {
		counts []int
		want   int
	}{
		{[]int{1, 3, 3, 2}, 1},
		{[]int{3, 1}, 0},
		{[]int{0, 1}, 1},
		{[]int{0, 0}, -1},
		{[]int{5}, -1}, // nothing to compare
	}
	for _, test := range tests {
		periods := make([]catalog.Period, len(test.counts))
		for i, n := range test.counts {
			periods[i].Events = n
		}
		if got := newSeries("", periods, func(p catalog.Period) int { return p.Events }).busiest; got != test.want {
			t.Errorf("of %v it is number %d, want %d", test.counts, got, test.want)
		}
	}
}

func TestPeriodsAndPublishersAsLinesAndJSON(t *testing.T) {
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	loaded, err := LoadStyle("auto")
	if err != nil {
		t.Fatal(err)
	}
	for _, style := range []*Style{nil, &loaded} {
		lines := NewLines(w, '\n', style)
		lines.Period(months().Periods[3])
		lines.Period(months("Harbour").Periods[3])
		lines.Period(months("Harbour", "Winter").Periods[3])
		for _, p := range publishers() {
			lines.Publisher(p)
		}
	}
	w.Flush()
	array := NewJSON(&out, false)
	for _, v := range []Value{
		PeriodValue(months().Periods[3], nil), PeriodValue(months("Harbour", "Winter").Periods[1], []string{"Harbour", "Winter"}),
		PublisherValue(publishers()[0]), PublisherValue(catalog.Use{}),
	} {
		if err := array.Write(v); err != nil {
			t.Fatal(err)
		}
	}
	if err := array.Close(); err != nil {
		t.Fatal(err)
	}
	golden(t, "timeline-lines.txt", out.String())
	if plain := strings.Split(out.String(), "\n")[:3]; cmp.Diff([]string{"2016-04\t148", "2016-04\t148", "2016-04\t148\t74"}, plain) != "" {
		t.Errorf("the lines are %q", plain)
	}
}
