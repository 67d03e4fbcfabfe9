package index

import (
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/search"
	"news/internal/text"
)

// writer writes rows in one transaction.
type writer struct {
	*session
	path      string           // of the index file
	topics    map[string]int64 // the ids that are known so far
	allTopics []string         // at a full write, the names of topics by their ids, from 1
	nextTopic int64            // the ids of the next new rows
	nextEvent int64

	inRun   int       // how much a full write keeps in memory: postings, or links
	filling bool      // the tables were empty and have no indexes yet
	before  *contents // the contents that were read before, or nil

	eventTopics  *bulk
	dictionaries *dictionaries // nil until they are opened
}

func newWriter(f *file) *writer {
	s := f.session
	return &writer{
		session: s, path: f.path, inRun: postingsInRun, topics: make(map[string]int64), nextTopic: 1, nextEvent: 1,
		eventTopics: newBulk(s, "event_topics", 2),
	}
}

// rowsAtOnce is the number of rows that one statement inserts: a call of the
// database takes longer than inserting a short row.
const rowsAtOnce = 50

// bulk collects rows for a table and inserts many at once.
type bulk struct {
	*session
	one, many string // statements
	columns   int
	values    []any // the values of rows that are not inserted yet
}

func newBulk(s *session, table string, columns int) *bulk {
	row := "(" + strings.Repeat("?,", columns-1) + "?)"
	one := "INSERT INTO " + table + " VALUES " + row
	return &bulk{session: s, one: one, many: one + strings.Repeat(","+row, rowsAtOnce-1), columns: columns}
}

// add adds a row.
func (b *bulk) add(values ...any) error {
	b.values = append(b.values, values...)
	if len(b.values) < rowsAtOnce*b.columns {
		return nil
	}
	err := b.run(b.many, b.values...)
	b.values = b.values[:0]
	return err
}

// flush inserts the remaining rows.
func (b *bulk) flush() error {
	for row := range slices.Chunk(b.values, b.columns) {
		if err := b.run(b.one, row...); err != nil {
			return err
		}
	}
	b.values = b.values[:0]
	return nil
}

// topic returns the id of a topic, a new id if it has none.
func (w *writer) topic(name string) (int64, error) {
	if id, known := w.topics[name]; known {
		return id, nil
	}
	name = strings.Clone(name) // the name must not keep its whole page in memory
	if !w.filling {
		found, err := w.numbers(`SELECT id FROM topics WHERE name = ?`, name)
		if err != nil {
			return 0, err
		}
		if len(found) > 0 {
			w.topics[name] = found[0]
			return found[0], nil
		}
	}
	id := w.nextTopic
	w.nextTopic++
	w.topics[name] = id
	if w.filling {
		w.allTopics = append(w.allTopics, name)
	}
	return id, w.run(`INSERT INTO topics VALUES (?, ?, ?)`, id, name, text.Fold(name))
}

// continueIDs makes the ids of new rows follow the existing ids. It is called
// before rows are removed, so that no id is reused within a transaction.
func (w *writer) continueIDs() error {
	for table, next := range map[string]*int64{"topics": &w.nextTopic, "events": &w.nextEvent} {
		if err := w.one([]any{next}, "SELECT coalesce(max(id), 0) + 1 FROM "+table); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) topicIDs(names []string) ([]int64, error) {
	ids := make([]int64, len(names))
	for i, name := range names {
		id, err := w.topic(name)
		if err != nil {
			return nil, err
		}
		ids[i] = id
	}
	return ids, nil
}

// jsonArray formats numbers as a JSON array for SQLite's JSON functions.
func jsonArray(ids []int64) string {
	b := []byte{'['}
	for i, id := range ids {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, id, 10)
	}
	return string(append(b, ']'))
}

// fromJSON reads the numbers that jsonArray formatted.
func fromJSON(array string) ([]int64, error) {
	array = strings.TrimSuffix(strings.TrimPrefix(array, "["), "]")
	if array == "" {
		return nil, nil
	}
	var ids []int64
	for number := range strings.SplitSeq(array, ",") {
		id, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return nil, ErrDamaged
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// stored is what insert stored of an event.
type stored struct {
	topics []int64 // its own topics
	links  []storedLink
	marks  marks
}

type storedLink struct {
	target int64
	topics []int64
}

// insert stores an event without the topics of links to it. It sets the row of
// an event that has none.
func (w *writer) insert(e *entry) (stored, error) {
	own, err := w.topicIDs(e.Topics)
	if err != nil {
		return stored{}, err
	}
	if e.id == 0 {
		e.id = w.nextEvent
		w.nextEvent++
	}
	s := stored{topics: own}
	if s.marks, err = w.mark(e); err != nil {
		return s, err
	}
	err = w.run(`INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		e.id, e.key, e.Ref.Date.String(), e.Number, e.Ref.Slug, e.Headline, e.Category, jsonArray(own), e.digest)
	if err != nil {
		return s, err
	}
	for _, former := range e.former() {
		if err := w.run(`INSERT OR IGNORE INTO former VALUES (?, ?)`, former, e.id); err != nil {
			return s, err
		}
	}
	if err := w.insertShortNames(e); err != nil {
		return s, err
	}
	for _, link := range e.Related {
		topics, err := w.topicIDs(link.Topics)
		if err != nil {
			return s, err
		}
		s.links = append(s.links, storedLink{link.Ref.Key(), topics})
	}
	return s, nil
}

// flush stores the rows of the table event_topics that wait for others.
func (w *writer) flush() error { return w.eventTopics.flush() }

// remove removes all rows that insert stored of an event.
func (w *writer) remove(id int64) error {
	for _, query := range []string{
		`DELETE FROM events WHERE id = ?`,
		`DELETE FROM former WHERE event = ?`,
		`DELETE FROM short_names WHERE event = ?`,
	} {
		if err := w.run(query, id); err != nil {
			return err
		}
	}
	return nil
}

// storeFolders stores the folders of the archive. known are the folders that
// are stored already.
func (w *writer) storeFolders(tree archive.Tree, known archive.Tree) error {
	for path := range known {
		if _, still := tree[path]; !still {
			if err := w.run(`DELETE FROM folders WHERE path = ?`, path); err != nil {
				return err
			}
		}
	}
	for path, folder := range tree {
		if before, ok := known[path]; ok && sameFolder(before, folder) {
			continue
		}
		err := w.run(`INSERT OR REPLACE INTO folders VALUES (?, ?, ?)`, path, int64(folder.Stamp), packChildren(folder.Children))
		if err != nil {
			return err
		}
	}
	return nil
}

func packChildren(children []archive.Child) string {
	var b []byte
	for _, child := range children {
		b = append(b, child.Name...)
		if child.Stamp != 0 {
			b = append(b, ' ')
			b = strconv.AppendUint(b, uint64(child.Stamp), 16)
		}
		b = append(b, '\n')
	}
	return string(b)
}

func unpackChildren(lines string) []archive.Child {
	var children []archive.Child
	for line := range strings.Lines(lines) {
		name, stamp, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		n, _ := strconv.ParseUint(stamp, 16, 64) // 0 if it is not a stamp, so that the folder is looked at again
		children = append(children, archive.Child{Name: name, Stamp: archive.Stamp(n)})
	}
	return children
}

// readFolders reads the folders that storeFolders stored.
func readFolders(s *session) (archive.Tree, error) {
	tree := make(archive.Tree)
	var path, children string
	var stamp int64
	err := s.each([]any{&path, &stamp, &children}, func() error {
		tree[path] = archive.Folder{Stamp: archive.Stamp(stamp), Children: unpackChildren(children)}
		return nil
	}, `SELECT path, stamp, children FROM folders`)
	return tree, err
}

// clearStamps clears the stamps of days, so that they are looked at again.
// Something in them could not be read, and a folder's times need not change
// when it can be read again.
func clearStamps(tree archive.Tree, days map[event.Date]bool) {
	if len(days) == 0 {
		return
	}
	for path, folder := range tree {
		for i, child := range folder.Children {
			if date, _, ok := event.SplitPath(path + "/" + child.Name); ok && days[date] {
				folder.Children[i].Stamp = 0
			}
		}
	}
}

func (w *writer) storePart(name string, data []byte) error {
	return w.run(`INSERT OR REPLACE INTO parts VALUES (?, ?)`, name, seal(name, data))
}

func (w *writer) storeTexts(first int, p *textPacker) error {
	return w.run(`INSERT OR REPLACE INTO texts VALUES (?, ?, ?, ?)`, first,
		seal(numbered("headlines", first), p.headlines.bytes()),
		seal(numbered("names", first), p.names.bytes()),
		seal(numbered("descriptions", first), p.descriptions.bytes()))
}

// The sizes in bytes at which a row of postings is full. Most pairs have short lists,
// and each question for a pair unpacks a row.
const (
	postingsInRow = 16 << 10
	pairPostings  = 4 << 10
)

// storePostings stores the postings of words or of pairs: of first and of the numbers
// that follow it. It returns how many there were. full is the size at which a row is
// full. A list of postings is not used after the next one was asked for.
func (w *writer) storePostings(all iter.Seq2[[]search.Posting, error], first search.WordID, full int) (int, error) {
	var lists packer
	var words []search.WordID
	store := func() error {
		row := uint32(words[0])
		blob := seal(numbered("postings", row), packPostings(words, &lists))
		words = words[:0]
		return w.run(`INSERT INTO postings VALUES (?, ?)`, int64(row), blob)
	}
	count := 0
	for postings, err := range all {
		if err != nil {
			return 0, err
		}
		words = append(words, first+search.WordID(count))
		count++
		lists.data = appendPostings(lists.data, postings)
		lists.end()
		if len(lists.data) < full {
			continue
		}
		if err := store(); err != nil {
			return 0, err
		}
	}
	if len(words) > 0 {
		return count, store()
	}
	return count, nil
}

// storeArchive stores the root of the archive and the time of this build.
func (w *writer) storeArchive(root string, now time.Time) error {
	if err := w.run(`DELETE FROM archive`); err != nil {
		return err
	}
	return w.run(`INSERT INTO archive VALUES (?, ?)`, root, now.UTC().Format(time.RFC3339))
}

// makeTables creates the tables of an index, in place of all earlier tables.
func (w *writer) makeTables() error {
	var name string
	var drop strings.Builder
	err := w.each([]any{&name}, func() error {
		fmt.Fprintf(&drop, `DROP TABLE IF EXISTS "%s";`, strings.ReplaceAll(name, `"`, `""`))
		return nil
	}, `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual') AND name NOT LIKE 'sqlite\_%' ESCAPE '\'`)
	if err != nil {
		return err
	}
	mark := fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d;", applicationID, version)
	if err := w.script(drop.String()); err != nil {
		return err
	}
	// The file is empty now, so the check is fast. A damaged file must not be
	// filled.
	if err := w.checkWhole(); err != nil {
		return err
	}
	return w.script(mark + tables)
}
