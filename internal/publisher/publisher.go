// Package publisher tells who publishes what events cite. A citation has a name as
// its page writes it, and mostly an address: one publisher goes by several names
// and has several sites, and a site can carry what others publish. The citations
// come from an archive's pages or its index.
package publisher

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"strings"

	"news/internal/event"
	"news/internal/text"
)

// ID is the number of a publisher in a Directory. Publishers are numbered in the
// order of their names.
type ID int32

// None stands for the publisher of a citation that names nobody.
const None ID = -1

// Directory says who goes by which names and sites, by all citations of an archive,
// in whatever order they come. It does not change, and serves any number of
// goroutines.
type Directory struct {
	*Cited
	of     []ID          // by citation
	named  []bool        // by citation: its name leads to its publisher
	sites  []string      // by citation: its site, where that leads to its publisher
	names  []string      // by publisher
	byName map[string]ID // by key
	bySite map[string]ID
}

// NewDirectory returns the directory of an archive, given what all of its events
// cite. Nothing may be added to that afterwards.
//
// Each site is the publisher's whose name is used most for it, and a name that
// leads to one site more often than not is that site's publisher's. What a name
// says after "via", and a site that carries what others publish, say nothing of the
// publisher. Names that have the same words are one.
func NewDirectory(c *Cited) *Directory {
	times := c.uses()
	g := newGrouping(c.citations, times)
	d := &Directory{
		Cited: c, of: slices.Repeat([]ID{None}, len(c.citations)), named: make([]bool, len(c.citations)), sites: make([]string, len(c.citations)),
		byName: make(map[string]ID, len(g.names.of)), bySite: make(map[string]ID, len(g.sites.of)),
	}
	for id, m := range d.members(g, times) {
		d.names = append(d.names, m.called)
		for _, i := range m.citations {
			d.of[i] = ID(id)
			d.learn(g, i)
		}
	}
	return d
}

// members are the citations of one publisher.
type members struct {
	citations      []int
	called, folded string
}

// members returns the members of all publishers, in the order of their names.
func (d *Directory) members(g *grouping, times []int) []*members {
	of := make([]*members, len(g.keys)) // by root
	var all []*members
	for i, n := range g.nodes {
		if n == nobody {
			continue
		}
		root := g.find(n)
		if of[root] == nil {
			of[root] = new(members)
			all = append(all, of[root])
		}
		of[root].citations = append(of[root].citations, i)
	}
	for _, m := range all {
		m.called = d.called(m.citations, times, g)
		m.folded = text.Fold(m.called)
	}
	slices.SortFunc(all, func(a, b *members) int {
		return cmp.Or(strings.Compare(a.folded, b.folded), strings.Compare(a.called, b.called))
	})
	return all
}

// called returns the name by which a publisher is shown: the one used most, or else
// the site used most where it goes by sites alone.
func (d *Directory) called(citations, times []int, g *grouping) string {
	var names, others map[string]int
	for _, i := range citations {
		n, own := g.nodes[i], ownName(d.citations[i].Name)
		switch {
		case n == g.siteAts[i]:
			add(&others, g.keys[n], times[i])
		case isWordless(g.keys[n]):
			add(&others, own, times[i])
		case len(citations) == 1: // as most are
			return own
		default:
			add(&names, own, times[i])
		}
	}
	if len(names) == 0 {
		names = others
	}
	return mostUsed(names)[0]
}

// learn notes the publisher of a citation by its name and its site.
func (d *Directory) learn(g *grouping, i int) {
	id, n, site := d.of[i], g.nodes[i], g.siteAts[i]
	if n != site {
		d.byName[g.keys[n]], d.named[i] = id, true
	}
	if site != nobody && g.find(site) == g.find(n) {
		d.bySite[g.keys[site]], d.sites[i] = id, g.keys[site]
	}
}

// mostUsed returns what was counted, most first, then in order.
func mostUsed(counts map[string]int) []string {
	return slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
}

// Len returns the number of publishers.
func (d *Directory) Len() int { return len(d.names) }

// Name returns the name of a publisher: the one that most citations have. No two
// publishers have the same, and Find leads from it back to the publisher.
func (d *Directory) Name(id ID) string { return d.names[id] }

// Of returns the publisher that a citation counts for: None where it names nobody,
// or no event has it.
func (d *Directory) Of(c event.Citation) ID {
	key, site := keyOf(c.Name), siteOf(c.Host)
	id, known := d.byName[key]
	if isWordless(key) && site != "" {
		id, known = d.bySite[site]
	}
	if !known {
		return None
	}
	return id
}

// Cites reports whether an event cites a publisher, by its page.
func (d *Directory) Cites(e *event.Event, id ID) bool {
	return slices.ContainsFunc(e.Citations(), func(c event.Citation) bool { return d.Of(c) == id })
}

// Find returns the publisher that somebody names: by any of its names, however cased,
// accented or written in Chinese, by a site, by a host of a site, or by an address
// there. It returns false where no publisher goes by that.
func (d *Directory) Find(typed string) (ID, bool) {
	if id, known := d.byName[keyOf(typed)]; known {
		return id, true
	}
	site := strings.ToLower(strings.TrimSpace(typed))
	for _, site := range []string{site, siteOf(event.Source{URL: site}.Citation().Host)} {
		if id, known := d.bySite[site]; known {
			return id, true
		}
	}
	return None, false
}

// Like returns the publishers of which a name or a site fits what was typed, as
// text.FindNames finds them, and how the best of these fits.
func (d *Directory) Like(typed string) map[ID]text.Likeness {
	var names []string
	var of []ID
	for _, p := range d.All() {
		for _, name := range slices.Concat(p.Names, p.Sites, []string{p.Name}) {
			names, of = append(names, text.NameWords(name)), append(of, p.ID)
		}
	}
	found := make(map[ID]text.Likeness)
	for i, how := range text.FindNames(typed, names) {
		if how != text.Unlike {
			found[of[i]] = max(found[of[i]], how)
		}
	}
	return found
}

// Known returns all names and sites that Find knows, to find the nearest to one that
// it does not: those of the publishers cited most first.
func (d *Directory) Known() []string {
	var names []string
	for _, p := range d.All() {
		names = append(append(append(names, p.Name), p.Names...), p.Sites...)
	}
	return names
}

// With returns the events that cite a publisher, in canonical order.
func (d *Directory) With(id ID) []int {
	var events []int
	for n := range d.Events() {
		if slices.ContainsFunc(d.Cited.of(n), func(number int32) bool { return d.of[number] == id }) {
			events = append(events, n)
		}
	}
	return events
}

// Publisher is one publisher as some events cite it.
type Publisher struct {
	ID          ID
	Name        string
	Names       []string // as the pages of these events write them, most used first; Find knows each
	Sites       []string // its own that they cite, most cited first; none where only others carry it
	Count       int      // of events
	First, Last event.Date
}

// All returns all publishers that an event cites, the most cited first.
func (d *Directory) All() []Publisher {
	return d.Publishers(func(yield func(int) bool) {
		for n := range d.Events() {
			if !yield(n) {
				return
			}
		}
	})
}

// Publishers returns the publishers that some events cite, each event given once.
// An event counts once for a publisher, however often it cites it. Most events come
// first, then by name.
func (d *Directory) Publishers(events iter.Seq[int]) []Publisher {
	t := tally{Directory: d, times: make([]int, len(d.citations)), publishers: make([]count, len(d.names))}
	for n := range events {
		t.add(n)
	}
	all := t.counted()
	slices.SortFunc(all, ByCount)
	return all
}

// ByCount puts publishers into the order of most events, then of names.
func ByCount(a, b Publisher) int {
	return cmp.Or(cmp.Compare(b.Count, a.Count), ByName(a, b))
}

// ByName puts publishers of one directory into the order of their names.
func ByName(a, b Publisher) int { return cmp.Compare(a.ID, b.ID) }

// ByLast puts publishers into the order of their last events, the newest first, then
// of names.
func ByLast(a, b Publisher) int { return cmp.Or(b.Last.Compare(a.Last), ByName(a, b)) }
