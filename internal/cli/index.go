package cli

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"news/internal/catalog"
	"news/internal/search"
	"news/internal/text"
)

func (p *Program) newIndex(flags *common) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "index [status | build | check | clear]",
		Short: "show, make, check or remove the index",
		Example: `  news index              where it is, its size, and whether it is up to date
  news index build        read all pages, and make it anew
  news index check        compare it with all pages
  news index clear        remove it; the next search makes it again
  news index clear --all  remove the indexes of all archives`,
		Long: `Show, make, check or remove the index that makes searches fast.

The index is one SQLite file in your cache folder (NEWS_CACHE names another
folder). It has what the pages of an archive say. The first search makes it. Each
later search reads only the days that changed. You lose nothing when you remove
it, and the archive itself is never written to.`,
		Args: onlyCommands,
		RunE: func(cmd *cobra.Command, _ []string) error { return p.indexStatus(cmd.Context(), flags) },
	}
	add := func(use, short string, run func(context.Context, *common) error) {
		cmd.AddCommand(indexCommand(use, short, func(ctx context.Context) error { return run(ctx, flags) }))
	}
	add("status", "show where the index is, its size, and whether it is up to date", p.indexStatus)
	add("build", "read all pages and make the index anew", p.indexBuild)
	add("check", "compare the index with all pages", p.indexCheck)
	all := false
	remove := indexCommand("clear", "remove the index", func(ctx context.Context) error {
		if all {
			return p.indexClearAll()
		}
		return p.indexClear(ctx, flags)
	})
	remove.Flags().BoolVar(&all, "all", false, "remove the indexes of all archives")
	cmd.AddCommand(remove)
	return cmd
}

// indexCommand returns a command below news index.
func indexCommand(use, short string, run func(context.Context) error) *cobra.Command {
	return &cobra.Command{
		Use: use, Short: short, Args: noArguments, ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, _ []string) error { return run(cmd.Context()) },
	}
}

// onlyCommands returns an error for arguments, with the probable subcommand as a
// hint.
func onlyCommands(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	names := commandNames(cmd)
	hint := "type one of " + strings.Join(names, ", ")
	if nearest := search.Nearest(args[0], names, 1); len(nearest) > 0 {
		hint = "did you mean " + cmd.CommandPath() + " " + nearest[0]
	}
	return usageError(hint, "there is no command %q", cmd.Name()+" "+shorten(args[0]))
}

// withIndexed opens a catalog of an archive that can have an index.
func (p *Program) withIndexed(ctx context.Context, flags *common, work func(c *catalog.Catalog, s *screen) error) error {
	return p.withCatalog(flags, func(c *catalog.Catalog, s *screen) error {
		err := work(c, s)
		if !errors.Is(err, catalog.ErrNoIndex) {
			return err
		}
		if c.Dir() == "" {
			fmt.Fprintln(s, "the built-in sample has no index: it is small enough to be read each time")
			p.writeGone(ctx, s)
			return nil
		}
		_, err = p.cacheDir()
		return &failure{check(err, catalog.ErrNoIndex), "leave --no-index out", exitSystem}
	})
}

func (p *Program) indexStatus(ctx context.Context, flags *common) error {
	return p.withIndexed(ctx, flags, func(c *catalog.Catalog, s *screen) error {
		status, err := c.IndexStatus(ctx)
		if err != nil {
			return err
		}
		fmt.Fprintf(s, "archive  %s\nindex    %s\n", text.Plain(c.Dir()), text.Plain(status.Path))
		if status.Size > 0 {
			fmt.Fprintf(s, "size     %s, written %s\n", megabytes(status.Size), p.ago(status.Updated))
		}
		if status.Trouble == nil && !status.Missing() {
			fmt.Fprintf(s, "built    %s, all pages read %s\n", status.Built.Local().Format("2006-01-02 15:04"), p.ago(status.Built))
			fmt.Fprintf(s, "holds    %s events, %s topics, %s links\n", text.Grouped(status.Events), text.Grouped(status.Topics), text.Grouped(status.Links))
		}
		fmt.Fprintf(s, "state    %s\n", text.Plain(stateOf(status)))
		p.writeGone(ctx, s)
		return nil
	})
}

// writeGone writes the indexes of archives that are gone.
func (p *Program) writeGone(ctx context.Context, s *screen) {
	dir, err := p.cacheDir()
	if err != nil {
		return
	}
	gone := 0
	for _, stored := range catalog.StoredIndexes(ctx, dir) {
		if stored.IsGone() {
			fmt.Fprintf(s, "gone     %s, the index of %s (%s)\n", text.Plain(stored.Path), text.Plain(filepath.Dir(stored.Root)), megabytes(stored.Size))
			gone++
		}
	}
	if gone > 0 {
		s.hint("news index clear --all removes all indexes; the next search in an archive makes its own again")
	}
}

// stateOf returns a few words on what the next search will do with an index.
func stateOf(s catalog.Status) string {
	switch {
	case s.Missing():
		return "there is none yet; the first search makes it"
	case catalog.IsDamage(s.Trouble):
		return fmt.Sprintf("of no use: %v; the next search makes it anew", s.Trouble)
	case s.Trouble != nil:
		return fmt.Sprintf("it cannot be used: %v; searches read all pages", s.Trouble)
	case len(s.Outdated) == 1:
		return fmt.Sprintf("1 day has changed (%s); the next search reads it", s.Outdated[0].Path())
	case len(s.Outdated) > 1:
		return fmt.Sprintf("%d days have changed, the newest %s; the next search reads them", len(s.Outdated), s.Outdated[0].Path())
	}
	return "up to date"
}

func megabytes(size int64) string { return fmt.Sprintf("%.1f MB", float64(size)/1e6) }

// ago returns roughly how long ago something was.
func (p *Program) ago(then time.Time) string {
	since := p.Now().Sub(then)
	for _, unit := range []struct {
		name string
		size time.Duration
	}{{"day", 24 * time.Hour}, {"hour", time.Hour}, {"minute", time.Minute}} {
		switch n := int(since / unit.size); {
		case n == 1:
			return "1 " + unit.name + " ago"
		case n > 1:
			return fmt.Sprintf("%d %ss ago", n, unit.name)
		}
	}
	return "just now"
}

func (p *Program) indexBuild(ctx context.Context, flags *common) error {
	return p.withIndexed(ctx, flags, func(c *catalog.Catalog, s *screen) error {
		start := time.Now()
		events, err := c.RebuildIndex(ctx)
		if err != nil {
			return err
		}
		fmt.Fprintf(s, "%s events read in %.1f s\n", text.Grouped(events), time.Since(start).Seconds())
		return nil
	})
}

func (p *Program) indexCheck(ctx context.Context, flags *common) error {
	return p.withIndexed(ctx, flags, func(c *catalog.Catalog, s *screen) error {
		status, err := c.IndexStatus(ctx)
		if err != nil {
			return err
		}
		if status.Missing() {
			return &failure{errors.New("there is no index yet"), "news index build makes it", exitNoMatch}
		}
		if status.Trouble != nil && !catalog.IsDamage(status.Trouble) {
			return &catalog.UnusableError{Path: status.Path, Cause: status.Trouble}
		}
		wrong, err := c.CheckIndex(ctx)
		switch {
		case err != nil:
			return err
		case wrong != nil:
			hint := "news index build makes it anew"
			if len(status.Outdated) > 0 {
				hint = "the next search brings it up to date; " + hint
			}
			return &failure{fmt.Errorf("the index is not as it should be: %w", wrong), hint, exitNoMatch}
		}
		fmt.Fprintf(s, "the index has all %s events as their pages say\n", text.Grouped(status.Events))
		return nil
	})
}

func (p *Program) indexClear(ctx context.Context, flags *common) error {
	return p.withIndexed(ctx, flags, func(c *catalog.Catalog, s *screen) error {
		err := c.ClearIndex()
		if err == nil || errors.Is(err, catalog.ErrNoIndex) {
			return err
		}
		return &failure{fmt.Errorf("the index cannot be removed: %w", err), "", exitSystem}
	})
}

// indexClearAll removes the indexes of all archives. It needs none of them.
func (p *Program) indexClearAll() error {
	dir, err := p.cacheDir()
	if err != nil {
		return &failure{err, "", exitSystem}
	}
	n, err := catalog.ClearIndexes(dir)
	if err != nil {
		return &failure{fmt.Errorf("the indexes cannot be removed: %w", err), "", exitSystem}
	}
	index := "1 index"
	if n != 1 {
		index = text.Grouped(n) + " indexes"
	}
	_, err = fmt.Fprintf(p.Out, "%s removed from %s\n", index, text.Plain(dir))
	return writeError(err)
}
