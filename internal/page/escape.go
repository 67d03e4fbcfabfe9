package page

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"news/internal/event"
	"news/internal/text"
)

// inline returns a plain text as a page writes it inside a line: with escapes
// where Markdown, or the cleaning of pages, would take it for markup.
func inline(s string) string {
	if s == "" || strings.IndexFunc(s, isMarkup) < 0 {
		return checked(s, s)
	}
	var b strings.Builder
	for at, r := range s {
		switch {
		case !isMarkup(r) || !needsEscape(s, at):
			b.WriteRune(r)
		case r == '<' || at == len(s)-1 && r == '\\':
			b.WriteString(entity(r))
		default:
			b.WriteByte('\\')
			b.WriteRune(r)
		}
	}
	return checked(b.String(), s)
}

// isMarkup reports whether a character can be markup inside a line.
func isMarkup(r rune) bool { return r < utf8.RuneSelf && strings.ContainsRune("\\`*_~[]{}<&'|", r) }

// needsEscape reports whether the sign s[at] would be markup between the
// characters before and after it.
func needsEscape(s string, at int) bool {
	rest := s[at+1:]
	before, _ := utf8.DecodeLastRuneInString(s[:at]) // U+FFFD at the ends
	after, _ := utf8.DecodeRuneInString(rest)
	switch s[at] {
	case '\\':
		return rest == "" || isPunctuation(after)
	case '<':
		return isASCIILetter(after) || after == '/' || after == '!' || after == '?'
	case '`':
		return true
	case '*':
		return (before != ' ' || after != ' ') && strings.Count(s, "*") > 1
	case '_':
		return !isWordRune(before) || !isWordRune(after)
	case '~':
		return before != ' ' && strings.Count(s, "~") > 1
	case '[':
		return after == '[' || after == '^' || strings.HasPrefix(rest, "http") || strings.HasPrefix(rest, "ftp")
	case ']':
		return after == '(' || after == ']'
	case '{':
		return after == '{' || before == '-'
	case '|': // of a template's parameter
		return strings.IndexByte(rest, '=') >= 0
	case '\'':
		return before == '\'' || before == '"' && strings.Count(s, `"'`) > 1
	case '&':
		const longest = 33 // of the name of an entity
		return (isASCIILetter(after) || after == '#') && strings.IndexByte(rest[:min(len(rest), longest)], ';') > 0
	}
	return false
}

// checked returns written if it is read as s, and otherwise s with all its
// punctuation escaped.
func checked(written, s string) string {
	if new(page).prose(written) == s {
		return written
	}
	var b strings.Builder
	for at, r := range s {
		switch {
		case r == '<', r == '\\' && at == len(s)-1:
			b.WriteString(entity(r))
			continue
		case isPunctuation(r):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// entity returns the HTML entity of a character. It is for places in which no
// backslash helps.
func entity(r rune) string {
	if r == '<' {
		return "&lt;"
	}
	return fmt.Sprintf("&#%d;", r)
}

// guard returns a text whose first character is an entity, so that the text is
// not taken for a word with a meaning.
func guard(written string) string {
	if written == "" || written[0] == '\\' || written[0] == '&' {
		return written
	}
	first, size := utf8.DecodeRuneInString(written)
	return entity(first) + written[size:]
}

func isASCIILetter(r rune) bool { return r < utf8.RuneSelf && isLetter(byte(r)) }

func isPunctuation(r rune) bool {
	return r > ' ' && r < 0x7f && !isASCIILetter(r) && !isDigit(byte(r))
}

func isWordRune(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// lineStart returns a text that begins a line, with an escape if its beginning
// would be the mark of a block.
func lineStart(written string) string {
	if written == "" {
		return ""
	}
	switch written[0] {
	case '#':
		if level, _ := heading(written); level == 0 {
			return written
		}
	case '-', '+', '*':
		if len(written) > 1 && written[1] != ' ' && strings.Trim(written, written[:1]) != "" {
			return written
		}
	case '~':
		if !strings.HasPrefix(written, `~\~`) {
			return written
		}
	case '=':
		if strings.Trim(written, "=") != "" {
			return written
		}
	case '>', '[':
	case 'h':
		if isWebAddress(written) {
			return strings.Replace(written, "//", `\//`, 1)
		}
		return written
	default:
		if _, ok := listItem(written); ok && isDigit(written[0]) {
			at := strings.IndexAny(written, ".)")
			return written[:at] + `\` + written[at:]
		}
		return written
	}
	return `\` + written
}

// headingText returns the text of a heading. A title that would begin a section
// of the page, or end in the marks of a heading, is escaped.
func headingText(title string) string {
	written := inline(text.Plain(title))
	if open := strings.TrimRight(written, "#"); len(open) < len(written) && (open == "" || strings.HasSuffix(open, " ")) {
		written = open + `\` + written[len(open):]
	}
	switch {
	case strings.HasPrefix(written, "["):
		return `\` + written
	case written != "" && (sectionOf(written) != unknown || beginsSection(written)):
		return guard(written)
	}
	return written
}

// label returns a plain text as the label of a link.
func label(s string) string {
	written := inline(text.Plain(s))
	if end, broken := labelEnd(written + "]"); end == len(written) && !broken {
		return written
	}
	return escapeAll(written, "[]")
}

// escapeAll escapes those of the given characters that are not escaped.
func escapeAll(written, characters string) string {
	var b strings.Builder
	for at := 0; at < len(written); at++ {
		c := written[at]
		switch {
		case c == '\\' && at+1 < len(written):
			b.WriteByte(c)
			at++
		case strings.IndexByte(characters, c) >= 0:
			b.WriteByte('\\')
		}
		b.WriteByte(written[at])
	}
	return b.String()
}

// eventLinkText returns a link to an event.
func eventLinkText(ref event.Ref, headline string) string {
	written := label(headline)
	if _, ok := dateIn(written); ok { // it would be a day
		written = strings.Replace(written, "-", `\-`, 1)
	}
	return "[" + written + "](" + Address(ref) + ")"
}

// noteText returns a note behind a link, or nothing for an empty note.
func noteText(written string) string {
	if written == "" {
		return ""
	}
	return " _" + written + "_"
}

// topicsNote returns the note with the topics that two events share.
func topicsNote(topics []string) string {
	written := make([]string, 0, len(topics))
	for _, topic := range topics {
		if topic = text.Plain(topic); topic != "" {
			written = append(written, topicText(topic, len(written) == 0))
		}
	}
	return "_" + languages[0].note + ": " + strings.Join(written, ", ") + "_"
}

// topicText returns a topic of a note. Commas that would separate two topics
// are escaped, and so is a topic that would belong to the one before.
func topicText(topic string, first bool) string {
	written := escapeAll(inline(topic), "*~") // those of two topics would be a pair
	if whole, _ := cutTopic(written); whole != written {
		written = escapeAll(written, ",")
	}
	if piece := written[:pieceEnd(written, 0)]; !first && belongsToTopic(piece) {
		return guard(written)
	}
	return written
}

// sourceLink returns a source as a link, or its name alone if it has no address
// of the web. It returns "" for a source with neither.
func sourceLink(s event.Source) string {
	name := label(s.Name)
	if isCover(name) || isPicture(name) {
		name = guard(name)
	}
	address := escapeAddress(s.URL)
	if _, ok := webAddress(address); ok && address != "" {
		return "[" + name + "](" + address + ")"
	}
	return strings.ReplaceAll(lineStart(escapeAll(name, "[]")), "://", `:\//`)
}

// escapeAddress returns an address as a link of a page writes it.
func escapeAddress(address string) string {
	address = strings.ReplaceAll(text.Plain(address), " ", "%20")
	if strings.ContainsAny(address, `;\<`) {
		address = strings.NewReplacer("&", "&amp;", `\`, entity('\\'), "<", entity('<')).Replace(address)
	}
	address = strings.ReplaceAll(address, "`", "\\`")
	if !isBalanced(address) {
		address = strings.NewReplacer("(", `\(`, ")", `\)`).Replace(address)
	}
	return address
}

// isBalanced reports whether all parentheses of an address are in pairs.
func isBalanced(address string) bool {
	depth := 0
	for _, c := range []byte(address) {
		switch c {
		case '(':
			depth++
		case ')':
			depth--
		}
		if depth < 0 {
			return false
		}
	}
	return depth == 0
}

// escapeSlug returns a slug as an address writes it, with percent signs for
// what has a meaning in an address or in Markdown.
func escapeSlug(slug string) string {
	const plain = "-._~!$',;=:@+"
	var b strings.Builder
	for _, r := range slug {
		switch {
		case isWordRune(r), r >= utf8.RuneSelf && !unicode.IsSpace(r), strings.ContainsRune(plain, r):
			b.WriteRune(r)
		default:
			for _, c := range []byte(string(r)) {
				fmt.Fprintf(&b, "%%%02X", c)
			}
		}
	}
	return b.String()
}
