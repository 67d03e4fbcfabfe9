package portal

import (
	"strings"

	"news/internal/event"
	"news/internal/text"
)

// mostOfNote is the greatest number of sources that are read from a note.
const mostOfNote = 20

// note reads the note at the start of s, the rest of a line. It returns its length.
func (p *inline) note(s string, tag text.Tag) int {
	if tag.Closing {
		return tag.Size
	}
	name := attribute(tag.Attributes, "name")
	end := -1
	if !tag.Empty && !p.noNote {
		if end = noteEnd(s[tag.Size:]); end < 0 {
			p.noNote = true
		}
	}
	if end < 0 {
		p.add(piece{kind: cited, bare: true, sources: p.r.refs[name]})
		return tag.Size
	}
	p.add(piece{kind: cited, bare: true, sources: p.r.noteSources(s[tag.Size:tag.Size+end], p.depth)})
	return tag.Size + end + len("</ref>")
}

// noteEnd returns the place of the end tag of a note in s, or -1.
func noteEnd(s string) int {
	const end = "</ref>"
	for at := 0; ; at++ {
		next := strings.IndexByte(s[at:], '<')
		if next < 0 || at+next+len(end) > len(s) {
			return -1
		}
		if at += next; strings.EqualFold(s[at:at+len(end)], end) {
			return at
		}
	}
}

// noteSources returns the sources that a note names: its links and citations, else
// its words.
func (r *reader) noteSources(s string, depth int) []event.Source {
	if depth >= deepestMarkup {
		return nil
	}
	ends := make([]int32, len(s))
	pairs(s, ends)
	p := inline{r: r, s: s, ends: ends, depth: depth + 1, apostrophe: -1}
	p.scan(0, len(s))
	var words strings.Builder
	var found []event.Source
	for _, piece := range p.pieces {
		if piece.kind != cited {
			words.WriteString(piece.text)
			continue
		}
		found = append(found, piece.named()...)
	}
	around := strings.Trim(text.Plain(words.String()), " .,;:-–—()")
	switch {
	case len(found) == 0 && hasWords(around):
		return []event.Source{{Name: around}}
	case len(found) == 1 && found[0].Name == "":
		found[0].Name = around
	case len(found) > mostOfNote:
		r.problem(r.line, "a note with too many sources")
		found = found[:mostOfNote]
	}
	return found
}

// named returns the sources of a piece with their names.
func (p *piece) named() []event.Source {
	if name := sourceName(p.text); name != "" && len(p.sources) == 1 && p.sources[0].Name == "" {
		return []event.Source{{Name: name, URL: p.sources[0].URL}}
	}
	return p.sources
}

// attribute returns the value of an attribute of a tag, or "".
func attribute(s, name string) string {
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		key, rest, found := strings.Cut(s, "=")
		if !found {
			return ""
		}
		value := ""
		if rest = strings.TrimLeft(rest, " "); rest != "" && (rest[0] == '"' || rest[0] == '\'') {
			value, s, _ = strings.Cut(rest[1:], rest[:1])
		} else {
			value, s, _ = strings.Cut(rest, " ")
		}
		if strings.EqualFold(strings.TrimSpace(key), name) {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// collectNotes reads the notes with a name, which the page can use before and after.
func (r *reader) collectNotes(lines []line) {
	for _, l := range r.late {
		r.collectFrom(l)
	}
	for _, l := range lines {
		r.collectFrom(l)
	}
}

// collectFrom reads the notes with a name in a line.
func (r *reader) collectFrom(l line) {
	r.line = l.number
	for s := l.text; ; {
		at := strings.Index(s, "<ref")
		if at < 0 {
			return
		}
		s = s[at:]
		tag, ok := text.TagAt(s)
		if !ok {
			s = s[1:]
			continue
		}
		s = s[tag.Size:]
		name := attribute(tag.Attributes, "name")
		if tag.Empty || name == "" {
			continue
		}
		end := noteEnd(s)
		if end < 0 {
			return
		}
		if len(r.refs[name]) == 0 {
			r.refs[strings.Clone(name)] = r.noteSources(s[:end], 0)
		}
		s = s[end:]
	}
}
