package view

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/glamour"
	"github.com/charmbracelet/x/ansi"

	"news/internal/text"
)

// prose writes a text of prose with glamour. The text is wrapped before, since
// glamour does not wrap Chinese. Every sign that could be markup or an entity is
// hidden from glamour, so that the text of a page is shown and never interpreted.
func (t *Terminal) prose(s string) {
	b := block{text: s, style: t.style.plain}
	t.page.mark(&b)
	lines := wrap(s, t.column())
	rendered, ok := t.rendered(b, lines)
	if t.page != nil && !ok {
		t.setLines(b, lines)
		return
	}
	for i, line := range rendered {
		if t.page != nil {
			column := text.Width(before(ansi.Strip(line), s[lines[i].start:lines[i].end]))
			t.page.record(b, lines[i], column)
		}
		t.line(line)
	}
}

// before returns what stands in front of a part of a text, "" where the text does
// not have it.
func before(s, part string) string { return s[:max(0, strings.Index(s, part))] }

// rendered returns a block of prose as glamour renders it in the given lines, and
// whether the lines are still as many, and none is too wide: the style of a file
// can add to them.
func (t *Terminal) rendered(b block, lines []segment) (rendered []string, ok bool) {
	var source strings.Builder
	for i, line := range lines {
		if i > 0 {
			source.WriteByte('\n')
		}
		writeHidden(&source, b, line)
	}
	whole, err := t.render(source.String())
	if err != nil {
		whole = source.String()
	}
	ok = true
	for line := range strings.SplitSeq(strings.Trim(whole, "\n"), "\n") {
		line = t.style.showMarks(showPunctuation(trimStyled(line)))
		rendered = append(rendered, line)
		ok = ok && text.Width(line) <= t.column()
	}
	return rendered, ok && len(rendered) == len(lines)
}

// render renders Markdown. A Terminal makes its renderer once.
func (t *Terminal) render(source string) (string, error) {
	if t.renderer == nil {
		made, err := glamour.NewTermRenderer(
			glamour.WithStyles(t.style.config),
			glamour.WithWordWrap(0), // already wrapped; glamour counts stand-ins by the locale
			glamour.WithPreservedNewLines(),
		)
		if err != nil {
			return "", err
		}
		t.renderer = made
	}
	return t.renderer.Render(source)
}

// trimStyled removes the spaces at the end of a line, even those that glamour adds
// in styles to fill the line.
func trimStyled(line string) string {
	visible := strings.TrimRight(ansi.Strip(line), " ")
	return ansi.Truncate(line, ansi.StringWidth(visible), "")
}

// hidden is the first of the stand-ins for ASCII, in a plane of Unicode for private
// use. Each takes one column.
const hidden = 0xf0000

// markStart and markEnd stand for the ends of a mark until a line is rendered.
const (
	markStart = hidden + 1
	markEnd   = hidden + 2
)

// writeHidden writes a line of a block for glamour, with stand-ins for punctuation
// and for the ends of the marks.
func writeHidden(w *strings.Builder, b block, line segment) {
	at := line.start
	for _, m := range b.marks {
		start, end := max(m.Start, at), min(m.End, line.end)
		if start >= end {
			continue
		}
		w.WriteString(hidePunctuation(b.text[at:start]))
		w.WriteRune(markStart)
		w.WriteString(hidePunctuation(b.text[start:end]))
		w.WriteRune(markEnd)
		at = end
	}
	w.WriteString(hidePunctuation(b.text[at:line.end]))
}

// showMarks replaces the stand-ins of marks in a rendered line by their style, on
// top of the style around them.
func (s Style) showMarks(line string) string {
	if !strings.ContainsRune(line, markStart) {
		return line
	}
	var b strings.Builder
	around, inMark := "", false
	for rest := line; rest != ""; {
		if n := escapeEnd(rest); n > 0 {
			around = styleAfter(around, rest[:n])
			b.WriteString(rest[:n])
			if inMark {
				b.WriteString(s.mark.String())
			}
			rest = rest[n:]
			continue
		}
		r, size := utf8.DecodeRuneInString(rest)
		switch r {
		case markStart:
			inMark = true
			b.WriteString(s.mark.String())
		case markEnd:
			inMark = false
			b.WriteString(ansi.ResetStyle + around)
		default:
			b.WriteString(rest[:size])
		}
		rest = rest[size:]
	}
	return b.String()
}

// hidePunctuation replaces each punctuation sign by a stand-in, since markup and
// entities consist of punctuation. Backslashes would not work: glamour removes only
// some of them, and decodes entities twice.
func hidePunctuation(s string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r < 0x7f && !isAlnum(byte(r)) {
			return hidden + r
		}
		return r
	}, s)
}

// showPunctuation undoes hidePunctuation.
func showPunctuation(s string) string {
	return strings.Map(func(r rune) rune {
		if r > hidden+' ' && r < hidden+0x7f {
			return r - hidden
		}
		return r
	}, s)
}
