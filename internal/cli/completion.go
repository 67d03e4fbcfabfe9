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

// newCompletion returns the command that writes a shell's completion script. It
// replaces cobra's own, which has a command and a page of help for each shell.
func (p *Program) newCompletion() *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "print a script for completion in a shell",
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

// scripts has the completion script of each shell. cobra's own scripts are not
// used: they evaluate the typed line to remove its quotes, and so run commands in
// it.
//
//go:embed completions
var scripts embed.FS

// extensions has the extension of each shell's script.
var extensions = map[string]string{"bash": "bash", "zsh": "zsh", "fish": "fish", "powershell": "ps1"}

// withoutActiveHelp turns off cobra's active help. With it, cobra leaves out
// completions that begin like its own messages, and a topic may begin so.
func withoutActiveHelp() {
	os.Unsetenv("NEWS_ACTIVE_HELP")
	os.Unsetenv("COBRA_ACTIVE_HELP")
}

// completeReferences completes references one level at a time: years, months and
// days, and, if slugs is set, events.
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

// mostDescribed is how many events a day may have for completion to show headlines,
// which needs all pages of the day.
const mostDescribed = 200

// describeEvents adds the number and headline of each event to references of one
// day, for shells to show beside a completion. All references have the same form.
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
			continue // cobra would trim the reference
		}
		if d, known := descriptions[event.NewRef(date, slug)]; known {
			ref = cobra.CompletionWithDesc(ref, d)
		}
		described = append(described, ref)
	}
	return described
}

// withQuietCatalog opens a catalog for completion, which writes no messages.
func (p *Program) withQuietCatalog(flags *common, work func(*catalog.Catalog) error) error {
	a, _, err := p.findArchive(flags)
	if err != nil {
		return err
	}
	defer a.Close()
	dir, _ := p.cacheDir() // without a folder there is no index to read
	c := catalog.Open(a, catalog.Options{CacheDir: dir, Now: p.Now})
	defer c.Close()
	return work(c)
}

// mostNames is how many names completion offers at most.
const mostNames = 200

// completeNames completes names of a kind, if the index has them.
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

// beginning returns the names that begin with the typed text.
func beginning(names []string, typed string) []string {
	var fitting []string
	for _, name := range names {
		if strings.HasPrefix(name, typed) {
			fitting = append(fitting, name)
		}
	}
	return fitting
}

// registerCompletions completes the values of flags with a few words, or with
// nothing; never with files.
func registerCompletions(cmd *cobra.Command, words map[string][]string) {
	for flag, values := range words {
		completeFlag(cmd, flag, func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
			return beginning(values, typed), cobra.ShellCompDirectiveNoFileComp
		})
	}
}

// completeStyles completes the value of a flag with the names of styles, and
// with files.
func completeStyles(cmd *cobra.Command, flag string) {
	completeFlag(cmd, flag, func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		return beginning(view.StyleNames(), typed), cobra.ShellCompDirectiveDefault
	})
}

// must panics on a mistake in the program: a completion for a flag that does not
// exist.
func must(err error) {
	if err != nil {
		panic(err)
	}
}
