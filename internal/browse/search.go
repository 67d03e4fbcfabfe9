package browse

import (
	"context"
	"fmt"
	"iter"
	"strings"

	"news/internal/catalog"
	"news/internal/event"
	"news/internal/text"
	"news/internal/view"
)

// firstRows is how many events a list has to begin with, before the cursor nears its
// end.
const firstRows = 50

// searchAsk asks for what a search finds, best first unless its question has another
// order.
type searchAsk struct {
	q     catalog.Question
	typed string // as it was typed; "" where that is not known
}

func (a searchAsk) question() (catalog.Question, string) {
	q := a.q
	q.Order, q.Reverse, q.Limit = "", false, 0
	return q, a.title()
}

// title returns the words and days that are searched for.
func (a searchAsk) title() string {
	if a.typed != "" {
		return plain(a.typed)
	}
	return typedOf(a.q)
}

// next goes from the best to the newest and the oldest events first. By date come
// only the events with every word.
func (a searchAsk) next() ask {
	switch {
	case a.q.Order != catalog.ByDate:
		a.q.Order = catalog.ByDate
		return a
	case !a.q.Reverse:
		a.q.Reverse = true
		return a
	}
	a.q.Order, a.q.Reverse = catalog.ByScore, false
	return a
}

func (a searchAsk) answer(ctx context.Context, o *Options) (answer, error) {
	found, rows, err := a.hits(ctx, o, firstRows, nil)
	if err != nil {
		return answer{}, err
	}
	shown := o.foundAnswer(a.q, found, rows, a.more(o, rows, found.Total))
	shown.title = a.title()
	return shown, nil
}

// foundAnswer returns the answer with what a search found.
func (o *Options) foundAnswer(q catalog.Question, found *catalog.Found, rows []row, more func(context.Context, int) ([]row, error)) answer {
	c := wordsIn(o.Language)
	a := answer{title: typedOf(q), note: c.foundNote(found.Total), marks: found.Marker(), total: found.Total}
	if q.Order == catalog.ByDate {
		a.note += c.between + orderOf(q, c)
	} else if full := found.Full; full < found.Total {
		a.note += c.between + c.fullNote(full)
	}
	a.rows = append(remarkRows(o.remarks(found.Remarks, found.Total)...), rows...)
	if len(rows) < found.Total {
		a.more = more
	}
	return a
}

// hits searches, and returns the rows of the best most hits, without the rows that were
// read before.
func (a searchAsk) hits(ctx context.Context, o *Options, most int, before []row) (*catalog.Found, []row, error) {
	q := a.q
	q.Limit = most
	found, err := o.Catalog.Search(ctx, q)
	if err != nil {
		return nil, nil, err
	}
	found.Fold()
	rows, err := rowsOf(found.All(ctx), before, o.hitRow)
	return found, rows, err
}

// more returns a function that searches for further hits. It asks for twice as many
// each time, so that few searches find many.
func (a searchAsk) more(o *Options, had []row, total int) func(context.Context, int) ([]row, error) {
	return growing(had, total, func(ctx context.Context, most int, had []row) ([]row, error) {
		_, rows, err := a.hits(ctx, o, most, had)
		return rows, err
	})
}

// growing returns a function that returns further rows of a list. had are the rows that
// were read before, and total is how many events the list has, 0 where that is not known.
// read returns the rows of the first most events, without those that it is given. Many
// events can have no row of their own: they are copies.
func growing(had []row, total int, read func(ctx context.Context, most int, had []row) ([]row, error)) func(context.Context, int) ([]row, error) {
	asked := max(len(had), firstRows)
	return func(ctx context.Context, least int) ([]row, error) {
		for {
			most := asked + max(least, asked)
			rows, err := read(ctx, most, had)
			if err != nil {
				return nil, err
			}
			asked = most
			had = append(had[:len(had):len(had)], rows...)
			if len(rows) > 0 || asked >= total {
				return rows, nil
			}
		}
	}
}

// rowsOf returns numbered rows of events, without the rows that were read before.
func rowsOf[T any](events iter.Seq2[T, error], before []row, rowOf func(T) row) ([]row, error) {
	seen := make(map[event.Ref]bool, len(before))
	for i := range before {
		seen[before[i].event.Ref] = true
	}
	var rows []row
	for e, err := range events {
		if err != nil {
			return nil, err
		}
		if r := rowOf(e); !seen[r.event.Ref] {
			rows = append(rows, r)
		}
	}
	number(rows, len(before)+1)
	return rows, nil
}

// hitRow returns the row of a hit: where nothing of the headline was matched, the
// words around the first match stand below it, and then what the hit lacks.
func (o *Options) hitRow(h catalog.Hit) row {
	r := o.eventRow(h.Event)
	r.marks, r.isDated = h.Marks, true
	if h.Where.Text != "" {
		r.notes = append(r.notes, note{h.Where, true})
	}
	if lacks := view.Without(h, o.Language); lacks != "" {
		r.notes = append(r.notes, noteOf(lacks))
	}
	return withCopies(r, h.Copies, o)
}

// withCopies returns a row with the copies of its event below it.
func withCopies(r row, copies []catalog.Copy, o *Options) row {
	if also := view.Also(copies, o.Language); also != "" {
		r.notes = append(r.notes, noteOf(also))
	}
	return r
}

// typedOf returns a question as it was typed.
func typedOf(q catalog.Question) string {
	parts := []string{q.Words}
	for _, wish := range q.Wishes {
		parts = append(parts, wish.Typed)
	}
	for _, names := range [][]string{q.Topics, q.Sources, q.Categories} {
		parts = append(parts, names...)
	}
	if !q.Days.IsEvery() {
		parts = append(parts, q.Days.String())
	}
	return plain(strings.Join(parts, " "))
}

func orderOf(q catalog.Question, c *words) string {
	if q.Reverse {
		return c.oldest
	}
	return c.newest
}

// fullNote returns how many hits have every word.
func (c *words) fullNote(n int) string {
	if n == 0 {
		return c.noneFull
	}
	return fmt.Sprintf(c.full, text.Grouped(n))
}

// mostLacking is how many words that no event has are named at most.
const mostLacking = 5

// remarks returns what there is to say about an answer with so many events.
func (o *Options) remarks(r catalog.Remarks, total int) []string {
	c := wordsIn(o.Language)
	var remarks []string
	for _, u := range r.Unknown {
		remarks = append(remarks, fmt.Sprintf(c.noneNamed, c.kinds[u.Kind], plain(u.Name))+c.near(u.Near))
	}
	for _, taken := range r.Taken {
		remarks = append(remarks, fmt.Sprintf(c.takenFor, plain(taken.Word), strings.Join(taken.For, c.comma)))
	}
	var words, near []string
	for _, l := range r.Lacking[:min(len(r.Lacking), mostLacking)] {
		words, near = append(words, plain(l.Word)), append(near, l.Near...)
	}
	if len(words) > 0 {
		remarks = append(remarks, fmt.Sprintf(c.lacking, strings.Join(words, c.comma))+c.near(near))
	}
	switch {
	case total > 0 || len(r.Unknown)+len(words) > 0:
	case len(r.Unmet) > 0:
		remarks = append(remarks, fmt.Sprintf(c.noneHasAll, plain(r.Unmet[0].String())))
	case r.Matched:
		remarks = append(remarks, c.wordsElsewhere)
	default:
		remarks = append(remarks, c.nothing)
	}
	return remarks
}

// near returns the names or words that may be meant, behind a remark.
func (c *words) near(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return c.semicolon + fmt.Sprintf(c.nearest, plain(strings.Join(names, c.comma)))
}

// plain cleans what somebody typed, or a reference, to be shown.
func plain(s string) string { return text.Plain(s) }
