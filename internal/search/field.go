package search

import (
	"strings"

	"news/internal/text"
)

// Field is a field of an event in which words are looked for, or several at
// once: fields are bits.
type Field uint8

// The fields. Anywhere is those in which a word is looked for whose query
// names none; sources are only looked for by name.
const (
	Headline Field = 1 << iota
	Topic
	Category
	Description
	Source

	Anywhere = Headline | Topic | Category | Description
	names    = Topic | Category | Source // each topic, category and source is a name by itself
)

const fieldBits = 5

// String returns the field as a query names it; several are joined by commas.
func (f Field) String() string {
	var fields []string
	for one := Headline; one <= Source; one <<= 1 {
		if f&one != 0 {
			fields = append(fields, fieldName(one))
		}
	}
	return strings.Join(fields, ",")
}

func fieldName(f Field) string {
	switch f {
	case Headline:
		return "headline"
	case Topic:
		return "topic"
	case Category:
		return "category"
	case Description:
		return "description"
	}
	return "source"
}

// fieldNamed returns the field that a query names so, in any case, and false
// for every other word.
func fieldNamed(name string) (Field, bool) {
	switch text.Fold(name) {
	case "headline":
		return Headline, true
	case "topic":
		return Topic, true
	case "category":
		return Category, true
	case "source":
		return Source, true
	}
	return 0, false
}
