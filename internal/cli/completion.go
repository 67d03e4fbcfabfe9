package cli

import (
	"bytes"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"news/internal/catalog"
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
		Example: `  source <(news completion bash)                            for this session
  news completion bash > /etc/bash_completion.d/news        for good
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
			var script bytes.Buffer
			root := cmd.Root()
			var err error
			switch args[0] {
			case "bash":
				err = writeBashCompletion(root, &script)
			case "zsh":
				err = root.GenZshCompletion(&script)
			case "fish":
				err = root.GenFishCompletion(&script, true)
			case "powershell":
				err = root.GenPowerShellCompletionWithDesc(&script)
			}
			if err != nil {
				return err
			}
			_, err = p.Out.Write(script.Bytes())
			return writeError(err)
		},
	}
}

// writeBashCompletion writes cobra's script for bash, which escapes the only name
// that fits and is made to escape all: what several begin with is inserted, too,
// and many topics have spaces.
func writeBashCompletion(root *cobra.Command, script *bytes.Buffer) error {
	var cobras bytes.Buffer
	if err := root.GenBashCompletionV2(&cobras, true); err != nil {
		return err
	}
	const escapeOne = `        if (( ${#COMPREPLY[@]} == 1 )); then
            COMPREPLY[0]=$(printf "%q" "${COMPREPLY[0]}")
        fi
        return 0
`
	const escapeAll = `        local i
        for i in "${!COMPREPLY[@]}"; do
            COMPREPLY[i]=$(printf "%q" "${COMPREPLY[i]}")
        done
        return 0
`
	script.WriteString(bashFallback)
	script.WriteString(strings.Replace(cobras.String(), escapeOne, escapeAll, 1))
	return nil
}

// bashFallback stands in for the function of the package bash-completion that
// cobra's script asks for, where that package is not installed.
const bashFallback = `# What the package bash-completion would offer, as far as it is needed here.
if ! declare -F _get_comp_words_by_ref >/dev/null; then
    _get_comp_words_by_ref() {
        cur=${COMP_WORDS[COMP_CWORD]}
        prev=${COMP_WORDS[COMP_CWORD-1]}
        words=("${COMP_WORDS[@]}")
        cword=$COMP_CWORD
    }
fi

`

// completeReferences completes references one level at a time.
func (p *Program) completeReferences(flags *common, slugs bool) cobra.CompletionFunc {
	return func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		const directive = cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
		if strings.Count(typed, "/") >= 3 && !slugs {
			return nil, directive
		}
		var refs []string
		err := p.withQuietCatalog(flags, func(c *catalog.Catalog) error {
			refs = beginning(c.Complete(typed), typed)
			return nil
		})
		if err == nil && len(refs) > 0 && strings.HasSuffix(refs[0], "/") {
			return refs, directive | cobra.ShellCompDirectiveNoSpace
		}
		return refs, directive
	}
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
