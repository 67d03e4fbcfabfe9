package index

import (
	"encoding/binary"
	"iter"
	"maps"
	"slices"
	"sort"
	"strings"
	"sync"

	"news/internal/search"
)

// pairsInRow is the number of pairs in a row of the table pairs.
const pairsInRow = 256

// pairs are the pairs of an index. They are read only if a query asks for one. The
// pairs of the last full write are numbered in their order, and the pairs that only
// changed documents have are numbered after them.
type pairs struct {
	count   int                      // the number of pairs of the last full write
	firsts  []string                 // the first pair of each row
	mu      sync.Mutex               // for rows
	rows    map[int]*search.WordList // the rows that were read
	added   *search.WordList         // the pairs that only changed documents have
	changed postingsRow              // the postings of the changed documents
}

// readPairs reads what is needed to find pairs.
func readPairs(s *session) (*pairs, error) {
	head, err := readRecords(s, "pairs", 2)
	if err != nil {
		return nil, err
	}
	r := head.at(0)
	p := &pairs{count: int(r.uint()), rows: make(map[int]*search.WordList)}
	for line := range strings.Lines(string(head.at(1).data)) {
		p.firsts = append(p.firsts, strings.TrimSuffix(line, "\n"))
	}
	if r.failed || p.count < 0 || (p.count+pairsInRow-1)/pairsInRow != len(p.firsts) {
		return nil, ErrDamaged
	}
	changed, err := readRecords(s, "new pairs", 2)
	if err != nil {
		return nil, err
	}
	p.added = search.NewWordList(string(changed.at(0).data))
	p.changed, err = unpackPostings(changed.at(1).data)
	return p, err
}

// readRecords reads a part of a fixed number of records.
func readRecords(s *session, name string, count int) (records, error) {
	data, err := part(s, name)
	if err != nil {
		return records{}, err
	}
	all, err := unpack(data)
	if err == nil && all.len() != count {
		err = ErrDamaged
	}
	return all, err
}

// openPairs returns the pairs, and reads them at the first call.
func (c *corpus) openPairs() (*pairs, error) {
	if c.pairs == nil {
		read, err := keptOr(c.kept, &c.kept.pairs, func() (*pairs, error) { return readPairs(c.session) })
		if err != nil {
			return nil, err
		}
		c.pairs = read
	}
	return c.pairs, nil
}

// Pair returns the number of a pair.
func (c *corpus) Pair(pair string) (search.WordID, bool, error) {
	p, err := c.openPairs()
	if err != nil {
		return 0, false, err
	}
	n := sort.Search(len(p.firsts), func(i int) bool { return p.firsts[i] > pair }) - 1
	if n >= 0 {
		row, err := c.pairsRow(p, n)
		if err != nil {
			return 0, false, err
		}
		if place, known := row.Place(pair); known {
			return search.PairID(n*pairsInRow + place), true, nil
		}
	}
	place, known := p.added.Place(pair)
	return search.PairID(p.count + place), known, nil
}

// pairsRow returns the pairs of a row.
func (c *corpus) pairsRow(p *pairs, n int) (*search.WordList, error) {
	p.mu.Lock()
	row := p.rows[n]
	p.mu.Unlock()
	if row != nil {
		return row, nil
	}
	first := n * pairsInRow
	var blob []byte
	if err := c.one([]any{&blob}, `SELECT list FROM pairs WHERE first = ?`, first); err != nil {
		return nil, damagedWhereMissing(err)
	}
	list, err := unseal(numbered("pairs", first), blob)
	if err != nil {
		return nil, err
	}
	row = search.NewWordList(string(list))
	if row.Len() != min(p.count-first, pairsInRow) {
		return nil, ErrDamaged
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.rows[n] = row
	return row, nil
}

// Pairs returns all pairs. It can have pairs that only removed documents had.
func (c *corpus) Pairs() (*search.Vocabulary, error) {
	p, err := c.openPairs()
	if err != nil {
		return nil, err
	}
	var list strings.Builder
	var ids []search.WordID
	for n := range p.firsts {
		row, err := c.pairsRow(p, n)
		if err != nil {
			return nil, err
		}
		for place := range row.Len() {
			list.WriteString(row.At(place))
			list.WriteByte('\n')
			ids = append(ids, search.PairID(n*pairsInRow+place))
		}
	}
	added := make([]string, p.added.Len())
	for place := range added {
		added[place] = p.added.At(place)
	}
	return search.NewVocabulary(list.String(), ids).With(added, search.PairID(p.count)), nil
}

// storePairs stores all pairs. They come in order, with their postings.
func (w *writer) storePairs(lists iter.Seq2[postingsList, error]) error {
	rows := pairRows{writer: w}
	postings := func(yield func([]search.Posting, error) bool) {
		for list, err := range lists {
			if err == nil {
				err = rows.add(list.name)
			}
			if !yield(list.postings, err) {
				return
			}
		}
	}
	count, err := w.storePostings(postings, search.PairID(0), pairPostings)
	if err == nil && len(rows.list) > 0 {
		err = rows.store()
	}
	if err != nil {
		return err
	}
	var head packer
	head.data = binary.AppendUvarint(head.data, uint64(count))
	head.end()
	head.data = append(head.data, rows.firsts...)
	head.end()
	if err := w.storePart("pairs", head.bytes()); err != nil {
		return err
	}
	return w.storeNewPairs(nil, nil)
}

// pairRows stores the rows of the table pairs.
type pairRows struct {
	*writer
	count  int
	list   []byte // the pairs of the row, a line each
	firsts []byte // the first pair of each row, a line each
}

func (p *pairRows) add(pair []byte) error {
	if p.count%pairsInRow == 0 {
		if p.count > 0 {
			if err := p.store(); err != nil {
				return err
			}
		}
		p.firsts = append(append(p.firsts, pair...), '\n')
	}
	p.list = append(append(p.list, pair...), '\n')
	p.count++
	return nil
}

func (p *pairRows) store() error {
	first := (p.count - 1) / pairsInRow * pairsInRow
	err := p.run(`INSERT INTO pairs VALUES (?, ?)`, first, seal(numbered("pairs", first), p.list))
	p.list = nil
	return err
}

func appendLine(b []byte, s string) []byte { return append(append(b, s...), '\n') }

// storeNewPairs stores the pairs that only changed documents have, in order, and
// the packed postings of the pairs of the changed documents.
func (w *writer) storeNewPairs(added []string, postings []byte) error {
	var p packer
	for _, pair := range added {
		p.data = appendLine(p.data, pair)
	}
	p.end()
	p.data = append(p.data, postings...)
	p.end()
	return w.storePart("new pairs", p.bytes())
}

// changedPairs collects the pairs of the changed documents.
type changedPairs struct {
	*changedDocuments
	texts    map[[2]search.WordID]string // the pairs that were met, empty if the two words are none
	postings map[string][]search.Posting
}

// storePairs stores the pairs of the changed documents.
func (d *changedDocuments) storePairs(w *writer) error {
	p := changedPairs{d, make(map[[2]search.WordID]string), make(map[string][]search.Posting)}
	for i := range d.docs {
		p.add(search.DocID(d.corpus.main+i), &d.docs[i].text)
	}
	added, postings, err := p.numbered()
	if err != nil {
		return err
	}
	return w.storeNewPairs(added, packPostings(packLists(postings)))
}

// add adds the pairs of a document. Documents are added in rising order.
func (p *changedPairs) add(doc search.DocID, t *search.Text) {
	t.Sequences(search.Anywhere|search.Source, func(field search.Field, words []search.WordID) {
		for i := 1; i < len(words); i++ {
			if pair := p.text([2]search.WordID(words[i-1 : i+1])); pair != "" {
				addPosting(p.postings, pair, doc, field)
			}
		}
	})
}

// text returns the pair of two words, or "".
func (p *changedPairs) text(words [2]search.WordID) string {
	pair, known := p.texts[words]
	if !known {
		pair, _ = search.PairOf(p.spell(words[0]), p.spell(words[1]))
		p.texts[words] = pair
	}
	return pair
}

// numbered returns the pairs that no document had at the last full write, in order,
// and the postings of all pairs by their numbers.
func (p *changedPairs) numbered() (added []string, postings map[search.WordID][]search.Posting, err error) {
	written, err := p.corpus.openPairs()
	if err != nil {
		return nil, nil, err
	}
	postings = make(map[search.WordID][]search.Posting, len(p.postings))
	for _, pair := range slices.Sorted(maps.Keys(p.postings)) {
		id, known, err := p.corpus.Pair(pair)
		if err != nil {
			return nil, nil, err
		}
		if !known || id.Place() >= written.count {
			id = search.PairID(written.count + len(added))
			added = append(added, pair)
		}
		postings[id] = p.postings[pair]
	}
	return added, postings, nil
}
