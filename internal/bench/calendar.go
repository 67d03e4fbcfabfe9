package bench

import "news/internal/event"

// The years of a made archive, and the average number of events of a day where
// there are enough days.
const (
	firstYear     = 1999
	lastYear      = 2019
	eventsPerDay  = 15
	daysOfYear    = 365  // without the leap day
	categoryYear  = 2017 // the first year with categories
	yearsInMaking = lastYear - firstYear + 1
)

// day is one day folder of a made archive.
type day struct {
	date        event.Date
	first, last int  // its events, from first up to but without last
	follows     bool // the day before it is in the archive, too
}

// newCalendar distributes events over days. An archive of 115,000 events or more
// has every day of its years. A smaller one has a run of consecutive days in each
// year, so that it, too, has old and new pages and neighbouring days. weight
// returns how full a day is compared with others, about 1.
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

// newDays returns about n days in order, or fewer where the years do not have so
// many.
func newDays(n int) []day {
	var days []day
	for y := range yearsInMaking {
		share := n*(y+1)/yearsInMaking - n*y/yearsInMaking
		date := event.Date{Year: firstYear + y, Month: 1, Day: 1}
		length := daysOfYear
		if event.DaysIn(date.Year, 2) == 29 {
			length++
		}
		share = min(share, length)
		// The run begins at a later place in each year.
		date = date.AddDays((length - share) * y / yearsInMaking)
		for range share {
			follows := len(days) > 0 && days[len(days)-1].date.AddDays(1) == date
			days = append(days, day{date: date, follows: follows})
			date = date.AddDays(1)
		}
	}
	return days
}
