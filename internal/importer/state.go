package importer

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"news/internal/event"
)

// stateDir is the folder of an archive that has the state of import.
const stateDir = ".news-import"

// line is what the state says about a page. Its key is the path of the page below the
// folder news, 2016/04/3/slug.md, or for the front page its name.
type line struct {
	source   string // the revision that the page was made from
	digest   string // of the page as it was written last; none if it was never written
	intended string // of the page as it is being written; none, or gone for a page that is being removed
	raw      bool   // the events of this day's page are still without related events
}

const (
	none = "-"
	gone = "gone"
)

// digestOf returns the digest of a page.
func digestOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:12])
}

// state is what import knows of the pages that it has written. It is kept in a file a
// month. The lines of a month are parsed when they are first needed.
type state struct {
	dir    string
	months map[string]*month // by their names, 2016-04
	fault  error             // of a month that could not be read when it was needed; save returns it
}

// month is a part of the state: the pages of a month. The front page has the month
// "front".
type month struct {
	data    []byte           // as in the file; nil until it is needed
	hash    uint64           // of data; 0 if lines have changed since
	lines   map[string]*line // nil until they are needed
	changed bool
}

// front is the part of the state for pages that belong to no day.
const front = "front"

// monthOf returns the name of the part of the state that a page is in.
func monthOf(key string) string {
	if len(key) >= len("2016/04/") && key[4] == '/' && key[7] == '/' {
		return key[:4] + "-" + key[5:7]
	}
	return front
}

// StateError says that a file of the state makes no sense.
type StateError struct {
	Path string
	Line int
}

func (e *StateError) Error() string {
	return fmt.Sprintf("%s:%d: this is not what import writes there", e.Path, e.Line)
}

// readState reads the state of an archive. A missing one is empty. known has the hashes
// of months that need not be looked at before their lines are needed.
func readState(root string, known func(name string, hash uint64) bool) (*state, error) {
	s := &state{dir: filepath.Join(root, stateDir), months: make(map[string]*month)}
	entries, err := os.ReadDir(s.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err != nil {
		return nil, err
	}
	var buffer []byte
	for _, entry := range entries {
		name := entry.Name()
		if name != front && (len(name) != len("2016-04") || name[4] != '-') {
			continue
		}
		if buffer, err = s.readMonth(name, known, buffer); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// readMonth reads a month. What is known, and has no work left, is read again where its
// lines are needed: in a large archive that is seldom.
func (s *state) readMonth(name string, known func(name string, hash uint64) bool, buffer []byte) ([]byte, error) {
	file, err := os.Open(filepath.Join(s.dir, name))
	if err != nil {
		return buffer, err
	}
	defer file.Close()
	read := bytes.NewBuffer(buffer[:0])
	if _, err := read.ReadFrom(file); err != nil {
		return buffer, err
	}
	data := read.Bytes()
	m := &month{hash: event.Hash(data)}
	s.months[name] = m
	if known(name, m.hash) && !bytes.Contains(data, []byte(goneMark)) && !bytes.Contains(data, []byte(rawMark)) {
		return data, nil
	}
	m.data = slices.Clone(data)
	m.lines, err = parseMonth(file.Name(), string(m.data))
	return data, err
}

// parseMonth returns the lines in the text of a month.
func parseMonth(file, text string) (map[string]*line, error) {
	count := strings.Count(text, "\n")
	lines, all := make(map[string]*line, count), make([]line, 0, count)
	for number := 1; text != ""; number++ {
		written, rest, whole := strings.Cut(text, "\n")
		key, l, ok := parseLine(written)
		if !ok || !whole {
			return nil, &StateError{file, number}
		}
		if text = rest; len(all) == cap(all) {
			all = make([]line, 0, 64)
		}
		all = append(all, l)
		lines[key] = &all[len(all)-1]
	}
	return lines, nil
}

func parseLine(written string) (key string, l line, ok bool) {
	key, rest, _ := strings.Cut(written, "\t")
	l.source, rest, _ = strings.Cut(rest, "\t")
	l.digest, rest, _ = strings.Cut(rest, "\t")
	l.intended, rest, l.raw = strings.Cut(rest, "\t")
	ok = fs.ValidPath(key) && l.source != "" && l.digest != "" && l.intended != "" && (!l.raw || rest == "raw")
	return key, l, ok
}

// lines returns the lines of a month.
func (s *state) lines(name string) map[string]*line {
	m := s.months[name]
	if m == nil {
		return nil
	}
	if m.lines == nil {
		file, err := filepath.Join(s.dir, name), error(nil)
		if m.data == nil {
			m.data, err = os.ReadFile(file)
		}
		if err == nil {
			m.lines, err = parseMonth(file, string(m.data))
		}
		if err != nil {
			m.lines, s.fault = make(map[string]*line), err
		}
	}
	return m.lines
}

// release releases the lines of all months that are saved, until they are needed again.
func (s *state) release() {
	for _, m := range s.months {
		if !m.changed {
			m.lines = nil
		}
	}
}

// names returns the names of the months of days, in order.
func (s *state) names() []string {
	names := make([]string, 0, len(s.months))
	for name := range s.months {
		if name != front {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// The ends of lines that are looked for without parsing them.
const (
	goneMark = "\t" + gone
	rawMark  = "\traw\n"
)

// marked returns the names of the months that can have lines with a mark, in order.
func (s *state) marked(mark string) []string {
	return slices.DeleteFunc(s.names(), func(name string) bool {
		m := s.months[name]
		return !m.changed && !bytes.Contains(m.data, []byte(mark))
	})
}

// get returns the line of a page, or nil.
func (s *state) get(key string) *line {
	return s.lines(monthOf(key))[key]
}

// set stores the line of a page.
func (s *state) set(key string, l line) {
	name := monthOf(key)
	m := s.months[name]
	if m == nil {
		m = &month{lines: make(map[string]*line)}
		s.months[name] = m
	}
	lines := s.lines(name)
	if was := lines[key]; was != nil && *was == l {
		return
	}
	lines[key] = &l
	m.changed, m.hash = true, 0
}

// remove drops the line of a page.
func (s *state) remove(key string) {
	if lines := s.lines(monthOf(key)); lines[key] != nil {
		delete(lines, key)
		m := s.months[monthOf(key)]
		m.changed, m.hash = true, 0
	}
}

// save writes the parts that have changed.
func (s *state) save(write func(file string, data []byte) error) error {
	if s.fault != nil {
		return s.fault
	}
	for name, m := range s.months {
		if !m.changed {
			continue
		}
		data := m.bytes()
		if err := write(filepath.Join(s.dir, name), data); err != nil {
			return err
		}
		m.data, m.hash, m.changed = data, event.Hash(data), false
	}
	return nil
}

func (m *month) bytes() []byte {
	b := make([]byte, 0, len(m.data)+1024)
	for _, key := range slices.Sorted(maps.Keys(m.lines)) {
		l := m.lines[key]
		b = append(append(b, key...), '\t')
		b = append(append(b, l.source...), '\t')
		b = append(append(b, l.digest...), '\t')
		b = append(b, l.intended...)
		if l.raw {
			b = append(b, "\traw"...)
		}
		b = append(b, '\n')
	}
	return b
}

// The keys of pages.

func indexKey(d event.Date) string  { return d.Path() + "/index.md" }
func readmeKey(d event.Date) string { return d.Path() + "/README.md" }
func eventKey(r event.Ref) string   { return r.Date.Path() + "/" + r.Slug + ".md" }

// fileOf returns the path of a page from the root of its archive.
func fileOf(key string) string {
	if monthOf(key) == front {
		return key
	}
	return path.Join("news", key)
}

// dayOfKey returns the day of a page, or false for a front page.
func dayOfKey(key string) (event.Date, bool) {
	if monthOf(key) == front {
		return event.Date{}, false
	}
	day, _, _ := strings.Cut(key[len("2016/04/"):], "/")
	var d event.Date
	for _, part := range []struct {
		digits string
		to     *int
	}{{key[:4], &d.Year}, {key[5:7], &d.Month}, {day, &d.Day}} {
		n, err := strconv.Atoi(part.digits)
		if err != nil {
			return event.Date{}, false
		}
		*part.to = n
	}
	return d, d.Valid()
}

// refOfKey returns the event of a page, or false for the page of a day.
func refOfKey(key string) (event.Ref, bool) {
	d, ok := dayOfKey(key)
	slug, isPage := strings.CutSuffix(path.Base(key), ".md")
	if !ok || !isPage || slug == "index" || slug == "README" {
		return event.Ref{}, false
	}
	return event.NewRef(d, slug), true
}

// daysOf returns the days of a month, in order.
func (s *state) daysOf(name string) []event.Date {
	var days []event.Date
	for key := range s.lines(name) {
		if d, ok := dayOfKey(key); ok && strings.HasSuffix(key, "/index.md") {
			days = append(days, d)
		}
	}
	slices.SortFunc(days, event.Date.Compare)
	return days
}

// lastDay returns the last day in the state, or false if there is none.
func (s *state) lastDay() (event.Date, bool) {
	for _, name := range slices.Backward(s.names()) {
		if days := s.daysOf(name); len(days) > 0 {
			return days[len(days)-1], true
		}
	}
	return event.Date{}, false
}

// pagesOf returns the keys of the events of a day, in order.
func (s *state) pagesOf(d event.Date) []string {
	var keys []string
	folder := d.Path() + "/"
	for key := range s.lines(monthOf(folder)) {
		if strings.HasPrefix(key, folder) {
			if _, ok := refOfKey(key); ok {
				keys = append(keys, key)
			}
		}
	}
	slices.Sort(keys)
	return keys
}
