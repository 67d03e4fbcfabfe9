package page

import (
	"strconv"
	"strings"

	"news/internal/event"
	"news/internal/text"
)

// Event reads the page of one event. It takes the bytes of the page, its path
// from the archive's root on, and the reference that its folder and file name
// make. It never fails: of a page that cannot be understood it gives what could
// be read, and Problems that say what could not, and where.
//
// Number is 0 and Topics is nil, since the day's index belongs to both; Missing
// is false everywhere, since only the archive knows. The description is all the
// text between the headline and the first section. Changes has every version,
// the current one too.
//
// The texts are pieces of one copy of the page: whoever keeps a few of them for
// long keeps all of it, unless they are cloned.
func Event(data []byte, path string, ref event.Ref) event.Event {
	p := eventPage{page: open(string(data), path)}
	p.event.Ref, p.event.Path = ref, p.path
	if len(trim(p.rest)) == 0 {
		p.problemAt(0, "the page is empty")
		p.event.Problems = p.found()
		return p.event
	}
	for p.next() {
		p.read()
	}
	p.event.Description = text.Clean(strings.Join(p.description, " "))
	if p.event.Image == "" {
		p.event.Image = p.picture
	}
	if p.event.Headline == "" {
		p.problemAt(0, "the page has no headline")
	}
	p.event.Problems = p.found()
	return p.event
}

// eventPage is an event's page that is being read.
type eventPage struct {
	*page
	event       event.Event
	section     section
	category    string   // the last line ##### before the headline
	description []string // its lines, as the page writes them
	picture     string   // the first [IMG]
}

// read takes in the line that was read last.
func (p *eventPage) read() {
	if len(p.line) == 0 {
		return
	}
	if level, title := heading(p.line); level > 0 {
		p.heading(level, title)
		return
	}
	switch p.section {
	case preface, outOfBounds:
	case body:
		p.bodyLine()
	default:
		p.itemLine()
	}
}

// heading takes in a heading: the day, the category, the headline, or the
// beginning of a section.
func (p *eventPage) heading(level int, title string) {
	if named, ok := dayHeading(title); ok && level > 1 {
		if named != p.event.Ref.Date {
			p.problem("the page names another day than its folder", title)
		}
		return
	}
	begins := sectionOf(title)
	switch {
	case begins != unknown:
		p.section = begins
	case level == 1:
		p.headline(title)
	case p.section != preface:
		p.section = unknown
	case level == 5:
		p.category = title
	}
}

// headline takes in the headline; the first one of a page counts.
func (p *eventPage) headline(title string) {
	if p.event.Headline != "" {
		p.problem("a second headline", title)
		p.section = outOfBounds
		return
	}
	p.section = body
	p.event.Headline = text.Clean(title)
	p.event.Category = text.Clean(p.category)
}

// bodyLine takes in a line of the description, or a list item that stands
// there without the heading it should have.
func (p *eventPage) bodyLine() {
	if rest, ok := listItem(p.line); ok && len(rest) > 0 && rest[0] == '[' && strings.Contains(rest, "](") {
		p.section = unknown
		p.itemLine()
		return
	}
	if _, ok := lineNote(p.line); ok || isRule(p.line) {
		return
	}
	p.description = append(p.description, p.line)
}

// itemLine takes in a list item of a section. Other text in a section tells
// nothing about the event.
func (p *eventPage) itemLine() {
	item, ok := listItem(p.line)
	if len(item) == 0 || !ok && item[0] != '[' {
		return
	}
	switch p.section {
	case sources:
		p.readSources(item)
	case related:
		p.readRelated(item)
	case changes:
		p.readChange(item)
	case unknown:
		p.readByShape(item)
	}
}

// readByShape takes in an item under a heading of no known language: links
// into the archive are related events or former headlines, others are sources.
func (p *eventPage) readByShape(item string) {
	l, ok := eventLink(item)
	if !ok {
		return
	}
	note := noteIn(l.rest)
	_, slug, ok := event.ParseLink(l.address)
	elsewhere := strings.Contains(l.address, "://") && !strings.Contains(l.rest, "_")
	switch {
	case !ok || slug == "" || elsewhere:
		p.readSources(item)
	case isVersion(note):
		p.readChange(item)
	default:
		p.readRelated(item)
	}
}

// readRelated takes in a link to another event and the topics in its note.
func (p *eventPage) readRelated(item string) {
	l, ref, ok := p.target(item)
	if !ok {
		return
	}
	if p.event.Related == nil {
		p.event.Related = make([]event.Link, 0, usual)
	}
	p.event.Related = append(p.event.Related, event.Link{
		Ref:      ref,
		Headline: text.Clean(l.label),
		Topics:   noteTopics(noteIn(l.rest)),
	})
}

// readChange takes in a version of the headline.
func (p *eventPage) readChange(item string) {
	l, ref, ok := p.target(item)
	if !ok {
		return
	}
	p.event.Changes = append(p.event.Changes, event.Change{
		Ref:      ref,
		Headline: text.Clean(l.label),
		Note:     text.Clean(noteIn(l.rest)),
	})
}

// target gives the link of an item and the event that it leads to.
func (p *page) target(item string) (link, event.Ref, bool) {
	l, ok := eventLink(item)
	if !ok {
		p.problem("no whole link", item)
		return l, event.Ref{}, false
	}
	d, slug, ok := event.ParseLink(l.address)
	if !ok || slug == "" {
		p.problem("a link that leads to no event", linkEnd(item))
		return l, event.Ref{}, false
	}
	return l, event.Ref{Date: d, Slug: slug}, true
}

// linkEnd gives the part of an item that tells where its link leads.
func linkEnd(item string) string { return item[lastLink(item)+1:] }

// dayHeading reads a heading that names the day of its page:
// [2016-04-3](/news/2016/04/3/index.md). It reports false for other headings.
func dayHeading(title string) (event.Date, bool) {
	if len(title) == 0 || title[0] != '[' {
		return event.Date{}, false
	}
	end, broken := labelEnd(title[1:])
	if broken {
		return event.Date{}, false
	}
	return dateIn(trim(title[1 : 1+end]))
}

// dateIn reads a day as pages write it, 2016-04-3. It does not ask whether the
// calendar has it.
func dateIn(label string) (event.Date, bool) {
	if len(label) < len("2016-4-3") || len(label) > len("2016-04-03") || label[4] != '-' {
		return event.Date{}, false
	}
	month, day, found := strings.Cut(label[5:], "-")
	m, okMonth := event.TwoDigits(month)
	d, okDay := event.TwoDigits(day)
	if !found || !okMonth || !okDay || !isYear(label[:4]) {
		return event.Date{}, false
	}
	year, _ := strconv.Atoi(label[:4])
	return event.Date{Year: year, Month: m, Day: d}, true
}

// usual is how many events a page lists as a rule.
const usual = 10
