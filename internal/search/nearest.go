package search

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sahilm/fuzzy"

	"news/internal/text"
)

// longestPattern is how many characters fuzzy may match at most: its score for
// adjacent ones triples with each, and overflows soon after.
const longestPattern = 32

// likeness is the way in which a candidate is like a typed name, best first.
type likeness int

const (
	sameName likeness = iota
	beginsName
	slippedName
	slippedNameStart
	insideName
	scatteredName
	unlike
)

// Nearest returns at most n candidates that are near to a typed name, best first.
// First come the candidates that differ only in case and accents, then the ones
// that begin with the name, that differ by slips, that begin with something like
// the name, and that contain it. Where there are none, it returns candidates that
// have the letters of the name in order. Equally near candidates stay in their
// order. A candidate that is like the name by chance alone is left out.
func Nearest(typed string, candidates []string, n int) []string {
	pattern := text.Fold(strings.TrimSpace(typed))
	if pattern == "" {
		return nil
	}
	near := nearNames(pattern, candidates)
	if len(near) == 0 {
		near = scatteredNames(pattern, candidates)
	}
	slices.SortStableFunc(near, func(a, b nearName) int {
		return cmp.Or(cmp.Compare(a.how, b.how), cmp.Compare(a.slips, b.slips))
	})
	var names []string
	for _, name := range near {
		if len(names) == n {
			break
		}
		if !slices.Contains(names, name.name) {
			names = append(names, name.name)
		}
	}
	return names
}

// nearName is a candidate that is like the typed name.
type nearName struct {
	name  string
	how   likeness
	slips int
}

// nearNames returns the candidates that are like a folded name.
func nearNames(pattern string, candidates []string) []nearName {
	var near []nearName
	for _, candidate := range candidates {
		if how, slips := likenessOf(pattern, text.Fold(candidate)); how != unlike {
			near = append(near, nearName{candidate, how, slips})
		}
	}
	return near
}

// likenessOf returns how a folded name is like another one, and the number of slips
// between the two.
func likenessOf(pattern, name string) (likeness, int) {
	runes := utf8.RuneCountInString(pattern)
	limit := nameSlips(runes)
	switch {
	case name == pattern:
		return sameName, 0
	case strings.HasPrefix(name, pattern):
		return beginsName, 0
	}
	if slips := text.Slips(pattern, name, limit); slips <= limit {
		return slippedName, slips
	}
	if runes >= 4 {
		if slips, _ := slipsOfBeginning(pattern, name, runes, limit); slips <= limit {
			return slippedNameStart, slips
		}
	}
	if runes >= 3 && strings.Contains(name, pattern) {
		return insideName, 0
	}
	return unlike, 0
}

// nameSlips returns how many slips a name of some length in characters may have.
// Names of commands and flags are short, and there are few of them.
func nameSlips(runes int) int {
	switch {
	case runes < 3:
		return 0
	case runes < 6:
		return 1
	case runes < 12:
		return 2
	}
	return 3
}

// scatteredNames returns the candidates that have the letters of a folded name in
// order, the best by fuzzy's own score first. They must begin with the same
// letter, and the name must be half as long as they are.
func scatteredNames(pattern string, candidates []string) []nearName {
	runes := utf8.RuneCountInString(pattern)
	if runes < 2 || runes > longestPattern {
		return nil
	}
	first, _ := utf8.DecodeRuneInString(pattern)
	var folded, names []string
	for _, candidate := range candidates {
		name := text.Fold(candidate)
		begins, _ := utf8.DecodeRuneInString(name)
		if begins == first && 2*runes >= utf8.RuneCountInString(name) {
			folded = append(folded, name)
			names = append(names, candidate)
		}
	}
	var near []nearName
	for _, match := range fuzzy.Find(pattern, folded) {
		near = append(near, nearName{name: names[match.Index], how: scatteredName})
	}
	return near
}
