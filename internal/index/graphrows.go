package index

import (
	"cmp"
	"encoding/binary"
	"iter"
	"slices"
	"strings"

	"news/internal/search"
	"news/internal/text"
)

// fewRows is the number of rows to keep of a column that is read in order. Documents
// that changed are read in between.
const fewRows = 2

// nodesInRow is the number of documents in a row of the table graph.
const nodesInRow = 4096

// node is a document in the graph.
type node struct {
	key    int64   // the key of its event
	topics []int64 // the topics of its event, with the topics of links to it
	links  []storedLink
	marks  marks
}

// Links lead to numbers. A document has its own number. The other link targets
// have the numbers above the documents, in the order of their keys, the highest
// first. The table keys has the key of each number (keys.go).
//
// At a full write, a link is stored as the difference between its target's number
// and its document's, and a backlink as the difference between documents. A
// document that changes later is stored with its own key and the keys of its
// targets.

// highestFirst compares keys by the order of their numbers.
func highestFirst(a, b int64) int { return cmp.Compare(b, a) }

// storeNodeRow stores a row of the graph.
func (w *writer) storeNodeRow(first int, topics, links *packer) error {
	return w.run(`INSERT OR REPLACE INTO graph VALUES (?, ?, ?)`, first,
		seal(numbered("topics", first), topics.bytes()), seal(numbered("links", first), links.bytes()))
}

// storeBacklinks stores a row of the links to numbers.
func (w *writer) storeBacklinks(first int, links *packer) error {
	return w.run(`INSERT INTO backlinks VALUES (?, ?)`, first, seal(numbered("backlinks", first), links.bytes()))
}

// storeLaterNodes stores the graph of the documents of a segment.
func (w *writer) storeLaterNodes(first int, nodes []node) error {
	var topics, links, marks packer
	for i, n := range nodes {
		topics.data = appendIDs(topics.data, n.topics)
		topics.end()
		links.data = appendKey(links.data, n.key)
		links.data = appendLinks(links.data, n.links)
		links.end()
		marks.data = appendMarks(marks.data, n.marks)
		marks.end()
		if next := i + 1; next%nodesInRow != 0 && next < len(nodes) {
			continue
		}
		row := first + i - i%nodesInRow
		if err := w.storeMarksRow(row, &marks); err != nil {
			return err
		}
		if err := w.storeNodeRow(row, &topics, &links); err != nil {
			return err
		}
	}
	return nil
}

func appendKey(b []byte, key int64) []byte { return binary.LittleEndian.AppendUint64(b, uint64(key)) }

// appendLinks packs links by the keys of their targets.
func appendLinks(b []byte, links []storedLink) []byte {
	for _, link := range links {
		b = appendKey(b, link.target)
		b = appendCounted(b, link.topics)
	}
	return b
}

// links returns the keys and topics that appendLinks packed. The slice of
// topics is reused for the next link.
func (r reader) links() iter.Seq2[int64, []int64] {
	return func(yield func(int64, []int64) bool) {
		var topics []int64
		for len(r.data) > 0 {
			target := r.key()
			if topics = r.counted64(topics[:0]); r.failed || !yield(target, topics) {
				return
			}
		}
	}
}

// storeTopicNames stores the names and the words of all topics in one part, for
// reading all of them at once.
func (w *writer) storeTopicNames() error {
	var lines strings.Builder
	var id, next int64
	var name string
	err := w.each([]any{&id, &name}, func() error {
		if next++; id != next {
			return ErrDamaged // ids have no gaps
		}
		lines.WriteString(name)
		lines.WriteByte('\t')
		lines.WriteString(text.NameWords(name))
		lines.WriteByte('\n')
		return nil
	}, `SELECT id, name FROM topics ORDER BY id`)
	if err != nil {
		return err
	}
	return w.storePart("topics", []byte(lines.String()))
}

// appendIDs packs numbers up to the end of a record.
func appendIDs(b []byte, ids []int64) []byte {
	for _, id := range ids {
		b = binary.AppendUvarint(b, uint64(id))
	}
	return b
}

// appendCounted packs a count and that many numbers.
func appendCounted(b []byte, ids []int64) []byte {
	return appendIDs(binary.AppendUvarint(b, uint64(len(ids))), ids)
}

// ids reads the topic numbers that appendIDs packed, and returns their
// positions in a list of all topics.
func (r *reader) ids(to []int32, most int) []int32 {
	for len(r.data) > 0 {
		to = append(to, r.id(most))
	}
	return to
}

// counted64 reads the numbers that appendCounted packed.
func (r *reader) counted64(to []int64) []int64 {
	for range r.uint() {
		if r.failed {
			break
		}
		to = append(to, int64(r.uint()))
	}
	return to
}

// counted32 reads the counted numbers of words, and returns other numbers for them.
func (r *reader) counted32(to []search.WordID, anew []search.WordID) []search.WordID {
	for range r.uint() {
		word := r.uint()
		if r.failed || word >= uint64(len(anew)) {
			r.failed, r.data = true, nil
			break
		}
		to = append(to, anew[word])
	}
	return to
}

// counted reads the topic numbers that appendCounted packed, and returns their
// positions in a list of all topics.
func (r *reader) counted(to []int32, most int) []int32 {
	for range r.uint() {
		if r.failed {
			break
		}
		to = append(to, r.id(most))
	}
	return to
}

// id reads the number of a topic and returns its position in a list of all
// topics.
func (r *reader) id(most int) int32 {
	id := r.uint()
	if id == 0 || id > uint64(most) {
		r.failed, r.data = true, nil
		return 0
	}
	return int32(id - 1)
}

// int reads a signed number.
func (r *reader) int() int64 {
	n := r.uint()
	return int64(n>>1) ^ -int64(n&1)
}

// key reads a number of 8 bytes.
func (r *reader) key() int64 {
	if len(r.data) < keySize {
		r.failed, r.data = true, nil
		return 0
	}
	n := binary.LittleEndian.Uint64(r.data)
	r.data = r.data[keySize:]
	return int64(n)
}

// graphColumn is one column of the graph: topics, links or marks of documents, or
// backlinks of numbers. Its rows are read when they are needed.
type graphColumn struct {
	*corpus
	name string
	most int // the number of rows to keep, 0 for all
	rows map[int]records
}

func (c *corpus) column(name string) *graphColumn {
	return &graphColumn{corpus: c, name: name, rows: make(map[int]records)}
}

// of returns the record of a document or of a number.
func (c *graphColumn) of(number int) (reader, error) {
	first := number - number%nodesInRow
	if c.name != "backlinks" {
		if number >= int(c.Bound()) {
			return reader{}, ErrDamaged
		}
		first = c.rowOf(number, nodesInRow)
	}
	row, known := c.rows[first]
	if !known {
		var err error
		if row, err = readGraph(c.session, c.name, first); err != nil {
			return reader{}, err
		}
		if c.most > 0 && len(c.rows) == c.most {
			clear(c.rows)
		}
		c.rows[first] = row
	}
	if number-first >= row.len() {
		return reader{}, ErrDamaged
	}
	return row.at(number - first), nil
}

// backlinks returns the links that appendBacklink packed of a number: their documents,
// and their places on the pages of these. Documents are below main.
func (r *reader) backlinks(number, main int) iter.Seq2[search.DocID, int] {
	return func(yield func(search.DocID, int) bool) {
		doc := 0
		if number < main {
			doc = number
		}
		for len(r.data) > 0 {
			doc += int(r.int())
			place := int(r.uint())
			if r.failed || doc < 0 || doc >= main || place < 0 {
				r.failed = true
				return
			}
			if !yield(search.DocID(doc), place) {
				return
			}
		}
	}
}

// readGraph reads one column of a row of the graph.
func readGraph(s *session, column string, first int) (records, error) {
	table := "graph"
	if column == "backlinks" || column == "marks" {
		table = column
	}
	data, err := s.blob(column, int64(first), `SELECT `+column+` FROM `+table+` WHERE first = ?`)
	if err != nil {
		return records{}, err
	}
	return unpack(data)
}

// nodes reads the graph of documents.
type nodes struct {
	*corpus
	numbers              int // documents and other targets of links
	topics, links, marks *graphColumn
}

// openNodes returns the graph of an index. It keeps at most so many rows of each
// column, 0 for all.
func openNodes(c *corpus, most int) (*nodes, error) {
	counts, err := c.keyCounts()
	if err != nil {
		return nil, err
	}
	n := &nodes{c, counts.numbers, c.column("topics"), c.column("links"), c.column("marks")}
	n.topics.most, n.links.most, n.marks.most = most, most, most
	return n, nil
}

// at returns the node of a document.
func (n *nodes) at(doc search.DocID) (node, error) {
	topics, err := n.topics.of(int(doc))
	if err != nil {
		return node{}, err
	}
	marks, err := n.marks.of(int(doc))
	if err != nil {
		return node{}, err
	}
	found := node{topics: topics.allIDs(), marks: marks.marks()}
	if topics.failed || marks.failed {
		return node{}, ErrDamaged
	}
	found.key, found.links, err = n.linksOf(doc)
	return found, err
}

// linksOf returns the key of a document and its links.
func (n *nodes) linksOf(doc search.DocID) (key int64, links []storedLink, err error) {
	packed, err := n.links.of(int(doc))
	if err != nil {
		return 0, nil, err
	}
	if int(doc) >= n.main {
		key = packed.key()
		for target, shared := range packed.links() {
			links = append(links, storedLink{target, slices.Clone(shared)})
		}
	} else if key, err = n.key(int(doc)); err != nil {
		return 0, nil, err
	}
	for len(packed.data) > 0 && int(doc) < n.main {
		number := int(doc) + int(packed.int())
		if number < 0 || number >= n.numbers {
			return 0, nil, ErrDamaged
		}
		target, err := n.key(number)
		if err != nil {
			return 0, nil, err
		}
		links = append(links, storedLink{target, packed.counted64(nil)})
	}
	if packed.failed {
		return 0, nil, ErrDamaged
	}
	return key, links, nil
}

// allIDs reads the numbers that appendIDs packed.
func (r *reader) allIDs() []int64 {
	var ids []int64
	for len(r.data) > 0 {
		ids = append(ids, int64(r.uint()))
	}
	return ids
}
