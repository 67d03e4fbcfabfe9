package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"news/internal/when"
)

// Query is what to look for: a small tree of And, Or, Not, Must, Word, Phrase,
// Within, Named and Date. Parse makes one out of what a person typed.
type Query interface {
	// String returns the query as it could be typed: Parse reads it back to
	// the same tree, unless it is longer than a query may be.
	String() string

	// write appends the query to b, in parentheses where the operator around
	// it, which binds as strongly as around says, would take it apart.
	write(b *strings.Builder, around binding)
}

// And is found where all of its parts are.
type And struct{ Of []Query }

// Or is found where any of its parts is.
type Or struct{ Of []Query }

// Not is found where its part is not. It stands only beside others in an And,
// which say what to look for.
type Not struct{ Of Query }

// Must is found where its part is. Its sign, +, says that the part may not be
// missing; as every word of a query is wanted now, it changes nothing yet.
type Must struct{ Of Query }

// Word is a word as typed without quotes: it may be the beginning of what it
// finds, and have slips. Parts has one folded word, or several where what was
// typed has punctuation in it (al-qaryatayn) or is Chinese; then they must
// stand side by side.
type Word struct{ Parts []string }

// Phrase is what was typed in quotes: these folded words, side by side.
type Phrase struct{ Parts []string }

// Within narrows a Word or a Phrase to one field of an event. In topics,
// categories and sources one name must have all of its parts.
type Within struct {
	Field Field
	Of    Query
}

// Named is found in the events that have a whole name among those of a field,
// which is Topic, Category or Source. Options.Named says which events these
// are.
type Named struct {
	Field Field
	Name  string // as typed, without the quotes, fit for showing
}

// Date is found in the events of a span of days.
type Date struct{ Span when.Span }

// binding says how strongly an operator binds what stands beside it.
type binding int

const (
	bindsNothing binding = iota
	bindsOr
	bindsAnd
	bindsNot
)

func (q And) String() string    { return typed(q) }
func (q Or) String() string     { return typed(q) }
func (q Not) String() string    { return typed(q) }
func (q Must) String() string   { return typed(q) }
func (q Word) String() string   { return typed(q) }
func (q Phrase) String() string { return typed(q) }
func (q Within) String() string { return typed(q) }
func (q Named) String() string  { return typed(q) }
func (q Date) String() string   { return typed(q) }

// typed returns a query as it could be typed.
func typed(q Query) string {
	var b strings.Builder
	q.write(&b, bindsNothing)
	return b.String()
}

func (q And) write(b *strings.Builder, around binding) {
	writeList(b, q.Of, " ", bindsAnd, around)
}

func (q Or) write(b *strings.Builder, around binding) {
	writeList(b, q.Of, " OR ", bindsOr, around)
}

// isMixed reports whether an alternative of an Or must stand in parentheses,
// because some of its parts would bind the other alternatives otherwise.
func isMixed(q Query) bool {
	all, ok := q.(And)
	return ok && slices.ContainsFunc(all.Of, func(part Query) bool { return strengthOf(part) != strengthOf(all.Of[0]) })
}

func (q Not) write(b *strings.Builder, _ binding) {
	b.WriteByte('!')
	q.Of.write(b, bindsNot)
}

func (q Must) write(b *strings.Builder, _ binding) {
	b.WriteByte('+')
	q.Of.write(b, bindsNot)
}

func (q Word) write(b *strings.Builder, _ binding) {
	if len(q.Parts) == 1 && q.Parts[0] == "or" {
		b.WriteString("Or") // between two words "or" is an operator
		return
	}
	writeJoined(b, q.Parts)
}

func (q Phrase) write(b *strings.Builder, _ binding) {
	b.WriteByte('"')
	b.WriteString(strings.Join(q.Parts, " "))
	b.WriteByte('"')
}

func (q Within) write(b *strings.Builder, _ binding) {
	b.WriteString(q.Field.String())
	b.WriteByte(':')
	q.Of.write(b, bindsNot)
}

func (q Named) write(b *strings.Builder, _ binding) {
	b.WriteString(q.Field.String() + `:"` + q.Name + `"`)
}

func (q Date) write(b *strings.Builder, _ binding) {
	b.WriteString("date:")
	b.WriteString(q.Span.String())
}

// writeList writes the parts of an operator that binds as strongly as own says.
func writeList(b *strings.Builder, parts []Query, between string, own, around binding) {
	if around >= own {
		b.WriteByte('(')
		defer b.WriteByte(')')
	}
	for i, part := range parts {
		if i > 0 {
			b.WriteString(between)
		}
		if own == bindsOr && isMixed(part) {
			part.write(b, bindsNot)
		} else {
			part.write(b, own)
		}
	}
}

// writeJoined writes the parts of one word so that they are read as these parts
// again: Chinese characters need nothing between them, others a hyphen.
func writeJoined(b *strings.Builder, parts []string) {
	for i, part := range parts {
		if i > 0 && !(isIdeograph(parts[i-1]) && isIdeograph(part)) {
			b.WriteByte('-')
		}
		b.WriteString(part)
	}
}

// isIdeograph reports whether a folded word is a character of a script that is
// written without spaces, Chinese or Japanese.
func isIdeograph(word string) bool {
	if word == "" || word[0] < utf8.RuneSelf {
		return false
	}
	r, size := utf8.DecodeRuneInString(word)
	return size == len(word) && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}
