package view

import (
	"strings"

	"github.com/charmbracelet/glamour"
	"github.com/charmbracelet/x/ansi"
)

// markdown renders a text of prose through glamour. The text is wrapped before, since
// glamour wraps no Chinese, and every sign in it that Markdown could read as markup, or
// as an entity to decode, is escaped: what a page says is shown and never obeyed.
func (t *Terminal) markdown(s string) string {
	var source strings.Builder
	for i, line := range wrap(s, t.column()) {
		if i > 0 {
			source.WriteByte('\n')
		}
		source.WriteString(escapeMarkdown(s[line.start:line.end]))
	}
	rendered, err := t.render(source.String())
	if err != nil {
		rendered = s
	}
	var out strings.Builder
	for _, line := range strings.Split(strings.Trim(rendered, "\n"), "\n") {
		out.WriteString(trimStyled(ansi.Truncate(line, t.column(), "")))
		out.WriteByte('\n')
	}
	return out.String()
}

func (t *Terminal) render(source string) (string, error) {
	renderer, err := glamour.NewTermRenderer(
		glamour.WithStyles(t.style.config),
		glamour.WithWordWrap(t.column()),
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

// escapeMarkdown puts a backslash before all punctuation, which CommonMark
// then takes for itself (section 2.4), so that no markup is left, nor an
// entity, nor an address that would be made a link.
func escapeMarkdown(s string) string {
	var b strings.Builder
	b.Grow(len(s) + len(s)/8)
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c > ' ' && c < 0x7f && !(c >= '0' && c <= '9') && !(c|0x20 >= 'a' && c|0x20 <= 'z') {
			b.WriteByte('\\')
		}
		b.WriteByte(c)
	}
	return b.String()
}
