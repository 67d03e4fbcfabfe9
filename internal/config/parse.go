package config

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// Parse parses the text of the user's settings.
func Parse(data []byte, known Known) *File { return parse(data, known, false) }

// ParseArchive parses the text of the settings of an archive.
func ParseArchive(data []byte, known Known) *File { return parse(data, known, true) }

// parse parses the text of settings. Where it is no TOML, none of it counts.
func parse(data []byte, known Known, ofArchive bool) *File {
	d, err := readDocument(data)
	var wrong *Error
	if errors.As(err, &wrong) {
		return &File{Wrong: []*Error{wrong}}
	}
	r := &reader{document: d, known: known, ofArchive: ofArchive, file: &File{values: make(map[string]Value)}}
	bad := make([]bool, len(d.tables)) // these were said, so that what is in them need not be
	for i, t := range d.tables[1:] {
		bad[i+1] = !r.table(t)
	}
	unusable := make(map[int]bool) // inline tables that are in the place of a value
	for i, p := range d.pairs {
		if !bad[p.table] && !unusable[p.inline] {
			unusable[i] = !r.pair(p)
		} else if p.inline >= 0 {
			unusable[i] = true
		}
	}
	slices.Sort(r.file.Ignored)
	slices.SortStableFunc(r.file.Wrong, func(a, b *Error) int { return a.Line - b.Line })
	return r.file
}

// reader reads settings from a document.
type reader struct {
	*document
	known     Known
	ofArchive bool
	file      *File
}

// fail adds an error at a place.
func (r *reader) fail(at int, format string, args ...any) *Error {
	wrong := &Error{Message: fmt.Sprintf(format, args...)}
	wrong.Line, wrong.Column = r.position(at)
	r.file.Wrong = append(r.file.Wrong, wrong)
	return wrong
}

// unknown adds an error about a name that there is not.
func (r *reader) unknown(at int, what, name string, names []string) {
	wrong := r.fail(at, "there is no %s %q", what, name)
	wrong.Name, wrong.Names = name, names
}

// table checks a header, and reports whether it is the one of a table of settings.
func (r *reader) table(t table) bool {
	if r.ignores(t.path) {
		return false
	}
	if t.isList {
		r.fail(t.names[0], "[[%s]] is a list of tables; write [%[1]s]", strings.Join(t.path, "."))
		return false
	}
	_, isTable, ok := r.find(t.path, t.names)
	if ok && !isTable {
		r.fail(t.names[len(t.names)-1], "%s is a setting, not a table", strings.Join(t.path, "."))
	}
	return ok && isTable
}

// ignores reports whether a path is the one of a setting that an archive cannot set.
func (r *reader) ignores(path []string) bool {
	if !r.ofArchive || path[0] == Saved {
		return false
	}
	if s, exists := find(path[0], r.known); exists && s.inArchive {
		return false
	}
	if !slices.Contains(r.file.Ignored, path[0]) {
		r.file.Ignored = append(r.file.Ignored, path[0])
	}
	return true
}

// find returns the name of the setting that a path leads to, or that it leads to a
// table. It is not ok where there is neither, and then adds an error. The places are
// those of the last names of the path.
func (r *reader) find(path []string, places []int) (name string, isTable, ok bool) {
	at := func(depth int) int { return places[max(depth-len(path)+len(places), 0)] }
	depth := 1 // of the setting in its table
	switch path[0] {
	case Archives, Saved:
	case "browse":
		if len(path) > 1 && path[1] != "keys" {
			r.unknown(at(1), "setting", path[1], []string{"keys"})
			return "", false, false
		}
		depth = 2
	default:
		depth = 0
		if _, exists := find(path[0], r.known); !exists {
			r.unknown(at(0), "setting", path[0], r.topNames())
			return "", false, false
		}
	}
	switch {
	case len(path) <= depth:
		return "", true, true
	case len(path) > depth+1:
		r.fail(at(depth+1), "%s has no settings below it", strings.Join(path[:depth+1], "."))
		return "", false, false
	}
	name = strings.Join(path, ".")
	if _, exists := find(name, r.known); exists {
		return name, false, true
	}
	if depth == 2 {
		r.unknown(at(depth), "action", path[depth], r.known.Actions)
	} else {
		r.fail(at(depth), "%q cannot be a name: names have letters, digits, and - _ . + between them", path[depth])
	}
	return "", false, false
}

// topNames returns the names of settings and tables that are in no table.
func (r *reader) topNames() []string {
	var names []string
	for _, s := range plain() {
		if s.inArchive || !r.ofArchive {
			names = append(names, s.name)
		}
	}
	if r.ofArchive {
		return append(names, Saved)
	}
	return append(names, Archives, Saved, "browse")
}

// pair reads a name with its value. It reports whether the value is one, or a table of
// settings.
func (r *reader) pair(p pair) bool {
	if r.ignores(p.path) {
		return false
	}
	name, isTable, ok := r.find(p.path, p.names)
	switch {
	case !ok:
		return false
	case isTable && p.value.kind == unstable.InlineTable:
		return true
	case isTable:
		r.fail(p.value.start, "%s is a table of settings, not a value", strings.Join(p.path, "."))
		return false
	}
	s, _ := find(name, r.known)
	v, ok := r.read(s, p.value)
	if ok {
		v.Line, _ = r.position(p.start)
		r.file.values[name] = v
		r.file.names = append(r.file.names, name)
	}
	return false
}

// read reads the value of a setting, and reports whether it makes sense.
func (r *reader) read(s setting, v value) (Value, bool) {
	switch s.form {
	case keysForm:
		return r.keys(s, v)
	case questionForm:
		return r.question(s, v)
	case numberForm:
		n, err := strconv.ParseUint(strings.ReplaceAll(v.text, "_", ""), 10, 31)
		if v.kind != unstable.Integer || err != nil {
			r.fail(v.start, "%s is a number from 0, such as 20", s.name)
			return Value{}, false
		}
		return Value{Text: strconv.FormatUint(n, 10)}, true
	}
	if v.kind != unstable.String {
		r.fail(v.start, `%s is a text in quotes`, s.name)
		return Value{}, false
	}
	return Value{Text: v.text}, r.allows(s, v)
}

// allows reports whether a text can be the value of a setting.
func (r *reader) allows(s setting, v value) bool {
	switch {
	case strings.ContainsFunc(v.text, func(c rune) bool { return c < ' ' || c == 0x7f }):
		r.fail(v.start, "%s cannot have a control character", s.name)
	case v.text == "" && s.name != Pager:
		r.fail(v.start, "%s cannot be empty", s.name)
	case s.values == nil || slices.Contains(s.values(r.known), v.text):
		return true
	case s.name == Style && IsPath(v.text):
		if !r.ofArchive {
			return true
		}
		r.fail(v.start, "the %s of an archive is a name, not a file", s.name)
	default:
		wrong := r.fail(v.start, "%s cannot be %q", s.name, v.text)
		wrong.Name, wrong.Names = v.text, s.values(r.known)
	}
	return false
}

// keys reads the keys of an action: one, or a list of them.
func (r *reader) keys(s setting, v value) (Value, bool) {
	_, action := SplitName(s.name)
	items := []value{v}
	if v.kind == unstable.Array {
		items = v.items
	}
	keys := []string{}
	for _, item := range items {
		if item.kind != unstable.String {
			at := item.start
			if item.kind == unstable.Array && len(item.items) > 0 {
				at = item.items[0].start
			} else if item.kind == unstable.Array {
				at = v.start
			}
			r.fail(at, `the keys of %s are a text, or a list of texts: "ctrl+f", or ["space", "ctrl+f"]`, action)
			return Value{}, false
		}
		key, near := keyNamed(item.text)
		if key == "" {
			wrong := r.fail(item.start, "there is no key %q", item.text)
			wrong.Name, wrong.Names = item.text, near
			return Value{}, false
		}
		if !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return Value{Text: strings.Join(keys, " "), Keys: keys}, true
}

// question reads a saved question: a text as it would be typed, or a list of words.
func (r *reader) question(s setting, v value) (Value, bool) {
	var q Question
	var err error
	text := v.text
	switch {
	case v.kind == unstable.String:
		q, err = ParseQuestion(v.text, r.known.Flags)
	case v.kind == unstable.Array && !slices.ContainsFunc(v.items, func(item value) bool { return item.kind != unstable.String }):
		var words []string
		for _, item := range v.items {
			words = append(words, item.text)
		}
		q, err = questionOf(words, r.known.Flags, asIs)
		text = inWords(words)
	default:
		r.fail(v.start, `a saved question is a text, or a list of texts: "brexit --since 2016", or ["brexit", "--since", "2016"]`)
		return Value{}, false
	}
	if err == nil && strings.ContainsFunc(text, func(c rune) bool { return c < ' ' && c != '\n' && c != '\r' && c != '\t' || c == 0x7f }) {
		err = &questionError{message: "a saved question cannot have a control character"}
	}
	var wrong *questionError
	if errors.As(err, &wrong) {
		fault := r.fail(v.start, "%s: %s", s.name, wrong.message)
		fault.Name, fault.Names = wrong.name, wrong.names
		return Value{}, false
	}
	return Value{Text: text, Question: q}, true
}

// inWords writes a list of words as one text.
func inWords(words []string) string {
	quoted := slices.Clone(words)
	for i, word := range words {
		if word == "" || strings.ContainsAny(word, " \t\n'") && !strings.HasPrefix(word, `"`) {
			quoted[i] = `"` + word + `"`
		}
	}
	return strings.Join(quoted, " ")
}
