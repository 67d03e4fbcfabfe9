package page

import (
	"strings"

	"news/internal/text"
)

// heading reads a heading such as "### Related:". It returns its level, 1 to 6,
// and its text, or 0 for other lines. "#1 in the charts" is not a heading.
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

// unlinked returns the label of a title that is one link, and any other title
// unchanged.
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

// listItem removes the marker of a list item: "12. ", "12) ", "- ", "* ". It
// ignores the number, because pages number their items in any way.
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

// isRule reports whether a line is a horizontal rule: ---, *** or ___.
func isRule(line string) bool {
	return len(line) >= 3 && strings.IndexByte("-*_", line[0]) >= 0 &&
		len(strings.Trim(line, line[:1])) == 0
}

// underline returns the level of the heading above an underline: 1 for ===, 2
// for ---. It returns 0 for other lines.
func underline(line string) (level int) {
	switch {
	case line[0] == '=' && strings.Trim(line, "=") == "":
		return 1
	case line[0] == '-' && len(line) > 1 && strings.Trim(line, "-") == "":
		return 2
	}
	return 0
}

// link is a link in a line: [label](address) and what follows it.
type link struct {
	label, address, rest string
}

// eventLink finds the link of a line that lists an event. Headlines and slugs
// can contain brackets and parentheses, even whole links, so it takes the last
// link into news/. If no link leads there, it takes the last link. It reports
// false if the line has no complete link.
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

// lastLink returns the position of the "](" of the last link in s, or -1.
func lastLink(s string) int {
	for at := len(s) - 2; at >= 0; at-- {
		if s[at] == ']' && s[at+1] == '(' && (at == 0 || s[at-1] != '\\') {
			return at
		}
	}
	return -1
}

// firstBracket returns the position of the first bracket in s that can begin a
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

// intoNews reports whether the address at the start of s leads to a day or an
// event of an archive: news/ and a year, after any prefix.
func intoNews(s string) bool {
	const prefix = 128 // so that a line of brackets takes linear time
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

// pageAddress cuts off the address of a page. The address ends with the page's
// file name, which can contain parentheses and spaces.
func pageAddress(s string) (address, rest string, ok bool) {
	const ending = ".md)"
	if at := strings.Index(s, ending); at >= 0 && s[0] != '<' {
		end := at + len(ending)
		return cleanAddress(s[:end-1]), s[end:], true
	}
	return cutAddress(s)
}

// cutAddress cuts off the address at the start of s, the text after the opening
// parenthesis of a link. It reports false if nothing ends the address.
func cutAddress(s string) (address, rest string, ok bool) {
	if address, rest, ok = exactAddress(s); ok {
		return address, rest, true
	}
	end := addressEnd(s)
	if end < 0 {
		return "", "", false
	}
	return cleanAddress(s[:end]), s[end+1:], true
}

// exactAddress cuts off an address in angle brackets, or an address with a
// title, in correct Markdown. It reports false for all others.
func exactAddress(s string) (address, rest string, ok bool) {
	const longest = 2048 // so that a line of many such beginnings takes linear time
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

// closes reports whether s has a closing parenthesis without an opening one.
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

// cutTitle cuts off the text between an address and the parenthesis that ends
// its link: a title, or nothing.
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

// addressEnd returns the position of the parenthesis that ends the address at
// the start of s, or -1. Pairs of parentheses belong to the address. If the
// pairs are not complete, the last parenthesis before the next link ends the
// address.
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

// lateEnd returns the position of the last parenthesis of an address that
// continues after the one at end, as in (http://example.org/a)b).
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

// cleanAddress removes angle brackets and a title from an address: <a b>, a
// "Title".
func cleanAddress(address string) string {
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

// labelEnd returns the position of the bracket that ends the label at the start
// of s, or -1. Pairs of brackets belong to the label. If an address begins
// before the pairs are complete, the label is broken and the first bracket ends
// it.
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
