package view

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"news/internal/event"
	"news/internal/text"
)

// blocksOf returns the blocks of an event's description. A description without
// blocks has one for each paragraph.
func blocksOf(e event.Event) []event.Block {
	if e.Blocks != nil || e.Description == "" {
		return e.Blocks
	}
	var blocks []event.Block
	for _, paragraph := range strings.Split(e.Description, "\n\n") {
		blocks = append(blocks, event.Block{Text: paragraph})
	}
	return blocks
}

// goesOn reports whether the second of two blocks begins on the line below the
// first one, without an empty line.
func goesOn(before, block event.Block) bool {
	switch block.Kind {
	case event.ListItem, event.CodeLine, event.Footnote:
		return before.Kind == block.Kind
	case event.TableRow:
		return before.Kind == block.Kind && block.Depth > 0
	}
	return false
}

// description writes the description of an event.
func (t *Terminal) description(e event.Event) {
	blocks := blocksOf(e)
	for i, b := range blocks {
		if i == 0 || !goesOn(blocks[i-1], b) {
			t.line("")
		}
		switch b.Kind {
		case event.Paragraph:
			t.prose(b.Text)
		case event.Heading:
			t.set(block{text: b.Text, style: t.style.headline})
		case event.ListItem:
			t.led(strings.Repeat("  ", t.depth(b)), nil, bullet(b.Mark), b.Text, t.style.plain)
		case event.Footnote:
			t.led("", t.style.quiet, b.Mark, b.Text, t.style.quiet)
		case event.Quotation:
			bar := strings.Repeat("│ ", t.depth(b))
			styled := paint(t.style.quiet, bar)
			t.set(block{first: styled, rest: styled, indent: text.Width(bar), text: b.Text, style: t.style.plain})
		case event.CodeLine:
			t.set(block{indent: 4, text: b.Text, style: t.style.plain})
		case event.TableRow:
			t.row(b, table(blocks, i))
		}
	}
}

// bullet returns the sign before an item.
func bullet(mark string) string {
	if mark == "-" {
		return "•"
	}
	return mark
}

// depth returns how many steps of two columns a block is indented, from one on: as
// deep as it is nested, but no more than half of the line.
func (t *Terminal) depth(b event.Block) int { return min(b.Depth+1, t.column()/4) }

// led writes a text behind a mark. A mark that would leave less than half of the line
// or so stands in the text.
func (t *Terminal) led(indent string, look ansi.Style, mark, s string, style ansi.Style) {
	lead := indent + mark + " "
	if text.Width(lead) > t.column()/2+2 {
		t.set(block{indent: len(indent), text: mark + " " + s, style: style})
		return
	}
	t.set(block{first: indent + paint(look, mark) + " ", indent: text.Width(lead), text: s, style: style})
}

// table returns all rows of the table around a row.
func table(blocks []event.Block, at int) []event.Block {
	end := at + 1
	for end < len(blocks) && goesOn(blocks[end-1], blocks[end]) {
		end++
	}
	for at > 0 && goesOn(blocks[at-1], blocks[at]) {
		at--
	}
	return blocks[at:end]
}

// row writes a row of a table: its cells in aligned columns where all rows fit,
// else one after the other.
func (t *Terminal) row(b event.Block, rows []event.Block) {
	const gap = "  "
	style := t.style.plain
	if b.Depth == 0 {
		style = t.style.headline
	}
	widths := columns(rows)
	total := 0
	for _, width := range widths {
		total += width + len(gap)
	}
	if total-len(gap) > t.column() {
		t.set(block{text: b.Text, style: style})
		return
	}
	var line strings.Builder
	column := 0
	for i, cell := range b.Cells {
		line.WriteString(t.whole(block{text: cell, style: style}, column) + pad("", widths[i]-text.Width(cell)) + gap)
		column += widths[i] + len(gap)
	}
	t.line(line.String())
}

// columns returns the widths of a table's columns.
func columns(rows []event.Block) []int {
	var widths []int
	for _, row := range rows {
		for i, cell := range row.Cells {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], text.Width(cell))
		}
	}
	return widths
}

// description writes the description of an event as Markdown, behind an indent. In
// a list its first line has the indent already.
func (p *Markdown) description(e event.Event, indent string) {
	blocks := blocksOf(e)
	for i, b := range blocks {
		first := i == 0 || !goesOn(blocks[i-1], b)
		last := i+1 == len(blocks) || !goesOn(b, blocks[i+1])
		if i > 0 && first {
			p.line("")
		}
		p.block(b, indent, first, last)
	}
}

// block writes a block as Markdown. first and last mark the ends of a list, a
// table, or lines of code.
func (p *Markdown) block(b event.Block, indent string, first, last bool) {
	switch b.Kind {
	case event.Paragraph:
		p.line("%s%s", indent, paragraph(b.Text))
	case event.Heading:
		p.line("%s%s %s", indent, strings.Repeat("#", min(max(3, b.Depth+1), 6)), inline(b.Text))
	case event.ListItem:
		p.line("%s%s%s %s", indent, strings.Repeat("    ", b.Depth), b.Mark, paragraph(b.Text))
	case event.Footnote:
		p.line("%s%s %s", indent, inline(b.Mark), inline(b.Text))
		if !last {
			p.line("")
		}
	case event.Quotation:
		p.line("%s%s%s", indent, strings.Repeat("> ", b.Depth+1), paragraph(b.Text))
	case event.CodeLine:
		p.line("%s", strings.TrimRight(indent+"    "+b.Text, " "))
	case event.TableRow:
		p.tableRow(b, indent, first)
	}
}

// tableRow writes a row of a table, and below the head the line that Markdown
// needs.
func (p *Markdown) tableRow(b event.Block, indent string, head bool) {
	line, rule := indent+"|", indent+"|"
	for _, cell := range b.Cells {
		line += " " + strings.ReplaceAll(inline(cell), "|", `\|`) + " |"
		rule += " --- |"
	}
	p.line("%s", line)
	if head {
		p.line("%s", rule)
	}
}
