package page

import (
	"slices"
	"strings"

	"news/internal/event"
	"news/internal/text"
)

// frontMatter is the data at the top of a page between two lines --- (YAML) or
// +++ (TOML). It is used for what the page itself does not have.
type frontMatter struct {
	title, category string
	tags            []string
	day             event.Date
	dayLine         int    // the line of the day
	written         string // the day as the page writes it
	indent          int    // the indentation of the settings; -1 before the first
}

// frontMatter reads the front matter at the beginning of the page, if there is
// any.
func (p *page) frontMatter() frontMatter {
	m := frontMatter{indent: -1}
	rest := p.rest
	for len(rest) > 0 && isBlank(rest[0]) {
		rest = rest[1:]
	}
	fence := rest[:min(3, len(rest))]
	if fence != "---" && fence != "+++" || !p.isFrontMatter(fence) {
		return m
	}
	for p.next() && len(p.line) == 0 {
	}
	open := "" // the key whose value continues on the next line
	for p.next() && !endsFrontMatter(p.line, fence) {
		open = m.setting(p, open, fence == "+++")
	}
	return m
}

// isFrontMatter reports whether the page begins with settings between two
// fences. It reads ahead in a copy of the page.
func (p *page) isFrontMatter(fence string) bool {
	ahead := *p
	for ahead.next() && len(ahead.line) == 0 {
	}
	if ahead.line != fence {
		return false
	}
	settings := false
	for ahead.next() {
		if endsFrontMatter(ahead.line, fence) {
			return settings
		}
		key, _ := setting(ahead.line, fence == "+++")
		settings = settings || key != ""
		if !settings && len(ahead.line) > 0 && ahead.line[0] != '#' {
			return false // text between two rules
		}
	}
	return false
}

func endsFrontMatter(line, fence string) bool {
	return line == fence || line == "..." && fence == "---"
}

// setting splits a line "key: value" of YAML or "key = value" of TOML. The key
// is "" for other lines.
func setting(line string, toml bool) (key, value string) {
	sign := ":"
	if toml {
		sign = "="
	}
	key, value, found := strings.Cut(line, sign)
	key = strings.Trim(trim(key), `"'`)
	if !found || key == "" || strings.ContainsAny(key, " \t[]{}<>()") || !toml && value != "" && !isBlank(value[0]) {
		return "", ""
	}
	return strings.ToLower(key), trim(value)
}

// setting processes the current line. open is the key whose value continues on
// this line, or ""; setting returns it for the next line.
func (m *frontMatter) setting(p *page, open string, toml bool) string {
	indent := p.indent()
	if m.indent < 0 {
		m.indent = indent
	}
	item, isItem := listItem(p.line)
	key, value := setting(p.line, toml)
	switch {
	case isItem && !toml:
		m.set(open, []string{unquote(item)}, p.number)
		return open
	case open != "" && (toml || indent > m.indent): // the rest of a list or of a long value
		m.set(open, listValues(p.line), p.number)
		if toml && strings.HasSuffix(p.line, "]") {
			return ""
		}
		return open
	case key == "":
		return open
	}
	return m.value(p, key, value)
}

// value processes the part of a value on the line of its key. It returns the
// key if the value continues on the next line.
func (m *frontMatter) value(p *page, key, value string) string {
	switch value {
	case "", ">", ">-", "|", "|-":
		return key
	}
	isList := strings.HasPrefix(value, "[")
	switch {
	case isList:
		m.set(key, listValues(value[1:]), p.number)
	case isTags(key):
		m.set(key, strings.Split(unquote(value), ","), p.number)
	default:
		m.set(key, []string{unquote(value)}, p.number)
	}
	if isList && !strings.Contains(value, "]") {
		return key
	}
	return ""
}

func isTags(key string) bool { return key == "tags" || key == "keywords" || key == "topics" }

// set stores the values of a setting. For a setting with one value, the first
// value counts.
func (m *frontMatter) set(key string, values []string, line int) {
	for _, value := range values {
		written := value
		if value = text.Clean(value); value == "" {
			continue
		}
		switch {
		case key == "title" && m.title == "":
			m.title = value
		case (key == "category" || key == "categories") && m.category == "":
			m.category = value
		case isTags(key) && !slices.Contains(m.tags, value):
			m.tags = append(m.tags, value)
		case key == "date" && m.day.IsZero():
			m.day, m.dayLine, m.written = dayOf(value), line, written
		}
	}
}

// dayOf reads the day at the start of a time, 2016-04-03T10:00:00Z or 2016/4/3.
// It returns the zero Date if there is none.
func dayOf(written string) event.Date {
	end := strings.IndexAny(written, "T ")
	if end < 0 {
		end = len(written)
	}
	d, _ := dateIn(strings.ReplaceAll(written[:end], "/", "-"))
	return d
}

// listValues returns the values of a list, a, "b, c"], whose bracket may be
// missing.
func listValues(s string) []string {
	if end := strings.LastIndexByte(s, ']'); end >= 0 {
		s = s[:end]
	}
	var values []string
	for s != "" {
		end, quote := 0, byte(0)
		for end < len(s) && (quote != 0 || s[end] != ',') {
			switch c := s[end]; {
			case c == quote:
				quote = 0
			case quote == 0 && (c == '"' || c == '\'') && trim(s[:end]) == "":
				quote = c
			}
			end++
		}
		values = append(values, unquote(s[:end]))
		s = s[min(end+1, len(s)):]
	}
	return values
}

// unquote removes the quotation marks of a value, and what follows them.
func unquote(value string) string {
	value = trim(value)
	if value == "" || value[0] != '"' && value[0] != '\'' {
		value, _, _ = strings.Cut(value, " #") // a comment
		return trim(value)
	}
	quote := value[0]
	var b strings.Builder
	for at := 1; at < len(value); at++ {
		c := value[at]
		switch {
		case c == '\\' && quote == '"' && at+1 < len(value):
			at++
			b.WriteByte(value[at])
		case c == quote && quote == '\'' && at+1 < len(value) && value[at+1] == quote:
			at++
			b.WriteByte(quote)
		case c == quote:
			return trim(b.String())
		default:
			b.WriteByte(c)
		}
	}
	return value
}
