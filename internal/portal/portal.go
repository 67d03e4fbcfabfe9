// Package portal reads Wikipedia's Current events portal, which has a page of wiki
// text for each day since July 2002. The pages come from the API of MediaWiki
// (Client), or from files (Read): exports, dumps, wiki text. Parse reads the events of
// a day out of the wiki text of its page, with their categories, stories, links and
// sources. Slugs, topics and the pages of an archive are made of them elsewhere.
package portal

import (
	"time"

	"news/internal/event"
)

// Page is the wiki text of a page of the portal, in one of its revisions.
type Page struct {
	Title    string     // as the wiki writes it: "Portal:Current events/2016 April 3"
	File     string     // the file of wiki text that the page is from, if it has no title
	Given    event.Date // the day that was asked for, if neither title nor file nor text names one
	Revision int64      // 0 if it is not known
	Time     time.Time  // when the revision was made; the zero Time if it is not known
	Text     string
	Redirect string // the title of the page that this one leads to; Text is the text of that page, if it is known
	Missing  bool   // the wiki has no such page
	Hidden   bool   // the wiki does not show the text of the revision
}

// Day is what a page says about its day.
type Day struct {
	Date     event.Date // the zero Date if nothing names it
	Title    string
	Revision int64
	Time     time.Time
	Redirect string // the title of the page that this one leads to, or ""
	Events   []Event
	Problems []event.Problem // in the order of their lines
}

// LongestText is the greatest length of a page's text in bytes, which MediaWiki sets.
// Longer pages are not read.
const LongestText = 2 << 20

// Event is an event of a day. Its texts are text for people: without markup,
// entities and control characters, on one line.
type Event struct {
	Line     int     // where it begins in the page, from 1
	Category string  // as the page writes it; "" if there is none
	Stories  []Story // the stories that it belongs to, the outermost first; shared with other events
	Text     string
	Links    []Link         // the links in Text, in order
	Sources  []event.Source // each once; without a name or an address where the page has none
}

// Story is a line above an event that says what it is about: the heading of a
// group, or an item of a list with lower items.
type Story struct {
	Line  int
	Depth int // 0 for a heading, else how many stars its line has; several stories of one line have the same
	Name  string
	Links []Link // the links in Name, in order
	Event bool   // the line is an event, too, and Name is its text
}

// Link is a link to an article of the wiki within a text.
type Link struct {
	Start, End int    // the words of the link, in bytes of the text
	Article    string // the title of the article, with spaces and a capital letter
	Section    string // the section of the article, or ""
}

// Headline returns the first sentence of the event's text, and the rest of it.
func (e *Event) Headline() (headline, rest string) { return cutSentence(e.Text, e.Links) }

// Parse reads the page of a day. Nothing in a page makes it fail: what cannot be
// read is a problem with its line. The path of a problem is the title of the page,
// or its file.
func Parse(p Page) Day {
	r := reader{name: p.Title, refs: make(map[string][]event.Source)}
	if r.name == "" {
		r.name = p.File
	}
	d := Day{Title: p.Title, Revision: p.Revision, Time: p.Time, Redirect: p.Redirect}
	if len(p.Text) > LongestText {
		r.problem(0, "the page is too long")
		p.Text = ""
	}
	lines := r.lines(p.Text)
	if said := r.dates(p); len(said) > 0 {
		r.day = said[0].date
	}
	nodes := r.nodes(lines)
	if d.Redirect == "" {
		d.Redirect = r.redirect
	}
	d.Date = r.date(p)
	switch {
	case p.Hidden:
		r.problem(0, "the wiki does not show the text of this page")
	case r.leadsAway(d):
		r.problem(0, "the page leads to another: "+short(d.Redirect))
	default:
		d.Events = r.events(nodes)
	}
	d.Problems = r.sorted()
	return d
}

// leadsAway reports whether the page leads to one that is not of its day.
func (r *reader) leadsAway(d Day) bool {
	if d.Redirect == "" {
		return false
	}
	to, ok := DateOfTitle(d.Redirect)
	return !ok || to != d.Date
}
