package page

import (
	"strings"

	"news/internal/event"
	"news/internal/text"
)

// Day reads a day's index page, which lists the events of the day. It takes the
// bytes of the page, its path from the archive's root on, and the day that its
// folder names. It never fails: what could not be understood is in Problems.
//
// An entry listed twice counts once, where it stands first. An entry keeps the
// reference that its link has, even that of another day or of an event without
// a page: the archive knows which of them are there.
func Day(data []byte, path string, d event.Date) event.Day {
	p := dayPage{page: open(string(data), path, d), day: event.Day{Date: d}, seen: make(map[event.Ref]bool)}
	if len(trim(p.rest)) == 0 {
		p.problemAt(0, "the page is empty")
	}
	for !p.over && p.next() {
		p.read()
	}
	p.close()
	p.day.Problems = p.found()
	return p.day
}

// dayPage is a day's page that is being read.
type dayPage struct {
	*page
	day         event.Day
	category    string
	entry       *event.Entry // the one whose text is being read, or nil
	description []string     // the lines of that entry, as the page writes them
	seen        map[event.Ref]bool
	over        bool // the link to the day before has been read
}

// read takes in the line that was read last.
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
		p.category = text.Clean(title)
		return
	}
	if len(title) > 0 && title[0] == '[' {
		p.link(level, title)
	}
}

// link takes in a heading that is a link: the day's own, an entry, or the one
// to the day before, after which nothing of this day follows.
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
		p.over = len(p.day.Entries) > 0
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
	p.entry = &event.Entry{
		Ref:      ref,
		Category: p.category,
		Headline: text.Clean(l.label),
		Topics:   noteTopics(noteIn(l.rest)),
	}
}

// text takes in a line below an entry: its description or its topics.
func (p *dayPage) text() {
	if p.entry == nil || isRule(p.line) {
		return
	}
	if note, ok := lineNote(p.line); ok {
		p.entry.Topics = append(p.entry.Topics, noteTopics(note)...)
		return
	}
	p.description = append(p.description, p.line)
}

// close puts the entry that was being read into the day.
func (p *dayPage) close() {
	if p.entry == nil {
		return
	}
	p.entry.Description = p.prose(strings.Join(p.description, " "))
	p.day.Entries = append(p.day.Entries, *p.entry)
	p.entry, p.description = nil, p.description[:0]
}
