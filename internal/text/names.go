package text

import (
	"strings"
	"unicode/utf8"
)

// NameWords returns the folded words of a name, each followed by a space. Names
// with the same words differ only in case, accents, punctuation or Chinese script.
func NameWords(name string) string {
	var b strings.Builder
	for _, word := range Words(name) {
		b.WriteString(word.Text)
		b.WriteByte(' ')
	}
	return b.String()
}

// Likeness is how well a name fits the typed words, worst first.
type Likeness int

const (
	Unlike    Likeness = iota // it does not
	WithSlips                 // it has words similar to the typed ones
	InPart                    // it has the typed words, or words that begin with them
	Whole                     // it is the typed name
)

// FindNames looks for typed words in names, and returns the likeness of each name.
// names must be in the form of NameWords.
//
// A name fits if it has all typed words. The words of each part between spaces must
// stand side by side; the last word of a part can be cut short. If no name has them
// all, a name with similar words fits: one slip in words of four letters or more,
// two in words of eight or more. If there is none either, a name fits whose words
// begin like the typed ones.
func FindNames(typed string, names []string) []Likeness {
	wanted := newWanted(typed)
	found := make([]Likeness, len(names))
	any := false
	for i, name := range names {
		found[i] = wanted.in(name)
		any = any || found[i] != Unlike
	}
	for _, near := range []nearness{isNear, beginsNear} {
		if any {
			break
		}
		for i, name := range names {
			if wanted.isLike(name, near) {
				found[i], any = WithSlips, true
			}
		}
	}
	return found
}

// wanted is the typed words to find in names.
type wanted struct {
	words string   // all of them, in the form of NameWords
	parts []string // the parts between spaces, each in that form
}

func newWanted(typed string) wanted {
	w := wanted{words: NameWords(typed)}
	for _, part := range strings.Fields(typed) {
		if words := NameWords(part); words != "" {
			w.parts = append(w.parts, words)
		}
	}
	return w
}

// in returns how well a name fits without slips.
func (w wanted) in(name string) Likeness {
	if len(w.parts) == 0 {
		return Unlike
	}
	if name == w.words {
		return Whole
	}
	for _, part := range w.parts {
		if !hasPart(name, part) {
			return Unlike
		}
	}
	return InPart
}

// hasPart reports whether the words of a part stand side by side in a name. The
// last word can be the beginning of a longer one.
func hasPart(name, part string) bool {
	part = strings.TrimSuffix(part, " ")
	if strings.HasPrefix(name, part) {
		return true
	}
	for at := 0; ; {
		next := strings.Index(name[at:], part)
		if next < 0 {
			return false
		}
		if at += next; at > 0 && name[at-1] == ' ' {
			return true
		}
		at++
	}
}

// nearness reports whether a typed word may stand for a word of a name.
type nearness func(typed, word string) bool

// isLike reports whether a name has words similar to the typed ones, or is similar
// with its words joined in another way.
func (w wanted) isLike(name string, near nearness) bool {
	if len(w.parts) == 0 {
		return false
	}
	if isNear(joined(w.words), joined(name)) {
		return true
	}
	for _, part := range w.parts {
		if !hasPart(name, part) && !hasLike(name, part, near) {
			return false
		}
	}
	return true
}

func joined(words string) string { return strings.ReplaceAll(words, " ", "") }

// hasLike reports whether a name has a similar word for each word of a part. Words
// too short for a slip, such as Chinese ones, must stand side by side.
func hasLike(name, part string, near nearness) bool {
	mayDiffer := false
	for word := range strings.FieldsSeq(part) {
		found := false
		for other := range strings.FieldsSeq(name) {
			found = found || near(word, other)
		}
		if !found {
			return false
		}
		mayDiffer = mayDiffer || slipsIn(word) > 0
	}
	return mayDiffer
}

// isNear reports whether a word differs from the typed one only by slips.
func isNear(typed, word string) bool {
	slips := slipsIn(typed)
	return Slips(typed, word, slips) <= slips
}

// beginsNear reports whether a word begins with the typed one but for one slip.
// Fewer than five letters are like the beginning of too many words.
func beginsNear(typed, word string) bool {
	const fewest = 5
	letters := utf8.RuneCountInString(typed)
	if letters < fewest {
		return isNear(typed, word)
	}
	end := 0
	for at := range word {
		if end >= letters-1 && Slips(typed, word[:at], 1) <= 1 {
			return true
		}
		if end++; end > letters+2 {
			return false
		}
	}
	return isNear(typed, word)
}

// slipsIn returns how many slips a word may have. A word with a digit may have
// none, since one number is not like another.
func slipsIn(word string) int {
	switch n := utf8.RuneCountInString(word); {
	case n < 4, strings.ContainsAny(word, "0123456789"):
		return 0
	case n < 8:
		return 1
	}
	return 2
}
