package cli

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/index"
	"news/internal/search"
	"news/internal/text"
	"news/internal/when"
)

// span are the flags that bound the days.
type span struct {
	since, until string
}

func (s *span) bind(cmd *cobra.Command) {
	cmd.Flags().StringVar(&s.since, "since", "", "only events of DATE and later")
	cmd.Flags().StringVar(&s.until, "until", "", "only events of DATE and earlier")
	name(cmd.Flags(), "since", "DATE")
	name(cmd.Flags(), "until", "DATE")
	registerCompletions(cmd, map[string][]string{"since": nil, "until": nil})
}

// days gives those days that arguments name and the flags leave.
func (s *span) days(args []string, today event.Date) (when.Set, error) {
	days, err := when.Parse(withoutSlashes(args), today)
	if err != nil {
		return when.Set{}, err
	}
	return s.within(days, today)
}

// within gives those of days that the flags leave.
func (s *span) within(days when.Set, today event.Date) (when.Set, error) {
	wide := days
	for _, bound := range []struct {
		typed string
		read  func(string, event.Date) (when.Span, error)
	}{{s.since, when.Since}, {s.until, when.Until}} {
		if bound.typed == "" {
			continue
		}
		span, err := bound.read(bound.typed, today)
		if err != nil {
			return when.Set{}, err
		}
		days = days.Within(span)
	}
	if b := days.Bounds(); s.since != "" && s.until != "" && wide.IsEvery() && b.To.Compare(b.From) < 0 {
		return when.Set{}, usageError("swap the two", "--since %s is later than --until %s", shorten(s.since), shorten(s.until))
	}
	return days, nil
}

// filter leaves events of certain topics, sources and categories. A name is
// meant whole, however it is cased or accented; given twice, both must fit.
type filter struct {
	topics, sources, categories []string

	// joined are the events that are joined with a topic asked for, by the pages
	// of others too; by the folded name of the topic.
	joined map[string]map[event.Ref]bool
	// found are the events that fit by the index, in canonical order, where
	// lookedUp says that it was asked.
	found    []event.Ref
	lookedUp bool
}

func (f *filter) bind(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&f.topics, "topic", nil, "only events with topic NAME; given twice, with both")
	cmd.Flags().StringArrayVar(&f.sources, "source", nil, "only events that cite publisher or site NAME")
	cmd.Flags().StringArrayVar(&f.categories, "category", nil, "only events of category NAME")
	for _, flag := range []string{"topic", "source", "category"} {
		name(cmd.Flags(), flag, "NAME")
	}
	registerCompletions(cmd, map[string][]string{"source": nil, "category": nil})
}

func (f *filter) isEmpty() bool {
	return len(f.topics)+len(f.sources)+len(f.categories) == 0
}

// asked is what one flag asks for.
type asked struct {
	kind  string
	names []string
}

func (f *filter) asked() []asked {
	return []asked{{"topic", f.topics}, {"source", f.sources}, {"category", f.categories}}
}

// check refuses names without a letter, which nothing could have.
func (f *filter) check() error {
	for _, asked := range f.asked() {
		for _, name := range asked.names {
			if text.Plain(name) == "" {
				return usageError("name one, such as --"+asked.kind+" 'Syrian Army'", "--%s cannot be empty", asked.kind)
			}
		}
	}
	return nil
}

// prepare finds out what single pages do not tell: the events joined with the
// topics asked for, which their own pages need not name. By the index it finds
// all events that fit; without one it reads the whole archive for the former.
func (f *filter) prepare(ctx context.Context, p *Program, a *archive.Archive, x *index.Index) error {
	f.joined, f.found, f.lookedUp = make(map[string]map[event.Ref]bool), nil, x != nil
	for _, topic := range f.topics {
		f.joined[text.Fold(topic)] = make(map[event.Ref]bool)
	}
	switch {
	case x != nil:
		return f.lookUp(x)
	case len(f.topics) > 0:
		return f.walk(ctx, p, a)
	}
	return nil
}

// walk reads all pages for the events that links join with the topics asked for.
func (f *filter) walk(ctx context.Context, p *Program, a *archive.Archive) error {
	type link struct {
		topic string
		ref   event.Ref
	}
	type found struct {
		links   []link
		renamed []event.Event
	}
	look := func(day event.Day) (d found) {
		for _, e := range day.Events {
			if len(e.Changes) > 0 {
				d.renamed = append(d.renamed, e)
			}
			for _, l := range e.Related {
				for _, topic := range l.Topics {
					if folded := text.Fold(topic); f.joined[folded] != nil {
						d.links = append(d.links, link{folded, l.Ref})
					}
				}
			}
		}
		return d
	}
	var links []link
	owner := make(map[event.Ref]event.Ref) // of references that events had before
	for d := range everyDay(ctx, p, a, look) {
		links = append(links, d.links...)
		for _, e := range d.renamed {
			withFormer(owner, e)
		}
	}
	for _, l := range links {
		if now, renamed := owner[l.ref]; renamed && !a.Has(l.ref) {
			l.ref = now
		}
		f.joined[l.topic][l.ref] = true
	}
	return ctx.Err()
}

// withFormer adds the references that an event had before to those of the
// events before it in canonical order, which keep what they have.
func withFormer(owner map[event.Ref]event.Ref, e event.Event) {
	for _, change := range e.Changes {
		if _, taken := owner[change.Ref]; !taken && change.Ref != e.Ref {
			owner[change.Ref] = e.Ref
		}
	}
}

// lookUp finds the events that fit by the index.
func (f *filter) lookUp(x *index.Index) error {
	var lists [][]event.Ref
	add := func(refs []event.Ref, err error) error {
		lists = append(lists, refs)
		return err
	}
	for _, topic := range f.topics {
		if err := add(x.WithTopic(topic)); err != nil {
			return err
		}
		for _, ref := range lists[len(lists)-1] {
			f.joined[text.Fold(topic)][ref] = true
		}
	}
	for _, name := range f.sources {
		if err := add(x.WithSource(func(s event.Source) bool { return isSource(s, name) })); err != nil {
			return err
		}
	}
	for _, name := range f.categories {
		if err := add(x.WithCategory(func(c string) bool { return text.Fold(c) == text.Fold(name) })); err != nil {
			return err
		}
	}
	f.found = inAll(lists)
	return nil
}

// inAll gives what is in all lists, in the order of the first.
func inAll(lists [][]event.Ref) []event.Ref {
	common := lists[0]
	for _, list := range lists[1:] {
		has := make(map[event.Ref]bool, len(list))
		for _, ref := range list {
			has[ref] = true
		}
		common = slices.DeleteFunc(common, func(ref event.Ref) bool { return !has[ref] })
	}
	return common
}

// fits tells whether an event has all that is asked for.
func (f *filter) fits(e event.Event) bool {
	for _, topic := range f.topics {
		folded := text.Fold(topic)
		if !f.joined[folded][e.Ref] && !slices.ContainsFunc(e.Topics, func(t string) bool { return text.Fold(t) == folded }) {
			return false
		}
	}
	for _, name := range f.sources {
		if !slices.ContainsFunc(e.Sources, func(s event.Source) bool { return isSource(s, name) }) {
			return false
		}
	}
	for _, name := range f.categories {
		if text.Fold(e.Category) != text.Fold(name) {
			return false
		}
	}
	return true
}

// isSource tells whether a source is a publisher's, by its name or by its site:
// reuters.com is that of uk.reuters.com too.
func isSource(s event.Source, name string) bool {
	if text.Fold(s.Name) == text.Fold(name) {
		return true
	}
	parsed, err := url.Parse(s.URL)
	if err != nil {
		return false
	}
	host, name := strings.ToLower(parsed.Hostname()), strings.ToLower(name)
	return host != "" && (host == name || strings.HasSuffix(host, "."+name))
}

// suggest names what the archive has that is nearest to names that nothing fits.
func (f *filter) suggest(ctx context.Context, p *Program, a *archive.Archive, x *index.Index) (string, error) {
	known, err := namesIn(ctx, p, a, x)
	if err != nil {
		return "", err
	}
	var hints []string
	for _, asked := range f.asked() {
		for _, name := range asked.names {
			if hint := nearestName(asked.kind, name, known[asked.kind]); hint != "" {
				hints = append(hints, hint)
			}
		}
	}
	return strings.Join(hints, "; "), nil
}

// namesIn gives the topics, sources and categories of an archive.
func namesIn(ctx context.Context, p *Program, a *archive.Archive, x *index.Index) (map[string][]string, error) {
	names := make(map[string][]string)
	if x != nil {
		var failed [3]error
		names["topic"], failed[0] = x.Topics()
		names["source"], failed[1] = x.Sources()
		names["category"], failed[2] = x.Categories()
		return names, errors.Join(failed[:]...)
	}
	for day := range everyDay(ctx, p, a, func(day event.Day) event.Day { return day }) {
		for _, e := range day.Events {
			names["category"] = append(names["category"], e.Category)
			names["topic"] = append(names["topic"], e.Topics...)
			for _, s := range e.Sources {
				names["source"] = append(names["source"], s.Name)
			}
		}
	}
	for kind, all := range names {
		slices.Sort(all)
		names[kind] = slices.Compact(all)
	}
	return names, ctx.Err()
}

// nearestName gives a hint at the name nearest to one that is not among names,
// which are in order.
func nearestName(kind, name string, names []string) string {
	if slices.ContainsFunc(names, func(known string) bool { return text.Fold(known) == text.Fold(name) }) {
		return ""
	}
	seen := make(map[string]bool) // those that differ in case alone are one
	names = slices.DeleteFunc(names, func(known string) bool {
		lower := strings.ToLower(known)
		again := seen[lower] || known == ""
		seen[lower] = true
		return again
	})
	nearest := search.Nearest(name, names, 3)
	if len(nearest) == 0 {
		return "no event has the " + kind + " " + shellWord(name)
	}
	return "no event has the " + kind + " " + shellWord(name) + "; there is " + strings.Join(nearest, ", ")
}
