package browse

import (
	"context"
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"news/internal/catalog"
	"news/internal/event"
	"news/internal/text"
	"news/internal/view"
	"news/internal/when"
)

// calendarAsk asks for the days of a year, with the cursor on one of them: the newest
// day that has events where at is the zero Date.
type calendarAsk struct{ at event.Date }

func (a calendarAsk) answer(ctx context.Context, o *Options) (answer, error) {
	if a.at.IsZero() {
		newest, known, err := o.Catalog.NextDay(ctx, event.Date{}, -1)
		if a.at = newest; err != nil {
			return answer{}, err
		} else if !known {
			a.at = o.Catalog.Today()
		}
	}
	year := when.Year.Around(a.at)
	days, err := o.daysOf(ctx, when.Set{}.Within(year))
	if err != nil {
		return answer{}, err
	}
	c := &yearPane{cursor: a.at, counts: make(map[event.Date]int, len(days)), language: o.Language}
	events := 0
	for _, day := range days {
		c.counts[day.Date] = day.Events
		events += day.Events
		if c.most = max(c.most, day.Events); c.least == 0 || day.Events < c.least {
			c.least = day.Events
		}
	}
	title := view.PeriodTitle(year.String(), o.Language)
	return answer{title: title, note: view.Counted(events, "event", o.Language), date: a.at, calendar: c, isAlone: true}, nil
}

// daysOf counts the events of days by the index, or by the pages of the days while
// there is none.
func (o *Options) daysOf(ctx context.Context, days when.Set) ([]catalog.DayCount, error) {
	if !o.Catalog.HasIndex() || o.Observer.isReading() {
		return o.Catalog.Calendar(ctx, days)
	}
	found, err := o.Catalog.Timeline(ctx, catalog.TimelineQuestion{Question: catalog.Question{Days: days}, By: when.Day})
	if err != nil {
		return nil, err
	}
	var counts []catalog.DayCount
	for _, period := range found.Periods {
		if period.Events > 0 {
			counts = append(counts, catalog.DayCount{Date: period.From, Events: period.Events})
		}
	}
	return counts, nil
}

// yearPane shows the days of a year by months, each shaded by its number of events,
// with a cursor on a day.
type yearPane struct {
	cursor   event.Date
	counts   map[event.Date]int
	least    int // events of the day with the fewest that has any
	most     int // events of the busiest day
	language view.Language

	top           int // the first line shown
	width, height int
	style         view.Style
}

// takeCalendar lays out the calendar of an answer, with the cursor where it was.
func (s *screen) takeCalendar(had *yearPane, style view.Style) {
	c := s.answer.calendar
	if c == nil {
		return
	}
	c.style = style
	if had != nil && had.cursor.Year == c.cursor.Year {
		c.cursor, c.top = had.cursor, had.top
	}
}

// The parts of a month: cells of a day each, in lines of a week.
const (
	cellWidth   = 3 // two columns for the number, one for the shade
	monthWidth  = 7 * cellWidth
	monthGap    = 3 // columns between two months
	monthHeight = 9 // name, days of the week, up to six weeks, a line between
	headHeight  = 2 // the day under the cursor, a line between
)

// abreast returns how many months stand side by side: a number that divides the year.
func (c *yearPane) abreast() int {
	for _, n := range []int{6, 4, 3, 2} {
		if n*(monthWidth+monthGap)-monthGap <= c.width-2 {
			return n
		}
	}
	return 1
}

func (c *yearPane) resize(width, height int) {
	c.width, c.height = max(1, width), max(1, height)
	c.reveal()
}

// room returns how many lines there are for months.
func (c *yearPane) room() int { return max(1, c.height-headHeight) }

// reveal scrolls so that the month under the cursor is shown. Where there is room for
// months, the first line is one of their names.
func (c *yearPane) reveal() {
	at, last := (c.cursor.Month-1)/c.abreast(), 12/c.abreast()-1
	shown := min(last+1, max(1, (c.room()+1)/monthHeight))
	top := max(at-shown+1, min(at, c.top/monthHeight, last-shown+1))
	c.top = top * monthHeight
	if c.room() < monthHeight-1 {
		c.top = max(c.top, at*monthHeight+2+c.week(c.cursor)-c.room()+1)
	}
}

// moveTo moves the cursor to a day of the year, and reports whether the day is one.
func (c *yearPane) moveTo(d event.Date) bool {
	if d.Year != c.cursor.Year {
		return false
	}
	c.cursor = d
	c.reveal()
	return true
}

// scroll scrolls by the months on one line, forward or back.
func (c *yearPane) scroll(by int) {
	last := len(c.lines()) - monthHeight
	c.top = max(0, min(c.top+sign(by)*monthHeight, last))
}

// dayAt returns the day at a place of the pane, the zero Date where there is none.
func (c *yearPane) dayAt(x, y int) event.Date {
	line, inMonth := y-headHeight+c.top, (x-1)%(monthWidth+monthGap)
	beside := (x - 1) / (monthWidth + monthGap)
	if x < 1 || y < headHeight || inMonth >= monthWidth || beside >= c.abreast() {
		return event.Date{}
	}
	month := line/monthHeight*c.abreast() + beside + 1
	if month > 12 {
		return event.Date{}
	}
	first := event.Date{Year: c.cursor.Year, Month: month, Day: 1}
	day := (line%monthHeight-2)*7 + inMonth/cellWidth - column(first) + 1
	if line%monthHeight < 2 || day < 1 || day > event.DaysIn(first.Year, month) {
		return event.Date{}
	}
	return event.Date{Year: first.Year, Month: month, Day: day}
}

// column returns the column of a day in its week, from Monday.
func column(d event.Date) int { return (int(d.Weekday()) + 6) % 7 }

// week returns the line of a day in its month.
func (c *yearPane) week(d event.Date) int {
	return (d.Day - 1 + column(event.Date{Year: d.Year, Month: d.Month, Day: 1})) / 7
}

// view returns the lines of the calendar, as many as it is high.
func (c *yearPane) view() []string {
	lines := []string{c.head(), ""}
	months := c.lines()
	for i := c.top; i < len(months) && len(lines) < c.height; i++ {
		lines = append(lines, months[i])
	}
	return fit(lines, c.width, c.height)
}

// head returns the day under the cursor, its number of events, and what the shades
// mean where there is room.
func (c *yearPane) head() string {
	day, count := view.DayTitle(c.cursor, c.language), view.Counted(c.counts[c.cursor], "event", c.language)
	head := " " + c.style.Paint(view.Title, day) + c.style.Paint(view.Quiet, " · "+count)
	key := wordsIn(c.language).busyKey
	if gap := min(c.width, view.Widest) - ansi.StringWidth(head) - text.Width(key); gap >= 2 {
		head += strings.Repeat(" ", gap) + c.style.Paint(view.Quiet, key)
	}
	return head
}

// lines returns the lines of all months.
func (c *yearPane) lines() []string {
	abreast := c.abreast()
	lines := make([]string, 0, 12/abreast*monthHeight)
	for month := 1; month <= 12; month += abreast {
		var block [monthHeight]string
		for i := range abreast {
			gap := " "
			if i > 0 {
				gap = strings.Repeat(" ", monthGap)
			}
			for l, line := range c.month(month + i) {
				block[l] += gap + line
			}
		}
		lines = append(lines, block[:]...)
	}
	return lines
}

// month returns the lines of a month, each as wide as monthWidth.
func (c *yearPane) month(month int) [monthHeight]string {
	first := event.Date{Year: c.cursor.Year, Month: month, Day: 1}
	var lines [monthHeight]string
	lines[0] = c.style.Paint(view.Heading, padded(view.MonthTitle(first, c.language), monthWidth))
	var head strings.Builder
	for _, name := range wordsIn(c.language).weekdays {
		head.WriteString(strings.Repeat(" ", max(0, cellWidth-1-text.Width(name))) + name + " ")
	}
	lines[1] = c.style.Paint(view.Quiet, padded(head.String(), monthWidth))
	weeks := lines[2:]
	weeks[0] = strings.Repeat(" ", column(first)*cellWidth)
	for day := 1; day <= event.DaysIn(first.Year, month); day++ {
		d := event.Date{Year: first.Year, Month: month, Day: day}
		weeks[c.week(d)] += c.cell(d)
	}
	for i, week := range weeks {
		weeks[i] = week + strings.Repeat(" ", max(0, monthWidth-ansi.StringWidth(week)))
	}
	return lines
}

// shades are the signs of days with some events, fewest first.
var shades = [4]string{"░", "▒", "▓", "█"}

// cell returns a day: its number and the shade of its number of events.
func (c *yearPane) cell(d event.Date) string {
	number, n := fmt.Sprintf("%2d", d.Day), c.counts[d]
	switch shade := c.shade(n); {
	case d == c.cursor:
		return c.style.Paint(view.Cursor, number+"◂")
	case n == 0:
		return c.style.Paint(view.Quiet, number) + " "
	default:
		return c.style.Paint(view.Plain, number) + c.style.Paint(view.Shade1+view.Role(shade), shades[shade])
	}
}

// shade returns the shade of a number of events, from 0 to 3, between the days with
// the fewest and the most events.
func (c *yearPane) shade(n int) int {
	return max(0, min(len(shades)-1, (n-c.least)*len(shades)/(c.most-c.least+1)))
}

// padded returns a text with spaces behind it, so many columns wide.
func padded(s string, width int) string { return s + strings.Repeat(" ", max(0, width-text.Width(s))) }
