package portal

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"news/internal/category"
	"news/internal/event"
)

// node is a line of a page that says something: a heading, or an item with its
// depth. A paragraph has the depth 0.
type node struct {
	line     int
	heading  bool
	shape    shape
	category bool // the heading is a category of the portal
	depth    int
	parent   bool // lower items can hang from it

	phrase
	sources []event.Source
	prefix  []Story // the stories that the line names before its event
	names   []Story // the stories of the line, if it is one
	links   bool    // it has only links, with signs between
}

// nodes reads the lines of a page. Lines that say nothing become no nodes.
func (r *reader) nodes(lines []line) []node {
	r.collectNotes(lines)
	var nodes []node
	for _, l := range lines {
		if l.kind == blankLine || l.text == "" {
			continue
		}
		r.line = l.number
		n := r.node(l)
		switch {
		case (n.heading || l.kind == plainLine) && r.isDate(n):
		case n.leadsElsewhere():
		case hasWords(n.text) && (!inBrackets(n.text) || len(n.sources) > 0):
			nodes = append(nodes, n)
		case len(n.sources) == 0:
		case r.belongs(l) && len(nodes) > 0 && !nodes[len(nodes)-1].heading:
			last := &nodes[len(nodes)-1]
			last.sources = append(last.sources, n.sources...)
		default:
			r.problem(l.number, "a source without words: "+short(l.text))
		}
	}
	return nodes
}

// belongs reports whether a line that has only sources can be the rest of the item
// above it.
func (r *reader) belongs(l line) bool { return l.kind == plainLine || l.kind == itemLine && l.indented }

// isDate reports whether a line is the day of the page, which is its head.
func (r *reader) isDate(n node) bool {
	d, ok := dateOfHeading(n.text)
	if ok && r.head.date.IsZero() {
		r.head = head{date: d, line: n.line}
	}
	return ok
}

// leadsElsewhere reports whether a line only names other pages, as See also does.
func (n *node) leadsElsewhere() bool {
	if len(n.sources) > 0 {
		return false
	}
	lead := n.text
	if len(n.prefix) > 0 {
		lead = n.prefix[0].Name
	}
	for _, words := range []string{"See also", "Main article", "Further information"} {
		if len(lead) >= len(words) && strings.EqualFold(lead[:len(words)], words) {
			return true
		}
	}
	return false
}

// inBrackets reports whether a text is only a remark in brackets.
func inBrackets(s string) bool {
	s = strings.TrimRight(s, ". ")
	return strings.HasPrefix(s, "(") && matching(s) == len(s)-1
}

// node reads a line.
func (r *reader) node(l line) node {
	pieces, sources := settle(r.read(l.text))
	n := node{line: l.number, depth: l.depth, parent: true, sources: sources}
	if l.kind != headingLine || l.shape == semicolon {
		if prefix, rest, ok := r.cutPrefix(pieces); ok {
			n.prefix = r.stories(prefix, l.depth)
			pieces = rest
		}
	}
	n.phrase = r.compose(pieces)
	if len(n.prefix) > 0 {
		n.capitalize()
	}
	n.links = hasOnlyLinks(pieces)
	if n.canBeStory() || l.kind == headingLine {
		n.names = r.stories(pieces, l.depth)
	}
	if len(n.prefix) == 0 && len(sources) == 0 && (l.kind != itemLine || isBold(l.text)) {
		_, n.category = category.Of(strings.TrimRight(n.text, ": "))
	}
	switch {
	case l.kind == headingLine:
		n.shape = l.shape
		n.heading = n.category || l.shape <= 6 && len(sources) == 0 || n.canBeStory()
	case n.category:
		n.heading, n.shape = true, bold
	case l.kind == plainLine:
		n.parent = n.canBeStory()
	}
	return n
}

// capitalize begins the text with a capital letter, where it does not begin with a name
// such as iPhone.
func (p *phrase) capitalize() {
	first, size := utf8.DecodeRuneInString(p.text)
	second, _ := utf8.DecodeRuneInString(p.text[size:])
	capital := unicode.ToUpper(first)
	if unicode.IsUpper(second) || utf8.RuneLen(capital) != size { // the places of links count bytes
		return
	}
	p.text = string(capital) + p.text[size:]
}

// cutColon cuts a colon at the end of the text.
func (p *phrase) cutColon() {
	p.cut(len(strings.TrimRight(p.text, ": ")))
}

// cut cuts the text, and the links in it, at a place.
func (p *phrase) cut(end int) {
	p.text = p.text[:end]
	for i := range p.links {
		p.links[i].End = min(p.links[i].End, end)
		p.links[i].Start = min(p.links[i].Start, p.links[i].End)
	}
}

// isBold reports whether an item is bold as a whole.
func isBold(s string) bool {
	_, ok := allBold(s)
	return ok
}

// canBeStory reports whether a line has the form of a story: no source, and only
// links, or a few words without a full stop.
func (n *node) canBeStory() bool {
	const most = 8
	if len(n.sources) > 0 || len(n.prefix) > 0 {
		return false
	}
	return n.links || countWords(n.text) <= most && !hasStop(n.phrase)
}

func countWords(s string) int {
	count := 0
	for word := range strings.FieldsSeq(s) {
		if hasWords(word) {
			count++
		}
	}
	return count
}

// hasStop reports whether a text ends a sentence.
func hasStop(p phrase) bool {
	s := p.text
	if sentenceEnd(s, p.links) < len(s) {
		return true
	}
	bare, stopped := strings.CutSuffix(s, ".")
	word := lastWord(bare)
	return stopped && !isInitials(word) && !isAbbreviation(word) && !isTitle(word)
}

// mostStories is the greatest number of stories that a line can name.
const mostStories = 20

// stories returns the stories that a line or a part of it names: several where it
// has only links with signs between, else one.
func (r *reader) stories(pieces []piece, depth int) (names []Story) {
	groups := [][]piece{pieces}
	if hasOnlyLinks(pieces) {
		if groups = linkGroups(pieces); len(groups) > mostStories {
			r.problem(r.line, "a line with too many stories")
			groups = groups[:mostStories]
		}
	}
	for _, group := range groups {
		p := r.compose(group)
		name := strings.TrimRight(p.text, ":; ,–—-")
		if !hasWords(name) {
			continue
		}
		p.cut(len(name))
		names = append(names, Story{Line: r.line, Depth: depth, Name: name, Links: p.links})
	}
	return names
}

// hasOnlyLinks reports whether pieces are links with signs and "and" between them.
func hasOnlyLinks(pieces []piece) bool {
	found := false
	for _, p := range pieces {
		switch p.kind {
		case linked:
			found = true
		case words:
			if hasWords(p.text) && !isAnd(p.text) {
				return false
			}
		case cited:
			return false
		}
	}
	return found
}

func isAnd(s string) bool {
	const longest = 20
	return len(s) <= longest && strings.Trim(strings.ToLower(s), " ,;&/()–—-") == "and"
}

// linkGroups parts links where a sign or "and" stands between them. A hyphen or dash
// without blanks joins them to one name.
func linkGroups(pieces []piece) [][]piece {
	var groups [][]piece
	start := 0
	for i, p := range pieces {
		if p.kind == words && partsNames(p.text) {
			groups = append(groups, pieces[start:i])
			start = i + 1
		}
	}
	return append(groups, pieces[start:])
}

func partsNames(s string) bool {
	if strings.ContainsAny(s, ",;/:()&|•·") || isAnd(s) {
		return true
	}
	for _, dash := range []string{" - ", " – ", " — ", "- ", "– "} {
		if strings.Contains(s, dash) {
			return true
		}
	}
	return false
}

// heading is a heading that is open while its items are read.
type heading struct {
	shape shape
	names []Story
}

// outline hangs events from the stories above them.
type outline struct {
	r        *reader
	events   []Event
	category string
	shape    shape // of the heading of the category
	headings []heading
	levels   []level
}

// level is an item that lower items hang from.
type level struct {
	depth   int
	stories []Story // its own and all above it
}

// events returns the events of the nodes of a page.
func (r *reader) events(nodes []node) []Event {
	o := outline{r: r}
	for i := range nodes {
		n := &nodes[i]
		if n.heading {
			o.open(n, i+1 < len(nodes) && n.leadsTo(&nodes[i+1]))
			continue
		}
		o.item(n, n.parent && i+1 < len(nodes) && !nodes[i+1].heading && nodes[i+1].depth > n.depth)
	}
	return o.events
}

// leadsTo reports whether the node after a heading belongs to it.
func (n *node) leadsTo(next *node) bool {
	switch {
	case !next.heading:
		return true
	case next.category || next.shape == n.shape:
		return false
	}
	return n.shape > 6 || next.shape > n.shape
}

// open opens a category or a story.
func (o *outline) open(n *node, hasItems bool) {
	o.levels = nil
	if n.category {
		o.category, o.shape, o.headings = strings.TrimRight(n.text, ": "), n.shape, nil
		return
	}
	for len(o.headings) > 0 && o.covers(n.shape) {
		o.headings = o.headings[:len(o.headings)-1]
	}
	if n.shape == o.shape || n.shape < o.shape && o.shape <= 6 {
		o.category, o.shape, o.headings = "", 0, nil // a heading of the same level ends it
	}
	if !hasItems {
		o.r.problem(n.line, "a story without events: "+short(n.text))
	}
	o.headings = append(o.headings, heading{shape: n.shape, names: n.names})
}

// covers reports whether a heading of a shape ends the last open one.
func (o *outline) covers(s shape) bool {
	for _, h := range o.headings {
		if h.shape == s || s <= 6 && h.shape <= 6 && s <= h.shape {
			return true
		}
	}
	return false
}

// above returns the stories that a node hangs from.
func (o *outline) above(depth int) []Story {
	for len(o.levels) > 0 && o.levels[len(o.levels)-1].depth >= depth {
		o.levels = o.levels[:len(o.levels)-1]
	}
	if len(o.levels) > 0 {
		return o.levels[len(o.levels)-1].stories
	}
	var stories []Story
	for _, h := range o.headings {
		stories = append(stories, h.names...)
	}
	o.levels = append(o.levels, level{depth: -1, stories: stories})
	return stories
}

// item adds the event of an item, or opens the story that it is.
func (o *outline) item(n *node, hasLower bool) {
	stories := o.above(n.depth)
	if hasLower && n.canBeStory() {
		o.lower(n.depth, stories, n.names)
		return
	}
	if n.links && len(n.sources) == 0 && len(n.prefix) == 0 {
		o.r.problem(n.line, "an item that is only a link: "+short(n.text))
		return
	}
	stories = withStories(stories, n.prefix)
	n.cutColon()
	o.events = append(o.events, Event{
		Line: n.line, Category: o.category, Stories: stories, Text: n.text, Links: n.phrase.links, Sources: distinct(n.sources),
	})
	if hasLower {
		o.lower(n.depth, stories, []Story{{Line: n.line, Depth: n.depth, Name: n.text, Links: n.phrase.links, Event: true}})
	}
}

// lower opens a level below an item.
func (o *outline) lower(depth int, above, own []Story) {
	o.levels = append(o.levels, level{depth: depth, stories: withStories(above, own)})
}

// withStories returns stories with more behind them.
func withStories(above, own []Story) []Story {
	if len(own) == 0 {
		return above
	}
	return append(above[:len(above):len(above)], own...)
}

// cutPrefix cuts the name of a story before the event on its line, as in
// ”'[[Iraq War]]”': text, or Israeli-Palestinian conflict: text.
func (r *reader) cutPrefix(pieces []piece) (prefix, rest []piece, ok bool) {
	const longest = 120
	seen, isBold := 0, false
	for i, p := range pieces {
		switch p.kind {
		case cited:
			return nil, nil, false
		case boldSign:
			isBold = isBold || seen == 0
			continue
		case linked:
			seen += len(p.text)
			continue
		}
		closed := isBold && i > 0 && pieces[i-1].kind == boldSign && seen > 0
		at, size := prefixEnd(p.text, closed, i+1 < len(pieces))
		if at < 0 {
			if seen += len(strings.TrimSpace(p.text)); seen > longest {
				return nil, nil, false
			}
			continue
		}
		prefix = append(append(prefix, pieces[:i]...), piece{text: p.text[:at]})
		rest = append(append(rest, piece{text: p.text[at+size:]}), pieces[i+1:]...)
		isBold = isBold && (closed || i+1 < len(pieces) && pieces[i+1].kind == boldSign)
		return prefix, rest, anyWords(rest) && r.namesStory(prefix, rest, isBold)
	}
	return nil, nil, false
}

// prefixEnd returns where the name of a story ends in words, and how many bytes the
// sign behind it takes. Behind bold words that sign can be a dash.
func prefixEnd(s string, closed, more bool) (at, size int) {
	if closed {
		trimmed := strings.TrimLeft(s, " ")
		for _, dash := range []string{"– ", "— ", "- "} {
			if strings.HasPrefix(trimmed, dash) {
				return len(s) - len(trimmed), len(dash)
			}
		}
	}
	at = strings.IndexByte(s, ':')
	if at < 0 || at+1 < len(s) && s[at+1] != ' ' || at+1 == len(s) && !more {
		return -1, 0
	}
	return at, 1
}

// namesStory reports whether the words before a colon are the name of a story. The
// name of a person before quoted words is none.
func (r *reader) namesStory(prefix, rest []piece, isBold bool) bool {
	const most = 8
	p := r.compose(prefix)
	if !hasWords(p.text) || hasStop(p) || isRemark(p.text) {
		return false
	}
	if isBold {
		return true
	}
	next, _ := utf8.DecodeRuneInString(r.compose(rest).text)
	if strings.ContainsRune("\"“'‘«", next) {
		return false
	}
	return hasOnlyLinks(prefix) || countWords(p.text) <= most && isName(p.text)
}

// isRemark reports whether the words before a colon say what kind of news follows. They
// are no story, and the text makes no sense without some of them.
func isRemark(s string) bool {
	switch strings.ToLower(strings.TrimRight(s, ": ")) {
	case "death", "deaths", "obituary", "obituaries", "birth", "births", "breaking", "breaking news", "developing", "update", "updated", "updates", "correction", "note":
		return true
	}
	return false
}

// isName reports whether a text is the name of a story rather than a part of a
// sentence: all its words have capital letters or digits, or are such as names have.
func isName(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	if !unicode.IsUpper(first) && !unicode.IsDigit(first) || strings.ContainsAny(s, ",\"“") {
		return false
	}
	letters := false
	switch first, _, _ := strings.Cut(s, " "); first {
	case "In", "On", "At", "From", "By", "For", "With", "According", "After", "Before", "During":
		return false
	}
	for word := range strings.FieldsSeq(s) {
		word = strings.Trim(word, "()'’")
		r, _ := utf8.DecodeRuneInString(word)
		letters = letters || unicode.IsLetter(r)
		if unicode.IsLower(r) && !isNameWord(word) {
			return false
		}
	}
	return letters
}

// isNameWord reports whether a word without a capital letter can stand in the name
// of a story.
func isNameWord(word string) bool {
	switch word {
	case "of", "the", "in", "and", "on", "at", "for", "to", "a", "an", "de", "la", "le", "du", "del", "von", "van", "al", "el", "by", "over", "with", "against", "between", "from", "d'état", "d'etat", "s",
		"war", "wars", "conflict", "conflicts", "crisis", "crises", "dispute", "controversy", "scandal", "affair", "election", "elections", "referendum", "protest", "protests", "unrest", "riots", "riot", "strike", "strikes",
		"uprising", "revolution", "revolt", "rebellion", "insurgency", "insurrection", "coup", "attack", "attacks", "bombing", "bombings", "shooting", "shootings", "massacre", "massacres", "siege", "hostage", "violence", "talks", "summit",
		"trial", "trials", "investigation", "inquiry", "outbreak", "pandemic", "epidemic", "flu", "influenza", "earthquake", "earthquakes", "flood", "floods", "flooding", "tsunami", "hurricane", "typhoon", "storm", "storms", "tornado",
		"tornadoes", "wildfire", "wildfires", "fire", "fires", "eruption", "season", "crash", "disaster", "accident", "spill", "leak", "leaks", "visit", "visits", "demonstrations", "peace", "process", "nuclear", "weapons", "program", "programme",
		"presidential", "parliamentary", "legislative", "general", "local", "municipal", "primaries", "campaign", "convention", "football", "cricket", "tennis", "golf", "cup", "championship", "championships", "games", "tour", "league", "race", "final", "finals",
		"civil", "political", "economic", "financial", "constitutional", "special", "terrorist", "terrorism", "suicide", "sectarian", "ethnic", "religious", "military", "oil", "food", "cartoons", "drug", "drugs", "gas", "water", "energy", "debt", "bank", "banking",
		"border", "refugee", "refugees", "migrant", "hunger", "famine", "drought", "security", "space", "science", "health", "history", "impeachment", "assassination", "death", "murder", "murders", "kidnapping", "abduction", "invasion", "occupation", "offensive", "operation", "anti-government":
		return true
	}
	for _, end := range []string{"tion", "tions", "ment", "ments", "ism", "ency", "crisis"} {
		if strings.HasSuffix(word, end) {
			return true
		}
	}
	return false
}
