package bench

import (
	"fmt"
	"time"
)

// The years that a made archive spans, and what one day holds on average where
// there are days enough.
const (
	firstYear     = 1999
	lastYear      = 2019
	eventsPerDay  = 15
	categoryYear  = 2017 // since when pages have categories
	yearsInMaking = lastYear - firstYear + 1
)

// day is one day folder of a made archive.
type day struct {
	date        time.Time
	first, last int  // its events: first included, last not
	follows     bool // the day before it is in the archive too
}

// path returns the day as references spell it: year, month with two digits,
// day without a leading zero.
func (d day) path() string {
	return fmt.Sprintf("%d/%02d/%d", d.date.Year(), int(d.date.Month()), d.date.Day())
}

// title returns the day as the headings of pages spell it.
func (d day) title() string {
	return fmt.Sprintf("%d-%02d-%d", d.date.Year(), int(d.date.Month()), d.date.Day())
}

// newCalendar lays events out over days. An archive of 115,000 events or more
// has every day of its years; a smaller one has a run of consecutive days in
// each year, so that it too has old pages and new ones, and days to step
// between. weight returns how full a day is beside others, about 1.
func newCalendar(events int, weight func() float64) []day {
	days := newDays(max(1, events/eventsPerDay))
	upTo := make([]float64, len(days))
	sum := 0.0
	for i := range days {
		sum += weight()
		upTo[i] = sum
	}
	next := 0
	for i := range days {
		days[i].first = next
		next = int(float64(events)*upTo[i]/sum + 0.5)
		days[i].last = next
	}
	return days
}

// newDays returns about n days, fewer where the years have no more, in order.
func newDays(n int) []day {
	var days []day
	for y := range yearsInMaking {
		share := n*(y+1)/yearsInMaking - n*y/yearsInMaking
		date := time.Date(firstYear+y, time.January, 1, 0, 0, 0, 0, time.UTC)
		length := date.AddDate(1, 0, 0).Sub(date).Hours() / 24
		share = min(share, int(length))
		// A run somewhere else in each year, in step with the years.
		date = date.AddDate(0, 0, (int(length)-share)*y/yearsInMaking)
		for range share {
			follows := len(days) > 0 && days[len(days)-1].date.AddDate(0, 0, 1).Equal(date)
			days = append(days, day{date: date, follows: follows})
			date = date.AddDate(0, 0, 1)
		}
	}
	return days
}
