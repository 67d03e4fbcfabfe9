package portal

import (
	"strings"

	"news/internal/category"
	"news/internal/text"
)

// line is a line of a page, or several lines that are one.
type line struct {
	number int
	kind   lineKind
	depth  int   // of an item: how many stars it has
	shape  shape // of a heading
	text   string

	indented bool     // the last mark of an item is a colon
	more     []string // the lines that continue it
}

type lineKind uint8

const (
	blankLine lineKind = iota
	plainLine
	itemLine
	headingLine
)

// shape is how a heading is written: the level of a heading between equals signs,
// or one of the others.
type shape uint8

const (
	semicolon shape = iota + 10
	bold
)

// deepest is the greatest depth of an item. Deeper items have this depth.
const deepest = 20

// lines splits the text of a page.
func (r *reader) lines(s string) []line {
	s = r.join(r.strip(normal(s)))
	var lines []line
	number := 1
	for written := range strings.SplitSeq(s, "\n") {
		first, more, written := unfold(written)
		r.line = number + first
		l := r.classify(strings.TrimSpace(written))
		l.number = r.line
		number += more + 1
		if n := len(lines); n > 0 && lines[n-1].continuedBy(l) {
			lines[n-1].more = append(lines[n-1].more, l.text)
			continue
		}
		if l.kind != blankLine || len(lines) == 0 || lines[len(lines)-1].kind != blankLine {
			lines = append(lines, l)
		}
	}
	for i, l := range lines {
		if len(l.more) > 0 {
			lines[i].text = l.text + " " + strings.Join(l.more, " ")
		}
	}
	return lines
}

// unfold replaces the signs that stand for line ends. It returns how many stand at
// the start, and how many there are.
func unfold(s string) (first, all int, unfolded string) {
	all = strings.Count(s, string(glue)) + strings.Count(s, string(fold))
	if all == 0 {
		return 0, 0, s
	}
	for at := 0; at < len(s) && (s[at] <= fold || s[at] == ' ' || s[at] == '\t'); at++ {
		if s[at] <= fold {
			first++
		}
	}
	s = strings.ReplaceAll(s, string(glue), "")
	return first, all, strings.ReplaceAll(s, string(fold), " ")
}

// classify says what a line is.
func (r *reader) classify(s string) line {
	s = r.untable(dropTags(s))
	switch {
	case s == "" || strings.Trim(s, "-") == "" && len(s) >= 4:
		return line{}
	case s[0] == '#' && r.redirects(s):
		return line{}
	case s[0] == '=':
		return equalsHeading(s)
	case s[0] == ';':
		return line{kind: headingLine, shape: semicolon, text: strings.TrimLeft(s, "; \t")}
	case s[0] == '*' || s[0] == '#' || s[0] == ':':
		return item(s)
	}
	if inner, ok := allBold(s); ok {
		return line{kind: headingLine, shape: bold, text: inner}
	}
	return line{kind: plainLine, text: s}
}

// dropTags removes the tags at the start of a line that only say how it looks.
func dropTags(s string) string {
	for {
		tag, ok := text.TagAt(s)
		if !ok || strings.EqualFold(tag.Name, "ref") {
			return s
		}
		s = strings.TrimLeft(s[tag.Size:], " \t")
	}
}

// untable returns the text of a line without the signs of tables, which pages are
// laid out with. The cells of a table are a problem.
func (r *reader) untable(s string) string {
	switch {
	case strings.HasPrefix(s, "{|"), strings.HasPrefix(s, "|-"), strings.HasPrefix(s, "|+"):
		return ""
	case strings.HasPrefix(s, "|}"):
		return strings.TrimLeft(s[2:], "} \t")
	case strings.HasPrefix(s, "|"), strings.HasPrefix(s, "!"):
		return r.cell(s)
	}
	return s
}

// cell returns the item or heading that begins in a cell of a table. Other text in
// a cell is a problem.
func (r *reader) cell(s string) string {
	s = strings.TrimLeft(s, "|! \t")
	if attributes, rest, found := strings.Cut(s, "|"); found && strings.Contains(attributes, "=") && !strings.Contains(attributes, "[") {
		s = strings.TrimSpace(rest)
	}
	if startsItem(s) {
		return s
	}
	if hasWords(s) && !isAttribute(s) {
		r.problem(r.line, "text in a table: "+short(s))
	}
	return ""
}

// isAttribute reports whether the text of a cell says how the table looks.
func isAttribute(s string) bool {
	name, value, found := strings.Cut(s, "=")
	return found && strings.HasPrefix(value, `"`) && !strings.ContainsAny(strings.TrimSpace(name), " [")
}

// redirects reads the line of a page that leads to another.
func (r *reader) redirects(s string) bool {
	const word = "#redirect"
	if len(s) < len(word) || !strings.EqualFold(s[:len(word)], word) {
		return false
	}
	_, target, found := strings.Cut(s, "[[")
	target, _, closed := strings.Cut(target, "]]")
	if !found || !closed {
		return false
	}
	if r.redirect == "" {
		r.redirect = articleOf(target).shown
	}
	return true
}

// equalsHeading reads a heading between equals signs.
func equalsHeading(s string) line {
	open := len(s) - len(strings.TrimLeft(s, "="))
	inner := strings.TrimRight(s[open:], " \t")
	shut := len(inner) - len(strings.TrimRight(inner, "="))
	level := min(open, shut, 6)
	if level == 0 {
		level = min(open, 6) // its end is missing
	}
	return line{kind: headingLine, shape: shape(level), text: strings.Trim(inner, "= \t")}
}

// item reads an item of a list. There can be blanks between its stars.
func item(s string) line {
	depth, at := 0, 0
	for at < len(s) && (s[at] == '*' || s[at] == '#' || s[at] == ':') {
		depth++
		at++
		if next := strings.TrimLeft(s[at:], " \t"); strings.HasPrefix(next, "*") {
			at = len(s) - len(next)
		}
	}
	return line{kind: itemLine, depth: min(depth, deepest), indented: at > 0 && s[at-1] == ':', text: strings.TrimSpace(s[at:])}
}

// allBold returns the text of a line that is bold from its start to its end, where
// a colon may follow.
func allBold(s string) (string, bool) {
	const mark = "'''"
	s = strings.TrimRight(s, ": \t")
	for tag := strings.LastIndexByte(s, '<'); tag > 0; tag = strings.LastIndexByte(s, '<') {
		if t, ok := text.TagAt(s[tag:]); !ok || tag+t.Size != len(s) || strings.EqualFold(t.Name, "ref") {
			break
		}
		s = strings.TrimRight(s[:tag], ": \t")
	}
	inner, ok := strings.CutPrefix(s, mark)
	if !ok {
		return "", false
	}
	if inner, ok = strings.CutSuffix(inner, mark); !ok || strings.Contains(inner, mark) {
		return "", false
	}
	return strings.Trim(inner, "' \t"), strings.Trim(inner, "' \t") != ""
}

// continuedBy reports whether a line without a star, right below this item or
// paragraph, is the rest of it: one that begins in the middle of a sentence, or is
// below a line that ends there.
func (l *line) continuedBy(next line) bool {
	above := l.text
	if n := len(l.more); n > 0 {
		above = l.more[n-1]
	}
	if l.kind != itemLine && l.kind != plainLine || above == "" {
		return false
	}
	if next.kind == headingLine && next.shape == bold {
		return startsSmall(next.text) && endsOpen(above)
	}
	if _, known := category.Of(next.text); known || next.kind != plainLine {
		return false
	}
	return startsRest(next.text) || endsOpen(above)
}

// startsRest reports whether a line without a star begins like the rest of another:
// with a small letter, a sign or a citation.
func startsRest(s string) bool {
	c := s[0]
	switch {
	case strings.IndexByte(",.;)", c) >= 0, strings.HasPrefix(s, "{{"), strings.HasPrefix(s, "<ref"):
		return true
	case c == '[' || c == '(':
		near := s[:min(len(s), 4)]
		if startsAddress(s[len(near)-len(strings.TrimLeft(near, "([ ")):]) {
			return true
		}
	}
	return startsSmall(s)
}

// startsSmall reports whether the first letter that is shown of a line is small.
func startsSmall(s string) bool {
	s = strings.TrimLeft(s[:min(len(s), 200)], "' ")
	if inner, ok := strings.CutPrefix(s, "[["); ok {
		s = strings.TrimLeft(inner, ":")
		if label, _, found := strings.Cut(s, "]]"); found {
			if bar := strings.LastIndexByte(label, '|'); bar >= 0 {
				s = strings.TrimLeft(label[bar+1:], "' ")
			}
		}
	}
	return s != "" && isSmall(s[0])
}

// endsOpen reports whether a line ends in the middle of a sentence.
func endsOpen(s string) bool {
	const fewest = 4 // words; a shorter line may be a story
	if inner, ok := strings.CutSuffix(s, "]]"); ok && len(strings.Fields(s)) >= fewest {
		if open := strings.LastIndex(inner, "[["); open >= 0 && !startsAddress(inner[open+2:]) {
			s = inner
		}
	}
	return !strings.HasSuffix(s, "”") && strings.IndexByte(`.!?:)]}>"'`, s[len(s)-1]) < 0
}
