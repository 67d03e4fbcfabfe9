package view

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/rivo/uniseg"

	"news/internal/text"
)

// segment is a piece of a text by its bytes.
type segment struct{ start, end int }

// wrap parts a text into lines of at most width columns, at the places where
// Unicode Standard Annex 14 lets a line end, so that Chinese wraps and no line
// begins with a closing mark. What is wider than a line by itself is cut
// between characters. The spaces at a line's end are not part of it.
func wrap(s string, width int) []segment {
	width = max(width, 2)
	var lines []segment
	line, used := segment{}, 0
	flush := func(next int) {
		line.end = line.start + len(strings.TrimRight(s[line.start:line.end], " "))
		lines = append(lines, line)
		line, used = segment{next, next}, 0
	}
	rest, state := s, -1
	for at := 0; at < len(s); {
		var piece string
		piece, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
		visible := text.Width(strings.TrimRight(piece, " "))
		if used > 0 && used+visible > width {
			flush(at)
		}
		for visible > width {
			cut := fits(piece, width)
			line.end = at + cut
			at, piece = at+cut, piece[cut:]
			visible -= text.Width(s[line.start:line.end])
			flush(at)
		}
		used += text.Width(piece)
		at += len(piece)
		line.end = at
	}
	if line.end > line.start || len(lines) == 0 {
		flush(len(s))
	}
	return lines
}

// fits gives how many bytes of s, whole characters and at least one, take at
// most width columns. It looks no further than it has to: a megabyte can follow.
func fits(s string, width int) int {
	end, state := 0, -1
	for rest := s; rest != ""; {
		var character string
		character, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if width -= text.Width(character); width < 0 && end > 0 {
			break
		}
		end += len(character)
	}
	return end
}

// truncate shortens a text to width columns, an ellipsis at its end.
func truncate(s string, width int) string {
	if text.Width(s) <= width {
		return s
	}
	return ansi.Truncate(s, width, "…")
}

// pad fills s up with spaces to width columns.
func pad(s string, width int) string {
	return s + strings.Repeat(" ", max(0, width-text.Width(s)))
}

// padLeft fills s up with spaces in front of it to width columns.
func padLeft(s string, width int) string {
	return strings.Repeat(" ", max(0, width-text.Width(s))) + s
}

// excerpt gives what of a passage stands around its first mark and fits one
// line of width columns.
func excerpt(p Passage, width int) Passage {
	p.Text = strings.ReplaceAll(p.Text, "\n", " ") // paragraphs of a description
	if text.Width(p.Text) <= width || len(p.Marks) == 0 {
		return p
	}
	const ellipsis = "…"
	start := 0
	// A third of the line before the mark, from a place where a line may begin.
	for _, line := range wrap(p.Text, max(4, width/6)) {
		if line.start > p.Marks[0].Start {
			break
		}
		if start = line.start; text.Width(p.Text[start:p.Marks[0].Start]) <= width/3 {
			break
		}
	}
	before := ""
	if start > 0 {
		before = ellipsis
	}
	shown := truncate(before+p.Text[start:], width)
	cut := Passage{Text: shown}
	end := len(strings.TrimSuffix(shown, ellipsis))
	for _, mark := range p.Marks {
		from, to := mark.Start-start+len(before), min(mark.End-start+len(before), end)
		if from >= len(before) && from < to {
			cut.Marks = append(cut.Marks, Mark{from, to})
		}
	}
	return cut
}
