package browse

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"news/internal/event"
	"news/internal/text"
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
	seen      observed           // what the catalog does
	isTicking bool               // a tick is awaited
	tick      func() tea.Cmd     // ticks once; nil where time stands still
	cancel    context.CancelFunc // of ctx: all work

	width, height int
	digits        string // gathered
	message       string // in the bottom line, until the next key
	helping       bool
	mouseIsFree   bool
	err           error // what ended the browser
}

func newModel(ctx context.Context, o Options, start Start) *model {
	ctx, cancel := context.WithCancel(ctx)
	o.Archive = text.Plain(o.Archive)
	return &model{Options: o, ctx: ctx, cancel: cancel, tick: tickLater, start: start, keys: newKeymap(o.Keys)}
}

// close stops all work.
func (m *model) close() { m.cancel() }

// Init asks for what is shown first, and then for the index.
func (m *model) Init() tea.Cmd { return tea.Batch(m.show(m.firstAsk()), m.prepare()) }

// show goes to a new screen.
func (m *model) show(a ask) tea.Cmd {
	s := &screen{ask: a}
	s.list.style = m.Style
	s.page.options = view.PageOptions{Style: m.Style, Language: m.Language}
	m.leave(m.trail.push(s))
	m.layOut()
	return m.askAgain(s)
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
	case resumed:
		return m, m.resumed(msg)
	case ended:
		m.err = msg.err
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

// dayAnswer returns the events of a day, with the cursor on one of them.
func (o *Options) dayAnswer(d event.Day, at event.Ref) answer {
	a := answer{title: view.DayTitle(d.Date, o.Language), note: view.Counted(len(d.Events), "event", o.Language)}
	for _, e := range d.Events {
		if e.Ref == at {
			a.at = len(a.rows)
		}
		a.rows = append(a.rows, o.eventRow(e))
	}
	return a
}
