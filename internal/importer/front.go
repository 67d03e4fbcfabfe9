package importer

import (
	"fmt"
	"strings"
	"time"

	"news/internal/event"
	"news/internal/text"
)

// frontPages returns the pages of the archive itself.
func (a *library) frontPages() []output {
	var b strings.Builder
	b.WriteString(frontHead)
	a.writeYears(&b)
	b.WriteString(frontFoot)
	return []output{
		{"LICENSE.md", none, []byte(licencePage), false},
		{"README.md", none, []byte(b.String()), false},
	}
}

// frontYear is what the front page says about a year.
type frontYear struct {
	year, days, events int
	months             []event.Date // a day of each month, the first month last
}

// years returns the years of days with events, the newest first, with the newest day.
func (a *library) years() (years []frontYear, newest event.Date) {
	for _, d := range a.days {
		if len(d.briefs) == 0 {
			continue
		}
		if len(years) == 0 {
			newest = d.date
		}
		if len(years) == 0 || years[len(years)-1].year != d.date.Year {
			years = append(years, frontYear{year: d.date.Year})
		}
		y := &years[len(years)-1]
		y.days++
		y.events += len(d.briefs)
		if len(y.months) == 0 || y.months[len(y.months)-1].Month != d.date.Month {
			y.months = append(y.months, d.date)
		}
	}
	return years, newest
}

// writeYears writes how many events there are, and links to the newest day and to all
// years and months. It writes nothing where there is no event.
func (a *library) writeYears(b *strings.Builder) {
	years, newest := a.years()
	if len(years) == 0 {
		return
	}
	days, events := 0, 0
	for _, y := range years {
		days, events = days+y.days, events+y.events
	}
	fmt.Fprintf(b, "It has %s of %s. The newest is [%d %v %d](news/%s).\n\n", counted(events, "event"), counted(days, "day"),
		newest.Day, time.Month(newest.Month), newest.Year, newest.Path())
	b.WriteString("| Year | Days | Events | Months |\n|---|--:|--:|---|\n")
	for _, y := range years {
		fmt.Fprintf(b, "| [%d](news/%d) | %d | %s |", y.year, y.year, y.days, text.Grouped(y.events))
		for i := len(y.months) - 1; i >= 0; i-- {
			month := y.months[i]
			fmt.Fprintf(b, " [%.3s](news/%04d/%02d)", time.Month(month.Month), month.Year, month.Month)
		}
		b.WriteString(" |\n")
	}
	b.WriteString("\n")
}

// counted returns a number with its noun.
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return text.Grouped(n) + " " + noun + "s"
}

const frontHead = `# News, day by day

This is an archive of news events, made by ` + "`news import`" + ` from the
[Current events portal](` + wiki + `wiki/Portal:Current_events) of Wikipedia. Each
event has a page of its own below [news](news), and each day a page that lists its events.

`

const frontFoot = `The texts are by the authors of Wikipedia, under the licence [` + licence + `](` + deed + `);
see [LICENSE.md](LICENSE.md). The page of each day names the version of the text that it was made
from. The texts were changed by news: they were cut into pages, and links between events were
added.
`

const licencePage = `# Licence

The texts of this archive come from Wikipedia, and were changed by news. They can be used under the
Creative Commons Attribution-ShareAlike 4.0 International licence (` + licence + `):
<` + deed + `>

The page of each day links to the version of the page of Wikipedia that it was made from, whose
history names its authors.
`
