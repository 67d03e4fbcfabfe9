package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"news/internal/text"
	"news/internal/view"
)

// writeHelp writes the help of a command, wrapped at the width of the window.
func (p *Program) writeHelp(flags *common, cmd *cobra.Command) {
	columns, _, _ := p.size(p.Out)
	h := &help{width: min(p.width(flags.width, columns), view.Widest)}
	h.command(cmd)
	fmt.Fprint(cmd.OutOrStdout(), h.String())
}

// help is a help text while it is laid out.
type help struct {
	strings.Builder
	width int
}

// command lays out the help of a command: what it does, examples, usage, the
// commands below it, flags.
func (h *help) command(cmd *cobra.Command) {
	about := cmd.Long
	if about == "" {
		about = cmd.Short
	}
	h.prose(about)
	if cmd.HasExample() {
		h.heading("Examples:")
		h.prose(cmd.Example)
	}
	if cmd.HasParent() && !cmd.Runnable() {
		return // a help topic
	}
	if cmd.HasParent() {
		h.heading("Usage:")
		h.hanging("  ", cmd.UseLine())
	}
	if cmd.HasAvailableSubCommands() {
		h.heading("Commands:")
		for _, c := range cmd.Commands() {
			if c.IsAvailableCommand() {
				h.entry("  "+c.Name(), c.Short, cmd.Commands()[0].NamePadding()+3)
			}
		}
	}
	h.flags("Flags:", cmd.LocalFlags())
	h.flags("Flags of every command:", cmd.InheritedFlags())
}

func (h *help) line(s string) { h.WriteString(strings.TrimRight(s, " ") + "\n") }

func (h *help) heading(s string) { h.line("\n" + s) }

// hanging lays out text behind a lead. Further lines are indented by the width of
// the lead.
func (h *help) hanging(lead, s string) {
	const fewest = 16
	for i, line := range view.Fill(s, max(h.width-text.Width(lead), fewest)) {
		if i == 1 {
			lead = strings.Repeat(" ", text.Width(lead))
		}
		h.line(lead + line)
	}
}

// prose lays out paragraphs. It wraps their lines anew. Indented lines are
// examples, and stay as they are if they are not too wide.
func (h *help) prose(s string) {
	var paragraph []string
	end := func() {
		if len(paragraph) > 0 {
			h.hanging("", strings.Join(paragraph, " "))
		}
		paragraph = nil
	}
	for line := range strings.SplitSeq(strings.Trim(s, "\n"), "\n") {
		switch {
		case strings.HasPrefix(line, " "):
			end()
			h.example(line)
		case strings.TrimSpace(line) == "":
			end()
			h.line("")
		default:
			paragraph = append(paragraph, line)
		}
	}
	end()
}

// example lays out a line of columns, such as a command and its meaning. Where the
// line is too wide, the meaning follows on the next line.
func (h *help) example(line string) {
	if text.Width(line) <= h.width {
		h.line(line)
		return
	}
	for i, cell := range columns(line) {
		if i%2 == 0 {
			h.shell(cell)
		} else {
			h.hanging("      ", cell)
		}
	}
}

// columns splits a line at two spaces and more.
func columns(line string) []string {
	var cells []string
	for cell := range strings.SplitSeq(line, "  ") {
		if cell = strings.TrimSpace(cell); cell != "" {
			cells = append(cells, cell)
		}
	}
	return cells
}

// shell lays out a command line. A long one continues behind a backslash, so that
// it can be copied; quoted words stay whole.
func (h *help) shell(command string) {
	lead, line := "  ", ""
	for _, word := range quotedWords(command) {
		if line != "" && text.Width(lead)+text.Width(line)+1+text.Width(word)+2 > h.width {
			h.line(lead + line + ` \`)
			lead, line = "    ", ""
		}
		line = strings.TrimLeft(line+" "+word, " ")
	}
	h.line(lead + line)
}

// quotedWords splits a command line at its spaces outside of quotes.
func quotedWords(command string) []string {
	quote := rune(0)
	return strings.FieldsFunc(command, func(r rune) bool {
		switch {
		case quote == 0 && (r == '\'' || r == '"'):
			quote = r
		case r == quote:
			quote = 0
		}
		return quote == 0 && r == ' '
	})
}

// entry lays out a name and its meaning in two columns, or one below the other
// where the second column would be narrow.
func (h *help) entry(name, meaning string, column int) {
	const narrow = 28
	if h.width-column < narrow {
		h.hanging(indentOf(name), name)
		h.hanging("          ", meaning)
		return
	}
	h.hanging(name+strings.Repeat(" ", max(column-text.Width(name), 2)), meaning)
}

func indentOf(s string) string { return s[:len(s)-len(strings.TrimLeft(s, " "))] }

// flags lays out flags with their meanings, which pflag sets in two columns.
func (h *help) flags(heading string, set *pflag.FlagSet) {
	usages := strings.TrimRight(set.FlagUsages(), "\n")
	if usages == "" {
		return
	}
	h.heading(heading)
	for line := range strings.SplitSeq(usages, "\n") {
		indent := indentOf(line)
		name, meaning, _ := strings.Cut(line[len(indent):], "   ")
		column := len(line) - len(strings.TrimLeft(meaning, " "))
		h.entry(indent+name, strings.TrimSpace(meaning), column)
	}
}
