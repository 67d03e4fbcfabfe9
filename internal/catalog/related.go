package catalog

import (
	"cmp"
	"context"
	"iter"
	"slices"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/relation"
	"news/internal/when"
)

// RelatedQuestion asks for what an event is related to.
type RelatedQuestion struct {
	Event *event.Event
	Days  when.Set
	Limit int
	// OnlyCount asks for no more than how many there are.
	OnlyCount bool
	// Out, In and Shared leave events that its page names, whose pages name it,
	// and that have only topics or words in common with it. None leaves all.
	Out, In, Shared bool
}

// Relative is an event that another is related to.
type Relative struct {
	Item
	Direction Direction
	Shared    []string // the topics that both share
	Words     []string // the rare folded words that both have, the rarest first
	IsCopy    bool     // it is a copy of the event itself
}

// Relatives are the events that one is related to.
type Relatives struct {
	Total int // how many there are without the limit

	of      event.Ref
	rows    []relative
	archive *archive.Archive
	first   []*event.Event // of the first rows that have a page
	folding folding
	itself  int // the row that is a copy of the event itself, -1 for none
}

// relative is a related event before its page is read.
type relative struct {
	relation.Relative
	ref    event.Ref
	topics []string     // of Relative.Topics
	out    []event.Link // on the page of the one
	said   string       // the folded text of the one
	noPage bool
}

// Related returns what an event is related to, best first.
func (c *Catalog) Related(ctx context.Context, q RelatedQuestion) (*Relatives, error) {
	return answer(ctx, c, needsLinks|needsWords|needsLabels, func(s *snapshot) (*Relatives, error) { return s.related(ctx, q) })
}

func (s *snapshot) related(ctx context.Context, q RelatedQuestion) (*Relatives, error) {
	w, err := s.web()
	if err != nil {
		return nil, err
	}
	target, n, err := w.now(q.Event, w.Subjects)
	if err != nil {
		return nil, err
	}
	signs, err := w.signs(ctx)
	if err != nil {
		return nil, err
	}
	if q.OnlyCount {
		q.Limit = 1
	}
	best, total, err := w.Related(n, signs, relation.Wanted{Fits: q.fits(w, target, n), Limit: q.Limit})
	if err != nil {
		return nil, err
	}
	found := &Relatives{Total: total, of: target.Ref, archive: s.archive, itself: -1}
	if q.OnlyCount {
		return found, nil
	}
	for _, r := range best {
		row, err := w.relative(r, target)
		if err != nil {
			return nil, err
		}
		found.rows = append(found.rows, row)
	}
	found.first, err = s.checked(refsWithPage(found.rows[:min(len(found.rows), eventsAtOnce)]))
	return found, err
}

// now returns an event as its page has it now, and its node: its number in its day
// can be another one since it was asked for. The error is an
// *archive.NotFoundError where it has gone since.
func (s *snapshot) now(asked *event.Event, subjects *relation.Subjects) (*event.Event, relation.Node, error) {
	pages, err := s.checked([]event.Ref{asked.Ref})
	if err != nil {
		return nil, 0, err
	}
	if pages[0] == nil {
		_, err := s.archive.Resolve(asked.Ref.String(), event.Date{})
		return nil, 0, cmp.Or(err, error(&staleError{[]event.Date{asked.Ref.Date}}))
	}
	n, err := nodeIn(subjects, pages[0])
	return pages[0], n, err
}

// fits tells which of the events that one is related to are asked for.
func (q *RelatedQuestion) fits(w *web, target *event.Event, n relation.Node) func(relation.Node, relation.Direction) bool {
	missing := make(map[relation.Node]event.Date)
	place := 0
	for _, to := range w.Out(n) {
		for _, link := range linksAt(target, []int{place}) {
			if !w.HasPage(to) {
				missing[to] = link.Ref.Date
			}
		}
		place++
	}
	all := !q.Out && !q.In && !q.Shared
	return func(n relation.Node, d relation.Direction) bool {
		asked := all || q.Shared && d == Shared ||
			q.Out && (d == Out || d == Both) || q.In && (d == In || d == Both)
		if !asked || q.Days.IsEvery() {
			return asked
		}
		if w.HasPage(n) {
			return q.Days.Contains(w.Date(n))
		}
		date, known := missing[n]
		return known && q.Days.Contains(date)
	}
}

// relative returns a related event by its reference and the names of its topics.
func (w *web) relative(r relation.Relative, target *event.Event) (relative, error) {
	row := relative{Relative: r, out: linksAt(target, r.Out), said: saidBy(target), noPage: !w.HasPage(r.Node)}
	for _, topic := range r.Topics {
		row.topics = append(row.topics, w.Name(topic))
	}
	if row.noPage {
		return row, nil
	}
	var err error
	row.ref, err = w.refOf(r.Node)
	return row, err
}

func refsWithPage(rows []relative) []event.Ref {
	var refs []event.Ref
	for _, row := range rows {
		if !row.noPage {
			refs = append(refs, row.ref)
		}
	}
	return refs
}

// Len returns how many related events the limit leaves.
func (f *Relatives) Len() int { return len(f.rows) }

// Fold lets All return each event once, with its copies among the related events.
// It also finds the copies of the event itself, and returns how many of the related
// events are copies of others.
func (f *Relatives) Fold() int {
	refs := make([]event.Ref, len(f.rows)+1)
	refs[len(f.rows)] = f.of
	for i, row := range f.rows {
		refs[i] = row.ref
	}
	f.folding = foldRows(f.archive, refs)
	last := len(f.rows)
	if f.folding.isFolded(last) { // the event itself is no row
		f.itself = f.folding.under[last]
		copies := f.folding.copies[f.itself]
		f.folding.copies[f.itself] = slices.DeleteFunc(copies, func(c Copy) bool { return c.Ref == f.of })
	}
	return f.folding.number()
}

// All returns the related events, each with its own page's text. One that has
// gone since is left out.
func (f *Relatives) All(ctx context.Context) iter.Seq2[Relative, error] {
	return func(yield func(Relative, error) bool) {
		pages := f.first
		for start := 0; start < len(f.rows); start += eventsAtOnce {
			rows := f.rows[start:min(len(f.rows), start+eventsAtOnce)]
			if start > 0 {
				pages = readEvents(f.archive, refsWithPage(rows))
			}
			if err := faultOr(f.archive, ctx.Err()); err != nil {
				yield(Relative{}, err)
				return
			}
			for i, row := range rows {
				r, known := row.read(&pages)
				if !known || f.folding.isFolded(start+i) {
					continue
				}
				r.Copies, r.IsCopy = f.folding.copies[start+i], f.itself == start+i
				if !yield(r, nil) {
					return
				}
			}
		}
	}
}

// read returns a related event, whose page, if it has one, is the first of
// pages, which it takes. What links share is as the pages write it. It returns
// false where the page, or the link to what has none, is gone.
func (r *relative) read(pages *[]*event.Event) (Relative, bool) {
	found := Relative{Direction: r.Direction, Shared: r.topics, Words: r.Words}
	links := r.out
	switch {
	case r.noPage && len(links) == 0:
		return Relative{}, false
	case r.noPage:
		found.Item = Item{Event: event.Event{Ref: links[0].Ref, Headline: links[0].Headline}, Missing: true}
	default:
		page := (*pages)[0]
		*pages = (*pages)[1:]
		if page == nil {
			return Relative{}, false
		}
		found.Event = *page
		found.Words = joinedWords(r.Words, r.said, saidBy(page))
		links = slices.Concat(links, linksAt(page, r.In))
	}
	if named := event.JoinTopics(nil, links); len(named) > 0 {
		found.Shared = named
	}
	return found, true
}
