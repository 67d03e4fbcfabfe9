package index

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/search"
)

// storedEvent is an event as the index has it.
type storedEvent struct {
	id     int64
	place  search.Place
	digest int64
}

// difference is the difference between a day of the archive and the index.
type difference struct {
	changed []entry       // new or changed events
	moved   map[int64]int // events whose number in their day changed, by id
	removed []int64       // ids
	date    event.Date
	partial bool
	pages   int
}

// compare compares a day with the events that the index has of it, by key.
func compare(day dayEntries, known map[int64]storedEvent) difference {
	d := difference{date: day.date, partial: day.partial, pages: len(day.entries), moved: make(map[int64]int)}
	left := maps.Clone(known)
	for _, e := range day.entries {
		was := left[e.key] // zero for a new event
		switch {
		case was.id == 0 || was.digest != e.digest:
			e.id = was.id
			d.changed = append(d.changed, e)
		case was.place.Number != e.Number:
			d.moved[was.id] = e.Number
		}
		delete(left, e.key)
	}
	for _, was := range left {
		d.removed = append(d.removed, was.id)
	}
	return d
}

// count returns the number of events that differ.
func (d *difference) count() int { return len(d.changed) + len(d.moved) + len(d.removed) }

// errTooMuch means that so much changed that building the index again is
// faster.
var errTooMuch = errors.New("too much has changed")

// maxUpdates is the largest number of events that are updated one by one.
const maxUpdates = 5000

// updater updates an index. Events are identified by their ids.
type updater struct {
	*writer
	documents *changedDocuments
	known     map[event.Date]map[int64]storedEvent
	places    map[int64]search.Place // the places of the days' events before the update
	new       []entry
	changed   map[int64]entry // includes the new events, once they are stored
	moved     map[int64]int
	removed   []int64
	partial   map[event.Date]bool

	affected map[int64]bool // events whose topics may have changed
	targets  map[int64]bool // the keys of further such events
}

func newUpdater(w *writer) *updater {
	return &updater{
		writer: w, known: make(map[event.Date]map[int64]storedEvent), places: make(map[int64]search.Place),
		changed: make(map[int64]entry), moved: make(map[int64]int), partial: make(map[event.Date]bool),
		affected: make(map[int64]bool), targets: make(map[int64]bool),
	}
}

// update reads some days and stores how they differ from the index. It returns
// the days of which something could not be read.
func (w *writer) update(ctx context.Context, a *archive.Archive, days []event.Date, report func(done, pages int)) (map[event.Date]bool, error) {
	u := newUpdater(w)
	if err := u.readKnown(days); err != nil {
		return nil, err
	}
	if err := u.read(ctx, a, days, report); err != nil {
		return nil, err
	}
	if u.differences() == 0 {
		return u.partial, nil
	}
	c, err := readCorpus(w.session, w.before)
	if err != nil {
		return nil, err
	}
	c.contents = c.contents.alone()
	u.documents = newChangedDocuments(c)
	return u.partial, u.store()
}

// readKnown reads the events that the index has of the days.
func (u *updater) readKnown(days []event.Date) error {
	for _, day := range days {
		first, last := day.Keys()
		known := make(map[int64]storedEvent)
		var key int64
		was := storedEvent{place: search.Place{Date: day}}
		err := u.each([]any{&key, &was.id, &was.place.Number, &was.digest}, func() error {
			known[key] = was
			u.places[was.id] = was.place
			return nil
		}, `SELECT key, id, number, digest FROM events WHERE key BETWEEN ? AND ?`, first, last)
		if err != nil {
			return err
		}
		u.known[day] = known
	}
	return nil
}

// read reads the days and collects how they differ.
func (u *updater) read(ctx context.Context, a *archive.Archive, days []event.Date, report func(done, pages int)) error {
	done, pages := 0, 0
	for d := range archive.Read(ctx, a, days, u.compare) {
		for _, e := range d.changed {
			if e.id == 0 {
				u.new = append(u.new, e)
			} else {
				u.changed[e.id] = e
			}
		}
		maps.Copy(u.moved, d.moved)
		u.removed = append(u.removed, d.removed...)
		if d.partial {
			u.partial[d.date] = true
		}
		if u.differences() > maxUpdates {
			return errTooMuch
		}
		done++
		pages += d.pages
		report(done, pages)
	}
	return cmp.Or(ctx.Err(), a.Err())
}

// compare compares a day with what the index has of it.
func (u *updater) compare(day event.Day, skipped int) difference {
	return compare(newDayEntries(day, skipped), u.known[day.Date])
}

// differences returns the number of events that differ from the index.
func (u *updater) differences() int {
	return len(u.new) + len(u.changed) + len(u.moved) + len(u.removed)
}

// store stores all differences.
func (u *updater) store() error {
	for _, step := range []func() error{u.storeNumber, u.continueIDs, u.removeOld, u.renumber, u.insertNew, u.flush, u.storeShortNames} {
		if err := step(); err != nil {
			return err
		}
	}
	topics, err := u.storeTopics()
	if err != nil {
		return err
	}
	return u.storeDocuments(topics)
}

// removeOld removes the rows of removed and changed events.
func (u *updater) removeOld() error {
	for _, id := range append(slices.Sorted(maps.Keys(u.changed)), u.removed...) {
		first, last := partsOf(id)
		targets, err := u.numbers(`SELECT target FROM links WHERE id BETWEEN ? AND ?`, first, last)
		if err != nil {
			return err
		}
		for _, target := range targets {
			u.targets[target] = true
		}
		if err := u.markClaims(id); err != nil {
			return err
		}
		if err := u.remove(id); err != nil {
			return err
		}
	}
	return nil
}

func (u *updater) renumber() error {
	for id, number := range u.moved {
		if err := u.run(`UPDATE events SET number = ? WHERE id = ?`, number, id); err != nil {
			return err
		}
		if err := u.markClaims(id); err != nil {
			return err
		}
	}
	return nil
}

// insertNew inserts the rows of new and changed events.
func (u *updater) insertNew() error {
	for _, id := range slices.Sorted(maps.Keys(u.changed)) {
		e := u.changed[id]
		if err := u.put(&e); err != nil {
			return err
		}
	}
	for i := range u.new {
		e := &u.new[i]
		if err := u.put(e); err != nil {
			return err
		}
		u.changed[e.id] = *e
	}
	return nil
}

func (u *updater) put(e *entry) error {
	s, err := u.insert(e)
	if err != nil {
		return err
	}
	u.affected[e.id] = true
	for _, link := range s.links {
		u.targets[link.target] = true
	}
	return u.markClaims(e.id)
}

// markClaims adds events to the affected ones: those to which a link may now
// lead because of the reference or a former reference of an event.
func (u *updater) markClaims(id int64) error {
	claims, err := u.numbers(`SELECT event FROM former WHERE former = (SELECT key FROM events WHERE id = ?1)
		OR former IN (SELECT former FROM former WHERE event = ?1)`, id)
	for _, claim := range claims {
		u.affected[claim] = true
	}
	return err
}

// storeTopics stores the topics of all affected events. It returns the topics
// of the events whose documents must be written again.
func (u *updater) storeTopics() (map[int64][]int64, error) {
	for _, id := range u.removed {
		if err := u.run(`DELETE FROM event_topics WHERE event = ?`, id); err != nil {
			return nil, err
		}
	}
	events, err := u.affectedEvents()
	if err != nil {
		return nil, err
	}
	rewrite := make(map[int64][]int64)
	for _, id := range events {
		topics, err := u.joined(id)
		if err != nil {
			return nil, err
		}
		same, err := u.replaceTopics(id, topics)
		if err != nil {
			return nil, err
		}
		if _, changed := u.changed[id]; changed || !same {
			rewrite[id] = topics
		}
	}
	return rewrite, u.flush()
}

// replaceTopics stores the topics of an event, and reports whether they were
// the same before.
func (u *updater) replaceTopics(id int64, topics []int64) (same bool, err error) {
	was, err := u.numbers(`SELECT topic FROM event_topics WHERE event = ? ORDER BY topic`, id)
	if err != nil || slices.Equal(topics, was) {
		return true, err
	}
	if err := u.run(`DELETE FROM event_topics WHERE event = ?`, id); err != nil {
		return false, err
	}
	for _, topic := range topics {
		if err := u.eventTopics.add(id, topic); err != nil {
			return false, err
		}
	}
	return false, nil
}

// affectedEvents returns the affected events that are in the index.
func (u *updater) affectedEvents() ([]int64, error) {
	for key := range u.targets {
		found, err := u.numbers(`SELECT id FROM events WHERE key = ?1 UNION SELECT event FROM former WHERE former = ?1`, key)
		if err != nil {
			return nil, err
		}
		for _, id := range found {
			u.affected[id] = true
		}
	}
	for _, id := range u.removed {
		delete(u.affected, id)
	}
	return slices.Sorted(maps.Keys(u.affected)), nil
}

// joined returns the topics of an event in rising order: its own topics, and
// the topics of links to it, by its reference or a former reference.
func (u *updater) joined(id int64) ([]int64, error) {
	var array string
	if err := u.one([]any{&array}, `SELECT topics FROM events WHERE id = ?`, id); err != nil {
		return nil, damagedWhereMissing(err)
	}
	topics, err := fromJSON(array)
	if err != nil {
		return nil, err
	}
	keys, err := u.keysTo(id)
	if err != nil {
		return nil, err
	}
	for _, key := range keys {
		err := u.each([]any{&array}, func() error {
			shared, err := fromJSON(array)
			topics = append(topics, shared...)
			return err
		}, `SELECT topics FROM links WHERE target = ?`, key)
		if err != nil {
			return nil, err
		}
	}
	slices.Sort(topics)
	return slices.Compact(topics), nil
}

// storeDocuments writes changed documents. topics are the topics of each
// document to write again.
func (u *updater) storeDocuments(topics map[int64][]int64) error {
	c := u.documents
	for _, id := range u.removed {
		c.drop(u.places[id])
	}
	for _, id := range slices.Sorted(maps.Keys(topics)) {
		if err := u.rewrite(id, topics[id]); err != nil {
			return err
		}
	}
	for id, number := range u.moved {
		if _, rewritten := topics[id]; !rewritten {
			c.move(u.places[id], number)
		}
	}
	if err := c.store(u.writer); err != nil {
		return err
	}
	if c.shouldRewrite() {
		return u.rewriteAll()
	}
	return nil
}

// rewrite writes the document of an event again, with the given topics. Its
// words are from the page if that was read now, and otherwise from the stored
// document.
func (u *updater) rewrite(id int64, topics []int64) error {
	c := u.documents
	names, err := u.topicNames(topics)
	if err != nil {
		return err
	}
	n := node{topics: topics}
	var place search.Place
	if err := u.one([]any{&n.key, &place.Number}, `SELECT key, number FROM events WHERE id = ?`, id); err != nil {
		return damagedWhereMissing(err)
	}
	place.Date = event.DateOfKey(n.key)
	if n.links, err = u.storedLinks(id); err != nil {
		return err
	}
	was, known := u.places[id]
	if e, changed := u.changed[id]; changed {
		if n.marks, err = u.mark(&e); err != nil {
			return err
		}
		if known {
			c.drop(was)
		}
		c.add(place, e.document.Text(names, c.number), n)
		return nil
	}
	if !known { // its day did not change
		was = place
	}
	text, err := c.read(was)
	if err != nil {
		return err
	}
	if n.marks, err = c.marks(was); err != nil {
		return err
	}
	text.Topics = search.Document{}.Text(names, c.number).Topics
	c.drop(was)
	c.add(place, text, n)
	return nil
}

// storedLinks returns the stored links of an event.
func (u *updater) storedLinks(id int64) ([]storedLink, error) {
	var links []storedLink
	var target int64
	var array string
	first, last := partsOf(id)
	err := u.each([]any{&target, &array}, func() error {
		topics, err := fromJSON(array)
		links = append(links, storedLink{target, topics})
		return err
	}, `SELECT target, topics FROM links WHERE id BETWEEN ? AND ? ORDER BY id`, first, last)
	return links, err
}

// rewriteAll writes all documents again, as in a new index.
func (u *updater) rewriteAll() error {
	c, err := readCorpus(u.session, u.before)
	if err != nil {
		return err
	}
	if err := u.openDictionaries(); err != nil { // a full write deletes their parts
		return err
	}
	if u.allTopics, err = u.strings(`SELECT name FROM topics ORDER BY id`); err != nil {
		return err
	}
	f, err := newFullWrite(u.writer)
	if err != nil {
		return err
	}
	defer f.close()
	if err := addAll(f, c); err != nil {
		return err
	}
	return f.finish()
}

// addAll adds all documents of an index to a full write.
func addAll(f *fullWrite, c *corpus) error {
	nodes, err := readNodes(c)
	if err != nil {
		return err
	}
	var t search.Text
	for _, doc := range c.inOrder() {
		d := document{place: c.Place(doc)}
		if d.node, err = nodes.at(doc); err != nil {
			return err
		}
		if err := c.Read(doc, search.Anywhere|search.Source, &t); err != nil {
			return err
		}
		d.headline, d.description = c.spellAll(t.Headline), c.spellAll(t.Description)
		d.category = strings.Join(c.spellAll(t.Category), " ")
		for _, words := range t.Sources {
			d.sources = append(d.sources, strings.Join(c.spellAll(words), " "))
		}
		if err := f.add(&d); err != nil {
			return err
		}
	}
	return nil
}

// spellAll returns the words with some numbers.
func (c *corpus) spellAll(words []search.WordID) []string {
	all := make([]string, len(words))
	for i, word := range words {
		all[i] = c.spell(word)
	}
	return all
}
