// Package page reads the pages of an archive: the bytes of one Markdown page,
// as package archive hands them over, become an event or a day, and a list of
// what was wrong with them. Nothing in a page makes it fail. It trusts no page:
// every text it returns went through package text, so that no control character
// of a page reaches a reader.
package page

import (
	"fmt"
	slashpath "path"
	"strings"
	"unicode/utf8"

	"news/internal/event"
	"news/internal/text"
)

// A page that is damaged throughout must not fill the memory with problems.
const maxProblems = 50

// page is one page that is being read, line by line.
type page struct {
	path        string
	date        event.Date // of its folder
	rest        string     // what is still to be read
	end         byte       // what ends a line
	number      int        // of the line, from 1 on
	line        string     // without white space at either end
	raw         string     // with it
	tagged      bool       // it may have HTML
	definitions definitions
	problems    []event.Problem
	more        int // problems beyond maxProblems
}

// open begins to read a page and reports what is wrong with it as a whole. It
// takes the day that the page's folder names.
func open(data string, path string, date event.Date) *page {
	p := &page{path: path, date: date, end: '\n'}
	if !text.IsPlain(path) {
		p.path = text.Plain(path)
	}
	data, fault, damaged := decode(data)
	if strings.IndexByte(data, '\n') < 0 && strings.IndexByte(data, '\r') >= 0 {
		p.end = '\r' // as Macintosh computers once wrote
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

// withoutComments returns the text of a page without the comments that can hold
// whole lines. Their line ends stay, so that lines keep their numbers, and a
// comment that stands alone on a line is left to whoever cleans the line. In a page with
// code a comment can be meant as it is.
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

// next goes on to the next line. It reports false at the end of the page.
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

// indent returns by how many columns the line that was read last is indented.
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

// resolve reads the address of a link: the day that it leads to, and the slug,
// which is "" where it leads to a day. An address without a folder of its own
// begins in the folder of the page. It reports false for an address that leads
// to no event and no day.
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

// problem reports what is wrong with the line that was read last, and quotes
// the piece of it that is meant.
func (p *page) problem(message, piece string) {
	p.problemAt(p.number, message+": "+quote(piece))
}

// problemAt reports what is wrong with a line, or, where that is 0, with the
// whole page.
func (p *page) problemAt(line int, message string) {
	if len(p.problems) >= maxProblems {
		p.more++
		return
	}
	p.problems = append(p.problems, event.Problem{Path: p.path, Line: line, Message: message})
}

// found returns the problems of the page, once it has been read.
func (p *page) found() []event.Problem {
	if p.more > 0 {
		message := fmt.Sprintf("%d problems more", p.more)
		p.problems = append(p.problems, event.Problem{Path: p.path, Message: message})
		p.more = 0
	}
	return p.problems
}

// lineOf returns the number of the line that a byte of the page stands in.
func (p *page) lineOf(data string, at int) int {
	return 1 + strings.Count(data[:at], string([]byte{p.end}))
}

// trim takes white space and control characters from both ends.
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

// isBlank tells what may stand around a text unseen: white space, and control
// characters, which no text is left with.
func isBlank(c byte) bool { return c <= ' ' || c == 0x7f }

func isSpace(c byte) bool { return c == ' ' || c == '\t' }

// isYear tells four digits.
func isYear(s string) bool {
	return len(s) == 4 && isDigit(s[0]) && isDigit(s[1]) && isDigit(s[2]) && isDigit(s[3])
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// quote returns the first piece of what stands in a page, fit for a message.
func quote(s string) string {
	const runes = 60
	short := strings.ToValidUTF8(s[:min(len(s), 4*runes)], "")
	shown := []rune(text.Plain(short))
	if len(shown) > runes || len(short) < len(s) {
		shown = append(shown[:min(len(shown), runes-1)], '…')
	}
	return string(shown)
}
