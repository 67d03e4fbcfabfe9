// Package page reads and writes the pages of an archive. It turns the bytes of
// one Markdown page into an event or a day, and a list of what was wrong with
// the page. The bytes come from package archive. Reading never fails, whatever
// is in a page. All returned texts were cleaned by package text, so that no
// control character of a page reaches a reader.
//
// FormatEvent and FormatDay write pages from which the same event and the same
// day are read.
package page

import (
	"fmt"
	slashpath "path"
	"strings"
	"unicode/utf8"

	"news/internal/event"
	"news/internal/text"
)

// maxProblems is the largest number of problems that are kept of a page, so
// that a damaged page does not fill the memory.
const maxProblems = 50

// page is a page that is read line by line.
type page struct {
	path        string
	date        event.Date // the day of its folder
	rest        string     // the text after the current line
	end         byte       // the character that ends a line
	number      int        // the number of the current line, from 1
	line        string     // the current line, without white space at either end
	raw         string     // the current line, with white space
	tagged      bool       // the page may contain HTML
	definitions definitions
	unfenced    []string // fences of code that no line ends
	problems    []event.Problem
	more        int // the number of problems beyond maxProblems
}

// open begins to read a page and reports what is wrong with the page as a
// whole. date is the day of the page's folder.
func open(data string, path string, date event.Date) *page {
	p := &page{path: path, date: date, end: '\n'}
	if !text.IsPlain(path) {
		p.path = text.Plain(path)
	}
	data, fault, damaged := decode(data)
	if strings.IndexByte(data, '\n') < 0 && strings.IndexByte(data, '\r') >= 0 {
		p.end = '\r' // the line end of old Macintosh computers
	}
	if at := strings.IndexByte(data, 0); at >= 0 {
		p.problemAt(p.lineOf(data, at), "NUL bytes: the page is damaged")
	}
	if damaged >= 0 {
		p.problemAt(p.lineOf(data, damaged), fault)
	}
	if p.tagged = strings.IndexByte(data, '<') >= 0; p.tagged {
		data = withoutComments(data)
	}
	p.rest = data
	p.define()
	return p
}

// withoutComments returns the text of a page without comments of several lines.
// It keeps their line ends, so that line numbers stay the same, and leaves a
// mark that is removed when the line is cleaned. It does not change a page with
// code, in which a comment can be part of the code.
func withoutComments(data string) string {
	const begin, end = "<!--", "-->"
	if !strings.Contains(data, begin) || strings.Contains(data, "```") || strings.Contains(data, "~~~") {
		return data
	}
	var b strings.Builder
	b.Grow(len(data))
	for {
		before, after, found := strings.Cut(data, begin)
		comment, rest, closed := strings.Cut(after, end)
		if !found || !closed {
			b.WriteString(data)
			return b.String()
		}
		b.WriteString(before)
		b.WriteString(begin + end)
		for _, c := range []byte(comment) {
			if c == '\n' || c == '\r' {
				b.WriteByte(c)
			}
		}
		data = rest
	}
}

// next reads the next line. It reports false at the end of the page.
func (p *page) next() bool {
	if len(p.rest) == 0 {
		return false
	}
	line := p.rest
	if at := strings.IndexByte(line, p.end); at >= 0 {
		line, p.rest = line[:at], line[at+1:]
	} else {
		p.rest = ""
	}
	p.number++
	p.raw, p.line = line, trim(line)
	return true
}

// indent returns the indentation of the current line in columns.
func (p *page) indent() int {
	columns := 0
	for at := 0; at < len(p.raw) && isSpace(p.raw[at]); at++ {
		columns++
		if p.raw[at] == '\t' {
			columns += 3 - (columns-1)%4
		}
	}
	return columns
}

// resolve reads the address of a link. It returns the day and the slug, which
// is "" for the address of a day. A relative address starts from the folder of
// the page. It reports false for an address of neither an event nor a day.
func (p *page) resolve(address string) (event.Date, string, bool) {
	if d, slug, ok := event.ParseLink(address); ok {
		return d, slug, true
	}
	file, _, _ := strings.Cut(address, "#")
	file, _, _ = strings.Cut(file, "?")
	if file == "" || file[0] == '/' || strings.Contains(file, ":") || !strings.HasSuffix(file, ".md") && !strings.HasSuffix(file, ".html") {
		return event.Date{}, "", false
	}
	return event.ParseLink(slashpath.Join("news", p.date.Path(), file))
}

// problem adds a problem of the current line, with a quotation of the piece
// that is wrong.
func (p *page) problem(message, piece string) {
	p.problemAt(p.number, message+": "+quote(piece))
}

// problemAt adds a problem of a line, or of the whole page if line is 0.
func (p *page) problemAt(line int, message string) {
	if len(p.problems) >= maxProblems {
		p.more++
		return
	}
	p.problems = append(p.problems, event.Problem{Path: p.path, Line: line, Message: message})
}

// allProblems returns the problems of the page, after the last line.
func (p *page) allProblems() []event.Problem {
	if p.more > 0 {
		message := fmt.Sprintf("%d problems more", p.more)
		p.problems = append(p.problems, event.Problem{Path: p.path, Message: message})
		p.more = 0
	}
	return p.problems
}

// lineOf returns the number of the line that contains a byte of the page.
func (p *page) lineOf(data string, at int) int {
	return 1 + strings.Count(data[:at], string([]byte{p.end}))
}

// trim removes white space and control characters from both ends.
func trim(s string) string {
	for len(s) > 0 && isBlank(s[0]) {
		s = s[1:]
	}
	for len(s) > 0 && isBlank(s[len(s)-1]) {
		s = s[:len(s)-1]
	}
	if len(s) > 0 && (s[0] >= utf8.RuneSelf || s[len(s)-1] >= utf8.RuneSelf) {
		s = strings.TrimSpace(s)
	}
	return s
}

// isBlank reports whether c is white space or a control character.
func isBlank(c byte) bool { return c <= ' ' || c == 0x7f }

func isSpace(c byte) bool { return c == ' ' || c == '\t' }

// isYear reports whether s is four digits.
func isYear(s string) bool {
	return len(s) == 4 && isDigit(s[0]) && isDigit(s[1]) && isDigit(s[2]) && isDigit(s[3])
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// quote returns the beginning of a piece of a page for a message.
func quote(s string) string {
	const runes = 60
	short := strings.ToValidUTF8(s[:min(len(s), 4*runes)], "")
	shown := []rune(text.Plain(short))
	if len(shown) > runes || len(short) < len(s) {
		shown = append(shown[:min(len(shown), runes-1)], '…')
	}
	return string(shown)
}
