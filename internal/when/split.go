package when

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"news/internal/event"
	"news/internal/text"
)

// Years are the first and the last year of an archive. A number beside words is a
// year only if it lies between them. The zero Years allow any year.
type Years struct{ First, Last int }

// overlap reports whether a span has days of the years.
func (y Years) overlap(s Span) bool {
	return y == Years{} || s.From.Year <= y.Last && (s.To.IsZero() || s.To.Year >= y.First)
}

// Parts are the dates and the other words of a question.
type Parts struct {
	Days  Set      // the days of all dates together; every day without a date
	Words []string // the other words, in order and as typed, a phrase or a field in one piece
	Dates []Taken  // the dates, in their order
}

// Taken is a date that was taken out of the arguments.
type Taken struct {
	Typed string // its words, as typed
	Days  Set
	// Named is how a text names the days: "january 2010" for 2010-01, too. It is ""
	// for days that no text names so: of a range, or counted from today.
	Named string
}

// Split divides arguments into dates and other words. One argument of several words
// means the same as several arguments.
//
// Where all words are dates, Split reads them as Parse does, and a faulty date is
// an error. Beside other words only these are dates: forms with a year in them, and
// yesterday, last week, this year, 3 days ago and the like. A number by itself is a
// date only if it is a year of the archive. A preposition before a date
// belongs to it: in 2016, since April 2016. Never dates are the words of a phrase
// in quotes, the value of a field (date:2016), words in parentheses or behind an
// operator (!2016, NOT 2016), and dates of a single alternative (haiti 2010 OR
// chile 2011). A reference to an event is a word. Arguments without a word are the
// word "".
//
// The error is an *Error: about a range the wrong way round, a day that its month
// does not have, or words that look like a date but are none.
func Split(arguments []string, today event.Date, archive Years) (Parts, error) {
	return split(question{reader: reader{today: today}, years: archive, given: len(arguments) > 0, tokens: tokensOf(arguments)})
}

// SplitWishes divides arguments as Split does, for a search that only wishes for
// the days. A word that is no certain date then stays a word where all words are
// dates, too: may, christmas, monday, 3/4/2016. A year from 1900 to 2099 is a date
// though the archive has no event of it.
func SplitWishes(arguments []string, today event.Date, archive Years) (Parts, error) {
	archive = Years{First: min(1900, archive.First), Last: max(2099, archive.Last)}
	return split(question{reader: reader{today: today}, years: archive, given: len(arguments) > 0, tokens: tokensOf(arguments), wishes: true})
}

func split(q question) (Parts, error) {
	if parts, fault, ok := q.datesAlone(); ok {
		if fault != nil {
			return Parts{}, fault
		}
		return parts, nil
	}
	if fault := q.findDates(); fault != nil {
		return Parts{}, fault
	}
	q.keepAlternatives()
	return q.parts(), nil
}

// question is the state of Split.
type question struct {
	reader
	years  Years
	given  bool // there are arguments, perhaps only empty ones
	wishes bool // see SplitWishes
	tokens []token
	found  []foundDate // in order
}

// foundDate is a date and its tokens.
type foundDate struct {
	start, end int
	reading
}

// token is a word, a phrase or a field of a query.
type token struct {
	word
	opaque bool // a phrase, a field, or in parentheses: no date
	or     bool // separates alternatives: OR, |
	binds  bool // binds the token after it: NOT, AND, a field's name and its colon
}

// datesAlone reads words that are all dates, perhaps faulty ones. It returns false
// where there are other words.
func (q *question) datesAlone() (Parts, *Error, bool) {
	var parts Parts
	var first *Error
	var before reading
	for i := 0; i < len(q.tokens); {
		if len(parts.Dates) > 0 && i > 0 && i < len(q.tokens)-1 && (q.tokens[i].or || isConjunction(q.tokens[i].form)) {
			i++
			continue
		}
		found, n, fault := q.longestAt(i)
		if fault != nil && !q.tokens[i].opaque && !q.wishes {
			explained := 0
			fault, explained = q.explain(q.wordsFrom(i, mostWords), fault, before)
			n = max(n, explained)
		}
		switch {
		case q.tokens[i].opaque || fault != nil && fault.weight < alone, q.wishes && (fault != nil || found.isName(q.tokens[i].form)):
			return Parts{}, nil, false
		case fault != nil && first == nil:
			first = fault
		}
		if fault == nil {
			parts.take(q.wordsFrom(i, n), found)
			before = found
		}
		i += n
	}
	return parts, first, len(q.tokens) > 0
}

// isName reports whether the words of a date are a name that often means no date: of
// a month, a holiday or a season without its year, or of a weekday. first is the
// first of the words: last Tuesday is a date.
func (d reading) isName(first string) bool {
	return (d.inYear != nil || d.isWeekday) && first != "last" && first != "this"
}

// take adds a date.
func (p *Parts) take(words []word, date reading) {
	typed := typedOf(words)
	p.Dates = append(p.Dates, Taken{
		Typed: withoutStop(text.Plain(typed)),
		Days:  Set{limited: true, parts: []part{date.part}},
		Named: nameIn(words, date),
	})
	p.Days.limited = true
	p.Days.parts = append(p.Days.parts, date.part)
}

// nameIn returns how a text names the days of a date: with the words of the date
// where it has letters, else with the words for a day, a month or a year. It
// returns "" for other days.
func nameIn(words []word, date reading) string {
	for len(words) > 1 && isPreposition(words[0].form) {
		words = words[1:]
	}
	form := formsOf(words)
	_, fault := reader{}.read(form, form) // faulty without a today: last week
	switch {
	case date.month != 0 || date.bare != Span{} || fault != nil || isRangeForm(form):
		return ""
	case strings.IndexFunc(form, unicode.IsLetter) >= 0:
		return withoutStop(form)
	}
	return date.span.inWords()
}

// isRangeForm reports whether a date has two ends.
func isRangeForm(form string) bool {
	for _, joint := range []string{"..", dash, " to ", " until ", " till ", " and ", "至", "到"} {
		if strings.Contains(form, joint) {
			return true
		}
	}
	return false
}

// inWords returns the words for a day, a month or a year in small letters, "" for
// other spans.
func (s Span) inWords() string {
	switch {
	case s.From.IsZero() || s.To.IsZero():
		return ""
	case s.isDay():
		return strings.ToLower(inWords(s.From))
	case s == Month.Around(s.From):
		return strings.ToLower(s.From.Time().Format("January 2006"))
	case s == Year.Around(s.From):
		return s.From.Time().Format("2006")
	}
	return ""
}

// longestAt reads the longest date that begins with a token.
func (q *question) longestAt(i int) (reading, int, *Error) {
	if q.tokens[i].opaque {
		return reading{}, 1, strange(q.tokens[i].typed, unknownForm)
	}
	return q.longest(q.wordsFrom(i, mostWords))
}

// wordsFrom returns at most n words from a token on. It stops at a token that is no
// word.
func (q *question) wordsFrom(i, n int) []word {
	words := make([]word, 0, n)
	for _, t := range q.tokens[i:min(len(q.tokens), i+n)] {
		if t.opaque {
			break
		}
		words = append(words, t.word)
	}
	return words
}

// findDates finds the dates beside other words.
func (q *question) findDates() *Error {
	for i := 0; i < len(q.tokens); {
		n, fault := q.dateAt(i)
		if fault != nil {
			return fault
		}
		i += n
	}
	return nil
}

// dateAt finds the longest date that begins with a token, and returns the number of
// tokens to skip.
func (q *question) dateAt(i int) (int, *Error) {
	if q.tokens[i].opaque || q.isBound(i) || !mayBegin(q.tokens[i].form) {
		return 1, nil
	}
	words := q.wordsFrom(i, mostWords)
	for n := runOf(words); n >= 1; n-- {
		if beginsAnother(words, n) {
			continue
		}
		found, fault := q.read(typedOf(words[:n]), formsOf(words[:n]))
		switch {
		case fault != nil && fault.reversed && isGlued(words[:n]):
		case fault != nil && fault.weight == surely && !isReference(words[0].form):
			return 0, fault
		case fault == nil && (found.certainty == clear || found.certainty == plainYear && q.years.overlap(found.named())):
			q.found = append(q.found, foundDate{i, i + n, found})
			return n, nil
		}
	}
	return 1, nil
}

// isBound reports whether an operator or a field's name before a token takes it, or
// takes the preposition before it.
func (q *question) isBound(i int) bool {
	return i > 0 && (q.tokens[i-1].binds || isPreposition(q.tokens[i-1].form) && q.isBound(i-1))
}

// isReference reports whether a word is the reference of an event: a year, a slash,
// and more than a day.
func isReference(form string) bool {
	fields := strings.Split(strings.Trim(form, "/"), "/")
	return len(fields) > 3
}

// mayBegin reports whether a date can begin with a word. Few words of a query can
// begin one.
func mayBegin(form string) bool {
	if form == "" {
		return false
	}
	c, _ := utf8.DecodeRuneInString(form)
	if c >= '0' && c <= '9' || c == '*' || strings.HasPrefix(form, "..") || c >= utf8.RuneSelf {
		return form != dash
	}
	first := strings.ReplaceAll(form, "'", "")
	if end := strings.IndexAny(first, " -/.,"); end >= 0 {
		first = first[:end]
	}
	if isPreposition(first) {
		return true
	}
	if _, ok := monthOf(first); ok {
		return true
	}
	if _, ok := weekdayOf(first); ok {
		return true
	}
	if _, ok := number(first); ok {
		return true
	}
	if _, _, ok := periodWord(first); ok {
		return true
	}
	const others = " the this last past yesterday today tomorrow on first second third fourth spring summer autumn fall winter" +
		" new martin mlk valentines womens international st patricks earth memorial bastille labor halloween armistice remembrance" +
		" veterans thanksgiving black cyber christmas xmas boxing mardi shrove ash palm good easter pentecost whit "
	return strings.Contains(others, " "+first+" ")
}

// keepAlternatives turns dates back into words where they do not apply to all
// alternatives of a query.
func (q *question) keepAlternatives() {
	q.joinDates()
	if !slices.ContainsFunc(q.tokens, func(t token) bool { return t.or }) {
		return
	}
	with, start := 0, 0
	for i := 0; i <= len(q.tokens); i++ {
		if i < len(q.tokens) && !q.tokens[i].or {
			continue
		}
		dated := 0
		for _, d := range q.found {
			if d.start >= start && d.end <= i {
				dated += d.end - d.start
			}
		}
		if dated > 0 {
			with++
		}
		if dated == i-start || with > 1 {
			q.found = nil
			return
		}
		start = i + 1
	}
}

// joinDates removes the "or" between two dates, since dates are a union anyway.
func (q *question) joinDates() {
	for i := 1; i < len(q.found); i++ {
		before, d := &q.found[i-1], q.found[i]
		if d.start == before.end+1 && q.tokens[before.end].typed == "or" {
			q.tokens[before.end].or = false
			before.end = d.start
		}
	}
}

// parts returns the result of Split.
func (q *question) parts() Parts {
	var parts Parts
	at := 0
	for _, d := range q.found {
		parts.keep(q.tokens[at:d.start])
		words := q.wordsFrom(d.start, d.end-d.start)
		if last := len(words) - 1; last > 0 && isConjunction(words[last].form) {
			words = words[:last]
		}
		parts.take(words, d.reading)
		at = d.end
	}
	parts.keep(q.tokens[at:])
	if len(q.tokens) == 0 && q.given {
		parts.Words = []string{""}
	}
	return parts
}

func (p *Parts) keep(tokens []token) {
	for _, t := range tokens {
		p.Words = append(p.Words, t.typed)
	}
}

// tokensOf returns the tokens of arguments, which are joined by spaces.
func tokensOf(arguments []string) []token {
	query := strings.Join(arguments, " ")
	hyphens := make(map[int]bool) // where arguments begin that are a hyphen alone
	at := 0
	for _, argument := range arguments {
		if strings.TrimSpace(argument) == "-" {
			hyphens[at+strings.Index(argument, "-")] = true
		}
		at += len(argument) + 1
	}
	var tokens []token
	depth := 0
	for at := 0; at < len(query); {
		c, size := utf8.DecodeRuneInString(query[at:])
		if unicode.IsSpace(c) {
			at += size
			continue
		}
		end, quoted := tokenEnd(query, at)
		if !quoted {
			end = at + endOfPiece(query[at:end])
		}
		t := newToken(query[at:end], hyphens[at])
		t.opaque = t.opaque || quoted
		opened := strings.Count(t.typed, "(") - strings.Count(t.typed, ")")
		t.opaque = t.opaque || depth > 0 || strings.ContainsAny(t.typed, "()")
		t.or = t.or && depth == 0
		depth = max(0, depth+opened)
		tokens = append(tokens, t)
		at = end
	}
	markOperators(tokens)
	return tokens
}

// newToken returns the token for a run of characters.
func newToken(typed string, isArgument bool) token {
	t := token{word: word{typed: typed, form: formOf(typed)}}
	field, _, hasColon := strings.Cut(typed, ":")
	isField := hasColon && strings.IndexFunc(field, func(c rune) bool { return !unicode.IsLetter(c) }) < 0
	switch {
	case typed == "-" && isArgument:
		t.apart, t.opaque = true, true
	case typed == "-":
		t.form = dash
	case typed == "OR" || strings.Trim(typed, "|") == "":
		t.or, t.apart = true, true
	case typed == "AND" || typed == "NOT" || strings.Trim(typed, "!+&") == "":
		t.binds, t.opaque = true, true
	case isField || strings.ContainsAny(typed[:1], "!+-"):
		t.opaque = true
		t.binds = strings.HasSuffix(typed, ":")
	}
	return t
}

// markOperators marks each or between two words, which separates alternatives,
// makes AND bind the token before it, too, and distinguishes a length of time from
// a required word.
func markOperators(tokens []token) {
	for i := range tokens {
		switch t := &tokens[i]; {
		case t.form == "or" && !t.opaque && i > 0 && i < len(tokens)-1:
			t.or, t.apart = true, true
		case t.typed == "AND" && i > 0:
			tokens[i-1].opaque = true
		case strings.HasPrefix(t.form, "+") && i > 0 && strings.HasSuffix(tokens[i-1].form, ".."):
			t.opaque = false // a length of time: 2016-04 .. +2w
		case i > 0 && isStretch(t.form):
			t.opaque = false // 2016-04-03 +2w lacks its dots
		}
	}
}

// tokenEnd returns the end of the token that begins at start, the next white space
// outside quotes, and whether the token has quotes in it.
func tokenEnd(query string, start int) (end int, quoted bool) {
	for at := start; at < len(query); {
		c, size := utf8.DecodeRuneInString(query[at:])
		quotation, begins := text.QuotationAt(query, at)
		quoted = quoted || begins
		switch {
		case quotation.End > 0:
			at = quotation.End
		case unicode.IsSpace(c):
			return at, quoted
		default: // the query's parser reports a quote that is never closed
			at += size
		}
	}
	return len(query), quoted
}
