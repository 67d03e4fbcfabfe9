package index

import (
	"cmp"
	"database/sql"
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"slices"

	"news/internal/event"
	"news/internal/search"
)

// textsInRow is the number of documents in a row of the table texts.
const textsInRow = 256

// corpus is the search.Corpus of an index file. Documents below main and words
// below mainWords are from the last full write. The others changed since.
type corpus struct {
	*session
	*contents
	texts    map[string]textsRow // by column: the row that was read last
	postings postingsRow         // the row that was read last
	unread   error               // the first error of what is read without returning one
	pairs    *pairs              // nil until they are read
	lengths  [][]byte            // the rows that were read, nil for others
	words    *search.Vocabulary  // nil until it is asked for
	run      int                 // of places: the run that was looked at last

	citations []event.Citation // nil until they are read
}

// contents is the part of an index that every question reads. It does not
// change, so that all questions to one generation of the index share it.
type contents struct {
	*allDocuments
	number     uint64 // it changes whenever the contents change
	changes    changes
	live       int          // the number of documents that were not removed
	firstMoved search.DocID // no document below it is in changes.moved
	moveEnd    search.DocID // and none from it on
	firstDay   event.Date   // the first day that has an event, no day where there is none
	lastDay    event.Date
	kept       *kept
}

// alone returns the contents for a writer, which may read what it has changed: it
// shares nothing that is read later.
func (c *contents) alone() *contents {
	own := *c
	own.kept = new(kept)
	return &own
}

// textsKey identifies a column of a row of the table texts.
type textsKey struct {
	column string
	first  int
}

// textsRow is a column of a row of the table texts.
type textsRow struct {
	first int
	records
}

// postingsRow is a row of postings.
type postingsRow struct {
	words []uint32 // the words of the row, in rising order
	lists records
}

var _ search.Corpus = (*corpus)(nil)

// changes is what changed since the last full write.
type changes struct {
	moved    map[search.DocID]search.Place // documents of the last full write with a new place, or the zero place if they were removed
	places   []byte                        // the places of the changed documents, zero for those that were removed since
	lengths  []byte                        // their lengths, packed, 0 for those that were removed since
	words    []string                      // words that only the changed documents have
	segments []segment
}

// allDocuments is the part of the last full write that every search needs.
type allDocuments struct {
	generation string // identifies this full write
	main       int    // the number of documents
	places     *places
	mainWords  int
	written    *vocabulary
}

// generationOf returns a hash of packed places and of the hash of all words.
func generationOf(places []byte, words uint64) []byte {
	generation := binary.LittleEndian.AppendUint64(nil, event.Hash(places))
	return binary.LittleEndian.AppendUint64(generation, words)
}

// readAllDocuments reads the part of the last full write that every search
// needs. It returns before if that is of the same full write.
func readAllDocuments(s *session, before *allDocuments) (*allDocuments, error) {
	generation, err := part(s, "generation")
	if err != nil {
		return nil, err
	}
	if before != nil && before.generation == string(generation) {
		return before, nil
	}
	places, err := readPlaces(s)
	if err != nil {
		return nil, err
	}
	words, err := readVocabulary(s)
	if err != nil {
		return nil, err
	}
	return &allDocuments{string(generation), places.len(), places, words.count, words}, nil
}

// readCorpus reads what every question needs, unless before has it already.
// before may be nil.
func readCorpus(s *session, before *contents) (*corpus, error) {
	c, err := readContents(s, before)
	if err != nil {
		return nil, err
	}
	return &corpus{session: s, contents: c, texts: make(map[string]textsRow)}, nil
}

func readContents(s *session, before *contents) (*contents, error) {
	number, err := readNumber(s)
	if err != nil {
		return nil, err
	}
	var all *allDocuments
	if before != nil {
		if before.number == number {
			return before, nil
		}
		all = before.allDocuments
	}
	c := &contents{number: number, kept: new(kept)}
	if c.allDocuments, err = readAllDocuments(s, all); err != nil {
		return nil, err
	}
	if err := c.readChanges(s); err != nil {
		return nil, err
	}
	c.live = c.main
	for doc := range len(c.changes.places) / placeSize {
		if placeAt(c.changes.places, doc) != (search.Place{}) {
			c.live++
		}
	}
	c.firstMoved = search.DocID(c.main)
	for doc, place := range c.changes.moved {
		c.firstMoved, c.moveEnd = min(c.firstMoved, doc), max(c.moveEnd, doc+1)
		if place == (search.Place{}) {
			c.live--
		}
	}
	c.findDays()
	return c, nil
}

// readNumber reads the number of the contents.
func readNumber(s *session) (uint64, error) {
	packed, err := part(s, "contents")
	switch {
	case err != nil:
		return 0, err
	case len(packed) != 8:
		return 0, ErrDamaged
	}
	return binary.LittleEndian.Uint64(packed), nil
}

// storeNumber gives the contents a new number. It is random and not counted up,
// so that an index that was made again has none of its earlier numbers.
func (w *writer) storeNumber() error {
	number := max(rand.Uint64(), 1)
	return w.storePart("contents", binary.LittleEndian.AppendUint64(nil, number))
}

// part reads one of the blobs in the table parts.
func part(s *session, name string) ([]byte, error) {
	var blob []byte
	if err := s.one([]any{&blob}, `SELECT data FROM parts WHERE name = ?`, name); err != nil {
		return nil, damagedWhereMissing(err)
	}
	return unseal(name, blob)
}

// damagedWhereMissing returns ErrDamaged if a row is missing, else err.
func damagedWhereMissing(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return ErrDamaged
	}
	return err
}

func (c *contents) readChanges(s *session) error {
	data, err := part(s, "changes")
	if err != nil {
		return err
	}
	if c.changes, err = unpackChanges(data); err != nil {
		return err
	}
	if !follow(c.changes.segments, c.main, c.main+len(c.changes.places)/placeSize) {
		return ErrDamaged
	}
	return nil
}

// pack packs changes as five records: the moved documents with their places;
// the places of the changed documents; their lengths; the words, each followed by
// a line feed; the segments.
func (c *changes) pack() []byte {
	var p packer
	for doc, place := range c.moved {
		p.data = binary.LittleEndian.AppendUint32(p.data, uint32(doc))
		p.data = appendPlace(p.data, place)
	}
	p.end()
	p.data = append(p.data, c.places...)
	p.end()
	p.data = append(p.data, c.lengths...)
	p.end()
	for _, word := range c.words {
		p.data = appendLine(p.data, word)
	}
	p.end()
	for _, s := range c.segments {
		p.data = appendSegment(p.data, s)
	}
	p.end()
	return p.bytes()
}

func unpackChanges(data []byte) (changes, error) {
	packed, err := unpack(data)
	if err != nil || packed.len() != 5 {
		return changes{}, ErrDamaged
	}
	c := changes{moved: make(map[search.DocID]search.Place)}
	const movedSize = 4 + placeSize
	for moved := packed.at(0).data; len(moved) >= movedSize; moved = moved[movedSize:] {
		c.moved[search.DocID(binary.LittleEndian.Uint32(moved))] = placeAt(moved[4:], 0)
	}
	c.places, c.lengths = packed.at(1).data, packed.at(2).data
	if len(c.lengths) != len(c.places)/placeSize {
		return changes{}, ErrDamaged
	}
	c.words = linesIn(packed.at(3).data)
	r := packed.at(4)
	if c.segments = r.segments(); r.failed {
		return changes{}, ErrDamaged
	}
	return c, nil
}

// Len returns the number of documents.
func (c *corpus) Len() int { return c.live }

// Bound returns a number above the number of every document.
func (c *corpus) Bound() search.DocID {
	return search.DocID(c.main + len(c.changes.places)/placeSize)
}

// Place returns the place of a document in the canonical order.
func (c *corpus) Place(doc search.DocID) search.Place {
	if int(doc) >= c.main {
		return placeAt(c.changes.places, int(doc)-c.main)
	}
	if c.firstMoved <= doc && doc < c.moveEnd {
		if place, moved := c.changes.moved[doc]; moved {
			return place
		}
	}
	if starts := c.places.starts; doc < search.DocID(starts[c.run]) || doc >= search.DocID(starts[c.run+1]) {
		c.run = c.places.run(int(doc))
	}
	return c.places.in(c.run, int(doc))
}

// LastDay returns the last day that has an event.
func (c *corpus) LastDay() event.Date { return c.lastDay }

// findDays sets the first and the last day that has an event.
func (c *contents) findDays() {
	see := func(place search.Place) {
		if place == (search.Place{}) {
			return
		}
		if c.firstDay.IsZero() || place.Date.Compare(c.firstDay) < 0 {
			c.firstDay = place.Date
		}
		if place.Date.Compare(c.lastDay) > 0 {
			c.lastDay = place.Date
		}
	}
	for doc := 0; doc < c.main; doc++ {
		if !c.isMoved(search.DocID(doc)) {
			see(c.places.at(doc))
			break
		}
	}
	for doc := c.main - 1; doc >= 0; doc-- {
		if !c.isMoved(search.DocID(doc)) {
			see(c.places.at(doc))
			break
		}
	}
	for _, place := range c.changes.moved {
		see(place)
	}
	for doc := range len(c.changes.places) / placeSize {
		see(placeAt(c.changes.places, doc))
	}
}

// Days returns the first and the last day that has an event, or no days where there is no
// event. It reads no more of the index than every question does.
func (c *corpus) Days() (first, last event.Date) { return c.firstDay, c.lastDay }

// Ref returns the event of a document.
func (c *corpus) Ref(doc search.DocID) (event.Ref, error) { return c.refAt(c.Place(doc)) }

// refAt returns the event at a place.
func (c *corpus) refAt(place search.Place) (event.Ref, error) {
	if slug := c.keptSlug(place); slug != "" {
		return event.Ref{Date: place.Date, Slug: slug}, nil
	}
	ref, err := c.readRefAt(place)
	if err == nil {
		c.keepSlug(place, ref.Slug)
	}
	return ref, err
}

// readRefAt reads the event at a place. Of a document of the last full write the key is
// known, by which the event is found at once.
func (c *corpus) readRefAt(place search.Place) (event.Ref, error) {
	first, last := place.Date.Keys()
	if doc, known := c.places.find(place); known && !c.isMoved(search.DocID(doc)) {
		key, err := c.key(doc)
		if err != nil {
			return event.Ref{}, err
		}
		first, last = key, key
	}
	found, err := c.refs(`SELECT key, slug FROM events WHERE key BETWEEN ? AND ? AND number = ?`, first, last, place.Number)
	if err == nil && len(found) != 1 {
		err = ErrDamaged
	}
	if err != nil {
		return event.Ref{}, err
	}
	return found[0], nil
}

// Read reads the words of some of a document's fields into a Text.
func (c *corpus) Read(doc search.DocID, fields search.Field, into *search.Text) error {
	const names = search.Topic | search.Category | search.Source
	var failed error // the first error
	fail := func(err error, damaged bool) {
		if err == nil && damaged {
			err = ErrDamaged
		}
		failed = cmp.Or(failed, err)
	}
	read := func(column string, to []search.WordID) []search.WordID {
		r, err := c.text(column, int(doc))
		to = r.words(to[:0])
		fail(err, r.failed)
		return to
	}
	if fields&search.Headline != 0 {
		into.Headline = read("headlines", into.Headline)
	}
	if fields&search.Description != 0 {
		into.Description = read("descriptions", into.Description)
	}
	if fields&names != 0 {
		r, err := c.text("names", int(doc))
		category := r.names(nil)
		into.Topics = r.names(into.Topics)
		into.Sources = r.names(into.Sources)
		if fail(err, r.failed || len(category) != 1); failed == nil {
			into.Category = category[0]
		}
	}
	return failed
}

// text returns one column of a document's words, packed.
func (c *corpus) text(column string, doc int) (reader, error) {
	key := textsKey{column, c.rowOf(doc, textsInRow)}
	texts, known := c.texts[column]
	if !known || texts.first != key.first {
		row, err := c.textsRow(key)
		if err != nil {
			return reader{}, err
		}
		texts = textsRow{key.first, row}
		c.texts[column] = texts
	}
	if doc-key.first >= texts.len() {
		return reader{}, ErrDamaged
	}
	return texts.at(doc - key.first), nil
}

// textsRow returns a column of a row of texts, which may be kept.
func (c *corpus) textsRow(key textsKey) (records, error) {
	k := c.kept
	k.mu.Lock()
	texts, known := k.texts.Get(key)
	k.mu.Unlock()
	if known {
		return texts, nil
	}
	texts, err := c.readTexts(key)
	if err == nil {
		k.mu.Lock()
		defer k.mu.Unlock()
		k.texts.Put(key, texts, len(texts.data)+4*len(texts.starts), mostTexts)
	}
	return texts, err
}

func (c *corpus) readTexts(key textsKey) (records, error) {
	data, err := c.blob(key.column, int64(key.first), `SELECT `+key.column+` FROM texts WHERE first = ?`)
	if err != nil {
		return records{}, err
	}
	return unpack(data)
}

// Postings returns the documents that have a word or a pair, in rising order.
func (c *corpus) Postings(word search.WordID) ([]search.Posting, error) {
	written, err := c.packedPostings(word)
	if err != nil {
		return nil, err
	}
	postings := written.postings(make([]search.Posting, 0, len(written.data)), c.liveFilter())
	if written.failed {
		return nil, ErrDamaged
	}
	if postings, err = c.appendLater(postings, word); err != nil {
		return nil, err
	}
	if len(postings) > 0 && postings[len(postings)-1].Doc() >= c.Bound() {
		return nil, ErrDamaged
	}
	return postings, nil
}

// packedPostings returns the packed postings of a word or a pair, of the documents of
// the last full write.
func (c *corpus) packedPostings(word search.WordID) (reader, error) {
	isWritten := int64(word) < int64(c.mainWords)
	if word.IsPair() {
		p, err := c.openPairs()
		if err != nil {
			return reader{}, err
		}
		isWritten = word.Place() < p.count
	}
	if !isWritten {
		return reader{}, nil
	}
	return c.mainPostings(word)
}

// AtLeast returns a lower bound of the number of documents that have a word or a
// pair. It counts only documents of the last full write, and assumes that all moved
// documents had the word.
func (c *corpus) AtLeast(word search.WordID) (int, error) {
	written, err := c.packedPostings(word)
	return max(0, written.count()-len(c.changes.moved)), err
}

// liveFilter returns a function that reports whether a document of the last
// full write is still there, or nil if all are.
func (c *corpus) liveFilter() func(search.DocID) bool {
	if len(c.changes.moved) == 0 {
		return nil
	}
	return func(doc search.DocID) bool {
		if doc < c.firstMoved || doc >= c.moveEnd {
			return true
		}
		place, moved := c.changes.moved[doc]
		return !moved || place != (search.Place{})
	}
}

// mainPostings returns the postings of a word, packed. Words with consecutive
// numbers are usually in the same row.
func (c *corpus) mainPostings(word search.WordID) (reader, error) {
	if !c.postings.covers(word) {
		row, err := c.postingsWith(word)
		if err != nil {
			return reader{}, err
		}
		if !row.covers(word) {
			return reader{}, ErrDamaged
		}
		c.postings = row
	}
	return c.postings.lists.at(int(uint32(word) - c.postings.words[0])), nil
}

// postingsWith returns the row of a word, which may be kept.
func (c *corpus) postingsWith(word search.WordID) (postingsRow, error) {
	k := c.kept
	k.mu.Lock()
	row, known := k.rows.with(word)
	k.mu.Unlock()
	if known {
		return row, nil
	}
	row, err := c.readPostings(word)
	if err == nil && row.covers(word) {
		k.mu.Lock()
		defer k.mu.Unlock()
		k.rows.put(row, len(row.lists.data)+4*len(row.lists.starts))
	}
	return row, err
}

// covers reports whether a row of words with consecutive numbers has a word.
func (r postingsRow) covers(word search.WordID) bool {
	return len(r.words) > 0 && r.words[0] <= uint32(word) && uint32(word) <= r.words[len(r.words)-1]
}

// of returns the postings of a word, packed, and none if the row does not have it.
func (r postingsRow) of(word search.WordID) reader {
	if i, found := slices.BinarySearch(r.words, uint32(word)); found {
		return r.lists.at(i)
	}
	return reader{}
}

// readPostings reads the row of a word.
func (c *corpus) readPostings(word search.WordID) (postingsRow, error) {
	var first uint32
	var blob []byte
	err := c.one([]any{&first, &blob}, `SELECT first, data FROM postings WHERE first <= ? ORDER BY first DESC LIMIT 1`, int64(word))
	if err != nil {
		return postingsRow{}, damagedWhereMissing(err)
	}
	data, err := unseal(numbered("postings", first), blob)
	if err != nil {
		return postingsRow{}, err
	}
	return unpackPostings(data)
}

// packPostings packs a row of postings: its words, then the list of each word.
func packPostings(words []search.WordID, lists *packer) []byte {
	var head packer
	last := search.WordID(0)
	for _, word := range words {
		head.data = binary.AppendUvarint(head.data, uint64(word-last))
		last = word
	}
	head.end()
	head.data = append(head.data, lists.bytes()...)
	head.end()
	return head.bytes()
}

func unpackPostings(data []byte) (postingsRow, error) {
	if len(data) == 0 {
		return postingsRow{}, nil
	}
	both, err := unpack(data)
	if err != nil || both.len() != 2 {
		return postingsRow{}, ErrDamaged
	}
	lists, err := unpack(both.at(1).data)
	if err != nil {
		return postingsRow{}, err
	}
	row := postingsRow{words: make([]uint32, lists.len()), lists: lists}
	r, last := both.at(0), uint32(0)
	for i := range row.words {
		last += uint32(r.uint())
		row.words[i] = last
	}
	if r.failed || len(r.data) > 0 {
		return postingsRow{}, ErrDamaged
	}
	return row, nil
}
