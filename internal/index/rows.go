package index

import (
	"sort"
	"strings"
	"sync"

	"news/internal/search"
)

// blob reads the data of a row that a query finds by its number. name is the place of such
// blobs, for seal.
func (s *session) blob(name string, first int64, query string) ([]byte, error) {
	var sealed []byte
	if err := s.one([]any{&sealed}, query, first); err != nil {
		return nil, damagedWhereMissing(err)
	}
	return unseal(numbered(name, first), sealed)
}

// rows are the rows of a table that were read, by their numbers. They are kept for later
// questions.
type rows[Row any] struct {
	mu   sync.Mutex
	read map[int]Row
}

// at returns a row, and reads it if it was not read before. Two questions at once may
// both read it.
func (r *rows[Row]) at(n int, read func(n int) (Row, error)) (Row, error) {
	r.mu.Lock()
	row, known := r.read[n]
	r.mu.Unlock()
	if known {
		return row, nil
	}
	row, err := read(n)
	if err != nil {
		return row, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.read == nil {
		r.read = make(map[int]Row)
	}
	r.read[n] = row
	return row, nil
}

// wordRows are a table of words, or of pairs, in the order of their bytes. The rows that
// were read are kept.
type wordRows struct {
	table  string
	inRow  int      // the number of words in each row but the last
	count  int      // of words
	firsts []string // the first word of each row
	rows   rows[*search.WordList]
}

// isWhole reports whether there is a first word for each row.
func (w *wordRows) isWhole() bool {
	return w.count >= 0 && (w.count+w.inRow-1)/w.inRow == len(w.firsts)
}

// find returns the last row whose first word does not come behind a word, or -1.
func (w *wordRows) find(word string) int {
	return sort.Search(len(w.firsts), func(i int) bool { return w.firsts[i] > word }) - 1
}

// row returns a row.
func (w *wordRows) row(s *session, n int) (*search.WordList, error) {
	return w.rows.at(n, func(n int) (*search.WordList, error) {
		first := n * w.inRow
		list, err := s.blob(w.table, int64(first), `SELECT list FROM `+w.table+` WHERE first = ?`)
		if err != nil {
			return nil, err
		}
		row := search.NewWordList(string(list))
		if row.Len() != min(w.inRow, w.count-first) {
			return nil, ErrDamaged
		}
		return row, nil
	})
}

// linesIn returns the lines that appendLine packed.
func linesIn(data []byte) []string {
	var lines []string
	for line := range strings.Lines(string(data)) {
		lines = append(lines, strings.TrimSuffix(line, "\n"))
	}
	return lines
}
