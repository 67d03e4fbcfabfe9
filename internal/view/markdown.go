package view

import (
	"strings"

	"github.com/charmbracelet/glamour"
	"github.com/charmbracelet/x/ansi"
)

// markdown renders a text of prose with glamour. The text is wrapped before, since
// glamour does not wrap Chinese. Every sign that could be markup or an entity is
// hidden from glamour, so that the text of a page is shown and never interpreted.
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
		glamour.WithWordWrap(0), // already wrapped; glamour counts stand-ins by the locale
		glamour.WithPreservedNewLines(),
	)
	if err != nil {
		return "", err
	}
	return renderer.Render(source)
}

// trimStyled removes the spaces at the end of a line, even those that glamour adds
// in styles to fill the line.
func trimStyled(line string) string {
	visible := strings.TrimRight(ansi.Strip(line), " ")
	return ansi.Truncate(line, ansi.StringWidth(visible), "")
}

// hidden is the first of the stand-ins for ASCII, in a plane of Unicode for private
// use. Each takes one column.
const hidden = 0xf0000

// hidePunctuation replaces each punctuation sign by a stand-in, since markup and
// entities consist of punctuation. Backslashes would not work: glamour removes only
// some of them, and decodes entities twice.
func hidePunctuation(s string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r < 0x7f && !isAlnum(byte(r)) {
			return hidden + r
		}
		return r
	}, s)
}

// showPunctuation undoes hidePunctuation.
func showPunctuation(s string) string {
	return strings.Map(func(r rune) rune {
		if r > hidden+' ' && r < hidden+0x7f {
			return r - hidden
		}
		return r
	}, s)
}
