package view

import (
	"bufio"
	"fmt"
	"strings"

	"news/internal/catalog"
	"news/internal/event"
)

// Markdown writes events as Markdown without escape sequences, for pipes and files. It
// leaves errors to its writer, as bufio.Writer keeps them.
type Markdown struct {
	w     *bufio.Writer
	words *words
}

// NewMarkdown returns a view on w, which the caller flushes, in English.
func NewMarkdown(w *bufio.Writer) *Markdown { return &Markdown{w, English.words()} }

// In sets the language of the view's own words, and returns the view.
func (p *Markdown) In(l Language) *Markdown {
	p.words = l.words()
	return p
}

func (p *Markdown) line(format string, args ...any) { fmt.Fprintf(p.w, format+"\n", args...) }

// Separate writes a separator between two days or events.
func (p *Markdown) Separate() { p.line("\n---\n") }

// Day writes a day: its events as a numbered list.
func (p *Markdown) Day(d event.Day) {
	p.line("# %s\n", p.words.day(d.Date))
	for _, row := range d.Rows() {
		if row.Event != nil {
			p.story(*row.Event)
		} else {
			p.line("- %s %s", inline(p.words.headline(row.Entry.Headline)), p.words.noPage)
		}
	}
}

func (p *Markdown) story(e event.Event) {
	lead := fmt.Sprintf("%d. ", e.Number)
	p.line("%s%s", lead, linkTo(p.words.headline(e.Headline), pageAddress(e.Ref)))
	indent := strings.Repeat(" ", len(lead))
	if e.Category != "" {
		p.line("%s*%s*", indent, inline(e.Category))
	}
	p.description(e, indent)
}

// Event writes one event.
func (p *Markdown) Event(e event.Event) {
	p.line("# %s\n", inline(p.words.headline(e.Headline)))
	if e.Category == "" {
		p.line("%s", p.words.day(e.Ref.Date))
	} else {
		p.line("%s · *%s*", p.words.day(e.Ref.Date), inline(e.Category))
	}
	if e.Description != "" {
		p.line("")
		p.description(e, "")
	}
	if len(e.Topics) > 0 {
		p.line("\n## %s\n\n%s", p.words.topics, inline(strings.Join(e.Topics, " · ")))
	}
	p.sources(e)
	p.related(e.Related)
	p.changes(e.Changes)
}

func (p *Markdown) sources(e event.Event) {
	if len(e.Sources) == 0 && e.Image == "" {
		return
	}
	p.line("\n## %s\n", p.words.sources)
	for i, source := range e.Sources {
		name := source.Name
		if name == "" {
			name = site(source.URL)
		}
		p.line("%d. %s", i+1, linkTo(name, source.URL))
	}
	if e.Image != "" {
		p.line("%d. %s", len(e.Sources)+1, linkTo(p.words.picture, e.Image))
	}
}

func (p *Markdown) related(links []event.Link) {
	if len(links) == 0 {
		return
	}
	p.line("\n## %s\n", p.words.related)
	for i, link := range links {
		note := ""
		if len(link.Topics) > 0 {
			note = " _" + inline(strings.Join(link.Topics, " · ")) + "_"
		}
		if link.Missing {
			note += " " + p.words.noPage
		}
		p.line("%d. %s %s%s", i+1, link.Ref.Date, linkTo(p.words.headline(link.Headline), pageAddress(link.Ref)), note)
	}
}

func (p *Markdown) changes(changes []event.Change) {
	if len(changes) == 0 {
		return
	}
	p.line("\n## %s\n", p.words.changes)
	for i, change := range changes {
		note := ""
		if change.Note != "" {
			note = " _" + inline(change.Note) + "_"
		}
		p.line("%d. %s%s", i+1, inline(p.words.headline(change.Headline)), note)
	}
}

// Calendar writes the days of a span with their numbers of events. It writes a
// title such as 2016-04 or 2016 in words.
func (p *Markdown) Calendar(title string, days []catalog.DayCount) {
	p.line("# %s\n", p.words.period(title))
	for _, day := range days {
		p.line("- %s: %d", day.Date, day.Events)
	}
}

// pageAddress returns the address of a page in an archive, in the form of the links
// on pages.
func pageAddress(ref event.Ref) string { return "/news/" + ref.String() + ".md" }

// linkTo returns a link, or only the name where there is no address.
func linkTo(name, address string) string {
	if address == "" {
		return inline(name)
	}
	// Spaces and unpaired parentheses would end the address too early.
	address = strings.NewReplacer(" ", "%20", "(", "%28", ")", "%29", "<", "%3C", ">", "%3E", `\`, "%5C").Replace(address)
	return "[" + inline(name) + "](" + address + ")"
}

// inline escapes the markup that Markdown recognizes inside a line: brackets,
// emphasis, code, tags and entities. It escapes nothing else, so that the text can
// be searched as it is.
func inline(s string) string {
	if !strings.ContainsAny(s, "\\`*_[]<&") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if needsEscape(s, i) {
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func needsEscape(s string, i int) bool {
	switch s[i] {
	case '\\', '`', '*', '[', ']':
		return true
	case '_':
		inside := i > 0 && i+1 < len(s) && isAlnum(s[i-1]) && isAlnum(s[i+1])
		return !inside
	case '<':
		return i+1 < len(s) && (isAlnum(s[i+1]) || s[i+1] == '/' || s[i+1] == '!' || s[i+1] == '?')
	case '&':
		end := strings.IndexByte(s[i:], ';')
		return end > 1 && strings.IndexByte(s[i:i+end], ' ') < 0
	}
	return false
}

func isAlnum(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80
}

// paragraph escapes a text at the start of a line, where more signs are markup.
func paragraph(s string) string {
	escaped := inline(s)
	if s == "" {
		return s
	}
	if strings.ContainsRune("#>+-=~|:", rune(s[0])) {
		return `\` + escaped
	}
	digits := strings.TrimLeft(s, "0123456789")
	if n := len(s) - len(digits); n > 0 && n < 10 && (strings.HasPrefix(digits, ". ") || strings.HasPrefix(digits, ") ")) {
		return s[:n] + `\` + escaped[n:]
	}
	return escaped
}
