package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"news/internal/search"
	"news/internal/view"
)

// common are the flags of every command.
type common struct {
	archive string
	color   string
	style   string
	width   int
	links   string
	lang    string
	noPager bool
	noIndex bool
	fresh   bool
	quiet   bool // notes are left out

	set *pflag.FlagSet // has these flags, and which of them were typed

	readsInput bool // references come from standard input
}

const rootHelp = `news reads an archive of news events: a folder of Markdown pages, one for each event.

  news show 2016/04/3          a day, its events numbered
  news 2016/04/3/2             its second event; the word show can be left out
  news list 2016               the events of a year; also 2016-03..2016-04
  news search syrian army      events by what they say, best first
  news relate 2016/04/3/2      events that are related to one, and why
  news story 2016/04/3/2       what led to an event, and what came of it
  news path REF REF            the chain of links from one event to another
  news topics syria            topics, and their numbers of events
  news timeline syria          the number of events in each month or year
  news sources 2016            publishers, and how many events cite them
  news categories 2016         categories, and their numbers of events
  news graph 2016/04/3/2       an event and its links, as a drawing or as data
  news import                  an archive of the news of Wikipedia, made and kept up to date
  news index                   the state of the index that makes searches fast
  news check                   what is wrong in the archive
  news browse                  all of this on the whole screen; news alone, too
  news config                  settings; also your saved questions
  news archives                the names of your archives

The archive is --archive DIR, or NEWS_ARCHIVE, or the folder that you are in;
without one, it is your default, or a small built-in sample. news help COMMAND
tells more.
`

// newRoot returns a new command line for each run, so that runs share nothing.
func (p *Program) newRoot() *cobra.Command {
	flags := &common{}
	root := &cobra.Command{
		Use:           "news",
		Short:         "a browser for archives of news events",
		Long:          rootHelp,
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.ArbitraryArgs,

		ValidArgsFunction: p.completeImplied(flags),

		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(cmd, args[0], args[1:]...)
			}
			if p.canBrowse() {
				return p.browse(cmd.Context(), &browseOptions{common: flags}, nil)
			}
			return cmd.Help()
		},
	}
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error {
		if f := cmd.Flags().Lookup("archive"); f != nil && f.Changed && flags.archive == "" {
			return usageError("name the folder that holds news/, or leave the flag out", "--archive names no folder")
		}
		return p.applyLimit(cmd, flags)
	}
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetIn(p.In)
	root.SetErr(p.Err)
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { p.writeHelp(flags, cmd) })
	root.SetFlagErrorFunc(p.flagError)
	bindCommon(root.PersistentFlags(), flags)
	registerCompletions(root, map[string][]string{
		"color": {"auto", "always", "never"}, "hyperlinks": {"auto", "always", "never"}, "width": nil, "lang": view.Languages(),
	})
	completeFlag(root, "archive", func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		return p.completeArchives(flags, typed)
	})
	completeStyles(root, "style")
	version := root.Flags().Bool("version", false, "show the version")
	runHelp := root.RunE
	root.RunE = func(cmd *cobra.Command, args []string) error {
		if *version {
			return p.printVersion()
		}
		return runHelp(cmd, args)
	}
	root.AddCommand(
		p.newList(flags), p.newShow(flags), p.newSearch(flags), p.newBrowse(flags),
		p.newRelate(flags), p.newPath(flags), p.newStory(flags), p.newGraph(flags),
		p.newTopics(flags), p.newTimeline(flags), p.newSources(flags), p.newCategories(flags),
		p.newImport(flags), p.newCheck(flags), p.newIndex(flags), p.newArchives(flags), p.newConfig(flags),
		p.newCompletion(), p.newVersion(), newSynonymsHelp(),
	)
	root.SetHelpCommand(newHelp())
	if len(p.Args) > 0 && strings.HasPrefix(p.Args[0], cobra.ShellCompRequestCmd) {
		withoutActiveHelp()
		for _, cmd := range root.Commands() {
			unname(cmd)
		}
	}
	return root
}

func bindCommon(set *pflag.FlagSet, flags *common) {
	set.SortFlags = false
	flags.set = set
	set.StringVar(&flags.archive, "archive", "", "read the archive in this folder, or of this name (NEWS_ARCHIVE)")
	set.StringVar(&flags.color, "color", "auto", "colour the output: auto, always or never")
	set.StringVar(&flags.style, "style", "", "a style of glamour, or a file with one (GLAMOUR_STYLE)")
	set.IntVar(&flags.width, "width", 0, "wrap text at N columns")
	set.StringVar(&flags.links, "hyperlinks", "auto", "write sources as links that a terminal opens: auto, always or never")
	set.StringVar(&flags.lang, "lang", "", "language of headings and dates: en or zh; by default your locale's, else the archive's")
	set.BoolVar(&flags.noPager, "no-pager", false, "do not send long output to a pager (NEWS_PAGER, PAGER)")
	set.BoolVar(&flags.noIndex, "no-index", false, "read all pages, and do not use the index")
	set.BoolVar(&flags.fresh, "fresh", false, "check every page for changes, not only changed folders")
	set.BoolVarP(&flags.quiet, "quiet", "q", false, "leave out notes on standard error, but not errors")
	set.BoolP("help", "h", false, "show help")
	name(set, "archive", "NAME|DIR")
	name(set, "color", "WHEN")
	name(set, "style", "NAME")
	name(set, "width", "N")
	name(set, "hyperlinks", "WHEN")
	name(set, "lang", "LANG")
}

// named is the value of a flag, with a name for the help.
type named struct {
	pflag.Value
	name string
}

func (n named) Type() string { return n.name }

// name sets the name of a flag's value in the help. pflag's own way, back quotes in
// the description, would show in completion.
func name(set *pflag.FlagSet, flag, value string) {
	f := set.Lookup(flag)
	if f.DefValue == "[]" { // the help shows no default
		f.DefValue = ""
	}
	f.Value = named{f.Value, value}
}

// unname removes the names for completion, since cobra decides by the type of a
// value whether a flag can be repeated.
func unname(cmd *cobra.Command) {
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if n, ok := f.Value.(named); ok {
			f.Value = n.Value
		}
	})
}

// newHelp returns a help command like cobra's, but with an error for an unknown
// command.
func newHelp() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "show help for a command",
		ValidArgsFunction: func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return beginning(append(commandNames(cmd.Root()), topicNames(cmd.Root())...), typed), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			found, rest, err := cmd.Root().Find(args)
			if err != nil || found == cmd.Root() && len(rest) > 0 {
				return unknownCommand(cmd, args[0])
			}
			if len(rest) > 0 {
				return usageError("type news help "+found.Name(), "news help takes one command, but there is %q too", shorten(rest[0]))
			}
			return found.Help()
		},
	}
}

// topicNames returns the names of help topics that are no commands.
func topicNames(root *cobra.Command) []string {
	var names []string
	for _, c := range root.Commands() {
		if c.IsAdditionalHelpTopicCommand() {
			names = append(names, c.Name())
		}
	}
	return names
}

func commandNames(root *cobra.Command) []string {
	var names []string
	for _, c := range root.Commands() {
		if c.IsAvailableCommand() || c.Name() == "help" {
			names = append(names, c.Name())
		}
	}
	return names
}

// unknownCommand returns the error about a command that does not exist, typed
// before more words, with its probable meaning as the hint.
func unknownCommand(cmd *cobra.Command, typed string, more ...string) error {
	hint := "to look for words, type news search " + quoteAll(append([]string{typed}, more...)) + "; news help lists the commands"
	if known := otherName(typed); known != "" {
		hint = "did you mean news " + known
	} else if nearest := search.Nearest(typed, commandNames(cmd.Root()), 1); len(nearest) > 0 && nearest[0] != typed {
		hint = "did you mean news " + nearest[0]
	} else if len(more) == 0 && strings.ContainsAny(typed, "0123456789") {
		hint = "to show a day or an event, type news show " + shellWord(typed)
	}
	return usageError(hint, "there is no command %q", shorten(typed))
}

// otherName returns the command that has this name in other programs, or "".
func otherName(typed string) string {
	switch typed {
	case "find", "grep", "query":
		return "search"
	case "ls", "log":
		return "list"
	case "cat", "open", "view", "less", "read":
		return "show"
	case "links", "backlinks":
		return "relate"
	case "fsck", "lint", "doctor", "verify", "validate":
		return "check"
	case "tags":
		return "topics"
	case "chart", "histogram":
		return "timeline"
	case "publishers":
		return "sources"
	case "kinds", "sections":
		return "categories"
	case "route", "chain":
		return "path"
	case "settings", "preferences":
		return "config"
	case "tui", "ui", "gui", "tig", "screen":
		return "browse"
	}
	return ""
}

// flagError turns an error of pflag into one of news, with the nearest flag as a
// hint. An unknown command is reported before its unknown flags.
func (p *Program) flagError(cmd *cobra.Command, err error) error {
	if errors.Is(err, pflag.ErrHelp) {
		return err
	}
	if !cmd.HasParent() {
		name := firstWord(p.Args, cmd.PersistentFlags())
		if name != "" && !slices.Contains(commandNames(cmd), name) {
			return unknownCommand(cmd, name)
		}
	}
	if cmd.Name() == "search" && isWord(err) {
		return usageError("to leave out events with a word, write it as in 'syria NOT army'", "%s", flagMessage(err))
	}
	hint := fmt.Sprintf("%s --help lists the flags", cmd.CommandPath())
	var missing *pflag.NotExistError
	if errors.As(err, &missing) {
		if nearest := search.Nearest(missing.GetSpecifiedName(), flagNames(cmd), 1); len(nearest) > 0 {
			hint = "did you mean --" + nearest[0]
		}
	}
	return usageError(hint, "%s", flagMessage(err))
}

// isWord reports whether the flag of an error is several letters behind one hyphen,
// and so probably a word: -trump, -nuclear.
func isWord(err error) bool {
	var missing *pflag.NotExistError
	if errors.As(err, &missing) {
		return len(missing.GetSpecifiedShortnames()) > 1
	}
	var value *pflag.InvalidValueError
	return errors.As(err, &value) && value.GetFlag().Name == "limit" && strings.Trim(value.GetValue(), "-0123456789") == value.GetValue()
}

// flagMessage returns an error of pflag in the program's own words.
func flagMessage(err error) string {
	var missing *pflag.NotExistError
	var value *pflag.InvalidValueError
	var required *pflag.ValueRequiredError
	switch {
	case errors.As(err, &missing):
		if group := missing.GetSpecifiedShortnames(); group != "" {
			if len(group) == 1 {
				return fmt.Sprintf("there is no flag -%s", group)
			}
			return fmt.Sprintf("there is no flag -%s (in -%s)", missing.GetSpecifiedName(), shorten(group))
		}
		return fmt.Sprintf("there is no flag --%s", shorten(missing.GetSpecifiedName()))
	case errors.As(err, &value):
		return fmt.Sprintf("--%s cannot be %q", value.GetFlag().Name, shorten(value.GetValue()))
	case errors.As(err, &required):
		dashes := "--"
		if required.GetSpecifiedShortnames() != "" {
			dashes = "-"
		}
		return fmt.Sprintf("the flag %s%s needs a value", dashes, required.GetSpecifiedName())
	}
	return err.Error()
}

func flagNames(cmd *cobra.Command) []string {
	var names []string
	add := func(f *pflag.Flag) { names = append(names, f.Name) }
	cmd.Flags().VisitAll(add)
	cmd.InheritedFlags().VisitAll(add)
	return names
}

// firstWord returns the first argument that is neither a flag nor a flag's value.
func firstWord(args []string, flags *pflag.FlagSet) string {
	if end := slices.Index(args, "--"); end >= 0 {
		args = args[:end]
	}
	if words := wordsIn(args, flags); len(words) > 0 {
		return words[0]
	}
	return ""
}

// oneOf returns an error where the value of a flag is none of some words.
func oneOf(flag, value string, words ...string) error {
	if slices.Contains(words, value) {
		return nil
	}
	return usageError("type one of "+strings.Join(words, ", "), "--%s cannot be %q", flag, shorten(value))
}
