// Package publisher finds who publishes the sources that events cite. A
// citation has a name as its page writes it, and usually an address. One
// publisher can have several names and several sites, and a site can carry the
// texts of other publishers. The citations come from an archive's pages or its
// index.
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

// None is the publisher of a citation that names none.
const None ID = -1

// Directory holds the names and sites of all publishers of an archive. It does
// not depend on the order of citations. It does not change and can be used by
// several goroutines at once.
type Directory struct {
	*Cited
	of     []ID          // the publisher of each citation
	named  []bool        // whether the name of each citation leads to its publisher
	sites  []string      // the site of each citation, if it leads to its publisher
	names  []string      // the name of each publisher
	byName map[string]ID // by the keys of names
	bySite map[string]ID
}

// NewDirectory returns the directory of all publishers that c cites. Nothing
// may be added to c afterwards.
//
// A site belongs to the publisher with the most used name for the site. A name
// that is used more often for one site than for all others belongs to the
// publisher of that site. The part of a name after "via", and a site that
// carries the texts of others, say nothing about the publisher. Names with the
// same words are the same name.
func NewDirectory(c *Cited) *Directory {
	times := c.uses()
	g := newGrouping(c.citations, times)
	d := &Directory{
		Cited: c, of: slices.Repeat([]ID{None}, len(c.citations)), named: make([]bool, len(c.citations)), sites: make([]string, len(c.citations)),
		byName: make(map[string]ID, len(g.names.of)), bySite: make(map[string]ID, len(g.sites.of)),
	}
	for id, m := range d.members(g, times) {
		d.names = append(d.names, m.name)
		for _, i := range m.citations {
			d.of[i] = ID(id)
			d.register(g, i)
		}
	}
	return d
}

// members are the citations of one publisher.
type members struct {
	citations    []int
	name, folded string
}

// members returns the members of all publishers, in the order of their names.
func (d *Directory) members(g *grouping, times []int) []*members {
	of := make([]*members, len(g.keys)) // by root node
	var all []*members
	for i, n := range g.nodes {
		if n == noNode {
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
		m.name = d.shownName(m.citations, times, g)
		m.folded = text.Fold(m.name)
	}
	slices.SortFunc(all, func(a, b *members) int {
		return cmp.Or(strings.Compare(a.folded, b.folded), strings.Compare(a.name, b.name))
	})
	return all
}

// shownName returns the name of a publisher: the most used one, or the most
// used site if it has no names.
func (d *Directory) shownName(citations, times []int, g *grouping) string {
	var names, others map[string]int
	for _, i := range citations {
		n, own := g.nodes[i], ownName(d.citations[i].Name)
		switch {
		case n == g.siteNodes[i]:
			add(&others, g.keys[n], times[i])
		case isWordless(g.keys[n]):
			add(&others, own, times[i])
		case len(citations) == 1: // the usual case
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

// register records the publisher of a citation under its name and its site.
func (d *Directory) register(g *grouping, i int) {
	id, n, site := d.of[i], g.nodes[i], g.siteNodes[i]
	if n != site {
		d.byName[g.keys[n]], d.named[i] = id, true
	}
	if site != noNode && g.find(site) == g.find(n) {
		d.bySite[g.keys[site]], d.sites[i] = id, g.keys[site]
	}
}

// mostUsed returns the keys of counts, the highest count first, then in
// alphabetical order.
func mostUsed(counts map[string]int) []string {
	return slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
}

// Len returns the number of publishers.
func (d *Directory) Len() int { return len(d.names) }

// Name returns the name of a publisher: the most common one in its citations.
// No two publishers have the same name, and Find finds the publisher by it.
func (d *Directory) Name(id ID) string { return d.names[id] }

// Of returns the publisher of a citation, or None if the citation names none or
// no event has it.
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

// Cites reports whether the page of an event cites a publisher.
func (d *Directory) Cites(e *event.Event, id ID) bool {
	return slices.ContainsFunc(e.Citations(), func(c event.Citation) bool { return d.Of(c) == id })
}

// Find returns the publisher with a name, a site, or a host or an address of a
// site. Names are compared without regard to case, accents and Chinese script.
// It returns false if there is no such publisher.
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

// Like returns the publishers with a name or a site that fits the typed text,
// as text.FindNames finds them, and how well the best of these fits.
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

// Known returns all names and sites that Find finds, the most cited publishers
// first. It is for finding the nearest name to an unknown one.
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

// Publisher is one publisher and how some events cite it.
type Publisher struct {
	ID          ID
	Name        string
	Names       []string // as the pages of the events write them, most used first; Find finds each
	Sites       []string // its own sites that the events cite, most cited first; empty if only others carry it
	Count       int      // the number of events
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

// Publishers returns the publishers that some events cite, the most cited
// first, then by name. Each event must be given once. It counts once for each
// publisher.
func (d *Directory) Publishers(events iter.Seq[int]) []Publisher {
	t := tally{Directory: d, times: make([]int, len(d.citations)), publishers: make([]count, len(d.names))}
	for n := range events {
		t.add(n)
	}
	all := t.counted()
	slices.SortFunc(all, ByCount)
	return all
}

// ByCount compares publishers by their number of events, the highest first,
// then by name.
func ByCount(a, b Publisher) int {
	return cmp.Or(cmp.Compare(b.Count, a.Count), ByName(a, b))
}

// ByName compares publishers of one directory by name.
func ByName(a, b Publisher) int { return cmp.Compare(a.ID, b.ID) }

// ByLast compares publishers by their last event, the newest first, then by
// name.
func ByLast(a, b Publisher) int { return cmp.Or(b.Last.Compare(a.Last), ByName(a, b)) }
