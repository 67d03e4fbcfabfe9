package cli

import (
	"cmp"
	"context"
	"errors"
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
)

// topicsOptions are what news topics is asked for.
type topicsOptions struct {
	*common
	format
	of    string
	hasOf bool // even if it is empty
	with  bool
	sort  string
}

// companionsShown is how many topics are shown for one that they come with.
const companionsShown = 5

func (p *Program) newTopics(flags *common) *cobra.Command {
	o := &topicsOptions{common: flags}
	cmd := &cobra.Command{
		Use:   "topics [WORDS...]",
		Short: "list what events are about, most used first",
		Example: `  news topics                       every topic
  news topics syria                 those that have a word that begins so
  news topics syran armi --with     slips are forgiven; and what each comes with
  news topics --of 2016/04/3/2      those of one event
  news topics --sort recent -n 10   the last that came up
  news topics syria | cut -f1 | xargs -d '\n' -n1 news list --count --topic`,
		Long: `List topics with the number of events that have them, on their own pages or by
others' links to them, and the first and last day of these.

WORDS find topics by their names, however cased, accented or misspelt and in
either Chinese script. A topic that has just this name comes first.
In a pipe each line is TOPIC, COUNT, FIRST and LAST day, with tabs between them,
and with --with the topics that it most often comes with.`,
		ValidArgsFunction: func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return p.completeTopics(flags)(cmd, args, typed)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			o.hasOf = cmd.Flags().Changed("of")
			return p.listTopics(cmd.Context(), o, args)
		},
	}
	set := cmd.Flags()
	set.StringVar(&o.of, "of", "", "only the topics of event REF")
	set.BoolVar(&o.with, "with", false, "with each, the topics that it most often comes with")
	set.StringVar(&o.sort, "sort", "count", "order of topics: count, name, or recent for those with the newest event first")
	name(set, "of", "REF")
	name(set, "sort", "ORDER")
	completeFlag(cmd, "of", p.completeReferences(flags, true))
	registerCompletions(cmd, map[string][]string{"sort": {"count", "name", "recent"}})
	o.format.bind(cmd, 0)
	for flag, usage := range map[string]string{
		"limit": "at most N topics", "count": "only the number of topics",
		"json": "one JSON array of topics", "ndjson": "topics as JSON, one a line",
	} {
		set.Lookup(flag).Usage = usage
	}
	return cmd
}

func (p *Program) listTopics(ctx context.Context, o *topicsOptions, args []string) error {
	if err := cmp.Or(o.format.check(), oneOf("sort", o.sort, "count", "name", "recent"), o.checkNames(args)); err != nil {
		return err
	}
	o.readsInput = o.of == "-"
	return p.withArchive(o.common, func(a *archive.Archive, screen *screen) error {
		var target *event.Event
		if o.hasOf {
			var err error
			if target, err = p.oneEvent(ctx, o.common, a, o.of); err != nil && !errors.Is(err, errNoMatch) {
				return err
			}
			if err != nil { // no reference at all
				return writeTopics(o, topicList{}, screen)
			}
		}
		var found topicList
		err := p.ask(ctx, o.common, a, func(x *index.Index) (err error) {
			found, err = p.findTopics(ctx, o, a, x, target, strings.Join(args, " "))
			return err
		})
		if err != nil {
			return err
		}
		return writeTopics(o, found, screen)
	})
}

// checkNames looks at what tells which topics to list.
func (o *topicsOptions) checkNames(args []string) error {
	if o.hasOf && len(args) > 0 {
		return usageError("leave one of them out", "--of and words of names do not go together")
	}
	for _, arg := range args {
		if text.NameWords(arg) == "" {
			return usageError("type words of a name, such as news topics syria", "%q has no word of a topic's name", shorten(arg))
		}
	}
	return nil
}

// topicList is the topics that were asked for.
type topicList struct {
	topics  []view.TopicUse
	total   int    // without the limit
	guessed bool   // no name has the words that were typed
	hint    string // where none was found
}

// findTopics finds the topics of an event, where one is given, those that have
// some words in their names, or all.
func (p *Program) findTopics(ctx context.Context, o *topicsOptions, a *archive.Archive, x *index.Index, target *event.Event, typed string) (topicList, error) {
	subjects, err := p.subjectsOf(ctx, a, x, relation.Folded)
	if err != nil {
		return topicList{}, err
	}
	uses, found := subjects.Uses(), topicList{}
	var how map[relation.Topic]text.Likeness
	switch {
	case target != nil:
		if uses, err = usesOf(a, x, subjects, target, uses); err != nil {
			return topicList{}, err
		}
	case typed != "":
		how = subjects.Find(typed)
		found.hint = nearestTopic(subjects, uses, how, typed)
		uses = slices.DeleteFunc(uses, func(u relation.Use) bool { return how[u.Topic] == text.Unlike })
		found.guessed = len(uses) > 0 && how[uses[0].Topic] == text.WithSlips
	}
	o.order(subjects, uses, how)
	if found.total = len(uses); o.limit > 0 {
		uses = uses[:min(len(uses), o.limit)]
	}
	found.topics = shownTopics(subjects, uses, o.with)
	return found, nil
}

// usesOf leaves the topics of one event, whose page is compared with the index.
func usesOf(a *archive.Archive, x *index.Index, s *relation.Subjects, target *event.Event, uses []relation.Use) ([]relation.Use, error) {
	if _, err := checked(a, x, []event.Ref{target.Ref}); err != nil {
		return nil, err
	}
	node, err := nodeIn(s, target)
	if err != nil {
		return nil, err
	}
	about := s.About(node)
	return slices.DeleteFunc(uses, func(u relation.Use) bool { return !slices.Contains(about, u.Topic) }), nil
}

// nearestTopic gives a hint at the names that are nearest to one that no topic has.
func nearestTopic(s *relation.Subjects, uses []relation.Use, how map[relation.Topic]text.Likeness, typed string) string {
	if len(how) > 0 {
		return ""
	}
	var names []string
	for _, u := range uses {
		names = append(names, s.Name(u.Topic))
	}
	slices.Sort(names)
	hint := "no topic is like " + shellWord(typed)
	if nearest := search.Nearest(typed, names, 3); len(nearest) > 0 {
		return hint + "; there is " + strings.Join(nearest, ", ")
	}
	return hint + "; news search looks into headlines too"
}

// order puts topics into the order asked for, those that were typed in full
// before all others.
func (o *topicsOptions) order(s *relation.Subjects, uses []relation.Use, how map[relation.Topic]text.Likeness) {
	whole := func(u relation.Use) int {
		if len(how) > 0 && how[u.Topic] == text.Whole {
			return 0
		}
		return 1
	}
	slices.SortFunc(uses, func(a, b relation.Use) int {
		order := cmp.Compare(whole(a), whole(b))
		switch o.sort {
		case "count":
			order = cmp.Or(order, cmp.Compare(b.Events, a.Events))
		case "recent":
			order = cmp.Or(order, b.Last.Compare(a.Last))
		}
		return cmp.Or(order, s.CompareNames(a.Topic, b.Topic))
	})
}

// shownTopics gives topics with their names, and where with, with those that
// each comes with.
func shownTopics(s *relation.Subjects, uses []relation.Use, with bool) []view.TopicUse {
	shown, topics := make([]view.TopicUse, len(uses)), make([]relation.Topic, len(uses))
	for i, u := range uses {
		topics[i] = u.Topic
		shown[i] = view.TopicUse{Name: s.Name(u.Topic), Events: u.Events, First: u.First, Last: u.Last}
	}
	if !with {
		return shown
	}
	for i, companions := range s.Companions(topics, companionsShown) {
		shown[i].With = make([]view.TopicCount, len(companions))
		for j, c := range companions {
			shown[i].With[j] = view.TopicCount{Name: s.Name(c.Topic), Events: c.Events}
		}
	}
	return shown
}

// writeTopics writes topics in the form asked for.
func writeTopics(o *topicsOptions, found topicList, screen *screen) error {
	if o.count {
		fmt.Fprintln(screen, found.total)
	} else if err := putTopics(o, found.topics, screen); err != nil {
		return err
	}
	switch {
	case found.total == 0:
		screen.remark("no topics")
		screen.hint(found.hint)
		return errNoMatch
	case found.guessed:
		screen.note("no topic has all these words; these have words that are near")
	}
	return nil
}

func putTopics(o *topicsOptions, topics []view.TopicUse, screen *screen) error {
	out := o.sink(screen, forms{})
	if out.human {
		return screen.compose(true, func(t *view.Terminal) { t.Topics(topics) })
	}
	for _, topic := range topics {
		if out.json == nil {
			out.lines.Topic(topic, o.with)
		} else if err := out.json.Write(view.TopicValue(topic)); err != nil {
			return outputError{err}
		}
	}
	return out.close()
}
