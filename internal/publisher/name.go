package publisher

import (
	"strings"
	"unicode"

	"news/internal/text"
)

const via = " via "

// ownName returns the part of a name before "via". After "via" comes who
// carries the text.
func ownName(name string) string {
	for at := 1; at+len(via) < len(name); at++ {
		if name[at] == ' ' && strings.EqualFold(name[at:at+len(via)], via) {
			return name[:at]
		}
	}
	return name
}

// isCarried reports whether a name says who carries the text.
func isCarried(name string) bool { return len(ownName(name)) < len(name) }

// keyOf returns the key by which names are compared: the folded words of the
// own name. A name without a letter says nothing about the publisher if there
// is a site: its key is its text after wordless. An empty name has the key "".
func keyOf(name string) string {
	own := ownName(text.Fold(name)) // folded first, so that a name and its folded form have the same key
	if words := text.NameWords(own); words != "" && strings.IndexFunc(own, unicode.IsLetter) >= 0 {
		return withoutArticle(words[:len(words)-1])
	}
	if own = strings.TrimSpace(own); own != "" {
		return wordless + own
	}
	return ""
}

// withoutArticle returns a name of several words without "the" before them: The New
// York Times is the New York Times. Of two words, such as The Sun, both are needed.
func withoutArticle(words string) string {
	if rest, found := strings.CutPrefix(words, "the "); found && strings.Contains(rest, " ") {
		return rest
	}
	return words
}

// wordless begins the key of a name without letters. No word contains it.
const wordless = "\x00"

// isWordless reports whether a key is the key of a name without letters, or of
// no name.
func isWordless(key string) bool { return key == "" || key[:1] == wordless }
