package portal

import (
	"cmp"
	"slices"
	"strings"

	"news/internal/event"
	"news/internal/text"
)

// reader holds what is known while a page is read.
type reader struct {
	name     string // of the page, for problems
	head     head
	day      event.Date // of the page, as far as it is known when its items are read
	redirect string
	refs     map[string][]event.Source // the sources of notes with a name
	late     []line                    // the notes at the foot of the page
	problems []event.Problem
	line     int // of what is being read

	pieces []piece // of the line that is being read
	ends   []int32 // the same for what its markup closes
	b      []byte  // the same for its text

}

// head is what the head of a page says about its day.
type head struct {
	date event.Date
	line int
}

// problem records that something on a line could not be read. A line has each
// problem once.
func (r *reader) problem(line int, message string) {
	found := event.Problem{Path: r.name, Line: line, Message: text.Plain(message)}
	if n := len(r.problems); n > 0 && r.problems[n-1] == found {
		return
	}
	r.problems = append(r.problems, found)
}

// sorted returns the problems in the order of their lines.
func (r *reader) sorted() []event.Problem {
	slices.SortStableFunc(r.problems, func(a, b event.Problem) int { return cmp.Compare(a.Line, b.Line) })
	return slices.Compact(r.problems)
}

// short returns a piece of the page for a message.
func short(s string) string {
	const most = 60
	if len(s) > 4*most {
		s = strings.ToValidUTF8(s[:4*most], "")
	}
	return text.Shorten(s, most)
}

// firstDate returns the first of some days that is known, or the zero Date.
func firstDate(dates ...event.Date) event.Date {
	for _, d := range dates {
		if !d.IsZero() {
			return d
		}
	}
	return event.Date{}
}

// date returns the day of a page: by its title, its file, its head, or as it was
// given. Where these disagree, the first counts, and the rest are problems.
func (r *reader) date(p Page) event.Date {
	ofTitle, _ := DateOfTitle(p.Title)
	ofFile, _ := DateOfFile(p.File)
	var date event.Date
	for _, said := range []struct {
		date event.Date
		line int
		by   string
	}{{ofTitle, 0, "title"}, {ofFile, 0, "file's name"}, {r.head.date, r.head.line, "head"}, {p.Given, 0, ""}} {
		switch {
		case said.date.IsZero():
		case date.IsZero():
			date = said.date
		case date != said.date && said.by == "":
			r.problem(said.line, "the page is of "+date.String()+", not of "+said.date.String())
		case date != said.date:
			r.problem(said.line, "the page's "+said.by+" says "+said.date.String()+", not "+date.String())
		}
	}
	return date
}
