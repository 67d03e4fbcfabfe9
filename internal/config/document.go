package config

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// document is a text in TOML with the places of what it says, from which settings are
// read, and in which they are changed. All places are bytes from its start.
type document struct {
	data   []byte
	tables []table // in their order; the first has no header
	pairs  []pair  // in their order, the ones of an inline table behind it
}

// table is what stands below a header: [browse.keys].
type table struct {
	path   []string
	names  []int // where the parts of the header stand
	isList bool  // [[browse.keys]]
}

// pair is a name with a value.
type pair struct {
	path       []string // with the one of the tables around it
	names      []int    // where the parts of the name itself stand
	start, end int
	value      value
	table      int // in tables
	inline     int // the pair whose value is the inline table around it, or -1
}

// value is the value of a pair, or one of a list.
type value struct {
	kind  unstable.Kind
	text  string
	items []value
	start int
}

// bom is the byte order mark that some editors put before a text.
const bom = "\ufeff"

// readDocument reads a text. An error is an *Error without a path: the text is no
// TOML, or a name in it has two values.
func readDocument(data []byte) (*document, error) {
	text := bytes.TrimPrefix(data, []byte(bom))
	if err := checkForm(text); err != nil {
		return nil, err
	}
	d := &document{data: data, tables: []table{{}}}
	r := &documentReader{document: d, shift: len(data) - len(text)}
	r.parser.Reset(text)
	for r.parser.NextExpression() {
		node := r.parser.Expression()
		switch node.Kind {
		case unstable.Table, unstable.ArrayTable:
			path, names := r.key(node)
			d.tables = append(d.tables, table{path: path, names: names, isList: node.Kind == unstable.ArrayTable})
		case unstable.KeyValue:
			at := len(d.tables) - 1
			r.pair(node, d.tables[at].path, at, -1)
		}
	}
	if err := r.parser.Error(); err != nil {
		return nil, &Error{Line: 1, Column: 1, Message: strings.TrimPrefix(err.Error(), "toml: ")}
	}
	return d, nil
}

// checkForm checks that a text is TOML, and that no name in it has two values.
func checkForm(data []byte) error {
	var all map[string]any
	err := toml.Unmarshal(data, &all)
	var wrong *toml.DecodeError
	if errors.As(err, &wrong) {
		line, _ := wrong.Position()
		return &Error{Line: max(line, 1), Column: columnOf(data, wrong), Message: strings.TrimPrefix(wrong.Error(), "toml: ")}
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

// documentReader reads a document from the nodes of the library.
type documentReader struct {
	*document
	parser unstable.Parser
	shift  int // what the library does not see of the text, the byte order mark
}

// key returns the names of a header or of a pair, and where they stand.
func (r *documentReader) key(node *unstable.Node) (path []string, names []int) {
	for parts := node.Key(); parts.Next(); {
		part := parts.Node()
		path = append(path, string(part.Data))
		names = append(names, r.shift+int(part.Raw.Offset))
	}
	return path, names
}

// pair adds a pair, and the ones of its value where that is an inline table.
func (r *documentReader) pair(node *unstable.Node, around []string, table, inline int) {
	path, names := r.key(node)
	p := pair{
		path: append(append([]string(nil), around...), path...), names: names, table: table, inline: inline,
		start: r.shift + int(node.Raw.Offset),
	}
	p.end = p.start + int(node.Raw.Length)
	p.value = r.value(node.Value())
	p.value.start = r.valueStart(node, p)
	at := len(r.pairs)
	r.pairs = append(r.pairs, p)
	if node.Value().Kind != unstable.InlineTable {
		return
	}
	for children := node.Value().Children(); children.Next(); {
		if child := children.Node(); child.Kind == unstable.KeyValue {
			r.pair(child, p.path, table, at)
		}
	}
}

// value returns the value of a node. Tables in it are left empty.
func (r *documentReader) value(node *unstable.Node) value {
	v := value{kind: node.Kind, text: string(node.Data), start: r.shift + int(node.Raw.Offset)}
	if node.Kind != unstable.Array {
		return v
	}
	for children := node.Children(); children.Next(); {
		if child := children.Node(); child.Kind != unstable.Comment {
			v.items = append(v.items, r.value(child))
		}
	}
	return v
}

// valueStart returns where the value of a pair begins. Lists have no place of their
// own.
func (r *documentReader) valueStart(node *unstable.Node, p pair) int {
	at := p.start
	for parts := node.Key(); parts.Next(); {
		at = r.shift + int(parts.Node().Raw.Offset+parts.Node().Raw.Length)
	}
	for at < p.end && strings.IndexByte(" \t=", r.data[at]) >= 0 {
		at++
	}
	return at
}

// position returns the line and the column of a place, in characters, from 1.
func (d *document) position(at int) (line, column int) {
	before := d.data[:min(at, len(d.data))]
	start := bytes.LastIndexByte(before, '\n') + 1
	return bytes.Count(before, []byte("\n")) + 1, utf8.RuneCount(bytes.TrimPrefix(before[start:], []byte(bom))) + 1
}
