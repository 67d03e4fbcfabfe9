package publisher

import (
	"cmp"
	"slices"
	"strings"

	"news/internal/event"
)

// node is the number of a name or a site. The nodes of one publisher are
// united.
type node int32

// noNode marks a citation or a use without a node.
const noNode node = -1

// nodes are the nodes of names, or of sites.
type nodes struct {
	of    map[string]node // by key
	known map[string]node // by the written form, so that each key is computed once
}

func newNodes(size int) nodes {
	return nodes{make(map[string]node, size), make(map[string]node, size)}
}

// grouping groups names and sites by publisher. It is a union-find structure.
type grouping struct {
	names, sites nodes
	keys         []string // the key of each name, or the site
	total        []int    // the number of uses of each name
	parent       []node   // the parent of each node, itself for a root

	nodes     []node // the node of each citation that says who its publisher is
	siteNodes []node // the node of each citation's site
	uses      []use  // the names used for each site, sorted by site
}

// use says how often a name was used for a site.
type use struct {
	site, name node // a name of noNode stands for names without letters
	times      int
}

// newGrouping returns the grouping of citations. times has the number of events
// with each citation; a citation without events has no node.
func newGrouping(citations []event.Citation, times []int) *grouping {
	g := &grouping{
		names: newNodes(len(citations)), sites: newNodes(len(citations)),
		nodes: make([]node, len(citations)), siteNodes: make([]node, len(citations)),
	}
	for i, c := range citations {
		g.nodes[i], g.siteNodes[i] = noNode, noNode
		if times[i] > 0 {
			g.add(i, c, times[i])
		}
	}
	g.join()
	g.joinSitesAsNames()
	return g
}

// add adds a citation.
func (g *grouping) add(i int, c event.Citation, times int) {
	name, site := g.node(g.names, c.Name, keyOf), g.node(g.sites, c.Host, siteOf)
	key := ""
	if name != noNode {
		key = g.keys[name]
		g.total[name] += times
	}
	g.nodes[i], g.siteNodes[i] = name, site
	if isWordless(key) && site != noNode {
		g.nodes[i], name = site, noNode
	}
	if site != noNode && !isCarried(c.Name) && isEvidence(g.keys[site], key) {
		g.uses = append(g.uses, use{site, name, times})
	}
}

// node returns the node of a written name or host. keyOf returns its key.
func (g *grouping) node(among nodes, written string, keyOf func(string) string) node {
	if n, known := among.known[written]; known {
		return n
	}
	key := keyOf(written)
	n, known := among.of[key]
	switch {
	case key == "":
		n = noNode
	case !known:
		n = node(len(g.keys))
		among.of[key] = n
		g.keys, g.total, g.parent = append(g.keys, key), append(g.total, 0), append(g.parent, n)
	}
	among.known[written] = n
	return n
}

// isEvidence reports whether a site is evidence for the publisher with a name.
// A site that carries the texts of others is evidence only for its own name.
func isEvidence(site, key string) bool {
	label, carrier := carries(site)
	first, _, _ := strings.Cut(key, " ")
	return !carrier || first == label
}

// join unites each site with its most used name, and each name with the site
// for which it is mostly used.
func (g *grouping) join() {
	slices.SortFunc(g.uses, func(a, b use) int { return cmp.Or(cmp.Compare(a.site, b.site), cmp.Compare(a.name, b.name)) })
	merged := g.uses[:0]
	for _, u := range g.uses {
		if last := len(merged) - 1; last >= 0 && merged[last].site == u.site && merged[last].name == u.name {
			merged[last].times += u.times
			continue
		}
		merged = append(merged, u)
	}
	g.uses = merged
	for names := range g.eachSite() {
		main := g.main(names)
		if main.name == noNode {
			continue
		}
		g.unite(main.name, main.site)
		mixed := isMixed(names, main)
		for _, u := range names {
			if u.name == noNode || 2*u.times <= g.total[u.name] {
				continue
			}
			if !mixed || strings.HasPrefix(g.keys[u.name], g.keys[main.name]) {
				g.unite(u.name, u.site)
			}
		}
	}
}

// eachSite returns an iterator over the uses of each site.
func (g *grouping) eachSite() func(yield func([]use) bool) {
	return func(yield func([]use) bool) {
		start := 0
		for end := range g.uses {
			if next := end + 1; next == len(g.uses) || g.uses[next].site != g.uses[end].site {
				if !yield(g.uses[start:next]) {
					return
				}
				start = next
			}
		}
	}
}

// joinSitesAsNames unites each site with the name that is written like the
// site, so that a search for either finds one publisher. A single word is often
// a name that has nothing to do with a host of that name: it is united only if
// the site has no other name.
func (g *grouping) joinSitesAsNames() {
	owned := make(map[node]bool) // by site: whether it has a name
	for names := range g.eachSite() {
		main := g.main(names)
		owned[main.site] = main.name != noNode
	}
	for i, n := range g.nodes {
		if site := g.siteNodes[i]; n == site && n != noNode && !owned[site] {
			owned[site] = false
		}
	}
	for site, hasName := range owned {
		if hasName && !strings.Contains(g.keys[site], ".") {
			continue
		}
		if name, known := g.names.of[keyOf(g.keys[site])]; known {
			g.unite(name, site)
		}
	}
}

// isMixed reports whether a site has so many names that most of them must be
// names of others that it carries: even the most used name is rare.
func isMixed(names []use, main use) bool {
	const part = 3
	cited := 0
	for _, u := range names {
		cited += u.times
	}
	return part*main.times < cited
}

// main returns the use of the most used name of a site; among equals, the name
// with the fewest uses in all, then the first in order.
func (g *grouping) main(names []use) use {
	best := use{names[0].site, noNode, 0}
	for _, u := range names {
		if u.name == noNode {
			continue
		}
		better := best.name == noNode || cmp.Or(cmp.Compare(u.times, best.times), cmp.Compare(g.total[best.name], g.total[u.name]),
			cmp.Compare(g.keys[best.name], g.keys[u.name])) > 0
		if better {
			best = u
		}
	}
	return best
}

func (g *grouping) find(n node) node {
	for g.parent[n] != n {
		g.parent[n] = g.parent[g.parent[n]] // shorten the path for the next call
		n = g.parent[n]
	}
	return n
}

func (g *grouping) unite(a, b node) { g.parent[g.find(a)] = g.find(b) }
