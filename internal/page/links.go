package page

import (
	"strings"

	"news/internal/text"
)

// definitions are the named addresses of a page, [1]: https://example.org, by
// their folded names.
type definitions map[string]string

// define finds the definitions of the page, which can be anywhere in it.
func (p *page) define() {
	if !strings.Contains(p.rest, "]:") {
		return
	}
	for ahead := *p; ahead.next(); {
		if fence := ahead.fence(); fence != "" {
			for ahead.next() && !isFence(ahead.line, fence) {
			}
			continue
		}
		label, address, ok := definition(ahead.line)
		if !ok {
			continue
		}
		if p.definitions == nil {
			p.definitions = make(definitions)
		}
		if _, known := p.definitions[label]; !known {
			p.definitions[label] = address
		}
	}
}

// definition reads a line that defines an address: [label]: address "title". It
// reports false for other lines, such as a footnote or "[sic]: a sentence".
func definition(line string) (label, address string, ok bool) {
	if len(line) < len("[a]:b") || line[0] != '[' || line[1] == '^' {
		return "", "", false
	}
	end, broken := labelEnd(line[1:])
	if end <= 0 || broken || !strings.HasPrefix(line[end+2:], ":") {
		return "", "", false
	}
	label, rest := foldLabel(line[1:1+end]), trim(line[end+3:])
	if label == "" || rest == "" {
		return "", "", false
	}
	if rest[0] == '<' {
		address, rest, ok = strings.Cut(rest[1:], ">")
	} else if address, rest, ok = rest, "", true; strings.ContainsAny(address, " \t") {
		at := strings.IndexAny(address, " \t")
		address, rest = address[:at], address[at:]
	}
	return label, address, ok && isAddress(address) && isTitle(trim(rest))
}

// isAddress reports whether a word is an address and not the first word of a
// sentence.
func isAddress(s string) bool {
	if s == "" || strings.HasPrefix(s, "//") {
		return s != ""
	}
	dot := strings.IndexByte(s, '.')
	return strings.ContainsAny(s, "/#@") || dot >= 0 && dot < len(s)-1 || scheme(s) != ""
}

// isTitle reports whether a text may follow an address in a link: a title in
// quotation marks or parentheses, or nothing.
func isTitle(s string) bool {
	if s == "" {
		return true
	}
	last := s[len(s)-1]
	switch s[0] {
	case '"', '\'':
		return len(s) > 1 && last == s[0]
	case '(':
		return last == ')'
	}
	return false
}

// foldLabel returns the form in which names of addresses are compared.
func foldLabel(label string) string {
	return strings.ToLower(strings.Join(strings.Fields(text.Unescape(label)), " "))
}

// inlineLinks returns a line in which every link has the form
// [label](<address>). It rewrites HTML links, <a href="address">label</a>,
// addresses in angle brackets, and links whose address is defined elsewhere.
func (p *page) inlineLinks(line string) string {
	if p.tagged && strings.IndexByte(line, '<') >= 0 {
		line = htmlLinks(line)
	}
	return p.resolveLabels(line, "](<", ">)")
}

// htmlLinks rewrites the HTML links of a line. If the line has no other links,
// an address in angle brackets loses the brackets: the text next to it is its
// name.
func htmlLinks(line string) string {
	alone := strings.IndexByte(line, '[') < 0 && !strings.Contains(line, "</")
	var b strings.Builder
	for {
		at := strings.IndexByte(line, '<')
		if at < 0 {
			b.WriteString(line)
			return b.String()
		}
		b.WriteString(line[:at])
		inLink := strings.HasSuffix(line[:at], "](")
		line = line[at:]
		if address, ok := text.Autolink(line); ok && !inLink {
			if alone {
				b.WriteString(address)
			} else {
				b.WriteString("[](<" + address + ">)")
			}
			line = line[len(address)+2:]
			continue
		}
		tag, ok := text.TagAt(line)
		address := attribute(tag.Attributes, "href")
		if !ok || address == "" || !strings.EqualFold(tag.Name, "a") {
			b.WriteByte('<')
			line = line[1:]
			continue
		}
		label, rest := cutElement(line[tag.Size:])
		b.WriteString("[" + escapeBrackets(label) + "](<" + strings.NewReplacer("<", "%3C", ">", "%3E").Replace(address) + ">)")
		line = rest
	}
}

// cutElement cuts s at the end of an element <a>, whose start was read.
func cutElement(s string) (inner, rest string) {
	for at := 0; ; at++ {
		next := strings.Index(s[at:], "</")
		if next < 0 {
			return s, ""
		}
		at += next
		if tag, ok := text.TagAt(s[at:]); ok && strings.EqualFold(tag.Name, "a") {
			return s[:at], s[at+tag.Size:]
		}
	}
}

func escapeBrackets(label string) string {
	if !strings.ContainsAny(label, "[]") {
		return label
	}
	return strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`).Replace(label)
}

// attribute returns the value of an attribute of a tag.
func attribute(attributes, name string) string {
	for rest := attributes; ; {
		before, value, found := strings.Cut(rest, "=")
		if !found {
			return ""
		}
		value = trim(value)
		end := strings.IndexAny(value, " \t\r\n")
		if len(value) > 0 && (value[0] == '"' || value[0] == '\'') {
			quote := value[:1]
			if end = strings.Index(value[1:], quote); end >= 0 {
				value, rest = value[1:1+end], value[end+2:]
			} else {
				value, rest = value[1:], ""
			}
		} else if end >= 0 {
			value, rest = value[:end], value[end:]
		} else {
			rest = ""
		}
		words := strings.Fields(before)
		if len(words) > 0 && strings.EqualFold(words[len(words)-1], name) {
			return value
		}
	}
}

// resolveLabels rewrites the links of a line whose address is defined
// elsewhere: [label][name], [label][] and [label]. middle and end are the texts
// around the address.
func (p *page) resolveLabels(line, middle, end string) string {
	if p.definitions == nil || strings.IndexByte(line, '[') < 0 {
		return line
	}
	var b strings.Builder
	var opened []int // the positions of the open brackets
	done := 0        // the length of the part that is written
	for at := 0; at < len(line); at++ {
		switch c := line[at]; {
		case c == '\\':
			at++
		case c == '[':
			opened = append(opened, at)
		case c == ']' && len(opened) > 0:
			open := opened[len(opened)-1]
			opened = opened[:len(opened)-1]
			address, next := p.labelAddress(line, open, at)
			if address == "" || open < done {
				continue
			}
			b.WriteString(line[done:at] + middle + address + end)
			done, at = next, next-1
			opened = opened[:0]
		}
	}
	b.WriteString(line[done:])
	return b.String()
}

// labelAddress returns the address of the link whose label is
// line[open+1:shut], and the position after the link. It returns "" if the
// address is not defined.
func (p *page) labelAddress(line string, open, shut int) (address string, next int) {
	const longest = 1000 // the largest name in bytes
	label, after := line[open+1:shut], line[shut+1:]
	if after != "" && after[0] == '(' {
		return "", 0
	}
	if after != "" && after[0] == '[' {
		end := strings.IndexByte(after[:min(len(after), longest)], ']')
		if end == 1 {
			return p.definitions[foldLabel(label)], shut + 3
		}
		if end > 1 {
			if address = p.definitions[foldLabel(after[1:end])]; address != "" {
				return address, shut + end + 2
			}
		}
	}
	if len(label) > longest {
		return "", 0
	}
	return p.definitions[foldLabel(label)], shut + 1
}
