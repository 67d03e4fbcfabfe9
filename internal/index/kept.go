package index

import (
	"context"
	"slices"
	"sync"

	"news/internal/search"
)

// kept is what questions to one generation of the index read and leave for later
// questions: a question on a file that is open needs little else. All of it is as it
// was written, checked by its checksum once. Questions use it from several
// goroutines.
type kept struct {
	mu         sync.Mutex
	mean       *float64 // of the lengths; nil until it is known, as are all of these
	shortNames *search.ShortNames
	pairs      *pairs
	starts     *search.Starts
	words      *search.Vocabulary // all words, without what reads their rows
	keyCounts  *keyCounts

	lengths rows[[]byte]
	keys    rows[[]byte]

	rows  postingsRows
	later search.LastUsed[int64, postingsRow]
	texts search.LastUsed[textsKey, records]
	slugs search.LastUsed[search.Place, string]
}

// The most bytes of rows that are kept for later questions.
const (
	mostPostings = 4 << 20
	mostLater    = 2 << 20
	mostTexts    = 4 << 20
	mostSlugs    = 100 << 10
)

// keptOr returns a value that is kept, which it reads where it is nil. Two
// questions at once may both read it.
func keptOr[T any](k *kept, value **T, read func() (*T, error)) (*T, error) {
	k.mu.Lock()
	known := *value
	k.mu.Unlock()
	if known != nil {
		return known, nil
	}
	found, err := read()
	if err != nil {
		return nil, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if *value == nil {
		*value = found
	}
	return *value, nil
}

// postingsRows keeps rows of postings, which are found by any of their words.
type postingsRows struct {
	firsts []uint32 // the first words of the rows, in rising order
	rows   search.LastUsed[uint32, postingsRow]
}

// with returns the row that has a word.
func (p *postingsRows) with(word search.WordID) (postingsRow, bool) {
	i, found := slices.BinarySearch(p.firsts, uint32(word))
	if !found {
		i--
	}
	if i < 0 {
		return postingsRow{}, false
	}
	row, known := p.rows.Get(p.firsts[i])
	if !known {
		p.firsts = slices.Delete(p.firsts, i, i+1)
		return postingsRow{}, false
	}
	return row, row.covers(word)
}

func (p *postingsRows) put(row postingsRow, bytes int) {
	first := row.words[0]
	if i, known := slices.BinarySearch(p.firsts, first); !known {
		p.firsts = slices.Insert(p.firsts, i, first)
	}
	p.rows.Put(first, row, bytes+4*len(row.words), mostPostings)
}

// Starts returns the words that headlines and topics begin with.
func (c *corpus) Starts(ctx context.Context) (*search.Starts, error) {
	return keptOr(c.kept, &c.kept.starts, func() (*search.Starts, error) { return search.NewStarts(ctx, c) })
}
