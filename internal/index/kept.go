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
	measured   *measured // nil until it is read, as are all of these
	shortNames *search.ShortNames
	pairs      *pairs
	starts     *search.Starts

	rows  postingsRows
	texts lastUsed[textsKey, records]
	slugs lastUsed[search.Place, string]
}

// The most bytes of rows that are kept for later questions.
const (
	mostPostings = 4 << 20
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

// lastUsed keeps the values that were used last, up to a number of bytes.
type lastUsed[K comparable, V any] struct {
	values map[K]*used[V]
	bytes  int
	time   uint64
}

type used[V any] struct {
	value V
	bytes int
	last  uint64
}

func (l *lastUsed[K, V]) get(key K) (V, bool) {
	u := l.values[key]
	if u == nil {
		var none V
		return none, false
	}
	l.time++
	u.last = l.time
	return u.value, true
}

// put keeps a value, and lets go of the ones that were not used for longest.
func (l *lastUsed[K, V]) put(key K, value V, bytes, most int) {
	if l.values == nil {
		l.values = make(map[K]*used[V])
	}
	if _, known := l.values[key]; known || bytes > most {
		return
	}
	for l.bytes+bytes > most {
		l.drop()
	}
	l.time++
	l.values[key] = &used[V]{value, bytes, l.time}
	l.bytes += bytes
}

func (l *lastUsed[K, V]) drop() {
	var oldest K
	last := uint64(0)
	for key, u := range l.values {
		if last == 0 || u.last < last {
			oldest, last = key, u.last
		}
	}
	l.bytes -= l.values[oldest].bytes
	delete(l.values, oldest)
}

// postingsRows keeps rows of postings, which are found by any of their words.
type postingsRows struct {
	firsts []uint32 // the first words of the rows, in rising order
	rows   lastUsed[uint32, postingsRow]
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
	row, known := p.rows.get(p.firsts[i])
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
	p.rows.put(first, row, bytes+4*len(row.words), mostPostings)
}

// Starts returns the words that headlines and topics begin with.
func (c *corpus) Starts(ctx context.Context) (*search.Starts, error) {
	return keptOr(c.kept, &c.kept.starts, func() (*search.Starts, error) { return search.NewStarts(ctx, c) })
}
