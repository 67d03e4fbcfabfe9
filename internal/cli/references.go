package cli

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"iter"
	"strings"

	"github.com/spf13/cobra"

	"news/internal/archive"
	"news/internal/view"
)

// openArchive opens the archive that the flags, the environment or the working
// folder name, else the built-in sample, which it says.
func (p *Program) openArchive(flags *common) (*archive.Archive, error) {
	a, isSample, err := p.findArchive(flags)
	if err != nil {
		return nil, err
	}
	// A preview window has no room for it.
	if preview, _ := p.env("FZF_PREVIEW_COLUMNS"); isSample && preview == "" {
		p.say("news: built-in sample; name an archive with --archive DIR or NEWS_ARCHIVE")
	}
	p.opened = a
	return a, nil
}

// references gives the references that arguments name, those on standard input
// in the place of "-".
func (p *Program) references(a *archive.Archive, args []string, nul bool) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for _, arg := range args {
			if arg != "-" {
				if !yield(arg, nil) {
					return
				}
				continue
			}
			for line, err := range p.lines(nul) {
				if !yield(referenceIn(a, line), err) {
					return
				}
			}
		}
	}
}

// lines gives the lines of standard input that are not empty.
func (p *Program) lines(nul bool) iter.Seq2[string, error] {
	const longest = 1 << 20
	return func(yield func(string, error) bool) {
		scanner := bufio.NewScanner(p.In)
		scanner.Buffer(nil, longest)
		if nul {
			scanner.Split(splitNUL)
		}
		for scanner.Scan() {
			line := strings.TrimSuffix(scanner.Text(), "\r")
			if strings.TrimSpace(line) != "" && !yield(line, nil) {
				return
			}
		}
		switch err := scanner.Err(); {
		case errors.Is(err, bufio.ErrTooLong):
			yield("", usageError("give one reference a line", "a line of standard input is longer than a reference can be"))
		case err != nil:
			yield("", &failure{fmt.Errorf("standard input cannot be read: %w", err), "", exitSystem})
		}
	}
}

// splitNUL parts input at NUL bytes, as bufio.ScanLines does at newlines.
func splitNUL(data []byte, atEnd bool) (int, []byte, error) {
	if i := bytes.IndexByte(data, 0); i >= 0 {
		return i + 1, data[:i], nil
	}
	if atEnd && len(data) > 0 {
		return len(data), data, nil
	}
	return 0, nil, nil
}

// referenceIn gives the reference in a line of fields with tabs between them:
// the first that is an event's, else the first that is a day's, else the first.
func referenceIn(a *archive.Archive, line string) string {
	fields := strings.Split(line, "\t")
	day := ""
	for _, field := range fields {
		switch isEvent, isDay := a.Form(field); {
		case isEvent:
			return field
		case isDay && day == "":
			day = field
		}
	}
	if day != "" {
		return day
	}
	return fields[0]
}

// completeReferences completes references one level at a time.
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
		refs := beginning(a.Complete(typed), typed)
		if len(refs) > 0 && strings.HasSuffix(refs[0], "/") {
			return refs, directive | cobra.ShellCompDirectiveNoSpace
		}
		return refs, directive
	}
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
		complete := func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
			return beginning(values, typed), cobra.ShellCompDirectiveNoFileComp
		}
		must(cmd.RegisterFlagCompletionFunc(flag, complete))
	}
}

// completeFolders completes the value of a flag with folders.
func completeFolders(cmd *cobra.Command, flag string) {
	must(cmd.MarkPersistentFlagDirname(flag))
}

// completeStyles completes the value of a flag with the names of styles, and
// with files.
func completeStyles(cmd *cobra.Command, flag string) {
	must(cmd.RegisterFlagCompletionFunc(flag, func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		return beginning(view.StyleNames(), typed), cobra.ShellCompDirectiveDefault
	}))
}

// must stops a program that was built wrong: a flag completed that is not there.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

// shellWord gives an argument as a shell takes it.
func shellWord(s string) string {
	s = shorten(s)
	plain := strings.IndexFunc(s, func(r rune) bool {
		return !(r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || strings.ContainsRune("/-_.,:+@", r) || r >= 0x80)
	}) < 0
	if plain && s != "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
