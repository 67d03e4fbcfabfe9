package index

import (
	"maps"
	"slices"
	"sort"

	"news/internal/search"
)

// mostBeside is how many changed documents stand beside the others before all
// are written anew, where these are not many: each change writes all of them.
const mostBeside = 1000

// changedDocuments are the documents that were written since all were: those of
// before, and what changes now.
type changedDocuments struct {
	corpus  *corpus
	at      map[search.Place]search.DocID // those that do not stand where they did when all were written
	moved   map[search.DocID]search.Place
	dropped map[search.DocID]bool
	words   []string
	numbers map[string]search.WordID // of the words that came since
	docs    []changedDocument
	lost    bool // a document was not where it should have been

	written graphColumn   // the marks of the documents that did not change
	before  *changedNodes // of those that did, as they were, when they are read
}

type changedDocument struct {
	place search.Place
	text  search.Text
	node  node
}

func newChangedDocuments(c *corpus) *changedDocuments {
	d := &changedDocuments{
		written: graphColumn{session: c.session, name: "marks"},
		corpus:  c, at: make(map[search.Place]search.DocID), moved: maps.Clone(c.changes.moved),
		dropped: make(map[search.DocID]bool), words: slices.Clone(c.changes.words), numbers: make(map[string]search.WordID),
	}
	for doc, place := range c.changes.moved {
		d.at[place] = doc
	}
	for doc := search.DocID(c.main); doc < c.Bound(); doc++ {
		d.at[c.Place(doc)] = doc
	}
	return d
}

// document gives the document that stood at a place before anything changed now.
func (d *changedDocuments) document(place search.Place) (search.DocID, bool) {
	if doc, ok := d.at[place]; ok {
		return doc, true
	}
	doc, ok := d.mainDocument(place)
	_, moved := d.corpus.changes.moved[doc]
	return doc, ok && !moved
}

// mainDocument gives the document that stood at a place when all were written.
func (d *changedDocuments) mainDocument(place search.Place) (search.DocID, bool) {
	c := d.corpus
	doc := sort.Search(c.main, func(doc int) bool {
		p := placeAt(c.places, doc)
		if order := p.Date.Compare(place.Date); order != 0 {
			return order < 0 // newest first
		}
		return p.Number >= place.Number
	})
	return search.DocID(doc), doc < c.main && placeAt(c.places, doc) == place
}

// drop takes away the document that stood at a place.
func (d *changedDocuments) drop(place search.Place) {
	if doc, ok := d.put(place, search.Place{}); ok {
		d.dropped[doc] = true
	}
}

// move gives the document that stood at a place another number.
func (d *changedDocuments) move(place search.Place, number int) {
	d.put(place, search.Place{Date: place.Date, Number: number})
}

// put lets the document that stood at a place stand at another, or nowhere, and
// gives it.
func (d *changedDocuments) put(place, now search.Place) (search.DocID, bool) {
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

// read gives the words of the document that stood at a place.
func (d *changedDocuments) read(place search.Place) (search.Text, error) {
	var t search.Text
	doc, ok := d.document(place)
	if !ok {
		return t, ErrDamaged
	}
	err := d.corpus.Read(doc, search.Anywhere|search.Source, &t)
	return t, err
}

// marks returns the marks of the document that stood at a place.
func (d *changedDocuments) marks(place search.Place) (marks, error) {
	doc, ok := d.document(place)
	if !ok {
		return marks{}, ErrDamaged
	}
	var r reader
	if int(doc) < d.corpus.main {
		var err error
		if r, err = d.written.of(int(doc)); err != nil {
			return marks{}, err
		}
	} else {
		before, err := d.nodesBefore()
		if err != nil {
			return marks{}, err
		}
		r = before.marks.at(int(doc) - d.corpus.main)
	}
	m := r.marks()
	if r.failed {
		return marks{}, ErrDamaged
	}
	return m, nil
}

// nodesBefore returns the graph of the documents that had changed before.
func (d *changedDocuments) nodesBefore() (*changedNodes, error) {
	if d.before == nil {
		nodes, err := readChangedNodes(d.corpus)
		if err != nil {
			return nil, err
		}
		d.before = &nodes
	}
	return d.before, nil
}

// number gives the number of a word, a new one where no document had it.
func (d *changedDocuments) number(word string) search.WordID {
	if id, ok := d.numbers[word]; ok {
		return id
	}
	if id, ok := d.corpus.vocabulary.Exact(word); ok {
		return id
	}
	id := search.WordID(d.corpus.mainWords + len(d.words))
	d.words = append(d.words, word)
	d.numbers[word] = id
	return id
}

// store writes the changed documents.
func (d *changedDocuments) store(w *writer) error {
	if err := d.keepOthers(); err != nil {
		return err
	}
	if d.lost || d.clash() {
		return ErrDamaged // tables and documents are not of one mind
	}
	c := changes{moved: d.moved, words: d.words}
	var texts textPacker
	nodes := make([]node, len(d.docs))
	postings := make(map[search.WordID][]search.Posting)
	for i := range d.docs {
		doc := search.DocID(d.corpus.main + i)
		c.places = appendPlace(c.places, d.docs[i].place)
		texts.add(&d.docs[i].text)
		nodes[i] = d.docs[i].node
		addPostings(postings, doc, &d.docs[i].text)
	}
	words := slices.Sorted(maps.Keys(postings))
	var lists packer
	for _, word := range words {
		lists.data = appendPostings(lists.data, postings[word])
		lists.end()
	}
	c.postings = packPostings(words, &lists)
	if err := w.storeTexts(d.corpus.main, &texts); err != nil {
		return err
	}
	if err := w.storeChangedNodes(d.corpus.main, nodes); err != nil {
		return err
	}
	if err := w.storeNewTexts(); err != nil {
		return err
	}
	return w.storePart("changes", c.pack())
}

// isMuch tells whether so much stands beside the documents of before that all
// are better written in one. Each search reads of it the places of documents
// that moved and the new words, which add up where the same page changes often.
func (d *changedDocuments) isMuch() bool {
	const wordsOfOne = 10 // new ones
	most := max(mostBeside, d.corpus.main/100)
	return len(d.docs) > most || len(d.moved) > most+d.corpus.main/10 || len(d.words) > wordsOfOne*most
}

// keepOthers adds the changed documents of before that still are as they were.
func (d *changedDocuments) keepOthers() error {
	nodes, err := d.nodesBefore()
	if err != nil {
		return err
	}
	for doc := search.DocID(d.corpus.main); doc < d.corpus.Bound(); doc++ {
		place, moved := d.moved[doc]
		delete(d.moved, doc)
		if d.dropped[doc] {
			continue
		}
		if !moved {
			place = d.corpus.Place(doc)
		}
		var t search.Text
		if err := d.corpus.Read(doc, search.Anywhere|search.Source, &t); err != nil {
			return err
		}
		n, err := nodes.at(int(doc) - d.corpus.main)
		if err != nil {
			return err
		}
		d.add(place, t, n)
	}
	return nil
}

// clash tells whether two documents stand at one place now.
func (d *changedDocuments) clash() bool {
	taken := make(map[search.Place]bool, len(d.docs)+len(d.moved))
	stands := func(place search.Place) bool { // and so does another, or one that does not change
		doc, ok := d.mainDocument(place)
		_, moved := d.moved[doc]
		twice := taken[place] || ok && !moved
		taken[place] = true
		return twice
	}
	for _, doc := range d.docs {
		if stands(doc.place) {
			return true
		}
	}
	for _, place := range d.moved {
		if place != (search.Place{}) && stands(place) {
			return true
		}
	}
	return false
}

// addPostings adds the postings of a document, which is the last one so far.
func addPostings(postings map[search.WordID][]search.Posting, doc search.DocID, t *search.Text) {
	t.Sequences(search.Anywhere|search.Source, func(field search.Field, words []search.WordID) {
		for _, word := range words {
			list := postings[word]
			if last := len(list) - 1; last >= 0 && list[last].Doc() == doc {
				list[last] |= search.Posting(field)
				continue
			}
			postings[word] = append(list, search.NewPosting(doc, field))
		}
	})
}
