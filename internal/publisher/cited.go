package publisher

import (
	"slices"
	"sort"
	"strings"

	"news/internal/event"
)

// Cited holds what the events of an archive cite. Events are numbered from 0 in
// the order in which they were added, which must be canonical order, newest day
// first. Citations are numbered, too. The zero Cited is empty and ready for
// use.
type Cited struct {
	citations []event.Citation         // by number
	numbers   map[event.Citation]int32 // the numbers of citations, made by the first Add
	days      []uint32                 // the packed day of each event
	places    []uint32                 // the number of each event in its day
	ends      []int32                  // the end of each event's citations in cited
	cited     []int32                  // the numbers of the citations of all events
}

// NewCited returns an empty Cited. A citation's number is its position in the
// list.
func NewCited(citations []event.Citation) *Cited { return &Cited{citations: citations} }

// Add adds the next event. It keeps only copies.
func (c *Cited) Add(e *event.Event) {
	if c.numbers == nil {
		c.numbers = make(map[event.Citation]int32, len(c.citations))
		for number, citation := range c.citations {
			c.numbers[citation] = int32(number)
		}
	}
	for _, citation := range e.Citations() {
		c.cited = append(c.cited, c.number(citation))
	}
	c.end(e.Ref.Date, e.Number)
}

// number returns the number of a citation, a new number for a new citation.
func (c *Cited) number(citation event.Citation) int32 {
	if number, known := c.numbers[citation]; known {
		return number
	}
	number := int32(len(c.citations))
	citation = event.Citation{Name: strings.Clone(citation.Name), Host: strings.Clone(citation.Host)}
	c.citations = append(c.citations, citation)
	c.numbers[citation] = number
	return number
}

// AddNumbers adds the next event by the numbers of its citations, each once.
func (c *Cited) AddNumbers(day event.Date, place int, citations []int32) {
	c.cited = append(c.cited, citations...)
	c.end(day, place)
}

func (c *Cited) end(day event.Date, place int) {
	c.days = append(c.days, day.Pack())
	c.places = append(c.places, uint32(place))
	c.ends = append(c.ends, int32(len(c.cited)))
}

// Events returns the number of events.
func (c *Cited) Events() int { return len(c.days) }

// Place returns the day of an event and its number in it.
func (c *Cited) Place(event int) (event.Date, int) {
	return c.day(event), int(c.places[event])
}

func (c *Cited) day(n int) event.Date { return event.UnpackDate(c.days[n]) }

// At returns the event with a number in a day, or false if there is none.
func (c *Cited) At(day event.Date, number int) (int, bool) {
	packed := day.Pack()
	n := sort.Search(len(c.days), func(n int) bool { return c.days[n] <= packed })
	for ; n < len(c.days) && c.days[n] == packed; n++ {
		if c.places[n] == uint32(number) {
			return n, true
		}
	}
	return 0, false
}

// of returns the numbers of the citations of an event.
func (c *Cited) of(n int) []int32 {
	start := int32(0)
	if n > 0 {
		start = c.ends[n-1]
	}
	return c.cited[start:c.ends[n]]
}

// uses returns the number of events with each citation.
func (c *Cited) uses() []int {
	uses := make([]int, len(c.citations))
	for _, number := range c.cited {
		uses[number]++
	}
	return uses
}

// Compare returns the first difference between what two archives cite, as a
// sentence about an event, or "". The numbers of citations may differ.
func (c *Cited) Compare(other *Cited) string {
	if c.Events() != other.Events() {
		return "there are other events"
	}
	names := func(c *Cited, n int) []event.Citation {
		var all []event.Citation
		for _, number := range c.of(n) {
			all = append(all, c.citations[number])
		}
		return all
	}
	for n := range c.Events() {
		if c.days[n] != other.days[n] || c.places[n] != other.places[n] || !slices.Equal(names(c, n), names(other, n)) {
			return c.day(n).Path() + " has an event that cites others"
		}
	}
	return ""
}
