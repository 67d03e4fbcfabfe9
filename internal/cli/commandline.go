package cli

import (
	"os/exec"
	"runtime"
	"slices"
	"strings"
)

// commandLine is the command line of a program of the user's, such as a pager or an
// editor: its own variables, the program and its arguments.
type commandLine struct {
	line  string   // as the user typed it
	set   []string // NAME=VALUE
	words []string // the program and its arguments
}

// parseCommandLine parses a command line.
func parseCommandLine(line string) commandLine {
	c := commandLine{line: line, words: shellWords(line)}
	for len(c.words) > 0 && isAssignment(c.words[0]) {
		c.set = append(c.set, c.words[0])
		c.words = c.words[1:]
	}
	return c
}

// isAssignment reports whether a word sets a variable: NAME=VALUE.
func isAssignment(word string) bool {
	name, _, found := strings.Cut(word, "=")
	return found && name != "" && strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_") == ""
}

// needsShell reports whether the line has more than words: variables, pipes.
func (c commandLine) needsShell() bool {
	return runtime.GOOS != "windows" && strings.ContainsAny(c.line, "$`|&;<>()*~")
}

// on returns the command with a file as its last argument.
func (c commandLine) on(file string, environ []string) *exec.Cmd {
	if c.needsShell() {
		command := exec.Command("sh", "-c", c.line+` "$@"`, c.words[0], file)
		command.Env = environ
		return command
	}
	command := exec.Command(c.words[0], append(slices.Clone(c.words[1:]), file)...)
	command.Env = slices.Concat(environ, c.set)
	return command
}

// shellWords splits a command line into words as a shell does: at white space
// outside quotes. A backslash escapes a sign, except on Windows, where it separates
// folders. A quote that is never closed ends with the line.
func shellWords(line string) []string {
	var words []string
	var word strings.Builder
	quote, begun := rune(0), false
	runes := []rune(line)
	for i := 0; i < len(runes); i++ {
		r := runes[i]
		switch {
		case r == '\\' && quote != '\'' && runtime.GOOS != "windows" && i+1 < len(runes) &&
			(quote == 0 || strings.ContainsRune("\"\\$`", runes[i+1])):
			i++
			word.WriteRune(runes[i])
			begun = true
		case r == quote:
			quote = 0
		case quote == 0 && (r == '\'' || r == '"'):
			quote, begun = r, true
		case quote == 0 && strings.ContainsRune(" \t\n", r):
			if begun {
				words = append(words, word.String())
			}
			word.Reset()
			begun = false
		default:
			word.WriteRune(r)
			begun = true
		}
	}
	if begun {
		words = append(words, word.String())
	}
	return words
}
