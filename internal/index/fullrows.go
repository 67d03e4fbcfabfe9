package index

import (
	"encoding/binary"
	"io"
	"slices"

	"news/internal/event"
	"news/internal/search"
)

// documentRows writes the rows of the documents in the second pass of a full write.
type documentRows struct {
	*fullWrite
	text    search.Text
	texts   textPacker
	lengths lengthsWriter

	topics, links, marks, back packer // of documents
	missingBack                packer // the links to the targets that are no document
	in                         dayLinks
	joined                     []int64

	lists    inverter // of words
	ofTopics inverter // the documents of topics, for the table event_topics
	pairs    *pairInverter
}

// storeDocuments stores all documents, and what is known only then.
func (f *fullWrite) storeDocuments() error {
	links, err := f.sorter.merged()
	if err != nil {
		return err
	}
	d := &documentRows{
		fullWrite: f, lengths: lengthsWriter{writer: f.writer},
		lists: f.inverter(), ofTopics: f.inverter(), pairs: newPairInverter(f.inverter(), f.vocabulary),
	}
	d.in = dayLinks{documentRows: d, from: links}
	if err := d.in.advance(); err != nil {
		return err
	}
	if err := f.eachDocument(d.store); err != nil {
		return err
	}
	return d.end()
}

// inverter returns an inverter that has no documents.
func (f *fullWrite) inverter() inverter {
	return inverter{runs: runs{scratch: f.sorted}, most: f.inRun}
}

// store stores a document.
func (d *documentRows) store(doc search.DocID, r *reader) error {
	if err := d.in.to(doc); err != nil {
		return err
	}
	t := &d.text
	t.Headline = r.counted32(t.Headline[:0], d.anew)
	t.Description = r.counted32(t.Description[:0], d.anew)
	t.Category = d.nameIn(r)
	t.Sources = t.Sources[:0]
	for range r.uint() {
		if r.failed {
			return errSpoiled
		}
		t.Sources = append(t.Sources, d.nameIn(r))
	}
	d.joined = r.counted64(d.joined[:0])
	d.storeLinks(doc, r)
	d.marks.data = append(d.marks.data, r.data...)
	r.data = nil
	d.marks.end()
	if err := d.storeTopics(doc); err != nil {
		return err
	}
	return d.storeText(doc)
}

// nameIn reads the number of a name, and returns the words of the name.
func (d *documentRows) nameIn(r *reader) []search.WordID {
	number := r.uint()
	if number >= uint64(len(d.spelt)) {
		r.failed, r.data = true, nil
		return nil
	}
	return d.spelt[number]
}

// storeLinks stores the links of a document, and the links to it.
func (d *documentRows) storeLinks(doc search.DocID, r *reader) {
	var shared []int64
	for range r.uint() {
		if r.failed {
			return
		}
		number := d.numberOf(r.key())
		shared = r.counted64(shared[:0])
		d.links.data = binary.AppendVarint(d.links.data, int64(number)-int64(doc))
		d.links.data = appendCounted(d.links.data, shared)
	}
	d.links.end()
	last := uint32(doc)
	for _, link := range d.in.found {
		d.back.data = appendBacklink(d.back.data, last, link)
		last = link.doc
	}
	d.back.end()
}

// appendBacklink packs a link by the page that it is on. last is the page of the link
// before, or the number that the links lead to.
func appendBacklink(b []byte, last uint32, link sortedLink) []byte {
	return binary.AppendUvarint(binary.AppendVarint(b, int64(link.doc)-int64(last)), uint64(link.place))
}

// storeTopics stores all topics of a document: its own, which are in d.joined, and the
// topics of links to it.
func (d *documentRows) storeTopics(doc search.DocID) error {
	for _, link := range d.in.found {
		d.joined = append(d.joined, link.topics...)
	}
	d.joined = append(d.joined, d.aliased[uint32(doc)]...)
	slices.Sort(d.joined)
	d.joined = slices.Compact(d.joined)
	d.topics.data = appendIDs(d.topics.data, d.joined)
	d.topics.end()
	d.text.Topics = d.text.Topics[:0]
	for _, topic := range d.joined {
		if topic < 1 || topic > int64(len(d.topicSet)) {
			return errSpoiled
		}
		d.text.Topics = append(d.text.Topics, d.topicSet[topic-1])
		if d.fillsTopics {
			d.ofTopics.add(uint32(topic), doc, 0)
		}
	}
	return d.ofTopics.endDocument()
}

// storeText stores the words of a document, and the rows that are full.
func (d *documentRows) storeText(doc search.DocID) error {
	d.texts.add(&d.text)
	if err := d.lengths.add(search.PackLength(&d.text)); err != nil {
		return err
	}
	d.text.Sequences(search.Anywhere|search.Source, func(field search.Field, words []search.WordID) {
		for _, word := range words {
			d.lists.add(uint32(word), doc, field)
		}
	})
	if err := d.lists.endDocument(); err != nil {
		return err
	}
	if err := d.pairs.addDocument(doc, &d.text); err != nil {
		return err
	}
	next, isLast := int(doc)+1, int(doc)+1 == len(d.keys)
	if next%textsInRow == 0 || isLast {
		if err := d.storeTexts(int(doc)-int(doc)%textsInRow, &d.texts); err != nil {
			return err
		}
	}
	if next%nodesInRow != 0 && !isLast {
		return nil
	}
	first := int(doc) - int(doc)%nodesInRow
	if err := d.storeNodeRow(first, &d.topics, &d.links); err != nil {
		return err
	}
	if err := d.storeMarksRow(first, &d.marks); err != nil {
		return err
	}
	if next%nodesInRow == 0 {
		return d.storeBacklinks(first, &d.back)
	}
	return nil
}

// end stores what is known when all documents were read.
func (d *documentRows) end() error {
	if err := d.in.rest(); err != nil {
		return err
	}
	if err := d.storeMissing(); err != nil {
		return err
	}
	d.back, d.missingBack, d.in = packer{}, packer{}, dayLinks{}
	if err := d.lengths.end(); err != nil {
		return err
	}
	numbers := func(yield func([]search.Posting, error) bool) {
		next := uint32(0)
		for list, err := range d.lists.lists() {
			if err == nil && list.number() != next {
				err = errSpoiled
			}
			if !yield(list.postings, err) {
				return
			}
			next++
		}
	}
	count, err := d.storePostings(numbers, 0, postingsInRow)
	if err == nil && count != len(d.vocabulary) {
		err = errSpoiled
	}
	if err != nil {
		return err
	}
	if err := d.storePairs(d.pairs.lists()); err != nil {
		return err
	}
	return d.fillTopics()
}

// fillTopics fills the table event_topics.
func (d *documentRows) fillTopics() error {
	for list, err := range d.ofTopics.lists() {
		if err != nil {
			return err
		}
		for _, posting := range list.postings {
			if err := d.eventTopics.add(int64(list.number()), int64(posting.Doc())+1); err != nil {
				return err
			}
		}
	}
	return nil
}

// storeMissing stores the links to the targets that are no document. Their numbers
// follow those of the documents.
func (d *documentRows) storeMissing() error {
	missing, err := unpack(d.missingBack.bytes())
	if err != nil {
		return err
	}
	if missing.len() != len(d.missing) {
		return errSpoiled
	}
	last := len(d.keys) + missing.len() - 1
	for i := range missing.len() {
		d.back.data = append(d.back.data, missing.at(i).data...)
		d.back.end()
		number := len(d.keys) + i
		if (number+1)%nodesInRow == 0 && number != last {
			if err := d.storeBacklinks(number-number%nodesInRow, &d.back); err != nil {
				return err
			}
		}
	}
	if d.back.count > 0 {
		return d.storeBacklinks(last-last%nodesInRow, &d.back)
	}
	return nil
}

// dayLinks returns the links to one document after the other. The links to the
// documents of a day are read at once, as keys sort by day.
type dayLinks struct {
	*documentRows
	from  *merger
	next  sortedLink // the next one that was read
	ended bool
	day   event.Date
	links []linkTo // to the documents of the day, in order
	found []sortedLink
	last  int64 // the target without a document that the last link led to, 0 before the first
	// lastFrom is the document whose page has that link.
	lastFrom uint32
}

// linkTo is a link to a document.
type linkTo struct {
	to uint32
	sortedLink
}

// advance reads the next link.
func (l *dayLinks) advance() error {
	item, err := l.from.next()
	if err == io.EOF {
		l.ended = true
		return nil
	}
	if err == nil {
		l.next, err = linkIn(item, nil)
	}
	return err
}

// to finds the links to a document. They are valid until the next document.
func (l *dayLinks) to(doc search.DocID) error {
	if day := event.DateOfKey(l.keys[doc]); day != l.day {
		l.day, l.links = day, l.links[:0]
		if err := l.readDay(); err != nil {
			return err
		}
	}
	l.found = l.found[:0]
	for len(l.links) > 0 && l.links[0].to == uint32(doc) {
		l.found = append(l.found, l.links[0].sortedLink)
		l.links = l.links[1:]
	}
	return nil
}

// readDay reads the links to the documents of the day.
func (l *dayLinks) readDay() error {
	for !l.ended && l.next.day().Compare(l.day) >= 0 {
		if doc, ok := l.documentOf(l.next.target); ok {
			l.links = append(l.links, linkTo{doc, l.next})
		} else {
			l.addMissing()
		}
		if err := l.advance(); err != nil {
			return err
		}
	}
	slices.SortStableFunc(l.links, func(a, b linkTo) int { return int(a.to) - int(b.to) })
	return nil
}

// addMissing adds a link to a target that is no document.
func (l *dayLinks) addMissing() {
	p, last := &l.missingBack, uint32(0)
	switch {
	case l.next.target != l.last:
		if l.last != 0 {
			p.end()
		}
		l.last = l.next.target
	default:
		last = l.lastFrom
	}
	p.data = appendBacklink(p.data, last, l.next)
	l.lastFrom = l.next.doc
}

// rest reads the remaining links, which lead to days without a document.
func (l *dayLinks) rest() error {
	for !l.ended {
		l.addMissing()
		if err := l.advance(); err != nil {
			return err
		}
	}
	if l.last != 0 {
		l.missingBack.end()
	}
	return nil
}

// storeRest stores what belongs to no document.
func (f *fullWrite) storeRest() error {
	keys := keysWriter{writer: f.writer, links: f.count}
	for _, all := range [][]int64{f.keys, f.missing} {
		for _, key := range all {
			if err := keys.add(key); err != nil {
				return err
			}
		}
	}
	if err := keys.end(); err != nil {
		return err
	}
	for _, step := range []func() error{f.flush, f.storeShortNames, f.storeTopicNames, f.storeDictionaries} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}
