package view

import (
	"strings"

	"news/internal/text"
)

// Fill splits a clean text at its spaces into lines of at most width columns. It is
// for help and messages: it never breaks a flag, a path or an address, even one
// that is wider than a line, so that it can be copied whole. It breaks Chinese,
// which has no spaces, in the same places as wrap. A text without words is one
// empty line.
func Fill(s string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(s) {
		switch {
		case line == "":
			line = word
		case text.Width(line)+1+text.Width(word) <= width:
			line += " " + word
			continue
		default:
			lines = append(lines, line)
			line = word
		}
		if text.Width(word) > width && strings.ContainsFunc(word, isWide) {
			pieces := wrap(word, width)
			for _, piece := range pieces[:len(pieces)-1] {
				lines = append(lines, word[piece.start:piece.end])
			}
			last := pieces[len(pieces)-1]
			line = word[last.start:last.end]
		}
	}
	return append(lines, line)
}

// isWide reports whether a character takes two columns.
func isWide(r rune) bool { return r >= 0x1100 && text.Width(string(r)) > 1 }
