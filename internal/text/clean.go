package text

import (
	"html"
	"strings"
	"unicode/utf8"
)

// Clean returns the readable text of a piece of a page's markup. It removes HTML
// tags, comments and notes, and the backslashes of Markdown. It decodes HTML
// entities, once. It reduces wiki italics, bold and links, and remains of
// templates, to their text. Of language variants (-{zh-tw:數位; zh-cn:数字;}-) it
// chooses the one in the script of the surrounding text. The result is Plain.
//
// A sign behind a backslash is no markup of any kind: \{\{ is the text {{, and
// not the beginning of a template.
func Clean(s string) string {
	found := look(s)
	switch {
	case found == 0:
		return strings.Trim(s, " ")
	case found&(markup|tags) == 0:
		return Plain(s)
	}
	if found&tags != 0 {
		s = dropHTML(s)
	}
	s = DecodeEntities(s)
	if strings.Contains(s, "-{") {
		s = chooseVariants(s)
	}
	if strings.ContainsAny(s, "[]{|") {
		s = dropTemplates(unlink(s))
	}
	if strings.Contains(s, "''") || strings.Contains(s, `"'`) {
		s = dropQuoteMarkup(s)
	}
	s = dropTimeTail(s)
	if found&tags != 0 {
		s = unhide(s)
	}
	return Plain(s)
}

// What look can find in a text: characters that Plain would change, possible
// markup, and a possible tag or escaped sign.
const (
	unplain = 1 << iota
	markup
	tags
)

// look returns what a text holds. Nearly all text of pages holds nothing special,
// so look is most of the cost of cleaning.
func look(s string) (found uint8) {
	for i := range len(s) {
		switch c := s[i]; {
		case c > ']' && c < '{': // the small letters are most of all
		case c == ' ':
			if i > 0 && s[i-1] == ' ' {
				found |= unplain
			}
		case c > '+' && c < '[' && c != '<':
		case c >= 0x7f || c < ' ':
			found |= unplain
		case c == '&' || c == '[' || c == ']' || c == '{' || c == '|':
			found |= markup
		case c == '<' || c == '\\':
			found |= tags
		case c == '\'' && i > 0 && (s[i-1] == '\'' || s[i-1] == '"'):
			found |= markup
		}
	}
	if strings.Contains(s[max(0, len(s)-len(":00:00+00:00 ")):], ":") {
		found |= markup
	}
	return found
}

// DecodeEntities replaces each HTML character reference that is ended by a
// semicolon with the character it stands for. The result is not decoded again.
// References without a semicolon stay, since in addresses they are mostly
// parameters (?a=1&copy=2).
func DecodeEntities(s string) string {
	const longest = 33 // of HTML's names, with & and ;
	at := strings.IndexByte(s, '&')
	if at < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for at >= 0 {
		b.WriteString(s[:at])
		s = s[at:]
		end := strings.IndexByte(s[:min(len(s), longest)], ';') + 1
		if end == 0 {
			end = 1
		}
		b.WriteString(html.UnescapeString(s[:end]))
		s = s[end:]
		at = strings.IndexByte(s, '&')
	}
	b.WriteString(s)
	return b.String()
}

// chooseVariants replaces each -{...}- with the variant that fits the script of the
// rest of the text.
func chooseVariants(s string) string {
	var around, b strings.Builder
	pieces := strings.Split(s, "-{")
	around.WriteString(pieces[0])
	for _, piece := range pieces[1:] {
		_, after, _ := strings.Cut(piece, "}-")
		around.WriteString(after)
	}
	script := HanScript(around.String())
	b.WriteString(pieces[0])
	for _, piece := range pieces[1:] {
		variants, after, _ := strings.Cut(piece, "}-")
		b.WriteString(variantIn(script, variants))
		b.WriteString(after)
	}
	return b.String()
}

// variantIn returns the first value of a list such as "zh-tw:數位; zh-cn:数字" whose
// key is of the script, else the first value.
func variantIn(script Script, list string) string {
	if flags, rest, found := strings.Cut(list, "|"); found && len(flags) <= 2 {
		list = rest
	}
	first := ""
	for _, item := range strings.Split(list, ";") {
		key, value := variantKey(strings.TrimSpace(item))
		if value == "" {
			continue
		}
		if script != ScriptUnknown && scriptOfKey(key) == script {
			return value
		}
		if first == "" {
			first = value
		}
	}
	return first
}

// variantKey splits "zh-tw:數位". The key can be doubled or missing.
func variantKey(item string) (key, value string) {
	for {
		before, after, found := strings.Cut(item, ":")
		before = strings.TrimSpace(before)
		if !found || before != "zh" && !strings.HasPrefix(before, "zh-") {
			return key, item
		}
		key, item = before, strings.TrimSpace(after)
	}
}

// scriptOfKey returns the script of a Chinese language tag.
func scriptOfKey(tag string) Script {
	switch tag {
	case "zh-hant", "zh-tw", "zh-hk", "zh-mo":
		return ScriptTraditional
	case "zh-hans", "zh-cn", "zh-sg", "zh-my":
		return ScriptSimplified
	}
	return ScriptUnknown
}

// unlink reduces wiki links to their text: [http://site/page text], also with
// the slashes turned to hyphens (http:--site-page), [[page|text]], [[page]].
// Brackets of other kinds stay.
func unlink(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	linked := false // the text just before was a link
	for s != "" {
		at := strings.IndexByte(s, '[')
		if at < 0 {
			break
		}
		label, rest, ok := wikiLink(s[at:])
		if at > 0 {
			linked = false
		}
		b.WriteString(s[:at])
		if !ok {
			b.WriteByte('[')
			s, linked = s[at+1:], false
			continue
		}
		if label != "" && (linked || endsSentence(b.String())) {
			b.WriteByte(' ')
		}
		b.WriteString(label)
		s, linked = dropCitationTail(rest), true
	}
	b.WriteString(s)
	return b.String()
}

// wikiLink reads the link at the start of s.
func wikiLink(s string) (label, rest string, ok bool) {
	// Links are short. With this limit, a text full of brackets does not take
	// quadratic time.
	const longest = 2048
	near := s[:min(len(s), longest)]
	if strings.HasPrefix(s, "[[") {
		end := strings.Index(near, "]]")
		if end < 0 || strings.Contains(near[2:end], "[[") {
			return "", "", false
		}
		inner := near[2:end]
		if bar := strings.LastIndexByte(inner, '|'); bar >= 0 {
			inner = inner[bar+1:]
		}
		return strings.TrimSpace(inner), s[end+2:], true
	}
	if !hasScheme(s[1:]) {
		return "", "", false
	}
	end := strings.IndexByte(near, ']')
	if end < 0 { // cut off
		_, label, _ = strings.Cut(near, " ")
		return strings.TrimSpace(label), s[len(near):], true
	}
	_, label, _ = strings.Cut(near[:end], " ")
	return strings.TrimSpace(label), s[end+1:], true
}

// hasScheme reports whether s begins like a web address, with slashes or with the
// hyphens that some archives have in their place.
func hasScheme(s string) bool {
	scheme, rest, found := strings.Cut(s[:min(len(s), 10)], ":")
	if !found || scheme != "http" && scheme != "https" && scheme != "ftp" {
		return false
	}
	return strings.HasPrefix(rest, "//") || strings.HasPrefix(rest, "--")
}

// endsSentence reports whether s ends a sentence, so that a link's text needs a
// space before it.
func endsSentence(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?。！？", last)
}

// dropCitationTail removes the remains of templates about dead links behind a link:
// "date=2018年5月 ", "date=十一月 2017 ", "yes".
func dropCitationTail(s string) string {
	if s == "yes" || strings.TrimSpace(s) == "yes" {
		return ""
	}
	rest, found := strings.CutPrefix(s, "date=")
	if !found {
		return s
	}
	value := strings.IndexAny(rest, " [")
	if value < 0 {
		return ""
	}
	rest = rest[value:]
	if year := strings.TrimLeft(rest, " "); len(year) >= 4 && strings.Trim(year[:4], "0123456789") == "" {
		rest = year[4:]
	}
	return strings.TrimLeft(rest, " ")
}

// dropTemplates removes the remains of wiki templates: {{...}}, {{ without an end,
// "| url = ... | title = ..." and unpaired [[ or ]].
func dropTemplates(s string) string {
	if strings.Contains(s, "{{") {
		var b strings.Builder
		for s != "" {
			before, after, _ := strings.Cut(s, "{{")
			b.WriteString(before)
			_, s, _ = strings.Cut(after, "}}")
		}
		s = b.String()
	}
	return dropHalfLinks(dropParameters(s))
}

// dropHalfLinks removes single [[ and ]], remains of wiki links. The two brackets
// that end "[a [b]]" stay.
func dropHalfLinks(s string) string {
	if !strings.Contains(s, "[[") && !strings.Contains(s, "]]") {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	open := 0
	for at := 0; at < len(s); at++ {
		c := s[at]
		twice := at+1 < len(s) && s[at+1] == c
		switch {
		case c == '[' && twice, c == ']' && twice && open < 2:
			at++
			continue
		case c == '[':
			open++
		case c == ']':
			open = max(open-1, 0)
		}
		b.WriteByte(c)
	}
	return b.String()
}

// dropParameters cuts s where a template's parameters begin: at the first bar
// before a name and an equals sign. Where the text before that bar ends with a
// parameter, too, it cuts at the name of that parameter.
func dropParameters(s string) string {
	for at := 0; ; at++ {
		bar := strings.IndexByte(s[at:], '|')
		if bar < 0 {
			return s
		}
		at += bar
		if !startsParameter(s[at+1:]) {
			continue
		}
		before := s[:at]
		if equals := strings.LastIndex(before, " = "); equals > 0 {
			if name := strings.LastIndexByte(before[:equals], ' '); name >= 0 {
				before = before[:name]
			}
		}
		return before
	}
}

// startsParameter reports whether s begins with a name and an equals sign.
func startsParameter(s string) bool {
	const longest = 24
	name, _, found := strings.Cut(s[:min(len(s), longest)], "=")
	name = strings.TrimSpace(name)
	if !found || name == "" {
		return false
	}
	return strings.Trim(name, "abcdefghijklmnopqrstuvwxyz-_") == ""
}

// dropQuoteMarkup removes wiki italics (two apostrophes), bold (three, or a
// quotation mark and an apostrophe where an archive has mangled them).
func dropQuoteMarkup(s string) string {
	s = dropMangledBold(s)
	var b strings.Builder
	for s != "" {
		before, after, found := strings.Cut(s, "''")
		b.WriteString(before)
		if s = after; found {
			s = strings.TrimLeft(after, "'")
		}
	}
	return b.String()
}

// dropMangledBold removes pairs of a quotation mark and an apostrophe.
func dropMangledBold(s string) string {
	const mark = `"'`
	var b strings.Builder
	for {
		before, after, found := strings.Cut(s, mark)
		inner, rest, closed := strings.Cut(after, mark)
		if !found || !closed {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(before)
		b.WriteString(inner)
		s = rest
	}
}

// dropTimeTail removes the rest of a time stamp, which some archives have at the
// end of a headline: "... opens.:49:46+00:00".
func dropTimeTail(s string) string {
	const shape = ":00:00+00:00"
	trimmed := strings.TrimRight(s, " ")
	if len(trimmed) < len(shape) {
		return s
	}
	tail := trimmed[len(trimmed)-len(shape):]
	for i := range len(shape) {
		digit := tail[i] >= '0' && tail[i] <= '9'
		if shape[i] == '0' && !digit || shape[i] == ':' && tail[i] != ':' || shape[i] == '+' && tail[i] != '+' && tail[i] != '-' {
			return s
		}
	}
	return trimmed[:len(trimmed)-len(shape)]
}
