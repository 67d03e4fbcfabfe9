// Command newsbench makes large archives and measures news on them.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"

	"github.com/spf13/cobra"

	"news/internal/bench"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run runs the verb that args name and returns the exit code: 0, or 1 after one
// line on stderr.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	root := &cobra.Command{
		Use:           "newsbench",
		Short:         "Make large archives and measure news on them",
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.AddCommand(newMake(), newSpeed(), newKnown(), newHidden())
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	if err := root.ExecuteContext(ctx); err != nil {
		fmt.Fprintln(stderr, "newsbench:", err)
		return 1
	}
	return 0
}

// newMake returns the verb that makes an archive.
func newMake() *cobra.Command {
	var plan bench.Plan
	command := &cobra.Command{
		Use:   "make DIR",
		Short: "Make an archive of made events in an empty folder",
		Long: `Make an archive of made events in an empty folder.

The same seed and numbers make the same bytes, on every machine. An archive of
120,000 events has about 135,000 files and takes 640 MB.`,
		Example: "  newsbench make /tmp/archive --events 10000",
		Args:    cobra.ExactArgs(1),
		RunE: func(command *cobra.Command, args []string) error {
			made, err := bench.Make(args[0], plan)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(command.OutOrStdout(), "%s: %d events on %d days, %d files, %.1f MB, %d links, %d of them missing\n",
				args[0], made.Events, made.Days, made.Files, float64(made.Bytes)/1e6, made.Links, made.Missing)
			return err
		},
	}
	command.Flags().Uint64Var(&plan.Seed, "seed", 1, "what all chance is drawn from")
	command.Flags().IntVar(&plan.Events, "events", 120_000, "how many events")
	command.Flags().IntVar(&plan.Topics, "topics", 0, "how many topics (0: one for six events)")
	command.Flags().IntVar(&plan.Words, "words", 0, "how many made words, rare ones included (0: 60,000)")
	return command
}

// newSpeed returns the verb that measures news on an archive.
func newSpeed() *cobra.Command {
	var options bench.SpeedOptions
	command := &cobra.Command{
		Use:   "speed --archive DIR",
		Short: "Measure news on an archive beside a bare program, ripgrep and others",
		Long: `Measure news on an archive beside a bare program, ripgrep and others.

Whole processes are measured, warm and in turn; the table shows medians. The
bare program has the same libraries and renders one page; with --read it reads
all pages, two at a time. It is built here, and so is news unless --news names a
file of it, so run this inside the source. Peers are those that are installed.
MB is the peak of memory; on Linux none is shown below newsbench's own, some 20.

The index is kept in a temporary folder and the archive is not changed: the day
that changes is one of a copy made of links, which needs TMPDIR on the same disk.
Making the index is run three times at most. The limits are those of an archive
of 120,000 events: on a small one, starting is most of what a search takes.`,
		Example: "  newsbench speed --archive /tmp/archive --runs 5",
		Args:    cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			options.Progress = func(what string) { fmt.Fprintln(command.ErrOrStderr(), "measuring:", what) }
			rows, err := bench.Speed(command.Context(), options)
			if err != nil {
				return err
			}
			if err := bench.WriteTable(command.OutOrStdout(), rows); err != nil {
				return err
			}
			return bench.Failures(rows)
		},
	}
	command.Flags().StringVar(&options.Archive, "archive", "", "root of the archive")
	command.Flags().StringVar(&options.News, "news", "", "file of the news program (default: built now)")
	command.Flags().IntVar(&options.Runs, "runs", 15, "how often each command is run")
	command.Flags().Uint64Var(&options.Seed, "seed", 1, "which pages and words are picked")
	command.Flags().BoolVar(&options.Notmuch, "notmuch", false, "let notmuch make its index, too, once: on a large archive minutes,\nand as much room in TMPDIR as the archive takes twice")
	return command
}

// newKnown returns the verb that runs the known-item test.
func newKnown() *cobra.Command {
	var options bench.KnownOptions
	var listMisses bool
	command := &cobra.Command{
		Use:   "known --archive DIR",
		Short: "Test how well an archive's headlines are found by queries made of them",
		Long: `Test how well an archive's headlines are found by queries made of them.

Queries are what a person could type for a headline: some of its words, rarer
ones likelier, in another order, with slips or cut short; runs of its Chinese
characters, also in the other script. The table tells for each class of them
which share has as first hit a right one, the exact headline that the query was
drawn from, and a right one among the first ten. Right is also a headline that
has all that was meant: who typed what two have could have meant either.

fzf is asked the first 60 queries of each class.`,
		Example: "  newsbench known --archive /tmp/archive --seed 7 --misses",
		Args:    cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			options.Progress = func(what string) { fmt.Fprintln(command.ErrOrStderr(), "testing:", what) }
			report, err := bench.Known(command.Context(), options)
			if err != nil {
				return err
			}
			if err := bench.WriteKnown(command.OutOrStdout(), report); err != nil || !listMisses {
				return err
			}
			return bench.WriteMisses(command.OutOrStdout(), report)
		},
	}
	command.Flags().StringVar(&options.Archive, "archive", "", "root of the archive")
	command.Flags().Uint64Var(&options.Seed, "seed", 1, "what all chance is drawn from")
	command.Flags().IntVar(&options.Queries, "queries", 500, "how many queries a class")
	command.Flags().StringVar(&options.Fzf, "fzf", "auto", "ask fzf too: auto (where it is installed) or off")
	command.Flags().BoolVar(&listMisses, "misses", false, "list the queries whose first hit is not right, with tabs:\nclass, query, place of the first right hit, headline meant, first hit")
	return command
}

// newHidden returns the verb that runs the hidden-link test.
func newHidden() *cobra.Command {
	var options bench.HiddenOptions
	command := &cobra.Command{
		Use:   "hidden --archive DIR",
		Short: "Test how many links news related finds that were taken away",
		Long: `Test how many links news related finds that were taken away.

Of events drawn by chance all links are taken away, one event at a time: those on
its page, those on other pages that lead to it, and the topics that only these
links name. What news related then gives by the rest is looked through for the
events that had been linked, beside the events that have the most words of
headline and description in common, all words alike or rare ones counting more.

Events whose headlines have Chinese characters stand in a row of their own.`,
		Example: "  newsbench hidden --archive /tmp/archive --seed 7 --events 500",
		Args:    cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			options.Progress = func(what string) { fmt.Fprintln(command.ErrOrStderr(), "testing:", what) }
			report, err := bench.Hidden(command.Context(), options)
			if err != nil {
				return err
			}
			return bench.WriteHidden(command.OutOrStdout(), report)
		},
	}
	command.Flags().StringVar(&options.Archive, "archive", "", "root of the archive")
	command.Flags().Uint64Var(&options.Seed, "seed", 1, "what all chance is drawn from")
	command.Flags().IntVar(&options.Events, "events", 500, "how many events of each language")
	return command
}
