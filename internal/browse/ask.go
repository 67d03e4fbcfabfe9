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

// counter is an ask for events whose number can be counted over time.
type counter interface {
	// question returns the question that a timeline asks, and its title.
	question() (catalog.Question, string)
}

// orderly is an ask for rows that can come in another order.
type orderly interface {
	// next returns the ask for the rows in the next order.
	next() ask
}

// answer is what a screen shows.
type answer struct {
	title string // "Sunday, 3 April 2016"
	note  string // "21 events"
	rows  []row
	at    int // the row that the cursor begins on
	// words are what a question for a list was typed with, and marks returns what a
	// search matched of a text. Pages have them marked.
	words []string
	marks func(text string) []catalog.Mark
	// total is how many rows have a number, also of the rows that more returns.
	total int
	// more returns further rows, so many at least where there are so many, and none at
	// the end; nil where rows has all.
	more func(ctx context.Context, least int) ([]row, error)

	date     event.Date // of a day or a month: where the neighbouring days are counted from
	settled  ask        // what to ask from now on; nil for the same
	calendar *yearPane  // stands in place of the rows
	isAlone  bool       // the rows are no events: no page stands beside them
}

// rowKind says what a row stands for.
type rowKind uint8

const (
	headingRow rowKind = iota // the cursor passes over it
	remarkRow                 // something to say about the rows; the cursor passes over it, too
	eventRow
	dayRow
	periodRow
	topicRow
)

// row is one row of a list.
type row struct {
	kind   rowKind
	number int            // what digits open it by; 0 for none
	sign   string         // one column before the text: an arrow
	text   string         // clean
	marks  []catalog.Mark // of the text
	notes  []note         // quiet lines below

	event    event.Event // of an event: its page, or its reference and headline
	isGone   bool        // the event has no page
	isCentre bool        // a story is told around it
	isDated  bool        // the day of the event is shown

	date      event.Date // of a day
	days      when.Set   // of a period
	topic     string     // of a topic: its name
	dates     string     // of a topic
	count     int        // of a day, a period or a topic: how many events
	most      int        // the greatest count of such rows, for their bars
	isBusiest bool       // it has that count, as the first of several rows
}

// isPassed reports whether the cursor passes over a row.
func (r *row) isPassed() bool { return r.kind == headingRow || r.kind == remarkRow }

// note is a quiet text below the text of a row.
type note struct {
	catalog.Passage
	isExcerpt bool // only what is around the first mark, on one line
}

// noteOf returns a note without marks.
func noteOf(s string) note { return note{Passage: catalog.Passage{Text: s}} }

// remarkRows returns rows that say something about the rows below.
func remarkRows(remarks ...string) []row {
	var rows []row
	for _, remark := range remarks {
		if remark != "" {
			rows = append(rows, row{kind: remarkRow, text: remark})
		}
	}
	return rows
}

// number numbers the rows that the cursor can be on, from a number on.
func number(rows []row, from int) {
	for i := range rows {
		if !rows[i].isPassed() {
			rows[i].number = from
			from++
		}
	}
}

// refOf returns the event of a row.
func (r *row) refOf() event.Ref {
	if r == nil || r.kind != eventRow {
		return event.Ref{}
	}
	return r.event.Ref
}
