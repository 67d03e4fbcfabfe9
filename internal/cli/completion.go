package cli

import (
	"bytes"

	"github.com/spf13/cobra"

	"news/internal/search"
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
			for _, shell := range shells {
				if args[0] == shell {
					return nil
				}
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
				script.WriteString(bashFallback)
				err = root.GenBashCompletionV2(&script, true)
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
