package text

import "strings"

// longestTag is the greatest length of an HTML tag. With this limit, a text full of
// angle brackets takes linear time.
const longestTag = 2048

// Tag is an HTML tag in a text.
type Tag struct {
	Name       string // as it is written
	Attributes string // the text between the name and the end
	Closing    bool   // </b>
	Empty      bool   // <br/>
	Size       int    // how many bytes the tag takes
}

// TagAt returns the HTML tag at the start of s. It returns false for other text,
// such as "<3", "< b" or "<unknown>".
func TagAt(s string) (Tag, bool) {
	if len(s) < 3 || s[0] != '<' {
		return Tag{}, false
	}
	at := 1
	tag := Tag{Closing: s[at] == '/'}
	if tag.Closing {
		at++
	}
	start := at
	for at < len(s) && (isASCIILetter(s[at]) || at > start && (s[at] >= '0' && s[at] <= '9' || s[at] == ':' || s[at] == '-')) {
		at++
	}
	if tag.Name = s[start:at]; !isElement(strings.ToLower(tag.Name)) {
		return Tag{}, false
	}
	end := endOfTag(s[at:])
	if end < 0 {
		return Tag{}, false
	}
	tag.Attributes, tag.Size = s[at:at+end], at+end+1
	if cut, found := strings.CutSuffix(tag.Attributes, "/"); found {
		tag.Attributes, tag.Empty = cut, true
	}
	return tag, isAttributes(tag.Name, tag.Attributes)
}

// endOfTag returns the place in s of the > that ends a tag, or -1. s is the text
// behind the tag's name.
func endOfTag(s string) int {
	s = s[:min(len(s), longestTag)]
	var quote byte
	for at := range len(s) {
		switch c := s[at]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '>':
			return at
		case c == '<':
			return -1
		case (c == '"' || c == '\'') && at > 0 && s[at-1] == '=':
			quote = c
		}
	}
	return -1
}

// isAttributes reports whether s is the attributes of a tag, rather than words that
// happen to follow a letter, as in "a <b and c> d".
func isAttributes(name, s string) bool {
	if s == "" {
		return true
	}
	if s[0] != ' ' && s[0] != '\t' && s[0] != '\n' && s[0] != '\r' {
		return false
	}
	return len(name) > 1 || strings.Trim(s, " \t\r\n") == "" || strings.Contains(s, "=")
}

// isElement reports whether a name is of an element of HTML, or one that wikis and
// word processors add.
func isElement(name string) bool {
	switch name {
	case "a", "abbr", "acronym", "address", "article", "aside", "audio", "b", "bdi", "bdo", "big", "body",
		"button", "canvas", "cite", "code", "data", "del", "dfn", "em", "figcaption", "figure", "font",
		"footer", "form", "head", "header", "html", "i", "iframe", "img", "input", "ins", "kbd", "label",
		"link", "main", "map", "area", "mark", "meta", "nav", "noscript", "object", "embed", "param", "picture", "q", "s",
		"samp", "script", "section", "select", "option", "small", "source", "span", "strike", "strong", "style", "sub",
		"summary", "details", "sup", "svg", "path", "template", "textarea", "time", "title", "track", "tt", "u", "var", "video", "wbr",
		"rp", "rt", "ruby", "ref", "references", "nowiki", "gallery", "includeonly", "noinclude", "onlyinclude", "math", "poem":
		return true
	}
	const longestPrefix = 3 // as word processors write them: o:p, st1:place
	prefix := strings.IndexByte(name, ':')
	return partsWords(name) || prefix > 0 && prefix <= longestPrefix && prefix < len(name)-1
}

// partsWords reports whether an element separates the word before it from the word
// after it, as elements on lines of their own do.
func partsWords(name string) bool {
	switch name {
	case "br", "p", "div", "li", "ul", "ol", "dl", "dt", "dd", "tr", "td", "th", "table", "thead", "tbody", "tfoot", "caption",
		"col", "colgroup", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "blockquote", "pre", "center":
		return true
	}
	return false
}

// dropHTML removes the HTML from a text: tags, comments, and the content of notes,
// scripts and styles. It keeps an address between angle brackets. It also removes
// Markdown's backslashes before punctuation, and hides the punctuation: see
// hidden.
func dropHTML(s string) string {
	s = strings.ToValidUTF8(s, "\ufffd")
	var b strings.Builder
	b.Grow(len(s))
	var h htmlReader
	for {
		at := strings.IndexAny(s, `<\`)
		if at < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:at])
		s = s[at:]
		var text string
		size := 0
		if s[0] == '<' {
			text, size = h.read(s)
		} else if isEscape(s) {
			text, size = hidden(s[1]), 2
		}
		if size == 0 {
			text, size = s[:1], 1
		}
		b.WriteString(text)
		s = s[size:]
	}
}

// hiding is a byte that UTF-8 does not have.
const hiding = 0xff

// hidden returns an escaped sign in a form that no step of cleaning takes for
// markup, until unhide restores it.
func hidden(sign byte) string { return string([]byte{hiding, sign | 0x80}) }

// unhide restores the hidden signs of a text.
func unhide(s string) string {
	if strings.IndexByte(s, hiding) < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for at := 0; at < len(s); at++ {
		c := s[at]
		if c == hiding && at+1 < len(s) {
			at++
			c = s[at] &^ 0x80
		}
		b.WriteByte(c)
	}
	return b.String()
}

// isEscape reports whether s begins with a backslash before punctuation.
func isEscape(s string) bool {
	return len(s) > 1 && s[0] == '\\' && isPunctuation(s[1])
}

func isPunctuation(c byte) bool {
	return c > ' ' && c < 0x7f && !isASCIILetter(c) && (c < '0' || c > '9')
}

// Unescape removes Markdown's backslashes before punctuation.
func Unescape(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for at := 0; at < len(s); at++ {
		if isEscape(s[at:]) {
			at++
		}
		b.WriteByte(s[at])
	}
	return b.String()
}

// htmlReader remembers which end marks a text does not have any more, so that it
// looks for each only once.
type htmlReader struct{ noComment, noNote, noScript, noStyle bool }

// read returns the text for the HTML at the start of s, and the length of that HTML
// in bytes, which is 0 where s does not begin with HTML.
func (h *htmlReader) read(s string) (text string, size int) {
	if strings.HasPrefix(s, "<!--") {
		return "", h.end(s, "-->", &h.noComment)
	}
	if tag, ok := TagAt(s); ok {
		size = h.element(s, tag)
		if size == tag.Size && strings.EqualFold(tag.Name, "ref") && !tag.Empty {
			return " ", size // the text of a note without an end stays, behind a space
		}
		return spaceFor(tag), size
	}
	if address, ok := Autolink(s); ok {
		return address, len(address) + 2
	}
	if len(s) > 2 && (s[1] == '!' && isASCIILetter(s[2]) || s[1] == '?') {
		if end := endOfTag(s[1:]); end >= 0 {
			return "", end + 2
		}
	}
	return "", 0
}

// spaceFor returns the text that replaces a tag: a space or nothing.
func spaceFor(tag Tag) string {
	if partsWords(strings.ToLower(tag.Name)) {
		return " "
	}
	return ""
}

// element returns how many bytes at the start of s, which begins with the tag, are
// not text.
func (h *htmlReader) element(s string, tag Tag) int {
	if tag.Closing || tag.Empty {
		return tag.Size
	}
	none := &h.noNote
	switch strings.ToLower(tag.Name) {
	case "ref":
	case "script":
		none = &h.noScript
	case "style":
		none = &h.noStyle
	default:
		return tag.Size
	}
	return max(tag.Size, h.end(s, "</"+tag.Name+">", none))
}

// end returns the place behind the first end mark in s, or 0.
func (*htmlReader) end(s, mark string, none *bool) int {
	if *none {
		return 0
	}
	if at := indexFold(s, mark); at >= 0 {
		return at + len(mark)
	}
	*none = true
	return 0
}

// indexFold returns the first place of an ASCII mark in s, whatever the case of
// its letters, or -1.
func indexFold(s, mark string) int {
	for base := 0; ; base++ {
		at := strings.IndexByte(s[base:], mark[0])
		if at < 0 || base+at+len(mark) > len(s) {
			return -1
		}
		if base += at; strings.EqualFold(s[base:base+len(mark)], mark) {
			return base
		}
	}
}

// Autolink returns the address between angle brackets at the start of s:
// <https://example.org/> or <name@example.org>. It returns false for other text.
func Autolink(s string) (address string, ok bool) {
	end := strings.IndexByte(s[:min(len(s), longestTag)], '>')
	if end < 2 || s[0] != '<' {
		return "", false
	}
	address = s[1:end]
	if strings.ContainsAny(address, " \t\r\n<") {
		return "", false
	}
	scheme, _, found := strings.Cut(address, ":")
	if found && len(scheme) > 1 && strings.Trim(strings.ToLower(scheme), "abcdefghijklmnopqrstuvwxyz0123456789+.-") == "" {
		return address, true
	}
	name, site, found := strings.Cut(address, "@")
	return address, found && name != "" && strings.Contains(site, ".")
}
