package search

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"news/internal/event"
	"news/internal/when"
)

// longest is the greatest length of a query in characters: enough for any headline,
// and little enough that no query takes long.
const longest = 10_000

// QueryError says what is wrong with a query, and where.
type QueryError struct {
	Query   string // as typed
	Pos     int    // where the fault begins, in bytes of Query
	Len     int    // how many bytes it takes, at least 1 unless Query is empty
	Message string // what is wrong, without the query
	Hint    string // what to type instead; "" where nothing is known
	Err     error  // the error of package when; nil for other faults
}

// Error returns what is wrong, without the query or the place.
func (e *QueryError) Error() string { return e.Message }

// Unwrap returns the error of package when about a date, or nil.
func (e *QueryError) Unwrap() error { return e.Err }

// Parse reads a query as a person types it: words, which are wishes, and what is
// required: "phrases", +word, a AND b, words in a field such as topic:syria, whole
// names such as topic:"Syrian Army", and with !word or NOT what must be missing. OR
// and parentheses make alternatives. The package comment describes all of it.
// Relative dates such as date:yesterday count from today. An error is a
// *QueryError.
func Parse(query string, today event.Date) (Query, error) { return parse(query, today, false) }

// ParseUnfinished reads a query that is being typed. It reads unfinished syntax as if
// what is complete stood there: of a quotation that is not closed the words, and nothing
// of a field, a sign or an operator that nothing follows yet. Where the query ends in a
// word, the word is Unfinished. It returns nil where there is nothing to look for yet. An
// error is a *QueryError about what cannot be mended by more text.
func ParseUnfinished(query string, today event.Date) (Query, error) { return parse(query, today, true) }

func parse(query string, today event.Date, unfinished bool) (Query, error) {
	p := &parser{query: query, unfinished: unfinished, groups: make([]group, 1, 8)}
	if len(query) > longest && utf8.RuneCountInString(query) > longest {
		return nil, p.fault(0, len(query), fmt.Sprintf("the query is too long: at most %d characters", longest),
			"a few words of a headline find it")
	}
	tokens, err := scan(query, today, unfinished)
	if err != nil {
		return nil, err
	}
	for _, t := range tokens {
		if err := p.take(t); err != nil {
			return nil, err
		}
	}
	return p.finish()
}

// parser makes a tree of the tokens of a query. It keeps open parentheses in a list
// and does not recurse, so that no nesting is too deep.
type parser struct {
	query      string
	unfinished bool    // more is to be typed: what is incomplete is left out
	groups     []group // open parentheses, outermost first; the first is the whole query
}

// group is a part of the query between parentheses, as far as it has been read.
type group struct {
	place                    // of the opening parenthesis
	alternatives [][]operand // the operands before each OR
	all          []operand   // the operands after the last OR, to be joined by AND
	waiting      []token     // operators without an operand after them yet
}

// operand is a complete part of a query, and where it stands.
type operand struct {
	Query
	place
	strength // how it belongs to its alternative
}

// strength is how an operand belongs to its alternative. The strongest operands of
// an alternative are its own. All weaker ones bind every alternative beside it.
type strength int

const (
	notStrength strength = iota
	dateStrength
	mustStrength
	fieldStrength
	wordStrength // words, phrases, and parentheses
)

// strengthOf returns the strength of a part of a query that does not stand in
// parentheses of its own.
func strengthOf(q Query) strength {
	switch q.(type) {
	case Not:
		return notStrength
	case Date:
		return dateStrength
	case Must:
		return mustStrength
	case Within, Named:
		return fieldStrength
	}
	return wordStrength
}

func (p *parser) fault(start, end int, message, hint string) *QueryError {
	return &QueryError{Query: p.query, Pos: start, Len: end - start, Message: message, Hint: hint}
}

func (p *parser) group() *group { return &p.groups[len(p.groups)-1] }

// typed returns the text at a place of the query.
func (p *parser) typed(where place) string { return p.query[where.start:where.end] }

// take reads the next token.
func (p *parser) take(t token) error {
	switch t.kind {
	case openToken:
		p.groups = append(p.groups, group{place: t.place})
		return nil
	case shutToken:
		return p.shut(t.place)
	case operandToken:
		return p.operand(operand{t.query, t.place, strengthOf(t.query)})
	}
	return p.operator(t)
}

// operator reads AND, OR, NOT or a sign for one of them.
func (p *parser) operator(op token) error {
	g := p.group()
	joins := op.kind == andToken || op.kind == orToken
	if joins && (len(g.all) == 0 || len(g.waiting) > 0) {
		if p.unfinished {
			return nil
		}
		return p.fault(op.start, op.end, p.typed(op.place)+" needs a word before it", p.operatorHint(op))
	}
	if op.kind == andToken {
		g.all[len(g.all)-1].require()
	}
	if op.kind == orToken {
		g.alternatives = append(g.alternatives, g.all)
		g.all = nil
	}
	g.waiting = append(g.waiting, op)
	return nil
}

// operatorHint returns a hint how to search for an operator as text.
func (p *parser) operatorHint(op token) string {
	typed := p.typed(op.place)
	if op.kind == notToken && typed == "!" {
		return "write ! before a word that is not wanted, as in 'syria !army', or leave it out"
	}
	if strings.Trim(typed, "|&!+-") == "" {
		return "leave it out, or put the text that it stands in between quotes"
	}
	return fmt.Sprintf(`to look for the word itself, put it in quotes: '"%s"'`, strings.ToLower(typed))
}

// operand reads a complete part of the query, and applies the signs, the NOT and
// the AND before it.
func (p *parser) operand(o operand) error {
	g := p.group()
	for ; len(g.waiting) > 0; g.waiting = g.waiting[:len(g.waiting)-1] {
		op := g.waiting[len(g.waiting)-1]
		switch op.kind {
		case andToken:
			o.require()
			continue
		case orToken:
			continue
		}
		o.start = op.start
		if all, ok := o.Query.(And); ok && isNegative(all) {
			if p.unfinished {
				g.waiting = nil
				return nil
			}
			return p.negative(o.place)
		}
		if op.kind == notToken {
			o.negate()
		} else {
			o.demand()
		}
	}
	g.all = append(g.all, o)
	return nil
}

// negate makes an operand unwanted. Two NOTs cancel each other.
func (o *operand) negate() {
	switch inner := o.Query.(type) {
	case Not:
		o.Query = inner.Of
	case Must:
		o.Query = Not{inner.Of}
	default:
		o.Query = Not{inner}
	}
	o.strength = strengthOf(o.Query)
}

// require makes an operand required in its own alternative. Phrases, fields and
// dates are required anyway, and an unwanted operand stays unwanted.
func (o *operand) require() {
	switch q := o.Query.(type) {
	case Word, Or:
		o.Query = Must{q}
	case And:
		if !isNegative(q) {
			o.Query = Must{q}
		}
	}
}

// demand makes an operand required in every alternative, as its sign + asks.
func (o *operand) demand() {
	o.require()
	if o.strength = strengthOf(o.Query); o.strength == wordStrength {
		o.strength = mustStrength // of a phrase
	}
}

// isNegative reports whether a part names only unwanted words.
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

// placeOf returns the place from the first of some operands to the last.
func placeOf(operands []operand) place {
	return place{operands[0].start, operands[len(operands)-1].end}
}

// conjunction joins operands by AND. The parts of an And among them become parts of
// the result.
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

// disjunction joins the alternatives of a group by OR. The parts of an Or among
// them become parts of the result. Operands that bind all alternatives stand beside
// the Or, joined by AND.
func (p *parser) disjunction(alternatives [][]operand) (Query, error) {
	var parts []Query
	var binding []operand
	var days boundDays
	for _, all := range alternatives {
		own, bind := partition(all)
		q := conjunction(own)
		if isNegative(q) {
			if p.unfinished {
				continue
			}
			return nil, p.negative(placeOf(all))
		}
		if inner, ok := q.(Or); ok {
			parts = append(parts, inner.Of...)
		} else {
			parts = append(parts, q)
		}
		if err := days.narrow(p, bind); err != nil {
			return nil, err
		}
		binding = append(binding, bind...)
	}
	switch len(parts) {
	case 0:
		return conjunction(append(binding, alternatives[0]...)), nil
	case 1:
		return conjunction(append([]operand{{Query: parts[0]}}, binding...)), nil
	}
	return conjunction(append([]operand{{Query: Or{parts}}}, binding...)), nil
}

// partition splits the operands of an alternative into its own, which are the
// strongest, and the ones that bind all alternatives.
func partition(all []operand) (own, binding []operand) {
	strongest := notStrength
	for _, o := range all {
		strongest = max(strongest, o.strength)
	}
	for _, o := range all {
		if o.strength == strongest {
			own = append(own, o)
		} else {
			binding = append(binding, o)
		}
	}
	return own, binding
}

// boundDays are the days that the dates of all alternatives so far have in common.
type boundDays struct{ when.Span }

// narrow narrows the days to the dates of one more alternative. Dates without a
// common day were meant for their own alternatives: the error says how to type
// that.
func (d *boundDays) narrow(p *parser, binding []operand) error {
	before := d.Span
	for _, o := range binding {
		date, ok := o.Query.(Date)
		if !ok {
			continue
		}
		if _, any := before.Intersect(date.Span); !any {
			return p.fault(o.start, o.end, "a date binds all alternatives of an OR, and no day has both this one and one before it",
				"put each alternative in parentheses, as in '(isil date:2014) OR (isis date:2015)'")
		}
		if both, any := d.Intersect(date.Span); any {
			d.Span = both
		}
	}
	return nil
}

// shut closes the innermost group, and makes an operand of it.
func (p *parser) shut(at place) error {
	if len(p.groups) == 1 {
		if p.unfinished {
			return nil
		}
		return p.fault(at.start, at.end, "there is no opening parenthesis before this one", parenthesisHint)
	}
	g := p.group()
	if p.unfinished {
		if g.drop(); g.isEmpty() {
			p.groups = p.groups[:len(p.groups)-1]
			p.group().dropSigns()
			return nil
		}
	}
	if g.isEmpty() {
		return p.fault(g.start, at.end, "there is no word between the parentheses", "")
	}
	q, err := p.close(g)
	if err != nil {
		return err
	}
	whole := place{g.start, at.end}
	p.groups = p.groups[:len(p.groups)-1]
	return p.operand(operand{q, whole, wordStrength})
}

const parenthesisHint = `to look for text with a parenthesis in it, leave the parenthesis out or put the text in quotes`

func (g *group) isEmpty() bool {
	return len(g.all) == 0 && len(g.alternatives) == 0 && len(g.waiting) == 0
}

// close returns the query of a group that ends here.
func (p *parser) close(g *group) (Query, error) {
	if len(g.waiting) > 0 {
		op := g.waiting[len(g.waiting)-1]
		return nil, p.fault(op.start, op.end, p.typed(op.place)+" needs a word after it", p.operatorHint(op))
	}
	if len(g.alternatives) == 0 {
		return conjunction(g.all), nil
	}
	return p.disjunction(append(g.alternatives, g.all))
}

// finish returns the whole query once all of it is read.
func (p *parser) finish() (Query, error) {
	if p.unfinished {
		return p.finishTyped()
	}
	g := p.group()
	if len(p.groups) > 1 {
		return nil, p.fault(g.start, g.end, "this parenthesis is never closed", parenthesisHint)
	}
	if g.isEmpty() {
		return nil, p.fault(0, len(p.query), "there is nothing to look for: a query needs a word", "")
	}
	q, err := p.close(g)
	if err != nil {
		return nil, err
	}
	if isNegative(q) {
		return nil, p.negative(placeOf(g.all))
	}
	return q, nil
}

// finishTyped returns the whole query as far as it is typed, nil where there is
// nothing to look for yet.
func (p *parser) finishTyped() (Query, error) {
	end := place{len(p.query), len(p.query)}
	for len(p.groups) > 1 {
		if err := p.shut(end); err != nil {
			return nil, err
		}
	}
	g := p.group()
	if g.drop(); g.isEmpty() {
		return nil, nil
	}
	q, err := p.close(g)
	if err != nil || isNegative(q) {
		return nil, err
	}
	return q, nil
}

// drop drops the operators at the end of a group that have no operand yet, and the
// alternative that nothing is typed of.
func (g *group) drop() {
	g.waiting = nil
	if last := len(g.alternatives) - 1; last >= 0 && len(g.all) == 0 {
		g.alternatives, g.all = g.alternatives[:last], g.alternatives[last]
	}
}

// dropSigns drops the signs before an operand that has nothing in it.
func (g *group) dropSigns() {
	for last := len(g.waiting) - 1; last >= 0 && (g.waiting[last].kind == notToken || g.waiting[last].kind == mustToken); last-- {
		g.waiting = g.waiting[:last]
	}
}
