package search

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"news/internal/event"
	"news/internal/text"
	"news/internal/when"
)

// The meanings that a name before a colon can have, beside the fields of an event.
const (
	dateRole  = "date"
	sinceRole = "since"
	untilRole = "until"
	textRole  = "description"
)

// fieldRoles returns the names of the fields that a query has.
func fieldRoles() []string { return []string{"headline", "topic", "source", "category", dateRole} }

// namesOfRole returns the names that people and other programs use for a field, its
// own name first.
func namesOfRole(role string) []string {
	var others string
	switch role {
	case "headline":
		others = "title titles headlines heading intitle subject"
	case "topic":
		others = "topics tag tags label labels keyword keywords theme context"
	case "source":
		others = "sources publisher publishers site sites outlet newspaper paper host domain url link"
	case "category":
		others = "categories section kind type"
	case dateRole:
		others = "dates day days week month year when on during time"
	case sinceRole:
		others = "from after"
	case untilRole:
		others = "till to before"
	case textRole:
		others = "text body content intext"
	}
	return append([]string{role}, strings.Fields(others)...)
}

// looksLikeField reports whether a name before a colon seems to be a field; value
// is what follows the colon in the same token. The name must be two or more letters
// and nothing else, and the value must follow at once. Times and addresses are
// text.
func (s *scanner) looksLikeField(name, value string) bool {
	if len(name) < 2 || strings.HasPrefix(value, "//") || strings.ContainsFunc(name, isNoLetter) {
		return false
	}
	if slices.Contains([]string{"http", "https", "ftp", "mailto"}, strings.ToLower(name)) {
		return false
	}
	if value == "" {
		return strings.HasPrefix(s.query[s.at:], "(") || s.quoteAt(s.at)
	}
	return len(text.FoldedWords(value)) > 0
}

// isOnlyField reports whether a name before a colon and a space is that of a field
// in other programs, and does not begin headlines.
func isOnlyField(name string) bool {
	names := strings.Fields("title titles headlines intitle topics tag tags label labels keyword keywords intext" +
		" sources publisher publishers site sites outlet domain categories dates since until")
	return slices.Contains(names, strings.ToLower(name))
}

// wordFollows reports whether a word or a quotation stands behind white space at
// the scanner's place, and moves the scanner behind the word or to the quotation.
func (s *scanner) wordFollows() bool {
	rest := s.query[s.at:]
	start := s.at + len(rest) - len(strings.TrimLeftFunc(rest, unicode.IsSpace))
	end := s.tokenEnd(start)
	if len(text.FoldedWords(s.query[start:end])) == 0 && !s.quoteAt(start) {
		return false
	}
	s.at = end
	return true
}

// isNoLetter reports whether a character is not an ASCII letter.
func isNoLetter(r rune) bool { return r|0x20 < 'a' || r|0x20 > 'z' }

// unknownField returns the error about a field that does not exist. The name begins
// at start, its value at valueAt.
func (s *scanner) unknownField(name string, start, valueAt int) error {
	value := strings.TrimSpace(s.query[valueAt:s.at])
	if value == "" && s.quoteAt(s.at) {
		inside, err := s.quoted()
		if err != nil {
			return err
		}
		value = `"` + text.Plain(inside) + `"`
	}
	return s.fault(start, s.at, "unknown field; the fields are "+strings.Join(fieldRoles(), ", "),
		fieldHint(name, value, s.today))
}

// fieldHint returns a hint for an unknown field with a value: the nearest field,
// and the quotes that make text of it.
func fieldHint(name, value string, today event.Date) string {
	const longest = 60
	if len(value) > longest {
		value = ""
	}
	asText := "in quotes it is text"
	if value != "" && !strings.ContainsAny(value, `"'`) {
		asText = fmt.Sprintf(`as text it is '"%s:%s"'`, name, value)
	}
	if meant := meantFor(strings.ToLower(name), value, today); meant != "" {
		return "did you mean " + meant + "? " + asText
	}
	return asText
}

// meantFor returns the likely meaning of an unknown field with a value, or "" where
// no field is near.
func meantFor(name, value string, today event.Date) string {
	roleOf := make(map[string]string)
	var candidates []string
	for _, role := range append(fieldRoles(), sinceRole, untilRole, textRole) {
		for _, other := range namesOfRole(role) {
			roleOf[other] = role
			candidates = append(candidates, other)
		}
	}
	nearest := Nearest(name, candidates, 1)
	if len(nearest) == 0 {
		return ""
	}
	switch role := roleOf[nearest[0]]; role {
	case dateRole, sinceRole, untilRole:
		return dateMeant(role, strings.Trim(value, `"`), today)
	case textRole: // a word without a field is looked for in descriptions, too
		return cmp.Or(value, "words without a field")
	default:
		return role + ":" + value
	}
}

// dateMeant returns a date, or the start or end of a range, in the form of queries
// and flags. It returns an example where the value is no date.
func dateMeant(role, value string, today event.Date) string {
	span, err := when.ParseSpan(value, today)
	if err != nil || span.From.IsZero() || span.To.IsZero() {
		span = when.Span{From: event.Date{Year: 2016, Month: 4, Day: 1}, To: event.Date{Year: 2016, Month: 4, Day: 30}}
	}
	switch role {
	case sinceRole:
		from := when.Span{From: span.From}.String()
		return fmt.Sprintf("date:%s or --since %s", from, strings.Trim(from, "."))
	case untilRole:
		to := when.Span{To: span.To}.String()
		return fmt.Sprintf("date:%s or --until %s", to, strings.Trim(to, "."))
	}
	return "date:" + span.String()
}
