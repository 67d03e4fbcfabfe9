package publisher

import (
	"strings"
	"unicode"

	"news/internal/text"
)

const via = " via "

// ownName returns what a name says before "via", which is followed by whoever
// carries it.
func ownName(name string) string {
	for at := 1; at+len(via) < len(name); at++ {
		if name[at] == ' ' && strings.EqualFold(name[at:at+len(via)], via) {
			return name[:at]
		}
	}
	return name
}

// isCarried reports whether a name says by whom it is carried.
func isCarried(name string) bool { return len(ownName(name)) < len(name) }

// keyOf returns the form in which names are compared: the folded words of its own
// name. A name without a letter says nothing of the publisher where there is a site:
// its key is what is written, behind a sign that no word has. What is no name at all
// has no key: "".
func keyOf(name string) string {
	own := ownName(text.Fold(name)) // folded first, so that a name and its folded form have one key
	if words := text.NameWords(own); words != "" && strings.IndexFunc(own, unicode.IsLetter) >= 0 {
		return words[:len(words)-1]
	}
	if own = strings.TrimSpace(own); own != "" {
		return wordless + own
	}
	return ""
}

// wordless begins the key of a name without a letter.
const wordless = "\x00"

// isWordless reports whether a key is that of a name without a letter, or of none.
func isWordless(key string) bool { return key == "" || key[:1] == wordless }
