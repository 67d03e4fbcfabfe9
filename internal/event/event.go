// Package event holds the plain values that the whole program works with: an
// event of the news, the reference that names it, its day, its links to other
// events, and the problems of its page. The values come from package page,
// which reads them from an archive's Markdown pages. This package also defines
// their canonical order and how the topics of an event are joined.
package event

import (
	"fmt"
	"slices"
	"strings"

	"news/internal/text"
)

// Event is one event of the news, read from its page and its day's index. All
// its texts are clean text for people, without markup, entities or control
// characters. Only Description has line breaks: an empty line separates
// paragraphs, and a line end separates the items of a list, the rows of a table
// and the lines of code. An absent text is "", an absent list is empty.
type Event struct {
	Ref         Ref
	Number      int // its place in its day, from 1
	Category    string
	Headline    string
	Description string
	Blocks      []Block  // the parts of Description; nil if it has only paragraphs of prose
	Topics      []string // its subjects: see JoinTopics
	Sources     []Source
	Image       string // the address of its picture
	Path        string // its page, relative to the archive's root, with forward slashes
	Changes     []Change
	Related     []Link
	Problems    []Problem
}

// TakeHeadline moves the first line of the description to the headline. It is
// for an event whose page has no headline.
func (e *Event) TakeHeadline() {
	e.Headline, e.Description, _ = strings.Cut(e.Description, "\n")
	e.Description = strings.TrimPrefix(e.Description, "\n")
	if len(e.Blocks) == 0 {
		return
	}
	e.Headline, e.Blocks = text.Plain(e.Blocks[0].Text), e.Blocks[1:] // code has spaces of its own
	if !slices.ContainsFunc(e.Blocks, func(b Block) bool { return b.Kind != Paragraph }) {
		e.Blocks = nil
	}
}

// Block is a part of a description, with what Markdown says about its form.
type Block struct {
	Kind  Kind
	Depth int      // nesting of an item, a quote or a heading, from 0; of a row, 0 for the head of a table
	Mark  string   // the mark before an item or a footnote: "-", "1.", "[1]"
	Text  string   // clean text on one line; code keeps its spaces
	Cells []string // the cells of a row; Text has all of them
}

// Kind is the kind of a block.
type Kind uint8

const (
	Paragraph Kind = iota
	Heading
	ListItem
	Quotation // a paragraph of quoted text
	TableRow
	CodeLine
	Footnote
)

// Source is a publication that an event's page cites.
type Source struct {
	Name string
	URL  string
}

// Link is a related event that a page lists.
type Link struct {
	Ref      Ref
	Headline string
	Topics   []string // the subjects of both events, from the link's note
	Number   int      // the place of Ref in its day; 0 if it was not looked up
	Missing  bool     // Ref was looked up and has no page
}

// Change is an earlier version of an event's headline, and of the slug that
// follows from it.
type Change struct {
	Ref      Ref
	Headline string
	Note     string // when, and which version: "2017-12-01 10:30:05 (First version)"
	Missing  bool   // Ref has no page
}

// Day is one day of an archive.
type Day struct {
	Date     Date
	Entries  []Entry // the entries of its index, in order, with a page or without
	Events   []Event // the events with a page: in the order of the index, then the rest by name
	Problems []Problem
}

// Find returns the day's event with a reference, or nil.
func (d *Day) Find(ref Ref) *Event {
	for i := range d.Events {
		if d.Events[i].Ref == ref {
			return &d.Events[i]
		}
	}
	return nil
}

// Row is one line of a day: an event, or an entry of the day's index without a
// page.
type Row struct {
	Event *Event // nil if there is no page
	Entry Entry  // the entry of the index; the zero Entry where the index does not list the event
}

// Rows returns all rows of a day, in order: the entries of its index, then the
// events that the index does not list.
func (d *Day) Rows() []Row {
	events := make(map[Ref]*Event, len(d.Events))
	for i := range d.Events {
		events[d.Events[i].Ref] = &d.Events[i]
	}
	rows := make([]Row, 0, len(d.Entries)+len(d.Events))
	for _, entry := range d.Entries {
		rows = append(rows, Row{events[entry.Ref], entry})
		delete(events, entry.Ref)
	}
	for i := range d.Events {
		if e := &d.Events[i]; events[e.Ref] != nil {
			rows = append(rows, Row{Event: e})
		}
	}
	return rows
}

// Entry is an event as its day's index describes it.
type Entry struct {
	Ref         Ref
	Category    string
	Headline    string
	Description string
	Topics      []string
}

// Problem is something in an archive that could not be read or understood.
type Problem struct {
	Path    string // the file or folder, relative to the archive's root
	Line    int    // from 1; 0 for the whole file
	Message string
}

// String returns the problem in the form of a compiler's message: path, line,
// message.
func (p Problem) String() string {
	if p.Line == 0 {
		return p.Path + ": " + p.Message
	}
	return fmt.Sprintf("%s:%d: %s", p.Path, p.Line, p.Message)
}

// JoinTopics returns the topics of an event: the topics of its entry in its
// day's index, then the topics of its related links, in that order, each once.
func JoinTopics(entry []string, related []Link) []string {
	var topics []string
	seen := make(map[string]bool)
	add := func(names []string) {
		for _, name := range names {
			if !seen[name] {
				seen[name] = true
				topics = append(topics, name)
			}
		}
	}
	add(entry)
	for _, link := range related {
		add(link.Topics)
	}
	return topics
}
