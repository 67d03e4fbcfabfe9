package portal

import (
	"strings"

	"news/internal/text"
)

// While a page is split into lines, two signs stand for line ends that part no
// lines, so that lines can still be counted.
const (
	glue = '\x00' // a line end within something that is no text, such as a comment
	fold = '\x01' // a line end that is white space
)

// stripper removes what is no text of a page whatever it stands in: comments and
// the tags of inclusion. It writes unparsed text in a form without markup.
type stripper struct {
	r       *reader
	out     strings.Builder
	blank   bool // the line being written has no text yet
	written int  // how many lines are written

	unmarked *strings.Replacer

	noComment, noNowiki, noGallery, noReferences bool // the rest of the page has no end of one
}

// normal returns a page's text with line ends as Unix writes them, and without the
// signs that stand for line ends.
func normal(s string) string {
	s = strings.TrimPrefix(s, "\ufeff")
	if strings.Contains(s, "\r") {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	if strings.ContainsAny(s, "\x00\x01") {
		s = strings.NewReplacer("\x00", " ", "\x01", " ").Replace(s)
	}
	return s
}

// strip returns the text of a page without comments.
func (r *reader) strip(s string) string {
	if !strings.Contains(s, "<") {
		return s
	}
	p := stripper{r: r, blank: true}
	p.out.Grow(len(s))
	for s != "" {
		at := strings.IndexByte(s, '<')
		if at < 0 {
			p.write(s)
			break
		}
		p.write(s[:at])
		s = s[at+p.tag(s[at:]):]
	}
	return p.out.String()
}

func (p *stripper) write(s string) {
	p.out.WriteString(s)
	p.written += strings.Count(s, "\n") + strings.Count(s, string(glue)) + strings.Count(s, string(fold))
	if at := strings.LastIndexByte(s, '\n'); at >= 0 {
		p.blank, s = true, s[at+1:]
	}
	p.blank = p.blank && strings.Trim(s, " \t\x00\x01") == ""
}

// tag processes what begins with < at the start of s, and returns its length.
func (p *stripper) tag(s string) int {
	if strings.HasPrefix(s, "<!--") {
		return p.comment(s)
	}
	tag, ok := text.TagAt(s)
	if !ok {
		p.write("<")
		return 1
	}
	switch strings.ToLower(tag.Name) {
	case "noinclude", "includeonly", "onlyinclude":
		p.skip(s[:tag.Size])
		return tag.Size
	case "nowiki":
		return p.nowiki(s, tag)
	case "gallery":
		if size := p.element(s, tag, &p.noGallery); size > 0 {
			p.skip(s[:size])
			return size
		}
	case "references":
		if size := p.element(s, tag, &p.noReferences); size > 0 {
			p.r.late = append(p.r.late, line{number: p.written + 1, text: s[tag.Size:size]})
			p.skip(s[:size])
			return size
		}
	}
	p.write(s[:tag.Size])
	return tag.Size
}

// skip writes nothing of s but its line ends.
func (p *stripper) skip(s string) {
	p.write(strings.Repeat(string(glue), strings.Count(s, "\n")))
}

// comment skips a comment, and its line where there is nothing else on it.
func (p *stripper) comment(s string) int {
	const open, shut = "<!--", "-->"
	end := -1
	if !p.noComment {
		end = strings.Index(s[len(open):], shut)
	}
	if end < 0 {
		if !p.noComment {
			p.r.problem(p.written+1, "a comment without an end")
		}
		p.noComment = true
		return len(open)
	}
	size := len(open) + end + len(shut)
	if p.blank {
		if rest := strings.TrimLeft(s[size:], " \t"); strings.HasPrefix(rest, "\n") {
			size = len(s) - len(rest) + 1
		}
	}
	p.skip(s[:size])
	return size
}

// nowiki writes the content of an element without markup.
func (p *stripper) nowiki(s string, tag text.Tag) int {
	size := p.element(s, tag, &p.noNowiki)
	if size == 0 {
		return tag.Size
	}
	inner := s[tag.Size:size]
	inner = inner[:strings.LastIndexByte(inner, '<')]
	if p.unmarked == nil {
		p.unmarked = unmarked()
	}
	p.write(p.unmarked.Replace(inner))
	return size
}

// unmarked returns what writes the signs of markup as entities.
func unmarked() *strings.Replacer {
	return strings.NewReplacer("[", "&#91;", "]", "&#93;", "{", "&#123;", "}", "&#125;", "|", "&#124;", "<", "&#60;", "'", "&#39;",
		":", "&#58;", "*", "&#42;", "#", "&#35;", ";", "&#59;", "=", "&#61;", "_", "&#95;", "\n", string(fold))
}

// element returns the length of the element at the start of s, with its end tag, or
// 0 if it has none. none remembers that the rest of the page has no end tag.
func (*stripper) element(s string, tag text.Tag, none *bool) int {
	if tag.Empty || tag.Closing || *none {
		return 0
	}
	end := "</" + strings.ToLower(tag.Name) + ">"
	for at := tag.Size; ; at++ {
		next := strings.IndexByte(s[at:], '<')
		if next < 0 || at+next+len(end) > len(s) {
			*none = true
			return 0
		}
		if at += next; strings.EqualFold(s[at:at+len(end)], end) {
			return at + len(end)
		}
	}
}
