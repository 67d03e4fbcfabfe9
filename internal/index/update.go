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
	explains  bool // changed events explain short names, or did before

	was   map[int64]node        // the nodes of changed events, with all their topics
	own   map[int64][]int64     // their own topics before
	after map[int64]stored      // what is stored of the changed and the new events
	gone  map[search.DocID]bool // the documents of changed and removed events

	links  map[int64]*linkTopics // by the key of the target, the links on changed pages
	anew   map[int64]bool        // events whose topics must be put together anew
	linked map[int64][]int64     // by the key of the target, the topics of links on pages that changed in earlier updates; nil until it is needed
}

// linkTopics are the topics of the links to a target that are on changed pages,
// before and after this update.
type linkTopics struct{ before, after []int64 }

// differ reports whether the topics differ.
func (l *linkTopics) differ() bool { return !subset(l.before, l.after) || !subset(l.after, l.before) }

// subset reports whether a list has all numbers of another.
func subset(numbers, of []int64) bool {
	for _, n := range numbers {
		if !slices.Contains(of, n) {
			return false
		}
	}
	return true
}

func newUpdater(w *writer) *updater {
	return &updater{
		writer: w, known: make(map[event.Date]map[int64]storedEvent), places: make(map[int64]search.Place),
		changed: make(map[int64]entry), moved: make(map[int64]int), partial: make(map[event.Date]bool),
		was: make(map[int64]node), own: make(map[int64][]int64), after: make(map[int64]stored), gone: make(map[search.DocID]bool),
		links: make(map[int64]*linkTopics), anew: make(map[int64]bool),
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
	if u.documents, err = newChangedDocuments(c); err != nil {
		return nil, err
	}
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
	for _, step := range []func() error{u.storeNumber, u.continueIDs, u.removeOld, u.renumber, u.insertNew, u.storeExplained} {
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

// storeExplained stores the short names anew, if the events of this update explain any
// or did before.
func (u *updater) storeExplained() error {
	if !u.explains {
		return nil
	}
	return u.storeShortNames()
}

// removeOld removes the rows of removed and changed events.
func (u *updater) removeOld() error {
	for _, id := range slices.Sorted(maps.Keys(u.changed)) {
		if err := u.removeEvent(id); err != nil {
			return err
		}
	}
	for _, id := range u.removed {
		if err := u.removeEvent(id); err != nil {
			return err
		}
		for _, topic := range u.was[id].topics {
			if err := u.removeTopic(id, topic); err != nil {
				return err
			}
		}
	}
	return nil
}

func (u *updater) removeEvent(id int64) error {
	doc, known := u.documents.document(u.places[id])
	if !known {
		return ErrDamaged
	}
	n, err := u.documents.nodes.at(doc)
	if err != nil {
		return err
	}
	if u.own[id], err = u.ownTopics(id); err != nil {
		return err
	}
	explained, err := u.numbers(`SELECT 1 FROM short_names WHERE event = ? LIMIT 1`, id)
	if err != nil {
		return err
	}
	u.explains = u.explains || len(explained) > 0
	u.was[id], u.gone[doc] = n, true
	for _, link := range n.links {
		l := u.linksTo(link.target)
		l.before = append(l.before, link.topics...)
	}
	if err := u.markClaims(id); err != nil {
		return err
	}
	return u.remove(id)
}

// linksTo returns the topics of the links to a target.
func (u *updater) linksTo(target int64) *linkTopics {
	l := u.links[target]
	if l == nil {
		l = new(linkTopics)
		u.links[target] = l
	}
	return l
}

// ownTopics returns the topics that are on the page of an event.
func (u *updater) ownTopics(id int64) ([]int64, error) {
	var array string
	if err := u.one([]any{&array}, `SELECT topics FROM events WHERE id = ?`, id); err != nil {
		return nil, damagedWhereMissing(err)
	}
	return fromJSON(array)
}

func (u *updater) removeTopic(event, topic int64) error {
	return u.run(`DELETE FROM event_topics WHERE topic = ? AND event = ?`, topic, event)
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
	u.after[e.id] = s
	u.explains = u.explains || len(e.document.ShortNames()) > 0
	for _, link := range s.links {
		l := u.linksTo(link.target)
		l.after = append(l.after, link.topics...)
	}
	return u.markClaims(e.id)
}

// markClaims adds events to those whose topics must be put together anew: a link may
// now lead to them because of the reference or a former reference of an event.
func (u *updater) markClaims(id int64) error {
	claims, err := u.numbers(`SELECT event FROM former WHERE former = (SELECT key FROM events WHERE id = ?1)
		OR former IN (SELECT former FROM former WHERE event = ?1)`, id)
	for _, claim := range claims {
		u.anew[claim] = true
	}
	return err
}

// affected is an event whose topics may have changed.
type affected struct {
	id, key int64
	place   search.Place // after the update
	was     *node        // before the update, nil for a new event
	topics  []int64      // after the update
}

// storeTopics stores the topics of all affected events. It returns the events whose
// documents must be written again.
func (u *updater) storeTopics() ([]affected, error) {
	events, err := u.affectedEvents()
	if err != nil {
		return nil, err
	}
	var rewrite []affected
	for _, id := range events {
		e, err := u.affectedEvent(id)
		if err != nil {
			return nil, err
		}
		same, err := u.replaceTopics(&e)
		if err != nil {
			return nil, err
		}
		if _, changed := u.changed[id]; changed || !same {
			rewrite = append(rewrite, e)
		}
	}
	return rewrite, u.flush()
}

// affectedEvents returns the affected events that are in the index.
func (u *updater) affectedEvents() ([]int64, error) {
	all := maps.Clone(u.anew)
	for id := range u.changed {
		all[id] = true
	}
	for key, links := range u.links {
		if !links.differ() {
			continue
		}
		found, err := u.numbers(`SELECT id FROM events WHERE key = ?`, key)
		if err != nil {
			return nil, err
		}
		renamed, err := u.numbers(`SELECT event FROM former WHERE former = ?`, key)
		if err != nil {
			return nil, err
		}
		for _, id := range renamed {
			u.anew[id] = true
		}
		for _, id := range append(found, renamed...) {
			all[id] = true
		}
	}
	for _, id := range u.removed {
		delete(all, id)
	}
	return slices.Sorted(maps.Keys(all)), nil
}

// affectedEvent returns an event with the topics that it has now.
func (u *updater) affectedEvent(id int64) (affected, error) {
	e := affected{id: id}
	var array string
	if err := u.one([]any{&e.key, &e.place.Number, &array}, `SELECT key, number, topics FROM events WHERE id = ?`, id); err != nil {
		return e, damagedWhereMissing(err)
	}
	e.place.Date = event.DateOfKey(e.key)
	own, err := fromJSON(array)
	if err != nil {
		return e, err
	}
	was, changed := u.was[id]
	switch {
	case changed:
		e.was = &was
	case u.changed[id].id == 0: // it is not new
		n, err := u.documents.node(u.placeBefore(&e))
		if err != nil {
			return e, err
		}
		e.was = &n
	}
	links := u.links[e.key]
	if links == nil {
		links = new(linkTopics)
	}
	after := append(own, links.after...)
	if e.was == nil || u.anew[id] || !subset(links.before, after) || !subset(u.own[id], after) {
		e.topics, err = u.joined(id, own)
		return e, err
	}
	// No topic was taken away, so no other page needs to be asked.
	e.topics = distinct(append(after, e.was.topics...))
	return e, nil
}

// placeBefore returns the place of an event before the update.
func (u *updater) placeBefore(e *affected) search.Place {
	if was, known := u.places[e.id]; known {
		return was
	}
	return e.place // its day did not change
}

// distinct sorts numbers and removes repeated ones.
func distinct(numbers []int64) []int64 {
	slices.Sort(numbers)
	return slices.Compact(numbers)
}

// replaceTopics stores the topics of an event, and reports whether they were the same
// before.
func (u *updater) replaceTopics(e *affected) (same bool, err error) {
	var was []int64
	if e.was != nil {
		was = e.was.topics
	}
	if slices.Equal(e.topics, was) {
		return true, nil
	}
	for _, topic := range was {
		if !slices.Contains(e.topics, topic) {
			if err := u.removeTopic(e.id, topic); err != nil {
				return false, err
			}
		}
	}
	for _, topic := range e.topics {
		if !slices.Contains(was, topic) {
			if err := u.eventTopics.add(topic, e.id); err != nil {
				return false, err
			}
		}
	}
	return false, nil
}

// joined returns the topics of an event in rising order: its own topics, and
// the topics of links to it, by its reference or a former reference.
func (u *updater) joined(id int64, own []int64) ([]int64, error) {
	keys, err := u.keysTo(id)
	if err != nil {
		return nil, err
	}
	topics := slices.Clone(own)
	for _, key := range keys {
		if links := u.links[key]; links != nil {
			topics = append(topics, links.after...)
		}
		if topics, err = u.appendLinked(topics, key); err != nil {
			return nil, err
		}
	}
	return distinct(topics), nil
}

// appendLinked appends the topics of the links to a key that are on pages that this
// update does not change.
func (u *updater) appendLinked(topics []int64, key int64) ([]int64, error) {
	linked, err := u.linkedEarlier()
	if err != nil {
		return nil, err
	}
	topics = append(topics, linked[key]...)
	c := u.documents
	number, found, err := c.corpus.numberOf(key)
	if err != nil || !found {
		return topics, err
	}
	back, err := c.backlinks.of(number)
	if err != nil {
		return nil, err
	}
	for doc, place := range back.backlinks(number, c.corpus.main) {
		if u.gone[doc] || c.corpus.isGone(doc) {
			continue
		}
		_, links, err := c.nodes.linksOf(doc)
		if err != nil {
			return nil, err
		}
		if place >= len(links) {
			return nil, ErrDamaged
		}
		topics = append(topics, links[place].topics...)
	}
	if back.failed {
		return nil, ErrDamaged
	}
	return topics, nil
}

// linkedEarlier returns the topics of the links on pages that changed in earlier
// updates and not in this one, by the keys of the links.
func (u *updater) linkedEarlier() (map[int64][]int64, error) {
	if u.linked != nil {
		return u.linked, nil
	}
	c := u.documents.corpus
	u.linked = make(map[int64][]int64)
	for doc := search.DocID(c.main); doc < c.Bound(); doc++ {
		if u.gone[doc] || c.isGone(doc) {
			continue
		}
		_, links, err := u.documents.nodes.linksOf(doc)
		if err != nil {
			return nil, err
		}
		for _, link := range links {
			u.linked[link.target] = append(u.linked[link.target], link.topics...)
		}
	}
	return u.linked, nil
}

// storeDocuments writes changed documents again, and the documents of events whose
// topics changed.
func (u *updater) storeDocuments(rewrite []affected) error {
	c := u.documents
	for _, id := range u.removed {
		c.drop(u.places[id])
	}
	rewritten := make(map[int64]bool, len(rewrite))
	for i := range rewrite {
		if err := u.rewrite(&rewrite[i]); err != nil {
			return err
		}
		rewritten[rewrite[i].id] = true
	}
	for id, number := range u.moved {
		if !rewritten[id] {
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

// rewrite writes the document of an event again. Its words are from the page if that
// was read now, and otherwise from the stored document.
func (u *updater) rewrite(a *affected) error {
	c := u.documents
	names, err := u.topicNames(a.topics)
	if err != nil {
		return err
	}
	n := node{key: a.key, topics: a.topics}
	if e, changed := u.changed[a.id]; changed {
		s := u.after[a.id]
		n.links, n.marks = s.links, s.marks
		if a.was != nil {
			c.drop(u.places[a.id])
		}
		c.add(a.place, e.document.Text(names, c.number), n)
		return nil
	}
	was := u.placeBefore(a)
	text, err := c.read(was)
	if err != nil {
		return err
	}
	n.links, n.marks = a.was.links, a.was.marks
	text.Topics = search.Document{}.Text(names, c.number).Topics
	c.drop(was)
	c.add(a.place, text, n)
	return nil
}

// rewriteAll writes all documents again, as in a new index.
func (u *updater) rewriteAll() error {
	c, err := readCorpus(u.session, u.writer.before)
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
	nodes, err := openNodes(c, fewRows)
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
