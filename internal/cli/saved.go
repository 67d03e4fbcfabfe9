package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"news/internal/catalog"
	"news/internal/config"
	"news/internal/search"
	"news/internal/view"
)

// savedFlags are the flags that a saved question can have: the ones that say which
// events, in which order and in which form. An archive brings questions of its own, so
// that none of them names a file or a folder.
func savedFlags() []config.Flag {
	var flags []config.Flag
	for _, name := range []string{"since", "until", "topic", "source", "category", "query", "sort", "by"} {
		flags = append(flags, config.Flag{Name: name, TakesValue: true})
	}
	flags = append(flags,
		config.Flag{Name: "limit", Short: "n", TakesValue: true},
		config.Flag{Name: "style", TakesValue: true, Values: view.StyleNames()},
		config.Flag{Name: "lang", TakesValue: true, Values: view.Languages()},
		config.Flag{Name: "null", Short: "0"})
	for _, name := range []string{"reverse", "all", "count", "with", "explain", "json", "ndjson"} {
		flags = append(flags, config.Flag{Name: name})
	}
	return flags
}

// bindSaved lets the arguments of a command name saved questions: @NAME, or --saved
// NAME for shells in which @ means something.
func (p *Program) bindSaved(cmd *cobra.Command, flags *common) {
	set := cmd.Flags()
	set.StringArray("saved", nil, "ask the saved question NAME, as @NAME does")
	name(set, "saved", "NAME")
	completeFlag(cmd, "saved", func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		return beginning(p.settings(flags).SavedNames(), typed), cobra.ShellCompDirectiveNoFileComp
	})
	others := cmd.ValidArgsFunction
	if others == nil {
		others = cobra.NoFileCompletions
	}
	cmd.ValidArgsFunction = func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		begun, isSaved := strings.CutPrefix(typed, "@")
		if !isSaved {
			return others(cmd, args, typed)
		}
		var names []string
		for _, name := range beginning(p.settings(flags).SavedNames(), begun) {
			names = append(names, "@"+name)
		}
		return names, cobra.ShellCompDirectiveNoFileComp
	}
}

// expansion puts saved questions into the arguments of a command.
type expansion struct {
	program *Program
	command *cobra.Command
	flags   *common  // for the archive, which can have saved questions
	begin   []string // the flags of saved questions, so that typed ones come after them
	args    []string
}

// withSaved returns arguments with the words and the flags of saved questions in the
// place of their names. Flags that are typed count before flags of the question.
func (p *Program) withSaved(root *cobra.Command, args []string) ([]string, error) {
	command := commandOf(root, args)
	if command == nil || command.Flags().Lookup("saved") == nil {
		return args, nil
	}
	flags := &common{}
	flags.archive, _ = valueOf(args, "archive")
	e := &expansion{program: p, command: command, flags: flags}
	for i := 0; i < len(args); i++ {
		arg := args[i]
		switch {
		case arg == "--":
			e.args = append(e.args, args[i:]...)
			i = len(args)
		case arg == "--saved" && i+1 < len(args):
			i++
			if err := e.question(args[i], true); err != nil {
				return nil, err
			}
		case strings.HasPrefix(arg, "--saved="):
			if err := e.question(strings.TrimPrefix(arg, "--saved="), true); err != nil {
				return nil, err
			}
		case strings.HasPrefix(arg, "-"):
			e.args = append(e.args, arg)
			if i+1 < len(args) && e.wantsValue(arg) {
				i++
				e.args = append(e.args, args[i])
			}
		default:
			if err := e.words(arg); err != nil {
				return nil, err
			}
		}
	}
	return append(e.begin, e.args...), nil
}

// commandOf returns the command that arguments name, or nil.
func commandOf(root *cobra.Command, args []string) *cobra.Command {
	name := firstWord(args, root.PersistentFlags())
	for _, command := range root.Commands() {
		if command.Name() == name || command.HasAlias(name) {
			return command
		}
	}
	return nil
}

// wantsValue reports whether the argument behind a flag is its value.
func (e *expansion) wantsValue(arg string) bool {
	if name, isLong := strings.CutPrefix(arg, "--"); isLong {
		f := e.lookup(name)
		return f != nil && f.Value.Type() != "bool"
	}
	for i, letter := range arg[1:] {
		f := e.command.Flags().ShorthandLookup(string(letter))
		if f != nil && f.Value.Type() != "bool" {
			return i+len(string(letter)) == len(arg)-1
		}
	}
	return false
}

// lookup returns a flag of the command or of every command, or nil.
func (e *expansion) lookup(name string) *pflag.Flag {
	if f := e.command.Flags().Lookup(name); f != nil {
		return f
	}
	return e.command.Root().PersistentFlags().Lookup(name)
}

// words adds an argument, with saved questions in the place of the names in it.
func (e *expansion) words(arg string) error {
	words := config.SplitWords(arg)
	if !slices.ContainsFunc(words, isSavedName) {
		e.args = append(e.args, arg)
		return nil
	}
	for _, word := range words {
		if !isSavedName(word) {
			e.args = append(e.args, word)
		} else if err := e.question(word[1:], false); err != nil {
			return err
		}
	}
	return nil
}

// isSavedName reports whether a word names a saved question.
func isSavedName(word string) bool { return len(word) > 1 && word[0] == '@' }

// question adds a saved question. Flags that the command does not have are left out,
// and a note says so.
func (e *expansion) question(name string, byFlag bool) error {
	sources := e.program.settings(e.flags)
	q, exists := sources.Saved(name)
	if !exists {
		e.program.reportSettings(e.flags)
		return unknownSaved(name, byFlag, sources.SavedNames())
	}
	e.args = append(e.args, q.Words...)
	for _, typed := range q.Flags {
		f := e.lookup(typed.Name)
		switch {
		case f == nil:
			e.program.early = append(e.program.early, fmt.Sprintf("@%s: --%s is left out, which news %s does not have", name, typed.Name, e.command.Name()))
		case typed.TakesValue:
			e.begin = append(e.begin, typed.Argument())
		default:
			e.begin = append(e.begin, typed.Argument()+"=true")
		}
	}
	return nil
}

// savedIn returns the question that a text asks in which @NAME stands for a saved
// question, and whether any stands in it. Flags of the question that say in which form its
// rows are written do not count. For a search in the browser.
func (p *Program) savedIn(flags *common, typed string) (catalog.Question, bool, error) {
	words := config.SplitWords(typed)
	if !slices.ContainsFunc(words, isSavedName) {
		return catalog.Question{}, false, nil
	}
	sources := p.settings(flags)
	asked := catalog.Asked{DaysAreWishes: true}
	var order catalog.Order
	var reverse, all bool
	for _, word := range words {
		if !isSavedName(word) {
			asked.Args = append(asked.Args, word)
			continue
		}
		q, exists := sources.Saved(word[1:])
		if !exists {
			return catalog.Question{}, true, noSaved(word[1:], sources.SavedNames())
		}
		asked.Args = append(asked.Args, q.Words...)
		for _, f := range q.Flags {
			switch f.Name {
			case "since":
				asked.Since = f.Value
			case "until":
				asked.Until = f.Value
			case "topic":
				asked.Topics = append(asked.Topics, f.Value)
			case "source":
				asked.Sources = append(asked.Sources, f.Value)
			case "category":
				asked.Categories = append(asked.Categories, f.Value)
			case "query":
				asked.Queries = append(asked.Queries, f.Value)
			case "sort":
				order = catalog.Order(f.Value)
			case "reverse":
				reverse = true
			case "all":
				all = true
			}
		}
	}
	q, err := p.catalog.Understand(asked)
	if q.All = all; order == catalog.ByDate {
		q.Order, q.Reverse = order, reverse
	}
	return q, true, err
}

// noSaved returns the error about a saved question that there is not, in one line.
func noSaved(name string, names []string) error {
	if near := search.Nearest(name, names, 1); len(near) > 0 {
		return fmt.Errorf("there is no saved question %q; did you mean @%s", shorten(name), near[0])
	}
	return fmt.Errorf("there is no saved question %q", shorten(name))
}

// unknownSaved returns the error about a saved question that there is not.
func unknownSaved(name string, byFlag bool, names []string) error {
	lead := "@"
	if byFlag {
		lead = "--saved "
	}
	hint := "news config set saved." + shorten(name) + " QUESTION saves one"
	if !config.IsName(name) {
		hint = "news config list shows the saved questions"
	}
	if !byFlag {
		hint += `; in quotes it is a word: ` + shellWord(`"@`+name+`"`)
	}
	if near := search.Nearest(name, names, 1); len(near) > 0 {
		hint = "did you mean " + lead + near[0]
	}
	return usageError(hint, "there is no saved question %q", shorten(name))
}
