package text

import (
	"strings"
	"unicode/utf8"
)

// NameWords returns the folded words of a name, each with a space behind it. Names
// with the same words differ only in case, accents, punctuation or the script of
// Chinese.
func NameWords(name string) string {
	var b strings.Builder
	for _, word := range Words(name) {
		b.WriteString(word.Text)
		b.WriteByte(' ')
	}
	return b.String()
}

// Likeness says how well a name fits what somebody typed, least first.
type Likeness int

const (
	Unlike    Likeness = iota // it does not
	WithSlips                 // its words are like the typed ones
	InPart                    // it has the typed words, or words that begin so
	Whole                     // it is what was typed
)

// FindNames looks for typed words in names, which are given as NameWords returns
// them, and returns the likeness of each name.
//
// A name fits that has all words that were typed: those of each part between spaces
// side by side, and the last of a part perhaps cut short. Where no name has them,
// names fit that have words like them, one slip away from four letters on and two
// from eight on; where none has those either, words that begin so.
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

// wanted is what somebody typed to find a name.
type wanted struct {
	words string   // all of it, as NameWords returns them
	parts []string // what stood between spaces, each so
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

// in returns how a name has all parts as they were typed.
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

// hasPart reports whether the words of a part stand side by side in a name, which
// may go on behind the last of them.
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

// isLike reports whether a name has words near to those that were typed, or is near
// to them with its words joined otherwise.
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

// hasLike reports whether a name has a near word for each word of a part. Words
// too short for a slip, as Chinese ones are, must stand side by side.
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

// isNear reports whether only slips part a word from what was typed.
func isNear(typed, word string) bool {
	slips := slipsIn(typed)
	return Slips(typed, word, slips) <= slips
}

// beginsNear reports whether a word begins with something one slip away from what
// was typed. Fewer than five letters are like the beginning of too many words.
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

// slipsIn returns how many slips a word may have: none where it has a digit, since
// one number is not like another.
func slipsIn(word string) int {
	switch n := utf8.RuneCountInString(word); {
	case n < 4, strings.ContainsAny(word, "0123456789"):
		return 0
	case n < 8:
		return 1
	}
	return 2
}
