package cli

import (
	"embed"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"news/internal/catalog"
	"news/internal/event"
	"news/internal/search"
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
		var refs []string
		p.withQuietCatalog(flags, func(c *catalog.Catalog) error {
			all := c.Complete(typed)
			if refs = beginning(all, typed); len(all) <= mostDescribed {
				refs = describeEvents(c, refs)
			}
			return nil
		})
		if len(refs) > 0 && strings.HasSuffix(refs[0], "/") {
			return refs, directive | cobra.ShellCompDirectiveNoSpace
		}
		return refs, directive
	}
}

// completeImplied completes references where no command is named: as show does,
// behind a reference, or where what was typed begins as the day of one.
func (p *Program) completeImplied(flags *common) cobra.CompletionFunc {
	complete := p.completeReferences(flags, true)
	return func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		isDated := typed != "" && strings.Contains("0123456789", typed[:1])
		if len(args) > 0 && p.isReference(args) || len(args) == 0 && isDated {
			return complete(cmd, args, typed)
		}
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
}

// mostDescribed is how many events a day has at most for completion to tell what
// they are: all pages of the day are read for it.
const mostDescribed = 200

// describeEvents adds to references of one day, all spelled alike, the number
// and headline of each event, which shells show beside a completion.
func describeEvents(c *catalog.Catalog, refs []string) []string {
	if len(refs) == 0 || strings.HasSuffix(refs[0], "/") {
		return refs
	}
	place := refs[0][:strings.LastIndexByte(refs[0], '/')+1]
	date, _, ok := event.SplitPath(strings.ReplaceAll(place, "-", "/"))
	if !ok {
		return refs
	}
	descriptions := make(map[event.Ref]string)
	for _, e := range c.Day(date).Events {
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

// withQuietCatalog opens the archive for completion, which says nothing.
func (p *Program) withQuietCatalog(flags *common, work func(*catalog.Catalog) error) error {
	a, _, err := p.findArchive(flags)
	if err != nil {
		return err
	}
	defer a.Close()
	dir, _ := p.cacheDir() // without one there is nothing to look into
	c := catalog.Open(a, catalog.Options{CacheDir: dir, Now: p.Now})
	defer c.Close()
	return work(c)
}

// mostNames is how many names completion offers at most.
const mostNames = 200

// completeNames completes with names of a kind, as far as the index knows them.
func (p *Program) completeNames(flags *common, kind catalog.Kind) cobra.CompletionFunc {
	return func(cmd *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		const directive = cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
		var names []string
		p.withQuietCatalog(flags, func(c *catalog.Catalog) (err error) {
			names, err = c.Names(cmd.Context(), kind, typed, mostNames)
			return err
		})
		return names, directive
	}
}

// completeFlag completes the value of a flag.
func completeFlag(cmd *cobra.Command, flag string, complete cobra.CompletionFunc) {
	must(cmd.RegisterFlagCompletionFunc(flag, complete))
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
