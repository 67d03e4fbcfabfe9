package cli

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"news/internal/catalog"
	"news/internal/search"
	"news/internal/view"
)

// checkOptions are the flags of news check.
type checkOptions struct {
	*common
	format
}

// fewFaults is how many faults of a kind a terminal shows by default.
const fewFaults = 5

func (p *Program) newCheck(flags *common) *cobra.Command {
	o := &checkOptions{common: flags}
	cmd := &cobra.Command{
		Use:   "check [KIND...]",
		Short: "look for what is wrong in the archive",
		Example: `  news check                   everything
  news check links entries     only links and entries whose event has no page
  news check -n 0              every fault at a terminal, not the first few
  news check | grep -c 2016/04
  vim -q <(news check pages)   from place to place
  news check --json links | jq -r '.[] | select(.meant != "") | [.target, .meant] | @tsv'`,
		Long: `Look for what is wrong in the archive. All pages are read, and nothing is changed.

  pages      files, folders and parts of pages that cannot be read
  links      links to events without a page, and the event that may be meant
  entries    entries in the pages of days whose event has no page
  unlisted   pages that the page of their day does not list
  days       days without events between others
  copies     second pages of an event, as of "X" and "Syrian Civil War. X"
  sources    sources without an address
  names      topics, sources and categories that differ in case alone

KIND chooses one or several of them. A terminal shows the number of each kind and
the first five; -n 0 shows all. In a pipe each line has a place and a message, as a compiler
writes them: PATH:LINE: MESSAGE, or PATH: MESSAGE for a whole file or folder.

The exit code is 1 where something is wrong, else 0. news index check looks at the
index instead.`,
		ValidArgsFunction: completeKinds,
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.check(cmd.Context(), o, args, cmd.Flags().Changed("limit"))
		},
	}
	o.format.bind(cmd, 0, "faults")
	cmd.Flags().Lookup("limit").Usage = "at most N faults of each kind"
	return cmd
}

// completeKinds completes the kinds of faults that are not typed yet.
func completeKinds(_ *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	left := slices.DeleteFunc(kindNames(), func(name string) bool { return slices.Contains(args, name) })
	return beginning(left, typed), cobra.ShellCompDirectiveNoFileComp
}

func kindNames() []string {
	var names []string
	for _, kind := range catalog.FaultKinds() {
		names = append(names, string(kind))
	}
	return names
}

// kindsOf returns the kinds of faults that are typed, all where none is, in their
// order.
func kindsOf(args []string) ([]catalog.FaultKind, error) {
	names := kindNames()
	for _, arg := range args {
		if slices.Contains(names, arg) {
			continue
		}
		hint := "type one of " + strings.Join(names, ", ")
		if nearest := search.Nearest(arg, names, 1); len(nearest) > 0 {
			hint = "did you mean " + nearest[0]
		}
		return nil, usageError(hint, "there is no kind of fault %q", shorten(arg))
	}
	return slices.DeleteFunc(catalog.FaultKinds(), func(kind catalog.FaultKind) bool {
		return len(args) > 0 && !slices.Contains(args, string(kind))
	}), nil
}

func (p *Program) check(ctx context.Context, o *checkOptions, args []string, isLimited bool) error {
	kinds, err := kindsOf(args)
	if err := check(err, o.format.check()); err != nil {
		return err
	}
	return p.withCatalog(o.common, func(c *catalog.Catalog, s *screen) error {
		checked, err := c.Check(ctx)
		if err != nil {
			return err
		}
		if s.terminal && !isLimited && !o.wantsJSON() && !o.nul {
			o.limit = fewFaults
		}
		return writeChecked(ctx, o, checked, kinds, s)
	})
}

// writeChecked writes the faults of some kinds.
func writeChecked(ctx context.Context, o *checkOptions, checked *catalog.Checked, kinds []catalog.FaultKind, s *screen) error {
	total := 0
	for _, kind := range kinds {
		total += checked.Count(kind)
	}
	if o.count {
		fmt.Fprintln(s, total)
	} else if err := putFaults(ctx, o, checked, kinds, s); err != nil {
		return err
	}
	read := fmt.Sprintf("%s on %s", countOf(checked.Events, "event"), countOf(checked.Days, "day"))
	if total == 0 {
		s.remark("%s, and nothing is wrong", read)
		return nil
	}
	if !o.count {
		s.remark("%s, and %s", read, countOf(total, "fault"))
	}
	return errNoMatch
}

// putFaults writes the faults of some kinds, at most so many of each as the limit
// says. For people each kind has a heading.
func putFaults(ctx context.Context, o *checkOptions, checked *catalog.Checked, kinds []catalog.FaultKind, s *screen) error {
	out := newSink(s, o.format, forms[catalog.Finding]{
		value: view.FindingValue, line: (*view.Lines).Finding, terminal: (*view.Terminal).Findings,
	})
	cut, all := 0, 0
	for _, kind := range kinds {
		count := checked.Count(kind)
		if count == 0 {
			continue
		}
		if out.human {
			s.compose(false, func(t *view.Terminal) { t.FaultKind(kind, count) })
		}
		put, err := putSome(out, checked.Of(ctx, kind), o.limit)
		if err != nil {
			return err
		}
		if more := count - put; more > 0 && out.human && o.limit > 0 {
			s.compose(false, func(t *view.Terminal) { t.MoreFindings(more) })
		}
		cut, all = cut+put, all+count
	}
	if o.limit > 0 {
		s.noteCut(cut, all)
	}
	return out.close()
}

// putSome writes the first rows of a list, 0 for all, and returns how many it wrote.
func putSome[T any](out *sink[T], rows iter.Seq2[T, error], limit int) (int, error) {
	n := 0
	for row, err := range rows {
		if err != nil {
			return n, err
		}
		if err := out.put(row); err != nil {
			return n, err
		}
		if n++; n == limit {
			break
		}
	}
	return n, nil
}
