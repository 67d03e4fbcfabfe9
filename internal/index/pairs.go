package index

import (
	"cmp"
	"encoding/binary"
	"iter"
	"maps"
	"slices"
	"strings"

	"news/internal/search"
)

// pairsInRow is the number of pairs in a row of the table pairs.
const pairsInRow = 256

// pairs are the pairs of an index. They are read only if a query asks for one. The
// pairs of the last full write are numbered in their order, and the pairs that only
// changed documents have are numbered after them.
type pairs struct {
	wordRows                // the pairs of the last full write
	added    []string       // the pairs that only changed documents have
	at       map[string]int // the places of these
}

// readPairs reads what is needed to find pairs.
func readPairs(s *session) (*pairs, error) {
	head, err := readRecords(s, "pairs", 2)
	if err != nil {
		return nil, err
	}
	r := head.at(0)
	p := &pairs{
		wordRows: wordRows{table: "pairs", inRow: pairsInRow, count: int(r.uint()), firsts: linesIn(head.at(1).data)},
		at:       make(map[string]int),
	}
	if r.failed || !p.isWhole() {
		return nil, ErrDamaged
	}
	added, err := readRecords(s, "new pairs", 1)
	if err != nil {
		return nil, err
	}
	p.added = linesIn(added.at(0).data)
	for place, pair := range p.added {
		p.at[pair] = place
	}
	return p, nil
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
	if n := p.find(pair); n >= 0 {
		row, err := p.row(c.session, n)
		if err != nil {
			return 0, false, err
		}
		if place, known := row.Place(pair); known {
			return search.PairID(n*pairsInRow + place), true, nil
		}
	}
	place, known := p.at[pair]
	return search.PairID(p.count + place), known, nil
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
		row, err := p.row(c.session, n)
		if err != nil {
			return nil, err
		}
		for place := range row.Len() {
			list.WriteString(row.At(place))
			list.WriteByte('\n')
			ids = append(ids, search.PairID(n*pairsInRow+place))
		}
	}
	return search.NewVocabulary(list.String(), ids).With(p.added, search.PairID(p.count)), nil
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
	return w.storeNewPairs(nil)
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

// storeNewPairs stores the pairs that only changed documents have, in the order of
// their numbers.
func (w *writer) storeNewPairs(added []string) error {
	var p packer
	for _, pair := range added {
		p.data = appendLine(p.data, pair)
	}
	p.end()
	return w.storePart("new pairs", p.bytes())
}

// addPairs adds the postings of the pairs of a segment's documents, and stores the
// pairs that no document had before.
func (d *changedDocuments) addPairs(w *writer, s *segment, postings map[search.WordID][]search.Posting) error {
	known, err := d.corpus.openPairs()
	if err != nil {
		return err
	}
	p := changedPairs{changedDocuments: d, ids: make(map[[2]search.WordID]search.WordID), added: slices.Clone(known.added), at: maps.Clone(known.at)}
	for i := range d.docs {
		d.docs[i].text.Sequences(search.Anywhere|search.Source, func(field search.Field, words []search.WordID) {
			for at := 1; at < len(words); at++ {
				if id := p.id([2]search.WordID(words[at-1 : at+1])); id.IsPair() {
					addPosting(postings, id, search.DocID(s.first+i), field)
				}
			}
		})
	}
	if p.err != nil || len(p.added) == len(known.added) {
		return p.err
	}
	return w.storeNewPairs(p.added)
}

// changedPairs numbers the pairs of changed documents.
type changedPairs struct {
	*changedDocuments
	ids   map[[2]search.WordID]search.WordID // the numbers of two words, 0 if they are no pair
	added []string                           // the pairs that no document had at the last full write
	at    map[string]int
	err   error // the first one
}

// id returns the number of the pair of two words, or one that is no pair's.
func (p *changedPairs) id(words [2]search.WordID) search.WordID {
	id, met := p.ids[words]
	if !met {
		if pair, ok := search.PairOf(p.spell(words[0]), p.spell(words[1])); ok {
			id = p.number(pair)
		}
		p.ids[words] = id
	}
	return id
}

func (p *changedPairs) number(pair string) search.WordID {
	known, err := p.corpus.openPairs()
	if err != nil {
		p.err = cmp.Or(p.err, err)
		return 0
	}
	id, found, err := p.corpus.Pair(pair)
	p.err = cmp.Or(p.err, err)
	if found && id.Place() < known.count {
		return id
	}
	place, found := p.at[pair]
	if !found {
		place = len(p.added)
		p.added = append(p.added, pair)
		p.at[pair] = place
	}
	return search.PairID(known.count + place)
}
