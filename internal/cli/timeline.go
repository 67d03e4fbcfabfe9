package cli

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/index"
	"news/internal/search"
	"news/internal/text"
	"news/internal/view"
	"news/internal/when"
)

// timelineOptions are what news timeline is asked for.
type timelineOptions struct {
	*common
	format
	span
	topics []string
	by     string
}

func (p *Program) newTimeline(flags *common) *cobra.Command {
	o := &timelineOptions{common: flags}
	cmd := &cobra.Command{
		Use:   "timeline [QUERY] [WHEN]",
		Short: "show how many events there were, day by day, month by month or year by year",
		Example: `  news timeline                             the whole archive
  news timeline palmyra 2016                how often Palmyra was in the news of a year
  news timeline 'topic:syria !army' --by year
  news timeline 2016-04                     the days of a month
  news timeline --topic 'Syrian Army' --topic NASA --by year
  news timeline --json palmyra | jq 'max_by(.count)'`,
		Long: `Show how many events there were in each day, month or year, the busiest marked.

Arguments that are dates as news list takes them are WHEN; the others together
are the QUERY, as news search takes it. A word that is a date, too, is looked for
in quotes of its own: '"monday"'. Periods between the first and the last are shown
though they have no event, but none before or after all events of the archive.

In a pipe each line is PERIOD and COUNT with a tab between them; with several
topics, a COUNT for each of them. PERIOD is 2016, 2016-04 or 2016-04-03.`,
		ValidArgsFunction: p.completeReferences(flags, false),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.timeline(cmd.Context(), o, args)
		},
	}
	set := cmd.Flags()
	set.StringVar(&o.by, "by", "", "count by day, month or year; left out, by what reads best")
	set.StringArrayVar(&o.topics, "topic", nil, "only events with topic NAME; given again, another one beside it")
	name(set, "by", "UNIT")
	name(set, "topic", "NAME")
	registerCompletions(cmd, map[string][]string{"by": {"day", "month", "year"}})
	completeFlag(cmd, "topic", p.completeTopics(flags))
	o.span.bind(cmd)
	set.BoolVar(&o.json, "json", false, "one JSON array of periods")
	set.BoolVar(&o.ndjson, "ndjson", false, "periods as JSON, one a line")
	set.BoolVarP(&o.nul, "null", "0", false, "end lines with NUL in place of newline")
	return cmd
}

func (p *Program) timeline(ctx context.Context, o *timelineOptions, args []string) error {
	topics := filter{topics: o.topics}
	if err := cmp.Or(o.format.check(), o.checkUnit(), topics.check()); err != nil {
		return err
	}
	asked, err := o.read(args, p.today())
	if err != nil {
		return err
	}
	return p.withArchive(o.common, func(a *archive.Archive, screen *screen) error {
		var found told
		err := p.ask(ctx, o.common, a, func(x *index.Index) (err error) {
			s := &survey{Program: p, askedEvents: asked, archive: a, index: x}
			found, err = s.tell(ctx)
			return err
		})
		if err != nil {
			return err
		}
		return writeTimeline(o, asked, found, screen)
	})
}

// checkUnit looks at what to count by.
func (o *timelineOptions) checkUnit() error {
	if o.by == "" {
		return nil
	}
	return oneOf("by", o.by, "day", "month", "year")
}

// askedEvents are the events to count.
type askedEvents struct {
	title  string
	query  search.Query // nil for all
	days   when.Set
	topics []string
}

// read reads the arguments.
func (o *timelineOptions) read(args []string, today event.Date) (askedEvents, error) {
	typed := withoutSlashes(args)
	days, words, err := when.Split(typed, today)
	if err != nil {
		return askedEvents{}, err
	}
	asked := askedEvents{title: o.title(args)}
	for _, topic := range o.topics {
		asked.topics = append(asked.topics, text.Plain(topic))
	}
	if len(words) > 0 {
		if asked.query, err = search.Parse(strings.Join(words, " "), today); err != nil {
			return askedEvents{}, err
		}
	}
	asked.days, err = o.within(days, today)
	return asked, err
}

// title names what was asked for, "" for all events.
func (o *timelineOptions) title(args []string) string {
	var parts []string
	switch len(o.topics) {
	case 0:
	case 1:
		parts = append(parts, o.topics[0])
	default:
		parts = append(parts, fmt.Sprintf("%d topics", len(o.topics)))
	}
	if len(args) > 0 {
		parts = append(parts, strings.Join(args, " "))
	}
	if o.since != "" {
		parts = append(parts, "since "+o.since)
	}
	if o.until != "" {
		parts = append(parts, "until "+o.until)
	}
	return text.Plain(strings.Join(parts, ", "))
}

// survey finds the events to count by the index, or by the pages where that is nil.
type survey struct {
	*Program
	askedEvents
	archive *archive.Archive
	index   *index.Index
	corpus  search.Corpus // nil where neither the index nor a query needs one
}

// told is where the events stand that were asked for.
type told struct {
	search.Places                         // those with any of the topics, where some were asked for
	topics        []map[search.Place]bool // those with each topic
	whole         when.Span               // from the first to the last day of the archive
	hint          string
}

func (s *survey) tell(ctx context.Context) (told, error) {
	var t told
	every, err := s.everywhere(ctx, &t)
	if err != nil {
		return told{}, err
	}
	t.whole = hull(every)
	if s.query == nil {
		t.Of = slices.DeleteFunc(every, func(place search.Place) bool { return !s.days.Contains(place.Date) })
	} else if t.Places, err = search.PlacesOf(ctx, s.corpus, s.query, s.days.Contains); err != nil {
		return told{}, err
	}
	matched := len(t.Of) > 0
	if len(s.topics) > 0 {
		t.Of = slices.DeleteFunc(t.Of, func(place search.Place) bool { return !t.isOf(place) })
	}
	t.hint, err = s.hint(ctx, t, matched)
	return t, err
}

// everywhere gives the places of all events of the archive, and finds out which of
// them have the topics asked for.
func (s *survey) everywhere(ctx context.Context, t *told) (every []search.Place, err error) {
	if s.index == nil && (s.query == nil || len(s.topics) > 0) {
		if every, t.topics, err = s.walkPlaces(ctx, s.archive, s.topics); err != nil || s.query == nil {
			return every, err
		}
	}
	if s.corpus, err = s.corpusOf(ctx, s.archive, s.index); err != nil {
		return nil, err
	}
	if s.index != nil {
		if t.topics, err = placesWith(s.index, s.topics); err != nil {
			return nil, err
		}
	}
	all, err := search.PlacesOf(ctx, s.corpus, nil, nil)
	return all.Of, err
}

// isOf tells whether an event has any of the topics.
func (t *told) isOf(place search.Place) bool {
	return slices.ContainsFunc(t.topics, func(with map[search.Place]bool) bool { return with[place] })
}

// placesWith gives the places of the events that have each of some topics, by the
// index.
func placesWith(x *index.Index, topics []string) ([]map[search.Place]bool, error) {
	all := make([]map[search.Place]bool, len(topics))
	for i, topic := range topics {
		places, err := x.PlacesWithTopic(topic)
		if err != nil {
			return nil, err
		}
		all[i] = make(map[search.Place]bool, len(places))
		for _, place := range places {
			all[i][place] = true
		}
	}
	return all, nil
}

// walkPlaces gives the places of all events and of those that have each of some
// topics, by the pages.
func (p *Program) walkPlaces(ctx context.Context, a *archive.Archive, topics []string) (every []search.Place, with []map[search.Place]bool, err error) {
	single := make([]filter, len(topics))
	with = make([]map[search.Place]bool, len(topics))
	if len(topics) > 0 {
		all := filter{topics: topics}
		if err := all.prepare(ctx, p, a, nil); err != nil {
			return nil, nil, err
		}
		for i, topic := range topics {
			single[i] = filter{topics: []string{topic}, joined: all.joined}
			with[i] = make(map[search.Place]bool)
		}
	}
	type placed struct {
		search.Place
		topics []int // by their places among those asked for
	}
	look := func(day event.Day) []placed {
		events := make([]placed, len(day.Events))
		for i, e := range day.Events {
			events[i].Place = search.Place{Date: e.Ref.Date, Number: e.Number}
			for topic := range single {
				if single[topic].fits(e) {
					events[i].topics = append(events[i].topics, topic)
				}
			}
		}
		return events
	}
	for events := range everyDay(ctx, p, a, look) {
		for _, e := range events {
			every = append(every, e.Place)
			for _, topic := range e.topics {
				with[topic][e.Place] = true
			}
		}
	}
	return every, with, ctx.Err()
}

// hull gives the days from the first to the last of some places.
func hull(places []search.Place) when.Span {
	var span when.Span
	for _, place := range places {
		if span.From.IsZero() || place.Date.Compare(span.From) < 0 {
			span.From = place.Date
		}
		if place.Date.Compare(span.To) > 0 {
			span.To = place.Date
		}
	}
	return span
}

// hint names what may be meant by a topic that no event has and, where nothing was
// found, by the words of the query, or else the days that have events. matched
// tells that events have the words, whatever their topics.
func (s *survey) hint(ctx context.Context, t told, matched bool) (string, error) {
	var unknown filter
	for i, topic := range s.topics {
		if len(t.topics[i]) == 0 {
			unknown.topics = append(unknown.topics, topic)
		}
	}
	switch {
	case len(unknown.topics) > 0:
		return unknown.suggest(ctx, s.Program, s.archive, s.index)
	case len(t.Of) > 0 || t.whole == when.Span{}:
		return "", nil
	case s.query != nil && !matched:
		if hint, err := suggestion(ctx, s.corpus, s.query); hint != "" || err != nil {
			return hint, err
		}
	case s.days.IsEvery() && s.query != nil && len(s.topics) > 0:
		return "events have the words, and others the topic, but none has both", nil
	}
	return fmt.Sprintf("the archive has events from %v to %v", t.whole.From, t.whole.To), nil
}

// mostPeriods is how many periods are shown at most: all months of the calendar,
// and the days of more than three centuries.
const mostPeriods = 120_000

// chart counts the events by the unit that was asked for or, where that is "", by
// the one that suits the days that are shown.
func (t *told) chart(asked askedEvents, by string) (view.Timeline, error) {
	shown := t.shown(asked.days)
	unit := when.UnitFor(shown)
	for _, u := range []when.Unit{when.Day, when.Month, when.Year} {
		if u.String() == by {
			unit = u
		}
	}
	if n := unit.Count(shown); n > mostPeriods {
		return view.Timeline{}, usageError("count by month or year, or bound the days with --since and --until", "from %v to %v there are %d days", shown.From, shown.To, n)
	}
	chart := view.Timeline{Title: asked.title, Unit: unit.String(), Topics: asked.topics}
	at := make(map[event.Date]int) // the periods by their first days
	for i, period := range asked.days.Periods(shown, unit) {
		at[period.From] = i
		chart.Periods = append(chart.Periods, view.Period{Name: period.String(), From: period.From, To: period.To, Topics: make([]int, len(asked.topics))})
	}
	for _, place := range t.Of {
		period := &chart.Periods[at[unit.Around(place.Date).From]]
		period.Events++
		for i, with := range t.topics {
			if with[place] {
				period.Topics[i]++
			}
		}
	}
	return chart, nil
}

// shown gives the days that are shown: those asked for, as far as the archive
// goes; where a side is open, from the first or to the last event found.
func (t *told) shown(days when.Set) when.Span {
	span, bounds := hull(t.Of), days.Bounds()
	if !bounds.From.IsZero() {
		span.From = bounds.From
	}
	if !bounds.To.IsZero() {
		span.To = bounds.To
	}
	span, _ = span.Intersect(t.whole)
	return span
}

// writeTimeline writes the periods in the form asked for.
func writeTimeline(o *timelineOptions, asked askedEvents, t told, screen *screen) error {
	var chart view.Timeline
	if len(t.Of) > 0 {
		var err error
		if chart, err = t.chart(asked, o.by); err != nil {
			return err
		}
	}
	if err := putTimeline(o, chart, screen); err != nil {
		return err
	}
	switch {
	case len(t.Of) == 0:
		screen.remark("no events")
	case t.Guessed:
		screen.noteGuess()
	}
	screen.hint(t.hint)
	if len(t.Of) == 0 {
		return errNoMatch
	}
	return nil
}

func putTimeline(o *timelineOptions, chart view.Timeline, screen *screen) error {
	out := o.sink(screen, forms{})
	if out.human {
		if len(chart.Periods) == 0 {
			return nil
		}
		return screen.compose(true, func(t *view.Terminal) { t.Timeline(chart) })
	}
	for _, period := range chart.Periods {
		if out.json == nil {
			out.lines.Period(period)
		} else if err := out.json.Write(view.PeriodValue(period, chart.Topics)); err != nil {
			return outputError{err}
		}
	}
	return out.close()
}
