package view

import (
	"strings"

	"github.com/charmbracelet/glamour"
	"github.com/charmbracelet/x/ansi"
)

// markdown renders a text of prose through glamour. The text is wrapped before,
// since glamour wraps no Chinese, and every sign in it that Markdown could read as
// markup, or as an entity to decode, is hidden from it: what a page says is
// shown and never obeyed.
func (t *Terminal) markdown(s string) string {
	var source strings.Builder
	for i, line := range wrap(s, t.column()) {
		if i > 0 {
			source.WriteByte('\n')
		}
		source.WriteString(hidePunctuation(s[line.start:line.end]))
	}
	rendered, err := t.render(source.String())
	if err != nil {
		rendered = source.String()
	}
	var out strings.Builder
	for _, line := range strings.Split(strings.Trim(rendered, "\n"), "\n") {
		out.WriteString(showPunctuation(trimStyled(line)))
		out.WriteByte('\n')
	}
	return out.String()
}

func (t *Terminal) render(source string) (string, error) {
	renderer, err := glamour.NewTermRenderer(
		glamour.WithStyles(t.style.config),
		glamour.WithWordWrap(0), // it is wrapped, and glamour counts stand-ins as the locale says
		glamour.WithPreservedNewLines(),
	)
	if err != nil {
		return "", err
	}
	return renderer.Render(source)
}

// trimStyled takes the spaces off the end of a line, also those that glamour
// wraps in styles to fill the line up.
func trimStyled(line string) string {
	visible := strings.TrimRight(ansi.Strip(line), " ")
	return ansi.Truncate(line, ansi.StringWidth(visible), "")
}

// hidden is where the stand-ins for ASCII begin: a plane of Unicode that is for
// private use, one column a character.
const hidden = 0xf0000

// hidePunctuation puts a stand-in in the place of each punctuation sign, since
// all that Markdown and entities are made of is punctuation. Backslashes would
// not do: glamour takes away only some of them, and decodes entities twice.
func hidePunctuation(s string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r < 0x7f && !isAlnum(byte(r)) {
			return hidden + r
		}
		return r
	}, s)
}

// showPunctuation puts the signs back.
func showPunctuation(s string) string {
	return strings.Map(func(r rune) rune {
		if r > hidden+' ' && r < hidden+0x7f {
			return r - hidden
		}
		return r
	}, s)
}
