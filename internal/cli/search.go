package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"news/internal/catalog"
	"news/internal/view"
	"news/internal/when"
)

// searchOptions are the flags of news search.
type searchOptions struct {
	*common
	format
	asking
	all, explain bool
}

// usualHits is how many events a search shows by default.
const usualHits = 20

// searchOrders are the orders of news search, the default first.
var searchOrders = []catalog.Order{catalog.ByScore, catalog.ByDate}

func (p *Program) newSearch(flags *common) *cobra.Command {
	o := &searchOptions{common: flags}
	cmd := &cobra.Command{
		Use:   "search QUERY...",
		Short: "find events by what they say, the event itself first",
		Example: `  news search obama elected 2008              words are wished for, in any order
  news search who won the 2016 us election    a question will do
  news search electoin seriba                 slips are forgiven
  news search '"army"' --count                count a word literally: in quotes
  news search palmyra date:2016               of a year, and no other
  news search 'earthquake topic:japan !haiti'
  news search '"climate change" OR haiti'
  news search palmyra army --all              only events with both words
  news search palmyra --sort date --reverse   oldest first
  news search palmyra | cut -f2 | news show -
  news search 嫦娥`,
		Long: `Find events by what they say, the best first: the event itself before what
mentions it. Words are wished for, anywhere in the headline, the description, the
topics or the category. An event is found that has half of their weight, and shows
what it lacks. Rare words weigh most; small ones such as the, of, who and did weigh
nothing beside others.

A word also finds its other forms (resigns, resigned), words that mean the same
(quake, earthquake), and words that begin with it. A word that the archive does
not have stands for the nearest that it has; a note says so.

In quotes a word means itself alone. That is how to count a word literally:
news search '"quake"' --count.

  "word"  "a phrase"        the word itself; these words, side by side
  +word                     a must: the event has it, whatever else it lacks
  !word  NOT word           events without the word
  a OR b  a | b  a or b     one of the two, each with its own words; ( ) groups
  headline:word             a must, in the headline; or topic: source: category:
  topic:"NAME"              the whole name, as --topic; also source: category:
  date:2016-04..2016-06     no other days; also --since and --until

A date among the words (2016, january 2010, last week) is a wish as well: events
of these days come first. By itself it finds all events of these days. What is in
quotes, or has a + or a field, is a must. Musts, !word and date: beside an OR count
for both sides. Case, accents and the two Chinese scripts make no difference.

--all, --count and --sort date take only events with every wish, as news list
does. --sort date shows the newest of them first.

In a pipe each line has DATE, REFERENCE, HEADLINE, the event's NUMBER in its day,
and the words that it LACKS, with tabs between them. --explain adds SCORE and the
parts of it: WORDS, HEADLINE, NEAR (words close together), ITSELF (events after
it, few before it) and DAYS. With --json the words are "unmatched", the parts
"parts". A second page of an event is folded under the better one: its reference
follows in a last column, and in JSON in "copies"; --count counts pages. news help
synonyms tells how to add words that mean the same.`,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.search(cmd.Context(), o, args)
		},
	}
	o.format.bind(cmd, usualHits, "events")
	o.asking.bind(p, cmd, flags)
	o.asking.bindOrder(cmd, searchOrders...)
	set := cmd.Flags()
	set.BoolVar(&o.all, "all", false, "only events that have every word")
	set.BoolVar(&o.explain, "explain", false, "also what the score of each event is made of")
	return cmd
}

func (p *Program) search(ctx context.Context, o *searchOptions, args []string) error {
	if len(args) == 0 {
		return usageError("type words of a headline, such as news search palmyra army", "news search needs a query")
	}
	if err := check(o.format.check(), o.checkOrder(searchOrders...), o.checkReverse()); err != nil {
		return err
	}
	asked := o.typed(args)
	asked.DaysAreWishes = true
	return p.withQuestion(o.common, &o.asking, asked, o.format, func(c *catalog.Catalog, q catalog.Question, screen *screen) error {
		q.All, q.OnlyLines = o.all, o.format.wantsLines(screen)
		found, err := c.Search(ctx, q)
		if err != nil {
			return err
		}
		return writeFound(ctx, c, o, q, found, screen)
	})
}

// checkReverse returns an error for worst first, since nobody means it.
func (o *searchOptions) checkReverse() error {
	if o.reverse && o.sort != string(catalog.ByDate) {
		return usageError("add --sort date for oldest first", "--reverse goes with --sort date")
	}
	return nil
}

// writeFound writes the events of a search, with the texts of their pages.
func writeFound(ctx context.Context, c *catalog.Catalog, o *searchOptions, q catalog.Question, found *catalog.Found, screen *screen) error {
	copies := 0
	if o.count {
		fmt.Fprintln(screen, found.Total)
	} else {
		copies = found.Fold()
		if err := putHits(ctx, c, o, found, screen); err != nil {
			return err
		}
	}
	if found.Total == 0 {
		screen.noteNothing(q, found.Remarks, "nothing found")
		screen.hintNothing(q, found.Remarks)
		return check(screen.hintWishes(ctx, c, q, found), errNoMatch)
	}
	screen.noteWords(found.Remarks)
	if found.Full <= fewHits {
		screen.hintMonth(q)
	}
	if !o.count {
		screen.noteCutHits(found, copies)
	}
	return nil
}

// hintWishes says where the archive has events, if a search for days alone found
// none.
func (s *screen) hintWishes(ctx context.Context, c *catalog.Catalog, q catalog.Question, found *catalog.Found) error {
	if q.Query != nil || len(found.Unknown) > 0 {
		return nil
	}
	if found.Matched {
		s.hint("events are of these days, but none that also fits the rest")
		return nil
	}
	ends, err := c.Ends(ctx)
	if err != nil || ends == (when.Span{}) {
		return err
	}
	var days []string
	for _, wish := range q.Wishes {
		days = append(days, wish.Typed)
	}
	s.hint(fmt.Sprintf("no event is of %s; the archive has events from %v to %v", shorten(strings.Join(days, ", ")), ends.From, ends.To))
	return nil
}

func putHits(ctx context.Context, c *catalog.Catalog, o *searchOptions, found *catalog.Found, screen *screen) error {
	follow := c.Follower()
	out := newSink(screen, o.format, forms[catalog.Hit]{
		value: func(h catalog.Hit) view.Value {
			follow(&h.Event)
			return view.FoundValue(h, o.explain)
		},
		line:     func(lines *view.Lines, h catalog.Hit) { lines.Found(h, o.explain) },
		terminal: func(t *view.Terminal, hits []catalog.Hit) { t.Found(hits, o.explain) },
	})
	return out.portions(found.Portions(ctx))
}
