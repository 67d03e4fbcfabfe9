package importer

import (
	"cmp"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"news/internal/event"
	"news/internal/page"
	"news/internal/portal"
	"news/internal/text"
)

// oldPage is a page of a day as it was before the day was taken anew.
type oldPage struct {
	key   string
	found standing    // absent for a page that is buried
	event event.Event // the zero Event if the page cannot be read
	words map[string]bool
	kept  bool // an item of the day still has it
}

// merge makes the events of a day that was taken. Items that the day had before keep
// their slugs.
func (r *run) merge(d *portal.Day, source string) error {
	old, err := r.oldPages(d.Date)
	if err != nil {
		return err
	}
	items := make([]item, len(d.Events))
	for i := range d.Events {
		items[i] = newItem(&d.Events[i])
	}
	match(items, old)
	foreign, err := r.foreignIn(d.Date)
	if err != nil {
		return err
	}
	name(items, old, foreign)
	taken := &day{date: d.Date, source: source, fresh: true, done: &done{problems: d.Problems}}
	var events []event.Event
	for i := range items {
		if one := &items[i]; one.old != nil && one.old.found == deleted {
			r.leave(one.old.key, true)
			continue
		}
		events = append(events, r.eventOf(taken, &items[i], len(events)+1))
	}
	for i := range old {
		switch {
		case old[i].kept:
			delete(r.removed, old[i].key) // where an older revision of this import lacked it
		case old[i].found != absent:
			r.drop(&old[i])
			taken.done.removed = append(taken.done.removed, old[i].key)
		}
	}
	taken.packed = pack(events)
	r.taken[d.Date] = taken
	return nil
}

// oldPages returns the pages of the events of a day, in the order of the day's page. The
// stamps of the day are those of its pages as they are now.
func (r *run) oldPages(d event.Date) ([]oldPage, error) {
	delete(r.stamps, d)
	is := r.stampsFor(indexKey(d))
	found, listed, index, err := r.look(indexKey(d))
	if err != nil {
		return nil, err
	}
	is.add(path.Base(indexKey(d)), index)
	is.left = found != ours && found != absent
	var old []oldPage
	for _, key := range r.state.pagesOf(d) {
		found, data, page, err := r.look(key)
		if err != nil {
			return nil, err
		}
		if found == absent { // it was about to be written for the first time
			r.state.remove(key)
			continue
		}
		is.add(path.Base(key), page)
		is.left = is.left || found != ours
		old = append(old, newOldPage(key, found, data))
	}
	arrange(old, entriesOf(listed, d))
	return append(old, r.returning(d, old)...), nil
}

// arrange puts pages in the order of the entries of their day, and gives their events the
// topics of these. Pages without an entry come last, slug before slug-2.
func arrange(old []oldPage, entries map[event.Ref]entry) {
	for i := range old {
		if one, listed := entries[old[i].event.Ref]; listed {
			old[i].event.Topics = one.topics
		}
	}
	slices.SortStableFunc(old, func(a, b oldPage) int {
		x, y := a.event.Ref, b.event.Ref
		return cmp.Or(cmp.Compare(entries[x].place, entries[y].place), cmp.Compare(len(x.Slug), len(y.Slug)))
	})
}

func newOldPage(key string, found standing, data []byte) oldPage {
	p := oldPage{key: key, found: found}
	p.event.Ref, _ = refOfKey(key)
	if data != nil {
		p.event = page.Event(data, fileOf(key), p.event.Ref)
		p.words = wordSet(p.event.Headline, p.event.Description)
	}
	return p
}

// foreignIn returns the names in the folder of a day that are not import's, in lower
// case.
func (r *run) foreignIn(d event.Date) (map[string]bool, error) {
	dir := filepath.Dir(r.file(indexKey(d)))
	return foreignNames(dir, func(name string) bool { return r.state.get(path.Join(d.Path(), name)) != nil })
}

// item is an event of the portal on its way to a page.
type item struct {
	from           *portal.Event
	headline, rest string
	topics         []string
	slug           string
	old            *oldPage // its page before, or nil
	words          map[string]bool
}

func newItem(e *portal.Event) item {
	i := item{from: e, topics: topicsOf(e)}
	i.headline, i.rest = e.Headline()
	return i
}

// match finds the page that each item had before: the one with most of its words, and
// of equals the one that is most like it otherwise. What is alike in all is told apart by
// the order.
func match(items []item, old []oldPage) {
	if len(old) == 0 {
		return
	}
	type pair struct {
		item, old int
		likeness
	}
	var pairs []pair
	for i := range items {
		items[i].words = wordSet(items[i].headline, items[i].rest)
		for o := range old {
			if share := sharedWords(items[i].words, old[o].words); share > 0.5 {
				pairs = append(pairs, pair{i, o, likenessOf(&items[i], &old[o], share)})
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int { return b.likeness.compare(a.likeness) })
	for _, p := range pairs {
		if items[p.item].old == nil && !old[p.old].kept {
			items[p.item].old, old[p.old].kept = &old[p.old], true
		}
	}
}

// likeness is how much an item is like the event of a page.
type likeness struct {
	words   float64 // the part of them that both have
	sources int     // addresses that both cite
	topics  int     // that both have
	section bool    // both have the same category
}

func likenessOf(i *item, old *oldPage, words float64) likeness {
	like := likeness{words: words, section: i.from.Category == old.event.Category}
	for _, s := range i.from.Sources {
		if cites(&old.event, s.URL) {
			like.sources++
		}
	}
	for _, topic := range i.topics {
		if slices.Contains(old.event.Topics, topic) {
			like.topics++
		}
	}
	return like
}

// cites reports whether an event cites an address.
func cites(e *event.Event, url string) bool {
	return url != "" && slices.ContainsFunc(e.Sources, func(s event.Source) bool { return s.URL == url })
}

// compare returns -1 where a is less like, and 1 where it is more like than b.
func (a likeness) compare(b likeness) int {
	order := cmp.Or(cmp.Compare(a.words, b.words), cmp.Compare(a.sources, b.sources), cmp.Compare(a.topics, b.topics))
	if order == 0 && a.section != b.section {
		if order = 1; b.section {
			order = -1
		}
	}
	return order
}

// name gives slugs to items. A page that somebody has changed beyond recognition, or
// removed, belongs to the item that would have its slug.
func name(items []item, old []oldPage, foreign map[string]bool) {
	used := make(map[string]bool)
	for o := range old {
		if old[o].found != absent || old[o].kept {
			used[strings.ToLower(old[o].event.Ref.Slug)] = true
		}
	}
	for i := range items {
		one := &items[i]
		if one.old != nil {
			one.slug = one.old.event.Ref.Slug
			continue
		}
		one.slug = slugOf(one.headline)
		for o := range old {
			if touched := old[o].found == deleted || old[o].found == edited; touched && !old[o].kept && old[o].event.Ref.Slug == one.slug {
				one.old, old[o].kept = &old[o], true
			}
		}
		if one.old == nil {
			one.slug = freeSlug(one.slug, func(slug string) bool { return used[slug] || foreign[slug+".md"] })
			used[one.slug] = true
		}
	}
}

// wordSet returns the folded words of texts.
func wordSet(texts ...string) map[string]bool {
	set := make(map[string]bool)
	for _, s := range texts {
		for _, word := range text.FoldedWords(s) {
			set[word] = true
		}
	}
	return set
}

// sharedWords returns the part of the words of two texts that both have.
func sharedWords(a, b map[string]bool) float64 {
	both := 0
	for word := range a {
		if b[word] {
			both++
		}
	}
	return float64(both) / float64(max(len(a), len(b), 1))
}

// eventOf returns the event of an item of a day, the number of which is given.
func (r *run) eventOf(d *day, i *item, number int) event.Event {
	e := event.Event{
		Ref: event.NewRef(d.date, i.slug), Number: number,
		Category: i.from.Category, Headline: i.headline, Description: i.rest,
		Topics: i.topics, Sources: i.from.Sources,
	}
	d.done.isNew = append(d.done.isNew, i.old == nil || i.old.found == absent)
	if i.old == nil {
		return e
	}
	was := &i.old.event
	if i.old.found == edited {
		r.leave(i.old.key, false)
		e.Category, e.Headline, e.Description = was.Category, was.Headline, was.Description
	}
	e.Changes = was.Changes
	if was.Headline != e.Headline {
		e.Changes = changed(was.Changes, was.Ref, was.Headline, &e)
	}
	if i.old.found != absent && (was.Headline != e.Headline || was.Description != e.Description) {
		d.done.changed++
	}
	return e
}

// current is the note of the present version of an event among its changes.
const current = "(Current version)"

// changed returns the changes of an event that had another headline or reference before.
func changed(before []event.Change, ref event.Ref, headline string, now *event.Event) []event.Change {
	changes := slices.DeleteFunc(slices.Clone(before), func(c event.Change) bool { return strings.Contains(c.Note, current) })
	note := "(First version)"
	if len(changes) > 0 {
		note = "(Former version)"
	}
	return append(changes,
		event.Change{Ref: ref, Headline: headline, Note: note},
		event.Change{Ref: now.Ref, Headline: now.Headline, Note: current})
}

// drop notes that the item of a page is gone.
func (r *run) drop(p *oldPage) {
	l := *r.state.get(p.key)
	l.intended = gone
	r.state.set(p.key, l)
	if p.found == ours {
		r.removed[p.key] = p.event
	}
}
