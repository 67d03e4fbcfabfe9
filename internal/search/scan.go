package search

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"news/internal/event"
	"news/internal/text"
	"news/internal/when"
)

// token is a piece of a query: an operand with its Query, a parenthesis or an
// operator.
type token struct {
	kind  tokenKind
	query Query // of an operand
	place
}

// tokenKind is the kind of a token.
type tokenKind int

const (
	operandToken tokenKind = iota
	openToken
	shutToken
	andToken
	orToken
	notToken
	mustToken
	// maybeAndToken is a single sign: AND between two operands, and punctuation
	// elsewhere.
	maybeAndToken
	// maybeOrToken is an "or" in small letters: OR between two operands, and a word
	// elsewhere.
	maybeOrToken
)

// place is a run of bytes of the query.
type place struct{ start, end int }

// scanner cuts a query into tokens, from left to right.
type scanner struct {
	query      string
	today      event.Date
	unfinished bool // more is to be typed
	at         int  // the next byte to read
	tokens     []token
}

// scan returns the tokens of a query. Relative dates count from today. The error is
// a *QueryError.
func scan(query string, today event.Date, unfinished bool) ([]token, error) {
	s := &scanner{query: query, today: today, unfinished: unfinished}
	for s.at < len(query) {
		if err := s.next(); err != nil {
			return nil, err
		}
	}
	tokens := settled(s.tokens)
	markSmall(query, tokens)
	if unfinished {
		markUnfinished(query, tokens)
	}
	return tokens, nil
}

// settled decides what the maybe-tokens are: operators between two operands, else
// words or punctuation.
func settled(tokens []token) []token {
	kept := tokens[:0]
	for i, t := range tokens {
		between := len(kept) > 0 && kept[len(kept)-1].endsOperand() && i+1 < len(tokens) && tokens[i+1].beginsOperand()
		switch {
		case t.kind == maybeAndToken && !between:
			continue
		case t.kind == maybeAndToken:
			t.kind = andToken
		case t.kind == maybeOrToken && between:
			t.kind = orToken
		case t.kind == maybeOrToken:
			t.kind, t.query = operandToken, Word{Parts: []string{"or"}}
		}
		kept = append(kept, t)
	}
	return kept
}

func (t token) endsOperand() bool { return t.kind == operandToken || t.kind == shutToken }

func (t token) beginsOperand() bool {
	switch t.kind {
	case operandToken, openToken, notToken, mustToken:
		return true
	}
	return false
}

func (s *scanner) fault(start, end int, message, hint string) *QueryError {
	return &QueryError{Query: s.query, Pos: start, Len: end - start, Message: message, Hint: hint}
}

// emit adds a token from start to the place of the scanner.
func (s *scanner) emit(kind tokenKind, q Query, start int) {
	s.tokens = append(s.tokens, token{kind, q, place{start, s.at}})
}

// take adds a token of the next size bytes.
func (s *scanner) take(kind tokenKind, size int) {
	s.at += size
	s.emit(kind, nil, s.at-size)
}

// next reads white space, a parenthesis, a phrase, an operator or a word.
func (s *scanner) next() error {
	rest := s.query[s.at:]
	r, size := utf8.DecodeRuneInString(rest)
	switch {
	case unicode.IsSpace(r):
		s.at += size
	case r == '(':
		s.take(openToken, size)
	case r == ')':
		s.take(shutToken, size)
	case r == '|':
		s.take(orToken, runLength(rest, '|'))
	case strings.HasPrefix(rest, "&&"):
		s.take(andToken, runLength(rest, '&'))
	case s.quoteAt(s.at):
		return s.phrase(s.at, 0)
	case s.isSign(rest):
		s.take(signKind(r), size)
	default:
		return s.word()
	}
	return nil
}

// runLength returns how many times s repeats c at its start.
func runLength(s string, c byte) int {
	n := 0
	for n < len(s) && s[n] == c {
		n++
	}
	return n
}

// quoteAt reports whether a quotation begins at a place of the query.
func (s *scanner) quoteAt(at int) bool {
	_, begins := text.QuotationAt(s.query, at)
	return begins
}

// signs are the characters that make the operand after them required or unwanted.
const signs = "!-+"

func signKind(r rune) tokenKind {
	if r == '+' {
		return mustToken
	}
	return notToken
}

// isSign reports whether the next character is a sign before an operand, rather
// than a dash, a plus or the end of a sentence. A ! may also stand by itself.
func (s *scanner) isSign(rest string) bool {
	if !strings.ContainsRune(signs, rune(rest[0])) || strings.HasPrefix(rest, "--") || strings.HasPrefix(rest, "++") {
		return false
	}
	begins := s.beginsWord()
	if rest[0] != '!' && !begins {
		return false
	}
	after := s.at + len(rest) - len(strings.TrimLeft(rest, signs))
	if strings.HasPrefix(s.query[after:], "(") || s.quoteAt(after) || len(text.FoldedWords(s.query[after:s.tokenEnd(after)])) > 0 {
		return true
	}
	bare := s.at + len(rest) - len(strings.TrimLeft(rest, "!"))
	return begins && s.tokenEnd(bare) == bare
}

// beginsWord reports whether a word can begin at the scanner's place: after white
// space, a parenthesis or an operator.
func (s *scanner) beginsWord() bool {
	before, _ := utf8.DecodeLastRuneInString(s.query[:s.at])
	return s.at == 0 || unicode.IsSpace(before) || strings.ContainsRune("(|&"+signs, before)
}

// tokenEnd returns the end of the run of characters at a place of the query that
// has no white space, parenthesis, | or && in it, and no beginning of a quotation.
func (s *scanner) tokenEnd(at int) int {
	for at < len(s.query) {
		r, size := utf8.DecodeRuneInString(s.query[at:])
		if unicode.IsSpace(r) || r == '(' || r == ')' || r == '|' || s.quoteAt(at) || strings.HasPrefix(s.query[at:], "&&") {
			break
		}
		at += size
	}
	return at
}

// word reads a word, a field, or an operator that is a word. It skips punctuation
// by itself.
func (s *scanner) word() error {
	start := s.at
	s.at = s.tokenEnd(start)
	word := s.query[start:s.at]
	switch word {
	case "AND":
		s.emit(andToken, nil, start)
		return nil
	case "OR":
		s.emit(orToken, nil, start)
		return nil
	case "NOT":
		s.emit(notToken, nil, start)
		return nil
	case "or":
		s.emit(maybeOrToken, nil, start)
		return nil
	case "&", "+":
		s.emit(maybeAndToken, nil, start)
		return nil
	}
	if name, value, found := strings.Cut(word, ":"); found {
		valueAt := s.at - len(value)
		if text.Fold(name) == "date" {
			return s.date(start, valueAt)
		}
		if field, ok := fieldNamed(name); ok {
			return s.field(field, start, valueAt)
		}
		if s.looksLikeField(name, value) {
			return s.unknownField(name, start, valueAt)
		}
		if value == "" && isOnlyField(name) && s.wordFollows() {
			return s.unknownField(name, start, valueAt)
		}
	}
	s.words(start, word)
	return nil
}

// words emits a token that is text: one word, or several that have only a comma or
// the like between them (haiti,chile). Numbers (7/7, 1,200) and addresses stay
// together, and so does what a sign stands before.
func (s *scanner) words(start int, token string) {
	pieces := strings.FieldsFunc(token, func(r rune) bool { return strings.ContainsRune(",;/、，；", r) })
	isName := func(piece string) bool { return hasLetters(text.FoldedWords(piece)) }
	last := len(s.tokens) - 1
	isSigned := last >= 0 && s.tokens[last].end == start && (s.tokens[last].kind == notToken || s.tokens[last].kind == mustToken)
	if isSigned || strings.Contains(token, ":") || slices.ContainsFunc(pieces, func(piece string) bool { return !isName(piece) }) {
		pieces = []string{token}
	}
	for _, piece := range pieces {
		if parts := text.FoldedWords(piece); len(parts) > 0 {
			s.emit(operandToken, Word{Parts: parts}, start)
		}
	}
}

// quoted reads the quotation at s.at, and returns the text between the quotes.
func (s *scanner) quoted() (string, error) {
	q, _ := text.QuotationAt(s.query, s.at)
	if q.End == 0 {
		return "", s.fault(s.at, q.Start, "this quote is never closed", "put a quote where the phrase ends, or leave this one out")
	}
	s.at = q.End
	return s.query[q.Start:q.Close], nil
}

// phrase reads the quotes at s.at: a whole name in the fields that hold names,
// elsewhere a phrase. field is 0 where none is named. start is where the field's
// name begins, or else the quote.
func (s *scanner) phrase(start int, field Field) error {
	quoteAt := s.at
	if s.unfinished && s.open(start, field) {
		return nil
	}
	inside, err := s.quoted()
	if err != nil {
		return err
	}
	parts := text.FoldedWords(inside)
	switch {
	case len(parts) == 0 && s.unfinished:
		s.skip(start)
	case len(parts) == 0:
		return s.fault(quoteAt, s.at, "there is no word between the quotes", "")
	case field == 0:
		s.emit(operandToken, Phrase{Parts: parts}, start)
	case field&names != 0:
		s.emit(operandToken, Named{Field: field, Name: text.Plain(inside)}, start)
	default:
		s.emit(operandToken, Within{Field: field, Of: Phrase{Parts: parts}}, start)
	}
	return nil
}

// field reads the value of a field: the field's name begins at start, the value at
// valueAt, behind the colon.
func (s *scanner) field(field Field, start, valueAt int) error {
	value := s.query[valueAt:s.at]
	if value == "" && s.quoteAt(s.at) {
		return s.phrase(start, field)
	}
	parts := text.FoldedWords(value)
	if len(parts) == 0 && s.unfinished {
		s.skip(start)
		return nil
	}
	if len(parts) == 0 {
		name := field.String()
		return s.fault(start, s.at, fmt.Sprintf("a word or a phrase in quotes must follow %s: at once", name),
			fmt.Sprintf(`write %s:syria or '%s:"Syrian Army"'; to look for the word itself, write %s without the colon`, name, name, name))
	}
	s.emit(operandToken, Within{Field: field, Of: Word{Parts: parts}}, start)
	return nil
}

// date reads the date or the range after "date:", which begins at start. The value
// begins at valueAt.
func (s *scanner) date(start, valueAt int) error {
	value, quoted := s.query[valueAt:s.at], false
	if value == "" && s.quoteAt(s.at) {
		if q, _ := text.QuotationAt(s.query, s.at); q.End == 0 && s.unfinished {
			s.at = len(s.query)
			s.skip(start)
			return nil
		}
		inside, err := s.quoted()
		if err != nil {
			return err
		}
		value, quoted = inside, true
	}
	if value == "" && s.unfinished {
		s.skip(start)
		return nil
	}
	if value == "" {
		return s.fault(start, s.at, "a date must follow date: at once", "dates look like date:2016-04..2016-06 or date:yesterday")
	}
	span, err := when.ParseSpan(value, s.today)
	if err != nil && s.unfinished && s.at == len(s.query) {
		s.skip(start)
		return nil
	}
	if err != nil {
		fault := s.fault(valueAt, s.at, err.Error(), "")
		fault.Err = err
		var bad *when.Error
		if errors.As(err, &bad) {
			fault.Hint = bad.Hint
		}
		if !quoted && s.at < len(s.query) && fault.Hint == "" {
			fault.Hint = `a date of several words goes in quotes: date:"3 days ago"`
		}
		return fault
	}
	s.emit(operandToken, Date{Span: span}, start)
	return nil
}
