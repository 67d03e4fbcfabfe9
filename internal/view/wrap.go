package view

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"news/internal/catalog"
	"news/internal/text"
)

// segment is a range of bytes of a text.
type segment struct{ start, end int }

// wrap splits a text into lines of at most width columns, at the places where
// Unicode Standard Annex 14 allows a line to end, so that Chinese wraps and no line
// begins with a closing mark. A piece that is wider than a line is cut between
// characters. So is a long run of Thai and other scripts without spaces between
// words. The lines do not include the spaces at their ends.
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
		piece, rest, state = firstPiece(rest, state)
		visible := text.Width(strings.TrimRight(piece, " "))
		if visible > width && used > 0 && isUnspaced(piece) {
			if cut := fits(piece, width-used); text.Width(piece[:cut]) <= width-used {
				line.end = at + cut
				at, piece = at+cut, piece[cut:]
				visible -= text.Width(s[line.end-cut : line.end])
				flush(at)
			}
		}
		if used > 0 && used+visible > width {
			flush(at)
		}
		for visible > width && piece != "" {
			cut := fits(piece, width)
			line.end = at + cut
			visible -= text.Width(s[line.start:line.end])
			spaces := len(piece[cut:]) - len(strings.TrimLeft(piece[cut:], " "))
			visible -= spaces
			at, piece = at+cut+spaces, piece[cut+spaces:]
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

// firstPiece returns the part of a text up to the first place where a line may end,
// the rest, and the state for it. uniseg would end a line within some joined emoji,
// before the joiner.
func firstPiece(s string, state int) (piece, rest string, next int) {
	piece, rest, _, next = uniseg.FirstLineSegmentInString(s, state)
	for strings.HasPrefix(rest, zeroWidthJoiner) {
		var more string
		more, rest, _, next = uniseg.FirstLineSegmentInString(rest, next)
		piece = s[:len(piece)+len(more)]
	}
	return piece, rest, next
}

// zeroWidthJoiner joins two emoji to one.
const zeroWidthJoiner = "\u200d"

// fits returns how many bytes of s take at most width columns: whole characters,
// and at least one. Only a joined character that is far wider is cut. It looks
// no further than needed, since s can be very long.
func fits(s string, width int) int {
	if cut := joinedFits(s, width); cut > 0 {
		return cut
	}
	end, last, state := 0, 0, -1 // end is where a line may end, last where it must end
	for rest := s; rest != ""; {
		var character string
		character, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if width -= text.Width(character); width < 0 && last > 0 {
			break
		}
		if last += len(character); rest == "" || !clings(character, rest) {
			end = last
		}
	}
	if end == 0 {
		return last
	}
	return end
}

// widestJoined is the width in columns of a joined character that no line cuts, such
// as a family of four.
const widestJoined = 8

// joinedFits returns how many bytes of the first visible character of s take at most
// width columns, or 0 where it is not to be cut. A character to be cut is a chain of
// emoji or of letters of Hangul, of any length, so only its beginning is looked at.
func joinedFits(s string, width int) int {
	head := s[:min(len(s), 32*max(widestJoined, width))]
	character, _, _, _ := uniseg.FirstGraphemeClusterInString(head, -1)
	if len(character) <= 2*utf8.UTFMax || text.Width(character) <= max(width, widestJoined) {
		return 0
	}
	used := 0
	for at, r := range character {
		columns := text.Width(string(r))
		if r == emojiStyle {
			columns = 1 // it makes some emoji wider
		}
		if used += columns; used > width && at > 0 {
			return at
		}
	}
	return 0
}

// emojiStyle asks for an emoji in place of a sign of text.
const emojiStyle = '\ufe0f'

// clings reports whether no line should end between a character and the text behind
// it. In Thai and Lao that is a vowel before or behind its consonant; elsewhere it
// is a consonant with the next one written below it.
func clings(character, rest string) bool {
	last, _ := utf8.DecodeLastRuneInString(character)
	next, _ := utf8.DecodeRuneInString(rest)
	switch {
	case last < 0x0900 || next < 0x0900:
		return false
	case last >= 0x0e40 && last <= 0x0e44, last >= 0x0ec0 && last <= 0x0ec4:
		return true
	case next >= 0x0e2f && next <= 0x0e33, next >= 0x0e45 && next <= 0x0e4e, next >= 0x0eaf && next <= 0x0eb3, next >= 0x0ec6 && next <= 0x0ece:
		return true
	}
	return strings.ContainsRune("\u094d\u09cd\u0a4d\u0acd\u0b4d\u0c4d\u0ccd\u0d4d\u0dca\u1039\u17d2", last)
}

// isUnspaced reports whether a text has a script without spaces between words, for
// which Unicode does not define where a line may end.
func isUnspaced(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return r >= 0x0e00 && unicode.In(r, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar, unicode.Tai_Le, unicode.New_Tai_Lue, unicode.Tai_Tham, unicode.Tai_Viet)
	})
}

// truncate shortens a text without escape sequences to width columns, with an
// ellipsis at the end.
func truncate(s string, width int) string {
	const ellipsis = "…"
	if text.Width(s) <= width {
		return s
	}
	room := width - text.Width(ellipsis)
	cut := s[:fits(s, room)]
	switch {
	case room < 0:
		return ""
	case text.Width(cut) > room:
		return ellipsis
	}
	return cut + ellipsis
}

// pad returns s with spaces added at its end, up to width columns.
func pad(s string, width int) string {
	return s + strings.Repeat(" ", max(0, width-text.Width(s)))
}

// padLeft returns s with spaces added in front, up to width columns.
func padLeft(s string, width int) string {
	return strings.Repeat(" ", max(0, width-text.Width(s))) + s
}

// excerpt returns the part of a passage around its first mark that fits on one line
// of width columns.
func excerpt(p catalog.Passage, width int) catalog.Passage {
	p.Text = strings.ReplaceAll(p.Text, "\n", " ") // paragraphs of a description
	if text.Width(p.Text) <= width || len(p.Marks) == 0 {
		return p
	}
	const ellipsis = "…"
	start := 0
	// A third of the line stands before the mark, and begins where a line may
	// begin.
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
	cut := catalog.Passage{Text: shown}
	end := len(strings.TrimSuffix(shown, ellipsis))
	for _, mark := range p.Marks {
		from, to := mark.Start-start+len(before), min(mark.End-start+len(before), end)
		if from >= len(before) && from < to {
			cut.Marks = append(cut.Marks, catalog.Mark{Start: from, End: to})
		}
	}
	return cut
}
