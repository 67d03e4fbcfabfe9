package browse

import (
	"maps"
	"slices"
	"strings"
)

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

// group is what actions are for. The help shows them by groups.
type group uint8

const (
	moving group = iota
	opening
	days
	searching
	events
	window
	groups // how many there are
)

// binding is an action, its group, and its usual keys by the names that Bubble Tea
// has for them.
type binding struct {
	action action
	group  group
	keys   []string
}

// bindings are the usual keys of all actions, in the order of the help. Actions have
// the same keys in all panes.
var bindings = []binding{
	{up, moving, []string{"up", "k"}},
	{down, moving, []string{"down", "j"}},
	{pageUp, moving, []string{"pgup", "ctrl+b"}},
	{pageDown, moving, []string{"pgdown", "space", "ctrl+f"}},
	{halfUp, moving, []string{"ctrl+u"}},
	{halfDown, moving, []string{"ctrl+d"}},
	{first, moving, []string{"home", "g"}},
	{last, moving, []string{"end", "G"}},
	{left, moving, []string{"left", "h"}},
	{right, moving, []string{"right", "l"}},
	{otherPane, moving, []string{"ctrl+w"}},
	{nextLink, moving, []string{"tab"}},
	{prevLink, moving, []string{"shift+tab"}},

	{open, opening, []string{"enter"}},
	{back, opening, []string{"backspace", "H", "alt+left"}},
	{forward, opening, []string{"L", "alt+right"}},
	{openSource, opening, []string{"o"}},
	{openAll, opening, []string{"O"}},
	{lastPlace, opening, []string{"alt+."}},

	{nextEvent, days, []string{"J"}},
	{prevEvent, days, []string{"K"}},
	{nextDay, days, []string{"]", "ctrl+right"}},
	{prevDay, days, []string{"[", "ctrl+left"}},
	{nextMonth, days, []string{"}", "ctrl+down"}},
	{prevMonth, days, []string{"{", "ctrl+up"}},
	{goTo, days, []string{":"}},
	{calendar, days, []string{"c"}},
	{timeline, days, []string{"T"}},

	{searchAll, searching, []string{"/"}},
	{find, searching, []string{"ctrl+s"}},
	{nextMatch, searching, []string{"n"}},
	{prevMatch, searching, []string{"N"}},
	{narrow, searching, []string{"&"}},
	{reorder, searching, []string{"S"}},

	{related, events, []string{"r"}},
	{story, events, []string{"s"}},
	{topics, events, []string{"t"}},
	{mark, events, []string{"m"}},
	{marks, events, []string{"'"}},
	{copyRef, events, []string{"y"}},
	{copyCite, events, []string{"Y"}},
	{edit, events, []string{"e"}},
	{pipe, events, []string{"|"}},

	{help, window, []string{"?", "f1"}},
	{zoom, window, []string{"z"}},
	{freeMouse, window, []string{"M"}},
	{undo, window, []string{"esc"}},
	{closeTop, window, []string{"q"}},
	{quit, window, []string{"Q", "ctrl+c"}},
	{suspend, window, []string{"ctrl+z"}},
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
	if !slices.Contains(slices.Collect(maps.Values(m.actions)), quit) {
		m.actions["ctrl+c"] = quit // some key must
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

// of returns the action that a key stands for, "" for none. A sign that an input
// method typed in its wide form counts as the usual one.
func (k keymap) of(key string) action {
	a, known := k.actions[key]
	if r := []rune(key); !known && len(r) == 1 && r[0] >= '！' && r[0] <= '～' {
		a = k.actions[string(r[0]-'！'+'!')]
	}
	return a
}

// first returns the name of the first key of an action, for people; "" where it has
// none.
func (k keymap) first(a action, w *words) string {
	if keys := k.keys[a]; len(keys) > 0 {
		return w.key(keys[0])
	}
	return ""
}

// all returns the names of all keys of an action, for people.
func (k keymap) all(a action, w *words) string {
	names := make([]string, len(k.keys[a]))
	for i, key := range k.keys[a] {
		names[i] = w.key(key)
	}
	return strings.Join(names, " ")
}
