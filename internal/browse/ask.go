package browse

import (
	"context"

	"news/internal/catalog"
	"news/internal/event"
	"news/internal/when"
)

// ask is a question whose answer a screen shows. It is asked again where the archive
// may have changed, so it holds no answers.
type ask interface {
	answer(ctx context.Context, o *Options) (answer, error)
}

// answer is what a screen shows.
type answer struct {
	title string // "Sunday, 3 April 2016"
	note  string // "21 events"
	rows  []row
	at    int // the row that the cursor begins on
	// words are the words of a search, which are marked in pages.
	words []string
	// more returns further rows, so many at most, and none at the end; nil where rows
	// has all.
	more func(ctx context.Context, most int) ([]row, error)
}

// rowKind says what a row stands for.
type rowKind uint8

const (
	headingRow rowKind = iota // the cursor passes over it
	eventRow
	dayRow
	periodRow
	topicRow
)

// row is one row of a list.
type row struct {
	kind   rowKind
	number int            // what digits open it by; 0 for none
	lead   string         // before the text: a number, or a reference
	text   string         // clean
	marks  []catalog.Mark // of the text
	notes  []string       // quiet lines below: a passage, what it lacks, a reason

	event  event.Event // of an event: all of it, or its reference and headline
	whole  bool        // event is as its page has it
	isGone bool        // the event has no page
	date   event.Date  // of a day
	days   when.Set    // of a period
	topic  string      // of a topic
	count  int         // of a day, a period or a topic: how many events
	most   int         // the greatest count of such rows, for their bars
}

// dayAsk asks for the events of a day.
type dayAsk struct {
	date event.Date
	at   event.Ref // the event that the cursor begins on; zero for the first
}

func (a dayAsk) answer(_ context.Context, o *Options) (answer, error) {
	return o.dayAnswer(o.Catalog.Day(a.date), a.at), nil
}
