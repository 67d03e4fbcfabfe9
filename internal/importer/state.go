package importer

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
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
// month.
type state struct {
	dir    string
	months map[string]*month // by their names, 2016-04
}

// month is a part of the state: the pages of a month. The front page has the month
// "front".
type month struct {
	lines   map[string]*line
	changed bool
}

// front is the part of the state for pages that belong to no day.
const front = "front"

// monthOf returns the name of the part of the state that a page is in.
func monthOf(key string) string {
	if len(key) > len("2016/04/") && key[4] == '/' && key[7] == '/' {
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

// readState reads the state of an archive. A missing one is empty.
func readState(root string) (*state, error) {
	s := &state{dir: filepath.Join(root, stateDir), months: make(map[string]*month)}
	entries, err := os.ReadDir(s.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err != nil {
		return nil, err
	}
	for _, entry := range entries {
		name := entry.Name()
		if name != front && (len(name) != len("2016-04") || name[4] != '-') {
			continue
		}
		m, err := readMonth(filepath.Join(s.dir, name))
		if err != nil {
			return nil, err
		}
		s.months[name] = m
	}
	return s, nil
}

func readMonth(file string) (*month, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	m := &month{lines: make(map[string]*line)}
	scanner, number := bufio.NewScanner(bytes.NewReader(data)), 0
	for scanner.Scan() {
		number++
		fields := strings.Split(scanner.Text(), "\t")
		if len(fields) != 4 && !(len(fields) == 5 && fields[4] == "raw") || !fs.ValidPath(fields[0]) {
			return nil, &StateError{file, number}
		}
		m.lines[fields[0]] = &line{source: fields[1], digest: fields[2], intended: fields[3], raw: len(fields) == 5}
	}
	return m, scanner.Err()
}

// get returns the line of a page, or nil.
func (s *state) get(key string) *line {
	if m := s.months[monthOf(key)]; m != nil {
		return m.lines[key]
	}
	return nil
}

// set stores the line of a page.
func (s *state) set(key string, l line) {
	name := monthOf(key)
	m := s.months[name]
	if m == nil {
		m = &month{lines: make(map[string]*line)}
		s.months[name] = m
	}
	if was := m.lines[key]; was != nil && *was == l {
		return
	}
	m.lines[key] = &l
	m.changed = true
}

// remove drops the line of a page.
func (s *state) remove(key string) {
	if m := s.months[monthOf(key)]; m != nil && m.lines[key] != nil {
		delete(m.lines, key)
		m.changed = true
	}
}

// save writes the parts that have changed.
func (s *state) save(write func(file string, data []byte) error) error {
	for name, m := range s.months {
		if !m.changed {
			continue
		}
		if err := write(filepath.Join(s.dir, name), m.bytes()); err != nil {
			return err
		}
		m.changed = false
	}
	return nil
}

func (m *month) bytes() []byte {
	keys := make([]string, 0, len(m.lines))
	for key := range m.lines {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	var b bytes.Buffer
	for _, key := range keys {
		l := m.lines[key]
		fmt.Fprintf(&b, "%s\t%s\t%s\t%s", key, l.source, l.digest, l.intended)
		if l.raw {
			b.WriteString("\traw")
		}
		b.WriteByte('\n')
	}
	return b.Bytes()
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

// days returns the days in the state, in order, each with the keys of its events.
func (s *state) days() []event.Date {
	var days []event.Date
	for _, m := range s.months {
		for key := range m.lines {
			if d, ok := dayOfKey(key); ok && strings.HasSuffix(key, "/index.md") {
				days = append(days, d)
			}
		}
	}
	slices.SortFunc(days, event.Date.Compare)
	return days
}

// pagesOf returns the keys of the events of each day in the state.
func (s *state) pagesOf() map[event.Date][]string {
	pages := make(map[event.Date][]string)
	for _, m := range s.months {
		for key := range m.lines {
			if ref, ok := refOfKey(key); ok {
				pages[ref.Date] = append(pages[ref.Date], key)
			}
		}
	}
	for _, keys := range pages {
		slices.Sort(keys)
	}
	return pages
}
