package page

import (
	"strings"

	"news/internal/event"
	"news/internal/text"
)

// readSources processes a list item of a source. It is usually one link,
// sometimes with a link to a picture next to it, and rarely a link with a
// broken label, or a name or address without a link.
func (p *eventPage) readSources(item string) {
	if firstBracket(item) < 0 {
		p.bareSource(item)
		return
	}
	for first := true; len(item) > 0; first = false {
		item = p.readSource(item, first)
	}
}

// readSource processes the first link in the rest of an item, and returns what
// follows the link.
func (p *eventPage) readSource(item string, first bool) (rest string) {
	open := firstBracket(item)
	if open < 0 {
		return ""
	}
	inner := item[open+1:]
	end, broken := labelEnd(inner)
	if end < 0 {
		p.problem("no whole link", item[open:])
		return ""
	}
	label, after := inner[:end], inner[end+1:]
	if broken || len(after) == 0 || after[0] != '(' {
		if first || strings.Contains(after, "](") {
			p.brokenSource(label, inner[end:])
		}
		return ""
	}
	address, rest, ok := cutAddress(after[1:])
	if !ok || len(address) == 0 {
		p.problem("no whole link", item[open:])
	}
	if open > 0 && item[open-1] == '!' {
		label = picture
	}
	p.cite(label, address)
	return rest
}

// brokenSource processes a source whose label is broken. Its address is the
// last one of the line that is not of a picture.
func (p *eventPage) brokenSource(label, after string) {
	address, whole := "", false
	for {
		at := lastLink(after)
		if at < 0 {
			break
		}
		found, _, ok := cutAddress(after[at+2:])
		open := strings.LastIndexByte(after[:at], '[')
		if open < 0 || !isCover(after[open+1:at]) && !isPicture(after[open+1:at]) {
			address, whole = found, ok
			break
		}
		if ok {
			p.cite(after[open+1:at], found)
		}
		after = after[:open]
	}
	if !whole {
		p.problem("a source without an address", label)
	}
	p.cite(label, address)
}

// bareSource processes a source without a link: a name, an address, or both.
func (p *eventPage) bareSource(item string) {
	name, address, after := cutBareAddress(item)
	if address == "" {
		p.cite(item, "")
		return
	}
	for address != "" {
		next, following, rest := cutBareAddress(after)
		if name = sourceLabel(name); name == "" && following == "" {
			name = sourceLabel(next)
		}
		p.cite(name, cleanAddress(address))
		name, address, after = next, following, rest
	}
}

// cutBareAddress cuts a text around the first address in it.
func cutBareAddress(s string) (before, address, after string) {
	start := 0
	for {
		colon := strings.Index(s[start:], "://")
		if colon < 0 {
			return s, "", ""
		}
		end := start + colon
		start = end
		for start > 0 && isLetter(s[start-1]) {
			start--
		}
		if start < end {
			break
		}
		start = end + len("://")
	}
	end := strings.IndexAny(s[start:], " \t<>")
	if end < 0 {
		end = len(s) - start
	}
	address = s[start : start+end]
	whole := strings.TrimRight(address, ".,;:!?")
	if strings.HasSuffix(whole, ")") && closes(whole) {
		whole = strings.TrimRight(whole[:len(whole)-1], ".,;:!?")
	}
	return s[:start], whole, s[start+len(whole):]
}

// sourceLabel removes the punctuation between a name and its address from the
// name.
func sourceLabel(s string) string {
	name := strings.Trim(trim(s), ".,:;-–—()<> ")
	if strings.Count(name, "(") > strings.Count(name, ")") {
		name += ")"
	}
	return name
}

// cite adds the name and the address of a source or of a picture. If the
// address cannot be used, the name is kept. A source without a name gets the
// host of its address as its name.
func (p *eventPage) cite(label, raw string) {
	label = trim(label)
	address, ok := webAddress(raw)
	if !ok {
		p.problem("an address that is not of the web", raw)
	}
	switch {
	case isCover(label):
		if p.event.Image == "" {
			p.event.Image = address
		}
		return
	case isPicture(label):
		if p.picture == "" {
			p.picture = address
		}
		return
	}
	name := sourceName(label)
	if name == "" {
		name = host(address)
	}
	if paired := withoutHalfPairs(name); paired != "" {
		name = paired
	}
	if name != "" {
		p.event.Sources = append(p.event.Sources, event.Source{Name: name, URL: address})
	}
}

// sourceName returns the name of a source from a label. The label can have half
// of a pair of parentheses, or continue with a link.
func sourceName(label string) string {
	name := text.Clean(label)
	if at := strings.Index(name, " [http"); at > 0 {
		name = strings.TrimSpace(name[:at])
	}
	return withoutHalfPairs(name)
}

// withoutHalfPairs returns a name without parentheses at its ends that have no
// other half.
func withoutHalfPairs(name string) string {
	if !strings.ContainsAny(name, "()") {
		return name
	}
	if !strings.Contains(name, ")") {
		name = strings.TrimLeft(name, "( ")
	}
	if !strings.Contains(name, "(") {
		name = strings.TrimRight(name, ") ")
	}
	return name
}
