package page

import (
	"slices"
	"strings"

	"news/internal/event"
	"news/internal/text"
)

// prose gathers the text of a page, line by line, into the blocks of its
// description.
type prose struct {
	blocks  []event.Block
	rich    bool     // there is more than paragraphs
	lines   []string // of the block that is being read, as the page writes them
	block   event.Block
	inTable bool
	indents []int    // of the items around the one that is being read
	titled  bool     // the page has a headline
	first   []string // the lines of the first paragraph, where it has none

	unfenced string // the signs of fences that no line ends
}

// end ends the block that is being read.
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
	t.add(t.block)
	t.lines, t.block = t.lines[:0], event.Block{}
}

// add adds a block, unless it says nothing.
func (t *prose) add(b event.Block) {
	if b.Text == "" && b.Kind != event.CodeLine {
		return
	}
	t.rich = t.rich || b.Kind != event.Paragraph
	t.blocks = append(t.blocks, b)
}

// heading adds a heading that stands above text.
func (t *prose) heading(p *page, title string, level int) {
	t.end(p)
	t.add(event.Block{Kind: event.Heading, Depth: level - 1, Text: p.prose(title)})
}

// line takes in a line of text.
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

// append adds a line to the block that is being read. A backslash at its end
// keeps the line apart from the next one, which no text for people does.
func (t *prose) append(line string) {
	if line[len(line)-1] == '\\' {
		line = trim(line[:len(line)-1])
	}
	t.lines = append(t.lines, line)
}

// special takes in a line that begins with a sign, if that tells what it is.
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

// mayBegin reports whether a numbered line begins an item: inside a paragraph,
// only the first item of a list does, since a sentence can have a year there.
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

// depth returns how deep an item is inside the items above it.
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

// maxDepth is how deep lists and quotes are told apart.
const maxDepth = 6

// quote takes in a line of what somebody else said.
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
	const longest = 100
	end := strings.Index(line[:min(len(line), longest)], "]:")
	if end < 3 || line[1] != '^' {
		return false
	}
	t.end(p)
	t.block = event.Block{Kind: event.Footnote, Mark: text.Clean("[" + line[2:end+1])}
	if rest := trim(line[end+2:]); rest != "" {
		t.append(rest)
	}
	return true
}

// tableRule takes in the line under a table's head, |---|:---:|. The line above
// becomes the head.
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

// row adds a row of a table, the head with the depth 0.
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

// isCode tells a line that is indented so far that it is code.
func (t *prose) isCode(p *page) bool {
	if len(t.lines) > 0 || !isSpace(p.raw[0]) || p.indent() < 4 {
		return false
	}
	last := len(t.blocks) - 1
	return last < 0 || t.blocks[last].Kind != event.ListItem && t.blocks[last].Kind != event.Footnote
}

// code adds a line of code, less as many columns of its indentation.
func (t *prose) code(raw string, columns int) {
	raw = strings.ReplaceAll(raw, "\t", "    ")
	for columns > 0 && strings.HasPrefix(raw, " ") {
		raw, columns = raw[1:], columns-1
	}
	words := strings.Split(strings.TrimRight(raw, " \r"), " ")
	for i, word := range words {
		words[i] = text.Plain(word)
	}
	t.add(event.Block{Kind: event.CodeLine, Text: strings.Join(words, " ")})
}

// fence reads code between two lines ``` or ~~~, the first of which has been
// read. It reports false where none ends it.
func (t *prose) fence(p *page) bool {
	fence := p.line[:1]
	if strings.Contains(strings.TrimLeft(p.line, fence), "`") || strings.Contains(t.unfenced, fence) {
		return false
	}
	if !p.isFenced(fence) {
		t.unfenced += fence
		return false
	}
	t.end(p)
	indent := p.indent()
	for p.next() && !isFence(p.line, fence) {
		t.code(p.raw, indent)
	}
	return true
}

// isFenced reports whether a line ends the code that begins here.
func (p *page) isFenced(fence string) bool {
	for ahead := *p; ahead.next(); {
		if isFence(ahead.line, fence) {
			return true
		}
	}
	return false
}

func isFence(line, fence string) bool {
	return len(line) >= 3 && strings.Trim(line, fence) == ""
}

// partFirst parts the first line of the text from the rest of its paragraph, as
// what may be the headline. It reports whether the line stands out in bold.
func (t *prose) partFirst(p *page) (bold bool) {
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

// isLine tells a block that goes on below the one before it, if that is of the
// same kind.
func isLine(b event.Block) bool {
	switch b.Kind {
	case event.ListItem, event.CodeLine, event.Footnote:
		return true
	case event.TableRow:
		return b.Depth > 0
	}
	return false
}

// prose returns the text for people that lines of prose stand for.
func (p *page) prose(written string) string {
	if strings.IndexByte(written, '[') >= 0 {
		written = p.resolveLabels(footnoteSigns(written), "](", ")")
	}
	if strings.IndexByte(written, '`') >= 0 {
		written = codeSpans(written)
	}
	if strings.Contains(written, "**") {
		written = dropStrong(written)
	}
	return text.Clean(written)
}

// footnoteSigns writes the sign of a footnote, [^1], without its mark.
func footnoteSigns(s string) string { return strings.ReplaceAll(s, "[^", "[") }

// dropStrong takes away the stars around words that are meant to stand out:
// **words**.
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

// codeSpans takes the marks off code inside a line, `code`, in which every sign
// is meant as it is. Marks that part no code, as in `so called' words, stay.
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

// literal writes signs so that cleaning leaves them as they are.
var literal = strings.NewReplacer("&", "&amp;", "<", `\<`, `\`, `\\`, "*", `\*`)
