package browse

import (
	"context"
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"news/internal/catalog"
)

// searchPrompt searches the whole archive as one types.
type searchPrompt struct {
	before trail     // what Esc brings back
	past   []*screen // what is forgotten if the hits are kept
	hits   *screen   // of what is typed; nil until something is. It is shown from the first answer on.
	waits  bool      // for the index
}

// openSearch opens the field of a search. On the screen of a search its words stand
// in it, and the first letter replaces them.
func (m *model) openSearch() tea.Cmd {
	m.openField(&searchPrompt{before: m.trail.copy()}, m.trail.here().sought())
	e, state := m.entry, m.State
	return func() tea.Msg { return searches{e, state.Searches()} }
}

// searches is the message that has the earlier searches, for a field.
type searches struct {
	entry *entry
	past  []string
}

// searches takes the earlier searches into their field, where that is still open.
func (m *model) searches(msg searches) {
	if m.entry != nil && msg.entry == m.entry {
		m.entry.remember(msg.past)
	}
}

// sought returns the words of a screen's search as they were typed, "" where it shows
// none.
func (s *screen) sought() string {
	switch a := s.ask.(type) {
	case typingAsk:
		return a.typed
	case wordsAsk:
		return a.typed
	case searchAsk:
		return a.title()
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
	p.hits.isAnswered = false // the cursor begins on the first hit
	p.hits.ask = typingAsk{typed}
	return m.askAgain(p.hits)
}

// show shows the hits in place of what was there before.
func (p *searchPrompt) show(m *model) {
	if m.trail.here() != p.hits {
		m.trail = p.before.copy()
		p.past = m.trail.push(p.hits)
		m.layOut()
	}
}

// retype searches again for what is being typed, once the index is there.
func (m *model) retype() tea.Cmd {
	if m.entry == nil {
		return nil
	}
	if p, isSearch := m.entry.prompt.(*searchPrompt); isSearch && p.waits {
		m.entry.trouble = ""
		return p.changed(m, m.entry.text())
	}
	return nil
}

// keep makes the hits a screen like any other, with all that a finished search finds.
func (p *searchPrompt) keep(m *model, typed string) (tea.Cmd, bool) {
	switch {
	case typed == "":
		return p.drop(m), true
	case p.waits: // the search comes by itself once the index is there
		return nil, false
	case p.hits == nil:
		return m.search(typed), true
	}
	p.show(m)
	if first := p.hits.list.firstRow(); p.hits.list.cursor <= first { // it stays on the best hit, whichever that is
		p.hits.isAnswered = false
	}
	p.hits.ask = wordsAsk{typed}
	m.leave(p.past)
	m.kept = m.entry
	return tea.Batch(m.askAgain(p.hits), m.noteSearch(typed)), true
}

func (p *searchPrompt) drop(m *model) tea.Cmd {
	if p.hits == nil {
		return nil
	}
	m.stop(p.hits)
	if m.trail.here() == p.hits {
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
	return func() tea.Msg {
		if err := state.AddSearch(typed); err != nil {
			return report{err: err}
		}
		return nil
	}
}

// mostTyped is how many hits are listed while one types.
const mostTyped = 50

// typingAsk asks for what a search finds that is being typed.
type typingAsk struct{ typed string }

func (a typingAsk) answer(ctx context.Context, o *Options) (answer, error) {
	if asked, isSaved, err := o.saved(a.typed); isSaved {
		if err != nil {
			return answer{}, err
		}
		shown, err := asked.answer(ctx, o)
		shown.more = nil
		return shown, err
	}
	found, err := o.Catalog.Typing(ctx, a.typed, mostTyped)
	if err != nil {
		return answer{}, err
	}
	rows, err := rowsOf(found.All(ctx), nil, o.hitRow)
	if err != nil {
		return answer{}, err
	}
	q, err := o.Catalog.Understand(askedOf(a.typed))
	if err != nil { // it is not finished
		q = catalog.Question{Words: a.typed}
	}
	b := o.foundAnswer(q, found, rows, nil)
	b.title = plain(a.typed)
	return b, nil
}

// firstRow returns the first row that the cursor can be on.
func (l *list) firstRow() int {
	return slices.IndexFunc(l.rows, func(r row) bool { return !r.isPassed() })
}

// askedOf returns a search as it was typed.
func askedOf(typed string) catalog.Asked {
	return catalog.Asked{Args: []string{typed}, DaysAreWishes: true}
}

// wordsAsk asks for what a search finds, by its words as they were typed. A screen that
// shows it asks the same question from then on.
type wordsAsk struct{ typed string }

func (a wordsAsk) answer(ctx context.Context, o *Options) (answer, error) {
	if asked, isSaved, err := o.saved(a.typed); isSaved {
		if err != nil {
			return answer{}, err
		}
		shown, err := asked.answer(ctx, o)
		shown.settled = asked
		return shown, err
	}
	q, err := o.Catalog.Understand(askedOf(a.typed))
	if err != nil {
		return answer{}, err
	}
	asked := searchAsk{q, a.typed}
	shown, err := asked.answer(ctx, o)
	shown.settled = asked
	return shown, err
}

// saved returns what a text asks that names saved questions, and whether it names any.
func (o *Options) saved(typed string) (ask, bool, error) {
	if o.Saved == nil {
		return nil, false, nil
	}
	q, isSaved, err := o.Saved(typed)
	if !isSaved || err != nil {
		return nil, isSaved, err
	}
	if q.Query == nil && len(q.Wishes) == 0 { // it has bounds alone
		return daysAsk{q: q}, true, nil
	}
	return searchAsk{q, typed}, true, nil
}

// searchAnswered is told of each answer before it is taken. The hits of a search that
// is being typed are shown then. Its error is shown above the field, and the hits of
// before stay; where the field was closed with Enter, it opens again. The answer is to
// be dropped where searchAnswered returns false.
func (m *model) searchAnswered(s *screen, err error) bool {
	e, p := m.searchOf(s)
	if e == nil {
		return true
	}
	m.kept, p.waits = nil, false
	if err == nil {
		if m.entry == e {
			p.show(m)
		}
		return true
	}
	if e.trouble = m.words().problem(err); errors.Is(err, catalog.ErrIndexing) {
		e.trouble, p.waits = m.words().indexing, true
	}
	switch {
	case m.entry == e:
	case m.entry == nil && m.trail.here() == s:
		m.entry = e
	default: // one has gone on meanwhile
		m.message = e.trouble
	}
	return false
}

// searchOf returns the field that a screen's hits are of, open or closed just now; nil
// where there is none.
func (m *model) searchOf(s *screen) (*entry, *searchPrompt) {
	for _, e := range []*entry{m.entry, m.kept} {
		if e == nil {
			continue
		}
		if p, isSearch := e.prompt.(*searchPrompt); isSearch && p.hits == s {
			return e, p
		}
	}
	return nil, nil
}

// copy returns a trail that does not change with this one.
func (t *trail) copy() trail { return trail{slices.Clone(t.screens), t.at} }
