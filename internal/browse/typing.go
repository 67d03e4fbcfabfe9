package browse

import (
	"context"
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"news/internal/catalog"
	"news/internal/view"
)

// searchPrompt searches the whole archive as one types.
type searchPrompt struct {
	before trail     // what Esc brings back
	past   []*screen // what is forgotten if the hits are kept
	hits   *screen   // shows the hits; nil until something is typed
}

// openSearch opens the field of a search. On the screen of a search its words stand
// in it, and the first letter replaces them.
func (m *model) openSearch() tea.Cmd {
	m.openField(&searchPrompt{before: m.trail.copy()}, m.trail.here().sought())
	e, state := m.entry, m.State
	return beside(func() tea.Msg { return searches{e, state.Searches()} })
}

// searches is the message that has the earlier searches, for a field.
type searches struct {
	entry *entry
	past  []string
}

// sought returns the words of a screen's search, "" where it shows none.
func (s *screen) sought() string {
	switch a := s.ask.(type) {
	case wordsAsk:
		return a.typed
	case searchAsk:
		return a.Words
	}
	return ""
}

func (p *searchPrompt) label(w *words) string { return w.searchLabel }

func (p *searchPrompt) changed(m *model, typed string) tea.Cmd {
	if strings.TrimSpace(typed) == "" {
		return p.drop(m)
	}
	if p.hits == nil {
		p.hits = m.newScreen(nil)
	}
	if m.trail.here() != p.hits {
		m.trail = p.before.copy()
		p.past = m.trail.push(p.hits)
		m.layOut()
	}
	p.hits.isAnswered = false // the cursor begins on the first hit
	p.hits.ask = typingAsk{typed}
	return m.askAgain(p.hits)
}

// keep makes the hits a screen like any other, with all that a finished search finds.
func (p *searchPrompt) keep(m *model, typed string) (tea.Cmd, bool) {
	switch {
	case typed == "":
		return p.drop(m), true
	case m.entry.trouble != "":
		return nil, false
	case p.hits == nil:
		return m.search(typed), true
	}
	p.hits.ask = wordsAsk{typed}
	m.leave(p.past)
	return tea.Batch(m.askAgain(p.hits), m.noteSearch(typed)), true
}

func (p *searchPrompt) drop(m *model) tea.Cmd {
	if p.hits != nil && m.trail.here() == p.hits {
		m.stop(p.hits)
		m.trail = p.before.copy()
		m.layOut()
	}
	return nil
}

// search shows what a finished search finds, on a new screen, unless it is the one
// that is shown.
func (m *model) search(typed string) tea.Cmd {
	if m.trail.here().sought() == typed {
		return nil
	}
	return tea.Batch(m.show(wordsAsk{typed}), m.noteSearch(typed))
}

// noteSearch puts a search into the history.
func (m *model) noteSearch(typed string) tea.Cmd {
	state := m.State
	return beside(func() tea.Msg {
		if err := state.AddSearch(typed); err != nil {
			return told{err}
		}
		return nil
	})
}

// mostTyped is how many hits are listed while one types.
const mostTyped = 50

// typingAsk asks for what a search finds that is being typed.
type typingAsk struct{ typed string }

func (a typingAsk) answer(ctx context.Context, o *Options) (answer, error) {
	q, err := o.Catalog.Understand(catalog.Asked{Args: []string{a.typed}, DaysAreWishes: true})
	if err != nil {
		return answer{}, err
	}
	q.Limit = mostTyped
	return searchAsk{q}.answer(ctx, o)
}

// wordsAsk asks for what a search finds, by its words as they were typed.
type wordsAsk struct{ typed string }

func (a wordsAsk) answer(ctx context.Context, o *Options) (answer, error) {
	q, err := o.Catalog.Understand(catalog.Asked{Args: []string{a.typed}, DaysAreWishes: true})
	if err != nil {
		return answer{}, err
	}
	q.Limit = 200
	return searchAsk{q}.answer(ctx, o)
}

// searchFailed takes the error of a search that is being typed: it is shown above the
// field, and the hits of before stay. It reports whether the error was one.
func (m *model) searchFailed(s *screen, err error) bool {
	if m.entry == nil || err == nil {
		return false
	}
	p, isSearch := m.entry.prompt.(*searchPrompt)
	if !isSearch || p.hits != s {
		return false
	}
	if !errors.Is(err, context.Canceled) {
		m.entry.trouble, _ = said(err)
	}
	return true
}

// copy returns a trail that does not change with this one.
func (t *trail) copy() trail { return trail{slices.Clone(t.screens), t.at} }

// newScreen returns a screen for a question, which is not asked yet.
func (m *model) newScreen(a ask) *screen {
	s := &screen{ask: a}
	s.list.style = m.Style
	s.page.options = view.PageOptions{Style: m.Style, Language: m.Language}
	return s
}
