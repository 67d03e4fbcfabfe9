package browse

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"news/internal/catalog"
	"news/internal/event"
	"news/internal/text"
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
	message, hint := w.said(found.err)
	if hint == "" {
		hint = fmt.Sprintf(w.goToHint, m.keys.first(searchAll, w))
	}
	m.entry = e
	m.entry.selectAll() // another one is typed over it
	m.entry.trouble = message + "\n" + hint
	return nil
}

// complete completes a reference by one level. Where it can go on in several ways,
// they are shown above the field.
func (goToPrompt) complete(m *model, typed string) tea.Cmd {
	e, c := m.entry, m.Catalog
	return m.begin(&m.looking, func(context.Context) func() tea.Cmd {
		var names []string
		for _, name := range c.Complete(typed) {
			if strings.HasPrefix(name, typed) {
				names = append(names, name)
			}
		}
		return func() tea.Cmd { return m.completed(e, typed, names) }
	})
}

// completed takes the references that begin with what was typed.
func (m *model) completed(e *entry, typed string, names []string) tea.Cmd {
	if m.entry != e || e.text() != typed {
		return nil
	}
	if len(names) == 0 {
		e.trouble = m.words().none(typed)
		return nil
	}
	e.trouble = ""
	common := names[0]
	for _, name := range names[1:] {
		for !strings.HasPrefix(name, common) {
			_, size := utf8.DecodeLastRuneInString(common)
			common = common[:len(common)-size]
		}
	}
	if common != typed {
		e.set(common)
	}
	if len(names) > 1 {
		e.trouble = m.waysOn(names, typed[:strings.LastIndex(typed, "/")+1])
	}
	return nil
}

// waysOn returns how references go on, as many as one line has room for.
func (m *model) waysOn(names []string, before string) string {
	ways := ""
	for _, name := range names {
		longer := ways + text.Shorten(strings.TrimPrefix(name, before), 24) + gap
		if text.Width(longer) > m.width-2-len("…") {
			return ways + "…"
		}
		ways = longer
	}
	return ways
}
