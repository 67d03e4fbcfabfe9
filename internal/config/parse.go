package config

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// Parse parses the text of settings. An error is an *Error without a path.
func Parse(data []byte, known Known) (Settings, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if err := checkForm(data); err != nil {
		return Settings{}, err
	}
	r := &reader{data: data, known: known}
	r.parser.Reset(data)
	var table []string
	for r.parser.NextExpression() {
		node := r.parser.Expression()
		switch node.Kind {
		case unstable.Table, unstable.ArrayTable:
			table = namesOf(node.Key())
			r.table(table, node)
		case unstable.KeyValue:
			r.pair(table, node)
		}
		if r.err != nil {
			return Settings{}, r.err
		}
	}
	return r.settings, nil
}

// checkForm checks that a text is TOML, and that no name in it has two values.
func checkForm(data []byte) error {
	var all map[string]any
	err := toml.Unmarshal(data, &all)
	var wrong *toml.DecodeError
	if errors.As(err, &wrong) {
		line, _ := wrong.Position()
		return &Error{Line: line, Column: columnOf(data, wrong), Message: strings.TrimPrefix(wrong.Error(), "toml: ")}
	}
	if err != nil { // such as bytes that are no text
		return &Error{Line: 1, Column: 1, Message: strings.TrimPrefix(err.Error(), "toml: ")}
	}
	return nil
}

// columnOf returns the column of an error in characters. The library counts bytes.
func columnOf(data []byte, wrong *toml.DecodeError) int {
	row, column := wrong.Position()
	lines := bytes.SplitN(data, []byte("\n"), row+1)
	if row < 1 || row > len(lines) {
		return max(column, 1)
	}
	line := lines[row-1]
	return utf8.RuneCount(line[:min(max(column-1, 0), len(line))]) + 1
}

// reader reads settings from the nodes of a text that is TOML.
type reader struct {
	data     []byte
	parser   unstable.Parser
	known    Known
	settings Settings
	err      error // the first one
}

// keysTable is the table of keys by action.
var keysTable = []string{"browse", "keys"}

// fail stores an error at a node, unless there is one.
func (r *reader) fail(at *unstable.Node, format string, args ...any) *Error {
	wrong := &Error{Message: fmt.Sprintf(format, args...)}
	wrong.Line, wrong.Column = r.position(at)
	if r.err == nil {
		r.err = wrong
	}
	return wrong
}

// position returns the line and the column of a node, in characters, from 1.
func (r *reader) position(node *unstable.Node) (line, column int) {
	for node.Raw.Length == 0 && node.Child() != nil { // tables and lists have no place of their own
		node = node.Child()
	}
	before := r.data[:min(int(node.Raw.Offset), len(r.data))]
	start := bytes.LastIndexByte(before, '\n') + 1
	return bytes.Count(before, []byte("\n")) + 1, utf8.RuneCount(before[start:]) + 1
}

// table checks the name of a table.
func (r *reader) table(path []string, node *unstable.Node) {
	if node.Kind == unstable.ArrayTable {
		r.fail(node, "[[%s]] is a list of tables; write [%[1]s]", strings.Join(path, "."))
		return
	}
	if r.within(path, node.Key()) {
		parts := nodesOf(node.Key())
		r.fail(parts[len(parts)-1], "%s is a setting, not a table", strings.Join(path, "."))
	}
}

// within checks that a path of names leads to a table or to a setting, and reports
// whether it is the one of a setting. The last names of the path are the parts of a
// key.
func (r *reader) within(path []string, key unstable.Iterator) (isSetting bool) {
	nodes := nodesOf(key)
	for depth, name := range path {
		at := nodes[max(depth-len(path)+len(nodes), 0)]
		switch {
		case depth < len(keysTable) && name != keysTable[depth]:
			r.unknown(at, "setting", name, keysTable[depth:depth+1])
			return false
		case depth == len(keysTable) && !slices.Contains(r.known.Actions, name):
			r.unknown(at, "action", name, r.known.Actions)
			return false
		case depth > len(keysTable):
			r.fail(at, "%s has no settings below it", strings.Join(path[:depth], "."))
			return false
		}
	}
	return len(path) > len(keysTable)
}

func (r *reader) unknown(at *unstable.Node, what, name string, names []string) {
	wrong := r.fail(at, "there is no %s %q", what, name)
	wrong.Name, wrong.Names = name, names
}

// pair reads a name with its value, in a table.
func (r *reader) pair(table []string, node *unstable.Node) {
	path := slices.Concat(table, namesOf(node.Key()))
	value := node.Value()
	isSetting := r.within(path, node.Key())
	switch {
	case r.err != nil:
	case isSetting:
		r.setKeys(path[len(path)-1], value)
	case value.Kind == unstable.InlineTable:
		for pairs := value.Children(); pairs.Next() && r.err == nil; {
			r.pair(path, pairs.Node())
		}
	default:
		r.fail(value, "%s is a table of settings, not a value", strings.Join(path, "."))
	}
}

// setKeys sets the keys of an action: one, or a list of them.
func (r *reader) setKeys(action string, value *unstable.Node) {
	keys := []string{}
	switch value.Kind {
	case unstable.String:
		keys = r.addKey(keys, action, value)
	case unstable.Array:
		for items := value.Children(); items.Next() && r.err == nil; {
			keys = r.addKey(keys, action, items.Node())
		}
	default:
		r.wantsKeys(action, value)
	}
	if r.settings.Browse.Keys == nil {
		r.settings.Browse.Keys = make(map[string][]string)
	}
	r.settings.Browse.Keys[action] = keys
}

// addKey adds the key of a node to others.
func (r *reader) addKey(keys []string, action string, node *unstable.Node) []string {
	if node.Kind != unstable.String {
		r.wantsKeys(action, node)
		return keys
	}
	typed := string(node.Data)
	key, near := keyNamed(typed)
	if key == "" {
		wrong := r.fail(node, "there is no key %q", typed)
		wrong.Name, wrong.Names = typed, near
		return keys
	}
	if slices.Contains(keys, key) {
		return keys
	}
	return append(keys, key)
}

func (r *reader) wantsKeys(action string, node *unstable.Node) {
	r.fail(node, `the keys of %s are a text, or a list of texts: "ctrl+f", or ["space", "ctrl+f"]`, action)
}

// nodesOf returns the parts of a key with dots.
func nodesOf(key unstable.Iterator) []*unstable.Node {
	var nodes []*unstable.Node
	for key.Next() {
		nodes = append(nodes, key.Node())
	}
	return nodes
}

// namesOf returns the names of a key with dots.
func namesOf(key unstable.Iterator) []string {
	var names []string
	for _, node := range nodesOf(key) {
		names = append(names, string(node.Data))
	}
	return names
}
