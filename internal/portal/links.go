package portal

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"news/internal/event"
	"news/internal/text"
)

// bracket reads the link at a place: [[...]] or [address label]. It returns its
// length, or 0 if there is none.
func (p *inline) bracket(at, to int) int {
	s := p.s[at:to]
	if open := bracketsBefore(s); startsAddress(s[open:]) {
		return p.external(at, at+open, to)
	}
	from, end, after := p.linkEnds(at, to)
	if end < 0 {
		return 0
	}
	if after < to && p.s[after] == ']' && p.open == 0 {
		after++ // a bracket too many
	}
	return after - at + p.article(at, span{from, end}, after, to)
}

// linkEnds returns where the target of the link at a place begins, where the link's
// text ends, and where the line goes on. A bracket can be missing on either side.
func (p *inline) linkEnds(at, to int) (from, end, after int) {
	const longest = 100
	twice := strings.HasPrefix(p.s[at:to], "[[")
	if end = p.end(at); twice && end >= 0 && end+2 <= to {
		return at + 2, end, end + 2
	}
	from = at + 1
	if twice {
		from++
	}
	near := p.s[from:min(to, from+longest)]
	end = strings.IndexAny(near, "[]")
	if end <= 0 || near[end] == '[' {
		return 0, -1, 0
	}
	if doubled := strings.HasPrefix(near[end:], "]]"); doubled == twice {
		return 0, -1, 0 // no link, or one whose end belongs to something else
	} else if doubled {
		return from, from + end, from + end + 2
	}
	return from, from + end, from + end + 1
}

// bracketsBefore returns how many brackets and blanks stand before an address that a
// link begins with.
func bracketsBefore(s string) int {
	const most = 4
	near := s[:min(len(s), most)]
	return len(near) - len(strings.TrimLeft(near, "[ "))
}

// article reads the link to an article that begins at a place and has an inner text.
// Letters of the alphabet that follow the link at after belong to its words; it
// returns how many.
func (p *inline) article(at int, inner span, after, to int) int {
	target, labelled := p.s[inner.from:inner.to], false
	label, end := inner.from, inner.to
	if bar := strings.IndexByte(target, '|'); bar >= 0 {
		target, labelled, label = target[:bar], true, inner.from+bar+1
	}
	a := articleOf(target)
	if a.hidden || a.language && (!labelled || p.alone(at, after, to)) {
		return 0
	}
	trail := len(p.s[after:to]) - len(strings.TrimLeft(p.s[after:to], "abcdefghijklmnopqrstuvwxyz"))
	shown := ""
	switch {
	case !labelled:
		shown = a.shown
	case strings.TrimSpace(p.s[label:end]) == "":
		shown = shortTitle(a.shown)
	default:
		shown = p.plain(label, end)
	}
	if a.Article == "" && labelled && strings.TrimSpace(target) == "" {
		a.Link = articleOf(shown).Link
	}
	found := piece{kind: linked, text: shown + p.s[after:after+trail], link: a.Link}
	if a.Article == "" {
		found.kind = words
	}
	p.add(found)
	return trail
}

// alone reports whether nothing else stands on the line of a link.
func (p *inline) alone(from, after, to int) bool {
	return p.depth == 0 && strings.TrimSpace(p.s[:from]) == "" && strings.TrimSpace(p.s[after:to]) == ""
}

// shortTitle returns a title as a link with an empty label shows it: without its
// namespace, and what is in brackets or behind a comma.
func shortTitle(title string) string {
	if _, rest, found := strings.Cut(title, ":"); found {
		title = strings.TrimSpace(rest)
	}
	if at := strings.LastIndex(title, " ("); at > 0 && strings.HasSuffix(title, ")") {
		return title[:at]
	}
	before, _, _ := strings.Cut(title, ", ")
	return before
}

// target is what the target of a link says.
type target struct {
	Link            // without Article if it leads elsewhere than to an article
	shown    string // its words, if the link has no others
	hidden   bool   // it is a picture, or the category of the page
	language bool   // it is the same page in another language
}

// articleOf reads the target of a link.
func articleOf(s string) target {
	s = text.DecodeEntities(strings.ReplaceAll(s, "_", " "))
	s = strings.ReplaceAll(strings.ReplaceAll(s, "'''", ""), "''", "") // bold and italics
	if strings.Contains(s, "%") {
		if decoded, err := url.PathUnescape(s); err == nil && utf8.ValidString(decoded) {
			s = decoded
		}
	}
	s = strings.Clone(text.Plain(s))
	shown, named := s, false
	if rest, found := strings.CutPrefix(s, ":"); found {
		s, named = strings.TrimSpace(rest), true
		shown = s
	}
	for {
		prefix, rest, found := strings.Cut(s, ":")
		if !found {
			break
		}
		switch spaceOf(prefix) {
		case noText:
			return target{shown: shown, hidden: !named}
		case otherLanguages:
			return target{shown: shown, language: !named}
		case elsewhere:
			return target{shown: shown}
		case thisWiki:
			s = strings.TrimSpace(rest)
			continue
		}
		break
	}
	title, section, _ := strings.Cut(s, "#")
	return target{Link: Link{Article: capital(strings.TrimSpace(title)), Section: strings.TrimSpace(section)}, shown: shown}
}

// capital returns a title with a capital letter.
func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if upper := unicode.ToUpper(r); upper != r && r != utf8.RuneError {
		return string(upper) + s[size:]
	}
	return s
}

// space is what kind of pages the prefix of a title stands for.
type space uint8

const (
	articles space = iota
	thisWiki
	noText
	otherLanguages
	elsewhere
)

// spaceOf returns what the prefix of a title stands for. Most are no prefix, but the
// beginning of a title that has a colon in it.
func spaceOf(prefix string) space {
	const longest = 24
	if len(prefix) > longest {
		return articles
	}
	switch strings.ToLower(strings.TrimSpace(prefix)) {
	case "w", "en":
		return thisWiki
	case "file", "image", "media", "category":
		return noText
	case "ar", "be", "bg", "bn", "ca", "cs", "cy", "da", "de", "el", "eo", "es", "et", "eu", "fa", "fi", "fr", "ga", "gl", "he", "hi",
		"hr", "hu", "hy", "id", "is", "it", "ja", "ka", "ko", "la", "lb", "lt", "lv", "mk", "ms", "nl", "nn", "no", "pl", "pt", "ro", "ru",
		"sco", "simple", "sk", "sl", "sq", "sr", "sv", "ta", "te", "th", "tl", "tr", "uk", "ur", "vi", "yi", "zh", "zh-yue", "zh-min-nan":
		return otherLanguages
	case "wikipedia", "wp", "project", "portal", "template", "user", "help", "special", "talk", "mediawiki", "module", "draft", "user talk",
		"wikipedia talk", "portal talk", "wikt", "wiktionary", "n", "wikinews", "s", "wikisource", "q", "wikiquote", "b", "wikibooks",
		"commons", "c", "m", "meta", "d", "wikidata", "species", "v", "wikiversity", "voy", "wikivoyage", "bugzilla", "phab", "category talk":
		return elsewhere
	}
	return articles
}

// external reads the link at a place to an address, which begins at from. It
// returns its length.
func (p *inline) external(at, from, to int) int {
	address := addressAt(p.s[from:to])
	label := from + len(address)
	if strings.HasPrefix(p.s[label:to], "|") {
		label++
	}
	end, after := p.labelEnd(at, label, to)
	name := p.plain(min(label, end), end)
	p.add(piece{kind: cited, text: name, bare: strings.TrimSpace(name) == "", sources: []event.Source{{URL: webAddress(address)}}})
	return after - at
}

// labelEnd returns where the label of an external link ends, and where the text
// goes on. at is where the link begins.
func (p *inline) labelEnd(at, label, to int) (end, after int) {
	for i := label; i < to; i++ {
		switch p.s[i] {
		case ']':
			after = i + 1
			for open := at + 1; open < to && p.s[open] == '[' && after < to && p.s[after] == ']'; open++ {
				after++
			}
			if open := strings.Count(p.s[label:i], "["); open == 0 && after < to && p.s[after] == ']' && strings.Count(p.s[at:label], "[") == 1 && (after+1 == to || p.s[after+1] != ']') {
				after++ // a bracket too many
			}
			return i, after
		case '[':
			if startsAddress(p.s[i+bracketsBefore(p.s[i:to]) : to]) {
				return p.brokenLabel(label, i)
			}
			if close := p.end(i); close > 0 && close+2 <= to {
				i = close + 1
			} else if close := strings.IndexByte(p.s[i:min(to, i+80)], ']'); close > 0 {
				i += close
				if i+1 == to || p.s[i+1] != ']' {
					return i, i + 1
				}
			}
		}
	}
	return p.brokenLabel(label, to)
}

// brokenLabel returns the same for a link without an end before a place: its label
// is what is in brackets, else a few words, else nothing.
func (p *inline) brokenLabel(label, to int) (end, after int) {
	const most = 5
	s := p.s[label:to]
	inner := strings.TrimLeft(s, " ")
	if strings.HasPrefix(inner, "(") {
		if shut := strings.IndexByte(inner, ')'); shut > 0 {
			end = to - len(inner) + shut + 1
			return end, end
		}
	}
	if len(strings.Fields(s)) <= most && !strings.Contains(strings.TrimRight(s, ". "), ". ") {
		cut := len(strings.TrimRight(s, " .,;"))
		return label + cut, label + cut
	}
	return label, label
}

// address reads the bare address whose scheme ends before s, which begins with ://.
// It returns how many bytes of s it takes, or 0 if there is no address.
func (p *inline) address(s string) int {
	before := p.written()
	for _, scheme := range []string{"https", "http", "ftp"} {
		if len(before) < len(scheme) || !strings.EqualFold(before[len(before)-len(scheme):], scheme) {
			continue
		}
		rest := before[:len(before)-len(scheme)]
		if last, _ := utf8.DecodeLastRuneInString(rest); unicode.IsLetter(last) || unicode.IsDigit(last) {
			return 0
		}
		address := trimAddress(addressAt(s))
		if len(address) <= len("://") {
			return 0
		}
		p.drop()
		p.write(rest)
		label, size := labelBehind(s[len(address):])
		p.add(piece{kind: cited, text: label, bare: label == "", sources: []event.Source{{URL: webAddress(scheme + address)}}})
		return len(address) + size
	}
	return 0
}

// labelBehind returns the label behind an address whose bracket is missing, as in
// "address (Reuters)]", and how many bytes it takes.
func labelBehind(s string) (label string, size int) {
	const longest = 60
	if !strings.HasPrefix(s, " ") {
		return "", 0
	}
	end := strings.IndexAny(s[:min(len(s), longest)], "[]<{")
	if end < 0 || s[end] != ']' || strings.Contains(s[:end], ". ") {
		return "", 0
	}
	return s[:end], end + 1
}

// startsAddress reports whether s begins with an address of the web, with or
// without its scheme.
func startsAddress(s string) bool {
	for _, start := range []string{"http:/", "https:/", "ftp://", "//", "www."} {
		if len(s) > len(start) && strings.EqualFold(s[:len(start)], start) && s[len(start)] > ' ' {
			return true
		}
	}
	return false
}

// addressAt returns the address at the start of s.
func addressAt(s string) string {
	for i := range len(s) {
		switch c := s[i]; {
		case c <= ' ', c == '[', c == ']', c == '<', c == '>', c == '"', c == '{', c == '}', c == '|':
			return s[:i]
		case c == '\'' && i+1 < len(s) && s[i+1] == '\'':
			return s[:i]
		case c == 0xc2 && i+1 < len(s) && s[i+1] == 0xa0: // a hard space
			return s[:i]
		}
	}
	return s
}

// trimAddress returns a bare address without the signs of the sentence around it.
func trimAddress(s string) string {
	signs := ",;.:!?'"
	if !strings.Contains(s, "(") {
		signs += ")"
	}
	return strings.TrimRight(s, signs)
}

// webAddress returns an address as it can be opened: with its scheme, and without
// control characters.
func webAddress(s string) string {
	s = strings.Clone(text.Plain(text.DecodeEntities(s))) // not a part of the page's text, which would stay in memory
	s = strings.ReplaceAll(s, " ", "%20")
	for {
		scheme, rest, found := strings.Cut(s, "://")
		if !found || !strings.HasPrefix(scheme, "http") || !strings.HasPrefix(rest, "http://") && !strings.HasPrefix(rest, "https://") {
			break
		}
		s = rest // a scheme written twice
	}
	switch {
	case strings.HasPrefix(s, "//"):
		return "https:" + s
	case len(s) > 4 && strings.EqualFold(s[:4], "www."):
		return "http://" + s
	}
	for _, half := range []string{"http:/", "https:/"} {
		if rest, found := strings.CutPrefix(s, half); found && !strings.HasPrefix(rest, "/") {
			return half + "/" + rest
		}
	}
	return s
}
