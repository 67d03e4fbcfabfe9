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
	"news/internal/relation"
	"news/internal/search"
	"news/internal/text"
	"news/internal/view"
	"news/internal/when"
)

// storyOptions are what news story is asked for.
type storyOptions struct {
	*common
	format
	span
	depth int
}

// usualChapters is how many events of a story are shown, and usualSteps how far
// away they may be, where nothing else is asked for.
const (
	usualChapters = 30
	usualSteps    = 3
)

func (p *Program) newStory(flags *common) *cobra.Command {
	o := &storyOptions{common: flags}
	cmd := &cobra.Command{
		Use:   "story REF",
		Short: "tell what led to an event and what came of it",
		Example: `  news story 2016/04/3/2                    month by month, the event marked
  news story --since 2016-04-04 2016/04/3/2 only what came of it
  news story --depth 1 2016/04/3/2          only what is tied to the event itself
  news story --json 2016/04/3/2 | jq -r '[.[].shared[]] | unique[]'`,
		Long: `Tell the story around an event: what led to it and what came of it, oldest first.

It goes by strong ties, over several steps: by topics that two events share, the
rarer the better, and the more the events of a topic gather in time. A common topic
alone is no tie, and what strays from the story's own topics is left out.
Where there are more events than --limit, those with the strongest ties are shown.

In a pipe each line is DATE, REFERENCE, HEADLINE, STEPS and TOPICS, with tabs
between them: how many ties away the event is, 0 for the one asked for, and those
of its topics that the story follows.`,
		ValidArgsFunction: p.completeReferences(flags, true),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.story(cmd.Context(), o, args)
		},
	}
	cmd.Flags().IntVar(&o.depth, "depth", usualSteps, "how many ties an event may be away, 1 or more")
	name(cmd.Flags(), "depth", "N")
	registerCompletions(cmd, map[string][]string{"depth": nil})
	o.format.bind(cmd, usualChapters)
	o.span.bind(cmd)
	return cmd
}

func (p *Program) story(ctx context.Context, o *storyOptions, args []string) error {
	if len(args) != 1 {
		return usageError("name one, such as 2016/04/3/2", "news story needs the reference of one event")
	}
	if err := cmp.Or(o.format.check(), o.checkDepth()); err != nil {
		return err
	}
	days, err := o.within(when.Set{}, p.today())
	if err != nil {
		return err
	}
	find := func(a *archive.Archive, x *index.Index, target *event.Event) (storyline, error) {
		return p.storyOf(ctx, o, a, x, target, days)
	}
	write := func(a *archive.Archive, found storyline, screen *screen) error {
		return writeStory(a, o, found, screen)
	}
	return askOfOne(ctx, p, o.common, args[0], find, write)
}

func (o *storyOptions) checkDepth() error {
	if o.depth < 1 {
		return usageError("1 is what is tied to the event itself", "--depth cannot be %d", o.depth)
	}
	return nil
}

// storyline is a story as it is shown.
type storyline struct {
	view.Story
	total int // events without the limit
}

// storyOf finds the story around an event by the index or, where that is nil, by
// all pages. What holds no other event is no story.
func (p *Program) storyOf(ctx context.Context, o *storyOptions, a *archive.Archive, x *index.Index, target *event.Event, days when.Set) (storyline, error) {
	w, corpus, err := p.webAndCorpusOf(ctx, a, x)
	if err != nil {
		return storyline{}, err
	}
	node, err := nodeIn(w.Subjects, target)
	if err != nil {
		return storyline{}, err
	}
	words := headlineWords{web: w, corpus: corpus}
	chapters, total := w.Story(relation.StoryQuery{
		Event: node, Text: target.Headline + "\n" + target.Description, Depth: o.depth, Limit: o.limit, Linked: w.Linked, Words: words.rare,
		Wanted: func(n relation.Node) bool { return days.Contains(w.Date(n)) },
	})
	if words.err != nil {
		return storyline{}, words.err
	}
	if !slices.ContainsFunc(chapters, func(c relation.Chapter) bool { return c.Node != node }) {
		_, err := checked(a, x, []event.Ref{target.Ref})
		return storyline{}, err
	}
	found := storyline{Story: view.Story{Of: target.Ref, Number: target.Number}, total: total}
	found.Events, err = w.told(chapters)
	found.Topics = followed(found.Events)
	return found, err
}

// headlineWords looks up the words of headlines.
type headlineWords struct {
	*web
	corpus search.Corpus
	err    error // of what could not be looked up
}

// Words that one document in shareWithRare has are rare, or that so few have.
const (
	shareWithRare = 50
	fewWithRare   = 10
)

// rare gives the folded words of an event's headline that few documents have.
func (h *headlineWords) rare(n relation.Node) []string {
	ref, err := h.ref(n)
	h.err = cmp.Or(h.err, err)
	page, found := h.archive.Event(ref)
	if h.err != nil || !found {
		return nil
	}
	var rare []string
	for _, word := range text.Words(page.Headline) {
		isNumber := strings.ContainsAny(word.Text[:1], "0123456789") // which many have by chance
		if !isNumber && h.isRare(word.Text) {
			rare = append(rare, word.Text)
		}
	}
	return rare
}

func (h *headlineWords) isRare(word string) bool {
	few, err := search.AtMost(h.corpus, word, max(fewWithRare, h.corpus.Len()/shareWithRare))
	h.err = cmp.Or(h.err, err)
	return few
}

// told reads the events of a story.
func (w *web) told(chapters []relation.Chapter) ([]view.Listed, error) {
	nodes := make([]relation.Node, len(chapters))
	for i, c := range chapters {
		nodes[i] = c.Node
	}
	events, err := w.read(nodes)
	if err != nil {
		return nil, err
	}
	for i, c := range chapters {
		events[i].Steps = c.Steps
		for _, topic := range c.Topics {
			events[i].Shared = append(events[i].Shared, w.Name(topic))
		}
	}
	return events, nil
}

// followed gives the topics of the events of a story, those of most events first.
func followed(events []view.Listed) []string {
	times := make(map[string]int)
	var topics []string
	for _, l := range events {
		for _, topic := range l.Shared {
			if times[topic]++; times[topic] == 1 {
				topics = append(topics, topic)
			}
		}
	}
	slices.SortFunc(topics, func(a, b string) int { return cmp.Or(cmp.Compare(times[b], times[a]), cmp.Compare(a, b)) })
	return topics
}

// writeStory writes a story.
func writeStory(a *archive.Archive, o *storyOptions, s storyline, screen *screen) error {
	if o.count {
		fmt.Fprintln(screen, s.total)
	} else if err := putStory(a, o, s, screen); err != nil {
		return err
	}
	switch {
	case len(s.Events) == 0:
		screen.remark("nothing is tied to it strongly enough for a story")
		return errNoMatch
	case s.total > len(s.Events) && !o.count:
		screen.remark("%d of %d; --limit 0 shows all", len(s.Events), s.total)
	}
	return nil
}

func putStory(a *archive.Archive, o *storyOptions, s storyline, screen *screen) error {
	out := o.sink(screen, forms{
		value:    view.ChapterValue,
		line:     (*view.Lines).Chapter,
		terminal: func(t *view.Terminal, events []view.Listed) { t.Story(s.Story) },
	})
	if o.json || o.ndjson {
		for i := range s.Events {
			a.Follow(&s.Events[i].Event)
		}
	}
	if len(s.Events) > 0 {
		if err := out.put(s.Events); err != nil {
			return err
		}
	}
	return out.close()
}
