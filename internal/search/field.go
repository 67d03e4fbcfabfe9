package search

import (
	"strings"

	"news/internal/text"
)

// Field is a set of fields of an event, one bit each.
type Field uint8

// The fields. A word without the name of a field is looked for in Anywhere. Sources
// are searched only where the query names them.
const (
	Headline Field = 1 << iota
	Topic
	Category
	Description
	Source

	Anywhere = Headline | Topic | Category | Description
	names    = Topic | Category | Source // fields that hold names rather than text
)

const fieldBits = 5

// String returns the name of the field in queries; several are joined by commas.
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

// fieldNamed returns the field with a name, whatever the case of its letters, and
// false where there is none.
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
