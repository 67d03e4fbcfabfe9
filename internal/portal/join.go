package portal

import (
	"strings"

	"news/internal/text"
)

// joiner joins the lines of a page that are one: templates, links and notes over
// several lines. It takes the head of the page out of the text.
type joiner struct {
	r    *reader
	out  []byte
	line int // the lines before what is being read

	templates, links, addresses, notes int // how many are open
}

// join returns the text of a page with such lines joined.
func (r *reader) join(s string) string {
	j := joiner{r: r, out: make([]byte, 0, len(s))}
	for s != "" {
		at := strings.IndexAny(s, "{}[]<\n\x00\x01")
		if at < 0 {
			at = len(s)
		}
		j.out = append(j.out, s[:at]...)
		if s = s[at:]; s == "" {
			break
		}
		size := j.sign(s)
		s = s[size:]
	}
	return string(j.out)
}

// sign processes the sign at the start of s, and returns how many bytes it takes.
func (j *joiner) sign(s string) int {
	twice := len(s) > 1 && s[1] == s[0]
	size := 1
	switch c := s[0]; {
	case c == '\n' || c == glue || c == fold:
		j.end(s)
		return 1
	case c == '{' && twice:
		if n := j.head(s); n > 0 {
			return n
		}
		j.templates++
		size = 2
	case c == '}' && twice:
		j.templates = max(j.templates-1, 0)
		size = 2
	case c == '[' && twice:
		j.links++
		size = 2
	case c == '[' && startsAddress(s[1:]):
		j.addresses++
	case c == ']' && twice && j.links > 0:
		j.links--
		size = 2
	case c == ']':
		j.addresses = max(j.addresses-1, 0)
	case c == '<':
		j.note(s)
	}
	j.out = append(j.out, s[:size]...)
	return size
}

// note counts the tags of notes.
func (j *joiner) note(s string) {
	if len(s) < len("<ref>") || !strings.EqualFold(s[:4], "<ref") && !strings.EqualFold(s[:5], "</ref") {
		return
	}
	switch tag, ok := text.TagAt(s); {
	case !ok || !strings.EqualFold(tag.Name, "ref") || tag.Empty:
	case tag.Closing:
		j.notes = max(j.notes-1, 0)
	default:
		j.notes++
	}
}

// end processes the line end at the start of s.
func (j *joiner) end(s string) {
	j.line++
	c := s[0]
	if c == '\n' && j.templates+j.links+j.addresses+j.notes > 0 {
		if startsLine(s[1:]) {
			j.templates, j.links, j.addresses, j.notes = 0, 0, 0, 0
		} else {
			c = fold
		}
	}
	j.out = append(j.out, c)
}

// startsLine reports whether s begins with a line of its own, which cannot be the
// rest of the line before it.
func startsLine(s string) bool {
	s = strings.TrimLeft(s[:min(len(s), 80)], " \t\x00")
	return s == "" || strings.IndexByte("\n*#;:=", s[0]) >= 0 || strings.HasPrefix(s, "'''")
}

// head takes the head of a page out of the text, and returns its length, or 0 if s
// does not begin with one.
func (j *joiner) head(s string) int {
	const longest = 4096
	near := s[:min(len(s), longest)]
	name := near[2 : 2+endOfName(near[2:])]
	if !strings.HasPrefix(templateName(name), "current events") {
		return 0
	}
	h := headReader{}
	size := h.read(near, 2+len(name))
	if size == 0 {
		return 0
	}
	if d := h.date(); !d.IsZero() && j.r.head.date.IsZero() {
		j.r.head = head{date: d, line: j.line + 1}
	}
	for i := range size {
		if c := near[i]; c == '\n' || c == glue || c == fold {
			j.line++
			j.out = append(j.out, glue)
		}
	}
	return size
}

// endOfName returns the length of a template's name at the start of s.
func endOfName(s string) int {
	const longest = 80
	s = s[:min(len(s), longest)]
	if end := strings.IndexAny(s, "|{}\n"); end >= 0 {
		return end
	}
	return len(s)
}
