package portal

import (
	"strings"

	"news/internal/event"
)

// headReader reads the parameters of a page's head, the template Current events or
// one of its relatives.
type headReader struct {
	year, month, day string
	places           int // how many parameters have no name
}

// read reads the template s from the end of its name. It returns its length, up to
// the news where these are its last parameter. It returns 0 for a head without an
// end.
func (h *headReader) read(s string, at int) int {
	from := at
	for ; at < len(s); at++ {
		switch {
		case s[at] == '|':
			h.parameter(s[from:at])
			from = at + 1
		case s[at] == '=' && isContent(s[from:at]):
			return at + 1
		case strings.HasPrefix(s[at:], "}}"):
			h.parameter(s[from:at])
			return at + 2
		case s[at] == '\n' && startsItem(s[at+1:]):
			h.parameter(s[from:at])
			return at
		}
	}
	return 0
}

// isContent reports whether a parameter of the head is the news of the day.
func isContent(name string) bool { return strings.EqualFold(strings.TrimSpace(name), "content") }

// startsItem reports whether s begins with an item or a heading.
func startsItem(s string) bool {
	s = strings.TrimLeft(s[:min(len(s), 80)], " \t\x00")
	return s != "" && strings.IndexByte("*#;=", s[0]) >= 0 || strings.HasPrefix(s, "'''")
}

func (h *headReader) parameter(s string) {
	name, value, named := strings.Cut(s, "=")
	if !named {
		name, value = "", s
	}
	value = strings.TrimSpace(value)
	switch name = strings.ToLower(strings.TrimSpace(name)); {
	case name == "year":
		h.year = value
	case name == "month":
		h.month = value
	case name == "day":
		h.day = value
	case !named && value != "":
		switch h.places++; h.places {
		case 1:
			h.year = value
		case 2:
			h.month = value
		case 3:
			h.day = value
		}
	}
}

func (h *headReader) date() event.Date { return dateFrom(h.year, h.month, h.day) }
