package portal

import (
	"strings"

	"news/internal/event"
	"news/internal/text"
)

// call is a template with its parameters.
type call struct {
	name   string // in small letters
	places []span // the parameters without a name, in order
	named  []named
}

// span is a part of a line.
type span struct{ from, to int }

type named struct {
	name  string
	value span
}

// template reads the template at a place, and returns its length.
func (p *inline) template(at, to int) int {
	end := p.end(at)
	if end < 0 || end+2 > to {
		p.r.problem(p.r.line, "a template without an end")
		return 2
	}
	c := p.call(at+2, end)
	count, before := len(p.pieces), p.written()
	p.use(c)
	size := end + 2 - at
	if len(p.pieces) == count && p.written() == before {
		size += p.dropBrackets(p.s[end+2 : to])
	}
	return size
}

// dropBrackets drops the brackets around a template that has become nothing, if
// nothing else is in them. It returns how many bytes of the text behind the template
// it takes.
func (p *inline) dropBrackets(behind string) int {
	before, opened := strings.CutSuffix(strings.TrimRight(p.written(), " "), "(")
	rest, closed := strings.CutPrefix(strings.TrimLeft(behind, " "), ")")
	if !opened || !closed {
		return 0
	}
	p.drop()
	if before = strings.TrimRight(before, " "); before != "" {
		p.add(piece{text: before}) // rather than written again, which would copy all words before
	}
	return len(behind) - len(rest)
}

// mostParameters is the greatest number of parameters that are read of a template.
const mostParameters = 100

// call reads a template and its parameters between two places.
func (p *inline) call(from, to int) call {
	parts := p.parts(from, to)
	c := call{name: templateName(p.s[parts[0].from:parts[0].to])}
	if function, _, found := strings.Cut(p.s[parts[0].from:parts[0].to], ":"); found && isTextFunction(function) {
		c.name = templateName(function)
		c.places = append(c.places, p.trim(span{parts[0].from + len(function) + 1, parts[0].to}))
	}
	for _, part := range parts[1:] {
		s := p.s[part.from:part.to]
		equals := strings.IndexByte(s, '=')
		if equals < 0 || strings.ContainsAny(s[:equals], "[{<") {
			c.places = append(c.places, p.trim(part))
			continue
		}
		name := strings.ToLower(strings.TrimSpace(s[:equals]))
		value := p.trim(span{part.from + equals + 1, part.to})
		if name != "" && isNumber(name) {
			c.places = append(c.places, value)
			continue
		}
		c.named = append(c.named, named{name, value})
	}
	return c
}

// isTextFunction reports whether a name is that of a function of MediaWiki that
// writes its text in another form: {{formatnum:1200}}.
func isTextFunction(name string) bool {
	switch strings.ToLower(strings.TrimSpace(name)) {
	case "formatnum", "lc", "uc", "lcfirst", "ucfirst":
		return true
	}
	return false
}

// parts returns the parts between the bars of a template, without bars within links
// and templates.
func (p *inline) parts(from, to int) []span {
	var parts []span
	start := from
	for at := from; at < to && len(parts) < mostParameters; at++ {
		switch c := p.s[at]; {
		case c == '|':
			parts = append(parts, span{start, at})
			start = at + 1
		case (c == '{' || c == '[') && p.end(at) > 0 && p.end(at) < to:
			at = p.end(at) + 1
		}
	}
	return append(parts, span{start, to})
}

// trim returns a span without the blanks around it.
func (p *inline) trim(s span) span {
	for s.from < s.to && isBlank(p.s[s.from]) {
		s.from++
	}
	for s.to > s.from && isBlank(p.s[s.to-1]) {
		s.to--
	}
	return s
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' }

// templateName returns the name of a template as the tables have it.
func templateName(s string) string {
	const longest = 80
	if len(s) > longest {
		return "a template with a long name"
	}
	s = strings.ToLower(strings.Join(strings.Fields(strings.ReplaceAll(s, "_", " ")), " "))
	return strings.TrimPrefix(strings.TrimPrefix(s, "template:"), "subst:")
}

// all returns the words of the parameters without a name.
func (p *inline) all(c call) []string {
	all := make([]string, len(c.places))
	for n, s := range c.places {
		all[n] = p.plain(s.from, s.to)
	}
	return all
}

// value returns the words of the first parameter with one of these names, or "".
func (p *inline) value(c call, names ...string) string {
	for _, name := range names {
		for _, n := range c.named {
			if n.name == name && n.value.from < n.value.to {
				return p.plain(n.value.from, n.value.to)
			}
		}
	}
	return ""
}

// raw returns the first parameter with one of these names as it is written.
func (p *inline) raw(c call, names ...string) string {
	for _, name := range names {
		for _, n := range c.named {
			if n.name == name && n.value.from < n.value.to {
				return p.s[n.value.from:n.value.to]
			}
		}
	}
	return ""
}

// use writes what a template stands for.
func (p *inline) use(c call) {
	switch kind := kindOf(c.name); kind {
	case ignored:
	case shown:
		p.show(c, 1)
	case shownLast:
		p.show(c, len(c.places))
	case citation:
		p.cite(c)
	case linkedFirst:
		p.nation(c)
	default:
		if kind == unknown || !p.compose(kind, c) {
			p.unknown(c)
		}
	}
}

// nation writes the first parameter as the title of an article.
func (p *inline) nation(c call) {
	if len(c.places) == 0 {
		p.unknown(c)
		return
	}
	name := p.plain(c.places[0].from, c.places[0].to)
	p.link(name, name)
}

// link writes a link to the article of a title, or the words alone if there is none.
func (p *inline) link(words, title string) {
	if a := articleOf(title); a.Article != "" {
		p.add(piece{kind: linked, text: words, link: a.Link})
		return
	}
	p.write(words)
}

// show writes the parameter at a place, with its links and sources.
func (p *inline) show(c call, n int) {
	switch {
	case n >= 1 && n <= len(c.places):
		p.add(p.inside(c.places[n-1].from, c.places[n-1].to)...)
	case len(c.named) > 0:
		p.unknown(c)
	}
}

// unknown writes the one plain parameter of a template that is not known. Any other
// becomes nothing.
func (p *inline) unknown(c call) {
	if len(c.places) == 1 && len(c.named) == 0 && c.name != "" && !strings.HasPrefix(c.name, "#") {
		if s := p.s[c.places[0].from:c.places[0].to]; hasWords(s) && !strings.ContainsAny(s, "{}[]<>=") {
			p.show(c, 1)
			return
		}
	}
	p.r.problem(p.r.line, "an unknown template: "+short(c.name))
}

// cite reads a template that describes a source.
func (p *inline) cite(c call) {
	address := strings.TrimSpace(p.raw(c, "url", "archive-url", "archiveurl", "chapter-url", "article-url", "contribution-url"))
	if address == "" && len(c.places) > 0 {
		if s := p.s[c.places[0].from:c.places[0].to]; startsAddress(s) {
			address = s
		}
	}
	name := ""
	if len(c.places) > 1 {
		name = p.plain(c.places[1].from, c.places[1].to)
	}
	if named := p.value(c, "work", "newspaper", "website", "magazine", "journal", "periodical", "publisher", "agency", "via", "network", "program", "title"); named != "" {
		name = named
	}
	found := event.Source{Name: sourceName(name)}
	if startsAddress(address) {
		found.URL = webAddress(addressAt(address))
	}
	if found == (event.Source{}) {
		p.r.problem(p.r.line, "a citation without name and address")
		return
	}
	p.add(piece{kind: cited, bare: true, sources: []event.Source{found}})
}

// sourceName returns the name of a source without the brackets around it.
func sourceName(s string) string {
	s = strings.Clone(strings.Trim(text.Plain(s), " ,;|"))
	if isNumber(s) {
		return "" // the number of a note
	}
	for strings.HasPrefix(s, "(") {
		shut := matching(s)
		if shut < 0 {
			return strings.TrimSpace(strings.TrimLeft(s, "( "))
		}
		s = strings.TrimSpace(strings.TrimSpace(s[1:shut]) + " " + strings.TrimSpace(s[shut+1:]))
	}
	if strings.HasPrefix(s, "[") && strings.HasSuffix(s, "]") {
		s = strings.TrimSpace(s[1 : len(s)-1])
	}
	if strings.Count(s, ")") > strings.Count(s, "(") {
		s = strings.TrimSpace(strings.TrimSuffix(s, ")"))
	}
	return s
}

// matching returns the place of the bracket that closes the one that s begins with,
// or -1.
func matching(s string) int {
	open := 0
	for i := range len(s) {
		switch s[i] {
		case '(':
			open++
		case ')':
			if open--; open == 0 {
				return i
			}
		}
	}
	return -1
}
