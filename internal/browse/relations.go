package browse

import (
	"context"
	"fmt"
	"strings"

	"news/internal/catalog"
	"news/internal/event"
	"news/internal/view"
)

// relatedAsk asks for the events that are related to one.
type relatedAsk struct{ of event.Ref }

func (a relatedAsk) answer(ctx context.Context, o *Options) (answer, error) {
	of, isThere := o.pageOf(a.of)
	if !isThere {
		return o.goneAnswer(a.of), nil
	}
	found, rows, err := a.relatives(ctx, o, of, firstRows, nil)
	if err != nil {
		return answer{}, err
	}
	c := wordsIn(o.Language)
	b := answer{
		title: fmt.Sprintf(c.relatedTo, view.Handle(of.Ref, of.Number)), note: view.Counted(found.Total, "event", o.Language),
		rows: rows, total: found.Total, date: of.Ref.Date,
	}
	if len(rows) == 0 {
		b.rows = remarkRows(c.noRelated)
	}
	if len(rows) < found.Total {
		b.more = growing(rows, found.Total, func(ctx context.Context, most int, had []row) ([]row, error) {
			_, rows, err := a.relatives(ctx, o, of, most, had)
			return rows, err
		})
	}
	return b, nil
}

// relatives returns the rows of the best most related events, without the rows that
// were read before.
func (a relatedAsk) relatives(ctx context.Context, o *Options, of event.Event, most int, before []row) (*catalog.Relatives, []row, error) {
	found, err := o.Catalog.Related(ctx, catalog.RelatedQuestion{Event: &of, Limit: most})
	if err != nil {
		return nil, nil, err
	}
	found.Fold()
	rows, err := rowsOf(found.All(ctx), before, o.relativeRow)
	return found, rows, err
}

// relativeRow returns the row of a related event, with the reasons below it.
func (o *Options) relativeRow(r catalog.Relative) row {
	related := o.itemRow(r.Item)
	related.isDated, related.sign = true, view.Arrow(r.Direction)
	if reasons := view.Reasons(r, o.Language); len(reasons) > 0 {
		related.notes = append(related.notes, noteOf(strings.Join(reasons, " · ")))
	}
	return withCopies(related, r.Copies, o)
}

// itemRow returns the row of an event that may have no page.
func (o *Options) itemRow(i catalog.Item) row {
	if i.Missing {
		return o.goneRow(i.Ref, i.Headline)
	}
	return o.eventRow(i.Event)
}

// pageOf reads the page of an event, by its present or a former reference, and reports
// whether there is one.
func (o *Options) pageOf(ref event.Ref) (event.Event, bool) {
	e := o.Catalog.Events(o.Catalog.Current(ref))[0]
	return e, !e.Ref.IsZero()
}

// goneAnswer says that an event has no page.
func (o *Options) goneAnswer(ref event.Ref) answer {
	return answer{title: plainRef(ref), rows: []row{o.goneRow(ref, "")}, date: ref.Date}
}

// The limits of a story: how many ties an event may be away, how many events there
// are at most, and how many of the nearest stand in place of a story.
const (
	storyDepth   = 3
	mostChapters = 200
	mostNearest  = 10
)

// storyAsk asks for the story around an event.
type storyAsk struct{ of event.Ref }

func (a storyAsk) answer(ctx context.Context, o *Options) (answer, error) {
	of, isThere := o.pageOf(a.of)
	if !isThere {
		return o.goneAnswer(a.of), nil
	}
	s, err := o.Catalog.Story(ctx, catalog.StoryQuestion{Event: &of, Depth: storyDepth, Limit: mostChapters, Nearest: mostNearest})
	if err != nil {
		return answer{}, err
	}
	shown := len(s.Events)
	s.Fold()
	return o.storyAnswer(s, shown), nil
}

// storyAnswer returns a story month by month, with the cursor on the event at its
// centre, and the nearest events where there is no story. Of its events, so many are
// shown, by themselves or below the one that they are copies of.
func (o *Options) storyAnswer(s *catalog.Story, shown int) answer {
	c := wordsIn(o.Language)
	a := answer{title: view.StoryTitle(s.Of, s.Number, o.Language), note: view.Counted(s.Total, "event", o.Language), date: s.Of.Date}
	if s.Total > shown {
		a.note = c.shownOf(shown, s.Total)
	}
	if len(s.Topics) > 0 {
		a.rows = remarkRows(strings.Join(s.Topics, " · "))
	}
	var last event.Date
	for _, chapter := range s.Events {
		if date := chapter.Ref.Date; date.Year != last.Year || date.Month != last.Month {
			a.rows = append(a.rows, o.monthRows(last, date)...)
			last = date
		}
		if chapter.Ref == s.Of {
			a.at = len(a.rows)
		}
		a.rows = append(a.rows, o.chapterRow(chapter, s.Of))
	}
	if len(s.Nearest) > 0 {
		a.rows = append(a.rows, row{kind: headingRow, text: view.NoStory(o.Language)})
	}
	for _, chapter := range s.Nearest {
		a.rows = append(a.rows, o.chapterRow(chapter, s.Of))
	}
	number(a.rows, 1)
	a.total = len(s.Events) + len(s.Nearest)
	return a
}

// monthRows returns the heading of a month, and before it the time since the last
// event.
func (o *Options) monthRows(last, date event.Date) []row {
	var rows []row
	if gap := view.Gap(last, date, o.Language); gap != "" {
		rows = append(rows, row{kind: remarkRow, text: "· · ·  " + gap + "  · · ·"})
	}
	return append(rows, row{kind: headingRow, text: view.MonthTitle(date, o.Language)})
}

// chapterRow returns the row of an event of a story.
func (o *Options) chapterRow(chapter catalog.Chapter, of event.Ref) row {
	r := o.itemRow(chapter.Item)
	r.isDated, r.sign = true, " "
	if r.isCentre = chapter.Ref == of; r.isCentre {
		r.sign = "▸"
	}
	return withCopies(r, chapter.Copies, o)
}
