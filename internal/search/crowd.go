package search

import (
	"math"
	"slices"

	"news/internal/event"
)

// windows are the days after and before an event in which other events of the same
// query are counted.
var windows = [...]int{3, 14, 60, 365}

// crowd counts the events of a query by their days.
type crowd struct {
	first int       // the first day
	last  int       // the archive's last day: what comes after it is not known
	until []float64 // how much stands before each day from first on
}

// newCrowd counts documents of some days, each by its weight. last is the archive's last
// day.
func newCrowd(docs []found, days []int32, last int, weight func(found) float64) *crowd {
	c := &crowd{first: math.MaxInt, last: last}
	if len(docs) == 0 {
		return c
	}
	c.first = int(slices.Min(days))
	c.until = make([]float64, int(slices.Max(days))-c.first+2)
	for i, f := range docs {
		c.until[int(days[i])-c.first+1] += weight(f)
	}
	for i := 1; i < len(c.until); i++ {
		c.until[i] += c.until[i-1]
	}
	return c
}

// dayNumber counts days.
func dayNumber(d event.Date) int { return int(d.Time().Unix() / (24 * 60 * 60)) }

// between returns how much there is from a day until before another.
func (c *crowd) between(from, to int) float64 {
	at := func(day int) float64 { return c.until[max(0, min(day-c.first, len(c.until)-1))] }
	return at(to) - at(from)
}

// shortestPast is the least share of a window that is taken for passed: from fewer
// days nothing can be told about all of it.
const shortestPast = 0.25

// around returns how much comes within some days after an event, which itself has a
// weight, and how much before it. The event counts after it, and so do the others of
// its day. Where the archive ends earlier, the others are estimated by the days that
// have passed.
func (c *crowd) around(day, days int, own float64) (after, before float64) {
	after = c.between(day, day+days+1) - own
	if passed := float64(c.last-day+1) / float64(days+1); passed < 1 {
		after /= max(passed, shortestPast)
	}
	return own + max(0, after), c.between(day-days, day)
}
