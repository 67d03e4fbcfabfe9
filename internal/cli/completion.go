package cli

import (
	"embed"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/index"
	"news/internal/search"
	"news/internal/text"
	"news/internal/view"
)

// newCompletion makes the command that writes a shell's completion script. It
// stands in for cobra's own, which has a command and a page of help per shell.
func (p *Program) newCompletion() *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "write a script that completes commands, flags and references",
		Example: `  source <(news completion bash)            in ~/.bashrc; in ~/.zshrc with zsh, after compinit
  news completion zsh > "${fpath[1]}/_news"
  news completion fish > ~/.config/fish/completions/news.fish
  news completion powershell | Out-String | Invoke-Expression`,
		ValidArgs: shells,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usageError("type one of bash, zsh, fish, powershell", "news completion needs the name of one shell")
			}
			if slices.Contains(shells, args[0]) {
				return nil
			}
			hint := "type one of bash, zsh, fish, powershell"
			if nearest := search.Nearest(args[0], shells, 1); len(nearest) > 0 {
				hint = "did you mean " + nearest[0]
			}
			return usageError(hint, "there is no completion for %q", shorten(args[0]))
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			script, err := scripts.ReadFile("completions/news." + extensions[args[0]])
			if err != nil {
				return err
			}
			_, err = p.Out.Write(script)
			return writeError(err)
		},
	}
}

// scripts holds what each shell reads. cobra's own scripts are not used: they
// evaluate the line that was typed to take its quotes away, and so run what
// stands in it.
//
//go:embed completions
var scripts embed.FS

// extensions are how the scripts' names end.
var extensions = map[string]string{"bash": "bash", "zsh": "zsh", "fish": "fish", "powershell": "ps1"}

// withoutActiveHelp makes cobra take all that can be completed for that. It
// leaves out what begins as its messages for people do, which news has none of,
// where these variables say so; but a topic may begin so, too.
func withoutActiveHelp() {
	os.Unsetenv("NEWS_ACTIVE_HELP")
	os.Unsetenv("COBRA_ACTIVE_HELP")
}

// completeReferences completes references one level at a time: dates up to a
// day's, and where slugs are wanted, events.
func (p *Program) completeReferences(flags *common, slugs bool) cobra.CompletionFunc {
	return func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		const directive = cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
		if strings.Count(typed, "/") >= 3 && !slugs {
			return nil, directive
		}
		a, _, err := p.findArchive(flags)
		if err != nil {
			return nil, directive
		}
		defer a.Close()
		all := a.Complete(typed)
		refs := beginning(all, typed)
		switch {
		case len(refs) > 0 && strings.HasSuffix(refs[0], "/"):
			return refs, directive | cobra.ShellCompDirectiveNoSpace
		case len(all) > mostDescribed:
			return refs, directive
		}
		return describeEvents(a, refs), directive
	}
}

// mostDescribed is how many events a day has at most for completion to tell what
// they are: all pages of the day are read for it.
const mostDescribed = 200

// describeEvents adds to references of one day, all spelled alike, the number
// and headline of each event, which shells show beside a completion.
func describeEvents(a *archive.Archive, refs []string) []string {
	if len(refs) == 0 {
		return nil
	}
	place := refs[0][:strings.LastIndexByte(refs[0], '/')+1]
	date, _, ok := event.SplitPath(strings.ReplaceAll(place, "-", "/"))
	if !ok {
		return refs
	}
	descriptions := make(map[event.Ref]string)
	for _, e := range a.Day(date).Events {
		if e.Headline != "" {
			descriptions[e.Ref] = fmt.Sprintf("%d. %s", e.Number, e.Headline)
		}
	}
	var described []string
	for _, ref := range refs {
		slug := strings.TrimPrefix(ref, place)
		if strings.TrimSpace(slug) != slug {
			continue // cobra would trim it
		}
		if d, known := descriptions[event.NewRef(date, slug)]; known {
			ref = cobra.CompletionWithDesc(ref, d)
		}
		described = append(described, ref)
	}
	return described
}

// withoutSlashes gives arguments without the slash that completion leaves behind a
// year, a month or a day.
func withoutSlashes(args []string) []string {
	var typed []string
	for _, arg := range args {
		typed = append(typed, strings.TrimSuffix(arg, "/"))
	}
	return typed
}

// mostTopics is how many topics completion offers at most.
const mostTopics = 200

// completeTopics completes with the topics of the index, as far as there is one,
// or of the sample.
func (p *Program) completeTopics(flags *common) cobra.CompletionFunc {
	return func(cmd *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		const directive = cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
		a, isSample, err := p.findArchive(flags)
		if err != nil {
			return nil, directive
		}
		defer a.Close()
		if isSample {
			names, err := namesIn(cmd.Context(), p, a, nil)
			return beginningFolded(names["topic"], typed), directive | directiveOf(err)
		}
		dir, err := p.cacheDir()
		if err != nil {
			return nil, directive
		}
		x, err := index.Peek(a, dir)
		if err != nil {
			return nil, directive
		}
		defer x.Close()
		topics, err := x.TopicsFrom(typed, mostTopics)
		return topics, directive | directiveOf(err)
	}
}

// completeFlag completes the value of a flag.
func completeFlag(cmd *cobra.Command, flag string, complete cobra.CompletionFunc) {
	must(cmd.RegisterFlagCompletionFunc(flag, complete))
}

// directiveOf tells the shell of an error.
func directiveOf(err error) cobra.ShellCompDirective {
	if err != nil {
		return cobra.ShellCompDirectiveError
	}
	return 0
}

// beginningFolded is beginning for names that may be cased and accented otherwise.
func beginningFolded(names []string, typed string) []string {
	folded := text.Fold(typed)
	return slices.DeleteFunc(names, func(name string) bool { return !strings.HasPrefix(text.Fold(name), folded) })
}

// beginning gives those of names that begin as typed.
func beginning(names []string, typed string) []string {
	var fitting []string
	for _, name := range names {
		if strings.HasPrefix(name, typed) {
			fitting = append(fitting, name)
		}
	}
	return fitting
}

// registerCompletions completes the values of flags that know a few words, or
// none that could be completed; never with files.
func registerCompletions(cmd *cobra.Command, words map[string][]string) {
	for flag, values := range words {
		completeFlag(cmd, flag, func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
			return beginning(values, typed), cobra.ShellCompDirectiveNoFileComp
		})
	}
}

// completeFolders completes the value of a flag with folders.
func completeFolders(cmd *cobra.Command, flag string) {
	must(cmd.MarkPersistentFlagDirname(flag))
}

// completeStyles completes the value of a flag with the names of styles, and
// with files.
func completeStyles(cmd *cobra.Command, flag string) {
	completeFlag(cmd, flag, func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		return beginning(view.StyleNames(), typed), cobra.ShellCompDirectiveDefault
	})
}

// must stops a program that was built wrong: a flag completed that is not there.
func must(err error) {
	if err != nil {
		panic(err)
	}
}
