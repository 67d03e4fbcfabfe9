package page

import (
	"strings"

	"news/internal/event"
	"news/internal/text"
)

// Day reads a day's index page, which lists the events of the day. It takes the
// bytes of the page, its path relative to the archive's root, and the day of
// its folder. It never fails: what it cannot read is reported in Problems.
//
// An event that is listed twice has one entry, the first. An entry keeps the
// reference of its link, even if that is of another day or of an event without
// a page: only the archive knows which events have pages.
func Day(data []byte, path string, d event.Date) event.Day {
	return readDay(data, path, d, nil)
}

// Entries reads the entries of a day's index page as Day does, without their
// descriptions and categories, and only the references of those that are not wanted. A
// large page of which few events are wanted costs little more than the search for its
// headings.
func Entries(data []byte, path string, d event.Date, wanted func(event.Ref) bool) []event.Entry {
	return readDay(data, path, d, wanted).Entries
}

// readDay reads a day's index page: whole, or only what Entries returns if wanted is not
// nil.
func readDay(data []byte, path string, d event.Date, wanted func(event.Ref) bool) event.Day {
	p := dayPage{page: open(string(data), path, d), wanted: wanted, day: event.Day{Date: d}, seen: make(map[event.Ref]bool)}
	if len(trim(p.rest)) == 0 {
		p.problemAt(0, "the page is empty")
	}
	for !p.done && p.next() {
		p.read()
	}
	p.close()
	p.day.Problems = p.allProblems()
	return p.day
}

// dayPage is a day's page during reading.
type dayPage struct {
	*page
	day         event.Day
	wanted      func(event.Ref) bool // whose entries are read whole but for their descriptions; nil where all is read
	bare        bool                 // only the reference of the entry is read
	category    string
	entry       *event.Entry // the entry whose text is being read, or nil
	description []string     // the lines of the entry's description, as the page writes them
	seen        map[event.Ref]bool
	done        bool // the link to the day before was read
}

// read processes the current line.
func (p *dayPage) read() {
	if len(p.line) == 0 {
		return
	}
	level, title := heading(p.line)
	if level == 0 {
		p.text()
		return
	}
	p.close()
	if level >= 5 {
		if p.wanted == nil {
			p.category = text.Clean(title)
		}
		return
	}
	if len(title) > 0 && title[0] == '[' {
		p.link(level, title)
	}
}

// link processes a heading that is a link: to the day itself, to an event, or
// to the day before. Nothing of the day follows a link to the day before.
func (p *dayPage) link(level int, title string) {
	if named, ok := dayHeading(title); ok {
		if named != p.day.Date {
			p.problem("the page names another day than its folder", title)
		}
		return
	}
	l, whole := eventLink(title)
	linked, slug, ok := p.resolve(l.address)
	if whole && (ok && slug == "" || !ok && level <= 2) {
		p.done = len(p.day.Entries) > 0
		return
	}
	if !ok {
		p.problem("an entry that leads to no event", title)
		return
	}
	ref := event.Ref{Date: linked, Slug: slug}
	if p.seen[ref] {
		return
	}
	p.seen[ref] = true
	if p.bare = p.wanted != nil && !p.wanted(ref); p.bare {
		p.entry = &event.Entry{Ref: ref}
		return
	}
	p.entry = &event.Entry{
		Ref:      ref,
		Category: p.category,
		Headline: text.Clean(l.label),
		Topics:   noteTopics(noteIn(l.rest)),
	}
}

// text processes a line below an entry: its description or its topics. A rule
// ends the entry: the text below it is of the page, such as the foot with its
// source.
func (p *dayPage) text() {
	if p.entry == nil {
		return
	}
	if isRule(p.line) {
		p.close()
		return
	}
	if p.bare {
		return
	}
	if note, ok := lineNote(p.line); ok {
		p.entry.Topics = append(p.entry.Topics, noteTopics(note)...)
		return
	}
	if p.wanted == nil {
		p.description = append(p.description, p.line)
	}
}

// close adds the current entry to the day.
func (p *dayPage) close() {
	if p.entry == nil {
		return
	}
	if p.wanted == nil {
		p.entry.Description = p.prose(strings.Join(p.description, " "))
	}
	p.day.Entries = append(p.day.Entries, *p.entry)
	p.entry, p.description = nil, p.description[:0]
}
