package page

import (
	"strconv"
	"strings"

	"news/internal/event"
	"news/internal/text"
)

// FormatEvent returns the page of an event. Event reads that page as the same
// event: its category, headline, description with its blocks, sources, picture,
// changes and related events.
//
// Topics are the topics that the page has for itself, as Event returns them. An
// event whose topics are in its day's page and in the notes of its related
// events needs none.
//
// The texts of e are taken as plain text. Line ends and invisible characters in
// them, which no page can have, are removed as package text removes them. An
// address that is not of the web is left out.
func FormatEvent(e event.Event) []byte {
	var w writer
	w.dayHeading(3, e.Ref.Date)
	if e.Category != "" {
		w.heading(5, e.Category)
	}
	w.heading(1, e.Headline)
	w.blank()
	w.description(e)
	if len(e.Topics) > 0 {
		w.write(topicsNote(e.Topics), "\n\n")
	}
	w.sources(e.Sources, e.Image)
	w.changes(e.Changes)
	w.related(e.Related)
	return w.page()
}

// FormatDay returns the page of a day with its entries, for index.md and
// README.md. Day reads that page as a day with the same entries.
func FormatDay(d event.Day, end DayEnd) []byte {
	var w writer
	w.dayHeading(2, d.Date)
	category := ""
	for _, entry := range d.Entries {
		if entry.Category != category {
			category = entry.Category
			w.heading(5, category)
		}
		w.entry(entry)
	}
	if !end.Previous.IsZero() {
		w.write("## [Previous Day...](", Address(event.Ref{Date: end.Previous}), ")\n\n")
	}
	if end.Source.Name != "" {
		w.write("---\n\n", "Source: ", sourceLink(end.Source), ", ", sourceLink(end.Licence), ", ", inline(end.Changed), "\n")
	}
	return w.page()
}

// DayEnd is what stands below the entries of a day's page. No part of it is an
// entry.
type DayEnd struct {
	Previous event.Date   // the day before; no link to it if it is zero
	Source   event.Source // the page that the day was made from; no foot without a name
	Licence  event.Source // the licence of that page
	Changed  string       // who changed it: "changed by news"
}

// Address returns the address of an event's page, as links in pages write it:
// /news/2016/04/3/SLUG.md. For a Ref without a slug it is the address of the
// day's page.
func Address(ref event.Ref) string {
	slug := ref.Slug
	if slug == "" {
		slug = "index"
	}
	return "/news/" + ref.Date.Path() + "/" + escapeSlug(slug) + ".md"
}

// writer collects the text of a page.
type writer struct {
	b         strings.Builder
	footnotes []string // the marks of the page's footnotes
}

func (w *writer) write(parts ...string) {
	for _, part := range parts {
		w.b.WriteString(part)
	}
}

func (w *writer) blank() { w.write("\n") }

// page returns the page without empty lines at its end.
func (w *writer) page() []byte {
	return []byte(strings.TrimRight(w.b.String(), "\n") + "\n")
}

// dayHeading writes the heading with the day of the page: [2016-04-3](...).
func (w *writer) dayHeading(level int, d event.Date) {
	day := d.String()
	label := day[:len(day)-2] + strconv.Itoa(d.Day)
	w.write(strings.Repeat("#", level), " [", label, "](", Address(event.Ref{Date: d}), ")\n\n")
}

func (w *writer) heading(level int, title string) {
	w.write(strings.TrimRight(strings.Repeat("#", level)+" "+headingText(title), " "), "\n")
}

// sources writes the sources of an event, and its picture below them.
func (w *writer) sources(sources []event.Source, image string) {
	cover := sourceLink(event.Source{URL: image})
	if len(sources) == 0 && cover == "" {
		return
	}
	if len(sources) == 1 {
		w.write("### Source:\n\n")
	} else {
		w.write("### Sources:\n\n")
	}
	for i, s := range sources {
		w.item(i, sourceLink(s))
	}
	if cover != "" {
		w.item(len(sources), "["+languages[0].cover+cover[1:])
	}
	w.blank()
}

// item writes an item of a numbered list, at from 0.
func (w *writer) item(at int, item string) {
	w.write(strconv.Itoa(at+1), ". ", item, "\n")
}

// changes writes the versions of the headline.
func (w *writer) changes(changes []event.Change) {
	if len(changes) == 0 {
		return
	}
	w.write("### Changes:\n\n")
	for i, c := range changes {
		w.item(i, eventLinkText(c.Ref, c.Headline)+noteText(inline(text.Plain(c.Note))))
	}
	w.blank()
}

// related writes the related events with the topics that they share.
func (w *writer) related(links []event.Link) {
	if len(links) == 0 {
		return
	}
	w.write("### Related:\n\n")
	for i, l := range links {
		note := ""
		if len(l.Topics) > 0 {
			note = " " + topicsNote(l.Topics)
		}
		w.item(i, eventLinkText(l.Ref, l.Headline)+note)
	}
	w.blank()
}

// entry writes an event of a day's page.
func (w *writer) entry(e event.Entry) {
	w.write("### ", eventLinkText(e.Ref, e.Headline), "\n")
	if description := text.Plain(e.Description); description != "" {
		w.write(lineStart(inline(description)), "\n")
	}
	if len(e.Topics) > 0 {
		w.write(topicsNote(e.Topics), "\n")
	}
	w.blank()
}
