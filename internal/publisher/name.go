package publisher

import (
	"strings"
	"unicode"

	"news/internal/event"
	"news/internal/text"
)

const via = " via "

// ownName returns what a name says before "via", which is followed by whoever
// carries it.
func ownName(name string) string {
	for at := 1; at+len(via) < len(name); at++ {
		if strings.EqualFold(name[at:at+len(via)], via) {
			return name[:at]
		}
	}
	return name
}

// isCarried reports whether a name says by whom it is carried.
func isCarried(name string) bool { return len(ownName(name)) < len(name) }

// keyOf returns the form in which names are compared: the folded words of its own
// name. A name without a letter, such as a number, has none: "".
func keyOf(name string) string {
	own := ownName(text.Fold(name)) // folded first, so that a name and its folded form have one key
	if strings.IndexFunc(own, unicode.IsLetter) < 0 {
		return ""
	}
	return strings.TrimSuffix(text.NameWords(own), " ")
}

// node is a name or a site: what belongs together is joined. The zero node is of
// nobody.
type node struct{ name, site string }

// unspoken stands before a name without words, so that it is nobody else's.
const unspoken = "\x00"

// namedNode returns the node of a name, also of one that has no letter.
func namedNode(name string) node {
	if key := keyOf(name); key != "" {
		return node{name: key}
	}
	if sign := strings.TrimSpace(ownName(text.Fold(name))); sign != "" {
		return node{name: unspoken + sign}
	}
	return node{}
}

// nodeOf returns what a citation counts for: its name, or, where that says nothing,
// its site.
func nodeOf(c event.Citation, key, site string) node {
	switch {
	case key != "":
		return node{name: key}
	case site != "":
		return node{site: site}
	}
	return namedNode(c.Name)
}
