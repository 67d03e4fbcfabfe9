package search

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"news/internal/event"
	"news/internal/text"
	"news/internal/when"
)

// longest is how long a query may be, in characters: enough for any headline,
// and few enough that no query takes long.
const longest = 10_000

// QueryError says what is wrong with a query, and where.
type QueryError struct {
	Query   string // as typed
	Pos     int    // where the fault begins, in bytes of Query
	Len     int    // how many bytes it takes, at least 1 unless Query is empty
	Message string // what is wrong, without the query
	Hint    string // what to type instead; "" where nothing is known
	Err     error  // what a date's own reader says; nil for other faults
}

// Error gives what is wrong, without the query or the place.
func (e *QueryError) Error() string { return e.Message }

// Unwrap gives the error of a date's own reader, or nil.
func (e *QueryError) Unwrap() error { return e.Err }

// Parse reads a query as a person types it: words, "phrases", !word, NOT,
// AND, OR, parentheses, and words in a field such as topic:syria. today is the
// day from which date:yesterday is counted. An error is a *QueryError.
func Parse(query string, today event.Date) (Query, error) {
	p := &parser{query: query, today: today, groups: make([]group, 1, 8)}
	if len(query) > longest && utf8.RuneCountInString(query) > longest {
		return nil, p.fault(0, len(query), fmt.Sprintf("the query is too long: at most %d characters", longest),
			"a few words of a headline find it")
	}
	for p.at < len(query) {
		if err := p.next(); err != nil {
			return nil, err
		}
	}
	return p.finish()
}

// parser reads a query from left to right. It keeps open parentheses in a list
// rather than calling itself, so that no nesting is too deep for it.
type parser struct {
	query  string
	today  event.Date
	at     int     // what is before it has been read
	groups []group // the open parentheses, outermost first; the first is the whole query
}

// group is a part of the query between parentheses, as far as it has been read.
type group struct {
	place                   // of the opening parenthesis
	alternatives []operand  // what stands before the last OR
	all          []operand  // what stands after it, to be joined by AND
	waiting      []operator // operators that have no operand after them yet
}

// operand is a part of a query that is complete, and where it stands.
type operand struct {
	Query
	place
}

// operator is AND, OR or NOT, and where it stands.
type operator struct {
	name string
	place
}

// place is a run of bytes of the query.
type place struct{ start, end int }

func (p *parser) fault(start, end int, message, hint string) *QueryError {
	return &QueryError{Query: p.query, Pos: start, Len: end - start, Message: message, Hint: hint}
}

func (p *parser) group() *group { return &p.groups[len(p.groups)-1] }

// next reads white space, a parenthesis, a phrase, an operator or a word.
func (p *parser) next() error {
	rest := p.query[p.at:]
	r, size := utf8.DecodeRuneInString(rest)
	switch {
	case unicode.IsSpace(r):
		p.at += size
		return nil
	case r == '(':
		return p.open()
	case r == ')':
		return p.shut()
	case closingQuotes(r) != "":
		return p.phrase(p.at, 0)
	case (r == '!' || r == '-') && negates(rest):
		p.group().waiting = append(p.group().waiting, operator{"NOT", place{p.at, p.at + 1}})
		p.at++
		return nil
	}
	return p.token()
}

// closingQuotes gives the quotes that end what a quote begins, or "" for a
// character that is no quote. Curly quotes are forgiving, because keyboards
// that turn them do it wrong.
func closingQuotes(r rune) string {
	switch r {
	case '"':
		return `"`
	case '“', '”', '„', '‟':
		return "“”‟\""
	}
	return ""
}

// negates tells whether the ! or - at the beginning of s stands before a word,
// a phrase or a parenthesis: then it means NOT. Otherwise it is a dash, or the
// end of a sentence.
func negates(s string) bool {
	if strings.HasPrefix(s, "--") {
		return false
	}
	s = s[1:]
	token := s[:tokenEnd(s)]
	if len(token) < len(s) && token == strings.Repeat("!", len(token)) {
		r, _ := utf8.DecodeRuneInString(s[len(token):])
		return r == '(' || closingQuotes(r) != ""
	}
	return len(wordsOf(token)) > 0
}

// tokenEnd gives where the run of characters ends that neither white space nor
// a quote nor a parenthesis parts.
func tokenEnd(s string) int {
	end := strings.IndexFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || r == '(' || r == ')' || closingQuotes(r) != ""
	})
	if end < 0 {
		return len(s)
	}
	return end
}

// token reads an operator, a field or a word. What is punctuation alone is
// passed over.
func (p *parser) token() error {
	start := p.at
	p.at += tokenEnd(p.query[start:])
	token := p.query[start:p.at]
	switch token {
	case "AND", "OR", "NOT":
		return p.operator(operator{token, place{start, p.at}})
	}
	if name, value, found := strings.Cut(token, ":"); found {
		valueAt := p.at - len(value)
		if text.Fold(name) == "date" {
			return p.date(start, valueAt)
		}
		if field, ok := fieldNamed(name); ok {
			return p.field(field, start, valueAt)
		}
	}
	if parts := wordsOf(token); len(parts) > 0 {
		return p.operand(Word{Parts: parts}, start)
	}
	return nil
}

// operator takes in AND, OR or NOT.
func (p *parser) operator(op operator) error {
	g := p.group()
	if op.name != "NOT" && (len(g.all) == 0 || len(g.waiting) > 0) {
		return p.fault(op.start, op.end, op.name+" needs a word before it", operatorHint(op.name))
	}
	if op.name == "OR" {
		if err := p.alternative(g); err != nil {
			return err
		}
	}
	g.waiting = append(g.waiting, op)
	return nil
}

func operatorHint(name string) string {
	return fmt.Sprintf("to look for the word itself, write it small: %s", strings.ToLower(name))
}

// operand takes in a complete part of the query that begins at start and ends
// where the parser stands.
func (p *parser) operand(q Query, start int) error {
	g := p.group()
	for len(g.waiting) > 0 {
		op := g.waiting[len(g.waiting)-1]
		g.waiting = g.waiting[:len(g.waiting)-1]
		if op.name != "NOT" {
			continue
		}
		start = op.start
		switch inner := q.(type) {
		case Not:
			q = inner.Of
		case And:
			if isNegative(inner) {
				return p.negative(place{start, p.at})
			}
			q = Not{q}
		default:
			q = Not{q}
		}
	}
	g.all = append(g.all, operand{q, place{start, p.at}})
	return nil
}

// isNegative tells whether a part only says what not to find.
func isNegative(q Query) bool {
	switch q := q.(type) {
	case Not:
		return true
	case And:
		for _, part := range q.Of {
			if !isNegative(part) {
				return false
			}
		}
		return true
	}
	return false
}

func (p *parser) negative(where place) *QueryError {
	return p.fault(where.start, where.end, "this says only what not to find: a word to look for is needed beside it",
		"put a word before it, as in 'syria NOT army'")
}

// alternative ends what stands between two ORs.
func (p *parser) alternative(g *group) error {
	q := conjunction(g.all)
	where := place{g.all[0].start, g.all[len(g.all)-1].end}
	if isNegative(q) {
		return p.negative(where)
	}
	g.alternatives = append(g.alternatives, operand{q, where})
	g.all = nil
	return nil
}

// conjunction joins operands by AND, and takes an And among them apart.
func conjunction(operands []operand) Query {
	parts := make([]Query, 0, len(operands))
	for _, o := range operands {
		if inner, ok := o.Query.(And); ok {
			parts = append(parts, inner.Of...)
		} else {
			parts = append(parts, o.Query)
		}
	}
	if len(parts) == 1 {
		return parts[0]
	}
	return And{parts}
}

// disjunction joins operands by OR, and takes an Or among them apart.
func disjunction(operands []operand) Query {
	parts := make([]Query, 0, len(operands))
	for _, o := range operands {
		if inner, ok := o.Query.(Or); ok {
			parts = append(parts, inner.Of...)
		} else {
			parts = append(parts, o.Query)
		}
	}
	if len(parts) == 1 {
		return parts[0]
	}
	return Or{parts}
}

// open begins a group.
func (p *parser) open() error {
	p.groups = append(p.groups, group{place: place{p.at, p.at + 1}})
	p.at++
	return nil
}

// shut ends the innermost group, and makes an operand of it.
func (p *parser) shut() error {
	if len(p.groups) == 1 {
		return p.fault(p.at, p.at+1, "there is no opening parenthesis before this one", parenthesisHint)
	}
	p.at++
	g := p.group()
	if len(g.all) == 0 && len(g.alternatives) == 0 && len(g.waiting) == 0 {
		return p.fault(g.start, p.at, "there is no word between the parentheses", "")
	}
	q, err := p.close(g)
	if err != nil {
		return err
	}
	start := g.start
	p.groups = p.groups[:len(p.groups)-1]
	return p.operand(q, start)
}

const parenthesisHint = `to look for text with a parenthesis in it, leave the parenthesis out or put the text in quotes`

// close gives the query of a group that ends here.
func (p *parser) close(g *group) (Query, error) {
	if len(g.waiting) > 0 {
		op := g.waiting[len(g.waiting)-1]
		return nil, p.fault(op.start, op.end, p.query[op.start:op.end]+" needs a word after it", operatorHint(op.name))
	}
	if len(g.alternatives) == 0 {
		return conjunction(g.all), nil
	}
	if err := p.alternative(g); err != nil {
		return nil, err
	}
	return disjunction(g.alternatives), nil
}

// finish gives the whole query once all of it is read.
func (p *parser) finish() (Query, error) {
	g := p.group()
	if len(p.groups) > 1 {
		return nil, p.fault(g.start, g.end, "this parenthesis is never closed", parenthesisHint)
	}
	if len(g.all) == 0 && len(g.alternatives) == 0 && len(g.waiting) == 0 {
		return nil, p.fault(0, len(p.query), "there is nothing to look for: a query needs a word", "")
	}
	q, err := p.close(g)
	if err != nil {
		return nil, err
	}
	if isNegative(q) {
		return nil, p.negative(place{g.all[0].start, g.all[len(g.all)-1].end})
	}
	return q, nil
}

// quoted reads what stands between the quote at p.at and the one that ends it.
func (p *parser) quoted() (string, error) {
	first, size := utf8.DecodeRuneInString(p.query[p.at:])
	inside := p.query[p.at+size:]
	length := strings.IndexAny(inside, closingQuotes(first))
	if length < 0 {
		return "", p.fault(p.at, p.at+size, "this quote is never closed", "put a quote where the phrase ends, or leave this one out")
	}
	_, closing := utf8.DecodeRuneInString(inside[length:])
	p.at += size + length + closing
	return inside[:length], nil
}

// phrase reads words in quotes at p.at, of a field unless that is 0. start is
// where the field's name begins, or the quote.
func (p *parser) phrase(start int, field Field) error {
	quoteAt := p.at
	inside, err := p.quoted()
	if err != nil {
		return err
	}
	parts := wordsOf(inside)
	if len(parts) == 0 {
		return p.fault(quoteAt, p.at, "there is no word between the quotes", "")
	}
	if field == 0 {
		return p.operand(Phrase{Parts: parts}, start)
	}
	return p.operand(Within{Field: field, Of: Phrase{Parts: parts}}, start)
}

// field reads what follows the name of a field and the colon; the name begins
// at start, its value at valueAt.
func (p *parser) field(field Field, start, valueAt int) error {
	value := p.query[valueAt:p.at]
	if value == "" {
		if r, _ := utf8.DecodeRuneInString(p.query[p.at:]); closingQuotes(r) != "" {
			return p.phrase(start, field)
		}
	}
	parts := wordsOf(value)
	if len(parts) == 0 {
		name := field.String()
		return p.fault(start, p.at, fmt.Sprintf("a word or a phrase in quotes must follow %s: at once", name),
			fmt.Sprintf(`write %s:syria or %s:"syrian army"; to look for the word itself, write %s without the colon`, name, name, name))
	}
	return p.operand(Within{Field: field, Of: Word{Parts: parts}}, start)
}

// date reads the date or the range that follows "date:", which begins at
// start; what follows it begins at valueAt.
func (p *parser) date(start, valueAt int) error {
	value, quoted := p.query[valueAt:p.at], false
	if value == "" {
		if r, _ := utf8.DecodeRuneInString(p.query[p.at:]); closingQuotes(r) != "" {
			inside, err := p.quoted()
			if err != nil {
				return err
			}
			value, quoted = inside, true
		}
	}
	if value == "" {
		return p.fault(start, p.at, "a date must follow date: at once", "dates look like date:2016-04..2016-06 or date:yesterday")
	}
	span, err := when.ParseSpan(value, p.today)
	if err != nil {
		fault := p.fault(valueAt, p.at, err.Error(), "")
		fault.Err = err
		var bad *when.Error
		if errors.As(err, &bad) {
			fault.Hint = bad.Hint
		}
		if !quoted && p.at < len(p.query) && fault.Hint == "" {
			fault.Hint = `a date of several words goes in quotes: date:"3 days ago"`
		}
		return fault
	}
	return p.operand(Date{Span: span}, start)
}
