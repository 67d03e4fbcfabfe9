package index

import (
	"maps"
	"slices"

	"news/internal/search"
)

// minRewrite is the number of changed documents up to which a small index is
// not rewritten as a whole. Each question reads the places of all changed documents
// and their new words, so the number must not grow without limit.
const minRewrite = 1000

// changedDocuments are the documents that changed since the last full write:
// those of earlier updates, and those of this update.
type changedDocuments struct {
	corpus  *corpus
	at      map[search.Place]search.DocID // the documents whose place changed since the last full write
	moved   map[search.DocID]search.Place
	dropped map[search.DocID]bool
	words   []string
	numbers map[string]search.WordID // the new words of this update
	docs    []changedDocument
	lost    bool // a document was missing at its place
	bound   int  // above the number of every document after this update

	nodes     *nodes       // of all documents before this update
	backlinks *graphColumn // at the last full write
}

type changedDocument struct {
	place search.Place
	text  search.Text
	node  node
}

func newChangedDocuments(c *corpus) (*changedDocuments, error) {
	nodes, err := openNodes(c, 0)
	if err != nil {
		return nil, err
	}
	d := &changedDocuments{
		nodes: nodes, backlinks: c.column("backlinks"), corpus: c, at: make(map[search.Place]search.DocID), moved: maps.Clone(c.changes.moved),
		dropped: make(map[search.DocID]bool), words: slices.Clone(c.changes.words), numbers: make(map[string]search.WordID),
	}
	for doc, place := range c.changes.moved {
		d.at[place] = doc
	}
	for doc := search.DocID(c.main); doc < c.Bound(); doc++ {
		if !c.isGone(doc) {
			d.at[c.Place(doc)] = doc
		}
	}
	return d, nil
}

// document returns the document that was at a place before this update.
func (d *changedDocuments) document(place search.Place) (search.DocID, bool) {
	if doc, ok := d.at[place]; ok {
		return doc, true
	}
	doc, ok := d.mainDocument(place)
	_, moved := d.corpus.changes.moved[doc]
	return doc, ok && !moved
}

// mainDocument returns the document that was at a place at the last full write.
func (d *changedDocuments) mainDocument(place search.Place) (search.DocID, bool) {
	doc, found := d.corpus.places.find(place)
	return search.DocID(doc), found
}

// drop removes the document that was at a place.
func (d *changedDocuments) drop(place search.Place) {
	if doc, ok := d.setPlace(place, search.Place{}); ok {
		d.dropped[doc] = true
	}
}

// move changes the number of the document that was at a place.
func (d *changedDocuments) move(place search.Place, number int) {
	d.setPlace(place, search.Place{Date: place.Date, Number: number})
}

// setPlace changes the place of the document that was at a place, or removes
// the document if the new place is zero. It returns the document.
func (d *changedDocuments) setPlace(place, now search.Place) (search.DocID, bool) {
	doc, ok := d.document(place)
	if ok {
		d.moved[doc] = now
	} else {
		d.lost = true
	}
	return doc, ok
}

func (d *changedDocuments) add(place search.Place, text search.Text, n node) {
	d.docs = append(d.docs, changedDocument{place, text, n})
}

// read returns the words of the document that was at a place.
func (d *changedDocuments) read(place search.Place) (search.Text, error) {
	var t search.Text
	doc, ok := d.document(place)
	if !ok {
		return t, ErrDamaged
	}
	err := d.corpus.Read(doc, search.Anywhere|search.Source, &t)
	return t, err
}

// node returns the node of the document that was at a place.
func (d *changedDocuments) node(place search.Place) (node, error) {
	doc, ok := d.document(place)
	if !ok {
		return node{}, ErrDamaged
	}
	return d.nodes.at(doc)
}

// number returns the number of a word, a new number if no document had the
// word.
func (d *changedDocuments) number(word string) search.WordID {
	if id, ok := d.numbers[word]; ok {
		return id
	}
	if id, ok := d.corpus.vocabulary().Exact(word); ok {
		return id
	}
	id := search.WordID(d.corpus.mainWords + len(d.words))
	d.words = append(d.words, word)
	d.numbers[word] = id
	return id
}

// store writes the changed documents, in a segment of their own. Earlier segments that
// are not larger are merged with it.
func (d *changedDocuments) store(w *writer) error {
	c := changes{words: d.words, segments: slices.Clone(d.corpus.changes.segments)}
	first, size := int(d.corpus.Bound()), len(d.docs)
	for last := len(c.segments) - 1; last >= 0 && c.segments[last].count <= size; last-- {
		first = c.segments[last].first
		size += c.segments[last].count
		c.segments = c.segments[:last]
	}
	if err := d.carry(search.DocID(first)); err != nil {
		return err
	}
	d.storePlaces(&c, first)
	if d.lost || d.hasClash(&c) {
		return ErrDamaged // the tables and the documents disagree
	}
	if err := w.removeSegments(first); err != nil {
		return err
	}
	if len(d.docs) > 0 {
		s := segment{first: first, count: len(d.docs)}
		if err := d.storeSegment(w, &s); err != nil {
			return err
		}
		c.segments = append(c.segments, s)
	}
	d.bound = d.corpus.main + len(c.places)/placeSize
	if err := w.storeNewTexts(); err != nil {
		return err
	}
	return w.storePart("changes", c.pack())
}

// storePlaces puts together the places and the lengths of all changed documents. The
// segments before first stay as they are.
func (d *changedDocuments) storePlaces(c *changes, first int) {
	before := &d.corpus.changes
	for doc := d.corpus.main; doc < first; doc++ {
		at := doc - d.corpus.main
		place, moved := d.moved[search.DocID(doc)]
		delete(d.moved, search.DocID(doc))
		if !moved {
			place = placeAt(before.places, at)
		}
		length := before.lengths[at]
		if place == (search.Place{}) {
			length = 0
		}
		c.places, c.lengths = appendPlace(c.places, place), append(c.lengths, length)
	}
	for i := range d.docs {
		c.places = appendPlace(c.places, d.docs[i].place)
		c.lengths = append(c.lengths, search.PackLength(&d.docs[i].text))
	}
	c.moved = d.moved
}

// storeSegment writes a segment.
func (d *changedDocuments) storeSegment(w *writer, s *segment) error {
	var texts textPacker
	nodes := make([]node, len(d.docs))
	postings := make(map[search.WordID][]search.Posting)
	for i := range d.docs {
		texts.add(&d.docs[i].text)
		nodes[i] = d.docs[i].node
		addPostings(postings, search.DocID(s.first+i), &d.docs[i].text)
		if next := i + 1; next%textsInRow == 0 || next == len(d.docs) {
			if err := w.storeTexts(s.first+i-i%textsInRow, &texts); err != nil {
				return err
			}
		}
	}
	if err := d.addPairs(w, s, postings); err != nil {
		return err
	}
	if err := w.storeLater(s, postings); err != nil {
		return err
	}
	return w.storeLaterNodes(s.first, nodes)
}

// sortedWords returns the words that have postings, in order.
func sortedWords(postings map[search.WordID][]search.Posting) []search.WordID {
	return slices.Sorted(maps.Keys(postings))
}

// shouldRewrite reports whether so much changed that all documents should be
// written again. Each search reads the moved places and the new words, and both
// grow when the same page changes often.
func (d *changedDocuments) shouldRewrite() bool {
	const wordsOfOne = 10 // new words of a document
	most := max(minRewrite, d.corpus.main/20)
	return d.bound-d.corpus.main > most || len(d.moved) > most+d.corpus.main/10 || len(d.words) > wordsOfOne*most
}

// carry puts the documents of earlier segments, from a document on, before those of
// this update, unless they changed in it.
func (d *changedDocuments) carry(first search.DocID) error {
	new := d.docs
	d.docs = nil
	for doc := first; doc < d.corpus.Bound(); doc++ {
		place, moved := d.moved[doc]
		delete(d.moved, doc)
		if d.dropped[doc] || d.corpus.isGone(doc) {
			continue
		}
		if !moved {
			place = d.corpus.Place(doc)
		}
		var t search.Text
		if err := d.corpus.Read(doc, search.Anywhere|search.Source, &t); err != nil {
			return err
		}
		n, err := d.nodes.at(doc)
		if err != nil {
			return err
		}
		d.add(place, t, n)
	}
	d.docs = append(d.docs, new...)
	return nil
}

// hasClash reports whether two documents are at the same place after this
// update.
func (d *changedDocuments) hasClash(c *changes) bool {
	taken := make(map[search.Place]bool, len(c.places)/placeSize+len(c.moved))
	isOccupied := func(place search.Place) bool { // by another changed document, or by an unchanged one
		doc, ok := d.mainDocument(place)
		_, moved := d.moved[doc]
		occupied := taken[place] || ok && !moved
		taken[place] = true
		return occupied
	}
	for doc := range len(c.places) / placeSize {
		if place := placeAt(c.places, doc); place != (search.Place{}) && isOccupied(place) {
			return true
		}
	}
	for _, place := range d.moved {
		if place != (search.Place{}) && isOccupied(place) {
			return true
		}
	}
	return false
}

// addPostings adds the postings of a document. Documents are added in rising
// order.
func addPostings(postings map[search.WordID][]search.Posting, doc search.DocID, t *search.Text) {
	t.Sequences(search.Anywhere|search.Source, func(field search.Field, words []search.WordID) {
		for _, word := range words {
			addPosting(postings, word, doc, field)
		}
	})
}

// addPosting adds the posting of a word or a pair. Documents are added in rising
// order.
func addPosting[W comparable](postings map[W][]search.Posting, word W, doc search.DocID, field search.Field) {
	list := postings[word]
	if last := len(list) - 1; last >= 0 && list[last].Doc() == doc {
		list[last] |= search.Posting(field)
		return
	}
	postings[word] = append(list, search.NewPosting(doc, field))
}

// spell returns the word with a number.
func (d *changedDocuments) spell(word search.WordID) string {
	if int(word) < d.corpus.mainWords {
		return d.corpus.vocabulary().At(int(word))
	}
	return d.words[int(word)-d.corpus.mainWords]
}
