package importer

import (
	"encoding/binary"
	"hash/crc32"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"news/internal/event"
	"news/internal/relation"
)

// memo is what relations need of the events of an archive, kept in the user's folder for
// caches, so that a new day does not need all pages of a large archive. It is a file of
// blocks, each with what an import has added. A day of it counts as long as the state
// names the same pages for the day, and their files are as they were. A memo that is
// missing or damaged costs time alone.
type memo struct {
	stems, names []string // by their numbers
	months       map[string]memoMonth
	days         map[event.Date]memoDay
	size         int // of its whole blocks; 0 if there are none
	used         int // bytes that days take
}

// memoMonth says how a month of the state was, and which days it has, day 1 in bit 1.
type memoMonth struct {
	hash uint64
	days uint32
}

// memoDay is a day in the memo, still encoded.
type memoDay struct {
	stamp   uint64 // of its pages
	count   int    // of its events
	numbers int    // of their topics and words together
	text    string
}

const memoMagic = "news import memo 2\n"

// blockHead is the size of what stands before a block: its length and its checksum.
const blockHead = 8

// memoFile returns the file of the memo, or "" if there is no folder for it.
func (r *run) memoFile() string {
	root, err := filepath.Abs(r.root)
	if r.Cache == "" || err != nil {
		return ""
	}
	return filepath.Join(r.Cache, digestOf([]byte(root))+".words")
}

func newMemo() *memo {
	return &memo{months: make(map[string]memoMonth), days: make(map[event.Date]memoDay)}
}

// readMemo reads the memo as far as it is whole.
func (r *run) readMemo() *memo {
	m := newMemo()
	if file := r.memoFile(); file != "" {
		m.read(file)
	}
	return m
}

func (m *memo) read(file string) {
	data, err := readText(file)
	rest, ok := strings.CutPrefix(data, memoMagic)
	if err != nil || !ok {
		return
	}
	for len(rest) >= blockHead {
		head := decoder{text: rest[:blockHead]}
		sizes := head.fixed()
		length, sum := int(uint32(sizes)), uint32(sizes>>32)
		if length > len(rest)-blockHead {
			return
		}
		if block := rest[blockHead:][:length]; checksum(block) != sum || !m.decode(block) {
			return
		}
		rest = rest[blockHead+length:]
		m.size = len(data) - len(rest)
	}
}

// readText reads a file as one text, without a copy of it.
func readText(name string) (string, error) {
	file, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer file.Close()
	var text strings.Builder
	if info, err := file.Stat(); err == nil {
		text.Grow(int(info.Size()))
	}
	_, err = io.Copy(&text, file)
	return text.String(), err
}

// checksum returns the checksum of a text, without a copy of it.
func checksum(text string) uint32 {
	sum := uint32(0)
	buffer := make([]byte, min(len(text), 64<<10))
	for text != "" {
		n := copy(buffer, text)
		sum = crc32.Update(sum, crc32.IEEETable, buffer[:n])
		text = text[n:]
	}
	return sum
}

// decode adds a block to the memo. It returns false for one that makes no sense.
func (m *memo) decode(block string) bool {
	d := decoder{text: block}
	stems, names := d.strings(), d.strings()
	months := make(map[string]memoMonth)
	for range d.count() {
		name := d.string()
		months[name] = memoMonth{d.fixed(), uint32(d.number())}
	}
	days := make(map[event.Date]memoDay)
	for range d.count() {
		date := event.UnpackDate(uint32(d.number()))
		day := memoDay{stamp: d.fixed(), count: d.count()}
		day.numbers = d.count()
		day.text = d.string()
		days[date] = day
	}
	if d.failed {
		return false
	}
	m.stems, m.names = append(m.stems, stems...), append(m.names, names...)
	maps.Copy(m.months, months)
	for date, day := range days {
		m.used += len(day.text) - len(m.days[date].text)
		m.days[date] = day
	}
	return true
}

// hasMonth reports whether a month of the state is as it was when the memo was written.
func (m *memo) hasMonth(name string, hash uint64) bool {
	known, ok := m.months[name]
	return ok && hash != 0 && known.hash == hash
}

// daysOf returns the days of a month.
func (m *memo) daysOf(name string) []event.Date {
	first, ok := dayOfKey(strings.ReplaceAll(name, "-", "/") + "/1/index.md")
	if !ok {
		return nil
	}
	var days []event.Date
	for day := 1; day <= 31; day++ {
		if m.months[name].days>>day&1 != 0 {
			first.Day = day
			days = append(days, first)
		}
	}
	return days
}

// briefs returns the events of a day, still without their texts, or false if the memo
// does not have the day.
func (m *memo) briefs(date event.Date) ([]brief, bool) {
	day, ok := m.days[date]
	if !ok {
		return nil, false
	}
	d := decoder{text: day.text}
	all, numbers := make([]brief, day.count), make([]int32, 0, day.numbers)
	words := make([]relation.PackedWord, 0, day.numbers)
	for i := range all {
		all[i].slug = d.string()
		all[i].category = d.below(len(m.names))
		start := len(numbers)
		for range d.count() {
			numbers = append(numbers, d.below(len(m.names)))
		}
		all[i].topics = numbers[start:len(numbers):len(numbers)]
		start = len(words)
		for range d.count() {
			word := relation.PackedWord(d.below(4 * len(m.stems)))
			words = append(words, word)
		}
		all[i].said = words[start:len(words):len(words)]
	}
	return all, !d.failed && d.at == len(d.text)
}

// encodeDay returns a day for the memo.
func encodeDay(briefs []brief, sum uint64) memoDay {
	var to encoder
	day := memoDay{stamp: sum, count: len(briefs)}
	for i := range briefs {
		b := &briefs[i]
		to.string(b.slug)
		to.number(uint64(b.category))
		to.number(uint64(len(b.topics)))
		for _, topic := range b.topics {
			to.number(uint64(topic))
		}
		to.number(uint64(len(b.said)))
		for _, w := range b.said {
			to.number(uint64(w))
		}
		day.numbers += len(b.topics) + len(b.said)
	}
	day.text = string(to.data)
	return day
}

// block returns what is added to the memo.
func block(stems, names []string, months map[string]memoMonth, days map[event.Date]memoDay) []byte {
	size := 0
	for _, day := range days {
		size += len(day.text) + 32
	}
	to := encoder{make([]byte, blockHead, blockHead+size+32*(len(stems)+len(names)+len(months)))}
	to.strings(stems)
	to.strings(names)
	to.number(uint64(len(months)))
	for _, name := range slices.Sorted(maps.Keys(months)) {
		to.string(name)
		to.fixed(months[name].hash)
		to.number(uint64(months[name].days))
	}
	to.number(uint64(len(days)))
	for _, date := range slices.SortedFunc(maps.Keys(days), event.Date.Compare) {
		day := days[date]
		to.number(uint64(date.Pack()))
		to.fixed(day.stamp)
		to.number(uint64(day.count))
		to.number(uint64(day.numbers))
		to.string(day.text)
	}
	binary.LittleEndian.PutUint32(to.data, uint32(len(to.data)-blockHead))
	binary.LittleEndian.PutUint32(to.data[4:], crc32.ChecksumIEEE(to.data[blockHead:]))
	return to.data
}

// writeMemo writes what relations need of the archive, for the next import: what is new
// behind the rest, or all of it where too much of the file is out of date. What cannot be
// written is done without.
func (a *library) writeMemo() {
	file := a.memoFile()
	if file == "" || os.MkdirAll(filepath.Dir(file), 0o777) != nil {
		return
	}
	now, err := a.writeStamped(filepath.Join(a.temporary(), "now"), nil)
	if err != nil {
		return
	}
	months, days := a.memoMonths(), make(map[event.Date]memoDay)
	known, used := a.known, a.known.used
	for _, d := range a.days {
		is := a.stamps[d.date]
		if is == nil || is.left || is.latest >= now.modified { // it could still change within the same instant
			continue
		}
		if was, ok := known.days[d.date]; ok && d.remembered && was.stamp == is.sum {
			continue
		}
		days[d.date] = encodeDay(d.briefs, is.sum)
		used += len(days[d.date].text) - len(known.days[d.date].text)
	}
	size := 0
	for _, day := range days {
		size += len(day.text)
	}
	if known.size > 0 && known.size+size < 2*used+4<<20 {
		appendBlock(file, known.size, block(a.words.stems.list[len(known.stems):], a.names.list[len(known.names):], months, days))
		return
	}
	for _, d := range a.days {
		if was, ok := known.days[d.date]; ok && d.remembered && days[d.date].text == "" && was.stamp == a.stamps[d.date].sum {
			days[d.date] = was
		}
	}
	replaceFile(file, append([]byte(memoMagic), block(a.words.stems.list, a.names.list, months, days)...))
}

// memoMonths returns the months of the state for the memo.
func (a *library) memoMonths() map[string]memoMonth {
	months := make(map[string]memoMonth)
	for _, d := range a.days {
		name := monthOf(indexKey(d.date))
		if m := a.state.months[name]; m != nil {
			months[name] = memoMonth{m.hash, months[name].days | 1<<d.date.Day}
		}
	}
	return months
}

// appendBlock writes a block at a place in a file, and ends the file there. A block that
// is written in part does not count.
func appendBlock(name string, at int, data []byte) {
	file, err := os.OpenFile(name, os.O_WRONLY, 0o666)
	if err != nil {
		return
	}
	defer file.Close()
	if file.Truncate(int64(at)) == nil {
		if _, err := file.Seek(int64(at), io.SeekStart); err == nil {
			_, _ = file.Write(data)
		}
	}
}

// replaceFile writes a file as a whole, or leaves it as it is.
func replaceFile(name string, data []byte) {
	temporary := name + ".new"
	if os.WriteFile(temporary, data, 0o666) != nil || os.Rename(temporary, name) != nil {
		os.Remove(temporary)
	}
}
