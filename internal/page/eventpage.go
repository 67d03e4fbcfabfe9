package page

import (
	"slices"
	"strconv"
	"strings"

	"news/internal/event"
	"news/internal/text"
)

// Event reads the page of one event. It takes the bytes of the page, its path
// relative to the archive's root, and the reference of its folder and file
// name. It never fails: it returns what it can read, and Problems that say what
// it cannot read, and where.
//
// Number is 0, because it depends on the day's index. Missing is always false,
// because only the archive knows which pages exist. Topics are the topics that
// the page has for itself, such as the tags of its front matter; they are used
// if neither the day's index nor the links have topics. Description is all text
// of the page except its headline and its lists of sources, changes and related
// events. Changes has every version, including the current one. Headline is ""
// for a page that has only text: see the TakeHeadline method of event.Event.
//
// The texts are parts of one copy of the page. To keep a few of them for long
// without the page, clone them.
func Event(data []byte, path string, ref event.Ref) event.Event {
	return readEvent(data, path, ref, func(*eventPage) bool { return false })
}

// Headline reads the page of one event as Event does, as far as its headline: what
// comes after may be missing from the event.
func Headline(data []byte, path string, ref event.Ref) event.Event {
	return readEvent(data, path, ref, func(p *eventPage) bool { return p.event.Headline != "" })
}

// readEvent reads the page of one event, until a function reports after a line that
// this is enough.
func readEvent(data []byte, path string, ref event.Ref, isEnough func(*eventPage) bool) event.Event {
	p := eventPage{page: open(string(data), path, ref.Date)}
	p.event.Ref, p.event.Path = ref, p.path
	if len(trim(p.rest)) == 0 {
		p.problemAt(0, "the page is empty")
		p.event.Problems = p.allProblems()
		return p.event
	}
	p.matter = p.frontMatter()
	for !isEnough(&p) && p.next() {
		p.read()
	}
	p.finish()
	return p.event
}

// eventPage is an event's page during reading.
type eventPage struct {
	*page
	event    event.Event
	section  section
	dated    bool   // a heading has the day
	category string // the last heading of level 5 before the headline
	title    string // the headline if the page has no heading of level 1
	matter   frontMatter
	text     prose
	headings []pendingHeading // the last headings, without text after them so far
	picture  string           // the first [IMG]
}

// pendingHeading is a heading that may belong to the text or begin a list: the
// lines after it decide.
type pendingHeading struct {
	title string
	level int
}

// finish completes the event after the last line.
func (p *eventPage) finish() {
	p.text.end(p.page)
	if last := len(p.headings) - 1; last >= 0 && beginsSection(p.headings[last].title) {
		p.headings = p.headings[:last] // the page is cut off
	}
	p.writeHeadings()
	if p.event.Headline == "" {
		p.findHeadline()
	} else if p.title != "" {
		p.text.blocks = slices.Insert(p.text.blocks, 0, event.Block{Kind: event.Heading, Depth: 1, Text: p.title})
		p.text.rich = true
	}
	p.event.Description = p.text.description()
	if p.text.rich {
		p.event.Blocks = p.text.blocks
	}
	if p.event.Image == "" {
		p.event.Image = p.picture
	}
	if p.event.Category == "" {
		p.event.Category = p.matter.category
	}
	p.event.Topics = append(p.event.Topics, p.matter.tags...)
	if p.matter.dayLine > 0 && !p.dated && p.matter.day != p.event.Ref.Date {
		p.problemAt(p.matter.dayLine, "the page names another day than its folder: "+quote(p.matter.written))
	}
	if p.event.Headline == "" && len(p.text.blocks) == 0 {
		p.problemAt(0, "the page has no headline")
	}
	p.event.Problems = p.allProblems()
}

// findHeadline finds a headline for a page without a heading of level 1: the
// title of its front matter, its first heading, or a first line in bold.
func (p *eventPage) findHeadline() {
	p.event.Category = text.Clean(p.category)
	switch {
	case p.matter.title != "":
		p.event.Headline = p.matter.title
		if p.title != "" && p.title != p.matter.title {
			p.text.blocks = slices.Insert(p.text.blocks, 0, event.Block{Kind: event.Heading, Depth: 1, Text: p.title})
			p.text.rich = true
		}
	case p.title != "":
		p.event.Headline = p.title
	case p.text.splitFirstLine(p.page):
		p.event.Headline = p.text.blocks[0].Text
		p.text.blocks = p.text.blocks[1:]
	}
}

// read processes the current line.
func (p *eventPage) read() {
	if len(p.line) == 0 {
		p.text.end(p.page)
		return
	}
	switch p.line[0] {
	case '#':
		if level, title := heading(p.line); level > 0 {
			p.heading(level, title)
			return
		}
	case '`', '~':
		if p.text.fence(p.page) {
			p.writeHeadings()
			return
		}
	case '=', '-', '*', '_':
		if p.readRule() {
			return
		}
	case '[':
		if _, _, ok := definition(p.line); ok {
			return
		}
	}
	switch p.section {
	case preface, body:
		p.bodyLine()
	default:
		p.itemLine()
	}
}

// readRule processes a horizontal rule, or the underline of a heading. It
// reports false for other lines.
func (p *eventPage) readRule() bool {
	level := underline(p.line)
	if level == 0 || len(p.text.lines) != 1 || p.text.block.Kind != event.Paragraph {
		rule := isRule(p.line)
		if rule {
			p.text.end(p.page)
		}
		return rule
	}
	title := p.text.lines[0]
	p.text.lines = p.text.lines[:0]
	p.heading(level, title)
	return true
}

// heading processes a heading: the day, the category, the headline, or the
// beginning of a section.
func (p *eventPage) heading(level int, title string) {
	p.text.end(p.page)
	if named, ok := dayHeading(title); ok && level > 1 {
		p.dated = true
		if named != p.event.Ref.Date {
			p.problem("the page names another day than its folder", title)
		}
		return
	}
	begins := sectionOf(title)
	switch {
	case begins != unknown:
		p.writeHeadings()
		p.section = begins
	case level == 1:
		p.headline(level, title)
	case p.section == preface && level == 5:
		p.category = title
	case p.section == preface && p.isTitle(title):
		p.title = p.prose(unlinked(title))
	default:
		p.keepPending(level, title)
	}
}

// isTitle reports whether a heading can be the headline of a page without a
// heading of level 1: there is no text above it, and it does not begin a list.
func (p *eventPage) isTitle(title string) bool {
	return p.title == "" && len(p.text.blocks) == 0 && len(title) > 0 && title[0] != '[' &&
		!strings.HasSuffix(title, ":") && !strings.HasSuffix(title, "：")
}

// keepPending keeps a heading until the lines after it decide what it is.
func (p *eventPage) keepPending(level int, title string) {
	if p.section != preface {
		p.section = unknown
	}
	if title != "" && !isHalfDay(title) {
		p.headings = append(p.headings, pendingHeading{title, level})
	}
}

// isHalfDay reports whether a heading is the beginning of a day, at the end of
// a page that is cut off: [2016-04-
func isHalfDay(title string) bool {
	return len(title) > 5 && title[0] == '[' && isYear(title[1:5]) && strings.IndexByte(title, ']') < 0
}

// writeHeadings adds the pending headings to the text.
func (p *eventPage) writeHeadings() {
	for _, h := range p.headings {
		p.text.heading(p.page, h.title, h.level)
	}
	p.headings = p.headings[:0]
}

// headline processes a headline. The first headline of a page is the event's. A
// second one is a heading of the text.
func (p *eventPage) headline(level int, title string) {
	if p.event.Headline != "" {
		p.problem("a second headline", title)
		p.keepPending(level, title)
		return
	}
	p.section = body
	p.text.titled = true
	p.event.Headline = p.prose(unlinked(title))
	p.event.Category = text.Clean(p.category)
}

// bodyLine processes a line of the description, or a list item without a
// heading above it.
func (p *eventPage) bodyLine() {
	if rest, ok := listItem(p.line); ok && len(rest) > 0 && p.isLink(rest) && (p.section == body || p.hasTitle()) {
		p.text.end(p.page)
		p.section = unknown
		p.itemLine()
		return
	}
	if p.section == preface && p.isPreface() {
		return
	}
	p.textLine()
}

// hasTitle reports whether the preface has something that can be the headline.
func (p *eventPage) hasTitle() bool {
	return p.title != "" || p.matter.title != "" || len(p.text.blocks) > 0 || len(p.text.lines) > 0
}

// isPreface reports whether a line above the headline says nothing about the
// event: it has links to the page in other formats, or the day without the mark
// of a heading.
func (p *eventPage) isPreface() bool {
	if strings.Contains(p.line, "[HTML](") || strings.Contains(p.line, "[JSON](") {
		return true
	}
	_, ok := dayHeading(p.line)
	return ok
}

// isLink reports whether an item begins with a link.
func (p *eventPage) isLink(item string) bool {
	switch item[0] {
	case '[':
		return strings.Contains(item, "](") || p.definitions != nil && strings.Contains(p.inlineLinks(item), "](")
	case '<':
		item = p.inlineLinks(item)
		return strings.HasPrefix(item, "[") || isWebAddress(item)
	}
	return isWebAddress(item)
}

// isWebAddress reports whether a text begins with a web address.
func isWebAddress(s string) bool {
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}

// textLine processes a line of text.
func (p *eventPage) textLine() {
	if note, ok := lineNote(p.line); ok {
		if word, _, _ := cutNoteWord(note); isNoteWord(word) {
			p.event.Topics = append(p.event.Topics, noteTopics(note)...)
			return
		}
	}
	if len(p.headings) > 0 {
		p.writeHeadings()
	}
	p.text.line(p.page)
}

// itemLine processes a list item of a section. Other lines are text.
func (p *eventPage) itemLine() {
	item, ok := listItem(p.line)
	if len(item) == 0 {
		return
	}
	if !ok && !p.isLink(item) {
		p.textLine()
		return
	}
	item = p.inlineLinks(item)
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

// readByShape processes an item under a heading that is in no known language: a
// link into the archive is a related event or a former headline, another link
// is a source. An item that does not begin with a link is text.
func (p *eventPage) readByShape(item string) {
	l, ok := eventLink(item)
	if !ok && !isWebAddress(item) || ok && (item[0] != '[' || isProse(l.rest)) {
		p.textLine()
		return
	}
	if len(p.headings) > 0 { // the last heading belongs to the list
		p.headings = p.headings[:len(p.headings)-1]
		p.writeHeadings()
	}
	note := noteIn(l.rest)
	_, slug, ok := p.resolve(l.address)
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

// isProse reports whether the text after a link looks like the rest of a
// sentence.
func isProse(rest string) bool {
	const words = 4
	return len(strings.Fields(rest)) >= words && !strings.ContainsAny(rest, "_[")
}

// readRelated processes a link to a related event and the topics in its note.
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

// readChange processes a version of the headline.
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

// target returns the link of an item and the event that it leads to.
func (p *page) target(item string) (link, event.Ref, bool) {
	l, ok := eventLink(item)
	if !ok {
		p.problem("no whole link", item)
		return l, event.Ref{}, false
	}
	d, slug, ok := p.resolve(l.address)
	if !ok || slug == "" {
		p.problem("a link that leads to no event", linkEnd(item))
		return l, event.Ref{}, false
	}
	return l, event.Ref{Date: d, Slug: slug}, true
}

// linkEnd returns the part of an item with the address of its link.
func linkEnd(item string) string { return item[lastLink(item)+1:] }

// dayHeading reads a heading with the day of its page:
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

// dateIn reads a day as pages write it, 2016-04-3. It does not check that the
// calendar has the day.
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

// usual is the usual number of related events of a page.
const usual = 10
