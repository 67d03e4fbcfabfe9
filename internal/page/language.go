package page

import (
	"slices"
	"strings"
)

// section is a part of an event's page.
type section int

const (
	preface section = iota // before the headline
	body                   // the headline's paragraph
	sources                // what the page cites
	changes                // former headlines
	related                // links to other events
	unknown                // under a heading of no known language
)

// language is what the program knows of a language that pages are written in.
type language struct {
	sources, related, changes []string // the headings of the sections, without the colon
	note                      string   // what a note with topics begins with
	cover                     string   // the name of a cover image among the sources
}

// languages has a line for each language. Nothing writes to it. Pages in
// another language are read by their shape, as far as that goes.
var languages = [...]language{
	{[]string{"Source", "Sources"}, []string{"Related"}, []string{"Changes"}, "Context", "Cover Image"},
	{[]string{"信息来源", "信息來源"}, []string{"有关", "有關"}, nil, "消息", ""},
}

// sectionOf returns the section that a heading begins, unknown where no language
// has it.
func sectionOf(title string) section {
	title = trim(strings.TrimRight(title, "#"))
	title = strings.TrimSuffix(title, ":")
	title = trim(strings.TrimSuffix(title, "："))
	is := func(word string) bool { return strings.EqualFold(title, word) }
	for _, l := range languages {
		switch {
		case slices.ContainsFunc(l.sources, is):
			return sources
		case slices.ContainsFunc(l.related, is):
			return related
		case slices.ContainsFunc(l.changes, is):
			return changes
		}
	}
	return unknown
}

// beginsSection tells the first letters of a heading that a language has.
func beginsSection(title string) bool {
	begins := func(word string) bool {
		return len(title) < len(word) && strings.EqualFold(word[:len(title)], title)
	}
	return slices.ContainsFunc(languages[:], func(l language) bool {
		return slices.ContainsFunc(l.sources, begins) || slices.ContainsFunc(l.related, begins) || slices.ContainsFunc(l.changes, begins)
	})
}

// isNoteWord tells what a note with topics begins with, before its colon.
func isNoteWord(word string) bool {
	return slices.ContainsFunc(languages[:], func(l language) bool {
		return strings.EqualFold(word, l.note)
	})
}

// isCover tells the name of a cover image.
func isCover(name string) bool {
	return slices.ContainsFunc(languages[:], func(l language) bool {
		return l.cover != "" && strings.EqualFold(name, l.cover)
	})
}

// isPicture tells the name of a picture that stands beside a source, in pages
// of every language.
func isPicture(name string) bool { return strings.EqualFold(name, picture) }

const picture = "IMG"
