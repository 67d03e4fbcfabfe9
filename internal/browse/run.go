package browse

import (
	"fmt"
	"os/exec"

	tea "charm.land/bubbletea/v2"

	"news/internal/event"
	"news/internal/text"
)

// pipePrompt hands an event to a command.
type pipePrompt struct{ event event.Event }

func (m *model) openPipe() tea.Cmd {
	e, isThere := m.eventHere()
	if !isThere {
		m.message = m.words().noEventHere
		return nil
	}
	m.openField(pipePrompt{e}, "")
	return nil
}

// eventHere returns the event of the page, or of the row under the cursor.
func (m *model) eventHere() (event.Event, bool) {
	s := m.trail.here()
	if r := s.list.at(); !s.isOnPage() && (r == nil || r.kind != eventRow) {
		return event.Event{}, false
	} else if r != nil && r.event.Ref != s.page.event.Ref {
		return r.event, !r.event.Ref.IsZero()
	}
	return s.page.event, !s.page.event.Ref.IsZero()
}

func (pipePrompt) label(w *words) string { return w.pipeLabel }

func (pipePrompt) changed(*model, string) tea.Cmd { return nil }

func (pipePrompt) drop(*model) tea.Cmd { return nil }

func (p pipePrompt) keep(m *model, typed string) (tea.Cmd, bool) {
	if typed == "" {
		return nil, true
	}
	return m.launch(true, func() (*exec.Cmd, error) { return m.System.Pipe(typed, p.event) }), true
}

// edit opens the editor for the page of an event.
func (m *model) edit() tea.Cmd {
	e, isThere := m.eventHere()
	if !isThere {
		m.message = m.words().noEventHere
		return nil
	}
	return m.launch(false, func() (*exec.Cmd, error) { return m.System.Edit(e) })
}

// started is the message that a command can be run on the terminal.
type started struct {
	command *exec.Cmd
	waits   bool // for a key after it
	err     error
}

// ran is the message that a command has ended.
type ran struct{ err error }

// launch prepares a command beside the keys.
func (m *model) launch(waits bool, prepare func() (*exec.Cmd, error)) tea.Cmd {
	return func() tea.Msg {
		command, err := prepare()
		return started{command, waits, err}
	}
}

// run runs a command on the terminal in place of the browser.
func (m *model) run(msg started) tea.Cmd {
	if msg.err != nil {
		m.message = m.words().problem(msg.err)
		return nil
	}
	after := ""
	if msg.waits {
		after = m.words().pressEnter
	}
	return lend(msg.command, after, func(err error) tea.Msg { return ran{err} })
}

// ran reads again what is shown, as the command may have changed it.
func (m *model) ran(msg ran) tea.Cmd {
	if msg.err != nil {
		m.message = text.Plain(fmt.Sprintf(m.words().failed, msg.err))
	}
	return m.askAgain(m.trail.here())
}
