package page

import (
	"strings"

	"news/internal/text"
)

// heading reads a line such as "### Related:". It returns the number of its
// signs, 1 to 6, and its text; 0 where the line is no heading. "#1 in the
// charts" is none.
func heading(line string) (level int, title string) {
	for level < len(line) && line[level] == '#' {
		level++
	}
	if level == 0 || level > 6 {
		return 0, ""
	}
	title = trim(line[level:])
	if len(title) > 0 && len(title) == len(line)-level {
		return 0, ""
	}
	if len(title) > 0 && title[len(title)-1] == '#' {
		if open := strings.TrimRight(title, "#"); open == "" || isBlank(open[len(open)-1]) {
			title = trim(open) // ## A title ##
		}
	}
	return level, title
}

// unlinked returns the label of a title that is one link as a whole, and any
// other title as it is.
func unlinked(title string) string {
	if len(title) == 0 || title[0] != '[' || title[len(title)-1] != ')' {
		return title
	}
	end, broken := labelEnd(title[1:])
	if end < 1 || broken || title[1+end+1] != '(' {
		return title
	}
	if _, rest, ok := cutAddress(title[end+3:]); !ok || rest != "" {
		return title
	}
	return title[1 : 1+end]
}

// listItem takes the marker off a list item: "12. ", "12) ", "- ", "* ". Pages
// number their items as they like, so that the number tells nothing.
func listItem(line string) (rest string, ok bool) {
	if len(line) > 1 && strings.IndexByte("-*+", line[0]) >= 0 && isBlank(line[1]) {
		return trim(line[1:]), true
	}
	digits := 0
	for digits < len(line) && isDigit(line[digits]) {
		digits++
	}
	if digits == 0 || digits == len(line) || line[digits] != '.' && line[digits] != ')' {
		return line, false
	}
	rest = line[digits+1:]
	if len(rest) > 0 && rest[0] != '[' && !isBlank(rest[0]) {
		return line, false // "12.5 million people"
	}
	return trim(rest), true
}

// isRule tells a line that is drawn across the page: ---, *** or ___.
func isRule(line string) bool {
	return len(line) >= 3 && strings.IndexByte("-*_", line[0]) >= 0 &&
		len(strings.Trim(line, line[:1])) == 0
}

// underline tells the line under a heading: === has the level 1, --- has 2. It
// returns 0 for other lines.
func underline(line string) (level int) {
	switch {
	case line[0] == '=' && strings.Trim(line, "=") == "":
		return 1
	case line[0] == '-' && len(line) > 1 && strings.Trim(line, "-") == "":
		return 2
	}
	return 0
}

// link is a link of a line: [label](address) and what follows it.
type link struct {
	label, address, rest string
}

// eventLink finds the link of a line that lists an event. Headlines and slugs
// hold brackets and parentheses of their own, even whole links, so that the
// last link into news/ is the one. Where none leads there, it is the last link
// of all. It reports false where the line has no whole link.
func eventLink(line string) (link, bool) {
	open := strings.IndexByte(line, '[')
	if open < 0 {
		return link{}, false
	}
	last := -1
	for end := len(line); ; {
		at := lastLink(line[:end])
		if at < open {
			break
		}
		if last < 0 {
			last = at
		}
		if intoNews(line[at+2:]) {
			last = at
			break
		}
		end = at
	}
	if last < 0 {
		return link{}, false
	}
	address, rest, ok := pageAddress(line[last+2:])
	return link{label: trim(line[open+1 : last]), address: text.Unescape(address), rest: rest}, ok
}

// lastLink returns the place where the last link of s has its "](", or -1.
func lastLink(s string) int {
	for at := len(s) - 2; at >= 0; at-- {
		if s[at] == ']' && s[at+1] == '(' && (at == 0 || s[at-1] != '\\') {
			return at
		}
	}
	return -1
}

// firstBracket returns the place of the first bracket of s that can begin a
// link, or -1.
func firstBracket(s string) int {
	for at := 0; at < len(s); at++ {
		switch s[at] {
		case '[':
			return at
		case '\\':
			at++
		}
	}
	return -1
}

// intoNews reports whether an address at the start of s leads to a day or an
// event of an archive: news/ and a year, after whatever prefix.
func intoNews(s string) bool {
	const prefix = 128 // so that a line of brackets alone costs no more than its length
	s = s[:min(len(s), prefix)]
	for base := 0; ; {
		at := strings.Index(s[base:], "news/")
		if at < 0 {
			return false
		}
		at += base
		year := s[at+len("news/"):]
		if (at == 0 || s[at-1] == '/' || s[at-1] == '<') && len(year) > 4 && year[4] == '/' && isYear(year[:4]) {
			return true
		}
		base = at + 1
	}
}

// pageAddress cuts off the address of a page. It ends where the page's name
// does, whatever parentheses and spaces stand in that.
func pageAddress(s string) (address, rest string, ok bool) {
	const ending = ".md)"
	if at := strings.Index(s, ending); at >= 0 && s[0] != '<' {
		end := at + len(ending)
		return bare(s[:end-1]), s[end:], true
	}
	return cutAddress(s)
}

// cutAddress cuts off the address that s, the text after a link's opening
// parenthesis, begins with. It reports false where nothing ends it.
func cutAddress(s string) (address, rest string, ok bool) {
	if address, rest, ok = exactAddress(s); ok {
		return address, rest, true
	}
	end := addressEnd(s)
	if end < 0 {
		return "", "", false
	}
	return bare(s[:end]), s[end+1:], true
}

// exactAddress cuts off an address between angle brackets, or one with a title,
// written without a fault. It reports false for all others.
func exactAddress(s string) (address, rest string, ok bool) {
	const longest = 2048 // so that a line of such beginnings costs no more than its length
	if len(s) > 0 && s[0] == '<' {
		end := strings.IndexByte(s[:min(len(s), longest)], '>')
		if end < 0 {
			return "", "", false
		}
		rest, ok = cutTitle(s[end+1:])
		return trim(s[1:end]), rest, ok
	}
	end := strings.IndexByte(s[:min(len(s), longest)], ' ')
	if end < 1 || end+1 == len(s) || strings.IndexByte("\"'(", s[end+1]) < 0 || closes(s[:end]) {
		return "", "", false
	}
	rest, ok = cutTitle(s[end:])
	return s[:end], rest, ok
}

// closes reports whether a parenthesis that s does not open ends in it.
func closes(s string) bool {
	depth := 0
	for at := 0; at < len(s) && depth >= 0; at++ {
		switch s[at] {
		case '\\':
			at++
		case '(':
			depth++
		case ')':
			depth--
		}
	}
	return depth < 0
}

// cutTitle cuts off what stands between an address and the parenthesis that
// ends its link: a title, or nothing.
func cutTitle(s string) (rest string, ok bool) {
	const longest = 1024
	s = strings.TrimLeft(s, " \t")
	if s == "" {
		return "", false
	}
	mark := s[0]
	switch mark {
	case ')':
		return s[1:], true
	case '"', '\'':
	case '(':
		mark = ')'
	default:
		return "", false
	}
	end := strings.Index(s[1:min(len(s), longest)], string(mark)+")")
	if end < 0 {
		return "", false
	}
	return s[end+3:], true
}

// addressEnd returns the place of the parenthesis that ends the address s begins
// with, or -1. Parentheses in pairs belong to the address; where they are not
// in pairs, the last one before white space or the next link ends it.
func addressEnd(s string) int {
	depth, limit := 1, len(s)
	for at := 0; at < len(s); at++ {
		switch c := s[at]; {
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == '\\' && at+1 < len(s) && (s[at+1] == '(' || s[at+1] == ')'):
			at++
		case c == '[' && at > 0 && isSpace(s[at-1]):
			limit = at
		}
		if depth == 0 {
			return lateEnd(s, at)
		}
		if limit < len(s) {
			break
		}
	}
	return strings.LastIndexByte(s[:limit], ')')
}

// lateEnd returns the place of the last parenthesis of an address that goes on
// after the one at end, as in (http://example.org/a)b).
func lateEnd(s string, end int) int {
	late := end
	for at := end + 1; at < len(s) && !isSpace(s[at]) && s[at] != '['; at++ {
		if at == end+1 && strings.IndexByte(").,;:!?", s[at]) >= 0 {
			break
		}
		if s[at] == ')' {
			late = at
		}
	}
	return late
}

// bare takes angle brackets and a title off an address: <a b>, a "Title".
func bare(address string) string {
	address = trim(address)
	if len(address) > 0 && (address[len(address)-1] == '"' || address[len(address)-1] == '\'') {
		if at := strings.Index(address, " "+address[len(address)-1:]); at > 0 {
			address = trim(address[:at])
		}
	}
	if len(address) > 1 && address[0] == '<' && address[len(address)-1] == '>' {
		address = trim(address[1 : len(address)-1])
	}
	return address
}

// labelEnd returns the place of the bracket that ends the label s begins with, or
// -1. Brackets in pairs belong to the label. Where an address begins before
// they are in pairs, the label is broken and the first bracket ends it.
func labelEnd(s string) (end int, broken bool) {
	depth, first := 1, -1
	for at := 0; at < len(s); at++ {
		switch s[at] {
		case '\\':
			at++
		case '[':
			depth++
		case ']':
			depth--
			if first < 0 {
				first = at
			}
			if depth == 0 {
				return at, false
			}
			if at+1 < len(s) && s[at+1] == '(' {
				return first, true
			}
		}
	}
	return first, true
}
