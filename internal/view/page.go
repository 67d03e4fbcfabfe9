package view

import (
	"io"

	"news/internal/catalog"
	"news/internal/event"
)

// Page is an event laid out in lines, for a whole screen.
type Page struct {
	Lines   []string // styled, without line ends
	Links   []PageLink
	Matches [][]LinkPlace // where each of the words to mark stands, from top to bottom
}

// PageLink is a link of a page. It has at least one place.
type PageLink struct {
	Kind    LinkKind
	Topic   string    // of a TopicLink
	Address string    // of a SourceLink
	Ref     event.Ref // of a RelatedLink; of a DayLink, with a Date alone
	Number  int       // the number before a source or a related event; else 0
	Places  []LinkPlace
}

// LinkKind is what a link leads to.
type LinkKind uint8

// The kinds of links.
const (
	TopicLink LinkKind = iota
	SourceLink
	RelatedLink
	DayLink
)

// LinkPlace is a part of a line that shows a link or a match: the columns From up to
// To, without To. A link that goes over several lines has a place in each.
type LinkPlace struct{ Line, From, To int }

// PageOptions says how a page is laid out.
type PageOptions struct {
	Style    Style
	Width    int // of the lines, in columns; from 20 on no line is wider
	Language Language
	Links    bool     // the terminal knows hyperlinks (OSC 8)
	Words    []string // to mark where words begin with them, however accented or spelled
	Find     string   // letters to mark anywhere, compared in the same way; "" for none
	// Marks returns what else is to be marked of a text, in order and without overlap,
	// such as what a search matched; nil for nothing.
	Marks func(text string) []catalog.Mark
}

// NewPage returns an event laid out in lines, as Terminal.Event writes it, with
// numbers before the sources and the related events that can be opened. The links
// are in the order of the page.
func NewPage(e event.Event, o PageOptions) Page {
	t := NewTerminal(io.Discard, o.Style, o.Width, o.Links).In(o.Language)
	t.page = &layout{highest: openable(e), sought: newSought(o)}
	t.Event(e)
	return t.page.finished()
}

// openable returns how many sources and related events of an event can be opened.
func openable(e event.Event) int {
	n := 0
	for _, source := range e.Sources {
		if source.URL != "" {
			n++
		}
	}
	if e.Image != "" {
		n++
	}
	for _, l := range e.Related {
		if !l.Missing {
			n++
		}
	}
	return n
}
