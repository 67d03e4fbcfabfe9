package page

import (
	"slices"
	"strings"

	"news/internal/event"
	"news/internal/text"
)

// prose collects the lines of a page's text in the blocks of its description.
type prose struct {
	blocks  []event.Block
	rich    bool     // there are blocks other than paragraphs
	lines   []string // the lines of the current block, as the page writes them
	block   event.Block
	inTable bool
	indents []int    // the indentations of the items around the current one
	titled  bool     // the page has a headline
	first   []string // the lines of the first paragraph, if the page has no headline
}

// end ends the current block.
func (t *prose) end(p *page) {
	t.inTable = false
	if len(t.lines) == 0 {
		return
	}
	if len(t.blocks) == 0 && t.block.Kind == event.Paragraph && !t.titled {
		t.first = slices.Clone(t.lines)
	}
	written := t.lines[0]
	if len(t.lines) > 1 {
		written = strings.Join(t.lines, " ")
	}
	t.block.Text = p.prose(written)
	if t.block.Text == "" && t.block.Kind == event.ListItem {
		t.indents = t.indents[:len(t.indents)-1] // nothing is part of an item without text
	}
	t.add(t.block)
	t.lines, t.block = t.lines[:0], event.Block{}
}

// add adds a block, unless it is empty.
func (t *prose) add(b event.Block) {
	if b.Text == "" && b.Kind != event.CodeLine {
		return
	}
	t.rich = t.rich || b.Kind != event.Paragraph
	t.blocks = append(t.blocks, b)
}

// heading adds a heading above text.
func (t *prose) heading(p *page, title string, level int) {
	t.end(p)
	t.add(event.Block{Kind: event.Heading, Depth: level - 1, Text: p.prose(title)})
}

// line processes a line of text.
func (t *prose) line(p *page) {
	line := p.line
	if t.inTable && strings.IndexByte(line, '|') >= 0 {
		t.row(p, line, 1)
		return
	}
	if line[0] < '0' || line[0] > '9' && (line[0] < 'A' || line[0] == '[' || line[0] == '|') {
		if t.special(p, line) {
			return
		}
	} else if rest, ok := listItem(line); ok && t.mayBegin(line) {
		t.item(p, line[:strings.IndexAny(line, ".)")+1], rest)
		return
	}
	if t.isCode(p) {
		t.code(p.raw, 4)
		return
	}
	t.inTable = false
	if t.block.Kind == event.Quotation {
		t.end(p)
	}
	t.append(line)
}

// append adds a line to the current block. It removes a backslash at the end of
// the line, which is a line break in Markdown: descriptions have none.
func (t *prose) append(line string) {
	if line[len(line)-1] == '\\' {
		line = trim(line[:len(line)-1])
	}
	t.lines = append(t.lines, line)
}

// special processes a line that begins with a punctuation mark, and reports
// whether the mark decides what the line is.
func (t *prose) special(p *page, line string) bool {
	switch line[0] {
	case '>':
		t.quote(p, line)
	case '-', '*', '+':
		rest, ok := listItem(line)
		if !ok {
			return t.tableRule(p, line)
		}
		t.item(p, "-", rest)
	case '|', ':':
		return t.tableRule(p, line)
	case '[':
		return t.footnote(p, line)
	default:
		return false
	}
	return true
}

// mayBegin reports whether a numbered line begins an item. Inside a paragraph
// only the first item of a list does, because a line of a sentence can begin
// with a year.
func (t *prose) mayBegin(line string) bool {
	return len(t.lines) == 0 || t.block.Kind == event.ListItem || strings.HasPrefix(line, "1.") || strings.HasPrefix(line, "1)")
}

// item begins an item of a list.
func (t *prose) item(p *page, mark, rest string) {
	t.end(p)
	t.block = event.Block{Kind: event.ListItem, Mark: mark, Depth: t.depth(p.indent())}
	if rest != "" {
		t.append(rest)
	}
}

// depth returns the depth of an item below the items above it.
func (t *prose) depth(indent int) int {
	if last := len(t.blocks) - 1; last < 0 || t.blocks[last].Kind != event.ListItem {
		t.indents = t.indents[:0]
	}
	for len(t.indents) > 1 && t.indents[len(t.indents)-1] > indent {
		t.indents = t.indents[:len(t.indents)-1]
	}
	if len(t.indents) == 0 || indent >= t.indents[len(t.indents)-1]+2 {
		t.indents = append(t.indents, indent)
	}
	return min(len(t.indents)-1, maxDepth)
}

// maxDepth is the largest depth of lists and quotes.
const maxDepth = 6

// quote processes a line of quoted text.
func (t *prose) quote(p *page, line string) {
	depth := -1
	for line != "" && line[0] == '>' {
		depth++
		line = trim(line[1:])
	}
	depth = min(depth, maxDepth)
	if line == "" || t.block.Kind != event.Quotation || t.block.Depth != depth {
		t.end(p)
	}
	if line != "" {
		t.block = event.Block{Kind: event.Quotation, Depth: depth}
		t.append(line)
	}
}

// footnote begins a footnote: [^1]: text.
func (t *prose) footnote(p *page, line string) bool {
	end := strings.Index(line, "]:")
	if end < 3 || line[1] != '^' {
		return false
	}
	name := text.Clean(line[2:end])
	if name == "" {
		return false
	}
	t.end(p)
	t.block = event.Block{Kind: event.Footnote, Mark: "[" + name + "]"}
	if rest := trim(line[end+2:]); rest != "" {
		t.append(rest)
	}
	return true
}

// tableRule processes the line under a table's head, |---|:---:|. The line
// above it becomes the head.
func (t *prose) tableRule(p *page, line string) bool {
	if strings.Trim(line, "|-: \t") != "" || !strings.Contains(line, "-") || !strings.Contains(line, "|") {
		return false
	}
	if len(t.lines) == 0 || t.block.Kind != event.Paragraph || !strings.Contains(t.lines[len(t.lines)-1], "|") {
		return false
	}
	head := t.lines[len(t.lines)-1]
	t.lines = t.lines[:len(t.lines)-1]
	t.end(p)
	t.row(p, head, 0)
	t.inTable = true
	return true
}

// row adds a row of a table. The head has the depth 0.
func (t *prose) row(p *page, line string, depth int) {
	line = strings.TrimPrefix(line, "|")
	if !strings.HasSuffix(line, `\|`) {
		line = strings.TrimSuffix(line, "|")
	}
	var cells []string
	start := 0
	for at := 0; at <= len(line); at++ {
		switch {
		case at == len(line) || line[at] == '|':
			cells = append(cells, p.prose(trim(line[start:at])))
			start = at + 1
		case line[at] == '\\':
			at = min(at+1, len(line)-1)
		}
	}
	t.add(event.Block{Kind: event.TableRow, Depth: depth, Cells: cells, Text: strings.Trim(strings.Join(cells, " · "), " ·")})
}

// isCode reports whether the current line is code because of its indentation.
func (t *prose) isCode(p *page) bool {
	if len(t.lines) > 0 || !isSpace(p.raw[0]) || p.indent() < 4 {
		return false
	}
	last := len(t.blocks) - 1
	return last < 0 || t.blocks[last].Kind != event.ListItem && t.blocks[last].Kind != event.Footnote
}

// code adds a line of code without the given number of columns of its
// indentation.
func (t *prose) code(raw string, columns int) {
	raw = strings.ReplaceAll(raw, "\t", "    ")
	for columns > 0 && strings.HasPrefix(raw, " ") {
		raw, columns = raw[1:], columns-1
	}
	t.add(event.Block{Kind: event.CodeLine, Text: codeText(raw)})
}

// codeText returns a line of code as plain text that keeps its spaces.
func codeText(line string) string {
	words := strings.Split(line, " ")
	for i, word := range words {
		words[i] = text.Plain(word)
	}
	return strings.TrimRight(strings.Join(words, " "), " ")
}

// fence reads the code between two lines ``` or ~~~, the first of which is the
// current line. It reports false if the current line does not begin code.
func (t *prose) fence(p *page) bool {
	fence := p.fence()
	if fence == "" {
		return false
	}
	t.end(p)
	indent := p.indent()
	for p.next() && !isFence(p.line, fence) {
		t.code(p.raw, indent)
	}
	return true
}

// fence returns the fence with which the current line begins code, ``` or ~~~
// or longer, or "" if the line begins no code. A fence at least as long must
// end the code.
func (p *page) fence() string {
	line := p.line
	length := 0
	for length < len(line) && line[length] == line[0] {
		length++
	}
	fence := line[:length]
	if length < 3 || line[0] != '`' && line[0] != '~' || strings.IndexByte(line[length:], '`') >= 0 {
		return ""
	}
	const most = 8 // so that a page of fences takes linear time
	isShorter := func(known string) bool { return strings.HasPrefix(fence, known) }
	if len(p.unfenced) == most || slices.ContainsFunc(p.unfenced, isShorter) {
		return ""
	}
	for ahead := *p; ahead.next(); {
		if isFence(ahead.line, fence) {
			return fence
		}
	}
	p.unfenced = append(p.unfenced, fence)
	return ""
}

// isFence reports whether a line ends code that began with a fence.
func isFence(line, fence string) bool {
	return len(line) >= len(fence) && strings.Trim(line, fence[:1]) == ""
}

// splitFirstLine separates the first line of the text, which may be the
// headline, from the rest of its paragraph. It reports whether the line is
// bold.
func (t *prose) splitFirstLine(p *page) (bold bool) {
	if len(t.blocks) == 0 || len(t.first) == 0 {
		return false
	}
	line := t.first[0]
	if strings.HasPrefix(line, "**") || strings.HasPrefix(line, "__") {
		mark := line[:2]
		cut := line[2:]
		if bold = strings.Index(cut, mark) == len(cut)-2 && len(cut) > 2; bold {
			line = cut[:len(cut)-2]
		}
	}
	line = p.prose(line)
	rest := p.prose(strings.Join(t.first[1:], " "))
	switch {
	case line == "":
		return false
	case rest == "":
		t.blocks[0].Text = line
	default:
		t.blocks[0].Text = rest
		t.blocks = slices.Insert(t.blocks, 0, event.Block{Text: line})
	}
	return bold
}

// description returns the text of the blocks.
func (t *prose) description() string {
	if len(t.blocks) == 1 && !t.rich {
		return t.blocks[0].Text
	}
	var b strings.Builder
	for i, block := range t.blocks {
		switch {
		case i == 0:
		case block.Kind == t.blocks[i-1].Kind && isLine(block):
			b.WriteByte('\n')
		default:
			b.WriteString("\n\n")
		}
		if block.Mark != "" && block.Mark != "-" {
			b.WriteString(block.Mark)
			b.WriteByte(' ')
		}
		b.WriteString(block.Text)
	}
	return strings.TrimRight(b.String(), "\n")
}

// isLine reports whether a block follows a block of the same kind without an
// empty line between them.
func isLine(b event.Block) bool {
	switch b.Kind {
	case event.ListItem, event.CodeLine, event.Footnote:
		return true
	case event.TableRow:
		return b.Depth > 0
	}
	return false
}

// prose returns the clean text of lines of prose.
func (p *page) prose(written string) string {
	if strings.IndexByte(written, '[') >= 0 {
		written = p.resolveLabels(footnoteMarks(written), "](", ")")
	}
	if strings.IndexByte(written, '`') >= 0 {
		written = codeSpans(written)
	}
	if strings.Contains(written, "**") {
		written = dropStrong(written)
	}
	return text.Clean(written)
}

// footnoteMarks rewrites the marks of footnotes, [^1], as [1].
func footnoteMarks(s string) string { return strings.ReplaceAll(s, "[^", "[") }

// dropStrong removes the stars around bold words: **words**.
func dropStrong(s string) string {
	const mark = "**"
	var b strings.Builder
	for {
		before, after, found := strings.Cut(s, mark)
		inner, rest, closed := strings.Cut(after, mark)
		if !found || !closed {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(before)
		if inner == "" || isBlank(inner[0]) || isBlank(inner[len(inner)-1]) || strings.HasSuffix(before, `\`) {
			b.WriteString(mark)
			s = after
			continue
		}
		b.WriteString(inner)
		s = rest
	}
}

// codeSpans removes the backticks around code in a line, `code`, and escapes
// the code so that cleaning does not change it. Backticks that do not enclose
// code, as in `so called' words, stay.
func codeSpans(s string) string {
	var b strings.Builder
	for {
		before, after, found := strings.Cut(s, "`")
		if !found {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(before)
		marks := 1
		for strings.HasPrefix(after, "`") {
			after, marks = after[1:], marks+1
		}
		mark := strings.Repeat("`", marks)
		inner, rest, closed := "", "", false
		if marks <= maxDepth {
			inner, rest, closed = strings.Cut(after, mark)
		}
		if !closed || inner == "" || strings.HasSuffix(before, `\`) || marks == 1 && strings.Contains(inner, "'") {
			b.WriteString(mark)
			s = after
			continue
		}
		b.WriteString(literal.Replace(trim(inner)))
		s = rest
	}
}

// literal escapes text so that cleaning leaves it unchanged.
var literal = strings.NewReplacer("&", "&amp;", "<", `\<`, `\`, `\\`, "*", `\*`)
