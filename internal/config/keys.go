package config

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// modifiers are the keys that are held down with another one, in the order in which
// the browser writes them.
var modifiers = []string{"ctrl", "alt", "shift", "meta", "hyper", "super"}

// longNames are the keys that have a name in place of a character.
var longNames = []string{
	"enter", "tab", "space", "backspace", "esc", "delete", "insert",
	"up", "down", "left", "right", "home", "end", "pgup", "pgdown", "begin", "find", "select",
}

// lastFunctionKey is the number of the last function key that a terminal can have.
const lastFunctionKey = 63

// keyNamed returns a key in the form in which the browser names keys: modifiers in
// their order, each with "+" behind it, and the key. It returns "" where there is no
// such key, and then the names that the unknown part of it can have.
func keyNamed(typed string) (key string, names []string) {
	rest, held := typed, make(map[string]bool)
	if control, ok := strings.CutPrefix(typed, "^"); ok && control != "" {
		rest, held["ctrl"] = control, true
	}
	for {
		// A "+" that ends the key is the key itself.
		at := strings.IndexByte(rest, '+')
		if at <= 0 || at == len(rest)-1 {
			break
		}
		name := usualName(rest[:at])
		if !slices.Contains(modifiers, name) {
			return "", modifiers
		}
		held[name], rest = true, rest[at+1:]
	}
	last := lastKey(rest)
	if last == "" {
		return "", longNames
	}
	return withModifiers(last, held), nil
}

// withModifiers returns a key with the modifiers that are held down. Shift and a
// letter are a capital letter, unless there are more modifiers: then the letter is a
// small one, and Shift is one of them, except beside Ctrl, with which terminals tell
// no capitals.
func withModifiers(key string, held map[string]bool) string {
	if r, size := utf8.DecodeRuneInString(key); size == len(key) && unicode.IsLetter(r) {
		switch {
		case len(held) == 1 && held["shift"]:
			return strings.ToUpper(key)
		case len(held) > 0:
			if unicode.IsUpper(r) && !held["ctrl"] {
				held["shift"] = true
			}
			key = strings.ToLower(key)
		}
	}
	var all strings.Builder
	for _, name := range modifiers {
		if held[name] {
			all.WriteString(name + "+")
		}
	}
	return all.String() + key
}

// lastKey returns the name of a key without modifiers, or "" where there is no such
// key.
func lastKey(typed string) string {
	if name := usualName(typed); slices.Contains(longNames, name) || isFunctionKey(name) {
		return name
	}
	r, size := utf8.DecodeRuneInString(typed)
	if size == 0 || size != len(typed) || r == utf8.RuneError || !unicode.IsGraphic(r) || unicode.IsSpace(r) || unicode.IsMark(r) {
		return ""
	}
	return typed
}

// isFunctionKey reports whether a name is f1 to f63.
func isFunctionKey(name string) bool {
	digits, begins := strings.CutPrefix(name, "f")
	n, err := strconv.Atoi(digits)
	return begins && err == nil && n >= 1 && n <= lastFunctionKey && digits == strconv.Itoa(n)
}

// usualName returns the name that counts for a key with a long name. People use
// others, too.
func usualName(name string) string {
	switch name = strings.ToLower(name); name {
	case " ":
		return "space"
	case "escape":
		return "esc"
	case "return":
		return "enter"
	case "del":
		return "delete"
	case "ins":
		return "insert"
	case "pageup":
		return "pgup"
	case "pagedown", "pgdn":
		return "pgdown"
	case "control":
		return "ctrl"
	case "option":
		return "alt"
	}
	return name
}
