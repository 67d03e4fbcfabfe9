package page

import (
	"slices"
	"strings"
)

// section is a part of an event's page.
type section int

const (
	preface section = iota // before the headline
	body                   // the text below the headline
	sources                // the sources that the page cites
	changes                // former headlines
	related                // links to other events
	unknown                // under a heading in no known language
)

// language holds the words of a language in which pages are written.
type language struct {
	sources, related, changes []string // the headings of the sections, without the colon
	note                      string   // the first word of a note with topics
	cover                     string   // the name of a cover image among the sources
}

// languages has an entry for each known language. It must not be changed. Pages
// in other languages are read by their shape, as far as possible.
var languages = [...]language{
	{[]string{"Source", "Sources"}, []string{"Related"}, []string{"Changes"}, "Context", "Cover Image"},
	{[]string{"信息来源", "信息來源"}, []string{"有关", "有關"}, nil, "消息", ""},
}

// sectionOf returns the section that begins with a heading, or unknown if no
// language has the heading.
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

// beginsSection reports whether a title is the beginning of a section's heading
// in any language.
func beginsSection(title string) bool {
	begins := func(word string) bool {
		return len(title) < len(word) && strings.EqualFold(word[:len(title)], title)
	}
	return slices.ContainsFunc(languages[:], func(l language) bool {
		return slices.ContainsFunc(l.sources, begins) || slices.ContainsFunc(l.related, begins) || slices.ContainsFunc(l.changes, begins)
	})
}

// isNoteWord reports whether a word begins a note with topics in any language,
// before its colon.
func isNoteWord(word string) bool {
	return slices.ContainsFunc(languages[:], func(l language) bool {
		return strings.EqualFold(word, l.note)
	})
}

// isCover reports whether a name is the name of a cover image.
func isCover(name string) bool {
	return slices.ContainsFunc(languages[:], func(l language) bool {
		return l.cover != "" && strings.EqualFold(name, l.cover)
	})
}

// isPicture reports whether a name is the name of a picture next to a source.
// It is the same in all languages.
func isPicture(name string) bool { return strings.EqualFold(name, picture) }

const picture = "IMG"
