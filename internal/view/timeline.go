package view

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"news/internal/catalog"
	"news/internal/text"
)

// Period writes a period: its name and its number of events, or a number for each
// row of the timeline.
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

// series is one column of a chart: its name, and a number for each period.
type series struct {
	name    string
	counts  []int
	busiest int // the period with the highest number; -1 for none
}

// newSeries returns a column with the result of count for each period. The first of
// several equal periods is the busiest; a single period never is.
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

// Timeline draws a chart with a line for each period and a column for each row of
// the timeline, all to one scale. Columns without room beside the others stand in
// another chart below. There must be at least one period.
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
	t.banner(block{text: cmp.Or(title, t.words.allEvents)}, fmt.Sprintf(t.words.inPeriods, t.words.counted(events, "event"), t.words.counted(len(tl.Periods), tl.Unit.String())))
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

// leads returns the start of each period's line, all of one width: its name and,
// where there is room, the day of the week.
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

// isNarrow reports whether a line has room only for the necessary parts.
func (t *Terminal) isNarrow() bool { return t.column() < narrow }

// chartGap is the space between two columns of a chart.
const chartGap = "  "

// chart is the layout of series side by side, with a line for each period.
type chart struct {
	*Terminal
	leads   []string // the start of each line
	abreast int      // how many series have room
	highest int      // the number whose bar is as wide as a series
}

// draw draws as many series as have room.
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

// width returns the columns of a series, including the gap behind it.
func (c chart) width() int { return c.room() / c.abreast }

// shortMark stands behind the bar of the busiest period. Where there is room, a
// word follows it.
const shortMark = " ◂"

func (c chart) mark() string {
	if c.abreast > 1 || c.isNarrow() {
		return shortMark
	}
	return shortMark + " " + c.words.busiest
}

// cell returns a number and its bar. It shows 0 in a quiet style.
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

// bar returns the bar for n at a scale at which the bar for highest takes room
// columns. It ends in a block of some eighths of a column, at least one where n is
// not 0.
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
