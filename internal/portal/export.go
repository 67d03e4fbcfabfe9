package portal

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"news/internal/text"
)

// export reads the portal's days out of an export or a dump of MediaWiki: an XML
// document with its pages in any order, each with one revision or all. It reads a
// stream, and keeps one revision of one page.
type export struct {
	w    *window
	page exportPage
}

// exportPage is the page that is being read.
type exportPage struct {
	Page
	namespace string
	text      []byte // of the newest revision, still escaped
	tooLong   bool
	revisions int
}

// portalNamespace is the number of the namespace of portals in Wikipedia.
const portalNamespace = "100"

var (
	pageTag    = []byte("<page")
	pageEnd    = []byte("</page>")
	tagStart   = []byte("<")
	tagEnd     = []byte(">")
	commentEnd = []byte("-->")
	sectionEnd = []byte("]]>")
	whoEnd     = []byte("</contributor>")
	allEnd     = []byte("</mediawiki>")
)

// next returns the next page of a day, and io.EOF behind the last.
func (e *export) next() (Page, error) {
	for {
		if !e.w.skipTo(pageTag) {
			return Page{}, e.end()
		}
		if c := e.w.peek(1); len(c) > 0 && c[0] != '>' && c[0] != ' ' {
			continue // a tag whose name only begins so
		}
		e.page = exportPage{text: e.page.text[:0]}
		switch found, err := e.readPage(); {
		case err != nil:
			return Page{}, fmt.Errorf("the export ends within a page: %w", err)
		case found:
			return e.finish(), nil
		}
	}
}

// end returns io.EOF, or an error if the export is not whole.
func (e *export) end() error {
	switch {
	case e.w.err != io.EOF:
		return fmt.Errorf("the export cannot be read further: %w", e.w.err)
	case !bytes.Contains(e.w.rest(), allEnd):
		return fmt.Errorf("the export ends early: %w", io.ErrUnexpectedEOF)
	}
	return io.EOF
}

// readPage reads a page from behind the name of its tag. It returns false for a page
// of no day, which it skips.
func (e *export) readPage() (bool, error) {
	for {
		tag, err := e.tag()
		if err != nil {
			return false, err
		}
		switch name := nameOf(tag); name {
		case "/page":
			return e.isDay(), nil
		case "title", "ns":
			if err := e.head(name); err != nil {
				return false, err
			}
			if !e.mayBeDay() {
				if !e.w.skipTo(pageEnd) {
					return false, e.w.ended()
				}
				return false, nil
			}
		case "redirect":
			e.page.Redirect = text.Plain(unescape(attributeOf(tag, "title")))
		case "revision":
			if err := e.revision(); err != nil {
				return false, err
			}
		}
	}
}

// head reads the title or the namespace of a page.
func (e *export) head(name string) error {
	value, err := e.value(name, 4<<10)
	if errors.Is(err, errTooLong) {
		value, err = "", nil
	}
	if name == "ns" {
		e.page.namespace = value
		return err
	}
	e.page.Title = text.Plain(value)
	return err
}

// mayBeDay reports whether what is known of a page fits a page of a day.
func (e *export) mayBeDay() bool {
	if e.page.namespace != "" && e.page.namespace != portalNamespace {
		return false
	}
	_, ok := DateOfTitle(e.page.Title)
	return ok || e.page.Title == ""
}

// isDay reports whether a page that was read is of a day.
func (e *export) isDay() bool { return e.page.Title != "" && e.mayBeDay() }

// tag returns the next tag without its brackets. It is valid until the next call.
func (e *export) tag() ([]byte, error) {
	for {
		if !e.w.skipTo(tagStart) {
			return nil, e.w.ended()
		}
		end := tagEnd
		switch start := e.w.peek(8); {
		case bytes.HasPrefix(start, []byte("!--")):
			end = commentEnd
		case bytes.HasPrefix(start, []byte("![CDATA[")):
			end = sectionEnd
		default:
			tag, err := e.w.take(end, 64<<10)
			if errors.Is(err, errTooLong) {
				continue
			}
			return tag, err
		}
		if !e.w.skipTo(end) {
			return nil, e.w.ended()
		}
	}
}

// value returns the text of an element from behind its first tag.
func (e *export) value(name string, limit int) (string, error) {
	found, err := e.w.take([]byte("</"+name+">"), limit)
	return strings.TrimSpace(unescape(string(found))), err
}

// revision reads a revision, and keeps it if it is the newest of its page.
func (e *export) revision() error {
	r := exportPage{}
	newer := true
	for {
		tag, err := e.tag()
		if err != nil {
			return err
		}
		switch name := nameOf(tag); name {
		case "/revision":
			e.page.revisions++
			return nil
		case "id", "timestamp":
			value, err := e.value(name, 100)
			if err != nil && !errors.Is(err, errTooLong) {
				return err
			}
			r.set(name, value)
		case "contributor":
			if !isEmptyTag(tag) && !e.w.skipTo(whoEnd) {
				return e.w.ended()
			}
		case "text":
			if newer = e.page.revisions == 0 || r.isNewer(&e.page); newer {
				e.page.Revision, e.page.Time = r.Revision, r.Time
			}
			if err := e.text(tag, newer); err != nil {
				return err
			}
		}
	}
}

// set sets a property of a revision.
func (p *exportPage) set(name, value string) {
	if name == "id" {
		if n, err := strconv.ParseInt(value, 10, 64); err == nil && p.Revision == 0 {
			p.Revision = n
		}
		return
	}
	if at, err := time.Parse(time.RFC3339, value); err == nil {
		p.Time = at.UTC()
	}
}

// isNewer reports whether a revision is newer than another.
func (p *exportPage) isNewer(other *exportPage) bool {
	if !p.Time.Equal(other.Time) {
		return p.Time.After(other.Time)
	}
	return p.Revision > other.Revision
}

// text reads the text of a revision, and keeps it if the revision is the newest.
func (e *export) text(tag []byte, newest bool) error {
	hidden := attributeOf(tag, "deleted") != ""
	if isEmptyTag(tag) {
		if newest {
			e.page.text, e.page.Hidden, e.page.tooLong = e.page.text[:0], hidden, false
		}
		return nil
	}
	const mostEscaped = 3 * LongestText
	found, err := e.w.take([]byte("</text>"), mostEscaped)
	if err != nil && !errors.Is(err, errTooLong) {
		return err
	}
	if newest {
		e.page.text, e.page.Hidden, e.page.tooLong = append(e.page.text[:0], found...), hidden, err != nil
	}
	return nil
}

// finish returns the page that was read.
func (e *export) finish() Page {
	page := e.page.Page
	page.Text = unescape(string(e.page.text))
	if e.page.tooLong {
		page.Text = strings.Repeat(" ", LongestText+1) // which Parse reports
	}
	page.Missing = e.page.revisions == 0
	return page
}

// nameOf returns the name of a tag.
func nameOf(tag []byte) string {
	for i, c := range tag {
		if i > 0 && (c == '/' || c <= ' ') {
			return string(tag[:i])
		}
	}
	return string(tag)
}

func isEmptyTag(tag []byte) bool { return len(tag) > 0 && tag[len(tag)-1] == '/' }

// attributeOf returns the value of an attribute of a tag, or "".
func attributeOf(tag []byte, name string) string {
	_, attributes, _ := strings.Cut(string(tag), " ")
	return attribute(strings.TrimSuffix(attributes, "/"), name)
}

// unescape replaces the references of XML in a text, and takes its sections of
// unescaped text.
func unescape(s string) string {
	if strings.Contains(s, "<![CDATA[") {
		return unescapeSections(s)
	}
	at := strings.IndexByte(s, '&')
	if at < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for at >= 0 {
		b.WriteString(s[:at])
		s = s[at:]
		sign, size := reference(s)
		b.WriteString(sign)
		s = s[size:]
		at = strings.IndexByte(s, '&')
	}
	b.WriteString(s)
	return b.String()
}

// reference returns the character of the reference at the start of s, and how many
// bytes the reference takes.
func reference(s string) (string, int) {
	switch {
	case strings.HasPrefix(s, "&lt;"):
		return "<", 4
	case strings.HasPrefix(s, "&gt;"):
		return ">", 4
	case strings.HasPrefix(s, "&amp;"):
		return "&", 5
	case strings.HasPrefix(s, "&quot;"):
		return `"`, 6
	case strings.HasPrefix(s, "&apos;"):
		return "'", 6
	case strings.HasPrefix(s, "&#"):
		if end := strings.IndexByte(s[:min(len(s), 12)], ';'); end > 0 {
			return text.DecodeEntities(s[:end+1]), end + 1
		}
	}
	return "&", 1
}

func unescapeSections(s string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(s, "<![CDATA[")
		b.WriteString(unescape(before))
		if !found {
			return b.String()
		}
		section, after, _ := strings.Cut(rest, "]]>")
		b.WriteString(section)
		s = after
	}
}
