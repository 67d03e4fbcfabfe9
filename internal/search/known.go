package search

import (
	"strings"
	"sync"
)

// Known is what words of a corpus were found to match, for later searches of the
// same corpus with the same meanings: while somebody types, each query has the words
// of the one before. It keeps what was used last, in bounded memory. Several
// searches may use it at once. Searches find the same with it and without.
type Known struct {
	mu       sync.Mutex
	findings LastUsed[string, knownFinding]
	near     map[string][]string // suggestions, by word
}

// knownFinding is a finding, which is not changed any more.
type knownFinding struct {
	*finding
	lookups int // how many of the budget it took
}

// The most that a Known keeps: bytes of findings, and words with suggestions.
const (
	mostKnown       = 6 << 20
	mostSuggestions = 1000
)

// NewKnown returns an empty Known.
func NewKnown() *Known { return &Known{near: make(map[string][]string)} }

// find returns what a leaf matches, where that is known and the budget of the
// search allows for what it took.
func (k *Known) find(key string, budget *int) *finding {
	if k == nil {
		return nil
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	f, known := k.findings.Get(key)
	if !known || f.lookups > 0 && f.lookups > *budget {
		return nil
	}
	*budget -= f.lookups
	return f.finding
}

// add keeps a finding.
func (k *Known) add(key string, f *finding, lookups int) {
	if k == nil {
		return
	}
	const ofMatch, ofWord = 8, 64
	bytes := ofMatch * cap(f.docs)
	for _, r := range f.readings {
		for _, c := range r.choices {
			bytes += ofWord * (cap(c.words) + 1)
		}
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.findings.Put(strings.Clone(key), knownFinding{f, lookups}, bytes, mostKnown)
}

// suggestions returns the words that are similar to one, and finds them where they are
// not known.
func (k *Known) suggestions(key string, find func() ([]string, error)) ([]string, error) {
	if k == nil {
		return find()
	}
	k.mu.Lock()
	near, known := k.near[key]
	k.mu.Unlock()
	if known {
		return near, nil
	}
	near, err := find()
	if err != nil {
		return nil, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.near) >= mostSuggestions {
		clear(k.near)
	}
	k.near[key] = near
	return near, nil
}
