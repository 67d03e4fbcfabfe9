package cli

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"news/internal/event"
	"news/internal/when"
)

// withShow returns the arguments with show in front where a reference stands in
// place of a command: news 2016/04/3. The name of a command always means the
// command.
func (p *Program) withShow(ctx context.Context, root *cobra.Command) []string {
	words := wordsIn(p.Args, root.PersistentFlags())
	if len(words) == 0 || words[0] == "" || slices.ContainsFunc(root.Commands(), func(c *cobra.Command) bool {
		return c.Name() == words[0] || c.HasAlias(words[0])
	}) || strings.HasPrefix(words[0], "__") || words[0] == "help" {
		return p.Args
	}
	if p.isReference(words) || p.isWholeName(ctx, root, words[0]) {
		return append([]string{"show"}, p.Args...)
	}
	return p.Args
}

// wordsIn returns the arguments that are neither flags nor values of these flags.
func wordsIn(args []string, flags *pflag.FlagSet) []string {
	var words []string
	for i := 0; i < len(args); i++ {
		name, isFlag := strings.CutPrefix(args[i], "--")
		switch {
		case isFlag && name == "":
			return append(words, args[i+1:]...)
		case isFlag:
			if f := flags.Lookup(name); f != nil && f.Value.Type() != "bool" {
				i++
			}
		case !strings.HasPrefix(args[i], "-"):
			words = append(words, args[i])
		}
	}
	return words
}

// isReference reports whether words are dates, even faulty ones, or the first has
// the form of a page's path or address. A date among other words is none.
func (p *Program) isReference(words []string) bool {
	first, _, hasSlash := strings.Cut(strings.TrimPrefix(words[0], "/"), "/")
	if hasSlash && event.IsYear(first) || event.NewsPath(words[0]) != "" || strings.Contains(words[0], "://") {
		return true
	}
	if len(words) == 1 && strings.ContainsAny(words[0][:1], "0123456789") {
		return true
	}
	_, err := when.Parse(words, p.today())
	var date *when.Error
	return err == nil || errors.As(err, &date) && date.IsMeant()
}

// isWholeName reports whether a word is the whole slug of an event.
func (p *Program) isWholeName(ctx context.Context, root *cobra.Command, word string) bool {
	if !strings.Contains(word, "-") {
		return false
	}
	flags := &common{}
	flags.archive, _ = valueOf(p.Args, "archive")
	a, _, err := p.findArchive(flags)
	if err != nil {
		return false
	}
	defer a.Close()
	c := p.catalogOf(flags, a)
	defer c.Close()
	named, err := c.EventNamed(ctx, word)
	return err == nil && named != nil
}

// valueOf returns the value of a flag in arguments.
func valueOf(args []string, flag string) (string, bool) {
	for i, arg := range args {
		if value, found := strings.CutPrefix(arg, "--"+flag+"="); found {
			return value, true
		}
		if arg == "--"+flag && i+1 < len(args) {
			return args[i+1], true
		}
	}
	return "", false
}
