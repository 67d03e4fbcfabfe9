package browse

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"news/internal/event"
	"news/internal/view"
)

// model is the state of the browser. Update changes it, and View only shows it.
type model struct {
	Options
	ctx   context.Context
	start Start
	keys  keymap
	trail trail

	questions int                // how many were asked
	running   []*work            // under way
	indexing  work               // making the index
	stepping  work               // on the way to a neighbouring day
	pending   step               // the step that stepping is for
	seen      observed           // what the catalog does
	isTicking bool               // a tick is awaited
	tick      func() tea.Cmd     // ticks once; nil where time stands still
	cancel    context.CancelFunc // of ctx: all work

	marked map[event.Ref]bool // as far as it was read
	sure   event.Ref          // whose many sources the next key opens

	width, height int
	digits        string // gathered
	message       string // in the bottom line, until the next key
	helping       bool
	mouseIsFree   bool
	err           error // what ended the browser
}

func newModel(ctx context.Context, o Options, start Start) *model {
	ctx, cancel := context.WithCancel(ctx)
	return &model{Options: o, ctx: ctx, cancel: cancel, tick: tickLater, start: start, keys: newKeymap(o.Keys)}
}

// close stops all work, and keeps the place where the browser was left.
func (m *model) close() error {
	m.cancel()
	if len(m.trail.screens) == 0 || m.State == nil {
		return nil
	}
	if ref := m.here(); !ref.IsZero() {
		return m.State.Leave(ref)
	}
	return nil
}

// Init asks for what is shown first, then for the marks and the index.
func (m *model) Init() tea.Cmd {
	cmd := m.show(m.firstAsk())
	m.trail.here().onPage = m.start.Event != nil
	return tea.Batch(cmd, m.readMarks(), m.prepare())
}

// show goes to a new screen.
func (m *model) show(a ask) tea.Cmd {
	s := m.newScreen(a)
	m.leave(m.trail.push(s))
	m.layOut()
	return m.askAgain(s)
}

// newScreen returns an empty screen for an ask.
func (m *model) newScreen(a ask) *screen {
	s := &screen{ask: a}
	s.list.style, s.list.language, s.list.isMarked = m.Style, m.Language, m.isMarked
	s.page.options = view.PageOptions{Style: m.Style, Language: m.Language}
	s.page.link = -1
	return s
}

// Update takes a message.
func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
		m.layOut()
		return m, nil
	case tea.KeyPressMsg:
		return m, m.key(msg)
	case done:
		return m, m.done(msg)
	case tick:
		return m, m.ticked()
	case observed:
		m.observed(msg)
	case marksRead:
		m.marksRead(msg)
	case leftAt:
		return m, m.leftAt(msg)
	case told:
		m.toldBySystem(msg)
	case broken:
		m.err = msg
		return m, tea.Quit
	}
	return m, nil
}

// key takes a key.
func (m *model) key(msg tea.KeyPressMsg) tea.Cmd {
	m.message = ""
	key := msg.String()
	if len(key) == 1 && key[0] >= '0' && key[0] <= '9' {
		return m.digit(key)
	}
	a := m.keys.actions[key]
	if m.digits != "" && a != open {
		m.digits = ""
		if a == undo {
			return nil
		}
	}
	return m.do(a)
}

// layOut gives the panes the room between the top line and the bottom line.
func (m *model) layOut() {
	if m.width > 0 && len(m.trail.screens) > 0 {
		m.trail.here().resize(m.width, m.height-2)
	}
}
