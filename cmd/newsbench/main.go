// Command newsbench makes large archives and measures news on them.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"

	"github.com/spf13/cobra"

	"news/internal/bench"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run runs the verb in args and returns the exit code: 0, or 1 after one line on
// stderr.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	root := &cobra.Command{
		Use:           "newsbench",
		Short:         "Make large archives and measure news on them",
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.AddCommand(newMake(), newSpeed(), newKnown(), newHidden(), newQuestions(), newRelated(), newStories())
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
120,000 events has about 135,000 files and takes 630 MB.`,
		Example: `  newsbench make /tmp/archive --events 10000
  newsbench make /tmp/crowded --events 3000 --days 1`,
		Args: cobra.ExactArgs(1),
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
	command.Flags().Uint64Var(&plan.Seed, "seed", 1, "the seed of all random numbers")
	command.Flags().IntVar(&plan.Events, "events", 120_000, "how many events")
	command.Flags().IntVar(&plan.Days, "days", 0, "how many days (0: one for fifteen events, at most the 7,670 of 1999 to 2019)")
	command.Flags().IntVar(&plan.Topics, "topics", 0, "how many topics (0: one for six events)")
	command.Flags().IntVar(&plan.Words, "words", 0, "how many made words, including rare ones (0: 60,000)")
	return command
}

// newSpeed returns the verb that measures news on an archive.
func newSpeed() *cobra.Command {
	var options bench.SpeedOptions
	var archives []string
	command := &cobra.Command{
		Use:   "speed --archive DIR [--archive DIR...]",
		Short: "Measure news on an archive beside a bare program, ripgrep and others",
		Long: `Measure news on an archive beside a bare program, ripgrep and others.

It measures whole processes, warm and in turn; the table shows medians. The bare
program has the same libraries and renders one page; with --read it reads all
pages, two at a time. newsbench builds it, and builds news unless --news names
its file, so run newsbench inside the source. It leaves out peers that are not
installed. MB is the peak of memory; on Linux it is never below the peak of
newsbench itself, some 20.

The index is in a temporary folder, and the archive is not changed: the page that
changes is in a copy made of hard links, so TMPDIR must be on the same disk. The
index is made at most three times. With --beside, it measures searches and
relations beside another news program, and nothing else. The limits are for an archive of 120,000
events: on a small one a search takes hardly longer than starting.

With several archives there is one table for all, with the growth from the first
one on, and one with the sizes of their indexes. --cold has the system drop its
caches of files before a search and before ripgrep, where that is permitted; all
programs on the machine are slower for a while.`,
		Example: `  newsbench speed --archive /tmp/archive --runs 5
  newsbench speed --archive /tmp/10k --archive /tmp/120k --archive /tmp/1m --runs 3 --cold`,
		Args: cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			options.Progress = func(what string) { fmt.Fprintln(command.ErrOrStderr(), "measuring:", what) }
			if len(archives) > 1 {
				growth, err := bench.Growth(command.Context(), options, archives)
				if err != nil {
					return err
				}
				return errors.Join(bench.WriteGrowth(command.OutOrStdout(), growth), growth.Failures())
			}
			options.Archive = strings.Join(archives, "")
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
	command.Flags().StringArrayVar(&archives, "archive", nil, "root of the archive; repeat it to compare archives")
	command.Flags().BoolVar(&options.Cold, "cold", false, "also measure a search after the file caches were dropped")
	command.Flags().StringVar(&options.News, "news", "", "file of the news program (default: built now)")
	command.Flags().StringVar(&options.Beside, "beside", "", "file of another news program, such as the one before a change,\nto compare with")
	command.Flags().IntVar(&options.Runs, "runs", 15, "how often each command is run")
	command.Flags().Uint64Var(&options.Seed, "seed", 1, "the seed for picking pages and words")
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

A query is a text that a person could type for a headline: some of its words,
the rare ones more often, in another order, with slips or cut short; or runs of
its Chinese characters, perhaps in the other script. The table shows three shares
for each class of queries: the first hit is right; the first hit is the headline
that the query was drawn from; one of the first ten hits is right. A headline
with all the words that were meant is right, too.

fzf gets the first 60 queries of each class.`,
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
	command.Flags().Uint64Var(&options.Seed, "seed", 1, "the seed of all random numbers")
	command.Flags().IntVar(&options.Queries, "queries", 500, "how many queries of each class")
	command.Flags().StringVar(&options.Fzf, "fzf", "auto", "compare with fzf: auto (where it is installed) or off")
	command.Flags().BoolVar(&listMisses, "misses", false, "list the queries with a wrong first hit, with tabs:\nclass, query, place of the first right hit, headline meant, first hit")
	return command
}

// newHidden returns the verb that runs the hidden-link test.
func newHidden() *cobra.Command {
	var options bench.HiddenOptions
	command := &cobra.Command{
		Use:   "hidden --archive DIR",
		Short: "Test how many hidden links news relate finds again",
		Long: `Test how many hidden links news relate finds again.

It draws events and hides their links, one event at a time: the links on its
page, the links on other pages to it, and the topics that only these links name.
It counts how many of the linked events are among the first results of news
relate. It compares that with the events that have the most words in common in
headline and description; once all words count alike, once rare words count more.

Events with Chinese headlines have their own row.`,
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
	command.Flags().Uint64Var(&options.Seed, "seed", 1, "the seed of all random numbers")
	command.Flags().IntVar(&options.Events, "events", 500, "how many events of each language")
	return command
}

// newQuestions returns the verb that asks the questions of a file.
func newQuestions() *cobra.Command {
	var options bench.QuestionsOptions
	var listNotFirst bool
	command := &cobra.Command{
		Use:   "questions --archive DIR --questions FILE",
		Short: "Test whether questions that people type find the event itself",
		Long: `Test whether questions that people type find the event itself.

Each line of the file has a query, the first day, the last day and a regular
expression, with tabs between them. A right answer is an event of these days
whose headline or description matches, whatever the case. The table shows the
shares of the questions with a right answer first, in the first five and in the
first ten, and the mean reciprocal rank.

The rows beside news are fzf --filter over the headlines, where it is installed,
and SQLite's FTS5 (porter, any word, bm25, a headline counts twice). Fit weights to
the odd lines of a file, and report the even ones.`,
		Example: "  newsbench questions --archive /tmp/archive --questions questions.tsv -v",
		Args:    cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			options.Progress = func(what string) { fmt.Fprintln(command.ErrOrStderr(), "testing:", what) }
			report, err := bench.Questions(command.Context(), options)
			if err != nil {
				return err
			}
			if err := bench.WriteQuestions(command.OutOrStdout(), report); err != nil || !listNotFirst {
				return err
			}
			return bench.WriteNotFirst(command.OutOrStdout(), report)
		},
	}
	command.Flags().StringVar(&options.Archive, "archive", "", "root of the archive")
	command.Flags().StringVar(&options.File, "questions", "", "file of the questions")
	command.Flags().StringVar(&options.Cache, "cache", "", "folder that keeps the index (default: a temporary one)")
	command.Flags().BoolVar(&options.Peers, "peers", true, "ask fzf and FTS5, too")
	command.Flags().BoolVarP(&listNotFirst, "verbose", "v", false, "list the questions that news does not answer first, with tabs:\nplace of the first right answer, query, date and headline of the first answer")
	return command
}

// newRelated returns the verb that tests what news related finds.
func newRelated() *cobra.Command {
	var options bench.TruthOptions
	command := &cobra.Command{
		Use:   "related --archive DIR --truth FILE",
		Short: "Test whether news related finds what belongs together",
		Long: `Test whether news related finds what belongs together.

The truth is a JSON object with the headings of each event by its reference, such
as the storylines under which a portal lists it. Of headings with 6 to 60 events
within 400 days one event each is drawn. The table shows which share of the first
ten results stands under a heading of the event.

Beside news stand the events with the most words in common with the headline
(SQLite's FTS5, porter, bm25), and the same where near days count more.`,
		Example: "  newsbench related --archive /tmp/archive --truth truth.json",
		Args:    cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			report, err := bench.Related(command.Context(), options)
			if err != nil {
				return err
			}
			return bench.WriteRelated(command.OutOrStdout(), report)
		},
	}
	bindTruth(command, &options)
	return command
}

// newStories returns the verb that tests the stories of news story.
func newStories() *cobra.Command {
	var options bench.TruthOptions
	command := &cobra.Command{
		Use:   "stories --archive DIR --truth FILE",
		Short: "Test whether news story tells what belongs together",
		Long: `Test whether news story tells what belongs together.

The truth is the same as for newsbench related. Of headings with 4 to 40 events
within 400 days one event each is drawn. The table shows how much of a story
stands under a heading of the event (precision), how much of the heading is in the
story (recall), and the harmonic mean of both (F).

Beside news stand the events with words in common with the headline (SQLite's
FTS5, porter, bm25) that have at least half the score of the best, and the same
where near days count more.`,
		Example: "  newsbench stories --archive /tmp/archive --truth truth.json",
		Args:    cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			report, err := bench.Stories(command.Context(), options)
			if err != nil {
				return err
			}
			return bench.WriteStories(command.OutOrStdout(), report)
		},
	}
	bindTruth(command, &options)
	return command
}

// bindTruth binds the flags of a test against a truth.
func bindTruth(command *cobra.Command, options *bench.TruthOptions) {
	options.Progress = func(what string) { fmt.Fprintln(command.ErrOrStderr(), "testing:", what) }
	command.Flags().StringVar(&options.Archive, "archive", "", "root of the archive")
	command.Flags().StringVar(&options.Truth, "truth", "", "file of the headings that events stand under")
	command.Flags().IntVarP(&options.Events, "events", "n", 400, "how many events")
	command.Flags().Uint64Var(&options.Seed, "seed", 1, "the seed of all random numbers")
	command.Flags().StringVar(&options.Cache, "cache", "", "folder that keeps the index (default: a temporary one)")
}
