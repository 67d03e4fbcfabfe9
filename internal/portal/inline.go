package portal

import (
	"strings"

	"news/internal/event"
	"news/internal/text"
)

// piece is a part of a line: words, a link to an article, a source, or a sign that
// begins or ends bold text.
type piece struct {
	kind    pieceKind
	text    string // decoded, not yet cleaned
	link    Link   // without its place
	sources []event.Source
	bare    bool // an address without a label, or a note
}

type pieceKind uint8

const (
	words pieceKind = iota
	linked
	cited
	boldSign
)

// inline reads the markup within a line.
type inline struct {
	r      *reader
	s      string
	ends   []int32 // where what is opened at a place of s is closed; 0 if it is not
	depth  int     // how many templates and labels this text stands in
	pieces []piece
	words  span            // the words before the next piece, where they stand so in s
	text   strings.Builder // the same, where they do not
	open   int             // how many brackets that are text are open
	noNote bool            // the rest of the line has no end of a note

	apostrophe int // the place of an apostrophe that stands before italics, or -1
}

// deepestMarkup is how deep templates and links are read within one another.
const deepestMarkup = 12

// read returns the pieces of a line. They are valid until the next line is read.
func (r *reader) read(s string) []piece {
	p := inline{r: r, s: s, ends: r.pairs(s), pieces: r.pieces[:0], apostrophe: apostropheIn(s)}
	p.scan(0, len(s))
	r.pieces = p.pieces
	return p.pieces
}

// pairs returns where each [[ and {{ of a line is closed. It is valid until the next
// line is read.
func (r *reader) pairs(s string) []int32 {
	if !strings.ContainsAny(s, "[{") {
		return nil
	}
	if cap(r.ends) < len(s) {
		r.ends = make([]int32, len(s)+len(s)/2)
	}
	ends := r.ends[:len(s)]
	clear(ends)
	pairs(s, ends)
	return ends
}

// apostropheIn returns the place of three apostrophes of a line of which the first is
// a letter of the text, or -1. That is so where italics and bold could not be closed
// otherwise: before a genitive s, else in the first such place behind a word.
func apostropheIn(s string) int {
	if !strings.Contains(s, "'''") {
		return -1
	}
	italics, bolds, place := 0, 0, -1
	for at := 0; at < len(s); {
		next := strings.Index(s[at:], "''")
		if next < 0 {
			break
		}
		at += next
		n := len(s[at:]) - len(strings.TrimLeft(s[at:], "'"))
		if n != 3 && n != 4 {
			italics++
		}
		if n > 2 {
			bolds++
		}
		if n == 3 && at > 0 && s[at-1] != ' ' && (place < 0 || isGenitive(s[at+n:])) {
			place = at
		}
		at += n
	}
	if italics%2 == 0 || bolds%2 == 0 {
		return -1
	}
	return place
}

// isGenitive reports whether s begins with an s that is the end of a word.
func isGenitive(s string) bool {
	return strings.HasPrefix(s, "s") && (len(s) == 1 || !isSmall(s[1]))
}

func isSmall(c byte) bool { return c >= 'a' && c <= 'z' }

// pairs writes into ends where each [[ and {{ of a line is closed.
func pairs(s string, ends []int32) {
	var templates, links []int
	for at := 0; at+1 < len(s); at++ {
		if s[at] != s[at+1] {
			continue
		}
		switch s[at] {
		case '{':
			templates = append(templates, at)
		case '[':
			if at+2 < len(s) && s[at+2] == '[' {
				continue // of three, the last two are a link's
			}
			links = append(links, at)
		case '}':
			templates, links = closes(templates, links, ends, at)
		case ']':
			links, templates = closes(links, templates, ends, at)
		default:
			continue
		}
		at++
	}
}

// closes closes the last of what is open, and with it all of the other kind that
// was opened after it.
func closes(open, others []int, ends []int32, at int) ([]int, []int) {
	if len(open) == 0 {
		return open, others
	}
	last := open[len(open)-1]
	ends[last] = int32(at)
	for len(others) > 0 && others[len(others)-1] > last {
		others = others[:len(others)-1]
	}
	return open[:len(open)-1], others
}

// end returns the place of what closes the mark at a place, or -1.
func (p *inline) end(at int) int {
	if p.ends == nil || p.ends[at] == 0 {
		return -1
	}
	return int(p.ends[at])
}

// special are the signs that can begin markup.
var special = [256]bool{'[': true, ']': true, '{': true, '}': true, '<': true, '\'': true, '_': true, ':': true, '&': true}

// scan reads the markup of s[from:to].
func (p *inline) scan(from, to int) {
	for from < to {
		at := from
		for at < to && !special[p.s[at]] {
			at++
		}
		p.put(from, at)
		if at == to {
			break
		}
		from = at + p.sign(at, to)
	}
	p.flush()
}

// put writes the words s[from:to].
func (p *inline) put(from, to int) {
	switch {
	case from == to:
	case p.text.Len() > 0:
		p.text.WriteString(p.s[from:to])
	case p.words.from == p.words.to:
		p.words = span{from, to}
	case p.words.to == from:
		p.words.to = to
	default:
		p.write(p.s[from:to])
	}
}

// write writes words that do not stand so in s.
func (p *inline) write(s string) {
	if s == "" {
		return
	}
	if p.words.from < p.words.to {
		p.text.WriteString(p.s[p.words.from:p.words.to])
		p.words = span{}
	}
	p.text.WriteString(s)
}

// written returns the words since the last piece.
func (p *inline) written() string {
	if p.text.Len() > 0 {
		return p.text.String()
	}
	return p.s[p.words.from:p.words.to]
}

// sign reads the sign at a place, and returns how many bytes it takes.
func (p *inline) sign(at, to int) int {
	s := p.s[at:to]
	twice := len(s) > 1 && s[1] == s[0]
	switch c := s[0]; {
	case c == '[':
		if size := p.bracket(at, to); size > 0 {
			return size
		}
		if twice {
			return p.halfLink(s)
		}
		p.open++
	case c == ']' && !twice:
		p.open = max(p.open-1, 0)
	case c == '{' && twice:
		return p.template(at, to)
	case (c == ']' || c == '}') && twice:
		return 2
	case c == '<':
		return p.tag(s, at)
	case c == '\'' && twice:
		if at == p.apostrophe {
			p.put(at, at+1)
			return 3
		}
		return p.quotes(s)
	case c == '_' && twice:
		return p.switchWord(s, at)
	case c == ':' && strings.HasPrefix(s, "://"):
		if size := p.address(s); size > 0 {
			return size
		}
	case c == '&':
		return p.entity(s, at)
	}
	p.put(at, at+1)
	return 1
}

// flush ends the words before a piece.
func (p *inline) flush() {
	if words := p.written(); words != "" {
		p.pieces = append(p.pieces, piece{text: words})
		p.drop()
	}
}

// drop forgets the words since the last piece.
func (p *inline) drop() {
	p.words = span{}
	p.text.Reset()
}

func (p *inline) add(found ...piece) {
	p.flush()
	p.pieces = append(p.pieces, found...)
}

// entity reads a character reference.
func (p *inline) entity(s string, at int) int {
	const longest = 33
	end := strings.IndexByte(s[:min(len(s), longest)], ';') + 1
	if end == 0 {
		p.put(at, at+1)
		return 1
	}
	p.write(text.DecodeEntities(s[:end]))
	return end
}

// quotes reads a run of apostrophes, which are italics and bold, and apostrophes
// before them where there are more.
func (p *inline) quotes(s string) int {
	n := len(s) - len(strings.TrimLeft(s, "'"))
	switch {
	case n == 4:
		p.write("'")
	case n > 5:
		p.write(s[:n-5])
	}
	if n > 2 {
		p.add(piece{kind: boldSign})
	}
	return n
}

// switchWord reads a word between underscores that is a setting of the page.
func (p *inline) switchWord(s string, at int) int {
	end := strings.Index(s[2:min(len(s), 40)], "__")
	if end <= 0 || strings.Trim(s[2:2+end], "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		p.put(at, at+2)
		return 2
	}
	return end + 4
}

// tag reads a tag of HTML, or a note.
func (p *inline) tag(s string, at int) int {
	tag, ok := text.TagAt(s)
	if !ok {
		p.put(at, at+1)
		return 1
	}
	switch strings.ToLower(tag.Name) {
	case "ref":
		return p.note(s, tag)
	case "br", "p", "div", "li", "td", "th", "tr", "hr":
		p.write(" ")
	}
	return tag.Size
}

// inside reads s[from:to] by itself, and returns its pieces.
func (p *inline) inside(from, to int) []piece {
	if p.depth >= deepestMarkup {
		p.r.problem(p.r.line, "markup that is nested too deep")
		return nil
	}
	inner := inline{r: p.r, s: p.s, ends: p.ends, depth: p.depth + 1, apostrophe: p.apostrophe}
	inner.scan(from, to)
	return inner.pieces
}

// plain returns the words of s[from:to], with those of its links and sources.
func (p *inline) plain(from, to int) string {
	return join(p.inside(from, to))
}

// join returns the words of pieces.
func join(pieces []piece) string {
	if len(pieces) == 1 {
		return pieces[0].text
	}
	var b strings.Builder
	for _, piece := range pieces {
		b.WriteString(piece.text)
	}
	return b.String()
}

// halfLink returns how many brackets of a link without an end are no text.
func (p *inline) halfLink(s string) int {
	if strings.HasPrefix(s, "[[[") {
		return 1
	}
	return 2
}
