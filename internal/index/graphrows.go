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
// first. The part "keys" has the key of each number, 8 bytes each.
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

// storeChangedNodes stores the graph of the documents that changed since the
// last full write.
func (w *writer) storeChangedNodes(first int, nodes []node) error {
	var topics, links, marks packer
	for _, n := range nodes {
		topics.data = appendIDs(topics.data, n.topics)
		topics.end()
		links.data = appendKey(links.data, n.key)
		links.data = appendLinks(links.data, n.links)
		links.end()
		marks.data = appendMarks(marks.data, n.marks)
		marks.end()
	}
	if err := w.storeMarksRow(first, &marks); err != nil {
		return err
	}
	return w.storeNodeRow(first, &topics, &links)
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

// readGraph reads one column of a row of the graph: topics, links, backlinks or marks.
func readGraph(s *session, column string, first int) (records, error) {
	table := "graph"
	if column == "backlinks" || column == "marks" {
		table = column
	}
	var blob []byte
	if err := s.one([]any{&blob}, `SELECT `+column+` FROM `+table+` WHERE first = ?`, first); err != nil {
		return records{}, damagedWhereMissing(err)
	}
	data, err := unseal(numbered(column, first), blob)
	if err != nil {
		return records{}, err
	}
	return unpack(data)
}

// changedNodes is the graph that storeChangedNodes stored.
type changedNodes struct{ topics, links, marks records }

// readChangedNodes reads the graph of the documents that changed since the last
// full write.
func readChangedNodes(c *corpus) (changed changedNodes, err error) {
	count := int(c.Bound()) - c.main
	if count == 0 {
		return changed, nil
	}
	if changed.topics, err = readGraph(c.session, "topics", c.main); err != nil {
		return changed, err
	}
	if changed.links, err = readGraph(c.session, "links", c.main); err != nil {
		return changed, err
	}
	if changed.marks, err = readGraph(c.session, "marks", c.main); err != nil {
		return changed, err
	}
	if changed.topics.len() != count || changed.links.len() != count || changed.marks.len() != count {
		err = ErrDamaged
	}
	return changed, err
}

// at returns the node of the i-th changed document.
func (c changedNodes) at(i int) (node, error) {
	topics, links, marks := c.topics.at(i), c.links.at(i), c.marks.at(i)
	n := node{topics: topics.allIDs(), key: links.key(), marks: marks.marks()}
	for target, shared := range links.links() {
		n.links = append(n.links, storedLink{target, slices.Clone(shared)})
	}
	if topics.failed || links.failed || marks.failed {
		return node{}, ErrDamaged
	}
	return n, nil
}

// allIDs reads the numbers that appendIDs packed.
func (r *reader) allIDs() []int64 {
	var ids []int64
	for len(r.data) > 0 {
		ids = append(ids, int64(r.uint()))
	}
	return ids
}

// keySize is the size of a packed key, in bytes.
const keySize = 8

// readKeys reads the keys of all numbers.
func readKeys(c *corpus) ([]byte, error) {
	keys, err := part(c.session, "keys")
	if err == nil && len(keys) < keySize*c.main {
		err = ErrDamaged
	}
	return keys, err
}

// keyAt returns the key of a number.
func keyAt(keys []byte, number int) int64 {
	return int64(binary.LittleEndian.Uint64(keys[keySize*number:]))
}

// graphColumn is one column of the graph. Its rows are read when they are
// needed.
type graphColumn struct {
	*session
	name string
	rows []records
}

// of returns the record of a number.
func (c *graphColumn) of(number int) (reader, error) {
	row, at := number/nodesInRow, number%nodesInRow
	if row >= len(c.rows) || c.rows[row].starts == nil {
		if err := c.read(row); err != nil {
			return reader{}, err
		}
	}
	if at >= c.rows[row].len() {
		return reader{}, ErrDamaged
	}
	return c.rows[row].at(at), nil
}

func (c *graphColumn) read(row int) (err error) {
	for row >= len(c.rows) {
		c.rows = append(c.rows, records{})
	}
	c.rows[row], err = readGraph(c.session, c.name, row*nodesInRow)
	return err
}

// writtenNodes is the graph that storeGraph stored.
type writtenNodes struct {
	keys                 []byte
	topics, links, marks graphColumn
}

func (w *writtenNodes) at(doc int) (node, error) {
	topics, err := w.topics.of(doc)
	if err != nil {
		return node{}, err
	}
	links, err := w.links.of(doc)
	if err != nil {
		return node{}, err
	}
	marks, err := w.marks.of(doc)
	if err != nil {
		return node{}, err
	}
	n := node{topics: topics.allIDs(), key: keyAt(w.keys, doc), marks: marks.marks()}
	for len(links.data) > 0 {
		number := int64(doc) + links.int()
		if number < 0 || number >= int64(len(w.keys)/keySize) {
			return node{}, ErrDamaged
		}
		n.links = append(n.links, storedLink{keyAt(w.keys, int(number)), links.counted64(nil)})
	}
	if topics.failed || links.failed || marks.failed {
		return node{}, ErrDamaged
	}
	return n, nil
}

// allNodes reads the graph of all documents of an index.
type allNodes struct {
	*corpus
	written writtenNodes
	changed changedNodes
}

func readNodes(c *corpus) (*allNodes, error) {
	keys, err := readKeys(c)
	if err != nil {
		return nil, err
	}
	changed, err := readChangedNodes(c)
	if err != nil {
		return nil, err
	}
	column := func(name string) graphColumn { return graphColumn{session: c.session, name: name} }
	return &allNodes{c, writtenNodes{keys, column("topics"), column("links"), column("marks")}, changed}, nil
}

func (n *allNodes) at(doc search.DocID) (node, error) {
	if int(doc) >= n.main {
		return n.changed.at(int(doc) - n.main)
	}
	return n.written.at(int(doc))
}
