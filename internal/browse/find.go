package browse

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"news/internal/text"
	"news/internal/view"
)

// findPrompt finds letters in what is shown, as one types: in the page where that has
// the focus, else in the list.
type findPrompt struct {
	screen *screen
	inPage bool
	found  string // what was sought before, and where the list and the page stood
	cursor int
	top    int
	match  int
}

func (m *model) openFind() tea.Cmd {
	s := m.trail.here()
	p := &findPrompt{screen: s, inPage: s.isOnPage(), cursor: s.list.cursor, top: s.page.top, match: s.page.match}
	if p.found = s.found; p.inPage {
		p.found = s.page.options.Find
	}
	m.openField(p, p.found)
	return nil
}

func (p *findPrompt) label(w *words) string { return w.findLabel }

func (p *findPrompt) changed(m *model, typed string) tea.Cmd {
	s := p.screen
	if p.inPage {
		s.page.find(typed, p.top)
		if typed != "" && len(s.page.Matches) == 0 {
			m.entry.trouble = m.words().none(typed)
		}
		return nil
	}
	s.found = typed
	s.list.moveTo(p.cursor)
	return tea.Batch(p.seek(m), m.follow())
}

// seek moves the cursor of the list to what is sought. Where no row has it, further rows
// are read.
func (p *findPrompt) seek(m *model) tea.Cmd {
	s := p.screen
	if m.entry.trouble = ""; s.found == "" || s.list.has(s.found) || s.list.stepTo(s.found, 1) {
		return nil
	}
	m.entry.trouble = m.noneInList(s)
	if s.answer.more == nil || s.growing.number != 0 || len(s.answer.rows) >= mostNarrowed {
		return nil
	}
	return m.grow(s, firstRows)
}

// seekOn goes on to seek in rows of a screen that have come, where the field is open.
func (m *model) seekOn(s *screen) tea.Cmd {
	if m.entry == nil {
		return nil
	}
	p, isFind := m.entry.prompt.(*findPrompt)
	if !isFind || p.inPage || p.screen != s || m.entry.trouble == "" {
		return nil
	}
	return tea.Batch(p.seek(m), m.follow())
}

// noneInList says that no row of a list has what is sought, of a long one that none of
// the rows that were read has it.
func (m *model) noneInList(s *screen) string {
	if s.answer.more == nil {
		return m.words().none(s.found)
	}
	return fmt.Sprintf(m.words().noMatchYet, text.Shorten(s.found, 40), len(s.answer.rows))
}

func (p *findPrompt) keep(*model, string) (tea.Cmd, bool) { return nil, true }

func (p *findPrompt) drop(m *model) tea.Cmd {
	s := p.screen
	if p.inPage {
		s.page.find(p.found, p.top)
		s.page.match = p.match
		s.page.scrollTo(p.top)
		return nil
	}
	s.found = p.found
	s.list.moveTo(p.cursor)
	return m.follow()
}

// has reports whether the row under the cursor has some letters.
func (l *list) has(letters string) bool {
	r := l.at()
	return r != nil && strings.Contains(text.Fold(r.text), text.Fold(letters))
}

// stepTo moves the cursor to the next row (1) or the previous one (-1) that has some
// letters, past the end from the other end, and reports whether there is one.
func (l *list) stepTo(letters string, by int) bool {
	folded := text.Fold(letters)
	for i := 1; i <= len(l.rows); i++ {
		at := ((l.cursor+i*by)%len(l.rows) + len(l.rows)) % len(l.rows)
		if r := &l.rows[at]; !r.isPassed() && strings.Contains(text.Fold(r.text), folded) {
			l.moveTo(at)
			return true
		}
	}
	return false
}

// find marks letters in a page, and shows the first match that does not stand above a
// line.
func (p *page) find(letters string, from int) {
	p.options.Find, p.match = letters, -1
	p.layOut()
	p.scrollTo(from)
	if letters != "" {
		p.stepMatch(1)
	}
}

// stepMatch goes to the next match (1) or the previous one (-1), past the end to the
// one at the other end. It reports whether there is one, and whether it went past the
// end.
func (p *page) stepMatch(by int) (isThere, isAround bool) {
	n := len(p.Matches)
	if n == 0 {
		return false, false
	}
	to := p.match + by
	if p.match < 0 || p.match >= n {
		for to = 0; to < n && p.Matches[to][0].Line < p.top; {
			to++
		}
		if by < 0 {
			to--
		}
	}
	isAround = to < 0 || to >= n
	p.match = (to + n) % n
	if places := p.Matches[p.match]; places[0].Line < p.top || places[len(places)-1].Line >= p.top+p.height {
		p.scrollTo(places[0].Line - p.height/3)
	}
	return true, isAround
}

// stepMatch goes to the next or the previous match: of what was sought in the list, or
// in the page of that and of the search's words.
func (m *model) stepMatch(by int) tea.Cmd {
	s := m.trail.here()
	_, showsPage := s.shows(m.width)
	switch {
	case !s.isOnPage() && s.found != "":
		return m.stepFound(s, by)
	case !showsPage && s.sought() != "":
		s.list.move(by)
		return m.follow()
	case !showsPage:
		m.message = fmt.Sprintf(m.words().noSought, m.keys.first(find, m.words()), m.keys.first(searchAll, m.words()))
		return nil
	}
	m.message = m.matchMessage(s.page.stepMatch(by))
	return nil
}

// stepFound moves the cursor of a list to the next row, or the previous one, that has
// what was sought.
func (m *model) stepFound(s *screen, by int) tea.Cmd {
	before := s.list.cursor
	switch isThere := s.list.stepTo(s.found, by); {
	case !isThere:
		m.message = m.noneInList(s)
	case (s.list.cursor-before)*by <= 0 && s.answer.more != nil:
		m.message = fmt.Sprintf(m.words().aroundRead, len(s.answer.rows))
	case (s.list.cursor-before)*by <= 0:
		m.message = m.words().aroundEnd
	}
	return tea.Batch(m.follow(), m.readOn(s))
}

// matchMessage says which match the page shows.
func (m *model) matchMessage(isThere, isAround bool) string {
	s, w := m.trail.here(), m.words()
	p := &s.page
	switch {
	case !isThere && p.options.Find != "":
		return w.none(p.options.Find)
	case !isThere && len(p.options.Words) == 0 && p.options.Marks == nil:
		return fmt.Sprintf(w.noSought, m.keys.first(find, w), m.keys.first(searchAll, w))
	case !isThere:
		return w.none(s.answer.title)
	}
	message := fmt.Sprintf(w.match, p.match+1, len(p.Matches))
	if isAround {
		message += ", " + w.aroundEnd
	}
	return message
}

// none says that something is not here.
func (w *words) none(sought string) string { return fmt.Sprintf(w.noMatch, text.Shorten(sought, 40)) }

// paintMatch returns a line of the page with the match that was gone to in the
// cursor's style.
func (p *page) paintMatch(line string, at int) string {
	if p.match < 0 || p.match >= len(p.Matches) {
		return line
	}
	for _, place := range p.Matches[p.match] {
		if place.Line == at {
			line = p.options.Style.PaintColumns(view.Cursor, line, place.From, place.To)
		}
	}
	return line
}
