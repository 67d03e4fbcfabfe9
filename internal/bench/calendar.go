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

// mostDays is the most days of an archive: more would begin before the year 1000,
// and no year has fewer than four digits.
const mostDays = (lastYear - 1000) * daysOfYear

// newCalendar distributes events over days. weight returns how full a day is
// compared with others, about 1.
func newCalendar(days []day, events int, weight func() float64) []day {
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

// newDays returns the days of a plan in order. Where the plan does not say how many,
// an archive of 115,000 events or more has every day of the years 1999 to 2019. A
// smaller one has a run of consecutive days in each year, so that it, too, has old and
// new pages and neighbouring days. More days than these years have end with them, and
// begin earlier.
func newDays(plan Plan) []day {
	switch {
	case plan.Days == 0:
		return runs(max(1, plan.Events/eventsPerDay))
	case plan.Days <= yearsInMaking*daysOfYear:
		return runs(plan.Days)
	}
	end := event.Date{Year: lastYear, Month: 12, Day: 31}
	return consecutive(nil, end.AddDays(1-plan.Days), plan.Days)
}

// runs returns about n days in order, a run of them in each year, or fewer where the
// years do not have so many.
func runs(n int) []day {
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
		days = consecutive(days, date.AddDays((length-share)*y/yearsInMaking), share)
	}
	return days
}

// consecutive adds n days from a date on.
func consecutive(days []day, date event.Date, n int) []day {
	for range n {
		follows := len(days) > 0 && days[len(days)-1].date.AddDays(1) == date
		days = append(days, day{date: date, follows: follows})
		date = date.AddDays(1)
	}
	return days
}
