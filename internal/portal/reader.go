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

// saidDate is a day that something says the page is of.
type saidDate struct {
	date event.Date
	line int
	by   string // "" for the day as it was given
}

// dates returns the days that are said of a page: by its title, its file, its head, and
// as it was given. The first counts.
func (r *reader) dates(p Page) []saidDate {
	ofTitle, _ := DateOfTitle(p.Title)
	ofFile, _ := DateOfFile(p.File)
	all := []saidDate{{ofTitle, 0, "title"}, {ofFile, 0, "file's name"}, {r.head.date, r.head.line, "head"}, {p.Given, 0, ""}}
	return slices.DeleteFunc(all, func(said saidDate) bool { return said.date.IsZero() })
}

// date returns the day of a page. Days that disagree with it are problems.
func (r *reader) date(p Page) event.Date {
	var date event.Date
	for i, said := range r.dates(p) {
		switch {
		case i == 0:
			date = said.date
		case date != said.date && said.by == "":
			r.problem(said.line, "the page is of "+date.String()+", not of "+said.date.String())
		case date != said.date:
			r.problem(said.line, "the page's "+said.by+" says "+said.date.String()+", not "+date.String())
		}
	}
	return date
}
