package view

import (
	"strings"

	"news/internal/event"
)

// Page is an event laid out in lines, for a whole screen.
type Page struct {
	Lines []string // styled, without line ends
	Links []PageLink
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

// LinkPlace is a part of a line that shows a link: the columns From up to To,
// without To.
type LinkPlace struct{ Line, From, To int }

// PageOptions says how a page is laid out.
type PageOptions struct {
	Style    Style
	Width    int // of the lines, in columns
	Language Language
	Links    bool     // the terminal knows hyperlinks (OSC 8)
	Words    []string // to mark
}

// NewPage returns an event laid out in lines, as Terminal.Event writes it, with
// numbers before the sources and the related events.
func NewPage(e event.Event, o PageOptions) Page {
	var out strings.Builder
	NewTerminal(&out, o.Style, o.Width, o.Links).In(o.Language).Event(e)
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	day := PageLink{Kind: DayLink, Ref: event.Ref{Date: e.Ref.Date}, Places: []LinkPlace{{0, 0, 4}}}
	return Page{Lines: lines, Links: []PageLink{day}}
}
