package browse

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"news/internal/catalog"
	"news/internal/event"
)

// goToPrompt goes to a date or a reference.
type goToPrompt struct{}

func (m *model) openGoTo() tea.Cmd {
	m.openField(goToPrompt{}, "")
	return nil
}

func (goToPrompt) label(w *words) string { return w.goToLabel }

func (goToPrompt) changed(*model, string) tea.Cmd { return nil }

func (goToPrompt) drop(*model) tea.Cmd { return nil }

func (goToPrompt) keep(m *model, typed string) (tea.Cmd, bool) {
	switch typed = strings.TrimSpace(strings.TrimLeft(typed, ":：")); typed {
	case "":
		return nil, true
	case "q", "q!", "qa", "qa!", "quit", "wq", "x", "exit": // as in vim
		return tea.Quit, true
	case "h", "help":
		m.openHelp()
		return nil, true
	}
	if m.hasNumber(typed) {
		m.digits = typed
		return m.openNumber(), true
	}
	return m.lookUp(typed), true
}

// hasNumber reports whether a row or a link has a number, as it was typed.
func (m *model) hasNumber(typed string) bool {
	for _, number := range m.trail.here().numbers() {
		if number > 0 && fmt.Sprint(number) == typed {
			return true
		}
	}
	return false
}

// lookedUp is what a date or a reference names.
type lookedUp struct {
	ask   ask
	event event.Ref // zero where it names days
	err   error
}

// lookUp finds beside the keys what a date or a reference names.
func (m *model) lookUp(typed string) tea.Cmd {
	e, o := m.entry, &m.Options
	return m.begin(&m.looking, func(ctx context.Context) func() tea.Cmd {
		found := o.find(ctx, typed)
		return func() tea.Cmd { return m.goThere(e, found) }
	})
}

// find returns what a date or a reference names.
func (o *Options) find(ctx context.Context, typed string) lookedUp {
	target, err := o.Catalog.Resolve(ctx, typed)
	switch {
	case err == nil && target.Event != nil:
		return lookedUp{event: target.Event.Ref}
	case err == nil && target.Day != nil:
		return lookedUp{ask: dayAsk{date: target.Day.Date}}
	}
	q, otherErr := o.Catalog.Understand(catalog.Asked{Args: strings.Fields(typed)})
	if otherErr != nil || q.Query != nil || q.Days.IsEvery() {
		return lookedUp{err: err}
	}
	return lookedUp{ask: daysAsk{q: q}}
}

// goThere goes to what was looked up. Where it is nothing, the field opens again with
// what was typed, and the error above it.
func (m *model) goThere(e *entry, found lookedUp) tea.Cmd {
	switch {
	case found.err == nil && found.ask == nil:
		return m.showEvent(found.event)
	case found.err == nil:
		return m.show(found.ask)
	case m.entry != nil: // meanwhile something else is typed
		return nil
	}
	w := m.words()
	message, hint := said(found.err)
	if hint == "" {
		hint = fmt.Sprintf(w.goToHint, m.keys.first(searchAll, w))
	}
	m.entry = e
	m.entry.selectAll() // another one is typed over it
	m.entry.trouble = message + "\n" + hint
	return nil
}
