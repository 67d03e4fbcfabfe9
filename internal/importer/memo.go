package importer

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"os"
	"path/filepath"
	"strings"

	"news/internal/event"
	"news/internal/relation"
)

// memo is what relations need of the events of an archive, kept in the user's folder for
// caches, so that a new day does not need all pages of a large archive. A day of it counts
// as long as the state has the same digests for the pages of the day. A memo that is
// missing or damaged costs time alone.
type memo struct {
	stems []string
	days  map[event.Date]memoDay
}

type memoDay struct {
	digest uint64
	events []memoEvent
}

type memoEvent struct {
	slug, category string
	topics         []string
	said           said
}

const memoMagic = "news import memo 1\n"

// memoFile returns the file of the memo, or "" if there is no folder for it.
func (r *run) memoFile() string {
	root, err := filepath.Abs(r.root)
	if r.Cache == "" || err != nil {
		return ""
	}
	return filepath.Join(r.Cache, digestOf([]byte(root))+".words")
}

// dayDigests returns a digest of the pages of each day.
func (s *state) dayDigests() map[event.Date]uint64 {
	digests := make(map[event.Date]uint64)
	var buffer []byte
	for _, m := range s.months {
		for key, l := range m.lines {
			d, ok := dayOfKey(key)
			if !ok || strings.HasSuffix(key, "/README.md") || l.digest == none && l.intended == none {
				continue
			}
			buffer = append(append(append(buffer[:0], key...), l.digest...), l.intended...)
			digests[d] ^= event.Hash(buffer)
		}
	}
	return digests
}

// readMemo reads the memo, without the days that have changed.
func (r *run) readMemo() *memo {
	m := &memo{days: make(map[event.Date]memoDay)}
	file := r.memoFile()
	if file == "" {
		return m
	}
	data, err := os.ReadFile(file)
	body := len(data) - 4
	if err != nil || body < len(memoMagic) || string(data[:len(memoMagic)]) != memoMagic ||
		crc32.ChecksumIEEE(data[:body]) != binary.LittleEndian.Uint32(data[body:]) {
		return m
	}
	d := decoder{text: string(data[len(memoMagic):body])}
	m.decode(&d, r.state.dayDigests())
	if d.failed {
		return &memo{days: make(map[event.Date]memoDay)}
	}
	return m
}

func (m *memo) decode(d *decoder, digests map[event.Date]uint64) {
	m.stems = d.strings()
	names := d.strings()
	for range d.count() {
		date := event.UnpackDate(uint32(d.number()))
		day := memoDay{digest: uint64(d.number())}
		for range d.count() {
			e := memoEvent{slug: d.string(), category: d.pick(names)}
			for range d.count() {
				e.topics = append(e.topics, d.pick(names))
			}
			e.said = make(said, d.count())
			for i := range e.said {
				packed := d.number()
				d.failed = d.failed || packed>>2 >= uint64(len(m.stems))
				e.said[i] = relation.UnpackSaidWord(int32(packed))
			}
			day.events = append(day.events, e)
		}
		if digests[date] == day.digest {
			m.days[date] = day
		}
	}
}

// day returns a day of the memo, the texts of whose events are still to be read.
func (m *memo) day(date event.Date, source string) *day {
	known, ok := m.days[date]
	if !ok {
		return nil
	}
	d := &day{date: date, source: source, events: make([]event.Event, 0, len(known.events)), said: make([]said, len(known.events))}
	for i, e := range known.events {
		d.events = append(d.events, event.Event{Ref: event.Ref{Date: date, Slug: e.slug}, Number: i + 1, Category: e.category, Topics: e.topics})
		d.said[i] = e.said
	}
	return d
}

// writeMemo writes what relations need of the archive, for the next import.
func (a *library) writeMemo(stems []string) error {
	file := a.memoFile()
	if file == "" {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		return err
	}
	temporary := file + ".new"
	err := os.WriteFile(temporary, a.encodeMemo(stems), 0o666)
	if err == nil {
		err = os.Rename(temporary, file)
	}
	if err != nil {
		return errors.Join(err, os.Remove(temporary))
	}
	return nil
}

func (a *library) encodeMemo(stems []string) []byte {
	names := nameTable{numbers: make(map[string]int)}
	days := encoder{make([]byte, 0, 200*len(a.events))}
	var all encoder
	digests := a.state.dayDigests()
	days.number(uint64(len(a.days)))
	for _, d := range a.days {
		days.number(uint64(d.date.Pack()))
		days.number(digests[d.date])
		days.number(uint64(len(d.events)))
		for i := range d.events {
			e := &d.events[i]
			days.string(e.Ref.Slug)
			days.number(uint64(names.number(e.Category)))
			days.number(uint64(len(e.Topics)))
			for _, topic := range e.Topics {
				days.number(uint64(names.number(topic)))
			}
			days.number(uint64(len(d.said[i])))
			for _, w := range d.said[i] {
				days.number(uint64(w.Pack()))
			}
		}
	}
	all.data = append(make([]byte, 0, len(days.data)+4<<20), memoMagic...)
	all.strings(stems)
	all.strings(names.names)
	all.data = append(all.data, days.data...)
	return binary.LittleEndian.AppendUint32(all.data, crc32.ChecksumIEEE(all.data))
}

// nameTable numbers names.
type nameTable struct {
	numbers map[string]int
	names   []string
}

func (t *nameTable) number(name string) int {
	n, known := t.numbers[name]
	if !known {
		n = len(t.names)
		t.numbers[name] = n
		t.names = append(t.names, name)
	}
	return n
}

// encoder writes numbers and texts.
type encoder struct{ data []byte }

func (e *encoder) number(n uint64) { e.data = binary.AppendUvarint(e.data, n) }

func (e *encoder) string(s string) {
	e.number(uint64(len(s)))
	e.data = append(e.data, s...)
}

func (e *encoder) strings(all []string) {
	e.number(uint64(len(all)))
	for _, s := range all {
		e.string(s)
	}
}

// decoder reads what encoder wrote. After a failure it returns zero values.
type decoder struct {
	text   string
	at     int
	failed bool
}

func (d *decoder) number() uint64 {
	n, shift := uint64(0), 0
	for d.at < len(d.text) && shift < 64 {
		c := d.text[d.at]
		d.at++
		n |= uint64(c&0x7f) << shift
		if c < 0x80 {
			return n
		}
		shift += 7
	}
	d.failed = true
	d.at = len(d.text)
	return 0
}

// count returns the number of things that follow, each of a byte or more.
func (d *decoder) count() int {
	n := d.number()
	if n > uint64(len(d.text)-d.at) {
		d.failed, d.at = true, len(d.text)
		return 0
	}
	return int(n)
}

func (d *decoder) string() string {
	n := d.number()
	if n > uint64(len(d.text)-d.at) {
		d.failed, d.at = true, len(d.text)
		return ""
	}
	s := d.text[d.at : d.at+int(n)]
	d.at += int(n)
	return s
}

func (d *decoder) strings() []string {
	var all []string
	for range d.count() {
		all = append(all, d.string())
	}
	return all
}

func (d *decoder) pick(names []string) string {
	n := d.number()
	if n >= uint64(len(names)) {
		d.failed = true
		return ""
	}
	return names[n]
}
