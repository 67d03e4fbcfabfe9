package view

import (
	"cmp"
	"slices"
	"strings"

	"github.com/rivo/uniseg"

	"news/internal/catalog"
	"news/internal/text"
)

// sought is what to mark in a text.
type sought struct {
	words   [][]string // folded; each entry one or several words in a row
	letters string     // folded
	more    func(text string) []catalog.Mark
}

// newSought returns what the options say to mark, or nil where that is nothing.
func newSought(o PageOptions) *sought {
	s := &sought{letters: text.Fold(o.Find), more: o.Marks}
	for _, one := range o.Words {
		if words := text.FoldedWords(one); len(words) > 0 {
			s.words = append(s.words, words)
		}
	}
	if len(s.words) == 0 && s.letters == "" && s.more == nil {
		return nil
	}
	return s
}

// marks returns what is to be marked of a text, in order and without overlap.
func (s *sought) marks(in string) []catalog.Mark {
	var found []catalog.Mark
	if len(s.words) > 0 {
		found = s.markWords(in)
	}
	if s.letters != "" {
		found = append(found, lettersIn(in, s.letters)...)
	}
	if s.more != nil {
		found = append(found, s.more(in)...)
	}
	return merged(found)
}

// markWords returns where words of a text are the words of an entry. The last word
// of an entry can be the beginning of one.
func (s *sought) markWords(in string) []catalog.Mark {
	words := text.Words(in)
	var found []catalog.Mark
	for at := range words {
		for _, entry := range s.words {
			if last := at + len(entry) - 1; last < len(words) && begin(words[at:], entry) {
				end := beginningEnd(in[words[last].Start:words[last].End], entry[len(entry)-1])
				found = append(found, catalog.Mark{Start: words[at].Start, End: words[last].Start + end})
			}
		}
	}
	return found
}

// begin reports whether words begin with those of an entry, the last of which can be
// cut.
func begin(words []text.Word, entry []string) bool {
	last := len(entry) - 1
	for i, word := range entry[:last] {
		if words[i].Text != word {
			return false
		}
	}
	return strings.HasPrefix(words[last].Text, entry[last])
}

// beginningEnd returns how many bytes of a word fold to its folded beginning: whole
// visible characters.
func beginningEnd(word, folded string) int {
	if f := foldOf(word); strings.HasPrefix(f.text, folded) {
		_, end := f.in(0, len(folded))
		return end
	}
	return len(word) // initials or thousands, which have signs between
}

// lettersIn returns where folded letters stand in a text.
func lettersIn(in, letters string) []catalog.Mark {
	f := foldOf(in)
	var found []catalog.Mark
	for at := 0; ; {
		next := strings.Index(f.text[at:], letters)
		if next < 0 {
			return found
		}
		start, end := f.in(at+next, at+next+len(letters))
		found = append(found, catalog.Mark{Start: start, End: end})
		at += next + len(letters)
	}
}

// folded is a folded text, with where its visible characters come from.
type folded struct {
	text   string
	starts []int // of each character in text
	from   []int // of each character in what was folded, and the end of it
}

// foldOf folds a text character by character.
func foldOf(s string) folded {
	var f folded
	var b strings.Builder
	state, at := -1, 0
	for rest := s; rest != ""; {
		var character string
		character, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		f.starts, f.from = append(f.starts, b.Len()), append(f.from, at)
		b.WriteString(text.Fold(character))
		at += len(character)
	}
	f.text, f.from = b.String(), append(f.from, at)
	return f
}

// in returns the visible characters that fold to a part of the folded text, by the
// bytes of what was folded.
func (f folded) in(start, end int) (from, to int) {
	// Characters that fold to nothing belong to neither end.
	first, _ := slices.BinarySearch(f.starts, start+1)
	last, _ := slices.BinarySearch(f.starts, end)
	return f.from[first-1], f.from[last]
}

// merged returns marks in order, and one for those that overlap.
func merged(marks []catalog.Mark) []catalog.Mark {
	slices.SortFunc(marks, func(a, b catalog.Mark) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	var apart []catalog.Mark
	for _, m := range marks {
		if n := len(apart); n > 0 && m.Start < apart[n-1].End {
			apart[n-1].End = max(apart[n-1].End, m.End)
		} else if m.Start < m.End {
			apart = append(apart, m)
		}
	}
	return apart
}
