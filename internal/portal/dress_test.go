package portal_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
	"unicode"

	"news/internal/category"
	"news/internal/event"
	"news/internal/portal"
)

// told is an event that a page of wiki text is made for.
type told struct {
	category string
	stories  []string
	text     string
	sources  []event.Source
}

// dresser makes the wiki text of a day in the dress of all years of the portal.
type dresser struct {
	*rand.Rand
	b strings.Builder

	category  string // in force
	heading   string // the story whose heading is open
	open      []string
	headShape string // how categories are written on this page
	late      strings.Builder
	notes     int
}

// dress returns the wiki text of a page with events, which must be in the order of
// ordered.
func dress(seed uint64, day event.Date, events []told) string {
	d := &dresser{Rand: rand.New(rand.NewPCG(seed, uint64(day.Pack())))}
	d.headShape = d.one(";", "'''", "===", "\t'''", "; ")
	foot := d.head(day)
	for _, e := range events {
		d.place(e)
	}
	if d.notes > 0 {
		foot = "<references>\n" + d.late.String() + "</references>\n" + foot
	}
	return d.b.String() + foot
}

// ordered returns events as a page can have them: without a category first.
func ordered(events []told) []told {
	slices.SortStableFunc(events, func(a, b told) int {
		rank := func(e told) int {
			if e.category == "" && len(e.stories) == 0 {
				return 0
			}
			return 1
		}
		return rank(a) - rank(b)
	})
	return events
}

func (d *dresser) one(choices ...string) string { return choices[d.IntN(len(choices))] }

// chance reports true in one of n cases.
func (d *dresser) chance(n int) bool { return d.IntN(n) == 0 }

// head writes the head of a page, and returns its foot.
func (d *dresser) head(day event.Date) string {
	below, above := "<!-- All news items below this line -->", "<!-- All news items above this line -->"
	named := fmt.Sprintf("year=%d|month=%02d|day=%d", day.Year, day.Month, day.Day)
	month := time.Month(day.Month).String()
	switch d.IntN(8) {
	case 0:
		d.b.WriteString("{{Current events|" + named + "|content=\n\n" + below + "\n")
		return above + "}}\n"
	case 1:
		d.b.WriteString(below + "{{Current events|" + named + "|content=\n")
		return "\n}}\n"
	case 2:
		d.b.WriteString("{{Current events|" + named + "|top=yes}}\n" + below + "\n")
		return above + "\n{{Current events|" + named + "|bottom=yes}}\n"
	case 3:
		fmt.Fprintf(&d.b, "{{Current events header|%d|%02d|%d}}\n\n%s\n", day.Year, day.Month, day.Day, below)
		return above + "|}\n"
	case 4:
		fmt.Fprintf(&d.b, "<noinclude>{{pp-semi}}</noinclude>__NOTOC__\n{{Current events|year=%d}}\n", day.Year)
		return fmt.Sprintf("[[Category:%d by day]]\n<noinclude>[[Category:%s %d|%02d]]</noinclude>\n", day.Year, month, day.Year, day.Day)
	case 5:
		fmt.Fprintf(&d.b, "== [[%s %d]], [[%d]] ==\n", month, day.Day, day.Year)
	case 6:
		d.b.WriteString("{| width=\"100%\" style=\"x\"\n|-\n| style=\"vertical-align:top\" |\n")
		return "|}\n"
	}
	return ""
}

// place writes an event below its category and stories.
func (d *dresser) place(e told) {
	d.openCategory(e)
	stories := e.stories
	if d.heading != "" {
		stories = stories[1:]
	}
	d.remark()
	if n := len(stories); n > 0 && d.chance(6) && len(d.open) == 0 && prefixable(stories[n-1]) {
		for i, story := range stories[:n-1] {
			d.item(i+1, d.story(story))
		}
		mark := d.one("'''"+link(stories[n-1])+"''': ", "'''"+link(stories[n-1])+":''' ", link(stories[n-1])+": ")
		if !strings.HasPrefix(mark, "'''") && strings.ContainsAny(e.text[:1], "\"'") {
			mark = "'''" + link(stories[n-1]) + "''': "
		}
		d.item(n, mark+d.event(e))
		d.open = nil
		return
	}
	common := 0
	for common < len(d.open) && common < len(stories) && d.open[common] == stories[common] {
		common++
	}
	d.open = slices.Clone(stories)
	depth := common
	for ; common < len(stories); common++ {
		depth++
		if common+2 == len(stories) && d.chance(2) {
			d.item(depth, link(stories[common])+d.one(", ", " and ", " / ", "; ")+link(stories[common+1]))
			d.open = nil // their depths are not as many as they are
			break
		}
		d.item(depth, d.story(stories[common]))
	}
	if depth == 0 && len(e.sources) > 0 && d.chance(10) {
		d.b.WriteString("\n" + d.event(e) + "\n\n") // a paragraph without a star
		return
	}
	d.item(depth+1, d.event(e))
}

// prefixable reports whether a story can be named before an event on its line.
func prefixable(story string) bool { return !strings.ContainsAny(story, ":.") }

// openCategory writes the headings before an event, where others are in force.
func (d *dresser) openCategory(e told) {
	first := ""
	if len(e.stories) > 0 {
		first = e.stories[0]
	}
	_, isCategory := category.Of(first)
	keep := d.category == e.category && (d.heading == "" || d.heading == first)
	if keep && (d.category != "" || first == "" || d.heading == first) {
		return
	}
	d.open = nil
	d.heading = ""
	if e.category != "" {
		d.category = e.category
		d.write(d.headShape, e.category)
	}
	switch {
	case first == "" || isCategory:
	case e.category == "":
		d.category, d.heading = "", first
		written := link(first)
		if short(first) {
			written = first
		}
		d.write(d.headShape, written)
	case d.chance(4):
		d.heading = first
		d.write(map[bool]string{true: "'''", false: ";"}[d.headShape != "'''" && d.headShape != "\t'''"], link(first))
	}
}

// short reports whether a text can be a heading or an item that is a story.
func short(s string) bool {
	return len(strings.Fields(s)) <= 8 && !strings.Contains(s, ".") && !strings.ContainsAny(s, "[]{}|'")
}

// write writes a heading in a shape.
func (d *dresser) write(shape, text string) {
	after := ""
	switch shape {
	case "'''", "\t'''":
		after = "'''"
	case "===":
		shape, after = "=== ", " ==="
	}
	d.b.WriteString(d.one("", "\n") + shape + text + after + d.one("", "", " <!-- a remark -->", " ") + "\n")
}

// remark writes lines that are nothing.
func (d *dresser) remark() {
	if d.chance(8) {
		d.b.WriteString(d.one("<!-- use sources -->\n", "*\n", "\n", "<!--\n* an old item\n-->\n", "\n\n", "* \n", "*(see below)\n", "[[File:Map.svg|thumb|A map of [[Oslo]]]]\n"))
	}
}

// item writes an item of a depth. A depth can be written with more stars.
func (d *dresser) item(depth int, text string) {
	stars := strings.Repeat("*", depth)
	switch d.IntN(8) {
	case 0:
		stars = " " + stars
	case 1:
		if depth > 1 {
			stars = stars[1:] + " *"
		}
	case 2:
		if depth > 1 {
			stars = stars[1:] + ":"
		}
	case 3:
		if depth == 1 {
			stars = d.one("#", ":", "* ")
		}
	}
	d.b.WriteString(stars + d.one("", " ", "") + text + "\n")
}

// story returns the line of a story.
func (d *dresser) story(name string) string {
	written := link(name)
	if short(name) && d.chance(3) {
		written = escape(name)
	} else if d.chance(4) {
		written = "[[" + "The article of it|" + escape(name) + "]]"
	}
	return d.one("", "'''") + written + d.one("", ":") + d.one("", " ")
}

// link returns a link to an article.
func link(name string) string {
	if strings.ContainsAny(name, "[]{}|#:<>&'\"_%") || !unicode.IsUpper([]rune(name)[0]) {
		return "[[An article|" + escape(name) + "]]"
	}
	return "[[" + name + "]]"
}

// event returns the text of an event with its sources.
func (d *dresser) event(e told) string {
	if len(e.sources) == 0 {
		return d.words(e.text)
	}
	before, rest, whole := "", e.text, portal.Event{Text: e.text}
	if headline, more := whole.Headline(); more != "" && len(e.sources) > 1 && d.chance(3) {
		before = d.words(headline) + " " + d.bracketed(e.sources[0]) + " "
		rest, e.sources = more, e.sources[1:]
	}
	return before + d.cited(d.words(rest), e)
}

// bracketed returns a citation that can stand within a text.
func (d *dresser) bracketed(s event.Source) string {
	if s.URL == "" {
		return "<ref>" + escape(s.Name) + "</ref>"
	}
	return "[" + s.URL + " (" + escape(s.Name) + ")]"
}

// cited returns a text with its citations behind it.
func (d *dresser) cited(text string, e told) string {
	sources := make([]string, len(e.sources))
	for i, s := range e.sources {
		sources[i] = d.source(s)
	}
	joined := strings.Join(sources, d.one("", " ", ", "))
	if d.chance(6) && !strings.Contains(joined, "<ref") {
		joined = "(" + strings.Join(sources, d.one(" ", ", ", "; ")) + ")"
	}
	joined += d.one("", "", "", " {{Webarchive|url=http://example.net/http://example.org}}", "{{dead link|date=May 2010}}", " {{in lang|fr}}")
	if cut, ok := strings.CutSuffix(text, "."); ok && !strings.HasSuffix(cut, ".") && d.chance(4) {
		return cut + " " + joined + "."
	}
	return text + d.one(" ", " ", "", "{{cn|date=May 2010}} ", "\n") + joined
}

// source returns a citation.
func (d *dresser) source(s event.Source) string {
	name := escape(s.Name)
	plain := !strings.ContainsAny(s.Name, "()[]{}|=") && s.Name != ""
	switch {
	case s.URL == "":
		return "<ref>" + name + "</ref>"
	case s.Name == "":
		return d.one("["+s.URL+"]", "<ref>"+s.URL+"</ref>", "["+s.URL+" 1]", "<ref>[["+s.URL+"]]</ref>")
	case !plain:
		return "[" + s.URL + " " + name + "]"
	}
	switch d.IntN(12) {
	case 0:
		return "[" + s.URL + " ''" + name + "'']"
	case 1:
		return "[" + s.URL + " (''" + strings.Replace(name, " via ", "'' via ''", 1) + "'')]"
	case 2:
		return "<ref>{{cite news|title=A title|url=" + s.URL + "|publisher=" + name + "|date=May 5}}</ref>"
	case 3:
		d.notes++
		fmt.Fprintf(&d.late, "<ref name=\"n%d\">[%s %s]</ref>\n", d.notes, s.URL, name)
		return fmt.Sprintf("<ref name=n%d/>", d.notes)
	case 4:
		return "{{cite web | url = " + s.URL + " | work = [[" + name + "]] | accessdate = x }}"
	case 5:
		return "[" + s.URL + " ([[" + name + "]])]"
	case 6:
		return "[[" + s.URL + " (" + name + ")]]"
	case 7:
		return "[" + s.URL + " (" + name + "]"
	case 8:
		return "[" + s.URL + "|" + name + "]"
	case 9:
		if unicode.IsUpper([]rune(s.Name)[0]) {
			return "[" + s.URL + " " + name + "]"
		}
	}
	return "[" + s.URL + " (" + name + ")]"
}

// words returns a text with markup around its words.
func (d *dresser) words(s string) string {
	fields := strings.Fields(s)
	var b strings.Builder
	for i, word := range fields {
		if i > 0 {
			b.WriteString(d.between(word))
		}
		switch {
		case !isPlainWord(word) || len(fields) < 4:
			b.WriteString(escape(word))
		case d.chance(5):
			b.WriteString(d.linked(word))
		case d.chance(40):
			b.WriteString(d.one("''"+word+"''", "'''"+word+"'''", "{{nowrap|"+word+"}}", "{{lang|fr|"+word+"}}", "<small>"+word+"</small>", "<nowiki>"+word+"</nowiki>", word+"<!-- so -->", "{{abbr|"+word+"|in other words}}", "{{a template of ours|"+word+"}}"))
		default:
			b.WriteString(word)
		}
	}
	if first := s[0]; strings.IndexByte("*#:;='", first) >= 0 {
		return "<nowiki>" + string(first) + "</nowiki>" + strings.TrimPrefix(b.String(), string(first))
	}
	return b.String()
}

// between returns the white space before a word.
func (d *dresser) between(word string) string {
	switch {
	case d.chance(60) && word[0] >= 'a' && word[0] <= 'z' && isPlainWord(word):
		return "\n"
	case d.chance(40):
		return d.one("&nbsp;", "{{nbsp}}", "  ", " <!-- here --> ", "<br />", " {{flagicon|Peru}} ")
	}
	return " "
}

// linked returns a word as a link.
func (d *dresser) linked(word string) string {
	switch stem, plural := strings.CutSuffix(word, "s"); {
	case plural && len(stem) > 3:
		return "[[" + stem + "]]s"
	case d.chance(3):
		return "[[" + d.one("Another article", "An article#A section", "w:An article", "An article (of several)") + "|" + word + "]]"
	case d.chance(10):
		return "[[:" + word + "]]"
	}
	return "[[" + word + "]]"
}

func isPlainWord(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') {
			return false
		}
	}
	return s != ""
}

// escape returns a text whose signs are no markup.
func escape(s string) string {
	if !strings.ContainsAny(s, "[]{}|<>&_':~=") {
		return s
	}
	return strings.NewReplacer("[", "&#91;", "]", "&#93;", "{", "&#123;", "}", "&#125;", "|", "&#124;", "<", "&lt;", ">", "&gt;", "&", "&amp;",
		"''", "&#39;&#39;", "__", "&#95;_", "://", "&#58;//", "~~~", "&#126;~~").Replace(s)
}
