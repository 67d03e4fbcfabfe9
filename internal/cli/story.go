package cli

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"news/internal/catalog"
	"news/internal/view"
)

// storyOptions are the flags of news story.
type storyOptions struct {
	*common
	format
	asking
	depth   int
	nearest bool
}

// usualChapters is how many events of a story are shown by default, usualSteps how
// many steps away they may be, and mostNearest how many are shown instead of a story.
const (
	usualChapters = 30
	usualSteps    = 3
	mostNearest   = 5
)

func (p *Program) newStory(flags *common) *cobra.Command {
	o := &storyOptions{common: flags}
	cmd := &cobra.Command{
		Use:   "story REF",
		Short: "show what led to an event, and what came of it",
		Example: `  news story 2016/04/3/2                     month by month, the event marked
  news story --since 2016-04-04 2016/04/3/2  only what came of it
  news story --depth 1 2016/04/3/2           only events with a tie to it
  news story --json 2016/04/3/2 | jq -r '[.[].shared[]] | unique[]'`,
		Long: `Tell the story around an event, oldest first: what led to it, and what came of it.

A topic of few events that are near in time is a story of its own: all its events
belong to it. Where the event has no such topic, the story follows the strongest
ties: rare words and topics in common, within few days. From the first and the last
event so far it goes on, backwards and forwards, in up to --depth steps. Where there
are more events than --limit, those with the strongest ties are shown.

Where nothing is tied to the event strongly enough, the event stands alone, and the
exit code is 1. A terminal then shows the nearest events; --nearest shows them
everywhere.

In a pipe each line has DATE, REFERENCE, HEADLINE, STEPS, TOPICS and NUMBER in its
day, with tabs between them. STEPS is how many ties away the event is, 0 for the
event itself. TOPICS are the topics of the story that the event has. A second page
of an event is folded under the first: its reference follows in a last column, and
in JSON in "copies". --count counts pages.`,
		ValidArgsFunction: p.completeReferences(flags, true),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.story(cmd.Context(), o, args)
		},
	}
	cmd.Flags().IntVar(&o.depth, "depth", usualSteps, "the most ties to an event, 1 or more")
	name(cmd.Flags(), "depth", "N")
	registerCompletions(cmd, map[string][]string{"depth": nil})
	cmd.Flags().BoolVar(&o.nearest, "nearest", false, "where there is no story, also list the nearest events")
	o.format.bind(cmd, usualChapters, "events")
	o.asking.bindDays(cmd)
	return cmd
}

func (p *Program) story(ctx context.Context, o *storyOptions, args []string) error {
	typed, err := p.oneReference(args, "story")
	if err != nil {
		return err
	}
	if err := check(o.format.check(), o.checkDepth()); err != nil {
		return err
	}
	o.readsInput = typed == "-"
	return p.withQuestion(o.common, &o.asking, o.typed(nil), o.format, func(c *catalog.Catalog, q catalog.Question, screen *screen) error {
		found := &catalog.Story{}
		target, err := p.oneEvent(ctx, c, typed)
		if err == nil && target != nil {
			found, err = c.Story(ctx, catalog.StoryQuestion{
				Event: target, Days: q.Days, Depth: o.depth, Limit: q.Limit, OnlyCount: q.OnlyCount, Nearest: o.mostNearest(screen),
			})
		}
		if err != nil {
			return err
		}
		return writeStory(c, o, found, screen)
	})
}

func (o *storyOptions) checkDepth() error {
	if o.depth < 1 {
		return usageError("1 is what is tied to the event itself", "--depth cannot be %d", o.depth)
	}
	return nil
}

// mostNearest returns how many of the nearest events are wanted where there is no
// story.
func (o *storyOptions) mostNearest(screen *screen) int {
	if o.nearest || screen.terminal && !o.count && !o.wantsJSON() && !o.nul {
		return mostNearest
	}
	return 0
}

// writeStory writes a story.
func writeStory(c *catalog.Catalog, o *storyOptions, story *catalog.Story, screen *screen) error {
	copies, events := 0, len(story.Events)
	if o.count {
		fmt.Fprintln(screen, story.Total+len(story.Nearest))
	} else {
		copies = story.Fold()
		if err := putStory(c, o, story, screen); err != nil {
			return err
		}
	}
	switch {
	case story.Total == 0:
		screen.remark("no event of those days is in the story")
		return errNoMatch
	case story.Alone:
		if len(story.Nearest) == 0 || !screen.terminal {
			screen.note("no story: nothing is tied to it strongly enough")
		}
		return errNoMatch
	case !o.count:
		screen.noteCutCopies(events, story.Total, copies)
	}
	return nil
}

func putStory(c *catalog.Catalog, o *storyOptions, story *catalog.Story, screen *screen) error {
	follow := c.Follower()
	out := newSink(screen, o.format, forms[catalog.Chapter]{
		value: func(ch catalog.Chapter) view.Value {
			follow(&ch.Event)
			return view.ChapterValue(ch)
		},
		line:     (*view.Lines).Chapter,
		terminal: func(t *view.Terminal, _ []catalog.Chapter) { t.Story(*story) },
	})
	if err := out.put(slices.Concat(story.Events, story.Nearest)...); err != nil {
		return err
	}
	return out.close()
}
