package browse

import (
	"context"
	"fmt"

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

	questions  int                // how many were asked
	running    []*work            // under way
	indexing   work               // making the index
	isPrepared bool               // that was begun
	stepping   work               // on the way to a neighbouring day
	pending    step               // the step that stepping is for
	looking    work               // for what was gone to
	seen       observed           // what the catalog does
	isTicking  bool               // a tick is awaited
	tick       func() tea.Cmd     // ticks once; nil where time stands still
	cancel     context.CancelFunc // of ctx: all work

	marked map[event.Ref]bool // as far as it was read
	sure   event.Ref          // whose many sources the next key opens

	width, height int
	entry         *entry              // the field that is open; nil for none
	kept          *entry              // the field of a search that was closed, until its answer is there
	typed         map[string][]string // what was typed in fields of each kind
	digits        string              // gathered
	message       string              // in the bottom line, until the next key
	last          string              // the last key
	help          helpPane
	mouseIsFree   bool
}

func newModel(ctx context.Context, o Options, start Start) *model {
	ctx, cancel := context.WithCancel(ctx)
	o.Archive = text.Plain(o.Archive)
	return &model{
		Options: o, ctx: ctx, cancel: cancel, tick: tickLater, start: start,
		keys: newKeymap(o.Keys), message: text.Plain(o.Note), typed: make(map[string][]string),
	}
}

// close stops all work, and keeps the place where the browser was left.
func (m *model) close() error {
	m.cancel()
	if len(m.trail.screens) == 0 || m.State == nil {
		return nil
	}
	if ref := m.place(); !ref.IsZero() {
		if err := m.State.Leave(ref); err != nil {
			return &PlaceError{err}
		}
	}
	return nil
}

// words returns the words of the browser.
func (m *model) words() *words { return wordsIn(m.Language) }

// Init asks for what is shown first, then for the marks and the index.
func (m *model) Init() tea.Cmd {
	cmd := m.show(m.firstAsk())
	m.trail.here().onPage = m.start.Event != nil
	return tea.Batch(cmd, m.readMarks())
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

// Update takes a message of the terminal, or one of the browser's own.
func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
		m.layOut()
		return m, nil
	case tea.KeyPressMsg:
		return m, m.press(msg.String(), lettersOf(msg))
	case tea.PasteMsg:
		return m, m.paste(msg.Content)
	case tea.MouseClickMsg:
		return m, m.click(msg.Mouse())
	case tea.MouseWheelMsg:
		return m, m.wheel(msg.Mouse())
	case tea.ResumeMsg:
		return m, m.arrive() // the archive may have changed meanwhile
	}
	return m, m.take(msg)
}

// take takes a message of work that ran beside the keys.
func (m *model) take(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case done:
		return m.done(msg)
	case tick:
		return m.ticked()
	case observed:
		m.observed(msg)
	case report:
		m.reported(msg)
	case marksRead:
		m.marksRead(msg)
	case leftAt:
		return m.leftAt(msg)
	case searches:
		m.searches(msg)
	case started:
		return m.run(msg)
	case ran:
		return m.ran(msg)
	}
	return nil
}

// lettersOf returns the letters that a key types, "" for a key that types none.
func lettersOf(msg tea.KeyPressMsg) string {
	if msg.Mod&^(tea.ModShift|tea.ModCapsLock|tea.ModNumLock|tea.ModScrollLock) != 0 {
		return ""
	}
	return msg.Text
}

// press takes a key, by the name that Bubble Tea has for it, and the letters that it
// types.
func (m *model) press(key, letters string) tea.Cmd {
	m.message = ""
	if key == "ctrl+h" { // what Backspace sends in some terminals
		key = "backspace"
	}
	last := m.last
	m.last = key
	a := m.keys.of(key)
	switch {
	case m.entry != nil:
		return m.typeKey(key, letters)
	case m.help.isOpen:
		return m.helpKey(a)
	case len(key) == 1 && key[0] >= '0' && key[0] <= '9':
		return m.digit(key)
	case a == "":
		return m.unknown(key, last)
	}
	if m.digits != "" && a != open {
		m.digits = ""
		if a == undo {
			return nil
		}
	}
	return m.act(a)
}

// unknown takes a key that stands for no action. ZZ quits, as in vim.
func (m *model) unknown(key, last string) tea.Cmd {
	w := m.words()
	switch {
	case key == "Z" && last == "Z":
		return tea.Quit
	case key == "Z":
		m.message = fmt.Sprintf(w.againQuits, key)
	default:
		m.message = fmt.Sprintf(w.noKey, text.Shorten(w.key(key), 12), m.keys.first(help, w))
	}
	return nil
}

// paste takes a pasted text. Without a field that is open it is nothing.
func (m *model) paste(pasted string) tea.Cmd {
	m.message = ""
	if m.entry == nil {
		w := m.words()
		m.message = fmt.Sprintf(w.noField, m.keys.first(searchAll, w), m.keys.first(goTo, w))
		return nil
	}
	return m.typeText(pasted)
}

// act does an action: one that opens a field or is about the window, or any other.
func (m *model) act(a action) tea.Cmd {
	switch a {
	case searchAll:
		return m.openSearch()
	case find:
		return m.openFind()
	case narrow:
		return m.openNarrow()
	case goTo:
		return m.openGoTo()
	case pipe:
		return m.openPipe()
	case edit:
		return m.edit()
	case nextMatch:
		return m.stepMatch(1)
	case prevMatch:
		return m.stepMatch(-1)
	case help:
		m.openHelp()
		return nil
	case freeMouse:
		m.freeMouse()
		return nil
	}
	return m.do(a)
}

// layOut lays the panes out between the top line and the bottom line.
func (m *model) layOut() {
	if m.width > 0 && len(m.trail.screens) > 0 {
		m.trail.here().resize(m.width, m.height-2)
	}
}
