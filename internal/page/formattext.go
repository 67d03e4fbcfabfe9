package page

import (
	"strings"

	"news/internal/event"
	"news/internal/text"
)

// description writes the description of an event: its blocks, or its paragraphs
// if it has only these.
func (w *writer) description(e event.Event) {
	blocks := e.Blocks
	if len(blocks) == 0 {
		for _, paragraph := range strings.Split(e.Description, "\n\n") {
			blocks = append(blocks, event.Block{Text: paragraph})
		}
	}
	for _, b := range blocks {
		if b.Kind == event.Footnote {
			w.footnotes = append(w.footnotes, b.Mark)
		}
	}
	for len(blocks) > 0 {
		length := 1
		for length < len(blocks) && blocks[length].Kind == blocks[0].Kind {
			length++
		}
		w.run(blocks[:length])
		blocks = blocks[length:]
	}
}

// run writes blocks of one kind, and an empty line.
func (w *writer) run(blocks []event.Block) {
	switch blocks[0].Kind {
	case event.ListItem:
		w.list(blocks)
	case event.Quotation:
		w.quotations(blocks)
	case event.TableRow:
		w.table(blocks)
	case event.CodeLine:
		w.code(blocks)
	case event.Footnote:
		for _, b := range blocks {
			name := strings.TrimSuffix(strings.TrimPrefix(b.Mark, "["), "]")
			w.write("[^", escapeAll(inline(name), "[]:"), "]: ", lineStart(w.prose(b.Text)), "\n")
		}
		w.blank()
	case event.Heading:
		for _, b := range blocks {
			w.heading(min(max(b.Depth, 0)+1, 6), b.Text)
			w.blank()
		}
	default:
		for _, b := range blocks {
			if written := lineStart(w.prose(b.Text)); written != "" {
				w.write(written, "\n\n")
			}
		}
	}
}

// prose returns a text of the description as a page writes it, with the marks
// of its footnotes.
func (w *writer) prose(s string) string {
	written := inline(text.Plain(s))
	for _, mark := range w.footnotes {
		if strings.HasPrefix(mark, "[") {
			written = strings.ReplaceAll(written, mark, "[^"+mark[1:])
		}
	}
	return written
}

// list writes the items of a list. An item begins below the text of the item
// that it is part of.
func (w *writer) list(items []event.Block) {
	var indents []string // the indentations of an item and of those in which it is
	for i, item := range items {
		depth := min(max(item.Depth, 0), len(indents))
		mark := listMark(item.Mark)
		if depth == len(indents) && i > 0 && mark != "-" && mark != "1." && mark != "1)" {
			w.blank() // Markdown begins no list with 2 below a line of text
		}
		indents = indents[:depth]
		indent := ""
		if depth > 0 {
			indent = indents[depth-1]
		}
		indents = append(indents, indent+strings.Repeat(" ", len(mark)+1))
		w.write(indent, mark, " ", lineStart(w.prose(item.Text)), "\n")
	}
	w.blank()
}

// listMark returns the mark of an item: its own if that is a number, else "-".
func listMark(mark string) string {
	if rest, ok := listItem(mark); ok && rest == "" {
		return mark
	}
	return "-"
}

// quotations writes paragraphs of quoted text.
func (w *writer) quotations(blocks []event.Block) {
	before := ""
	for i, b := range blocks {
		marks := strings.Repeat(">", 1+max(b.Depth, 0))
		if i > 0 { // a line without text, or the second paragraph would go on with the first
			w.write(marks[:min(len(marks), len(before))], "\n")
		}
		w.write(marks, " ", lineStart(w.prose(b.Text)), "\n")
		before = marks
	}
	w.blank()
}

// table writes the rows of one or more tables, each of which begins with its
// head. Rows without a head get an empty one, because Markdown needs it.
func (w *writer) table(rows []event.Block) {
	for i, row := range rows {
		if i == 0 || row.Depth == 0 {
			if i > 0 {
				w.blank()
			}
			columns := max(len(row.Cells), 1)
			if row.Depth > 0 {
				w.write("|", strings.Repeat("   |", columns), "\n")
			} else {
				w.row(row)
			}
			w.write("|", strings.Repeat(" --- |", columns), "\n")
			if row.Depth == 0 {
				continue
			}
		}
		w.row(row)
	}
	w.blank()
}

func (w *writer) row(row event.Block) {
	w.write("|")
	for _, cell := range row.Cells {
		w.write(" ", escapeAll(w.prose(cell), "|"), " |")
	}
	w.blank()
}

// code writes lines of code between fences that are longer than any fence in
// the code.
func (w *writer) code(lines []event.Block) {
	fence := "```"
	for _, line := range lines {
		for strings.Contains(line.Text, fence) {
			fence += "`"
		}
	}
	w.write(fence, "\n")
	for _, line := range lines {
		w.write(codeText(line.Text), "\n")
	}
	w.write(fence, "\n\n")
}
