package config

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Edit is a change of one setting.
type Edit struct {
	Name   string
	Values []string // the value; several keys of an action, several words of a question
	Unset  bool     // there is to be no value
}

// NotSetError says that a setting that was to be unset is not set.
type NotSetError struct{ Name, Path string }

func (e *NotSetError) Error() string { return fmt.Sprintf("%s is not set in %s", e.Name, e.Path) }

// Change changes settings in the user's file, all of them or none, and makes the file
// where there is none. All other lines stay as they are. The file is written beside the
// old one and put in its place, through a symbolic link. An error is an *Error where
// the file or a value makes no sense; then nothing is changed.
func Change(at Place, known Known, edits ...Edit) error {
	const most = 10
	err := errChanged
	for range most {
		if err = change(at, known, edits); !errors.Is(err, errChanged) {
			break
		}
	}
	return err
}

// change is Change, but returns errChanged where another program comes between.
func change(at Place, known Known, edits []Edit) error {
	data, err := readSettings(os.Stat, openFile, at.File)
	isNew := errors.Is(err, fs.ErrNotExist)
	if err != nil && !isNew {
		return fmt.Errorf("%s cannot be read: %w", at.File, WithoutPath(err))
	}
	changed := data
	for _, edit := range edits {
		if changed, err = Changed(changed, known, edit); err != nil {
			return inFile(err, at.File)
		}
	}
	if bytes.Equal(changed, data) {
		return nil
	}
	if err := replace(at.File, data, changed, isNew); err != nil {
		return fmt.Errorf("%s cannot be written: %w", at.File, WithoutPath(err))
	}
	return nil
}

// inFile returns an error with the path of its file.
func inFile(err error, path string) error {
	var wrong *Error
	var notSet *NotSetError
	switch {
	case errors.As(err, &wrong):
		wrong.Path = path
	case errors.As(err, &notSet):
		notSet.Path = path
	}
	return err
}

// Changed returns the text of settings with one change.
func Changed(data []byte, known Known, edit Edit) ([]byte, error) {
	before := Parse(data, known)
	if len(before.Wrong) > 0 {
		return nil, before.Wrong[0]
	}
	s, exists := find(edit.Name, known)
	if !exists {
		return nil, fmt.Errorf("there is no setting %q", edit.Name)
	}
	d, err := readDocument(data)
	if err != nil {
		return nil, err
	}
	if edit.Unset {
		if changed, found := d.without(pathOf(edit.Name)); found {
			return changed, onlyChanged(before, Parse(changed, known), edit.Name)
		}
		return nil, &NotSetError{Name: edit.Name}
	}
	written, err := writeValue(s, edit.Values)
	if err != nil {
		return nil, err
	}
	if err := checkAlone(edit.Name, written, known); err != nil {
		return nil, err
	}
	changed := d.with(pathOf(edit.Name), written)
	return changed, onlyChanged(before, Parse(changed, known), edit.Name)
}

// ValueError says that a setting cannot have a value.
type ValueError struct{ Wrong *Error }

func (e *ValueError) Error() string { return e.Wrong.Message }

func valueError(format string, args ...any) error {
	return &ValueError{&Error{Message: fmt.Sprintf(format, args...)}}
}

// checkAlone checks a value without the rest of the settings.
func checkAlone(name, written string, known Known) error {
	alone := Parse([]byte(dotted(pathOf(name))+" = "+written), known)
	if len(alone.Wrong) > 0 {
		return &ValueError{alone.Wrong[0]}
	}
	return nil
}

// onlyChanged checks that a change has changed the setting that it was for, and none
// besides.
func onlyChanged(before, after *File, name string) error {
	if len(after.Wrong) > 0 {
		return fmt.Errorf("%s cannot be changed where it stands: %s", name, after.Wrong[0].Message)
	}
	for _, other := range slices.Concat(before.names, after.names) {
		if other != name && before.values[other].Text != after.values[other].Text {
			return fmt.Errorf("%s cannot be changed where it stands", name)
		}
	}
	return nil
}

// pathOf returns the names that lead to a setting.
func pathOf(name string) []string {
	table, in := SplitName(name)
	if table == "" {
		return []string{name}
	}
	return append(strings.Split(table, "."), in)
}

// writeValue writes the value of a setting as TOML.
func writeValue(s setting, values []string) (string, error) {
	for _, value := range values {
		if !utf8.ValidString(value) {
			return "", valueError("%s cannot be written: it is no text", s.name)
		}
	}
	switch {
	case s.form == numberForm && len(values) == 1:
		return values[0], checkNumber(s, values[0])
	case len(values) == 1:
		return quote(values[0]), nil
	case s.form != keysForm && s.form != questionForm:
		return "", valueError("%s has one value, not %d", s.name, len(values))
	}
	var quoted []string
	for _, value := range values {
		quoted = append(quoted, quote(value))
	}
	return "[" + strings.Join(quoted, ", ") + "]", nil
}

func checkNumber(s setting, value string) error {
	if _, err := strconv.ParseUint(value, 10, 31); err != nil {
		return valueError("%s is a number from 0, such as 20", s.name)
	}
	return nil
}

// quote writes a text in quotes: as it is where it can be, else with escapes.
func quote(text string) string {
	isPlain := func(r rune) bool { return r >= ' ' && r != 0x7f }
	if strings.ContainsAny(text, `"\`) && !strings.Contains(text, "'") && !strings.ContainsFunc(text, func(r rune) bool { return !isPlain(r) }) {
		return "'" + text + "'"
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"', r == '\\':
			b.WriteString(`\` + string(r))
		case !isPlain(r):
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String() + `"`
}

// dotted writes a path of names.
func dotted(path []string) string {
	var parts []string
	for _, name := range path {
		if strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-") != "" {
			name = quote(name)
		}
		parts = append(parts, name)
	}
	return strings.Join(parts, ".")
}

// with returns the text with a value for the setting that a path leads to: in place of
// the value that it has, else near what belongs to the same table.
func (d *document) with(path []string, written string) []byte {
	for _, p := range d.pairs {
		if slices.Equal(p.path, path) {
			return d.spliced(p.value.start, p.end, written)
		}
	}
	if at, tail := d.lastNear(path); at >= 0 {
		return d.after(d.pairs[at], tail, written)
	}
	parent := path[:len(path)-1]
	for i, t := range d.tables {
		if i > 0 && slices.Equal(t.path, parent) {
			return d.insertLine(d.lineEnd(t.names[len(t.names)-1]), "", dotted(path[len(path)-1:])+" = "+written)
		}
	}
	if len(parent) == 0 {
		return d.atTop(path, written)
	}
	return d.atEnd(parent, path[len(path)-1], written)
}

// lastNear returns the last pair of the table that a setting belongs to, or the inline
// table that it belongs into, and the names of the setting from there on; else -1.
func (d *document) lastNear(path []string) (at int, tail []string) {
	at = -1
	parent := path[:len(path)-1]
	for i, p := range d.pairs {
		isInline := d.data[p.value.start] == '{'
		around := p.path[:len(p.path)-len(p.names)] // of the table that the pair itself is in
		switch {
		case isInline && isPrefix(p.path, path):
			at, tail = i, path[len(p.path):]
		case p.inline >= 0:
		case slices.Equal(p.path[:len(p.path)-1], parent):
			at, tail = i, path[len(around):]
		}
	}
	return at, tail
}

func isPrefix(short, long []string) bool {
	return len(short) < len(long) && slices.Equal(short, long[:len(short)])
}

// after returns the text with a setting behind a pair: in its inline table where it is
// one, else on the next line.
func (d *document) after(p pair, tail []string, written string) []byte {
	line := dotted(tail) + " = " + written
	if d.data[p.value.start] != '{' {
		start := d.lineStart(p.start)
		indent := d.data[start:p.start]
		return d.insertLine(d.lineEnd(p.end), strings.TrimPrefix(string(indent), bom), line)
	}
	last := -1
	for _, in := range d.pairs {
		if in.start > p.start && in.end < p.end {
			last = max(last, in.end)
		}
	}
	if last >= 0 {
		return d.spliced(last, last, ", "+line)
	}
	return d.spliced(p.value.start, p.end, "{ "+line+" }")
}

// atTop returns the text with the first setting that is in no table: before the first
// header and the comments that belong to it.
func (d *document) atTop(path []string, written string) []byte {
	line := dotted(path) + " = " + written
	if len(d.tables) == 1 {
		return d.insertLine(len(d.data), "", line)
	}
	at := d.lineStart(d.tables[1].names[0])
	for at > 0 {
		above := d.lineStart(at - 1)
		if !bytes.HasPrefix(bytes.TrimLeft(d.data[above:at], " \t"), []byte("#")) {
			break
		}
		at = above
	}
	if at == 0 && bytes.HasPrefix(d.data, []byte(bom)) {
		at = len(bom)
	}
	return d.spliced(at, at, line+d.newline()+d.newline())
}

// atEnd returns the text with a new table that has one setting.
func (d *document) atEnd(table []string, name, written string) []byte {
	newline := d.newline()
	text := "[" + dotted(table) + "]" + newline + dotted([]string{name}) + " = " + written + newline
	if rest := bytes.TrimPrefix(d.data, []byte(bom)); len(rest) > 0 {
		text = newline + text
		if !bytes.HasSuffix(rest, []byte("\n")) {
			text = newline + text
		}
	}
	return d.spliced(len(d.data), len(d.data), text)
}

// without returns the text without the setting that a path leads to, and whether it
// was there. It takes the lines of the setting with it, or in an inline table the
// comma.
func (d *document) without(path []string) ([]byte, bool) {
	for _, p := range d.pairs {
		if !slices.Equal(p.path, path) {
			continue
		}
		if p.inline >= 0 {
			return d.withoutInline(p), true
		}
		start, end := d.lineStart(p.start), d.lineEnd(p.end)
		if start == 0 && bytes.HasPrefix(d.data, []byte(bom)) {
			start = len(bom)
		}
		return d.spliced(start, end, ""), true
	}
	return nil, false
}

// withoutInline returns the text without a pair of an inline table.
func (d *document) withoutInline(p pair) []byte {
	start, end := p.start, p.end
	after := end
	for after < len(d.data) && strings.IndexByte(" \t\r\n", d.data[after]) >= 0 {
		after++
	}
	if after < len(d.data) && d.data[after] == ',' {
		end = after + 1
		for end < len(d.data) && d.data[end] == ' ' {
			end++
		}
		return d.spliced(start, end, "")
	}
	before := start
	for before > 0 && strings.IndexByte(" \t\r\n", d.data[before-1]) >= 0 {
		before--
	}
	if before > 0 && d.data[before-1] == ',' {
		start = before - 1
	}
	return d.spliced(start, end, "")
}

// insertLine returns the text with a line at the start of another one, or at the end.
func (d *document) insertLine(at int, indent, line string) []byte {
	newline := d.newline()
	text := indent + line + newline
	if at > 0 && d.data[at-1] != '\n' && string(d.data[:at]) != bom {
		text = newline + indent + line // the last line has no end, and the new one is the last
	}
	return d.spliced(at, at, text)
}

// spliced returns the text with another one from start to end.
func (d *document) spliced(start, end int, text string) []byte {
	return slices.Concat(d.data[:start], []byte(text), d.data[end:])
}

// lineStart returns the start of the line of a place.
func (d *document) lineStart(at int) int { return bytes.LastIndexByte(d.data[:at], '\n') + 1 }

// lineEnd returns the end of the line of a place, behind its newline.
func (d *document) lineEnd(at int) int {
	if end := bytes.IndexByte(d.data[at:], '\n'); end >= 0 {
		return at + end + 1
	}
	return len(d.data)
}

// newline returns what ends the lines of the text.
func (d *document) newline() string {
	if end := bytes.IndexByte(d.data, '\n'); end > 0 && d.data[end-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}
