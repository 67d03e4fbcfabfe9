package index

import (
	"encoding/binary"
	"errors"
	"slices"
	"strings"

	"news/internal/search"
	"news/internal/text"
)

// document is an event as a full write takes it in.
type document struct {
	place                 search.Place
	headline, description []string // folded words
	category              string
	sources               []string // names and hosts
	node                           // with its own topics
	former                []int64  // the keys of its former references
}

// fullWrite writes all documents of an index. They come in canonical order, and are
// read twice, since the topics of a document depend on the links of all others, and
// the numbers of words on all words. In between, the documents are in one scratch
// file. In another are their links, sorted by target, and later the lists of documents
// of words. In memory are some bytes for each document, and the words and the names,
// each once.
type fullWrite struct {
	*writer
	documents, sorted *scratch
	record            []byte // the document that was written last
	keys              []int64
	places            placesPacker

	words    map[string]uint32 // in the order of their appearance
	topicSet []spelt           // by topic, from 0
	names    map[string]uint32 // categories and parts of sources
	spelt    []spelt           // by name
	former   map[int64]uint32  // the documents that had other keys before
	sorter   linkSorter        // of all links
	count    int               // of all links

	fillsTopics bool // the table event_topics is empty, and is filled; the row of a document is its number and 1

	vocabulary []string           // the words in order
	anew       []search.WordID    // their numbers by their first numbers
	byKey      []uint32           // the documents in the order of their keys, highest first
	missing    []int64            // the keys of the link targets that are no document, highest first
	aliased    map[uint32][]int64 // the topics of links to former keys, by document
}

// spelt is the words of a name, nil if no document has the name.
type spelt []search.WordID

// newFullWrite returns a fullWrite that has no documents. The caller closes it.
func newFullWrite(w *writer) (*fullWrite, error) {
	documents, err := openScratch(w.path + documentsEnding)
	if err != nil {
		return nil, err
	}
	sorted, err := openScratch(w.path + runsEnding)
	if err != nil {
		documents.close()
		return nil, err
	}
	return &fullWrite{
		writer: w, documents: documents, sorted: sorted,
		words: make(map[string]uint32), names: make(map[string]uint32), former: make(map[int64]uint32),
		sorter: linkSorter{runs: runs{scratch: sorted}, most: min(linksInRun, w.inRun)}, aliased: make(map[uint32][]int64),
	}, nil
}

func (f *fullWrite) close() {
	f.documents.close()
	f.sorted.close()
}

// add adds a document.
func (f *fullWrite) add(d *document) error {
	doc := uint32(len(f.keys))
	f.keys = append(f.keys, d.key)
	f.places.add(d.place)
	for _, key := range d.former {
		if _, taken := f.former[key]; !taken { // it belongs to the first in canonical order
			f.former[key] = doc
		}
	}
	b := f.appendText(f.record[:0], d.headline)
	b = f.appendText(b, d.description)
	b = binary.AppendUvarint(b, uint64(f.name(d.category)))
	b = binary.AppendUvarint(b, uint64(len(d.sources)))
	for _, source := range d.sources {
		b = binary.AppendUvarint(b, uint64(f.name(source)))
	}
	for _, topic := range d.topics {
		f.useTopic(topic)
	}
	b = appendCounted(b, d.topics)
	b = binary.AppendUvarint(b, uint64(len(d.links)))
	f.count += len(d.links)
	for place, link := range d.links {
		b = appendKey(b, link.target)
		b = appendCounted(b, link.topics)
		if err := f.sorter.add(link.target, doc, uint32(place), link.topics); err != nil {
			return err
		}
	}
	f.record = appendMarks(b, d.marks)
	return f.writeRecord()
}

func (f *fullWrite) writeRecord() error {
	if _, err := f.documents.Write(binary.AppendUvarint(nil, uint64(len(f.record)))); err != nil {
		return err
	}
	_, err := f.documents.Write(f.record)
	return err
}

func (f *fullWrite) appendText(b []byte, words []string) []byte {
	b = binary.AppendUvarint(b, uint64(len(words)))
	for _, word := range words {
		b = binary.AppendUvarint(b, uint64(f.word(word)))
	}
	return b
}

// word returns the number of a word, for now.
func (f *fullWrite) word(word string) uint32 {
	number, known := f.words[word]
	if !known {
		number = uint32(len(f.words))
		f.words[strings.Clone(word)] = number // the word must not keep its whole page in memory
	}
	return number
}

// name returns the number of a category, or of a part of a source.
func (f *fullWrite) name(name string) uint32 {
	number, known := f.names[name]
	if !known {
		number = uint32(len(f.names))
		f.names[strings.Clone(name)] = number
		f.spelt = append(f.spelt, f.spell(name))
	}
	return number
}

// spell returns the words of a name, never nil.
func (f *fullWrite) spell(name string) spelt {
	words := text.FoldedWords(name)
	spelt := make(spelt, len(words))
	for i, word := range words {
		spelt[i] = search.WordID(f.word(word))
	}
	return spelt
}

// useTopic records that a document has a topic.
func (f *fullWrite) useTopic(id int64) {
	if missing := int(id) - len(f.topicSet); missing > 0 {
		f.topicSet = append(f.topicSet, make([]spelt, missing)...)
	}
	if f.topicSet[id-1] == nil {
		f.topicSet[id-1] = f.spell(f.allTopics[id-1])
	}
}

// finish writes all documents.
func (f *fullWrite) finish() error {
	steps := []func() error{f.orderKeys, f.sorter.end, f.followLinks, f.orderWords, f.storeHead, f.storeDocuments, f.storeRest}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// orderKeys sorts the keys. Those of a day are in another order than its documents.
func (f *fullWrite) orderKeys() error {
	f.byKey = make([]uint32, len(f.keys))
	for doc := range f.byKey {
		f.byKey[doc] = uint32(doc)
	}
	slices.SortFunc(f.byKey, func(a, b uint32) int { return highestFirst(f.keys[a], f.keys[b]) })
	for i := 1; i < len(f.byKey); i++ {
		if f.keys[f.byKey[i-1]] == f.keys[f.byKey[i]] {
			return errSameKey
		}
	}
	return nil
}

// documentOf returns the document with a key.
func (f *fullWrite) documentOf(key int64) (uint32, bool) {
	at, found := slices.BinarySearchFunc(f.byKey, key, func(doc uint32, key int64) int { return highestFirst(f.keys[doc], key) })
	if !found {
		return 0, false
	}
	return f.byKey[at], true
}

// numberOf returns the number of a link's target.
func (f *fullWrite) numberOf(key int64) int {
	if doc, ok := f.documentOf(key); ok {
		return int(doc)
	}
	at, _ := slices.BinarySearchFunc(f.missing, key, highestFirst)
	return len(f.keys) + at
}

// followLinks finds the link targets that are no document, and the topics of links
// to former references, which may be of another day than their documents.
func (f *fullWrite) followLinks() error {
	var last []byte
	var topics []int64
	doc, known := uint32(0), false
	for item, err := range f.sorter.each() {
		if err != nil {
			return err
		}
		link, err := linkIn(item, topics)
		if err != nil {
			return err
		}
		topics = link.topics
		renamed := false
		if !sameTarget(last, item) {
			last = append(last[:0], item.key...)
			if doc, known = f.documentOf(link.target); !known {
				f.missing = append(f.missing, link.target)
			}
		}
		to := doc
		if !known {
			if to, renamed = f.former[link.target]; !renamed {
				continue
			}
			f.aliased[to] = append(f.aliased[to], topics...)
		}
		for _, topic := range topics {
			f.useTopic(topic)
		}
	}
	slices.SortFunc(f.missing, highestFirst)
	f.missing = slices.Compact(f.missing)
	return nil
}

// orderWords numbers all words by their order.
func (f *fullWrite) orderWords() error {
	f.vocabulary = make([]string, 0, len(f.words))
	for word := range f.words {
		f.vocabulary = append(f.vocabulary, word)
	}
	slices.Sort(f.vocabulary)
	f.anew = make([]search.WordID, len(f.words))
	for i, word := range f.vocabulary {
		f.anew[f.words[word]] = search.WordID(i)
	}
	f.words, f.names = nil, nil
	for _, names := range [][]spelt{f.topicSet, f.spelt} {
		for _, words := range names {
			for i, word := range words {
				words[i] = f.anew[word]
			}
		}
	}
	return nil
}

// storeHead stores what every question needs.
func (f *fullWrite) storeHead() error {
	for _, table := range []string{"texts", "vocabulary", "lengths", "postings", "later_postings", "pairs", "graph", "backlinks", "keys", "marks", "parts"} {
		if err := f.run("DELETE FROM " + table); err != nil {
			return err
		}
	}
	if err := f.places.store(f.writer); err != nil {
		return err
	}
	words := newVocabularyWriter(f.writer)
	for _, word := range f.vocabulary {
		if err := words.add(word); err != nil {
			return err
		}
	}
	if err := words.end(); err != nil {
		return err
	}
	if err := f.storePart("generation", generationOf(f.places.bytes(), words.hash)); err != nil {
		return err
	}
	if err := f.storePart("changes", (&changes{}).pack()); err != nil {
		return err
	}
	return f.storeNumber()
}

// eachDocument reads all documents again.
func (f *fullWrite) eachDocument(visit func(doc search.DocID, r *reader) error) error {
	from, err := f.documents.since(0)
	if err != nil {
		return err
	}
	for doc := range f.keys {
		length, err := binary.ReadUvarint(from)
		if err == nil && length > uint64(f.documents.size) {
			err = errSpoiled
		}
		if err != nil {
			return errors.Join(errSpoiled, err)
		}
		if f.record, err = readAll(from, length, f.record); err != nil {
			return err
		}
		r := reader{data: f.record}
		if err := visit(search.DocID(doc), &r); err != nil {
			return err
		}
		if r.failed {
			return errSpoiled
		}
	}
	return nil
}
