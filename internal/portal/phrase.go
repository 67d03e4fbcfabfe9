package portal

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"news/internal/event"
	"news/internal/text"
)

// phrase is a text for people with its links.
type phrase struct {
	text  string
	links []Link
}

// settle joins words that follow one another, and takes the sources out of the
// pieces of a line. Some have labels that are words of the sentence: these become
// words.
func settle(pieces []piece) ([]piece, []event.Source) {
	pieces = mergeWords(pieces)
	sentence := labelSentence(pieces)
	var found []event.Source
	for i := range pieces {
		p := &pieces[i]
		if p.kind != cited {
			continue
		}
		if i > 0 && pieces[i-1].kind == words {
			if before, via, ok := cutVia(pieces[i-1].text); ok && !p.bare {
				pieces[i-1].text, p.text = before, via+" "+p.text
			}
		}
		if i == sentence || !p.bare && saysWords(pieces, i) {
			found = append(found, p.sources...)
			*p = piece{text: p.text}
			continue
		}
		found = append(found, p.named()...)
	}
	return pieces, found
}

// mergeWords joins words that follow one another.
func mergeWords(pieces []piece) []piece {
	merged := pieces[:0]
	for i := 0; i < len(pieces); {
		end := i
		for end < len(pieces) && pieces[end].kind == words {
			end++
		}
		switch {
		case end == i:
			merged = append(merged, pieces[i])
			i++
		default:
			merged = append(merged, piece{text: join(pieces[i:end])})
			i = end
		}
	}
	return merged
}

// cutVia cuts the words that belong to the name of the source behind them, as in
// (Reuters via [address Yahoo]).
func cutVia(s string) (before, via string, ok bool) {
	const longest = 60
	open := strings.LastIndexByte(s, '(')
	if open < 0 || len(s)-open > longest {
		return "", "", false
	}
	inner := strings.TrimSpace(s[open+1:])
	if !strings.HasSuffix(inner, " via") || strings.ContainsAny(inner, ")[]") {
		return "", "", false
	}
	return s[:open+1], inner, true
}

// anyWords reports whether pieces have words outside the labels of sources.
func anyWords(pieces []piece) bool {
	for _, p := range pieces {
		if p.kind == linked || p.kind == words && hasWords(p.text) {
			return true
		}
	}
	return false
}

// labelSentence returns the place of the first label that is a sentence, if there
// are no words outside of labels, else -1.
func labelSentence(pieces []piece) int {
	const fewest = 5
	if anyWords(pieces) {
		return -1
	}
	for i, p := range pieces {
		if p.kind == cited && len(strings.Fields(p.text)) >= fewest && !strings.HasPrefix(strings.TrimSpace(p.text), "(") {
			return i
		}
	}
	return -1
}

// saysWords reports whether the label of a source is a part of the sentence around
// it, as in "The minister [address says] that".
func saysWords(pieces []piece, at int) bool {
	label := text.Plain(pieces[at].text)
	first, _ := utf8.DecodeRuneInString(label)
	if label == "" || first == '(' || !unicode.IsLetter(first) || strings.HasSuffix(label, ")") {
		return false
	}
	next := nextWord(pieces[at+1:])
	before := wordsBefore(pieces[:at])
	if unicode.IsLower(first) {
		isHost := strings.Contains(label, ".") && !strings.Contains(label, " ")
		return !isHost && before != "" && (next != "" || len(strings.Fields(label)) >= 3)
	}
	last, _ := utf8.DecodeLastRuneInString(before)
	goesOn := next != "" && unicode.IsLower([]rune(next)[0]) && !isConjunction(next)
	return goesOn && (before == "" || unicode.IsLetter(last) || last == ',')
}

// nextWord returns the word that follows a source, or "" where a sign follows.
func nextWord(pieces []piece) string {
	for _, p := range pieces {
		if p.kind == boldSign {
			continue
		}
		s := p.text
		if p.kind == cited || strings.TrimSpace(s) == "" {
			return ""
		}
		s = strings.TrimSpace(s[:min(len(s), 60)])
		first, _ := utf8.DecodeRuneInString(s)
		if !unicode.IsLetter(first) {
			return ""
		}
		return strings.Fields(s)[0]
	}
	return ""
}

// wordsBefore returns the words right before a source, or "".
func wordsBefore(pieces []piece) string {
	for i := len(pieces) - 1; i >= 0; i-- {
		switch p := pieces[i]; p.kind {
		case boldSign:
		case cited:
			return ""
		default:
			if s := strings.TrimSpace(p.text); s != "" {
				return s[max(0, len(s)-60):]
			}
		}
	}
	return ""
}

// isConjunction reports whether a word begins another part of a sentence, before
// which a source can stand.
func isConjunction(word string) bool {
	switch word {
	case "and", "but", "while", "as", "after", "although", "though", "when", "or", "via", "in", "on", "with", "for", "by", "to", "at", "from", "amid", "following", "because", "despite", "which", "who":
		return true
	}
	return false
}

// distinct returns sources, each once.
func distinct(all []event.Source) []event.Source {
	if len(all) < 2 {
		return all
	}
	seen := make(map[event.Source]bool, len(all))
	kept := make([]event.Source, 0, len(all))
	for _, s := range all {
		if !seen[s] {
			seen[s] = true
			kept = append(kept, s)
		}
	}
	return kept
}

// composer writes the text of pieces.
type composer struct {
	b     []byte
	links []Link
	space bool // white space comes before the next text
	cited bool // a source was just left out
	open  int  // brackets around sources that were left out
}

// compose returns the text of pieces without their sources, and without the signs
// that stand around sources.
func (r *reader) compose(pieces []piece) phrase {
	c := composer{b: r.b[:0]}
	if count := countLinks(pieces); count > 0 {
		c.links = make([]Link, 0, count)
	}
	for i, p := range pieces {
		switch p.kind {
		case boldSign:
		case cited:
			c.leaveOut()
		case linked:
			if c.cited {
				c.goOn("")
				c.space = len(c.b) > 0
			}
			c.link(p)
		case words:
			switch {
			case !c.cited:
				c.write(p.text)
			case nextIsCited(pieces[i+1:]) && isBetween(p.text):
				c.between(p.text)
			default:
				c.goOn(p.text)
			}
		}
	}
	composed := c.phrase()
	r.b = c.b
	return composed
}

func countLinks(pieces []piece) int {
	count := 0
	for i := range pieces {
		if pieces[i].kind == linked {
			count++
		}
	}
	return count
}

func nextIsCited(pieces []piece) bool {
	for _, p := range pieces {
		if p.kind != boldSign {
			return p.kind == cited
		}
	}
	return false
}

// write appends clean text.
func (c *composer) write(s string) {
	if s == "" {
		return
	}
	first, _ := utf8.DecodeRuneInString(s)
	last, _ := utf8.DecodeLastRuneInString(s)
	clean := text.Plain(strings.Trim(s, " ")) // which is seldom more than a look at it
	if clean == "" {
		c.space = c.space || unicode.IsSpace(first) || unicode.IsSpace(last)
		return
	}
	if (c.space || unicode.IsSpace(first)) && len(c.b) > 0 {
		c.b = append(c.b, ' ')
	}
	c.b = append(c.b, clean...)
	c.space = unicode.IsSpace(last)
}

func (c *composer) link(p piece) {
	if first, _ := utf8.DecodeRuneInString(p.text); unicode.IsSpace(first) {
		c.space = true
	}
	if c.space && len(c.b) > 0 && text.Plain(p.text) != "" {
		c.b, c.space = append(c.b, ' '), false
	}
	link := p.link
	link.Start = len(c.b)
	c.write(strings.TrimSpace(p.text))
	link.End = len(c.b)
	if last, _ := utf8.DecodeLastRuneInString(p.text); unicode.IsSpace(last) {
		c.space = true
	}
	if link.End > link.Start {
		c.links = append(c.links, link)
	}
}

// floor returns the place before which the text belongs to a link.
func (c *composer) floor() int {
	if n := len(c.links); n > 0 {
		return c.links[n-1].End
	}
	return 0
}

// leaveOut leaves out a source, and the bracket that opens before it.
func (c *composer) leaveOut() {
	c.cited = true
	for len(c.b) > c.floor() {
		switch last := c.b[len(c.b)-1]; {
		case last == '(' || last == '[':
			c.open++
		case last != ' ':
			if !c.dropSee() {
				return
			}
			continue
		}
		c.b = c.b[:len(c.b)-1]
	}
}

// dropSee drops the word that leads to a source behind a sign, as in ", see" or
// ". Source:".
func (c *composer) dropSee() bool {
	const longest = 20
	near := string(c.b[max(c.floor(), len(c.b)-longest):])
	for _, word := range []string{"see also", "see", "See also", "See", "source:", "Source:", "sources:", "Sources:", "source", "link:", "Link:"} {
		before, found := strings.CutSuffix(near, word)
		if !found {
			continue
		}
		before = strings.TrimRight(before, " ")
		if before != "" && strings.IndexByte("(,;.!?", before[len(before)-1]) >= 0 {
			c.b = c.b[:len(c.b)-len(near)+len(strings.TrimRight(before, ",; "))]
			return true
		}
	}
	return false
}

// isBetween reports whether a text between two sources is none of the sentence:
// signs, and words that join sources.
func isBetween(s string) bool {
	const longest = 40
	if len(s) > longest {
		return false
	}
	for word := range strings.FieldsSeq(s) {
		switch strings.ToLower(strings.Trim(word, "(),;.&:")) {
		case "", "and", "also", "via", "or", "-", "–", "—", "/", "|", "•":
		default:
			return false
		}
	}
	return true
}

// between reads the signs between two sources.
func (c *composer) between(s string) {
	for _, r := range s {
		switch {
		case r == '(' || r == '[':
			c.open++
		case r == ')' || r == ']':
			c.open = max(c.open-1, 0)
		case r == '.' && len(c.b) > 0 && !c.ended():
			c.b = append(c.b, '.')
		}
	}
}

// ended reports whether the text so far ends a sentence.
func (c *composer) ended() bool {
	s := strings.TrimRight(string(c.b[max(0, len(c.b)-8):]), `"')]”’`)
	return s != "" && strings.IndexByte(".!?", s[len(s)-1]) >= 0
}

// goOn writes the text that follows a source.
func (c *composer) goOn(s string) {
	c.cited = false
	rest := strings.TrimLeft(s, " \t\u00a0")
	for c.open > 0 && rest != "" && (rest[0] == ')' || rest[0] == ']') {
		rest = strings.TrimLeft(rest[1:], " ")
		c.open--
	}
	if c.open > 0 {
		rest = "(" + rest // there is more in the brackets
	}
	c.open = 0
	if len(c.b) == 0 {
		rest = strings.TrimLeft(rest, ".,;:)-– ")
	}
	if rest == "" {
		c.space = true
		return
	}
	if strings.IndexByte(".,;:!?", rest[0]) < 0 {
		c.space = len(c.b) > 0
		c.write(rest)
		return
	}
	c.space = false // before a sign
	if (rest[0] == '.' || rest[0] == ',') && c.ended() {
		rest = rest[1:]
	}
	c.write(rest)
}

// phrase returns what was written, without the signs before a source at its end.
func (c *composer) phrase() phrase {
	if c.cited {
		for len(c.b) > c.floor() && strings.IndexByte(" ,;-", c.b[len(c.b)-1]) >= 0 {
			c.b = c.b[:len(c.b)-1]
		}
		if rest := strings.TrimRight(string(c.b[c.floor():]), "–— "); len(rest)+c.floor() < len(c.b) {
			c.b = c.b[:c.floor()+len(rest)]
		}
	}
	return phrase{text: string(c.b), links: c.links}
}
