package browse

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// prompt says what a field is for.
type prompt interface {
	// label stands before the field.
	label(w *words) string
	// changed acts on each change of what is typed.
	changed(m *model, typed string) tea.Cmd
	// keep acts on what was typed, at Enter. It returns false where it is not good, and
	// the field stays open.
	keep(m *model, typed string) (tea.Cmd, bool)
	// drop brings back what was there before.
	drop(m *model) tea.Cmd
}

// completer is a prompt that can complete what is typed.
type completer interface {
	complete(m *model, typed string) tea.Cmd
}

// entry is a field that is open in the bottom line.
type entry struct {
	field
	prompt
	past    []string // what was typed before, latest last
	at      int      // the one of past that is shown; len(past) for what is being typed
	draft   string   // what is being typed, while one of past is shown
	trouble string   // what is wrong with what is typed, above the field
}

// openField opens a field with a text in it, which the first letter replaces.
func (m *model) openField(p prompt, typed string) {
	m.digits = ""
	m.entry = &entry{prompt: p}
	m.entry.set(typed)
	m.entry.selectAll()
	m.entry.remember(m.typed[m.entry.kind()])
}

// kind tells fields apart whose texts are remembered apart.
func (e *entry) kind() string { return e.label(englishWords()) }

// remember takes what was typed before.
func (e *entry) remember(past []string) { e.past, e.at = past, len(past) }

// typeKey takes a key while a field is open. All letters are text.
func (m *model) typeKey(key, letters string) tea.Cmd {
	if letters != "" {
		return m.typeText(letters)
	}
	switch key {
	case "enter", "kpenter":
		return m.keepField()
	case "esc", "ctrl+c", "ctrl+g":
		return m.dropField()
	case "ctrl+p", "ctrl+n":
		return m.typedBefore(key)
	case "backspace":
		if m.entry.text() == "" {
			return m.dropField()
		}
	}
	if p, completes := m.entry.prompt.(completer); completes && key == "tab" {
		return p.complete(m, m.entry.text())
	}
	if a := moveWhileTyping(key); a != "" {
		return m.do(a)
	}
	before := m.entry.text()
	if m.entry.edit(key) {
		return m.changed(before)
	}
	return nil
}

// moveWhileTyping returns how a key moves in the list while a field is open.
func moveWhileTyping(key string) action {
	switch key {
	case "up", "ctrl+k":
		return up
	case "down", "ctrl+j":
		return down
	case "pgup":
		return pageUp
	case "pgdown":
		return pageDown
	}
	return ""
}

// typeText takes letters, or a paste, while a field is open.
func (m *model) typeText(s string) tea.Cmd {
	before := m.entry.text()
	if !m.entry.insert(s) {
		m.entry.trouble = m.words().tooLong
		return nil
	}
	return m.changed(before)
}

// changed acts on a change of what is typed.
func (m *model) changed(before string) tea.Cmd {
	now := m.entry.text()
	if now == before {
		return nil
	}
	m.entry.trouble = ""
	m.entry.at = len(m.entry.past)
	return m.entry.changed(m, now)
}

// typedBefore fetches what was typed earlier, or later.
func (m *model) typedBefore(key string) tea.Cmd {
	e := m.entry
	to := e.at - 1
	if key == "ctrl+n" {
		to = e.at + 1
	}
	if to < 0 || to > len(e.past) {
		return nil
	}
	before := e.text()
	if e.at == len(e.past) {
		e.draft = before
	}
	if to == len(e.past) {
		e.set(e.draft)
	} else {
		e.set(e.past[to])
	}
	cmd := m.changed(before)
	e.at = to
	return cmd
}

// keepField closes the field at Enter, where what was typed is good.
func (m *model) keepField() tea.Cmd {
	e, typed := m.entry, strings.TrimSpace(m.entry.text())
	cmd, isGood := e.keep(m, typed)
	if !isGood {
		return cmd
	}
	if m.entry == e {
		m.entry = nil
	}
	if typed != "" {
		past := slices.DeleteFunc(slices.Clone(m.typed[e.kind()]), func(other string) bool { return other == typed })
		m.typed[e.kind()] = append(past, typed)
	}
	return cmd
}

// dropField closes the field and brings back what was there before.
func (m *model) dropField() tea.Cmd {
	e := m.entry
	m.entry = nil
	return e.drop(m)
}
