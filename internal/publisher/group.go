package publisher

import (
	"cmp"
	"slices"
	"strings"

	"news/internal/event"
)

// node is the number of a name or a site: what belongs together is joined.
type node int32

// nobody stands for no node.
const nobody node = -1

// nodes are names, or sites, and their numbers.
type nodes struct {
	of    map[string]node // by key
	known map[string]node // by what is written, so that its key is made once
}

func newNodes(size int) nodes {
	return nodes{make(map[string]node, size), make(map[string]node, size)}
}

// grouping joins names and sites to publishers.
type grouping struct {
	names, sites nodes
	keys         []string // by node: of a name its key, or a site
	total        []int    // by node: of a name, how often it was used
	parent       []node   // by node: the one that it was joined with, itself where none

	nodes   []node // by citation: what it counts for
	siteAts []node // by citation: its site
	uses    []use  // which names were used for each site, in the order of sites
}

// use is how often a name was used for a site.
type use struct {
	site, name node // nobody: names that say nothing
	times      int
}

// newGrouping returns the grouping of citations, given how many events have each.
// Citations of no event are of nobody.
func newGrouping(citations []event.Citation, times []int) *grouping {
	g := &grouping{
		names: newNodes(len(citations)), sites: newNodes(len(citations)),
		nodes: make([]node, len(citations)), siteAts: make([]node, len(citations)),
	}
	for i, c := range citations {
		g.nodes[i], g.siteAts[i] = nobody, nobody
		if times[i] > 0 {
			g.add(i, c, times[i])
		}
	}
	g.join()
	g.joinSitesAsNames()
	return g
}

// add takes in a citation.
func (g *grouping) add(i int, c event.Citation, times int) {
	name, site := g.node(g.names, c.Name, keyOf), g.node(g.sites, c.Host, siteOf)
	key := ""
	if name != nobody {
		key = g.keys[name]
		g.total[name] += times
	}
	g.nodes[i], g.siteAts[i] = name, site
	if isWordless(key) && site != nobody {
		g.nodes[i], name = site, nobody
	}
	if site != nobody && !isCarried(c.Name) && tells(g.keys[site], key) {
		g.uses = append(g.uses, use{site, name, times})
	}
}

// node returns the node of what is written, whose key is made of it.
func (g *grouping) node(among nodes, written string, keyOf func(string) string) node {
	if n, known := among.known[written]; known {
		return n
	}
	key := keyOf(written)
	n, known := among.of[key]
	switch {
	case key == "":
		n = nobody
	case !known:
		n = node(len(g.keys))
		among.of[key] = n
		g.keys, g.total, g.parent = append(g.keys, key), append(g.total, 0), append(g.parent, n)
	}
	among.known[written] = n
	return n
}

// tells reports whether a site says something of the publisher that goes by a name.
// One that carries others says so of itself alone.
func tells(site, key string) bool {
	label, carrier := carries(site)
	first, _, _ := strings.Cut(key, " ")
	return !carrier || first == label
}

// join joins each site with the name that is used most for it, and each name with
// the site that it is mostly used for.
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
		if main.name == nobody {
			continue
		}
		g.unite(main.name, main.site)
		mixed := isMixed(names, main)
		for _, u := range names {
			if u.name == nobody || 2*u.times <= g.total[u.name] {
				continue
			}
			if !mixed || strings.HasPrefix(g.keys[u.name], g.keys[main.name]) {
				g.unite(u.name, u.site)
			}
		}
	}
}

// eachSite yields the uses of one site after the other.
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

// joinSitesAsNames joins each site with the name that is written as the site is, so
// that who looks for either finds one publisher. A word alone is as often a name
// that has nothing to do with a machine of that name: it is joined only where the
// site has no other name.
func (g *grouping) joinSitesAsNames() {
	owned := make(map[node]bool) // sites; true where a name is theirs
	for names := range g.eachSite() {
		main := g.main(names)
		owned[main.site] = main.name != nobody
	}
	for i, n := range g.nodes {
		if site := g.siteAts[i]; n == site && n != nobody && !owned[site] {
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

// isMixed reports whether a site goes by so many names that most of them must be
// names of others that it carries: even the one used most is rare.
func isMixed(names []use, main use) bool {
	const part = 3
	cited := 0
	for _, u := range names {
		cited += u.times
	}
	return part*main.times < cited
}

// main returns the use of the name that is used most for a site; among equals the
// one that is used least for others, then the first.
func (g *grouping) main(names []use) use {
	best := use{names[0].site, nobody, 0}
	for _, u := range names {
		if u.name == nobody {
			continue
		}
		better := best.name == nobody || cmp.Or(cmp.Compare(u.times, best.times), cmp.Compare(g.total[best.name], g.total[u.name]),
			cmp.Compare(g.keys[best.name], g.keys[u.name])) > 0
		if better {
			best = u
		}
	}
	return best
}

func (g *grouping) find(n node) node {
	for g.parent[n] != n {
		g.parent[n] = g.parent[g.parent[n]] // the way is shorter the next time
		n = g.parent[n]
	}
	return n
}

func (g *grouping) unite(a, b node) { g.parent[g.find(a)] = g.find(b) }
