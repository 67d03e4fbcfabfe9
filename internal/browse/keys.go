package browse

import "slices"

// action is what a key stands for. Its name is the one that settings use.
type action string

const (
	up         action = "up"
	down       action = "down"
	pageUp     action = "page-up"
	pageDown   action = "page-down"
	halfUp     action = "half-up"
	halfDown   action = "half-down"
	first      action = "first"
	last       action = "last"
	open       action = "open"
	back       action = "back"
	forward    action = "forward"
	left       action = "left"
	right      action = "right"
	otherPane  action = "other-pane"
	nextLink   action = "next-link"
	prevLink   action = "previous-link"
	nextEvent  action = "next-event"
	prevEvent  action = "previous-event"
	nextDay    action = "next-day"
	prevDay    action = "previous-day"
	nextMonth  action = "next-month"
	prevMonth  action = "previous-month"
	searchAll  action = "search"
	find       action = "find"
	nextMatch  action = "next-match"
	prevMatch  action = "previous-match"
	narrow     action = "narrow"
	reorder    action = "order"
	goTo       action = "go-to"
	related    action = "related"
	story      action = "story"
	topics     action = "topics"
	timeline   action = "timeline"
	calendar   action = "calendar"
	openSource action = "open-source"
	openAll    action = "open-all-sources"
	copyRef    action = "copy-reference"
	copyCite   action = "copy-citation"
	edit       action = "edit"
	pipe       action = "pipe"
	mark       action = "mark"
	marks      action = "marks"
	lastPlace  action = "last-place"
	zoom       action = "zoom"
	freeMouse  action = "free-mouse"
	help       action = "help"
	undo       action = "undo"
	closeTop   action = "close"
	quit       action = "quit"
	suspend    action = "suspend"
)

// binding is the usual keys of an action, by the names that Bubble Tea has for them.
type binding struct {
	action action
	keys   []string
}

// bindings are the usual keys of all actions, in the order of the help. Actions have
// the same keys in all panes.
var bindings = []binding{
	{up, []string{"up", "k"}},
	{down, []string{"down", "j"}},
	{pageUp, []string{"pgup", "ctrl+b"}},
	{pageDown, []string{"pgdown", "space", "ctrl+f"}},
	{halfUp, []string{"ctrl+u"}},
	{halfDown, []string{"ctrl+d"}},
	{first, []string{"g", "home"}},
	{last, []string{"G", "end"}},
	{open, []string{"enter"}},
	{right, []string{"right", "l"}},
	{left, []string{"left", "h"}},
	{otherPane, []string{"ctrl+w"}},
	{back, []string{"backspace", "H", "alt+left"}},
	{forward, []string{"L", "alt+right"}},
	{nextLink, []string{"tab"}},
	{prevLink, []string{"shift+tab"}},
	{nextEvent, []string{"J"}},
	{prevEvent, []string{"K"}},
	{nextDay, []string{"]", "ctrl+right"}},
	{prevDay, []string{"[", "ctrl+left"}},
	{nextMonth, []string{"}", "ctrl+down"}},
	{prevMonth, []string{"{", "ctrl+up"}},
	{searchAll, []string{"/"}},
	{find, []string{"ctrl+s"}},
	{nextMatch, []string{"n"}},
	{prevMatch, []string{"N"}},
	{narrow, []string{"&"}},
	{reorder, []string{"S"}},
	{goTo, []string{":"}},
	{related, []string{"r"}},
	{story, []string{"s"}},
	{topics, []string{"t"}},
	{timeline, []string{"T"}},
	{calendar, []string{"c"}},
	{openSource, []string{"o"}},
	{openAll, []string{"O"}},
	{copyRef, []string{"y"}},
	{copyCite, []string{"Y"}},
	{edit, []string{"e"}},
	{pipe, []string{"|"}},
	{mark, []string{"m"}},
	{marks, []string{"'"}},
	{lastPlace, []string{"alt+."}},
	{zoom, []string{"z"}},
	{freeMouse, []string{"M"}},
	{help, []string{"?"}},
	{undo, []string{"esc"}},
	{closeTop, []string{"q"}},
	{quit, []string{"Q", "ctrl+c"}},
	{suspend, []string{"ctrl+z"}},
}

// Actions returns the names of all actions, for settings.
func Actions() []string {
	names := make([]string, len(bindings))
	for i, b := range bindings {
		names[i] = string(b.action)
	}
	return names
}

// keymap says which action a key stands for.
type keymap struct {
	actions map[string]action
	keys    map[action][]string
}

// newKeymap returns the usual keys, where changed has no others for an action. A key
// that was given to another action has it no longer.
func newKeymap(changed map[string][]string) keymap {
	m := keymap{make(map[string]action), make(map[action][]string)}
	for _, b := range bindings {
		for _, key := range b.keys {
			m.actions[key] = b.action
		}
	}
	for _, b := range bindings {
		keys, isChanged := changed[string(b.action)]
		if !isChanged {
			continue
		}
		for key, a := range m.actions {
			if a == b.action && !slices.Contains(keys, key) {
				delete(m.actions, key)
			}
		}
		for _, key := range keys {
			m.actions[key] = b.action
		}
	}
	for _, b := range bindings {
		for _, key := range slices.Concat(changed[string(b.action)], b.keys) {
			if m.actions[key] == b.action && !slices.Contains(m.keys[b.action], key) {
				m.keys[b.action] = append(m.keys[b.action], key)
			}
		}
	}
	return m
}
