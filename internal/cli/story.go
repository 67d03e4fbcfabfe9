package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"news/internal/catalog"
	"news/internal/view"
)

// storyOptions are the flags of news story.
type storyOptions struct {
	*common
	format
	asking
	depth int
}

// usualChapters is how many events of a story are shown by default, and usualSteps
// how many steps away they may be.
const (
	usualChapters = 30
	usualSteps    = 3
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

The story follows topics from event to event, over several steps. A topic ties two
events the more closely the rarer it is, and the more its events gather in time. A
common topic alone is no tie. Where there are more events than --limit, those with
the strongest ties are shown.

In a pipe each line has DATE, REFERENCE, HEADLINE, STEPS, TOPICS and NUMBER in its
day, with tabs between them. STEPS is how many ties away the event is, 0 for the
event itself. TOPICS are the topics of the story that the event has.`,
		ValidArgsFunction: p.completeReferences(flags, true),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.story(cmd.Context(), o, args)
		},
	}
	cmd.Flags().IntVar(&o.depth, "depth", usualSteps, "the most ties to an event, 1 or more")
	name(cmd.Flags(), "depth", "N")
	registerCompletions(cmd, map[string][]string{"depth": nil})
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
			found, err = c.Story(ctx, catalog.StoryQuestion{Event: target, Days: q.Days, Depth: o.depth, Limit: q.Limit, OnlyCount: q.OnlyCount})
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

// writeStory writes a story.
func writeStory(c *catalog.Catalog, o *storyOptions, story *catalog.Story, screen *screen) error {
	if o.count {
		fmt.Fprintln(screen, story.Total)
	} else if err := putStory(c, o, story, screen); err != nil {
		return err
	}
	if story.Total == 0 {
		screen.remark("nothing is tied to it strongly enough for a story")
		return errNoMatch
	}
	if !o.count {
		screen.noteCut(len(story.Events), story.Total)
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
	if err := out.put(story.Events...); err != nil {
		return err
	}
	return out.close()
}
