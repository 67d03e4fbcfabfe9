package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"news/internal/catalog"
	"news/internal/event"
	"news/internal/search"
	"news/internal/text"
	"news/internal/view"
	"news/internal/when"
)

// timelineOptions are the flags of news timeline.
type timelineOptions struct {
	*common
	format
	asking
	by string
}

// units returns the values of --by, the shortest unit first.
func units() []string {
	var words []string
	for _, u := range when.Units() {
		words = append(words, u.String())
	}
	return words
}

func (p *Program) newTimeline(flags *common) *cobra.Command {
	o := &timelineOptions{common: flags}
	cmd := &cobra.Command{
		Use:   "timeline [QUERY] [WHEN]",
		Short: "show the number of events in each day, month or year",
		Example: `  news timeline                             the whole archive
  news timeline palmyra 2016                a word, in the months of a year
  news timeline 2016-04                     the days of a month
  news timeline 'topic:syria !army' --by quarter
  news timeline --topic 'Syrian Army' --topic NASA --by year
  news timeline --query palmyra --query mosul --by quarter
  news timeline --json palmyra | jq 'max_by(.count)'`,
		Long: `Show the number of events in each period, and mark the busiest one.

WHEN is a date as in news list, QUERY is all other words, as in news search. To
look for a word that is also a date, put it in quotes: '"2016"'. Each --topic and
each --query has its own row, side by side. A period without events is shown if it
lies between others.

In a pipe each line has PERIOD and COUNT, or a COUNT for each row, with tabs
between them. PERIOD is 2010s, 2016, 2016-Q2, 2016-04, 2016-W13 or 2016-04-03.`,
		ValidArgsFunction: p.completeReferences(flags, false),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.timeline(cmd.Context(), o, args)
		},
	}
	set := cmd.Flags()
	set.StringVar(&o.by, "by", "", "count by "+strings.Join(units(), ", ")+"; by default the unit that fits best")
	name(set, "by", "UNIT")
	registerCompletions(cmd, map[string][]string{"by": units()})
	o.asking.bind(p, cmd, flags)
	set.Lookup("topic").Usage = "count events with topic NAME; repeat it for more rows"
	o.asking.bindQuery(cmd, "count events that match WORDS; repeat it for more rows")
	set.BoolVar(&o.reverse, "reverse", false, "the last period first")
	set.BoolVar(&o.count, "count", false, "only the number of events")
	set.IntVarP(&o.limit, "limit", "n", 0, "at most N periods")
	name(set, "limit", "N")
	registerCompletions(cmd, map[string][]string{"limit": nil})
	o.format.bindForms(cmd, "periods")
	return cmd
}

func (p *Program) timeline(ctx context.Context, o *timelineOptions, args []string) error {
	if err := check(o.format.check(), o.checkUnit()); err != nil {
		return err
	}
	asked := o.typed(args)
	asked.Topics, asked.Queries = nil, nil // each is a row
	rows, err := o.rows(p.today())
	if err != nil {
		return err
	}
	return p.withQuestion(o.common, &o.asking, asked, o.format, func(c *catalog.Catalog, base catalog.Question, screen *screen) error {
		q := catalog.TimelineQuestion{Question: base, Rows: rows, By: o.unit()}
		found, err := c.Timeline(ctx, q)
		if err != nil {
			return err
		}
		return writeTimeline(o, o.title(args), q.Question, found, screen)
	})
}

// rows returns the rows of a timeline: each --topic and each --query.
func (o *timelineOptions) rows(today event.Date) ([]catalog.Row, error) {
	var rows []catalog.Row
	for _, topic := range o.topics {
		if _, err := catalog.Understand(catalog.Asked{Topics: []string{topic}}, today, when.Years{}); err != nil {
			return nil, err
		}
		rows = append(rows, catalog.Row{Name: text.Plain(topic), Topic: topic})
	}
	for _, typed := range o.queries {
		query, err := search.Parse(typed, today)
		if err != nil {
			return nil, err
		}
		rows = append(rows, catalog.Row{Name: text.Plain(typed), Query: query})
	}
	return rows, nil
}

// checkUnit checks the value of --by.
func (o *timelineOptions) checkUnit() error {
	if o.by == "" {
		return nil
	}
	return oneOf("by", o.by, units()...)
}

func (o *timelineOptions) unit() when.Unit {
	for _, u := range when.Units() {
		if u.String() == o.by {
			return u
		}
	}
	return 0
}

// title returns the title of a timeline, "" for all events.
func (o *timelineOptions) title(args []string) string {
	var parts []string
	switch rows := append(o.topics[:len(o.topics):len(o.topics)], o.queries...); {
	case len(rows) == 1:
		parts = append(parts, rows[0])
	case len(o.queries) == 0 && len(rows) > 1:
		parts = append(parts, fmt.Sprintf("%d topics", len(rows)))
	case len(rows) > 1:
		parts = append(parts, fmt.Sprintf("%d rows", len(rows)))
	}
	if len(args) > 0 {
		parts = append(parts, strings.Join(args, " "))
	}
	parts = append(append(parts, o.sources...), o.categories...)
	if o.since != "" {
		parts = append(parts, "since "+o.since)
	}
	if o.until != "" {
		parts = append(parts, "until "+o.until)
	}
	return text.Plain(strings.Join(parts, ", "))
}

// writeTimeline writes the periods in the chosen form.
func writeTimeline(o *timelineOptions, title string, q catalog.Question, t *catalog.Timeline, screen *screen) error {
	if o.count {
		fmt.Fprintln(screen, t.Events)
	} else if err := putTimeline(o, title, t, screen); err != nil {
		return err
	}
	screen.noteDays(q)
	if t.Events > 0 {
		screen.hintUnknown(t.Unknown)
		screen.noteWords(t.Remarks)
		if !o.count {
			screen.noteCut(len(t.Periods), t.Total)
		}
		return nil
	}
	screen.noteNothing(q, t.Remarks, "no events")
	switch {
	case len(t.Unknown)+len(t.Lacking)+len(t.Unmet) > 0, q.Query != nil && !t.Matched:
		screen.hintNothing(q, t.Remarks)
	case q.Query != nil && len(t.Rows) > 0 && q.Days.IsEvery():
		screen.hint("events have the words, and others the topic, but none has both")
	case t.Whole != when.Span{}:
		screen.hint(fmt.Sprintf("the archive has events from %v to %v", t.Whole.From, t.Whole.To))
	}
	return errNoMatch
}

func putTimeline(o *timelineOptions, title string, t *catalog.Timeline, screen *screen) error {
	out := newSink(screen, o.format, forms[catalog.Period]{
		value:    func(p catalog.Period) view.Value { return view.PeriodValue(p, t.Rows) },
		line:     (*view.Lines).Period,
		terminal: func(terminal *view.Terminal, _ []catalog.Period) { terminal.Timeline(title, t) },
	})
	return out.whole(t.Periods)
}
