package view

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"news/internal/catalog"
	"news/internal/text"
)

// Period writes a period: its name, and how many events it had or, where several
// topics were asked for, how many had each of them.
func (l *Lines) Period(p catalog.Period) {
	counts := p.Rows
	if len(counts) < 2 {
		counts = []int{p.Events}
	}
	name := p.Span.String()
	if l.style != nil {
		name = paint(l.style.category, name)
	}
	l.w.WriteString(name)
	for _, n := range counts {
		fmt.Fprintf(l.w, "\t%d", n)
	}
	l.w.WriteByte(l.end)
}

// series is one column of a chart: what it is called, and a number a period.
type series struct {
	name    string
	counts  []int
	busiest int // the period with the highest number; -1 for none
}

// newSeries makes a column of what count returns for each period. The busiest is the
// first of several; where there is but one period, none is.
func newSeries(name string, periods []catalog.Period, count func(catalog.Period) int) series {
	s := series{name: name, busiest: -1}
	for i, p := range periods {
		n := count(p)
		s.counts = append(s.counts, n)
		if n > 0 && len(periods) > 1 && (s.busiest < 0 || n > s.counts[s.busiest]) {
			s.busiest = i
		}
	}
	return s
}

// seriesOf returns the columns of a timeline's chart.
func seriesOf(tl *catalog.Timeline) []series {
	if len(tl.Rows) < 2 {
		return []series{newSeries("", tl.Periods, func(p catalog.Period) int { return p.Events })}
	}
	var columns []series
	for i, topic := range tl.Rows {
		columns = append(columns, newSeries(topic, tl.Periods, func(p catalog.Period) int { return p.Rows[i] }))
	}
	return columns
}

// Timeline draws a chart with a line a period and, where several topics were
// asked for, a column a topic, all to one scale. Columns that find no room beside
// the others stand in a chart of their own below. There must be a period.
func (t *Terminal) Timeline(title string, tl *catalog.Timeline) {
	const narrowest = 16 // columns of a series beside others
	events, highest := 0, 1
	for _, p := range tl.Periods {
		events += p.Events
	}
	columns := seriesOf(tl)
	for _, s := range columns {
		highest = max(highest, slices.Max(s.counts))
	}
	t.banner(cmp.Or(title, t.words.allEvents), fmt.Sprintf(t.words.inPeriods, t.words.counted(events, "event"), t.words.counted(len(tl.Periods), tl.Unit.String())))
	c := chart{Terminal: t, leads: t.leads(tl), abreast: len(columns), highest: highest}
	if most := max(1, c.room()/narrowest); len(columns) > most {
		charts := (len(columns) + most - 1) / most
		c.abreast = (len(columns) + charts - 1) / charts
	}
	for len(columns) > 0 {
		c.draw(columns[:min(len(columns), c.abreast)])
		if columns = columns[min(len(columns), c.abreast):]; len(columns) > 0 {
			t.line("")
		}
	}
	if c.mark() == shortMark && len(tl.Periods) > 1 {
		t.set(block{indent: text.Width(c.leads[0]), text: shortMark[1:] + " " + t.words.units[tl.Unit.String()].busiest, style: t.style.quiet})
	}
}

// leads returns what stands before the line of each period, all of one width: its
// name and, where there is room, the day of the week.
func (t *Terminal) leads(tl *catalog.Timeline) []string {
	leads := make([]string, 0, len(tl.Periods))
	for _, p := range tl.Periods {
		lead := p.Span.String() + chartGap
		if tl.Unit.String() == "day" && !t.isNarrow() {
			lead += t.words.weekday(p.From) + chartGap
		}
		leads = append(leads, lead)
	}
	return leads
}

// isNarrow reports that a line has no room but for what is needed.
func (t *Terminal) isNarrow() bool { return t.column() < narrow }

// chartGap stands between two columns of a chart.
const chartGap = "  "

// chart is how series stand side by side, with a line a period.
type chart struct {
	*Terminal
	leads   []string // what stands before each line
	abreast int      // how many series find room
	highest int      // what fills a series' columns
}

// draw draws series, as many as find room.
func (c chart) draw(columns []series) {
	c.heads(columns)
	for i, lead := range c.leads {
		line := paint(c.style.category, lead)
		for _, s := range columns {
			line += pad(c.cell(s.counts[i], s.busiest == i), c.width())
		}
		c.line(line)
	}
}

// heads writes the names of several series over them.
func (c chart) heads(columns []series) {
	line := strings.Repeat(" ", text.Width(c.leads[0]))
	for _, s := range columns {
		line += pad(paint(c.style.heading, truncate(s.name, c.width()-len(chartGap))), c.width())
	}
	if strings.TrimSpace(line) != "" {
		c.line(line)
	}
}

// room returns the columns for all series.
func (c chart) room() int { return c.column() - text.Width(c.leads[0]) }

// width returns the columns that a series takes, the gap behind it among them.
func (c chart) width() int { return c.room() / c.abreast }

// shortMark stands behind the bar of the busiest period, and where there is room,
// a word too.
const shortMark = " ◂"

func (c chart) mark() string {
	if c.abreast > 1 || c.isNarrow() {
		return shortMark
	}
	return shortMark + " " + c.words.busiest
}

// cell returns a number and its bar. A number that is 0 steps back.
func (c chart) cell(n int, busiest bool) string {
	number := padLeft(fmt.Sprint(n), len(fmt.Sprint(c.highest)))
	room := c.width() - len(number) - len(chartGap) - text.Width(c.mark())
	if c.abreast > 1 {
		room -= len(chartGap)
	}
	drawn := bar(n, c.highest, room)
	switch {
	case n == 0:
		return paint(c.style.quiet, number)
	case busiest:
		return paint(c.style.plain, number) + chartGap + paint(c.style.headline, drawn+c.mark())
	}
	return paint(c.style.plain, number) + chartGap + paint(c.style.quiet, drawn)
}

// bar returns a bar for n where that of highest takes room columns. It ends in a
// block of some eighths of a column, at least one where n is not 0.
func bar(n, highest, room int) string {
	const eighths = 8
	length := 0
	if n > 0 {
		length = max(1, n*max(room, 1)*eighths/highest)
	}
	bar := strings.Repeat("█", length/eighths)
	if rest := length % eighths; rest > 0 {
		bar += string([]rune("▏▎▍▌▋▊▉")[rest-1])
	}
	return bar
}
