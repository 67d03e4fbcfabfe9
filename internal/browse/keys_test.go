package browse

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"news/internal/view"
)

// TestKeys holds the table of keys: every key has one meaning, and every action keys,
// a group and words in each language.
func TestKeys(t *testing.T) {
	meaning := make(map[string]action)
	for _, b := range bindings {
		if len(b.keys) == 0 || b.group >= groups {
			t.Errorf("%s has no key or no group", b.action)
		}
		for _, key := range b.keys {
			if other, taken := meaning[key]; taken {
				t.Errorf("%s stands for %s and for %s", key, other, b.action)
			}
			meaning[key] = b.action
			if key >= "0" && key <= "9" {
				t.Errorf("%s stands for %s, but digits are gathered", key, b.action)
			}
		}
		for _, l := range []view.Language{view.English, view.Chinese} {
			if wordsIn(l).does[b.action] == "" {
				t.Errorf("the help has no words for %s in language %d", b.action, l)
			}
		}
	}
}

// TestUsualKeys holds the keys that people know from other programs.
func TestUsualKeys(t *testing.T) {
	k := newKeymap(nil)
	for keys, want := range map[string]action{
		"up k": up, "down j": down, "space pgdown ctrl+f": pageDown, "pgup ctrl+b": pageUp, "ctrl+d": halfDown, "ctrl+u": halfUp,
		"g home": first, "G end": last, "enter": open, "right l": right, "left h": left, "ctrl+w": otherPane,
		"backspace H alt+left": back, "L alt+right": forward, "tab": nextLink, "shift+tab": prevLink, "J": nextEvent, "K": prevEvent,
		"] ctrl+right": nextDay, "[ ctrl+left": prevDay, "} ctrl+down": nextMonth, "{ ctrl+up": prevMonth,
		"/": searchAll, "ctrl+s": find, "n": nextMatch, "N": prevMatch, "&": narrow, "S": reorder, ":": goTo,
		"r": related, "s": story, "t": topics, "T": timeline, "c": calendar, "o": openSource, "O": openAll, "y": copyRef, "Y": copyCite,
		"e": edit, "|": pipe, "m": mark, "'": marks, "alt+.": lastPlace, "z": zoom, "M": freeMouse, "?": help, "esc": undo,
		"q": closeTop, "Q ctrl+c": quit, "ctrl+z": suspend,
	} {
		for key := range strings.FieldsSeq(keys) {
			if got := k.of(key); got != want {
				t.Errorf("%s: %q, want %q", key, got, want)
			}
		}
	}
}

// TestChangedKeys changes keys as settings do.
func TestChangedKeys(t *testing.T) {
	k := newKeymap(map[string][]string{"calendar": {"C"}, "next-match": {"k"}, "quit": {}})
	for key, want := range map[string]action{"C": calendar, "c": "", "k": nextMatch, "n": "", "up": up, "Q": "", "ctrl+c": quit, "？": help} {
		if got := k.of(key); got != want {
			t.Errorf("%s: %q, want %q", key, got, want)
		}
	}
	if keys := k.all(up, englishWords()); keys != "↑" {
		t.Errorf("the help has %q for up", keys)
	}
}

// TestChangedKeysAreShown shows keys as they were changed, in the bottom line and in
// the help.
func TestChangedKeysAreShown(t *testing.T) {
	o := Options{Catalog: sampleCatalog(), System: &testSystem{}, State: &testState{}, Keys: map[string][]string{"help": {"f2"}, "search": {"ctrl+k"}}}
	p := newPlayerOf(t, o, startOf(t, o.Catalog, "2016/04/3"), 80, 60)
	if frame := p.frame(); !strings.Contains(frame, "F2 keys  Enter open  ^K search") {
		t.Errorf("the bottom line does not have the changed keys:\n%s", frame)
	}
	p.send(tea.KeyPressMsg{Code: tea.KeyF2})
	if frame := p.frame(); !strings.Contains(frame, "^K                 search") {
		t.Errorf("the help does not have the changed keys:\n%s", frame)
	}
}

func TestKeyNames(t *testing.T) {
	for name, want := range map[string]string{
		"j": "j", "G": "G", "ctrl+f": "^F", "ctrl+right": "Ctrl-→", "alt+left": "Alt-←", "alt+.": "Alt-.", "shift+tab": "Shift-Tab",
		"pgdown": "PgDn", "space": "Space", "f1": "F1", "ctrl+alt+x": "Ctrl-Alt-x", "|": "|", "+": "+", "ctrl++": "^+", "中": "中", "": "",
	} {
		if got := englishWords().key(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

// TestWords holds that each language has all words.
func TestWords(t *testing.T) {
	english, chinese := reflect.ValueOf(*englishWords()), reflect.ValueOf(*chineseWords())
	for i := range english.NumField() {
		name := english.Type().Field(i).Name
		switch english.Field(i).Kind() {
		case reflect.String:
			if english.Field(i).String() == "" || chinese.Field(i).String() == "" {
				t.Errorf("%s is missing in a language", name)
			}
			if isChoosy := strings.Contains(english.Field(i).String(), "%["); !isChoosy && strings.Count(english.Field(i).String(), "%") != strings.Count(chinese.Field(i).String(), "%") {
				t.Errorf("%s has other verbs in Chinese", name)
			}
		case reflect.Map, reflect.Slice, reflect.Array:
			if english.Field(i).Len() != chinese.Field(i).Len() {
				t.Errorf("%s has other parts in Chinese", name)
			}
		}
	}
}

// TestHints holds that all keys in the bottom line have words.
func TestHints(t *testing.T) {
	for _, keys := range []string{"", "enter", "?", "/ x", "/ z z q q enter", "& x enter", "& z q x enter", "enter ctrl+s a enter", "enter z", "c", "t", "r", "s", "T", "'", "4 4", ": x", "| x", "^S x", "] ] c", "t enter"} {
		p := newPlayer(t, "2016/04/3", 300, 20)
		for key := range strings.FieldsSeq(keys) {
			p.press(key)
		}
		for _, h := range p.m.hints() {
			if h.shown == "" || h.does == "" {
				t.Errorf("after %q: %+v", keys, h)
			}
		}
	}
}

// TestUndo undoes the innermost thing, one at a time, and then nothing: it never goes
// back and never quits.
func TestUndo(t *testing.T) {
	p := newPlayer(t, "2016/04/3", 80, 24)
	for key := range strings.FieldsSeq("/ s y r i a enter & i s enter enter z ctrl+s a enter : x ?") {
		p.press(key)
	}
	trail := p.m.trail.at
	s := p.m.trail.here()
	shows := func() []bool {
		return []bool{p.m.entry != nil, s.zoomed, s.letters != "", s.page.options.Find != ""}
	}
	for _, want := range [][]bool{{false, true, true, true}, {false, false, true, true}, {false, false, false, true}, {false, false, false, false}, {false, false, false, false}} {
		p.press("esc")
		if got := shows(); !slices.Equal(got, want) || p.quit || p.m.trail.at != trail {
			t.Errorf("a field, the page alone, narrowed, found: %v, want %v", got, want)
		}
	}
}

// TestLeaving holds which keys leave the browser, and what keeps them from it.
func TestLeaving(t *testing.T) {
	for keys, want := range map[string]bool{
		"q": true, "Q": true, "ctrl+c": true, "Z Z": true, ": q enter": true, ": q ! enter": true,
		"esc": false, "esc esc": false, "Z j Z": false, "/ ctrl+c": false, "/ q": false, "/ Q": false, "? q": false, "? Q": true,
		"/ ctrl+c ctrl+c": true, "/ x enter q": false, "/ x enter q q": true, "/ x enter Q": true, "enter q": false, "enter q q": true, "4 Q": true,
	} {
		p := newPlayer(t, "2016/04/3", 80, 24)
		for key := range strings.FieldsSeq(keys) {
			p.press(key)
		}
		if p.quit != want {
			t.Errorf("%s: left %v, want %v", keys, p.quit, want)
		}
	}
}

func TestSuspend(t *testing.T) {
	p := newPlayer(t, "2016/04/3", 80, 24)
	if p.m.press("ctrl+z", "") == nil {
		t.Fatal("^Z does nothing")
	}
	before := p.frame()
	p.send(tea.ResumeMsg{})
	if p.frame() != before {
		t.Error("the frame is another after coming back")
	}
}
