package view

import (
	"github.com/charmbracelet/x/ansi"

	"news/internal/catalog"
)

// Role is what a piece of text is for. A Style says how each role looks.
type Role uint8

// The roles. Bar and those after it are for a whole screen.
const (
	Plain   Role = iota // running text
	Title               // a headline
	Heading             // a date, the name of a section
	Category
	Link    // the name of a link
	Address // the address of a link
	Quiet   // less important text
	Mark    // a match of a search
	Bar     // the top and the bottom line
	Cursor  // the row or the link that a key acts on
	Key     // the name of a key
	Shade1  // a day with few events
	Shade2
	Shade3
	Shade4 // a day with the most events
)

// Paint returns a text as it looks in a role. An empty text stays empty.
func (s Style) Paint(r Role, text string) string { return paint(s.of(r), text) }

// MarkText returns a text as it looks in a role, with marks in it.
func (s Style) MarkText(r Role, text string, marks []catalog.Mark) string {
	return s.marked(block{text: text, style: s.of(r), marks: marks}, segment{0, len(text)})
}

// of returns the look of a role.
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
	case Bar, Cursor:
		return ansi.Style{}.Reverse(true)
	case Key:
		return ansi.Style{}.Bold()
	}
	return nil
}
