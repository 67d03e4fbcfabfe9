// Package publisher tells who publishes what events cite. A citation has a name as
// its page writes it, and mostly an address: one publisher goes by several names
// and has several sites, and a site can carry what others publish. The citations
// come from an archive's pages or its index.
package publisher

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"

	"news/internal/event"
	"news/internal/text"
)

// Publisher is one publisher and how often it was cited.
type Publisher struct {
	Name        string
	Names       []string // as pages write them, most used first
	Sites       []string // its own, most cited first; none where only others carry it
	Count       int      // citations
	First, Last event.Date
}

// Tally counts citations. The zero Tally is empty and ready for use.
type Tally struct {
	cited map[citation]*uses
}

// citation is what tells one source from another.
type citation struct{ name, host string }

// uses is how often something was cited.
type uses struct {
	all         int // by whatever event
	count       int // by those that count
	first, last event.Date
}

func (u *uses) add(other uses) {
	if u.all += other.all; other.count == 0 {
		return
	}
	if u.count == 0 || other.first.Compare(u.first) < 0 {
		u.first = other.first
	}
	if u.count == 0 || other.last.Compare(u.last) > 0 {
		u.last = other.last
	}
	u.count += other.count
}

// Add takes in a source that an event of a day cites. One that does not count
// only helps to tell who goes by which names and sites.
func (t *Tally) Add(s event.Source, day event.Date, counts bool) {
	if t.cited == nil {
		t.cited = make(map[citation]*uses)
	}
	c := citation{s.Name, hostOf(s.URL)}
	known := t.cited[c]
	if known == nil {
		known = &uses{}
		t.cited[c] = known
	}
	use := uses{all: 1}
	if counts {
		use = uses{1, 1, day, day}
	}
	known.add(use)
}

// Publishers gives who was cited: most citations first, then by name.
//
// Each site is the publisher's whose name is used most for it, and a name that
// leads to one site more often than not is that site's publisher's. What a name
// says after "via", and a site that carries what others publish, tell nothing of
// the publisher.
func (t *Tally) Publishers() []Publisher {
	g := newGrouping(t.cited)
	g.join()
	publishers := make(map[node]*members)
	for c, u := range t.cited {
		if u.count == 0 {
			continue
		}
		root := g.find(g.nodeOf(c))
		if publishers[root] == nil {
			publishers[root] = &members{names: make(map[string]int), sites: make(map[string]int)}
		}
		publishers[root].add(c, *u, g)
	}
	all := make([]Publisher, 0, len(publishers))
	for _, m := range publishers {
		all = append(all, m.publisher())
	}
	slices.SortFunc(all, func(a, b Publisher) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Name, b.Name), slices.Compare(a.Sites, b.Sites), slices.Compare(a.Names, b.Names))
	})
	return all
}

// members is what belongs to one publisher.
type members struct {
	uses
	names, sites map[string]int
}

func (m *members) add(c citation, u uses, g *grouping) {
	m.uses.add(u)
	m.names[c.name] += u.count
	if site := g.sites[c.host]; g.at[site] != nil && g.find(node{site: site}) == g.find(g.nodeOf(c)) {
		m.sites[site] += u.count
	}
}

func (m *members) publisher() Publisher {
	p := Publisher{Names: mostUsed(m.names), Sites: mostUsed(m.sites), Count: m.count, First: m.first, Last: m.last}
	p.Name = p.called()
	return p
}

// called gives the name that is used most, or a site where only numbers are.
func (p Publisher) called() string {
	for _, name := range p.Names {
		if keyOf(name) != "" {
			return ownName(name)
		}
	}
	if len(p.Sites) > 0 {
		return p.Sites[0]
	}
	return p.Names[0]
}

// mostUsed gives what was counted, most first, then in order.
func mostUsed(counts map[string]int) []string {
	return slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
}

// ownName gives what a name says before "via", which is followed by whoever
// carries it.
func ownName(name string) string {
	const via = " via "
	for at := 1; at+len(via) < len(name); at++ {
		if strings.EqualFold(name[at:at+len(via)], via) {
			return name[:at]
		}
	}
	return name
}

// keyOf gives the form in which names are compared: the words of its own name. A
// name without a letter, such as a number, has none.
func keyOf(name string) string {
	name = ownName(name)
	if strings.IndexFunc(name, unicode.IsLetter) < 0 {
		return ""
	}
	var words []string
	for _, word := range text.Words(name) {
		words = append(words, word.Text)
	}
	return strings.Join(words, " ")
}
