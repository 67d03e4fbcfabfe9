package search

import (
	"slices"
	"strings"
	"unicode/utf8"

	"news/internal/text"
	"news/internal/when"
)

// Query is a parsed query: a small tree of And, Or, Not, Must, Word, Phrase,
// Within, Named and Date. Parse returns one for a typed text.
type Query interface {
	// String returns the query as it could be typed. Parse reads it back to the
	// same tree, unless it is longer than a query may be.
	String() string

	// write appends the query to b. It adds parentheses where the operator around
	// the query binds more strongly than the query itself.
	write(b *strings.Builder, around binding)
}

// And has several parts, in the order of the query. Its words and its alternatives
// (Or) are wished for, each by itself; all other parts are required.
type And struct{ Of []Query }

// Or has alternatives, each of which is a query by itself. Events match one of them
// or several.
type Or struct{ Of []Query }

// Not matches events that do not match its part. It stands only in an And, beside
// at least one wanted part.
type Not struct{ Of Query }

// Must matches events that match its part. Its sign is +, and AND makes both of its
// sides musts. Must{And} needs all parts of the And. Phrases, fields and dates need
// no Must, since they are always required.
type Must struct{ Of Query }

// Word is a word typed without quotes, which is wished for. It matches its other
// forms, too, and may have slips. Parts has one folded word, or several where the
// text has punctuation in it (al-qaryatayn) or is of a script without spaces.
// Several parts must stand side by side.
//
// Small says that it is a small word of the language (the, who, did), which weighs
// nothing beside other words. Words in fields are never small.
//
// Unfinished says that the word is being typed, so that any word that begins with
// its last part may be meant.
type Word struct {
	Parts      []string
	Small      bool
	Unfinished bool
}

// Phrase is a text typed in quotes: folded words that must stand side by side. It
// means these words alone, even if it is one word, and is always required.
type Phrase struct{ Parts []string }

// Within narrows a Word or a Phrase to one field of an event. In topics,
// categories and sources one name must have all of its parts.
type Within struct {
	Field Field
	Of    Query
}

// Named matches events that have a whole name in a field: Topic, Category or
// Source. Options.Named finds these events.
type Named struct {
	Field Field
	Name  string // as typed, without the quotes, fit for showing
}

// Date matches the events of a span of days.
type Date struct{ Span when.Span }

// binding is how strongly an operator binds the operands beside it.
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
// because some of its parts would else bind the other alternatives.
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
	if len(q.Parts) == 1 && !q.Small && isSmall(q.Parts[0]) && mayBeLoud(q.Parts[0]) {
		b.WriteString(strings.ToUpper(q.Parts[0])) // in small letters it would be small
		return
	}
	writeJoined(b, q.Parts)
}

func (q Phrase) write(b *strings.Builder, _ binding) {
	b.WriteByte('"')
	b.WriteString(joined(q.Parts))
	b.WriteByte('"')
}

func (q Within) write(b *strings.Builder, _ binding) {
	b.WriteString(q.Field.String())
	b.WriteByte(':')
	if word, ok := q.Of.(Word); ok {
		writeJoined(b, word.Parts)
		return
	}
	q.Of.write(b, bindsNot)
}

func (q Named) write(b *strings.Builder, _ binding) {
	b.WriteString(q.Field.String() + ":" + inQuotes(q.Name))
}

func (q Date) write(b *strings.Builder, _ binding) {
	b.WriteString("date:")
	b.WriteString(q.Span.String())
}

// writeList writes the parts of an operator; own is the operator's binding.
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

// writeJoined writes the parts of one word so that Parse reads the same parts:
// Chinese characters need nothing between them, the end of don't needs an apostrophe,
// and others a hyphen.
func writeJoined(b *strings.Builder, parts []string) {
	for i, part := range parts {
		switch {
		case i == 0 || text.IsUnspaced(parts[i-1]) && text.IsUnspaced(part):
		case part == "t" && strings.HasSuffix(parts[i-1], "n"): // don't
			b.WriteByte('\'')
		default:
			b.WriteByte('-')
		}
		b.WriteString(part)
	}
}

// namePairs are quotes for whole names, in the order of preference. A name that
// was typed between some of them has none that closes them.
func namePairs() []string {
	return []string{`""`, "“”", "«»", "「」", "『』", "《》", "〈〉", "‹›", "〝〞", "｢｣", "＂＂"}
}

// inQuotes returns a name between quotes that it does not have itself.
func inQuotes(name string) string {
	for _, pair := range namePairs() {
		opening, size := utf8.DecodeRuneInString(pair)
		if !strings.ContainsAny(name, text.ClosingQuotes(opening)) {
			return pair[:size] + name + pair[size:]
		}
	}
	return `"` + name + `"`
}
