// Package event holds the plain values that the whole program speaks of: an
// event of the news, the reference that names it, the day it stands on, its
// links to other events, and what was wrong with its page. The values come
// from package page, which reads them out of an archive's Markdown pages; this
// package also fixes their canonical order and the join of an event's topics.
package event

import (
	"fmt"
	"slices"
	"strings"
)

// Event is one event of the news, as its page and its day's index tell it.
// All its texts are clean text for people, without markup, entities or control
// characters, but that in Description an empty line parts paragraphs, and a line
// end the items of a list, the rows of a table and the lines of code. An absent
// text is "", an absent list is empty.
type Event struct {
	Ref         Ref
	Number      int // its place in its day, from 1 on
	Category    string
	Headline    string
	Description string
	Blocks      []Block  // the parts of Description, where it is more than paragraphs of prose; else nil
	Topics      []string // its own subjects: see JoinTopics
	Sources     []Source
	Image       string // the address of its picture
	Path        string // its page, from the archive's root on, with forward slashes
	Changes     []Change
	Related     []Link
	Problems    []Problem
}

// TakeHeadline makes the first line of the description of an event without a
// headline its headline.
func (e *Event) TakeHeadline() {
	e.Headline, e.Description, _ = strings.Cut(e.Description, "\n")
	e.Description = strings.TrimPrefix(e.Description, "\n")
	if len(e.Blocks) == 0 {
		return
	}
	e.Headline, e.Blocks = e.Blocks[0].Text, e.Blocks[1:]
	if !slices.ContainsFunc(e.Blocks, func(b Block) bool { return b.Kind != Paragraph }) {
		e.Blocks = nil
	}
}

// Block is a part of a description: what Markdown tells of how it looks.
type Block struct {
	Kind  Kind
	Depth int      // how deep an item, a quote or a heading is, from 0 on; of a row, 0 for the head of a table
	Mark  string   // what stands before an item or a footnote: "-", "1.", "[1]"
	Text  string   // clean text on one line; code keeps its spaces
	Cells []string // the cells of a row; Text is all of them
}

// Kind is what a block of a description is.
type Kind uint8

const (
	Paragraph Kind = iota
	Heading
	ListItem
	Quotation // a paragraph of what somebody else said
	TableRow
	CodeLine
	Footnote
)

// Source is a publication that an event's page cites.
type Source struct {
	Name string
	URL  string
}

// Link leads from one event to another that its page lists as related.
type Link struct {
	Ref      Ref
	Headline string
	Topics   []string // what both events are about, as the link's note names it
	Number   int      // the place of Ref in its day, as far as somebody looked
	Missing  bool     // no page stands behind Ref, as far as somebody looked
}

// Change is a version that an event's headline, and with it its slug, has had.
type Change struct {
	Ref      Ref
	Headline string
	Note     string // when, and which version: "2017-12-01 10:30:05 (First version)"
	Missing  bool   // no page stands behind Ref
}

// Day is one day of an archive.
type Day struct {
	Date     Date
	Entries  []Entry // what its index lists, in order, with a page or without
	Events   []Event // those with a page: as the index lists them, then the rest by name
	Problems []Problem
}

// Find returns the day's event with that reference, or nil.
func (d *Day) Find(ref Ref) *Event {
	for i := range d.Events {
		if d.Events[i].Ref == ref {
			return &d.Events[i]
		}
	}
	return nil
}

// Row is one line of a day: an event, or an entry of the day's index that has
// no page.
type Row struct {
	Event *Event // nil where there is no page
	Entry Entry  // what the index says; the zero Entry where it lists no such event
}

// Rows returns all that a day lists, in order: the entries of its index, then the
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

// Entry is what a day's index says of one event.
type Entry struct {
	Ref         Ref
	Category    string
	Headline    string
	Description string
	Topics      []string
}

// Problem is something in an archive that could not be read or understood.
type Problem struct {
	Path    string // the file or folder, from the archive's root on
	Line    int    // from 1 on; 0 where the whole file is meant
	Message string
}

// String returns the problem the way compilers write theirs: path, line, message.
func (p Problem) String() string {
	if p.Line == 0 {
		return p.Path + ": " + p.Message
	}
	return fmt.Sprintf("%s:%d: %s", p.Path, p.Line, p.Message)
}

// JoinTopics returns an event's own topics: those of its entry in its day's
// index, then those of its related links, in that order, each once.
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
