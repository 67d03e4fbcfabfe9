package publisher

import (
	"slices"
	"sort"
	"strings"

	"news/internal/event"
)

// Cited is what the events of an archive cite. Events are numbered from 0 on, in
// the order in which they were added: canonical order, newest day first. Citations
// are numbered, too. The zero Cited is empty and ready for use.
type Cited struct {
	citations []event.Citation         // by number
	numbers   map[event.Citation]int32 // of citations, made when Add first needs them
	days      []uint32                 // by event, packed
	places    []uint32                 // by event: its number in its day
	ends      []int32                  // by event: where its citations end
	cited     []int32                  // the numbers of the citations of all events
}

// NewCited returns an empty Cited for events whose citations are given by numbers:
// their places in this list.
func NewCited(citations []event.Citation) *Cited { return &Cited{citations: citations} }

// Add adds the next event. Nothing of it is kept but copies.
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

// number returns the number of a citation, a new one for a new citation.
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

// AddNumbers adds the next event, given the numbers of its citations, each once.
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

// At returns the event that has a number in a day, and false where there is none.
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

// uses returns how many events have each citation.
func (c *Cited) uses() []int {
	uses := make([]int, len(c.citations))
	for _, number := range c.cited {
		uses[number]++
	}
	return uses
}

// Compare returns the first difference between what two archives cite, as a sentence
// about an event; "" where there is none. The numbers of citations make none.
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
