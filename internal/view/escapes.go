package view

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// WithoutEscapes removes the escape sequences of a terminal, such as colours and
// hyperlinks, from a line that this or another program has written.
func WithoutEscapes(line string) string {
	if !strings.ContainsAny(line, "\x1b\u009b\u009d") {
		return line
	}
	return ansi.Strip(line)
}
