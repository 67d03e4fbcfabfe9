package view

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"news/internal/catalog"
)

// Role is what a piece of text is for. A Style says how each role looks.
type Role uint8

// The roles. Cursor and the roles after it are for a whole screen.
const (
	Plain   Role = iota // running text
	Title               // a headline
	Heading             // a date, the name of a section
	Category
	Link    // the name of a link
	Address // the address of a link
	Quiet   // less important text
	Mark    // a match of a search
	Cursor  // the row or the link that a key acts on
	Key     // the name of a key
	Shade1  // a day with few events
	Shade2
	Shade3
	Shade4 // a day with the most events
)

// Paint returns a text as it looks in a role. An empty text stays empty. A text that
// has styles keeps them on top of the role's.
func (s Style) Paint(r Role, text string) string {
	look := s.of(r)
	if len(look) > 0 {
		text = strings.NewReplacer("\x1b[m", "\x1b[m"+look.String(), "\x1b[0m", "\x1b[m"+look.String()).Replace(text)
	}
	return paint(look, text)
}

// MarkText returns a text as it looks in a role, with marks in it.
func (s Style) MarkText(r Role, text string, marks []catalog.Mark) string {
	return s.marked(block{text: text, style: s.of(r), marks: marks}, segment{0, len(text)})
}

// MarkLines returns a text as MarkText does, in lines of at most width columns that
// end where a line may end in the text's script.
func (s Style) MarkLines(r Role, text string, marks []catalog.Mark, width int) []string {
	b := block{text: text, style: s.of(r), marks: marks}
	var lines []string
	for _, line := range wrap(text, width) {
		lines = append(lines, s.marked(b, line))
	}
	return lines
}

// PaintColumns returns a styled line with the columns from up to to in a role, such
// as a place of a link.
func (s Style) PaintColumns(r Role, line string, from, to int) string {
	before, rest := splitStyled(line, from)
	middle, after := splitStyled(rest, to-from)
	return before + s.Paint(r, middle) + after
}

// of returns the look of a role. What a whole screen needs is in terms that every
// terminal knows, so that it can be read on dark and on light and without colours.
func (s Style) of(r Role) ansi.Style {
	switch r {
	case Plain:
		return s.plain
	case Title:
		return s.headline
	case Heading:
		return s.heading
	case Category:
		return s.category
	case Link:
		return s.link
	case Address:
		return s.address
	case Quiet:
		return s.quiet
	case Mark:
		return s.mark
	case Cursor:
		return ansi.Style{}.Bold().Reverse(true)
	case Key:
		return ansi.Style{}.Bold()
	}
	return shade(r)
}

// shade returns the look of a day with so many events: a colour of the terminal's
// own for each step, and with no colours from faint to bold.
func shade(r Role) ansi.Style {
	switch r {
	case Shade1:
		return ansi.Style{}.Faint()
	case Shade2:
		return ansi.Style{}.ForegroundColor(ansi.Cyan)
	case Shade3:
		return ansi.Style{}.ForegroundColor(ansi.Magenta)
	case Shade4:
		return ansi.Style{}.Bold().ForegroundColor(ansi.Red)
	}
	return nil
}
