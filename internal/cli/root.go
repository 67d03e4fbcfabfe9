package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"news/internal/search"
)

// common are the flags that every command has.
type common struct {
	archive string
	color   string
	style   string
	width   int
	links   string
	noPager bool
}

const rootHelp = `news reads an archive of news events: a folder of Markdown pages, one an event.

  news show 2016/04/3          a day, its events numbered
  news show 2016/04/3/2        the second event of that day
  news list 2016               the events of a year; also 2016-03..2016-04, yesterday
  news search syrian army      events by words half remembered, best first
  news related 2016/04/3/2     what an event is related to, and what names it

The archive is --archive DIR, or NEWS_ARCHIVE, or the folder that you are in;
without one, a small built-in sample is shown. news help COMMAND tells more.
`

// newRoot makes the command line anew for each run, so that nothing is shared.
func (p *Program) newRoot() *cobra.Command {
	flags := &common{}
	root := &cobra.Command{
		Use:           "news",
		Short:         "a browser for archives of news events",
		Long:          rootHelp,
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(cmd, args[0])
			}
			return cmd.Help()
		},
	}
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetIn(p.In)
	root.SetOut(p.Out)
	root.SetErr(p.Err)
	root.SetHelpTemplate(helpTemplate)
	root.SetFlagErrorFunc(p.flagError)
	bindCommon(root.PersistentFlags(), flags)
	registerCompletions(root, map[string][]string{
		"color": {"auto", "always", "never"}, "hyperlinks": {"auto", "always", "never"},
	})
	version := root.Flags().Bool("version", false, "show the version")
	runHelp := root.RunE
	root.RunE = func(cmd *cobra.Command, args []string) error {
		if *version {
			return p.printVersion()
		}
		return runHelp(cmd, args)
	}
	root.AddCommand(p.newList(flags), p.newShow(flags), p.newSearch(flags), p.newRelated(flags), p.newCompletion(), p.newVersion())
	root.SetHelpCommand(newHelp())
	return root
}

func bindCommon(set *pflag.FlagSet, flags *common) {
	set.SortFlags = false
	set.StringVar(&flags.archive, "archive", "", "read the archive in `DIR` (NEWS_ARCHIVE)")
	set.StringVar(&flags.color, "color", "auto", "colour the output `WHEN`: auto, always or never")
	set.StringVar(&flags.style, "style", "", "`NAME` or file of a glamour style (GLAMOUR_STYLE)")
	set.IntVar(&flags.width, "width", 0, "set text for a window of `N` columns")
	set.StringVar(&flags.links, "hyperlinks", "auto", "make sources links that a terminal opens `WHEN`: auto, always or never")
	set.BoolVar(&flags.noPager, "no-pager", false, "never pipe long output through a pager (NEWS_PAGER, PAGER)")
	set.BoolP("help", "h", false, "show help")
}

// helpTemplate begins with what a command does and examples of it.
const helpTemplate = `{{with or .Long .Short}}{{. | trimTrailingWhitespaces}}
{{end}}{{if .HasExample}}
Examples:
{{.Example}}
{{end}}{{if .HasParent}}
Usage:
  {{.UseLine}}
{{end}}{{if .HasAvailableSubCommands}}
Commands:{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}
{{end}}{{if .HasAvailableLocalFlags}}
Flags:
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}
{{end}}{{if .HasAvailableInheritedFlags}}
Flags of every command:
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}
{{end}}`

// newHelp is cobra's help command, but an unknown topic is an error.
func newHelp() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "show help for a command",
		ValidArgsFunction: func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return beginning(commandNames(cmd.Root()), typed), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			found, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return unknownCommand(cmd, args[0])
			}
			found.InitDefaultHelpFlag()
			return found.Help()
		},
	}
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

// unknownCommand tells that there is no such command, and what may be meant.
func unknownCommand(cmd *cobra.Command, name string) error {
	hint := "news help lists the commands"
	if nearest := search.Nearest(name, commandNames(cmd.Root()), 1); len(nearest) > 0 {
		hint = "did you mean news " + nearest[0]
	} else if strings.ContainsAny(name, "0123456789") {
		hint = "to show a day or an event, type news show " + shellWord(name)
	}
	return usageError(hint, "there is no command %q", shorten(name))
}

// shorten cuts what somebody typed to what a message can bear.
func shorten(s string) string {
	const most = 80
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return s
}

// flagError turns pflag's errors into ours, with the nearest flag as a hint.
// An unknown command goes before its unknown flags.
func (p *Program) flagError(cmd *cobra.Command, err error) error {
	if errors.Is(err, pflag.ErrHelp) {
		return err
	}
	if !cmd.HasParent() {
		if name := firstWord(p.Args, cmd.PersistentFlags()); name != "" {
			return unknownCommand(cmd, name)
		}
	}
	if cmd.Name() == "search" && (strings.Contains(err.Error(), "shorthand") || strings.Contains(err.Error(), `"-n, --limit"`)) {
		return usageError("to leave out events with a word, write !word, or put the whole query in quotes", "%s", flagMessage(err))
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

// flagMessage puts what pflag says of a flag into the program's words.
func flagMessage(err error) string {
	var missing *pflag.NotExistError
	var value *pflag.InvalidValueError
	var required *pflag.ValueRequiredError
	switch {
	case errors.As(err, &missing):
		if group := missing.GetSpecifiedShortnames(); group != "" {
			return fmt.Sprintf("there is no flag -%s (in -%s)", missing.GetSpecifiedName(), shorten(group))
		}
		return fmt.Sprintf("there is no flag --%s", shorten(missing.GetSpecifiedName()))
	case errors.As(err, &value):
		return fmt.Sprintf("--%s cannot be %q", value.GetFlag().Name, shorten(value.GetValue()))
	case errors.As(err, &required):
		return fmt.Sprintf("the flag --%s needs a value", required.GetSpecifiedName())
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

// firstWord gives the first argument that is neither a flag nor a flag's value.
func firstWord(args []string, flags *pflag.FlagSet) string {
	for i := 0; i < len(args); i++ {
		name, isFlag := strings.CutPrefix(args[i], "--")
		switch {
		case isFlag && name == "":
			return ""
		case isFlag:
			if f := flags.Lookup(name); f != nil && f.Value.Type() != "bool" {
				i++
			}
		case !strings.HasPrefix(args[i], "-"):
			return args[i]
		}
	}
	return ""
}

// oneOf checks the value of a flag that knows a few words.
func oneOf(flag, value string, words ...string) error {
	for _, word := range words {
		if value == word {
			return nil
		}
	}
	return usageError("type one of "+strings.Join(words, ", "), "--%s cannot be %q", flag, shorten(value))
}
