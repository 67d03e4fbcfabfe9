package view

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/rivo/uniseg"

	"news/internal/text"
)

// WithoutEscapes removes the escape sequences of a terminal, such as colours and
// hyperlinks, from a line that this or another program has written.
func WithoutEscapes(line string) string {
	if !strings.ContainsAny(line, "\x1b\u009b\u009d") {
		return line
	}
	return ansi.Strip(line)
}

// escapeEnd returns the length of the escape sequence at the start of a line that
// this program has styled, 0 where none stands there.
func escapeEnd(s string) int {
	if !strings.HasPrefix(s, "\x1b") {
		return 0
	}
	_, _, n, _ := ansi.DecodeSequence(s, ansi.NormalState, nil)
	return n
}

// styleAfter returns the style that is in force after an escape sequence, as the
// sequences since the last reset.
func styleAfter(style, sequence string) string {
	switch {
	case !strings.HasPrefix(sequence, "\x1b[") || !strings.HasSuffix(sequence, "m"):
		return style
	case sequence == "\x1b[m", sequence == "\x1b[0m":
		return ""
	}
	return style + sequence
}

// splitStyled splits a styled line at a column. The style and the hyperlink at the
// column end in the first part, and begin anew in the second. A character of two
// columns that the split goes through belongs to the second part.
func splitStyled(line string, column int) (before, after string) {
	style, link, width := "", "", 0
	for at := 0; at < len(line); {
		rest := line[at:]
		if n := escapeEnd(rest); n > 0 {
			style = styleAfter(style, rest[:n])
			if strings.HasPrefix(rest, "\x1b]8;") {
				link = rest[:n]
			}
			at += n
			continue
		}
		character, _, _, _ := uniseg.FirstGraphemeClusterInString(rest, -1)
		if width += text.Width(character); width > column {
			return closed(line[:at], style, link), opened(line[at:], style, link)
		}
		at += len(character)
	}
	return line, ""
}

// isOpen reports whether a hyperlink's escape sequence begins one; it ends one where
// it has no address.
func isOpen(link string) bool { return link != "" && link != ansi.ResetHyperlink() }

func closed(line, style, link string) string {
	if style != "" {
		line += ansi.ResetStyle
	}
	if isOpen(link) {
		line += ansi.ResetHyperlink()
	}
	return line
}

func opened(line, style, link string) string {
	if isOpen(link) {
		return link + style + line
	}
	return style + line
}
