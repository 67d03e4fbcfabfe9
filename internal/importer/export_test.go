package importer

import (
	"maps"
	"slices"

	"news/internal/event"
)

// WithFault returns options of an import whose writes fail as fault says, before
// anything of them is on the disk.
func WithFault(o Options, fault func() error) Options {
	o.fault = fault
	return o
}

// SlugOf is slugOf, for tests.
var SlugOf = slugOf

// MemoMagic is memoMagic, for tests.
const MemoMagic = memoMagic

// Remembered returns what a memo says about events, without the stamps of their files.
func Remembered(file string) []string {
	m := newMemo()
	m.read(file)
	said := append(slices.Clone(m.stems), m.names...)
	for _, d := range slices.SortedFunc(maps.Keys(m.days), event.Date.Compare) {
		said = append(said, d.String(), m.days[d].text)
	}
	return said
}
