package browse

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"news/internal/catalog"
	"news/internal/text"
)

// narrowPrompt narrows the list by letters as one types.
type narrowPrompt struct {
	screen *screen
	before string // the letters that narrowed it before
}

func (m *model) openNarrow() tea.Cmd {
	s := m.trail.here()
	s.onPage = s.onPage && isWide(m.width)
	m.openField(&narrowPrompt{s, s.letters}, s.letters)
	return nil
}

func (p *narrowPrompt) label(w *words) string { return w.narrowLabel }

func (p *narrowPrompt) changed(m *model, typed string) tea.Cmd {
	cmd := m.narrowBy(p.screen, typed)
	if len(p.screen.list.rows) == 0 {
		m.entry.trouble = m.words().none(typed)
	}
	return cmd
}

func (p *narrowPrompt) keep(m *model, typed string) (tea.Cmd, bool) {
	return m.narrowBy(p.screen, typed), true
}

func (p *narrowPrompt) drop(m *model) tea.Cmd { return m.narrowBy(p.screen, p.before) }

// narrowBy shows only the rows of a screen that have some letters, all rows for "". The
// cursor stays on its row where that is shown.
func (m *model) narrowBy(s *screen, letters string) tea.Cmd {
	if s.letters == letters {
		return nil
	}
	at := s.list.at()
	s.letters = letters
	rows := s.rows()
	s.list.set(rows, rowOf(rows, at), s.answer.total)
	return tea.Batch(m.follow(), m.readOn(s))
}

// mostNarrowed is how many rows of a long list are read to be narrowed.
const mostNarrowed = 2000

// filter says by which letters the list of a screen is narrowed, "" where it is not.
func (s *screen) filter(w *words) string {
	letters, shown := text.Shorten(s.letters, 20), s.list.countRows()
	switch {
	case s.letters == "":
		return ""
	case s.answer.more != nil:
		return fmt.Sprintf(w.narrowedOf, letters, shown, len(s.answer.rows))
	}
	return fmt.Sprintf(w.narrowed, letters, shown)
}

// rowOf returns where a row stands among others, 0 where it is not one of them.
func rowOf(rows []row, sought *row) int {
	for i := range rows {
		if sought != nil && rows[i].kind == sought.kind && rows[i].event.Ref == sought.event.Ref && rows[i].text == sought.text {
			return i
		}
	}
	return 0
}

// rows returns the rows of a screen's answer that are shown: all, or the rows that
// have the letters by which the list is narrowed, with the headings above them.
func (s *screen) rows() []row {
	words := strings.Fields(text.Fold(s.letters))
	if len(words) == 0 {
		return s.answer.rows
	}
	var rows, headings []row
	for _, r := range s.answer.rows {
		if r.isPassed() {
			headings = append(headings[:0:0], r)
			continue
		}
		marks, hasAll := marksOf(r.text, words)
		if !hasAll {
			continue
		}
		rows = append(append(rows, headings...), r)
		headings = nil
		if len(r.marks) == 0 {
			rows[len(rows)-1].marks = marks
		}
	}
	return rows
}

// countRows returns how many rows there are without headings.
func (l *list) countRows() int {
	n := 0
	for _, r := range l.rows {
		if !r.isPassed() {
			n++
		}
	}
	return n
}

// marksOf returns where folded words stand in a text, in order and without overlap,
// and whether all of them do.
func marksOf(in string, words []string) ([]catalog.Mark, bool) {
	folded := text.Fold(in)
	for _, word := range words {
		if !strings.Contains(folded, word) {
			return nil, false
		}
	}
	var marks []catalog.Mark
	characters := splitCharacters(in)
	for at, start := 0, 0; at < len(characters); {
		length := 0
		for _, word := range words {
			length = max(length, beginsWith(characters[at:], word))
		}
		end := start + len(strings.Join(characters[at:at+length], ""))
		if length > 0 {
			marks = append(marks, catalog.Mark{Start: start, End: end})
			at, start = at+length, end
			continue
		}
		start += len(characters[at])
		at++
	}
	return marks, true
}

// beginsWith returns how many characters at the beginning of a text fold to a word, 0
// where they do not.
func beginsWith(characters []string, word string) int {
	folded := ""
	for i, character := range characters {
		folded += text.Fold(character)
		switch {
		case strings.HasPrefix(folded, word):
			return i + 1
		case !strings.HasPrefix(word, folded) || folded == "":
			return 0
		}
	}
	return 0
}
